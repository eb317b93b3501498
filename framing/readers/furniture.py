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
from collections.abc import Collection, Iterator
from itertools import groupby, pairwise

from framing.article import Furniture, Span
from framing.paragraphs import ends_sentence
from framing.readers import furniture_phrases as phrases
from framing.readers.furniture_authors import find_authors, find_biographies, is_byline
from framing.readers.furniture_page import (
    LONGEST_HEADING_WORDS,
    PageParagraph,
    find_page_paragraphs,
    is_capitalised,
    lines_of,
    long_words,
)
from framing.readers.furniture_wording import by_wording, from_both_ends, said_by_itself
from framing.words import fold

__all__ = ["recognise_furniture"]

_LONG_HEADLINE_WORDS = 10  # section heads of news pages are shorter; headlines often are not
_LONGEST_HEADLINE_WORDS = 40
_FEWEST_LONG_WORDS = 5  # of a headline, for saying whether it is in capitals and on another subject
_ALT_TEXT_WORDS = 8  # at least; shorter lines before a caption may be a section head
_STANDFIRST_WORDS = 10  # at least; shorter lines above a headline are of the page
_MOST_HEADINGS = 3  # in a row, with text behind them; more are a list that lost its bullets
_ANOTHER_STORY = "headline of another story"


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
        found |= by_wording(text, paragraph)
    names = find_authors(paragraphs, found, author)

    def judge(line: str) -> str | None:
        return said_by_itself(line) or ("byline" if is_byline(line, names) else None)

    for paragraph in paragraphs if names else ():
        found = from_both_ends(text, paragraph, judge) | found
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
