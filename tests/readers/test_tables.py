"""Tables of articles: CSV, TSV, JSON Lines, JSON, Parquet; columns, rows, dates."""

import io
import json
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import polars as pl
import pytest

from framing import Article, InputError, SettingError
from framing.readers import gather, read
from framing.readers.table_csv import find_delimiter
from tests.readers.conftest import problems_of

pytestmark = pytest.mark.usefixtures("here")

WriteArticle = Callable[..., Path]


COLUMNS = ["Key", "Publisher", "Headline", "Published", "Body", "Topic"]
ROWS = [
    ["n1", "North", "Rain, again", "2024-06-22", 'It rained.\nAll "day".', "0"],
    ["s1", "South", "", "6/23/2024", "Sun; no rain.", "None"],
]


def _csv(delimiter: str, end: str = "\n") -> str:
    def cell(value: str) -> str:
        return '"' + value.replace('"', '""') + '"' if set(value) & set(',;\t|"\n') else value

    return end.join(delimiter.join(map(cell, row)) for row in [COLUMNS, *ROWS]) + end


def _objects() -> list[dict[str, str]]:
    return [dict(zip(COLUMNS, row, strict=True)) for row in ROWS]


def _parquet() -> bytes:
    file = io.BytesIO()
    pl.DataFrame(_objects()).write_parquet(file)
    return file.getvalue()


FORMS: dict[str, tuple[str, bytes, int]] = {
    "comma": ("news.csv", _csv(",").encode(), 2),
    "semicolon": ("news.csv", _csv(";").encode(), 2),
    "tab in CSV": ("news.csv", _csv("\t").encode(), 2),
    "bar": ("news.csv", _csv("|").encode(), 2),
    "TSV": ("news.tsv", _csv("\t").encode(), 2),
    "byte-order mark": ("news.csv", b"\xef\xbb\xbf" + _csv(",").encode(), 2),
    "UTF-16": ("news.csv", _csv(";").encode("utf-16"), 2),
    "sep=": ("news.csv", b"sep=|\r\n" + _csv("|").encode(), 2),
    "sep= behind a mark": ("news.csv", b"\xef\xbb\xbfsep=,\n" + _csv(",").encode(), 2),
    "sep= in quotes": ("news.csv", b'"sep=;"\r\n' + _csv(";").encode(), 2),
    "blank rows above": ("news.csv", b"\r\n,,,,,\r\n \r\n" + _csv(",").encode(), 5),
    "sep= and a blank row": ("news.csv", b"sep=;\n\n" + _csv(";").encode(), 3),
    "CRLF": ("news.csv", _csv(",", "\r\n").encode(), 2),
    "CR": ("news.csv", _csv(",", "\r").encode(), 2),
    "JSON Lines": ("news.jsonl", "\n".join(map(json.dumps, _objects())).encode(), 1),
    "JSON Lines with mark": (
        "news.ndjson",
        "\ufeff".encode() + "\r\n".join(map(json.dumps, _objects())).encode(),
        1,
    ),
    "JSON": ("news.json", json.dumps(_objects(), indent=2).encode(), 1),
    "Parquet": ("news.parquet", _parquet(), 1),
}


@pytest.mark.parametrize("form", FORMS)
def test_one_table_in_any_form_gives_the_same_articles(
    write_article: WriteArticle, form: str
) -> None:
    """One article a row, all values as strings, and every row can be found again."""
    name, content, first = FORMS[form]
    write_article(name, content)

    reading = read([name], id_column="key")

    assert (
        Article(
            id="n1",
            outlet="North",
            title="Rain, again",
            date="2024-06-22",
            text='It rained.\nAll "day".',
            source=f"{name}:{first}",
            metadata={"topic": "0"},
        ),
        Article(
            id="s1",
            outlet="South",
            date="6/23/2024",
            text="Sun; no rain.",
            source=f"{name}:{first + 1}",
            metadata={"topic": "None"},
        ),
    ) == reading.articles
    assert () == reading.problems


@pytest.mark.parametrize("form", ["semicolon", "TSV", "JSON Lines", "JSON", "Parquet"])
def test_a_table_may_come_in_on_standard_input(monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    """The kind has to be said, since a stream has no suffix."""
    name, content, first = FORMS[form]
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(content)))

    reading = read(["-"], id_column="Key", input_format=name.partition(".")[2])

    assert [("n1", f"stdin:{first}"), ("s1", f"stdin:{first + 1}")] == [
        (article.id, article.source) for article in reading.articles
    ]


@pytest.mark.parametrize(
    ("header", "delimiter"),
    [
        ("a,b", ","),
        ("a;b,c;d", ";"),
        ('"a,b,c"\t"d"', "\t"),
        ("a|b", "|"),
        ("a,b;c", ","),
        ("text", ","),
    ],
)
def test_the_delimiter_is_told_by_the_names_of_the_columns(header: str, delimiter: str) -> None:
    """Texts are full of commas and semicolons; names of columns are not."""
    assert delimiter == find_delimiter(header)


@pytest.mark.parametrize("column", ["text", "TEXT", " Body ", "content", "article", "Full Text"])
def test_the_column_of_the_text_is_told_by_its_name(
    write_article: WriteArticle, column: str
) -> None:
    """Whatever its case."""
    write_article("a.csv", f"id,{column},outlet\n1,Rain fell.,North\n")

    assert ["Rain fell."] == [article.text for article in read(["a.csv"]).articles]


@pytest.mark.parametrize(
    "column", ["outlet", "Source", "PUBLISHER", "site", "Publication", "newspaper", "Source Name"]
)
def test_the_column_of_the_outlet_is_told_by_its_name(
    write_article: WriteArticle, column: str
) -> None:
    """Whatever its case."""
    write_article("a.csv", f"{column},text\nNorth,Rain fell.\n")

    assert ["North"] == [article.outlet for article in read(["a.csv"]).articles]


@pytest.mark.parametrize(
    ("header", "message"),
    [
        (
            "id,outlet,words",
            "has no column that looks like the text (columns: id, outlet, words); "
            "call it 'text', or name it with --text-column",
        ),
        (
            "id,body,content,outlet",
            "has several columns that may be the text (body, content; "
            "columns: id, body, content, outlet); call one 'text', or name it with --text-column",
        ),
        ("text,outlet,text", "a column name stands twice: 'text'; rename one"),
    ],
)
def test_a_text_that_cannot_be_told_is_an_error_that_lists_the_columns(
    write_article: WriteArticle, header: str, message: str
) -> None:
    """A wrong guess would count the wrong words."""
    write_article("a.csv", f"{header}\n1,2,3,4\n")

    with pytest.raises(InputError) as caught:
        read(["a.csv"])

    assert f"no article could be read; skipped: a.csv: {message}" == str(caught.value)


def test_named_columns_go_before_guesses(write_article: WriteArticle) -> None:
    """Any column can be named, in any case; what is left is metadata."""
    write_article(
        "a.csv",
        "id,Nr,body,content,site,paper,writer,source\n1,7,Short.,Long.,x.org,North,Ann,wire\n",
    )

    reading = read(
        ["a.csv"],
        id_column="nr",
        text_column="content",
        outlet_column="Paper",
        author_column="writer",
    )

    assert (
        Article(
            id="7",
            outlet="North",
            author="Ann",
            text="Long.",
            source="a.csv:2",
            metadata={"id_column": "1", "body": "Short.", "site": "x.org", "source_column": "wire"},
        ),
    ) == reading.articles
    assert () == reading.problems


def test_one_of_several_likely_columns_is_named(write_article: WriteArticle) -> None:
    """The choice can be wrong, so it is said."""
    write_article("a.csv", "text,site,Publisher\nRain fell.,x.org,North\n")

    reading = read(["a.csv"])

    assert ["North"] == [article.outlet for article in reading.articles]
    assert [
        "warning: a.csv: column 'Publisher' is taken for the outlet, and 'site' not; "
        "--outlet-column says otherwise"
    ] == problems_of(reading)


def test_a_named_column_that_is_not_there_is_an_error(write_article: WriteArticle) -> None:
    """With the columns that are."""
    write_article("a.csv", "text,outlet\nRain fell.,North\n")

    with pytest.raises(
        InputError,
        match=r"a\.csv: --text-column: 'txt' is not one of text, outlet; did you mean 'text'\?",
    ):
        read(["a.csv"], text_column="txt")


def test_a_table_without_outlets_serves_as_one(write_article: WriteArticle) -> None:
    """A table an outlet is a usual way to keep articles; it is said, since it may be a slip."""
    write_article("North.csv", "text,topic\nRain fell.,rain\nSun came.,sun\n")

    reading = read(["North.csv"])

    assert [("North:2", "North"), ("North:3", "North")] == [
        (article.id, article.outlet) for article in reading.articles
    ]
    assert [
        "warning: North.csv: has no column that looks like the outlet (columns: text, topic); "
        "the table's name serves; --outlet-column names one"
    ] == problems_of(reading)


def test_a_row_without_an_outlet_has_none(write_article: WriteArticle) -> None:
    """It stands in a group of its own, whose name says so."""
    write_article("a.csv", "text,outlet\nRain fell.,North\nSun came.,\n")

    reading = read(["a.csv"])

    assert ["North", "(no outlet)"] == [article.group("outlet") for article in reading.articles]
    assert [
        "warning: a.csv:3: the outlet is empty; the article counts under '(no outlet)'"
    ] == problems_of(reading)


def test_outlets_that_differ_in_case_or_spaces_alone_are_reported(
    write_article: WriteArticle,
) -> None:
    """They may be one; that is not for a program to say."""
    write_article(
        "a.csv", "text,outlet\nA.,BBC News\nB.,bbc news\nC.,BBC News\nD.,BBCNews\nE.,DW\n"
    )

    reading = read(["a.csv"])

    assert {"BBC News", "bbc news", "BBCNews", "DW"} == {a.outlet for a in reading.articles}
    assert [
        "warning: a.csv:2: outlets that differ only in case or spaces are kept apart: "
        "'BBC News' (2), 'BBCNews' (1), 'bbc news' (1); if they are one, write them alike"
    ] == problems_of(reading)


@pytest.mark.parametrize("value", ["NA", "None", "0", "007", "1e5", "TRUE", "2024-06-22", "null"])
def test_values_stay_as_they_are_written(write_article: WriteArticle, value: str) -> None:
    """Nothing becomes a number, a date or a missing value."""
    write_article("a.csv", f"text,outlet,topic\n{value},{value},{value}\n")

    (article,) = read(["a.csv"]).articles

    assert (value, value, {"topic": value}) == (article.text, article.outlet, article.metadata)


def test_numbers_and_truth_values_of_json_become_strings(write_article: WriteArticle) -> None:
    """As they are written; what is nested has no place in a table and is named."""
    write_article(
        "a.jsonl",
        '{"text": "A.", "outlet": 7, "n": 1.50, "big": 123456789012345678901234567890, '
        '"yes": true, "no": null, "tags": ["a", "b"], "map": {"x": 1}}\n',
    )

    reading = read(["a.jsonl"])

    (article,) = reading.articles
    assert "7" == article.outlet
    assert {
        "n": "1.50",
        "big": "123456789012345678901234567890",
        "yes": "true",
        "no": "",
        "tags": "a; b",
        "map": "",
    } == article.metadata
    assert [
        "warning: a.jsonl:1: the value of 'map' is neither a string nor a list of strings; ignored"
    ] == problems_of(reading)


def test_types_of_parquet_become_strings(tmp_path: Path) -> None:
    """Days and times in ISO; what is nested is named."""
    pl.DataFrame(
        {
            "text": ["A."],
            "outlet": ["North"],
            "day": [date(2024, 6, 22)],
            "n": [3],
            "yes": [True],
            "none": pl.Series([None], dtype=pl.String),
            "tags": [["a", "b"]],
            "map": [{"x": 1}],
        }
    ).write_parquet(tmp_path / "a.parquet")

    reading = read(["a.parquet"])

    assert {"day": "2024-06-22", "n": "3", "yes": "true", "none": "", "tags": "a; b"} == (
        reading.articles[0].metadata
    )
    assert [
        "warning: a.parquet: column 'map' holds neither strings, numbers nor dates; ignored"
    ] == problems_of(reading)


def test_bad_rows_are_named_and_the_others_are_read(write_article: WriteArticle) -> None:
    """Rows have the numbers that a spreadsheet gives them."""
    write_article(
        "a.csv",
        "id,text,outlet\n"
        '1,"Two\nlines.",North\n'
        "2,Too few\n"
        "3,Too,many,values\n"
        "\n"
        "5, ,North\n"
        '6,"Bad" quote,North\n'
        ",,\n"
        "8,N\x00UL,North\n"
        "9,Trailing.,North,,\n",
    )

    reading = read(["a.csv"])

    assert [("1", "a.csv:2"), ("9", "a.csv:10")] == [(a.id, a.source) for a in reading.articles]
    assert [
        "skipped: a.csv:3: has 2 values and the table 3 columns; are texts quoted?",
        "skipped: a.csv:4: has 4 values and the table 3 columns; are texts quoted?",
        "skipped: a.csv:6: the text is empty; fill it in, or leave the article out",
        "skipped: a.csv:7: the row (line 8 of the file) cannot be read: ',' expected after '\"'; "
        "is a quote left open?",
        "skipped: a.csv:9: the text holds a NUL byte; it may be no text; write it as plain text",
    ] == problems_of(reading)


@pytest.mark.parametrize("above", ["", "\n\n", "sep=,\n\n"])
def test_rows_that_an_unclosed_quote_swallows_are_said(
    write_article: WriteArticle, above: str
) -> None:
    """With the line in which to look for it, and how many lines are gone."""
    rows = "".join(f"Rain fell on day {number}.,North\n" for number in range(1_000))
    write_article("a.csv", f'{above}text,outlet\nSun.,South\n"Rain,North\n{rows}')
    before = above.count("\n")

    reading = read(["a.csv"])

    assert ["Sun."] == [article.text for article in reading.articles]
    row = 3 + before - above.count("sep")
    assert [
        f"skipped: a.csv:{row}: a quote that opens in the row of line {3 + before} is not closed; "
        f"lines {3 + before} to {1_003 + before:,} were not read; close it, or write a quote "
        "inside of a text twice"
    ] == problems_of(reading)


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        (
            "a.csv",
            "text,outlet\nRain.,North\n{long},North\nSun.,South\n",
            "skipped: a.csv:3: the row has a line that is longer than 0.001 million characters; "
            "split it (line 3 of the file)",
        ),
        (
            "a.csv",
            'text,outlet\nRain.,North\n"Two\n{long}\nlines.",North\nSun.,South\n',
            "skipped: a.csv:3: the row has a line that is longer than 0.001 million characters; "
            "split it (line 3 of the file)",
        ),
        (
            "a.jsonl",
            '{{"text": "Rain.", "outlet": "North"}}\n{long}\n{{"text": "Sun.", "outlet": "B"}}',
            "skipped: a.jsonl:2: is longer than 0.001 million characters; split it",
        ),
    ],
)
def test_a_line_that_is_too_long_costs_itself_alone(
    write_article: WriteArticle, name: str, content: str, problem: str
) -> None:
    """What stands before and behind it is read."""
    write_article(name, content.format(long="rain " * 500))

    reading = read([name], max_file_mb=0.001)

    assert ["Rain.", "Sun."] == [article.text for article in reading.articles]
    assert [problem] == problems_of(reading)


def test_an_array_may_stand_in_one_line(write_article: WriteArticle) -> None:
    """As programs write it; the limit is that of an article."""
    objects = [{"text": f"Rain {number}.", "outlet": "North"} for number in range(100)]
    write_article("a.json", json.dumps(objects))

    assert 100 == len(read(["a.json"], max_file_mb=0.001).articles)


def test_lines_of_json_before_a_byte_that_is_none_are_kept(tmp_path: Path) -> None:
    """Where the encoding is stated by a mark, and does not hold to the end."""
    good = json.dumps({"text": "Rain.", "outlet": "North"}).encode() + b"\n"
    (tmp_path / "a.jsonl").write_bytes(b"\xef\xbb\xbf" + good * 2_000 + b"\xff\n")

    reading = read(["a.jsonl"])

    assert reading.articles
    assert ["is not UTF-8 from about here on; save the table as UTF-8"] == [
        problem.message for problem in reading.problems
    ]


def test_lines_that_are_no_json_and_those_that_are_no_object_are_gathered_apart(
    write_article: WriteArticle,
) -> None:
    """Each sort with its own reason."""
    good = '{"text": "Rain.", "outlet": "North"}\n'
    write_article("a.jsonl", good + "nonsense\n" * 5 + "[1]\n" * 5)

    assert [
        "skipped: a.jsonl:2: is not JSON: Expecting value (column 1); "
        "so 5 times in all, also at 3, 4, ...",
        "skipped: a.jsonl:7: is not an object of names and values but a list; "
        "so 5 times in all, also at 8, 9, ...",
    ] == [str(problem) for problem in gather(read(["a.jsonl"]).problems)]


def test_bad_lines_of_json_are_named_and_the_others_are_read(write_article: WriteArticle) -> None:
    """One bad line does not cost the table."""
    write_article(
        "a.jsonl",
        '{"id": "1", "text": "A.", "outlet": "North"}\n{"id": \n[1]\n\n'
        '{"id": "5", "text": "\\ud800 B.", "outlet": "North"}\n{"id": "6"}\n'
        + '{"text": '
        + "[" * 100_000
        + "\n",
    )

    reading = read(["a.jsonl"])

    assert [("1", "A."), ("5", "\ufffd B.")] == [(a.id, a.text) for a in reading.articles]
    assert [
        "skipped: a.jsonl:2: is not JSON: Expecting value (column 7)",
        "skipped: a.jsonl:3: is not an object of names and values but a list",
        "skipped: a.jsonl:7: nests too deep to be an article; give a text and its metadata",
        "skipped: a.jsonl:6: the text is empty; fill it in, or leave the article out",
        "warning: a.jsonl:5: holds halves of characters; each is replaced by U+FFFD",
    ] == problems_of(reading)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv", b"", "a.csv:1: is empty; the first row holds the names of the columns"),
        ("a.csv", b"\n\n,,\n", "a.csv:1: is empty; the first row holds the names of the columns"),
        ("a.csv", b"t\0e\0x\0t\0", "a.csv: is not text \\(it holds NUL bytes\\)"),
        ("a.csv", b"text,out\0let\nA.,B\n", "a.csv:1: is not text \\(it holds NUL bytes\\)"),
        ("a.csv", b"text,\xc3\xa9\nA.,\xe9\n", "a.csv:2: byte 0xe9 at offset 11 is not UTF-8"),
        ("a.csv", b"text\n", "a.csv: holds no articles"),
        ("a.json", b"{}", "a.json: is not an array of objects; a file of one object a line is"),
        ("a.json", b"[", "a.json:1: is not JSON: Expecting value"),
        ("a.json", b"[]", "a.json: holds no objects with an article each"),
        ("a.jsonl", b"text\n", "a.jsonl:1: is not JSON"),
        ("a.parquet", b"PAR1", "a.parquet: cannot be read as Parquet"),
        ("a.parquet", _parquet()[:-9], "a.parquet: cannot be read as Parquet; it is cut off"),
        (
            "a.parquet",
            b"PAR1" + b"\xff" * 99 + b"PAR1",
            "a.parquet: cannot be read as Parquet \\(",
        ),
    ],
)
def test_a_table_that_cannot_be_read_is_named(
    write_article: WriteArticle, name: str, content: bytes, message: str
) -> None:
    """With the place, where there is one."""
    write_article(name, content)

    with pytest.raises(InputError, match=message):
        read([name])


def test_a_guessed_encoding_of_a_table_is_said(write_article: WriteArticle) -> None:
    """And the user's word goes before a guess."""
    write_article("a.csv", "text,outlet\nThe café’s “owner”.,Nord\n".encode("cp1252"))

    reading = read(["a.csv"])
    stated = read(["a.csv"], encoding="cp1250")

    assert "The café’s “owner”." == reading.articles[0].text == stated.articles[0].text
    assert [
        "warning: a.csv: is not UTF-8; read as Windows-1252, a guess; if wrong, give --encoding"
    ] == problems_of(reading)
    assert () == stated.problems


@pytest.mark.parametrize(
    ("date_format", "given", "expected"),
    [
        ("", "6/23/2024", "6/23/2024"),
        ("", "2024-06-23", "2024-06-23"),
        ("%m/%d/%Y", "6/23/2024", "2024-06-23"),
        ("%d.%m.%Y %H:%M", "23.06.2024 09:15", "2024-06-23T09:15:00"),
        ("%m/%d/%Y", "2024-06-23", "2024-06-23"),
    ],
)
def test_dates_stay_as_given_unless_their_form_is_said(
    write_article: WriteArticle, date_format: str, given: str, expected: str
) -> None:
    """6/7/2024 is a day in June or in July; nobody but the user knows."""
    write_article("a.csv", f"text,outlet,date\nA.,North,{given}\n")

    reading = read(["a.csv"], date_format=date_format)

    assert [expected] == [article.date for article in reading.articles]
    assert () == reading.problems


def test_a_date_of_another_form_is_kept_and_named(write_article: WriteArticle) -> None:
    """It is not guessed."""
    write_article("a.csv", "text,outlet,date\nA.,North,June 23\n")

    reading = read(["a.csv"], date_format="%m/%d/%Y")

    assert ["June 23"] == [article.date for article in reading.articles]
    assert [
        "warning: a.csv:2: date 'June 23' is not of the form %m/%d/%Y; kept as it is"
    ] == problems_of(reading)


def test_ids_of_two_tables_that_both_count_from_one_are_told_apart(
    write_article: WriteArticle,
) -> None:
    """A table an outlet often has such ids; no article is lost."""
    write_article("North.csv", "id,text,outlet\n1,A.,North\n2,B.,North\n")
    write_article("South.csv", "id,text,outlet\n1,C.,South\n3,D.,South\n")

    ids = ["2", "3", "North:1", "South:1"]

    assert ids == [article.id for article in read(["North.csv", "South.csv"]).articles]
    assert ids == [article.id for article in read(["South.csv", "North.csv"]).articles]


def test_an_id_that_stands_twice_in_a_table_is_skipped(write_article: WriteArticle) -> None:
    """The row is named."""
    write_article("a.csv", "id,text,outlet\n1,A.,North\n1,B.,North\n,C.,North\n")

    reading = read(["a.csv"])

    assert [("1", "A."), ("a:4", "C.")] == [(a.id, a.text) for a in reading.articles]
    assert [
        "skipped: a.csv:3: id '1' is also that of a.csv:2; give it one of its own"
    ] == problems_of(reading)


def test_furniture_is_looked_for_in_tables_only_if_asked(write_article: WriteArticle) -> None:
    """Texts of tables were mostly cleaned before."""
    write_article("a.csv", 'text,outlet\n"Rain fell all day.\nRead more: Sun\nIt did.",North\n')

    (plain,) = read(["a.csv"]).articles
    (asked,) = read(["a.csv"], furniture=True).articles

    assert () == plain.furniture
    assert ["Read more: Sun"] == [asked.text[f.start : f.end] for f in asked.furniture]


def test_the_title_of_a_row_is_the_headline(write_article: WriteArticle) -> None:
    """Where the text repeats it, that line; no other line is taken for it."""
    write_article(
        "a.csv",
        "text,outlet,title\n"
        '"Rain over the harbour\nIt fell all day long.",North,Rain over the harbour\n'
        '"What comes next\nIt fell all day long.",North,Rain over the harbour\n'
        '"Rain over the harbour\nIt fell all day long.",North,\n',
    )

    articles = read(["a.csv"]).articles

    assert [(0, 21), None, (0, 21)] == [
        a.headline and (a.headline.start, a.headline.end) for a in articles
    ]
    assert {"Rain over the harbour"} == {article.title for article in articles}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"date_format": "%d/%m"}, "--date-format: '%d/%m' does not give a day"),
        ({"date_format": "d/m/y"}, "--date-format: 'd/m/y' does not give a day"),
        ({"encoding": "utf-9"}, "--encoding: 'utf-9' is not one of utf-8"),
        ({"encoding": "hex"}, "--encoding: 'hex' is not one of"),
        ({"max_file_mb": 0}, "--max-file-mb: 0 is not above 0"),
        ({"input_format": "csv"}, "--input-format: is for standard input"),
        ({"input_format": "xls"}, "--input-format: 'xls' is not one of text, html"),
        ({"furniture": True, "keep_furniture": True}, "--furniture: looks for what"),
        ({"furniture": True}, "--furniture: is for tables, and no table"),
        ({"text_column": "a"}, "--text-column and the like: is for tables"),
    ],
)
def test_options_that_mean_nothing_are_refused(
    write_article: WriteArticle, options: dict[str, object], message: str
) -> None:
    """An option without effect is a misunderstanding."""
    write_article("a.txt", "Rain fell.")

    with pytest.raises(SettingError, match=message):
        read(["a.txt"], **options)  # type: ignore[arg-type]


def test_the_limit_of_the_csv_module_is_left_as_it_was(write_article: WriteArticle) -> None:
    """Long texts are read, and other users of the module are not concerned."""
    import csv

    before = csv.field_size_limit()
    write_article("a.csv", f"text,outlet\n{'rain ' * 60_000},North\n")

    assert 300_000 == len(read(["a.csv"]).articles[0].text)
    assert before == csv.field_size_limit()
