"""The plain counter of batches: `framing.count` itself, in the shape of the compiled one."""

import numpy as np

from framing.article import Article, Span
from framing.counts import Integers, count
from framing.groups import group
from framing.lexicon import Lexicon
from framing.scale.batches import Batch
from framing.scale.counted import BatchCounts
from framing.scale.terms import Terms

__all__ = ["PlainCounter"]


class PlainCounter:
    """Counts batches by the definition."""

    def __init__(self, lexicon: Lexicon, terms: Terms) -> None:
        """Make ready to count.

        Args:
            lexicon: The lexicon.
            terms: Where terms get their numbers.
        """
        self._lexicon = lexicon
        self._terms = terms

    def count(self, batch: Batch, rows: Integers) -> BatchCounts:
        """Count a batch of at least one article.

        Args:
            batch: The batch.
            rows: Per article, the row to which its terms are added.
        """
        counts = count(_articles(batch), self._lexicon)
        by_article = group(counts, "article")
        with self._terms.lock:
            numbers = [self._terms.number(term) for term in counts.vocabulary]
        terms = by_article.terms.tocoo()
        keys = rows[terms.row] << 32 | np.array(numbers, dtype=np.int64)[terms.col]
        keys, places = np.unique(keys, return_inverse=True)
        times = np.zeros(len(keys), dtype=np.int64)
        np.add.at(times, places, terms.data)
        hits = counts.body_hits
        articles = counts.paragraph_article[hits[:, 0]]
        return BatchCounts(
            words=by_article.words,
            paragraphs=by_article.paragraphs,
            spans=by_article.spans,
            covered=by_article.covered_paragraphs,
            claims=np.stack([articles, hits[:, 3], hits[:, 4]], axis=1).astype(np.int32),
            keys=keys,
            times=times,
            plainly_counted=len(batch),
        )


def _articles(batch: Batch) -> list[Article]:
    texts = batch.texts.fill_null("").to_list()
    headlines = [None] * len(texts) if batch.headlines is None else map(_span, batch.headlines)
    return [
        Article(id=f"{index:012}", outlet="", text=text, headline=headline)
        for index, (text, headline) in enumerate(zip(texts, headlines, strict=True))
    ]


def _span(offsets: Integers) -> Span | None:
    start, end = offsets.tolist()
    return None if start < 0 else Span(start, end)
