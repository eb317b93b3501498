"""The expected number of hits: by hand, against scipy's distributions, and by drawing articles."""

import math

import numpy as np
import pytest
from scipy.special import ndtr, stdtrit
from scipy.stats import nbinom, norm
from scipy.stats import t as student

from framing import Baseline
from framing.baseline.moments import FrameSums, moments_of
from framing.baseline.prediction import Expectation
from tests.baseline.conftest import draw_counts


def _expectation(counts: list[tuple[int, int]], confidence: float = 0.95) -> Expectation:
    moments = moments_of([(words, [hits]) for words, hits in counts], 1)
    return Expectation(moments, 0, "the baseline", confidence)


def test_sums_of_three_articles(three: Baseline) -> None:
    """2 + 6 + 0 hits in 100 + 200 + 100 words."""
    moments = three.overall

    assert (3, 400, 60_000, 10_000_000) == (
        moments.articles,
        moments.words,
        moments.words_squared,
        moments.words_cubed,
    )
    assert FrameSums(hits=8, squares=40, products=1400) == moments.frames[0]
    assert 0.02 == moments.rate(0)


def test_variance_between_three_articles(three: Baseline) -> None:
    """Residuals 0, 2, -2: (8 - .02 (400 - 150)) / (60,000 - 50,000 + 22,500) = 3 / 32,500."""
    assert 8 == three.overall.residual_squares(0)
    assert pytest.approx(3 / 32_500, rel=1e-14) == three.overall.variance_between(0)
    # (r N + v A) / N^2
    expected = (8 + 60_000 * 3 / 32_500) / 160_000
    assert pytest.approx(expected, rel=1e-14) == three.overall.variance_of_rate(0)


def test_the_moments_are_those_of_equal_articles() -> None:
    """With one length n: S/((m - 1) n^2) - r/n."""
    hits = [1, 4, 9, 2]
    moments = moments_of([(50, [y]) for y in hits], 1)

    expected = np.var(hits, ddof=1) / 50**2 - np.mean(hits) / 50**2

    assert pytest.approx(expected, rel=1e-12) == moments.variance_between(0)


def test_counts_that_spread_less_than_chance_have_no_variance_between() -> None:
    """A negative variance is 0; the error of the rate remains."""
    moments = moments_of([(100, [3])] * 12, 1)

    assert 0 == moments.variance_between(0)
    assert pytest.approx(0.03 / 1200) == moments.variance_of_rate(0)


@pytest.mark.parametrize("words", [1, 40, 100, 700, 20_000])
@pytest.mark.parametrize("confidence", [0.5, 0.8, 0.95, 0.99])
def test_interval_is_that_of_scipys_negative_binomial(words: int, confidence: float) -> None:
    """Quantiles of a distribution with the mean and variance asked for, tails those of t."""
    counts = [(100, 2), (200, 6), (100, 0), (300, 4)]
    moments = moments_of([(n, [y]) for n, y in counts], 1)
    mean = words * 12 / 700
    extra = words**2 * (moments.variance_between(0) + moments.variance_of_rate(0))
    oracle = nbinom(mean**2 / extra, mean / (mean + extra))
    tail = ndtr(-stdtrit(3, (1 + confidence) / 2))

    low, high = _expectation(counts, confidence).interval(words) or (-1, -1)

    assert oracle.mean() == pytest.approx(mean)
    assert oracle.var() == pytest.approx(mean + extra)
    assert oracle.ppf(tail) == low
    assert oracle.cdf(high) >= 1 - tail * (1 + 1e-9)
    assert high == 0 or oracle.sf(high - 1) > tail


@pytest.mark.parametrize("hits", [0, 3, 10, 11, 30, 200])
def test_position_is_the_tail_on_the_scale_of_t(hits: int) -> None:
    """One tail of the negative binomial, as a quantile of the normal, looked up in t."""
    counts = [(100 + 10 * i, 1 + i % 5) for i in range(12)]
    moments = moments_of([(n, [y]) for n, y in counts], 1)
    words = 600
    mean = words * (moments.rate(0) or 0)
    extra = words**2 * (moments.variance_between(0) + moments.variance_of_rate(0))
    oracle = nbinom(mean**2 / extra, mean / (mean + extra))
    tail = min(oracle.cdf(hits), oracle.sf(hits - 1), 0.5)
    p = 2 * student(11).sf(norm.isf(tail))

    place = _expectation(counts).place(words, hits)

    assert place is not None
    assert pytest.approx(p, rel=1e-6) == place.p
    assert pytest.approx(math.copysign(norm.isf(p / 2), hits - mean), rel=1e-6) == place.position


def test_beyond_the_interval_is_p_below_the_level() -> None:
    """The interval and p are one statement, whatever the confidence."""
    counts = [(100 + 10 * i, 1 + i % 5) for i in range(12)]
    for confidence in (0.8, 0.95, 0.99):
        expected = _expectation(counts, confidence)
        low, high = expected.interval(500) or (-1, -1)
        for hits in range(80):
            place = expected.place(500, hits)
            assert place is not None
            assert (not low <= hits <= high) == (place.p < 1 - confidence)


def test_position_grows_with_hits_and_stays_finite() -> None:
    """No article is so far out that its position is no number."""
    expected = _expectation([(100, 1), (100, 2)] * 100)

    places = [expected.place(600, hits) for hits in (0, 5, 9, 20, 100, 500, 599)]
    positions = [place.position for place in places if place]

    assert positions == sorted(positions)
    assert positions[0] < 0 < positions[-1] < 40
    assert all(0 < place.p <= 1 for place in places if place)


@pytest.mark.parametrize(
    ("counts", "note"),
    [
        ([], "no interval: no article in the baseline"),
        ([(100, 2)], "no interval: one article in the baseline"),
        ([(100, 0)] * 40, "no interval: no hit in the 40 articles of the baseline"),
    ],
)
def test_no_interval_without_a_spread_to_take_it_from(
    counts: list[tuple[int, int]], note: str
) -> None:
    """A sentence takes the place of the interval."""
    expected = _expectation(counts)

    assert note == expected.note
    assert expected.interval(100) is None
    assert expected.place(100, 5) is None


def test_below_ten_articles_there_is_an_interval_and_no_position() -> None:
    """Nobody knows the tails of nine articles."""
    nine, ten = _expectation([(100, 1), (100, 3), (100, 5)] * 3), _expectation([(100, 1)] * 10)

    assert nine.interval(100) is not None
    assert nine.place(100, 5) is None
    assert nine.note == ("no position: 9 articles in the baseline, fewer than 10; read the ratio")
    assert ten.place(100, 5) is not None
    assert ten.note == ""


def test_few_articles_and_much_confidence_give_no_interval() -> None:
    """Two articles cannot say where 9,999 of 10,000 lie."""
    assert _expectation([(100, 1), (100, 3)], 0.9999).interval(100) is None


def test_ratio_of_an_equal_article_is_one_and_lies_in_its_interval() -> None:
    """The ratio needs no distribution of articles."""
    expected = _expectation([(100, 2), (200, 6), (100, 0)])

    ratio = expected.ratio(100, 2)
    without = expected.ratio(100, 0)

    assert ratio is not None
    assert 1 == ratio[0]
    assert (ratio[1] or 0) < 1 < (ratio[2] or 0)
    assert without is not None
    assert (0, 0) == without[:2]
    assert _expectation([(100, 0)]).ratio(100, 2) is None


@pytest.mark.parametrize("articles", [5, 10, 20, 60])
@pytest.mark.parametrize("overdispersion", [0, 0.1, 0.5, 1.0])
def test_about_95_of_100_new_articles_lie_within(articles: int, overdispersion: float) -> None:
    """Of the same process, whatever its bursts and however few articles it is learned from.

    Counts are whole numbers, so intervals cover a little more than they must; without bursts those
    from few articles cover more still, since t allows for bursts that were not seen.
    """
    rng = np.random.default_rng([articles, int(10 * overdispersion)])
    within = runs = 0
    for _ in range(500):
        words, hits = draw_counts(rng, articles + 1, 20, overdispersion)
        expected = _expectation(list(zip(words[:-1], hits[:-1], strict=True)))
        interval = expected.interval(words[-1])
        if interval is not None:
            runs += 1
            within += interval[0] <= hits[-1] <= interval[1]

    assert runs >= 495
    most = 0.985 if articles >= 20 or (overdispersion and articles >= 10) else 1.0
    assert 0.92 <= within / runs <= most
