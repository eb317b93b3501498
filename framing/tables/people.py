"""The table for people: rounded, aligned, and as wide as the terminal."""

import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

from framing.cells import printable, show
from framing.errors import choice_error
from framing.results import Table
from framing.tables.fitting import (
    Column,
    column_width,
    dealt,
    fitted,
    line_width,
    stacked,
    with_notes_wrapped,
)

__all__ = [
    "check_style",
    "column_width",
    "fits",
    "layout",
    "shown",
    "table_styles",
    "terminal_form",
]

_DEFAULT_STYLE = "simple"
_UNESCAPED_STYLES = {"unsafehtml", "latex_raw"}  # what an article says could become a tag in these
_PIPE_STYLES = {"pipe", "github", "orgtbl", "jira", "textile", "moinmoin", "youtrack"}
_STYLES_OF_LINES = {
    *("simple", "plain", "grid", "simple_grid", "rounded_grid", "heavy_grid", "mixed_grid"),
    *("double_grid", "fancy_grid", "pretty", "psql"),
}
"""Those in which a cell of several lines stays one cell."""

_NARROWEST = 20
_WIDEST = 100  # where the output goes elsewhere, heads are broken above this


def terminal_form(table: Table[Any], style: str, width: int | None, wide: bool = True) -> str:
    """Write a table for a terminal; for arguments see `framing.tables.render`."""
    same = _same_in_all_rows(table)
    check_style(style)
    wraps = _holds_lines(style)
    columns = _columns(table, wide, same)
    if wraps and line_width([column.width for column in columns]) > (width or _WIDEST):
        columns = [stacked(column) for column in columns]
    if width is None:
        parts = [with_notes_wrapped(columns, _WIDEST) if wraps else columns]
    else:
        parts = [fitted(part, width, wraps) for part in dealt(columns, width)]
    text = "\n".join(_drawn_columns(part, style) for part in parts)
    values = [f"{column} = {said}" for column, value in same.items() if (said := printable(value))]
    if not values:
        return text
    of_all = f"In all rows: {', '.join(values)}."
    lines = [of_all] if width is None else textwrap.wrap(of_all, max(width, _NARROWEST))
    return "\n".join([*lines, text])


def fits(table: Table[Any], width: int, least: Mapping[str, int]) -> bool:
    """Tell whether a table has room in lines of some width, in the style that is usual.

    Args:
        table: The table, with all its columns.
        width: How many characters a line may have.
        least: By column, how many characters of its longer cells must be left.
    """
    columns = [stacked(column) for column in _columns(table, True, _same_in_all_rows(table))]
    widths = [min(c.width, max(c.narrowest(), least.get(c.name, 0))) for c in columns]
    return line_width(widths) <= width


def _columns(table: Table[Any], wide: bool, same: Mapping[str, str]) -> list[Column]:
    """Return the columns that are shown, without those that have one value in all rows."""
    chosen = table.columns if wide else table.columns_for_people
    names = [column for column in chosen if column not in same]
    heads, cells, numeric = shown(table, names)
    in_columns: list[tuple[str, ...]] = [()] * len(names)
    if cells:
        in_columns = [tuple(map(printable, column)) for column in zip(*cells, strict=True)]
    return [Column(*column) for column in zip(names, heads, in_columns, numeric, strict=True)]


def shown(
    table: Table[Any], columns: Sequence[str]
) -> tuple[Sequence[str], list[list[str]], list[bool]]:
    """Return the heads, the cells as people read them, and which columns are numbers."""
    types = table.column_types()
    cells = [[show(column, record[column]) for column in columns] for record in table.records()]
    return columns, cells, [types[column] is not str for column in columns]


def layout(
    headers: Sequence[str],
    rows: Sequence[Sequence[str]],
    numeric: Sequence[bool],
    *,
    style: str = "",
    width: int | None = None,
) -> str:
    """Lay out cells that are already text.

    Args:
        headers: The heads of the columns.
        rows: The cells.
        numeric: Of each column, whether it is aligned to the right.
        style: Any style of the tabulate library.
        width: How many columns a line may have, if that is limited.

    Returns:
        The table with a line end at the end.

    Raises:
        SettingError: If there is no such style.
    """
    check_style(style)
    columns = [
        Column(printable(head), printable(head), tuple(map(printable, cells)), is_number)
        for head, cells, is_number in zip(
            headers, zip(*rows, strict=True) if rows else [()] * len(headers), numeric, strict=True
        )
    ]
    return _drawn_columns(columns if width is None else fitted(columns, width, wraps=False), style)


def _drawn_columns(columns: Sequence[Column], style: str) -> str:
    from tabulate import tabulate

    name = style or _DEFAULT_STYLE
    heads = [column.head for column in columns]
    cells = list(zip(*(column.cells for column in columns), strict=True))
    if name in _PIPE_STYLES:
        heads = [head.replace("|", r"\|") for head in heads]
        cells = [tuple(cell.replace("|", r"\|") for cell in row) for row in cells]
    # Numbers are formatted before, so tabulate must not read them again (it would show 1E10 for
    # an article of that name).
    text = tabulate(
        cells,
        headers=heads,
        tablefmt=name,
        disable_numparse=True,
        colalign=["right" if column.numeric else "left" for column in columns] if cells else None,
    )
    return str(text) + "\n"


def check_style(style: str) -> None:
    """Make sure that there is a style of tables.

    Raises:
        SettingError: If there is none of that name.
    """
    if style and style not in table_styles():
        raise choice_error("--style", style, table_styles())


def _holds_lines(style: str) -> bool:
    """Tell whether a cell of a style may have several lines."""
    return (style or _DEFAULT_STYLE) in _STYLES_OF_LINES


def table_styles() -> list[str]:
    """Return the styles of tabulate, without those that do not escape what they are given."""
    from tabulate import tabulate_formats

    return sorted(set(tabulate_formats) - _UNESCAPED_STYLES)


def _same_in_all_rows(table: Table[Any]) -> dict[str, str]:
    """Return the columns of text that have one value in all of several rows."""
    records = table.records()
    if len(records) < 2:  # noqa: PLR2004 - one row is not "all rows"
        return {}
    first = records[0]
    return {
        column: str(first[column])
        for column, kind in table.column_types().items()
        if kind is str and all(record[column] == first[column] for record in records)
    }
