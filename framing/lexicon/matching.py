"""Find a lexicon's patterns in a text, leftmost-longest over the whole lexicon.

All patterns stand in one tree of words. At each position the longest pattern that is not silenced
wins, whichever frame it belongs to, and the search goes on behind it. Two frames whose patterns
match the same span both have the hit. The text of an exception (``except`` in a lexicon) is not
taken out of the text: it only silences the patterns that lie wholly inside it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import regex

from framing.lexicon.model import Lexicon, Pattern
from framing.words import Word, fold, fold_keeping_case

__all__ = ["Entry", "Hit", "Matcher"]

_ALL_FRAMES = -1
_ROOT = 0
_KEPT_AT_ROOT, _KEPT_ELSEWHERE = 1 << 17, 1 << 12


class Hit(NamedTuple):
    """A span of words that one or more frames claim.

    Attributes:
        position: Index of its first word among the words that were searched.
        length: How many words it has.
        entries: The entry of each frame that claims it, as indices into `Matcher.entries`, in the
            order of the frames.
    """

    position: int
    length: int
    entries: tuple[int, ...]


class Entry(NamedTuple):
    """A pattern that counts for a frame.

    Attributes:
        frame: Index of the frame in the lexicon.
        pattern: The pattern.
    """

    frame: int
    pattern: Pattern


class _Ending(NamedTuple):
    """What it means that the tree was followed to a node."""

    entry: int  # index of an entry, or -1 for an exception
    frame: int  # index of a frame, or _ALL_FRAMES


@dataclass(slots=True)
class _Node:
    literal: dict[str, int] = field(default_factory=dict)
    literal_exact: dict[str, int] = field(default_factory=dict)
    wild: dict[tuple[str, bool], int] = field(default_factory=dict)
    # The same by the letter that a word must begin with, "" where a wildcard comes first.
    wild_by_first: dict[str, list[tuple["regex.Pattern[str]", bool, int]]] = field(
        default_factory=dict
    )
    endings: list[_Ending] = field(default_factory=list)

    def wild_children(self, folded: str, cased: str) -> Iterator[int]:
        """Yield the nodes to which a word leads by wildcards."""
        by_first, first = self.wild_by_first, folded[:1]
        candidates = [*by_first.get(first, ()), *by_first.get("", ())]
        if cased[:1] != first:
            candidates += by_first.get(cased[:1], ())
        for compiled, exact, child in candidates:
            if compiled.fullmatch(cased if exact else folded):
                yield child


class _State(dict[str, "_State | None"]):
    """Where the search stands after some words: at these nodes of the tree, all at once.

    As a mapping it leads from the next word to the state behind it, None where no pattern goes on.
    Words repeat, so each step is looked up once and kept.

    Attributes:
        nodes: The nodes, from which the endings follow.
        endings: What it means that the tree was followed to here.
        leads_on: Whether any pattern goes on behind.
        has_exception: Whether an exception ends here.
        claims: The best entry of each frame, if none is silenced.
    """

    __slots__ = ("_matcher", "claims", "endings", "has_exception", "leads_on", "nodes")

    def __init__(self, matcher: "Matcher", nodes: tuple[int, ...]) -> None:
        super().__init__()
        self._matcher = matcher
        self.nodes = nodes
        self.endings = matcher.endings_at(nodes)
        self.leads_on = matcher.leads_on(nodes)
        self.has_exception = any(ending.entry < 0 for ending in self.endings)
        self.claims = matcher.claims_of(self.endings)

    def __missing__(self, surface: str) -> "_State | None":
        if len(self) >= (_KEPT_AT_ROOT if self.nodes == (_ROOT,) else _KEPT_ELSEWHERE):
            self.clear()  # a stream has no end, and new words never stop coming
        self[surface] = state = self._matcher.state_behind(self.nodes, surface)
        return state


class Matcher:
    """A lexicon made ready to search texts with.

    Attributes:
        lexicon: The lexicon.
        entries: Every pattern that counts, by frame and then in the order of the file.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.entries: tuple[Entry, ...] = tuple(
            Entry(index, pattern)
            for index, frame in enumerate(lexicon.frames)
            for pattern in frame.patterns
        )
        self._nodes = [_Node()]
        self._states: dict[tuple[int, ...], _State] = {}
        for index, entry in enumerate(self.entries):
            self._add(entry.pattern, _Ending(index, entry.frame))
        for pattern in lexicon.exceptions:
            self._add(pattern, _Ending(-1, _ALL_FRAMES))
        for index, frame in enumerate(lexicon.frames):
            for pattern in frame.exceptions:
                self._add(pattern, _Ending(-1, index))
        self._root = _State(self, (_ROOT,))

    def find(self, words: Sequence[Word]) -> list[Hit]:
        """Find the hits in a run of words, such as those of a paragraph.

        Args:
            words: The words in order. Hits do not reach across the ends of the run.

        Returns:
            The hits by position; they do not overlap.
        """
        return self.find_in([word.surface for word in words])

    def find_in(self, surfaces: Sequence[str]) -> list[Hit]:
        """Find the hits in a run of words given by their surfaces alone, as `find`."""
        root = self._root
        candidates = [
            (position, state)
            for position, surface in enumerate(surfaces)
            if (state := root[surface]) is not None
        ]
        return self._find_at(surfaces, candidates) if candidates else []

    def _find_at(
        self, surfaces: Sequence[str], candidates: Sequence[tuple[int, _State]]
    ) -> list[Hit]:
        """Find the hits, given where a pattern may begin and the state behind its first word."""
        hits: list[Hit] = []
        free = 0
        # Per frame, how far the exceptions reach that begin here or before: a span that begins here
        # lies inside one of them if it ends no later.
        silenced_until: dict[int, int] = {}
        last = len(surfaces) - 1
        for position, first in candidates:
            if not first.endings and (position == last or first[surfaces[position + 1]] is None):
                continue  # the most frequent case: a word that begins a longer pattern alone
            found = self._followed(surfaces, position, first)
            for end, state in found:
                if state.has_exception:
                    for ending in state.endings:
                        if ending.entry < 0:
                            reach = max(silenced_until.get(ending.frame, 0), end)
                            silenced_until[ending.frame] = reach
            if position < free:
                continue
            for end, state in reversed(found):
                claims = state.claims
                if silenced_until:
                    claims = self.claims_of(state.endings, end, silenced_until)
                if claims:
                    hits.append(Hit(position, end - position, claims))
                    free = end
                    break
        return hits

    def _followed(
        self, surfaces: Sequence[str], position: int, first: _State
    ) -> list[tuple[int, _State]]:
        """Return the states at which something ends that begins here, each with its end."""
        end, last = position + 1, len(surfaces)
        found = [(end, first)] if first.endings else []
        state: _State | None = first
        while state is not None and state.leads_on and end < last:
            state = state[surfaces[end]]
            end += 1
            if state is not None and state.endings:
                found.append((end, state))
        return found

    def _add(self, pattern: Pattern, ending: _Ending) -> None:
        node = _ROOT
        for written in pattern.words:
            exact = pattern.exact_case
            word = fold_keeping_case(written) if exact else fold(written)
            if set(word) & {"*", "?"}:
                node = self._wild_child(node, word, exact)
            else:
                children = self._nodes[node].literal_exact if exact else self._nodes[node].literal
                if word not in children:
                    children[word] = self._new_node()
                node = children[word]
        self._nodes[node].endings.append(ending)

    def _wild_child(self, node: int, word: str, exact: bool) -> int:
        escaped = regex.escape(word, special_only=True)
        compiled = regex.compile(escaped.replace(r"\*", ".*").replace(r"\?", "."), regex.DOTALL)
        here = self._nodes[node]
        if (word, exact) not in here.wild:
            here.wild[word, exact] = child = self._new_node()
            first = "" if word[0] in "*?" else word[0]
            here.wild_by_first.setdefault(first, []).append((compiled, exact, child))
        return here.wild[word, exact]

    def _new_node(self) -> int:
        self._nodes.append(_Node())
        return len(self._nodes) - 1

    def state_behind(self, nodes: tuple[int, ...], surface: str) -> _State | None:
        """Return the state that a word leads to from some nodes; None if it leads nowhere."""
        folded, cased = fold(surface), fold_keeping_case(surface)
        reached: list[int] = []
        for node in nodes:
            here = self._nodes[node]
            if folded in here.literal:
                reached.append(here.literal[folded])
            if cased in here.literal_exact:
                reached.append(here.literal_exact[cased])
            if here.wild_by_first:
                reached += here.wild_children(folded, cased)
        if not reached:
            return None
        key = tuple(sorted(reached))
        if key not in self._states:
            self._states[key] = _State(self, key)
        return self._states[key]

    def endings_at(self, nodes: tuple[int, ...]) -> tuple[_Ending, ...]:
        """Return what ends at some nodes."""
        return tuple(ending for node in nodes for ending in self._nodes[node].endings)

    def leads_on(self, nodes: tuple[int, ...]) -> bool:
        """Tell whether any pattern goes on behind some nodes."""
        here = [self._nodes[node] for node in nodes]
        return any(node.literal or node.literal_exact or node.wild for node in here)

    def claims_of(
        self,
        endings: Sequence[_Ending],
        end: int = 1,
        silenced_until: Mapping[int, int] | None = None,
    ) -> tuple[int, ...]:
        """Return the best entry of each frame that is not silenced up to the end of a span."""
        silenced = silenced_until or {}
        best: dict[int, int] = {}
        for ending in endings:
            reach = max(silenced.get(ending.frame, 0), silenced.get(_ALL_FRAMES, 0))
            if ending.entry < 0 or end <= reach:
                continue
            known = best.get(ending.frame)
            if known is None or self._rank(ending.entry) < self._rank(known):
                best[ending.frame] = ending.entry
        return tuple(best[frame] for frame in sorted(best))

    def _rank(self, entry: int) -> tuple[bool, int]:
        return (not self.entries[entry].pattern.is_literal, entry)
