"""Between what limits the divergences of all pairs of two sets of distributions lie.

A set is known by its box: of each category the smallest and the largest share. The divergence of
two distributions p and q is ``1 - sum(s(p_i, q_i))`` with what they have in common,
``s(x, y) = ((x + y) log2(x + y) - x log2 x - y log2 y)/2``, and it is also ``sum(j(p_i, q_i))``
with ``j(x, y) = (x + y)/2 - s(x, y)``. Never smaller gets s when a share grows; never larger gets j
when two shares come nearer to each other (the derivative of s is ``log2((x + y)/x)/2``, that of j
``log2(2x/(x + y))/2``). So no pair has less in common than the smallest shares of both boxes, and
none has less between its shares than the gap between the boxes.
"""

import math

import numpy as np
import numpy.typing as npt
from scipy.special import entr

__all__ = ["Floats", "largest_divergence", "smallest_divergence"]

Floats = npt.NDArray[np.float64]

_BITS = 2 * math.log(2)


def largest_divergence(low: Floats, other_low: Floats) -> Floats:
    """Return what the divergence of no pair of two boxes exceeds, in bits, but for rounding.

    Args:
        low: The smallest shares in the first boxes, one row a pair of boxes, shape (B, K).
        other_low: Those in the second boxes, shape (B, K).

    Returns:
        Shape (B,), at most 1; the divergence itself where both boxes hold one distribution.
    """
    return np.asarray(1 - _common(low, other_low).sum(axis=1))


def smallest_divergence(low: Floats, high: Floats, other_low: Floats, other_high: Floats) -> Floats:
    """Return what the divergence of no pair of two boxes falls below, in bits, but for rounding.

    Args:
        low: The smallest shares in the first boxes, one row a pair of boxes, shape (B, K).
        high: The largest.
        other_low: The smallest in the second boxes, shape (B, K).
        other_high: The largest.

    Returns:
        Shape (B,), at least 0; the divergence itself where both boxes hold one distribution.
    """
    upper = np.maximum(low, other_low)  # of the gap between the boxes, where there is one
    lower = np.minimum(np.minimum(high, other_high), upper)
    return np.asarray(((lower + upper) / 2 - _common(lower, upper)).sum(axis=1))


def _common(first: Floats, second: Floats) -> Floats:
    # Each is none below 0 but for rounding; entr(x) = -x ln x, 0 for 0.
    return np.asarray((entr(first) + entr(second) - entr(first + second)) / _BITS)
