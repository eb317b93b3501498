"""Hits on a narrow terminal: each with its place in one line, and its context below."""

import textwrap

from framing.concordance import EvidenceRow
from framing.results import Table
from framing.tables import fits, printable

__all__ = ["has_room", "show_hits"]

_CONTEXT = 24
"""With fewer characters on either side of a hit nobody sees what is said."""

_INDENT = "    "
_NARROWEST = 20


def has_room(table: Table[EvidenceRow], width: int) -> bool:
    """Tell whether hits fit into the lines of a table, with enough of their context to be read."""
    return fits(table, width, {"left": _CONTEXT, "right": _CONTEXT})


def show_hits(table: Table[EvidenceRow], width: int) -> str:
    """Lay hits out one below the other, with whole contexts.

    Args:
        table: The hits.
        width: How many characters a line may have.

    Returns:
        Of each hit its place, what matched it, and what is said there with the match in brackets; a
        line end at the end.
    """
    room = max(width, _NARROWEST)
    lines: list[str] = []
    for row in table:
        said = printable(f"{row.left and '…'}{row.left}[{row.match}]{row.right}{row.right and '…'}")
        lines += textwrap.wrap(printable(_place(row)), room, break_on_hyphens=False)
        lines += textwrap.wrap(said, room, initial_indent=_INDENT, subsequent_indent=_INDENT)
    return "".join(f"{line}\n" for line in lines)


def _place(row: EvidenceRow) -> str:
    """Say where a hit stands, in which group, and which pattern of which frame it is of."""
    place = row.article if row.start is None else f"{row.article}:{row.start}-{row.end}"
    where = "headline" if row.paragraph is None else f"paragraph {row.paragraph}"
    group = "" if row.group == row.article else f", {row.group}"
    return f"{place}, {where}{group}, {row.frame}: {row.pattern}"
