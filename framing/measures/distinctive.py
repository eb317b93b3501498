"""The terms that set a group apart from the others, or from one other.

What ranks them is the log-odds ratio of Monroe, Colaresi and Quinn (2008), with a variance that
knows of bursts; what tests them is dealing blocks or articles to the sides anew. Frequency, effect,
evidence and dispersion stand in columns of their own (Gries 2024).
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

import numpy as np

from framing.counts import SparseIntegers
from framing.errors import SettingError, choice_error
from framing.groups import Groups, group
from framing.lexicon import Matcher
from framing.measures.evidence_rules import LEVEL
from framing.measures.keyness import (
    conservative_log_ratio,
    likelihood_ratio,
    log2_ratio,
    log2_ratio_interval,
)
from framing.measures.resampling import TOLERANCE, Floats
from framing.measures.term_families import families_of
from framing.measures.term_sides import REST, TermSides, term_sides
from framing.measures.term_test import permutation_p
from framing.measures.tfidf import inverse_document_frequency
from framing.phrases import is_phrase
from framing.units import UnitTable
from framing.words import Word

__all__ = ["DistinctiveTerms", "Rank", "TermRow", "distinctive_terms", "ranks"]

Rank: TypeAlias = Literal["log-odds", "g2", "lrc", "tfidf"]
"""What orders the terms of a group; see `distinctive_terms`."""

MOST_CONCENTRATED = 0.9
"""From this dispersion on, a term stands in so few units that it is no mark of a group."""

_FEWEST_FOR_SPREAD = 2


def ranks() -> tuple[Rank, ...]:
    """Return what terms can be ordered by, the default first."""
    return get_args(Rank)


@dataclass(frozen=True, slots=True)
class TermRow:
    """A term of one group, against another.

    Attributes:
        group: The group.
        versus: What it is compared with: ``(rest)`` for all other groups together, or a group.
        term: The term, a folded word or a phrase of them.
        count: Its occurrences in the bodies of the group.
        count_rest: Its occurrences in those of the other side.
        rate_per_1000: Occurrences per 1,000 words of the group, stop words included.
        rate_rest: The same of the other side.
        log2_ratio: How many times the rate doubles from the other side to the group: 1 is twice the
            rate, -1 half of it. None where a side has none of the term: then it is infinite.
        log2_low: The lower end of its confidence interval; None where infinite, or where a side has
            a single unit, which has no spread to learn from.
        log2_high: The upper end.
        z: Log-odds ratio with an informative prior over its standard error; above 0 where the group
            uses the term more. It ranks the terms of one comparison, and is no test.
        p: The probability that chance alone makes z as large, either way, in (0, 1]; None without a
            test, for which see the notes.
        q: The false discovery rate at which this term would just be called, among the tests of all
            words; for a phrase, among those of all phrases.
        dispersion: How unevenly the term is spread over the units of the side that uses it more:
            DPnorm, 0 for evenly, 1 for all in the shortest unit; None over a single unit.
        articles: In how many articles of the group it occurs.
        in_lexicon: Whether a pattern of the lexicon matches the term as a whole, by itself.
        phrases: Phrases with this word that lean the same way, each with its count in the group and
            on the other side; only where phrases were asked for.
    """

    group: str
    versus: str
    term: str
    count: int
    count_rest: int
    rate_per_1000: float
    rate_rest: float
    log2_ratio: float | None
    log2_low: float | None
    log2_high: float | None
    z: float
    p: float | None
    q: float | None
    dispersion: float | None
    articles: int
    in_lexicon: bool
    phrases: str


@dataclass(frozen=True, slots=True)
class DistinctiveTerms:
    """The distinctive terms of groups.

    Attributes:
        rows: The terms, groups by name, in each the most distinctive first.
        tested: How many tests there are: one a term and comparison.
        notes: What was not tested, and why.
        summary: How many of the tests stand out beyond chance; empty without a test.
    """

    rows: tuple[TermRow, ...]
    tested: int
    notes: tuple[str, ...]
    summary: str = ""


def distinctive_terms(
    groups: Groups,
    *,
    versus: str | None = None,
    stop_words: Collection[str] = (),
    rank: Rank = "log-odds",
    permutations: int = 9_999,
    seed: int = 1,
    confidence: float = 0.95,
    most: int | None = None,
) -> DistinctiveTerms:
    """Find the terms that groups use more than others do.

    Units are blocks, or articles as soon as a group has several. A term is looked at if it occurs
    five times and in three units of the two sides together, and if dealing these units could give
    ``p < .05`` at all. All of that is blind to the side; the limit on dispersion is not. Of these
    terms, those are listed whose dispersion is below .9.

    Where units are blocks, p and q are about these articles and not about the outlets. The z of
    unlike pairs must not be compared, nor the q of runs with unlike numbers of tests: those of the
    words of all groups are one family.

    Terms are those of the counts: single words, and phrases where `with_phrases` has put them
    there. A phrase that holds a word which is listed itself is no row of its own but stands behind
    that word. Phrases are a family of tests of their own, since many are the same occurrences as
    one of their words: q of the words is the same with phrases and without.

    Args:
        groups: The groups.
        versus: The group to compare each of the others with; if not given, each group is compared
            with all the others together, and only terms that it uses more are listed.
        stop_words: Words that are no terms, folded. They count as words in the rates.
        rank: What orders the terms of a group, the largest first: ``log-odds`` z, ``g2`` G2 with
            the sign of the difference, ``lrc`` the end of the interval of log2_ratio that is nearer
            to 0, at the same confidence for all terms at once, ``tfidf`` the difference of the
            rates times the smooth inverse document frequency in the articles at hand. p and q are
            those of z in any order.
        permutations: How many ways to deal the units are drawn where there are more than 20,000.
        seed: What the random numbers start from.
        confidence: The confidence of the intervals.
        most: How many terms to list for each group and direction, at the most.

    Returns:
        The terms; without a test where a side has too few units or content words for one.

    Raises:
        SettingError: If there is no such group or rank, or ``most`` is not a number from 1 up.
    """
    _check(groups, versus, rank, most)
    comparisons = list(term_sides(groups, stop_words, versus))
    known = groups.counts.level == "paragraphs" or UnitTable(groups).units_are_articles
    if not known:  # nor the terms of the blocks that a z would come from
        return DistinctiveTerms((), 0, ())
    p_values = [_p_values(sides, permutations, seed) for sides in comparisons]
    all_p = [p for values in p_values for p in values]
    tests = families_of(
        all_p, [is_phrase(groups.counts.vocabulary[t]) for s in comparisons for t in s.terms]
    )
    articles = group(groups.counts, "article").terms
    listing = _Listing(groups, articles, Matcher(groups.counts.lexicon), rank, confidence, most)
    rows: list[TermRow] = []
    start = 0
    for sides, values in zip(comparisons, p_values, strict=True):
        rows += listing.rows(sides, values, tests.q[start : start + len(values)])
        start += len(values)
    notes = [
        f"{s.name} against {s.versus}: not tested, {s.obstacle}" for s in comparisons if s.obstacle
    ]
    notes += tests.notes_of_resolution(permutations)
    listed = sum(row.q is not None and row.q < LEVEL for row in rows)
    summary = tests.summary("z" if rank == "log-odds" else rank, listed)
    return DistinctiveTerms(tuple(rows), tests.count, tuple(notes), summary)


def _check(groups: Groups, versus: str | None, rank: Rank, most: int | None) -> None:
    if versus is not None and versus not in groups.names:
        raise choice_error("--versus", versus, groups.names)
    if rank not in ranks():
        raise choice_error("--rank", rank, ranks())
    if most is not None and most < 1:
        raise SettingError(f"--most: {most} is not a number of terms from 1 up")


def _p_values(sides: TermSides, permutations: int, seed: int) -> Sequence[float | None]:
    if sides.obstacle:
        return [None] * len(sides.terms)
    dealing = sides.dealing(permutations, seed)
    p: list[float | None] = permutation_p(sides.counts, sides.words, sides.first, dealing).tolist()
    return p


@dataclass(frozen=True, eq=False)
class _Listing:
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
                log2_ratio=_finite(ratio[t]),
                log2_low=_finite(low[t]),
                log2_high=_finite(high[t]),
                z=float(sides.z[t]),
                p=p[t],
                q=q[t],
                dispersion=_finite(sides.dispersion[t]),
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


def _finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
