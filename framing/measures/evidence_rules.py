"""When there is too little evidence to say anything, and how much is missing."""

import math
from dataclasses import dataclass

from framing.blocks import FEWEST_BLOCKS
from framing.groups import Groups
from framing.measures.resampling import smallest_p
from framing.measures.sides import Sides, mean_design_effect
from framing.units import Units

__all__ = ["FEWEST_HITS", "LEVEL", "Verdict", "judge", "stories_needed"]

LEVEL = 0.05
"""The level at which a difference is called detected."""

FEWEST_HITS = 10
FEW_EFFECTIVE_HITS = 30
_FEWEST_ARTICLES = 2  # one article has no spread between articles


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the evidence of a pair allows.

    Attributes:
        sufficient: Whether chance level and interval are given.
        testable: Whether a p below the level could come out at all.
        notes: Why not, or what to keep in mind.
    """

    sufficient: bool
    testable: bool
    notes: tuple[str, ...]


def judge(groups: Groups, units: Units, sides: Sides, a: int, b: int) -> Verdict:
    """Say what the evidence of a pair allows.

    Args:
        groups: The groups.
        units: The units of the two.
        sides: Their hits by unit.
        a: The index of one group.
        b: The index of the other.
    """
    without = [groups.names[side] for side in (a, b) if groups.spans[side] == 0]
    if without:
        return Verdict(
            False, False, tuple(f"{name}: no hits, so no frame shares" for name in without)
        )
    missing = [_missing(groups, units, side) for side in (a, b)]
    if any(missing):
        notes = [f"{groups.names[s]}: {m}" for s, m in zip((a, b), missing, strict=True) if m]
        return Verdict(False, False, tuple(notes))
    attainable = smallest_p(sides.sizes_by_stratum)
    if attainable == 1:  # every way to deal gives what was found, so that there is no chance level
        return Verdict(False, False, ("no story in common to exchange articles within",))
    notes = []
    if attainable > LEVEL:
        notes.append(_no_test(sides, attainable))
    effective = min(sides.hits) / max(1.0, mean_design_effect(sides))
    if effective < FEW_EFFECTIVE_HITS:
        notes.append(f"few independent hits (about {effective:.0f} on the smaller side)")
    if units.block_size is not None and units.block_size.reduced:
        notes.append(f"small blocks ({units.block_size.words} words)")
    return Verdict(True, attainable <= LEVEL, tuple(notes))


def stories_needed(level: float = LEVEL) -> int:
    """Return how many stories it takes to test a pair that has one article of each in each."""
    stories = 1
    while smallest_p([(1, 1)] * stories) > level:
        stories += 1
    return stories


def _missing(groups: Groups, units: Units, side: int) -> str:
    """Say how much a side lacks for inference, nothing if it does not."""
    hits, words = int(groups.spans[side]), int(groups.words[side])
    count = len(units.of(side))
    if units.kind == "article" and count < _FEWEST_ARTICLES:
        return "one article: no interval and no test"
    by_hits = words * (FEWEST_HITS - hits) / hits if 0 < hits < FEWEST_HITS else 0
    too_few_blocks = units.kind == "block" and count < FEWEST_BLOCKS
    by_units = words * (FEWEST_BLOCKS - count) / count if too_few_blocks else 0
    if not (by_hits or by_units):
        return ""
    more = math.ceil(max(by_hits, by_units) / 10) * 10
    number, noun = (hits, "hit") if by_hits else (count, "block")
    what = f"{number} {noun}{'s' if number > 1 else ''}"
    return f"insufficient evidence ({what}; needs about {more:,} more words)"


def _no_test(sides: Sides, attainable: float) -> str:
    sizes = sides.sizes_by_stratum
    text = f"no test possible at {LEVEL:g}: the smallest attainable p is {attainable:.3f}"
    if len(sizes) > 1 and all(size == (1, 1) for size in sizes):
        text += f" with {len(sizes)} stories; it takes {stories_needed()}"
    return text
