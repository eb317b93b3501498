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

import numpy as np
import numpy.typing as npt

from framing.scale.cutting import cut, refill
from framing.scale.room import Room

__all__ = ["ChunkTable"]

_FIRST_SLOTS = 1 << 16
_FIRST_BYTES = 1 << 18


class ChunkTable:
    """The different chunks met so far, numbered from 0 in the order in which they came."""

    def __init__(self, slots: int = _FIRST_SLOTS, letters: int = _FIRST_BYTES) -> None:
        """Make an empty table that grows as it must.

        Args:
            slots: Places for chunks at first, half of which are used; a power of two.
            letters: Bytes for their letters at first.
        """
        self._slots = np.zeros((slots, 2), dtype=np.uint64)
        self._letters = np.zeros(letters, dtype=np.uint8)
        self._starts = np.zeros(slots // 2 + 2, dtype=np.int64)
        self._used = np.zeros(1, dtype=np.int64)
        self._room = Room()

    def __len__(self) -> int:
        return int(self._used[0])

    def cut(
        self,
        text: npt.NDArray[np.uint8],
        starts: npt.NDArray[np.int64],
        ends: npt.NDArray[np.int64],
        paragraphs: int,
    ) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int64]]:
        """Cut paragraphs into chunks.

        Args:
            text: Texts in UTF-8.
            starts: Where each paragraph begins.
            ends: Where each paragraph ends; behind others may stand what is not read.
            paragraphs: How many there are, P.

        Returns:
            The number of each chunk, kept until the next call, and the bounds of the paragraphs
            among them, shape (P + 1,).
        """
        ids = self._room.of("ids", len(text) // 2 + paragraphs + 1, np.int32)
        until = np.zeros(paragraphs + 1, dtype=np.int64)
        reached = 0
        while True:
            reached = cut(
                text, starts, ends, reached, paragraphs,
                self._slots, self._letters, self._starts, self._used, ids, until,
            )  # fmt: skip
            if reached == paragraphs:
                return ids, until
            self._grow(int(ends[reached] - starts[reached]))

    def spellings(self, first: int) -> list[str]:
        """Return the chunks from a number on."""
        if first >= len(self):
            return []
        start, end = self._starts[first], self._starts[len(self)] - 1
        return self._letters[start:end].tobytes().decode().split("\n")

    def _grow(self, wanted: int) -> None:
        chunks = len(self)
        if 4 * (chunks + 1) > len(self._slots):
            slots = np.zeros((2 * len(self._slots), 2), dtype=np.uint64)
            refill(slots, self._slots)
            self._slots = slots
            self._starts = np.concatenate([self._starts, np.zeros(len(slots) // 4, np.int64)])
        room = int(self._starts[chunks]) + wanted + 1
        if 2 * room > len(self._letters):
            self._letters = np.concatenate([self._letters, np.zeros(2 * room, np.uint8)])
