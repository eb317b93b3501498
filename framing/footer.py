"""Tell a file of counts from other Parquet files, by its last bytes and without a library."""

from pathlib import Path

__all__ = ["COUNTS_KEY", "LOCK", "PARTITIONS", "PENDING", "is_counts_file"]

COUNTS_KEY = "framing.counts"
"""The key in a Parquet file's metadata under which counts say what they are."""

PARTITIONS = "counts-*.parquet"
"""What the files of a folder of counts are called."""

PENDING = ".pending"
"""What the folder begins with, inside of one of counts, that holds what is not put together yet."""

LOCK = ".lock"
"""What the files begin with, inside of a folder of counts, that keep other runs out of it."""

_MAGIC = b"PAR1"
_END = 8  # the length of the footer in four bytes, and the magic
_LARGEST_FOOTER = 2**26


def is_counts_file(path: Path) -> bool:
    """Tell whether a file is Parquet that says of itself that it holds counts.

    Args:
        path: The file; one that cannot be read, or is cut off, does not say so.
    """
    try:
        with path.open("rb") as file:
            size = file.seek(0, 2)
            if size < _END:
                return False
            file.seek(size - _END)
            end = file.read(_END)
            length = int.from_bytes(end[:4], "little")
            if end[4:] != _MAGIC or not 0 < length <= min(size - _END, _LARGEST_FOOTER):
                return False
            file.seek(size - _END - length)
            return COUNTS_KEY.encode() in file.read(length)
    except OSError:
        return False
