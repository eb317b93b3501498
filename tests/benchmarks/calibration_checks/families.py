"""C9: five articles of one source, of which ten pairs are tested."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import combinations
from operator import add

from framing.groups import Groups, group
from framing.measures.evidence_rules import judge
from framing.measures.omnibus import omnibus
from framing.measures.pair_test import permutation_test
from framing.measures.resampling import holm, q_values
from framing.measures.sides import sides_of
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

__all__ = ["false_calls_in_families"]

_EQUAL = (1200,) * 5
_UNEQUAL = (600, 900, 1200, 1500, 1800)
_DEALS = 1999
"""The smallest p must reach a tenth of .05 and be resolved well below it."""


@dataclass(frozen=True, slots=True)
class _Family:
    """What five articles gave: whether anything was called at .05."""

    step_up: bool
    step_down: bool
    omnibus: bool


def false_calls_in_families(plan: Plan) -> Iterator[Cell]:
    """Measure how often anything is called though nothing differs."""
    runs = plan.runs(full=600, reduced=25)
    allowed = Target(high=0.05 + 2.6 * (0.05 * 0.95 / runs) ** 0.5)
    for burst in BURSTS:
        for words in (_EQUAL, _UNEQUAL):
            families = [_family(_groups(burst, words, run)) for run in range(runs)]
            lengths = f"{words[0]} to {words[-1]}" if words == _UNEQUAL else words[0]
            where = settings(burst, lengths)
            for what, called in (
                ("any of ten pairs with q < .05", [family.step_up for family in families]),
                ("any with Holm's p < .05", [family.step_down for family in families]),
                ("omnibus test: size at .05", [family.omnibus for family in families]),
            ):
                yield plan.share("C9", what, where, allowed, called)


def _groups(burst: float, words: Sequence[int], run: int) -> Groups:
    numbers = numbers_of("family", burst, words, run)
    lines = reduce(add, (draw_articles(numbers, Source(burst), 1, length) for length in words))
    return group(counts_of(lines), "article")


def _family(groups: Groups) -> _Family:
    (row,) = omnibus(groups, permutations=399)
    assert row.p is not None
    p_values = _p_values(groups)
    return _Family(
        step_up=_any_below(q_values(p_values)),
        step_down=_any_below(holm(p_values)),
        omnibus=row.p < 0.05 + 1e-9,
    )


def _p_values(groups: Groups) -> list[float | None]:
    """Return p of each pair as the table of pairs has them, none where evidence is short."""
    table, count = UnitTable(groups), len(groups.names)
    p_values: list[float | None] = []
    for a, b in combinations(range(count), 2):
        units = table.of_groups([a, b])
        sides = sides_of(units, a, b)
        testable = judge(groups, units, sides, a, b).testable
        p_values.append(permutation_test(sides, _DEALS).p if testable else None)
    return p_values


def _any_below(values: Sequence[float | None]) -> bool:
    return any(value is not None and value < 0.05 for value in values)
