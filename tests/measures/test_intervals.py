"""Intervals: the known answers, scipy's own, and how they nest and narrow."""

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import beta, binomtest, chi2, norm, t

from framing.measures.intervals import (
    Interval,
    design_effect_of_rate,
    design_effect_of_share,
    effective_design,
    rate_interval,
    ratio_interval,
    share_interval,
    weighted_interval,
)

K9 = ([3, 2, 0, 4], [60, 55, 50, 65])
K10 = ([0, 1, 0, 1], [58, 62, 47, 53])
designs = st.floats(1, 5)
confidences = st.sampled_from([0.5, 0.8, 0.9, 0.95, 0.99])
blocks = st.lists(st.tuples(st.integers(0, 6), st.integers(6, 120)), min_size=2, max_size=12)


def ends(interval: Interval) -> tuple[float, float]:
    """Return both ends."""
    return interval.low, interval.high


def near(*values: float) -> object:
    """Return what equals these numbers as far as they are given."""
    return pytest.approx(values, abs=5.1e-7)


@pytest.mark.parametrize(
    ("expected", "hits"),
    [
        ((0, 7.377759), 0),
        ((0.050636, 11.143287), 1),
        ((1.237344, 17.534546), 3),
        ((9.590777, 36.780712), 10),
        ((40.481748, 85.653731), 30),
    ],
)
def test_garwood(expected: tuple[float, float], hits: int) -> None:
    """The exact Poisson interval of hits in 500 words."""
    assert near(*expected) == ends(rate_interval(hits, 500))


@pytest.mark.parametrize(
    ("rate", "design", "corrected", "interval", "units"),
    [
        (39.130435, 0.947840, 2.498970, (9.705332, 104.963679), K9),
        (9.090909, 0.613003, 1.616175, (0.420586, 43.916915), K10),
    ],
)
def test_effective_counts(
    rate: float,
    design: float,
    corrected: float,
    interval: tuple[float, float],
    units: tuple[list[int], list[int]],
) -> None:
    """From four blocks to the interval of their rate."""
    hits, words = map(np.array, units)
    found = design_effect_of_rate(hits, words)

    assert near(rate) == (1000 * hits.sum() / words.sum(),)
    assert near(design) == (found,)
    assert near(corrected) == (effective_design(found, 4),)
    assert near(*interval) == ends(
        rate_interval(hits.sum(), words.sum(), effective_design(found, 4))
    )


def test_the_correction_for_few_units() -> None:
    """The square of t over z, which is 2.636 for four units."""
    assert near(2.636489) == (effective_design(1, 4),)
    assert 1 == effective_design(0.1, 30) == effective_design(9, 1)


@given(st.floats(0, 9), st.integers(2, 60), confidences)
def test_the_correction_by_scipy(design: float, units: int, confidence: float) -> None:
    """Quantiles are scipy's."""
    upper = (1 + confidence) / 2
    expected = max(1, design * (t.ppf(upper, units - 1) / norm.ppf(upper)) ** 2)

    assert expected == pytest.approx(effective_design(design, units, confidence), rel=1e-9)


def test_weighted_emphasis() -> None:
    """Fay and Feuer's interval of 9, 2 and 2 hits of three weights in 230 words."""
    hits, weights, scale = np.array([9, 2, 2]), 1 + np.log([1, 2, 3]), 1000 / 230
    emphasis, variance = scale * float(hits @ weights), scale**2 * float(hits @ weights**2)
    found = weighted_interval(emphasis, variance, scale * float(weights.max()))

    assert near(72.102256) == (emphasis,)
    assert near(36.869474, 132.087507) == ends(found)


@given(st.integers(0, 50), st.integers(1, 5000), designs, confidences)
def test_rates_by_scipy(hits: int, words: int, design: float, confidence: float) -> None:
    """Quantiles of chi-square, and equal weights give the same as no weights."""
    tail, k = (1 - confidence) / 2, hits / design
    low = chi2.ppf(tail, 2 * k) / 2 if hits else 0.0
    expected = np.array([low, chi2.ppf(1 - tail, 2 * k + 2) / 2]) * 1000 * design / words
    found = rate_interval(hits, words, design, confidence)

    assert expected == pytest.approx(ends(found), rel=1e-9, abs=1e-12)
    one = 1000 * design / words
    weighted = weighted_interval(1000 * hits / words, 1000 * hits / words * one, one, confidence)
    assert expected == pytest.approx(ends(weighted), rel=1e-9, abs=1e-12)


@given(st.integers(0, 40), st.integers(0, 40), designs, confidences)
def test_shares_by_scipy(hits: int, others: int, design: float, confidence: float) -> None:
    """Quantiles of beta; without a design effect, scipy's own Clopper and Pearson."""
    total, tail = hits + others, (1 - confidence) / 2
    assume(total > 0)
    k, n = hits / design, total / design
    low = beta.ppf(tail, k, n - k + 1) if hits else 0.0
    high = beta.ppf(1 - tail, k + 1, n - k) if others else 1.0

    assert (low, high) == pytest.approx(
        ends(share_interval(hits, total, design, confidence)), rel=1e-9, abs=1e-12
    )
    exact = binomtest(hits, total).proportion_ci(confidence, method="exact")
    plain = share_interval(hits, total, 1, confidence)
    assert (exact.low, exact.high) == pytest.approx(ends(plain), rel=1e-6, abs=1e-9)


@given(st.integers(0, 30), st.integers(0, 30), st.integers(50, 500), st.integers(50, 500))
def test_ratios(first: int, second: int, words: int, others: int) -> None:
    """The ratio lies inside, and exchanging the sides turns the interval over."""
    assume(first + second > 0)
    found = ratio_interval((first, second), (words, others))
    turned = ratio_interval((second, first), (others, words))

    if second:
        assert found.low <= (first / words) / (second / others) <= found.high
    assert (0 == found.low) == (first == 0)
    assert math.isinf(found.high) == (second == 0)
    upside_down = (0 if second == 0 else 1 / found.high, math.inf if not first else 1 / found.low)
    assert upside_down == pytest.approx(ends(turned), rel=1e-9)


INTERVALS: dict[str, Callable[[int, float, float], Interval]] = {
    "rate": lambda k, design, confidence: rate_interval(k, 400, design, confidence),
    "share": lambda k, design, confidence: share_interval(k, 30, design, confidence),
    "weighted": lambda k, design, confidence: weighted_interval(k, k * design, 2.0, confidence),
    "ratio": lambda k, design, confidence: ratio_interval((k, 7), (90, 80), design, confidence),
}


@pytest.mark.parametrize("kind", INTERVALS)
@given(hits=st.integers(0, 29), design=designs)
def test_more_confidence_is_a_wider_interval(kind: str, hits: int, design: float) -> None:
    """99 % holds 95 % and that 80 %; without hits the lower end is 0 and the upper above it."""
    widest, middle, narrow = (INTERVALS[kind](hits, design, c) for c in (0.99, 0.95, 0.8))

    assert widest.low <= middle.low <= narrow.low <= narrow.high < middle.high < widest.high
    assert (0 == widest.low) == (hits == 0)
    assert 0 < narrow.high


@given(blocks)
def test_more_of_the_same_blocks_is_a_narrower_interval(rows: list[tuple[int, int]]) -> None:
    """With every block twice, and four times, the interval shrinks around the same rate."""
    widths = []
    for copies in (1, 2, 4):
        hits, words = np.array(rows * copies).T
        design = effective_design(design_effect_of_rate(hits, words), len(hits))
        found = rate_interval(hits.sum(), words.sum(), design)
        rate = 1000 * hits.sum() / words.sum()
        assert found.low <= rate <= found.high
        widths.append(found.high - found.low)

    assert widths[0] > widths[1] > widths[2]


@given(blocks, st.randoms(use_true_random=False))
def test_the_order_of_blocks_does_not_matter(rows: list[tuple[int, int]], random: object) -> None:
    """Shuffled blocks have the same design effects to the last bit."""
    shuffled = rows.copy()
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    hits, words = np.array(rows).T
    others, their_words = np.array(shuffled).T

    assert design_effect_of_rate(hits, words) == design_effect_of_rate(others, their_words)
    assert design_effect_of_share(hits / 3, words) == design_effect_of_share(
        others / 3, their_words
    )


@given(blocks)
def test_design_effects_by_definition(rows: list[tuple[int, int]]) -> None:
    """The variance between blocks over that of independent hits, in plain numbers."""
    hits, words = np.array(rows).T
    m, k, n = len(rows), sum(y for y, _ in rows), sum(w for _, w in rows)
    variance = m / (m - 1) * sum((y - k / n * w) ** 2 for y, w in rows) / n**2
    rate = variance / (k / n / n) if k else 1.0
    share = variance / (k / n * (1 - k / n) / n) if 0 < k < n else 1.0

    assert rate == pytest.approx(design_effect_of_rate(hits, words), rel=1e-9)
    assert share == pytest.approx(design_effect_of_share(hits, words), rel=1e-9)


@pytest.mark.parametrize(("hits", "words"), [([3], [100]), ([0, 0], [50, 60]), ([], [])])
def test_no_design_effect_to_see(hits: list[int], words: list[int]) -> None:
    """Without hits, or with one unit, hits count as independent."""
    y, n = np.array(hits, dtype=np.int64), np.array(words, dtype=np.int64)

    assert 1 == design_effect_of_rate(y, n) == design_effect_of_share(y, n)
