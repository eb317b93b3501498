"""Counts by article in the shape that the measures read, whose atom is then the article."""

from dataclasses import dataclass
from functools import cached_property
from typing import cast

import numpy as np

from framing.counts import AnyIntegers, Counts, Integers, SparseIntegers
from framing.groups import Groups
from framing.scale.grouped_counts import GroupedCounts
from framing.sparse import csr_array

__all__ = ["ArticleTotals", "groups_of_totals"]


@dataclass(frozen=True, eq=False)
class ArticleTotals(Counts):
    """Counts of which each paragraph is a whole article.

    All sums over articles are those of `Counts` with single paragraphs, so that every measure whose
    units are articles comes out the same.

    Attributes:
        totals: The counts that they are made of.
    """

    totals: GroupedCounts | None = None

    @cached_property
    def grouped(self) -> GroupedCounts:
        """The counts by article and group."""
        assert self.totals is not None
        return self.totals

    @property
    def article_count(self) -> int:
        """How many articles there are."""
        return len(self.paragraph_words)

    @property
    def headline_claims(self) -> int:
        """How many claims of a frame on a span stand in headlines."""
        return self.grouped.headline_claims

    @cached_property
    def stories(self) -> tuple[str, ...]:
        """The stories, sorted."""
        return self.grouped.stories

    @cached_property
    def story_of_article(self) -> AnyIntegers:
        """Per article, the index of its story."""
        return self.grouped.story_of_article

    @cached_property
    def articles_with_entry(self) -> Integers:
        """In how many articles each entry of the lexicon has a hit, shape (E,)."""
        return self.grouped.articles_with_entry

    @cached_property
    def parts_of_a_hit(self) -> int:
        """Into how many parts a hit is cut so that every division between frames is whole."""
        return self.grouped.parts_of_a_hit

    @cached_property
    def paragraph_counts(self) -> AnyIntegers:
        """Not known: paragraphs are only counted by group."""
        raise _not_known("paragraphs")

    @cached_property
    def paragraph_covered(self) -> SparseIntegers:
        """Not known: paragraphs with hits are only counted by group."""
        raise _not_known("paragraphs with hits")

    @cached_property
    def body_hits(self) -> Integers:
        """Not known: patterns and spans are only counted by group."""
        raise _not_known("single hits")

    @cached_property
    def paragraph_hits(self) -> SparseIntegers:
        """Hits per article and frame."""
        return csr_array(self.grouped.article_hits)

    @cached_property
    def paragraph_divided_hits(self) -> SparseIntegers:
        """The same with a span that k frames claim giving 1/k to each, in parts of a hit."""
        return csr_array(self.grouped.article_divided_hits)


def _not_known(what: str) -> AssertionError:
    return AssertionError(f"counts of tables do not know the {what} of articles")


@dataclass(frozen=True, eq=False)
class _GroupsOfTotals(Groups):
    """Groups whose sums are those of the totals, without a table of articles in between."""

    @property
    def _grouped(self) -> GroupedCounts:
        assert isinstance(self.counts, ArticleTotals)
        return self.counts.grouped

    @property
    def terms(self) -> SparseIntegers:
        return self._grouped.terms

    @property
    def article_words(self) -> AnyIntegers:
        return self._grouped.article_words

    @property
    def article_hits(self) -> AnyIntegers:
        return self._grouped.article_hits

    @property
    def article_divided_hits(self) -> AnyIntegers:
        return self._grouped.article_divided_hits

    @property
    def words(self) -> Integers:
        return self._grouped.words

    @property
    def paragraphs(self) -> Integers:
        return self._grouped.paragraphs

    @property
    def spans(self) -> Integers:
        return self._grouped.spans

    @property
    def hits(self) -> Integers:
        return self._grouped.hits

    @property
    def divided_hits(self) -> Integers:
        return self._grouped.divided_hits

    @property
    def entry_hits(self) -> Integers:
        return self._grouped.entry_hits

    @property
    def covered_paragraphs(self) -> Integers:
        return self._grouped.covered_paragraphs


def groups_of_totals(counted: GroupedCounts) -> Groups:
    """Return counts as the measures read them.

    Args:
        counted: The counts; some group has several articles.
    """
    articles = len(counted.article_words)
    counts = ArticleTotals(
        lexicon=counted.lexicon,
        articles=(),
        vocabulary=counted.vocabulary,
        paragraph_article=np.arange(articles, dtype=np.int32),
        paragraph_is_body=np.broadcast_to(np.True_, articles),
        # Of few bytes too; measures take the words of articles from the groups.
        paragraph_words=cast("Integers", counted.article_words),
        expressions=(),
        hits=np.empty((0, 6), dtype=np.int64),
        terms=None,
        articles_with_term=counted.articles_with,
        totals=counted,
    )
    return _GroupsOfTotals(counts, counted.by, counted.names, counted.group_of_article)
