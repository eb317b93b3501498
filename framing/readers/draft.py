"""What the readers of every kind of source give: articles before they have an id and an outlet."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO, Literal, Protocol

from framing.article import Furniture, Span
from framing.readers.options import ReadOptions
from framing.readers.problems import Problem

__all__ = ["Draft", "Reader", "Report", "TitleIs"]

TitleIs = Literal["given", "shown", "a hint", "apart"]
"""What a title is worth: ``given`` by a person in front matter or an index; ``shown`` with the text
by a page or a table, so that no other line is the headline; only ``a hint``, as are the properties
of a document, which are often left over from another one; or ``apart``, so that no line of the text
is the headline."""

Report = Callable[[Problem], None]
"""Takes what is to be said about a source."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One article as its reader found it.

    Attributes:
        text: The text, with line feeds as line ends.
        metadata: What the source says about it, as strings.
        row: The row of the table, if it comes from one.
        title_is: What its title is worth.
        set_aside: Spans that a person sets aside.
        body: Spans that a person keeps, whatever they look like.
        furniture: What its reader recognised as furniture by where it stands on the page.
    """

    text: str
    metadata: Mapping[str, str] = field(default_factory=dict)
    row: int | None = None
    title_is: TitleIs = "given"
    set_aside: tuple[Span, ...] = ()
    body: tuple[Span, ...] = ()
    furniture: tuple[Furniture, ...] = ()


class Reader(Protocol):
    """Reads a kind of source."""

    def __call__(
        self, content: BinaryIO, name: str, options: ReadOptions, report: Report
    ) -> Iterable[Draft]:
        """Read the articles of a source.

        Args:
            content: The bytes, from the beginning; they can be read again.
            name: What to call the source in problems.
            options: How to read.
            report: Takes the problems that do not end the reading of this source.

        Raises:
            InputError: If the source, or the rest of it, cannot be read.
        """
        ...
