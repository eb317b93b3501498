"""By how much the hits of a group spread more than independent ones would."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from framing.blocks import FEWEST_BLOCKS
from framing.measures.intervals import effective_design
from framing.units import LADDER, Units

__all__ = ["FEWEST_UNITS", "Spread", "spread_of"]

FEWEST_UNITS = 5
"""With fewer paragraphs or articles the spread cannot be estimated at all."""


@dataclass(frozen=True, slots=True)
class Spread:
    """The design effect that an interval is computed with.

    Attributes:
        design_effect: By how much the counts are divided, from 1; None where there is no interval.
        note: What the units were, or why there is no interval.
    """

    design_effect: float | None
    note: str


def spread_of(
    ladder: Sequence[Units], design_effect: Callable[[Units], float], confidence: float
) -> Spread:
    """Choose the design effect of a rate or a share.

    Bursts are longer than paragraphs: in real news the spread grows with the size of the block. The
    largest of the design effects is taken, over the sizes that leave at least 8 blocks.

    Args:
        ladder: The units of one group at several sizes, as `UnitTable.ladder` gives them.
        design_effect: Gives the design effect of the rate or share from units.
        confidence: The confidence of the interval it is for.

    Returns:
        The design effect, corrected for the number of units and not below 1.
    """
    if ladder[0].kind == "article":
        return _of_articles(ladder[0], design_effect, confidence)
    single = len(ladder[0])
    if single < FEWEST_UNITS:
        paragraphs = f"{single} paragraph{'s' if single > 1 else ''}"
        return Spread(1.0, f"{paragraphs}: the interval ignores bursts")
    large = [(units, name) for units, name in _named(ladder) if len(units) >= FEWEST_BLOCKS]
    chosen = large or [(ladder[0], "1 paragraph")]
    effects = [
        (
            effective_design(design_effect(units), len(units), confidence),
            f"{len(units)} blocks of {name}",
        )
        for units, name in chosen
    ]
    effect, note = max(effects, key=lambda pair: pair[0])
    return Spread(effect, note if large else f"few blocks: {note}")


def _of_articles(
    units: Units, design_effect: Callable[[Units], float], confidence: float
) -> Spread:
    if len(units) == 1:
        return Spread(None, "one article: no interval for the group")
    effect = effective_design(design_effect(units), len(units), confidence)
    return Spread(effect, f"{len(units)} articles")


def _named(ladder: Sequence[Units]) -> list[tuple[Units, str]]:
    names = []
    for index, units in enumerate(ladder):
        if units.block_size is not None:
            name = f"{units.block_size.words} words"
        else:
            name = f"{LADDER[index]} paragraph{'s' if LADDER[index] > 1 else ''}"
        names.append((units, name))
    return names
