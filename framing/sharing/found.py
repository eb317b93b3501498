"""The search for shared passages, from articles to what every pair has in common."""

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt

from framing.article import Article
from framing.sharing.bodies import Bodies, cut_bodies
from framing.sharing.fingerprints import NGRAM
from framing.sharing.passages import FEWEST_WORDS, Passage, Run, check_least, passages
from framing.sharing.places import WordPlaces, place_words
from framing.sharing.runs import Runs, find_runs, gram_places, runs_of_pair

__all__ = ["MOST_WORDS_INDEXED", "Found", "SharedPair", "cautions_of_search", "find_shared"]

_ALL_COMPARED = 500
"""Among so many articles nothing is left out as too common."""
_FEWEST_TOO_MANY = 50
_COMMON_SHARE = 1_000  # one article in so many
_BODIES_AT_HAND = 4_096
_GRAMS_AT_HAND = 512
MOST_WORDS_INDEXED = 10_000_000
"""Up to here every gram is compared, which takes about 100 bytes a word; beyond, winnowed ones."""


@dataclass(frozen=True, slots=True)
class SharedPair:
    """What two articles share; indices are those of the bodies.

    Attributes:
        a: The article that sorts first.
        b: The other.
        passages: Their passages, in the order of a.
    """

    a: int
    b: int
    passages: tuple[Passage, ...]

    def runs_of(self, article: int) -> list[tuple[int, int]]:
        """Return first word and length of every run in one of the two."""
        runs = [run for passage in self.passages for run in passage.runs]
        return [(run.a if article == self.a else run.b, run.length) for run in runs]


@dataclass(frozen=True, eq=False)
class Found:
    """All shared passages of some articles.

    Attributes:
        bodies: The bodies that were compared.
        pairs: The pairs that share any, sorted.
        dropped: How many fingerprints stand in too many articles to be compared.
        most_articles: In how many they may stand; None where all were compared.
        winnowed: Whether only pairs were compared that share a run without interruption.
        least: How many words make a passage.
    """

    bodies: Bodies
    pairs: tuple[SharedPair, ...]
    dropped: int
    most_articles: int | None
    winnowed: bool
    least: int

    def mask(self, article: int) -> npt.NDArray[np.bool_]:
        """Return an array with a place for every word of a body, all false."""
        return np.zeros(self.bodies.lengths[article], dtype=np.bool_)

    def shared_words(self, pair: SharedPair, article: int) -> npt.NDArray[np.bool_]:
        """Return which words of one of a pair are the same in the other."""
        mask = self.mask(article)
        for start, length in pair.runs_of(article):
            mask[start : start + length] = True
        return mask

    def quoted_words(self, pair: SharedPair, article: int) -> npt.NDArray[np.bool_]:
        """Return which words of one of a pair are the same, and quoted, in both."""
        other = pair.b if article == pair.a else pair.a
        mask, here, there = self.mask(article), self.places[article], self.places[other]
        stretches = zip(pair.runs_of(article), pair.runs_of(other), strict=True)
        for (start, length), (behind, _) in stretches:
            both = here.quoted[start : start + length] & there.quoted[behind : behind + length]
            mask[start : start + length] |= both
        return mask

    @cached_property
    def places(self) -> Mapping[int, WordPlaces]:
        """Per article, where its words stand in its text; found out when first asked for."""
        return _Places(self.bodies.articles)


class _Places(dict[int, WordPlaces]):
    def __init__(self, articles: Sequence[Article]) -> None:
        super().__init__()
        self._articles = articles

    def __missing__(self, article: int) -> WordPlaces:
        self[article] = place_words(self._articles[article])
        return self[article]


def find_shared(
    articles: Iterable[Article], least: int = FEWEST_WORDS, *, winnowed: bool | None = None
) -> Found:
    """Find the passages that articles share.

    Args:
        articles: The articles, in any order. Only their bodies are compared.
        least: How many words of a passage must be the same.
        winnowed: Whether to compare only the pairs that share ``least`` words without interruption,
            which takes less memory; if not given, where there are very many words.

    Returns:
        The passages of every pair that shares any.

    Raises:
        SettingError: If ``least`` is below the length of a gram.
        InputError: If two articles have the same id.
    """
    check_least(least)
    bodies = cut_bodies(articles)
    most = _most_articles(len(bodies.articles))
    if winnowed is None:
        winnowed = len(bodies.ids) > MOST_WORDS_INDEXED
    runs = find_runs(bodies, least if winnowed else NGRAM, most_articles=most)
    pairs = tuple(_pairs(bodies, runs, least, winnowed))
    return Found(bodies, pairs, runs.dropped, most, winnowed, least)


def cautions_of_search(found: Found) -> tuple[str, ...]:
    """Say what was not compared, if anything was not."""
    cautions = []
    if found.winnowed:
        cautions.append(
            f"Among so many words only pairs of articles were compared that share {found.least} "
            "words or more without interruption."
        )
    if found.dropped:
        grams = "run" if found.dropped == 1 else "runs"
        articles = len(found.bodies.articles)
        cautions.append(
            f"{found.dropped:,} {grams} of {NGRAM} words that stand in more than "
            f"{found.most_articles or articles:,} of {articles:,} articles, or thousands of times, "
            "were passed over: mostly boilerplate, but of a text that as many print only some "
            "copies are seen, or none."
        )
    return tuple(cautions)


def _most_articles(articles: int) -> int | None:
    if articles <= _ALL_COMPARED:
        return None
    return max(_FEWEST_TOO_MANY, articles // _COMMON_SHARE)


def _pairs(bodies: Bodies, runs: Runs, least: int, winnowed: bool) -> Iterable[SharedPair]:
    words = lru_cache(maxsize=_BODIES_AT_HAND)(bodies.words)
    grams = lru_cache(maxsize=_GRAMS_AT_HAND)(lambda article: gram_places(bodies.body(article)))
    a, b = bodies.article_of(runs.first), bodies.article_of(runs.second)
    order = np.lexsort((b, a))  # stable, so runs stay in the order of the first body
    a, b = a[order], b[order]
    first, second = runs.first[order] - bodies.starts[a], runs.second[order] - bodies.starts[b]
    new = np.flatnonzero((np.diff(a, prepend=-1) != 0) | (np.diff(b, prepend=-1) != 0))
    ends = np.append(new, len(a))[1:]
    columns = first.tolist(), second.tolist(), runs.length[order].tolist()
    for start, end in zip(new.tolist(), ends.tolist(), strict=True):
        one, other = int(a[start]), int(b[start])
        found: Iterable[tuple[int, int, int]] = zip(
            *(column[start:end] for column in columns), strict=True
        )
        if winnowed:  # these are the longest runs alone
            found = runs_of_pair(words(one), words(other), grams(one), grams(other))
        seeds = itertools.starmap(Run, found)
        if kept := passages(words(one), words(other), seeds, least):
            yield SharedPair(one, other, tuple(kept))
