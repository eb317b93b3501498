"""Which of the terms of a comparison are listed, in which order, and the row of each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

import numpy as np

from framing.counts import SparseIntegers
from framing.groups import Groups
from framing.lexicon import Matcher
from framing.measures.keyness import (
    conservative_log_ratio,
    likelihood_ratio,
    log2_ratio,
    log2_ratio_interval,
)
from framing.measures.resampling import TOLERANCE, Floats
from framing.measures.term_row import TermRow
from framing.measures.term_sides import REST, TermSides
from framing.measures.tfidf import inverse_document_frequency
from framing.measures.undefined import finite
from framing.phrases import is_phrase
from framing.words import Word

__all__ = ["MOST_CONCENTRATED", "Listing", "Rank", "ranks"]

Rank: TypeAlias = Literal["log-odds", "g2", "lrc", "tfidf"]
"""What orders the terms of a group; see `framing.measures.distinctive.distinctive_terms`."""

MOST_CONCENTRATED = 0.9
"""From this dispersion on, a term stands in so few units that it is no mark of a group."""

_FEWEST_FOR_SPREAD = 2


def ranks() -> tuple[Rank, ...]:
    """Return what terms can be ordered by, the default first."""
    return get_args(Rank)


@dataclass(frozen=True, eq=False)
class Listing:
    """How terms become rows."""

    groups: Groups
    articles: SparseIntegers  # occurrences per article and term, shape (A, V)
    matcher: Matcher
    rank: Rank
    confidence: float
    most: int | None

    def rows(
        self, sides: TermSides, p: Sequence[float | None], q: Sequence[float | None]
    ) -> Iterator[TermRow]:
        """Yield the rows of a comparison, in order."""
        if not len(sides.terms):
            return
        (count, count_rest), (words, words_rest) = sides.side_counts, sides.side_words
        ratio = log2_ratio(sides.side_counts, sides.side_words)
        low, high = self._interval(sides)
        of_group = np.flatnonzero(self.groups.group_of_article == sides.group)
        articles = (self.articles[of_group][:, sides.terms] > 0).sum(axis=0)
        for t, folded in self._order(sides):
            term = self._name(sides, t)
            both = zip(count[folded], count_rest[folded], strict=True)
            phrases = [
                f"{self._name(sides, phrase)} ({int(own)} v {int(rest)})"
                for phrase, (own, rest) in zip(folded, both, strict=True)
            ]
            yield TermRow(
                group=sides.name,
                versus=sides.versus,
                term=term,
                count=int(count[t]),
                count_rest=int(count_rest[t]),
                rate_per_1000=float(1000 * count[t] / words),
                rate_rest=float(1000 * count_rest[t] / words_rest),
                log2_ratio=finite(ratio[t]),
                log2_low=finite(low[t]),
                log2_high=finite(high[t]),
                z=float(sides.z[t]),
                p=p[t],
                q=q[t],
                dispersion=finite(sides.dispersion[t]),
                articles=int(articles[t]),
                in_lexicon=_is_hit(self.matcher, term),
                phrases="; ".join(phrases),
            )

    def _name(self, sides: TermSides, t: int) -> str:
        return self.groups.counts.vocabulary[int(sides.terms[t])]

    def _interval(self, sides: TermSides) -> tuple[Floats, Floats]:
        if min(sides.side_units) < _FEWEST_FOR_SPREAD:
            unknown = np.full(len(sides.terms), np.nan)
            return unknown, unknown
        designs = sides.effective_designs(self.confidence)
        return log2_ratio_interval(sides.side_counts, sides.side_words, designs, self.confidence)

    def _order(self, sides: TermSides) -> list[tuple[int, list[int]]]:
        """Return the terms to list, as indices into those of the comparison.

        Each comes with the phrases that are folded under it.
        """
        value, z = self._values(sides), sides.z
        order = sorted(range(len(z)), key=lambda t: (-value[t], -z[t], t))
        spread = [t for t in order if not sides.dispersion[t] >= MOST_CONCENTRATED]
        more = self._folded(sides, [t for t in spread if z[t] > TOLERANCE])
        if sides.versus == REST:
            return more
        less = self._folded(sides, [t for t in reversed(spread) if z[t] <= TOLERANCE])
        return more + less[::-1]

    def _folded(self, sides: TermSides, ordered: list[int]) -> list[tuple[int, list[int]]]:
        """Put phrases under the first of the words listed that they hold.

        Phrases that hold none are listed between the words, and the limit is on both. A word that
        falls behind it takes no phrase along.
        """
        names = {t: self._name(sides, t) for t in ordered}
        words = [t for t in ordered if not is_phrase(names[t])][: self.most]
        while True:
            place_of = {names[t]: place for place, t in enumerate(words)}
            under: dict[int, list[int]] = {t: [] for t in words}
            for t in ordered:
                if is_phrase(names[t]):
                    places = [place_of[word] for word in names[t].split() if word in place_of]
                    if places:
                        under[words[min(places)]].append(t)
                    else:
                        under[t] = []
            listed = [t for t in ordered if t in under][: self.most]
            if set(words) <= set(listed):
                return [(t, under[t]) for t in listed]
            words.pop()

    def _values(self, sides: TermSides) -> Floats:
        """Return what orders the terms."""
        counts, words = sides.side_counts, sides.side_words
        if self.rank == "g2":
            return likelihood_ratio(counts, words) * np.sign(sides.z)
        if self.rank == "lrc":
            designs = sides.effective_designs(self.confidence)
            return conservative_log_ratio(counts, words, len(sides.terms), designs, self.confidence)
        if self.rank == "tfidf":
            idf = inverse_document_frequency(self.articles[:, sides.terms])
            return idf * (counts[0] / words[0] - counts[1] / words[1])
        return sides.z


def _is_hit(matcher: Matcher, term: str) -> bool:
    """Tell whether one of the lexicon's patterns matches a term as a whole."""
    words = term.split()
    found = matcher.find([Word(word, 0, len(word)) for word in words])
    return any(hit.length == len(words) for hit in found)
