"""Tables and manifests: what every command and function gives back."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, Literal

import polars as pl
import pytest

import framing
from framing import FramingError, Manifest, Table
from framing.results import SCHEMA


@dataclass(frozen=True)
class Line:
    """A row with a column of every kind."""

    name: str
    part: Literal["headline", "body"]
    number: int
    place: int | None
    rate: float | None
    note: str | None


MANIFEST = Manifest("1.0", "test", {"by": "outlet"}, {"name": "sky"}, 2, "abc", seed=7)
ROWS = (
    Line("North", "body", 3, 1, 0.1 + 0.2, None),
    Line("South", "headline", 0, None, None, "few"),
)
TABLE = Table("lines", Line, ROWS, MANIFEST, ("Read with care.",))
RECORDS = [
    {"name": "North", "part": "body", "number": 3, "place": 1, "rate": 0.1 + 0.2, "note": None},
    {"name": "South", "part": "headline", "number": 0, "place": None, "rate": None, "note": "few"},
]


def test_columns_are_the_fields_of_a_row() -> None:
    """The columns are named and ordered as the fields, with or without rows."""
    columns = ("name", "part", "number", "place", "rate", "note")

    assert TABLE.columns == columns
    assert Table("lines", Line, (), MANIFEST).columns == columns


def test_a_table_is_its_rows() -> None:
    """A table can be counted and gone through."""
    assert len(TABLE) == 2
    assert tuple(TABLE) == ROWS


def test_records() -> None:
    """Rows as dictionaries, in which undefined is None."""
    assert TABLE.records() == RECORDS


def test_types_of_columns() -> None:
    """A column has one type, whether it may be undefined or holds one of a few values."""
    assert TABLE.column_types() == {
        "name": str,
        "part": str,
        "number": int,
        "place": int,
        "rate": float,
        "note": str,
    }


@pytest.mark.parametrize("annotation", [int | str, float | int, bytes, Literal["a", 1]])
def test_columns_without_a_single_type(annotation: Any) -> None:
    """A column of two types, or of one that no format has, is a mistake in the program."""
    row_type = type("Mixed", (), {"__annotations__": {"value": annotation}})
    table: Table[Any] = Table("mixed", dataclass(row_type), (), MANIFEST)

    with pytest.raises(TypeError, match="column 'value' of 'mixed' has no single type"):
        table.column_types()


def omnibus_tests() -> Table[Any]:
    """Return the tests over all groups, which have no function of their own."""
    return framing.compare(permutations=99).tests


@pytest.mark.parametrize(
    "make",
    [
        framing.emphasis,
        framing.pairs,
        omnibus_tests,
        framing.evidence,
        framing.articles,
        framing.furniture,
        framing.salience,
        framing.terms,
        framing.lexicon_entries,
    ],
    ids=lambda make: make.__name__,
)
def test_every_table_has_types_that_its_values_have(make: Callable[[], Table[Any]]) -> None:
    """Every value of every table is of its column's type or undefined, and never NaN."""
    table = make()
    types = table.column_types()

    assert tuple(types) == table.columns
    for record in table.records():
        for column, value in record.items():
            assert value is None or type(value) is types[column]
            assert value == value  # noqa: PLR0124 - NaN is not
    assert table.to_polars().height == len(table)


def test_a_table_as_json_has_it() -> None:
    """The manifest under the name of the package, the cautions, and the rows."""
    assert TABLE.to_dict() == {
        "framing": MANIFEST.to_dict(),
        "cautions": ["Read with care."],
        "rows": RECORDS,
    }


def test_a_manifest_as_json_has_it() -> None:
    """The keys that scripts rely on, in their order."""
    expected = {
        "version": "1.0",
        "schema": SCHEMA,
        "command": "test",
        "settings": {"by": "outlet"},
        "seed": 7,
        "lexicon": {"name": "sky"},
        "inputs": {"count": 2, "sha256": "abc"},
    }

    assert MANIFEST.to_dict() == expected
    assert list(MANIFEST.to_dict()) == list(expected)


def test_a_polars_frame() -> None:
    """A frame has the types of the columns, and null where a value is undefined."""
    frame = TABLE.to_polars()

    assert frame.schema == {
        "name": pl.String,
        "part": pl.String,
        "number": pl.Int64,
        "place": pl.Int64,
        "rate": pl.Float64,
        "note": pl.String,
    }
    assert frame.to_dicts() == RECORDS


def test_a_polars_frame_of_no_rows_has_its_columns() -> None:
    """A table without rows is a frame with the same columns and types."""
    frame = Table("lines", Line, (), MANIFEST).to_polars()

    assert frame.schema == TABLE.to_polars().schema
    assert frame.height == 0


def test_a_pandas_frame(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rows and the order of the columns are handed to pandas."""
    pandas = ModuleType("pandas")
    pandas.DataFrame = lambda records, columns: (records, columns)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "pandas", pandas)

    assert TABLE.to_pandas() == (RECORDS, list(TABLE.columns))


def test_without_pandas(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where pandas is missing, the error says how to get it."""
    monkeypatch.setitem(sys.modules, "pandas", None)

    with pytest.raises(FramingError) as raised:
        TABLE.to_pandas()

    assert str(raised.value) == "to_pandas() needs pandas; install it: pip install pandas"


def test_the_published_evidence_as_a_frame(published_articles: Path) -> None:
    """Offsets of headlines that stand in the metadata alone do not spoil the column's type."""
    frame = framing.evidence(published_articles).to_polars()

    assert frame.schema["start"] == pl.Int64
    assert frame.height > 0
