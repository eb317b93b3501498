"""Tables in every format: complete and exact for scripts, legible and harmless for people."""

import csv
import io
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

import framing
from framing import Manifest, SettingError, Table
from framing.baseline.rows import ScoreRow
from framing.measures.emphasis import EmphasisRow
from framing.measures.extremes import ExtremePairRow
from framing.measures.pair_row import PairRow
from framing.measures.salience import SalienceRow
from framing.measures.term_row import TermRow
from framing.results import FOR_PEOPLE
from framing.tables import (
    FORMATS,
    SUFFIXES,
    Format,
    html_page,
    layout,
    paragraph,
    printable,
    render,
    render_json,
    show,
    table_styles,
)


@dataclass(frozen=True)
class Row:
    """A row with a column of each type."""

    group: str
    words: int
    rate_per_1000: float | None
    share: float | None
    note: str = ""


MANIFEST = Manifest(
    version="1.0",
    command="emphasis",
    settings={"by": "outlet"},
    lexicon={"name": "weather 1", "sha256": "0", "status": "unvalidated"},
    input_count=2,
    input_sha256="1",
    seed=7,
)
ROWS = (
    Row("North", 1146, 18.34, 1 / 3, "a note"),
    Row("South, “and” East", 0, None, None),
)
HOSTILE = (
    "a|b",
    "<script>alert(1)</script>",
    "$x$ & 100 %",
    "a_b*c*`d` [e](f) #1 ~2",
    "line\nbreak\r\nand\ttab",
    "\x1b[31mred\x07",
    "\u202eright to left\u2066\u061c\u200f",
    "\\textbf{x} {y} ^",
    "\"quoted\", and 'more'",
    "=1+1",
    "1E10",
    "",
    "ratio 5 % — naïve 漢字 👍",
    "\r",
)


def _table(rows: Sequence[Row]) -> Table[Row]:
    return Table("emphasis", Row, tuple(rows), MANIFEST)


def _of(*groups: str) -> Table[Row]:
    return _table(tuple(Row(group, 1, 0.5, 0.5) for group in groups))


def _text(
    table: Table[Any],
    form: Format,
    *,
    style: str = "",
    width: int | None = None,
    wide: bool = True,
) -> str:
    return render(table, form, style=style, width=width, wide=wide).decode()


def _as_read_back(kind: type, cell: str) -> str | int | float | None:
    if kind is str:
        return cell
    return None if cell == "" else kind(cell)


# For scripts


def test_csv() -> None:
    """Full values, empty where undefined, one line feed a row."""
    assert _text(_table(ROWS), "csv") == (
        "group,words,rate_per_1000,share,note\n"
        "North,1146,18.34,0.3333333333333333,a note\n"
        '"South, “and” East",0,,,\n'
    )


def test_tsv() -> None:
    """As CSV, with tabs."""
    assert _text(_table(ROWS), "tsv") == (
        "group\twords\trate_per_1000\tshare\tnote\n"
        "North\t1146\t18.34\t0.3333333333333333\ta note\n"
        "South, “and” East\t0\t\t\t\n"
    )


def test_json() -> None:
    """The manifest and the rows, undefined as null."""
    assert json.loads(render(_table(ROWS), "json")) == {
        "framing": {
            "version": "1.0",
            "schema": 1,
            "command": "emphasis",
            "settings": {"by": "outlet"},
            "seed": 7,
            "lexicon": {"name": "weather 1", "sha256": "0", "status": "unvalidated"},
            "inputs": {"count": 2, "sha256": "1"},
        },
        "cautions": [],
        "rows": [
            {
                "group": "North",
                "words": 1146,
                "rate_per_1000": 18.34,
                "share": 1 / 3,
                "note": "a note",
            },
            {
                "group": "South, “and” East",
                "words": 0,
                "rate_per_1000": None,
                "share": None,
                "note": "",
            },
        ],
    }


def test_jsonl() -> None:
    """The rows alone, a line each."""
    assert _text(_table(ROWS), "jsonl") == (
        '{"group": "North", "words": 1146, "rate_per_1000": 18.34, "share": 0.3333333333333333, '
        '"note": "a note"}\n'
        '{"group": "South, “and” East", "words": 0, "rate_per_1000": null, "share": null, '
        '"note": ""}\n'
    )


def test_json_refuses_what_is_no_number() -> None:
    """NaN is not JSON; undefined values are None long before."""
    with pytest.raises(ValueError, match=r"^Out of range float values are not JSON compliant"):
        render_json({"share": float("nan")})


_CELLS = st.text(st.characters(codec="utf-8"), max_size=12) | st.sampled_from(HOSTILE)
_NUMBERS = st.none() | st.floats(allow_nan=False, allow_infinity=False)
_ROWS = st.lists(
    st.builds(Row, _CELLS, st.integers(-(2**63), 2**63 - 1), _NUMBERS, _NUMBERS, _CELLS), max_size=5
).map(tuple)


@given(_ROWS, st.sampled_from([("csv", ","), ("tsv", "\t")]))
def test_csv_reads_back_as_it_was(rows: tuple[Row, ...], form: tuple[Format, str]) -> None:
    """Every value comes back, floats to the last bit, whatever the text holds."""
    table = _table(rows)
    content = io.StringIO(_text(table, form[0]), newline="")

    header, *lines = csv.reader(content, delimiter=form[1], strict=True)

    types = table.column_types()
    assert list(table.columns) == header
    assert table.records() == [
        {
            column: _as_read_back(types[column], cell)
            for column, cell in zip(header, line, strict=True)
        }
        for line in lines
    ]


@given(_ROWS)
def test_json_reads_back_as_it_was(rows: tuple[Row, ...]) -> None:
    """Both kinds of JSON, and no text can end its line."""
    table = _table(rows)

    assert table.to_dict() == json.loads(render(table, "json"))
    assert table.records() == [json.loads(line) for line in render(table, "jsonl").splitlines()]


@given(_ROWS)
def test_parquet_reads_back_as_it_was(rows: tuple[Row, ...]) -> None:
    """Values and types."""
    table = _table(rows)

    frame = pl.read_parquet(io.BytesIO(render(table, "parquet")))

    assert_frame_equal(table.to_polars(), frame)
    assert table.records() == frame.to_dicts()
    assert [pl.String, pl.Int64, pl.Float64, pl.Float64, pl.String] == frame.dtypes


# For people


def test_table() -> None:
    """Numbers rounded and to the right, a dash where undefined."""
    assert _text(_table(ROWS), "table") == (
        "group                words    rate_per_1000    share  note\n"
        "-----------------  -------  ---------------  -------  ------\n"
        "North                1,146             18.3    0.333  a note\n"
        "South, “and” East        0                —        —\n"
    )


def test_markdown() -> None:
    """A pipe table whose colons say which columns are numbers."""
    assert _text(_table(ROWS), "markdown") == (
        "| group             | words | rate\\_per\\_1000 | share | note   |\n"
        "|:------------------|------:|----------------:|------:|:-------|\n"
        "| North             | 1,146 |            18.3 | 0.333 | a note |\n"
        "| South, “and” East |     0 |               — |     — |        |\n"
    )


def test_html() -> None:
    """A table element, to be put into any page."""
    text = _text(_table(ROWS), "html")

    assert text.startswith(
        '<table>\n<thead>\n<tr><th>group</th><th style="text-align: right;">words'
    )
    assert text.endswith("</tbody>\n</table>\n")
    assert '<tr><td>North</td><td style="text-align: right;">1,146</td>' in text


def test_latex() -> None:
    """A tabular of the booktabs package."""
    assert _text(_table(ROWS), "latex") == (
        "\\begin{tabular}{lrrrl}\n"
        "\\toprule\n"
        "group             & words & rate\\_per\\_1000 & share & note   \\\\\n"
        "\\midrule\n"
        "North             & 1,146 &            18.3 & 0.333 & a note \\\\\n"
        "South, “and” East &     0 &               — &     — &        \\\\\n"
        "\\bottomrule\n"
        "\\end{tabular}\n"
    )


@pytest.mark.parametrize("form", FORMATS)
def test_a_table_without_rows_has_its_columns(form: Format) -> None:
    """Nothing found is a result, in every format that can say so."""
    content = render(_table(()), form)

    if form == "xlsx":
        assert content.startswith(b"PK")
    elif form == "parquet":
        assert ["group", "words", "rate_per_1000", "share", "note"] == (
            pl.read_parquet(io.BytesIO(content)).columns
        )
    elif form == "json":
        assert [] == json.loads(content)["rows"]
    elif form == "jsonl":
        assert b"" == content
    else:
        assert b"group" in content
        assert content.endswith(b"\n")


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_table_gives_the_same_bytes(form: Format) -> None:
    """Nothing of the time or the machine is written."""
    assert render(_table(ROWS), form) == render(_table(ROWS), form)


def test_every_format_has_a_suffix() -> None:
    """-o FILE can ask for each of them."""
    assert set(FORMATS) == set(SUFFIXES.values())


@pytest.mark.parametrize(
    ("column", "value", "shown"),
    [
        ("share", None, "—"),
        ("share", 0.0, "0.000"),
        ("share", 2 / 3, "0.667"),
        ("rate_per_1000", 18.349, "18.3"),
        ("words", 0, "0"),
        ("words", 1234567, "1,234,567"),
        ("note", "", ""),
        ("rate_per_1000", "1E10", "1E10"),
        ("rate_low", 18.349, "18.3"),
        ("start", 12345, "12345"),
        ("p", 0.0004, "<0.001"),
        ("p", 0.0, "0.000"),
        ("share", 0.0004, "0.000"),
        ("in_lexicon", True, "yes"),
        ("in_lexicon", False, "no"),
    ],
)
def test_shows_values_as_people_read_them(
    column: str, value: str | float | None, shown: str
) -> None:
    """Rates to a tenth, other fractions to a thousandth."""
    assert shown == show(column, value)


def test_texts_that_are_the_same_in_all_rows_stand_above() -> None:
    """They need no column on a terminal; one row is not all rows, and numbers stay in theirs."""
    rows = (Row("a", 1, None, None, "x\x1b"), Row("b", 1, None, None, "x\x1b"))

    assert _text(_table(rows), "table") == (
        "In all rows: note = x\ufffd.\n"
        "group      words    rate_per_1000    share\n"
        "-------  -------  ---------------  -------\n"
        "a              1                —        —\n"
        "b              1                —        —\n"
    )
    assert _text(_table(rows[:1]), "table").startswith("group")
    assert all("note" in _text(_table(rows), form).splitlines()[0] for form in ("csv", "markdown"))


# Hostile texts


@pytest.mark.parametrize("name", ["1E10", "1e5", "007", "nan", "inf", "0x1F", "1,000", "-1", "5 %"])
@pytest.mark.parametrize("form", ["table", "markdown", "html", "latex"])
def test_names_that_look_like_numbers_stay(form: Format, name: str) -> None:
    """An article may be called 1E10, and no column of it is formatted again."""
    written = name.replace("%", r"\%") if form == "latex" else name

    assert re.search(rf"(?<![\w.,-]){re.escape(written)}(?![\w.,])", _text(_of(name), form))


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("plain – “text” 漢字 👍", "plain – “text” 漢字 👍"),
        ("line\nbreak\r\nand\ttab\x0b\x0c\x85\u2028\u2029end", "line break and tab end"),
        ("\x1b[31mred\x07\x00\x7f\x9b", "\ufffd[31mred\ufffd\ufffd\ufffd\ufffd"),
        ("\u200e\u200f\u061c\u202a\u202e\u2066\u2069", "\ufffd" * 7),
        ("half a pair: \ud83d", "half a pair: \ufffd"),
    ],
)
def test_nothing_reaches_a_terminal_that_could_act_on_it(text: str, clean: str) -> None:
    """Controls and marks of direction are shown as what they are: not text."""
    assert clean == printable(text)


@pytest.mark.parametrize("form", ["table", "markdown", "html", "latex"])
def test_every_format_for_people_is_clean(form: Format) -> None:
    """One row stays one row, in whatever format it is shown."""
    text = _text(_of(*HOSTILE), form)

    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e]", text)
    assert len(HOSTILE) == sum("0.500" in line for line in text.splitlines())


@pytest.mark.parametrize(
    ("cell", "escaped"),
    [
        ("a|b", r"a\|b"),
        ("<script>", r"\<script\>"),
        ("a_b *c* `d`", r"a\_b \*c\* \`d\`"),
        ("[x](javascript:y)", r"\[x\](javascript:y)"),
        ("![x](y)", r"\!\[x\](y)"),
        ("$x$ & ~y~ #1 {z}", r"\$x\$ \& \~y\~ \#1 \{z\}"),
        ("\\", r"\\"),
    ],
)
def test_markdown_is_escaped(cell: str, escaped: str) -> None:
    """No cell becomes a tag, a link, a formula or another cell."""
    assert f"| {escaped} " in _text(_of(cell), "markdown")
    assert f"{escaped}\n" == paragraph(cell, "markdown")


@pytest.mark.parametrize(
    ("cell", "escaped"),
    [
        ("a & b % c", r"a \& b \% c"),
        ("$x_1^2$ #", r"\$x\_1\textasciicircum{}2\$ \#"),
        ("<a> | [b] *", r"\textless{}a\textgreater{} \textbar{} {[}b{]} {*}"),
        (r"\input{x}", r"\textbackslash{}input\{x\}"),
        ("~", r"\textasciitilde{}"),
    ],
)
def test_latex_is_escaped(cell: str, escaped: str) -> None:
    """No cell becomes a command."""
    assert f"\n{escaped} " in _text(_of(cell), "latex")


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("a & b % c", r"a \& b \% c"),
        ("$x_1^2$ #", r"\$x\_1\textasciicircum{}2\$ \#"),
        (r"\input{x}", r"\textbackslash{}input\{x\}"),
        ("~\x1b\n", r"\textasciitilde{}" + "\ufffd "),
    ],
)
def test_latex_sentences_are_escaped(text: str, escaped: str) -> None:
    """No sentence does either."""
    assert f"{escaped}\n" == paragraph(text, "latex")


class _Cells(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.cells: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag in {"td", "th"}:
            self.cells.append("")

    def handle_data(self, data: str) -> None:
        if self.cells:
            self.cells[-1] += data


def test_html_is_escaped() -> None:
    """A browser shows every cell as it was, and knows no tag but those of the table."""
    parser = _Cells()
    parser.feed(_text(_of(*HOSTILE), "html"))

    assert {"table", "thead", "tbody", "tr", "th", "td"} == parser.tags
    shown = {cell.strip() for cell in parser.cells}
    assert {printable(cell).strip() for cell in HOSTILE} <= shown


def test_html_pages_are_escaped() -> None:
    """Neither the title nor a sentence can hold a tag."""
    assert paragraph("<b> & “c”\x1b", "html") == "<p>&lt;b&gt; &amp; “c”\ufffd</p>\n"
    assert html_page("<b>", "<p>x</p>\n") == (
        '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n'
        "<title>&lt;b&gt;</title>\n<p>x</p>\n</html>\n"
    )


# Width and style


def test_names_are_shortened_and_notes_wrapped_to_the_width() -> None:
    """The widest columns of text give way, numbers never; heads stand on several lines."""
    note = "and a longer note that is read whole"
    table = _table((Row("A very long name of an outlet", 1234567, 1.0, 0.5, note),))

    assert _text(table, "table", width=71) == (
        "group                 words    rate_    share  note\n"
        "                                per_\n"
        "                                1000\n"
        "----------------  ---------  -------  -------  ----------------------\n"
        "A very long nam…  1,234,567      1.0    0.500  and a longer note that\n"
        "                                               is read whole\n"
    )


@pytest.mark.parametrize("width", [40, 60, 80, 100, 1000])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    """What does not fit stands in a part of its own, behind the names; notes are whole."""
    rows = [Row(letter * 200, 1, 1.0, 0.5, "Note " * 50 + letter) for letter in "mn"]

    text = _text(_table(rows), "table", width=width)

    assert max(map(len, text.splitlines())) <= width
    assert text.count("Note") == 100
    assert all(re.search(rf"\b{head}", text) for head in ("words", "rate_", "share", "note"))
    assert all(re.search(rf"^{letter}{{7}}", text, re.MULTILINE) for letter in "mn")


def test_rows_without_a_name_of_their_own_stay_whole() -> None:
    """In parts, nobody could tell which of the rows is which; then the line is too wide."""
    rows = [Row("north", number, 1.0, 0.5, "a note") for number in (1, 2)]

    assert _text(_table(rows), "table", width=20).count("words") == 1


def test_empty_columns_are_left_out() -> None:
    """Nobody asked for them, and nothing is in them."""
    rows = (Row("a", 1, None, None), Row("b", 1, None, None))

    assert _text(_table(rows), "table").startswith("group ")
    assert "note" not in _text(_table(rows), "table")
    assert _text(_table(rows), "csv").startswith("group,words,rate_per_1000,share,note\n")


def test_a_table_for_people_has_what_is_read_first() -> None:
    """All columns where they are asked for, and in every other format."""
    table = framing.pairs(permutations=99)
    narrow = _text(table, "table", wide=False)

    assert "hits_" in _text(table, "table")
    assert re.search(r"^a +b +total_ +chance_ +excess_ +excess_ +excess_ +q +note$", narrow, re.M)
    assert "hits_" not in narrow
    assert "hits_a" in _text(table, "csv", wide=False)
    assert table.columns_for_people[-1] == "note"


@pytest.mark.parametrize(
    ("name", "row_type"),
    [
        ("emphasis", EmphasisRow),
        ("pairs", PairRow),
        ("extreme_pairs", ExtremePairRow),
        ("terms", TermRow),
        ("salience", SalienceRow),
        ("scores", ScoreRow),
    ],
)
def test_columns_for_people_are_columns(name: str, row_type: type[Any]) -> None:
    """No table is short of a column that was renamed."""
    table: Table[Any] = Table(name, row_type, (), MANIFEST)

    assert set(FOR_PEOPLE) == {
        *("emphasis", "pairs", "extreme_pairs", "terms", "salience", "scores")
    }
    assert set(FOR_PEOPLE[name]) < set(table.columns)
    assert table.columns_for_people == FOR_PEOPLE[name]


@pytest.mark.parametrize("form", ["markdown", "html", "latex"])
def test_documents_are_not_shortened(form: Format) -> None:
    """Only a terminal has a width."""
    table = _of("n" * 200)

    assert render(table, form) == render(table, form, width=20)


def test_a_style_can_be_chosen() -> None:
    """Any style of tabulate, for the terminal's table alone."""
    table = _table((Row("a|b", 1, 1.0, 0.5),))

    assert _text(table, "table", style="github").splitlines()[2].startswith(r"| a\|b")
    assert _text(table, "table", style="plain").splitlines()[1].startswith("a|b ")
    assert _text(table, "markdown") == _text(table, "markdown", style="plain")


def test_an_unknown_style_is_an_error() -> None:
    """The message lists the styles and guesses which was meant."""
    with pytest.raises(SettingError) as caught:
        render(_table(ROWS), "table", style="githb")

    assert (
        f"--style: 'githb' is not one of {', '.join(table_styles())}; did you mean 'github'?"
        == (str(caught.value))
    )


@pytest.mark.parametrize("style", ["unsafehtml", "latex_raw"])
def test_styles_that_do_not_escape_are_not_offered(style: str) -> None:
    """What an article says could become a tag in them."""
    assert style not in table_styles()
    with pytest.raises(SettingError):
        render(_table(ROWS), "table", style=style)


@pytest.mark.parametrize("style", table_styles())
def test_every_style_shows_every_cell(style: str) -> None:
    """No style breaks on what an article may say, or lets it act on the terminal."""
    text = _text(_of(*HOSTILE), "table", style=style)

    assert "\x1b" not in text
    assert "1E10" in text


def test_layout_takes_cells_that_are_text() -> None:
    """Heads are cleaned as cells are."""
    assert layout(["a\nb", "n"], [["x\x1b", "1"]], [False, True]) == (
        "a b      n\n-----  ---\nx\ufffd       1\n"
    )


@given(st.lists(st.text(max_size=30), min_size=1, max_size=4), st.integers(1, 80))
def test_any_text_can_be_shown(cells: list[str], width: int) -> None:
    """Whatever it is, it ends in one row."""
    heads = [f"column {number}" for number, _ in enumerate(cells)]
    numeric = [False] * len(cells)

    one = layout(heads, [cells], numeric, width=width)
    none = layout(heads, [["x"] * len(cells)], numeric, width=width)

    assert one.count("\n") == none.count("\n")


@given(st.text(max_size=30), st.sampled_from(["markdown", "html", "latex"]))
def test_any_text_can_be_put_into_a_document(cell: str, form: Format) -> None:
    """One row stays one line, and can be encoded, whatever it is."""
    assert _text(_of(cell), form).count("\n") == _text(_of("x"), form).count("\n")


@given(st.text())
def test_printable_text_is_printable(text: str) -> None:
    """And stays as it is when it is cleaned again."""
    clean = printable(text)

    assert clean == printable(clean)
    assert "\n" not in clean
