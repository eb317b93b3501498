"""By how much the hits of a group spread more than independent ones would."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from framing.measures.intervals import effective_design
from framing.units import LADDER, Units

__all__ = ["FEWEST_UNITS", "Rung", "Spread", "rungs_of", "spread_of"]

FEWEST_UNITS = 5
"""With fewer paragraphs or articles the spread cannot be estimated at all."""

ENOUGH_BLOCKS = 8
"""A size that leaves fewer blocks is not looked at where another leaves as many."""


@dataclass(frozen=True, slots=True)
class Rung:
    """The spread at one size of unit.

    Attributes:
        units: How many units there are.
        unit: What they are, such as ``blocks of 2 paragraphs``.
        design_effect: How many times the variance between them exceeds that of independent hits.
        corrected: The same corrected for their number, from 1, as intervals take it.
    """

    units: int
    unit: str
    design_effect: float
    corrected: float


@dataclass(frozen=True, slots=True)
class Spread:
    """The design effect that an interval is computed with.

    Attributes:
        design_effect: By how much the counts are divided, from 1; None where there is no interval.
        note: What the units were, or why there is no interval.
        rung: The size of unit that it was measured at, if it was.
    """

    design_effect: float | None
    note: str
    rung: Rung | None = field(default=None, compare=False)


def rungs_of(
    ladder: Sequence[Units], design_effect: Callable[[Units], float], confidence: float
) -> tuple[Rung, ...]:
    """Measure the spread at every size of unit.

    Args:
        ladder: The units of one group at several sizes, as `UnitTable.ladder` gives them.
        design_effect: Gives the design effect of a rate or a share from units.
        confidence: The confidence of the interval that the correction is for.
    """
    effects = [design_effect(units) for units in ladder]
    return tuple(
        Rung(len(units), unit, effect, effective_design(effect, len(units), confidence))
        for units, unit, effect in zip(ladder, _names(ladder), effects, strict=True)
    )


def spread_of(
    ladder: Sequence[Units], design_effect: Callable[[Units], float], confidence: float
) -> Spread:
    """Choose the design effect of a rate or a share.

    Bursts are longer than paragraphs: in real news the spread grows with the size of the block. The
    largest of the design effects is taken, over the sizes that leave at least 8 blocks.

    Args:
        ladder: As for `rungs_of`.
        design_effect: As for `rungs_of`.
        confidence: The confidence of the interval it is for.

    Returns:
        The design effect, corrected for the number of units and not below 1.
    """
    rungs = rungs_of(ladder, design_effect, confidence)
    if ladder[0].kind == "article":
        return _of_articles(rungs[0])
    if rungs[0].units < FEWEST_UNITS:
        paragraphs = f"{rungs[0].units} paragraph{'s' if rungs[0].units > 1 else ''}"
        return Spread(1.0, f"{paragraphs}: the interval ignores bursts")
    enough = [rung for rung in rungs if rung.units >= ENOUGH_BLOCKS]
    chosen = max(enough or rungs[:1], key=lambda rung: rung.corrected)
    note = f"{chosen.units} {chosen.unit}"
    return Spread(chosen.corrected, note if enough else f"few blocks: {note}", chosen)


def _of_articles(rung: Rung) -> Spread:
    if rung.units == 1:
        return Spread(None, "one article: no interval for the group")
    return Spread(rung.corrected, f"{rung.units} articles", rung)


def _names(ladder: Sequence[Units]) -> list[str]:
    names = []
    for index, units in enumerate(ladder):
        if units.kind == "article":
            names.append("articles")
        elif units.block_size is not None:
            names.append(f"blocks of {units.block_size.words} words")
        else:
            names.append(f"blocks of {LADDER[index]} paragraph{'s' if LADDER[index] > 1 else ''}")
    return names
