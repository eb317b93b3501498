"""Cut paragraphs into chunks (`framing.scale.chunks`) by machine code, 64 bytes at a time."""

import numpy as np
import numpy.typing as npt

from framing.scale.kernels import helper, kernel, trailing_zeros

__all__ = ["cut", "enter", "refill"]

_SEPARATOR, _PART, _LEAD_C2, _LEAD_E2 = 0, 1, 2, 3
_BLOCK = 64
"""So many bytes are looked at together, as the bits of one number."""
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


@helper
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
_ALL = np.uint64(0xFFFFFFFFFFFFFFFF)


@helper
def _eight_bytes(text, at):  # type: ignore[no-untyped-def]
    """Read eight bytes as one number; the compiler makes one load of it."""
    at = np.uint64(at)  # else each byte might be one from the end
    return (
        np.uint64(text[at])
        | np.uint64(text[at + np.uint64(1)]) << np.uint64(8)
        | np.uint64(text[at + np.uint64(2)]) << np.uint64(16)
        | np.uint64(text[at + np.uint64(3)]) << np.uint64(24)
        | np.uint64(text[at + np.uint64(4)]) << np.uint64(32)
        | np.uint64(text[at + np.uint64(5)]) << np.uint64(40)
        | np.uint64(text[at + np.uint64(6)]) << np.uint64(48)
        | np.uint64(text[at + np.uint64(7)]) << np.uint64(56)
    )


@helper
def _between(bytes_, first, last):  # type: ignore[no-untyped-def]
    """Mark with its high bit each byte, of bytes below 0x80, that lies between two."""
    at_least = bytes_ + _ONES * np.uint64(0x80 - first)
    return at_least & ~(bytes_ + _ONES * np.uint64(0x7F - last))


@helper
def _ascii_separators(eight):  # type: ignore[no-untyped-def]
    """Mark with its high bit each of eight bytes that is ASCII and belongs to no chunk."""
    low = eight & _LOW_SEVEN
    part = (
        _between(low | _CASE, 0x61, 0x7A)  # letters
        | _between(low, 0x30, 0x39)  # digits
        | _between(low, 0x27, 0x27)  # the apostrophe
    )
    return ~(part | eight) & _HIGH


@helper
def _bits(high_bits):  # type: ignore[no-untyped-def]
    """Put the high bits of eight bytes side by side, that of the first byte lowest."""
    return ((high_bits >> np.uint64(7)) * np.uint64(0x0102040810204080)) >> np.uint64(56)


@helper
def _last_bytes(text, at):  # type: ignore[no-untyped-def]
    """Read what is left of a text as one number, with blanks behind it."""
    eight = np.uint64(0)
    for place in range(_PACKED):
        byte = text[at + place] if at + place < len(text) else np.uint8(0x20)
        eight |= np.uint64(byte) << np.uint64(8 * place)
    return eight


@helper
def _separators(text, at, end):  # type: ignore[no-untyped-def]
    """Tell which of the 64 bytes from a place on are of separators, as a bit each.

    Return with it the bits of separators that go on in the 64 bytes that follow. What is behind the
    end separates.
    """
    separators, others, beyond = np.uint64(0), np.uint64(0), np.uint64(0)
    for part in range(_BLOCK // _PACKED):
        place = at + _PACKED * part
        if place >= end:
            break
        whole = place + _PACKED <= len(text)
        eight = _eight_bytes(text, place) if whole else _last_bytes(text, place)
        shift = np.uint64(_PACKED * part)
        separators |= _bits(_ascii_separators(eight)) << shift
        others |= _bits(eight & _HIGH) << shift
    left = end - at
    if left < _BLOCK:
        behind = _ALL << np.uint64(left)
        separators |= behind
        others &= ~behind
    while others != 0:
        place = trailing_zeros(others)
        others &= others - np.uint64(1)
        kind = _KINDS[text[at + place]]
        if kind == _PART:
            continue
        width = _separator_at(text, at + place, kind)
        if width:
            bytes_ = (np.uint64(1) << np.uint64(width)) - np.uint64(1)
            separators |= bytes_ << np.uint64(place)
            if place + width > _BLOCK:
                beyond = bytes_ >> np.uint64(_BLOCK - place)
    return separators, beyond


@helper
def _mixed(key, block):  # type: ignore[no-untyped-def]
    """Make the key of a chunk longer by eight bytes that do not fit into it any more."""
    return (key ^ block) * np.uint64(0x9E3779B97F4A7C15) + (key >> np.uint64(29))


@helper
def _key(text, begin, length):  # type: ignore[no-untyped-def]
    key = np.uint64(0)
    at, end = begin, begin + length
    while True:
        block = _eight_bytes(text, at) if at + _PACKED <= len(text) else _last_bytes(text, at)
        left = end - at
        if left < _PACKED:
            block &= ~(_ALL << np.uint64(8 * left))
        key = block if at == begin else _mixed(key, block)
        at += _PACKED
        if at >= end:
            return key


@helper
def _first_slot(key, mask):  # type: ignore[no-untyped-def]
    return np.int64((key * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(32)) & mask


@helper
def _is_same(letters, first, text, begin, length):  # type: ignore[no-untyped-def]
    for place in range(length):
        if letters[first + place] != text[begin + place]:
            return False
    return True


@helper
def _slot_of(key, is_long, slots, letters, chunk_starts, text, begin, length):  # type: ignore[no-untyped-def]
    """Return the slot of a chunk, or the free one where it would stand.

    While others enter chunks, what they have not finished looks like another chunk.
    """
    mask = np.int64(len(slots) - 1)
    slot = _first_slot(key, mask)
    while slots[slot, 1] != 0:
        if slots[slot, 0] == key and slots[slot, 1] & np.uint64(1) == is_long:
            if length <= _PACKED:
                return slot
            known = np.int64(slots[slot, 1] >> np.uint64(1)) - 1
            first = chunk_starts[known]
            if (
                chunk_starts[known + 1] - first - 1 == length
                and first + length <= len(letters)
                and _is_same(letters, first, text, begin, length)
            ):
                return slot
        slot = (slot + 1) & mask
    return slot


@kernel(
    "uint8[:]", "int64[:]", "int64[:]", "int64", "int64",
    "uint64[:, :]", "uint8[:]", "int64[:]", "int32[:]", "int64[:]", "int64[:, :]", "int64[:]",
    gives_number=True,
)  # fmt: skip
def cut(
    text: npt.NDArray[np.uint8],
    starts: npt.NDArray[np.int64],
    ends: npt.NDArray[np.int64],
    paragraph: int,
    paragraphs: int,
    slots: npt.NDArray[np.uint64],
    letters: npt.NDArray[np.uint8],
    chunk_starts: npt.NDArray[np.int64],
    ids: npt.NDArray[np.int32],
    ids_until: npt.NDArray[np.int64],
    unknown: npt.NDArray[np.int64],
    noted: npt.NDArray[np.int64],
) -> int:
    """Number the chunks from a paragraph on; return the first one that was not gone through.

    A slot is a key and, if it is taken, one more than the number of its chunk, doubled, plus one
    if the chunk is long. The key of a chunk of up to eight bytes is these bytes, that of a longer
    one is mixed from them and may be that of another. Chunks that are not known are noted: where
    they begin, how long they are, and where their number is missing; ``noted`` is how many.
    """
    written = ids_until[paragraph]
    missing = 0
    while paragraph < paragraphs:
        at, end = starts[paragraph], ends[paragraph]
        if missing > 0 and missing + (end - at) // 2 + 1 > len(unknown):
            break
        begin = np.int64(-1)  # of the chunk that goes on, if one does
        beyond, last = np.uint64(0), np.uint64(0)
        while at < end or begin >= 0:
            if at < end:
                separators, following = _separators(text, at, end)
                parts = ~(separators | beyond)
                beyond = following
            else:
                parts = np.uint64(0)
            edges = parts ^ (parts << np.uint64(1) | last)
            last = parts >> np.uint64(_BLOCK - 1)
            while edges != 0:
                place = at + trailing_zeros(edges)
                edges &= edges - np.uint64(1)
                if begin < 0:
                    begin = place
                    continue
                length = place - begin
                key = _key(text, begin, length)
                is_long = np.uint64(length > _PACKED)
                slot = _slot_of(key, is_long, slots, letters, chunk_starts, text, begin, length)
                number = np.int64(slots[slot, 1] >> np.uint64(1)) - 1
                if number < 0:
                    unknown[missing, 0], unknown[missing, 1] = begin, length
                    unknown[missing, 2] = written
                    missing += 1
                begin = np.int64(-1)
                ids[written] = number
                written += 1
            at += _BLOCK
        paragraph += 1
        ids_until[paragraph] = written
    noted[0] = missing
    return paragraph


@kernel(
    "uint8[:]", "int64[:, :]", "int64", "int64",
    "uint64[:, :]", "uint8[:]", "int64[:]", "int64[:]", "int32[:]",
    gives_number=True,
)  # fmt: skip
def enter(
    text: npt.NDArray[np.uint8],
    unknown: npt.NDArray[np.int64],
    start: int,
    noted: int,
    slots: npt.NDArray[np.uint64],
    letters: npt.NDArray[np.uint8],
    chunk_starts: npt.NDArray[np.int64],
    used: npt.NDArray[np.int64],
    ids: npt.NDArray[np.int32],
) -> int:
    """Number chunks that `cut` noted; return the first for which the table had no room."""
    chunks = used[0]
    for index in range(start, noted):
        begin, length, place = unknown[index, 0], unknown[index, 1], unknown[index, 2]
        key = _key(text, begin, length)
        is_long = np.uint64(length > _PACKED)
        slot = _slot_of(key, is_long, slots, letters, chunk_starts, text, begin, length)
        if slots[slot, 1] == 0:
            first = chunk_starts[chunks]
            if 2 * (chunks + 1) > len(slots) or first + length + 1 > len(letters):
                used[0] = chunks
                return index
            for offset in range(length):
                letters[first + offset] = text[begin + offset]
            letters[first + length] = 0x0A  # no chunk has a line feed
            chunks += 1
            chunk_starts[chunks] = first + length + 1
            slots[slot, 0] = key
            slots[slot, 1] = np.uint64(chunks) << np.uint64(1) | is_long
        ids[place] = np.int64(slots[slot, 1] >> np.uint64(1)) - 1
    used[0] = chunks
    return noted


@kernel("uint64[:, :]", "uint64[:, :]")
def refill(slots: npt.NDArray[np.uint64], old: npt.NDArray[np.uint64]) -> None:
    """Enter the chunks of a table into a larger one."""
    mask = np.int64(len(slots) - 1)
    for index in range(len(old)):
        if old[index, 1] == 0:
            continue
        slot = _first_slot(old[index, 0], mask)
        while slots[slot, 1] != 0:
            slot = (slot + 1) & mask
        slots[slot, 0], slots[slot, 1] = old[index, 0], old[index, 1]
