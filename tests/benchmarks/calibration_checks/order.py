"""C15: p of where a frame stands, in articles that do not place it."""

from collections.abc import Iterator

import numpy as np

from framing.groups import group
from framing.measures.salience import salience
from tests.benchmarks.calibration_checks.coverage import FRAME, settings
from tests.benchmarks.calibration_checks.generator import (
    Source,
    counts_of,
    draw_articles,
    numbers_of,
)
from tests.benchmarks.calibration_checks.plan import Cell, Plan, Target

__all__ = ["p_of_places"]

SHORT, LONG = 1200, 4000
"""Words; with m blocks p of the first mention moves in steps of about 1/m, so that only articles of
some thirty blocks can show whether it is uniform. In shorter ones it must not be too small."""

_DEALS = 399


def p_of_places(plan: Plan) -> Iterator[Cell]:
    """Measure whether both p-values of the order of blocks are uniform."""
    runs = plan.runs(full=1000, reduced=150)
    source = Source(4.0)
    for words in (SHORT, LONG):
        numbers = numbers_of("order", source, words)
        lines = draw_articles(numbers, source, runs, words)
        groups = group(counts_of(lines, numbers=numbers), "article")
        rows = [
            row
            for row in salience(groups, permutations=_DEALS)
            if row.frame == f"frame{FRAME}" and row.first_mention_p is not None
        ]
        where = settings(source.burst, words)
        first = np.array([row.first_mention_p for row in rows], dtype=np.float64)
        lean = np.array([row.front_loading_p for row in rows], dtype=np.float64)
        yield plan.uniform("C15", where, first, "first mention", one_sided=words == SHORT)
        yield plan.uniform("C15", where, lean, "front loading", one_sided=words == SHORT)
        for name, p in (("first mention", first), ("front loading", lean)):
            yield plan.share("C15", f"{name}: p <= .05", where, Target(high=0.07), p < 0.05 + 1e-9)
