"""The counts of some articles, paragraph by paragraph, and all of them put together."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from framing.counts import Counts, Integers, SparseIntegers
from framing.facts import ArticleFacts
from framing.lexicon import Lexicon
from framing.scale.room import bounds_of
from framing.scale.terms import Terms
from framing.sparse import csr_array

__all__ = ["Piece", "piece_of", "put_together"]


@dataclass(frozen=True, eq=False, slots=True)
class Piece:
    """The counts of some articles (P paragraphs, R pairs of paragraph and term, H claims).

    Attributes:
        article: Per paragraph, the index of its article among all that are counted, shape (P,).
        is_body: Per paragraph, whether it is of the body, shape (P,).
        words: Per paragraph, how many words it has, shape (P,).
        sizes: Per paragraph, how many different terms, shape (P,); a headline has none.
        terms: Their numbers, paragraph by paragraph, shape (R,).
        times: How often each occurs in the paragraph, shape (R,).
        hits: As `framing.counts.Counts` has them, shape (H, 6).
        expressions: What the spans of hits say.
    """

    article: Integers
    is_body: npt.NDArray[np.bool_]
    words: Integers
    sizes: Integers
    terms: npt.NDArray[np.int32]
    times: npt.NDArray[np.int32]
    hits: Integers
    expressions: Sequence[str]


def piece_of(counts: Counts, which: Integers, terms: Terms) -> Piece:
    """Return counts of a few articles as a piece.

    Args:
        counts: What `framing.count` made of them.
        which: The index of each of these articles among all.
        terms: Where terms get their numbers.
    """
    numbers = terms.numbers_of(counts.vocabulary)
    return Piece(
        article=which[counts.paragraph_article],
        is_body=counts.paragraph_is_body,
        words=counts.paragraph_words,
        sizes=np.diff(counts.terms.indptr).astype(np.int64),
        terms=numbers[counts.terms.indices],
        times=counts.terms.data.astype(np.int32),
        hits=counts.hits,
        expressions=counts.expressions,
    )


def put_together(
    lexicon: Lexicon, facts: tuple[ArticleFacts, ...], pieces: Sequence[Piece], terms: Terms
) -> Counts:
    """Put pieces together.

    Args:
        lexicon: The lexicon.
        facts: The articles, sorted by id.
        pieces: Their counts, one piece at least; the paragraphs of an article stand in one piece.
        terms: The terms by number.
    """
    article = np.concatenate([piece.article for piece in pieces])
    # In each article the headline comes first; the paragraphs of a body are in order already.
    is_body = np.concatenate([piece.is_body for piece in pieces])
    order = np.argsort(2 * article + is_body, kind="stable")
    vocabulary, table = _terms(pieces, terms, order)
    expressions, hits = _hits(pieces, order)
    return Counts(
        lexicon=lexicon,
        articles=facts,
        vocabulary=vocabulary,
        paragraph_article=article[order],
        paragraph_is_body=is_body[order],
        paragraph_words=np.concatenate([piece.words for piece in pieces])[order],
        expressions=expressions,
        hits=hits,
        terms=table,
    )


def _terms(
    pieces: Sequence[Piece], terms: Terms, order: Integers
) -> tuple[tuple[str, ...], SparseIntegers]:
    """Return the terms of all bodies, sorted, and how often each paragraph has each of them."""
    numbers = np.concatenate([piece.terms for piece in pieces])
    kept = np.zeros(len(terms.numbers), dtype=np.bool_)
    kept[numbers] = True
    vocabulary, ranks = terms.ranks(kept)
    sizes = np.concatenate([piece.sizes for piece in pieces])
    times = np.concatenate([piece.times for piece in pieces]).astype(np.int64)
    shape = (len(order), len(vocabulary))
    # Mostly only headlines change places, which have no terms.
    if (np.diff(order[sizes[order] > 0]) > 0).all():
        table = csr_array((times, ranks[numbers], bounds_of(sizes[order])), shape=shape)
    else:
        table = csr_array((times, ranks[numbers], bounds_of(sizes)), shape=shape)[order]
    table.sort_indices()
    table.has_canonical_format = True
    return vocabulary, table


def _hits(pieces: Sequence[Piece], order: Integers) -> tuple[tuple[str, ...], Integers]:
    """Return what the hits say, sorted, and the hits of all paragraphs."""
    expressions = sorted({said for piece in pieces for said in piece.expressions})
    rank_of = {said: rank for rank, said in enumerate(expressions)}
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    paragraphs = bounds_of([len(piece.article) for piece in pieces])
    found = []
    for piece, before in zip(pieces, paragraphs.tolist(), strict=False):
        ranks = np.array([rank_of[said] for said in piece.expressions], dtype=np.int64)
        hits = piece.hits.copy()
        hits[:, 0] = place[before + hits[:, 0]]
        hits[:, 5] = ranks[hits[:, 5]]
        found.append(hits)
    hits = np.concatenate(found)
    return tuple(expressions), hits[np.argsort(hits[:, 0], kind="stable")]
