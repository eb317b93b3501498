"""Find the line at the top of a text that repeats its title: `find_headline`, for many texts.

Nearly all lines are told from a title by their first words. The others are compared as sets.
"""

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from framing.counts import Integers
from framing.readers.furniture import MOST_TIMES_THE_TITLE, TOP_PARAGRAPHS
from framing.scale.arrays.ragged import places_of
from framing.scale.arrays.texts import Bytes

if TYPE_CHECKING:
    from framing.scale.headlines import Cut
    from framing.scale.vocabulary import ChunkWords

__all__ = ["resembling"]

_FIRST_WORDS = 8
_SIGN_BITS = 20
_MIXING = np.uint64(0x9E3779B97F4A7C15)


class _Characters:
    """Counts characters between places of texts in UTF-8."""

    def __init__(self, text: Bytes) -> None:
        self._inner = np.flatnonzero((text & 0xC0) == 0x80)

    def between(self, starts: Integers, ends: Integers) -> Integers:
        inner = np.searchsorted(self._inner, ends) - np.searchsorted(self._inner, starts)
        return ends - starts - inner


def resembling(titles: "Cut", cut: "Cut", words: "ChunkWords", terms: int) -> Integers:
    """Find for each article the paragraph at its top that resembles its title.

    Args:
        titles: The titles, one paragraph each.
        cut: The texts.
        words: What words the chunks are.
        terms: How many terms there are.

    Returns:
        Where it stands, in characters, shape (N, 2); -1 where there is none.
    """
    found = np.full((len(cut.first) - 1, 2), -1, dtype=np.int64)
    of_title = [set(_terms(titles, index, words)) for index in range(len(found))]
    sizes = np.array(list(map(len, of_title)), dtype=np.int64)
    # A title ends in a line feed here, which is no character of it.
    length = _Characters(titles.text).between(titles.offsets[:-1], titles.offsets[1:] - 1)
    tops = np.minimum(cut.first[:-1] + TOP_PARAGRAPHS, cut.first[1:])
    article, paragraph = places_of(cut.first[:-1], np.where(sizes > 0, tops, cut.first[:-1]))
    characters = _Characters(cut.text)
    starts, ends = cut.starts[paragraph], cut.ends[paragraph]
    is_short = characters.between(starts, ends) <= MOST_TIMES_THE_TITLE * length[article]
    article, paragraph = article[is_short], paragraph[is_short]
    may = _may_resemble(article, paragraph, of_title, sizes, cut, words)
    for index, number in zip(article[may].tolist(), paragraph[may].tolist(), strict=True):
        own, wanted = set(_terms(cut, number, words)), of_title[index]
        both = len(own & wanted)
        # As `framing.readers.furniture` has it: four fifths of all terms are in both.
        if found[index, 0] < 0 and both * 5 >= (len(own) + len(wanted) - both) * 4:
            bounds = cut.offsets[index], cut.starts[number], cut.ends[number]
            begin, start, end = (np.array([place]) for place in bounds)
            found[index, 0] = characters.between(begin, start)[0]
            found[index, 1] = found[index, 0] + characters.between(start, end)[0]
    return found


def _terms(cut: "Cut", paragraph: int, words: "ChunkWords") -> list[int]:
    """Return the terms of a paragraph."""
    found: list[int] = []
    chunks = cut.ids[cut.until[paragraph] : cut.until[paragraph + 1]]
    for term in words.term[chunks].tolist():
        if term >= 0:
            found.append(term)
        else:
            found += words.terms[words.bounds[-1 - term] : words.bounds[-term]].tolist()
    return found


def _may_resemble(
    article: Integers,
    paragraph: Integers,
    of_title: list[set[int]],
    sizes: Integers,
    cut: "Cut",
    words: "ChunkWords",
) -> npt.NDArray[np.bool_]:
    """Leave out the lines that begin with too many words that the title does not have.

    Where more than a quarter of its number of terms are others, no four fifths can be in both.
    """
    owners = np.repeat(np.arange(len(of_title)), sizes)
    members = np.array([term for one in of_title for term in one], dtype=np.int64)
    # A title's terms leave signs; another term's sign is there only by chance, as if it were one.
    signs = np.zeros(1 << _SIGN_BITS, dtype=np.bool_)
    signs[_sign(owners, members)] = True
    begin = cut.until[paragraph]
    at = begin[:, None] + np.arange(_FIRST_WORDS)
    is_there = at < cut.until[paragraph + 1][:, None]
    ids = cut.ids[np.where(is_there, at, 0)] if len(cut.ids) else np.zeros(at.shape, np.int64)
    terms = words.term[ids].astype(np.int64) if len(words.term) else np.full(at.shape, -1)
    is_other = is_there & (terms >= 0) & ~signs[_sign(article[:, None], terms)]
    others = np.sort(np.where(is_other, terms, -1), axis=1)
    different = (others[:, 0] >= 0) + (others[:, 1:] != others[:, :-1]).sum(axis=1)
    may: npt.NDArray[np.bool_] = different * 4 <= sizes[article]
    return may


def _sign(article: Integers, term: Integers) -> Integers:
    mixed = (article << 32 | term).view(np.uint64) * _MIXING
    sign: Integers = (mixed >> np.uint64(64 - _SIGN_BITS)).view(np.int64)
    return sign
