"""The divergence of a pair once more, without the passages that the two share."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from framing.groups import Groups, group
from framing.measures.divergence import jensen_shannon_bits
from framing.measures.evidence_rules import judge
from framing.measures.pair_row import PairRow
from framing.measures.pair_test import many_pairs_test, permutation_test
from framing.measures.pairs import are_many
from framing.measures.sides import sides_of
from framing.sharing import Found, SharedPair
from framing.sharing.remaining import count_remaining
from framing.units import UnitTable

__all__ = ["MUCH_SHARED", "with_unshared"]

MUCH_SHARED = 0.10
"""Where either side shares more of its words, the divergence is also given without them."""

Mask = npt.NDArray[np.bool_]


@dataclass(slots=True)
class _Overlap:
    """What two groups share, by index of the article in the bodies.

    Attributes:
        same: Which words are the same in an article of the other group.
        inside: Which stand in a passage, those that differ inside it too.
    """

    same: dict[int, Mask] = field(default_factory=dict)
    inside: dict[int, Mask] = field(default_factory=dict)


def with_unshared(
    rows: Sequence[PairRow],
    groups: Groups,
    found: Found,
    *,
    permutations: int = 9_999,
    seed: int = 1,
    confidence: float = 0.95,
    among: int = 0,
) -> tuple[PairRow, ...]:
    """Add to the record of each pair how much the two share, and what differs without it.

    Args:
        rows: The records, of all pairs or some of them.
        groups: The groups they are of.
        found: What the articles of the groups share; other articles may be among them.
        permutations: How many ways to deal the units anew, where there are too many to go through.
        seed: What the random numbers start from.
        confidence: The confidence of the interval of the test, which is not shown.
        among: Of how many pairs these are some, if others are measured too.
    """
    group_of = _group_of(groups, found)
    overlaps = _overlaps(group_of, found)
    index_of = {name: index for index, name in enumerate(groups.names)}
    measured = max(len(rows), among) if are_many(len(groups.names)) else 0
    result = []
    for row in rows:
        sides = index_of[row.a], index_of[row.b]
        overlap = overlaps.get(sides, _Overlap())
        shares = [_share(groups, group_of, overlap, side) for side in sides]
        shared = replace(row, shared_a=shares[0], shared_b=shares[1])
        if max(share or 0.0 for share in shares) > MUCH_SHARED:
            counts = count_remaining(groups.counts, found.bodies, overlap.inside)
            remaining = group(counts, groups.by) if counts.articles else None
            shared = _measured(shared, remaining, measured, permutations, seed, confidence)
        result.append(shared)
    return tuple(result)


def _group_of(groups: Groups, found: Found) -> dict[int, int]:
    """Return the group of each article of the bodies that is counted."""
    own = zip(groups.counts.articles, groups.group_of_article.tolist(), strict=True)
    of_id = {facts.id: index for facts, index in own}
    articles = enumerate(found.bodies.articles)
    return {index: of_id[article.id] for index, article in articles if article.id in of_id}


def _overlaps(group_of: dict[int, int], found: Found) -> dict[tuple[int, int], _Overlap]:
    overlaps: dict[tuple[int, int], _Overlap] = {}
    for pair in found.pairs:
        if pair.a in group_of and pair.b in group_of and group_of[pair.a] != group_of[pair.b]:
            low, high = sorted((group_of[pair.a], group_of[pair.b]))
            _add(overlaps.setdefault((low, high), _Overlap()), found, pair)
    return overlaps


def _add(overlap: _Overlap, found: Found, pair: SharedPair) -> None:
    for one in (pair.a, pair.b):
        same = overlap.same.setdefault(one, found.mask(one))
        same |= found.shared_words(pair, one)
        inside = overlap.inside.setdefault(one, found.mask(one))
        for passage in pair.passages:
            start, end = (
                (passage.start_a, passage.end_a)
                if one == pair.a
                else (passage.start_b, passage.end_b)
            )
            inside[start:end] = True


def _share(groups: Groups, group_of: dict[int, int], overlap: _Overlap, side: int) -> float | None:
    if not groups.words[side]:
        return None
    same = sum(int(mask.sum()) for index, mask in overlap.same.items() if group_of[index] == side)
    return same / int(groups.words[side])


def _measured(
    row: PairRow,
    remaining: Groups | None,
    measured: int,
    permutations: int,
    seed: int,
    confidence: float,
) -> PairRow:
    names = remaining.names if remaining else ()
    gone = [name for name in (row.a, row.b) if name not in names]
    if remaining is None or gone:
        return _noted(row, f"nothing of {' or '.join(gone)} remains")
    a, b = names.index(row.a), names.index(row.b)
    units = UnitTable(remaining).of_groups([a, b])
    sides = sides_of(units, a, b)
    verdict = judge(remaining, units, sides, a, b)
    hits_a, hits_b = remaining.divided_hits[a], remaining.divided_hits[b]
    row = replace(row, unshared_jsd=jensen_shannon_bits(hits_a, hits_b))
    if not verdict.sufficient:
        return _noted(row, "; ".join(verdict.notes))
    test = (
        many_pairs_test(sides, measured, permutations, seed, confidence)
        if measured
        else permutation_test(sides, permutations, seed, confidence)
    )
    if test is None:
        return _noted(row, "not tested, as too little of it is left among so many pairs")
    return replace(
        row,
        unshared_excess_jsd=test.excess,
        unshared_p=test.p if verdict.testable else None,
    )


def _noted(row: PairRow, reason: str) -> PairRow:
    note = f"unshared text: {reason}"
    return replace(row, note=f"{row.note}; {note}" if row.note else note)
