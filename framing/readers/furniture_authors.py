"""Recognise what a page says of its author: bylines, and biographies at its end."""

import re
from collections.abc import Collection
from itertools import pairwise

from framing.article import Span
from framing.paragraphs import ends_sentence
from framing.readers import furniture_phrases as phrases
from framing.readers.furniture_page import PageParagraph, fold_words
from framing.words import split_words

__all__ = ["find_authors", "find_biographies", "is_byline"]

_LONGEST_BIOGRAPHY_WORDS = 60
_LONGEST_BYLINE_WORDS = 10
_NAME = re.compile(r"[A-Z][\w.'’-]*(?: (?:[a-z]{2,3} )?[A-Z][\w.'’-]*){1,3}")


def find_authors(
    paragraphs: list[PageParagraph], set_aside: Collection[Span], author: str
) -> list[tuple[str, ...]]:
    """Find whom bylines and biographies may name.

    Args:
        paragraphs: The page.
        set_aside: What of it is known to be furniture.
        author: The author's name, if known.

    Returns:
        The names, in folded words. Without an author's name, one that stands alone near the end,
        above a biography that begins with it, is taken for one; where there are several, they are
        subheads of people the article is about.
    """
    names = [fold_words(name) for name in re.split(r",| and |&|;", author) if name.strip()]
    end = _end_of_prose(paragraphs, set_aside)
    alone = {
        name.words: index
        for index, (name, following) in enumerate(pairwise(paragraphs))
        if _NAME.fullmatch(name.text) and _is_about(following, [name.words])
    }
    if len(alone) == 1 and min(alone.values()) + 1 >= end:
        names += alone
    return [name for name in dict.fromkeys(names) if len(name) > 1]


def is_byline(line: str, names: list[tuple[str, ...]]) -> bool:
    """Tell whether a line is an author's name, with no more than a place or an office."""
    words = split_words(line)
    folded = fold_words(line)
    if len(words) > _LONGEST_BYLINE_WORDS or ends_sentence(line):
        return False
    return any(
        _starts(folded, start)
        and all(
            not word.surface[0].islower() or word.surface in phrases.BYLINE_WORDS
            for word in words[len(start) :]
        )
        for name in names
        for start in (name, ("by", *name))
    )


def find_biographies(
    paragraphs: list[PageParagraph], set_aside: Collection[Span], names: list[tuple[str, ...]]
) -> dict[Span, str]:
    """Find the authors' biographies, which stand in the last half, where the prose has ended."""
    end = _end_of_prose(paragraphs, set_aside)
    return {
        paragraph.span: "author biography"
        for index, paragraph in enumerate(paragraphs)
        if index >= end
        and index * 2 >= len(paragraphs)
        and (_is_about_its_author(paragraph) or _is_about(paragraph, names))
    }


def _end_of_prose(paragraphs: list[PageParagraph], set_aside: Collection[Span]) -> int:
    """Return from where on at most one paragraph of prose follows: a second biography, say."""
    prose = [
        index
        for index, paragraph in enumerate(paragraphs)
        if paragraph.span not in set_aside and not paragraph.is_heading
    ]
    return prose[-2] if len(prose) > 1 else 0


def _is_about_its_author(paragraph: PageParagraph) -> bool:
    return (
        len(paragraph.words) <= _LONGEST_BIOGRAPHY_WORDS
        and phrases.BIOGRAPHY.match(paragraph.text) is not None
    )


def _is_about(paragraph: PageParagraph, names: list[tuple[str, ...]]) -> bool:
    if len(paragraph.words) > _LONGEST_BIOGRAPHY_WORDS:
        return False
    ends = [word.end for word in split_words(paragraph.text)]
    return any(
        _starts(paragraph.words, name)
        and phrases.BIOGRAPHY_OF.match(paragraph.text, ends[len(name) - 1])
        for name in names
    )


def _starts(words: tuple[str, ...], beginning: tuple[str, ...]) -> bool:
    return words[: len(beginning)] == beginning
