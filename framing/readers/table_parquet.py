"""Tables as Parquet."""

import io
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from framing.errors import InputError
from framing.readers.draft import Draft, Report
from framing.readers.options import ReadOptions
from framing.readers.problems import Problem
from framing.readers.table import drafts_of_rows

if TYPE_CHECKING:
    import polars as pl

__all__ = ["as_string", "has_strings", "read_drafts", "report_unfit"]

_MAGIC = b"PAR1"
_ROWS = 2048
"""So many are read at once."""


def read_drafts(
    content: BinaryIO, name: str, options: ReadOptions, report: Report
) -> Iterator[Draft]:
    """Read a table; arguments and errors as `framing.readers.draft.Reader`.

    Rows are counted from 1.
    """
    frame = _opened(content)
    schema = frame.collect_schema()
    unfit = report_unfit(schema, name, report)
    fit = [column for column in schema if column not in unfit]
    yield from drafts_of_rows(fit, _rows(frame, fit, content), name, options, report)


def _rows(
    frame: "pl.LazyFrame", columns: list[str], content: BinaryIO
) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows; the place in the file is set to how far they have come."""
    import polars as pl

    size = content.seek(0, io.SEEK_END)
    total = frame.select(pl.len()).collect().item()
    for start in range(0, total, _ROWS):
        # By place, so that what is read of a damaged file is the same every time.
        part = _tried(frame.select(columns).slice(start, _ROWS).collect)
        content.seek(size * (start + len(part)) // total)
        for number, row in enumerate(part.iter_rows(), start=start + 1):
            yield number, [as_string(value) for value in row]


def report_unfit(schema: Mapping[str, Any], name: str, report: Report) -> list[str]:
    """Report the columns whose values are no strings, and return them."""
    unfit = [column for column, kind in schema.items() if not has_strings(kind)]
    for column in unfit:
        message = f"column {column!r} holds neither strings, numbers nor dates; ignored"
        report(Problem(name, message, skipped=False))
    return unfit


def _opened(content: BinaryIO) -> "pl.LazyFrame":
    # Checked here, since polars stops the process's thread on some files that are none.
    beginning = content.read(len(_MAGIC))
    content.seek(-min(len(_MAGIC), content.seek(0, io.SEEK_END)), io.SEEK_END)
    if not (beginning == content.read() == _MAGIC):
        raise InputError("cannot be read as Parquet; it is cut off, or no Parquet; write it anew")
    import polars as pl

    content.seek(0)
    name = getattr(content, "name", None)
    path = Path(name).absolute() if isinstance(name, str | Path) else None
    if path is not None and not str(path).isprintable():  # nor are bytes that are no characters
        path = None
    frame = pl.scan_parquet(path or io.BytesIO(content.read()), glob=False, hive_partitioning=False)
    _tried(frame.collect_schema)
    return frame


def _tried(action: Callable[[], Any]) -> Any:
    import polars as pl

    try:
        return action()
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
