"""Tables as Parquet."""

import io
from collections.abc import Iterator
from typing import Any, BinaryIO

from framing.errors import InputError
from framing.readers.draft import Draft, Report
from framing.readers.options import ReadOptions
from framing.readers.problems import Problem
from framing.readers.table import drafts_of_rows

__all__ = ["read_drafts"]

_MAGIC = b"PAR1"


def read_drafts(
    content: BinaryIO, name: str, options: ReadOptions, report: Report
) -> Iterator[Draft]:
    """Read a table; arguments and errors as `framing.readers.draft.Reader`.

    Rows are counted from 1.
    """
    frame = _frame(content.read())
    unfit = [column for column, kind in frame.schema.items() if not _has_strings(kind)]
    for column in unfit:
        message = f"column {column!r} holds neither strings, numbers nor dates; ignored"
        report(Problem(name, message, skipped=False))
    fit = frame.drop(unfit)
    rows = (
        (number, [_string(value) for value in row])
        for number, row in enumerate(fit.iter_rows(), start=1)
    )
    yield from drafts_of_rows(fit.columns, rows, name, options, report)


def _frame(content: bytes) -> Any:
    # Checked here, since polars stops the process's thread on some files that are none.
    if not (content.startswith(_MAGIC) and content.endswith(_MAGIC)):
        raise InputError("cannot be read as Parquet; it is cut off, or no Parquet; write it anew")
    import polars as pl

    try:
        return pl.read_parquet(io.BytesIO(content), glob=False, hive_partitioning=False)
    except (Exception, pl.exceptions.PanicException) as error:
        raise InputError(
            f"cannot be read as Parquet ({type(error).__name__}); write it anew, or as CSV"
        ) from None


def _has_strings(kind: Any) -> bool:
    import polars as pl

    if isinstance(kind, pl.List):
        return bool(kind.inner == pl.String)
    return not (kind.is_nested() or kind in (pl.Binary, pl.Object))


def _string(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return "; ".join(item for item in value if item)
    if hasattr(value, "isoformat"):  # a day or a time
        return str(value.isoformat())
    return str(value)
