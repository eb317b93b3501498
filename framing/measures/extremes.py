"""The pairs of groups that are nearest to each other, and those that are farthest apart.

They are chosen for their divergence out of very many, which makes it look more than it is: among a
million pairs some are far apart by chance alone. Their q therefore counts every pair that was
searched as a test, and the pairs that are not in the result as tests with a p of 1. That is the
method of Benjamini and Hochberg, or of Holm, with p-values none of which is too small; no q is
smaller than it would be if all those pairs had been measured.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from numbers import Integral
from typing import Literal, TypeAlias

import numpy as np

from framing.errors import SettingError
from framing.groups import Groups
from framing.measures.evidence_rules import FEWEST_HITS
from framing.measures.extreme_search import find_extreme_pairs
from framing.measures.pair_row import PairRow
from framing.measures.pairs import measured_pairs
from framing.measures.resampling import holm, q_values
from framing.measures.vocabulary import Vocabulary

__all__ = ["MOST_EXTREME_PAIRS", "Extreme", "ExtremePairRow", "Extremes", "Wanted", "find_extremes"]

MOST_EXTREME_PAIRS = 100_000
"""So many pairs can be looked for in either direction: nobody reads more."""

Extreme: TypeAlias = Literal["nearest", "farthest"]


@dataclass(frozen=True, slots=True)
class ExtremePairRow(PairRow):
    """How far two groups diverge that are nearest to each other or farthest apart.

    Attributes:
        extreme: Which of the two.
        pairs_searched: How many pairs they were chosen from, which is the number of tests that q is
            adjusted for.
    """

    extreme: Extreme = "nearest"
    pairs_searched: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is looked for.

    Attributes:
        nearest: How many of the pairs that diverge least.
        farthest: How many of those that diverge most.
        min_hits: How many hits both groups of a pair must have. Fewer than those that a test takes
            give shares that are far apart, or the same, by chance alone.
    """

    nearest: int | None = None
    farthest: int | None = None
    min_hits: int = FEWEST_HITS

    def __post_init__(self) -> None:
        for option, most in (("--nearest", self.nearest), ("--farthest", self.farthest)):
            if most is not None and not (_is_whole(most) and 1 <= most <= MOST_EXTREME_PAIRS):
                raise SettingError(
                    f"{option}: {most!r} is not a number of pairs from 1 to {MOST_EXTREME_PAIRS:,}"
                )
        if not (_is_whole(self.min_hits) and self.min_hits >= 1):
            raise SettingError(
                f"--min-hits: {self.min_hits!r} is not a whole number from 1 up; groups without a "
                "hit have no shares to compare"
            )

    @property
    def directions(self) -> dict[Extreme, int]:
        """How many pairs are looked for in each direction that was asked for."""
        asked: dict[Extreme, int | None] = {"nearest": self.nearest, "farthest": self.farthest}
        return {direction: most for direction, most in asked.items() if most is not None}


@dataclass(frozen=True, slots=True)
class Extremes:
    """The pairs that were found, and among what.

    Attributes:
        rows: The nearest pairs, those that diverge least first, and then the farthest, those that
            diverge most first; pairs that diverge as much as each other by (a, b).
        groups: How many groups have enough hits.
        left_out: How many have not.
        searched: How many pairs those with enough hits are.
        tied: In which directions other pairs diverge as much as the last that was found.
    """

    rows: tuple[ExtremePairRow, ...]
    groups: int
    left_out: int
    searched: int
    tied: tuple[Extreme, ...]


def find_extremes(
    groups: Groups,
    vocabulary: Vocabulary,
    wanted: Wanted,
    *,
    permutations: int = 9_999,
    seed: int = 1,
    confidence: float = 0.95,
    confirmatory: bool = False,
    rarefied: bool = False,
) -> Extremes:
    """Find the nearest and the farthest pairs of groups, and measure these.

    Args:
        groups: The groups.
        vocabulary: Their content words.
        wanted: What is looked for.
        permutations: As in `framing.measures.pairs.pairs`, and so are the others.
        seed: What the random numbers start from.
        confidence: The confidence of the intervals.
        confirmatory: Whether q holds the chance of any false call.
        rarefied: Whether to measure the divergence of the vocabularies beyond chance as well.

    Returns:
        The pairs, each with the values that it has among all pairs, but for q.
    """
    candidates = np.flatnonzero(groups.spans >= wanted.min_hits)
    hits = groups.divided_hits[candidates]
    chosen: list[tuple[Extreme, tuple[int, int]]] = []
    tied: list[Extreme] = []
    if len(candidates) > 1:
        for direction, most in wanted.directions.items():
            found = find_extreme_pairs(hits, most, farthest=direction == "farthest")
            chosen += [(direction, (a, b)) for a, b in candidates[found.pairs].tolist()]
            tied += [direction] if found.more else []
    searched = len(candidates) * (len(candidates) - 1) // 2
    each = list(dict.fromkeys(pair for _, pair in chosen))  # where few, a pair may be both
    measured = measured_pairs(
        groups,
        vocabulary,
        each,
        permutations=permutations,
        seed=seed,
        confidence=confidence,
        rarefied=rarefied,
    )
    q = _adjusted(measured, searched, confirmatory)
    row_of = dict(zip(each, zip(measured, q, strict=True), strict=True))
    rows = tuple(_extreme(*row_of[pair], direction, searched) for direction, pair in chosen)
    left_out = len(groups.names) - len(candidates)
    return Extremes(rows, len(candidates), left_out, searched, tuple(tied))


def _is_whole(value: object) -> bool:
    return isinstance(value, Integral) and not isinstance(value, bool)


def _adjusted(rows: Sequence[PairRow], searched: int, confirmatory: bool) -> list[float | None]:
    adjust = holm if confirmatory else q_values
    return adjust([row.p for row in rows], tests=searched)


def _extreme(row: PairRow, q: float | None, extreme: Extreme, searched: int) -> ExtremePairRow:
    values = {field.name: getattr(row, field.name) for field in fields(PairRow)}
    return ExtremePairRow(**{**values, "q": q}, extreme=extreme, pairs_searched=searched)
