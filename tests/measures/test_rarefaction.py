"""The divergence of vocabularies beyond chance, at one length."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from framing.measures.divergence import jensen_shannon_bits
from framing.measures.rarefaction import DEALS_A_DRAW, DRAWS, rarefied_excess

rows = st.lists(st.integers(0, 3), min_size=3, max_size=3).filter(any)
sides = st.lists(rows, min_size=1, max_size=4)
FEW = {"max_examples": 200}


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


@given(rows, st.integers(1, 5), st.integers(1, 5))
def test_equal_units(unit: list[int], first: int, second: int) -> None:
    """Sides of equal units do not diverge, by chance neither."""
    assert 0 == pytest.approx(excess([unit] * first, [unit] * second), abs=1e-12)


@given(sides, sides)
def test_neither_side_is_the_first(first: list[list[int]], second: list[list[int]]) -> None:
    """The same number with the sides exchanged."""
    assert excess(first, second) == pytest.approx(excess(second, first), abs=0.35)
