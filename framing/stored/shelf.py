"""The rows of counts that lie in files, by article: any of them, without reading all the others."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from framing.stored.columns import empty_frame
from framing.stored.keys import Key
from framing.stored.partition import read_rows, read_some_rows

if TYPE_CHECKING:
    import polars as pl

__all__ = ["Shelf"]

_ROWS_AHEAD = 8_000
"""So many rows of all files together are held for what comes next."""


class Shelf:
    """Rows of counts in files; only their keys are in memory."""

    def __init__(self) -> None:
        """Begin without any."""
        self._files: list[Path] = []
        self._whole: set[int] = set()
        self._places: dict[Key, tuple[int, int]] = {}
        self._ahead: dict[int, tuple[int, pl.DataFrame]] = {}

    def __contains__(self, key: Key) -> bool:
        """Tell whether the row of an article is there."""
        return key in self._places

    def put(self, path: Path, keys: Iterable[Key], *, found_whole: bool = False) -> None:
        """Add the rows of a file.

        Args:
            path: The file.
            keys: The keys of its rows, in their order.
            found_whole: Whether it is known to be as it was written; else it is looked at before
                anything is taken of it.
        """
        number = len(self._files)
        self._files.append(path)
        if found_whole:
            self._whole.add(number)
        for row, key in enumerate(keys):
            self._places.setdefault(key, (number, row))

    def rows(self, keys: Sequence[Key]) -> "pl.DataFrame":
        """Return the rows of some of the articles, by file.

        Raises:
            InputError: If a file cannot be read, or is not as it was written.
        """
        import polars as pl

        wanted: dict[int, list[int]] = defaultdict(list)
        for key in keys:
            number, row = self._places[key]
            wanted[number].append(row)
        frames = [self._of_file(number, sorted(rows)) for number, rows in sorted(wanted.items())]
        return pl.concat(frames or [empty_frame()])

    def _of_file(self, number: int, rows: list[int]) -> "pl.DataFrame":
        path, first, last = self._files[number], rows[0], rows[-1]
        if number not in self._whole:
            part = read_rows(path)[1]
            self._whole.add(number)
            return part[rows]
        held = self._ahead.pop(number, None)
        if held is None or not held[0] <= first <= last < held[0] + len(held[1]):
            # Files and partitions are in order of the ids, so that the rows behind come next.
            length = max(last - first + 1, _ROWS_AHEAD // len(self._files))
            held = first, read_some_rows(path, first, length)
        start, part = held
        if start + len(part) > last + 1:
            self._ahead[number] = start, part
        return part[[row - start for row in rows]]
