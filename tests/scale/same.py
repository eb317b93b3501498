"""Comparing counts field by field."""

from collections.abc import Sequence
from importlib.util import find_spec
from typing import Any

import numpy as np
import polars as pl
import pytest

from framing.scale import Batch, GroupedCounts
from framing.scale.grouped_counts import BatchCounts

NEEDS_NUMBA = pytest.mark.skipif(
    find_spec("numba") is None, reason="needs numba, of the extra scale"
)
QUICK = ("numpy", pytest.param("compiled", marks=NEEDS_NUMBA))
"""The engines that are held to the plain one."""

_ARRAYS = (
    "group_of_article",
    "story_of_article",
    "article_words",
    "article_hits",
    "paragraphs",
    "spans",
    "covered_paragraphs",
    "entry_hits",
    "articles_with_entry",
    "articles_with",
)


def assert_same(left: GroupedCounts, right: GroupedCounts) -> None:
    """Compare all that was counted, byte for byte."""
    assert left.names == right.names
    assert left.stories == right.stories
    assert left.vocabulary == right.vocabulary
    assert left.twins == right.twins
    assert left.headline_claims == right.headline_claims
    for name in _ARRAYS:
        np.testing.assert_array_equal(getattr(left, name), getattr(right, name), name)
        assert getattr(left, name).dtype == getattr(right, name).dtype
    assert left.sharers == right.sharers
    assert (left.divided_article_hits is None) == (right.divided_article_hits is None)
    if left.divided_article_hits is not None:
        np.testing.assert_array_equal(left.divided_article_hits, right.divided_article_hits)
    for name in ("terms", "article_terms"):
        one, other = getattr(left, name), getattr(right, name)
        assert (one is None) == (other is None)
        if one is not None:
            assert one.shape == other.shape
            for part in ("data", "indices", "indptr"):
                assert getattr(one, part).tobytes() == getattr(other, part).tobytes(), (name, part)


class Followed:
    """What was counted of each article, which is only kept added up."""

    def __init__(self) -> None:
        """Begin without any."""
        self.parts: list[BatchCounts] = []

    def __call__(self, _part: Batch, counts: BatchCounts) -> None:
        """Take the counts of a part of a batch."""
        self.parts.append(counts)

    def of(self, name: str) -> list[Any]:
        """Return what an array of all parts has for each article."""
        return [value for part in self.parts for value in getattr(part, name).tolist()]

    @property
    def claims(self) -> list[tuple[int, int, int]]:
        """Article, entry and sharers of each claim."""
        rows, before = [], 0
        for part in self.parts:
            rows += [(before + article, *rest) for article, *rest in part.claims.tolist()]
            before += len(part.words)
        return rows


def assert_same_articles(left: Followed, right: Followed) -> None:
    """Compare what was counted of each article, claims in the order of the text."""
    for name in ("words", "paragraphs", "spans", "covered"):
        assert left.of(name) == right.of(name), name
    assert left.claims == right.claims


def batch_of(
    texts: Sequence[str | None],
    groups: Sequence[str | None] | None = None,
    headlines: Sequence[tuple[int, int]] | None = None,
    titles: Sequence[str | None] | None = None,
) -> Batch:
    """Return a batch of texts of outlets N and S, or of those given."""
    groups = groups or ["NS"[index % 2] for index in range(len(texts))]
    return Batch(
        pl.Series(texts, dtype=pl.String),
        pl.Series(groups, dtype=pl.String),
        headlines=None if headlines is None else np.array(headlines, dtype=np.int64),
        titles=None if titles is None else pl.Series(titles, dtype=pl.String),
    )
