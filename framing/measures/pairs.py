"""The divergence of every pair of groups."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
import numpy.typing as npt

from framing.groups import Groups
from framing.measures.divergence import (
    jensen_shannon_bits,
    morisita_dissimilarity,
    total_variation,
)
from framing.measures.tfidf import cosine_distance, tfidf_rows
from framing.measures.vocabulary import FEWEST_CONTENT_WORDS, Vocabulary

__all__ = ["FEW_HITS_A_SIDE", "PairRow", "pairs"]

FEW_HITS_A_SIDE = 10
"""With fewer hits on a side, chance alone moves the frame shares by more than a third."""


@dataclass(frozen=True, slots=True)
class PairRow:
    """How far two groups diverge.

    Attributes:
        by: What groups the articles.
        a: The group whose name sorts first.
        b: The other.
        words_a: Words of the bodies of a.
        words_b: Words of the bodies of b.
        hits_a: Spans of a that any frame matches.
        hits_b: Spans of b that any frame matches.
        frame_jsd: Jensen-Shannon divergence of the frame shares, in bits, in [0, 1].
        total_variation: Share of the attention that would have to move between frames, in [0, 1].
        vocabulary_morisita: Morisita dissimilarity of the content words, about 0 for one source
            and 1 for no word in common.
        tfidf_cosine_distance: Cosine distance of the TF-IDF vectors of content words, in [0, 1].
        note: Why something is missing, or what to keep in mind.
    """

    by: str
    a: str
    b: str
    words_a: int
    words_b: int
    hits_a: int
    hits_b: int
    frame_jsd: float | None
    total_variation: float | None
    vocabulary_morisita: float | None
    tfidf_cosine_distance: float | None
    note: str


def pairs(groups: Groups, vocabulary: Vocabulary) -> tuple[PairRow, ...]:
    """Measure the divergence of every pair of groups.

    Args:
        groups: The groups.
        vocabulary: Their content words.

    Returns:
        A row a pair, sorted by (a, b) with a < b; none for a single group.
    """
    return tuple(_rows(groups, vocabulary))


def _rows(groups: Groups, vocabulary: Vocabulary) -> Iterator[PairRow]:
    weighted = tfidf_rows(vocabulary.of_groups, vocabulary.of_articles)
    content_words = np.asarray(vocabulary.of_groups.sum(axis=1)).ravel()
    for a, b in combinations(range(len(groups.names)), 2):
        enough_words = min(content_words[a], content_words[b]) >= FEWEST_CONTENT_WORDS
        terms_a, terms_b = _dense(vocabulary.of_groups, a), _dense(vocabulary.of_groups, b)
        tfidf_a, tfidf_b = _dense(weighted, a), _dense(weighted, b)
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
            total_variation=total_variation(hits_a, hits_b),
            vocabulary_morisita=morisita_dissimilarity(terms_a, terms_b) if enough_words else None,
            tfidf_cosine_distance=cosine_distance(tfidf_a, tfidf_b) if enough_words else None,
            note=_note(groups, a, b, enough_words),
        )


def _note(groups: Groups, a: int, b: int, enough_words: bool) -> str:
    notes = []
    for side in (a, b):
        if groups.spans[side] == 0:
            notes.append(f"{groups.names[side]}: no hits, so no frame shares")
        elif groups.spans[side] < FEW_HITS_A_SIDE:
            notes.append(f"{groups.names[side]}: fewer than {FEW_HITS_A_SIDE} hits")
    if not enough_words:
        notes.append(f"vocabulary: fewer than {FEWEST_CONTENT_WORDS} content words on a side")
    return "; ".join(notes)


def _dense(rows: Any, index: int) -> npt.NDArray[np.float64]:
    return np.asarray(rows[[index], :].toarray(), dtype=np.float64).ravel()
