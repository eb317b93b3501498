"""C5 and C12: pairs of articles that differ by a known amount."""

from collections.abc import Iterator

from framing.measures.divergence import jensen_shannon_bits
from framing.measures.pair_test import PairTest, permutation_test
from tests.benchmarks.calibration_checks.coverage import covers, settings
from tests.benchmarks.calibration_checks.generator import BURSTS, SHARES, Source
from tests.benchmarks.calibration_checks.null_pairs import DEALS, pairs_of_articles
from tests.benchmarks.calibration_checks.plan import Cell, Plan, Target

__all__ = ["REVERSED", "coverage_of_excess", "divergence_of", "power"]

REVERSED = tuple(reversed(SHARES))
"""As far from the shares as J = .094: 30 % of the attention would have to move."""

EVEN = tuple((a + b) / 2 for a, b in zip(SHARES, REVERSED, strict=True))
"""Half of the way there, J = .024."""

WORDS = (600, 1200)


def divergence_of(shares: tuple[float, ...]) -> float:
    """Return the divergence of shares from those of the usual source, in bits."""
    value = jensen_shannon_bits(SHARES, shares)
    assert value is not None
    return value


def coverage_of_excess(plan: Plan) -> Iterator[Cell]:
    """Measure the interval of the excess: it should hold the divergence of the sources."""
    runs = plan.runs(full=600, reduced=30)
    for shares in (SHARES, EVEN, REVERSED):
        truth = divergence_of(shares)
        for burst in BURSTS:
            for words in WORDS:
                held = [covers(test.interval, truth) for test in _tests(burst, shares, words, runs)]
                where = f"{settings(burst, words)}, J = {truth:.3f}"
                yield plan.share(
                    "C5", "coverage of excess divergence", where, Target(low=0.93), held
                )


def power(plan: Plan) -> Iterator[Cell]:
    """Measure how often a real difference is found."""
    runs = plan.runs(full=2000, reduced=200)
    found = [test.p < 0.05 + 1e-9 for test in _tests(4.0, REVERSED, 1200, runs)]
    where = f"{settings(4.0, 1200)}, J = {divergence_of(REVERSED):.3f}"
    yield plan.share("C12", "power at .05", where, Target(low=0.65), found)


def _tests(burst: float, shares: tuple[float, ...], words: int, runs: int) -> Iterator[PairTest]:
    for sides in pairs_of_articles(Source(burst), Source(burst, shares), (words, words), runs):
        yield permutation_test(sides, DEALS)
