"""Excel workbooks, read back with nothing but a zip and an XML reader."""

import io
import re
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import framing.tables.workbook
from framing import Manifest, SettingError, Table
from framing.tables import render, render_workbook

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True)
class Row:
    """A row with a column of each type."""

    group: str
    words: int
    rate: float | None
    known: bool | None


MANIFEST = Manifest(
    version="1.0",
    command="emphasis",
    settings={"by": "outlet", "where": {"country": "=x"}, "stem": False, "parts": ["a"]},
    lexicon={"name": "weather 1", "sha256": "0a", "status": "unvalidated"},
    input_count=2,
    input_sha256="1b",
    seed=7,
)


def _table(*rows: Row, name: str = "emphasis", cautions: tuple[str, ...] = ()) -> Table[Row]:
    return Table(name, Row, rows, MANIFEST, cautions)


def _of(*groups: str) -> Table[Row]:
    return _table(*(Row(group, 1, 0.5, True) for group in groups))


def _parts(content: bytes) -> dict[str, bytes]:
    archive = zipfile.ZipFile(io.BytesIO(content))
    return {name: archive.read(name) for name in archive.namelist()}


def _unescaped(text: str) -> str:
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda code: chr(int(code[1], 16)), text)


def _texts(parts: dict[str, bytes]) -> list[str]:
    items = ET.fromstring(parts["xl/sharedStrings.xml"]).iter(f"{_MAIN}si")
    return [_unescaped("".join(t.text or "" for t in item.iter(f"{_MAIN}t"))) for item in items]


def _sheets(content: bytes) -> dict[str, list[list[Any]]]:
    """Return the cells of each sheet: texts, floats, truth values, None where empty."""
    parts = _parts(content)
    texts = _texts(parts)
    relations = {
        relation.attrib["Id"]: relation.attrib["Target"]
        for relation in ET.fromstring(parts["xl/_rels/workbook.xml.rels"])
    }
    sheets = {}
    for sheet in ET.fromstring(parts["xl/workbook.xml"]).iter(f"{_MAIN}sheet"):
        root = ET.fromstring(parts[f"xl/{relations[sheet.attrib[_RELATION]]}"])
        rows: list[list[Any]] = []
        for row in root.iter(f"{_MAIN}row"):
            cells = {re.sub(r"\d", "", c.attrib["r"]): _value(c, texts) for c in row}
            rows.append([cells.get(letter) for letter in "ABCD"])
        sheets[sheet.attrib["name"]] = rows
    return sheets


def _value(cell: ET.Element, texts: list[str]) -> str | float | bool:
    assert cell.find(f"{_MAIN}f") is None, "a formula"
    value = cell.findtext(f"{_MAIN}v") or ""
    kind = cell.attrib.get("t", "n")
    if kind == "s":
        return texts[int(value)]
    return value == "1" if kind == "b" else float(value)


def test_values_are_what_they_are() -> None:
    """Texts are texts, numbers numbers, and what is undefined is an empty cell."""
    table = _table(Row("North", 1146, 0.1 + 0.2, True), Row("", 0, None, None))

    sheets = _sheets(render(table, "xlsx"))

    assert [["group", "words", "rate", "known"], ["North", 1146, 0.1 + 0.2, True]] == (
        sheets["emphasis"][:2]
    )
    assert [None, 0, None, None] == sheets["emphasis"][2]


@pytest.mark.parametrize(
    "text",
    [
        *("007", "1E10", "1,000", "2024-06-22", "TRUE", "=1+1", "+1", "-1", "@SUM(A1)", "{=A1}"),
        *("http://example.org", "mailto:a@b", "internal:Sheet1!A1", "<r>x</r>", "<r></r>"),
        *("_x0041_", "_x005F_", "a & <b> \"c\" 'd'", " blank at both ends ", "two\nlines\tand tab"),
        "“漢字” 👍",
    ],
)
def test_texts_stay_as_they_are(text: str) -> None:
    """Nothing is calculated, linked or formatted again, and markup is text."""
    assert text == _sheets(render(_of(text), "xlsx"))["emphasis"][1][0]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("\x1b[31m\x00", "\ufffd[31m\ufffd"),
        ("half \ud83d a pair", "half \ufffd a pair"),
        ("\ufffe\uffff", "\ufffd\ufffd"),
        ("a\r\nb\rc", "a\nb\nc"),
    ],
)
def test_what_a_workbook_cannot_hold_is_visible(text: str, written: str) -> None:
    """The file stays one that opens."""
    assert written == _sheets(render(_of(text), "xlsx"))["emphasis"][1][0]


@given(
    st.lists(
        st.builds(
            Row,
            st.text(st.characters(codec="utf-8"), max_size=12),
            st.integers(-(2**53), 2**53),
            st.none() | st.floats(allow_nan=False, allow_infinity=False),
            st.none() | st.booleans(),
        ),
        max_size=3,
    )
)
def test_every_value_comes_back(rows: list[Row]) -> None:
    """Floats to the last bit; texts but for what XML cannot hold."""
    table = _table(*rows)

    _, *lines = _sheets(render(table, "xlsx"))["emphasis"]

    records = [list(record.values()) for record in table.records()]
    expected = [[_as_written(value) for value in record] for record in records]
    assert expected == lines


def _as_written(value: Any) -> Any:
    if isinstance(value, str):
        clean = value.replace("\r\n", "\n").replace("\r", "\n")
        return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "\ufffd", clean) or None
    return value


def test_the_head_is_bold_and_stays_in_view() -> None:
    """Row 1 is frozen, and its style is bold."""
    parts = _parts(render(_of("a"), "xlsx"))
    sheet = ET.fromstring(parts["xl/worksheets/sheet1.xml"])
    styles = ET.fromstring(parts["xl/styles.xml"])

    pane = sheet.find(f".//{_MAIN}pane")
    assert pane is not None
    assert ("1", "frozen") == (pane.attrib["ySplit"], pane.attrib["state"])
    formats = styles.find(f"{_MAIN}cellXfs")
    fonts = styles.find(f"{_MAIN}fonts")
    assert formats is not None
    assert fonts is not None
    head = sheet.findall(f".//{_MAIN}c")[0].attrib["s"]
    assert fonts[int(formats[int(head)].attrib["fontId"])].find(f"{_MAIN}b") is not None


def test_columns_are_wide_enough_to_read_and_no_wider() -> None:
    """A long text does not push the others off the screen."""
    parts = _parts(render(_of("n" * 500), "xlsx"))

    widths = [
        float(column.attrib["width"])
        for column in ET.fromstring(parts["xl/worksheets/sheet1.xml"]).iter(f"{_MAIN}col")
    ]

    assert max(widths) < 70
    assert min(widths) >= len("rate")


def test_the_last_sheet_says_how_the_tables_were_made() -> None:
    """Version, settings, seed, lexicon, inputs, and the sentences to be read with the numbers."""
    content = render(_table(Row("a", 1, 1.0, True), cautions=("=Read with care.",)), "xlsx")

    about = [row[:2] for row in _sheets(content)["about"]]

    assert about == [
        ["name", "value"],
        ["version", "1.0"],
        ["schema", 1],
        ["command", "emphasis"],
        ["settings.by", "outlet"],
        ["settings.where.country", "=x"],
        ["settings.stem", False],
        ["settings.parts", "['a']"],
        ["seed", 7],
        ["lexicon.name", "weather 1"],
        ["lexicon.sha256", "0a"],
        ["lexicon.status", "unvalidated"],
        ["inputs.count", 2],
        ["inputs.sha256", "1b"],
        ["caution", "=Read with care."],
    ]


def test_several_tables_share_a_workbook() -> None:
    """A sheet each, in their order, under names that a workbook may have."""
    long = "a/b:c*d?[e]\\" + "f" * 40

    content = render_workbook([_table(name="pairs"), _table(name=long)], (), {"sentence": "Far."})

    sheets = _sheets(content)
    assert ["pairs", "a-b-c-d--e--" + "f" * 19, "about"] == list(sheets)
    assert ["sentence", "Far."] in [row[:2] for row in sheets["about"]]


def test_the_same_tables_give_the_same_bytes() -> None:
    """No time is written, neither into the archive nor into the properties."""
    content = render(_of("a", "b"), "xlsx")
    infos = zipfile.ZipFile(io.BytesIO(content)).infolist()

    assert {(1980, 1, 1, 0, 0, 0)} == {info.date_time for info in infos}
    dates = re.findall(rb"\d{4}-\d\d-\d\dT[\d:]+Z", _parts(content)["docProps/core.xml"])
    assert {b"2000-01-01T00:00:00Z"} == set(dates)
    assert content == render(_of("a", "b"), "xlsx")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("x" * 32_767, "x" * 32_767),
        ("x" * 32_768, "x" * 32_766 + "…"),
        ("👍" * 16_384, "👍" * 16_383 + "…"),
        ("x" + "👍" * 16_384, "x" + "👍" * 16_382 + "…"),
    ],
    ids=["just", "one more", "pairs", "half a pair"],
)
def test_long_texts_are_cut_and_a_caution_says_so(text: str, written: str) -> None:
    """A sheet's limit costs the end of a text, never the file, and never in silence."""
    sheets = _sheets(render(_of(text), "xlsx"))

    assert written == sheets["emphasis"][1][0]
    cautions = [row[1] for row in sheets["about"] if row[0] == "caution"]
    assert (text != written) == any("1 cell was cut to the 32,767" in c for c in cautions)


def test_too_many_rows_are_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message says what holds them."""
    monkeypatch.setattr(framing.tables.workbook, "MOST_ROWS", 3)

    assert render(_of("a", "b"), "xlsx")
    with pytest.raises(SettingError) as caught:
        render(_of("a", "b", "c"), "xlsx")

    assert str(caught.value) == (
        "--format xlsx: emphasis has 3 rows, and a sheet holds 2 below its head; write csv or "
        "parquet"
    )
