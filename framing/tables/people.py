"""The table for people: rounded, aligned, and as wide as the terminal."""

from collections.abc import Iterable, Sequence
from typing import Any

from framing.cells import printable, show
from framing.errors import choice_error
from framing.results import Table

__all__ = ["column_width", "layout", "shown", "table_styles", "terminal_form"]

_DEFAULT_STYLE = "simple"
_UNESCAPED_STYLES = {"unsafehtml", "latex_raw"}  # what an article says could become a tag in these
_PIPE_STYLES = {"pipe", "github", "orgtbl", "jira", "textile", "moinmoin", "youtrack"}
_SHORTEST_COLUMN = 8
_GAP = 2
_HEAD_PADDING = 2  # tabulate.MIN_PADDING, without loading tabulate for it


def terminal_form(table: Table[Any], style: str, width: int | None) -> str:
    """Write a table for a terminal; for arguments see `framing.tables.render`."""
    same = _same_in_all_rows(table)
    columns = [column for column in table.columns if column not in same]
    text = layout(*shown(table, columns), style=style, width=width)
    if not same:
        return text
    values = (f"{column} = {printable(str(value)) or '(empty)'}" for column, value in same.items())
    return f"In all rows: {', '.join(values)}.\n{text}"


def shown(
    table: Table[Any], columns: Sequence[str]
) -> tuple[Sequence[str], list[list[str]], list[bool]]:
    """Return the heads, the cells as people read them, and which columns are numbers."""
    types = table.column_types()
    cells = [[show(column, record[column]) for column in columns] for record in table.records()]
    return columns, cells, [types[column] is not str for column in columns]


def layout(
    headers: Sequence[str],
    rows: Iterable[Sequence[str]],
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
    from tabulate import tabulate

    name = style or _DEFAULT_STYLE
    if name not in table_styles():
        raise choice_error("--style", name, table_styles())
    cells = [[printable(cell) for cell in row] for row in rows]
    heads = [printable(header) for header in headers]
    if width is not None:
        cells = _shortened(heads, cells, numeric, width)
    if name in _PIPE_STYLES:
        heads = [head.replace("|", r"\|") for head in heads]
        cells = [[cell.replace("|", r"\|") for cell in row] for row in cells]
    # Numbers are formatted before, so tabulate must not read them again (it would show 1E10 for
    # an article of that name).
    text = tabulate(
        cells,
        headers=heads,
        tablefmt=name,
        disable_numparse=True,
        colalign=["right" if right else "left" for right in numeric] if cells else None,
    )
    return str(text) + "\n"


def table_styles() -> list[str]:
    """Return the styles of tabulate, without those that do not escape what they are given."""
    from tabulate import tabulate_formats

    return sorted(set(tabulate_formats) - _UNESCAPED_STYLES)


def column_width(head: str, cells: Iterable[str]) -> int:
    """Return how wide a column is drawn: a head has more room than its letters take."""
    return max([len(printable(head)) + _HEAD_PADDING, *map(len, cells)])


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


def _shortened(
    heads: list[str], cells: list[list[str]], numeric: Sequence[bool], width: int
) -> list[list[str]]:
    """Shorten the widest columns of text until a line fits, numbers never."""
    limits = [column_width(head, [row[i] for row in cells]) for i, head in enumerate(heads)]
    while sum(limits) + _GAP * (len(limits) - 1) > width:
        texts = [i for i, right in enumerate(numeric) if not right]
        widest = max(texts, key=lambda i: limits[i], default=None)
        if widest is None or limits[widest] <= max(
            _SHORTEST_COLUMN, column_width(heads[widest], ())
        ):
            break
        limits[widest] -= 1
    return [[_cut(cell, limit) for cell, limit in zip(row, limits, strict=True)] for row in cells]


def _cut(cell: str, length: int) -> str:
    return cell if len(cell) <= length else cell[: length - 1].rstrip() + "…"
