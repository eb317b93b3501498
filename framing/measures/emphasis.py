"""How much each group emphasises each frame."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from framing.groups import Groups, group
from framing.measures.tfidf import entry_weights, weighted_emphasis

__all__ = ["FEW_HITS", "EmphasisRow", "emphasis"]

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
        share: The frame's share of all the group's hits, in [0, 1]; a span that k frames claim
            counts 1/k in each. One share up forces others down: read it beside the rate.
        coverage: The share of the group's paragraphs with at least one hit, in [0, 1].
        tfidf_per_1000: TF-IDF-weighted hits per 1,000 words; distinctive, not "more important".
        note: What to keep in mind with this row.
    """

    by: str
    group: str
    articles: int
    words: int
    frame: str
    hits: int
    rate_per_1000: float | None
    share: float | None
    coverage: float | None
    tfidf_per_1000: float | None
    note: str


def emphasis(groups: Groups) -> tuple[EmphasisRow, ...]:
    """Measure the emphasis of every group on every frame.

    Args:
        groups: The groups.

    Returns:
        A row for each, groups by name and frames in the order of the lexicon. What would divide by
        zero is None.
    """
    return tuple(_rows(groups))


def _rows(groups: Groups) -> Iterator[EmphasisRow]:
    rates = _divided(1000 * groups.hits, groups.words)
    shares = _divided(groups.divided_hits, groups.divided_hits.sum(axis=1))
    coverage = _divided(groups.covered_paragraphs, groups.paragraphs)
    weights = entry_weights(group(groups.counts, "article"))
    weighted = weighted_emphasis(groups, weights)
    for row, name in enumerate(groups.names):
        for index, frame in enumerate(groups.counts.lexicon.frames):
            at = (row, index)
            yield EmphasisRow(
                by=groups.by,
                group=name,
                articles=int(groups.articles[row]),
                words=int(groups.words[row]),
                frame=frame.key,
                hits=int(groups.hits[at]),
                rate_per_1000=_defined(rates[at]),
                share=_defined(shares[at]),
                coverage=_defined(coverage[at]),
                tfidf_per_1000=_defined(weighted[at]),
                note=_note(int(groups.words[row]), int(groups.hits[at])),
            )


def _note(words: int, hits: int) -> str:
    if words == 0:
        return "no words to measure"
    return f"fewer than {FEW_HITS} hits" if hits < FEW_HITS else ""


def _divided(
    numbers: npt.NDArray[np.int64], totals: npt.NDArray[np.int64]
) -> npt.NDArray[np.float64]:
    """Divide each row by its total; NaN where that is 0."""
    result: npt.NDArray[np.float64] = numbers / np.where(totals == 0, np.nan, totals)[:, None]
    return result


def _defined(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
