"""Row groups: where Parquet files may be cut, and that it does not matter where they are."""

from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.lexicon import load_lexicon
from framing.scale import count_tables
from framing.scale import rows as rows_module
from framing.scale.row_groups import RowGroup, row_groups

TABLE = pl.DataFrame(
    {
        "id": [f"n{number}" for number in range(20)],
        "outlet": ["North", "South"] * 10,
        "text": [
            f"Troops number {number} against terror.\n\nA costly war." for number in range(20)
        ],
        "words": [[number] * 3 for number in range(20)],
        "read": [None, True, False, None] * 5,
        "read_at": [{"hour": 1.5, "place": "x" * 300}] * 20,
    }
)


def test_rows_of_row_groups(tmp_path: Path) -> None:
    """Each has as many rows as it was written with, the last the rest."""
    TABLE.write_parquet(tmp_path / "a.parquet", row_group_size=7)

    found = row_groups(tmp_path / "a.parquet")

    assert [group.rows for group in found] == [7, 7, 6]
    # Their texts alone have 45 letters each.
    assert all(45 * group.rows < group.size < 10_000 for group in found)


def test_many_row_groups(tmp_path: Path) -> None:
    """More than fit into the short form of a list."""
    TABLE.write_parquet(tmp_path / "a.parquet", row_group_size=1)

    assert [group.rows for group in row_groups(tmp_path / "a.parquet")] == [1] * 20


@pytest.mark.parametrize("content", [b"", b"PAR1", b"PAR1\xff\xff\xff\x7fPAR1", b"\x0c" * 99])
def test_no_footer(tmp_path: Path, content: bytes) -> None:
    """What is no footer has no row groups, and is no error."""
    path = tmp_path / "a.parquet"
    path.write_bytes(content)

    assert row_groups(path) == []


@given(footer=st.binary(max_size=40))
def test_any_footer(tmp_path_factory: pytest.TempPathFactory, footer: bytes) -> None:
    """Whatever stands there, nothing is raised."""
    path = tmp_path_factory.getbasetemp() / "any.parquet"
    path.write_bytes(b"PAR1" + footer + len(footer).to_bytes(4, "little") + b"PAR1")

    assert all(group.rows >= 0 for group in row_groups(path))


@given(
    groups=st.lists(st.builds(RowGroup, st.integers(0, 9000), st.integers(0, 300)), max_size=9),
    known=st.booleans(),
)
def test_every_row_is_read_once(groups: list[RowGroup], known: bool) -> None:
    """Stretches follow each other from the first row to the last, and none is empty."""
    rows = sum(group.rows for group in groups)
    path = Path(__file__)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rows_module, "_DECODED", 64)
        patch.setattr(rows_module, "row_groups", lambda _: groups if known else [])

        found = list(rows_module._stretches(rows, path))

    assert [row for start, end in found for row in range(start, end)] == list(range(rows))
    assert all(start < end for start, end in found)


def test_small_row_groups_are_read_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """As many as have 64 MB; one that has more is read in parts of as many."""
    sizes = [RowGroup(1000, 20 << 20)] * 4 + [RowGroup(9000, 128 << 20)]
    monkeypatch.setattr(rows_module, "row_groups", lambda _: sizes)

    found = list(rows_module._stretches(13_000, Path()))

    assert found == [(0, 3000), (3000, 4000), (4000, 8500), (8500, 13_000)]


def test_a_footer_that_says_something_else(tmp_path: Path) -> None:
    """Texts in place of numbers are not understood, which is no error."""
    group = bytes([0x28, 1]) + b"x" + bytes([0x18, 1]) + b"x" + b"\0"  # fields 2 and 3, as texts
    footer = bytes([0x49, 0x1C]) + group + b"\0"
    path = tmp_path / "a.parquet"
    path.write_bytes(b"PAR1" + footer + len(footer).to_bytes(4, "little") + b"PAR1")

    assert row_groups(path) == []


def test_where_a_table_is_cut_makes_no_difference(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same counts from any row groups, read in any stretches."""
    many = pl.concat([TABLE.with_columns(id=pl.col("id") + f"-{n}") for n in range(300)])
    columns = many.select("id", "outlet", "text")
    columns.write_parquet(tmp_path / "one.parquet")
    columns.write_parquet(tmp_path / "many.parquet", row_group_size=700)
    found = []
    for name in ("one", "many"):
        monkeypatch.setattr(rows_module, "_DECODED", 1000)
        counted = count_tables(
            [tmp_path / f"{name}.parquet"], load_lexicon(), engine="numpy", shared=False
        )
        found.append(counted)
    one, other = found

    assert one.sha256 == other.sha256
    assert one.groups.words.tolist() == other.groups.words.tolist() == [24_000, 24_000]
    np.testing.assert_array_equal(one.groups.entry_hits, other.groups.entry_hits)
