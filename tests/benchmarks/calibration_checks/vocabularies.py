"""C10 and C11: words of two articles that draw them from one vocabulary."""

import math
from collections.abc import Iterator
from functools import partial

import numpy as np
from scipy.sparse import csr_array

from framing import Frame, Lexicon, Pattern
from framing.counts import Counts, Integers
from framing.groups import Groups, group
from framing.measures.distinctive import distinctive_terms
from framing.measures.divergence import morisita_dissimilarity
from framing.measures.rarefaction import rarefied_excess
from framing.measures.term_sides import term_sides
from framing.measures.term_test import permutation_p
from tests.benchmarks.calibration_checks.generator import (
    Floats,
    Paragraphs,
    Source,
    draw_articles,
    facts_of,
    numbers_of,
)
from tests.benchmarks.calibration_checks.plan import Cell, Plan, Target

__all__ = ["distances_of_vocabularies", "false_calls_of_terms"]

TERMS = 3000
_WORDS = tuple(f"w{rank:04}" for rank in range(TERMS))

STOP_WORDS = _WORDS[:50]
_ARTICLE_WORDS = 2400

CONTENT_WORDS = (300, 600, 1200, 5000)
_BLOCK = 100

_TILT = 0.55
"""Standard deviation of the log-ratios of the words of two sources that differ."""


def _zipf(terms: int) -> Floats:
    weights = 1 / (np.arange(terms) + 2.7)  # Mandelbrot's shift: the first words are less extreme
    return np.asarray(weights / weights.sum())


def false_calls_of_terms(plan: Plan) -> Iterator[Cell]:
    """Measure how often terms of two articles of one source are called distinctive."""
    runs = plan.runs(full=400, reduced=25)
    allowed = Target(high=0.05 + 2.6 * math.sqrt(0.05 * 0.95 / runs))
    for burst in (1.0, 3.0):
        any_called, share_called = [], []
        for run in range(runs):
            groups = group(_counts_of_terms(burst, run), "article")
            found = distinctive_terms(groups, versus=groups.names[1], stop_words=STOP_WORDS)
            any_called.append(any(row.q is not None and row.q < 0.05 for row in found.rows))
            p = _p_values(groups)
            share_called.append(float((p < 0.05 + 1e-9).mean()))
        where = f"design effect of terms {burst:g}, {_ARTICLE_WORDS} words"
        what = "any distinctive term with q < .05"
        yield plan.share("C10", what, where, allowed, any_called)
        what = "share of the terms tested with p < .05"
        yield plan.at_most("C10", what, where, 0.05, share_called)


def _p_values(groups: Groups) -> Floats:
    """Return p of all terms that are tested; rows leave some of them out."""
    (sides,) = term_sides(groups, STOP_WORDS, groups.names[1])
    return permutation_p(sides.counts, sides.words, sides.first, sides.dealing(9_999, seed=1))


def _counts_of_terms(burst: float, run: int) -> Counts:
    """Return two articles whose terms come in clusters of a mean size, geometrically spread.

    Clusters of mean size g have the design effect ``2 g - 1``.
    """
    numbers, size = numbers_of("terms", burst, run), (burst + 1) / 2
    lines = draw_articles(numbers, Source(math.inf), 2, _ARTICLE_WORDS)
    clusters = numbers.poisson(lines.words[:, None] * _zipf(TERMS) / size)
    terms = clusters
    if size > 1:
        terms = clusters + numbers.negative_binomial(np.maximum(clusters, 1), 1 / size)
        terms = np.where(clusters, terms, 0)
    return _counts(lines, terms)


def _counts(lines: Paragraphs, terms: Integers) -> Counts:
    none = np.zeros((0, 6), dtype=np.int64)
    return Counts(
        lexicon=Lexicon("none", (Frame("none", "none", (Pattern("none"),)),)),
        articles=facts_of(np.arange(lines.articles)),
        vocabulary=_WORDS,
        paragraph_article=lines.article,
        paragraph_is_body=np.ones(len(lines.article), dtype=np.bool_),
        paragraph_words=terms.sum(axis=1),
        expressions=(),
        hits=none,
        terms=csr_array(terms),
    )


def distances_of_vocabularies(plan: Plan) -> Iterator[Cell]:
    """Measure whether both distances are 0 for one source, and one length-free for two."""
    shares = _zipf(TERMS)
    near_zero = Target(-0.015, 0.015)
    for words in CONTENT_WORDS:
        where = f"{words} content words"
        values = _morisitas(plan, shares, shares, words)
        yield plan.mean("C11", "Morisita, one source", where, near_zero, values)
        yield _excess(plan, words, words)
    yield _excess(plan, CONTENT_WORDS[-1], CONTENT_WORDS[1])
    drawn = numbers_of("tilt").normal(scale=_TILT, size=TERMS)
    other = shares * np.exp(drawn) / (shares * np.exp(drawn)).sum()
    truth = 1 - 2 * float(shares @ other) / float(shares @ shares + other @ other)
    drift = Target(-0.01, 0.01)
    for words in CONTENT_WORDS:
        off = np.array(_morisitas(plan, shares, other, words)) - truth
        where = f"{words} content words, {truth:.3f} apart"
        yield plan.mean("C11", "Morisita less the truth, two sources", where, drift, off)


def _morisitas(plan: Plan, first: Floats, second: Floats, words: int) -> list[float]:
    numbers = numbers_of("morisita", words, float(second[0]))
    runs = plan.runs(full=4000, reduced=1000)
    draw = partial(numbers.multinomial, words)
    values = (morisita_dissimilarity(draw(first), draw(second)) for _ in range(runs))
    return [value for value in values if value is not None]


def _excess(plan: Plan, words: int, length: int) -> Cell:
    """Measure the excess of two articles, whose blocks are of a size, at a common length."""
    numbers = numbers_of("rarefaction", words, length)
    shares = _zipf(TERMS)
    excesses = []
    for _ in range(plan.runs(full=40, reduced=5)):
        first, second = (
            csr_array(numbers.multinomial(_BLOCK, shares, size=article // _BLOCK))
            for article in (length, words)
        )
        excesses.append(rarefied_excess(first, second, length))
    where = f"{length} v {words} content words"
    what = "rarefied excess, one source, bits"
    return plan.mean("C11", what, where, Target(-0.01, 0.01), excesses)
