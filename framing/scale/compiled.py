"""The compiled counter of batches; importing this module loads numba and the kernels."""

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from framing.counts import Integers
from framing.lexicon import Lexicon
from framing.scale.automaton import Automaton
from framing.scale.batches import Batch, given_headlines
from framing.scale.chunks import ChunkTable
from framing.scale.counted import BatchCounts, Counter, merged
from framing.scale.headlines import Cut, find_headlines, headline_texts
from framing.scale.matching import Search
from framing.scale.paragraphs import capitals, find_paragraphs
from framing.scale.plain import PlainCounter
from framing.scale.room import Room, bounds_of
from framing.scale.tally import WordStream, expand, tally
from framing.scale.term_table import TermTable
from framing.scale.terms import Terms
from framing.scale.vocabulary import ChunkWords

if TYPE_CHECKING:
    import polars as pl

__all__ = ["CompiledCounter", "bytes_of", "paragraphs_of"]


class CompiledCounter:
    """Counts batches; each thread has one of its own, which learns words and steps on the way."""

    def __init__(self, lexicon: Lexicon, terms: Terms) -> None:
        """Make ready to count.

        Args:
            lexicon: The lexicon.
            terms: Where terms get their numbers.
        """
        self._lexicon, self._terms = lexicon, terms
        automaton = Automaton(lexicon)
        self._chunks = ChunkTable()
        self._words = ChunkWords(terms, automaton)
        self._search = Search(automaton)
        self._room = Room()
        self.table = TermTable()

    def count(self, batch: Batch, rows: Integers) -> BatchCounts:
        """Count a batch of at least one article.

        Args:
            batch: The batch.
            rows: Per article, the row to which its terms are added.
        """
        titles = None if batch.titles is None else self._cut_titles(batch.titles)
        text, offsets = bytes_of(batch.texts)
        given = given_headlines(batch)
        has_headline = given[:, 0] >= 0
        aside = given[has_headline], bounds_of(has_headline)
        starts, ends, first, hard = paragraphs_of(text, offsets, *aside, self._room)
        ids, until = self._chunks.cut(text, starts, ends, int(first[-1]))
        cut = Cut(text, offsets, starts, ends, first, ids, until)
        self._learn()
        if titles is None:
            counts = self._count_cut(cut, rows, hard, given)
            return self._with(counts, self._plain(), batch, rows, np.flatnonzero(hard))
        found = find_headlines(batch, titles, cut, self._words, len(self._terms.numbers))
        elsewhere = found[:, 0] >= 0
        counts = self._count_cut(cut, rows, elsewhere, given)
        counts = replace(counts, headline_claims=self._claims_of_heads(batch, titles, found))
        # A headline that is left out may change which lines are one paragraph.
        with_headlines = replace(batch, titles=None, headlines=found)
        return self._with(counts, self, with_headlines, rows, np.flatnonzero(elsewhere))

    def _learn(self) -> None:
        self._words.add(self._chunks.spellings(len(self._words.term)))

    def _plain(self) -> PlainCounter:
        return PlainCounter(self._lexicon, self._terms, self.table)

    def _cut_titles(self, titles: "pl.Series") -> Cut:
        """Cut titles into chunks, one paragraph each."""
        text, offsets = bytes_of(titles)
        ids, until = self._chunks.cut(text, offsets[:-1], offsets[1:], len(titles))
        own = ids[: until[-1]].copy()
        return Cut(text, offsets, offsets[:-1], offsets[1:], np.arange(len(offsets)), own, until)

    def _stream(self, cut: Cut, left_out: npt.NDArray[np.bool_]) -> WordStream:
        words = self._words
        of_chunks = words.term, words.word_class, words.terms, words.classes
        # Between two words stands at least one byte.
        most_words = len(cut.text) // 2 + len(cut.first)
        return expand(
            cut.ids, cut.until, cut.first, left_out, of_chunks, words.bounds, most_words, self._room
        )

    def _count_cut(
        self, cut: Cut, rows: Integers, left_out: npt.NDArray[np.bool_], headlines: Integers
    ) -> BatchCounts:
        stream = self._stream(cut, left_out)
        hits = self._search.find(stream.classes, stream.until, stream.first)
        marks = tally(stream, rows, len(self._terms.numbers), self.table, self._room)
        return BatchCounts(
            words=np.diff(stream.until[stream.first]),
            paragraphs=np.diff(stream.first),
            spans=hits.spans,
            covered=hits.covered,
            claims=hits.claims,
            marks=marks,
            headlines=headlines.copy(),
            headline_claims=0,
            plainly_counted=0,
        )

    def _claims_of_heads(self, batch: Batch, titles: Cut, found: Integers) -> int:
        """Count the claims in headlines: those in the text, and the titles of articles without."""
        in_text = found[:, 0] >= 0
        stream = self._stream(titles, in_text)
        claims = len(self._search.find(stream.classes, stream.until, stream.first).claims)
        if in_text.any():
            heads = headline_texts(batch.texts, found)
            cut = self._cut_titles(heads)
            self._learn()
            stream = self._stream(cut, np.zeros(len(heads), dtype=np.bool_))
            claims += len(self._search.find(stream.classes, stream.until, stream.first).claims)
        return claims

    def _with(
        self, counts: BatchCounts, counter: Counter, batch: Batch, rows: Integers, which: Integers
    ) -> BatchCounts:
        """Have the articles counted that were left out, and put them in."""
        if not len(which):
            return counts
        assert batch.headlines is not None
        left_out = Batch(batch.texts[which], batch.groups[which], headlines=batch.headlines[which])
        return merged(counts, counter.count(left_out, rows[which]), which)


def bytes_of(
    given: "pl.Series",
) -> tuple[np.ndarray[tuple[int], np.dtype[np.uint8]], Integers]:
    """Return texts in UTF-8, one behind the other, and their bounds."""
    import polars as pl

    texts = given.fill_null("")
    joined = (
        texts.str.join("").cast(pl.Binary).item() or b"\n"
    )  # an empty array cannot be made of nothing
    offsets = np.zeros(len(texts) + 1, dtype=np.int64)
    np.cumsum(texts.str.len_bytes().to_numpy(), out=offsets[1:])
    return np.frombuffer(joined, dtype=np.uint8), offsets


def paragraphs_of(
    text: np.ndarray[tuple[int], np.dtype[np.uint8]],
    offsets: Integers,
    aside: Integers,
    aside_first: Integers,
    room: Room,
) -> tuple[Integers, Integers, Integers, np.ndarray[tuple[int], np.dtype[np.bool_]]]:
    """Find the paragraphs of texts.

    Args:
        text: The texts.
        offsets: Their bounds.
        aside: What is set aside of them, as `framing.scale.paragraphs.find_paragraphs` takes it.
        aside_first: The bounds of the texts among these.
        room: Where the paragraphs are kept.

    Returns:
        ``starts``, ``ends``, ``first`` and ``hard`` of
        `framing.scale.paragraphs.find_paragraphs`.
    """
    articles = len(offsets) - 1
    # A line takes two bytes, one of them its end, but for the last.
    longest = int(np.diff(offsets).max()) // 2 + 1
    lines = np.empty(longest, np.int64), np.empty(longest, np.int64), np.empty(longest, np.bool_)
    most = len(text) // 2 + articles
    starts, ends = room.of("starts", most, np.int64), room.of("ends", most, np.int64)
    first = np.empty(articles + 1, dtype=np.int64)
    hard = np.empty(articles, dtype=np.bool_)
    find_paragraphs(
        text, offsets, np.ascontiguousarray(aside, np.int64), aside_first, capitals(), *lines,
        starts, ends, first, hard,
    )  # fmt: skip
    return starts, ends, first, hard
