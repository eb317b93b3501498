"""What is kept of the baseline's articles to know the spread between them: sums of integers.

The sums are exact whatever the order in which they are added, and those of two parts of a
collection add up to those of the whole.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

__all__ = ["FrameSums", "Moments", "moments_of"]

_FEWEST_ARTICLES = 2  # one article has no spread


@dataclass(frozen=True, slots=True)
class FrameSums:
    """Sums over articles for one frame; y is an article's hits, n its words.

    Attributes:
        hits: The sum of y.
        squares: The sum of y squared.
        products: The sum of y n.
    """

    hits: int
    squares: int
    products: int


@dataclass(frozen=True, slots=True)
class Moments:
    """Sums over the articles of a group that have words.

    Attributes:
        articles: How many there are.
        words: The sum of their words n.
        words_squared: The sum of n squared.
        words_cubed: The sum of n to the third.
        frames: The sums of each frame, in the order of the lexicon.
    """

    articles: int
    words: int
    words_squared: int
    words_cubed: int
    frames: tuple[FrameSums, ...]

    def rate(self, frame: int) -> float | None:
        """Return the pooled rate of a frame in hits per word; None without words."""
        return self.frames[frame].hits / self.words if self.words else None

    def residual_squares(self, frame: int) -> Fraction:
        """Return the sum of ``(y - r n)^2`` with the pooled rate r, exactly."""
        sums, rate = self.frames[frame], Fraction(self.frames[frame].hits, self.words)
        return sums.squares - 2 * rate * sums.products + rate**2 * self.words_squared

    def variance_between(self, frame: int) -> float:
        """Return the variance of the articles' own rates, hits per word, by the method of moments.

        An article with the rate L has a Poisson count of mean ``L n``. With residuals from the
        pooled rate r, N, A and B the sums of n, n squared and n cubed, the expected sum of squared
        residuals is ``r (N - A/N) + v (A - 2 B/N + A^2/N^2)``; solved for v.

        Returns:
            A number from 0; negative estimates, where counts spread less than independent hits
            would, are 0. 0 as well with fewer than two articles.
        """
        if self.articles < _FEWEST_ARTICLES:
            return 0.0
        total, square, cube = self.words, self.words_squared, self.words_cubed
        rate = Fraction(self.frames[frame].hits, total)
        excess = self.residual_squares(frame) - rate * (total - Fraction(square, total))
        scale = square - Fraction(2 * cube, total) + Fraction(square**2, total**2)
        return max(0.0, float(excess / scale))

    def variance_of_rate(self, frame: int) -> float:
        """Return the variance of the pooled rate as an estimate, in squared hits per word."""
        rate = self.rate(frame) or 0.0
        spread = self.variance_between(frame) * self.words_squared
        return (rate * self.words + spread) / self.words**2

    def design_effect(self, frame: int) -> float:
        """Return how many times the variance of the rate between articles exceeds Poisson's.

        ``m/(m-1)`` times the sum of squared residuals over the hits (Cochran 1977), from 0; 1
        without hits or with fewer than two articles.
        """
        hits = self.frames[frame].hits
        if self.articles < _FEWEST_ARTICLES or not hits:
            return 1.0
        factor = Fraction(self.articles, self.articles - 1)
        return float(factor * self.residual_squares(frame) / hits)


def moments_of(articles: Iterable[tuple[int, Sequence[int]]], frames: int) -> Moments:
    """Add up articles.

    Args:
        articles: The words and, per frame, the hits of each.
        frames: How many frames there are.
    """
    counted = [(words, hits) for words, hits in articles if words]
    return Moments(
        articles=len(counted),
        words=sum(n for n, _ in counted),
        words_squared=sum(n**2 for n, _ in counted),
        words_cubed=sum(n**3 for n, _ in counted),
        frames=tuple(
            FrameSums(
                hits=sum(y[frame] for _, y in counted),
                squares=sum(y[frame] ** 2 for _, y in counted),
                products=sum(y[frame] * n for n, y in counted),
            )
            for frame in range(frames)
        ),
    )
