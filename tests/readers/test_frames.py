"""Articles from data frames and lists of dictionaries."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from framing import Article, InputError
from framing.article import Span
from framing.readers import NothingReadError, Problem, read
from framing.readers.given import read_given

ROWS: list[dict[str, Any]] = [
    {
        "ID": "a",
        "Publisher": "North",
        "Body": "Rain at last\r\nRain fell.\nAll day.",
        "headline": "RAIN at last!",
        "published": datetime(2024, 6, 22),
        "Author": "An author",
        "desk": 3,
        "URL": "http://example.org",
    },
    {"ID": "b", "Publisher": "South", "Body": "Sun came.", "published": None, "desk": None},
]

FRAMES: dict[str, Callable[[Any], Any]] = {
    "list": list,
    "generator": iter,
    "pandas": pd.DataFrame,
    "pandas, nullable": lambda rows: pd.DataFrame(rows).convert_dtypes(),
    "polars": pl.DataFrame,
    "polars, lazy": pl.LazyFrame,
    "pyarrow": pa.Table.from_pylist,
}
"""How rows become what is given; dictionaries, too, as a list and as something to go through."""


def _complete(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give each row every key, as libraries that look at the first row alone need it."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    return [{name: row.get(name) for name in names} for row in rows]


def _read(given: Any) -> tuple[tuple[Article, ...], tuple[Problem, ...]]:
    reading = read_given(given, keep_furniture=False)
    return reading.articles, reading.problems


@pytest.mark.parametrize("kind", FRAMES)
def test_rows_are_articles(kind: str) -> None:
    """Whatever library the frame is of, and whatever the case of its columns."""
    articles, problems = _read(FRAMES[kind](_complete(ROWS)))

    source = "list" if kind in {"list", "generator"} else "data frame"
    first = Article(
        id="a",
        text="Rain at last\nRain fell.\nAll day.",
        outlet="North",
        title="RAIN at last!",
        author="An author",
        date="2024-06-22",
        url="http://example.org",
        source=source,
        metadata={"desk": "3"},
        headline=Span(0, 12),
    )
    second = Article(id="b", text="Sun came.", outlet="South", source=source, metadata={"desk": ""})
    assert (first, second) == articles
    assert () == problems


@pytest.mark.parametrize("kind", FRAMES)
def test_rows_that_are_no_articles_are_named(kind: str) -> None:
    """They do not cost the others."""
    rows = [{"id": "a", "text": "Rain."}, {"id": "b", "text": None}, {"id": "a", "text": "Sun."}]
    rows.append({"id": "c", "text": " \n"})

    articles, problems = _read(FRAMES[kind](rows))

    assert ["Rain."] == [article.text for article in articles]
    assert [
        (2, "the text is empty; fill it in, or leave the row out"),
        (3, "id 'a' stands in an earlier row; give each row one of its own"),
        (4, "the text is empty; fill it in, or leave the row out"),
    ] == [(problem.line, problem.message) for problem in problems]
    assert all(problem.skipped for problem in problems)


def test_without_id_and_outlet_the_number_of_the_row_serves() -> None:
    """As a file's name does."""
    articles, _ = _read([{"text": "Rain."}, {"text": "Sun.", "outlet": "South"}])

    assert [("1", "1"), ("2", "South")] == [(a.id, a.outlet) for a in articles]


def test_one_dictionary_is_one_article() -> None:
    """It need not stand in a list."""
    (article,), _ = _read({"text": "Rain.", "id": 7})

    assert ("7", "Rain.") == (article.id, article.text)


def test_all_kinds_can_be_given_together(write_article: Callable[..., Path]) -> None:
    """Articles, files and dictionaries."""
    file = write_article("a.txt", "China signed.\nBeijing paid.\n")
    made = Article(id="b", outlet="B", text="Rain.")

    articles, _ = _read([file, made, {"id": "c", "text": "Sun."}])

    assert {"a", "b", "c"} == {article.id for article in articles}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (3, "3"),
        (3.0, "3"),
        (0.5, "0.5"),
        (np.int64(3), "3"),
        (float("nan"), ""),
        (None, ""),
        (pd.NA, ""),
        (pd.NaT, ""),
        (" x ", "x"),
        (date(2024, 6, 22), "2024-06-22"),
        (datetime(2024, 6, 22, 13, 5, tzinfo=UTC), "2024-06-22T13:05:00+00:00"),
        (["a", "b"], "['a', 'b']"),
        (True, "True"),
    ],
    ids=repr,
)
def test_metadata_are_strings(value: Any, text: str) -> None:
    """Empty where they are missing, however the library says so."""
    (article,), _ = _read([{"text": "Rain.", "extra": value}])

    assert {"extra": text} == article.metadata


def test_text_that_is_no_text_is_named() -> None:
    """A number is no article."""
    with pytest.raises(InputError, match=r"list:1: the text is of the type int, not a string$"):
        _read([{"text": 7}])


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ([{"x": 1}], "list: has no column that looks like the text (columns: x); call it 'text'"),
        (
            pd.DataFrame({"body": ["a"], "content": ["b"]}),
            "data frame: has several columns that may be the text (body, content; "
            "columns: body, content); call one 'text'",
        ),
        (
            pd.DataFrame([["a", "b"]], columns=["text", "text"]),
            "DataFrame: cannot be read as a data frame: Expected unique column names, got: "
            "- 'text' 2 times",
        ),
        (7, "int: is no source; give paths, articles, dictionaries, a data frame or what "),
        ([7], "int: is no source; give paths, articles, dictionaries, a data frame or what "),
        ([{"text": ""}], "no article could be read; skipped: list:1: the text is empty"),
    ],
)
def test_what_cannot_be_read_is_an_error(given: Any, message: str) -> None:
    """The message says what is wrong and what would be right."""
    with pytest.raises(InputError) as caught:
        _read(given)

    assert str(caught.value).startswith(message)


def test_half_a_character_in_a_frame_is_an_error_of_the_package(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Some libraries hold one, and fail only where the row is taken out."""
    frame = pd.DataFrame({"text": ["Rain.", "Sun."]})

    def rows(*_: object, **__: object) -> object:
        yield ("Rain.",)
        "\ud800".encode()

    monkeypatch.setattr(nw.DataFrame, "iter_rows", rows)

    with pytest.raises(InputError, match="data frame: holds half a character"):
        _read(frame)


def test_all_reasons_are_kept_where_no_row_can_be_read() -> None:
    """As for files."""
    with pytest.raises(NothingReadError) as caught:
        _read([{"text": ""}, {"text": 7}])

    assert [1, 2] == [problem.line for problem in caught.value.problems]


@pytest.mark.parametrize(
    "given", [pd.DataFrame({"text": ["Rain."]}), {"text": "Rain."}, [{"text": "Rain."}], 7, None]
)
def test_what_is_no_path_is_refused_by_read(given: Any) -> None:
    """The names of a frame's columns are no paths."""
    with pytest.raises(InputError, match=r"is no path; give data frames, .* to compare\(\)"):
        read(given)


def test_columns_are_told_as_those_of_tables_are() -> None:
    """A field's own name comes first, the likeliest of the others next; the rest is metadata."""
    row = {"source": "a", "outlet": "b", "Full Text": "Rain.", "article.title": "c", "Extra": "d"}
    (article,), _ = _read([row])

    assert (article.outlet, article.text, article.title) == ("b", "Rain.", "c")
    assert article.metadata == {"source_column": "a", "extra": "d"}


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Rain", "Sun\nRain fell."),
        ("", "Rain\nfell."),
        ("Rain", "Rain"),
        ("Rain fell", "Rain\nfell."),
    ],
)
def test_a_title_that_the_text_does_not_begin_with_is_no_headline(title: str, text: str) -> None:
    """Nothing of the text is set aside for it."""
    (article,), _ = _read([{"title": title, "text": text}])

    assert article.headline is None
