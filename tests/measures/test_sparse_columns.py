"""The order of columns from the cells in use alone: that of the whole table, always."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.measures import canonical


@settings(max_examples=300)
@given(
    units=st.lists(
        st.tuples(
            st.integers(0, 2), st.integers(0, 2), st.integers(0, 2), st.integers(0, 3),
            st.integers(0, 2),
        ),
        min_size=1,
        max_size=30,
    )
)  # fmt: skip
def test_same_order_as_of_the_whole_table(units: list[tuple[int, int, int, int, int]]) -> None:
    """Few different counts, sides and stories, so that much is tied."""
    table = np.array(units, dtype=np.int64)
    values, side_of, story_of = table[:, :3], table[:, 3], table[:, 4]
    story_of = np.unique(story_of, return_inverse=True)[1]
    side_of = np.unique(side_of, return_inverse=True)[1]
    sides = [np.flatnonzero(side_of == side) for side in np.unique(side_of)]
    tables = [canonical._members(side_of), canonical._members(story_of)]
    joint = np.column_stack([values, 3 * tables[0], 4 * tables[1]])

    assert (
        canonical._sparse_order(
            values, 3, (side_of, story_of), [table.shape[1] for table in tables]
        ).tolist()
        == canonical._column_order(joint, np.arange(joint.shape[1])).tolist()
    )
    whole = canonical.canonical_sides(values, sides, story_of)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(canonical, "_MOST_CELLS", -1)
        sparse = canonical.canonical_sides(values, sides, story_of)

    assert sparse[0].tolist() == whole[0].tolist()
    assert sparse[1] == whole[1]


@given(seed=st.integers(0, 2**32))
@settings(max_examples=30)
def test_same_order_of_many_columns(seed: int) -> None:
    """More columns than are told apart one after the other, and many units."""
    numbers = np.random.default_rng(seed)
    values = numbers.poisson(0.7, size=(600, 4))
    side_of = numbers.integers(0, 120, size=600)
    sides = [np.flatnonzero(side_of == side) for side in np.unique(side_of)]
    stratum = numbers.integers(0, 3, size=600)

    whole = canonical.canonical_sides(values, sides, stratum)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(canonical, "_MOST_CELLS", -1)
        sparse = canonical.canonical_sides(values, sides, stratum)

    assert sparse[0].tolist() == whole[0].tolist()
    assert sparse[1] == whole[1]
