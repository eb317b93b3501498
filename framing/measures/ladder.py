"""The spread of rates at every size of unit, rung by rung, for those who want to see it grow."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from framing.groups import Groups
from framing.measures.emphasis import spread_of_rate
from framing.measures.intervals import design_effect_of_rate
from framing.measures.spread import rungs_of
from framing.units import Units, UnitTable

__all__ = ["LadderRow", "ladder"]


@dataclass(frozen=True, slots=True)
class LadderRow:
    """The spread of the rate of one frame in one group, at one size of unit.

    Attributes:
        by: What groups the articles.
        group: The group.
        frame: The frame's key.
        units: How many units there are.
        unit: What they are: ``2 par.``, ``200 words`` or ``articles``.
        design_effect: How many times the variance between them exceeds that of independent hits; 1
            without hits.
        corrected: The same corrected for the number of units, from 1.
        used: Whether the interval of the rate is computed with this one; without hits it is
            computed with none.
    """

    by: str
    group: str
    frame: str
    units: int
    unit: str
    design_effect: float
    corrected: float
    used: bool


def ladder(groups: Groups, confidence: float = 0.95) -> tuple[LadderRow, ...]:
    """Show the design effects that intervals choose from.

    Args:
        groups: The groups.
        confidence: The confidence of the intervals.

    Returns:
        A row a group with words, frame and size of unit, the smallest units first.
    """
    return tuple(_rows(groups, confidence))


def _rows(groups: Groups, confidence: float) -> Iterator[LadderRow]:
    table = UnitTable(groups)
    for row, name in enumerate(groups.names):
        if not groups.words[row]:
            continue
        sizes = table.ladder(row)
        for index, frame in enumerate(groups.counts.lexicon.frames):

            def design_effect(units: Units, frame: int = index) -> float:
                return design_effect_of_rate(units.hits[:, frame], units.words)

            has_hits = bool(groups.hits[row, index])  # without, there are no bursts to see
            used = spread_of_rate(sizes, index, confidence).rung if has_hits else None
            for rung in rungs_of(sizes, design_effect, confidence):
                yield LadderRow(
                    by=groups.by,
                    group=name,
                    frame=frame.key,
                    units=rung.units,
                    unit=_short(rung.unit),
                    design_effect=rung.design_effect,
                    corrected=rung.corrected,
                    used=rung == used,
                )


def _short(unit: str) -> str:
    """Return the name of a unit as a table has room for."""
    return re.sub(r" paragraphs?$", " par.", unit.removeprefix("blocks of "))
