"""C6 to C8: pairs of articles from one source, in which nothing is to be found."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from framing.groups import group
from framing.measures.pair_test import PairTest, closed_form_test, permutation_test
from framing.measures.sides import Sides, sides_of
from framing.units import UnitTable
from tests.benchmarks.calibration_checks.coverage import settings
from tests.benchmarks.calibration_checks.generator import (
    BURSTS,
    Source,
    counts_of,
    draw_articles,
    numbers_of,
)
from tests.benchmarks.calibration_checks.plan import Cell, Plan, Target

__all__ = ["DEALS", "exact_tests", "pairs_of_articles", "tests_of_null_pairs"]

DEALS = 399
"""Ways to deal; one more is a multiple of 20, so that p can be .05 and .10 exactly."""

LENGTHS = ((600, 600), (1200, 1200), (300, 1200), (1000, 1500))
"""Words of the two articles; the last two have unequal numbers of blocks, 5 against 20 and 8."""

LONG = (2400, 2400)
"""Of a length at which both sides have at least twelve blocks, where the closed form is for use."""

UNITS = ((4, 4), (4, 5), (5, 5))
"""Blocks of the two sides in the small cases, in which all ways to deal are gone through."""

_PARAGRAPHS_A_BLOCK = 3


@dataclass(frozen=True, slots=True)
class _Run:
    """What a pair of articles gave."""

    test: PairTest
    closed: PairTest


def tests_of_null_pairs(plan: Plan) -> Iterator[Cell]:
    """Measure the sizes of both tests, and the bias of the excess."""
    for burst in BURSTS:
        for words in LENGTHS:
            runs = _runs(plan, burst, words)
            where = settings(burst, _lengths(words))
            wide = burst == BURSTS[-1] or words[0] != words[1]
            yield from _sizes(plan, where, [run.test.p for run in runs], wide=wide)
            closed = [run.closed.p <= 0.05 for run in runs]
            yield plan.share("C7", "Rao-Scott F: size at .05", where, Target(high=0.063), closed)
            excess = [run.test.excess for run in runs]
            yield plan.unbiased("C8", "mean excess where nothing differs, bits", where, excess)
        yield _closed_form_chance(plan, burst)


def pairs_of_articles(
    first: Source, second: Source, words: tuple[int, int], runs: int
) -> Iterator[Sides]:
    """Draw pairs of articles and cut them to blocks of the size that they have in common."""
    numbers = numbers_of("pairs", first, second, words)
    lines = draw_articles(numbers, first, runs, words[0])
    lines += draw_articles(numbers, second, runs, words[1])
    table = UnitTable(group(counts_of(lines), "article"))
    for run in range(runs):
        yield sides_of(table.of_groups([run, runs + run]), run, runs + run)


def _runs(plan: Plan, burst: float, words: tuple[int, int]) -> list[_Run]:
    source = Source(burst)
    pairs = pairs_of_articles(source, source, words, plan.runs(full=2000, reduced=100))
    return [
        _Run(permutation_test(sides, DEALS), closed_form_test(sides))
        for sides in pairs
        if min(sides.hits) > 0
    ]


def _sizes(plan: Plan, where: str, p_values: list[float], *, wide: bool) -> Iterator[Cell]:
    p = np.array(p_values)
    at_05 = Target(0.03, 0.07) if wide else Target(0.037, 0.063)
    # Drawn or exact, p can be .05 up to rounding.
    yield plan.share("C6", "permutation test: size at .05", where, at_05, p < 0.05 + 1e-9)
    at_10 = Target(0.083, 0.117)
    yield plan.share("C6", "permutation test: size at .10", where, at_10, p < 0.10 + 1e-9)
    yield plan.uniform("C6", where, p, "permutation test")


def _closed_form_chance(plan: Plan, burst: float) -> Cell:
    source, runs = Source(burst), plan.runs(full=2000, reduced=200)
    tests = [closed_form_test(sides) for sides in pairs_of_articles(source, source, LONG, runs)]
    chance = np.array([test.chance for test in tests])
    divergence = np.array([test.divergence for test in tests])
    ratio = float(chance.mean() / divergence.mean())
    # Delta method; the two figures of a run are hardly related.
    errors = [values.std() / values.mean() for values in (chance, divergence)]
    error = ratio * math.hypot(*errors) / math.sqrt(runs)
    what = "closed-form chance level over the mean divergence"
    where = settings(burst, _lengths(LONG))
    return plan.cell("C8", what, where, Target(0.85, 1.15), ratio, error)


def _lengths(words: tuple[int, int]) -> str:
    return f"{words[0]} v {words[1]}"


def exact_tests(plan: Plan) -> Iterator[Cell]:
    """Measure the size where there are few ways to deal: the nearest to .05 that can occur."""
    runs = plan.runs(full=2000, reduced=500)
    for units in UNITS:
        source = Source(4.0)
        p = np.array([permutation_test(sides).p for sides in _small_sides(source, units, runs)])
        ways = math.comb(sum(units), units[0]) // (2 if units[0] == units[1] else 1)
        attainable = math.floor(0.05 * ways) / ways
        target = Target(attainable - 0.013, attainable + 0.013)
        where = f"a = {source.burst:g}, {units[0]} v {units[1]} blocks"
        what = "permutation test: size, all ways gone through"
        yield plan.share("C6", what, where, target, p < 0.05 + 1e-9)


def _small_sides(source: Source, units: tuple[int, int], runs: int) -> Iterator[Sides]:
    """Put paragraphs together by number, so that blocks are exchangeable to the letter."""
    numbers = numbers_of("small", source, units)
    blocks = sum(units)
    lines = draw_articles(numbers, source, runs, 60 * _PARAGRAPHS_A_BLOCK * blocks)
    needed = _PARAGRAPHS_A_BLOCK * blocks
    for run in range(runs):
        own = lines.hits[lines.article == run][:needed]
        values = own.reshape(blocks, _PARAGRAPHS_A_BLOCK, -1).sum(axis=1)
        first, second = values[: units[0]], values[units[0] :]
        zeros = np.zeros(blocks, dtype=np.int64)
        yield Sides(first, second, zeros[: units[0]], zeros[units[0] :])
