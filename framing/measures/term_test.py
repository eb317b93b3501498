"""Whether chance alone would make terms as distinctive as they are.

The units of two sides are dealt to them anew, as in `resampling`, and the z of every term is taken
again, its design effect with it.
"""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from scipy.sparse import csr_array
from scipy.special import gammaln

from framing.counts import Integers, SparseIntegers
from framing.measures.keyness import informative_prior, log_odds_z
from framing.measures.resampling import TOLERANCE, Booleans, Dealing, Floats

__all__ = [
    "SideSums",
    "SideWords",
    "SumsOfSides",
    "permutation_p",
    "side_sums",
    "smallest_p_of_terms",
    "sums_of_sides",
    "term_design_effects",
    "z_of_sides",
]

_CELLS_AT_ONCE = 100_000  # of a matrix of terms by ways to deal; a few of them fit into the cache
_FEWEST_UNITS = 2  # one unit has no variance


@dataclass(frozen=True, eq=False)
class SideWords:
    """The units that make up a side, in each of B ways to make it up.

    Attributes:
        on_side: 1 for the units on the side, else 0, shape (U, B).
        units: How many they are, the same in all ways.
        words: Their words, shape (B,).
        words_squared: The squares of their words, shape (B,).
    """

    on_side: Floats
    units: int
    words: Floats
    words_squared: Floats

    @classmethod
    def of(cls, words: Integers, sides: Booleans) -> "SideWords":
        """Make them from the words of each unit and the units on the side, shape (B, U)."""
        on_side = np.ascontiguousarray(sides.T, dtype=np.float64)
        n = words.astype(np.float64)
        return cls(on_side, int(sides[0].sum()), n @ on_side, (n * n) @ on_side)


@dataclass(frozen=True, eq=False)
class SideSums:
    """Sums over the units of a side (T terms), in each of B ways to make it up.

    Attributes:
        units: How many units the side has, the same in all ways.
        words: Their words, shape (B,).
        words_squared: The squares of their words, shape (B,).
        counts: Occurrences, shape (T, B).
        counts_squared: The squares of the occurrences in each unit, shape (T, B).
        counts_words: The occurrences in each unit times its words, shape (T, B).
    """

    units: int
    words: Floats
    words_squared: Floats
    counts: Floats
    counts_squared: Floats
    counts_words: Floats

    def __sub__(self, other: "SideSums") -> "SideSums":
        return SideSums(
            self.units - other.units,
            self.words - other.words,
            self.words_squared - other.words_squared,
            self.counts - other.counts,
            self.counts_squared - other.counts_squared,
            self.counts_words - other.counts_words,
        )


SumsOfSides: TypeAlias = tuple[SideSums, SideSums]
"""The sums of the first and of the second side."""


def side_sums(counts: SparseIntegers, words: Integers, side: SideWords) -> SideSums:
    """Add up the units of a side.

    Args:
        counts: Occurrences of each term in each unit, shape (T, U), sparse.
        words: Words of each unit, shape (U,).
        side: The units of the side.

    Returns:
        The sums. They are whole numbers, so that the order of the units makes no difference.
    """
    y = csr_array(counts, dtype=np.float64)
    return SideSums(
        units=side.units,
        words=side.words,
        words_squared=side.words_squared,
        counts=y @ side.on_side,
        counts_squared=(y * y) @ side.on_side,
        counts_words=csr_array(y * words[None, :]) @ side.on_side,
    )


def sums_of_sides(counts: SparseIntegers, words: Integers, first: Booleans) -> SumsOfSides:
    """Return the sums of the two sides for one way to make them up, that of ``first``."""
    own, other = (
        side_sums(counts, words, SideWords.of(words, side[None, :])) for side in (first, ~first)
    )
    return own, other


def term_design_effects(sides: SumsOfSides) -> Floats:
    """Return how many times the variance of the rate of terms exceeds that of independent words.

    On either side `design_effect_of_rate`; then their mean, weighted by occurrences. A side of one
    unit has no spread of its own and takes that of the other.

    Args:
        sides: The sums of the two sides.

    Returns:
        Shape (T, B), numbers from 0, 1 for independent words; 1 where it cannot be estimated.
    """
    spread = np.zeros_like(sides[0].counts)
    counts = np.zeros_like(spread)
    for side in sides:
        if side.units < _FEWEST_UNITS:
            continue
        # The sum of (y - r n)^2 with r = y/n of the side, multiplied out.
        per_word = 1 / np.maximum(side.words, 1)
        slope = side.counts * (side.words_squared * per_word**2) - side.counts_words * (
            2 * per_word
        )
        squares = side.counts_squared + side.counts * slope
        spread += side.units / (side.units - 1) * squares
        counts += side.counts
    return np.where(counts > 0, spread / np.maximum(counts, 1), 1.0)


def z_of_sides(sides: SumsOfSides) -> Floats:
    """Return `log_odds_z` of the terms of two sides.

    The prior is that of both sides together, the design effect at least 1.

    Args:
        sides: The sums of the two sides.

    Returns:
        Shape (T, B).
    """
    counts, words = (sides[0].counts, sides[1].counts), (sides[0].words, sides[1].words)
    # Both sides together are the same in all ways to deal: the first way stands for all.
    prior = informative_prior(
        (counts[0][:, :1], counts[1][:, :1]), (float(words[0][0]), float(words[1][0]))
    )
    design_effects = np.maximum(1.0, term_design_effects(sides))
    return log_odds_z(counts, words, prior, design_effects)


def permutation_p(
    counts: SparseIntegers, words: Integers, first: Booleans, dealing: Dealing
) -> Floats:
    """Return for each term the probability that chance alone makes its z as large, either way.

    Args:
        counts: Occurrences of each term in each unit, shape (T, U), sparse.
        words: Words of each unit, shape (U,).
        first: Which units are on the first side, shape (U,).
        dealing: The ways to deal them.

    Returns:
        Shape (T,), in (0, 1]: exact, or ``(1 + b)/(1 + B)`` with b of B ways drawn.
    """
    table = csr_array(counts)
    everyone = SideWords.of(words, np.ones((1, len(words)), dtype=np.bool_))
    observed = np.abs(z_of_sides(sums_of_sides(table, words, first)))
    extreme = np.zeros(len(observed), dtype=np.int64)
    for dealt in dealing:
        side = SideWords.of(words, dealt)
        at_once = max(1, _CELLS_AT_ONCE // len(dealt))
        for start in range(0, len(observed), at_once):
            rows = slice(start, start + at_once)
            own = side_sums(table[rows], words, side)
            z = z_of_sides((own, side_sums(table[rows], words, everyone) - own))
            extreme[rows] += (np.abs(z) >= observed[rows] - TOLERANCE).sum(axis=1)
    if dealing.exact:
        return extreme / dealing.count
    return (1 + extreme) / (1 + dealing.count)


def smallest_p_of_terms(counts: SparseIntegers, first: Booleans, stratum: Integers) -> Floats:
    """Return about the smallest p that dealing units could give for terms, however dealt.

    The farthest that a term can go is to have all units that hold it on one side; p is then the
    share of the ways in which that is so. Where a side has room for fewer, the share of a single
    way is taken. It depends on the units alone, not on the side they are on, so that terms can be
    left out by it without bending the p of the others (Tarone 1990).

    Args:
        counts: Occurrences of each term in each unit, shape (T, U), sparse.
        first: Which units are on the first side, shape (U,).
        stratum: Within which units are exchanged, shape (U,).

    Returns:
        Shape (T,), in (0, 1].
    """
    holds = csr_array(counts > 0, dtype=np.int64).T.tocsr()
    log_p = np.zeros((2, counts.shape[0]))
    mirrored = True
    for one in np.unique(stratum):
        here = np.flatnonzero(stratum == one)
        holders = np.asarray(holds[here].sum(axis=0), dtype=np.int64)
        sizes = (int(first[here].sum()), int((~first[here]).sum()))
        mirrored = mirrored and sizes[0] == sizes[1]
        for side, size in enumerate(sizes):
            fits = holders <= size
            room = np.where(fits, _log_ways(len(here) - holders, size - holders * fits), 0.0)
            log_p[side] += room - _log_ways(np.array(len(here)), np.array(size))
    smallest: Floats = np.minimum(1.0, (2 if mirrored else 1) * np.exp(log_p.min(axis=0)))
    return smallest


def _log_ways(units: Integers, taken: Integers) -> Floats:
    """Return the logarithm of the binomial coefficient."""
    ways: Floats = gammaln(units + 1) - gammaln(taken + 1) - gammaln(units - taken + 1)
    return ways
