"""The compiled counter of articles, paragraph by paragraph."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from threading import Lock
from typing import Self

import numpy as np
import numpy.typing as npt

from framing.article import Article, Span
from framing.counts import Integers, count
from framing.lexicon import Lexicon
from framing.scale import machine_code
from framing.scale.article_terms import expand
from framing.scale.automaton import Automaton
from framing.scale.chunks import ChunkTable
from framing.scale.compiled_counter import paragraphs_of
from framing.scale.matching import Search
from framing.scale.paragraph_terms import count_terms
from framing.scale.paragraphs import capitals
from framing.scale.pieces import Piece, piece_of
from framing.scale.room import Room, bounds_of
from framing.scale.streams import Hits, WordStream
from framing.scale.terms import Terms
from framing.scale.vocabulary import ChunkWords
from framing.scan import find_set_aside

__all__ = ["ArticleCounter"]

# Half a surrogate pair has no UTF-8. This sign takes its place: as little a letter, a blank, a
# capital or the end of a sentence, and one character.
_HALF, _IN_ITS_PLACE = re.compile("[\ud800-\udfff]"), "\ufffd"


class ArticleCounter:
    """Counts articles batch by batch; each thread has one of its own.

    Words and steps are learnt on the way, and shared by all that stand beside each other.
    """

    def __init__(self, lexicon: Lexicon, terms: Terms, beside: Self | None = None) -> None:
        """Make ready to count.

        Args:
            lexicon: The lexicon.
            terms: Where terms get their numbers.
            beside: The counter of another thread, of the same lexicon and terms.
        """
        machine_code.load("cutting", "matching", "paragraph_terms", "paragraphs", "article_terms")
        capitals()
        self._lexicon, self._terms = lexicon, terms
        if beside is None:
            self._lock = Lock()
            self._automaton = Automaton(lexicon)
            self._chunks = ChunkTable()
            self._words = ChunkWords(terms, self._automaton)
        else:
            self._lock, self._automaton = beside._lock, beside._automaton
            self._chunks, self._words = beside._chunks, beside._words
        self._search = Search(self._automaton, self._lock)
        self._room = Room()

    def beside(self) -> Self:
        """Return a counter of the same lexicon and terms for another thread."""
        return type(self)(self._lexicon, self._terms, self)

    def count(self, articles: Sequence[Article], before: int) -> list[Piece]:
        """Count some articles.

        Args:
            articles: The articles, at least one.
            before: How many others stand before them.

        Returns:
            Their counts; those that only the plain code can take apart are a piece of their own.
        """
        number = len(articles)
        aside = [find_set_aside(article) for article in articles]
        odd = np.array([_is_odd(*one) for one in zip(articles, aside, strict=True)])
        aside = [() if is_odd else one for one, is_odd in zip(aside, odd.tolist(), strict=True)]
        headlines = [(n, _headline(article)) for n, article in enumerate(articles)]
        heads = [(n, text) for n, text in headlines if text is not None]
        text, offsets = _encoded([*(a.text for a in articles), *(head for _, head in heads)])
        pairs = [(span.start, span.end) for span in chain(*aside)]
        starts, ends, first, hard = paragraphs_of(
            text,
            offsets[: number + 1],
            np.array(pairs, dtype=np.int64).reshape(len(pairs), 2),
            bounds_of([len(one) for one in aside]),
            self._room,
        )
        hard |= odd
        head_of = np.array([n for n, _ in heads], dtype=np.int64)
        kept = ~hard[head_of]
        found = int(first[-1])
        # Headlines follow the bodies, each as an article of one paragraph.
        starts = np.concatenate([starts[:found], offsets[number:-1][kept]])
        ends = np.concatenate([ends[:found], offsets[number + 1 :][kept]])
        first = np.concatenate([first, found + 1 + np.arange(kept.sum())])
        left_out = np.concatenate([hard, np.zeros(kept.sum(), dtype=np.bool_)])
        stream = self._stream(text, starts, ends, first, left_out)
        pieces = [self._piece(stream, number, head_of[kept], before)]
        which = np.flatnonzero(hard)
        if len(which):
            # In this order and told apart, whatever they are called.
            plainly = [replace(articles[n], id=f"{n:09}") for n in which.tolist()]
            counts = count(plainly, self._lexicon)
            pieces.append(piece_of(counts, before + which, self._terms))
        return pieces

    def _stream(
        self,
        text: npt.NDArray[np.uint8],
        starts: Integers,
        ends: Integers,
        first: Integers,
        left_out: npt.NDArray[np.bool_],
    ) -> WordStream:
        """Return the words of paragraphs."""
        ids, until = self._chunks.cut(text, starts, ends, len(starts), self._room)
        words = self._words
        with self._lock:
            words.add(self._chunks.spellings(len(words.term)))
        of_chunks = words.term, words.word_class, words.terms, words.classes
        # Between two words stands at least one byte.
        most_words = len(text) // 2 + len(first)
        return expand(ids, until, first, left_out, of_chunks, words.bounds, most_words, self._room)

    def _piece(self, stream: WordStream, articles: int, head_of: Integers, before: int) -> Piece:
        """Count the words of articles and, behind them, of their headlines."""
        bodies = int(stream.first[articles])
        of_body = np.repeat(np.arange(articles), np.diff(stream.first[: articles + 1]))
        words = np.diff(stream.until)
        # Paragraphs of a body have words; a headline may have none.
        of_head = np.diff(stream.until[stream.first[articles:]])
        hits = self._search.find(stream.classes, stream.until, stream.first)
        row = np.concatenate([np.arange(bodies), bodies + np.flatnonzero(of_head)])
        until = stream.until[: bodies + 1]
        counted = count_terms(stream.terms, until, len(self._terms.numbers), self._room)
        said, expressions = self._expressions(stream, hits)
        return Piece(
            article=before + np.concatenate([of_body, head_of]),
            is_body=np.arange(bodies + len(head_of)) < bodies,
            words=np.concatenate([words[:bodies], of_head]),
            sizes=np.concatenate([counted.sizes, np.zeros_like(head_of)]),
            terms=counted.terms,
            times=counted.times,
            hits=_rows_of(hits, stream.until, row, said),
            expressions=expressions,
        )

    def _expressions(self, stream: WordStream, hits: Hits) -> tuple[Integers, list[str]]:
        """Return what each hit says, as an index, and the list that it points into."""
        names = list(self._terms.numbers)
        numbers: dict[str, int] = {}
        assert hits.places is not None
        said = np.empty(len(hits.places), dtype=np.int64)
        lengths = hits.places[:, 2]
        for length in np.unique(lengths).tolist():
            which = np.flatnonzero(lengths == length)
            words = stream.terms[hits.places[which, 1][:, None] + np.arange(length)]
            different, places = np.unique(words, axis=0, return_inverse=True)
            spelled = (" ".join([names[term] for term in row]) for row in different.tolist())
            # A word may itself hold a blank when it is folded, so that two may read alike.
            found = [numbers.setdefault(one, len(numbers)) for one in spelled]
            said[which] = np.array(found, dtype=np.int64)[places.ravel()]
        return said, list(numbers)


def _rows_of(hits: Hits, until: Integers, row: Integers, said: Integers) -> Integers:
    """Return hits as `framing.counts.Counts` has them."""
    assert hits.places is not None
    paragraph, position, length = hits.places.astype(np.int64).T
    entry, claims = hits.claims[:, 1], hits.claims[:, 2]
    found = row[paragraph], position - until[paragraph], length, entry, claims, said
    return np.stack(found, axis=1).astype(np.int64)


def _headline(article: Article) -> str | None:
    """Return the headline, which is a part of the text or else the title; None without one."""
    if article.headline is not None:
        return article.text[article.headline.start : article.headline.end]
    return article.title or None


def _is_odd(article: Article, aside: tuple[Span, ...]) -> bool:
    """Tell whether something set aside lies outside of the text."""
    return any(not 0 <= one.start <= one.end <= len(article.text) for one in aside)


def _encoded(texts: Sequence[str]) -> tuple[npt.NDArray[np.uint8], Integers]:
    """Return texts in UTF-8, one behind the other, and their bounds."""
    encoded = list(map(_utf8, texts))
    joined = b"".join(encoded) or b"\n"  # an empty array cannot be made of nothing
    return np.frombuffer(joined, dtype=np.uint8), bounds_of(list(map(len, encoded)))


def _utf8(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError:
        return _HALF.sub(_IN_ITS_PLACE, text).encode()
