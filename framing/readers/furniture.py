"""Recognise page furniture: the lines of a page that are not the article's own prose.

Two kinds of evidence are used. Some lines say themselves what they are ("Skip to content",
"Leave a Reply", "Image: ... / picture alliance"); these phrases stand in `furniture_phrases`.
Others are known by where they stand: a heading with another heading directly behind it introduces
no text of this article, so it is the headline of another story.

Nothing is taken out of the text: what is recognised is returned with its place and a reason, so
that a person can look at it and overrule it. Prose that is set aside distorts the counts more than
furniture that is left in, so what could be either stays.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from itertools import groupby, pairwise

from framing.article import Furniture, Span
from framing.paragraphs import ends_sentence, find_paragraphs
from framing.readers import furniture_phrases as phrases
from framing.readers.furniture_authors import find_authors, find_biographies, is_byline
from framing.readers.furniture_page import (
    LONGEST_HEADING_WORDS,
    PageParagraph,
    find_page_paragraphs,
    fold_words,
    is_capitalised,
    lines_of,
    long_words,
    page_paragraph,
)
from framing.words import fold

__all__ = [
    "MOST_TIMES_THE_TITLE",
    "TOP_PARAGRAPHS",
    "find_headline",
    "may_begin_with_headline",
    "recognise_furniture",
]

_LONGEST_CAPTION_WORDS = 60
_LONG_HEADLINE_WORDS = 10  # section heads of news pages are shorter; headlines often are not
_LONGEST_HEADLINE_WORDS = 40
_FEWEST_LONG_WORDS = 5  # of a headline, for saying whether it is in capitals and on another subject
_ALT_TEXT_WORDS = 8  # at least; shorter lines before a caption may be a section head
_STANDFIRST_WORDS = 10  # at least; shorter lines above a headline are of the page
_MOST_HEADINGS = 3  # in a row, with text behind them; more are a list that lost its bullets
_FEWEST_LINKS = 3
_LONGEST_LINK = 3  # words of each link in a row of links
_LONGEST_LINE = 800  # characters of a line that says itself what it is
_LONGEST_CREDIT = 300  # characters
TOP_PARAGRAPHS = 12  # the headline stands among these, below the navigation at the most
MOST_TIMES_THE_TITLE = 4  # times the title; a line with that much more does not repeat it
_ANOTHER_STORY = "headline of another story"


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
        if _said_by_itself(line) or _credit(line):
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
    return bool(_is_heading(line) or _said_by_itself(line) or _credit(line))


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
    return len(line) <= _LONGEST_LINE and page_paragraph(line, Span(0, len(line))).is_heading


def recognise_furniture(
    text: str, headline: Span | None = None, author: str = ""
) -> tuple[Furniture, ...]:
    """Recognise the page furniture of an article.

    Args:
        text: The article's text.
        headline: Where its headline stands, which is no furniture.
        author: The author's name, if known; without it, a byline tells.

    Returns:
        What is not the article's own prose, in order, without overlaps.
    """
    paragraphs = [p for p in find_page_paragraphs(text) if p.span != headline]
    found: dict[Span, str] = {}
    for paragraph in paragraphs:
        found |= _by_wording(text, paragraph)
    names = find_authors(paragraphs, found, author)

    def judge(line: str) -> str | None:
        return _said_by_itself(line) or ("byline" if is_byline(line, names) else None)

    for paragraph in paragraphs if names else ():
        found = _from_both_ends(text, paragraph, judge) | found
    found = find_biographies(paragraphs, found, names) | found
    found |= _alt_texts(text, paragraphs, found)
    found |= _page_head(paragraphs, headline)
    found |= _comments(paragraphs)
    found |= _other_headlines([p for p in paragraphs if not _covered(text, p, found)])
    for address in phrases.WEB_ADDRESS.finditer(text):
        span = Span(*address.span())
        if headline is None or span.end <= headline.start or headline.end <= span.start:
            found.setdefault(span, "web address")
    return _without_overlaps(found)


def _said_by_itself(line: str) -> str | None:
    """Return the reason if a line says itself that it is furniture."""
    if len(line) > _LONGEST_LINE:
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


def _credit(text: str) -> str:
    """Return the credit with which a caption ends, or nothing."""
    found = phrases.CREDIT.search(text, max(0, len(text) - _LONGEST_CREDIT))
    return "" if found is None else found.group()


def _by_wording(text: str, paragraph: PageParagraph) -> dict[Span, str]:
    """Judge a paragraph by its wording: all of it, or lines at its beginning and end."""
    raw = text[paragraph.span.start : paragraph.span.end]
    if reason := _said_by_itself(paragraph.text) or _said_by_itself(raw):
        return {paragraph.span: reason}
    if credit := _credit(paragraph.text):
        if len(paragraph.words) <= _LONGEST_CAPTION_WORDS:
            return {paragraph.span: "caption or credit"}
        start = paragraph.span.start + raw.rindex(credit.split()[0])
        return {Span(start, paragraph.span.end): "caption or credit"}
    return _from_both_ends(text, paragraph, _said_by_itself)


def _from_both_ends(
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


def _alt_texts(
    text: str, paragraphs: list[PageParagraph], found: dict[Span, str]
) -> dict[Span, str]:
    """Find the descriptions of pictures that stand directly above a caption."""
    return {
        above.span: "caption or credit"
        for above, below in pairwise(paragraphs)
        if found.get(below.span) == "caption or credit"
        and len(above.words) >= _ALT_TEXT_WORDS
        and not ends_sentence(above.text)
        and text.count("\n", above.span.end, below.span.start) == 1
    }


def _page_head(paragraphs: list[PageParagraph], headline: Span | None) -> dict[Span, str]:
    """Find what stands above the headline and is no sentence: the head of the page."""
    return {
        p.span: "navigation"
        for p in paragraphs
        if headline is not None
        and p.span.end <= headline.start
        and not ends_sentence(p.text)
        and len(p.words) <= LONGEST_HEADING_WORDS
        and (len(p.words) < _STANDFIRST_WORDS or is_capitalised(p.text))
    }


def _comments(paragraphs: list[PageParagraph]) -> dict[Span, str]:
    """Find the readers' comments: all that follows their heading in the last half of a page."""
    for index, paragraph in enumerate(paragraphs):
        if index * 2 >= len(paragraphs) and phrases.COMMENTS.fullmatch(paragraph.text):
            return {p.span: "comment form" for p in paragraphs[index:]}
    return {}


def _other_headlines(paragraphs: list[PageParagraph]) -> dict[Span, str]:
    """Find the headlines of other stories by where they stand and how they are written."""
    elsewhere = Counter(word for paragraph in paragraphs for word in set(paragraph.words))
    runs = [list(run) for _, run in groupby(paragraphs, lambda p: p.introduces)]
    found: dict[Span, str] = {}
    before = ""  # the prose above; until there is some, nothing is judged
    for run in runs:
        text_follows = run is not runs[-1]
        are_headings = run[0].introduces
        is_list = are_headings and (
            before.rstrip("*_ ").endswith(":") or (text_follows and len(run) > _MOST_HEADINGS)
        )
        for paragraph, following in zip(run, [*run[1:], None], strict=True):
            if before and not is_list:
                if paragraph.is_title and following is not None:
                    found[paragraph.span] = f"{_ANOTHER_STORY} (another heading follows it)"
                elif paragraph.is_title and not text_follows:
                    found[paragraph.span] = f"{_ANOTHER_STORY} (no text follows it)"
                elif _is_foreign_headline(paragraph, elsewhere):
                    found[paragraph.span] = f"{_ANOTHER_STORY} (a long title that stands alone)"
            if not are_headings:
                before = paragraph.text
    return found


def _is_foreign_headline(paragraph: PageParagraph, elsewhere: Counter[str]) -> bool:
    """Tell whether a line is a long title about something this article does not speak of."""
    if not _LONG_HEADLINE_WORDS <= len(paragraph.words) <= _LONGEST_HEADLINE_WORDS:
        return False
    if ends_sentence(paragraph.text) or not is_capitalised(paragraph.text):
        return False
    words = long_words(paragraph.text)
    return len(words) >= _FEWEST_LONG_WORDS and sum(
        elsewhere[fold(word)] > 1 for word in words
    ) * 2 < len(words)


def _resembles(words: set[str], wanted: set[str]) -> bool:
    return len(words & wanted) * 5 >= len(words | wanted) * 4


def _covered(text: str, paragraph: PageParagraph, found: Collection[Span]) -> bool:
    """Tell whether a paragraph is set aside, as a whole or line by line."""
    return all(
        any(known.start <= line.start and line.end <= known.end for known in found)
        for line in lines_of(text, paragraph)
    )


def _without_overlaps(found: dict[Span, str]) -> tuple[Furniture, ...]:
    def largest_first(item: tuple[Span, str]) -> tuple[int, int]:
        return item[0].start, -item[0].end

    def kept() -> Iterator[Furniture]:
        end = 0
        for span, reason in sorted(found.items(), key=largest_first):
            if span.start >= end:
                yield Furniture(span.start, span.end, reason)
                end = span.end

    return tuple(kept())
