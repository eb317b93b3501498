"""The article: a text, where it came from, and which parts of it are not its own prose."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from framing.periods import PERIODS, period_of

__all__ = ["COLUMNS", "Article", "Furniture", "Span"]

COLUMNS = ("outlet", "title", "author", "date", "url", "story", "language", "source")
"""The metadata every article has, empty where unknown; other columns are kept beside them."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a text, in characters.

    Attributes:
        start: Offset of the first character.
        end: Offset after the last character.
    """

    start: int
    end: int


@dataclass(frozen=True, slots=True, order=True)
class Furniture:
    """A stretch of page furniture: text of the page that is not the article's own prose.

    Attributes:
        start: Offset of the first character in the article's text.
        end: Offset after the last character.
        reason: Why it is set aside, in words for a person.
    """

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article as it was read; metadata are strings, never numbers or dates.

    Attributes:
        id: Unique among the articles of a run.
        text: The text as read, with line feeds as line ends and without front matter. All offsets
            point into it.
        outlet: Who published it.
        title: The headline as the metadata give it, or empty.
        author: Who wrote it, or empty.
        date: When it was published, as given, or empty.
        url: Where it was found, or empty.
        story: The event it is about, where a collection has several, or empty.
        language: The language of the text, or empty.
        source: The file it was read from, as the user named it.
        metadata: Any other columns of its front matter or table.
        headline: Where the headline stands in the text; None where it does not.
        furniture: What is set aside, in order, without overlaps.
    """

    id: str
    text: str
    outlet: str
    title: str = ""
    author: str = ""
    date: str = ""
    url: str = ""
    story: str = ""
    language: str = ""
    source: str = ""
    metadata: Mapping[str, str] = field(default_factory=dict)
    headline: Span | None = None
    furniture: tuple[Furniture, ...] = ()

    def value(self, column: str) -> str:
        """Return the metadata value of a column, empty where the article has none.

        Args:
            column: ``article`` for the id, one of `COLUMNS`, a key of ``metadata``, or one of
                `PERIODS`, which is told from the date.
        """
        if column == "article":
            return self.id
        if column in COLUMNS:
            value: str = getattr(self, column)
            return value
        if column in PERIODS and column not in self.metadata:
            return period_of(self.date, column)
        return self.metadata.get(column, "")

    def group(self, by: str) -> str:
        """Return the group the article falls into.

        Args:
            by: The column that groups articles, as for `value`.

        Returns:
            Its value in that column, or a name such as ``(no date)`` where it has none.
        """
        return self.value(by) or f"(no {by})"
