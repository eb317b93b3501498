"""JSON Lines: a line is an article or a problem, and never the end."""

import json
import re

import pytest

from framing import Article, Problem, Span
from framing.readers.lines import read_line, read_lines


def _line(**record: object) -> bytes:
    return json.dumps(record).encode()


def _article(line: bytes) -> Article:
    found = read_line(line, 7, "stdin")
    assert isinstance(found, Article), found
    return found


def test_a_line_is_an_article() -> None:
    """Known keys are its metadata, others are kept beside them."""
    article = _article(
        _line(
            id="x1", text="Rain fell.\r\nSun came.", outlet=" North ", Date="2024", tags=["a", "b"]
        )
    )

    assert ("x1", "Rain fell.\nSun came.", "North", "2024") == (
        article.id,
        article.text,
        article.outlet,
        article.date,
    )
    assert {"tags": "a; b"} == article.metadata
    assert "stdin:7" == article.source
    assert () == article.furniture


def test_what_is_missing_is_empty_and_the_id_is_the_line() -> None:
    """Only the text is needed."""
    article = _article(_line(text="Rain.", outlet=None))

    assert ("stdin:7", "", "(no outlet)") == (article.id, article.outlet, article.group("outlet"))


@pytest.mark.parametrize(("value", "kept"), [(12, "12"), (1.5, "1.5"), (True, "true"), ({}, "{}")])
def test_other_values_are_kept_as_they_are_written(value: object, kept: str) -> None:
    """A number is a name too."""
    article = _article(_line(id=value, text="Rain.", section=value))

    assert (kept, kept) == (article.id, article.metadata["section"])


@pytest.mark.parametrize(
    ("text", "title", "headline"),
    [
        ("Rain Falls\nIt did.", "Rain falls", Span(0, 10)),
        ("\n  “Rain falls”  \nIt did.", "Rain falls", Span(3, 15)),
        ("Rain falls on us all\nIt did.", "Rain falls", None),
        ("Rain falls", "Rain falls", None),
        ("Rain falls\nIt did.", "", None),
    ],
)
def test_a_first_line_that_repeats_the_title_is_the_headline(
    text: str, title: str, headline: Span | None
) -> None:
    """It is no body; a text that is nothing else is body."""
    assert headline == _article(_line(text=text, title=title)).headline


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b"{", "is not JSON"),
        (b'{"text": "a\xff"}', "byte 0xff is not UTF-8"),
        (b"[1]", "is no JSON object but a list"),
        (b"{}", "has no 'text'"),
        (b'{"text": 3}', "'text' is empty or no string"),
        (b'{"text": " "}', "'text' is empty or no string"),
        (b'{"text": "a\\u0000"}', "holds a NUL character"),
        (b'{"text": "a", "id": "\\ud800"}', "half a character"),
        (b"[" * 100_000, "is not JSON|nested too deeply"),
    ],
)
def test_a_bad_line_is_a_problem_with_its_number(line: bytes, message: str) -> None:
    """Whatever comes in, reading goes on."""
    found = read_line(line, 7, "stdin")

    assert isinstance(found, Problem)
    assert found.skipped
    assert str(found).startswith("skipped: stdin:7: ")
    assert re.search(message, str(found))


def test_pairs_of_surrogates_are_whole_characters() -> None:
    """As JSON writes what lies beyond 16 bits."""
    assert "\U0001f600" == _article(b'{"text": "\\ud83d\\ude00"}').text


def test_blank_lines_are_passed_over_and_counted() -> None:
    """A byte-order mark is no content."""
    lines = [b'\xef\xbb\xbf{"text": "a"}\n', b"\n", b"nonsense\n", b'{"text": "b"}']

    found = list(read_lines(lines, "in"))

    assert ["in:1", "in:3", "in:4"] == [
        f.id if isinstance(f, Article) else f"{f.source}:{f.line}" for f in found
    ]
