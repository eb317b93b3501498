"""Find the hits of a lexicon in very many words at once: `framing.lexicon.matching`, in arrays.

A *start* is a word with which some pattern begins. All starts follow the automaton together, word
by word, until none goes on; steps are learnt on the way.
"""

from threading import Lock
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from framing.counts import Integers
from framing.scale.arrays.key_table import KeyTable, different_keys
from framing.scale.arrays.ragged import each_once, places_of
from framing.scale.arrays.selection import first_come
from framing.scale.arrays.silence import Silence
from framing.scale.automaton import Automaton
from framing.scale.automaton_tables import AutomatonTables, tables_of
from framing.scale.streams import Hits

__all__ = ["Search"]

_STATE_BITS = 32
_CLASS = (1 << _STATE_BITS) - 1


class _Reached(NamedTuple):
    """The states that some starts have reached after so many words."""

    starts: Integers
    states: npt.NDArray[np.int32]


class Search:
    """Searches batch after batch with one automaton."""

    def __init__(self, automaton: Automaton, lock: Lock) -> None:
        """Make ready to search; steps are learnt on the way.

        Args:
            automaton: The automaton, which other threads may use as well.
            lock: Held while it is asked.
        """
        self._automaton, self._lock = automaton, lock
        self._steps = KeyTable(1)
        self._targets = np.empty(0, dtype=np.int32)
        self._size = (0, 0)
        self._made: AutomatonTables | None = None

    def find(self, classes: npt.NDArray[np.int32], until: Integers, first: Integers) -> Hits:
        """Find the hits in a batch.

        Args:
            classes: The class of each word.
            until: The bounds of the paragraphs among them, shape (P + 1,).
            first: The bounds of the articles among the paragraphs, shape (N + 1,).
        """
        roots = self._tables().roots
        if roots[0]:
            states = roots.take(classes)
            at = np.flatnonzero(states)
        else:
            at = np.flatnonzero(classes)
            states = roots.take(classes[at])
            at = at[states > 0]
        states = states[states > 0]
        paragraph = np.searchsorted(until, at, side="right") - 1
        reached = self._follow(classes, at, until[paragraph + 1], states)
        tables = self._tables()
        silence = _silence(tables, reached, at, self._automaton.frames)
        lengths, states = _longest(tables, reached, silence, at)
        chosen = np.flatnonzero(lengths)
        chosen = chosen[first_come(at[chosen], at[chosen] + lengths[chosen])]
        lengths, states = lengths[chosen], states[chosen]
        owner, index = places_of(tables.out_bounds[states], tables.out_bounds[states + 1])
        frames = tables.out_frames[index]
        if silence is not None:
            heard = silence.is_heard(chosen[owner], frames, (at[chosen] + lengths)[owner])
            owner, index, frames = owner[heard], index[heard], frames[heard]
        article = np.searchsorted(first, paragraph[chosen], side="right") - 1
        sharers = np.bincount(owner, minlength=len(chosen))
        claims = np.stack([article[owner], tables.out_entries[index], sharers[owner]], axis=1)
        articles, width = len(first) - 1, self._automaton.frames
        once = each_once(paragraph[chosen][owner] * width + frames)
        of_article = np.searchsorted(first, once // width, side="right") - 1
        covered = np.bincount(of_article * width + once % width, minlength=articles * width)
        return Hits(
            claims.astype(np.int32),
            np.bincount(article, minlength=articles),
            covered.reshape(articles, width),
        )

    def _follow(
        self,
        classes: npt.NDArray[np.int32],
        at: Integers,
        ends: Integers,
        states: npt.NDArray[np.int32],
    ) -> list[_Reached]:
        """Follow the automaton from starts; return the states after one word, two, and so on."""
        reached = []
        starts, length = np.arange(len(at)), 0
        while len(starts):
            reached.append(_Reached(starts, states))
            length += 1
            goes_on = ~self._tables().is_last[states] & (at[starts] + length < ends[starts])
            starts, states = starts[goes_on], states[goes_on]
            states = self._step(states, classes[at[starts] + length])
            alive = states > 0
            starts, states = starts[alive], states[alive]
        return reached

    def _step(
        self, states: npt.NDArray[np.int32], classes: npt.NDArray[np.int32]
    ) -> npt.NDArray[np.int32]:
        """Return the states to which words of some classes lead."""
        keys = (states.astype(np.int64) << _STATE_BITS | classes).view(np.uint64)
        numbers, new = self._steps.find((keys,))
        if len(new):
            different = different_keys((keys[new],))
            unknown = keys[new][different.first]
            given = np.arange(len(unknown), dtype=np.int32) + np.int32(len(self._targets))
            step = self._automaton.step
            with self._lock:
                targets = [step(key >> _STATE_BITS, key & _CLASS) for key in unknown.tolist()]
            self._targets = np.concatenate([self._targets, np.array(targets, dtype=np.int32)])
            self._steps.enter((unknown,), given)
            numbers[new] = given[different.which]
        return self._targets[numbers]

    def _tables(self) -> AutomatonTables:
        """Return the automaton as arrays, made anew where it has grown."""
        with self._lock:
            size = len(self._automaton.roots), len(self._automaton.is_last)
            if self._made is None or size != self._size:
                self._made, self._size = tables_of(self._automaton), size
            return self._made


def _silence(
    tables: AutomatonTables, reached: list[_Reached], at: Integers, frames: int
) -> Silence | None:
    """Return until where frames are silent, None where no exception occurs."""
    starts, silenced, stops = [], [], []
    for length, (start, state) in enumerate(reached, 1):
        owner, index = places_of(tables.silenced_bounds[state], tables.silenced_bounds[state + 1])
        starts.append(start[owner])
        silenced.append(tables.silenced[index])
        stops.append(at[start[owner]] + length)
    if not sum(map(len, starts)):
        return None
    return Silence(
        len(at), frames, np.concatenate(starts), np.concatenate(silenced), np.concatenate(stops)
    )


def _longest(
    tables: AutomatonTables, reached: list[_Reached], silence: Silence | None, at: Integers
) -> tuple[Integers, npt.NDArray[np.int32]]:
    """Return how many words the longest hit at each start has, 0 if none, and its state."""
    lengths = np.zeros(len(at), dtype=np.int64)
    states = np.zeros(len(at), dtype=np.int32)
    for length, (start, state) in enumerate(reached, 1):
        begin, end = tables.out_bounds[state], tables.out_bounds[state + 1]
        if silence is None:
            hits = np.flatnonzero(end > begin)
        else:
            owner, index = places_of(begin, end)
            starts = start[owner]
            heard = silence.is_heard(starts, tables.out_frames[index], at[starts] + length)
            hits = owner[heard]
        lengths[start[hits]] = length
        states[start[hits]] = state[hits]
    return lengths, states
