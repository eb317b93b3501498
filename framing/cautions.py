"""The sentences that go with the numbers, so that nobody reads more into them than they hold."""

from collections.abc import Sequence

import numpy as np

from framing.group_cautions import sentences_on_groups, spelled
from framing.groups import Groups
from framing.lexicon import Lexicon
from framing.measures.emphasis import EmphasisRow
from framing.measures.evidence_rules import LEVEL, stories_needed
from framing.measures.omnibus import OmnibusRow
from framing.measures.pair_row import PairRow
from framing.measures.pair_test import PERMUTATIONS_OF_MANY, UNTESTED
from framing.measures.pairs import are_many
from framing.measures.salience import SalienceRow
from framing.measures.tfidf import FEW_ARTICLES, KAPPA, kendall_tau
from framing.measures.unshared import MUCH_SHARED
from framing.reference import Reference

__all__ = [
    "caution_of_lexicon",
    "cautions_of_divergence",
    "cautions_of_emphasis",
    "cautions_of_order",
    "cautions_of_sharing",
    "cautions_of_weights",
    "general_cautions",
    "number",
    "of_many_pairs",
]

_SMALLEST_SHOWN_P = 0.001


def general_cautions(
    groups: Groups, lexicon: Lexicon, unusual: Sequence[str] = ()
) -> tuple[str, ...]:
    """Say what the lexicon and the articles allow to be concluded at all.

    Args:
        groups: The groups.
        lexicon: The lexicon.
        unusual: Sentences on settings and inputs that are out of the ordinary.
    """
    return (
        caution_of_lexicon(lexicon),
        *sentences_on_groups(groups),
        *unusual,
    )


def cautions_of_emphasis(groups: Groups) -> tuple[str, ...]:
    """Say how the intervals are to be read."""
    if (groups.articles > 1).any():
        return (
            "Intervals come from the spread between articles; overlapping ones give no ranking.",
        )
    return ("Hits cluster in sections, so intervals are wide; overlapping ones give no ranking.",)


def cautions_of_weights(
    groups: Groups, rows: Sequence[EmphasisRow], reference: Reference | None
) -> tuple[str, ...]:
    """Say where the weights come from, and whether they changed any order of frames."""
    articles = groups.counts.article_count
    if reference is not None:
        source = (
            f"TF-IDF weights are shrunk to {reference.articles:,} articles of {reference.name} "
            f"(kappa {KAPPA})."
        )
    elif articles < FEW_ARTICLES:
        source = (
            "TF-IDF weights come from these articles alone (idf_source=corpus): IDF is "
            f"uninformative at n={articles}; use the raw rate, in EMPHASIS."
        )
    else:
        source = "TF-IDF weights come from these articles alone (idf_source=corpus)."
    return (f"{source} {_of_ranking(groups, rows)}",)


def _of_ranking(groups: Groups, rows: Sequence[EmphasisRow]) -> str:
    """Compare the order of frames by raw and by weighted rate, group by group."""
    rows_of: dict[str, list[EmphasisRow]] = {name: [] for name in groups.names}
    for row in rows:
        if row.rate_per_1000 is not None:
            rows_of[row.group].append(row)
    taus = []
    for own in rows_of.values():
        raw = np.array([row.rate_per_1000 for row in own])
        weighted = np.array([row.tfidf_per_1000 for row in own])
        taus.append(kendall_tau(raw, weighted))
    defined = [tau for tau in taus if tau is not None]
    if not defined:
        return "There is no order of frames to change."
    if min(defined) == 1:
        return "They change no order of frames (Kendall's tau 1)."
    changed = sum(tau < 1 for tau in defined)
    return (
        f"They change the order of frames in {changed} of {len(defined)} groups (lowest Kendall's "
        f"tau {number(min(defined), 2)})."
    )


def cautions_of_order(rows: Sequence[SalienceRow]) -> tuple[str, ...]:
    """Say how many tests of where the hits stand there are, and how many stand out."""
    both = [q for row in rows for q in (row.first_mention_q, row.front_loading_q)]
    tested = [q for q in both if q is not None]
    if not tested:
        return ()
    detected = sum(q < LEVEL for q in tested)
    verb = "stands" if detected == 1 else "stand"
    return (
        f"{detected:,} of {len(tested):,} tests of first mentions and front loading {verb} out "
        f"beyond chance (q < {number(LEVEL)}); p below {number(LEVEL)} alone is no finding.",
    )


def cautions_of_divergence(
    groups: Groups,
    rows: Sequence[PairRow],
    tests: Sequence[OmnibusRow],
    permutations: int = 9_999,
) -> tuple[str, ...]:
    """Say how many pairs differ, how sure that is, and what chance alone makes.

    Args:
        groups: The groups.
        rows: Their pairs.
        tests: The test over all of them.
        permutations: How many were asked for.
    """
    if not rows:
        return (f"There is one {groups.by} only, so there is no pair to compare.",)
    tested = [row for row in rows if row.q is not None]
    of_many = of_many_pairs(rows, permutations, len(groups.names))
    if not tested:
        return (*_of_tests_that_cannot_be(rows, tests, of_many, permutations), _NOT_THE_SAME)
    detected = sum(row.q is not None and row.q < LEVEL for row in tested)
    sentences = [
        f"A difference was detected in {detected:,} of {len(tested):,} tested "
        f"pair{'s' if len(tested) > 1 else ''} (q < {number(LEVEL)}).",
        *_of_omnibus(tests, detected, permutations),
    ]
    if detected < len(tested):
        by_chance = [row.min_detectable_jsd for row in tested if row.min_detectable_jsd is not None]
        low, high = number(min(by_chance), 2), number(max(by_chance), 2)
        span = low if low == high else f"{low} to {high}"
        sentences.append(
            f'"Not detected" is not "the same": chance alone makes divergences of {span} bits or '
            "more in one of twenty such pairs, so real ones are easily missed."
        )
    if untested := len(rows) - len(tested) - sum(map(_one_of_too_many, rows)):
        verb = "has" if untested == 1 else "have"
        sentences.append(
            f"{spelled(untested).capitalize()} of {len(rows):,} pairs {verb} too little text or "
            "too few articles for a test."
        )
    return (" ".join([*sentences, *of_many]),)


def of_many_pairs(rows: Sequence[PairRow], permutations: int, groups: int) -> list[str]:
    """Say how pairs were tested that are too many for all the permutations asked for.

    Args:
        rows: The pairs.
        permutations: How many were asked for.
        groups: How many groups there are, of which these may be some of the pairs.

    Returns:
        One sentence, or none where all pairs had what was asked for.
    """
    dealt = min(permutations, PERMUTATIONS_OF_MANY)
    fewer = sum(row.permutations == dealt for row in rows) if are_many(groups) else 0
    ways = {
        f"by {dealt:,}": fewer if dealt < permutations else 0,
        "by a closed form (hits in many articles on both sides)": sum(
            row.permutations == 0 for row in rows
        ),
        "not at all (hits in few articles on a side)": sum(map(_one_of_too_many, rows)),
    }
    said = [(pairs, way) for way, pairs in ways.items() if pairs]
    if not said:
        return []
    (pairs, way), *others = said
    verb = "was" if pairs == 1 else "were"
    first = f"{pairs:,} of {len(rows):,} {verb} tested {way}"
    first = first.replace("tested not at all", "not tested")
    rest = "".join(f", {count:,} {how}" for count, how in others)
    return [
        f"There are too many pairs to test each by {permutations:,} permutations: {first}{rest}."
    ]


def _one_of_too_many(row: PairRow) -> bool:
    return UNTESTED in row.note


_MOST_PAIRS_NAMED = 3


def cautions_of_sharing(rows: Sequence[PairRow]) -> tuple[str, ...]:
    """Name the pairs that share much of their text, with what differs in the rest."""
    much = [row for row in rows if _most_shared(row) > MUCH_SHARED]
    much.sort(key=lambda row: (-_most_shared(row), row.a, row.b))
    sentences = [_of_shared(row) for row in much[:_MOST_PAIRS_NAMED]]
    if (more := len(much) - _MOST_PAIRS_NAMED) > 0:
        pairs = "pair shares" if more == 1 else "pairs share"
        sentences.append(
            f"{spelled(more).capitalize()} more {pairs} over {100 * MUCH_SHARED:.0f} % of the "
            "words of a side (framing pairs)."
        )
    return tuple(sentences)


def _most_shared(row: PairRow) -> float:
    return max(row.shared_a or 0.0, row.shared_b or 0.0)


def _of_shared(row: PairRow) -> str:
    much = (
        f"{row.a} and {row.b} share passages: {row.shared_a or 0:.0%} of the words of the first, "
        f"{row.shared_b or 0:.0%} of the second"
    ).replace("%", " %")
    if row.unshared_excess_jsd is None:
        return f"{much}. What remains is too little to be tested without them."
    p = ""
    if row.unshared_p is not None and row.p is not None:
        p = (
            f" (p {number(row.unshared_p)} without them, {number(row.p)} with them, neither "
            "adjusted for the number of pairs)"
        )
    return (
        f"{much}. Without them the divergence beyond chance is "
        f"{number(row.unshared_excess_jsd, 2)} bits, with them {number(row.excess_jsd, 2)}{p}."
    )


_NOT_THE_SAME = (
    "That no test was possible does not make the pairs the same: with more articles a difference "
    "may well be detected."
)


def _of_omnibus(tests: Sequence[OmnibusRow], detected: int, permutations: int) -> list[str]:
    """Say what the test over all groups says, above all where the pairs say something else."""
    sentences = []
    for test in tests:
        if test.p is None:
            continue
        p = number(test.p)
        if test.permutations is not None and test.permutations < permutations:
            p = f"{p} by {test.permutations:,} permutations, as articles are many"
        if test.p < LEVEL:
            which = "" if detected else "; between which of them, the pairs cannot tell"
            sentences.append(
                f"Over all groups together a difference was detected (omnibus p {p}){which}."
            )
        else:
            hints = ", so read the pairs as hints" if detected else ""
            sentences.append(
                f"Over all groups together a difference was not detected (omnibus p {p}){hints}."
            )
    return sentences


def _of_tests_that_cannot_be(
    rows: Sequence[PairRow],
    tests: Sequence[OmnibusRow],
    of_many: Sequence[str],
    permutations: int,
) -> tuple[str, ...]:
    omnibus = "".join(f" {sentence}" for sentence in _of_omnibus(tests, 0, permutations))
    if of_many:
        return (f"No pair was tested. {' '.join(of_many)}{omnibus}",)
    if any(row.chance_jsd is not None for row in rows):  # but none has a p
        return (
            f"No pair can be tested at {number(LEVEL)} with so few articles: matched by story, "
            f"with one article each, it takes {stories_needed()} stories.{omnibus}",
        )
    return (f"No pair has enough text, or enough articles, for a test.{omnibus}",)


def number(value: float | None, digits: int = 3) -> str:
    """Show a probability or a small number of bits without the leading zero."""
    if value is None:
        return "—"
    if 0 < value < _SMALLEST_SHOWN_P and digits == 3:  # noqa: PLR2004 - three digits hold .001
        return "<.001"
    text = f"{value:z.{digits}f}"  # z: no minus before a zero
    text = text.rstrip("0") if value == LEVEL else text
    return text.replace("0.", ".", 1) if abs(value) < 1 else text


def caution_of_lexicon(lexicon: Lexicon) -> str:
    """Say how far the lexicon was tested, and what its numbers are."""
    status = lexicon.status.upper() if lexicon.status == "unvalidated" else lexicon.status
    return f"Lexicon {lexicon.title}, {status}. Numbers show lexicon-defined emphasis, not bias."
