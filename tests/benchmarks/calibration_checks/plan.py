"""What a check is measured with, and what it says."""

import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.stats import kstest

__all__ = ["Cell", "Plan", "Target"]


@dataclass(frozen=True, slots=True)
class Target:
    """The range that a figure has to lie in.

    Attributes:
        low: Its lower end.
        high: Its upper end.
    """

    low: float = -math.inf
    high: float = math.inf

    def margin(self, measured: float) -> float:
        """Return how far inside the range a figure lies; below 0 it lies outside."""
        return min(measured - self.low, self.high - measured)

    def __str__(self) -> str:
        if self.low == -self.high:
            return f"within {self.high:.3g} of 0"
        if math.isinf(self.high):
            return f"at least {self.low:.3g}"
        if math.isinf(self.low):
            return f"at most {self.high:.3g}"
        return f"{self.low:.3g} to {self.high:.3g}"


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure.

    Attributes:
        check: The number of the check, such as ``C6``.
        what: What is measured.
        where: With which settings.
        target: Where it should lie.
        measured: The figure; NaN where it could not be measured.
        error: Its Monte-Carlo standard error; NaN where it has none.
        slack: By how much it may miss the target.
        note: What to keep in mind, or why it was not measured.
    """

    check: str
    what: str
    where: str
    target: Target
    measured: float
    error: float
    slack: float = 0.0
    note: str = ""

    @property
    def skipped(self) -> bool:
        """Whether it was not measured."""
        return math.isnan(self.measured)

    @property
    def margin(self) -> float:
        """How far inside its target it lies, slack included; below 0 it misses it."""
        return self.target.margin(self.measured) + self.slack

    @property
    def ok(self) -> bool:
        """Whether the target is met, or nothing was measured."""
        return self.skipped or self.margin >= 0


@dataclass(frozen=True, slots=True)
class Plan:
    """How thoroughly to measure.

    Attributes:
        reduced: Whether to make few runs and to allow three standard errors at each target.
        data: Real articles, a Parquet file; without it the checks that need them are skipped.
        why_no_data: Why there are none.
    """

    reduced: bool = False
    data: Path | None = None
    why_no_data: str = "no real articles were given"

    def runs(self, full: int, reduced: int) -> int:
        """Return how many runs to make."""
        return reduced if self.reduced else full

    def share(
        self, check: str, what: str, where: str, target: Target, hits: npt.ArrayLike, note: str = ""
    ) -> Cell:
        """Return the share of runs in which something happened."""
        happened = np.asarray(hits, dtype=np.bool_)
        count = len(happened)
        # Two more of either kind, so that the error of 0 or of 1 is not 0 (Agresti and Coull 1998).
        middle = (float(happened.sum()) + 2) / (count + 4)
        error = math.sqrt(middle * (1 - middle) / (count + 4))
        return self.cell(check, what, where, target, float(happened.mean()), error, note)

    def mean(
        self, check: str, what: str, where: str, target: Target, values: npt.ArrayLike
    ) -> Cell:
        """Return the mean of a figure over the runs."""
        found = np.asarray(values, dtype=np.float64)
        error = float(found.std(ddof=1)) / math.sqrt(len(found))
        return self.cell(check, what, where, target, float(found.mean()), error)

    def at_most(
        self, check: str, what: str, where: str, level: float, values: npt.ArrayLike
    ) -> Cell:
        """Return the mean of shares that should be a level at the most: within 2.6 errors above it.

        A test whose size is exactly at its level is above it in every other run.
        """
        found = np.asarray(values, dtype=np.float64)
        error = float(found.std(ddof=1)) / math.sqrt(len(found))
        target = Target(high=level + 2.6 * error)
        return self.cell(check, what, where, target, float(found.mean()), error)

    def unbiased(self, check: str, what: str, where: str, values: npt.ArrayLike) -> Cell:
        """Return the mean of a figure that should be 0: within three standard errors of it.

        Divergences are skewed, so that from few runs their mean is farther off than that more often
        than a normal one would be; a reduced run has its slack here too.
        """
        found = np.asarray(values, dtype=np.float64)
        error = float(found.std(ddof=1)) / math.sqrt(len(found))
        target = Target(-3 * error, 3 * error)
        return self.cell(check, what, where, target, float(found.mean()), error)

    def uniform(
        self, check: str, where: str, p: npt.ArrayLike, name: str, *, one_sided: bool = False
    ) -> Cell:
        """Return the p of Kolmogorov and Smirnov's test that p-values are uniform.

        Args:
            check: The number of the check.
            where: The settings.
            p: The p-values.
            name: Whose they are.
            one_sided: Whether only an excess of small values counts: where few values can occur,
                large ones are no fault.
        """
        found = kstest(p, "uniform", alternative="greater" if one_sided else "two-sided")
        what = (
            f"{name}: p of the hypothesis that p is {'not too small' if one_sided else 'uniform'}"
        )
        return Cell(check, what, where, Target(low=0.001), float(found.pvalue), math.nan)

    def cell(
        self,
        check: str,
        what: str,
        where: str,
        target: Target,
        measured: float,
        error: float,
        note: str = "",
    ) -> Cell:
        """Return a figure, with the slack of a reduced run."""
        slack = 3 * error if self.reduced else 0.0
        return Cell(check, what, where, target, measured, error, slack, note)

    def skipped(self, check: str, what: str, target: Target) -> Cell:
        """Return a figure that could not be measured for want of real articles."""
        return Cell(check, what, "", target, math.nan, math.nan, note=self.why_no_data)
