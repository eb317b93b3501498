"""Articles as counts know them: in order by id, each by its metadata and without its text."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from framing.article import COLUMNS, Article
from framing.errors import InputError
from framing.periods import PERIODS, period_of

__all__ = ["ArticleFacts", "by_id", "facts_of", "grouping_columns", "in_order"]


@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """What is kept of an article beside its counts.

    Attributes:
        id: Its id.
        values: Its metadata by column.
    """

    id: str
    values: tuple[tuple[str, str], ...]

    def value(self, column: str) -> str:
        """Return the metadata value of a column, as `Article.value` does."""
        values = dict(self.values)
        if column in PERIODS and column not in values:
            return period_of(values.get("date", ""), column)
        return self.id if column == "article" else values.get(column, "")

    def group(self, by: str) -> str:
        """Return the group the article falls into, as `Article.group` does."""
        return self.value(by) or f"(no {by})"


def facts_of(article: Article) -> ArticleFacts:
    """Return what is kept of an article beside its counts."""
    columns = (*COLUMNS, *sorted(article.metadata))
    return ArticleFacts(article.id, tuple((column, article.value(column)) for column in columns))


def in_order(articles: Iterable[Article]) -> list[Article]:
    """Return articles to be counted sorted by id.

    Raises:
        InputError: If there are none, or two have the same id.
    """
    ordered = by_id(articles)
    if not ordered:
        raise InputError("there are no articles to count; name at least one source")
    return ordered


def by_id(articles: Iterable[Article]) -> list[Article]:
    """Return articles sorted by id, if there are any.

    Raises:
        InputError: If two have the same id.
    """
    ordered = sorted(articles, key=lambda article: article.id)
    for before, after in pairwise(ordered):
        if before.id == after.id:
            raise InputError(f"two articles have the id {before.id!r}; give one another id")
    return ordered


def grouping_columns(metadata: Iterable[str]) -> tuple[str, ...]:
    """Return the columns that articles can be grouped by, given those of their metadata."""
    known = ("article", *COLUMNS, *PERIODS)
    return (*known, *sorted(set(metadata) - set(known)))
