"""A lexicon as an automaton whose steps are found when they are first needed.

The tree of patterns is that of `framing.lexicon.matching`. Here its steps do not ask for a word but
for a *class*: the set of pattern words (with wildcards, in exact case or not) that the word matches.
Most words match none and are of class 0. A state is a set of nodes of the tree that one run of
words leads to, so that following the tree is one look-up a word.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

import regex

from framing.lexicon import Lexicon, Matcher
from framing.lexicon.model import Pattern
from framing.words import fold, fold_keeping_case

__all__ = ["Automaton", "Outputs"]

_HEAD = 2


class _Symbol(NamedTuple):
    """A word of a pattern as it is compared."""

    word: str
    exact: bool


class _WordTests:
    """Tells which symbols of some kind (exact or folded) a form matches."""

    def __init__(self) -> None:
        self.literal: dict[str, int] = {}
        # A wildcard word is only tried where its first or last letters are right.
        self.heads: defaultdict[str, list[tuple[regex.Pattern[str], int]]] = defaultdict(list)
        self.tails: defaultdict[str, list[tuple[regex.Pattern[str], int]]] = defaultdict(list)
        self.others: list[tuple[regex.Pattern[str], int]] = []

    def __bool__(self) -> bool:
        return bool(self.literal or self.heads or self.tails or self.others)

    def add(self, word: str, symbol: int) -> None:
        if not set(word) & {"*", "?"}:
            self.literal[word] = symbol
            return
        escaped = regex.escape(word, special_only=True)
        wild = escaped.replace(r"\*", ".*").replace(r"\?", ".")
        test = (regex.compile(wild, regex.DOTALL), symbol)
        pieces = regex.split(r"[*?]", word)
        if len(pieces[0]) >= _HEAD:
            self.heads[pieces[0][:_HEAD]].append(test)
        elif len(pieces[-1]) >= _HEAD:
            self.tails[pieces[-1][-_HEAD:]].append(test)
        else:
            self.others.append(test)

    def matches(self, form: str) -> list[int]:
        found = [self.literal[form]] if form in self.literal else []
        tests = self.others
        if form[:_HEAD] in self.heads:
            tests = tests + self.heads[form[:_HEAD]]
        if form[-_HEAD:] in self.tails:
            tests = tests + self.tails[form[-_HEAD:]]
        if tests:
            found += [symbol for test, symbol in tests if test.fullmatch(form)]
        return found


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
        self._states: dict[tuple[int, ...], int] = {(): 0}
        self._nodes_of: list[tuple[int, ...]] = [()]
        self.outputs = [Outputs((), (), ())]
        self.is_last = [True]
        self._classes: dict[tuple[int, ...], int] = {(): 0}
        self._symbols_of: list[tuple[int, ...]] = [()]
        self.roots = [0]

    def class_of(self, folded: str, cased: str) -> int:
        """Return the class of a word, given as `fold` and `fold_keeping_case` make it."""
        symbols = self._folded.matches(folded)
        if self._exact:
            symbols = symbols + self._exact.matches(cased)
        if not symbols:
            return 0
        key = tuple(sorted(symbols))
        if key not in self._classes:
            self._classes[key] = len(self._symbols_of)
            self._symbols_of.append(key)
            self.roots.append(self._state_behind((0,), key))
        return self._classes[key]

    @property
    def heeds_case(self) -> bool:
        """Whether any pattern asks for its exact case."""
        return bool(self._exact)

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
