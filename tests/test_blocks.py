"""Blocks: by hand, and what holds of them whatever the paragraphs are."""

import math
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.blocks import (
    BLOCK_WORDS,
    FEWEST_BLOCKS,
    SMALL_BLOCK_WORDS,
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


def blocks_of(counts: Sequence[int], size: int) -> list[list[int]]:
    """Return the paragraphs of each block."""
    block_of = blocks_by_words(words_of(*counts), size).tolist()
    return [
        [words for words, block in zip(counts, block_of, strict=True) if block == wanted]
        for wanted in sorted(set(block_of))
    ]


def wanted_blocks(counts: Sequence[int], size: int) -> int:
    """Return the number of words over the size, halves rounded up, at least one."""
    return max(1, math.floor(Fraction(sum(counts), size) + Fraction(1, 2)))


@pytest.mark.parametrize(
    ("expected", "counts"),
    [
        ([], []),
        ([0], [30]),
        ([0, 0, 1, 1], [60, 40, 50, 50]),
        ([0, 0, 0, 1], [60, 39, 1, 100]),
        ([0, 0, 0], [50, 50, 49]),
        ([0, 1, 1], [50, 50, 50]),
        ([0, 1, 2], [100, 100, 99]),
        ([0, 0, 1, 1, 1, 2, 2], [40] * 7),
        ([0, 0, 0, 1, 1, 1, 1], [20, 40, 40, 40, 40, 40, 20]),
        ([0], [500]),
        ([0, 1, 2], [60, 280, 60]),
        ([0, 0, 1, 2], [10, 10, 350, 30]),
    ],
    ids=[
        "no paragraph",
        "less than a block",
        "two even blocks",
        "the second begins behind half of the words",
        "149 words are one block",
        "150 words are two, and a middle on the border belongs to the later",
        "299 words are three",
        "280 words are three blocks of 93",
        "240 words are two blocks of 120",
        "one paragraph is one block",
        "a long paragraph takes the place of two blocks",
        "a long paragraph takes the place of three blocks",
    ],
)
def test_blocks_by_hand(expected: list[int], counts: list[int]) -> None:
    """Of a hundred words: a paragraph belongs to the even share that its middle lies in."""
    assert expected == blocks_by_words(words_of(*counts), 100).tolist()


@given(paragraphs, st.integers(1, 240))
def test_blocks_are_runs(counts: list[int], size: int) -> None:
    """Every paragraph is in a block, and blocks follow one another without a gap."""
    block_of = blocks_by_words(words_of(*counts), size).tolist()

    assert len(counts) == len(block_of)
    assert block_of[:1] == [0][: len(counts)]
    assert {after - before for before, after in pairwise(block_of)} <= {0, 1}


@given(paragraphs.filter(bool), st.integers(1, 240))
def test_how_many_blocks(counts: list[int], size: int) -> None:
    """As many as the size goes into the words, rounded; fewer only if a paragraph is longer."""
    wanted, found = wanted_blocks(counts, size), len(blocks_of(counts, size))

    assert 1 <= found <= min(wanted, len(counts))
    if wanted * max(counts) <= sum(counts):
        assert found == wanted


@given(paragraphs.filter(bool), st.integers(1, 240))
def test_blocks_are_even(counts: list[int], size: int) -> None:
    """A block is the paragraphs whose middle lies in its even share of the words.

    So its words differ from that share by no more than half a paragraph at either end.
    """
    blocks, share = blocks_of(counts, size), Fraction(sum(counts), wanted_blocks(counts, size))
    before, shares = 0, []
    for block in blocks:
        middles = [before + sum(block[:i]) + Fraction(words, 2) for i, words in enumerate(block)]
        shares.append({math.floor(middle / share) for middle in middles})
        before += sum(block)
    assert all(len(own) == 1 for own in shares)
    assert shares == [{place} for place in sorted(set().union(*shares))]
    for block in blocks:
        assert abs(sum(block) - share) <= max(counts)


@given(st.lists(st.integers(1, 120), min_size=1, max_size=40), st.integers(1, 240))
def test_an_even_share_is_about_the_size(counts: list[int], size: int) -> None:
    """From five blocks on, long and short articles have blocks within a tenth of the size."""
    wanted = wanted_blocks(counts, size)

    assert abs(Fraction(sum(counts), wanted) - size) * 2 * wanted <= size or sum(counts) < size
    if wanted >= FEWEST_BLOCKS:
        assert abs(Fraction(sum(counts), wanted) - size) <= Fraction(size, 10)


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
        (BlockSize(200, reduced=False), [[50] * 20, [50] * 40]),
        (BlockSize(190, reduced=False), [[50] * 19, [50] * 40]),
        (BlockSize(100, reduced=False), [[20] * 25, [20] * 200]),
        (BlockSize(99, reduced=True), [[20] * 24 + [19], [20] * 200]),
        (BlockSize(50, reduced=True), [[50] * 4]),
        (BlockSize(26, reduced=True), [[25, 26]]),
        (BlockSize(120, reduced=False), [[300] * 2]),
        (BlockSize(100, reduced=False), [[300]]),
        (BlockSize(100, reduced=False), [[20] * 9, [150] * 30]),
        (BlockSize(80, reduced=True), [[20] * 9, [80] * 30]),
        (BlockSize(1, reduced=True), [[]]),
        (BlockSize(50, reduced=True), [[], [50] * 40]),
    ],
    ids=[
        "a thousand words",
        "a fifth of the shorter article",
        "a fifth that is not small",
        "a fifth that is small",
        "never below a paragraph",
        "nor below the mean of two",
        "paragraphs longer than a block",
        "one long paragraph",
        "the other side has long paragraphs",
        "never below the longest mean",
        "an article without words",
        "one without words beside another",
    ],
)
def test_one_size_for_all(expected: BlockSize, articles: list[list[int]]) -> None:
    """Two hundred words, or a fifth of the shortest article, or else a paragraph."""
    assert expected == common_block_size([words_of(*counts) for counts in articles])


def test_no_articles_have_no_size() -> None:
    """There is no shortest one."""
    with pytest.raises(ValueError, match="empty"):
        common_block_size([])


@given(texts)
def test_the_size_is_the_largest_that_will_do(articles: list[list[int]]) -> None:
    """No larger one goes five times into all of them, unless a mean paragraph asks for it."""
    size = common_block_size([words_of(*counts) for counts in articles])
    shortest = min(map(sum, articles))
    longest = max(math.ceil(Fraction(sum(counts), len(counts))) for counts in articles)
    floor = min(longest, SMALL_BLOCK_WORDS)

    assert floor <= size.words <= BLOCK_WORDS
    assert (size.words < SMALL_BLOCK_WORDS) == size.reduced
    assert FEWEST_BLOCKS * size.words <= shortest or size.words == floor
    assert FEWEST_BLOCKS * (size.words + 1) > shortest or size.words == BLOCK_WORDS


@given(texts)
def test_short_paragraphs_make_five_blocks(articles: list[list[int]]) -> None:
    """Every article has five, unless its paragraphs are longer than that would allow."""
    size = common_block_size([words_of(*counts) for counts in articles])
    for counts in articles:
        blocks = len(blocks_of(counts, size.words))
        assert (
            blocks >= FEWEST_BLOCKS
            or FEWEST_BLOCKS * size.words > sum(counts)
            or max(counts) > Fraction(sum(counts), wanted_blocks(counts, size.words))
        )


@given(texts)
def test_the_order_of_articles_does_not_matter(articles: list[list[int]]) -> None:
    """Neither side of a comparison is the first."""
    arrays = [words_of(*counts) for counts in articles]

    assert common_block_size(arrays) == common_block_size(arrays[::-1])
