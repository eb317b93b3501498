"""Data formats, read back by libraries that others use."""

import csv
import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd
import polars as pl
import pyarrow.csv
import pyarrow.parquet
import pytest
from hypothesis import given
from hypothesis import strategies as st

import framing
from framing import Manifest, Table
from framing.tables import Format, harmless, render


@dataclass(frozen=True)
class Row:
    """A row with a column of each type."""

    group: str
    words: int
    place: int | None
    rate: float | None
    known: bool | None


MANIFEST = Manifest(
    "1.0", "test", {"by": "outlet"}, {"name": "n", "sha256": "0", "status": "s"}, 2, "1", seed=7
)
ROWS = (
    Row("007", 1, 3, 0.1 + 0.2, True),
    Row("", 0, None, None, None),
    Row("=1+1", -5, 10**15, 5e-324, False),
    Row("two\nlines, “quoted”", 2, -1, -1.5, True),
    Row("1E10", 2, 0, 1e22, False),
)


def _table(*rows: Row, cautions: tuple[str, ...] = ()) -> Table[Row]:
    return Table("test", Row, rows, MANIFEST, cautions)


def _csv_with_pandas(content: bytes) -> list[dict[str, Any]]:
    # Texts as they stand; in the other columns an empty cell is a missing value.
    texts = {"group": str}
    frame = pd.read_csv(io.BytesIO(content), dtype=texts, keep_default_na=False, na_values=NO_TEXT)
    return _records(frame.astype(object))


NO_TEXT = {column: [""] for column in ("words", "place", "rate", "known")}


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    records: list[dict[str, Any]] = frame.where(frame.notna(), None).to_dict("records")
    return records


def _csv_with_arrow(content: bytes) -> list[dict[str, Any]]:
    options = pyarrow.csv.ConvertOptions(
        column_types={"group": pyarrow.string()}, strings_can_be_null=False
    )
    parsing = pyarrow.csv.ParseOptions(newlines_in_values=True)
    records: list[dict[str, Any]] = pyarrow.csv.read_csv(
        io.BytesIO(content), parse_options=parsing, convert_options=options
    ).to_pylist()
    return records


def _csv_with_polars(content: bytes) -> list[dict[str, Any]]:
    schema = {"group": pl.String}
    frame = pl.read_csv(io.BytesIO(content), schema_overrides=schema, empty_string_is_null=False)
    return frame.to_dicts()


@pytest.mark.parametrize("read", [_csv_with_pandas, _csv_with_arrow, _csv_with_polars])
def test_csv_is_read_by_others_as_it_was(read: Callable[[bytes], list[dict[str, Any]]]) -> None:
    """Ids keep their zeros, floats every bit; an empty cell is undefined, but in a text empty."""
    assert _table(*ROWS).records() == read(render(_table(*ROWS), "csv"))


def test_parquet_is_read_by_others_as_it_was() -> None:
    """Values, and the types that R and DuckDB see; null is null and the empty text is not."""
    content = render(_table(*ROWS), "parquet")

    table = pyarrow.parquet.read_table(io.BytesIO(content))

    assert _table(*ROWS).records() == table.to_pylist()
    kinds = {field.name: str(field.type) for field in table.schema}
    assert kinds.pop("group") in {"string", "large_string", "string_view"}
    assert kinds == {"words": "int64", "place": "int64", "rate": "double", "known": "bool"}
    frame = pd.read_parquet(io.BytesIO(content))
    assert ["007", "", "=1+1"] == frame["group"].to_list()[:3]
    assert [False, True, False] == frame["rate"].isna().to_list()[:3]


def test_parquet_says_how_it_was_made() -> None:
    """The manifest and the cautions lie in the metadata of the file."""
    content = render(_table(*ROWS, cautions=("Read with care.",)), "parquet")

    metadata = pyarrow.parquet.read_metadata(io.BytesIO(content)).metadata

    assert MANIFEST.to_dict() == json.loads(metadata[b"framing"])
    assert ["Read with care."] == json.loads(metadata[b"framing.cautions"])
    assert pl.read_parquet_metadata(io.BytesIO(content))["framing"] == metadata[b"framing"].decode()


@pytest.mark.parametrize(
    "make",
    [
        framing.emphasis,
        framing.pairs,
        framing.evidence,
        framing.articles,
        framing.furniture,
        framing.salience,
        framing.terms,
        framing.lexicon_entries,
        lambda: framing.compare(permutations=99).tests,
        lambda: framing.explain("Sample Trade Wire", "Sample Indus Opinion").contributions,
        lambda: framing.explain("Sample Trade Wire", "Sample Indus Opinion").split,
    ],
)
def test_no_column_of_text_is_undefined(make: Callable[[], Table[Any]]) -> None:
    """So an empty cell of CSV has one meaning in each column."""
    table = make()

    texts = [column for column, kind in table.column_types().items() if kind is str]

    assert all(isinstance(getattr(row, column), str) for row in table for column in texts)


# For a spreadsheet


def test_csv_for_a_spreadsheet() -> None:
    """With a mark that says UTF-8, and texts that would be calculated kept texts."""
    assert render(_table(*ROWS[:3]), "csv", excel=True).decode() == (
        "\ufeffgroup,words,place,rate,known\n"
        "007,1,3,0.30000000000000004,true\n"
        ",0,,,\n"
        "'=1+1,-5,1000000000000000,5e-324,false\n"
    )


@pytest.mark.parametrize("form", ["csv", "tsv"])
@pytest.mark.parametrize("begin", [*"=+-@\t\r\n", "＝", "＋", "－", "＠"])
def test_what_would_become_a_formula_gets_an_apostrophe(begin: str, form: Format) -> None:
    """Texts alone; a number below zero stays a number."""
    content = render(_table(Row(f"{begin}x", -1, -2, -0.5, None)), form, excel=True)

    text = content.decode("utf-8-sig")
    delimiter = "," if form == "csv" else "\t"
    _, row = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    assert [f"'{begin}x", "-1", "-2", "-0.5", ""] == row


@pytest.mark.parametrize("form", ["csv", "tsv"])
def test_without_being_asked_nothing_is_changed(form: Format) -> None:
    """Scripts get the texts as they are."""
    assert b"\n=1+1" in render(_table(*ROWS), form)
    assert not render(_table(*ROWS), form).startswith(b"\xef\xbb\xbf")


@given(st.text())
def test_what_goes_to_a_terminal_is_harmless(text: str) -> None:
    """Lines and columns stay, what acts on a terminal does not."""
    clean = harmless(text)

    assert len(clean) == len(text)
    assert not set(clean) & {*map(chr, [*range(9), *range(11, 32), *range(0x7F, 0xA0)]), "\u202e"}
    assert [i for i, c in enumerate(text) if c in "\n\t"] == [
        i for i, c in enumerate(clean) if c in "\n\t"
    ]
