"""The plain counter of batches: `framing.count` itself, in the shape of the others."""

from itertools import chain

import numpy as np
import numpy.typing as npt

from framing.article import Article, Span
from framing.counts import Integers, count
from framing.lexicon import Lexicon
from framing.scale.batches import Batch, given_headlines
from framing.scale.counted_parts import add_to_table, batch_counts
from framing.scale.grouped_counts import BatchCounts
from framing.scale.headlines import headline_of
from framing.scale.marks import mark_of
from framing.scale.term_table import TermTable
from framing.scale.terms import Terms
from framing.scan import find_body
from framing.words import fold

__all__ = ["PlainCounter"]


class PlainCounter:
    """Counts batches by the definition."""

    def __init__(self, lexicon: Lexicon, terms: Terms, table: TermTable | None = None) -> None:
        """Make ready to count.

        Args:
            lexicon: The lexicon.
            terms: Where terms get their numbers.
            table: What gets the terms of the rows, if there is one already.
        """
        self._lexicon = lexicon
        self._terms = terms
        self.table = TermTable() if table is None else table

    def beside(self) -> "PlainCounter":
        """Return a counter of the same lexicon and terms for another thread."""
        return PlainCounter(self._lexicon, self._terms)

    def count(self, batch: Batch, rows: Integers) -> BatchCounts:
        """Count a batch of at least one article.

        Args:
            batch: The batch.
            rows: Per article, the row to which its terms are added.
        """
        articles = _articles(batch)
        counts = count(articles, self._lexicon)
        by_article = add_to_table(counts, rows, self._terms, self.table)
        return batch_counts(
            counts,
            by_article,
            len(batch),
            marks=self._marks(articles),
            headlines=np.array([_offsets(article.headline) for article in articles], np.int64),
            headline_claims=0 if batch.titles is None else None,
        )

    def _marks(self, articles: list[Article]) -> npt.NDArray[np.uint64]:
        numbers = self._terms.numbers
        bodies = (chain.from_iterable(find_body(article)) for article in articles)
        marks = [
            mark_of(np.array([numbers[fold(word)] for word in body], dtype=np.int64))
            for body in bodies
        ]
        return np.array(marks, dtype=np.uint64)


def _articles(batch: Batch) -> list[Article]:
    texts = batch.texts.fill_null("").to_list()
    if batch.titles is None:
        titles = [""] * len(texts)
        headlines = list(map(_span, given_headlines(batch)))
    else:
        titles = batch.titles.fill_null("").to_list()
        headlines = list(map(headline_of, texts, titles))
    return [
        Article(id=f"{index:012}", outlet="", text=text, title=title, headline=headline)
        for index, (text, title, headline) in enumerate(zip(texts, titles, headlines, strict=True))
    ]


def _span(offsets: Integers) -> Span | None:
    start, end = offsets.tolist()
    return None if start < 0 else Span(start, end)


def _offsets(span: Span | None) -> tuple[int, int]:
    return (-1, -1) if span is None else (span.start, span.end)
