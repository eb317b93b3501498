"""Find the line at the top of a text that repeats its title: `find_headline`, compiled."""

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from framing.readers.headline import MOST_TIMES_THE_TITLE, TOP_PARAGRAPHS
from framing.scale.kernels import helper, kernel

if TYPE_CHECKING:
    from framing.scale.headlines import Cut
    from framing.scale.vocabulary import ChunkWords

__all__ = ["resembling"]


@helper
def _characters(text, start, end):  # type: ignore[no-untyped-def]
    count = 0
    for at in range(start, end):
        count += text[at] & 0xC0 != 0x80
    return count


@helper
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


@helper
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


@kernel(
    "uint8[:]", "int64[:]", "int32[:]", "int64[:]",
    "uint8[:]", "int64[:]", "int64[:]", "int64[:]", "int64[:]", "int32[:]", "int64[:]",
    "int32[:]", "int64[:]", "int32[:]", "int32[:]", "int32[:]", "int64[:]",
    "int64", "int64", "int64[:, :]",
)  # fmt: skip
def _resembling(
    titles: npt.NDArray[np.uint8],
    title_bounds: npt.NDArray[np.int64],
    title_ids: npt.NDArray[np.int32],
    title_until: npt.NDArray[np.int64],
    text: npt.NDArray[np.uint8],
    offsets: npt.NDArray[np.int64],
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
    counts: npt.NDArray[np.int64],
    most_paragraphs: int,
    most_times: int,
    found: npt.NDArray[np.int64],
) -> None:
    mark = np.int32(0)
    for article in range(len(first) - 1):
        found[article, :] = -1
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
            start, end = starts[paragraph], ends[paragraph]
            # A character has one byte to four.
            if end - start > 4 * most:
                continue
            if end - start > most and _characters(text, start, end) > most:
                continue
            mark += np.int32(1)
            counts[:] = 0
            for at in range(until[paragraph], until[paragraph + 1]):
                _count_terms(
                    ids[at], mark, np.int32(article + 1), term, bounds, row_terms, marks, wanted,
                    counts,
                )  # fmt: skip
                if (counts[0] - counts[1]) * 4 > title_terms:
                    break  # with so many others no four fifths can be in both
            # As `framing.readers.furniture` has it: four fifths of all terms are in both.
            if counts[1] * 5 >= (title_terms + counts[0] - counts[1]) * 4:
                begin = offsets[article]
                found[article, 0] = _characters(text, begin, start)
                found[article, 1] = found[article, 0] + _characters(text, start, end)
                break


def resembling(titles: "Cut", cut: "Cut", words: "ChunkWords", terms: int) -> npt.NDArray[np.int64]:
    """Find for each article the paragraph at its top that resembles its title.

    Args:
        titles: The titles, one paragraph each.
        cut: The texts.
        words: What words the chunks are.
        terms: How many terms there are.

    Returns:
        Where it stands, in characters, shape (N, 2); -1 where there is none.
    """
    found = np.empty((len(cut.first) - 1, 2), dtype=np.int64)
    wanted, marks = np.zeros(terms, dtype=np.int32), np.zeros(terms, dtype=np.int32)
    _resembling(
        titles.text, titles.offsets, titles.ids, titles.until,
        cut.text, cut.offsets, cut.starts, cut.ends, cut.first, cut.ids, cut.until,
        words.term, words.bounds, words.terms, wanted, marks, np.zeros(2, dtype=np.int64),
        TOP_PARAGRAPHS, MOST_TIMES_THE_TITLE, found,
    )  # fmt: skip
    return found
