"""C13: methods known to be wrong. A harness that does not see it measures nothing."""

from collections.abc import Iterator

import numpy as np
from scipy.stats import chi2_contingency

from framing.counts import Integers
from framing.measures.divergence import jensen_shannon_rows
from framing.measures.sides import Sides
from tests.benchmarks.calibration_checks.coverage import FRAME, settings
from tests.benchmarks.calibration_checks.generator import (
    SHARES,
    Floats,
    Paragraphs,
    Source,
    draw_articles,
    numbers_of,
)
from tests.benchmarks.calibration_checks.null_pairs import pairs_of_articles
from tests.benchmarks.calibration_checks.plan import Cell, Plan, Target
from tests.benchmarks.calibration_checks.planted import REVERSED, divergence_of

__all__ = ["negative_controls", "token_p"]

_SOURCE = Source(4.0)
_RESAMPLES = 400


def negative_controls(plan: Plan) -> Iterator[Cell]:
    """Measure a test of tokens, a bootstrap of sentences and a percentile interval of J."""
    pairs = pairs_of_articles(_SOURCE, _SOURCE, (1200, 1200), plan.runs(full=2000, reduced=300))
    size = [token_p(sides) < 0.05 for sides in pairs]
    where = settings(_SOURCE.burst, 1200)
    yield plan.share("C13", "must fail: size of G2 of tokens", where, Target(low=0.20), size)
    runs, where = plan.runs(full=2000, reduced=300), settings(_SOURCE.burst, 600)
    held = list(_sentence_bootstraps(runs))
    what = "must fail: coverage of rate, bootstrap of sentences"
    yield plan.share("C13", what, where, Target(high=0.90), held)
    truth = divergence_of(REVERSED)
    held = list(_percentile_bootstraps(runs, truth))
    what = "must fail: coverage of divergence, percentile bootstrap"
    where = f"{where}, J = {truth:.3f}"
    yield plan.share("C13", what, where, Target(high=0.85), held)


def token_p(sides: Sides) -> float:
    """Return p of G2, which takes every hit for an independent one."""
    table = np.array([sides.first.sum(axis=0), sides.second.sum(axis=0)])
    used = table[:, table.any(axis=0)]
    return float(chi2_contingency(used, lambda_="log-likelihood").pvalue)


def _sentence_bootstraps(runs: int) -> Iterator[bool]:
    """Say of each article whether the percentile interval of its rate holds the truth."""
    numbers = numbers_of("sentence bootstrap")
    lines = draw_articles(numbers, _SOURCE, runs, 600)
    words, hits = _sentences(numbers, lines)
    article = np.repeat(lines.article, lines.sentence_words.shape[1])
    for run in range(runs):
        own = (article == run) & (words > 0)
        drawn = _resamples(numbers, np.column_stack([hits[own], words[own]]))
        low, high = np.quantile(drawn[:, 0] / drawn[:, 1], (0.025, 0.975))
        yield bool(low <= _SOURCE.rate * SHARES[FRAME] <= high)


def _sentences(numbers: np.random.Generator, lines: Paragraphs) -> tuple[Integers, Integers]:
    """Divide the hits of paragraphs among their sentences by their words."""
    share = lines.sentence_words / lines.words[:, None]
    hits = numbers.multinomial(lines.hits[:, FRAME], share)
    return lines.sentence_words.ravel(), hits.ravel().astype(np.int64)


def _percentile_bootstraps(runs: int, truth: float) -> Iterator[bool]:
    """Say of each pair whether the percentile interval of its divergence holds the truth."""
    numbers = numbers_of("percentile bootstrap")
    source = Source(_SOURCE.burst, REVERSED)
    for sides in pairs_of_articles(_SOURCE, source, (600, 600), runs):
        drawn = [_resamples(numbers, side) for side in (sides.first, sides.second)]
        low, high = np.nanquantile(jensen_shannon_rows(*drawn), (0.025, 0.975))
        yield bool(low <= truth <= high)


def _resamples(numbers: np.random.Generator, values: Integers) -> Floats:
    """Return the sums of units drawn with replacement, shape (B, K)."""
    units = len(values)
    weights = numbers.multinomial(units, np.full(units, 1 / units), size=_RESAMPLES)
    return np.asarray(weights @ values, dtype=np.float64)
