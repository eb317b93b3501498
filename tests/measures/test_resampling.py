"""Dealing units anew: how small p can be, adjusted p, and what must not matter."""

from collections.abc import Sequence
from itertools import combinations, product
from math import comb, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import false_discovery_control

from framing.counts import Integers
from framing.measures import resampling
from framing.measures.canonical import canonical_order
from framing.measures.divergence import jensen_shannon_rows, total_variation_rows
from framing.measures.resampling import (
    Dealing,
    Null,
    holm,
    nulls_of,
    q_values,
    random_numbers,
    smallest_p,
)

TEN = (0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205, 0.212, 0.216)
EVERYTHING = np.iinfo(np.int64).max
p_values = st.lists(st.one_of(st.none(), st.floats(0.0001, 1)), max_size=12)
rows = st.lists(st.integers(0, 3), min_size=3, max_size=3)
sides = st.lists(st.tuples(rows, st.integers(0, 2)), min_size=1, max_size=5)
tables = st.tuples(st.integers(1, 6), st.integers(1, 6)).flatmap(
    lambda shape: st.lists(
        st.lists(st.integers(0, 2), min_size=shape[1], max_size=shape[1]),
        min_size=shape[0],
        max_size=shape[0],
    )
)


def dealing_of(
    first: Sequence[tuple[list[int], int]],
    second: Sequence[tuple[list[int], int]],
    *,
    drawn: bool = False,
    permutations: int = 99,
    seed: int = 1,
) -> tuple[Dealing, Integers]:
    """Return the ways to deal units of hits and strata, drawn if asked for, and their values."""
    units = [*first, *second]
    values = np.array([hits for hits, _ in units], dtype=np.int64)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(resampling, "MOST_EXACT", 0 if drawn else EVERYTHING)
        dealing = Dealing(
            values,
            np.arange(len(units)) < len(first),
            np.array([stratum for _, stratum in units], dtype=np.int64),
            permutations,
            seed,
        )
    return dealing, values


def null_of(
    first: Sequence[tuple[list[int], int]],
    second: Sequence[tuple[list[int], int]],
    *,
    drawn: bool = False,
    permutations: int = 99,
    seed: int = 1,
) -> Null:
    """Return what chance does to the divergence of two sides."""
    dealing, values = dealing_of(first, second, drawn=drawn, permutations=permutations, seed=seed)
    a, b = (side.sum(axis=0)[None] for side in (values[: len(first)], values[len(first) :]))
    observed = float(jensen_shannon_rows(a.astype(float), b.astype(float))[0])
    [null] = nulls_of([jensen_shannon_rows], [observed], values, dealing)
    return null


@pytest.mark.parametrize(
    ("expected", "design"),
    [
        (1 / 3, [(2, 2)]),
        (1 / 10, [(2, 3)]),
        (1 / 10, [(3, 3)]),
        (1 / 35, [(3, 4)]),
        (1 / 35, [(4, 4)]),
        (1 / 126, [(4, 5)]),
        (1 / 126, [(5, 5)]),
        (1, [(1, 1)]),
        (1 / 2, [(1, 1)] * 2),
        (1 / 8, [(1, 1)] * 4),
        (1 / 16, [(1, 1)] * 5),
        (1 / 32, [(1, 1)] * 6),
        (1 / 3, [(1, 2)]),
        (1 / 18, [(2, 2), (2, 2)]),
        (1 / 36, [(2, 2), (2, 2), (1, 0)]),
        (1, [(3, 0), (0, 3)]),
        (1, []),
    ],
)
def test_smallest_p_by_design(expected: float, design: list[tuple[int, int]]) -> None:
    """How small p can be depends on the numbers of units, before any is looked at."""
    assert expected == pytest.approx(smallest_p(design), rel=1e-12)


@pytest.mark.parametrize(("a", "b"), [(2, 2), (2, 3), (3, 4), (4, 4)])
def test_smallest_p_is_reached(a: int, b: int) -> None:
    """Sides that have nothing in common have it."""
    null = null_of([([1, 0, 0], 0)] * a, [([0, 1, 0], 0)] * b)

    assert smallest_p([(a, b)]) == pytest.approx(null.p, rel=1e-12)
    assert (True, comb(a + b, a)) == (null.exact, null.permutations)


def test_q_values_by_hand() -> None:
    """Benjamini and Hochberg of ten p-values."""
    expected = (0.01, 0.04, 0.084, 0.084, 0.084, 0.1, 0.74 / 7, 0.216, 0.216, 0.216)

    assert expected == pytest.approx(q_values(TEN), abs=1e-9)


@given(p_values)
def test_q_values_by_scipy(given_p: list[float | None]) -> None:
    """The same as scipy's; a test without p has no q and does not count."""
    found = q_values(given_p)
    tested = [p for p in given_p if p is not None]

    assert [p is None for p in given_p] == [q is None for q in found]
    expected = false_discovery_control(tested).tolist() if tested else []
    assert expected == pytest.approx([q for q in found if q is not None], rel=1e-9)
    for p, q, h in zip(given_p, found, holm(given_p), strict=True):
        assert p is None or q is None or h is None or p <= q <= h + 1e-12


@given(p_values, st.integers(0, 5))
def test_other_tests_count_as_if_their_p_were_1(given_p: list[float | None], others: int) -> None:
    """Without a list of them; and never so that they are fewer than the tests at hand."""
    tests = sum(p is not None for p in given_p) + others

    for adjust in (q_values, holm):
        expected = adjust([*given_p, *[1.0] * others])[: len(given_p)]
        assert expected == pytest.approx(adjust(given_p, tests), abs=1e-12)
        assert adjust(given_p) == adjust(given_p, 0)


@pytest.mark.parametrize(
    ("expected", "given_p"),
    [
        ([], []),
        ([None, 0.03], [None, 0.03]),
        ([0.03, 0.06, 0.06], [0.01, 0.04, 0.03]),
        ([0.05, 0.04, 1, 1, 1], [0.0125, 0.008, 0.5, 0.4, 0.9]),
        ([0.2, 0.2], [0.1, 0.15]),
    ],
)
def test_holm_by_hand(expected: list[float | None], given_p: list[float | None]) -> None:
    """The smallest times the number of tests, the next times one less, never falling."""
    assert expected == pytest.approx(holm(given_p), abs=1e-12)


@given(sides, sides, st.booleans())
def test_units_stay_in_their_stratum(
    first: list[tuple[list[int], int]], second: list[tuple[list[int], int]], drawn: bool
) -> None:
    """Every way gives the first side as many units of each story as it has; all ways differ."""
    dealing, _ = dealing_of(first, second, drawn=drawn)
    ways = np.concatenate(list(dealing))
    stratum = np.array([s for _, s in [*first, *second]])

    for story in set(stratum.tolist()):
        own = sum(s == story for _, s in first)
        assert (ways[:, stratum == story].sum(axis=1) == own).all()
    assert dealing.count == len(ways)
    if not drawn:
        assert dealing.ways == len(ways) == len(np.unique(ways, axis=0))


def test_units_are_not_exchanged_across_stories() -> None:
    """Outlets that differ only in which story they cover more do not differ in framing."""
    rainy, sunny = [5, 0, 0], [0, 5, 0]
    first = [(rainy, 0)] * 4 + [(sunny, 1)]
    second = [(rainy, 0)] + [(sunny, 1)] * 4

    assert 1 == null_of(first, second).p
    pooled = null_of([(hits, 0) for hits, _ in first], [(hits, 0) for hits, _ in second])
    assert 52 / 252 == pytest.approx(pooled.p)
    longer = null_of([(hits, 0) for hits, _ in first * 2], [(hits, 0) for hits, _ in second * 2])
    assert longer.p < 0.05


@given(sides, sides, st.integers(0, 9))
def test_drawn_p_is_never_zero(
    first: list[tuple[list[int], int]], second: list[tuple[list[int], int]], seed: int
) -> None:
    """With B ways drawn, p is at least one in B + 1."""
    null = null_of(first, second, drawn=True, permutations=19, seed=seed)

    assert 1 / 20 <= null.p <= 1
    assert (False, 19) == (null.exact, null.permutations)


@given(st.randoms(use_true_random=False), sides, sides, st.booleans())
def test_names_and_orders_do_not_matter(
    random: object,
    first: list[tuple[list[int], int]],
    second: list[tuple[list[int], int]],
    drawn: bool,
) -> None:
    """Shuffled units and frames, renamed stories and an empty frame give the same, bit by bit."""
    places, names = [0, 1, 2], [7, 3, 5]
    moved = [first.copy(), second.copy()]
    for shuffled in (places, names, *moved):
        random.shuffle(shuffled)  # type: ignore[attr-defined]
    renamed = [
        [([*(hits[p] for p in places), 0], names[story]) for hits, story in side] for side in moved
    ]

    assert repr(null_of(first, second, drawn=drawn)) == repr(null_of(*renamed, drawn=drawn))


@given(sides, sides, st.booleans())
def test_neither_side_is_the_first(
    first: list[tuple[list[int], int]], second: list[tuple[list[int], int]], drawn: bool
) -> None:
    """Exchanged sides give the same, bit by bit."""
    if sorted(hits for hits, _ in first) != sorted(hits for hits, _ in second):
        assert repr(null_of(first, second, drawn=drawn)) == repr(
            null_of(second, first, drawn=drawn)
        )


@given(tables, st.randoms(use_true_random=False))
def test_the_canonical_order(table: list[list[int]], random: object) -> None:
    """Wherever units and categories stand, the content is the same, and so with an empty one."""
    values = np.array(table)
    units, columns = list(range(values.shape[0])), list(range(values.shape[1]))
    for indices in (units, columns):
        random.shuffle(indices)  # type: ignore[attr-defined]
    moved = np.insert(values[units][:, columns], 0, 0, axis=1)

    assert canonical_order(values)[1] == canonical_order(moved)[1]


def test_categories_that_look_alike() -> None:
    """Here every category has one hit in a unit of two, and yet they go together in pairs."""
    together = np.array([[1, 0, 1, 0], [0, 1, 0, 1]])

    assert canonical_order(together)[1] == canonical_order(together[:, [0, 2, 1, 3]])[1]


def test_sides_that_look_alike() -> None:
    """Each side for itself is like the other, but they cannot change places."""
    first, second = [([1, 2, 0], 0)] * 4, [([2, 0, 1], 0)] * 4

    assert null_of(first, second, drawn=True) == null_of(second, first, drawn=True)


def test_drawn_is_near_exact() -> None:
    """Four thousand draws come within four standard errors of all ways."""
    a = [([3, 0, 1], 0), ([2, 1, 0], 0), ([0, 1, 1], 0), ([4, 0, 0], 1), ([1, 1, 0], 1)]
    b = [([0, 2, 1], 0), ([1, 3, 0], 0), ([0, 1, 2], 1), ([1, 0, 3], 1)]
    exact, drawn = null_of(a, b), null_of(a, b, drawn=True, permutations=4000)

    assert 4 * sqrt(exact.p * (1 - exact.p) / 4000) > abs(exact.p - drawn.p)
    assert 4 * 0.25 / sqrt(4000) > abs(exact.mean - drawn.mean)
    assert exact.high == pytest.approx(drawn.high, abs=0.05)


def test_the_seed_decides() -> None:
    """The same seed draws the same, another one something else, and so does other content."""
    a, b = [([i, 1, 0], 0) for i in range(5)], [([0, i, 1], 0) for i in range(5)]

    assert null_of(a, b, drawn=True) == null_of(a, b, drawn=True)
    assert null_of(a, b, drawn=True).mean != null_of(a, b, drawn=True, seed=2).mean
    draws = [random_numbers(1, key).random() for key in (b"a", b"a", b"b")]
    assert draws[0] == draws[1] != draws[2]


def test_ways_that_leave_a_side_empty_are_extreme() -> None:
    """They have no divergence; they count against a finding and not in the mean."""
    null = null_of([([2, 0, 0], 0), ([0, 0, 0], 0)], [([0, 2, 0], 0), ([0, 0, 0], 0)])

    assert (1, 1, 6) == (null.p, null.mean, null.permutations)


def test_several_statistics_come_from_the_same_ways() -> None:
    """Total variation beside the divergence: each has its own record."""
    dealing, values = dealing_of([([1, 0, 0], 0)] * 2, [([0, 1, 0], 0)] * 2)
    bits, moves = nulls_of([jensen_shannon_rows, total_variation_rows], [1, 1], values, dealing)

    assert (1 / 3, 1 / 3) == pytest.approx((bits.p, moves.p))
    assert (1 / 3, 1 / 3) == pytest.approx((bits.mean, moves.mean))


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(0, 5)), min_size=1, max_size=3))
def test_all_ways_to_deal_are_gone_through_in_order(strata: list[tuple[int, int]]) -> None:
    """As one would write them down: the choice in the last story changes first."""
    first = [([1, 0], story) for story, (here, _) in enumerate(strata) for _ in range(here)]
    second = [([0, 1], story) for story, (_, there) in enumerate(strata) for _ in range(there)]
    if not second:
        second = [([0, 1], 0)]
    dealing, _ = dealing_of(first, second)
    if dealing.ways > 20_000:
        return
    expected = []
    for chosen in product(*(combinations(units, take) for units, take in dealing._strata)):
        row = np.zeros(len(first) + len(second), dtype=bool)
        row[[unit for units in chosen for unit in units]] = True
        expected.append(row.tolist())

    assert np.concatenate(list(dealing._all())).tolist() == expected


@given(st.lists(st.lists(st.integers(0, 3), min_size=5, max_size=5), min_size=1, max_size=4))
def test_as_many_are_taken_whatever_was_drawn(drawn: list[list[int]]) -> None:
    """Also where numbers are equal, which random ones hardly are; never a larger one."""
    draws = np.array(drawn, dtype=np.float64)
    for take in range(1, 6):
        taken = resampling._smallest(draws, take)

        assert (taken.sum(axis=1) == take).all()
        for row, marked in zip(draws, taken, strict=True):
            assert row[marked].max() <= row[~marked].min(initial=np.inf)
