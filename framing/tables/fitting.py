"""A table made to fit a line: heads on several lines, texts shortened, columns dealt to parts.

Numbers are never shortened, notes are wrapped, and names are shortened only as far as they can
still be told apart. What does not fit then stands in another part, behind the names again.
"""

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from framing.cells import printable

__all__ = [
    "Column",
    "column_width",
    "dealt",
    "fitted",
    "line_width",
    "shorten_names",
    "stacked",
    "with_notes_wrapped",
]

KEYS = (
    "a",
    "b",
    "group",
    "versus",
    "term",
    "article",
    "frame",
    "unit",
    "relation",
    "rank",
    "other",
)
"""These say what a row is about, and so stand in every part."""

WRAPPED = ("note", "phrases")
"""Sentences and lists: read whole or not at all."""

WHOLE = ("unit", "units", "date")
"""The end of these says as much as the beginning."""

GAP = 2
SHORTEST = 12
_SHORTEST_AT_ALL = 8
_SHORTEST_WRAPPED = 24
_SHORTEST_WRAPPED_AT_ALL = 16
_WRAPPED_AT = 40
_HEAD_PADDING = 2  # tabulate.MIN_PADDING, without loading tabulate for it


@dataclass(frozen=True, slots=True)
class Column:
    """A column of cells that are text, in one line each and clean.

    Attributes:
        name: Its name.
        head: What stands above it, in one line or several.
        cells: Its cells.
        numeric: Whether it holds numbers, which stand to the right.
    """

    name: str
    head: str
    cells: tuple[str, ...]
    numeric: bool

    @property
    def width(self) -> int:
        """How wide it is drawn."""
        return max(self.head_width, *map(len, self.cells), 0)

    @property
    def head_width(self) -> int:
        """How wide its head is drawn."""
        return column_width(max(self.head.split("\n"), key=len), ())

    def narrowest(self, shortest: int = SHORTEST) -> int:
        """Return how narrow it may be drawn, with names that have at least so many letters."""
        if self.numeric or self.name in WHOLE:
            return self.width
        if self.name in WRAPPED:
            shortest = _SHORTEST_WRAPPED if shortest == SHORTEST else _SHORTEST_WRAPPED_AT_ALL
        return max(min(self.width, shortest), self.head_width)


def column_width(head: str, cells: Iterable[str]) -> int:
    """Return how wide a column is drawn: a head has more room than its letters take."""
    return max([len(printable(head)) + _HEAD_PADDING, *map(len, cells)])


def line_width(widths: Sequence[int]) -> int:
    """Return how wide a line of columns is."""
    return sum(widths) + GAP * (len(widths) - 1)


def stacked(column: Column) -> Column:
    """Break the head behind underscores, as far as that makes the column narrower."""
    pieces = [f"{piece}_" for piece in column.head.split("_")]
    pieces[-1] = pieces[-1][:-1]
    room = max([*map(len, pieces), *(len(cell) - _HEAD_PADDING for cell in column.cells)])
    lines = [""]
    for piece in pieces:
        if lines[-1] and len(lines[-1]) + len(piece) > room:
            lines.append("")
        lines[-1] += piece
    return replace(column, head="\n".join(lines))


def dealt(columns: Sequence[Column], width: int) -> list[list[Column]]:
    """Deal columns to parts that fit a width, each behind the columns that name the row.

    Args:
        columns: The columns.
        width: How wide a line may be.

    Returns:
        The parts, one where all columns fit, or where rows could not be told apart by their names.
        A part has at least one column beside the names, however narrow the line.
    """
    keys = [column for column in columns if column.name in KEYS]
    names = list(zip(*(column.cells for column in keys), strict=True))
    fits = line_width([column.narrowest() for column in columns]) <= width
    if fits or not keys or len(set(names)) < len(names):
        return [list(columns)]
    rest = [column for column in columns if column not in keys]
    parts: list[list[Column]] = [[]]
    for column in rest:
        widths = [each.narrowest() for each in (*keys, *parts[-1], column)]
        if parts[-1] and line_width(widths) > width:
            parts.append([])
        parts[-1].append(column)
    return [[*keys, *part] for part in parts]


def fitted(columns: Sequence[Column], width: int, wraps: bool) -> list[Column]:
    """Shorten the widest columns of text until a line fits, numbers never.

    Args:
        columns: The columns.
        width: How wide a line may be.
        wraps: Whether a cell may have several lines; else notes are shortened too.
    """
    limits = [column.width for column in columns]
    for shortest in (SHORTEST, _SHORTEST_AT_ALL):
        least = [column.narrowest(shortest) for column in columns]
        while line_width(limits) > width and limits != least:
            wider = [i for i, limit in enumerate(limits) if limit > least[i]]
            limits[max(wider, key=limits.__getitem__)] -= 1
    return [_limited(column, limit, wraps) for column, limit in zip(columns, limits, strict=True)]


def with_notes_wrapped(columns: Sequence[Column], width: int) -> list[Column]:
    """Wrap notes where a line is wider than some width, and shorten nothing."""
    left = width - line_width([0 if c.name in WRAPPED else c.width for c in columns])
    return [
        _limited(column, max(left, _WRAPPED_AT), wraps=True)
        if column.name in WRAPPED and column.width > left
        else column
        for column in columns
    ]


def shorten_names(names: Sequence[str], length: int) -> list[str]:
    """Shorten different names at their ends, or in their middles where these would look alike."""
    clean = [printable(name) for name in names]
    short = [_cut(name, length) for name in clean]
    if len(set(short)) == len(names):
        return short
    tail = (length - 1) // 2
    head = length - 1 - tail
    return [n if len(n) <= length else f"{n[:head].rstrip()}…{n[-tail:].lstrip()}" for n in clean]


def _limited(column: Column, limit: int, wraps: bool) -> Column:
    if column.name in KEYS:
        names = sorted(set(column.cells))
        short = dict(zip(names, shorten_names(names, limit), strict=True))
        return replace(column, cells=tuple(short[cell] for cell in column.cells))
    if wraps and column.name in WRAPPED:
        cells = ("\n".join(textwrap.wrap(cell, limit)) for cell in column.cells)
    else:
        cells = (_cut(cell, limit, column.name == "left") for cell in column.cells)
    return replace(column, cells=tuple(cells))


def _cut(cell: str, length: int, before: bool = False) -> str:
    """Shorten a text at its end, or at its beginning where what follows it is what counts."""
    if len(cell) <= length:
        return cell
    if before:
        return "…" + cell[1 - length :].lstrip()
    return cell[: length - 1].rstrip() + "…"
