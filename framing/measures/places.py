"""Where in the bodies of articles the hits of each frame stand."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from framing.blocks import SMALL_BLOCK_WORDS, blocks_by_words
from framing.counts import Counts, Integers

__all__ = ["LEAD_WORDS", "Body", "Places", "bodies_of", "starts_of", "sums_by_block"]

LEAD_WORDS = 40
"""The lead is the first paragraph, or as many as it takes to have so many words."""


@dataclass(frozen=True, eq=False)
class Places:
    """Where the hits of one frame stand in one body (H hits).

    Attributes:
        paragraph: Per hit, the number of its paragraph, from 0.
        position: Per hit, how many words of the body stand before it.
        length: Per hit, its words.
    """

    paragraph: Integers
    position: Integers
    length: Integers

    def __len__(self) -> int:
        return len(self.position)


@dataclass(frozen=True, eq=False)
class Body:
    """The body of one article (P paragraphs, H hits).

    Attributes:
        words: Words per paragraph.
        hits: One row a claim of a frame on a span, with the columns paragraph, position of the
            first word in the paragraph, length in words, and frame, shape (H, 4).
    """

    words: Integers
    hits: Integers

    @cached_property
    def length(self) -> int:
        """How many words it has."""
        return int(self.words.sum())

    @cached_property
    def lead(self) -> int:
        """How many paragraphs are the lead: all of a body shorter than a lead."""
        enough = np.cumsum(self.words) >= LEAD_WORDS
        return int(enough.argmax()) + 1 if enough.any() else len(self.words)

    @cached_property
    def block_of(self) -> Integers:
        """Per paragraph, its block."""
        return _blocks(self.words)

    @cached_property
    def rest_block_of(self) -> Integers:
        """Per paragraph behind the lead, its block, where only those are put together."""
        return _blocks(self.words[self.lead :])

    def places(self, frame: int) -> Places:
        """Return where the hits of a frame stand."""
        paragraph, position, length, _ = self.hits[self.hits[:, 3] == frame].T
        return Places(paragraph, starts_of(self.words)[paragraph] + position, length)


def bodies_of(counts: Counts) -> Iterator[Body]:
    """Yield the body of each article, in the order of the articles."""
    # Paragraphs and hits stand in that order, so that those of an article are one slice.
    rows, hits = np.flatnonzero(counts.paragraph_is_body), counts.body_hits
    edges = np.arange(len(counts.articles) + 1)
    ends = np.searchsorted(counts.paragraph_article[rows], edges)
    hit_ends = np.searchsorted(counts.paragraph_article[hits[:, 0]], edges)
    for (start, end), (first, last) in zip(pairwise(ends), pairwise(hit_ends), strict=True):
        own_rows, own = rows[start:end], hits[first:last]
        frames = counts.entry_frames[own[:, 3]]
        columns = [np.searchsorted(own_rows, own[:, 0]), own[:, 1], own[:, 2], frames]
        yield Body(counts.paragraph_words[own_rows], np.column_stack(columns))


def starts_of(words: Integers) -> Integers:
    """Return how many words stand before each piece of a text, along the last axis."""
    starts: Integers = np.cumsum(words, axis=-1) - words
    return starts


def sums_by_block(block_of: Integers, values: Integers) -> Integers:
    """Add up integers of paragraphs by block."""
    sums = np.zeros(int(block_of.max(initial=-1)) + 1, dtype=np.int64)
    np.add.at(sums, block_of, values)
    return sums


def _blocks(words: Integers) -> Integers:
    return blocks_by_words(words, SMALL_BLOCK_WORDS)
