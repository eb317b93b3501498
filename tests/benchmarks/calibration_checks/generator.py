"""Synthetic articles with bursts of known size, as counts that the measures read.

An article is paragraphs of one to three sentences of 12 to 35 words. A paragraph draws its own mix
of frames from a Dirichlet distribution around the shares of the source, and its own intensity from
a gamma distribution of mean 1; its hits are then Poisson. The smaller the concentration, the longer
a paragraph stays with one frame; at infinity hits are independent.
"""

import math
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from framing import Frame, Lexicon, Pattern
from framing.counts import Counts, Integers
from framing.facts import ArticleFacts

__all__ = [
    "BURSTS",
    "SHARES",
    "Floats",
    "Paragraphs",
    "Source",
    "counts_of",
    "draw_articles",
    "draw_hits",
    "facts_of",
    "numbers_of",
]

Floats: TypeAlias = npt.NDArray[np.float64]

SHARES = (0.30, 0.25, 0.20, 0.15, 0.10)
HITS_PER_WORD = 0.060
BURSTS = (math.inf, 4.0, 1.5)
"""Concentrations: no bursts, and design effects of about 1.5 and 2 between paragraphs."""

_MOST_SENTENCES = 3
_SENTENCE_WORDS = (12, 35)
_PARAGRAPH_WORDS = 47  # two sentences of 23.5 words on average
_INTENSITY_SHAPE = 4.0


@dataclass(frozen=True, slots=True)
class Source:
    """What writes articles.

    Attributes:
        burst: The concentration of the mix of a paragraph around the shares.
        shares: The frame shares of the source.
        rate: Hits per word.
    """

    burst: float
    shares: tuple[float, ...] = SHARES
    rate: float = HITS_PER_WORD


@dataclass(frozen=True, eq=False)
class Paragraphs:
    """The paragraphs of some articles, article by article (P paragraphs, K frames).

    Attributes:
        article: Per paragraph, the index of its article, shape (P,).
        sentence_words: Words of its sentences, 0 for those it does not have, shape (P, 3).
        hits: Hits of each frame, shape (P, K).
    """

    article: Integers
    sentence_words: Integers
    hits: Integers

    @property
    def words(self) -> Integers:
        """Words of each paragraph."""
        words: Integers = self.sentence_words.sum(axis=1)
        return words

    @property
    def articles(self) -> int:
        """How many articles there are."""
        return int(self.article.max(initial=-1)) + 1

    def __add__(self, other: "Paragraphs") -> "Paragraphs":
        """Put the articles of another sample behind these."""
        return Paragraphs(
            np.concatenate([self.article, other.article + self.articles]),
            np.concatenate([self.sentence_words, other.sentence_words]),
            np.concatenate([self.hits, other.hits]),
        )


def numbers_of(*key: object) -> np.random.Generator:
    """Return a generator of random numbers that a key determines, on every machine alike."""
    words = np.frombuffer("/".join(map(str, key)).encode(), dtype=np.uint8)
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence(words.tolist())))


def draw_articles(
    numbers: np.random.Generator,
    source: Source,
    articles: int,
    words: int,
    levels: Floats | None = None,
) -> Paragraphs:
    """Draw articles of a source.

    Args:
        numbers: Random numbers.
        source: The source.
        articles: How many.
        words: The words of each, on average; all have as many paragraphs.
        levels: By how much an article has more of a frame than the source, shape (articles, K).
    """
    lines = _empty_paragraphs(numbers, articles, words)
    return replace(lines, hits=draw_hits(numbers, source, lines, levels))


def draw_hits(
    numbers: np.random.Generator,
    source: Source,
    lines: Paragraphs,
    levels: Floats | None = None,
) -> Integers:
    """Draw the hits of paragraphs, shape (P, K)."""
    count, shares = len(lines.article), np.array(source.shares)
    mix, intensity = np.broadcast_to(shares, (count, len(shares))), np.ones((count, 1))
    if math.isfinite(source.burst):
        mix = numbers.dirichlet(source.burst * shares, size=count)
        intensity = numbers.gamma(_INTENSITY_SHAPE, 1 / _INTENSITY_SHAPE, size=(count, 1))
    expected = source.rate * lines.words[:, None] * intensity * mix
    if levels is not None:
        expected = expected * levels[lines.article]
    hits: Integers = numbers.poisson(expected).astype(np.int64)
    return hits


def _empty_paragraphs(numbers: np.random.Generator, articles: int, words: int) -> Paragraphs:
    # A number of paragraphs, not of words, decides where an article ends: the paragraph in which a
    # given word stands is longer than others, so that the last would not be one like them.
    paragraphs = round(words / _PARAGRAPH_WORDS)
    shape = (articles * paragraphs, _MOST_SENTENCES)
    sentences = numbers.integers(*_SENTENCE_WORDS, size=shape, endpoint=True)
    count = numbers.integers(1, _MOST_SENTENCES, size=len(sentences), endpoint=True)
    sentences[np.arange(_MOST_SENTENCES) >= count[:, None]] = 0
    article = np.repeat(np.arange(articles), paragraphs)
    return Paragraphs(article, sentences, np.zeros((len(article), 0), dtype=np.int64))


def counts_of(
    lines: Paragraphs,
    outlets: Integers | None = None,
    numbers: np.random.Generator | None = None,
) -> Counts:
    """Return the counts that articles with such paragraphs would have.

    Args:
        lines: The paragraphs.
        outlets: Per article, the number of its outlet; each has its own without it.
        numbers: What places the hits in their paragraphs; they stand in front without it, which
            makes no difference to most measures.
    """
    outlets = np.arange(lines.articles) if outlets is None else outlets
    patterns = [f"frame{index}" for index in range(lines.hits.shape[1])]
    rows, entries = np.nonzero(lines.hits)
    times = lines.hits[rows, entries]
    rows, entries = np.repeat(rows, times), np.repeat(entries, times)
    draws = np.zeros(len(rows)) if numbers is None else numbers.random(len(rows))
    order = np.lexsort((draws, rows))
    places, ones = _places(rows, lines.words, draws[order]), np.ones_like(rows)
    return Counts(
        lexicon=Lexicon("synthetic", tuple(Frame(p, p, (Pattern(p),)) for p in patterns)),
        articles=facts_of(outlets),
        vocabulary=(),
        paragraph_article=lines.article,
        paragraph_is_body=np.ones(len(lines.article), dtype=np.bool_),
        paragraph_words=lines.words,
        expressions=tuple(patterns),
        hits=np.column_stack([rows, places, ones, entries[order], ones, entries[order]]),
        terms=csr_array((len(lines.article), 0), dtype=np.int64),
    )


def facts_of(outlets: Integers) -> tuple[ArticleFacts, ...]:
    """Name articles, so that their order is that of their numbers, and their outlets likewise."""
    return tuple(
        ArticleFacts(f"a{index:07}", (("outlet", f"o{outlet:07}"),))
        for index, outlet in enumerate(outlets)
    )


def _places(rows: Integers, words: Integers, draws: Floats) -> Integers:
    """Return a place of its own for each hit; those of a paragraph are in the order of draws."""
    hits = np.bincount(rows, minlength=len(words))
    number = np.arange(len(rows)) - np.searchsorted(rows, rows, side="left")
    free = np.maximum(words - hits, 0)[rows]
    places: Integers = np.floor(draws * (free + 1)).astype(np.int64) + number
    return places
