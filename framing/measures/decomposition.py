"""What a divergence is made of: exact parts, each with what chance alone would give it.

The parts of a score sum to the score and their means by chance to its mean by chance, so the parts
of the excess sum to the excess. That is checked each time; a sum that is off is an error of ours.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from framing.counts import Integers
from framing.measures.divergence import jensen_shannon_parts
from framing.measures.resampling import TOLERANCE, Booleans, Dealing, Floats

__all__ = [
    "COSINE",
    "DIVERGENCE",
    "Measure",
    "Part",
    "PartsFunction",
    "chain_parts",
    "check_sum",
    "cosine_parts",
    "decompose",
]

PartsFunction = Callable[[Floats, Floats], Floats]
"""From the sums of two sides, both of shape (B, K), to parts that add up to a score, (B, N)."""

_CLOSE = 1e-12


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a score.

    Attributes:
        value: What it contributes.
        chance: What it contributes by chance, on average.
        p: The probability of a contribution at least as large by chance.
    """

    value: float
    chance: float
    p: float

    @property
    def excess(self) -> float:
        """What it contributes beyond chance."""
        return self.value - self.chance


def decompose(
    parts: PartsFunction, values: Floats, first: Booleans, dealing: Dealing
) -> list[Part]:
    """Split a score into its parts, and what it is by chance likewise.

    Args:
        parts: Gives the parts of the score.
        values: Counts or weighted counts per unit and category, shape (U, K).
        first: Which units are on the first side, shape (U,).
        dealing: The ways to deal the units anew.

    Returns:
        The parts in their order. Ways to deal that leave a side empty are left out of the means and
        count as extreme.
    """
    table = np.asarray(values, dtype=np.float64)
    total = table.sum(axis=0)
    observed = parts(table[first].sum(axis=0)[None], table[~first].sum(axis=0)[None])[0]
    sums, extreme, defined, count = np.zeros_like(observed), np.zeros_like(observed), 0, 0
    for dealt in dealing:
        added = dealt.astype(np.float64) @ table
        found = parts(added, total - added)
        valid = ~np.isnan(found).any(axis=1)
        sums += found[valid].sum(axis=0)
        extreme += (found[valid] >= observed - TOLERANCE).sum(axis=0) + (~valid).sum()
        defined, count = defined + int(valid.sum()), count + len(found)
    chance = sums / max(defined, 1)
    p = extreme / count if dealing.exact else (1 + extreme) / (1 + count)
    return [
        Part(float(value), float(mean), float(probability))
        for value, mean, probability in zip(observed, chance, p, strict=True)
    ]


def check_sum(parts: Sequence[float], score: float) -> float:
    """Make sure that parts add up to their score.

    Returns:
        How far off the sum is, for the record.

    Raises:
        ArithmeticError: If it is off by more than rounding.
    """
    off = float(np.sort(np.asarray(parts, dtype=np.float64)).sum()) - score
    if not abs(off) <= _CLOSE * max(1.0, abs(score)):  # nor if it is not a number
        raise ArithmeticError(f"parts sum to {score + off!r}, not to their score {score!r}")
    return off


def cosine_parts(first: Floats, second: Floats) -> Floats:
    """Return what each term contributes to cosine distances, ``(u - v)^2/2`` of the unit vectors.

    Args:
        first: Vectors of the first sides, shape (B, T).
        second: Vectors of the second sides, shape (B, T).

    Returns:
        Contributions, shape (B, T), none negative; NaN in a row of which a side is all zeros.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        u = first / np.sqrt((first * first).sum(axis=1, keepdims=True))
        v = second / np.sqrt((second * second).sum(axis=1, keepdims=True))
    return np.asarray((u - v) ** 2 / 2)


def chain_parts(class_of: Integers, classes: int) -> PartsFunction:
    """Return the function that splits the divergence of symbols by the chain rule.

    With the classes g of the symbols, the last of them outside the lexicon, the divergence is that
    of the level (inside or outside), plus that of the mix of classes inside, plus that of the words
    within each class, each weighted by its mass: ``sum(m_g JSD_lambda(P|g, Q|g))`` with
    ``lambda_g = p_g/(p_g + q_g)``. (Shannon's grouping; Cover and Thomas 2006.)

    Args:
        class_of: Per symbol, the index of its class, shape (S,).
        classes: How many classes there are; the last of them is outside.

    Returns:
        A function whose parts are: level, mix, and one for each class.
    """
    adder = np.zeros((len(class_of), classes))
    adder[np.arange(len(class_of)), class_of] = 1

    def parts(first: Floats, second: Floats) -> Floats:
        whole = jensen_shannon_parts(first, second)
        by_class = jensen_shannon_parts(first @ adder, second @ adder)
        inside = _inside(adder, first), _inside(adder, second)
        level = jensen_shannon_parts(*inside).sum(axis=1, keepdims=True)
        # Grouping: what symbols add beyond their class is wording, what classes add beyond
        # inside-or-outside is mix.
        mix = by_class.sum(axis=1, keepdims=True) - level
        wording = whole @ adder - by_class
        return np.hstack([level, mix, wording])

    return parts


def _inside(adder: Floats, sums: Floats) -> Floats:
    by_class = sums @ adder
    return np.column_stack([by_class[:, :-1].sum(axis=1), by_class[:, -1]])


@dataclass(frozen=True, slots=True)
class Measure:
    """A score that can be taken apart.

    Attributes:
        parts: Gives the parts.
        whole: Gives the score of two vectors by another formula than the sum of its parts, so that
            comparing the two is a check.
        shares: What of a vector enters the score.
    """

    parts: PartsFunction
    whole: Callable[[Floats, Floats], float]
    shares: Callable[[Floats], Floats]


def _shares(counts: Floats) -> Floats:
    return np.asarray(counts / counts.sum())


def _unit_vector(values: Floats) -> Floats:
    return np.asarray(values / np.sqrt((values * values).sum()))


def _divergence_of_entropies(first: Floats, second: Floats) -> float:
    p, q = _shares(first), _shares(second)
    return _entropy((p + q) / 2) - _entropy(p) / 2 - _entropy(q) / 2


def _entropy(shares: Floats) -> float:
    used = shares[shares > 0]
    return math.fsum((-used * np.log2(used)).tolist())


def _one_minus_cosine(first: Floats, second: Floats) -> float:
    return 1 - math.fsum((_unit_vector(first) * _unit_vector(second)).tolist())


DIVERGENCE = Measure(jensen_shannon_parts, _divergence_of_entropies, _shares)
"""The Jensen-Shannon divergence, in bits."""

COSINE = Measure(cosine_parts, _one_minus_cosine, _unit_vector)
"""The cosine distance."""
