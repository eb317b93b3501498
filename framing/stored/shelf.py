"""The rows of counts that lie in files, by article: any of them, without reading all the others."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
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
        self._files: list[Path] = []  # known below by their places here
        self._whole: set[int] = set()  # files that are known to be as they were written
        self._places: dict[Key, tuple[int, int]] = {}  # of each row its file and its place there
        self._ahead: dict[int, tuple[int, pl.DataFrame]] = {}  # rows of a file, from a place on
        self._expected: dict[int, int] = {}  # how many rows of a file are still to be asked for
        self._rows_ahead = 0  # how many rows of a file are held at the most

    def __contains__(self, key: Key) -> bool:
        """Tell whether the row of an article is there."""
        return key in self._places

    def put(self, path: Path, keys: Iterable[Key], *, found_whole: bool = False) -> bool:
        """Add the rows of a file, but for those that are there from another.

        Args:
            path: The file.
            keys: The keys of its rows, in their order.
            found_whole: Whether it is known to be as it was written; else it is looked at before
                anything is taken of it.

        Returns:
            Whether any row was added.
        """
        number, before = self._add(path, found_whole=found_whole), len(self._places)
        for row, key in enumerate(keys):
            self._places.setdefault(key, (number, row))
        return len(self._places) > before

    def move(self, path: Path, keys: Iterable[Key]) -> int:
        """Take rows from another file from now on, which was just written.

        Args:
            path: That file.
            keys: The keys of its rows, in their order.

        Returns:
            The number of the file.
        """
        number = self._add(path, found_whole=True)
        for row, key in enumerate(keys):
            self._places[key] = (number, row)
        return number

    def _add(self, path: Path, *, found_whole: bool) -> int:
        self._files.append(path)
        if found_whole:
            self._whole.add(len(self._files) - 1)
        return len(self._files) - 1

    def by_file(self, keys: Iterable[Key]) -> dict[int, list[Key]]:
        """Return keys by the number of the file that has their row, in the order given."""
        found: dict[int, list[Key]] = defaultdict(list)
        for key in keys:
            found[self._places[key][0]].append(key)
        return found

    def path(self, number: int) -> Path:
        """Return the file of a number."""
        return self._files[number]

    def expect(self, rows: Mapping[int, int], side_by_side: int) -> None:
        """Make ready for rows that will be asked for in the order of their ids.

        Args:
            rows: How many will be asked for, by file.
            side_by_side: How many files have rows between those of others; as many are held in
                part, each until its last row was taken.
        """
        self._ahead.clear()
        self._expected = dict(rows)
        self._rows_ahead = _ROWS_AHEAD // max(side_by_side, 1)

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
        start, part = self._held(number, rows[0], rows[-1])
        left = self._expected[number] = self._expected.get(number, 0) - len(rows)
        if left > 0 and self._is_held(start, part, rows[-1] + 1):
            self._ahead[number] = start, part
        return part[[row - start for row in rows]]

    def _is_held(self, start: int, part: "pl.DataFrame", following: int) -> bool:
        """Tell whether there is something behind the rows taken, and not too much to be held."""
        return following - start < len(part) <= max(following - start, 0) + self._rows_ahead

    def _held(self, number: int, first: int, last: int) -> "tuple[int, pl.DataFrame]":
        """Return rows of a file, from the first at the latest to the last at the earliest."""
        import polars as pl

        path = self._files[number]
        if number not in self._whole:
            self._whole.add(number)
            return 0, read_rows(path)[1]
        start, part = self._ahead.pop(number, (first, None))
        end = start if part is None else start + len(part)
        if part is None or not start <= first <= end:
            return first, read_some_rows(path, first, max(last + 1 - first, self._rows_ahead))
        if last < end:
            return start, part
        # Files are in order of the ids, as what is asked for, so that the rows behind come next.
        more = read_some_rows(path, end, max(last + 1 - end, self._rows_ahead))
        return first, pl.concat([part[first - start :], more])
