"""Intervals for rates and shares that know of bursts.

Hits come in bursts, so k hits are worth fewer independent ones. The design effect says how many
times the variance between blocks exceeds that of independent hits; dividing the counts by it gives
effective counts, for which the classical exact intervals are then used (Korn and Graubard 1998).
"""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import betaincinv, gammaincinv, ndtri, stdtrit

from framing.counts import Integers

__all__ = [
    "Interval",
    "design_effect_of_rate",
    "design_effect_of_share",
    "effective_design",
    "rate_interval",
    "ratio_interval",
    "share_interval",
    "weighted_interval",
]

_FEWEST_UNITS = 2  # one unit has no variance


@dataclass(frozen=True, slots=True)
class Interval:
    """A confidence interval.

    Attributes:
        low: Its lower end.
        high: Its upper end.
    """

    low: float
    high: float


def design_effect_of_rate(hits: Integers, words: Integers) -> float:
    """Return how many times the variance of a rate exceeds that of independent hits.

    ``v = m/(m-1) sum((y_b - r n_b)^2) / N^2``, the linearised variance of a ratio (Cochran 1977),
    over ``r/N``.

    Args:
        hits: Hits in each of m units, shape (m,).
        words: Words of each unit, shape (m,).

    Returns:
        A number from 0; 1 where hits are independent, and 1 by definition without hits or with
        fewer than two units.
    """
    units, total = len(hits), int(hits.sum())
    if total == 0 or units < _FEWEST_UNITS:
        return 1.0
    n = int(words.sum())
    rate = total / n
    residuals = hits - rate * words
    variance = units / (units - 1) * math.fsum(residuals**2) / n**2
    return variance / (rate / n)


def design_effect_of_share(hits: npt.ArrayLike, all_hits: npt.ArrayLike) -> float:
    """Return how many times the variance of a share exceeds that of independent hits.

    As `design_effect_of_rate` with the residuals ``y_b - p h_b``, over ``p (1 - p)/H``.

    Args:
        hits: Hits of the frame in each of m units, shape (m,); may be divided between frames.
        all_hits: Hits of all frames in each unit, shape (m,).

    Returns:
        A number from 0; 1 by definition for a share of 0 or 1 or with fewer than two units.
    """
    y, h = np.asarray(hits, dtype=np.float64), np.asarray(all_hits, dtype=np.float64)
    units, total = len(y), math.fsum(h)
    share = math.fsum(y) / total if total else 0.0
    if not 0 < share < 1 or units < _FEWEST_UNITS:
        return 1.0
    residuals = y - share * h
    variance = units / (units - 1) * math.fsum(residuals**2) / total**2
    return variance / (share * (1 - share) / total)


def effective_design(design_effect: float, units: int, confidence: float = 0.95) -> float:
    """Correct a design effect for having been estimated from few units, and floor it at 1.

    ``max(1, delta (t_{m-1}/z)^2)`` with the quantiles of Student's t and the normal distribution
    (Korn and Graubard 1998; Parker et al. 2017 use the same for the standards of the NCHS).

    Args:
        design_effect: The design effect.
        units: How many units it was estimated from.
        confidence: The confidence of the interval it is for.

    Returns:
        A number from 1.
    """
    if units < _FEWEST_UNITS:
        return 1.0
    upper = (1 + confidence) / 2
    factor = float(stdtrit(units - 1, upper) / ndtri(upper)) ** 2
    return max(1.0, design_effect * factor)


def rate_interval(
    hits: float, words: float, design_effect: float = 1.0, confidence: float = 0.95
) -> Interval:
    """Return the interval of a rate, in hits per 1,000 words.

    Garwood's exact Poisson interval (1936) on effective counts: quantiles of chi-square with
    ``2k`` and ``2k + 2`` degrees of freedom.

    Args:
        hits: How many hits; may be 0, the lower end is 0 then.
        words: In how many words, more than 0.
        design_effect: The effective design effect, from 1.
        confidence: The confidence, between 0 and 1.
    """
    k, n = hits / design_effect, words / design_effect
    tail = (1 - confidence) / 2
    low = float(_chi_square_quantile(tail, 2 * k)) / 2 if hits > 0 else 0.0
    high = float(_chi_square_quantile(1 - tail, 2 * k + 2)) / 2
    return Interval(1000 * low / n, 1000 * high / n)


def share_interval(
    hits: float, all_hits: float, design_effect: float = 1.0, confidence: float = 0.95
) -> Interval:
    """Return the interval of a share, in [0, 1].

    Clopper and Pearson's exact interval on effective counts: quantiles of the beta distribution.

    Args:
        hits: Hits of the frame.
        all_hits: Hits of all frames, more than 0.
        design_effect: The effective design effect, from 1.
        confidence: The confidence, between 0 and 1.
    """
    k, n = hits / design_effect, all_hits / design_effect
    tail = (1 - confidence) / 2
    low = float(betaincinv(k, n - k + 1, tail)) if hits > 0 else 0.0
    high = float(betaincinv(k + 1, n - k, 1 - tail)) if hits < all_hits else 1.0
    return Interval(low, high)


def weighted_interval(
    emphasis: float, variance: float, heaviest: float, confidence: float = 0.95
) -> Interval:
    """Return the gamma interval of a weighted sum of counts (Fay and Feuer 1997).

    Args:
        emphasis: The weighted emphasis, per 1,000 words, not negative.
        variance: Its variance.
        heaviest: What one hit of the heaviest entry adds to it.
        confidence: The confidence, between 0 and 1.
    """
    tail = (1 - confidence) / 2
    low = 0.0
    if emphasis > 0 and variance > 0:
        degrees = 2 * emphasis**2 / variance
        low = variance / (2 * emphasis) * float(_chi_square_quantile(tail, degrees))
    more, spread = emphasis + heaviest, variance + heaviest**2
    quantile = float(_chi_square_quantile(1 - tail, 2 * more**2 / spread))
    return Interval(low, spread / (2 * more) * quantile)


def ratio_interval(
    hits: tuple[float, float],
    words: tuple[float, float],
    design_effect: float = 1.0,
    confidence: float = 0.95,
) -> Interval:
    """Return the interval of the ratio of two rates, the first over the second.

    Given the sum of two Poisson counts, the first is binomial; its exact interval is turned into
    one of the ratio.

    Args:
        hits: Hits of the two sides, not both 0.
        words: Words of the two sides, more than 0.
        design_effect: The effective design effect of both sides together, from 1.
        confidence: The confidence, between 0 and 1.

    Returns:
        Its ends; 0 and infinity where a side has no hits.
    """
    share = share_interval(hits[0], sum(hits), design_effect, confidence)
    odds = words[1] / words[0]
    high = math.inf if share.high == 1 else odds * share.high / (1 - share.high)
    return Interval(odds * share.low / (1 - share.low), high)


def _chi_square_quantile(probability: float, degrees: float) -> float:
    return 2 * float(gammaincinv(degrees / 2, probability))
