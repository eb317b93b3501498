"""The divergence of every pair of groups, with its chance level and how sure it is."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any

import numpy as np
import numpy.typing as npt

from framing.errors import SettingError
from framing.groups import Groups
from framing.measures.divergence import (
    jensen_shannon_bits,
    morisita_dissimilarity,
    total_variation,
)
from framing.measures.evidence_rules import judge
from framing.measures.pair_row import UNITS_ARE_ARTICLES, PairRow
from framing.measures.pair_test import UNTESTED, PairTest, many_pairs_test, permutation_test
from framing.measures.rarefaction import rarefied_excess
from framing.measures.resampling import holm, q_values
from framing.measures.sides import Sides, sides_of
from framing.measures.tfidf import cosine_distance, tfidf_rows
from framing.measures.undefined import defined
from framing.measures.vocabulary import FEWEST_CONTENT_WORDS, Vocabulary
from framing.steps import steps
from framing.units import Units, UnitTable

__all__ = [
    "MOST_PERMUTED_PAIRS",
    "are_many",
    "check_number_of_pairs",
    "measured_pairs",
    "pairs",
]

MOST_PERMUTED_PAIRS = 1_000
"""With more pairs not each is dealt anew thousands of times: it would take too long."""

MOST_PAIRS = 2_000_000
"""Those of 2,000 groups: a table of more would take days, and nobody reads it."""


def pairs(
    groups: Groups,
    vocabulary: Vocabulary,
    *,
    permutations: int = 9_999,
    seed: int = 1,
    confidence: float = 0.95,
    confirmatory: bool = False,
    rarefied: bool = False,
) -> tuple[PairRow, ...]:
    """Measure the divergence of every pair of groups.

    Args:
        groups: The groups.
        vocabulary: Their content words.
        permutations: How many ways to deal the units anew, where there are too many to go through.
        seed: What the random numbers start from.
        confidence: The confidence of the intervals.
        confirmatory: Whether q holds the chance of any false call (Holm) and not the rate of false
            calls among all (Benjamini and Hochberg).
        rarefied: Whether to measure the divergence of the vocabularies beyond chance as well, at
            the length of the shortest group.

    Returns:
        A row a pair, sorted by (a, b) with a < b; none for a single group. Inference is left empty
        where there is too little evidence, and the note says how much is missing.
    """
    every = list(combinations(range(len(groups.names)), 2))
    rows = measured_pairs(
        groups,
        vocabulary,
        every,
        permutations=permutations,
        seed=seed,
        confidence=confidence,
        rarefied=rarefied,
    )
    adjust = holm if confirmatory else q_values
    adjusted = adjust([row.p for row in rows])
    return tuple(replace(row, q=q) for row, q in zip(rows, adjusted, strict=True))


def measured_pairs(
    groups: Groups,
    vocabulary: Vocabulary,
    chosen: Sequence[tuple[int, int]],
    *,
    permutations: int = 9_999,
    seed: int = 1,
    confidence: float = 0.95,
    rarefied: bool = False,
    among: int = 0,
) -> list[PairRow]:
    """Measure some pairs, given by their indices, of ``among`` as `pairs` measures all of them.

    Returns:
        A row a pair, in their order, with the values that it has among all pairs, but for q.
    """
    among = max(among, len(chosen))
    rows = list(_rows(groups, vocabulary, chosen, among, permutations, seed, confidence))
    return _with_vocabulary_excess(rows, groups, vocabulary, chosen, seed) if rarefied else rows


def are_many(groups: int) -> bool:
    """Tell whether so many groups are more pairs than can be dealt anew thousands of times each."""
    return groups * (groups - 1) // 2 > MOST_PERMUTED_PAIRS


def check_number_of_pairs(groups: int, by: str) -> None:
    """Make sure that so many groups can be paired.

    Raises:
        SettingError: If there are too many pairs.
    """
    count = groups * (groups - 1) // 2
    if count > MOST_PAIRS:
        raise SettingError(
            f"--by {by}: {groups:,} groups are {count:,} pairs, of which {MOST_PAIRS:,} can be "
            "measured; choose articles with --where, group them by another column, or have framing "
            "pairs find the pairs that diverge least or most (--nearest 20, --farthest 20)"
        )


def _rows(
    groups: Groups,
    vocabulary: Vocabulary,
    chosen: Sequence[tuple[int, int]],
    measured: int,
    permutations: int,
    seed: int,
    confidence: float,
) -> Iterator[PairRow]:
    table = UnitTable(groups)
    weighted = tfidf_rows(vocabulary.of_groups, vocabulary.of_articles, vocabulary.background)
    terms_of, tfidf_of = _rows_of(vocabulary.of_groups), _rows_of(weighted)
    content_words = np.asarray(vocabulary.of_groups.sum(axis=1)).ravel()
    many = are_many(len(groups.names))
    for a, b in steps(chosen, "pairs"):
        units = table.of_groups([a, b])
        sides = sides_of(units, a, b)
        verdict = judge(groups, units, sides, a, b)
        test = None
        if verdict.sufficient and many:
            test = many_pairs_test(sides, measured, permutations, seed, confidence)
        elif verdict.sufficient:
            test = permutation_test(sides, permutations, seed, confidence)
        enough_words = min(content_words[a], content_words[b]) >= FEWEST_CONTENT_WORDS
        terms = terms_of(a), terms_of(b)
        tfidf = tfidf_of(a), tfidf_of(b)
        notes = [*verdict.notes, *_notes_of_test(test, sides)]
        if verdict.sufficient and test is None:
            notes.append(UNTESTED)
        if not enough_words:
            notes.append(f"vocabulary: fewer than {FEWEST_CONTENT_WORDS} content words on a side")
        hits_a, hits_b = groups.divided_hits[a], groups.divided_hits[b]
        yield PairRow(
            by=groups.by,
            a=groups.names[a],
            b=groups.names[b],
            words_a=int(groups.words[a]),
            words_b=int(groups.words[b]),
            hits_a=int(groups.spans[a]),
            hits_b=int(groups.spans[b]),
            frame_jsd=jensen_shannon_bits(hits_a, hits_b),
            chance_jsd=test.chance if test else None,
            excess_jsd=test.excess if test else None,
            excess_low=defined(test.interval.low) if test else None,
            excess_high=defined(test.interval.high) if test else None,
            adjusted_jsd=defined(test.adjusted) if test else None,
            min_detectable_jsd=test.detectable if test else None,
            p=test.p if test and verdict.testable else None,
            q=None,
            total_variation=total_variation(hits_a, hits_b),
            vocabulary_morisita=morisita_dissimilarity(*terms) if enough_words else None,
            vocabulary_excess_jsd=None,
            tfidf_cosine_distance=cosine_distance(*tfidf) if enough_words else None,
            note="; ".join(notes),
            chance_total_variation=test.chance_total_variation if test else None,
            design_effect=test.design_effect if test else None,
            units=_describe(units),
            permutations=test.permutations if test else None,
        )


def _with_vocabulary_excess(
    rows: list[PairRow],
    groups: Groups,
    vocabulary: Vocabulary,
    chosen: Sequence[tuple[int, int]],
    seed: int,
) -> list[PairRow]:
    table = UnitTable(groups)
    content_words = np.asarray(vocabulary.of_groups.sum(axis=1)).ravel()
    long_enough = content_words[content_words >= FEWEST_CONTENT_WORDS]
    if not len(long_enough):
        return rows
    if not (groups.counts.level == "paragraphs" or table.units_are_articles):
        return rows
    words = int(long_enough.min())
    result = []
    for row, (a, b) in zip(rows, steps(chosen, "vocabularies of pairs"), strict=True):
        if min(content_words[a], content_words[b]) >= FEWEST_CONTENT_WORDS:
            units = table.of_groups([a, b])
            terms = units.members @ vocabulary.of_paragraphs
            excess = rarefied_excess(terms[units.of(a)], terms[units.of(b)], words, seed)
            result.append(replace(row, vocabulary_excess_jsd=excess))
        else:
            result.append(row)
    return result


def _notes_of_test(test: PairTest | None, sides: Sides) -> list[str]:
    if test is None:
        return []
    notes = ["only gross differences detectable"] if test.detectable > GROSS_BITS else []
    if math.isnan(test.interval.low):
        with_hits = min(int(side.any(axis=1).sum()) for side in (sides.first, sides.second))
        notes.append(
            "no interval: a side has all its hits in one unit"
            if with_hits == 1
            else "no interval: no unit makes a difference to the divergence"
        )
    return notes


GROSS_BITS = 0.20
"""Where chance alone reaches this divergence, smaller but real differences are easily missed."""


def _describe(units: Units) -> str:
    if units.block_size is None:
        return UNITS_ARE_ARTICLES
    return f"blocks of {units.block_size.words} words"


_CELLS_IN_MEMORY = 20_000_000
"""Up to this size, 160 MB, vectors of terms are unpacked once and not pair by pair."""


def _rows_of(matrix: Any) -> Callable[[int], npt.NDArray[np.float64]]:
    """Return what gives a row of a sparse array as floats."""
    if matrix.shape[0] * matrix.shape[1] <= _CELLS_IN_MEMORY:
        dense = np.asarray(matrix.toarray(), dtype=np.float64)
        return lambda index: dense[index]
    return lambda index: np.asarray(matrix[[index], :].toarray(), dtype=np.float64).ravel()
