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
        self._known: dict[str, tuple[int, tuple[int, ...], int]] = {}
        self.term = np.empty(0, dtype=np.int32)
        self.word_class = np.empty(0, dtype=np.int32)
        self.bounds = np.zeros(1, dtype=np.int64)
        self.terms = np.empty(0, dtype=np.int32)
        self.classes = np.empty(0, dtype=np.int32)

    def add(self, chunks: list[str]) -> None:
        """Find the words of more chunks."""
        if not chunks:
            return
        term = np.empty(len(chunks), dtype=np.int32)
        word_class = np.zeros(len(chunks), dtype=np.int32)
        plain = [chunk.isascii() and chunk.isalnum() for chunk in chunks]
        with self._terms.lock:
            # Both at once, for speed: the line feed separates, so that no word knows of another.
            surfaces = [chunk for chunk, is_plain in zip(chunks, plain, strict=True) if is_plain]
            folded = "\n".join(surfaces).lower().split("\n")
            found = [self._word(*forms) for forms in zip(surfaces, folded, strict=False)]
            at = np.flatnonzero(plain)
            term[at], word_class[at] = np.array(found, dtype=np.int32).reshape(-1, 2).T
            others = np.flatnonzero(~np.array(plain))
            rows = self._rows([chunks[index] for index in others.tolist()])
        several = [row for row in rows if len(row) != 1]
        row = len(self.bounds) - 1
        for index, words in zip(others.tolist(), rows, strict=True):
            if len(words) == 1:
                term[index], word_class[index] = words[0]
            else:
                term[index] = -1 - row
                row += 1
        self.term = np.concatenate([self.term, term])
        self.word_class = np.concatenate([self.word_class, word_class])
        ends = self.bounds[-1] + np.cumsum([len(words) for words in several], dtype=np.int64)
        self.bounds = np.concatenate([self.bounds, ends])
        self.terms = _longer(self.terms, [term for words in several for term, _ in words])
        self.classes = _longer(self.classes, [number for words in several for _, number in words])

    def _rows(self, chunks: list[str]) -> list[list[tuple[int, int]]]:
        """Return the words of each chunk, as the plain functions find and fold them."""
        rows: list[list[tuple[int, int]]] = [[] for _ in chunks]
        ends = np.cumsum([len(chunk) + 1 for chunk in chunks])
        words = split_words("\n".join(chunks))
        places = np.searchsorted(ends, [word.start for word in words], side="right").tolist()
        for place, (surface, _, _) in zip(places, words, strict=True):
            rows[place].append(self._word(fold_keeping_case(surface), fold(surface)))
        return rows

    def _word(self, cased: str, folded: str) -> tuple[int, int]:
        """Return the term and the class of a word."""
        known = self._known.get(folded)
        if known is None:
            symbols = self._automaton.folded_symbols(folded)
            known = self._terms.number(folded), symbols, self._automaton.class_of(symbols)
            self._known[folded] = known
        exact = self._automaton.exact_symbols(cased)
        if exact:
            return known[0], self._automaton.class_of(known[1] + exact)
        return known[0], known[2]


def _longer(array: npt.NDArray[np.int32], values: list[int]) -> npt.NDArray[np.int32]:
    return np.concatenate([array, np.array(values, dtype=np.int32)])
