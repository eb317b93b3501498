"""The units that uncertainty is computed from: blocks of one article, or whole articles.

As soon as any group holds two articles, articles are the units everywhere: how much articles of one
outlet differ cannot be learned from the paragraphs of one of them.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Literal

import numpy as np
from scipy.sparse import csr_array

from framing.blocks import (
    BlockSize,
    blocks_by_paragraphs,
    blocks_by_words,
    common_block_size,
)
from framing.counts import AnyIntegers, Counts, Integers, SparseIntegers
from framing.groups import Groups

__all__ = ["LADDER", "UnitTable", "Units", "know_terms"]

LADDER = (1, 2, 3)
"""Sizes of blocks, in paragraphs, at which the design effect of one article is looked at."""

_AT_ONCE = 1 << 18  # articles are ordered at a time, so that ten million take little memory


@dataclass(frozen=True, eq=False)
class Units:
    """Some units of resampling (U units, P paragraphs of all counts, F frames).

    Attributes:
        kind: What a unit is.
        group: Per unit, the index of its group.
        stratum: Per unit, the index of its story; units are only exchanged within one. All 0 for
            blocks, and where articles have no stories.
        find_members: Makes ``members``, which many measures do without.
        words: Per unit, its words.
        hits: Per unit and frame, its hits (U by F).
        divided_hits: The same with a span that k frames claim divided between them, in
            ``parts_of_a_hit``.
        parts_of_a_hit: How many of these parts are one hit.
        block_size: The size of the blocks; None where that is not a number of words.
    """

    kind: Literal["block", "article"]
    group: Integers
    stratum: Integers
    find_members: Callable[[], SparseIntegers]
    words: Integers
    hits: Integers
    divided_hits: Integers
    parts_of_a_hit: int = 1
    block_size: BlockSize | None = None

    @cached_property
    def members(self) -> SparseIntegers:
        """Which paragraphs make up each unit, U by P: ``members @ x`` adds up any x of them."""
        return self.find_members()

    def __len__(self) -> int:
        return len(self.group)

    def of(self, group: int) -> Integers:
        """Return the indices of the units of a group."""
        return np.flatnonzero(self.group == group)


def know_terms(counts: Counts, units: Units) -> bool:
    """Tell whether counts know the terms of units: of whole articles they always do."""
    return counts.level == "paragraphs" or units.kind == "article"


@dataclass(frozen=True, eq=False)
class UnitTable:
    """The paragraphs of the bodies of groups, ready to be put together to units.

    Attributes:
        groups: The groups.
    """

    groups: Groups

    @cached_property
    def units_are_articles(self) -> bool:
        """Whether any group has several articles, so that articles are the units."""
        return bool((self.groups.articles > 1).any())

    def of_groups(self, groups: Sequence[int]) -> Units:
        """Return the units of some groups, of one size for all of them.

        Args:
            groups: Indices of the groups to be compared.
        """
        if self.units_are_articles:
            return self._articles(groups)
        articles = np.flatnonzero(np.isin(self.groups.group_of_article, groups)).tolist()
        size = common_block_size([self._words_of(a) for a in articles])
        blocks = [(a, blocks_by_words(self._words_of(a), size.words)) for a in articles]
        return self._blocks(blocks, size)

    def ladder(self, group: int) -> list[Units]:
        """Return the units of one group at every size at which its spread is looked at.

        Blocks of 1, 2 and 3 paragraphs and of the usual number of words, for a group of one
        article; its articles, for a group of several.
        """
        if self.units_are_articles:
            return [self.of_groups([group])]
        (article,) = np.flatnonzero(self.groups.group_of_article == group)
        paragraphs = len(self._rows[article])
        rungs = [
            self._blocks([(int(article), blocks_by_paragraphs(paragraphs, size))], None)
            for size in LADDER
            if size <= paragraphs
        ]
        return [*rungs, self.of_groups([group])]

    def _articles(self, groups: Sequence[int]) -> Units:
        """Make units of the articles of groups, whose sums are made once for all of them."""
        articles = np.sort(np.concatenate([self._articles_of[group] for group in set(groups)]))
        every = self.groups
        stories = every.counts.story_of_article[articles]
        return Units(
            kind="article",
            group=every.group_of_article[articles].astype(np.int64),
            stratum=np.unique(stories, return_inverse=True)[1],
            find_members=lambda: every.paragraphs_of_articles[articles],
            words=every.article_words[articles].astype(np.int64),
            hits=every.article_hits[articles].astype(np.int64),
            divided_hits=every.article_divided_hits[articles].astype(np.int64),
            parts_of_a_hit=every.counts.parts_of_a_hit,
        )

    @cached_property
    def _articles_of(self) -> list[AnyIntegers]:
        """Per group, the indices of its articles."""
        sizes = self.groups.articles
        order = _by_group(self.groups.group_of_article, sizes)
        return np.split(order, np.cumsum(sizes)[:-1])

    def _blocks(self, parts: Iterable[tuple[int, Integers]], size: BlockSize | None) -> Units:
        """Make blocks of the articles whose paragraphs are given with the block each belongs to."""
        rows: list[Integers] = []
        columns: list[Integers] = []
        group: list[int] = []
        for article, unit_of in parts:
            rows.append(len(group) + unit_of)
            columns.append(self._rows[article])
            blocks = int(unit_of.max(initial=-1)) + 1
            group += [int(self.groups.group_of_article[article])] * blocks
        row, column = np.concatenate(rows), np.concatenate(columns)
        shape = (len(group), len(self.groups.counts.paragraph_words))
        members = csr_array((np.ones(len(row), dtype=np.int64), (row, column)), shape=shape)
        return Units(
            kind="block",
            group=np.array(group, dtype=np.int64),
            stratum=np.zeros(len(group), dtype=np.int64),
            find_members=lambda: members,
            words=members @ self.groups.counts.paragraph_words,
            hits=(members @ self.groups.counts.paragraph_hits).toarray(),
            divided_hits=(members @ self.groups.counts.paragraph_divided_hits).toarray(),
            parts_of_a_hit=self.groups.counts.parts_of_a_hit,
            block_size=size,
        )

    def _words_of(self, article: int) -> Integers:
        return self.groups.counts.paragraph_words[self._rows[article]]

    @cached_property
    def _rows(self) -> list[Integers]:
        """Per article, the indices of the paragraphs of its body."""
        counts = self.groups.counts
        body = np.flatnonzero(counts.paragraph_is_body)
        article_of_row = counts.paragraph_article[body]
        ends = np.searchsorted(article_of_row, np.arange(len(counts.articles) + 1))
        return [body[start:end] for start, end in pairwise(ends)]


def _by_group(groups: AnyIntegers, sizes: Integers) -> AnyIntegers:
    """Return the indices of articles group by group, in each in their order.

    Args:
        groups: The group of each article.
        sizes: How many articles each group has.
    """
    order = np.empty(len(groups), dtype=np.min_scalar_type(-max(1, len(groups))))
    behind = np.cumsum(sizes) - sizes  # where the next article of each group belongs
    for start in range(0, len(groups), _AT_ONCE):
        some = groups[start : start + _AT_ONCE].astype(np.int64)
        own = np.argsort(some, kind="stable")
        found = np.bincount(some, minlength=len(sizes))
        order[np.repeat(behind - np.cumsum(found) + found, found) + np.arange(len(own))] = (
            own + start
        )
        behind += found
    return order
