"""How far apart chance alone puts two samples: dealing their units to the sides anew.

If two groups do not differ, their units (blocks or articles) are exchangeable: any way to deal them
to sides of the same sizes is as likely as the one at hand. Units of different stories are not
exchanged with one another.

Random numbers come from a counter-based generator whose key is made of the seed and of what the
units hold, in an order that depends on that alone: neither names nor the order of articles, blocks
or frames change a result.
"""

import hashlib
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from itertools import chain, combinations
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from framing.counts import Integers
from framing.measures.canonical import canonical_sides

__all__ = [
    "MOST_EXACT",
    "TOLERANCE",
    "Booleans",
    "Dealing",
    "Floats",
    "Null",
    "Statistic",
    "holm",
    "nulls_of",
    "q_values",
    "random_numbers",
    "smallest_p",
]

MOST_EXACT = 20_000
"""Up to this many ways to deal, all are gone through and p is exact."""

TOLERANCE = 1e-12
"""Statistics that differ by less are equal; the difference is rounding."""

_CELLS_AT_ONCE = 4_000_000  # of a matrix of replicates by units, about 32 MB

Floats: TypeAlias = npt.NDArray[np.float64]
Booleans: TypeAlias = npt.NDArray[np.bool_]
Statistic: TypeAlias = Callable[[Floats, Floats], Floats]


def random_numbers(seed: int, *content: bytes) -> np.random.Generator:
    """Return a generator that the seed and some content determine, on every machine alike."""
    digest = hashlib.sha256(b"\0".join([str(seed).encode(), *content])).digest()
    return np.random.Generator(np.random.Philox(key=int.from_bytes(digest[:16], "big")))


class Dealing:
    """The ways to deal the units of two sides.

    Attributes:
        ways: How many there are.
        exact: Whether all are gone through.
        count: How many are gone through.
    """

    def __init__(
        self,
        values: Integers,
        first: Booleans,
        stratum: Integers,
        permutations: int = 9_999,
        seed: int = 1,
        columns: int = 1,
    ) -> None:
        """Prepare the ways to deal.

        Args:
            values: Counts per unit and category, shape (U, K); they make the key of the random
                numbers.
            first: Which units are on the first side, shape (U,).
            stratum: Within which units are exchanged, shape (U,).
            permutations: How many ways to draw where they are too many to go through.
            seed: What the random numbers start from.
            columns: How many columns the tables have that will be added up for each way; with many,
                fewer ways are yielded at a time.
        """
        # The side whose content sorts first is dealt first, whichever way round they were given.
        sides = [np.flatnonzero(side) for side in (first, ~first)]
        self._units, self._content = canonical_sides(values, sides, stratum)
        self._first_dealt = first[self._units[0]] if len(self._units) else True
        self._strata = _strata(stratum[self._units], first[self._units] == self._first_dealt)
        self._seed = seed
        self._at_once = max(1, _CELLS_AT_ONCE // max(len(self._units), columns))
        self.ways = math.prod(math.comb(len(units), take) for units, take in self._strata)
        self.exact = self.ways <= MOST_EXACT
        self.count = self.ways if self.exact else permutations

    def __iter__(self) -> Iterator[Booleans]:
        """Yield which units are on the first side, a few ways at a time, shape (B, U)."""
        width = len(self._units)
        for dealt in self._all() if self.exact else self._drawn():
            first = np.empty((len(dealt), width), dtype=np.bool_)
            first[:, self._units] = dealt == self._first_dealt
            yield first

    def _all(self) -> Iterator[Booleans]:
        rows = np.zeros((self.ways, len(self._units)), dtype=np.bool_)
        after = self.ways  # of which each choice in a stratum meets those in all that follow
        for units, take in self._strata:
            choices = _choices(len(units), take)
            before, after = self.ways // after, after // len(choices)
            rows[:, units] = np.tile(np.repeat(choices, after, axis=0), (before, 1))
        for start in range(0, self.ways, self._at_once):
            yield rows[start : start + self._at_once]

    def _drawn(self) -> Iterator[Booleans]:
        width = len(self._units)
        numbers = random_numbers(self._seed, *self._content)
        for start in range(0, self.count, self._at_once):
            draws = numbers.random((min(self._at_once, self.count - start), width))
            rows = np.zeros(draws.shape, dtype=np.bool_)
            for units, take in self._strata:
                if take:
                    rows[:, units] = _smallest(draws[:, units], take)
            yield rows


@dataclass(frozen=True, slots=True)
class Null:
    """What chance alone does to a statistic.

    Attributes:
        mean: Its mean over the ways to deal.
        high: Its 95th percentile: about the smallest value with p = .05.
        p: The probability of a value at least as large as the one at hand: exact, or
            ``(1 + b)/(1 + B)`` with b of B ways drawn (Phipson and Smyth 2010), which is never 0.
        permutations: How many ways were gone through.
        exact: Whether those are all there are.
    """

    mean: float
    high: float
    p: float
    permutations: int
    exact: bool


def nulls_of(
    statistics: Sequence[Statistic],
    observed: Sequence[float],
    values: Integers,
    dealing: Dealing,
) -> list[Null]:
    """Compare statistics with what they are when units are dealt anew.

    Args:
        statistics: Each from the sums of the first and of the second side, both of shape (B, K), to
            B values; NaN where it is not defined.
        observed: The value at hand of each.
        values: Counts per unit and category, shape (U, K).
        dealing: The ways to deal.

    Returns:
        The comparison of each; ways in which a statistic is not defined count as extreme.
    """
    table = values.astype(np.float64)
    total = table.sum(axis=0)
    drawn: list[list[Floats]] = [[] for _ in statistics]
    for first in dealing:
        sums = first.astype(np.float64) @ table
        rest = total - sums
        for statistic, found in zip(statistics, drawn, strict=True):
            found.append(statistic(sums, rest))
    return [
        _null(np.concatenate(found), value, dealing.exact)
        for found, value in zip(drawn, observed, strict=True)
    ]


def _null(drawn: Floats, observed: float, exact: bool) -> Null:
    defined = drawn[~np.isnan(drawn)]
    extreme = int((drawn >= observed - TOLERANCE).sum()) + len(drawn) - len(defined)
    return Null(
        mean=float(defined.mean()) if len(defined) else math.nan,
        high=float(np.quantile(defined, 0.95)) if len(defined) else math.nan,
        p=extreme / len(drawn) if exact else (1 + extreme) / (1 + len(drawn)),
        permutations=len(drawn),
        exact=exact,
    )


def smallest_p(sizes: Sequence[tuple[int, int]]) -> float:
    """Return the smallest p that dealing can give, for a statistic that is the same mirrored.

    Args:
        sizes: Of each stratum, the units of the first and of the second side.

    Returns:
        ``1`` or, where every stratum has as many on either side, ``2`` over the number of ways.
    """
    ways = math.prod(math.comb(first + second, first) for first, second in sizes)
    mirrored = all(first == second for first, second in sizes)
    return min(1.0, (2 if mirrored else 1) / ways)


def q_values(p_values: Sequence[float | None], tests: int | None = None) -> list[float | None]:
    """Return the false discovery rate at which each of several tests would just be called.

    Benjamini and Hochberg 1995; tests without a p are left out and get None.

    Args:
        p_values: The p of each test.
        tests: Of how many tests these are some; the others count as if their p were 1, so that no q
            is smaller than it would be with them. If None, of no others.
    """
    return _adjusted(p_values, _step_up, tests)


def holm(p_values: Sequence[float | None], tests: int | None = None) -> list[float | None]:
    """Return p-values adjusted so that the chance of any false call is held (Holm 1979).

    The arguments are those of `q_values`.
    """
    return _adjusted(p_values, _step_down, tests)


def _adjusted(
    p_values: Sequence[float | None],
    adjust: Callable[[Floats, int], Floats],
    tests: int | None,
) -> list[float | None]:
    tested = [(p, index) for index, p in enumerate(p_values) if p is not None]
    result: list[float | None] = [None] * len(p_values)
    order = sorted(tested)
    adjusted = adjust(np.array([p for p, _ in order]), max(len(order), tests or 0))
    for (_, index), value in zip(order, adjusted, strict=True):
        result[index] = float(value)
    return result


def _step_up(sorted_p: Floats, tests: int) -> Floats:
    scaled = sorted_p * (tests / np.arange(1, len(sorted_p) + 1))  # in this order never below p
    return np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1.0)


def _step_down(sorted_p: Floats, tests: int) -> Floats:
    factors = tests - np.arange(len(sorted_p))
    return np.minimum(np.maximum.accumulate(sorted_p * factors), 1.0)


def _smallest(draws: Floats, take: int) -> Booleans:
    """Mark so many of the smallest numbers of each row."""
    largest_taken = np.partition(draws, take - 1, axis=1)[:, take - 1 : take]
    taken: Booleans = draws <= largest_taken
    if np.count_nonzero(taken) != take * len(draws):  # two numbers are equal, which hardly happens
        taken = np.zeros_like(taken)
        chosen = np.argpartition(draws, take - 1, axis=1)[:, :take]
        np.put_along_axis(taken, chosen, True, axis=1)
    return taken


@lru_cache(maxsize=64)
def _choices(units: int, take: int) -> Booleans:
    """Return all ways to take some of some units, in the order of their numbers (W by U)."""
    ways = math.comb(units, take)
    taken = np.fromiter(chain.from_iterable(combinations(range(units), take)), np.intp, ways * take)
    choices = np.zeros((ways, units), dtype=np.bool_)
    np.put_along_axis(choices, taken.reshape(ways, take), True, axis=1)
    choices.setflags(write=False)
    return choices


def _strata(stratum: Integers, is_first: Booleans) -> list[tuple[list[int], int]]:
    """Return the units of each stratum and how many of them the side dealt first has.

    Strata are ordered by where their first unit stands, so that their names do not matter.
    """

    def add(found: dict[int, list[int]], unit: int) -> dict[int, list[int]]:
        found.setdefault(int(stratum[unit]), []).append(unit)
        return found

    units: dict[int, list[int]] = reduce(add, range(len(stratum)), {})
    return [(members, int(is_first[members].sum())) for members in units.values()]
