"""Page furniture that says itself what it is: whole paragraphs, or lines at their two ends."""

from collections.abc import Callable

from framing.article import Span
from framing.paragraphs import ends_sentence
from framing.readers import furniture_phrases as phrases
from framing.readers.furniture_page import PageParagraph, lines_of

__all__ = ["LONGEST_LINE", "by_wording", "credit_of", "from_both_ends", "said_by_itself"]

_LONGEST_CAPTION_WORDS = 60
_FEWEST_LINKS = 3
_LONGEST_LINK = 3  # words of each link in a row of links
LONGEST_LINE = 800  # characters of a line that says itself what it is
_LONGEST_CREDIT = 300  # characters


def said_by_itself(line: str) -> str | None:
    """Return the reason if a line says itself that it is furniture."""
    if len(line) > LONGEST_LINE:
        return None
    for reason, pattern in phrases.WHOLE_LINES:
        if pattern.fullmatch(line):
            return reason
    links = [link for link in phrases.LINK_SEPARATOR.split(line) if link]
    is_row_of_links = (
        len(links) >= _FEWEST_LINKS
        and all(len(link.split()) <= _LONGEST_LINK and not link[0].isdigit() for link in links)
        and not ends_sentence(line)
    )
    return "navigation" if is_row_of_links else None


def credit_of(text: str) -> str:
    """Return the credit with which a caption ends, or nothing."""
    found = phrases.CREDIT.search(text, max(0, len(text) - _LONGEST_CREDIT))
    return "" if found is None else found.group()


def by_wording(text: str, paragraph: PageParagraph) -> dict[Span, str]:
    """Judge a paragraph by its wording: all of it, or lines at its beginning and end."""
    raw = text[paragraph.span.start : paragraph.span.end]
    if reason := said_by_itself(paragraph.text) or said_by_itself(raw):
        return {paragraph.span: reason}
    if credit := credit_of(paragraph.text):
        if len(paragraph.words) <= _LONGEST_CAPTION_WORDS:
            return {paragraph.span: "caption or credit"}
        start = paragraph.span.start + raw.rindex(credit.split()[0])
        return {Span(start, paragraph.span.end): "caption or credit"}
    return from_both_ends(text, paragraph, said_by_itself)


def from_both_ends(
    text: str, paragraph: PageParagraph, judge: Callable[[str], str | None]
) -> dict[Span, str]:
    """Judge the lines of a paragraph from both its ends inwards, but none inside a sentence."""
    spans = lines_of(text, paragraph)
    lines = [text[span.start : span.end] for span in spans]
    reasons = [judge(line) for line in lines]
    found: dict[Span, str] = {}
    for index, reason in enumerate(reasons):
        goes_on = index + 1 < len(lines) and lines[index + 1][0].islower()
        if reason is None or goes_on:
            break
        found[spans[index]] = reason
    for index in reversed(range(len(lines))):
        reason = reasons[index]
        begins = index == 0 or reasons[index - 1] or ends_sentence(lines[index - 1])
        if reason is None or not begins:
            break
        found[spans[index]] = reason
    return found
