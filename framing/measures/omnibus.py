"""Do the groups differ at all? One test before any pair is looked at."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.special import fdtrc

from framing.counts import Integers
from framing.groups import Groups
from framing.measures.canonical import canonical_sides
from framing.measures.evidence_rules import FEWEST_HITS
from framing.measures.resampling import TOLERANCE, Floats, random_numbers
from framing.units import Units, UnitTable

__all__ = ["OmnibusRow", "between_groups", "omnibus"]

MOST_PERMUTED_GROUPS = 45
"""With more groups the closed form decides."""

_CELLS_AT_ONCE = 2_000_000
_LN2 = float(np.log(2))


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
        permutations: How many times the units were dealt anew; 0 for the closed form.
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
        permutations: How many times to deal.
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
    if len(with_hits) > MOST_PERMUTED_GROUPS:
        p = _closed_form_p(units, labels, float(between_groups(sums, by_size=True)[0]))
        note = "closed form, for the number of groups"
        return (OmnibusRow(groups.by, "omnibus", len(with_hits), observed, None, p, 0, note),)
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


def between_groups(sums: Floats, *, by_size: bool = False) -> Floats:
    """Return the divergence of groups from their mean, in bits.

    ``sum(pi_g KL(p_g || m))`` with ``m = sum(pi_g p_g)``, the mutual information of group and
    frame. For two groups weighted alike it is the Jensen-Shannon divergence; weighted by size,
    ``2 N ln 2`` times it is G2 of the table.

    Args:
        sums: Hits per replicate, group and frame, shape (B, G, K).
        by_size: Whether each group is weighted by its hits; else all alike.

    Returns:
        Values from 0, shape (B,); NaN where a group has no hits and all are weighted alike.
    """
    of_group = sums.sum(axis=2, keepdims=True)
    weight = of_group / of_group.sum(axis=1, keepdims=True) if by_size else 1 / sums.shape[1]
    shares = sums / np.where(of_group == 0, 1.0 if by_size else np.nan, of_group)
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
    table = values.astype(np.float64)
    groups = int(labels.max()) + 1
    return np.stack([(labels == g).astype(np.float64) @ table for g in range(groups)], axis=1)


def _closed_form_p(units: Units, labels: Integers, observed: float) -> float:
    """Return p of G2 over its mean design effect as an F (Rao and Scott 1984)."""
    values = units.divided_hits / units.parts_of_a_hit
    pooled = values.sum(axis=0) / values.sum()
    used = pooled > 0
    categories, groups = int(used.sum()) - 1, int(labels.max()) + 1
    if categories < 1:
        return 1.0
    effects = [_design_effect(values[labels == g][:, used], pooled[used]) for g in range(groups)]
    design = max(1.0, float(np.mean(effects)))
    degrees = categories * (groups - 1)
    g2 = 2 * float(values.sum()) * _LN2 * observed
    return float(fdtrc(degrees, len(units) - groups, g2 / (degrees * design)))


def _design_effect(values: Floats, pooled: Floats) -> float:
    m, hits = len(values), values.sum(axis=1)
    if m < 2 or hits.sum() == 0:  # noqa: PLR2004 - one unit has no spread
        return 1.0
    residuals = values - pooled * hits[:, None]
    variances = m / (m - 1) * (residuals**2).sum(axis=0) / hits.sum() ** 2
    return float((variances / pooled).sum()) * float(hits.sum()) / (len(pooled) - 1)
