"""C1 to C4: how often the intervals of rates, shares and ratios hold the truth."""

import math
from collections.abc import Iterator, Sequence

import numpy as np

from framing.groups import group
from framing.measures.emphasis import EmphasisRow, emphasis
from framing.measures.intervals import Interval, ratio_interval
from tests.benchmarks.calibration_checks.generator import (
    BURSTS,
    SHARES,
    Source,
    counts_of,
    draw_articles,
    numbers_of,
)
from tests.benchmarks.calibration_checks.plan import Cell, Plan, Target

__all__ = ["coverage_of_articles", "coverage_of_outlets", "covers", "settings"]

WORDS = (300, 600, 1200)
FRAME = 1
"""The frame at 15 hits per 1,000 words."""

OUTLET_ARTICLES = (3, 5, 8, 15, 30)
_BETWEEN_ARTICLES_SHAPE = 2.0
_ARTICLE_WORDS = 600
_BATCH = 250  # outlets at a time, to keep the paragraphs of all of them small


def settings(burst: float, words: int | str) -> str:
    """Describe a cell."""
    bursts = "no bursts" if math.isinf(burst) else f"a = {burst:g}"
    return f"{bursts}, {words} words"


def covers(interval: Interval | None, truth: float) -> bool:
    """Say whether an interval holds the truth; one that is missing does not."""
    return interval is not None and interval.low <= truth <= interval.high


def coverage_of_articles(plan: Plan) -> Iterator[Cell]:
    """Measure the intervals of one article, and of the ratio of two."""
    runs = plan.runs(full=2000, reduced=160)
    for burst in BURSTS:
        for words in WORDS:
            where = settings(burst, words)
            first = _articles(Source(burst), runs, words, "first")
            yield plan.share(
                "C1", "coverage of rate", where, Target(low=0.93), list(map(_rate_holds, first))
            )
            yield plan.share(
                "C2", "coverage of share", where, Target(low=0.93), list(map(_share_holds, first))
            )
            yield from _coverage_of_ratios(plan, burst, words, first)


def _articles(source: Source, runs: int, words: int, name: str) -> list[EmphasisRow]:
    """Return what is said of one frame in each of some articles."""
    numbers = numbers_of("coverage", name, source, words)
    groups = group(counts_of(draw_articles(numbers, source, runs, words)), "article")
    return [row for row in emphasis(groups) if row.frame == f"frame{FRAME}"]


def _rate_holds(row: EmphasisRow) -> bool:
    assert row.rate_low is not None
    assert row.rate_high is not None
    return row.rate_low <= 1000 * Source(1).rate * SHARES[FRAME] <= row.rate_high


def _share_holds(row: EmphasisRow) -> bool:
    # An article without any hit says nothing of shares, which is no error.
    if row.share_low is None or row.share_high is None:
        return True
    return row.share_low <= SHARES[FRAME] <= row.share_high


def _coverage_of_ratios(
    plan: Plan, burst: float, words: int, first: Sequence[EmphasisRow]
) -> Iterator[Cell]:
    for share in (SHARES[FRAME], 0.5 * SHARES[FRAME]):
        shares = tuple(share if index == FRAME else 0.15 for index in range(len(SHARES)))
        total = sum(shares)
        source = Source(burst, tuple(s / total for s in shares), Source(burst).rate * total)
        second = _articles(source, len(first), words, "second")
        ratio = SHARES[FRAME] / share
        held = [
            covers(_ratio_interval(a, b), ratio)
            for a, b in zip(first, second, strict=True)
            if a.hits + b.hits
        ]
        where = f"{settings(burst, words)}, ratio {ratio:g}"
        yield plan.share("C3", "coverage of ratio", where, Target(low=0.94), held)


def _ratio_interval(a: EmphasisRow, b: EmphasisRow) -> Interval:
    """Return the interval of the ratio, with the design effects weighted by hits."""
    assert a.design_effect is not None
    assert b.design_effect is not None
    design = (a.design_effect * a.hits + b.design_effect * b.hits) / (a.hits + b.hits)
    return ratio_interval((a.hits, b.hits), (a.words, b.words), design)


def coverage_of_outlets(plan: Plan) -> Iterator[Cell]:
    """Measure the intervals of outlets, whose articles differ from one another."""
    runs = plan.runs(full=2000, reduced=150)
    for articles in OUTLET_ARTICLES:
        held = [
            hit
            for start in range(0, runs, _BATCH)
            for hit in _outlets_hold(articles, start, min(_BATCH, runs - start))
        ]
        where = f"{articles} articles"
        yield plan.share("C4", "coverage of rate of outlet", where, Target(low=0.93), held)


def _outlets_hold(articles: int, start: int, outlets: int) -> list[bool]:
    numbers = numbers_of("outlets", articles, start)
    source, count = Source(4.0), articles * outlets
    shape = _BETWEEN_ARTICLES_SHAPE
    levels = numbers.gamma(shape, 1 / shape, size=(count, len(SHARES)))
    lines = draw_articles(numbers, source, count, _ARTICLE_WORDS, levels)
    groups = group(counts_of(lines, np.arange(count) // articles), "outlet")
    return [_rate_holds(row) for row in emphasis(groups) if row.frame == f"frame{FRAME}"]
