"""Tell which bytes of a text separate chunks (`framing.scale.chunks`), as bits of numbers."""

import numpy as np
import numpy.typing as npt

from framing.scale.kernels import helper, trailing_zeros

__all__ = ["ALL", "BLOCK", "PACKED", "eight_bytes", "last_bytes", "separators_of"]

_SEPARATOR, _PART, _LEAD_C2, _LEAD_E2 = 0, 1, 2, 3
BLOCK = 64
"""So many bytes are looked at together, as the bits of one number."""
PACKED = 8
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
ALL = np.uint64(0xFFFFFFFFFFFFFFFF)


@helper
def eight_bytes(text, at):  # type: ignore[no-untyped-def]
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
def last_bytes(text, at):  # type: ignore[no-untyped-def]
    """Read what is left of a text as one number, with blanks behind it."""
    eight = np.uint64(0)
    for place in range(PACKED):
        byte = text[at + place] if at + place < len(text) else np.uint8(0x20)
        eight |= np.uint64(byte) << np.uint64(8 * place)
    return eight


@helper
def separators_of(text, at, end):  # type: ignore[no-untyped-def]
    """Tell which of the 64 bytes from a place on are of separators, as a bit each.

    Return with it the bits of separators that go on in the 64 bytes that follow. What is behind the
    end separates.
    """
    separators, others, beyond = np.uint64(0), np.uint64(0), np.uint64(0)
    for part in range(BLOCK // PACKED):
        place = at + PACKED * part
        if place >= end:
            break
        whole = place + PACKED <= len(text)
        eight = eight_bytes(text, place) if whole else last_bytes(text, place)
        shift = np.uint64(PACKED * part)
        separators |= _bits(_ascii_separators(eight)) << shift
        others |= _bits(eight & _HIGH) << shift
    left = end - at
    if left < BLOCK:
        behind = ALL << np.uint64(left)
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
            if place + width > BLOCK:
                beyond = bytes_ >> np.uint64(BLOCK - place)
    return separators, beyond
