"""Blocks: runs of consecutive paragraphs, the units of resampling within one article.

Words of one subject come in bursts, so words and sentences are no independent observations; blocks
of about a hundred words nearly are. Both sides of a comparison have blocks of one size: unlike
sizes would make a test find differences that are none.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from framing.counts import Integers

__all__ = [
    "BLOCK_WORDS",
    "FEWEST_BLOCKS",
    "BlockSize",
    "blocks_by_paragraphs",
    "blocks_by_words",
    "common_block_size",
]

BLOCK_WORDS = 100
"""Two to three news paragraphs. In real articles the spread of hits grows with the size of the
block up to about there, and tests that deal such blocks keep their level (docs/methods.md)."""

FEWEST_BLOCKS = 8
"""With fewer blocks on a side, intervals are guesses and tests have hardly any power."""


@dataclass(frozen=True, slots=True)
class BlockSize:
    """The size of the blocks of a comparison.

    Attributes:
        words: The least number of words of a block.
        reduced: Whether it is smaller than `BLOCK_WORDS` for the sake of a short article.
    """

    words: int
    reduced: bool


def blocks_by_words(paragraph_words: Integers, least: int) -> Integers:
    """Put consecutive paragraphs together until a block has enough words.

    Args:
        paragraph_words: Words of each paragraph of an article, in order, shape (P,).
        least: The least number of words of a block.

    Returns:
        For each paragraph the index of its block, shape (P,). What is left over at the end joins
        the last block, so that only a text shorter than ``least`` has a smaller one.
    """
    block_of = np.zeros(len(paragraph_words), dtype=np.int64)
    block, words = 0, 0
    for index, count in enumerate(paragraph_words):
        if words >= least:
            block, words = block + 1, 0
        block_of[index] = block
        words += int(count)
    if block > 0 and words < least:
        block_of[block_of == block] = block - 1
    return block_of


def blocks_by_paragraphs(paragraphs: int, size: int) -> Integers:
    """Put every ``size`` consecutive paragraphs together; a smaller rest joins the last block."""
    block_of = np.arange(paragraphs, dtype=np.int64) // size
    full = max(paragraphs // size, 1)
    return np.minimum(block_of, full - 1)


@lru_cache(maxsize=1 << 14)  # a hundred articles are asked for thousands of times, pair by pair
def _count_blocks(paragraph_words: tuple[int, ...], least: int) -> int:
    words = np.array(paragraph_words, dtype=np.int64)
    return int(blocks_by_words(words, least).max(initial=-1)) + 1


def common_block_size(articles: Sequence[Integers]) -> BlockSize:
    """Choose one size of block for several articles.

    Args:
        articles: Words of each paragraph of each article.

    Returns:
        `BLOCK_WORDS`; where the shortest article would have fewer than `FEWEST_BLOCKS` blocks, the
        largest size that gives every article as many. The size does not fall below the mean
        paragraph of any of the articles: where one side has paragraphs of a hundred words, smaller
        blocks on the other side alone would make the two unlike.
    """
    keys = [tuple(words.tolist()) for words in articles]

    def fewest_blocks(least: int) -> int:
        return min(_count_blocks(key, least) for key in keys)

    means = (math.ceil(words.mean()) for words in articles if len(words))
    smallest = min(max(means, default=1), BLOCK_WORDS)
    for least in range(BLOCK_WORDS, smallest - 1, -1):
        if fewest_blocks(least) >= FEWEST_BLOCKS:
            return BlockSize(least, reduced=least < BLOCK_WORDS)
    return BlockSize(smallest, reduced=smallest < BLOCK_WORDS)
