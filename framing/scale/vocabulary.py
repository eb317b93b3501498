"""What words the different chunks are, asked once for each of the functions that define words."""

import numpy as np
import numpy.typing as npt

from framing.scale.automaton import Automaton
from framing.scale.terms import Terms
from framing.words import fold, fold_keeping_case, split_words

__all__ = ["ChunkWords"]


class ChunkWords:
    """Per chunk, its words.

    Attributes:
        term: Per chunk of one word the number of its term; of others, -1 less the row of ``bounds``
            where its words stand.
        word_class: Per chunk of one word, its class.
        bounds: The bounds of the rows of words of those other chunks.
        terms: Their terms.
        classes: Their classes.
    """

    def __init__(self, terms: Terms, automaton: Automaton) -> None:
        """Begin without chunks."""
        self._terms, self._automaton = terms, automaton
        self._known: dict[str, tuple[int, int]] = {}
        self.term = np.empty(0, dtype=np.int32)
        self.word_class = np.empty(0, dtype=np.int32)
        self.bounds = np.zeros(1, dtype=np.int64)
        self.terms = np.empty(0, dtype=np.int32)
        self.classes = np.empty(0, dtype=np.int32)

    def add(self, chunks: list[str]) -> None:
        """Find the words of more chunks."""
        if not chunks:
            return
        with self._terms.lock:
            words = [self._words(chunk) for chunk in chunks]
        term, word_class, rows = [], [], []
        for found in words:
            if len(found) == 1:
                term.append(found[0][0])
                word_class.append(found[0][1])
            else:
                term.append(-1 - (len(self.bounds) - 1 + len(rows)))
                word_class.append(0)
                rows.append(found)
        self.term = _longer(self.term, term)
        self.word_class = _longer(self.word_class, word_class)
        ends = self.bounds[-1] + np.cumsum([len(row) for row in rows], dtype=np.int64)
        self.bounds = np.concatenate([self.bounds, ends])
        self.terms = _longer(self.terms, [term for row in rows for term, _ in row])
        self.classes = _longer(self.classes, [number for row in rows for _, number in row])

    def _words(self, chunk: str) -> tuple[tuple[int, int], ...]:
        if chunk.isascii() and chunk.isalnum():
            return (self._word(chunk, chunk.lower()),)
        return tuple(
            self._word(word.surface, fold(word.surface)) for word in split_words(chunk)
        )

    def _word(self, surface: str, folded: str) -> tuple[int, int]:
        if self._automaton.heeds_case:
            number = self._automaton.class_of(folded, fold_keeping_case(surface))
            return self._terms.number(folded), number
        known = self._known.get(folded)
        if known is None:
            number = self._automaton.class_of(folded, "")
            self._known[folded] = known = (self._terms.number(folded), number)
        return known


def _longer(array: npt.NDArray[np.int32], values: list[int]) -> npt.NDArray[np.int32]:
    return np.concatenate([array, np.array(values, dtype=np.int32)])
