"""A folder's index.csv: metadata for the files beside it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from framing.readers.index import read_index

WriteArticle = Callable[..., Path]


def _read(folder: Path) -> tuple[dict[str, dict[str, str]], list[str]]:
    rows, problems = read_index(folder, "news")
    return {file: dict(row) for file, row in rows.items()}, [str(problem) for problem in problems]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two files to describe."""
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("Text.")
    return tmp_path


def test_no_table_is_no_problem(folder: Path) -> None:
    """Most folders have none."""
    assert ({}, []) == _read(folder)


def test_each_row_describes_a_file(folder: Path, write_article: WriteArticle) -> None:
    """Column names lose their case and blanks, values their blanks; what is missing is empty."""
    write_article("index.csv", "File, Outlet ,title\na.txt, North ,One\nb.txt,South\n")

    assert (
        {
            "a.txt": {"outlet": "North", "title": "One"},
            "b.txt": {"outlet": "South", "title": ""},
        },
        [],
    ) == _read(folder)


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbffile,outlet\na.txt,North\n",
        b"file,outlet\r\na.txt,North\r\n",
        b"\xef\xbb\xbffile,outlet\r\na.txt,North",
        b"file,outlet\n\na.txt,North\n\n",
        b"outlet,file\nNorth,a.txt\n",
    ],
    ids=["byte-order mark", "CRLF", "both, no line end", "blank lines", "file last"],
)
def test_what_spreadsheets_write_is_read(
    folder: Path, write_article: WriteArticle, content: bytes
) -> None:
    """The marks and line ends of a spreadsheet are no content."""
    write_article("index.csv", content)

    assert ({"a.txt": {"outlet": "North"}}, []) == _read(folder)


def test_quotes_keep_commas_quotes_and_line_ends(folder: Path, write_article: WriteArticle) -> None:
    """A title may hold anything."""
    write_article("index.csv", 'file,title\na.txt,"Rain, ""sun""\nand wind"\n')

    assert ({"a.txt": {"title": 'Rain, "sun"\nand wind'}}, []) == _read(folder)


@pytest.mark.parametrize("value", ["0", "no", "null", "2024-06-22", "1e5", "007", "TRUE", "1,5"])
def test_values_stay_as_they_are_written(
    folder: Path, write_article: WriteArticle, value: str
) -> None:
    """Nothing becomes a number, a date or a truth value."""
    write_article("index.csv", f'file,story\na.txt,"{value}"\n')

    assert ({"a.txt": {"story": value}}, []) == _read(folder)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            "file,title\na.txt,Rain, sun, wind\nb.txt,Sun\n",
            "skipped: news/index.csv:2: row of 'a.txt' has 2 more values than columns; "
            "are commas quoted?",
        ),
        (
            "file,title\nb.txt,Sun\nb.txt,Rain\n",
            "warning: news/index.csv:3: 'b.txt' stands here twice",
        ),
        (
            "file,title\nb.txt,Sun\n\nc.txt,Rain\n",
            "warning: news/index.csv:4: 'c.txt' is not in the folder; its row is not used",
        ),
        (
            "file,title\nb.txt,Sun\n../b.txt,Rain\n",
            "warning: news/index.csv:3: '../b.txt' is not in the folder; its row is not used",
        ),
        (
            "file,title\nb.txt,Sun\n,Rain\n",
            "warning: news/index.csv:3: '' is not in the folder; its row is not used",
        ),
    ],
    ids=["too many values", "file twice", "no such file", "file elsewhere", "no file name"],
)
def test_a_bad_row_is_reported_and_the_others_are_used(
    folder: Path, write_article: WriteArticle, content: str, message: str
) -> None:
    """One slip does not cost the metadata of the whole folder."""
    write_article("index.csv", content)

    assert ({"b.txt": {"title": "Sun"}}, [message]) == _read(folder)


def test_a_file_in_a_folder_below_is_described_there(
    folder: Path, write_article: WriteArticle
) -> None:
    """Each folder has its own table, so a row for a file below would never be used."""
    write_article("deep/c.txt", "Text.")
    write_article("index.csv", "file,title\ndeep/c.txt,Sun\n")

    assert (
        {},
        ["warning: news/index.csv:2: 'deep/c.txt' is not in the folder; its row is not used"],
    ) == _read(folder)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            b"name,title\na.txt,Sun\n",
            "1: cannot be used: it has no column 'file'; the first line names the columns: "
            "file, outlet, title, ...",
        ),
        (
            b"",
            "1: cannot be used: it has no column 'file'; the first line names the columns: "
            "file, outlet, title, ...",
        ),
        (
            b"file;title\na.txt;Sun\n",
            "1: cannot be used: it has no column 'file'; the first line names the columns: "
            "file, outlet, title, ...",
        ),
        (
            b"file,title,title\na.txt,Sun,Rain\n",
            "1: cannot be used: a column name stands twice in the first line",
        ),
        (
            b"file,title,Title \na.txt,Sun,Rain\n",
            "1: cannot be used: a column name stands twice in the first line",
        ),
        (
            b'file,title\na.txt,Sun\nb.txt,"Rain" and wind\n',
            "3: cannot be used: ',' expected after '\"'",
        ),
        (
            b'file,title\na.txt,Sun\nb.txt,"Rain\n',
            "3: cannot be used: unexpected end of data",
        ),
        (
            b"file,title\na.txt,Sun\nb.txt,caf\xe9\n",
            "3: is not UTF-8; save it as UTF-8",
        ),
    ],
    ids=[
        "no column file",
        "empty",
        "semicolons",
        "column twice",
        "column twice but for case",
        "quote inside a value",
        "quote not closed",
        "not UTF-8",
    ],
)
def test_a_bad_table_is_reported_and_none_of_it_is_used(
    folder: Path, write_article: WriteArticle, content: bytes, message: str
) -> None:
    """Half a table would describe half the articles without a word."""
    write_article("index.csv", content)

    assert ({}, [f"skipped: news/index.csv:{message}"]) == _read(folder)
