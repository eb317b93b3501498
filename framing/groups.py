"""Counts added up over groups of articles: what most measures start from."""

from dataclasses import dataclass
from functools import cached_property
from math import lcm

import numpy as np
from scipy.sparse import csr_array

from framing.counts import Counts, Integers, SparseIntegers
from framing.errors import choice_error

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
    group_of_article: Integers

    @cached_property
    def articles(self) -> Integers:
        """Per group, how many articles it has."""
        return np.bincount(self.group_of_article, minlength=len(self.names))

    @cached_property
    def words(self) -> Integers:
        """Per group, how many words its bodies have."""
        return self._sum(self.counts.paragraph_words)

    @cached_property
    def paragraphs(self) -> Integers:
        """Per group, how many paragraphs its bodies have."""
        return self._sum(np.ones_like(self.counts.paragraph_words))

    @cached_property
    def hits(self) -> Integers:
        """Hits per group and frame (G by F); a span that two frames claim is a hit of both."""
        return self._sum_of_hits(self._hit_frames, self._frame_count)

    @cached_property
    def entry_hits(self) -> Integers:
        """Hits per group and entry of the lexicon (G by E)."""
        return self._sum_of_hits(self._body_hits[:, 3], len(self.counts.entry_frames))

    @cached_property
    def divided_hits(self) -> Integers:
        """Hits per group and frame (G by F) in which a span claimed by k frames gives 1/k to each.

        They are counted in the smallest unit that keeps them integers, the same for all groups.
        """
        claims = self._body_hits[:, 4]
        unit = lcm(*map(int, np.unique(claims)))
        return self._sum_of_hits(self._hit_frames, self._frame_count, unit // claims)

    @cached_property
    def covered_paragraphs(self) -> Integers:
        """Paragraphs with at least one hit, per group and frame (G by F)."""
        pairs = np.unique(np.column_stack([self._body_hits[:, 0], self._hit_frames]), axis=0)
        covered = np.zeros((len(self.names), self._frame_count), dtype=np.int64)
        np.add.at(covered, (self._group_of_paragraph[pairs[:, 0]], pairs[:, 1]), 1)
        return covered

    @cached_property
    def spans(self) -> Integers:
        """Per group, how many spans of words are hits; a span that two frames claim is one."""
        first_claims = np.unique(self._body_hits[:, :2], axis=0)
        groups = self._group_of_paragraph[first_claims[:, 0]]
        return np.bincount(groups, minlength=len(self.names))

    @cached_property
    def terms(self) -> SparseIntegers:
        """Occurrences per group and term (G by V), a sparse array of integers."""
        body = np.flatnonzero(self.counts.paragraph_is_body)
        shape = (len(self.names), len(self.counts.paragraph_words))
        ones = np.ones(len(body), dtype=np.int64)
        adder = csr_array((ones, (self._group_of_paragraph[body], body)), shape=shape)
        return csr_array(adder @ self.counts.terms)

    @cached_property
    def _group_of_paragraph(self) -> Integers:
        return self.group_of_article[self.counts.paragraph_article]

    @cached_property
    def _body_hits(self) -> Integers:
        hits = self.counts.hits
        return hits[self.counts.paragraph_is_body[hits[:, 0]]]

    @property
    def _hit_frames(self) -> Integers:
        return self.counts.entry_frames[self._body_hits[:, 3]]

    @property
    def _frame_count(self) -> int:
        return len(self.counts.lexicon.frames)

    def _sum(self, per_paragraph: Integers) -> Integers:
        sums = np.zeros(len(self.names), dtype=np.int64)
        body = self.counts.paragraph_is_body
        np.add.at(sums, self._group_of_paragraph[body], per_paragraph[body])
        return sums

    def _sum_of_hits(self, columns: Integers, width: int, weights: Integers | int = 1) -> Integers:
        sums = np.zeros((len(self.names), width), dtype=np.int64)
        np.add.at(sums, (self._group_of_paragraph[self._body_hits[:, 0]], columns), weights)
        return sums


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
