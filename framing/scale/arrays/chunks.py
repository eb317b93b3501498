"""Give equal chunks one number (see `framing.scale.chunks`), very many at once."""

from threading import Lock

import numpy as np
import numpy.typing as npt

from framing.counts import Integers
from framing.scale.arrays.cutting import find_chunks
from framing.scale.arrays.key_table import Keys, KeyTable, different_keys
from framing.scale.arrays.texts import Bytes, eights_of, padded
from framing.scale.room import Room

__all__ = ["ChunkTable"]

_BLOCK = 1 << 17
"""So many chunks are numbered together, since that many stay in the cache."""
_FIRST_BLOCK = 1 << 12
"""So many at first, when most of them are new."""
_PACKED = 8
_MASKS = np.array([(1 << 8 * bytes_) - 1 for bytes_ in range(_PACKED + 1)], dtype=np.uint64)
"""What to keep of eight bytes, by the number of bytes that belong to a chunk."""


class ChunkTable:
    """The different chunks met so far, numbered from 0.

    The key of a chunk of up to 8 bytes is these bytes, that of one of up to 16 is two times 8; no
    byte of a chunk is 0, so that chunks of different lengths have different keys. Longer ones,
    which are rare, are told apart one by one.

    Threads may share a table: looking up needs no lock, entering does.
    """

    def __init__(self) -> None:
        """Make an empty table that grows as it must."""
        self._lock = Lock()
        self._short, self._long = KeyTable(1), KeyTable(2)
        self._longest: dict[bytes, int] = {}
        self._spellings: list[str] = []

    def __len__(self) -> int:
        return len(self._spellings)

    def cut(
        self, text: Bytes, starts: Integers, ends: Integers, paragraphs: int, _room: Room
    ) -> tuple[npt.NDArray[np.int32], Integers]:
        """Cut paragraphs into chunks.

        Args:
            text: Texts in UTF-8.
            starts: Where each paragraph begins; line ends stand between them.
            ends: Where each paragraph ends.
            paragraphs: How many there are, P.

        Returns:
            The number of each chunk, and the bounds of the paragraphs among them, shape (P + 1,).
        """
        text = padded(text)
        begins, stops = find_chunks(text)
        # White space that is no separator may belong to a chunk and not to the paragraph.
        first = np.searchsorted(stops, starts[:paragraphs], side="right")
        last = np.searchsorted(begins, ends[:paragraphs], side="left")
        sizes = np.maximum(last - first, 0)
        until = np.zeros(paragraphs + 1, dtype=np.int64)
        np.cumsum(sizes, out=until[1:])
        if until[-1] < len(begins):
            bounds = np.zeros(len(begins) + 1, dtype=np.int8)
            some = np.flatnonzero(sizes)
            np.add.at(bounds, first[some], np.int8(1))
            np.add.at(bounds, last[some], np.int8(-1))
            kept = np.cumsum(bounds[:-1], dtype=np.int8).view(np.bool_)
            begins, stops = begins[kept], stops[kept]
        return self._numbers(text, begins, stops - begins), until

    def spellings(self, first: int) -> list[str]:
        """Return the chunks from a number on."""
        return self._spellings[first:]

    def _numbers(self, text: Bytes, begins: Integers, sizes: Integers) -> npt.NDArray[np.int32]:
        numbers = np.empty(len(begins), dtype=np.int32)
        eights = eights_of(text)
        at = 0
        while at < len(begins):
            block = _BLOCK if len(self) > _FIRST_BLOCK else _FIRST_BLOCK
            some = slice(at, at + block)
            numbers[some] = self._of_block(text, eights, begins[some], sizes[some])
            at += block
        return numbers

    def _of_block(
        self, text: Bytes, eights: npt.NDArray[np.uint64], begins: Integers, sizes: Integers
    ) -> npt.NDArray[np.int32]:
        numbers = np.empty(len(begins), dtype=np.int32)
        is_long = sizes > _PACKED
        short, long = np.flatnonzero(~is_long), np.flatnonzero(is_long)
        begin, size = begins[short], sizes[short]
        key = eights[begin]
        key &= _MASKS.take(size)
        numbers[short] = self._look_up(self._short, (key,), text, begin, size)
        is_longest = sizes[long] > 2 * _PACKED
        longest, long = long[is_longest], long[~is_longest]
        begin, size = begins[long], sizes[long]
        second = eights[begin + _PACKED]
        second &= _MASKS.take(size - _PACKED)
        keys = eights[begin], second
        numbers[long] = self._look_up(self._long, keys, text, begin, size)
        if len(longest):
            begin = begins[longest]
            numbers[longest] = self._one_by_one(text, begin, begin + sizes[longest])
        return numbers

    def _look_up(
        self, table: KeyTable, keys: Keys, text: Bytes, begins: Integers, sizes: Integers
    ) -> npt.NDArray[np.int32]:
        """Return the numbers of keys; those that are new get one."""
        numbers, new = table.find(keys)
        if not len(new):
            return numbers
        with self._lock:
            # Another thread may have entered some of them by now.
            numbers[new], still = table.find(tuple(column[new] for column in keys))
            new = new[still]
            keys = tuple(column[new] for column in keys)
            different = different_keys(keys)
            first = len(self)
            given = np.arange(first, first + len(different.first), dtype=np.int32)
            table.enter(tuple(column[different.first] for column in keys), given)
            where = new[different.first]
            self._note(text, begins[where], begins[where] + sizes[where])
        numbers[new] = given[different.which]
        return numbers

    def _note(self, text: Bytes, begins: Integers, stops: Integers) -> None:
        letters = text.data
        pairs = zip(begins.tolist(), stops.tolist(), strict=True)
        self._spellings += [str(letters[begin:stop], "utf-8") for begin, stop in pairs]

    def _one_by_one(self, text: Bytes, begins: Integers, stops: Integers) -> list[int]:
        letters, known = text.data, self._longest
        numbers = []
        with self._lock:
            for begin, stop in zip(begins.tolist(), stops.tolist(), strict=True):
                chunk = bytes(letters[begin:stop])
                if chunk not in known:
                    known[chunk] = len(self)
                    self._spellings.append(chunk.decode())
                numbers.append(known[chunk])
        return numbers
