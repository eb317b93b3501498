"""One partition: a Parquet file of counts that says what it is and whether it is whole."""

import hashlib
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.errors import InputError
from framing.footer import COUNTS_KEY
from framing.lexicon import Matcher
from framing.stored.columns import HIT_COLUMNS, schema
from framing.stored.header import Header, canonical, parse_header

if TYPE_CHECKING:
    import polars as pl

__all__ = [
    "partition_bytes",
    "read_again",
    "read_header",
    "read_keys",
    "read_rows",
    "read_some_rows",
]

_REMEDY = "remove it and count the articles anew (framing count)"
_OF_PARAGRAPHS = ("is_body", "words")
_OF_TERMS = ("terms", "term_counts", "term_paragraphs")
_OF_HITS = (*HIT_COLUMNS, "hit_expressions")


def partition_bytes(frame: "pl.DataFrame", header: Header) -> bytes:
    """Return the file of a partition, the same bytes for the same counts.

    Args:
        frame: Its articles, sorted by id.
        header: What it says of itself.
    """
    record = {**header.record(), "articles": frame.height}
    record["sha256"] = _sha256(frame, record)
    file = io.BytesIO()
    frame.write_parquet(
        file, compression="zstd", compression_level=6, metadata={COUNTS_KEY: canonical(record)}
    )
    return file.getvalue()


def read_header(path: Path) -> Header:
    """Read what a partition says of itself.

    Raises:
        InputError: If it cannot be read, or holds no counts that this program knows.
    """
    return _header(path)[0]


def read_keys(path: Path) -> "pl.DataFrame":
    """Read which articles a partition holds: id, hash and source; errors as `read_rows`."""
    return _read(path, ["article", "sha256", "source"])


def read_rows(path: Path) -> "tuple[Header, pl.DataFrame]":
    """Read a partition.

    Returns:
        What it says of itself, and its articles.

    Raises:
        InputError: If it cannot be read, or is not as it was written.
    """
    header, record = _header(path)
    frame = _read(path)
    own = {name: value for name, value in record.items() if name != "sha256"}
    if dict(frame.schema) != schema() or frame.height != record.get("articles"):
        raise InputError(f"{path}: counts are damaged (other columns or rows); {_REMEDY}")
    if record.get("sha256") != _sha256(frame, own):
        raise InputError(
            f"{path}: counts are damaged (their hash is not that of what they hold); {_REMEDY}"
        )
    if not _agrees(frame, len(Matcher(header.lexicon).entries)):
        raise InputError(f"{path}: counts are damaged (columns do not agree); {_REMEDY}")
    return header, frame


def read_again(path: Path) -> "pl.DataFrame":
    """Read the articles of a partition that was found whole before; errors as `read_rows`.

    Making sure takes longer than reading.
    """
    return _read(path)


def read_some_rows(path: Path, start: int, length: int) -> "pl.DataFrame":
    """Read some rows of a partition that was found whole before.

    Raises:
        InputError: If it cannot be read.
    """
    import polars as pl

    _check_ends(path)
    try:
        frame = pl.scan_parquet(path, glob=False, hive_partitioning=False)
        return frame.slice(start, length).collect()
    except (Exception, pl.exceptions.PanicException) as error:
        raise _unreadable(path, type(error).__name__) from None


def _header(path: Path) -> tuple[Header, dict[str, Any]]:
    import polars as pl

    _check_ends(path)
    try:
        metadata = pl.read_parquet_metadata(path)
    except (Exception, pl.exceptions.PanicException) as error:
        raise _unreadable(path, type(error).__name__) from None
    if COUNTS_KEY not in metadata:
        raise InputError(f"{path}: is Parquet, but holds no counts; {_REMEDY}")
    return parse_header(metadata[COUNTS_KEY], str(path))


def _check_ends(path: Path) -> None:
    # Checked here, since polars stops the process's thread on some files that are no Parquet.
    try:
        with path.open("rb") as file:
            begin = file.read(4)
            file.seek(max(file.seek(0, 2) - 4, 0))
            end = file.read(4)
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from None
    if not begin == end == b"PAR1":
        raise _unreadable(path, "it is cut off, or no Parquet")


def _read(path: Path, columns: list[str] | None = None) -> "pl.DataFrame":
    import polars as pl

    _check_ends(path)
    try:
        return pl.read_parquet(
            path, columns=columns, glob=False, hive_partitioning=False, memory_map=False
        )
    except (Exception, pl.exceptions.PanicException) as error:
        raise _unreadable(path, type(error).__name__) from None


def _unreadable(path: Path, reason: str) -> InputError:
    return InputError(f"{path}: counts cannot be read ({reason}); {_REMEDY}")


def _sha256(frame: "pl.DataFrame", record: dict[str, Any]) -> str:
    """Hash what a partition holds and says of itself, apart from this hash."""
    digest = hashlib.sha256(canonical(record).encode())
    for name in frame.columns:
        digest.update(f"\n{name}\n".encode())
        _feed(digest, frame[name])
    return digest.hexdigest()


def _feed(digest: Any, column: "pl.Series") -> None:
    import polars as pl

    if isinstance(column.dtype, pl.List):
        lengths = column.list.len().cast(pl.Int64).fill_null(-1)
        digest.update(lengths.to_numpy().astype("<i8").tobytes())
        _feed(digest, column.explode(empty_as_null=False, keep_nulls=False))
    elif column.dtype == pl.String:
        digest.update(json.dumps(column.to_list(), ensure_ascii=False).encode())
    else:
        numbers = column.cast(pl.Int64).fill_null(-1)
        digest.update(numbers.to_numpy().astype("<i8").tobytes())


def _agrees(frame: "pl.DataFrame", entries: int) -> bool:
    """Tell whether lists that belong together are equally long and point to what is there."""
    if any(column.null_count() for column in frame.iter_columns()):
        return False
    lengths = {name: frame[name].list.len() for name in (*_OF_PARAGRAPHS, *_OF_TERMS, *_OF_HITS)}
    for together in (_OF_PARAGRAPHS, _OF_TERMS, _OF_HITS):
        if any(not lengths[name].equals(lengths[together[0]]) for name in together):
            return False
    paragraphs = lengths["words"].to_numpy().astype(np.int64)
    for name in ("term_paragraphs", "hit_paragraphs"):
        largest = frame[name].list.max().fill_null(-1).to_numpy().astype(np.int64)
        if (largest >= paragraphs).any():
            return False
    claiming = frame["hit_entries"].list.max().max()
    return frame["article"].n_unique() == frame.height and (
        not isinstance(claiming, int) or claiming < entries
    )
