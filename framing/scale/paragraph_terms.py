"""Count the terms of each paragraph: compiled."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from framing.scale.kernels import kernel
from framing.scale.room import Room

__all__ = ["ParagraphTerms", "count_terms"]


class ParagraphTerms(NamedTuple):
    """The terms of P paragraphs (R pairs of paragraph and term).

    Attributes:
        sizes: Per paragraph, how many different terms it has, shape (P,).
        terms: Their numbers, paragraph by paragraph, shape (R,).
        times: How often each occurs in the paragraph, shape (R,).
    """

    sizes: npt.NDArray[np.int64]
    terms: npt.NDArray[np.int32]
    times: npt.NDArray[np.int32]


@kernel("int32[:]", "int64[:]", "int64[:]", "int32[:]", "int32[:]", "int64[:]", gives_number=True)
def _count_terms(
    words: npt.NDArray[np.int32],
    until: npt.NDArray[np.int64],
    last: npt.NDArray[np.int64],
    terms: npt.NDArray[np.int32],
    times: npt.NDArray[np.int32],
    sizes: npt.NDArray[np.int64],
) -> int:
    """Fill ``terms``, ``times`` and ``sizes``; return how many pairs there are.

    ``last`` has for each term the place of its last pair; at first all are -1.
    """
    written = 0
    for paragraph in range(len(sizes)):
        begin = written
        for at in range(until[paragraph], until[paragraph + 1]):
            term = words[at]
            if last[term] >= begin:
                times[last[term]] += 1
            else:
                last[term] = written
                terms[written] = term
                times[written] = 1
                written += 1
        sizes[paragraph] = written - begin
    return written


def count_terms(
    words: npt.NDArray[np.int32], until: npt.NDArray[np.int64], terms: int, room: Room
) -> ParagraphTerms:
    """Count the terms of paragraphs.

    Args:
        words: The number of each word's term.
        until: The bounds of the paragraphs among them, shape (P + 1,).
        terms: How many terms there are.
        room: Where they are counted.
    """
    found = room.of("paragraph terms", len(words), np.int32)
    times = room.of("paragraph times", len(words), np.int32)
    sizes = np.zeros(len(until) - 1, dtype=np.int64)
    written = _count_terms(words, until, np.full(terms, -1, np.int64), found, times, sizes)
    return ParagraphTerms(sizes, found[:written].copy(), times[:written].copy())
