"""A page as the rules for furniture see it: paragraphs in one line, with their folded words."""

import re
from dataclasses import dataclass

from framing.article import Span
from framing.paragraphs import ends_sentence, find_lines, find_paragraphs
from framing.readers.furniture_phrases import SECOND_SENTENCE
from framing.words import split_folded, split_surfaces

__all__ = [
    "LONGEST_HEADING_WORDS",
    "PageParagraph",
    "find_page_paragraphs",
    "fold_words",
    "is_capitalised",
    "lines_of",
    "long_words",
    "page_paragraph",
]

LONGEST_HEADING_WORDS = 20
_SHORTEST_HEADING_WORDS = 2
_SHORTEST_TITLE_WORDS = 5  # "New York" or "What we know" may be an entry of a list or a subhead
_LONG_WORD = 4  # characters; shorter words are mostly not capitalised in titles
_BULLET = re.compile(r"(?:[-–—•*·▪■●►▸‣◦]|\(?\d{1,2}[.)])\s")
_READS_ON = frozenset({"and", "because", "but", "nor", "or", "so", "yet"})


@dataclass(frozen=True, slots=True)
class PageParagraph:
    """A paragraph with what the rules ask of it.

    Attributes:
        span: Where it stands in the text.
        text: The paragraph in one line.
        words: Its words, folded.
    """

    span: Span
    text: str
    words: tuple[str, ...]

    @property
    def is_heading(self) -> bool:
        """Whether it could be a heading: of the article, of a section, of another story."""
        return (
            _SHORTEST_HEADING_WORDS <= len(self.words) <= LONGEST_HEADING_WORDS
            and (self.text[-1] in "?!" or not ends_sentence(self.text))
            and not self.text.endswith((",", "—", "–", "-"))
            and not self.text[0].islower()
            and not _BULLET.match(self.text)
        )

    @property
    def introduces(self) -> bool:
        """Whether it is a heading within the text: no unfinished sentence, no quoted post."""
        return (
            self.is_heading
            and "(@" not in self.text
            and self.words[0] not in _READS_ON
            and not SECOND_SENTENCE.search(self.text)
        )

    @property
    def is_title(self) -> bool:
        """Whether it is a heading as headlines are: no short one, no question in the text."""
        return (
            self.introduces
            and len(self.words) >= _SHORTEST_TITLE_WORDS
            and (self.text[-1] not in "?!" or ":" in self.text or is_capitalised(self.text))
        )


def find_page_paragraphs(text: str) -> list[PageParagraph]:
    """Return the paragraphs of a text."""
    return [page_paragraph(text, span) for span in find_paragraphs(text)]


def page_paragraph(text: str, span: Span) -> PageParagraph:
    """Return the paragraph that stands at a place of a text."""
    joined = " ".join(text[span.start : span.end].split())
    return PageParagraph(span, joined, fold_words(joined))


def lines_of(text: str, paragraph: PageParagraph) -> list[Span]:
    """Return the lines of a paragraph."""
    start = paragraph.span.start
    return [
        Span(start + line.start, start + line.end)
        for line in find_lines(text[start : paragraph.span.end])
    ]


def fold_words(text: str) -> tuple[str, ...]:
    """Return the folded words of a text."""
    return tuple(split_folded(text))


def long_words(text: str) -> list[str]:
    """Return the words that a title in capitals would capitalise."""
    return [word for word in split_surfaces(text) if len(word) >= _LONG_WORD]


def is_capitalised(text: str) -> bool:
    """Tell whether three quarters of the longer words begin with a capital, as in a title."""
    words = long_words(text)
    return sum(word[0].isupper() for word in words) * 4 >= len(words) * 3
