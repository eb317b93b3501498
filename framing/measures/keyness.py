"""How distinctive terms are for one of two sides: statistics of counts, for many terms at once.

A pair holds one thing for each side: an array of one number a term, or a number that holds for all
terms. All of these statistics are above 0 where the first side uses a term more, but for G2 and the
deviation of proportions, which have no direction. Words do not come independently of one another;
where a design effect is asked for, it says how many occurrences are worth one independent one.
"""

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array
from scipy.special import betaincinv, rel_entr

from framing.measures.resampling import Floats

__all__ = [
    "PRIOR_WORDS",
    "Pair",
    "conservative_log_ratio",
    "deviation_of_proportions",
    "informative_prior",
    "likelihood_ratio",
    "log2_ratio",
    "log2_ratio_interval",
    "log_odds",
    "log_odds_z",
    "normalised_deviation_of_proportions",
]

Pair: TypeAlias = tuple[npt.ArrayLike, npt.ArrayLike]
"""Counts, or numbers of words, of the first and of the second side."""

PRIOR_WORDS = 500.0
"""How many words the prior is worth: about one short article. More shrinks rare terms more."""


def informative_prior(counts: Pair, words: Pair, prior_words: float = PRIOR_WORDS) -> Floats:
    """Return the prior of terms: what so many words of both sides together would hold.

    ``a_w = a0 pi_w`` with pi_w the share of the term in the words of both sides. It lies between
    the two rates, so that it draws them towards one another and never past.

    Args:
        counts: Occurrences of each term on the sides, shape (T,).
        words: Words of the sides, not both 0.
        prior_words: a0, how many words the prior is worth.

    Returns:
        Shape (T,), in occurrences, from 0 to ``prior_words``.
    """
    (y_a, y_b), (n_a, n_b) = _floats(counts), _floats(words)
    prior: Floats = prior_words * (y_a + y_b) / (n_a + n_b)
    return prior


def log_odds(
    counts: Pair, words: Pair, prior: npt.ArrayLike, prior_words: float = PRIOR_WORDS
) -> Floats:
    """Return the log-odds ratio of terms with an informative Dirichlet prior.

    ``ln((y_A + a_w)/(n_A + a0 - y_A - a_w))`` less the same of B (Monroe, Colaresi and Quinn 2008).
    It is defined where a side has none of a term, and the fewer words a side has, the nearer to the
    prior it is put.

    Args:
        counts: Occurrences of each term on the sides.
        words: Words of the sides.
        prior: a_w of each term, between 0 and ``prior_words``, neither of the two.
        prior_words: a0, the sum of the priors of all terms there are.

    Returns:
        Natural logarithms, in any range, 0 for equal odds; those of runs with unlike a0 must not be
        compared.
    """
    (y_a, y_b), (n_a, n_b) = _floats(counts), _floats(words)
    prior = np.asarray(prior, dtype=np.float64)
    odds_a = (y_a + prior) / (n_a + prior_words - y_a - prior)
    odds_b = (y_b + prior) / (n_b + prior_words - y_b - prior)
    difference: Floats = np.log(odds_a) - np.log(odds_b)
    return difference


def log_odds_z(
    counts: Pair,
    words: Pair,
    prior: npt.ArrayLike,
    design_effect: npt.ArrayLike = 1.0,
    prior_words: float = PRIOR_WORDS,
) -> Floats:
    """Return the log-odds ratio of terms over its standard error.

    ``z = log_odds/sqrt(d (1/(y_A + a_w) + 1/(y_B + a_w)))``. The design effect d is ours: in the
    textbook it is 1, every word stands for itself, and terms that come in bursts seem distinctive
    where nothing differs.

    Args:
        counts: Occurrences of each term on the sides.
        words: Words of the sides.
        prior: As for `log_odds`.
        design_effect: d of each term, from 1.
        prior_words: As for `log_odds`.

    Returns:
        Any number, 0 for equal odds; among the terms of one comparison larger is more distinctive.
        It grows with the length of the texts, so those of unlike pairs must not be compared, and
        it is no test: 1.96 has no meaning when it is the largest of a thousand.
    """
    y_a, y_b = _floats(counts)
    prior = np.asarray(prior, dtype=np.float64)
    variance = design_effect * (1 / (y_a + prior) + 1 / (y_b + prior))
    z: Floats = log_odds(counts, words, prior, prior_words) / np.sqrt(variance)
    return z


def log2_ratio(counts: Pair, words: Pair) -> Floats:
    """Return how many times the rate of terms doubles from the second side to the first.

    ``log2((y_A/n_A)/(y_B/n_B))`` (Hardie 2014), without his 0.5 in place of a count of 0.

    Args:
        counts: Occurrences of each term on the sides, not both 0.
        words: Words of the sides, more than 0.

    Returns:
        Any number, 0 for equal rates, infinite where a side has none of the term. It knows nothing
        of evidence, so that rare terms lead any ranking by it: read it with its interval.
    """
    (y_a, y_b), (n_a, n_b) = _floats(counts), _floats(words)
    with np.errstate(divide="ignore"):
        ratio: Floats = np.log2(y_a / n_a) - np.log2(y_b / n_b)
    return ratio


def log2_ratio_interval(
    counts: Pair,
    words: Pair,
    design_effect: npt.ArrayLike = 1.0,
    confidence: float = 0.95,
) -> tuple[Floats, Floats]:
    """Return the ends of the intervals of `log2_ratio`.

    Of ``y_A + y_B`` occurrences y_A are binomial; the exact interval of Clopper and Pearson, on
    counts divided by the design effect, is turned into one of the ratio, as `ratio_interval` does.

    Args:
        counts: Occurrences of each term on the sides, not both 0.
        words: Words of the sides, more than 0.
        design_effect: The effective design effect of each term, from 1.
        confidence: The confidence, between 0 and 1.

    Returns:
        The lower and the upper ends; infinite on the side on which the ratio is.
    """
    return _interval(counts, words, design_effect, (1 - confidence) / 2)


def likelihood_ratio(counts: Pair, words: Pair) -> Floats:
    """Return G2 of the table of a term and all other words, on both sides.

    ``2 sum(o ln(o/e))`` over all four cells (Dunning 1993), not over the two cells of the term
    alone, as a widespread short cut has it; that one is too small for frequent terms.

    Args:
        counts: Occurrences of each term on the sides.
        words: Words of the sides, not both 0.

    Returns:
        From 0, which stands for equal rates; no direction. As a test it takes every word for an
        independent one, which words are not, and it grows with the length of the texts.
    """
    (y_a, y_b), (n_a, n_b) = _floats(counts), _floats(words)
    share = (y_a + y_b) / (n_a + n_b)
    cells = (
        rel_entr(y_a, n_a * share)
        + rel_entr(y_b, n_b * share)
        + rel_entr(n_a - y_a, n_a * (1 - share))
        + rel_entr(n_b - y_b, n_b * (1 - share))
    )
    g2: Floats = 2 * np.maximum(cells, 0)  # equal rates can be below 0 by rounding
    return g2


def conservative_log_ratio(
    counts: Pair,
    words: Pair,
    tests: int = 1,
    design_effect: npt.ArrayLike = 1.0,
    confidence: float = 0.95,
) -> Floats:
    """Return the end of the interval of `log2_ratio` that is nearer to 0 (LRC, Evert 2022).

    Ours departs from his in the design effect, which in the original is 1.

    Args:
        counts: Occurrences of each term on the sides, not both 0.
        words: Words of the sides, more than 0.
        tests: How many terms are looked at; the interval is widened for all to hold (Bonferroni).
        design_effect: The effective design effect of each term, from 1.
        confidence: The confidence that all of the intervals hold, between 0 and 1.

    Returns:
        Any number: a difference that is at least so large, 0 where the interval holds 0. Those of
        comparisons with unlike numbers of tests must not be compared.
    """
    low, high = _interval(counts, words, design_effect, (1 - confidence) / (2 * max(tests, 1)))
    return np.where(low > 0, low, np.where(high < 0, high, 0.0))


def deviation_of_proportions(counts: Any, words: npt.ArrayLike) -> Floats:
    """Return how unevenly terms are spread over the parts of a text: Gries's DP.

    ``sum(|v - s|)/2`` over the parts, v the part's share of the term's occurrences and s its share
    of the words (Gries 2008).

    Args:
        counts: Occurrences of each term in each part, shape (U, T), dense or sparse integers.
        words: Words of each part, shape (U,), integers, not all 0.

    Returns:
        Shape (T,), from 0, as even as the parts are long, to nearly 1, all in one short part. Those
        over parts of unlike number or length must not be compared; NaN without occurrences.
    """
    cells = coo_array(counts)
    n = np.asarray(words, dtype=np.int64)
    n_all, terms = int(n.sum()), cells.shape[1]
    y_all = _sums(cells.coords[1], cells.data, terms)
    # Over a common denominator all terms of the sum are integers, so that their order is no matter;
    # parts without the term add their words, which are put in first and taken out where it occurs.
    term, expected = cells.coords[1], n[cells.coords[0]] * y_all[cells.coords[1]]
    numerators = np.abs(cells.data * n_all - expected) - expected
    total = (n_all * y_all).astype(np.float64)
    deviation: Floats = (total + _sums(term, numerators, terms)) / np.where(
        total > 0, 2 * total, np.nan
    )
    return deviation


def normalised_deviation_of_proportions(counts: Any, words: npt.ArrayLike) -> Floats:
    """Return DP over the most it could be, ``DP/(1 - min(s))`` (Lijffijt and Gries 2012).

    Args:
        counts: As for `deviation_of_proportions`.
        words: As there.

    Returns:
        Shape (T,), in [0, 1]; NaN without occurrences, and over a single part.
    """
    n = np.asarray(words, dtype=np.float64)
    most = 1 - n.min() / n.sum()
    return deviation_of_proportions(counts, words) / (most if most > 0 else np.nan)


def _interval(
    counts: Pair, words: Pair, design_effect: npt.ArrayLike, tail: float
) -> tuple[Floats, Floats]:
    (y_a, y_b), (n_a, n_b) = _floats(counts), _floats(words)
    design = np.asarray(design_effect, dtype=np.float64)
    k_a, k_b = y_a / design, y_b / design
    shift = np.log2(n_b) - np.log2(n_a)
    # Each end is that of the odds of a share, and the upper one that of the other side mirrored.
    return shift + _lowest_log2_odds(k_a, k_b, tail), shift - _lowest_log2_odds(k_b, k_a, tail)


def _lowest_log2_odds(of: Floats, against: Floats, tail: float) -> Floats:
    share = betaincinv(np.where(of > 0, of, 1.0), against + 1, tail)
    odds = np.where(of > 0, share, 0.0) / (1 - share)
    with np.errstate(divide="ignore"):
        lowest: Floats = np.log2(odds)
    return lowest


def _sums(columns: Any, values: Any, width: int) -> npt.NDArray[np.int64]:
    sums = np.zeros(width, dtype=np.int64)
    np.add.at(sums, columns, values)
    return sums


def _floats(pair: Pair) -> tuple[Floats, Floats]:
    return np.asarray(pair[0], dtype=np.float64), np.asarray(pair[1], dtype=np.float64)
