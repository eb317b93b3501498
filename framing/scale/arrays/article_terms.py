"""Turn chunks into words and count words, all words of a batch at once."""

from itertools import pairwise

import numpy as np
import numpy.typing as npt

from framing.counts import Integers
from framing.scale.arrays.ragged import each_once, places_of
from framing.scale.marks import keys_of_places, keys_of_terms
from framing.scale.streams import WordStream
from framing.scale.term_table import TermTable
from framing.scale.vocabulary import ChunkWords

__all__ = ["expand", "tally"]

_TERM_BITS = 32
_MOST_SMALL = 1 << 32
_BLOCK = 1 << 17
"""So many words are marked together, about."""


def expand(
    ids: npt.NDArray[np.int32],
    ids_until: Integers,
    ids_first: Integers,
    left_out: npt.NDArray[np.bool_],
    words: ChunkWords,
) -> WordStream:
    """Turn the chunks of a batch into words; paragraphs without words are left out.

    Args:
        ids: The number of each chunk.
        ids_until: The bounds of the paragraphs among the chunks.
        ids_first: The bounds of the articles among the paragraphs.
        left_out: Which articles get no words.
        words: What words the chunks are.
    """
    article = np.repeat(np.arange(len(left_out)), np.diff(ids_first))
    if left_out.any():
        kept = ~left_out[article]
        sizes = np.where(kept, np.diff(ids_until), 0)
        ids = ids[np.repeat(kept, np.diff(ids_until))]
        ids_until = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(sizes)])
    terms, classes = words.term.take(ids), words.word_class.take(ids)
    until = ids_until
    several = np.flatnonzero(terms < 0)
    if len(several):
        row = -1 - terms[several].astype(np.int64)
        begin, end = words.bounds[row], words.bounds[row + 1]
        sizes = end - begin
        more = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(sizes - 1)])
        until = ids_until + more[np.searchsorted(several, ids_until)]
        copies = np.ones(len(ids), dtype=np.int64)
        copies[several] = sizes
        terms, classes = np.repeat(terms, copies), np.repeat(classes, copies)
        _, place = places_of(begin, end)
        at = np.flatnonzero(terms < 0)
        terms[at], classes[at] = words.terms[place], words.classes[place]
    has_words = np.diff(until) > 0
    until = np.concatenate([np.zeros(1, dtype=np.int64), until[1:][has_words]])
    before = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(has_words)])
    return WordStream(terms, classes, until, before[ids_first])


def tally(
    stream: WordStream, rows: Integers, terms: int, table: TermTable
) -> npt.NDArray[np.uint64]:
    """Count the terms of each row of a table.

    Args:
        stream: The words.
        rows: Per article, the row that its words are added to; below 2**31.
        terms: How many terms there are.
        table: What gets them.

    Returns:
        128 bits for each of N articles that tell it from those with other words, shape (N, 2).
    """
    bounds = stream.until[stream.first]
    article, term, times = _terms_of_articles(stream.terms, bounds, terms)
    table.make_room(int(rows.max()) + 1, terms)
    table.articles_with[:terms] += np.bincount(term, minlength=terms)
    row = rows[article]
    dense = table.dense
    in_dense = (term < dense.shape[1]) & (row < len(dense))
    places = row[in_dense] * dense.shape[1] + term[in_dense]
    np.add.at(dense.reshape(-1), places, times[in_dense])
    rare = ~in_dense
    table.add_rare(row[rare] << _TERM_BITS | term[rare], times[rare])
    return _marks(stream.terms, bounds, terms)


def _terms_of_articles(
    words: npt.NDArray[np.int32], bounds: Integers, terms: int
) -> tuple[Integers, Integers, Integers]:
    """Return each article's terms: the article, the term and how often it occurs there."""
    articles = len(bounds) - 1
    # Numbers of 32 bits are sorted in half the time.
    kind = np.uint32 if articles * terms < _MOST_SMALL else np.uint64
    keys = np.repeat((np.arange(articles) * terms).astype(kind), np.diff(bounds))
    keys += words.view(np.uint32)
    keys.sort()
    is_first = np.ones(len(keys), dtype=np.bool_)
    np.not_equal(keys[1:], keys[:-1], out=is_first[1:])
    begins = np.flatnonzero(is_first)
    times = np.diff(begins, append=len(keys))
    article, term = np.divmod(keys[begins], kind(max(terms, 1)))
    return article.astype(np.int64), term.astype(np.int64), times


def _marks(words: npt.NDArray[np.int32], bounds: Integers, terms: int) -> npt.NDArray[np.uint64]:
    """Return the marks of articles, as `framing.scale.marks.mark_of` makes them one by one."""
    marks = np.zeros((len(bounds) - 1, 2), dtype=np.uint64)
    places = keys_of_places(int(np.diff(bounds).max(initial=0)))
    # A part of the articles at a time, whose words' keys stay in the cache.
    parts = np.searchsorted(bounds, np.arange(_BLOCK, bounds[-1], _BLOCK))
    for start, end in pairwise(each_once(np.concatenate([[0], parts, [len(marks)]])).tolist()):
        begins, stops = bounds[start:end], bounds[start + 1 : end + 1]
        some = np.flatnonzero(begins < stops)
        if not len(some):
            continue
        part, place = words[begins[0] : stops[-1]], places_of(np.zeros_like(begins), stops - begins)
        for side, keys in enumerate(keys_of_terms(terms)):
            values = keys.take(part)
            values *= places[side].take(place.place)
            marks[start + some, side] = np.add.reduceat(values, begins[some] - begins[0])
    return marks
