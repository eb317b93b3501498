"""One pair among all: its whole record, and of the others what its q takes, which is their p."""

from dataclasses import replace
from itertools import combinations

from framing.groups import Groups
from framing.measures import pair_test
from framing.measures.divergence import jensen_shannon_rows
from framing.measures.evidence_rules import judge
from framing.measures.pair_row import PairRow
from framing.measures.pairs import are_many, measured_pairs
from framing.measures.resampling import holm, nulls_of, q_values
from framing.measures.sides import sides_of
from framing.measures.vocabulary import Vocabulary
from framing.steps import steps
from framing.units import UnitTable

__all__ = ["one_pair"]


def one_pair(
    groups: Groups,
    vocabulary: Vocabulary,
    chosen: tuple[int, int],
    *,
    permutations: int = 9_999,
    seed: int = 1,
    confidence: float = 0.95,
    confirmatory: bool = False,
    rarefied: bool = False,
) -> tuple[PairRow, int]:
    """Measure one pair of groups as `framing.measures.pairs.pairs` does, in less time.

    Args:
        groups: The groups.
        vocabulary: Their content words.
        chosen: The indices of the two, the lower one first.
        permutations: As in `pairs`, and so are the others.
        seed: What the random numbers start from.
        confidence: The confidence of the interval.
        confirmatory: Whether q holds the chance of any false call.
        rarefied: Whether to measure the divergence of the vocabularies beyond chance as well.

    Returns:
        The record that the pair has among all pairs, with the same q; and how many have a p.
    """
    every = list(combinations(range(len(groups.names)), 2))
    [row] = measured_pairs(
        groups,
        vocabulary,
        [chosen],
        permutations=permutations,
        seed=seed,
        confidence=confidence,
        rarefied=rarefied,
        among=len(every),
    )
    if row.p is None:
        return row, 0
    table = UnitTable(groups)
    found = [
        row.p if pair == chosen else _p(groups, table, pair, len(every), permutations, seed)
        for pair in steps(every, "pairs, for q")
    ]
    adjusted = (holm if confirmatory else q_values)(found)
    return replace(row, q=adjusted[every.index(chosen)]), sum(p is not None for p in found)


def _p(
    groups: Groups,
    table: UnitTable,
    pair: tuple[int, int],
    measured: int,
    permutations: int,
    seed: int,
) -> float | None:
    """Return the p of a pair, by the test and with the deals that it has among all pairs."""
    a, b = pair
    units = table.of_groups([a, b])
    sides = sides_of(units, a, b)
    if not judge(groups, units, sides, a, b).testable:
        return None
    if are_many(len(groups.names)):
        if sides.effective_units >= pair_test.FEWEST_EFFECTIVE_UNITS:
            return pair_test.closed_form_test(sides).p
        if measured > pair_test.MOST_DEALT_PAIRS:
            return None
        permutations = min(permutations, pair_test.PERMUTATIONS_OF_MANY)
    sums = [side.sum(axis=0)[None].astype(float) for side in (sides.first, sides.second)]
    observed = float(jensen_shannon_rows(*sums)[0])
    dealing = sides.dealing(permutations, seed)
    [null] = nulls_of([jensen_shannon_rows], [observed], sides.values, dealing)
    return null.p
