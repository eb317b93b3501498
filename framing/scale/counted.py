"""What counting gives: integers by article and by group."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from framing.counts import Integers, SparseIntegers, parts_of_a_hit
from framing.lexicon import Lexicon, Matcher

__all__ = ["BatchCounts", "GroupedCounts"]


@dataclass(frozen=True, eq=False, slots=True)
class BatchCounts:
    """The counts of one batch (N articles, F frames, C claims of a frame on a span, R records).

    Attributes:
        words: Words of each body, shape (N,).
        paragraphs: Paragraphs of each body, shape (N,).
        spans: Spans of words that are hits, shape (N,).
        covered: Paragraphs with a hit per article and frame, shape (N, F).
        claims: Article, entry and number of frames that claim the span, shape (C, 3).
        keys: ``row << 32 | term`` of each record, the row being that of its group or article.
        times: How often the term occurs in that row, shape (R,).
        plainly_counted: How many of the articles the plain code has counted.
    """

    words: Integers
    paragraphs: Integers
    spans: Integers
    covered: Integers
    claims: npt.NDArray[np.int32]
    keys: Integers
    times: Integers
    plainly_counted: int


@dataclass(frozen=True, eq=False)
class GroupedCounts:
    """The counts of the bodies of A articles in G groups by a lexicon of F frames and E entries.

    They are those of `framing.count` and `framing.groups.group`, without what stands in headlines
    and without single paragraphs. Articles are in the order of their ids, or as they came if they
    have none.

    Attributes:
        lexicon: The lexicon.
        by: What groups the articles.
        names: The groups' names, sorted.
        group_of_article: Per article, the index of its group, shape (A,).
        story_of_article: Per article, the index of its story, shape (A,); all 0 without stories.
        article_words: Per article, its words, shape (A,).
        article_paragraphs: Per article, its paragraphs that have words, shape (A,).
        article_spans: Per article, its spans of words that are hits, shape (A,).
        article_covered: Paragraphs with a hit per article and frame, shape (A, F).
        claims: One row a claim of a frame on a span: article, index of the entry in
            ``Matcher(lexicon).entries`` and the number of frames that claim the span, shape (C, 3);
            by article, and within one in the order of the text.
        vocabulary: The terms of all bodies, sorted; V of them.
        terms: Occurrences per group and term (G by V).
        article_terms: Occurrences per article and term (A by V), if they were asked for.
        plainly_counted: How many articles the plain code has counted.
    """

    lexicon: Lexicon
    by: str
    names: tuple[str, ...]
    group_of_article: Integers
    story_of_article: Integers
    article_words: Integers
    article_paragraphs: Integers
    article_spans: Integers
    article_covered: Integers
    claims: npt.NDArray[np.int32]
    vocabulary: tuple[str, ...]
    terms: SparseIntegers
    article_terms: SparseIntegers | None
    plainly_counted: int

    @cached_property
    def entry_frames(self) -> Integers:
        """Per entry of the lexicon, the index of its frame."""
        entries = Matcher(self.lexicon).entries
        return np.array([entry.frame for entry in entries], dtype=np.int64)

    @cached_property
    def parts_of_a_hit(self) -> int:
        """Into how many parts a hit is cut so that every division between frames is whole."""
        return parts_of_a_hit(self.lexicon, self.claims[:, 2])

    @cached_property
    def article_entry_hits(self) -> SparseIntegers:
        """Hits per article and entry of the lexicon (A by E)."""
        return self._claims(self.claims[:, 1], len(self.entry_frames))

    @cached_property
    def article_divided_entry_hits(self) -> SparseIntegers:
        """The same with a span that k frames claim giving 1/k to each, in ``parts_of_a_hit``."""
        return self._claims(self.claims[:, 1], len(self.entry_frames), self._parts)

    @cached_property
    def article_hits(self) -> Integers:
        """Hits per article and frame (A by F); a span that two frames claim is a hit of both."""
        frames = self.entry_frames[self.claims[:, 1]]
        return _integers(self._claims(frames, len(self.lexicon.frames)).toarray())

    @cached_property
    def article_divided_hits(self) -> Integers:
        """The same with a span that k frames claim giving 1/k to each, in ``parts_of_a_hit``."""
        frames = self.entry_frames[self.claims[:, 1]]
        return _integers(self._claims(frames, len(self.lexicon.frames), self._parts).toarray())

    @cached_property
    def members(self) -> SparseIntegers:
        """Which articles belong to each group, G by A: sums are products with it."""
        articles = len(self.group_of_article)
        ones = np.ones(articles, dtype=np.int64)
        places = (self.group_of_article, np.arange(articles))
        return csr_array((ones, places), shape=(len(self.names), articles))

    @cached_property
    def articles(self) -> Integers:
        """Per group, how many articles it has."""
        return np.bincount(self.group_of_article, minlength=len(self.names))

    @cached_property
    def words(self) -> Integers:
        """Per group, how many words its bodies have."""
        return _integers(self.members @ self.article_words)

    @cached_property
    def paragraphs(self) -> Integers:
        """Per group, how many paragraphs its bodies have."""
        return _integers(self.members @ self.article_paragraphs)

    @cached_property
    def spans(self) -> Integers:
        """Per group, how many spans of words are hits."""
        return _integers(self.members @ self.article_spans)

    @cached_property
    def hits(self) -> Integers:
        """Hits per group and frame (G by F)."""
        return _integers(self.members @ self.article_hits)

    @cached_property
    def divided_hits(self) -> Integers:
        """Divided hits per group and frame (G by F), in ``parts_of_a_hit``."""
        return _integers(self.members @ self.article_divided_hits)

    @cached_property
    def entry_hits(self) -> Integers:
        """Hits per group and entry of the lexicon (G by E)."""
        return _integers((self.members @ self.article_entry_hits).toarray())

    @cached_property
    def covered_paragraphs(self) -> Integers:
        """Paragraphs with at least one hit, per group and frame (G by F)."""
        return _integers(self.members @ self.article_covered)

    @cached_property
    def _parts(self) -> Integers:
        return self.parts_of_a_hit // self.claims[:, 2].astype(np.int64)

    def _claims(
        self, columns: npt.NDArray[np.integer], width: int, weights: Integers | None = None
    ) -> SparseIntegers:
        """Add up the claims of each article by column."""
        values = np.ones(len(columns), dtype=np.int64) if weights is None else weights
        shape = (len(self.article_words), width)
        return csr_array((values, (self.claims[:, 0], columns)), shape=shape)


def _integers(values: npt.ArrayLike) -> Integers:
    return np.asarray(values, dtype=np.int64)
