"""The divergence of two vocabularies beyond chance, at one length for all.

Two samples of one source of words lie about half a bit apart at the length of an article, and the
excess over chance still grows with the length. So all pairs of a run are cut to one length before
they are compared: blocks are drawn from either side until it has enough words.
"""

from typing import Any

import numpy as np

from framing.counts import Integers
from framing.measures.canonical import canonical_order
from framing.measures.divergence import jensen_shannon_rows
from framing.measures.resampling import Floats, random_numbers

__all__ = ["rarefied_excess"]

DRAWS = 50
DEALS_A_DRAW = 40
"""The mean of the chance level over 50 draws is then that of 2,000 ways to deal."""


def rarefied_excess(first: Any, second: Any, words: int, seed: int = 1) -> float:
    """Return the divergence of two vocabularies beyond chance at a common length.

    Args:
        first: Occurrences per unit and term of the first side, shape (m1, T), sparse integers.
        second: The same for the second side, shape (m2, T).
        words: The length, in words; whole units are drawn until a side has as many.
        seed: What the random numbers start from.

    Returns:
        Bits, about 0 for two samples of one source and below it by chance, the mean over 50 draws.
        Values for different lengths must not be compared.
    """
    sides = [_canonical(np.asarray(side.toarray(), dtype=np.int64)) for side in (first, second)]
    sides.sort(key=lambda side: side[1])
    numbers = random_numbers(seed, b"rarefaction", *(content for _, content in sides))
    excesses = []
    for _ in range(DRAWS):
        drawn = [_drawn(side, words, numbers) for side, _ in sides]
        a, b = (side.sum(axis=0)[None].astype(np.float64) for side in drawn)
        observed = float(jensen_shannon_rows(a, b)[0])
        excesses.append(observed - _chance(drawn[0], drawn[1], numbers))
    return float(np.mean(excesses))


def _canonical(side: Integers) -> tuple[Integers, bytes]:
    order, content = canonical_order(side)
    return side[order], content


def _drawn(side: Integers, words: int, numbers: np.random.Generator) -> Integers:
    order = numbers.permutation(len(side))
    reached = np.cumsum(side[order].sum(axis=1))
    count = int(np.searchsorted(reached, words)) + 1
    return side[order[:count]]


def _chance(first: Integers, second: Integers, numbers: np.random.Generator) -> float:
    pooled = np.concatenate([first, second]).astype(np.float64)
    used = pooled[:, pooled.any(axis=0)]
    is_first = np.arange(len(used)) < len(first)
    dealt = numbers.permuted(np.tile(is_first, (DEALS_A_DRAW, 1)), axis=1)
    sums: Floats = dealt.astype(np.float64) @ used
    return float(jensen_shannon_rows(sums, used.sum(axis=0) - sums).mean())
