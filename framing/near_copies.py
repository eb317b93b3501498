"""Which articles count: of near-copies that one outlet has in one group, one."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from framing.article import Article
from framing.counts import Counts
from framing.measures.emphasis import EmphasisRow
from framing.scan import find_body
from framing.sharing import Found, count_once
from framing.words import fold

if TYPE_CHECKING:
    from framing.groups import Groups

__all__ = ["Counted", "choose_counted", "count_twins"]


@dataclass(frozen=True, slots=True)
class Counted:
    """The articles that count.

    Attributes:
        articles: These articles.
        left_out: How many near-copies were left out, by group.
        total: How many count, where they are not at hand.
        twins: How many of these have the same words as another.
    """

    articles: tuple[Article, ...]
    left_out: Counter[str]
    total: int = 0
    twins: int = 0

    def sentences(self, groups: "Groups") -> Iterator[str]:
        """Yield what is to be known of articles with the same words.

        Args:
            groups: The counts of the articles.
        """
        copies, total = self.left_out.total(), len(self.articles) + self.left_out.total()
        if copies:
            left_out = "is left out, a near-copy" if copies == 1 else "are left out, near-copies"
            yield (
                f"{copies} of {total} articles {left_out} of another of the same outlet, so that "
                "each text counts once (framing shared; --no-shared counts all)."
            )
        twins = self.twins
        if self.articles:
            twins += count_twins(self.articles, groups.counts)
        if twins:
            verb = "has" if twins == 1 else "have"
            total = len(self.articles) or self.total
            yield (
                f"{twins:,} of {total:,} articles {verb} the same words as another, and "
                "all are counted (framing articles)."
            )

    def noted(self, rows: Iterable[EmphasisRow]) -> tuple[EmphasisRow, ...]:
        """Note in the rows of a group how many near-copies it has beside its articles."""
        return tuple(self._noted(row) for row in rows)

    def _noted(self, row: EmphasisRow) -> EmphasisRow:
        if not (copies := self.left_out[row.group]):
            return row
        note = f"{copies} near-cop{'y' if copies == 1 else 'ies'} left out"
        return replace(row, note=f"{row.note}; {note}" if row.note else note)


def choose_counted(articles: Sequence[Article], by: str, find: Callable[[], Found]) -> Counted:
    """Choose the articles that count.

    Args:
        articles: All articles.
        by: The column that groups them.
        find: Finds what they share; only called where two of one outlet are in one group.
    """
    own = {(article.group(by), article.outlet) for article in articles}
    left_out = count_once(find(), by) if len(own) < len(articles) else {}
    return Counted(
        tuple(article for article in articles if article.id not in left_out),
        Counter(article.group(by) for article in articles if article.id in left_out),
    )


def count_twins(articles: Iterable[Article], counts: Counts) -> int:
    """Count the articles that have the same words as another, in the same order.

    Only those are read again that have the same words as another in any order.

    Args:
        articles: The articles.
        counts: The counts of these very articles.

    Returns:
        How many there are more than would be if each text stood there once.
    """
    owner = counts.paragraph_article
    # A random number a term, summed over an article: the same for the same words.
    numbers = np.random.default_rng(1).integers(2**63, size=len(counts.vocabulary), dtype=np.int64)
    marks = np.zeros(counts.article_count, dtype=np.int64)
    np.add.at(marks, owner, counts.terms @ numbers)
    words = np.bincount(
        owner, counts.paragraph_words * counts.paragraph_is_body, counts.article_count
    )
    times = Counter(marks[words > 0].tolist())
    suspected = {
        facts.id
        for facts, mark, some in zip(counts.articles, marks.tolist(), words > 0, strict=True)
        if some and times[mark] > 1
    }
    texts = [
        tuple(fold(surface) for surfaces in find_body(article) for surface in surfaces)
        for article in articles
        if article.id in suspected
    ]
    return len(texts) - len(set(texts))
