"""Find the lines of texts: `framing.paragraphs.find_lines`, for all texts at once."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from framing.counts import Integers
from framing.scale.arrays.texts import Bytes

__all__ = ["Lines", "find_lines"]

_ROUNDS = 4
"""So many blanks are taken off one by one; the few lines with more are left to Python."""
_FIRST_PRINTABLE = np.uint8(0x20)
_LINE_FEED = 0x0A
_ENDS = np.isin(np.arange(256), (0x0A, 0x0B, 0x0C, 0x0D, 0x1C, 0x1D, 0x1E))
_LEAD_C2, _LEAD_E2, _HIGH = 0xC2, 0xE2, 0x80


def _blanks() -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.int32]]:
    """Return which bytes are white space, and the white space of several bytes as numbers."""
    every = [chr(n).encode() for n in range(0x3001) if chr(n).isspace()]
    alone = np.isin(np.arange(256), [one[0] for one in every if len(one) == 1])
    wide = np.array([int.from_bytes(one) for one in every if len(one) > 1], dtype=np.int32)
    return alone, wide


_BLANKS, _WIDE_BLANKS = _blanks()


class Lines(NamedTuple):
    """The lines of texts that are not blank, without the white space around them.

    Attributes:
        starts: Where each begins, in bytes.
        ends: Where each ends.
        feeds: How many line feeds stand before it.
    """

    starts: Integers
    ends: Integers
    feeds: Integers


def find_lines(text: Bytes) -> Lines:
    """Find the lines of texts that all end in a line feed."""
    stops, widths = _line_ends(text)
    starts = np.zeros(len(stops), dtype=np.int64)
    np.add(stops[:-1], widths[:-1], out=starts[1:])
    is_feed = text[stops] == _LINE_FEED
    feeds = np.cumsum(is_feed) - is_feed
    some = np.flatnonzero(starts < stops)
    starts, stops, feeds = starts[some], stops[some], feeds[some]
    _strip(text, starts, stops)
    some = np.flatnonzero(starts < stops)
    return Lines(starts[some], stops[some], feeds[some])


def _line_ends(text: Bytes) -> tuple[Integers, Integers]:
    """Return where line ends stand, and how many bytes each has."""
    at = np.flatnonzero(text < _FIRST_PRINTABLE)
    at = at[_ENDS[text[at]]]
    two = np.flatnonzero(text == _LEAD_C2)
    two = two[text[two + 1] == 0x85]
    three = np.flatnonzero(text == _LEAD_E2)
    three = three[(text[three + 1] == 0x80) & ((text[three + 2] & 0xFE) == 0xA8)]
    if not len(two) and not len(three):
        return at, np.ones(len(at), dtype=np.int64)
    every = np.concatenate([at, two, three])
    widths = np.repeat([1, 2, 3], [len(at), len(two), len(three)])
    order = np.argsort(every)
    return every[order], widths[order]


def _strip(text: Bytes, starts: Integers, stops: Integers) -> None:
    """Take the white space off lines that are at least one byte long."""
    waiting = np.arange(len(starts))
    for _ in range(_ROUNDS):
        start, stop = starts[waiting], stops[waiting]
        first = _BLANKS[text[start]]
        last = _BLANKS[text[stop - 1]] & (start + first < stop)
        some = np.flatnonzero(first | last)
        waiting = waiting[some]
        starts[waiting] += first[some]
        stops[waiting] -= last[some]
        waiting = waiting[starts[waiting] < stops[waiting]]
    left = np.concatenate([waiting, _with_wide_blanks(text, starts, stops)])
    letters = text.data
    for line in left.tolist():
        begin, end = int(starts[line]), int(stops[line])
        written = str(letters[begin:end], "utf-8")
        starts[line] = end - len(written.lstrip().encode())
        stops[line] = max(starts[line], begin + len(written.rstrip().encode()))


def _with_wide_blanks(text: Bytes, starts: Integers, stops: Integers) -> Integers:
    """Return the lines that begin or end in white space of several bytes."""
    wide_first = np.flatnonzero((text[starts] >= _HIGH) & (starts < stops))
    begin = starts[wide_first]
    wide_last = np.flatnonzero((text[stops - 1] >= _HIGH) & (starts < stops))
    end = stops[wide_last]
    found = np.concatenate(
        [
            wide_first[_is_wide_blank(text, begin, stops[wide_first])],
            wide_last[_is_wide_blank(text, np.maximum(end - 2, starts[wide_last]), end)],
            wide_last[_is_wide_blank(text, np.maximum(end - 3, starts[wide_last]), end)],
        ]
    )
    return np.unique(found)


def _is_wide_blank(text: Bytes, at: Integers, end: Integers) -> npt.NDArray[np.bool_]:
    """Tell of places in texts whether white space of two or three bytes stands there."""
    code = np.zeros(len(at), dtype=np.int32)
    is_blank = np.zeros(len(at), dtype=np.bool_)
    for width in (1, 2, 3):
        code = code << 8 | text[at + width - 1]
        is_blank |= np.isin(code, _WIDE_BLANKS) & (at + width <= end)
    return is_blank
