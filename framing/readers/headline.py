"""Find the headline of an article in its text."""

from framing.article import Span
from framing.paragraphs import find_paragraphs
from framing.readers.furniture_page import fold_words, page_paragraph
from framing.readers.furniture_wording import LONGEST_LINE, credit_of, said_by_itself

__all__ = [
    "MOST_TIMES_THE_TITLE",
    "TOP_PARAGRAPHS",
    "find_headline",
    "may_begin_with_headline",
]

TOP_PARAGRAPHS = 12  # the headline stands among these, below the navigation at the most
MOST_TIMES_THE_TITLE = 4  # times the title; a line with that much more does not repeat it


def find_headline(text: str, title: str, *, or_first: bool = True) -> Span | None:
    """Find the headline in a text.

    Args:
        text: The article's text.
        title: The title as the metadata give it, or empty.
        or_first: Whether the first line may be the headline where none repeats the title.

    Returns:
        The line that repeats the title; without one, the first line if it is a heading and text
        follows it; else None.
    """
    spans = find_paragraphs(text)
    repeats = _line_of_title(text, spans, title)
    if repeats is not None or not or_first:
        return repeats
    for index, span in enumerate(spans[:TOP_PARAGRAPHS]):
        line = _in_one_line(text, span)
        if said_by_itself(line) or credit_of(line):
            continue
        below = (_in_one_line(text, later) for later in spans[index + 1 :])
        return span if _is_heading(line) and not all(map(_is_heading, below)) else None
    return None


def may_begin_with_headline(paragraph: str) -> bool:
    """Tell whether `find_headline` may find one in a text without a title, by its beginning.

    Args:
        paragraph: The first paragraph of the text.

    Returns:
        False only where it finds none, whatever follows.
    """
    line = " ".join(paragraph.split())
    return bool(_is_heading(line) or said_by_itself(line) or credit_of(line))


def _line_of_title(text: str, spans: list[Span], title: str) -> Span | None:
    wanted = set(fold_words(title))
    for span in spans[:TOP_PARAGRAPHS] if wanted else ():
        is_short = span.end - span.start <= MOST_TIMES_THE_TITLE * len(title)
        if is_short and _resembles(set(fold_words(text[span.start : span.end])), wanted):
            return span
    return None


def _in_one_line(text: str, span: Span) -> str:
    return " ".join(text[span.start : span.end].split())


def _is_heading(line: str) -> bool:
    # A long line is not cut into words only to find that they are too many.
    return len(line) <= LONGEST_LINE and page_paragraph(line, Span(0, len(line))).is_heading


def _resembles(words: set[str], wanted: set[str]) -> bool:
    return len(words & wanted) * 5 >= len(words | wanted) * 4
