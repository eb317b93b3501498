"""Counts: what the measures read. Integers only, whose atom is the paragraph.

A paragraph has its words, its hits (which entry of the lexicon, at which word) and its terms
(folded words) as a sparse row. Articles and groups of articles are sums of paragraphs, so that
nothing depends on the order in which articles were read.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import lcm
from typing import Any, Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from framing.article import Article
from framing.errors import LexiconError
from framing.facts import ArticleFacts, facts_of, grouping_columns, in_order
from framing.lexicon import Hit, Lexicon, Matcher
from framing.scan import scan
from framing.sparse import csr_array
from framing.steps import steps
from framing.words import fold

__all__ = [
    "MOST_PARTS",
    "AnyIntegers",
    "Counts",
    "Integers",
    "Level",
    "SparseIntegers",
    "count",
    "parts_of_a_hit",
]

Integers: TypeAlias = npt.NDArray[np.int64]
AnyIntegers: TypeAlias = npt.NDArray[np.integer[Any]]
"""Integers of few bytes each, where there are very many: sums of them are of int64."""
MOST_PARTS = 10**9
"""So that parts of a billion hits are still exact integers."""

SparseIntegers: TypeAlias = Any
"""A `scipy.sparse.csr_array` of integers; scipy has no types."""


Level: TypeAlias = Literal["paragraphs", "shareable"]
"""What counts know below whole articles: the terms and the places of hits, or hits alone."""


@dataclass(frozen=True, slots=True)
class _ParagraphCounts:
    article: int
    is_body: bool
    words: int
    hits: tuple[tuple[Hit, str], ...]  # each with its expression
    terms: Counter[str]


@dataclass(frozen=True, eq=False)
class Counts:
    """The counts of some articles by one lexicon; the arrays cannot be written to.

    Attributes:
        lexicon: The lexicon.
        articles: The articles, sorted by id.
        vocabulary: The terms (folded words) of all bodies, sorted; V of them.
        paragraph_article: Per paragraph (P of them), the index of its article.
        paragraph_is_body: Per paragraph, whether it is of the body; else it is a headline.
        paragraph_words: Per paragraph, how many words it has.
        expressions: What the spans of hits say, in folded words, sorted; X of them.
        hits: One row a claim of a frame on a span, with the columns paragraph, position of the
            first word in the paragraph, length in words, index of the entry in
            ``Matcher(lexicon).entries``, the number of frames that claim the span, and the index of
            its expression.
        terms: Per paragraph, how often each term occurs in it; P by V, empty rows for headlines.
        level: What is known of paragraphs. With ``shareable``, all terms of an article stand in its
            first paragraph, and the positions of hits number them only: sums over whole articles
            are those of the articles, as are all hits of paragraphs.
        articles_with_term: In how many articles each term occurs, shape (V,), where the terms of
            single paragraphs are not known.
    """

    lexicon: Lexicon
    articles: tuple[ArticleFacts, ...]
    vocabulary: tuple[str, ...]
    paragraph_article: AnyIntegers
    paragraph_is_body: npt.NDArray[np.bool_]
    paragraph_words: Integers
    expressions: tuple[str, ...]
    hits: Integers
    terms: SparseIntegers
    level: Level = "paragraphs"
    articles_with_term: Integers | None = None

    def __post_init__(self) -> None:
        """Keep the arrays from being changed, as the sums that are made of them are kept."""
        of_paragraphs = self.paragraph_article, self.paragraph_is_body, self.paragraph_words
        for array in (*of_paragraphs, self.hits):
            array.setflags(write=False)

    @property
    def article_count(self) -> int:
        """How many articles there are."""
        return len(self.articles)

    @property
    def headline_claims(self) -> int:
        """How many claims of a frame on a span stand in headlines, which are not counted."""
        return len(self.hits) - len(self.body_hits)

    @cached_property
    def stories(self) -> tuple[str, ...]:
        """The stories, sorted; articles without one are of the story ``(no story)``."""
        return tuple(sorted({article.group("story") for article in self.articles}))

    @cached_property
    def story_of_article(self) -> AnyIntegers:
        """Per article, the index of its story."""
        index_of = {story: index for index, story in enumerate(self.stories)}
        found = [index_of[article.group("story")] for article in self.articles]
        return np.array(found, dtype=np.int64)

    @cached_property
    def articles_with_entry(self) -> Integers:
        """In how many articles each entry of the lexicon has a hit in the body, shape (E,)."""
        hits = self.body_hits
        found = np.unique(np.stack([self.paragraph_article[hits[:, 0]], hits[:, 3]]), axis=1)
        return np.bincount(found[1], minlength=len(self.entry_frames))

    @cached_property
    def paragraph_counts(self) -> AnyIntegers:
        """How many paragraphs each row stands for: one."""
        return np.ones(len(self.paragraph_words), dtype=np.int64)

    @cached_property
    def paragraph_covered(self) -> SparseIntegers:
        """Whether a paragraph of a body has a hit of each frame, as 0 and 1 (P by F)."""
        return (self.paragraph_hits > 0).astype(np.int64)

    @cached_property
    def entry_frames(self) -> Integers:
        """Per entry of the lexicon, the index of its frame."""
        entries = Matcher(self.lexicon).entries
        return np.array([entry.frame for entry in entries], dtype=np.int64)

    @cached_property
    def body_hits(self) -> Integers:
        """The rows of ``hits`` that are of bodies."""
        return self.hits[self.paragraph_is_body[self.hits[:, 0]]]

    @cached_property
    def parts_of_a_hit(self) -> int:
        """Into how many parts a hit is cut so that every division between frames is whole."""
        return parts_of_a_hit(self.lexicon, self.body_hits[:, 4])

    @cached_property
    def paragraph_hits(self) -> SparseIntegers:
        """Hits per paragraph of a body and frame (P by F); a hit of two frames is one of each."""
        return self._claims(self.entry_frames[self.body_hits[:, 3]], len(self.lexicon.frames))

    @cached_property
    def paragraph_divided_hits(self) -> SparseIntegers:
        """As ``paragraph_hits``, with a span that k frames claim giving 1/k to each.

        They are counted in parts of a hit, so that they stay integers.
        """
        frames = self.entry_frames[self.body_hits[:, 3]]
        parts = self.parts_of_a_hit // self.body_hits[:, 4]
        return self._claims(frames, len(self.lexicon.frames), parts)

    @cached_property
    def paragraph_entry_hits(self) -> SparseIntegers:
        """Hits per paragraph of a body and entry of the lexicon (P by E)."""
        return self._claims(self.body_hits[:, 3], len(self.entry_frames))

    @cached_property
    def paragraph_spans(self) -> AnyIntegers:
        """Per paragraph of a body, how many spans are hits; a hit of two frames is one span."""
        spans = np.unique(self.body_hits[:, :2], axis=0)
        return np.bincount(spans[:, 0], minlength=len(self.paragraph_words))

    @cached_property
    def paragraph_divided_entry_hits(self) -> SparseIntegers:
        """As ``paragraph_entry_hits``, in parts of a hit (P by E)."""
        parts = self.parts_of_a_hit // self.body_hits[:, 4]
        return self._claims(self.body_hits[:, 3], len(self.entry_frames), parts)

    def _claims(
        self, columns: Integers, width: int, weights: Integers | None = None
    ) -> SparseIntegers:
        """Add up the claims of each paragraph of a body by column."""
        rows = self.body_hits[:, 0]
        values = np.ones_like(rows) if weights is None else weights
        return csr_array((values, (rows, columns)), shape=(len(self.paragraph_words), width))

    def columns(self) -> tuple[str, ...]:
        """Return the columns that articles can be grouped by."""
        return grouping_columns(column for article in self.articles for column, _ in article.values)


def parts_of_a_hit(lexicon: Lexicon, sharers: npt.NDArray[np.integer]) -> int:
    """Return into how many parts a hit is cut so that every division between frames is whole.

    Args:
        lexicon: The lexicon.
        sharers: Of spans, how many frames claim them.

    Raises:
        LexiconError: If there would be too many parts.
    """
    parts = lcm(*map(int, np.unique(sharers)))
    if parts > MOST_PARTS:
        raise LexiconError(
            f"lexicon {lexicon.name!r}: spans are claimed by up to "
            f"{sharers.max()} frames at once, which cannot be divided exactly; "
            "take the patterns that frames share out of some of them"
        )
    return parts


def count(articles: Iterable[Article], lexicon: Lexicon) -> Counts:
    """Count the words, terms and hits of articles.

    Args:
        articles: The articles, in any order, with different ids.
        lexicon: The lexicon.

    Returns:
        Their counts; the order of the articles makes no difference.

    Raises:
        InputError: If there are none, or two have the same id.
    """
    ordered = in_order(articles)
    matcher = Matcher(lexicon)
    paragraphs = [
        paragraph
        for index, article in enumerate(steps(ordered, "articles"))
        for paragraph in _count_paragraphs(index, article, matcher)
    ]
    facts = tuple(map(facts_of, ordered))
    return _assemble(lexicon, facts, paragraphs)


def _count_paragraphs(index: int, article: Article, matcher: Matcher) -> Iterable[_ParagraphCounts]:
    for paragraph, found in scan(article, matcher):
        is_body = paragraph.part == "body"
        words = [fold(word.surface) for word in paragraph.words]
        terms = Counter(words) if is_body else Counter()
        hits = tuple(
            (hit, " ".join(words[hit.position : hit.position + hit.length])) for hit in found
        )
        yield _ParagraphCounts(index, is_body, len(paragraph.words), hits, terms)


def _assemble(
    lexicon: Lexicon, facts: tuple[ArticleFacts, ...], paragraphs: Sequence[_ParagraphCounts]
) -> Counts:
    vocabulary = tuple(sorted({term for paragraph in paragraphs for term in paragraph.terms}))
    term_ids = {term: index for index, term in enumerate(vocabulary)}
    expressions = tuple(sorted({said for paragraph in paragraphs for _, said in paragraph.hits}))
    expression_ids = {expression: index for index, expression in enumerate(expressions)}
    hits = [
        (row, hit.position, hit.length, entry, len(hit.entries), expression_ids[said])
        for row, paragraph in enumerate(paragraphs)
        for hit, said in paragraph.hits
        for entry in hit.entries
    ]
    rows = [row for row, paragraph in enumerate(paragraphs) for _ in paragraph.terms]
    columns = [term_ids[term] for paragraph in paragraphs for term in paragraph.terms]
    numbers = [number for paragraph in paragraphs for number in paragraph.terms.values()]

    def per_paragraph(value: Callable[[_ParagraphCounts], int]) -> Integers:
        return np.array([value(paragraph) for paragraph in paragraphs], dtype=np.int64)

    terms = csr_array(
        (np.array(numbers, dtype=np.int64), (rows, columns)),
        shape=(len(paragraphs), len(vocabulary)),
    )
    return Counts(
        lexicon=lexicon,
        articles=facts,
        vocabulary=vocabulary,
        paragraph_article=per_paragraph(lambda paragraph: paragraph.article),
        paragraph_is_body=np.array([one.is_body for one in paragraphs], dtype=np.bool_),
        paragraph_words=per_paragraph(lambda paragraph: paragraph.words),
        expressions=expressions,
        hits=np.array(hits, dtype=np.int64).reshape(len(hits), 6),
        terms=terms,
    )
