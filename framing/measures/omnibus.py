"""Do the groups differ at all? One test before any pair is looked at."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from framing.counts import Integers
from framing.groups import Groups
from framing.measures.canonical import canonical_sides
from framing.measures.evidence_rules import FEWEST_HITS
from framing.measures.resampling import TOLERANCE, Floats, random_numbers
from framing.units import Units, UnitTable

__all__ = ["OmnibusRow", "between_groups", "omnibus"]

MOST_DEALT = 20_000_000
"""So many units are dealt at the most, in all deals together, unless that is too few deals."""

_FEWEST_DEALS = 99
_CELLS_AT_ONCE = 2_000_000


@dataclass(frozen=True, slots=True)
class OmnibusRow:
    """A test over all groups.

    Attributes:
        by: What groups the articles.
        test: Which test it is.
        groups: How many groups have part in it.
        statistic: The divergence of all groups from their mean, weighted alike, in bits.
        chance: Its mean by chance.
        p: The probability of such a divergence by chance.
        permutations: How many times the units were dealt anew.
        note: Why something is missing, or what to keep in mind.
    """

    by: str
    test: str
    groups: int
    statistic: float | None
    chance: float | None
    p: float | None
    permutations: int | None
    note: str


def omnibus(groups: Groups, *, permutations: int = 9_999, seed: int = 1) -> tuple[OmnibusRow, ...]:
    """Test whether the groups differ in their frame shares at all.

    The statistic is the divergence of the groups from their mean, all groups weighted alike, as in
    a pair; units (blocks of one size for all, or articles within their story) are dealt to the
    groups anew (after Anderson 2001).

    Args:
        groups: The groups; those with fewer than ten hits have no part in it.
        permutations: How many times to deal at the most; fewer times where units are very many.
        seed: What the random numbers start from.

    Returns:
        One row; none for fewer than two groups.
    """
    if len(groups.names) < 2:  # noqa: PLR2004 - a pair
        return ()
    with_hits = np.flatnonzero(groups.spans >= FEWEST_HITS).tolist()
    if len(with_hits) < 2:  # noqa: PLR2004 - a pair
        note = f"fewer than two groups have {FEWEST_HITS} hits"
        return (OmnibusRow(groups.by, "omnibus", len(with_hits), None, None, None, None, note),)
    units = UnitTable(groups).of_groups(with_hits)
    labels = np.unique(units.group, return_inverse=True)[1]
    sums = _sums(units.divided_hits, labels[None])
    observed = float(between_groups(sums)[0])
    permutations = min(permutations, max(_FEWEST_DEALS, MOST_DEALT // len(units)))
    drawn = np.concatenate(list(_by_chance(units, labels, permutations, seed)))
    # Deals that leave a group without hits count as extreme, as they do for a pair.
    extreme = int((~(drawn < observed - TOLERANCE)).sum())
    return (
        OmnibusRow(
            by=groups.by,
            test="omnibus",
            groups=len(with_hits),
            statistic=observed,
            chance=float(np.nanmean(drawn)),
            p=(1 + extreme) / (1 + len(drawn)),
            permutations=len(drawn),
            note="",
        ),
    )


def between_groups(sums: Floats) -> Floats:
    """Return the divergence of groups from their mean, in bits.

    ``sum(pi_g KL(p_g || m))`` with ``m = sum(pi_g p_g)``, the mutual information of group and
    frame. For two groups it is the Jensen-Shannon divergence.

    Args:
        sums: Hits per replicate, group and frame, shape (B, G, K).

    Returns:
        Values from 0, shape (B,); NaN where a group has no hits.
    """
    of_group = sums.sum(axis=2, keepdims=True)
    weight = 1 / sums.shape[1]
    shares = sums / np.where(of_group == 0, np.nan, of_group)
    with np.errstate(divide="ignore", invalid="ignore"):
        # Sorted first, here and below, so that no order of groups or frames touches the last bit.
        middle = np.sort(weight * shares, axis=1).sum(axis=1, keepdims=True)
        parts = weight * np.where(shares == 0, 0.0, shares * np.log2(shares / middle))
    flat = np.sort(parts.reshape(len(parts), -1), axis=1)
    return np.asarray(np.maximum(np.cumsum(flat, axis=1)[:, -1], 0.0))


def _by_chance(units: Units, labels: Integers, permutations: int, seed: int) -> Iterator[Floats]:
    sides = [np.flatnonzero(labels == label) for label in range(int(labels.max()) + 1)]
    order, key = canonical_sides(units.divided_hits, sides, units.stratum)
    values, labels, stratum = units.divided_hits[order], labels[order], units.stratum[order]
    members = [np.flatnonzero(stratum == s) for s in dict.fromkeys(stratum.tolist())]
    numbers = random_numbers(seed, *key)
    at_once = max(1, _CELLS_AT_ONCE // len(order))
    for start in range(0, permutations, at_once):
        draws = numbers.random((min(at_once, permutations - start), len(order)))
        dealt = np.empty(draws.shape, dtype=np.int64)
        for units_of in members:
            places = np.argsort(draws[:, units_of], axis=1)
            dealt[:, units_of] = labels[units_of][places]
        yield between_groups(_sums(values, dealt))


def _sums(values: Integers, labels: Integers) -> Floats:
    """Add up the units of each group for each way to deal, shape (B, G, K)."""
    deals, groups = len(labels), int(labels.max()) + 1
    places = (labels + groups * np.arange(deals)[:, None]).ravel()
    columns = (np.tile(column.astype(np.float64), deals) for column in values.T)
    sums = [np.bincount(places, column, minlength=deals * groups) for column in columns]
    stacked: Floats = np.stack(sums, axis=1).astype(np.float64)
    return stacked.reshape(deals, groups, -1)
