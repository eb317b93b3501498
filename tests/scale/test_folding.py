"""Claims and numbers of articles, added up batch by batch: the sums are those of all at once."""

from math import lcm

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.scale import columns as columns_module
from framing.scale.columns import Column
from framing.scale.frame_hits import FrameHits
from framing.scale.group_sums import GroupSums
from framing.scale.marks import joined

ENTRIES, FRAMES, ARTICLES = 7, 3, 4
CLAIMS = st.lists(
    st.tuples(st.integers(0, ARTICLES - 1), st.integers(0, ENTRIES - 1), st.integers(1, 6)),
    max_size=20,
).map(sorted)
PARTS = st.lists(CLAIMS, min_size=1, max_size=5)


def _array(rows: list[tuple[int, int, int]]) -> "np.ndarray[tuple[int, int], np.dtype[np.int32]]":
    return np.array(rows, dtype=np.int32).reshape(len(rows), 3)


@given(parts=PARTS, at_once=st.integers(1, 20))
def test_hits_by_frame(parts: list[list[tuple[int, int, int]]], at_once: int) -> None:
    """Whichever numbers of sharers come when: each claim is a hit, and a part of one."""
    frame_of_entry = np.arange(ENTRIES) % FRAMES
    made = FrameHits(frame_of_entry, FRAMES)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(columns_module, "_AT_ONCE", at_once)
        for part in parts:
            made.add(_array(part), ARTICLES)
        hits, divided = made.taken()

    every = [(ARTICLES * n + row[0], *row[1:]) for n, part in enumerate(parts) for row in part]
    whole = lcm(*(sharers for *_, sharers in every))
    expected = np.zeros((2, ARTICLES * len(parts), FRAMES), dtype=np.int64)
    for article, entry, sharers in every:
        expected[:, article, frame_of_entry[entry]] += 1, whole // sharers
    assert made.sharers == {sharers for *_, sharers in every}
    assert hits.tolist() == expected[0].tolist()
    assert (divided is None) == (whole == 1)
    if divided is not None:
        assert divided.tolist() == expected[1].tolist()


def test_hits_that_cannot_be_divided() -> None:
    """They are counted as whole ones, also when that shows late."""
    made = FrameHits(np.array([0]), 1)
    made.add(_array([(0, 0, 2)]), 1)
    made.add(_array([(0, 0, sharers) for sharers in range(1, 61)]), 1)
    made.add(_array([(0, 0, 1)]), 2)

    hits, divided = made.taken()

    assert hits.tolist() == [[1], [60], [1], [0]]
    assert divided is None


NUMBERS = st.one_of(st.integers(0, 300), st.integers(2**31, 2**40))


@given(parts=st.lists(st.lists(NUMBERS, max_size=5), min_size=1), at_once=st.integers(1, 9))
def test_a_column_gives_back_what_it_was_given(parts: list[list[int]], at_once: int) -> None:
    """In one array of as few bytes as hold the largest number, and none is left."""
    column = Column()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(columns_module, "_AT_ONCE", at_once)
        for part in parts:
            column.add(np.array(part, dtype=np.int64))
        found = column.taken()

    every = [number for part in parts for number in part]
    most = max(every, default=0)
    assert found.tolist() == every
    assert found.itemsize == (8 if most >= 2**32 else np.min_scalar_type(most).itemsize)


@given(
    parts=st.lists(
        st.lists(st.tuples(st.integers(0, 40), st.integers(0, 9), st.integers(0, 9)), max_size=9),
        max_size=4,
    ),
    seed=st.integers(0, 99),
)
def test_sums_by_group(parts: list[list[tuple[int, int, int]]], seed: int) -> None:
    """Groups may come at any time, and be wanted in any order."""
    sums, ones = GroupSums(2), GroupSums(10)
    for part in parts:
        rows = np.array(part, dtype=np.int64).reshape(len(part), 3)
        sums.add(rows[:, 0], rows[:, 1:])
        ones.add_ones(rows[:, 0], rows[:, 1])

    places = np.random.default_rng(seed).permutation(41)
    expected = np.zeros((41, 2), dtype=np.int64), np.zeros((41, 10), dtype=np.int64)
    for group, first, second in (row for part in parts for row in part):
        expected[0][places[group]] += first, second
        expected[1][places[group], first] += 1
    assert sums.of(places).tolist() == expected[0].tolist()
    assert ones.of(places).tolist() == expected[1].tolist()


def test_one_number_of_a_mark() -> None:
    """It heeds both sums, also where they differ in their high bits alone, and their places."""
    sums = [0, 1, 2, 1 << 59, 1 << 63, (1 << 64) - 1]
    marks = np.array([(first, second) for first in sums for second in sums], dtype=np.uint64)

    found = joined(marks)

    assert found.dtype == np.uint64
    assert len(np.unique(found)) == len(marks)
    assert joined(marks).tolist() == found.tolist()
