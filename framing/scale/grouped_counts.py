"""What counting gives: integers by article and by group."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol

import numpy as np
import numpy.typing as npt

from framing.counts import AnyIntegers, Integers, SparseIntegers, parts_of_a_hit
from framing.lexicon import Lexicon
from framing.scale.batches import Batch
from framing.scale.sums import sums_by_group
from framing.scale.term_table import TermTable

__all__ = ["BatchCounts", "Counter", "GroupedCounts", "merged"]


@dataclass(frozen=True, eq=False, slots=True)
class BatchCounts:
    """The counts of one batch (N articles, F frames, C claims of a frame on a span), but for terms.

    Attributes:
        words: Words of each body, shape (N,).
        paragraphs: Paragraphs of each body, shape (N,).
        spans: Spans of words that are hits, shape (N,).
        covered: Paragraphs with a hit per article and frame, shape (N, F).
        claims: Article, entry and number of frames that claim the span, shape (C, 3).
        marks: What tells articles with other words apart, shape (N, 2).
        headlines: Where in the text the headline stands, in characters, shape (N, 2); -1 without
            one.
        headline_claims: How many claims stand in headlines.
        plainly_counted: How many of the articles the plain code has counted.
    """

    words: Integers
    paragraphs: Integers
    spans: Integers
    covered: Integers
    claims: npt.NDArray[np.int32]
    marks: npt.NDArray[np.uint64]
    headlines: Integers
    headline_claims: int
    plainly_counted: int


class Counter(Protocol):
    """Counts batches.

    Attributes:
        table: Gets how often the terms of all batches occur.
    """

    table: TermTable

    def count(self, batch: Batch, rows: Integers) -> BatchCounts:
        """Count a batch of at least one article, whose terms go to some rows of the table."""
        ...


def merged(counts: BatchCounts, part: BatchCounts, which: Integers) -> BatchCounts:
    """Put the counts of some articles, which have none yet, into those of their batch.

    Args:
        counts: The counts of the batch; the arrays by article are changed.
        part: The counts of the others.
        which: The index of each of these in the batch.
    """
    for name in ("words", "paragraphs", "spans", "covered", "marks", "headlines"):
        getattr(counts, name)[which] = getattr(part, name)
    claims = np.column_stack([which[part.claims[:, 0]], part.claims[:, 1:]])
    claims = np.concatenate([counts.claims, claims.astype(np.int32)])
    return replace(
        counts,
        claims=claims[np.argsort(claims[:, 0], kind="stable")],
        headline_claims=counts.headline_claims + part.headline_claims,
        plainly_counted=counts.plainly_counted + part.plainly_counted,
    )


@dataclass(frozen=True, eq=False)
class GroupedCounts:
    """The counts of the bodies of A articles in G groups by a lexicon of F frames and E entries.

    They are those of `framing.count` and `framing.groups.group`, without what stands in headlines
    and without single paragraphs. Articles are in the order of their ids, or as they came if they
    have none. What there is for each article stands in integers of few bytes; take sums of them,
    which are of int64, or ``astype`` before other arithmetic.

    Attributes:
        lexicon: The lexicon.
        by: What groups the articles.
        names: The groups' names, sorted.
        group_of_article: Per article, the index of its group, shape (A,).
        stories: The stories' names, sorted.
        story_of_article: Per article, the index of its story, shape (A,); all 0 without stories.
        article_words: Per article, its words, shape (A,).
        article_hits: Hits per article and frame, shape (A, F); a span that two frames claim is a
            hit of both.
        divided_article_hits: The same with a span that k frames claim giving 1/k to each, in
            ``parts_of_a_hit``; None if that is the same, or a hit cannot be divided.
        sharers: How many frames claim a span, all numbers that occur.
        paragraphs: Per group, how many paragraphs that have words its bodies have, shape (G,).
        spans: Per group, how many spans of words are hits, shape (G,).
        covered_paragraphs: Paragraphs with at least one hit, per group and frame, shape (G, F).
        entry_hits: Hits per group and entry of the lexicon, shape (G, E); entries are those of
            ``Matcher(lexicon).entries``.
        articles_with_entry: In how many articles each entry has a hit, shape (E,).
        vocabulary: The terms of all bodies, sorted; V of them.
        make_terms: Makes ``terms``.
        articles_with: In how many articles each term occurs, shape (V,).
        twins: How many articles have the same words as another one that was counted.
        headline_claims: How many claims stand in headlines.
        article_terms: Occurrences per article and term (A by V), if they were asked for.
        plainly_counted: How many articles the plain code has counted.
    """

    lexicon: Lexicon
    by: str
    names: tuple[str, ...]
    group_of_article: AnyIntegers
    stories: tuple[str, ...]
    story_of_article: AnyIntegers
    article_words: AnyIntegers
    article_hits: AnyIntegers
    divided_article_hits: AnyIntegers | None
    sharers: tuple[int, ...]
    paragraphs: Integers
    spans: Integers
    covered_paragraphs: Integers
    entry_hits: Integers
    articles_with_entry: Integers
    vocabulary: tuple[str, ...]
    make_terms: Callable[[], SparseIntegers]
    articles_with: Integers
    twins: int
    headline_claims: int
    article_terms: SparseIntegers | None
    plainly_counted: int

    @cached_property
    def terms(self) -> SparseIntegers:
        """Occurrences per group and term (G by V)."""
        return self.make_terms()

    @cached_property
    def parts_of_a_hit(self) -> int:
        """Into how many parts a hit is cut so that every division between frames is whole."""
        return parts_of_a_hit(self.lexicon, np.array(self.sharers, dtype=np.int64))

    @property
    def article_divided_hits(self) -> AnyIntegers:
        """Divided hits per article and frame (A by F), in ``parts_of_a_hit``."""
        if self.parts_of_a_hit == 1 or self.divided_article_hits is None:
            return self.article_hits
        return self.divided_article_hits

    @cached_property
    def articles(self) -> Integers:
        """Per group, how many articles it has."""
        return np.bincount(self.group_of_article, minlength=len(self.names))

    @cached_property
    def words(self) -> Integers:
        """Per group, how many words its bodies have."""
        return self._sums(self.article_words)

    @cached_property
    def hits(self) -> Integers:
        """Hits per group and frame (G by F)."""
        return self._sums(self.article_hits)

    @cached_property
    def divided_hits(self) -> Integers:
        """Divided hits per group and frame (G by F), in ``parts_of_a_hit``."""
        return self._sums(self.article_divided_hits)

    def _sums(self, values: AnyIntegers) -> Integers:
        return sums_by_group(self.group_of_article, values, len(self.names))
