"""A lexicon as an automaton whose steps are found when they are first needed.

The tree of patterns is that of `framing.lexicon.matching`. Here its steps do not ask for a word but
for a *class*: the set of pattern words (with wildcards, in exact case or not) that the word
matches. Most words match none and are of class 0. A state is a set of nodes of the tree that one
run of words leads to, so that following the tree is one look-up a word.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from framing.lexicon import Lexicon, Matcher
from framing.lexicon.model import Pattern
from framing.scale.word_tests import WordTests
from framing.words import fold, fold_keeping_case

__all__ = ["Automaton", "Outputs"]


class _Symbol(NamedTuple):
    """A word of a pattern as it is compared."""

    word: str
    exact: bool


class Outputs(NamedTuple):
    """What it means to have reached a state.

    Attributes:
        entries: The best entry of each frame, by frame.
        frames: Their frames.
        silenced: The frames that an exception ending here silences; the number of frames stands
            for all of them.
    """

    entries: tuple[int, ...]
    frames: tuple[int, ...]
    silenced: tuple[int, ...]


class Automaton:
    """The steps from state to state by class; state 0 is the dead end.

    Attributes:
        frames: The number of frames of the lexicon.
        entries: The number of its entries.
        outputs: Per state, what it means to have reached it.
        is_last: Per state, whether no step leads further.
        roots: Per class, the state after a first word of it.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        """Make the automaton of a lexicon."""
        matcher = Matcher(lexicon)
        self._entries = matcher.entries
        self.entries = len(matcher.entries)
        self.frames = len(lexicon.frames)
        self._symbols: dict[_Symbol, int] = {}
        self._folded, self._exact = WordTests(), WordTests()
        self._children: list[dict[int, int]] = [{}]
        self._endings: list[list[tuple[int, int]]] = [[]]  # entry or -1, frame
        for index, entry in enumerate(matcher.entries):
            self._add(entry.pattern, index, entry.frame)
        for pattern in lexicon.exceptions:
            self._add(pattern, -1, self.frames)
        for frame, one in enumerate(lexicon.frames):
            for pattern in one.exceptions:
                self._add(pattern, -1, frame)
        self._states: dict[tuple[int, ...], int] = {(): 0}
        self._nodes_of: list[tuple[int, ...]] = [()]
        self.outputs = [Outputs((), (), ())]
        self.is_last = [True]
        self._classes: dict[tuple[int, ...], int] = {(): 0}
        self._symbols_of: list[tuple[int, ...]] = [()]
        self.roots = [0]

    def folded_symbols(self, folded: Sequence[str]) -> dict[str, tuple[int, ...]]:
        """Return which pattern words in any case words match, given as `fold` makes them.

        Words that match none but by their length are left out.
        """
        return self._folded.matches(folded)

    def exact_symbols(self, cased: Sequence[str]) -> dict[str, tuple[int, ...]]:
        """Return which in exact case they match, given as `fold_keeping_case` makes them."""
        return self._exact.matches(cased)

    @property
    def has_lengths(self) -> bool:
        """Whether some words of patterns match by length alone, such as ``*`` and ``??``."""
        return self._folded.has_lengths or self._exact.has_lengths

    def folded_of_length(self, length: int) -> tuple[int, ...]:
        """Return the pattern words in any case that all words of some length match."""
        return self._folded.of_length(length)

    def exact_of_length(self, length: int) -> tuple[int, ...]:
        """Return those in exact case that all words of some length match."""
        return self._exact.of_length(length)

    def class_of(self, symbols: tuple[int, ...]) -> int:
        """Return the class of the words that match some pattern words and no others."""
        known = self._classes.get(symbols)
        if known is None:
            key = tuple(sorted(symbols))
            if key not in self._classes:
                self._classes[key] = len(self._symbols_of)
                self._symbols_of.append(key)
                self.roots.append(self._state_behind((0,), key))
            self._classes[symbols] = known = self._classes[key]
        return known

    def step(self, state: int, word_class: int) -> int:
        """Return the state to which a word of a class leads from a state."""
        return self._state_behind(self._nodes_of[state], self._symbols_of[word_class])

    def _add(self, pattern: Pattern, entry: int, frame: int) -> None:
        node = 0
        for written in pattern.words:
            exact = pattern.exact_case
            symbol = _Symbol(fold_keeping_case(written) if exact else fold(written), exact)
            if symbol not in self._symbols:
                self._symbols[symbol] = len(self._symbols)
                (self._exact if exact else self._folded).add(symbol.word, self._symbols[symbol])
            number = self._symbols[symbol]
            if number not in self._children[node]:
                self._children[node][number] = len(self._children)
                self._children.append({})
                self._endings.append([])
            node = self._children[node][number]
        self._endings[node].append((entry, frame))

    def _state_behind(self, nodes: Iterable[int], symbols: Iterable[int]) -> int:
        reached = tuple(
            sorted(
                self._children[node][symbol]
                for node in nodes
                for symbol in symbols
                if symbol in self._children[node]
            )
        )
        if reached not in self._states:
            self._states[reached] = len(self._nodes_of)
            self._nodes_of.append(reached)
            self.is_last.append(not any(self._children[node] for node in reached))
            self.outputs.append(self._outputs(reached))
        return self._states[reached]

    def _outputs(self, nodes: tuple[int, ...]) -> Outputs:
        endings = [ending for node in nodes for ending in self._endings[node]]
        best: dict[int, int] = {}
        for entry, frame in endings:
            if entry >= 0 and (frame not in best or self._rank(entry) < self._rank(best[frame])):
                best[frame] = entry
        frames = tuple(sorted(best))
        silenced = tuple(sorted({frame for entry, frame in endings if entry < 0}))
        return Outputs(tuple(best[frame] for frame in frames), frames, silenced)

    def _rank(self, entry: int) -> tuple[bool, int]:
        return (not self._entries[entry].pattern.is_literal, entry)
