"""The hits themselves, each in its context and with its place: the evidence behind the counts."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from framing.article import Article
from framing.lexicon import Entry, Hit, Lexicon, Matcher
from framing.scan import Paragraph, Part, scan

__all__ = ["CONTEXT_CHARACTERS", "EvidenceRow", "find_evidence"]

CONTEXT_CHARACTERS = 60

_NO_BLANKS = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One hit of one frame.

    Attributes:
        article: The id of the article.
        group: Its group.
        part: ``body``, or ``headline``, which is not in the rates.
        frame: The frame's key.
        pattern: The pattern that matched, as the lexicon has it.
        match: The words that it matched, as they stand in the text.
        start: Offset of the first character in the article's text; None in a headline that stands
            in the metadata alone.
        end: Offset after the last character, likewise.
        paragraph: Number of the paragraph in the body, from 1; None in a headline.
        left: What stands before it in the paragraph.
        right: What stands behind it.
    """

    article: str
    group: str
    part: Part
    frame: str
    pattern: str
    match: str
    start: int | None
    end: int | None
    paragraph: int | None
    left: str
    right: str


def find_evidence(
    articles: Iterable[Article],
    lexicon: Lexicon,
    by: str = "outlet",
    context: int = CONTEXT_CHARACTERS,
) -> Iterator[EvidenceRow]:
    """Find every hit.

    Args:
        articles: The articles.
        lexicon: The lexicon.
        by: The column that groups the articles.
        context: How many characters to show on either side, at the most; words are not cut, unless
            the first alone is longer.

    Yields:
        The hits, articles by id, in the order of the text. A span that several frames claim has a
        row for each.
    """
    matcher = Matcher(lexicon)
    for article in sorted(articles, key=lambda article: article.id):
        for paragraph, hits in scan(article, matcher):
            for hit in hits:
                for index in hit.entries:
                    yield _row(
                        article, by, paragraph, hit, matcher.entries[index], lexicon, context
                    )


def _row(
    article: Article,
    by: str,
    paragraph: Paragraph,
    hit: Hit,
    entry: Entry,
    lexicon: Lexicon,
    context: int,
) -> EvidenceRow:
    text, within, span = paragraph.text, paragraph.span, paragraph.span_of(hit)
    # Long enough for the context and blanks in it, short enough for paragraphs of megabytes.
    window = 20 * context + 1_000
    return EvidenceRow(
        article=article.id,
        group=article.group(by),
        part=paragraph.part,
        frame=lexicon.frames[entry.frame].key,
        pattern=entry.pattern.text,
        match=text[span.start : span.end],
        start=span.start if paragraph.in_article else None,
        end=span.end if paragraph.in_article else None,
        paragraph=paragraph.number or None,
        left=_last_words(text[max(within.start, span.start - window) : span.start], context),
        right=_first_words(text[span.end : min(within.end, span.end + window)], context),
    )


def _last_words(text: str, length: int) -> str:
    return _first_words(text[::-1], length)[::-1]


def _first_words(text: str, length: int) -> str:
    """Return the beginning of a text, in one line, cut at a blank."""
    words = islice(_NO_BLANKS.finditer(text), min(length, len(text)) + 1)  # more cannot fit
    line = " ".join(word.group() for word in words)
    line = (" " if text[:1].isspace() else "") + line
    if len(line) <= length:
        return line
    cut = line[: length + 1]
    return cut.rsplit(" ", 1)[0] if " " in cut.strip() else cut[:length]
