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
        self.term = np.empty(0, dtype=np.int32)
        self.word_class = np.empty(0, dtype=np.int32)
        self.bounds = np.zeros(1, dtype=np.int64)
        self.terms = np.empty(0, dtype=np.int32)
        self.classes = np.empty(0, dtype=np.int32)

    def add(self, chunks: list[str]) -> None:
        """Find the words of more chunks."""
        if not chunks:
            return
        is_plain = np.array([chunk.isascii() and chunk.isalnum() for chunk in chunks])
        plain, others = np.flatnonzero(is_plain), np.flatnonzero(~is_plain)
        term = np.empty(len(chunks), dtype=np.int32)
        word_class = np.zeros(len(chunks), dtype=np.int32)
        # All at once, for speed: the line feed separates, so that no word knows of another.
        surfaces = [chunks[index] for index in plain.tolist()]
        folded = "\n".join(surfaces).lower().split("\n") if surfaces else []
        term[plain], word_class[plain] = self._look_up(surfaces, folded)
        mixed = [chunks[index] for index in others.tolist()]
        words = split_words("\n".join(mixed))
        ends = np.cumsum([len(chunk) + 1 for chunk in mixed], dtype=np.int64)
        place = np.searchsorted(ends, [word.start for word in words], side="right")
        forms = [fold_keeping_case(word.surface) for word in words]
        terms, classes = self._look_up(forms, [fold(word.surface) for word in words])
        sizes = np.bincount(place, minlength=len(mixed))
        alone = sizes[place] == 1
        term[others[place[alone]]], word_class[others[place[alone]]] = terms[alone], classes[alone]
        several = np.flatnonzero(sizes != 1)
        term[others[several]] = -len(self.bounds) - np.arange(len(several))
        self.term = np.concatenate([self.term, term])
        self.word_class = np.concatenate([self.word_class, word_class])
        self.bounds = np.concatenate([self.bounds, self.bounds[-1] + np.cumsum(sizes[several])])
        self.terms = np.concatenate([self.terms, terms[~alone]])
        self.classes = np.concatenate([self.classes, classes[~alone]])

    def _look_up(
        self, cased: list[str], folded: list[str]
    ) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
        """Return the terms and the classes of words."""
        with self._terms.lock:
            terms = np.array([self._terms.number(form) for form in folded], dtype=np.int32)
        symbols, exact_symbols = self._terms.symbols, self._automaton.exact_symbols
        class_of = self._automaton.class_of
        classes = [
            class_of(symbols.get(form, ()) + exact)
            for form, exact in zip(folded, map(exact_symbols, cased), strict=True)
        ]
        return terms, np.array(classes, dtype=np.int32)
