"""One cell: what it may hold, and how people read it."""

import re
from typing import TypeAlias

__all__ = ["UNDEFINED", "Cell", "harmless", "printable", "show"]

Cell: TypeAlias = str | int | float | bool | None
"""A value of a table; None is undefined or does not apply."""

UNDEFINED = "—"

# C0 and C1 controls could drive a terminal, the marks of direction could reorder what is shown, and
# half of a surrogate pair is no character: no encoding has it.
_ACTING = r"\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_CONTROLS = re.compile(rf"[{_ACTING}\ud800-\udfff]")
_CONTROLS_AND_BLANKS = re.compile(rf"[{_ACTING}\ud800-\udfff\v\f\r\x85]")
_BLANKS = re.compile(r"[\t\n\r\v\f\x85\u2028\u2029]+")
_RATE = re.compile(r"_per_1000$|^(?:rate|tfidf)_(?:low|high|rest)$")
_PROBABILITY = re.compile(r"(?:^|_)[pq]$")
_SMALLEST_SHOWN = 0.001
_PLACES = {"start", "end", "paragraph"}  # numbers to copy, not quantities to read


def printable(text: str) -> str:
    """Return a text in one line without the characters that could act on a terminal."""
    return _CONTROLS.sub("\ufffd", _BLANKS.sub(" ", text))


def harmless(text: str) -> str:
    """Return a text of several lines without the characters that could act on a terminal."""
    return _CONTROLS_AND_BLANKS.sub("\ufffd", text)


def show(column: str, value: Cell) -> str:
    """Return a value as people read it: rates to a tenth, other fractions to a thousandth."""
    if value is None:
        return UNDEFINED
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        if 0 < value < _SMALLEST_SHOWN and _PROBABILITY.search(column):
            return f"<{_SMALLEST_SHOWN}"
        return f"{value:.1f}" if _RATE.search(column) else f"{value:.3f}"
    if isinstance(value, int):
        return str(value) if column in _PLACES else f"{value:,}"
    return value
