"""Find the line at the top of a text that repeats its title: `find_headline`, for many texts.

Nearly all lines are told from a title by their first words. The others are compared as sets.
"""

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from framing.counts import Integers
from framing.readers.headline import MOST_TIMES_THE_TITLE, TOP_PARAGRAPHS
from framing.scale.arrays.article_terms import expand
from framing.scale.arrays.ragged import each_once, places_of
from framing.scale.arrays.texts import Bytes

if TYPE_CHECKING:
    from framing.scale.headlines import Cut
    from framing.scale.vocabulary import ChunkWords

__all__ = ["resembling"]

_FIRST_WORDS = 8
_SIGN_BITS, _TERM_BITS = 20, 32
_MIXING = np.uint64(0x9E3779B97F4A7C15)


class _Characters:
    """Counts characters between places of texts in UTF-8."""

    def __init__(self, text: Bytes) -> None:
        # In signed numbers the bytes 0x80 to 0xBF are the lowest.
        self._inner = np.flatnonzero(text.view(np.int8) < -0x40)

    def between(self, starts: Integers, ends: Integers) -> Integers:
        inner = np.searchsorted(self._inner, ends) - np.searchsorted(self._inner, starts)
        return ends - starts - inner


def resembling(titles: "Cut", cut: "Cut", words: "ChunkWords") -> Integers:
    """Find for each article the paragraph at its top that resembles its title.

    Args:
        titles: The titles, one paragraph each.
        cut: The texts.
        words: What words the chunks are.

    Returns:
        Where it stands, in characters, shape (N, 2); -1 where there is none.
    """
    found = np.full((len(cut.first) - 1, 2), -1, dtype=np.int64)
    title, term = _terms_of_titles(titles, words)
    sizes = np.bincount(title, minlength=len(found))
    bounds = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(sizes)])
    # A title ends in a line feed here, which is no character of it.
    length = _Characters(titles.text).between(titles.offsets[:-1], titles.offsets[1:] - 1)
    tops = np.minimum(cut.first[:-1] + TOP_PARAGRAPHS, cut.first[1:])
    article, paragraph = places_of(cut.first[:-1], np.where(sizes > 0, tops, cut.first[:-1]))
    characters = _Characters(cut.text)
    starts, ends = cut.starts[paragraph], cut.ends[paragraph]
    is_short = characters.between(starts, ends) <= MOST_TIMES_THE_TITLE * length[article]
    article, paragraph = article[is_short], paragraph[is_short]
    may = _may_resemble(article, paragraph, _signs(title, term), sizes, cut, words)
    for index, number in zip(article[may].tolist(), paragraph[may].tolist(), strict=True):
        own = set(_terms(cut, number, words))
        wanted = set(term[bounds[index] : bounds[index + 1]].tolist())
        both = len(own & wanted)
        # As `framing.readers.furniture` has it: four fifths of all terms are in both.
        if found[index, 0] < 0 and both * 5 >= (len(own) + len(wanted) - both) * 4:
            places = cut.offsets[index], cut.starts[number], cut.ends[number]
            begin, start, end = (np.array([place]) for place in places)
            found[index, 0] = characters.between(begin, start)[0]
            found[index, 1] = found[index, 0] + characters.between(start, end)[0]
    return found


def _terms_of_titles(titles: "Cut", words: "ChunkWords") -> tuple[Integers, Integers]:
    """Return titles and their terms, each once, by title."""
    articles = len(titles.first) - 1
    stream = expand(
        titles.ids, titles.until, titles.first, np.zeros(articles, dtype=np.bool_), words
    )
    sizes = np.diff(stream.until[stream.first])
    once = each_once(np.repeat(np.arange(articles), sizes) << _TERM_BITS | stream.terms)
    return once >> _TERM_BITS, once & ((1 << _TERM_BITS) - 1)


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
    signs: npt.NDArray[np.bool_],
    sizes: Integers,
    cut: "Cut",
    words: "ChunkWords",
) -> npt.NDArray[np.bool_]:
    """Leave out most of the lines that do not resemble their title, by their first words.

    Where more than a quarter of the number of its terms are others, no four fifths can be in both;
    nor where fewer than four fifths of them are there.
    """
    begin, end = cut.until[paragraph], cut.until[paragraph + 1]
    at = begin[:, None] + np.arange(_FIRST_WORDS)
    is_there = at < end[:, None]
    terms = np.full(at.shape, -1, dtype=np.int64)
    terms[is_there] = words.term[cut.ids[at[is_there]]]
    is_word = terms >= 0
    is_other = is_word & ~signs[_sign(article[:, None], terms)]
    others = np.sort(np.where(is_other, terms, -1), axis=1)
    different = (others[:, 0] >= 0) + (others[:, 1:] != others[:, :-1]).sum(axis=1)
    is_long = (end - begin > _FIRST_WORDS) | (is_there & ~is_word).any(axis=1)
    are_enough = is_long | ((is_word & ~is_other).sum(axis=1) * 5 >= sizes[article] * 4)
    may: npt.NDArray[np.bool_] = are_enough & (different * 4 <= sizes[article])
    return may


def _signs(title: Integers, term: Integers) -> npt.NDArray[np.bool_]:
    """Return the signs that the terms of titles leave; another may be there only by chance."""
    signs = np.zeros(1 << _SIGN_BITS, dtype=np.bool_)
    signs[_sign(title, term)] = True
    return signs


def _sign(article: Integers, term: Integers) -> Integers:
    mixed = (article << _TERM_BITS | term).view(np.uint64) * _MIXING
    sign: Integers = (mixed >> np.uint64(64 - _SIGN_BITS)).view(np.int64)
    return sign
