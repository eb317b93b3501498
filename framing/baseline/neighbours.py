"""Which articles of the baseline a new one is most and least like in its shares of frames."""

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from framing.article import Article
from framing.baseline.model import Baseline
from framing.counts import Integers
from framing.measures.divergence import jensen_shannon_rows
from framing.measures.evidence_rules import FEWEST_HITS
from framing.tally import Tally

__all__ = ["NeighbourRow", "Neighbours"]

Floats = npt.NDArray[np.float64]

_BITS = 8 * math.log(2)


@dataclass(frozen=True, slots=True)
class NeighbourRow:
    """One article of the baseline near to a new one, or far from it.

    Attributes:
        article: The new article.
        group: The group that it would be in.
        relation: ``nearest`` or ``farthest``.
        rank: 1 for the nearest or the farthest of all.
        other: The article of the baseline.
        other_group: Its group.
        hits: How many hits the new article has; one that frames share counts once.
        other_hits: How many the other has.
        frame_jsd: J, the Jensen-Shannon divergence of their frame shares, bits, 0 to 1.
        chance_jsd: J0, its mean by chance, in closed form.
        excess_jsd: X = J - J0, by which they are ranked, and by J where it is not above 0.
        note: Why there is no neighbour, or what to keep in mind.
    """

    article: str
    group: str
    relation: str | None
    rank: int | None
    other: str | None
    other_group: str | None
    hits: int
    other_hits: int | None
    frame_jsd: float | None
    chance_jsd: float | None
    excess_jsd: float | None
    note: str


class Neighbours:
    """A baseline made ready to be searched (M articles with enough hits, F frames)."""

    def __init__(self, baseline: Baseline) -> None:
        self._baseline = baseline
        parts = baseline.parts_of_a_hit
        self._articles = [
            a for a in baseline.articles if sum(a.divided_hits) >= FEWEST_HITS * parts
        ]
        shape = (len(self._articles), len(baseline.lexicon.frames))
        self._divided = np.array([a.divided_hits for a in self._articles], dtype=np.int64)
        self._divided = self._divided.reshape(shape)
        self._hits = self._divided.sum(axis=1) / parts

    def find(self, article: Article, counted: Tally, most: int) -> tuple[NeighbourRow, ...]:
        """Find the articles with the least and with the most divergence beyond chance.

        With few hits J is large by chance, and J less its chance level is anything: articles of
        fewer than ten hits have no neighbours and are none.

        Args:
            article: The new article.
            counted: Its hits.
            most: How many of either kind; none stands in both.

        Returns:
            The nearest, nearest first, then the farthest, farthest first; one row with a note where
            there are none.
        """
        group, hits = article.group(self._baseline.by), counted.spans
        if hits < FEWEST_HITS or not self._articles:
            note = (
                f"insufficient evidence: {hits} hits; {FEWEST_HITS} are needed"
                if hits < FEWEST_HITS
                else f"no article of the baseline has {FEWEST_HITS} hits"
            )
            empty = (None, None, None, None)
            return (NeighbourRow(article.id, group, *empty, hits, None, None, None, None, note),)
        own = np.array(counted.divided_hits(counted.parts_of_a_hit), dtype=np.int64)
        divergence = jensen_shannon_rows(
            np.broadcast_to(own.astype(np.float64), self._divided.shape),
            self._divided.astype(np.float64),
        )
        chance = self._chance(own, hits)
        excess = divergence - chance
        # Below chance there is no nearer: else the shortest articles, whose chance level is the
        # highest, would be near to everything.
        beyond = np.maximum(excess, 0.0)
        order = sorted(
            range(len(excess)), key=lambda i: (beyond[i], divergence[i], self._articles[i].id)
        )
        nearest = order[:most]
        farthest = order[: max(len(nearest), len(order) - most) - 1 : -1]

        def row(relation: Literal["nearest", "farthest"], rank: int, index: int) -> NeighbourRow:
            other = self._articles[index]
            return NeighbourRow(
                article=article.id,
                group=group,
                relation=relation,
                rank=rank,
                other=other.id,
                other_group=other.group,
                hits=hits,
                other_hits=round(float(self._hits[index])),
                frame_jsd=float(divergence[index]),
                chance_jsd=float(chance[index]),
                excess_jsd=float(excess[index]),
                note="the same id: the article itself?" if other.id == article.id else "",
            )

        return (
            *(row("nearest", rank, i) for rank, i in enumerate(nearest, start=1)),
            *(row("farthest", rank, i) for rank, i in enumerate(farthest, start=1)),
        )

    def _chance(self, own: Integers, hits: int) -> Floats:
        """Return the mean divergence by chance, ``design (K - 1) (1/H1 + 1/H2)/(8 ln 2)``.

        K counts the frames that either side has; the design effect is the baseline's.
        """
        used = ((self._divided > 0) | (own > 0)).sum(axis=1)
        design = self._baseline.share_design_effect
        return np.asarray(
            np.minimum(design * (used - 1) * (1 / hits + 1 / self._hits) / _BITS, 1.0)
        )
