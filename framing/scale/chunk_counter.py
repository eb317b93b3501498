"""The counter of batches that cuts texts into chunks, whatever its kernels are made of."""

from abc import ABC, abstractmethod
from dataclasses import replace
from threading import Lock
from typing import TYPE_CHECKING, Protocol, Self

import numpy as np
import numpy.typing as npt

from framing.counts import Integers
from framing.lexicon import Lexicon
from framing.scale.automaton import Automaton
from framing.scale.batches import Batch, given_headlines
from framing.scale.grouped_counts import BatchCounts, Counter, merged
from framing.scale.headlines import Cut, find_headlines, headline_texts
from framing.scale.plain_counter import PlainCounter
from framing.scale.room import Room
from framing.scale.streams import Hits, WordStream
from framing.scale.term_table import TermTable
from framing.scale.terms import Terms
from framing.scale.vocabulary import ChunkWords

if TYPE_CHECKING:
    import polars as pl

__all__ = ["ChunkCounter", "Chunks", "Finder"]

_Bytes = np.ndarray[tuple[int], np.dtype[np.uint8]]
_Flags = np.ndarray[tuple[int], np.dtype[np.bool_]]


class Chunks(Protocol):
    """Cuts paragraphs into chunks, and gives equal ones one number."""

    def cut(
        self, text: _Bytes, starts: Integers, ends: Integers, paragraphs: int, room: Room, /
    ) -> tuple[npt.NDArray[np.int32], Integers]:
        """Return the number of each chunk, and the bounds of the paragraphs among them.

        The numbers may stand in ``room`` and be overwritten by the next call with it.
        """
        ...

    def spellings(self, first: int, /) -> list[str]:
        """Return the chunks from a number on."""
        ...


class Finder(Protocol):
    """Finds the hits of a lexicon."""

    def find(self, classes: npt.NDArray[np.int32], until: Integers, first: Integers, /) -> Hits:
        """Return the hits among words, by their classes, paragraphs and articles."""
        ...


class ChunkCounter(ABC):
    """Counts batches; each thread has one of its own.

    Words and steps are learnt on the way. Learning is the one part that threads cannot do at the
    same time, so what is learnt is shared by all that stand beside each other.
    """

    def __init__(self, lexicon: Lexicon, terms: Terms, beside: Self | None = None) -> None:
        """Make ready to count.

        Args:
            lexicon: The lexicon.
            terms: Where terms get their numbers.
            beside: The counter of another thread, of the same lexicon and terms.
        """
        self._lexicon, self._terms = lexicon, terms
        if beside is None:
            self._lock = Lock()
            self._automaton = Automaton(lexicon)
            self._chunks = self._chunk_table()
            self._words = ChunkWords(terms, self._automaton)
        else:
            self._lock, self._automaton = beside._lock, beside._automaton
            self._chunks, self._words = beside._chunks, beside._words
        self._search = self._finder()
        self._room = Room()
        self.table = TermTable()

    def beside(self) -> Self:
        """Return a counter of the same lexicon and terms for another thread."""
        return type(self)(self._lexicon, self._terms, self)

    @abstractmethod
    def _chunk_table(self) -> Chunks: ...

    @abstractmethod
    def _finder(self) -> Finder: ...

    @abstractmethod
    def _bytes(self, texts: "pl.Series") -> tuple[_Bytes, Integers]:
        """Return texts in UTF-8, one behind the other, and their bounds."""

    @abstractmethod
    def _paragraphs(
        self, text: _Bytes, offsets: Integers, headlines: Integers
    ) -> tuple[Integers, Integers, Integers, _Flags]:
        """Return where paragraphs begin and end, their bounds, and what they are too hard for."""

    @abstractmethod
    def _stream(self, cut: Cut, left_out: npt.NDArray[np.bool_]) -> WordStream:
        """Return the words of texts."""

    @abstractmethod
    def _resembling(self, titles: Cut, cut: Cut) -> Integers:
        """Return where paragraphs stand that resemble their title."""

    @abstractmethod
    def _tally(self, stream: WordStream, rows: Integers) -> npt.NDArray[np.uint64]:
        """Count the terms of rows; return the marks of articles."""

    def count(self, batch: Batch, rows: Integers) -> BatchCounts:
        """Count a batch of at least one article.

        Args:
            batch: The batch.
            rows: Per article, the row to which its terms are added.
        """
        titles = None if batch.titles is None else self._cut_titles(batch.titles)
        text, offsets = self._bytes(batch.texts)
        given = given_headlines(batch)
        starts, ends, first, hard = self._paragraphs(text, offsets, given)
        ids, until = self._chunks.cut(text, starts, ends, int(first[-1]), self._room)
        cut = Cut(text, offsets, starts, ends, first, ids, until)
        self._learn()
        if titles is None:
            counts = self._count_cut(cut, rows, hard, given)
            return self._with(counts, self._plain(), batch, rows, np.flatnonzero(hard))
        found = find_headlines(batch, cut, self._resembling(titles, cut))
        elsewhere = found[:, 0] >= 0
        counts = self._count_cut(cut, rows, elsewhere, given)
        counts = replace(counts, headline_claims=self._claims_of_heads(batch, titles, found))
        # A headline that is left out may change which lines are one paragraph.
        with_headlines = replace(batch, titles=None, headlines=found)
        return self._with(counts, self, with_headlines, rows, np.flatnonzero(elsewhere))

    def _learn(self) -> None:
        with self._lock:
            self._words.add(self._chunks.spellings(len(self._words.term)))

    def _plain(self) -> PlainCounter:
        return PlainCounter(self._lexicon, self._terms, self.table)

    def _cut_titles(self, titles: "pl.Series") -> Cut:
        """Cut titles into chunks, one paragraph each."""
        text, offsets = self._bytes(titles)
        ids, until = self._chunks.cut(text, offsets[:-1], offsets[1:], len(titles), self._room)
        own = ids[: until[-1]].copy()
        return Cut(text, offsets, offsets[:-1], offsets[1:], np.arange(len(offsets)), own, until)

    def _count_cut(
        self, cut: Cut, rows: Integers, left_out: npt.NDArray[np.bool_], headlines: Integers
    ) -> BatchCounts:
        stream = self._stream(cut, left_out)
        hits = self._search.find(stream.classes, stream.until, stream.first)
        marks = self._tally(stream, rows)
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
