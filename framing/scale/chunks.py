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

from framing.scale._jit import compiled
from framing.scale.room import Room

__all__ = ["ChunkTable"]

_SEPARATOR, _PART, _LEAD_C2, _LEAD_E2 = 0, 1, 2, 3
_FIRST_SLOTS = 1 << 16
_FIRST_BYTES = 1 << 18
_PACKED = 8
"""So many bytes of a chunk fit into a key; no byte of a chunk is 0, so that shorter ones differ."""


def _byte_kinds() -> npt.NDArray[np.uint8]:
    kinds = np.full(256, _SEPARATOR, dtype=np.uint8)
    for byte in range(128):
        if chr(byte).isalnum() or byte == ord("'"):
            kinds[byte] = _PART
    kinds[128:] = _PART
    kinds[0xC2], kinds[0xE2] = _LEAD_C2, _LEAD_E2
    return kinds


_KINDS = _byte_kinds()


@compiled()
def _separator_at(text, at, kind):  # type: ignore[no-untyped-def]
    """Return how many bytes the separator at a lead byte has, 0 if a chunk goes on there.

    Of U+0080-00BF all but ª, the soft hyphen, µ and º; of U+2000-203F all but the zero-width
    characters U+200B-200D and the apostrophes U+2018 and U+2019.
    """
    second = text[at + 1]
    if kind == _LEAD_C2:
        return 0 if second in (0xAA, 0xAD, 0xB5, 0xBA) else 2
    if second != 0x80:
        return 0
    third = text[at + 2]
    return 0 if 0x8B <= third <= 0x8D or 0x98 <= third <= 0x99 else 3


_HIGH = np.uint64(0x8080808080808080)
_LOW_SEVEN = np.uint64(0x7F7F7F7F7F7F7F7F)
_ONES = np.uint64(0x0101010101010101)
_CASE = np.uint64(0x2020202020202020)


@compiled()
def _eight_bytes(text, at):  # type: ignore[no-untyped-def]
    """Read eight bytes as one number; the compiler makes one load of it."""
    return (
        np.uint64(text[at])
        | np.uint64(text[at + 1]) << np.uint64(8)
        | np.uint64(text[at + 2]) << np.uint64(16)
        | np.uint64(text[at + 3]) << np.uint64(24)
        | np.uint64(text[at + 4]) << np.uint64(32)
        | np.uint64(text[at + 5]) << np.uint64(40)
        | np.uint64(text[at + 6]) << np.uint64(48)
        | np.uint64(text[at + 7]) << np.uint64(56)
    )


@compiled()
def _between(bytes_, first, last):  # type: ignore[no-untyped-def]
    """Mark with its high bit each byte, of bytes below 0x80, that lies between two."""
    at_least = bytes_ + _ONES * np.uint64(0x80 - first)
    return at_least & ~(bytes_ + _ONES * np.uint64(0x7F - last))


@compiled()
def _ascii_separators(eight):  # type: ignore[no-untyped-def]
    """Mark with its high bit each of eight bytes that is ASCII and belongs to no chunk."""
    low = eight & _LOW_SEVEN
    part = (
        _between(low | _CASE, 0x61, 0x7A)  # letters
        | _between(low, 0x30, 0x39)  # digits
        | _between(low, 0x27, 0x27)  # the apostrophe
    )
    return ~(part | eight) & _HIGH


@compiled()
def _mixed(key, block):  # type: ignore[no-untyped-def]
    """Make the key of a chunk longer by eight bytes that do not fit into it any more."""
    return (key ^ block) * np.uint64(0x9E3779B97F4A7C15) + (key >> np.uint64(29))


@compiled()
def _first_slot(key, mask):  # type: ignore[no-untyped-def]
    return np.int64((key * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(32)) & mask


@compiled()
def _is_same(letters, first, text, begin, length):  # type: ignore[no-untyped-def]
    place = 0
    while place + _PACKED <= length:
        if _eight_bytes(letters, first + place) != _eight_bytes(text, begin + place):
            return False
        place += _PACKED
    while place < length:
        if letters[first + place] != text[begin + place]:
            return False
        place += 1
    return True


@compiled(
    "int64(Array(uint8, 1, 'C', readonly=True), int64[::1], int64[::1], int64, int64,"
    " uint64[:, ::1], uint8[::1], int64[::1], int64[::1], int32[::1], int64[::1])"
)
def _cut(
    text: npt.NDArray[np.uint8],
    starts: npt.NDArray[np.int64],
    ends: npt.NDArray[np.int64],
    paragraph: int,
    paragraphs: int,
    slots: npt.NDArray[np.uint64],
    letters: npt.NDArray[np.uint8],
    chunk_starts: npt.NDArray[np.int64],
    used: npt.NDArray[np.int64],
    ids: npt.NDArray[np.int32],
    ids_until: npt.NDArray[np.int64],
) -> int:
    """Number the chunks from a paragraph on; return the paragraph at which the table was full.

    A slot is a key and, if it is taken, one more than the number of its chunk, doubled, plus one
    if the chunk is long. The key of a chunk of up to eight bytes is these bytes, that of a longer
    one is mixed from them and may be that of another.
    """
    mask = np.int64(len(slots) - 1)
    chunks, written = used[0], ids_until[paragraph]
    while paragraph < paragraphs:
        at, end = starts[paragraph], ends[paragraph]
        while at < end:
            kind = _KINDS[text[at]]
            if kind == _SEPARATOR:
                at += 1
                continue
            if kind != _PART:
                width = _separator_at(text, at, kind)
                if width:
                    at += width
                    continue
            begin = at
            key, blocks = np.uint64(0), 0
            ended = False
            while not ended and at + _PACKED <= end:
                eight = _eight_bytes(text, at)
                separators = _ascii_separators(eight)
                # All bytes below the first separator: its lowest bit less one.
                below = ((separators & (~separators + np.uint64(1))) >> np.uint64(7)) - np.uint64(1)
                ended = separators != 0
                if eight & below & _HIGH != 0:
                    ended = False
                    break  # byte by byte from here, as what is not ASCII may part
                if below != 0:
                    key = eight & below if blocks == 0 else _mixed(key, eight & below)
                    blocks += 1
                    at += np.int64(((below & _ONES) * _ONES) >> np.uint64(56))
            block, shift = np.uint64(0), np.uint64(0)
            while at < end and not ended:
                byte = text[at]
                kind = _KINDS[byte]
                if kind != _PART and (kind == _SEPARATOR or _separator_at(text, at, kind)):
                    break
                block |= np.uint64(byte) << shift
                shift += np.uint64(8)
                at += 1
                if shift == 64:
                    key = block if blocks == 0 else _mixed(key, block)
                    blocks += 1
                    block, shift = np.uint64(0), np.uint64(0)
            if shift > 0:
                key = block if blocks == 0 else _mixed(key, block)
            length = at - begin
            slot = _first_slot(key, mask)
            found = np.int64(-1)
            is_long = np.uint64(length > _PACKED)
            while slots[slot, 1] != 0:
                if slots[slot, 0] == key and slots[slot, 1] & np.uint64(1) == is_long:
                    known = np.int64(slots[slot, 1] >> np.uint64(1)) - 1
                    if length <= _PACKED:
                        found = known
                        break
                    first = chunk_starts[known]
                    if chunk_starts[known + 1] - first - 1 == length and _is_same(
                        letters, first, text, begin, length
                    ):
                        found = known
                        break
                slot = (slot + 1) & mask
            if found < 0:
                first = chunk_starts[chunks]
                if 2 * (chunks + 1) > len(slots) or first + length + 1 > len(letters):
                    used[0] = chunks
                    return paragraph
                for place in range(length):
                    letters[first + place] = text[begin + place]
                letters[first + length] = 0x0A  # no chunk has a line feed
                found = chunks
                chunks += 1
                chunk_starts[chunks] = first + length + 1
                slots[slot, 0] = key
                slots[slot, 1] = np.uint64(chunks) << np.uint64(1) | is_long
            ids[written] = found
            written += 1
        paragraph += 1
        ids_until[paragraph] = written
    used[0] = chunks
    return paragraph


@compiled("void(uint64[:, ::1], uint64[:, ::1])")
def _refill(slots: npt.NDArray[np.uint64], old: npt.NDArray[np.uint64]) -> None:
    """Enter the chunks of a table into a larger one."""
    mask = np.int64(len(slots) - 1)
    for index in range(len(old)):
        if old[index, 1] == 0:
            continue
        slot = _first_slot(old[index, 0], mask)
        while slots[slot, 1] != 0:
            slot = (slot + 1) & mask
        slots[slot, 0], slots[slot, 1] = old[index, 0], old[index, 1]


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
            reached = _cut(
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
            _refill(slots, self._slots)
            self._slots = slots
            self._starts = np.concatenate([self._starts, np.zeros(len(slots) // 4, np.int64)])
        room = int(self._starts[chunks]) + wanted + 1
        if 2 * room > len(self._letters):
            self._letters = np.concatenate([self._letters, np.zeros(2 * room, np.uint8)])
