"""The page of a comparison: how wide it is, and how groups and pairs are named on it."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from framing.comparison import Comparison
from framing.measures.pair_row import PairRow
from framing.tables import UNDEFINED, column_width, printable, shorten_names

__all__ = [
    "GAP",
    "WIDEST",
    "WIDEST_TERMINAL",
    "Page",
    "TableOfPairs",
    "columns_by_line",
    "percent",
    "sentences",
    "shortened",
]

WIDEST = 100
"""How wide a page is that goes to a file or a pipe; only names can make a line of it wider."""

WIDEST_TERMINAL = 120
"""Longer lines are hard to follow."""

GAP = 2
_NARROWEST_NAME = 8
_NARROWEST_NAME_OF_A_PAIR = 12  # with less, the groups have numbers
_WHOLE = 10_000  # more letters than a name has


@dataclass(frozen=True, slots=True)
class TableOfPairs:
    """A table of pairs without their names: heads, cells row by row, and which are numbers."""

    corner: str
    heads: list[str]
    cells: list[list[str]]
    numeric: list[bool]


@dataclass(frozen=True)
class Page:
    """A comparison with how it is to be laid out.

    Attributes:
        comparison: The comparison.
        terminal: The width of the terminal; without one, names are whole.
        style: Any style of the tabulate library.
        wide: Whether to show every measure.
        pairs: The pairs to be shown.
        of_pairs: Their tables, the names left out.
    """

    comparison: Comparison
    terminal: int | None
    style: str
    wide: bool
    pairs: Sequence[PairRow]
    of_pairs: Sequence[TableOfPairs]

    @property
    def width(self) -> int:
        """How wide lines may be."""
        return WIDEST if self.terminal is None else min(self.terminal, WIDEST_TERMINAL)

    @cached_property
    def numbers(self) -> dict[str, str]:
        """The numbers of the groups, where too little of the names of a pair would be left."""
        if self.terminal is None:
            return {}
        longest = max((len(name) for row in self.pairs for name in (row.a, row.b)), default=0)
        enough = min(longest, _NARROWEST_NAME_OF_A_PAIR)
        if longest <= _NARROWEST_NAME or all(
            self._room_for_a_name(table) >= enough for table in self.of_pairs
        ):
            return {}
        return {name: str(i) for i, name in enumerate(self.comparison.groups, start=1)}

    def names_of_pairs(self, table: TableOfPairs) -> list[str]:
        """Return "a / b" of each pair, as numbers or shortened to the room that cells leave."""
        names = sorted({name for row in self.pairs for name in (row.a, row.b)})
        room = self._room_for_a_name(table)
        short = self.numbers or dict(zip(names, shortened(names, room), strict=True))
        return [f"{short[row.a]} / {short[row.b]}" for row in self.pairs]

    def _room_for_a_name(self, table: TableOfPairs) -> int:
        """Return how long the longer name of a pair can be, if the cells are to fit behind it."""
        if self.terminal is None:
            return _WHOLE
        columns = zip(table.heads, zip(*table.cells, strict=True), strict=True)
        left = self.width - len(" / ") - sum(column_width(*column) + GAP for column in columns)
        length = max(left, 0)
        while any(min(len(r.a), length) + min(len(r.b), length) > left for r in self.pairs):
            if not length:
                break
            length -= 1
        return length


def shortened(names: Sequence[str], room: int) -> list[str]:
    """Shorten names to the room there is, but never to nothing."""
    return shorten_names(names, max(room, _NARROWEST_NAME))


def sentences(said: Sequence[str], width: int) -> str:
    """Lay sentences out, each from a new line on."""
    lines = (line for sentence in said for line in textwrap.wrap(printable(sentence), width))
    return "".join(f"{line}\n" for line in lines)


def columns_by_line(widths: Sequence[int], room: int) -> list[list[int]]:
    """Deal columns to lines of a page, as many to each as there is room for, at least one."""
    parts: list[list[int]] = [[]]
    for index, width in enumerate(widths):
        if parts[-1] and sum(widths[i] for i in parts[-1]) + width > room:
            parts.append([])
        parts[-1].append(index)
    return parts


def percent(value: float | None) -> str:
    """Show a share as a whole number of per cent."""
    return UNDEFINED if value is None else f"{100 * value:.0f} %"
