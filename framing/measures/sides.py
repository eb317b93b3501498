"""The units of the two sides of a comparison, and how far they spread."""

import math
from dataclasses import dataclass

import numpy as np

from framing.counts import Integers
from framing.measures.divergence import jensen_shannon_rows
from framing.measures.resampling import Dealing, Floats
from framing.units import Units

__all__ = ["Sides", "jackknife_error", "mean_design_effect", "sides_of"]

_FEWEST_UNITS = 2


@dataclass(frozen=True, eq=False)
class Sides:
    """The units of the two sides of a comparison (K categories).

    Attributes:
        first: Hits of each unit of the first side, shape (m1, K), integers.
        second: The same for the second side, shape (m2, K).
        first_stratum: The stratum of each unit of the first side; units are exchanged within it.
        second_stratum: The same for the second side.
        parts_of_a_hit: How many of the counted parts are one hit.
    """

    first: Integers
    second: Integers
    first_stratum: Integers
    second_stratum: Integers
    parts_of_a_hit: int = 1

    @property
    def hits(self) -> tuple[float, float]:
        """How many hits the sides have."""
        parts = self.parts_of_a_hit
        return float(self.first.sum()) / parts, float(self.second.sum()) / parts

    @property
    def harmonic_hits(self) -> float:
        """The sample size that counts for a difference, ``1/(1/H1 + 1/H2)``."""
        first, second = self.hits
        return 1 / (1 / first + 1 / second)

    @property
    def values(self) -> Integers:
        """The units of both sides, the first side first."""
        return np.concatenate([self.first, self.second])

    @property
    def units(self) -> tuple[int, int]:
        """How many units the sides have."""
        return len(self.first), len(self.second)

    @property
    def effective_units(self) -> float:
        """How many units of as many hits each would say as much, on the side with fewer.

        ``sum(h)**2 / sum(h**2)`` of the hits of its units (Kish 1965).
        """
        of_sides = (side.sum(axis=1) for side in (self.first, self.second))
        return min(float(h.sum()) ** 2 / float((h**2).sum()) for h in of_sides)

    @property
    def sizes_by_stratum(self) -> list[tuple[int, int]]:
        """Of each stratum, the units of the first and of the second side."""
        strata = np.union1d(self.first_stratum, self.second_stratum)
        return [
            (int((self.first_stratum == s).sum()), int((self.second_stratum == s).sum()))
            for s in strata
        ]

    def dealing(self, permutations: int, seed: int, columns: int = 1) -> Dealing:
        """Return the ways to deal the units to the sides; the arguments are those of `Dealing`."""
        first = np.arange(sum(self.units)) < self.units[0]
        stratum = np.concatenate([self.first_stratum, self.second_stratum])
        return Dealing(self.values, first, stratum, permutations, seed, columns)


def sides_of(units: Units, a: int, b: int) -> Sides:
    """Return the two sides of a comparison from their units."""
    first, second = units.of(a), units.of(b)
    return Sides(
        first=units.divided_hits[first],
        second=units.divided_hits[second],
        first_stratum=units.stratum[first],
        second_stratum=units.stratum[second],
        parts_of_a_hit=units.parts_of_a_hit,
    )


def mean_design_effect(sides: Sides) -> float:
    """Return the mean design effect of the shares of two sides, as Rao and Scott weigh it.

    Returns:
        A number from 0, about 1 where hits are independent; 1 where it cannot be estimated.
    """
    total = sides.first.sum(axis=0) + sides.second.sum(axis=0)
    pooled = total / total.sum()
    used = pooled > 0
    degrees = int(used.sum()) - 1
    if degrees < 1 or min(sides.units) < _FEWEST_UNITS:
        return 1.0
    variances = _share_variances(sides.first, pooled) + _share_variances(sides.second, pooled)
    effects = np.sort(variances[used] / pooled[used])
    return float(effects.sum()) * sides.harmonic_hits / degrees


def jackknife_error(sides: Sides) -> float:
    """Return the standard error of the divergence by leaving out one unit at a time.

    Returns:
        The error in bits; NaN if a side has fewer than two units, or all hits in one of them.
    """
    squares = 0.0
    for own, other in ((sides.first, sides.second), (sides.second, sides.first)):
        if len(own) < _FEWEST_UNITS:
            return math.nan
        left = own.sum(axis=0) - own
        rest = np.broadcast_to(other.sum(axis=0), left.shape)
        values = jensen_shannon_rows(left.astype(np.float64), rest.astype(np.float64))
        # Sorted first, here and below, so that no order of units or frames touches the last bit.
        values = np.sort(values)
        squares += (len(own) - 1) / len(own) * float(((values - values.mean()) ** 2).sum())
    return math.sqrt(squares)


def _share_variances(units: Integers, pooled: Floats) -> Floats:
    """Return the variance between units of each share, at the pooled shares."""
    m, hits = len(units), units.sum(axis=1)
    residuals = units - pooled * hits[:, None]
    variances: Floats = (
        m / (m - 1) * np.sort(residuals**2, axis=0).sum(axis=0) / float(hits.sum()) ** 2
    )
    return variances
