"""Blocks in other orders: all of them, some of them, and what must not matter."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from framing.measures import reordering
from framing.measures.reordering import BlockHits, OrderTest, order_tests

Block = tuple[int, int, int]
blocks = st.tuples(st.integers(80, 140), st.integers(0, 3), st.integers(0, 79))
articles = st.lists(blocks, min_size=2, max_size=10).filter(lambda rows: any(y for _, y, _ in rows))


def frame_of(rows: list[Block]) -> BlockHits:
    """Return hits from words, hits and the place of the first hit of each block."""
    words, hits, first = np.array(rows).T
    return BlockHits(words, hits, np.where(hits > 0, first, 0))


def measured(*frames: list[Block], draws: int = 199, seed: int = 1) -> list[OrderTest]:
    """Return the tests of some frames of one article."""
    return order_tests([frame_of(rows) for rows in frames], draws, seed)


def by_definition(rows: list[Block]) -> OrderTest:
    """Go through all orders with plain numbers."""

    def place(order: tuple[Block, ...]) -> tuple[int, int]:
        starts = [sum(words for words, _, _ in order[:i]) for i in range(len(order))]
        firsts = [s + first for s, (_, hits, first) in zip(starts, order, strict=True) if hits]
        return min(firsts), sum(s * hits for s, (_, hits, _) in zip(starts, order, strict=True))

    places = [place(order) for order in permutations(rows)]
    total = sum(spot for _, spot in places)
    far = [abs(len(places) * spot - total) for _, spot in places]
    return OrderTest(
        sum(first <= places[0][0] for first, _ in places) / len(places),
        sum(distance >= far[0] for distance in far) / len(places),
    )


@given(articles)
def test_all_orders(rows: list[Block]) -> None:
    """Of few blocks, p is what its definition says."""
    few = rows[:5]
    assume(any(hits for _, hits, _ in few))

    assert measured(few) == [by_definition(few)]


@pytest.mark.parametrize("blocks", [5, 7, 12])
def test_equal_blocks(blocks: int) -> None:
    """Where any order gives the same text, nothing is early and nothing leans: p is 1."""
    assert measured([(100, 2, 3)] * blocks) == [OrderTest(1, 1)]


def test_nothing_to_test() -> None:
    """Without a frame there is no test."""
    assert measured() == []


def test_drawn_orders_are_like_all_orders(monkeypatch: pytest.MonkeyPatch) -> None:
    """M21: p from 9,999 orders is within four standard errors of p from all, and never 0."""
    rows = [
        (100, 2, 7),
        (130, 0, 0),
        (90, 3, 30),
        (110, 0, 0),
        (120, 1, 1),
        (105, 0, 0),
        (95, 0, 0),
    ]
    [exact] = measured(rows)
    monkeypatch.setattr(reordering, "MOST_EXACT", 0)
    [drawn] = measured(rows, draws=9_999)
    [few] = measured(rows, draws=9)

    for p, q in [(exact.first_p, drawn.first_p), (exact.lean_p, drawn.lean_p)]:
        assert abs(p - q) < 4 * (p * (1 - p) / 9_999) ** 0.5 + 1e-4
    assert few.first_p in {n / 10 for n in range(1, 11)}


def test_orders_are_drawn_a_few_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """How many orders are held at once makes no difference."""
    rows = [(100 + n, n % 3, n) for n in range(12)]
    at_once = measured(rows)
    monkeypatch.setattr(reordering, "_CELLS_AT_ONCE", 100)

    assert measured(rows) == at_once


def test_the_seed() -> None:
    """The same seed gives the same p, another one another."""
    rows = [(100 + n, n % 3, n) for n in range(12)]

    assert measured(rows) == measured(rows)
    assert measured(rows, seed=2) != measured(rows)


@given(articles)
def test_the_last_block_first(rows: list[Block]) -> None:
    """In reverse, hits lean to the other side as far: the same p to the last bit."""
    [one], [other] = measured(rows), measured(rows[::-1])

    assert one.lean_p == other.lean_p


@given(articles, st.integers(1, 3))
def test_frames_in_any_order(rows: list[Block], shift: int) -> None:
    """Which frame comes first makes no difference, to the last bit."""
    moved = [(words, rows[(i + shift) % len(rows)][1], 5) for i, (words, _, _) in enumerate(rows)]

    assert measured(rows, moved) == measured(moved, rows)[::-1]
