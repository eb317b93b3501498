"""What no pair of two boxes of distributions is beyond, and the boxes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.measures.boxes import boxes_of
from framing.measures.divergence import jensen_shannon_rows
from framing.measures.divergence_bounds import Floats, largest_divergence, smallest_divergence

seeds = st.integers(0, 2**32 - 1)
frames = st.integers(1, 10)


def shares_of(seed: int, frames: int, most: int = 12) -> Floats:
    """Return shares of a few random counts, many of them 0."""
    random = np.random.default_rng(seed)
    counts = random.integers(0, random.choice([2, 4, 1000]), (random.integers(1, most), frames))
    counts[:, 0] += counts.sum(axis=1) == 0
    return np.asarray(counts / counts.sum(axis=1, keepdims=True))


def test_by_hand() -> None:
    """Half of the first frame is all that two boxes must have in common; a gap of a quarter."""
    low = np.array([[0.5, 0.0]])

    assert largest_divergence(low, low) == pytest.approx([0.5], abs=1e-15)
    assert largest_divergence(low, np.array([[0.0, 0.5]])) == pytest.approx([1.0], abs=1e-15)
    # (1/2, 1/2) and (1, 0): a divergence that is known.
    one, other = np.array([[0.5, 0.5]]), np.array([[1.0, 0.0]])
    known = pytest.approx([0.311278124459], abs=1e-12)
    assert largest_divergence(one, other) == known
    assert smallest_divergence(one, one, other, other) == known
    assert smallest_divergence(one, np.array([[1.0, 0.5]]), one, one).tolist() == [0.0]


@given(seeds, seeds, frames)
def test_no_pair_is_beyond_the_bounds(seed: int, other_seed: int, frames: int) -> None:
    """Whatever two boxes hold; and for single distributions the bounds are their divergence."""
    one, other = shares_of(seed, frames), shares_of(other_seed, frames)
    i, j = (index.ravel() for index in np.indices((len(one), len(other))))
    divergences = jensen_shannon_rows(one[i], other[j])

    low, high = one.min(axis=0)[None], one.max(axis=0)[None]
    other_low, other_high = other.min(axis=0)[None], other.max(axis=0)[None]

    assert divergences.max() <= largest_divergence(low, other_low)[0] + 1e-14
    assert smallest_divergence(low, high, other_low, other_high)[0] <= divergences.min() + 1e-14
    single = smallest_divergence(one[i], one[i], other[j], other[j])
    np.testing.assert_allclose(single, divergences, rtol=0, atol=1e-14)
    np.testing.assert_allclose(largest_divergence(one[i], other[j]), divergences, atol=1e-14)


@given(seeds, frames)
def test_boxes_hold_each_distribution_once(seed: int, frames: int) -> None:
    """At every level, within the limits and with the smallest rank that the box says."""
    shares = shares_of(seed, frames, most=40)
    count = len(shares)
    rank = np.random.default_rng(seed).permutation(count)

    boxes = boxes_of(shares, rank, count)

    real = boxes.first[-1] < count
    assert sorted(boxes.members[real].tolist()) == list(range(count))
    assert boxes.depth == (count - 1).bit_length()
    for level, (low, high, first) in enumerate(
        zip(boxes.low, boxes.high, boxes.first, strict=True)
    ):
        assert low.shape == high.shape == (2**level, frames)
        for box, members in enumerate(boxes.members.reshape(2**level, -1)):
            np.testing.assert_array_equal(shares[members].min(axis=0), low[box])
            np.testing.assert_array_equal(shares[members].max(axis=0), high[box])
            own = members[real.reshape(2**level, -1)[box]]
            assert first[box] == min(rank[own], default=count)
