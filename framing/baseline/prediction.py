"""How many hits an article like those of the baseline would have.

Given its words N, its count is negative binomial: Poisson about a rate that is itself drawn from a
gamma distribution with the mean r and the variance v of the baseline's articles. r is an estimate
too, so its own variance is added to v, and quantiles of Student's t take the place of the normal
ones because v was learned from few articles.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from math import isfinite

from framing.baseline.moments import Moments
from framing.measures.intervals import effective_design, ratio_interval

__all__ = ["FEWEST_FOR_POSITION", "Expectation", "Place"]

FEWEST_FOR_POSITION = 10
"""From fewer articles no p and no position: the tails of their distribution are not known."""

_FEWEST_FOR_INTERVAL = 2
_SMALLEST_TAIL = 1e-300  # far beyond anything that could be told apart
_MOST_HITS = 1 << 40
_KEPT = 1 << 15


@dataclass(frozen=True, slots=True)
class Place:
    """Where a count stands among those of articles like the baseline's.

    Attributes:
        p: The probability of a count at least as far out on its side, times two; at most 1.
        position: The same as a standard normal score, above 0 for more hits than expected.
    """

    p: float
    position: float


class Expectation:
    """What is expected of new articles for one frame, from the sums over the baseline's.

    Attributes:
        rate: The baseline's rate in hits per word; None without words.
        articles: From how many articles it is.
        note: Why there is no interval or position; empty where there are both.
        has_position: Whether counts can be placed.
    """

    def __init__(self, moments: Moments, frame: int, name: str, confidence: float) -> None:
        """Make ready.

        Args:
            moments: The sums over the baseline's articles.
            frame: The index of the frame.
            name: What to call those articles: ``the baseline``, or a group.
            confidence: The least probability that an article like them lies in the interval.
        """
        self.rate = moments.rate(frame)
        self.articles = moments.articles
        self.note = _note(moments, frame, name)
        self._confidence = confidence
        self._has_interval = moments.articles >= _FEWEST_FOR_INTERVAL and bool(self.rate)
        self.has_position = self._has_interval and moments.articles >= FEWEST_FOR_POSITION
        self._sides = moments.frames[frame].hits, moments.words
        self._effect = self._extra = 0.0
        if self._has_interval:
            self._extra = moments.variance_between(frame) + moments.variance_of_rate(frame)
        effect = moments.design_effect(frame)
        self._effect = effective_design(effect, moments.articles, confidence)
        # Most articles have one of a few thousand lengths and a few hits.
        self.interval = lru_cache(maxsize=_KEPT)(self._interval)
        self.place = lru_cache(maxsize=_KEPT)(self._place)
        self.ratio = lru_cache(maxsize=_KEPT)(self._ratio)

    def _ratio(self, words: int, hits: int) -> tuple[float, float | None, float | None] | None:
        """Return an article's rate over the baseline's, with its interval.

        The interval is that of two Poisson counts, both divided by the design effect between the
        baseline's articles; None where the baseline has no hit.
        """
        if not self.rate:
            return None
        ends = ratio_interval(
            (hits, self._sides[0]), (words, self._sides[1]), self._effect, self._confidence
        )
        low, high = (end if isfinite(end) else None for end in (ends.low, ends.high))
        return hits / words / self.rate, low, high

    def _interval(self, words: int) -> tuple[int, int] | None:
        """Return the fewest and the most hits expected of an article; None where unknown.

        Args:
            words: The article's words, more than 0.
        """
        from scipy.special import ndtr, stdtrit

        if not self._has_interval:
            return None
        tail = float(ndtr(-stdtrit(self.articles - 1, (1 + self._confidence) / 2)))
        if tail < _SMALLEST_TAIL:
            return None
        below, above = self._tails(words)
        low = _first(lambda hits: below(hits) >= tail)
        high = _first(lambda hits: above(hits + 1) <= tail)
        return low, high

    def _place(self, words: int, hits: int) -> Place | None:
        """Return where a count stands; None where unknown.

        Args:
            words: The article's words, more than 0.
            hits: Its hits.
        """
        from scipy.special import ndtri, stdtr

        if not self.has_position:
            return None
        below, above = self._tails(words)
        fewer, more = below(hits), above(hits)
        tail = max(min(fewer, more), _SMALLEST_TAIL)
        if tail >= 0.5:  # noqa: PLR2004 - the median is in no tail
            return Place(1.0, 0.0)
        p = 2 * float(stdtr(self.articles - 1, ndtri(tail)))
        score = float(ndtri(p / 2))
        return Place(p, score if fewer < more else -score)

    def _tails(self, words: int) -> tuple[Callable[[int], float], Callable[[int], float]]:
        """Return the functions P(count <= k) and P(count >= k) of an article."""
        from scipy.special import betainc

        assert self.rate is not None
        mean, extra = self.rate * words, self._extra * words**2
        size = mean**2 / extra
        success, failure = mean / (mean + extra), extra / (mean + extra)
        # size/(size + mean) is mean/(mean + extra): written so, neither tail loses digits.
        return (
            lambda hits: float(betainc(size, hits + 1, success)),
            lambda hits: float(betainc(hits, size, failure)) if hits > 0 else 1.0,
        )


def _note(moments: Moments, frame: int, name: str) -> str:
    articles = moments.articles
    if articles == 0:
        return f"no interval: no article in {name}"
    if articles < _FEWEST_FOR_INTERVAL:
        return f"no interval: one article in {name}"
    if not moments.frames[frame].hits:
        return f"no interval: no hit in the {articles:,} articles of {name}"
    if articles < FEWEST_FOR_POSITION:
        return (
            f"no position: {articles} articles in {name}, fewer than {FEWEST_FOR_POSITION}; "
            "read the ratio"
        )
    return ""


def _first(holds: Callable[[int], bool]) -> int:
    """Return the smallest number from 0 at which a condition, once true always true, holds."""
    if holds(0):
        return 0
    low, high = 0, 1
    while not holds(high) and high < _MOST_HITS:
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle
    return high
