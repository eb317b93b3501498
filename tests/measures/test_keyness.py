"""The statistics of distinctive terms: known answers, independent implementations, relations.

K13 to K17 are the known answers of the methods.
"""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array
from scipy.stats import binomtest, chi2_contingency

from framing.measures.intervals import ratio_interval
from framing.measures.keyness import (
    PRIOR_WORDS,
    conservative_log_ratio,
    deviation_of_proportions,
    informative_prior,
    likelihood_ratio,
    log2_ratio,
    log2_ratio_interval,
    log_odds,
    log_odds_z,
    normalised_deviation_of_proportions,
)

TOY = ("aaabbccccccdefghh", "aabccddddefh")
"""The toy documents of quanteda.textstats' own tests, a letter a word."""
TOY_COUNTS = ([TOY[0].count(term) for term in "abcdefgh"], [TOY[1].count(t) for t in "abcdefgh"])
TOY_WORDS = (17, 12)

sides = st.tuples(
    st.lists(st.integers(0, 30), min_size=2, max_size=2).filter(any),
    st.lists(st.integers(31, 900), min_size=2, max_size=2),
)
unit_tables = st.integers(2, 7).flatmap(
    lambda units: st.tuples(
        st.lists(
            st.lists(st.integers(0, 6), min_size=3, max_size=3), min_size=units, max_size=units
        ),
        st.lists(st.integers(20, 40), min_size=units, max_size=units),
        st.integers(1, units - 1),
    )
)


def test_g2_of_four_cells() -> None:
    """K13: 30 and 10 of 1,000, by all four cells and not by the two of the term."""
    two_cells = 2 * (30 * math.log(30 / 20) + 10 * math.log(10 / 20))

    assert two_cells == pytest.approx(10.464962875, abs=1e-9)
    assert likelihood_ratio((30, 10), (1000, 1000)) == pytest.approx(10.669048050, abs=1e-9)


@pytest.mark.parametrize(
    ("counts", "words", "g2"),
    [
        ((10, 3), (10, 31767), 167.23),  # Dunning 1993, p. 72
        ((110, 111), (2552, 29225), 270.72),  # Dunning 1993, "the swiss"
        ((7, 2), (10, 9), 4.53493933),  # quanteda's toy documents
    ],
)
def test_published_g2(counts: tuple[float, float], words: tuple[float, float], g2: float) -> None:
    """Published values, to the digits they are published in."""
    assert likelihood_ratio(counts, words) == pytest.approx(g2, abs=6e-3 if g2 > 5 else 1e-8)


def test_g2_of_toy_documents() -> None:
    """As quanteda has it, which gives it the sign of the difference."""
    signed = likelihood_ratio(TOY_COUNTS, TOY_WORDS) * np.sign(log2_ratio(TOY_COUNTS, TOY_WORDS))
    expected = [0.00475147, 0.0912420, 1.274238, -3.779441, -0.0649005, -0.0649005, 1.093291]

    assert signed[:7] == pytest.approx(expected, abs=5e-7)


@given(sides)
def test_g2_by_scipy(pair: tuple[list[int], list[int]]) -> None:
    """The same number as scipy's, never below 0."""
    y, n = pair
    table = np.array([y, [n[0] - y[0], n[1] - y[1]]])
    expected = chi2_contingency(table, correction=False, lambda_="log-likelihood").statistic
    g2 = float(likelihood_ratio((y[0], y[1]), (n[0], n[1])))

    assert g2 == pytest.approx(expected, abs=1e-9)
    assert g2 >= 0


@pytest.mark.parametrize(("tests", "lrc"), [(1, 0.513398238), (1000, 0.0)])
def test_conservative_log_ratio(tests: int, lrc: float) -> None:
    """K14: the same counts as the only ones looked at, and as one of a thousand."""
    assert conservative_log_ratio(([30], [10]), (1000, 1000), tests) == pytest.approx(
        [lrc], abs=1e-9
    )


@pytest.mark.parametrize(
    ("y", "n", "prior", "delta", "z"),
    [
        ((30, 10), (1000, 1000), 10, 0.706752833, 2.580696460),
        ((5, 0), (1000, 1000), 1.25, 1.612779603, 1.646036290),
    ],
)
def test_log_odds(
    y: tuple[int, int], n: tuple[int, int], prior: float, delta: float, z: float
) -> None:
    """K15: two terms, one of them missing on a side; the prior is that of both sides."""
    assert informative_prior(y, n) == pytest.approx(prior)
    assert log_odds(y, n, prior) == pytest.approx(delta, abs=1e-9)
    assert log_odds_z(y, n, prior) == pytest.approx(z, abs=1e-9)
    assert log_odds_z(y, n, prior, 4.0) == pytest.approx(z / 2, abs=1e-9)


def test_fighting_words_of_toy_documents() -> None:
    """With the same small prior for every term, the z of other implementations."""
    z = log_odds_z(TOY_COUNTS, TOY_WORDS, 0.1, prior_words=0.8)

    assert z == pytest.approx(
        [0.080405, 0.299542, 1.221139, -1.832565, -0.263883, -0.263883, 0.643100, 0.299542],
        abs=6e-7,
    )


@given(sides)
def test_a_prior_draws_to_the_middle_and_not_past(pair: tuple[list[int], list[int]]) -> None:
    """The log-odds have the sign of the difference of rates, however unlike the sides are."""
    y, n = pair
    prior = informative_prior((y[0], y[1]), (n[0], n[1]))
    difference = y[0] * n[1] - y[1] * n[0]
    delta = float(log_odds((y[0], y[1]), (n[0], n[1]), prior))

    assert 0 < prior < PRIOR_WORDS
    assert np.sign(delta) == np.sign(difference) or abs(delta) < 1e-12


@given(sides, st.floats(1, 9), st.sampled_from([0.8, 0.95, 0.99]))
def test_interval_of_the_log_ratio(
    pair: tuple[list[int], list[int]], design_effect: float, confidence: float
) -> None:
    """The ends are those of `ratio_interval` and, for independent words, of scipy's binomial."""
    y, n = (pair[0][0], pair[0][1]), (pair[1][0], pair[1][1])
    low, high = log2_ratio_interval(y, n, design_effect, confidence)
    expected = ratio_interval(y, n, design_effect, confidence)
    exact = binomtest(y[0], sum(y)).proportion_ci(confidence)
    ends = log2_ratio_interval(y, n, 1.0, confidence)

    assert 2.0**low == pytest.approx(expected.low, rel=1e-9)
    assert 2.0**-high == pytest.approx(1 / expected.high, rel=1e-9, abs=1e-12)
    assert low <= log2_ratio(y, n) <= high
    assert math.isinf(low) == (y[0] == 0)
    assert math.isinf(high) == (y[1] == 0)
    assert low <= ends[0] + 1e-12
    assert high >= ends[1] - 1e-12
    assert 2.0 ** ends[0] * n[0] / n[1] == pytest.approx(exact.low / (1 - exact.low), rel=1e-7)


@given(sides)
def test_sides_change_places(pair: tuple[list[int], list[int]]) -> None:
    """M1: what has a direction flips its sign exactly, G2 stays."""
    (y, n) = pair
    one, other = ((y[0], y[1]), (n[0], n[1])), ((y[1], y[0]), (n[1], n[0]))
    prior = informative_prior(*one)

    assert informative_prior(*other) == prior
    assert log_odds_z(*other, prior) == -log_odds_z(*one, prior)
    assert log2_ratio(*other) == -log2_ratio(*one)
    assert log2_ratio_interval(*other)[0] == -log2_ratio_interval(*one)[1]
    assert conservative_log_ratio(*other) == -conservative_log_ratio(*one)
    assert likelihood_ratio(*other) == pytest.approx(likelihood_ratio(*one), abs=1e-12)


@pytest.mark.parametrize(
    ("counts", "words", "dp", "normalised"),
    [
        ([5, 0, 0, 0, 0], [100] * 5, 0.8, 1),
        ([1, 1, 1, 1, 1], [100] * 5, 0, 0),
        ([4, 3, 2, 1, 0], [500, 400, 600, 300, 200], 0.25, 0.277777778),
        ([2, 1, 0], [9, 9, 9], 1 / 3, 0.5),  # of the tests of Wordless
    ],
)
def test_deviation_of_proportions(
    counts: list[int], words: list[int], dp: float, normalised: float
) -> None:
    """K17: all in one of five parts, evenly spread, and in between."""
    column = np.array(counts)[:, None]

    assert deviation_of_proportions(column, words) == pytest.approx([dp], abs=1e-9)
    assert normalised_deviation_of_proportions(column, words) == pytest.approx(
        [normalised], abs=1e-9
    )


def test_dispersion_of_the_corpus_of_gries() -> None:
    """The toy corpus of Gries 2008, with the values he gives, to his two digits."""
    parts = ["bamnibeup", "basatbewqn", "bcagabesta", "baghabeaat", "bahaabeaxat"]
    counts = np.array([[part.count(term) for term in "biqx"] for part in parts])

    assert deviation_of_proportions(counts, [9, 10, 10, 10, 11]) == pytest.approx(
        [0.02, 0.82, 0.80, 0.78], abs=1e-9
    )


@given(unit_tables)
def test_dispersion_by_its_definition(drawn: tuple[list[list[int]], list[int], int]) -> None:
    """Dense or sparse, it is half the sum of the differences, in [0, 1], NaN without a term."""
    counts, words = np.array(drawn[0]), np.array(drawn[1])
    for given_counts in (counts, csr_array(counts)):
        dp = deviation_of_proportions(given_counts, words)
        normalised = normalised_deviation_of_proportions(given_counts, words)
        for t in range(3):
            if not counts[:, t].any():
                assert math.isnan(dp[t])
                continue
            shares = counts[:, t] / counts[:, t].sum() - words / words.sum()
            assert dp[t] == pytest.approx(np.abs(shares).sum() / 2, abs=1e-12)
            assert 0 <= dp[t] <= normalised[t] <= 1 + 1e-12


def test_a_single_part_has_no_dispersion() -> None:
    """Over one part nothing can be spread unevenly."""
    assert np.isnan(normalised_deviation_of_proportions(np.array([[7]]), [100])).all()
