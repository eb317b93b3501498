"""Counts that may be handed on: nothing is left from which sentences could be put together."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from scipy.sparse import csr_array

from framing.article import COLUMNS
from framing.counts import Counts, Integers, SparseIntegers
from framing.facts import ArticleFacts

__all__ = ["file_name", "shareable"]


def shareable(counts: Counts) -> Counts:
    """Return counts that know terms of whole articles, and hits of paragraphs without their place.

    Args:
        counts: Counts by paragraph.

    Returns:
        The same counts with all terms of an article in its first paragraph; with the hits of each
        paragraph sorted by what claims them, numbered in place of their positions; with what hits
        say dealt out in alphabetical order over the article's hits of the same patterns; and of the
        file that an article was read from with its name alone.
    """
    if counts.level == "shareable":
        return counts
    return replace(
        counts,
        articles=tuple(_without_folder(facts) for facts in counts.articles),
        terms=_terms_of_articles(counts),
        hits=_hits_without_places(counts),
        level="shareable",
    )


def _without_folder(facts: ArticleFacts) -> ArticleFacts:
    place = COLUMNS.index("source")
    name = file_name(facts.values[place][1])
    return ArticleFacts(
        facts.id, (*facts.values[:place], ("source", name), *facts.values[place + 1 :])
    )


def file_name(source: str) -> str:
    """Return the name of a file without the folders that it lies in, on any system."""
    return source.replace("\\", "/").rsplit("/", 1)[-1]


def _terms_of_articles(counts: Counts) -> SparseIntegers:
    """Move the terms of each article to the first paragraph of its body."""
    body = np.flatnonzero(counts.paragraph_is_body)
    article_of = counts.paragraph_article[body]
    first = body[np.searchsorted(article_of, article_of)]
    size = len(counts.paragraph_words)
    ones = np.ones(len(body), dtype=np.int64)
    return csr_array(csr_array((ones, (first, body)), shape=(size, size)) @ counts.terms)


def _hits_without_places(counts: Counts) -> Integers:
    spans = sorted(_spans(counts))  # by paragraph, then by the entries that claim them
    said: dict[tuple[int, bool, tuple[int, ...]], list[str]] = defaultdict(list)
    for paragraph, entries, expression in spans:
        said[_of_article(counts, paragraph, entries)].append(expression)
    dealt = {key: iter(sorted(own)) for key, own in said.items()}
    index_of = {expression: index for index, expression in enumerate(counts.expressions)}
    rows = []
    place, before = 0, -1
    for paragraph, entries, _ in spans:
        place = place + 1 if paragraph == before else 0
        before = paragraph
        expression = next(dealt[_of_article(counts, paragraph, entries)])
        length = expression.count(" ") + 1
        rows += [
            (paragraph, place, length, entry, len(entries), index_of[expression])
            for entry in entries
        ]
    return np.array(rows, dtype=np.int64).reshape(len(rows), 6)


def _of_article(
    counts: Counts, paragraph: int, entries: tuple[int, ...]
) -> tuple[int, bool, tuple[int, ...]]:
    """Return what hits have in common whose words are told together."""
    return (
        int(counts.paragraph_article[paragraph]),
        bool(counts.paragraph_is_body[paragraph]),
        entries,
    )


def _spans(counts: Counts) -> Iterator[tuple[int, tuple[int, ...], str]]:
    """Yield paragraph, claiming entries and words of every span that is a hit."""
    entries: dict[tuple[int, int], list[int]] = {}
    said: dict[tuple[int, int], int] = {}
    for paragraph, position, _, entry, _, expression in counts.hits.tolist():
        entries.setdefault((paragraph, position), []).append(entry)
        said[paragraph, position] = expression
    for (paragraph, position), own in entries.items():
        yield paragraph, tuple(sorted(own)), counts.expressions[said[paragraph, position]]
