"""What was counted before all articles are known: parts that partitions are put together from.

They lie in a hidden folder inside of that of the counts, each whole or not there at all, until the
last partition is written. A run that was interrupted takes them up.
"""

import hashlib
import io
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from framing.footer import COUNTS_KEY, PENDING
from framing.output import write_files
from framing.stored.header import Header, canonical, check_alike
from framing.stored.keys import Key, keys_of
from framing.stored.partition import read_header

if TYPE_CHECKING:
    import polars as pl

__all__ = ["Pending"]

_PARTS = "part-*.parquet"
_ROWS_TOGETHER = 250


class Pending:
    """The pending parts of a job.

    Attributes:
        folder: Where they are.
    """

    def __init__(self, folder: Path, header: Header) -> None:
        """Look into a folder.

        Args:
            folder: The folder of the counts.
            header: What the partitions say of themselves.
        """
        shard = "-{}of{}".format(*header.shard) if header.shard else ""
        self.folder = folder / f"{PENDING}{shard}"
        self._header = replace(header, part=(1, 1))

    def parts(self) -> Iterator[tuple[Path, list[Key]]]:
        """Yield the parts that are there and can be taken up; others are removed.

        Raises:
            InputError: If they are of another job.
        """
        for path in sorted(self.folder.glob(_PARTS)):
            if path.name != _name(path.read_bytes()):  # not as it was written
                path.unlink()
                continue
            found = read_header(path)
            check_alike([(str(path), found), ("the articles to be counted", self._header)])
            if found.version == self._header.version:
                yield path, keys_of(path)
            else:
                path.unlink()

    def add(self, frame: "pl.DataFrame") -> Path:
        """Write a part.

        Args:
            frame: Articles, sorted by id.
        """
        file = io.BytesIO()
        frame.write_parquet(
            file,
            compression="zstd",
            compression_level=1,
            row_group_size=_ROWS_TOGETHER,
            metadata={COUNTS_KEY: canonical(self._header.record())},
        )
        content = file.getvalue()
        path = self.folder / _name(content)
        write_files({path: content})
        return path

    def discard(self, path: Path) -> None:
        """Remove a file whose rows are in others now, if it is a part."""
        if path.parent == self.folder:
            path.unlink(missing_ok=True)

    def remove(self) -> None:
        """Remove the parts, which are in partitions now."""
        shutil.rmtree(self.folder, ignore_errors=True)


def _name(content: bytes) -> str:
    return f"part-{hashlib.sha256(content).hexdigest()[:16]}.parquet"
