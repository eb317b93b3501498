"""Tables as Parquet."""

import io
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from framing.errors import InputError
from framing.readers.draft import Draft, Report
from framing.readers.options import ReadOptions
from framing.readers.problems import Problem
from framing.readers.table import drafts_of_rows

__all__ = ["as_string", "has_strings", "read_drafts", "report_unfit"]

_MAGIC = b"PAR1"


def read_drafts(
    content: BinaryIO, name: str, options: ReadOptions, report: Report
) -> Iterator[Draft]:
    """Read a table; arguments and errors as `framing.readers.draft.Reader`.

    Rows are counted from 1.
    """
    frame = _frame(content.read())
    fit = frame.drop(report_unfit(frame.schema, name, report))
    rows = (
        (number, [as_string(value) for value in row])
        for number, row in enumerate(fit.iter_rows(), start=1)
    )
    yield from drafts_of_rows(fit.columns, rows, name, options, report)


def report_unfit(schema: Mapping[str, Any], name: str, report: Report) -> list[str]:
    """Report the columns whose values are no strings, and return them."""
    unfit = [column for column, kind in schema.items() if not has_strings(kind)]
    for column in unfit:
        message = f"column {column!r} holds neither strings, numbers nor dates; ignored"
        report(Problem(name, message, skipped=False))
    return unfit


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


def has_strings(kind: Any) -> bool:
    """Tell whether the values of a column can be written as strings."""
    import polars as pl

    if isinstance(kind, pl.List):
        return bool(kind.inner == pl.String)
    return not (kind.is_nested() or kind in (pl.Binary, pl.Object))


def as_string(value: Any) -> str:
    """Return a value of a column as a string, empty where it is missing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return "; ".join(item for item in value if item)
    if hasattr(value, "isoformat"):  # a day or a time
        return str(value.isoformat())
    return str(value)
