"""Find a lexicon's patterns in a text, leftmost-longest over the whole lexicon.

All patterns stand in one tree of words. At each position the longest pattern that is not silenced
wins, whichever frame it belongs to, and the search goes on behind it. Two frames whose patterns
match the same span both have the hit. The text of an exception (``except`` in a lexicon) is not
taken out of the text: it only silences the patterns that lie wholly inside it.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import regex

from framing.lexicon.model import Lexicon, Pattern
from framing.words import Word, fold, fold_keeping_case

__all__ = ["Entry", "Hit", "Matcher"]

_ALL_FRAMES = -1
_ROOT = 0


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
    wild: dict[tuple[str, bool], tuple["regex.Pattern[str]", int]] = field(default_factory=dict)
    endings: list[_Ending] = field(default_factory=list)


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
        # Which nodes a word leads to does not change, and words repeat.
        self._steps: dict[tuple[int, str], tuple[int, ...]] = {}
        for index, entry in enumerate(self.entries):
            self._add(entry.pattern, _Ending(index, entry.frame))
        for pattern in lexicon.exceptions:
            self._add(pattern, _Ending(-1, _ALL_FRAMES))
        for index, frame in enumerate(lexicon.frames):
            for pattern in frame.exceptions:
                self._add(pattern, _Ending(-1, index))

    def find(self, words: Sequence[Word]) -> list[Hit]:
        """Find the hits in a run of words, such as those of a paragraph.

        Args:
            words: The words in order. Hits do not reach across the ends of the run.

        Returns:
            The hits by position; they do not overlap.
        """
        hits: list[Hit] = []
        free = 0
        # Per frame, how far the exceptions reach that begin here or before: a span that begins here
        # lies inside one of them if it ends no later.
        silenced_until: defaultdict[int, int] = defaultdict(int)
        for position, word in enumerate(words):
            if not self._step(_ROOT, word.surface):
                continue
            by_length = self._endings_from(words, position)
            for length, endings in by_length.items():
                for ending in endings:
                    if ending.entry < 0:
                        reach = max(silenced_until[ending.frame], position + length)
                        silenced_until[ending.frame] = reach
            if position < free:
                continue
            for length in sorted(by_length, reverse=True):
                claims = self._claims(by_length[length], position + length, silenced_until)
                if claims:
                    hits.append(Hit(position, length, claims))
                    free = position + length
                    break
        return hits

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
        wild = self._nodes[node].wild
        if (word, exact) not in wild:
            wild[word, exact] = (compiled, self._new_node())
        return wild[word, exact][1]

    def _new_node(self) -> int:
        self._nodes.append(_Node())
        return len(self._nodes) - 1

    def _step(self, node: int, surface: str) -> tuple[int, ...]:
        key = (node, surface)
        known = self._steps.get(key)
        if known is not None:
            return known
        here = self._nodes[node]
        folded, cased = fold(surface), fold_keeping_case(surface)
        found = [here.literal.get(folded), here.literal_exact.get(cased)]
        found += [
            child
            for (_, exact), (compiled, child) in here.wild.items()
            if compiled.fullmatch(cased if exact else folded)
        ]
        self._steps[key] = result = tuple(child for child in found if child is not None)
        return result

    def _endings_from(self, words: Sequence[Word], position: int) -> dict[int, list[_Ending]]:
        endings: dict[int, list[_Ending]] = {}
        nodes: tuple[int, ...] = (_ROOT,)
        for last in range(position, len(words)):
            surface = words[last].surface
            nodes = tuple(child for node in nodes for child in self._step(node, surface))
            if not nodes:
                break
            here = [ending for node in nodes for ending in self._nodes[node].endings]
            if here:
                endings[last - position + 1] = here
        return endings

    def _claims(
        self, endings: Sequence[_Ending], end: int, silenced_until: Mapping[int, int]
    ) -> tuple[int, ...]:
        """Return the best entry of each frame that is not silenced up to the end of this span."""
        best: dict[int, int] = {}
        for ending in endings:
            reach = max(silenced_until.get(ending.frame, 0), silenced_until.get(_ALL_FRAMES, 0))
            if ending.entry < 0 or end <= reach:
                continue
            known = best.get(ending.frame)
            if known is None or self._rank(ending.entry) < self._rank(known):
                best[ending.frame] = ending.entry
        return tuple(best[frame] for frame in sorted(best))

    def _rank(self, entry: int) -> tuple[bool, int]:
        return (not self.entries[entry].pattern.is_literal, entry)
