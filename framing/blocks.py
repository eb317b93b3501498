"""Blocks: runs of consecutive paragraphs, the units of resampling within one article.

Words of one subject come in bursts, so words and sentences are no independent observations; blocks
of some paragraphs nearly are. Both sides of a comparison have blocks of one size: unlike sizes
would make a test find differences that are none.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from framing.counts import Integers

__all__ = [
    "BLOCK_WORDS",
    "FEWEST_BLOCKS",
    "SMALL_BLOCK_WORDS",
    "BlockSize",
    "blocks_by_paragraphs",
    "blocks_by_words",
    "common_block_size",
]

BLOCK_WORDS = 200
"""Four to five news paragraphs. A text keeps to a subject for longer than a paragraph, so that few
large blocks are nearer to independent than many small ones (docs/methods.md, Calibration)."""

SMALL_BLOCK_WORDS = 100
"""Blocks of fewer words are marked: a text that keeps to a subject goes through several of them."""

FEWEST_BLOCKS = 5
"""With fewer blocks on a side nothing is tested."""


@dataclass(frozen=True, slots=True)
class BlockSize:
    """The size of the blocks of a comparison.

    Attributes:
        words: The mean number of words of a block, as nearly as whole paragraphs allow.
        reduced: Whether it is smaller than `SMALL_BLOCK_WORDS`, for the sake of a short article.
    """

    words: int
    reduced: bool


def blocks_by_words(paragraph_words: Integers, size: int) -> Integers:
    """Cut an article into runs of paragraphs of about one size.

    The number of blocks is that of the words divided by the size, rounded, and the paragraphs are
    shared out among them as evenly as may be. Filling one block after the other instead would leave
    a rest, which makes the blocks of short articles larger, or smaller, than those of long ones.

    Args:
        paragraph_words: Words of each paragraph of an article, in order, shape (P,).
        size: The mean number of words of a block.

    Returns:
        For each paragraph the index of its block, shape (P,).
    """
    total = int(paragraph_words.sum())
    blocks = max(1, (2 * total + size) // (2 * size))
    twice_the_middle = 2 * np.cumsum(paragraph_words) - paragraph_words
    place = np.minimum(twice_the_middle * blocks // max(2 * total, 1), blocks - 1)
    # Long paragraphs may leave a block without any.
    return np.unique(place, return_inverse=True)[1].astype(np.int64)


def blocks_by_paragraphs(paragraphs: int, size: int) -> Integers:
    """Put every ``size`` consecutive paragraphs together; a smaller rest joins the last block."""
    block_of = np.arange(paragraphs, dtype=np.int64) // size
    full = max(paragraphs // size, 1)
    return np.minimum(block_of, full - 1)


def common_block_size(articles: Sequence[Integers]) -> BlockSize:
    """Choose one size of block for several articles.

    Args:
        articles: Words of each paragraph of each article.

    Returns:
        `BLOCK_WORDS`, or a fifth of the shortest article where that is less. Below
        `SMALL_BLOCK_WORDS` the size does not fall under the mean paragraph of any of the articles:
        where one side has paragraphs of a hundred words, smaller blocks on the other side alone
        would make the two unlike.

    Raises:
        ValueError: If there are no articles.
    """
    shortest = min(int(words.sum()) for words in articles)
    means = (math.ceil(words.mean()) for words in articles if len(words))
    smallest = min(max(means, default=1), SMALL_BLOCK_WORDS)
    words = max(min(BLOCK_WORDS, shortest // FEWEST_BLOCKS), smallest)
    return BlockSize(words, reduced=words < SMALL_BLOCK_WORDS)
