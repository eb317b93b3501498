"""Finding the nearest and the farthest pairs gives what measuring all pairs gives."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import framing.measures.extreme_search
from framing.counts import Integers
from framing.measures.divergence import jensen_shannon_rows
from framing.measures.extreme_search import divergence_rank, find_extreme_pairs

seeds = st.integers(0, 2**32 - 1)
directions = st.booleans()


def hits_of(seed: int, most_groups: int = 250) -> Integers:
    """Return random hits in 2 to 10 frames: few values, so that many groups tie, or many."""
    random = np.random.default_rng(seed)
    shape = random.integers(1, most_groups), random.integers(2, 11)
    hits = random.integers(0, random.choice([2, 3, 6, 100, 10**6]), shape)
    if random.random() < 0.5:  # most frames are empty in most groups
        hits *= random.random(shape) < random.choice([0.2, 0.5])
    hits[:, 0] += hits.sum(axis=1) == 0
    return hits


def by_all_pairs(hits: Integers, most: int, *, farthest: bool) -> tuple[list[list[int]], bool]:
    """Measure all pairs and sort them: by divergence, rounding apart, and then by index."""
    a, b = np.triu_indices(len(hits), 1)
    divergences = jensen_shannon_rows(hits[a].astype(float), hits[b].astype(float))
    key = np.round(divergences, 12) * (-1 if farthest else 1)
    order = np.lexsort((b, a, key))
    more = len(order) > most and key[order[most]] == key[order[most - 1]]
    return np.stack([a, b], axis=1)[order[:most]].tolist(), bool(more)


def test_by_hand() -> None:
    """Groups 1 and 3 have the same shares, groups 0 and 2 nothing in common."""
    hits = np.array([[4, 0], [1, 1], [0, 4], [3, 3], [3, 1]])

    nearest = find_extreme_pairs(hits, 2)
    farthest = find_extreme_pairs(hits, 2, farthest=True)

    assert nearest.pairs.tolist() == [[1, 3], [1, 4]]
    assert nearest.more  # (3, 4) is as near as (1, 4)
    assert farthest.pairs.tolist() == [[0, 2], [2, 4]]
    assert not farthest.more


@given(seeds, directions, st.integers(1, 400))
def test_what_all_pairs_give(seed: int, farthest: bool, most: int) -> None:
    """Both directions, with ties and empty frames, in the same order."""
    hits = hits_of(seed)

    found = find_extreme_pairs(hits, most, farthest=farthest)

    expected, more = by_all_pairs(hits, most, farthest=farthest)
    assert found.pairs.tolist() == expected
    assert found.more == more


@given(seeds, directions)
def test_a_few_boxes_at_a_time(seed: int, farthest: bool) -> None:
    """How much is looked at in one go changes nothing."""
    hits = hits_of(seed, 60)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(framing.measures.extreme_search, "_AT_ONCE", 3)

        found = find_extreme_pairs(hits, 20, farthest=farthest)

    assert found.pairs.tolist() == by_all_pairs(hits, 20, farthest=farthest)[0]


@given(seeds, directions)
def test_neither_frames_nor_lengths_matter(seed: int, farthest: bool) -> None:
    """Nor does a frame that nobody has, nor that a group has all its hits threefold."""
    random, hits = np.random.default_rng(seed), hits_of(seed, 60)
    others = np.insert(hits[:, random.permutation(hits.shape[1])], 1, 0, axis=1)
    others *= random.integers(1, 4, (len(hits), 1))

    found = find_extreme_pairs(hits, 30, farthest=farthest)
    again = find_extreme_pairs(others, 30, farthest=farthest)

    assert found.pairs.tolist() == again.pairs.tolist()
    assert found.more == again.more


@given(seeds, directions)
def test_the_order_of_groups_decides_ties_alone(seed: int, farthest: bool) -> None:
    """The divergences that are found stay the same."""
    hits = hits_of(seed, 60)
    moved = hits[np.random.default_rng(seed).permutation(len(hits))]

    def found(hits: Integers) -> list[int]:
        a, b = find_extreme_pairs(hits, 25, farthest=farthest).pairs.T
        ranks = divergence_rank(jensen_shannon_rows(hits[a].astype(float), hits[b].astype(float)))
        return [int(rank) for rank in ranks]

    assert found(hits) == found(moved)


@pytest.mark.parametrize("farthest", [False, True])
def test_billions_of_ties_are_not_gone_through(farthest: bool) -> None:
    """Of 100,000 groups of one frame each, and of 100,000 with one of three mixtures."""
    places = np.arange(100_000)
    hits = np.zeros((200_000, 6), dtype=np.int64)
    hits[places, places % 3] = 1 + places % 7
    hits[100_000 + places, 3 + places % 3] = 1 + places % 5
    hits[100_000 + places, 3 + (places + 1) % 3] = 1 + places % 5

    found = find_extreme_pairs(hits, 4, farthest=farthest)

    expected = [[0, 1], [0, 2], [0, 4], [0, 5]] if farthest else [[0, 3], [0, 6], [0, 9], [0, 12]]
    assert found.pairs.tolist() == expected
    assert found.more
    assert found.measured + found.bounded < 100


@pytest.mark.parametrize("farthest", [False, True])
def test_ties_among_different_shares_are_not_gone_through(farthest: bool) -> None:
    """Two thousand shares of two frames and as many of two others: four million at 1 bit."""
    hits = np.zeros((4_000, 4), dtype=np.int64)
    places = np.arange(2_000)
    hits[:2_000, 0] = hits[2_000:, 2] = 1 + places
    hits[:2_000, 1] = hits[2_000:, 3] = 4_001  # a prime that none of the others has

    found = find_extreme_pairs(hits, 5, farthest=farthest)

    if farthest:
        assert found.pairs.tolist() == [[0, 2_000 + place] for place in range(5)]
        assert found.more
    assert found.measured + found.bounded < 0.05 * 4_000 * 3_999 / 2


@pytest.mark.parametrize("farthest", [False, True])
@pytest.mark.parametrize("frames", [3, 5, 8])
def test_few_of_the_pairs_are_looked_at(frames: int, farthest: bool) -> None:
    """Where groups stand in clusters, as articles on the same subjects do."""
    random = np.random.default_rng(frames)
    centres = random.dirichlet(np.full(frames, 2), 20)
    shares = centres[random.integers(0, 20, 20_000)]
    hits = np.array([random.multinomial(300, share) for share in shares])

    found = find_extreme_pairs(hits, 10, farthest=farthest)

    assert found.measured + found.bounded < 0.02 * 20_000 * 19_999 / 2


def test_more_than_there_are() -> None:
    """All pairs are found, and none is tied beyond them."""
    hits = np.array([[1, 0], [0, 1], [1, 0]])

    assert find_extreme_pairs(hits, 9).pairs.tolist() == [[0, 2], [0, 1], [1, 2]]
    assert find_extreme_pairs(hits, 9, farthest=True).pairs.tolist() == [[0, 1], [1, 2], [0, 2]]
    assert not find_extreme_pairs(hits, 3).more
    assert find_extreme_pairs(hits[:1], 9).pairs.shape == (0, 2)


def test_rounding_is_no_difference() -> None:
    """Shares that add up to 1 but for the last bit are as disjoint as any."""
    assert divergence_rank(np.array([1 - 2**-53, 1.0])).tolist() == [10**12, 10**12]
    assert divergence_rank(np.array([0.0, 4e-13, 6e-13])).tolist() == [0, 0, 1]
