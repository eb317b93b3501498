"""How many times as often one group hits a frame as another: the ratio of their rates."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from framing.measures.emphasis import EmphasisRow
from framing.measures.intervals import ratio_interval

__all__ = ["RatioRow", "rate_ratios"]


@dataclass(frozen=True, slots=True)
class RatioRow:
    """The rates of one frame in two groups.

    Attributes:
        a: One group.
        b: The other.
        frame: The frame's key.
        hits_a: Hits of the frame in the bodies of a.
        hits_b: Those in the bodies of b.
        rate_a: Hits per 1,000 words of a.
        rate_b: Hits per 1,000 words of b.
        ratio: rate_a over rate_b; None where b has no hit.
        ratio_low: Lower end of its interval; None where there is no interval.
        ratio_high: Upper end; None where there is no interval, or it is infinite.
        design_effect: By how much the hits were divided for the interval, from 1: the mean of that
            of the two rates, weighted by hits.
        note: Why something is missing.
    """

    a: str
    b: str
    frame: str
    hits_a: int
    hits_b: int
    rate_a: float | None
    rate_b: float | None
    ratio: float | None
    ratio_low: float | None
    ratio_high: float | None
    design_effect: float | None
    note: str


def rate_ratios(
    a: Sequence[EmphasisRow], b: Sequence[EmphasisRow], confidence: float = 0.95
) -> tuple[RatioRow, ...]:
    """Compare the rates of two groups frame by frame.

    The intervals are those of `ratio_interval`, each for its frame alone: among four frames, one in
    five times at least one of them misses.

    Args:
        a: The emphasis of one group, a row a frame.
        b: The emphasis of the other, the same frames in the same order.
        confidence: The confidence of the intervals, between 0 and 1.

    Returns:
        A row a frame.
    """
    return tuple(_row(one, other, confidence) for one, other in zip(a, b, strict=True))


def _row(a: EmphasisRow, b: EmphasisRow, confidence: float) -> RatioRow:
    design, note = _design_effect(a, b)
    low = high = None
    if design is not None:
        interval = ratio_interval((a.hits, b.hits), (a.words, b.words), design, confidence)
        low, high = interval.low, interval.high if math.isfinite(interval.high) else None
    defined = a.rate_per_1000 is not None and b.rate_per_1000
    return RatioRow(
        a=a.group,
        b=b.group,
        frame=a.frame,
        hits_a=a.hits,
        hits_b=b.hits,
        rate_a=a.rate_per_1000,
        rate_b=b.rate_per_1000,
        # From the counts, so that equal rates have the ratio 1 to the last bit.
        ratio=a.hits * b.words / (b.hits * a.words) if defined else None,
        ratio_low=low,
        ratio_high=high,
        design_effect=design,
        note=note,
    )


def _design_effect(a: EmphasisRow, b: EmphasisRow) -> tuple[float | None, str]:
    """Return the mean design effect, or why there is none."""
    if not (a.words and b.words):
        return None, "a side has no words"
    if a.hits + b.hits == 0:
        return None, "no hits on either side"
    if a.design_effect is None or b.design_effect is None:
        return None, "a side has one article: no interval"
    total = a.design_effect * a.hits + b.design_effect * b.hits
    return total / (a.hits + b.hits), ""
