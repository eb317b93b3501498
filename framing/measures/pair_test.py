"""One pair of groups: how far apart, how far by chance, and how sure.

The divergence J of two samples is above 0 by chance alone, the more the shorter they are and the
more their hits come in bursts. The record of a pair therefore holds the mean of J by chance, the
excess over it with an interval, what chance exceeds in one of twenty deals, and a p-value.
"""

import math
from dataclasses import dataclass

import numpy as np
from scipy.special import fdtrc, fdtri, stdtrit

from framing.counts import Integers
from framing.measures.divergence import jensen_shannon_rows, total_variation_rows
from framing.measures.intervals import Interval
from framing.measures.resampling import Statistic, nulls_of
from framing.measures.sides import Sides, jackknife_error, mean_design_effect

__all__ = [
    "FEWEST_EFFECTIVE_UNITS",
    "MOST_DEALT_PAIRS",
    "PERMUTATIONS_OF_MANY",
    "UNTESTED",
    "PairTest",
    "closed_form_test",
    "many_pairs_test",
    "permutation_test",
]

_NO_ERROR = 1e-12
_BITS = 8 * math.log(2)

FEWEST_EFFECTIVE_UNITS = 40
"""With fewer on a side, the closed form says little."""

PERMUTATIONS_OF_MANY = 999
"""How often one of many pairs is dealt anew at the most."""

MOST_DEALT_PAIRS = 25_000
"""Of more, none is dealt anew: it would take minutes."""

UNTESTED = (
    f"not tested: hits of fewer than {FEWEST_EFFECTIVE_UNITS} effective units on a side, among "
    f"more than {MOST_DEALT_PAIRS:,} pairs; compare fewer groups"
)
"""The note of a pair that only so many others leave untested."""


@dataclass(frozen=True, slots=True)
class PairTest:
    """What is known of the divergence of a pair, in bits where not said otherwise.

    Attributes:
        divergence: J, the divergence of the frame shares, in [0, 1].
        chance: J0, its mean by chance.
        interval: The confidence interval of the excess ``J - J0``, cut at -1 and 1, which it cannot
            pass, and not at 0; NaN where leaving out units changes nothing, as with two sides that
            have no frame in common, and where a side has all its hits in one unit.
        detectable: The 95th percentile by chance: about the smallest divergence with p = .05. It is
            no limit of detection: half of the real divergences of that size are missed.
        p: The probability of such a divergence by chance.
        total_variation: The share of attention that would have to move, in [0, 1].
        chance_total_variation: Its mean by chance.
        design_effect: How many times the spread between units exceeds that of independent hits.
        permutations: How many ways to deal were gone through; 0 for the closed form.
        exact: Whether those are all.
    """

    divergence: float
    chance: float
    interval: Interval
    detectable: float
    p: float
    total_variation: float
    chance_total_variation: float
    design_effect: float
    permutations: int
    exact: bool

    @property
    def excess(self) -> float:
        """X, the divergence beyond chance; below 0 where chance alone would make more."""
        return self.divergence - self.chance

    @property
    def adjusted(self) -> float:
        """A, the excess on a scale where disjoint shares have 1; NaN if chance alone has 1."""
        return self.excess / (1 - self.chance) if self.chance < 1 else math.nan


def permutation_test(
    sides: Sides, permutations: int = 9_999, seed: int = 1, confidence: float = 0.95
) -> PairTest:
    """Test a pair by dealing its units anew.

    Args:
        sides: The units of the two sides, with at least one hit on each.
        permutations: How many ways to draw where there are more than 20,000.
        seed: What the random numbers start from.
        confidence: The confidence of the interval.

    Returns:
        The record. The interval is the excess give or take Student's t times the jackknife error,
        within [-1, 1].
    """
    a, b = sides.first.sum(axis=0), sides.second.sum(axis=0)
    divergence, moves = _one(jensen_shannon_rows, a, b), _one(total_variation_rows, a, b)
    dealing = sides.dealing(permutations, seed)
    statistics = (jensen_shannon_rows, total_variation_rows)
    null, null_moves = nulls_of(statistics, (divergence, moves), sides.values, dealing)
    return PairTest(
        divergence=divergence,
        chance=null.mean,
        interval=_interval(sides, divergence - null.mean, confidence),
        detectable=null.high,
        p=null.p,
        total_variation=moves,
        chance_total_variation=null_moves.mean,
        design_effect=max(1.0, mean_design_effect(sides)),
        permutations=null.permutations,
        exact=null.exact,
    )


def closed_form_test(sides: Sides, confidence: float = 0.95) -> PairTest:
    """Test a pair without dealing, for very many pairs.

    The mean by chance is ``sum((v1 + v2)/pooled share)/(8 ln 2)`` with the variances of the shares
    between units; p is that of ``G2/((K-1) design effect)`` as an F of ``K-1`` and ``m1 + m2 - 2``
    degrees of freedom (Rao and Scott 1984; Thomas and Rao 1987).

    Args:
        sides: The units of the two sides, with at least one hit on each.
        confidence: The confidence of the interval.

    Returns:
        The record.
    """
    a, b = sides.first.sum(axis=0), sides.second.sum(axis=0)
    divergence, moves = _one(jensen_shannon_rows, a, b), _one(total_variation_rows, a, b)
    pooled = (a + b) / (a.sum() + b.sum())
    used = pooled > 0
    degrees, freedom = int(used.sum()) - 1, sum(sides.units) - 2
    harmonic = sides.harmonic_hits
    design = max(1.0, mean_design_effect(sides))
    chance = degrees * design / (_BITS * harmonic)
    g2 = _likelihood_ratio(a, b) / sides.parts_of_a_hit
    testable = degrees > 0 and freedom > 0
    p = float(fdtrc(degrees, freedom, g2 / (degrees * design))) if testable else 1.0
    quantile = float(fdtri(degrees, freedom, 0.95)) if testable else 1.0
    spread = np.sqrt(pooled[used] * (1 - pooled[used]) * design / harmonic / (2 * math.pi))
    return PairTest(
        divergence=divergence,
        chance=chance,
        interval=_interval(sides, divergence - chance, confidence),
        detectable=chance * quantile,
        p=p,
        total_variation=moves,
        chance_total_variation=float(np.sort(spread).sum()),
        design_effect=design,
        permutations=0,
        exact=False,
    )


def many_pairs_test(
    sides: Sides, measured: int, permutations: int, seed: int, confidence: float
) -> PairTest | None:
    """Test one of so many pairs that not each can be dealt anew thousands of times.

    The closed form is for sides whose hits are spread over many units; in others a single article
    with many hits decides it, one way or the other. These are dealt anew, but less often.

    Args:
        sides: The units of the two sides, with at least one hit on each.
        measured: How many pairs are tested like this.
        permutations: How many ways to draw at the most.
        seed: What the random numbers start from.
        confidence: The confidence of the interval.

    Returns:
        The record; None if the sides have too few units and there are too many pairs.
    """
    if sides.effective_units >= FEWEST_EFFECTIVE_UNITS:
        return closed_form_test(sides, confidence)
    if measured > MOST_DEALT_PAIRS:
        return None
    return permutation_test(sides, min(permutations, PERMUTATIONS_OF_MANY), seed, confidence)


def _interval(sides: Sides, excess: float, confidence: float) -> Interval:
    error = jackknife_error(sides)
    # Frames that the sides do not share stay so whichever unit is left out: that is no certainty.
    if math.isnan(error) or error < _NO_ERROR:
        return Interval(math.nan, math.nan)
    reach = float(stdtrit(min(sides.units) - 1, (1 + confidence) / 2)) * error
    return Interval(_possible(excess - reach), _possible(excess + reach))


def _possible(excess: float) -> float:
    """Return what an excess can be at most or at least: both J and J0 are in [0, 1]."""
    return max(-1.0, min(1.0, excess))


def _likelihood_ratio(a: Integers, b: Integers) -> float:
    """Return G2 of the two rows of counts, from integers to a float at the end."""
    table = np.array([a, b], dtype=np.float64)
    expected = table.sum(axis=1, keepdims=True) * table.sum(axis=0) / table.sum()
    used = table > 0
    return float(2 * np.sort(table[used] * np.log(table[used] / expected[used])).sum())


def _one(statistic: Statistic, a: Integers, b: Integers) -> float:
    return float(statistic(a[None].astype(np.float64), b[None].astype(np.float64))[0])
