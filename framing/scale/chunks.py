"""Cut paragraphs into chunks and give equal chunks one number.

A chunk is a maximal run of characters that could belong to a word: ASCII letters and digits, the
apostrophe, and every other character but some that certainly separate. Nothing else about words is
known here. What makes this enough:

`framing.words.split_words` builds words of letters, marks, digits, apostrophes and ignorable
characters, and looks ahead and behind past such characters only. A separator is none of them. So a
word neither contains a separator nor depends on what stands beyond one, where the text might as
well end: the words of a text are those of its chunks, each cut by itself. And a chunk of nothing
but ASCII letters and digits is one word.

So the kernel only has to recognise equal chunks, byte by byte; what words they are is asked once
for each different chunk, of the plain functions themselves (`framing.scale.vocabulary`).
"""

from threading import Lock
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from framing.scale.cutting import cut, enter, refill
from framing.scale.room import Room

__all__ = ["ChunkTable"]

_FIRST_SLOTS = 1 << 16
_FIRST_BYTES = 1 << 18
_NOTED = 1 << 14
"""So many chunks that are not known are noted before they are entered; most of the first are."""


class _Table(NamedTuple):
    """The arrays of a table, as `framing.scale.cutting.cut` takes them."""

    slots: npt.NDArray[np.uint64]
    letters: npt.NDArray[np.uint8]
    starts: npt.NDArray[np.int64]


class ChunkTable:
    """The different chunks met so far, numbered from 0 in the order in which they came.

    Threads may share a table: looking up needs no lock, entering does.
    """

    def __init__(self, *, slots: int = _FIRST_SLOTS, letters: int = _FIRST_BYTES) -> None:
        """Make an empty table that grows as it must.

        Args:
            slots: Places for chunks at first, half of which are used; a power of two.
            letters: Bytes for their letters at first.
        """
        self._lock = Lock()
        # One tuple, so that a thread that looks up has arrays that belong together.
        self._table = _Table(
            np.zeros((slots, 2), dtype=np.uint64),
            np.zeros(letters, dtype=np.uint8),
            np.zeros(slots // 2 + 2, dtype=np.int64),
        )
        self._used = np.zeros(1, dtype=np.int64)

    def __len__(self) -> int:
        return int(self._used[0])

    def cut(
        self,
        text: npt.NDArray[np.uint8],
        starts: npt.NDArray[np.int64],
        ends: npt.NDArray[np.int64],
        paragraphs: int,
        room: Room,
    ) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int64]]:
        """Cut paragraphs into chunks.

        Args:
            text: Texts in UTF-8.
            starts: Where each paragraph begins.
            ends: Where each paragraph ends; behind others may stand what is not read.
            paragraphs: How many there are, P.
            room: Where the numbers are kept until the next call with it.

        Returns:
            The number of each chunk, and the bounds of the paragraphs among them, shape (P + 1,).
        """
        longest = int((ends[:paragraphs] - starts[:paragraphs]).max(initial=0))
        ids = room.of("ids", len(text) // 2 + paragraphs + 1, np.int32)
        until = np.zeros(paragraphs + 1, dtype=np.int64)
        most = max(_NOTED, longest // 2 + 1)
        unknown = room.of("unknown", 3 * most, np.int64)[: 3 * most].reshape(most, 3)
        noted = np.zeros(1, dtype=np.int64)
        reached = 0
        while reached < paragraphs:
            reached = cut(
                text, starts, ends, reached, paragraphs, *self._table, ids, until, unknown, noted
            )
            self._enter(text, unknown[: noted[0]], ids)
        return ids, until

    def spellings(self, first: int) -> list[str]:
        """Return the chunks from a number on."""
        with self._lock:
            if first >= len(self):
                return []
            _, letters, starts = self._table
            start, end = starts[first], starts[len(self)] - 1
            spelled = letters[start:end].tobytes()
        return spelled.decode().split("\n")

    def _enter(
        self,
        text: npt.NDArray[np.uint8],
        unknown: npt.NDArray[np.int64],
        ids: npt.NDArray[np.int32],
    ) -> None:
        """Give numbers to chunks that were not known; another thread may have done so by now."""
        entered = 0
        while entered < len(unknown):
            with self._lock:
                entered = enter(text, unknown, entered, len(unknown), *self._table, self._used, ids)
                if entered < len(unknown):
                    self._grow(int(unknown[entered, 1]))

    def _grow(self, wanted: int) -> None:
        """Make room for a chunk of so many bytes; who looks up meanwhile has the smaller arrays."""
        chunks, (slots, letters, starts) = len(self), self._table
        if 2 * (chunks + 1) > len(slots):
            more = np.zeros((2 * len(slots), 2), dtype=np.uint64)
            refill(more, slots)
            slots = more
            starts = np.concatenate([starts, np.zeros(len(slots) // 4, np.int64)])
        needed = int(starts[chunks]) + wanted + 1
        if needed > len(letters):
            letters = np.concatenate([letters, np.zeros(max(len(letters), needed), np.uint8)])
        self._table = _Table(slots, letters, starts)
