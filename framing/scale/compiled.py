"""The compiled counter of batches; importing this module loads numba and the kernels."""

import numpy as np

from framing.counts import Integers
from framing.lexicon import Lexicon
from framing.scale.automaton import Automaton
from framing.scale.batches import Batch
from framing.scale.chunks import ChunkTable
from framing.scale.counted import BatchCounts
from framing.scale.matching import Search
from framing.scale.paragraphs import capitals, find_paragraphs
from framing.scale.plain import PlainCounter
from framing.scale.room import Room
from framing.scale.tally import expand, tally
from framing.scale.terms import Terms
from framing.scale.vocabulary import ChunkWords

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

    def count(self, batch: Batch, rows: Integers) -> BatchCounts:
        """Count a batch of at least one article.

        Args:
            batch: The batch.
            rows: Per article, the row to which its terms are added.
        """
        text, offsets = bytes_of(batch)
        starts, ends, first, hard = paragraphs_of(text, offsets, batch.headlines, self._room)
        ids, until = self._chunks.cut(text, starts, ends, int(first[-1]))
        self._words.add(self._chunks.spellings(len(self._words.term)))
        words = self._words
        of_chunks = words.term, words.word_class, words.terms, words.classes
        # Between two words stands at least one byte.
        most_words = len(text) // 2 + len(first)
        stream = expand(ids, until, first, of_chunks, words.bounds, most_words, self._room)
        hits = self._search.find(stream.classes, stream.until, stream.first)
        keys, times = tally(stream, rows, len(self._terms.numbers), self._room)
        counts = BatchCounts(
            words=np.diff(stream.until[stream.first]),
            paragraphs=np.diff(stream.first),
            spans=hits.spans,
            covered=hits.covered,
            claims=hits.claims,
            keys=keys,
            times=times,
            plainly_counted=0,
        )
        if hard.any():
            return self._with_hard_ones(counts, batch, rows, np.flatnonzero(hard))
        return counts

    def _with_hard_ones(
        self, counts: BatchCounts, batch: Batch, rows: Integers, hard: Integers
    ) -> BatchCounts:
        """Have the plain code count the articles that were left out, and put them in."""
        assert batch.headlines is not None
        left_out = Batch(batch.texts[hard], batch.groups[hard], headlines=batch.headlines[hard])
        plain = PlainCounter(self._lexicon, self._terms).count(left_out, rows[hard])
        for name in ("words", "paragraphs", "spans", "covered"):
            getattr(counts, name)[hard] = getattr(plain, name)
        claims = np.column_stack([hard[plain.claims[:, 0]], plain.claims[:, 1:]])
        claims = np.concatenate([counts.claims, claims.astype(np.int32)])
        keys, places = np.unique(np.concatenate([counts.keys, plain.keys]), return_inverse=True)
        times = np.zeros(len(keys), dtype=np.int64)
        np.add.at(times, places, np.concatenate([counts.times, plain.times]))
        return BatchCounts(
            words=counts.words,
            paragraphs=counts.paragraphs,
            spans=counts.spans,
            covered=counts.covered,
            claims=claims[np.argsort(claims[:, 0], kind="stable")],
            keys=keys,
            times=times,
            plainly_counted=len(hard),
        )


def bytes_of(batch: Batch) -> tuple[np.ndarray[tuple[int], np.dtype[np.uint8]], Integers]:
    """Return the texts of a batch in UTF-8, one behind the other, and their bounds."""
    import polars as pl

    texts = batch.texts.fill_null("")
    joined = (
        texts.str.join("").cast(pl.Binary).item() or b"\n"
    )  # an empty array cannot be made of nothing
    offsets = np.zeros(len(texts) + 1, dtype=np.int64)
    np.cumsum(texts.str.len_bytes().to_numpy(), out=offsets[1:])
    return np.frombuffer(joined, dtype=np.uint8), offsets


def paragraphs_of(
    text: np.ndarray[tuple[int], np.dtype[np.uint8]],
    offsets: Integers,
    headlines: Integers | None,
    room: Room,
) -> tuple[Integers, Integers, Integers, np.ndarray[tuple[int], np.dtype[np.bool_]]]:
    """Find the paragraphs of texts.

    Args:
        text: The texts.
        offsets: Their bounds.
        headlines: As `framing.scale.batches.Batch` has them.
        room: Where the paragraphs are kept.

    Returns:
        ``starts``, ``ends``, ``first`` and ``hard`` of
        `framing.scale.paragraphs.find_paragraphs`.
    """
    articles = len(offsets) - 1
    if headlines is None:
        headlines = np.full((articles, 2), -1, dtype=np.int64)
    # A line takes two bytes, one of them its end, but for the last.
    longest = int(np.diff(offsets).max()) // 2 + 1
    lines = np.empty(longest, np.int64), np.empty(longest, np.int64), np.empty(longest, np.bool_)
    most = len(text) // 2 + articles
    starts, ends = room.of("starts", most, np.int64), room.of("ends", most, np.int64)
    first = np.empty(articles + 1, dtype=np.int64)
    hard = np.empty(articles, dtype=np.bool_)
    find_paragraphs(
        text, offsets, np.ascontiguousarray(headlines, np.int64), capitals(), *lines,
        starts, ends, first, hard,
    )  # fmt: skip
    return starts, ends, first, hard
