"""The divergence of vocabularies beyond chance, at one length."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from framing.measures.divergence import jensen_shannon_bits
from framing.measures.rarefaction import DEALS_A_DRAW, DRAWS, rarefied_excess

rows = st.lists(st.integers(0, 3), min_size=3, max_size=3).filter(any)
sides = st.lists(rows, min_size=1, max_size=4)
FEW = settings(max_examples=60)
"""Each takes two thousand deals."""


def excess(
    first: list[list[int]], second: list[list[int]], words: int | None = None, seed: int = 1
) -> float:
    """Return the excess at the length of the shorter side, unless another is given."""
    a, b = np.array(first, dtype=np.int64), np.array(second, dtype=np.int64)
    length = int(min(a.sum(), b.sum())) if words is None else words
    return rarefied_excess(csr_array(a), csr_array(b), length, seed)


@pytest.mark.parametrize(("first", "second"), [([[3, 0]], [[0, 3]]), ([[3, 1]], [[2, 2]])])
def test_one_unit_a_side(first: list[list[int]], second: list[list[int]]) -> None:
    """Two units can only change sides, so all of the divergence is chance."""
    assert 0 == pytest.approx(excess(first, second), abs=1e-12)


def test_two_units_a_side() -> None:
    """Two of the six ways to deal keep disjoint sides apart: a third of a bit is chance."""
    found = excess([[5, 0]] * 2, [[0, 5]] * 2)

    error = np.sqrt(2 / 9 / (DRAWS * DEALS_A_DRAW))
    assert 2 / 3 == pytest.approx(found, abs=4 * error)


@FEW
@given(rows, st.integers(1, 5), st.integers(1, 5))
def test_equal_units(unit: list[int], first: int, second: int) -> None:
    """Sides of equal units do not diverge, by chance neither."""
    assert 0 == pytest.approx(excess([unit] * first, [unit] * second), abs=1e-12)


@FEW
@given(sides, sides, st.randoms(use_true_random=False))
def test_orders_do_not_matter(
    first: list[list[int]], second: list[list[int]], random: object
) -> None:
    """Shuffled units and a term that does not occur change no bit."""
    own, other = ([[*row, 0] for row in side] for side in (first, second))
    for side in (own, other):
        random.shuffle(side)  # type: ignore[attr-defined]

    assert excess(first, second) == excess(own, other)


@FEW
@given(sides, st.lists(st.lists(st.integers(4, 9), min_size=3, max_size=3), min_size=1, max_size=4))
def test_neither_side_is_the_first(first: list[list[int]], second: list[list[int]]) -> None:
    """Exchanged sides give the same to the last bit."""
    assert excess(first, second) == excess(second, first)


def test_the_whole_of_both_sides() -> None:
    """At a length that takes all units, it is the divergence less its mean over all deals."""
    first, second = [[4, 0, 1], [3, 1, 1], [4, 1, 0]], [[0, 4, 1], [1, 3, 1], [1, 1, 3]]
    pooled = np.array(first + second)
    ways = [np.isin(np.arange(6), own) for own in combinations(range(6), 3)]
    bits = [jensen_shannon_bits(pooled[w].sum(axis=0), pooled[~w].sum(axis=0)) or 0 for w in ways]

    error = np.std(bits) / np.sqrt(DRAWS * DEALS_A_DRAW)
    assert bits[0] - np.mean(bits) == pytest.approx(excess(first, second), abs=4 * error)


def test_the_length_decides() -> None:
    """Of shorter samples chance takes more, so what is beyond it is less."""
    numbers = np.random.default_rng(1)
    rates = np.linspace(1, 3, 40)
    first, second = (numbers.poisson(own, (30, 40)).tolist() for own in (rates, rates[::-1]))

    found = [excess(first, second, words) for words in (200, 600, 2000)]
    assert 0 < found[0] < found[1] < found[2]


def test_samples_of_one_source() -> None:
    """Near nothing is left beyond chance, where the divergence itself is a quarter of a bit."""
    numbers = np.random.default_rng(2)
    first, second = numbers.multinomial(25, 1 / np.arange(1, 301) / 6.2826638803, (2, 12))
    plain = jensen_shannon_bits(first.sum(axis=0), second.sum(axis=0))

    assert plain is not None
    assert plain > 0.2
    assert 0 == pytest.approx(excess(first.tolist(), second.tolist()), abs=0.03)


def test_the_seed_decides() -> None:
    """The draws are the same with the same seed."""
    first, second = [[4, 0, 1], [3, 1, 1], [0, 1, 0]], [[0, 4, 1], [1, 3, 1], [1, 1, 3]]

    assert excess(first, second) == excess(first, second, seed=1)
    assert excess(first, second) != excess(first, second, seed=2)
