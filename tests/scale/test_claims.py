"""Claims in little memory: what they were, in any order of the articles."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.scale import sums as sums_module
from framing.scale.claims import claims_of, put_in_order

ROWS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 300), st.integers(1, 3)), max_size=30)


def _sorted(rows: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    return sorted(rows, key=lambda row: row[0])


def _array(rows: list[tuple[int, int, int]]) -> "np.ndarray[tuple[int, int], np.dtype[np.int32]]":
    return np.array(rows, dtype=np.int32).reshape(len(rows), 3)


@given(parts=st.lists(ROWS.map(_sorted), min_size=1, max_size=4), seed=st.integers(0, 99))
def test_claims_are_what_they_were(parts: list[list[tuple[int, int, int]]], seed: int) -> None:
    """Rows of five articles a part, put together in any order; sums are those of the rows."""
    order = np.random.default_rng(seed).permutation(5 * len(parts))
    every = [(5 * n + row[0], *row[1:]) for n, part in enumerate(parts) for row in part]
    place = {int(article): index for index, article in enumerate(order)}

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sums_module, "AT_ONCE", 3)
        found = put_in_order([claims_of(_array(part), 5) for part in parts], order)
        whole, shared = found.by_entry(301).toarray(), found.by_entry(301, 6).toarray()
        frames = found.by_frame(np.arange(301) % 2, 2, 6)
        groups = found.by_group(np.arange(len(order)) % 3, 3, 301)
        articles_with = found.articles_with(301)
        as_they_stand = put_in_order([claims_of(_array(part), 5) for part in parts], None)

    expected = _sorted([(place[article], *rest) for article, *rest in every])  # type: ignore[misc]
    assert found.rows().tolist() == [list(row) for row in expected]
    sums = np.zeros((len(order), 301), dtype=np.int64), np.zeros((len(order), 301), dtype=np.int64)
    for article, entry, sharers in expected:
        sums[0][article, entry] += 1
        sums[1][article, entry] += 6 // sharers
    assert as_they_stand.rows().tolist() == [list(row) for row in every]
    assert whole.tolist() == sums[0].tolist()
    assert groups.tolist() == [sums[0][group::3].sum(axis=0).tolist() for group in range(3)]
    assert articles_with.tolist() == (sums[0] > 0).sum(axis=0).tolist()
    assert shared.tolist() == sums[1].tolist()
    assert (
        frames.tolist()
        == np.stack([sums[1][:, ::2].sum(axis=1), sums[1][:, 1::2].sum(axis=1)], axis=1).tolist()
    )
