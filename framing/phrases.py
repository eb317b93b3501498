"""Phrases: runs of words next to each other, counted beside single words where they are asked for.

Counts know no order of words, so that phrases are taken from the articles again.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np
import regex
from scipy.sparse import csr_array, hstack

from framing.article import Article
from framing.counts import Counts
from framing.scan import Paragraph, find_parts
from framing.words import fold

__all__ = ["LONGEST_PHRASE", "is_phrase", "with_phrases"]

LONGEST_PHRASE = 5

_JOINED = regex.compile(
    r"(?:['\u2018\u2019\u02bc\uff07][sS])?(?:[\s\u00ad\u200b]*|[-\u2010\u2011\u2013]\n?)", regex.V1
)
"""What may stand between two words of a phrase: a possessive, and blanks or a hyphen. A dash with
blanks around it separates them, as all other punctuation does."""


def is_phrase(term: str) -> bool:
    """Tell whether a term is a phrase; a single word holds no blank."""
    return " " in term


def with_phrases(
    counts: Counts, articles: Iterable[Article], longest: int, stop_words: Collection[str] = ()
) -> Counts:
    """Return counts whose terms are single words and phrases.

    Args:
        counts: The counts of the articles.
        articles: The articles, in any order.
        longest: How many words a phrase has at the most, from 2.
        stop_words: Folded words that no phrase begins or ends with.

    Returns:
        The counts with phrases among the terms, their folded words with a blank between them. A
        phrase lies in one paragraph of a body and holds no punctuation but hyphens and possessives.
    """
    ordered = sorted(articles, key=lambda article: article.id)
    found = [
        Counter(_phrases(paragraph, longest, stop_words) if paragraph.part == "body" else ())
        for article in ordered
        for paragraph in find_parts(article)
    ]
    phrases = sorted(set().union(*found))
    index_of = {phrase: index for index, phrase in enumerate(phrases)}
    rows = [row for row, counter in enumerate(found) for _ in counter]
    columns = [index_of[phrase] for counter in found for phrase in counter]
    numbers = [number for counter in found for number in counter.values()]
    of_phrases = csr_array(
        (np.array(numbers, dtype=np.int64), (rows, columns)), shape=(len(found), len(phrases))
    )
    terms = [*counts.vocabulary, *phrases]
    order = sorted(range(len(terms)), key=terms.__getitem__)
    return replace(
        counts,
        vocabulary=tuple(terms[index] for index in order),
        terms=csr_array(hstack([counts.terms, of_phrases], format="csr")[:, order]),
    )


def _phrases(paragraph: Paragraph, longest: int, stop_words: Collection[str]) -> Iterator[str]:
    words = [fold(word.surface) for word in paragraph.words]
    for first, reach in enumerate(_reaches(paragraph, longest)):
        if words[first] in stop_words:
            continue
        for length in range(2, reach + 1):
            if words[first + length - 1] not in stop_words:
                yield " ".join(words[first : first + length])


def _reaches(paragraph: Paragraph, longest: int) -> Sequence[int]:
    """Return for each word how many words from it on may be one phrase, at most so many."""
    reaches = [1] * len(paragraph.words)
    for index in range(len(reaches) - 2, -1, -1):
        gap = (paragraph.words[index].end, paragraph.words[index + 1].start)
        if _JOINED.fullmatch(paragraph.text, *gap):
            reaches[index] = min(longest, reaches[index + 1] + 1)
    return reaches
