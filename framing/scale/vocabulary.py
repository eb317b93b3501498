"""What words the different chunks are, asked once for each of the functions that define words."""

from itertools import chain

import numpy as np
import numpy.typing as npt

from framing.scale.automaton import Automaton
from framing.scale.terms import Terms
from framing.words import fold, fold_keeping_case, split_surfaces

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
        words_of = [split_surfaces(chunk) for chunk in mixed]
        sizes = np.array(list(map(len, words_of)), dtype=np.int64)
        place = np.repeat(np.arange(len(mixed)), sizes)
        words = list(chain.from_iterable(words_of))
        terms, classes = self._look_up(list(map(fold_keeping_case, words)), list(map(fold, words)))
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
        terms, automaton = self._terms.numbers_of(folded), self._automaton
        symbols, exact_symbols = self._terms.symbols, automaton.exact_symbols(cased)
        classes = self._by_length(cased, folded)
        special = {index for index, form in enumerate(folded) if form in symbols}
        if exact_symbols:
            special |= {index for index, form in enumerate(cased) if form in exact_symbols}
        for index in special:
            form, as_written = folded[index], cased[index]
            own = symbols.get(form) or automaton.folded_of_length(len(form))
            own += exact_symbols.get(as_written) or automaton.exact_of_length(len(as_written))
            classes[index] = automaton.class_of(own)
        return terms, classes

    def _by_length(self, cased: list[str], folded: list[str]) -> npt.NDArray[np.int32]:
        """Return the classes that words have by their lengths alone."""
        automaton = self._automaton
        if not automaton.has_lengths:
            return np.full(len(cased), automaton.class_of(()), dtype=np.int32)
        lengths = np.array([list(map(len, folded)), list(map(len, cased))], dtype=np.int64)
        different, places = np.unique(lengths[0] << 32 | lengths[1], return_inverse=True)
        common = [
            automaton.class_of(
                automaton.folded_of_length(n >> 32) + automaton.exact_of_length(n & 0xFFFFFFFF)
            )
            for n in different.tolist()
        ]
        return np.array(common, dtype=np.int32)[places]
