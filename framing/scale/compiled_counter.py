"""The compiled counter of batches."""

from typing import TYPE_CHECKING, Self

import numpy as np
import numpy.typing as npt

from framing.counts import Integers
from framing.lexicon import Lexicon
from framing.scale import machine_code
from framing.scale.article_terms import expand, tally
from framing.scale.chunk_counter import ChunkCounter
from framing.scale.chunks import ChunkTable
from framing.scale.headlines import Cut
from framing.scale.matching import Search
from framing.scale.paragraphs import capitals, find_paragraphs
from framing.scale.resembling import resembling
from framing.scale.room import Room, bounds_of
from framing.scale.streams import WordStream
from framing.scale.terms import Terms

if TYPE_CHECKING:
    import polars as pl

__all__ = ["CompiledCounter", "bytes_of", "paragraphs_of"]

_Bytes = np.ndarray[tuple[int], np.dtype[np.uint8]]
_Flags = np.ndarray[tuple[int], np.dtype[np.bool_]]


class CompiledCounter(ChunkCounter):
    """Counts batches by machine code."""

    def __init__(self, lexicon: Lexicon, terms: Terms, beside: Self | None = None) -> None:
        """Make ready to count, as other counters; what is loaded once is loaded here."""
        machine_code.load("cutting", "matching", "paragraphs", "resembling", "article_terms")
        capitals()
        super().__init__(lexicon, terms, beside)

    def _chunk_table(self) -> ChunkTable:
        return ChunkTable()

    def _finder(self) -> Search:
        return Search(self._automaton, self._lock)

    def _bytes(self, texts: "pl.Series") -> tuple[_Bytes, Integers]:
        return bytes_of(texts)

    def _paragraphs(
        self, text: _Bytes, offsets: Integers, headlines: Integers
    ) -> tuple[Integers, Integers, Integers, _Flags]:
        has_headline = headlines[:, 0] >= 0
        aside = headlines[has_headline], bounds_of(has_headline)
        return paragraphs_of(text, offsets, *aside, self._room)

    def _stream(self, cut: Cut, left_out: npt.NDArray[np.bool_]) -> WordStream:
        words = self._words
        of_chunks = words.term, words.word_class, words.terms, words.classes
        # Between two words stands at least one byte.
        most_words = len(cut.text) // 2 + len(cut.first)
        return expand(
            cut.ids, cut.until, cut.first, left_out, of_chunks, words.bounds, most_words, self._room
        )

    def _resembling(self, titles: Cut, cut: Cut) -> Integers:
        return resembling(titles, cut, self._words, len(self._terms.numbers))

    def _tally(self, stream: WordStream, rows: Integers) -> npt.NDArray[np.uint64]:
        return tally(stream, rows, len(self._terms.numbers), self.table, self._room)


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
