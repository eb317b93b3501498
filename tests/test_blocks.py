"""Blocks: by hand, and what holds of them whatever the paragraphs are."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.blocks import (
    BLOCK_WORDS,
    FEWEST_BLOCKS,
    BlockSize,
    blocks_by_paragraphs,
    blocks_by_words,
    common_block_size,
)
from framing.counts import Integers

paragraphs = st.lists(st.integers(1, 160), max_size=40)
texts = st.lists(paragraphs.filter(bool), min_size=1, max_size=3)


def words_of(*counts: int) -> Integers:
    """Return words of paragraphs as an array."""
    return np.array(counts, dtype=np.int64)


@pytest.mark.parametrize(
    ("expected", "counts"),
    [
        ([], []),
        ([0], [30]),
        ([0], [500]),
        ([0, 0, 1, 1], [60, 40, 50, 50]),
        ([0, 0, 0, 1], [60, 39, 1, 100]),
        ([0, 1, 1], [100, 100, 99]),
        ([0, 0], [100, 99]),
        ([0, 0, 1, 1, 1], [90, 90, 90, 90, 10]),
        ([0, 0, 0], [20, 20, 20]),
    ],
)
def test_blocks_by_hand(expected: list[int], counts: list[int]) -> None:
    """A block is full at a hundred words, and what is left over joins the last one."""
    assert expected == blocks_by_words(words_of(*counts), 100).tolist()


@given(paragraphs, st.integers(1, 120))
def test_blocks_are_runs_of_enough_words(counts: list[int], least: int) -> None:
    """Blocks follow one another without a gap and have enough words, unless the whole has not."""
    block_of = blocks_by_words(words_of(*counts), least)
    sums = np.bincount(block_of, weights=counts) if counts else np.array([])

    assert len(counts) == len(block_of)
    assert set(np.diff(block_of).tolist()) <= {0, 1}
    assert all(words >= least for words in sums) or len(sums) == 1
    assert sum(counts) == sums.sum()


@pytest.mark.parametrize(
    ("expected", "count", "size"),
    [
        ([], 0, 2),
        ([0], 1, 3),
        ([0, 1, 2], 3, 1),
        ([0, 0, 1, 1, 1], 5, 2),
        ([0, 0, 0, 1, 1, 1, 1, 1], 8, 3),
    ],
)
def test_blocks_of_paragraphs(expected: list[int], count: int, size: int) -> None:
    """Every so many paragraphs are one block, and a rest joins the last."""
    assert expected == blocks_by_paragraphs(count, size).tolist()


@pytest.mark.parametrize(
    ("expected", "articles"),
    [
        (BlockSize(100, reduced=False), [[50] * 16, [50] * 40]),
        (BlockSize(60, reduced=True), [[20] * 24, [20] * 200]),
        (BlockSize(50, reduced=True), [[50] * 15, [50] * 40]),
        (BlockSize(20, reduced=True), [[20] * 9]),
        (BlockSize(20, reduced=True), [[20] * 4]),
        (BlockSize(100, reduced=False), [[300] * 2]),
        (BlockSize(100, reduced=False), [[20] * 9, [150] * 30]),
        (BlockSize(80, reduced=True), [[20] * 9, [80] * 30]),
        (BlockSize(100, reduced=False), []),
        (BlockSize(1, reduced=True), [[]]),
    ],
    ids=[
        "eight blocks of a hundred",
        "three paragraphs give eight blocks",
        "one paragraph less and it is one",
        "never below a paragraph, nine of them",
        "never below a paragraph, four of them",
        "paragraphs longer than a block",
        "the other side has longer paragraphs",
        "never below the longest mean",
        "no article",
        "an article without words",
    ],
)
def test_one_size_for_all(expected: BlockSize, articles: list[list[int]]) -> None:
    """The size is a hundred words, or what gives the shortest article eight blocks."""
    if not articles:
        with pytest.raises(ValueError, match="empty"):
            common_block_size([])
        return
    assert expected == common_block_size([words_of(*counts) for counts in articles])


@given(texts)
def test_the_size_is_the_largest_that_will_do(articles: list[list[int]]) -> None:
    """No larger size gives all of them eight blocks, and no mean paragraph is larger."""
    arrays = [words_of(*counts) for counts in articles]
    size = common_block_size(arrays)
    longest = max(math.ceil(words.mean()) for words in arrays)

    def fewest(least: int) -> int:
        return min(int(blocks_by_words(words, least).max()) + 1 for words in arrays)

    assert min(longest, BLOCK_WORDS) <= size.words <= BLOCK_WORDS
    assert (size.words < BLOCK_WORDS) == size.reduced
    assert all(fewest(w) < FEWEST_BLOCKS for w in range(size.words + 1, BLOCK_WORDS + 1))
    assert fewest(size.words) >= FEWEST_BLOCKS or size.words == min(longest, BLOCK_WORDS)


@given(texts)
def test_the_order_of_articles_does_not_matter(articles: list[list[int]]) -> None:
    """Neither side of a comparison is the first."""
    arrays = [words_of(*counts) for counts in articles]

    assert common_block_size(arrays) == common_block_size(arrays[::-1])
