"""Baselines small enough to be reckoned by hand, and one large enough for positions."""

from collections.abc import Sequence

import numpy as np
import pytest

from framing import Article, Baseline, Lexicon, fit_baseline


def make_article(
    name: str, rain: int, words: int, *, outlet: str = "North", sun: int = 0
) -> Article:
    """Make an article of so many words, some of them hits."""
    text = " ".join(["rain"] * rain + ["sun"] * sun + ["word"] * (words - rain - sun))
    return Article(id=name, outlet=outlet, text=text)


def draw_counts(
    rng: np.random.Generator, articles: int, rate: float, overdispersion: float
) -> tuple[list[int], list[int]]:
    """Draw articles: words log-normal about 600, hits Poisson about a gamma rate.

    Args:
        rng: Where random numbers come from.
        articles: How many.
        rate: The mean rate, hits per 1,000 words.
        overdispersion: The variance of the rates over their squared mean.
    """
    words = np.clip(rng.lognormal(np.log(600), 0.5, articles), 100, 4000).astype(int)
    own = np.full(articles, rate / 1000)
    if overdispersion:
        own = rng.gamma(1 / overdispersion, overdispersion * rate / 1000, articles)
    return words.tolist(), rng.poisson(own * words).tolist()


def twelve_articles() -> Sequence[Article]:
    """Return articles of two outlets with rates that differ, enough for positions."""
    return [
        make_article(f"a{i:02}", rain=1 + i % 5, words=100 + 10 * i, outlet="NS"[i % 2], sun=2)
        for i in range(12)
    ]


@pytest.fixture(scope="session")
def three(lexicon: Lexicon) -> Baseline:
    """2 hits in 100 words, 6 in 200, 0 in 100."""
    counts = {"a": (2, 100), "b": (6, 200), "c": (0, 100)}
    articles = [make_article(name, *count) for name, count in counts.items()]
    return fit_baseline(articles, lexicon, reference="none")


@pytest.fixture(scope="session")
def twelve(lexicon: Lexicon) -> Baseline:
    """Enough articles for positions."""
    return fit_baseline(twelve_articles(), lexicon, reference="none")
