"""Counts added up over groups of articles: what most measures start from."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from framing.counts import AnyIntegers, Counts, Integers, SparseIntegers
from framing.errors import choice_error
from framing.sparse import csr_array

__all__ = ["Groups", "group"]


@dataclass(frozen=True, eq=False)
class Groups:
    """Sums of counts over the articles of each group (G groups, F frames, E entries).

    Attributes:
        counts: The counts that are added up.
        by: What groups the articles.
        names: The groups' names, sorted.
        group_of_article: Per article, the index of its group.
    """

    counts: Counts
    by: str
    names: tuple[str, ...]
    group_of_article: AnyIntegers

    @cached_property
    def articles(self) -> Integers:
        """Per group, how many articles it has."""
        return np.bincount(self.group_of_article, minlength=len(self.names))

    @cached_property
    def members(self) -> SparseIntegers:
        """Which paragraphs of bodies belong to each group, G by P: sums are products with it."""
        body = np.flatnonzero(self.counts.paragraph_is_body)
        group_of = self.group_of_article[self.counts.paragraph_article[body]]
        shape = (len(self.names), len(self.counts.paragraph_words))
        return csr_array((np.ones(len(body), dtype=np.int64), (group_of, body)), shape=shape)

    @cached_property
    def paragraphs_of_articles(self) -> SparseIntegers:
        """Which paragraphs of bodies each article has (A by P): sums are products with it."""
        body = np.flatnonzero(self.counts.paragraph_is_body)
        places = (self.counts.paragraph_article[body], body)
        shape = (self.counts.article_count, len(self.counts.paragraph_words))
        return csr_array((np.ones(len(body), dtype=np.int64), places), shape=shape)

    @cached_property
    def article_words(self) -> AnyIntegers:
        """Per article, how many words its body has."""
        return _integers(self.paragraphs_of_articles @ self.counts.paragraph_words)

    @cached_property
    def article_hits(self) -> AnyIntegers:
        """Hits per article and frame (A by F)."""
        return _integers((self.paragraphs_of_articles @ self.counts.paragraph_hits).toarray())

    @cached_property
    def article_divided_hits(self) -> AnyIntegers:
        """Divided hits per article and frame (A by F), in ``counts.parts_of_a_hit``."""
        divided = self.counts.paragraph_divided_hits
        return _integers((self.paragraphs_of_articles @ divided).toarray())

    @cached_property
    def words(self) -> Integers:
        """Per group, how many words its bodies have."""
        return _integers(self.members @ self.counts.paragraph_words)

    @cached_property
    def paragraphs(self) -> Integers:
        """Per group, how many paragraphs its bodies have."""
        return _integers(self.members @ self.counts.paragraph_counts)

    @cached_property
    def hits(self) -> Integers:
        """Hits per group and frame (G by F); a span that two frames claim is a hit of both."""
        return _integers((self.members @ self.counts.paragraph_hits).toarray())

    @cached_property
    def divided_hits(self) -> Integers:
        """Hits per group and frame (G by F) in which a span claimed by k frames gives 1/k to each.

        They are counted in ``counts.parts_of_a_hit``, so that they stay integers.
        """
        return _integers((self.members @ self.counts.paragraph_divided_hits).toarray())

    @cached_property
    def entry_hits(self) -> Integers:
        """Hits per group and entry of the lexicon (G by E)."""
        return _integers((self.members @ self.counts.paragraph_entry_hits).toarray())

    @cached_property
    def covered_paragraphs(self) -> Integers:
        """Paragraphs with at least one hit, per group and frame (G by F)."""
        return _integers((self.members @ self.counts.paragraph_covered).toarray())

    @cached_property
    def spans(self) -> Integers:
        """Per group, how many spans of words are hits; a span that two frames claim is one."""
        return _integers(self.members @ self.counts.paragraph_spans)

    @cached_property
    def terms(self) -> SparseIntegers:
        """Occurrences per group and term (G by V), a sparse array of integers."""
        return csr_array(self.members @ self.counts.terms)


def group(counts: Counts, by: str) -> Groups:
    """Add up the bodies of the articles of each group.

    Args:
        counts: The counts.
        by: ``article``, or a column of the metadata. Articles without a value in it form a group
            of their own, such as ``(no date)``.

    Returns:
        The groups, sorted by name.

    Raises:
        SettingError: If no article has such a column.
    """
    if by not in counts.columns():
        raise choice_error("--by", by, counts.columns())
    values = [article.group(by) for article in counts.articles]
    names = tuple(sorted(set(values)))
    index_of = {name: index for index, name in enumerate(names)}
    group_of_article = np.array([index_of[value] for value in values], dtype=np.int64)
    return Groups(counts, by, names, group_of_article)


def _integers(values: npt.ArrayLike) -> Integers:
    return np.asarray(values, dtype=np.int64)
