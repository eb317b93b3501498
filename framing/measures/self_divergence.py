"""How far a group diverges from itself: the second, more intuitive chance level."""

import numpy as np

from framing.counts import Integers
from framing.measures.canonical import canonical_order
from framing.measures.divergence import jensen_shannon_rows
from framing.measures.resampling import random_numbers

__all__ = ["self_divergence"]

HALVES = 100
_FEWEST_UNITS = 2


def self_divergence(values: Integers, harmonic_hits: float, seed: int = 1) -> float | None:
    """Return the divergence that two samples would have if both came from one group.

    The units are dealt at random into two halves, a hundred times, and the mean divergence of the
    halves is brought to the size of the two samples: by chance, it goes with the sum of one over
    their hits.

    Args:
        values: Hits of each unit by frame, shape (m, K).
        harmonic_hits: ``1/(1/N1 + 1/N2)`` of the hits of the two samples.
        seed: What the random numbers start from.

    Returns:
        Bits, from 0; None with fewer than two units, or where no deal leaves hits on both sides.
    """
    if len(values) < _FEWEST_UNITS:
        return None
    order, content = canonical_order(values)
    table = values[order].astype(np.float64)
    numbers = random_numbers(seed, b"halves", content)
    in_half = np.arange(len(table)) < len(table) // 2
    dealt = numbers.permuted(np.tile(in_half, (HALVES, 1)), axis=1).astype(np.float64)
    sums = dealt @ table
    found = jensen_shannon_rows(sums, table.sum(axis=0) - sums)
    defined = found[~np.isnan(found)]
    # Two halves of H/2 hits each: 1/(2/H + 2/H).
    harmonic_of_halves = float(table.sum()) / 4
    return float(defined.mean()) * harmonic_of_halves / harmonic_hits if len(defined) else None
