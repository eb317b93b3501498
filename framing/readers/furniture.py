"""Recognise page furniture: the lines of a page that are not the article's own prose.

Two kinds of evidence are used. Some lines say themselves what they are ("Skip to content",
"Leave a Reply", "Image: ... / picture alliance"); these phrases stand in `furniture_phrases`.
Others are known by where they stand: a heading with another heading directly behind it introduces
no text of this article, so it is the headline of another story.

Nothing is taken out of the text: what is recognised is returned with its place and a reason, so
that a person can look at it and overrule it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from framing.article import Furniture, Span
from framing.paragraphs import ends_sentence, find_lines, find_paragraphs
from framing.readers import furniture_phrases as phrases
from framing.words import fold, split_words

__all__ = ["find_headline", "recognise_furniture"]

_SHORTEST_HEADING_WORDS = 2
_LONGEST_HEADING_WORDS = 20
_LONGEST_CAPTION_WORDS = 60
_LONGEST_BIOGRAPHY_WORDS = 60
_LONGEST_BYLINE_WORDS = 10
_LONG_HEADLINE_WORDS = 10  # section heads of news pages are shorter; headlines often are not
_ALT_TEXT_WORDS = 8  # at least; shorter lines before a caption may be a section head
_FEWEST_LINKS = 3
_LONGEST_LINK = 3  # words of each link in a row of links
_LONG_WORD = 4  # characters; shorter words are mostly not capitalised in titles
_TOP_PARAGRAPHS = 12  # the headline stands among these, below the navigation at the most
_BULLET = re.compile(r"^(?:[-•*–·▪]|\(?\d{1,2}[.)])\s")
_NAME = re.compile(r"^[A-Z][\w.'’-]*(?: (?:[a-z]{2,3} )?[A-Z][\w.'’-]*){1,3}$")


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A paragraph with what the rules ask of it."""

    span: Span
    text: str  # in one line
    words: tuple[str, ...]  # folded

    @property
    def is_heading(self) -> bool:
        return (
            _SHORTEST_HEADING_WORDS <= len(self.words) <= _LONGEST_HEADING_WORDS
            and (self.text[-1] in "?!" or not ends_sentence(self.text))
            and not self.text.endswith((",", "—", "–", "-"))
            and not self.text[0].islower()
            and not _BULLET.match(self.text)
        )


def find_headline(text: str, title: str) -> Span | None:
    """Find the headline in a text.

    Args:
        text: The article's text.
        title: The title as the metadata give it, or empty.

    Returns:
        The line that repeats the title; without one, the first line if it is a heading and text
        follows it; else None.
    """
    paragraphs = _paragraphs(text)
    top = paragraphs[:_TOP_PARAGRAPHS]
    wanted = [fold(word.surface) for word in split_words(title)]
    if wanted:
        for paragraph in top:
            if _resembles(paragraph.words, wanted):
                return paragraph.span
    for index, paragraph in enumerate(top):
        if _said_by_itself(paragraph.text):
            continue
        text_follows = any(not later.is_heading for later in paragraphs[index + 1 :])
        return paragraph.span if paragraph.is_heading and text_follows else None
    return None


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
    paragraphs = [p for p in _paragraphs(text) if p.span != headline]
    found: dict[Span, str] = {}
    for paragraph in paragraphs:
        found.update(_furniture_within(text, paragraph))
    names = _authors(paragraphs, author)
    found |= _bylines_and_biographies(text, paragraphs, names)
    found |= _alt_texts(text, paragraphs, found)
    found |= _page_head(paragraphs, headline)
    found |= _comments(paragraphs)
    rest = [p for p in paragraphs if not _covered(p.span, found)]
    found |= _other_headlines(rest)
    for address in phrases.WEB_ADDRESS.finditer(text):
        found.setdefault(Span(*address.span()), "web address")
    return _without_overlaps(found)


def _paragraphs(text: str) -> list[_Paragraph]:
    return [
        _Paragraph(span, joined, _folded(joined))
        for span in find_paragraphs(text)
        for joined in [" ".join(text[span.start : span.end].split())]
    ]


def _folded(text: str) -> tuple[str, ...]:
    return tuple(fold(word.surface) for word in split_words(text))


def _said_by_itself(line: str) -> str | None:
    """Return the reason if a line says itself that it is furniture."""
    links = [link for link in phrases.LINK_SEPARATOR.split(line) if link]
    if len(links) >= _FEWEST_LINKS and all(len(link.split()) <= _LONGEST_LINK for link in links):
        return "navigation"
    for reason, pattern in phrases.WHOLE_LINES:
        if pattern.fullmatch(line):
            return reason
    return None


def _furniture_within(text: str, paragraph: _Paragraph) -> dict[Span, str]:
    """Judge a paragraph by its wording: all of it, or lines at its beginning and end."""
    raw = text[paragraph.span.start : paragraph.span.end]
    if reason := _said_by_itself(paragraph.text) or _said_by_itself(raw):
        return {paragraph.span: reason}
    if credit := phrases.CREDIT.search(paragraph.text):
        if len(paragraph.words) <= _LONGEST_CAPTION_WORDS:
            return {paragraph.span: "caption or credit"}
        start = paragraph.span.start + raw.rindex(credit.group().split()[0])
        return {Span(start, paragraph.span.end): "caption or credit"}
    lines = _lines_of(text, paragraph)
    if len(lines) == 1:
        return {}
    found: dict[Span, str] = {}
    for ordered in (lines, lines[::-1]):
        for line in ordered:
            reason = _said_by_itself(text[line.start : line.end])
            if reason is None:
                break
            found[line] = reason
    return found


def _lines_of(text: str, paragraph: _Paragraph) -> list[Span]:
    start = paragraph.span.start
    return [
        Span(start + line.start, start + line.end)
        for line in find_lines(text[start : paragraph.span.end])
    ]


def _authors(paragraphs: list[_Paragraph], author: str) -> list[tuple[str, ...]]:
    """Return the names, in folded words, that bylines and biographies may begin with."""
    names = [_folded(name) for name in re.split(r",| and |&|;", author) if name.strip()]
    for paragraph, following in pairwise(paragraphs):
        # A name alone, and a paragraph that begins with the same name: a biography.
        if _NAME.match(paragraph.text) and _starts(following.words, paragraph.words):
            names.append(paragraph.words)
    return [name for name in dict.fromkeys(names) if len(name) > 1]


def _bylines_and_biographies(
    text: str, paragraphs: list[_Paragraph], names: list[tuple[str, ...]]
) -> dict[Span, str]:
    found: dict[Span, str] = {}
    for index, paragraph in enumerate(paragraphs):
        in_last_half = index * 2 >= len(paragraphs)
        for line in _lines_of(text, paragraph):
            line_text = text[line.start : line.end]
            words = _folded(line_text)
            named = any(_starts(words, name) or _starts(words, ("by", *name)) for name in names)
            if named and len(words) <= _LONGEST_BYLINE_WORDS and not ends_sentence(line_text):
                found[line] = "byline"
            elif (
                named
                and in_last_half
                and len(words) <= _LONGEST_BIOGRAPHY_WORDS
                and phrases.BIOGRAPHY_VERB.search(line_text)
            ):
                found[line] = "author biography"
        if in_last_half and phrases.BIOGRAPHY.match(paragraph.text):
            found[paragraph.span] = "author biography"
    return found


def _alt_texts(text: str, paragraphs: list[_Paragraph], found: dict[Span, str]) -> dict[Span, str]:
    """Find the descriptions of pictures that stand directly above a caption."""
    return {
        above.span: "caption or credit"
        for above, below in pairwise(paragraphs)
        if found.get(below.span) == "caption or credit"
        and len(above.words) >= _ALT_TEXT_WORDS
        and not ends_sentence(above.text)
        and text.count("\n", above.span.end, below.span.start) == 1
    }


def _page_head(paragraphs: list[_Paragraph], headline: Span | None) -> dict[Span, str]:
    """Find what stands above the headline and is no sentence: the head of the page."""
    if headline is None:
        return {}
    above = (p for p in paragraphs if p.span.end <= headline.start and not ends_sentence(p.text))
    return {p.span: "navigation" for p in above if len(p.words) <= _LONGEST_HEADING_WORDS}


def _comments(paragraphs: list[_Paragraph]) -> dict[Span, str]:
    """Find the readers' comments: all that follows their heading in the last half of a page."""
    for index, paragraph in enumerate(paragraphs):
        if index * 2 >= len(paragraphs) and phrases.COMMENTS.fullmatch(paragraph.text):
            return {p.span: "comment form" for p in paragraphs[index:]}
    return {}


def _other_headlines(paragraphs: list[_Paragraph]) -> dict[Span, str]:
    """Find the headlines of other stories by where they stand and how they are written."""
    elsewhere: dict[str, int] = {}
    for paragraph in paragraphs:
        for word in set(paragraph.words):
            elsewhere[word] = elsewhere.get(word, 0) + 1
    found: dict[Span, str] = {}
    in_text = False
    for paragraph, following in zip(paragraphs, [*paragraphs[1:], None], strict=True):
        if not paragraph.is_heading:
            if in_text and _is_foreign_headline(paragraph, elsewhere):
                found[paragraph.span] = "headline of another story (a long title that stands alone)"
            in_text = True
        elif not in_text:
            continue
        elif following is None:
            found[paragraph.span] = "headline of another story (no text follows it)"
        elif following.is_heading:
            found[paragraph.span] = "headline of another story (another heading follows it)"
        elif _is_foreign_headline(paragraph, elsewhere):
            found[paragraph.span] = "headline of another story (a long title that stands alone)"
    return found


def _is_foreign_headline(paragraph: _Paragraph, elsewhere: dict[str, int]) -> bool:
    """Tell whether a line is a long title about something this article does not speak of."""
    if len(paragraph.words) < _LONG_HEADLINE_WORDS or ends_sentence(paragraph.text):
        return False
    long_words = [
        word.surface for word in split_words(paragraph.text) if len(word.surface) >= _LONG_WORD
    ]
    capitalised = sum(word[0].isupper() for word in long_words)
    shared = sum(elsewhere.get(fold(word), 0) > 1 for word in long_words)
    return capitalised * 4 >= len(long_words) * 3 and shared * 2 < len(long_words)


def _resembles(words: tuple[str, ...], wanted: list[str]) -> bool:
    common = len(set(words) & set(wanted))
    return common * 5 >= len(set(words) | set(wanted)) * 4


def _starts(words: tuple[str, ...], beginning: tuple[str, ...]) -> bool:
    return words[: len(beginning)] == beginning


def _covered(span: Span, found: dict[Span, str]) -> bool:
    return any(known.start <= span.start and span.end <= known.end for known in found) or (
        # A paragraph of several lines, each of them furniture.
        any(known.start == span.start for known in found)
        and any(known.end == span.end for known in found)
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
