"""Find the hits of a lexicon in many paragraphs at once: `framing.lexicon.matching`, compiled.

The text is read as the classes of its words (see `framing.scale.automaton`). Where a step of the
automaton is not known yet, it is noted and found in Python; hits are counted when all are known.
"""

from threading import Lock

import numpy as np
import numpy.typing as npt

from framing.scale.automaton import Automaton
from framing.scale.automaton_tables import AutomatonTables, tables_of
from framing.scale.kernels import helper, kernel
from framing.scale.streams import Hits

__all__ = ["Search"]

_UNKNOWN = -1
_FEWEST_SLOTS = 1 << 12
_STATE_BITS = 32
_CLASS = (1 << _STATE_BITS) - 1
_COLUMNS = 6


@helper
def _slot_of(keys, key):  # type: ignore[no-untyped-def]
    mask = len(keys) - 1
    mixed = np.uint64(key) * np.uint64(0x9E3779B97F4A7C15)
    slot = np.int64((mixed >> np.uint64(32)) & np.uint64(mask))
    while keys[slot] != key and keys[slot] != -1:
        slot = (slot + 1) & mask
    return slot


@helper
def _step(keys, targets, state, word_class):  # type: ignore[no-untyped-def]
    key = np.int64(state) << _STATE_BITS | np.int64(word_class)
    slot = _slot_of(keys, key)
    return targets[slot] if keys[slot] == key else _UNKNOWN


@kernel("int64[:]", "int32[:]", "int64[:]", "int32[:]")
def _enter(
    keys: npt.NDArray[np.int64],
    targets: npt.NDArray[np.int32],
    new_keys: npt.NDArray[np.int64],
    new_targets: npt.NDArray[np.int32],
) -> None:
    for index in range(len(new_keys)):
        slot = _slot_of(keys, new_keys[index])
        keys[slot], targets[slot] = new_keys[index], new_targets[index]


@kernel(
    "int32[:]",
    "int64[:]",
    "int64",
    "int64[:]",
    "int32[:]",
    "int32[:]",
    "bool[:]",
    "int64[:]",
    gives_number=True,
)
def _explore(
    classes: npt.NDArray[np.int32],
    until: npt.NDArray[np.int64],
    paragraph: int,
    keys: npt.NDArray[np.int64],
    targets: npt.NDArray[np.int32],
    roots: npt.NDArray[np.int32],
    is_last: npt.NDArray[np.bool_],
    unknown: npt.NDArray[np.int64],
) -> int:
    """Note steps that are not known, from a paragraph on; return how many found room."""
    noted = 0
    for number in range(paragraph, len(until) - 1):
        end = until[number + 1]
        for position in range(until[number], end):
            state = roots[classes[position]]
            at = position + 1
            while state > 0 and not is_last[state] and at < end:
                following = _step(keys, targets, state, classes[at])
                if following == _UNKNOWN:
                    unknown[noted] = np.int64(state) << _STATE_BITS | np.int64(classes[at])
                    noted += 1
                    if noted == len(unknown):
                        return noted
                state = following
                at += 1
    return noted


@kernel(
    "int32[:]", "int64[:]", "int64[:]", "int64[:]", "int32[:]", "int32[:]", "bool[:]",
    "int32[:]", "int32[:]", "int32[:]", "int32[:]", "int32[:]", "int64",
    "int32[:, :]", "int64[:]", "int64[:, :]", "int64[:]", "int64[:]", "int32[:]",
    gives_number=True,
)  # fmt: skip
def _count_hits(
    classes: npt.NDArray[np.int32],
    until: npt.NDArray[np.int64],
    first: npt.NDArray[np.int64],
    keys: npt.NDArray[np.int64],
    targets: npt.NDArray[np.int32],
    roots: npt.NDArray[np.int32],
    is_last: npt.NDArray[np.bool_],
    out_bounds: npt.NDArray[np.int32],
    out_entries: npt.NDArray[np.int32],
    out_frames: npt.NDArray[np.int32],
    silenced_bounds: npt.NDArray[np.int32],
    silenced: npt.NDArray[np.int32],
    start: int,
    claims: npt.NDArray[np.int32],
    spans: npt.NDArray[np.int64],
    covered: npt.NDArray[np.int64],
    silenced_until: npt.NDArray[np.int64],
    covered_in: npt.NDArray[np.int64],
    reached: npt.NDArray[np.int32],
) -> int:
    """Count the hits of articles from one on; return the number of articles if all are counted.

    Else return the article before which the claims had no room left, or less than 0 if a step was
    not known: -1 less the article. Claims are rows of article, entry, number of frames, paragraph,
    position of the first word and number of words; ``spans[-1]`` is how many there are. The last
    three arrays are room to work in: by frame and for all frames until where they are silenced, by
    frame the last paragraph with a hit, and by word of a run the state that it led to.
    """
    frames = covered.shape[1]
    covered_in[:] = -1
    articles = len(first) - 1
    written = spans[articles]
    for article in range(start, articles):
        kept = written
        for paragraph in range(first[article], first[article + 1]):
            end = until[paragraph + 1]
            free = 0
            any_silenced = False
            for position in range(until[paragraph], end):
                state = roots[classes[position]]
                if state == 0:
                    continue
                length = 0
                while True:
                    reached[length] = state
                    length += 1
                    for index in range(silenced_bounds[state], silenced_bounds[state + 1]):
                        frame = silenced[index]
                        if not any_silenced:
                            silenced_until[:] = 0
                            any_silenced = True
                        silenced_until[frame] = max(silenced_until[frame], position + length)
                    if is_last[state] or position + length == end:
                        break
                    state = _step(keys, targets, state, classes[position + length])
                    if state == _UNKNOWN:
                        spans[articles], spans[article] = kept, 0
                        covered[article, :] = 0
                        return -1 - article
                    if state == 0:
                        break
                if position < free:
                    continue
                while length > 0:
                    state = reached[length - 1]
                    sharers = 0
                    stop = position + length
                    for index in range(out_bounds[state], out_bounds[state + 1]):
                        if not any_silenced or stop > max(
                            silenced_until[out_frames[index]], silenced_until[frames]
                        ):
                            if written + sharers == len(claims):
                                # Begin this article anew with more room.
                                spans[articles], spans[article] = kept, 0
                                covered[article, :] = 0
                                return article
                            claims[written + sharers, 0] = article
                            claims[written + sharers, 1] = out_entries[index]
                            sharers += 1
                            frame = out_frames[index]
                            if covered_in[frame] != paragraph:
                                covered_in[frame] = paragraph
                                covered[article, frame] += 1
                    if sharers:
                        for index in range(written, written + sharers):
                            claims[index, 2] = sharers
                            claims[index, 3] = paragraph
                            claims[index, 4] = position
                            claims[index, 5] = length
                        written += sharers
                        spans[article] += 1
                        free = stop
                        break
                    length -= 1
    spans[articles] = written
    return articles


class Search:
    """Searches batch after batch with one automaton."""

    def __init__(self, automaton: Automaton, lock: Lock) -> None:
        """Make ready to search; steps are learnt on the way.

        Args:
            automaton: The automaton, which other threads may use as well.
            lock: Held while it is asked.
        """
        self._automaton, self._lock = automaton, lock
        self._keys = np.full(_FEWEST_SLOTS, -1, dtype=np.int64)
        self._targets = np.zeros(_FEWEST_SLOTS, dtype=np.int32)
        self._known: dict[int, int] = {}
        self._most_noted = 1 << 14
        self._size = (0, 0)
        self._made: AutomatonTables | None = None

    def find(
        self,
        classes: npt.NDArray[np.int32],
        until: npt.NDArray[np.int64],
        first: npt.NDArray[np.int64],
    ) -> Hits:
        """Find the hits in a batch.

        Args:
            classes: The class of each word.
            until: The bounds of the paragraphs among them, shape (P + 1,).
            first: The bounds of the articles among the paragraphs, shape (N + 1,).
        """
        automaton, articles = self._automaton, len(first) - 1
        spans = np.zeros(articles + 1, dtype=np.int64)
        covered = np.zeros((articles, automaton.frames), dtype=np.int64)
        claims = np.empty((len(classes) // 16 + automaton.frames, _COLUMNS), dtype=np.int32)
        silenced_until = np.zeros(automaton.frames + 1, dtype=np.int64)
        covered_in = np.empty(automaton.frames, dtype=np.int64)
        reached = np.empty(len(classes) + 1, dtype=np.int32)
        done = 0
        while done < articles:
            done = _count_hits(
                classes, until, first, self._keys, self._targets, *self._tables(),
                done, claims, spans, covered, silenced_until, covered_in, reached,
            )  # fmt: skip
            if done < 0:
                done = -1 - done
                self._learn(classes, until, int(first[done]))
            elif done < articles:
                claims = np.concatenate([claims, np.empty_like(claims)])
        found = claims[: spans[-1]]
        return Hits(found[:, :3].copy(), spans[:-1], covered, found[:, 3:].copy())

    def _learn(
        self, classes: npt.NDArray[np.int32], until: npt.NDArray[np.int64], paragraph: int
    ) -> None:
        """Find all steps that a batch needs from a paragraph on."""
        while True:
            unknown = np.empty(self._most_noted, dtype=np.int64)
            known = self._tables()
            noted = _explore(
                classes, until, paragraph, self._keys, self._targets,
                known.roots, known.is_last, unknown,
            )  # fmt: skip
            if not noted:
                return
            self._most_noted = min(2 * self._most_noted, 1 << 20)
            keys = list(dict.fromkeys(unknown[:noted].tolist()))
            step = self._automaton.step
            with self._lock:
                targets = [step(key >> _STATE_BITS, key & _CLASS) for key in keys]
            self._known |= zip(keys, targets, strict=True)
            size = len(self._keys)
            while 2 * len(self._known) > size:  # many may come at once, and a full table has no end
                size *= 4
            if size > len(self._keys):
                self._keys = np.full(size, -1, dtype=np.int64)
                self._targets = np.zeros(len(self._keys), dtype=np.int32)
                keys, targets = list(self._known), list(self._known.values())
            new = np.array(keys, dtype=np.int64), np.array(targets, dtype=np.int32)
            _enter(self._keys, self._targets, *new)

    def _tables(self) -> AutomatonTables:
        """Return the automaton as arrays, made anew where it has grown."""
        with self._lock:
            size = len(self._automaton.roots), len(self._automaton.is_last)
            if self._made is None or size != self._size:
                self._made, self._size = tables_of(self._automaton), size
            return self._made
