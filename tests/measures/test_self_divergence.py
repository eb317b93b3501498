"""How far a group diverges from itself."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.measures.self_divergence import self_divergence

tables = st.lists(st.lists(st.integers(0, 4), min_size=3, max_size=3), min_size=2, max_size=8)


def of(table: list[list[int]], harmonic: float = 10, seed: int = 1) -> float | None:
    """Return the divergence of some units from themselves."""
    values = np.array(table, dtype=np.int64) if table else np.zeros((0, 2), dtype=np.int64)
    return self_divergence(values, harmonic, seed)


@pytest.mark.parametrize("table", [[], [[3, 1]], [[3, 1], [0, 0]], [[0, 0], [0, 0], [0, 0]]])
def test_nothing_to_halve(table: list[list[int]]) -> None:
    """With one unit, or all hits in one unit, there are no two halves with hits."""
    assert of(table) is None


def test_two_units_with_nothing_in_common() -> None:
    """Their halves are a bit apart; at the size of the samples that is N/4 over the sizes."""
    assert 1 * (12 / 4) / 10 == pytest.approx(of([[7, 0], [0, 5]]), abs=1e-12)
    assert 2 * (of([[7, 0], [0, 5]], 10) or 0) == pytest.approx(of([[7, 0], [0, 5]], 5), abs=1e-12)


def test_four_units() -> None:
    """Of the three ways to halve two and two, one is a bit apart and two are not at all."""
    found = of([[3, 0], [3, 0], [0, 3], [0, 3]], 3)

    assert 1 / 3 == pytest.approx(found, abs=4 * np.sqrt(2 / 9 / 100))


@given(st.lists(st.integers(1, 5), min_size=1, max_size=3), st.integers(2, 8))
def test_equal_units_do_not_diverge(unit: list[int], copies: int) -> None:
    """Whatever the halves, their shares are the same."""
    expected = 0 if copies % 2 == 0 else pytest.approx(0, abs=1e-12)

    assert expected == of([unit] * copies)


@given(tables, st.randoms(use_true_random=False))
def test_orders_do_not_matter(table: list[list[int]], random: object) -> None:
    """Shuffled units and frames, and an empty frame, change no bit."""
    moved, frames = table.copy(), [0, 1, 2]
    for shuffled in (moved, frames):
        random.shuffle(shuffled)  # type: ignore[attr-defined]

    assert of(table) == of([[0, *(row[f] for f in frames)] for row in moved])


@given(tables)
def test_bounds_and_seed(table: list[list[int]]) -> None:
    """It is not negative, at most that of disjoint halves, and the seed decides it."""
    found = of(table)

    assert found is None or 0 <= found <= sum(map(sum, table)) / 40 + 1e-12
    assert found == of(table)


def test_another_seed_is_another_deal() -> None:
    """The halves are drawn."""
    table = [[i, 7 - i, i % 3] for i in range(8)]

    assert of(table, seed=1) != of(table, seed=2)
