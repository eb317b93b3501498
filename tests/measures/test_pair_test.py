"""One pair: the golden example, the closed form, and what must not matter."""

import math
from collections.abc import Callable, Sequence
from dataclasses import asdict

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import chi2_contingency, t
from scipy.stats import f as f_distribution

from framing.counts import Integers
from framing.measures.divergence import jensen_shannon_bits, jensen_shannon_rows
from framing.measures.intervals import Interval
from framing.measures.pair_test import PairTest, closed_form_test, permutation_test
from framing.measures.sides import Sides, jackknife_error, mean_design_effect

A = [[3, 0, 1], [2, 1, 0], [0, 1, 1], [4, 0, 0]]
B = [[0, 2, 1], [1, 3, 0], [0, 1, 2], [1, 0, 3]]
TESTS = (permutation_test, closed_form_test)
BITS = 8 * math.log(2)
NO_ERROR = 1e-12
rows = st.lists(st.integers(0, 4), min_size=3, max_size=3)
units = st.lists(rows, min_size=2, max_size=5).filter(lambda side: any(map(any, side)))


def sides_of(
    first: Sequence[Sequence[int]],
    second: Sequence[Sequence[int]],
    strata: tuple[Sequence[int], Sequence[int]] | None = None,
    parts: int = 1,
) -> Sides:
    """Return the sides of a comparison, all in one stratum unless said otherwise."""

    def array(values: Sequence[object]) -> Integers:
        return np.array(values, dtype=np.int64)

    own, other = strata or ([0] * len(first), [0] * len(second))
    return Sides(array(first), array(second), array(own), array(other), parts)


@pytest.fixture(scope="module")
def golden() -> PairTest:
    """The test of the golden pair."""
    return permutation_test(sides_of(A, B))


@pytest.mark.parametrize(
    ("expected", "attribute"),
    [
        (0.239228589010, "divergence"),
        (0.108786016353, "chance"),
        (0.130442572656, "excess"),
        (0.146365042571, "adjusted"),
        (8 / 70, "p"),
    ],
)
def test_the_golden_pair(golden: PairTest, expected: float, attribute: str) -> None:
    """Four blocks a side, all seventy ways."""
    assert expected == pytest.approx(getattr(golden, attribute), abs=1e-9)


def test_the_interval_of_the_golden_pair(golden: PairTest) -> None:
    """The jackknife error, the interval from it, and the 95th percentile by chance."""
    assert 0.158976872902 == pytest.approx(jackknife_error(sides_of(A, B)), abs=1e-9)
    assert (-0.375493, 0.636378) == pytest.approx(
        (golden.interval.low, golden.interval.high), abs=5.1e-7
    )
    assert 0.306961 == pytest.approx(golden.detectable, abs=5.1e-7)
    assert (70, True) == (golden.permutations, golden.exact)


def test_total_variation_of_the_golden_pair(golden: PairTest) -> None:
    """Shares of (9, 2, 2)/13 and (2, 6, 6)/14: 9/13 - 2/14 would have to move."""
    assert 9 / 13 - 2 / 14 == pytest.approx(golden.total_variation, abs=1e-12)
    assert 0 < golden.chance_total_variation < golden.total_variation


@given(units, units)
def test_the_jackknife_by_definition(first: list[list[int]], second: list[list[int]]) -> None:
    """Leave out one unit after the other."""
    squares = 0.0
    for own, other in ((first, second), (second, first)):
        left = [np.delete(np.array(own), i, axis=0).sum(axis=0) for i in range(len(own))]
        values = [jensen_shannon_bits(sums, np.array(other).sum(axis=0)) for sums in left]
        if None in values:
            assert math.isnan(jackknife_error(sides_of(first, second)))
            return
        defined = np.array(values, dtype=np.float64)
        squares += (len(own) - 1) / len(own) * ((defined - defined.mean()) ** 2).sum()

    error = jackknife_error(sides_of(first, second))
    assert math.sqrt(squares) == pytest.approx(error, abs=1e-12)
    test = permutation_test(sides_of(first, second), 99)
    reach = t.ppf(0.975, min(len(first), len(second)) - 1) * error
    ends = (test.interval.low, test.interval.high)
    if error < NO_ERROR:
        assert all(map(math.isnan, ends))
        return
    expected = [max(-1.0, min(1.0, end)) for end in (test.excess - reach, test.excess + reach)]
    assert expected == pytest.approx(ends, abs=1e-9)


def test_the_interval_holds_only_what_can_be() -> None:
    """With two units a side t is 12.7, and X give or take that error is beyond any divergence."""
    sides = sides_of([[6, 0], [1, 5]], [[0, 6], [3, 3]])
    reach = 12.7062 * jackknife_error(sides)
    for test in TESTS:
        found = test(sides)
        assert found.excess - reach < -1
        assert found.excess + reach > 1
        assert (-1, 1) == (found.interval.low, found.interval.high)


@given(units, units)
def test_no_interval_passes_what_can_be(first: list[list[int]], second: list[list[int]]) -> None:
    """J and J0 are between 0 and 1."""
    for test in TESTS:
        found = test(sides_of(first, second)).interval
        assert math.isnan(found.low) or -1 <= found.low <= found.high <= 1


def test_one_unit_has_no_interval() -> None:
    """From one unit nothing can be left out."""
    for test in TESTS:
        found = test(sides_of([[3, 1, 0]], B)).interval
        assert math.isnan(found.low)
        assert math.isnan(found.high)


@given(units, units)
def test_no_frame_in_common_is_no_certainty(
    first: list[list[int]], second: list[list[int]]
) -> None:
    """J is 1 whichever unit is left out: that has no interval, but a p."""
    apart = [[*unit, 0, 0, 0] for unit in first], [[0, 0, 0, *unit] for unit in second]
    for test in TESTS:
        found = test(sides_of(*apart))
        assert 1 == pytest.approx(found.divergence)
        assert 0 < found.p <= 1
        assert math.isnan(found.interval.low)
        assert math.isnan(found.interval.high)


@pytest.mark.parametrize("m", [2, 5, 30])
def test_units_all_alike_are_no_certainty(m: int) -> None:
    """Of such units each left out leaves the same shares, up to rounding; one other ends it."""
    for test in TESTS:
        assert math.isnan(test(sides_of([[3, 1, 1]] * m, [[1, 3, 7]] * m)).interval.low)
        found = test(sides_of([*[[3, 1, 1]] * m, [3, 2, 1]], [[1, 3, 7]] * m)).interval
        assert found.low < found.high


def test_hits_and_sizes() -> None:
    """Hits are counted whole, and the smaller side rules."""
    sides = sides_of(A, B, ([0, 0, 1, 2], [0, 1, 1, 3]), parts=2)

    assert (6.5, 7.0) == sides.hits
    assert 6.5 * 7 / 13.5 == pytest.approx(sides.harmonic_hits)
    assert [(2, 1), (1, 2), (1, 0), (0, 1)] == sides.sizes_by_stratum


@given(units, units)
def test_the_closed_form_by_scipy(first: list[list[int]], second: list[list[int]]) -> None:
    """G2 over its design effect as an F; the level by chance from the variances of the shares."""
    sides = sides_of(first, second)
    table = np.array([sides.first.sum(axis=0), sides.second.sum(axis=0)])
    table = table[:, table.any(axis=0)]
    degrees, freedom = table.shape[1] - 1, len(first) + len(second) - 2
    found = closed_form_test(sides)
    assume(degrees)

    g2 = chi2_contingency(table, lambda_="log-likelihood", correction=False).statistic
    design = max(1.0, mean_design_effect(sides))
    expected = f_distribution.sf(g2 / (degrees * design), degrees, freedom)
    assert expected == pytest.approx(found.p, abs=1e-9)
    chance = degrees * design / BITS / sides.harmonic_hits
    assert chance == pytest.approx(found.chance, rel=1e-9)
    detectable = chance * f_distribution.ppf(0.95, degrees, freedom)
    assert detectable == pytest.approx(found.detectable, rel=1e-9)
    assert (0, False) == (found.permutations, found.exact)


def test_the_level_by_chance_in_closed_form() -> None:
    """The sum of the variances of the shares over the pooled share, which exact ways agree with."""
    sides = sides_of(A * 2, B * 2)
    pooled = sides.values.sum(axis=0) / sides.values.sum()
    variances = np.zeros(3)
    for side in (sides.first, sides.second):
        residuals = side - pooled * side.sum(axis=1, keepdims=True)
        variances += 8 / 7 * (residuals**2).sum(axis=0) / side.sum() ** 2

    found = closed_form_test(sides)
    assert found.chance == pytest.approx((variances / pooled).sum() / BITS, abs=1e-9)
    assert found.chance == pytest.approx(permutation_test(sides).chance, rel=0.1)


def test_one_frame_in_closed_form() -> None:
    """With a single frame in use there is nothing to test."""
    found = closed_form_test(sides_of([[3, 0], [2, 0]], [[1, 0], [4, 0]]))

    assert (0, 0, 1) == (found.divergence, found.chance, found.p)


@given(units, units)
def test_independent_hits_in_closed_form(first: list[list[int]], second: list[list[int]]) -> None:
    """Without more spread than chance it is (K - 1)/(8 ln 2) (1/N1 + 1/N2), and never less."""
    sides = sides_of(first, second)
    used = int((sides.values.sum(axis=0) > 0).sum())
    least = (used - 1) / BITS * (1 / sides.first.sum() + 1 / sides.second.sum())
    found = closed_form_test(sides)

    assert found.chance >= least - 1e-12
    assert found.design_effect > 1 or least == pytest.approx(found.chance, abs=1e-12)


@pytest.mark.parametrize("test", TESTS)
@given(first=units, second=units)
def test_neither_side_is_the_first(
    test: Callable[[Sides], PairTest], first: list[list[int]], second: list[list[int]]
) -> None:
    """Every number of the record is the same with the sides exchanged."""
    assert repr(test(sides_of(first, second))) == repr(test(sides_of(second, first)))


@pytest.mark.parametrize("test", TESTS)
@given(first=units, second=units, random=st.randoms(use_true_random=False))
def test_orders_do_not_matter(
    test: Callable[[Sides], PairTest],
    first: list[list[int]],
    second: list[list[int]],
    random: object,
) -> None:
    """Shuffled units and frames, and a frame without hits, change no bit."""
    frames, moved = [0, 1, 2], [first.copy(), second.copy()]
    for shuffled in (frames, *moved):
        random.shuffle(shuffled)  # type: ignore[attr-defined]
    own, other = ([[0, *(hits[f] for f in frames)] for hits in side] for side in moved)

    assert repr(test(sides_of(first, second))) == repr(test(sides_of(own, other)))


@given(units)
def test_a_side_beside_itself(side: list[list[int]]) -> None:
    """It does not diverge: J is 0, p is 1, and the excess is not above 0."""
    found = permutation_test(sides_of(side, side), 99)

    assert (0, 0, 1) == (found.divergence, found.total_variation, found.p)
    assert found.excess <= 0
    assert found.adjusted <= 0


@given(units, units)
def test_parts_of_hits_are_no_more_hits(first: list[list[int]], second: list[list[int]]) -> None:
    """Counted in halves, the same hits give the same record."""
    halves = sides_of(np.array(first) * 2, np.array(second) * 2, parts=2)  # type: ignore[arg-type]

    for test in TESTS:
        whole, found = asdict(test(sides_of(first, second))), asdict(test(halves))
        assert whole.pop("interval") == pytest.approx(found.pop("interval"), nan_ok=True)
        assert whole == pytest.approx(found, rel=1e-9, abs=1e-12)


@given(units, units)
def test_more_confidence_is_a_wider_interval(
    first: list[list[int]], second: list[list[int]]
) -> None:
    """The interval of 99 % holds that of 95 %, and that the one of 80 %, around the excess."""
    sides = sides_of(first, second)
    assume(jackknife_error(sides) > NO_ERROR)
    for test in TESTS:
        found = [test(sides, confidence=c) for c in (0.99, 0.95, 0.8)]
        wide, middle, narrow = (record.interval for record in found)
        excess = max(-1.0, min(1.0, found[0].excess))  # as the ends are cut
        assert wide.low <= middle.low <= narrow.low <= excess
        assert excess <= narrow.high <= middle.high <= wide.high


def test_more_of_the_same_blocks_is_a_narrower_interval() -> None:
    """Each block twice, and four times."""

    def width(interval: Interval) -> float:
        return interval.high - interval.low

    widths = [width(closed_form_test(sides_of(A * n, B * n)).interval) for n in (1, 2, 4)]
    assert widths[0] > widths[1] > widths[2]


def test_stories_are_not_mixed() -> None:
    """What differs between stories and not within them is no divergence of outlets."""
    rainy, sunny = [5, 0], [0, 5]
    first, second = [rainy] * 4 + [sunny], [rainy] + [sunny] * 4
    strata = ([0] * 4 + [1], [0] + [1] * 4)
    sides = sides_of(first, second, strata)

    found = permutation_test(sides)
    assert (1, 1, 25) == (found.p, found.chance / found.divergence, found.permutations)
    assert permutation_test(sides_of(first, second)).chance < found.chance
    assert 0.278072 == pytest.approx(
        float(jensen_shannon_rows(np.array([[4.0, 1]]), np.array([[1.0, 4]]))[0]), abs=1e-6
    )
