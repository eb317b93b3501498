"""The terms that set a group apart from the others, or from one other.

What ranks them is the log-odds ratio of Monroe, Colaresi and Quinn (2008), with a variance that
knows of bursts; what tests them is dealing blocks or articles to the sides anew. Frequency, effect,
evidence and dispersion stand in columns of their own (Gries 2024).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from framing.errors import SettingError, choice_error
from framing.groups import Groups, group
from framing.lexicon import Matcher
from framing.measures.evidence_rules import LEVEL
from framing.measures.term_families import families_of
from framing.measures.term_listing import Listing, Rank, ranks
from framing.measures.term_row import TermRow
from framing.measures.term_sides import TermSides, term_sides
from framing.measures.term_test import permutation_p
from framing.phrases import is_phrase
from framing.units import UnitTable

__all__ = ["DistinctiveTerms", "distinctive_terms"]


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
    listing = Listing(groups, articles, Matcher(groups.counts.lexicon), rank, confidence, most)
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
