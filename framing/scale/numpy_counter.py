"""The counter of batches by vectorised numpy, for where no compiler is installed."""

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from framing.counts import Integers
from framing.scale.arrays.article_terms import expand, tally
from framing.scale.arrays.chunks import ChunkTable
from framing.scale.arrays.matching import Search
from framing.scale.arrays.paragraphs import paragraphs_of
from framing.scale.arrays.resembling import resembling
from framing.scale.arrays.texts import Bytes, bytes_of
from framing.scale.chunk_counter import ChunkCounter
from framing.scale.headlines import Cut
from framing.scale.streams import WordStream

if TYPE_CHECKING:
    import polars as pl

__all__ = ["NumpyCounter"]

_Flags = np.ndarray[tuple[int], np.dtype[np.bool_]]


class NumpyCounter(ChunkCounter):
    """Counts batches in arrays."""

    def _chunk_table(self) -> ChunkTable:
        return ChunkTable()

    def _finder(self) -> Search:
        return Search(self._automaton, self._lock)

    def _bytes(self, texts: "pl.Series") -> tuple[Bytes, Integers]:
        return bytes_of(texts)

    def _paragraphs(
        self, text: Bytes, offsets: Integers, headlines: Integers
    ) -> tuple[Integers, Integers, Integers, _Flags]:
        return paragraphs_of(text, offsets, headlines)

    def _stream(self, cut: Cut, left_out: npt.NDArray[np.bool_]) -> WordStream:
        return expand(cut.ids, cut.until, cut.first, left_out, self._words)

    def _resembling(self, titles: Cut, cut: Cut) -> Integers:
        return resembling(titles, cut, self._words)

    def _tally(self, stream: WordStream, rows: Integers) -> npt.NDArray[np.uint64]:
        return tally(stream, rows, len(self._terms.numbers), self.table)
