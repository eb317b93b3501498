"""Find the chunks of texts (see `framing.scale.chunks`) by looking at all bytes at once."""

import numpy as np
import numpy.typing as npt

from framing.scale.arrays.texts import Bytes

__all__ = ["find_chunks"]

_BLOCK = 1 << 18
"""So many bytes are looked at together, since that many stay in the cache."""
_CASE, _A, _ZERO, _APOSTROPHE, _HIGH = (np.uint8(n) for n in (0x20, 0x61, 0x30, 0x27, 0x80))
_LETTERS, _DIGITS = np.uint8(26), np.uint8(10)
_LEAD_C2, _LEAD_E2 = 0xC2, 0xE2


def find_chunks(text: Bytes) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Find where chunks begin and end in texts, of which the last byte belongs to none."""
    parts = _ascii_parts(text)
    _part_at_separators(text, parts)
    edges = np.flatnonzero(parts[1:] != parts[:-1])
    edges += 1
    if parts[0]:
        edges = np.concatenate([np.zeros(1, dtype=np.int64), edges])
    return edges[0::2], edges[1::2]


def _ascii_parts(text: Bytes) -> npt.NDArray[np.bool_]:
    """Tell which bytes are letters, digits, apostrophes or not ASCII."""
    parts = np.empty(len(text), dtype=np.bool_)
    shifted = np.empty(min(_BLOCK, len(text)), dtype=np.uint8)
    also = np.empty(len(shifted), dtype=np.bool_)
    for start in range(0, len(text), _BLOCK):
        block = text[start : start + _BLOCK]
        some, others, found = shifted[: len(block)], also[: len(block)], parts[start:][: len(block)]
        np.bitwise_or(block, _CASE, out=some)
        np.subtract(some, _A, out=some)
        np.less(some, _LETTERS, out=found)
        np.subtract(block, _ZERO, out=some)
        np.less(some, _DIGITS, out=others)
        found |= others
        np.equal(block, _APOSTROPHE, out=others)
        found |= others
        np.greater_equal(block, _HIGH, out=others)
        found |= others
    return parts


def _part_at_separators(text: Bytes, parts: npt.NDArray[np.bool_]) -> None:
    """Take out the separators that are not ASCII.

    Of U+0080-00BF all but ª, the soft hyphen, µ and º; of U+2000-203F all but the zero-width
    characters U+200B-200D and the apostrophes U+2018 and U+2019.
    """
    lead = np.flatnonzero(text == _LEAD_C2)
    if len(lead):
        lead = lead[~np.isin(text[lead + 1], (0xAA, 0xAD, 0xB5, 0xBA))]
        parts[lead] = parts[lead + 1] = False
    lead = np.flatnonzero(text == _LEAD_E2)
    if len(lead):
        lead = lead[text[lead + 1] == 0x80]
        third = text[lead + 2]
        belongs = (third - np.uint8(0x8B) < 3) | (third - np.uint8(0x98) < 2)
        lead = lead[~belongs]
        parts[lead] = parts[lead + 1] = parts[lead + 2] = False
