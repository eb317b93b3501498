"""The search for shared passages, from articles to what every pair has in common."""

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
from framing.sharing.runs import Runs, find_runs

__all__ = ["Found", "SharedPair", "caution_of_common", "find_shared"]

_ALL_COMPARED = 500
"""Among so many articles nothing is left out as too common."""
_FEWEST_TOO_MANY = 50
_COMMON_SHARE = 1_000  # one article in so many
_BODIES_AT_HAND = 4_096


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
    """

    bodies: Bodies
    pairs: tuple[SharedPair, ...]
    dropped: int
    most_articles: int | None

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


def find_shared(articles: Iterable[Article], least: int = FEWEST_WORDS) -> Found:
    """Find the passages that articles share.

    Args:
        articles: The articles, in any order. Only their bodies are compared.
        least: How many words, the same and without interruption, make a passage.

    Returns:
        The passages of every pair that shares any.

    Raises:
        SettingError: If ``least`` is below the length of a gram.
        InputError: If two articles have the same id.
    """
    check_least(least)
    bodies = cut_bodies(articles)
    most = _most_articles(len(bodies.articles))
    runs = find_runs(bodies, least, most_articles=most)
    return Found(bodies, tuple(_pairs(bodies, runs)), runs.dropped, most)


def caution_of_common(found: Found) -> tuple[str, ...]:
    """Say what was left out as too common, if anything was."""
    if not found.dropped:
        return ()
    plural = found.dropped > 1
    return (
        f"{found.dropped:,} fingerprint{'s' if plural else ''} ({NGRAM} words in a row) that "
        f"stand{'' if plural else 's'} in more than "
        f"{found.most_articles or len(found.bodies.articles):,} of {len(found.bodies.articles):,} "
        f"articles, or thousands of times, {'were' if plural else 'was'} not compared: mostly "
        "boilerplate, but of a text that as many print only some copies are seen, or none.",
    )


def _most_articles(articles: int) -> int | None:
    if articles <= _ALL_COMPARED:
        return None
    return max(_FEWEST_TOO_MANY, articles // _COMMON_SHARE)


def _pairs(bodies: Bodies, runs: Runs) -> Iterable[SharedPair]:
    words = lru_cache(maxsize=_BODIES_AT_HAND)(bodies.words)
    a, b = bodies.article_of(runs.first), bodies.article_of(runs.second)
    order = np.lexsort((b, a))  # stable, so runs stay in the order of the first body
    a, b = a[order], b[order]
    first, second = runs.first[order] - bodies.starts[a], runs.second[order] - bodies.starts[b]
    new = np.flatnonzero((np.diff(a, prepend=-1) != 0) | (np.diff(b, prepend=-1) != 0))
    ends = np.append(new, len(a))[1:]
    columns = first.tolist(), second.tolist(), runs.length[order].tolist()
    for start, end in zip(new.tolist(), ends.tolist(), strict=True):
        one, other = int(a[start]), int(b[start])
        cores = map(Run, *(column[start:end] for column in columns))
        yield SharedPair(one, other, tuple(passages(words(one), words(other), cores)))
