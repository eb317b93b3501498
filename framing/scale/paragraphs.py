"""Find the paragraphs of many texts at once: `framing.paragraphs`, compiled, over UTF-8 bytes.

Every rule there looks at single characters of few kinds (line ends, white space, ends of sentences,
capitals), so that it can be followed on bytes without loss. Valid UTF-8 is taken for granted: a
lead byte is followed by the bytes it announces.
"""

import sys
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from framing.scale.kernels import helper, kernel

__all__ = ["capitals", "find_paragraphs"]

_PLANES_WITH_CAPITALS = 0x20000
_ORDINARY, _LINE_END, _LEAD_C2, _LEAD_E2 = 0, 1, 2, 3


def _byte_kinds() -> npt.NDArray[np.uint8]:
    kinds = np.full(256, _ORDINARY, dtype=np.uint8)
    kinds[[0x0A, 0x0B, 0x0C, 0x0D, 0x1C, 0x1D, 0x1E]] = _LINE_END
    kinds[0xC2], kinds[0xE2] = _LEAD_C2, _LEAD_E2
    return kinds


_KINDS = _byte_kinds()


@lru_cache(maxsize=1)
def capitals() -> npt.NDArray[np.bool_]:
    """Return for every character, by code point, whether it is a capital (shape (0x110000,))."""
    upper = np.zeros(sys.maxunicode + 1, dtype=np.bool_)
    # No capital stands beyond; looking there would take a tenth of a second.
    characters = map(chr, range(_PLANES_WITH_CAPITALS))
    upper[:_PLANES_WITH_CAPITALS] = np.fromiter(map(str.isupper, characters), np.bool_)
    return upper


@helper
def _line_end(text, at):  # type: ignore[no-untyped-def]
    """Return how many bytes the line end has that may begin at a place, 0 if there is none."""
    kind = _KINDS[text[at]]
    if kind == _LINE_END:
        return 1
    if kind == _LEAD_C2:
        return 2 if text[at + 1] == 0x85 else 0
    return 3 if text[at + 1] == 0x80 and 0xA8 <= text[at + 2] <= 0xA9 else 0


@helper
def _is_wide_blank(first, second, third):  # type: ignore[no-untyped-def]
    """Tell whether three bytes are a blank: U+1680, 2000-200A, 2028, 2029, 202F, 205F, 3000."""
    if first == 0xE2:
        if second == 0x80:
            return 0x80 <= third <= 0x8A or 0xA8 <= third <= 0xA9 or third == 0xAF
        return second == 0x81 and third == 0x9F
    if first == 0xE1:
        return second == 0x9A and third == 0x80
    return first == 0xE3 and second == 0x80 and third == 0x80


@helper
def _is_blank(byte):  # type: ignore[no-untyped-def]
    return byte == 0x20 or 0x09 <= byte <= 0x0D or 0x1C <= byte <= 0x1F


@helper
def _blank_at(text, at):  # type: ignore[no-untyped-def]
    """Return how many bytes the white space at a place has, 0 if there is none."""
    byte = text[at]
    if byte < 0x80:
        return 1 if _is_blank(byte) else 0
    if byte == 0xC2:
        return 2 if text[at + 1] in (0x85, 0xA0) else 0
    if 0xE1 <= byte <= 0xE3 and _is_wide_blank(byte, text[at + 1], text[at + 2]):
        return 3
    return 0


@helper
def _blank_before(text, start, end):  # type: ignore[no-untyped-def]
    """Return how many bytes the white space has that ends before a place."""
    byte = text[end - 1]
    if byte < 0x80:
        return 1 if _is_blank(byte) else 0
    if end - start >= 2 and text[end - 2] == 0xC2:
        return 2 if byte in (0x85, 0xA0) else 0
    if end - start >= 3 and _is_wide_blank(text[end - 3], text[end - 2], byte):
        return 3
    return 0


@helper
def _ends_sentence(text, start, end):  # type: ignore[no-untyped-def]
    at = end
    while at > start:
        byte = text[at - 1]
        if byte in (0x22, 0x27, 0x29, 0x5D, 0x2A, 0x5F, 0x20):  # " ' ) ] * _ and the space
            at -= 1
        elif byte == 0xBB and at - start >= 2 and text[at - 2] == 0xC2:  # »
            at -= 2
        elif (
            at - start >= 3
            and text[at - 3] == 0xE2
            and text[at - 2] == 0x80
            and byte in (0x9D, 0x99)  # ” ’
        ):
            at -= 3
        else:
            break
    if at == start:
        return False
    byte = text[at - 1]
    if byte in (0x2E, 0x21, 0x3F, 0x3A, 0x3B):  # . ! ? : ;
        return True
    return (
        byte == 0xA6 and at - start >= 3 and text[at - 3] == 0xE2 and text[at - 2] == 0x80  # …
    )


@helper
def _code_point(text, at):  # type: ignore[no-untyped-def]
    first = np.int64(text[at])
    if first < 0x80:
        return first
    if first < 0xE0:
        return (first & 0x1F) << 6 | np.int64(text[at + 1] & 0x3F)
    second = np.int64(text[at + 1] & 0x3F)
    third = np.int64(text[at + 2] & 0x3F)
    if first < 0xF0:
        return (first & 0x0F) << 12 | second << 6 | third
    return (first & 0x07) << 18 | second << 12 | third << 6 | np.int64(text[at + 3] & 0x3F)


@helper
def _byte_offset(text, start, end, characters):  # type: ignore[no-untyped-def]
    """Turn an offset in characters into one in bytes of all texts."""
    at = start
    while at < end and characters > 0:
        at += 1
        while at < end and text[at] & 0xC0 == 0x80:
            at += 1
        characters -= 1
    return at


@helper
def _blank_lines_separate(text, starts, ends, new_run, lines, is_capital):  # type: ignore[no-untyped-def]
    pairs = goes_on = 0
    runs = 1 if lines else 0
    for line in range(1, lines):
        if new_run[line]:
            runs += 1
            continue
        pairs += 1
        if not _ends_sentence(text, starts[line - 1], ends[line - 1]):
            goes_on += not is_capital[_code_point(text, starts[line])]
    if pairs == 0:
        return False
    return goes_on * 2 >= pairs or (runs >= 3 and lines <= 4 * runs)


@kernel(
    "uint8[:]", "int64[:]", "int64[:, :]", "int64[:]", "bool[:]", "int64[:]", "int64[:]",
    "bool[:]", "int64[:]", "int64[:]", "int64[:]", "bool[:]",
)  # fmt: skip
def find_paragraphs(
    text: npt.NDArray[np.uint8],
    offsets: npt.NDArray[np.int64],
    aside: npt.NDArray[np.int64],
    aside_first: npt.NDArray[np.int64],
    is_capital: npt.NDArray[np.bool_],
    line_starts: npt.NDArray[np.int64],
    line_ends: npt.NDArray[np.int64],
    new_run: npt.NDArray[np.bool_],
    starts: npt.NDArray[np.int64],
    ends: npt.NDArray[np.int64],
    first: npt.NDArray[np.int64],
    hard: npt.NDArray[np.bool_],
) -> None:
    """Find the paragraphs of the bodies of N texts, with and without words.

    Args:
        text: The texts in UTF-8, one behind the other.
        offsets: Where each begins and the last ends, shape (N + 1,).
        aside: Where what is no body of each text begins and ends, its headline and its furniture,
            in characters of the text, in order and without overlaps, shape (S, 2).
        aside_first: The bounds of the texts among these, shape (N + 1,).
        is_capital: What `capitals` returns.
        line_starts: Room for the lines of the longest text; likewise ``line_ends``, ``new_run``.
        line_ends: See ``line_starts``.
        new_run: See ``line_starts``.
        starts: Gets where each paragraph begins, in bytes.
        ends: Gets where each paragraph ends.
        first: Gets per text the index of its first paragraph, and behind them the number of all,
            shape (N + 1,).
        hard: Gets per text whether only the plain code can take it apart, because something is set
            aside that begins or ends inside a line; it has no paragraphs here then.
    """
    found = 0
    for article in range(len(offsets) - 1):
        first[article] = found
        hard[article] = False
        end = offsets[article + 1]
        # What is set aside is gone through with the lines: the next stretch that ends behind the
        # last line, in bytes, and its end in characters.
        span = aside_first[article]
        aside_start, aside_end = np.int64(end), np.int64(offsets[article])
        aside_until = np.int64(0)
        lines = 0
        broken = True  # whether a run ended before the next line
        previous = np.int64(0)
        line = offsets[article]
        while line < end:
            stop = line
            width = np.int64(0)
            while stop < end:
                if _KINDS[text[stop]] != _ORDINARY:
                    width = np.int64(_line_end(text, stop))
                    if width:
                        break
                stop += 1
            begin, close = line, stop
            line = stop + width if stop < end else end
            while begin < close:
                blank = _blank_at(text, begin)
                if blank == 0:
                    break
                begin += blank
            while close > begin:
                blank = _blank_before(text, begin, close)
                if blank == 0:
                    break
                close -= blank
            if begin == close:
                continue
            while aside_end <= begin and span < aside_first[article + 1]:
                aside_start = _byte_offset(text, aside_end, end, aside[span, 0] - aside_until)
                length = aside[span, 1] - aside[span, 0]
                aside_end = _byte_offset(text, aside_start, end, length)
                aside_until = aside[span, 1]
                span += 1
            if begin < aside_end and aside_start < close:
                if aside_start <= begin and close <= aside_end:
                    broken = True
                    continue
                hard[article] = True
                break
            if not broken:
                line_feeds = 0
                for at in range(previous, begin):
                    line_feeds += text[at] == 0x0A
                broken = line_feeds > 1
            line_starts[lines], line_ends[lines], new_run[lines] = begin, close, broken
            lines += 1
            previous = close
            broken = False
        if hard[article] or lines == 0:
            continue
        joined = _blank_lines_separate(text, line_starts, line_ends, new_run, lines, is_capital)
        for number in range(lines):
            if joined and not new_run[number]:
                ends[found - 1] = line_ends[number]
            else:
                starts[found], ends[found] = line_starts[number], line_ends[number]
                found += 1
    first[len(offsets) - 1] = found
