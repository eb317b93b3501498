"""A lexicon as an automaton whose steps are found when they are first needed.

The tree of patterns is that of `framing.lexicon.matching`. Here its steps do not ask for a word but
for a *class*: the set of pattern words (with wildcards, in exact case or not) that the word
matches. Most words match none and are of class 0. A state is a set of nodes of the tree that one
run of words leads to, so that following the tree is one look-up a word.
"""

import sys
from collections.abc import Iterable
from typing import NamedTuple, TypeAlias

import regex

from framing.lexicon import Lexicon, Matcher
from framing.lexicon.model import Pattern
from framing.words import fold, fold_keeping_case

__all__ = ["Automaton", "Outputs"]

_LETTERS = 3


class _Symbol(NamedTuple):
    """A word of a pattern as it is compared."""

    word: str
    exact: bool


_Test: TypeAlias = tuple["regex.Pattern[str]", int]


class _WordTests:
    """Tells which symbols of some kind (exact or folded) a form matches."""

    def __init__(self) -> None:
        self._literal: dict[str, tuple[int, ...]] = {}
        # A wildcard word is only tried where its first or its last letters are right. They are kept
        # by their number, since most lexicons need one number alone.
        self._by_head: dict[int, dict[str, list[_Test]]] = {}
        self._by_tail: dict[int, dict[str, list[_Test]]] = {}
        self._by_length: list[tuple[int, int, int]] = []  # the fewest letters, the most, the symbol
        self._of_length: dict[int, tuple[int, ...]] = {}
        self._has_wildcards = False

    def __bool__(self) -> bool:
        return bool(self._literal) or self._has_wildcards

    def add(self, word: str, symbol: int) -> None:
        """Add a word of a pattern."""
        if not set(word) & {"*", "?"}:
            self._literal[word] = (symbol,)
            return
        self._has_wildcards = True
        if not word.strip("*?"):
            fewest = word.count("?")
            most = sys.maxsize if "*" in word else fewest
            self._by_length.append((fewest, most, symbol))
            return
        escaped = regex.escape(word, special_only=True)
        wild = escaped.replace(r"\*", ".*").replace(r"\?", ".")
        test = (regex.compile(wild, regex.DOTALL), symbol)
        head, *_, tail = regex.split(r"[*?]", word)
        # One that begins and ends in a wildcard is of the head of no letters, which all words have.
        side, letters = self._by_head, head[:_LETTERS]
        if tail and not head:
            side, letters = self._by_tail, tail[-_LETTERS:]
        side.setdefault(len(letters), {}).setdefault(letters, []).append(test)

    def matches(self, form: str) -> tuple[int, ...]:
        """Return the symbols that a form matches, mostly none."""
        found = self._literal.get(form, ())
        if not self._has_wildcards:
            return found
        for length, tests in self._by_head.items():
            if (head := form[:length]) in tests:
                found += tuple(n for test, n in tests[head] if test.fullmatch(form))
        for length, tests in self._by_tail.items():
            if (tail := form[-length:]) in tests:
                found += tuple(n for test, n in tests[tail] if test.fullmatch(form))
        return found + self._matching_length(len(form)) if self._by_length else found

    def _matching_length(self, length: int) -> tuple[int, ...]:
        """Return the symbols that all forms of some length match, one tuple for all of them."""
        if length not in self._of_length:
            self._of_length[length] = tuple(
                symbol for fewest, most, symbol in self._by_length if fewest <= length <= most
            )
        return self._of_length[length]


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
        self._folded, self._exact = _WordTests(), _WordTests()
        self._children: list[dict[int, int]] = [{}]
        self._endings: list[list[tuple[int, int]]] = [[]]  # entry or -1, frame
        for index, entry in enumerate(matcher.entries):
            self._add(entry.pattern, index, entry.frame)
        for pattern in lexicon.exceptions:
            self._add(pattern, -1, self.frames)
        for frame, one in enumerate(lexicon.frames):
            for pattern in one.exceptions:
                self._add(pattern, -1, frame)
        self._heeds_case = bool(self._exact)
        self._states: dict[tuple[int, ...], int] = {(): 0}
        self._nodes_of: list[tuple[int, ...]] = [()]
        self.outputs = [Outputs((), (), ())]
        self.is_last = [True]
        self._classes: dict[tuple[int, ...], int] = {(): 0}
        self._symbols_of: list[tuple[int, ...]] = [()]
        self.roots = [0]

    def folded_symbols(self, folded: str) -> tuple[int, ...]:
        """Return which pattern words in any case a word matches, given as `fold` makes it."""
        return self._folded.matches(folded)

    def exact_symbols(self, cased: str) -> tuple[int, ...]:
        """Return which in exact case it matches, given as `fold_keeping_case` makes it."""
        return self._exact.matches(cased) if self._heeds_case else ()

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
