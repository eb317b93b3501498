"""One article taken apart: its paragraphs, their words, and the hits of a lexicon in them.

Counts and excerpts both come from here, so that they cannot disagree.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from framing.article import Article, Span
from framing.lexicon import Hit, Matcher
from framing.paragraphs import find_paragraphs
from framing.words import Word, split_surfaces, split_words

__all__ = [
    "Paragraph",
    "Part",
    "count_set_aside_words",
    "find_body",
    "find_parts",
    "find_set_aside",
    "scan",
]

Part = Literal["headline", "body"]
"""Where in an article a hit stands; only the body makes rates, shares and divergences."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body, or the headline.

    Attributes:
        part: Which of the two.
        number: The paragraph's number in the body, from 1; 0 for the headline.
        text: The text that the offsets point into: the article's, or the title where the headline
            stands in the metadata alone.
        in_article: Whether that is the article's text.
        span: Where the paragraph stands in it.
        words: Its words, without those of furniture inside it.
    """

    part: Part
    number: int
    text: str
    in_article: bool
    span: Span
    words: tuple[Word, ...]

    def span_of(self, hit: Hit) -> Span:
        """Return the characters of a hit, from its first word to its last."""
        last = self.words[hit.position + hit.length - 1]
        return Span(self.words[hit.position].start, last.end)


def find_parts(article: Article) -> Iterator[Paragraph]:
    """Take an article apart.

    Args:
        article: The article. Its furniture and headline are no part of the body.

    Yields:
        The headline, if there is one, and then each paragraph of the body that has words.
    """
    if article.headline is not None:
        words = _words(article.text, article.headline, ())
        yield Paragraph("headline", 0, article.text, True, article.headline, words)
    elif article.title:
        title = Span(0, len(article.title))
        yield Paragraph(
            "headline", 0, article.title, False, title, _words(article.title, title, ())
        )
    set_aside = find_set_aside(article)
    number = 0
    for span in find_paragraphs(article.text, lambda line: _lies_in(line, set_aside)):
        if words := _words(article.text, span, set_aside):
            number += 1
            yield Paragraph("body", number, article.text, True, span, words)


def find_body(article: Article) -> Iterator[list[str]]:
    """Return the words of each paragraph of a body that has any, without their places.

    The same words as `find_parts` gives, several times as fast; for counting, which needs no
    excerpts.
    """
    set_aside = find_set_aside(article)
    if not set_aside:
        for span in find_paragraphs(article.text):
            if surfaces := split_surfaces(article.text, span.start, span.end):
                yield surfaces
        return
    for span in find_paragraphs(article.text, lambda line: _lies_in(line, set_aside)):
        if any(s.start < span.end and span.start < s.end for s in set_aside):
            surfaces = [word.surface for word in _words(article.text, span, set_aside)]
        else:
            surfaces = split_surfaces(article.text, span.start, span.end)
        if surfaces:
            yield surfaces


def scan(article: Article, matcher: Matcher) -> Iterator[tuple[Paragraph, list[Hit]]]:
    """Search an article.

    Args:
        article: The article.
        matcher: The lexicon, made ready.

    Yields:
        Each part of the article with the hits in it, whose positions count the part's words.
    """
    for paragraph in find_parts(article):
        yield paragraph, matcher.find(paragraph.words)


def count_set_aside_words(article: Article) -> int:
    """Count the words of an article's furniture."""
    return sum(len(split_words(article.text, f.start, f.end)) for f in article.furniture)


def _words(text: str, span: Span, left_out: tuple[Span, ...]) -> tuple[Word, ...]:
    words = split_words(text, span.start, span.end)
    return tuple(word for word in words if not (left_out and _touches(word, left_out)))


def find_set_aside(article: Article) -> tuple[Span, ...]:
    """Return what is not body, in order; what overlaps is put together."""
    spans = [Span(piece.start, piece.end) for piece in article.furniture]
    if article.headline is not None:
        spans.append(article.headline)
    apart: list[Span] = []
    for span in sorted(spans):
        if apart and span.start < apart[-1].end:
            apart[-1] = Span(apart[-1].start, max(apart[-1].end, span.end))
        else:
            apart.append(span)
    return tuple(apart)


def _lies_in(line: Span, spans: tuple[Span, ...]) -> bool:
    """Tell whether a line lies wholly in one of the sorted spans."""
    at = bisect_right(spans, Span(line.start, line.end))
    return any(s.start <= line.start and line.end <= s.end for s in spans[max(at - 1, 0) : at + 1])


def _touches(word: Word, spans: tuple[Span, ...]) -> bool:
    at = bisect_right(spans, Span(word.start, word.end))
    return any(s.start < word.end and word.start < s.end for s in spans[max(at - 1, 0) : at + 1])
