"""A frozen collection, and later articles scored against it."""

from framing.baseline.file import load_baseline
from framing.baseline.fit import fit_baseline
from framing.baseline.model import Baseline
from framing.baseline.neighbours import NeighbourRow
from framing.baseline.rows import ScoreRow
from framing.baseline.score import BaselineScores, Scorer

__all__ = [
    "Baseline",
    "BaselineScores",
    "NeighbourRow",
    "ScoreRow",
    "Scorer",
    "fit_baseline",
    "load_baseline",
]
