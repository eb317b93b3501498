"""Columns of a table as the strings that the reader of tables makes of them, all rows at once."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from framing.readers.options import ReadOptions
from framing.readers.table_parquet import as_string

if TYPE_CHECKING:
    import polars as pl

__all__ = ["each_once", "may_be_no_text", "strings", "with_line_feeds"]

_WHITE_SPACE = "".join(chr(n) for n in range(0x3001) if chr(n).isspace())
_INK = r"[^\s\x1c-\x1f]"  # what Python counts as white space is these beside \s


def strings(column: "pl.Series") -> "pl.Series":
    """Return the values of a column as strings without white space around them, never missing."""
    import polars as pl

    if column.dtype.is_integer() or isinstance(column.dtype, pl.Categorical | pl.Enum):
        column = column.cast(pl.String)
    elif column.dtype != pl.String:
        column = each_once(column, as_string)
    return column.fill_null("").str.strip_chars(_WHITE_SPACE)


def each_once(column: "pl.Series", function: Callable[[Any], str]) -> "pl.Series":
    """Put each value through a function that is asked once for each different value."""
    import polars as pl

    if isinstance(column.dtype, pl.List) or column.dtype.is_float():  # 0.0 and -0.0 are one there
        return pl.Series(column.name, map(function, column.to_list()), dtype=pl.String)
    different = column.unique()
    found = pl.Series(map(function, different.to_list()), dtype=pl.String)
    return column.replace_strict(different, found, return_dtype=pl.String)


def may_be_no_text(text: "pl.Expr", options: ReadOptions) -> "pl.Expr":
    """Tell which values may be no text of an article, so that they have to be looked at."""
    return (
        text.str.contains("\0", literal=True)
        | ~text.str.contains(_INK)
        | (text.str.len_bytes() > options.most_characters)
    )


def with_line_feeds(texts: "pl.Series") -> "pl.Series":
    """Return texts whose lines end in line feeds."""
    if not texts.str.contains("\r", literal=True).any():
        return texts
    whole = texts.str.replace_all("\r\n", "\n", literal=True)
    return whole.str.replace_all("\r", "\n", literal=True)
