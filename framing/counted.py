"""Which articles count: of near-copies that one outlet has in one group, one."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from framing.article import Article
from framing.inventory import list_articles
from framing.measures.emphasis import EmphasisRow
from framing.sharing import Found, count_once

__all__ = ["Counted", "choose_counted"]


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

    def sentences(self) -> Iterator[str]:
        """Yield what is to be known of articles with the same words."""
        copies, total = self.left_out.total(), len(self.articles) + self.left_out.total()
        if copies:
            left_out = "is left out, a near-copy" if copies == 1 else "are left out, near-copies"
            yield (
                f"{copies} of {total} articles {left_out} of another of the same outlet, so that "
                "each text counts once (framing shared; --no-shared counts all)."
            )
        twins = self.twins
        twins += sum("same words as" in row.note for row in list_articles(self.articles))
        if twins:
            verb = "has" if twins == 1 else "have"
            total = len(self.articles) or self.total
            yield (
                f"{twins} of {total} articles {verb} the same words as another, and "
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
