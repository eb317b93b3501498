"""Cut paragraphs into chunks (`framing.scale.chunks`) by machine code, 64 bytes at a time."""

import numpy as np
import numpy.typing as npt

from framing.scale.kernels import helper, kernel, trailing_zeros
from framing.scale.separators import (
    ALL,
    BLOCK,
    PACKED,
    eight_bytes,
    last_bytes,
    separators_of,
)

__all__ = ["cut", "enter", "refill"]


@helper
def _mixed(key, block):  # type: ignore[no-untyped-def]
    """Make the key of a chunk longer by eight bytes that do not fit into it any more."""
    return (key ^ block) * np.uint64(0x9E3779B97F4A7C15) + (key >> np.uint64(29))


@helper
def _key(text, begin, length):  # type: ignore[no-untyped-def]
    key = np.uint64(0)
    at, end = begin, begin + length
    while True:
        block = eight_bytes(text, at) if at + PACKED <= len(text) else last_bytes(text, at)
        left = end - at
        if left < PACKED:
            block &= ~(ALL << np.uint64(8 * left))
        key = block if at == begin else _mixed(key, block)
        at += PACKED
        if at >= end:
            return key


@helper
def _first_slot(key, mask):  # type: ignore[no-untyped-def]
    return np.int64((key * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(32)) & mask


@helper
def _is_same(letters, first, text, begin, length):  # type: ignore[no-untyped-def]
    """Tell whether a chunk of more than eight bytes stands among letters."""
    at, last = np.int64(0), length - PACKED
    while at < last:
        if eight_bytes(letters, first + at) != eight_bytes(text, begin + at):
            return False
        at += PACKED
    return eight_bytes(letters, first + last) == eight_bytes(text, begin + last)


@helper
def _slot_of(key, is_long, slots, letters, chunk_starts, text, begin, length):  # type: ignore[no-untyped-def]
    """Return the slot of a chunk and what stands there, or a free one and 0.

    While others enter chunks, what they have not finished looks like another chunk. What stands in
    a slot is read once: a slot that was free may be taken by another chunk a moment later.
    """
    mask = np.int64(len(slots) - 1)
    slot = _first_slot(key, mask)
    taken = slots[slot, 1]
    while taken != 0:
        if slots[slot, 0] == key and taken & np.uint64(1) == is_long:
            if length <= PACKED:
                return slot, taken
            known = np.int64(taken >> np.uint64(1)) - 1
            first = chunk_starts[known]
            if (
                chunk_starts[known + 1] - first - 1 == length
                and first + length <= len(letters)
                and _is_same(letters, first, text, begin, length)
            ):
                return slot, taken
        slot = (slot + 1) & mask
        taken = slots[slot, 1]
    return slot, taken


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
                separators, following = separators_of(text, at, end)
                parts = ~(separators | beyond)
                beyond = following
            else:
                parts = np.uint64(0)
            edges = parts ^ (parts << np.uint64(1) | last)
            last = parts >> np.uint64(BLOCK - 1)
            while edges != 0:
                place = at + trailing_zeros(edges)
                edges &= edges - np.uint64(1)
                if begin < 0:
                    begin = place
                    continue
                length = place - begin
                key = _key(text, begin, length)
                is_long = np.uint64(length > PACKED)
                _, taken = _slot_of(key, is_long, slots, letters, chunk_starts, text, begin, length)
                number = np.int64(taken >> np.uint64(1)) - 1
                if number < 0:
                    unknown[missing, 0], unknown[missing, 1] = begin, length
                    unknown[missing, 2] = written
                    missing += 1
                begin = np.int64(-1)
                ids[written] = number
                written += 1
            at += BLOCK
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
        is_long = np.uint64(length > PACKED)
        slot, taken = _slot_of(key, is_long, slots, letters, chunk_starts, text, begin, length)
        if taken == 0:
            first = chunk_starts[chunks]
            if 2 * (chunks + 1) > len(slots) or first + length + 1 > len(letters):
                used[0] = chunks
                return index
            for offset in range(length):
                letters[first + offset] = text[begin + offset]
            letters[first + length] = 0x0A  # no chunk has a line feed
            chunks += 1
            chunk_starts[chunks] = first + length + 1
            taken = np.uint64(chunks) << np.uint64(1) | is_long
            slots[slot, 0], slots[slot, 1] = key, taken
        ids[place] = np.int64(taken >> np.uint64(1)) - 1
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
