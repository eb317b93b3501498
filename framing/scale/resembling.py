"""Tell in which texts a paragraph at the top resembles the title: `find_headline`, compiled."""

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from framing.readers.furniture import MOST_TIMES_THE_TITLE, TOP_PARAGRAPHS
from framing.scale._jit import compiled

if TYPE_CHECKING:
    from framing.scale.headlines import Cut
    from framing.scale.vocabulary import ChunkWords

__all__ = ["resembling"]


@compiled()
def _characters(text, start, end):  # type: ignore[no-untyped-def]
    count = 0
    for at in range(start, end):
        count += text[at] & 0xC0 != 0x80
    return count


@compiled()
def _enter_terms(chunk, mark, term, bounds, row_terms, marks):  # type: ignore[no-untyped-def]
    """Mark the terms of a chunk; return how many were not marked so before."""
    number = term[chunk]
    if number >= 0:
        if marks[number] == mark:
            return 0
        marks[number] = mark
        return 1
    new = 0
    for place in range(bounds[-1 - number], bounds[-number]):
        if marks[row_terms[place]] != mark:
            marks[row_terms[place]] = mark
            new += 1
    return new


@compiled()
def _count_terms(chunk, mark, wanted_mark, term, bounds, row_terms, marks, wanted, counts):  # type: ignore[no-untyped-def]
    """Count the terms of a chunk that are new in a paragraph, and those of them in the title."""
    number = term[chunk]
    if number >= 0:
        if marks[number] != mark:
            marks[number] = mark
            counts[0] += 1
            counts[1] += wanted[number] == wanted_mark
        return
    for place in range(bounds[-1 - number], bounds[-number]):
        one = row_terms[place]
        if marks[one] != mark:
            marks[one] = mark
            counts[0] += 1
            counts[1] += wanted[one] == wanted_mark


_TEXT = "Array(uint8, 1, 'C', readonly=True)"


@compiled(
    f"void({_TEXT}, int64[::1], int32[::1], int64[::1],"
    f" {_TEXT}, int64[::1], int64[::1], int64[::1], int32[::1], int64[::1],"
    " int32[::1], int64[::1], int32[::1], int32[::1], int32[::1], int64, int64, boolean[::1])"
)
def _resembling(
    titles: npt.NDArray[np.uint8],
    title_bounds: npt.NDArray[np.int64],
    title_ids: npt.NDArray[np.int32],
    title_until: npt.NDArray[np.int64],
    text: npt.NDArray[np.uint8],
    starts: npt.NDArray[np.int64],
    ends: npt.NDArray[np.int64],
    first: npt.NDArray[np.int64],
    ids: npt.NDArray[np.int32],
    until: npt.NDArray[np.int64],
    term: npt.NDArray[np.int32],
    bounds: npt.NDArray[np.int64],
    row_terms: npt.NDArray[np.int32],
    wanted: npt.NDArray[np.int32],
    marks: npt.NDArray[np.int32],
    most_paragraphs: int,
    most_times: int,
    found: npt.NDArray[np.bool_],
) -> None:
    counts = np.zeros(2, dtype=np.int64)
    mark = np.int32(0)
    for article in range(len(first) - 1):
        found[article] = False
        title_terms = 0
        for at in range(title_until[article], title_until[article + 1]):
            title_terms += _enter_terms(
                title_ids[at], np.int32(article + 1), term, bounds, row_terms, wanted
            )
        if title_terms == 0:
            continue
        most = most_times * _characters(titles, title_bounds[article], title_bounds[article + 1])
        last = min(first[article + 1], first[article] + most_paragraphs)
        for paragraph in range(first[article], last):
            # A character has four bytes at the most.
            if ends[paragraph] - starts[paragraph] > 4 * most:
                continue
            if _characters(text, starts[paragraph], ends[paragraph]) > most:
                continue
            mark += np.int32(1)
            counts[:] = 0
            for at in range(until[paragraph], until[paragraph + 1]):
                _count_terms(
                    ids[at], mark, np.int32(article + 1), term, bounds, row_terms, marks, wanted,
                    counts,
                )  # fmt: skip
            # As `framing.readers.furniture` has it: four fifths of all terms are in both.
            if counts[1] * 5 >= (title_terms + counts[0] - counts[1]) * 4:
                found[article] = True
                break


def resembling(titles: "Cut", cut: "Cut", words: "ChunkWords", terms: int) -> npt.NDArray[np.bool_]:
    """Tell for each article whether a paragraph at its top resembles its title.

    Args:
        titles: The titles, one paragraph each.
        cut: The texts.
        words: What words the chunks are.
        terms: How many terms there are.
    """
    found = np.empty(len(cut.first) - 1, dtype=np.bool_)
    wanted, marks = np.zeros(terms, dtype=np.int32), np.zeros(terms, dtype=np.int32)
    bounds = np.append(titles.starts, titles.ends[-1:])
    _resembling(
        titles.text, bounds, titles.ids, titles.until,
        cut.text, cut.starts, cut.ends, cut.first, cut.ids, cut.until,
        words.term, words.bounds, words.terms, wanted, marks,
        TOP_PARAGRAPHS, MOST_TIMES_THE_TITLE, found,
    )  # fmt: skip
    return found
