"""Counts added up by group, some articles at a time, so that not all have to be in memory."""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from framing.counts import Counts, Integers
from framing.groups import Groups, group
from framing.lexicon import Lexicon
from framing.scale.batches import Batch
from framing.scale.collector import Collector
from framing.scale.grouped_counts import BatchCounts
from framing.scale.term_table import TermTable
from framing.scale.terms import Terms
from framing.scale.totals import groups_of_totals

__all__ = ["add_to_table", "batch_counts", "groups_of_parts"]


def groups_of_parts(parts: Iterable[Counts], lexicon: Lexicon, by: str) -> Groups:
    """Add up the counts of articles by group.

    Args:
        parts: The counts of some articles and of others; each is let go before the next is asked
            for.
        lexicon: The lexicon that they were counted by.
        by: What groups the articles, as for `framing.groups.group`.

    Returns:
        What the measures make of it is what they make of all counts together, where some group has
        several articles.
    """
    terms, table = Terms(), TermTable()
    collector = Collector(lexicon, by, terms, article_terms=False)
    for counts in parts:
        rows = collector.enter(_batch(counts, by))
        collector.add(batch_counts(counts, add_to_table(counts, rows, terms, table), len(rows)))
    return groups_of_totals(collector.result([table]))


def add_to_table(counts: Counts, rows: Integers, terms: Terms, table: TermTable) -> Groups:
    """Add the terms of articles to a table.

    Args:
        counts: The counts of the articles.
        rows: Per article, the row to which its terms are added.
        terms: Where terms get their numbers.
        table: The table.

    Returns:
        The counts with each article as a group of its own.
    """
    by_article = group(counts, "article")
    numbers = terms.numbers_of(counts.vocabulary).astype(np.int64)
    own = by_article.terms.tocoo()
    keys = rows[own.row] << 32 | numbers[own.col]
    keys, places = np.unique(keys, return_inverse=True)
    times = np.zeros(len(keys), dtype=np.int64)
    np.add.at(times, places, own.data)
    table.make_room(int(rows.max()) + 1, int(numbers.max(initial=-1)) + 1)
    table.add(keys, times)
    np.add.at(table.articles_with, numbers[own.col], 1)
    return by_article


def batch_counts(
    counts: Counts,
    by_article: Groups,
    articles: int,
    *,
    marks: npt.NDArray[np.uint64] | None = None,
    headlines: npt.NDArray[np.int64] | None = None,
    headline_claims: int | None = None,
) -> BatchCounts:
    """Return counts in the shape in which they are collected.

    Args:
        counts: The counts of some articles.
        by_article: The same with each article as a group of its own.
        articles: How many there are, N.
        marks: What tells articles with other words apart, shape (N, 2); if None, all are told
            apart.
        headlines: Where in the texts headlines stand, shape (N, 2); if None, it is not known.
        headline_claims: How many claims stand in headlines; if None, those of the counts.
    """
    hits = counts.body_hits
    of_hits = counts.paragraph_article[hits[:, 0]]
    apart = np.arange(2 * articles, dtype=np.uint64).reshape(articles, 2)
    return BatchCounts(
        words=by_article.words,
        paragraphs=by_article.paragraphs,
        spans=by_article.spans,
        covered=by_article.covered_paragraphs,
        claims=np.stack([of_hits, hits[:, 3], hits[:, 4]], axis=1).astype(np.int32),
        marks=apart if marks is None else marks,
        headlines=np.full((articles, 2), -1, np.int64) if headlines is None else headlines,
        headline_claims=counts.headline_claims if headline_claims is None else headline_claims,
        plainly_counted=articles,
    )


def _batch(counts: Counts, by: str) -> Batch:
    """Return who the articles are."""
    import polars as pl

    def column(values: list[str]) -> pl.Series:
        return pl.Series(values, dtype=pl.String)

    facts = counts.articles
    return Batch(
        texts=column([""] * len(facts)),
        groups=column([one.group(by) for one in facts]),
        ids=column([one.id for one in facts]),
        stories=column([one.group("story") for one in facts]),
    )
