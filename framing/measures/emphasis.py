"""How much each group emphasises each frame."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from framing.groups import Groups
from framing.measures.intervals import (
    Interval,
    design_effect_of_rate,
    design_effect_of_share,
    rate_interval,
    share_interval,
    weighted_interval,
)
from framing.measures.spread import Spread, spread_of
from framing.measures.tfidf import entry_weights, weighted_emphasis
from framing.measures.undefined import defined
from framing.units import Units, UnitTable

__all__ = ["FEW_HITS", "EmphasisRow", "emphasis", "spread_of_rate"]

FEW_HITS = 5
"""A rate from fewer hits is marked: one hit more or less would move it by a fifth and more."""


@dataclass(frozen=True, slots=True)
class EmphasisRow:
    """The emphasis of one group on one frame.

    Attributes:
        by: What groups the articles.
        group: The group.
        articles: How many articles it has.
        words: How many words their bodies have.
        frame: The frame's key.
        hits: How many spans of the bodies its patterns match.
        rate_per_1000: Hits per 1,000 words: absolute emphasis, comparable across lengths.
        rate_low: Lower end of its interval.
        rate_high: Upper end.
        share: The frame's share of all the group's hits, in [0, 1]; a span that k frames claim
            counts 1/k in each. One share up forces others down: read it beside the rate.
        share_low: Lower end of its interval.
        share_high: Upper end.
        coverage: The share of the group's paragraphs with at least one hit, in [0, 1].
        tfidf_per_1000: TF-IDF-weighted hits per 1,000 words; distinctive, not "more important".
        design_effect: By how much the hits were divided for the interval of the rate, because they
            come in bursts; from 1.
        note: What the interval is from, and what to keep in mind with this row.
        tfidf_low: Lower end of the interval of the weighted rate.
        tfidf_high: Upper end.
    """

    by: str
    group: str
    articles: int
    words: int
    frame: str
    hits: int
    rate_per_1000: float | None
    rate_low: float | None
    rate_high: float | None
    share: float | None
    share_low: float | None
    share_high: float | None
    coverage: float | None
    tfidf_per_1000: float | None
    design_effect: float | None
    note: str
    tfidf_low: float | None
    tfidf_high: float | None


def emphasis(
    groups: Groups,
    confidence: float = 0.95,
    background: npt.NDArray[np.float64] | None = None,
) -> tuple[EmphasisRow, ...]:
    """Measure the emphasis of every group on every frame.

    Args:
        groups: The groups.
        confidence: The confidence of the intervals, between 0 and 1.
        background: Of each entry of the lexicon the share of the articles of a reference that it
            matches, shape (E,).

    Returns:
        A row for each, groups by name and frames in the order of the lexicon. What would divide by
        zero is None.
    """
    return tuple(_rows(groups, confidence, background))


def _rows(
    groups: Groups, confidence: float, background: npt.NDArray[np.float64] | None
) -> Iterator[EmphasisRow]:
    rates = _divided(1000 * groups.hits, groups.words)
    shares = _divided(groups.divided_hits, groups.divided_hits.sum(axis=1))
    coverage = _divided(groups.covered_paragraphs, groups.paragraphs)
    weights = entry_weights(groups, background)
    weighted = weighted_emphasis(groups, weights)
    heaviest = _heaviest(groups, weights)
    table = UnitTable(groups)
    for row, name in enumerate(groups.names):
        ladder = table.ladder(row) if groups.words[row] else []
        for index, frame in enumerate(groups.counts.lexicon.frames):
            at = (row, index)
            hits, words = int(groups.hits[at]), int(groups.words[row])
            spread = spread_of_rate(ladder, index, confidence)
            rate = _interval_of_rate(spread, hits, words, confidence)
            share = _interval_of_share(ladder, index, confidence)
            tfidf = _interval_of_weighted(groups, weights, heaviest[index], at, spread, confidence)
            yield EmphasisRow(
                by=groups.by,
                group=name,
                articles=int(groups.articles[row]),
                words=words,
                frame=frame.key,
                hits=hits,
                rate_per_1000=defined(rates[at]),
                rate_low=rate.low if rate else None,
                rate_high=rate.high if rate else None,
                share=defined(shares[at]),
                share_low=share.low if share else None,
                share_high=share.high if share else None,
                coverage=defined(coverage[at]),
                tfidf_per_1000=defined(weighted[at]),
                design_effect=spread.design_effect,
                note=_note(hits, spread),
                tfidf_low=tfidf.low if tfidf else None,
                tfidf_high=tfidf.high if tfidf else None,
            )


def spread_of_rate(ladder: Sequence[Units], frame: int, confidence: float) -> Spread:
    """Choose the design effect of the rate of a frame.

    Args:
        ladder: The units of one group at several sizes; none for a group without words.
        frame: The index of the frame.
        confidence: The confidence of the interval it is for.
    """
    if not ladder:
        return Spread(None, "no words to measure")

    def design_effect(units: Units) -> float:
        return design_effect_of_rate(units.hits[:, frame], units.words)

    spread = spread_of(ladder, design_effect, confidence)
    if spread.design_effect is not None and not ladder[0].hits[:, frame].any():
        return replace(spread, design_effect=1.0)  # without hits there are no bursts to see
    return spread


def _interval_of_rate(spread: Spread, hits: int, words: int, confidence: float) -> Interval | None:
    if spread.design_effect is None:
        return None
    return rate_interval(hits, words, spread.design_effect, confidence)


def _interval_of_share(ladder: Sequence[Units], frame: int, confidence: float) -> Interval | None:
    if not ladder or not ladder[0].divided_hits.any():
        return None

    def design_effect(units: Units) -> float:
        parts = units.parts_of_a_hit
        hits = units.divided_hits / parts
        return design_effect_of_share(hits[:, frame], hits.sum(axis=1))

    spread = spread_of(ladder, design_effect, confidence)
    if spread.design_effect is None:
        return None
    hits = ladder[0].divided_hits.sum(axis=0) / ladder[0].parts_of_a_hit
    return share_interval(hits[frame], hits.sum(), spread.design_effect, confidence)


def _interval_of_weighted(
    groups: Groups,
    weights: npt.NDArray[np.float64],
    heaviest: float,
    at: tuple[int, int],
    spread: Spread,
    confidence: float,
) -> Interval | None:
    if spread.design_effect is None:
        return None
    row, frame = at
    of_frame = groups.counts.entry_frames == frame
    hits, own = groups.entry_hits[row, of_frame], weights[of_frame]
    scale = 1000 / int(groups.words[row])
    variance = scale**2 * math.fsum((hits * own**2).tolist()) * spread.design_effect
    emphasised = scale * math.fsum((hits * own).tolist())
    return weighted_interval(emphasised, variance, scale * heaviest, confidence)


def _heaviest(groups: Groups, weights: npt.NDArray[np.float64]) -> list[float]:
    """Return of each frame the weight of its heaviest entry."""
    # Entries that match nothing anywhere must not move a number; 1 is the mean weight.
    matched = groups.entry_hits.any(axis=0)
    frames = range(len(groups.counts.lexicon.frames))
    own = (weights[matched & (groups.counts.entry_frames == frame)] for frame in frames)
    return [float(max(one, default=1.0)) for one in own]


def _note(hits: int, spread: Spread) -> str:
    few = f"fewer than {FEW_HITS} hits" if hits < FEW_HITS else ""
    if hits == 0:
        few = "no hits"
        if spread.design_effect is not None:
            few += ": the upper end takes it that hits would not cluster"
    return "; ".join(part for part in (few, spread.note) if part)


def _divided(
    numbers: npt.NDArray[np.int64], totals: npt.NDArray[np.int64]
) -> npt.NDArray[np.float64]:
    """Divide each row by its total; NaN where that is 0."""
    result: npt.NDArray[np.float64] = numbers / np.where(totals == 0, np.nan, totals)[:, None]
    return result
