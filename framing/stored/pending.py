"""What was counted before all articles are known: parts that partitions are put together from.

They lie in a hidden folder inside of that of the counts, each whole or not there at all, until the
last partition is written. A run that was interrupted takes them up.
"""

import hashlib
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from framing.errors import InputError
from framing.footer import PENDING
from framing.output import write_files
from framing.stored.header import Header, canonical, check_alike
from framing.stored.keys import Key
from framing.stored.partition import partition_bytes, read_header, read_rows

if TYPE_CHECKING:
    import polars as pl

__all__ = ["Pending"]

_PARTS = "part-*.parquet"
_ROWS_TOGETHER = 250


class Pending:
    """The pending parts of a job."""

    def __init__(self, folder: Path, header: Header) -> None:
        """Look into a folder.

        Args:
            folder: The folder of the counts.
            header: What the partitions say of themselves.
        """
        shard = "-{}of{}".format(*header.shard) if header.shard else ""
        self._folder = folder / f"{PENDING}{shard}"
        self._header = replace(header, part=(1, 1))

    def parts(self) -> Iterator[tuple[Path, list[Key]]]:
        """Yield the parts that are there and can be taken up; others are removed.

        Raises:
            InputError: If they are of another job.
        """
        for path in sorted(self._folder.glob(_PARTS)):
            try:
                found = read_header(path)
            except InputError:
                path.unlink(missing_ok=True)
                continue
            check_alike([(str(path), found), ("the articles to be counted", self._header)])
            keys = _keys_of_whole(path) if found.version == self._header.version else None
            if keys is None:
                path.unlink(missing_ok=True)
            else:
                yield path, keys

    def add(self, frame: "pl.DataFrame") -> tuple[Path, list[Key]]:
        """Write a part.

        Args:
            frame: Articles, sorted by id.
        """
        keys = _keys(frame)
        name = hashlib.sha256(canonical({"pending": keys}).encode()).hexdigest()[:16]
        path = self._folder / f"part-{name}.parquet"
        write_files({path: partition_bytes(frame, self._header, _ROWS_TOGETHER)})
        return path, keys

    def remove(self) -> None:
        """Remove the parts, which are in partitions now."""
        shutil.rmtree(self._folder, ignore_errors=True)


def _keys_of_whole(path: Path) -> list[Key] | None:
    """Return the keys of a part, or None if it is not as it was written."""
    try:
        return _keys(read_rows(path)[1])
    except InputError:
        return None


def _keys(frame: "pl.DataFrame") -> list[Key]:
    return [Key(*row) for row in frame.select("article", "sha256", "source").iter_rows()]
