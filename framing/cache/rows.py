"""The counts of one article by itself: made, put together with others, and as bytes."""

import json
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import chain
from sys import intern
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from framing.article import Article
from framing.counts import Counts, Integers
from framing.facts import facts_of
from framing.lexicon import Lexicon, Matcher
from framing.scan import scan
from framing.words import fold

__all__ = ["Row", "from_bytes", "put_together", "row_of", "to_bytes"]

_Numbers: TypeAlias = npt.NDArray[np.uint32]
_NUMBER = np.dtype("<u4")
_CHECKSUM_BYTES = 16
_QUICK = 1  # of the levels of zlib; higher ones take longer than they save


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """The counts of one article.

    Attributes:
        paragraphs: Per paragraph, whether it is of the body (0 or 1) and how many words it has.
        terms: The terms of the body.
        cells: Of each term in a paragraph, the paragraph, the index of the term, and how often.
        expressions: What the spans of hits say.
        hits: As `Counts.hits`, with paragraphs of this article and indices of these expressions.
    """

    paragraphs: _Numbers
    terms: tuple[str, ...]
    cells: _Numbers
    expressions: tuple[str, ...]
    hits: _Numbers


def row_of(article: Article, matcher: Matcher) -> Row:
    """Count the words, terms and hits of one article."""
    terms: dict[str, int] = {}
    expressions: dict[str, int] = {}
    sizes, cells, hits = [], [], []
    for number, (paragraph, found) in enumerate(scan(article, matcher)):
        is_body = paragraph.part == "body"
        words = [fold(word.surface) for word in paragraph.words]
        sizes.append((is_body, len(words)))
        # Sorted, so that nothing is kept of the order of words but the places of hits.
        for term, times in sorted(Counter(words if is_body else ()).items()):
            cells.append((number, terms.setdefault(term, len(terms)), times))
        for position, length, entries in found:
            said = " ".join(words[position : position + length])
            expression = expressions.setdefault(said, len(expressions))
            hits += [(number, position, length, e, len(entries), expression) for e in entries]
    return Row(
        _array(sizes, 2), tuple(terms), _array(cells, 3), tuple(expressions), _array(hits, 6)
    )


def put_together(lexicon: Lexicon, articles: Sequence[Article], rows: Sequence[Row]) -> Counts:
    """Return the counts of articles.

    Args:
        lexicon: The lexicon that the rows were counted by.
        articles: The articles, at least one, by id.
        rows: The row of each.

    Returns:
        What `framing.count` gives for the articles, to the last field.
    """
    sizes = np.array([len(row.paragraphs) for row in rows], dtype=np.int64)
    first = np.cumsum(sizes) - sizes
    vocabulary, term_ids = _indexed([row.terms for row in rows])
    expressions, expression_ids = _indexed([row.expressions for row in rows])
    paragraphs = _joined([row.paragraphs for row in rows])
    cells = _joined([row.cells for row in rows])
    cells[:, 0] += _spread(first, [len(row.cells) for row in rows])
    cells[:, 1] += _spread(_starts([row.terms for row in rows]), [len(row.cells) for row in rows])
    hits = _joined([row.hits for row in rows])
    hits[:, 0] += _spread(first, [len(row.hits) for row in rows])
    starts = _starts([row.expressions for row in rows])
    hits[:, 5] = expression_ids[hits[:, 5] + _spread(starts, [len(row.hits) for row in rows])]
    return Counts(
        lexicon=lexicon,
        articles=tuple(map(facts_of, articles)),
        vocabulary=vocabulary,
        paragraph_article=np.repeat(np.arange(len(rows), dtype=np.int64), sizes),
        paragraph_is_body=paragraphs[:, 0].astype(np.bool_),
        paragraph_words=np.ascontiguousarray(paragraphs[:, 1]),
        expressions=expressions,
        hits=np.ascontiguousarray(hits),
        terms=csr_array(
            (cells[:, 2].copy(), (cells[:, 0], term_ids[cells[:, 1]])),
            shape=(len(paragraphs), len(vocabulary)),
        ),
    )


def to_bytes(key: bytes, row: Row) -> bytes:
    """Write a row: a checksum of the key and all that follows, then numbers and words, packed."""
    arrays = (row.paragraphs, row.cells, row.hits)
    lengths = np.array([len(array) for array in arrays], dtype=_NUMBER)
    numbers = np.concatenate([lengths, *(array.T.ravel() for array in arrays)]).astype(_NUMBER)
    words = json.dumps([row.terms, row.expressions], ensure_ascii=False, separators=(",", ":"))
    packed = zlib.compress(numbers.tobytes() + words.encode(), _QUICK)
    return _checksum(key, packed) + packed


def from_bytes(key: bytes, value: bytes) -> Row | None:
    """Read a row that was written under this key; None if it is not whole any more."""
    checksum, packed = value[:_CHECKSUM_BYTES], value[_CHECKSUM_BYTES:]
    if checksum != _checksum(key, packed):
        return None
    content = zlib.decompress(packed)
    lengths = np.frombuffer(content, _NUMBER, 3)
    at, arrays = 3 * _NUMBER.itemsize, []
    for length, width in zip(lengths.tolist(), (2, 3, 6), strict=True):
        array = np.frombuffer(content, _NUMBER, length * width, at)
        at += array.nbytes
        arrays.append(array.reshape(width, length).T)
    terms, expressions = json.loads(content[at:])
    # Words repeat from article to article: one string for all.
    return Row(
        arrays[0], tuple(map(intern, terms)), arrays[1], tuple(map(intern, expressions)), arrays[2]
    )


def _checksum(key: bytes, packed: bytes) -> bytes:
    return blake2b(packed, key=key, digest_size=_CHECKSUM_BYTES).digest()


def _array(rows: Sequence[tuple[int, ...]], width: int) -> _Numbers:
    return np.array(rows, dtype=_NUMBER).reshape(len(rows), width)


def _joined(arrays: Sequence[_Numbers]) -> Integers:
    return np.concatenate(arrays).astype(np.int64)


def _indexed(lists: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], Integers]:
    """Return the different strings, sorted, and for every string of the lists its index."""
    names = tuple(sorted(set(chain.from_iterable(lists))))
    index_of = {name: index for index, name in enumerate(names)}
    found = [index_of[name] for name in chain.from_iterable(lists)]
    return names, np.array(found, dtype=np.int64)


def _starts(lists: Sequence[tuple[str, ...]]) -> Integers:
    """Return at which index each list begins where all stand one behind the other."""
    lengths = np.array([len(one) for one in lists], dtype=np.int64)
    return np.cumsum(lengths) - lengths


def _spread(values: Integers, times: Sequence[int]) -> Integers:
    return np.repeat(values, np.array(times, dtype=np.int64))
