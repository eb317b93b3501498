"""JSON Lines: a line is an article or a problem, and never the end."""

import io
import json
import re
from pathlib import Path

import pytest

from framing import Article, Problem, Span
from framing.readers import read
from framing.readers.lines import read_lines
from framing.readers.options import ReadOptions


def _line(**record: object) -> bytes:
    return json.dumps(record).encode()


def _found(line: bytes) -> list[Article | Problem]:
    return list(read_lines(io.BytesIO(b"\n" * 6 + line), "stdin"))


def _article(line: bytes) -> Article:
    (found,) = _found(line)
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


@pytest.mark.parametrize(
    ("value", "kept"), [(12, "12"), (1.5, "1.5"), (True, "true"), (["a", "b"], "a; b")]
)
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
        (
            b'{"text": "Z\xc3\xbcrich Z\xc3\xbcrich \xfc"}',
            "byte 0xfc at offset 26 is not UTF-8; save the file as UTF-8",
        ),
        (b"[1]", "is not an object of names and values but a list"),
        (b"{}", "has no 'text'"),
        (b'{"text": 3}', "the text is no string but a number"),
        (b'{"text": " "}', "the text is empty; fill it in"),
        (b'{"text": "a\\u0000"}', "the text holds a NUL byte"),
        (b"[" * 100_000, "is not JSON|nests too deep"),
    ],
)
def test_a_bad_line_is_a_problem_with_its_number(line: bytes, message: str) -> None:
    """Whatever comes in, reading goes on."""
    (found,) = _found(line)

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

    found = list(read_lines(io.BytesIO(b"".join(lines)), "in"))

    assert ["in:1", "in:3", "in:4"] == [
        f.id if isinstance(f, Article) else f"{f.source}:{f.line}" for f in found
    ]


def test_a_line_that_is_too_long_is_passed_over_and_never_held() -> None:
    """A stream may be one line without an end; the lines behind it are read."""
    long = b'{"text": "' + b"rain " * 900 + b'"}\n'
    sizes = []

    class Watched(io.BytesIO):
        def readline(self, size: int | None = -1) -> bytes:
            sizes.append(size)
            return super().readline(size)

    found = list(
        read_lines(
            Watched(long + b'{"text": "Sun."}\n' + long[:2_000] + b"\n" + b'{"text": "Wind."}'),
            "in",
            ReadOptions(max_file_mb=0.001),
        )
    )

    assert ["in:1", "Sun.", "in:3", "Wind."] == [
        f.text if isinstance(f, Article) else f"{f.source}:{f.line}" for f in found
    ]
    assert "skipped: in:1: is longer than 0.001 million characters; split it" == str(found[0])
    assert all(size and size > 0 for size in sizes)


LINES = [
    b'{"text": "Rain.", "outlet": "North", "n": 1.50, "no": null, "yes": true, "a": " b "}',
    b'{"text": 5, "outlet": "North"}',
    b'{"text": ["Rain.", "Sun."], "outlet": "North"}',
    b'{"text": null, "outlet": "North"}',
    b'{"text": "", "outlet": "North"}',
    b'{"text": "Half \\ud800 it.", "outlet": "\\udc00"}',
    b'{"text": "N\\u0000UL", "outlet": "North"}',
    b'{"text": "Rain.", "outlet": "No\\u0000rth"}',
    b'{"text": "Rain.", "outlet": "North", "map": {"x": 1}}',
    '{"text": "The café’s “owner” said so.", "outlet": "North"}'.encode("cp1252"),
    b"[1]",
    b"nonsense",
    b"[" * 100_000,
    b'{"text": "Rain.\\r\\nSun.", "outlet": "North"}',
]


@pytest.mark.parametrize("line", LINES, ids=range(len(LINES)))
def test_a_line_is_the_same_in_a_stream_and_in_a_table(tmp_path: Path, line: bytes) -> None:
    """One rule for the values of JSON, whichever way they come in."""
    path = tmp_path / "a.jsonl"
    path.write_bytes(line)
    (tmp_path / "good.txt").write_text("Sun.")

    found = list(read_lines(io.BytesIO(line), "a"))

    table = read([path, tmp_path / "good.txt"])
    expected = [a for a in table.articles if a.source.startswith(str(path))]
    articles = [f for f in found if isinstance(f, Article)]
    assert [(a.text, a.outlet, a.metadata) for a in expected] == [
        (a.text, a.outlet, a.metadata) for a in articles
    ]
    reasons = [f.message.partition(";")[0] for f in found if isinstance(f, Problem)]
    assert [p.message.partition(";")[0] for p in table.problems] == reasons


def test_what_each_line_of_a_stream_may_have_is_told_once() -> None:
    """It has no end, and its problems are not gathered."""
    line = b'{"text": "Rain.", "map": {"x": 1}}\n'

    found = list(read_lines(io.BytesIO(3 * line), "in"))

    assert [Problem, Article, Article, Article] == [type(one) for one in found]


def test_a_stated_encoding_is_that_of_every_line(tmp_path: Path) -> None:
    """As in a table; without it each line would be guessed by itself, some of them as others."""
    line = '{"text": "Řekl, že přší.", "outlet": "Deník"}\n'.encode("cp1250")
    path = tmp_path / "a.jsonl"
    path.write_bytes(line + b'{"text": "Rain.", "outlet": "North"}\n')
    options = ReadOptions(encoding="windows-1250")

    found = [
        a for a in read_lines(io.BytesIO(path.read_bytes()), "a", options) if isinstance(a, Article)
    ]

    table = read(path, encoding="windows-1250").articles
    assert [("Řekl, že přší.", "Deník"), ("Rain.", "North")] == [(a.text, a.outlet) for a in found]
    assert [(a.text, a.outlet) for a in table] == [(a.text, a.outlet) for a in found]


def test_a_line_that_is_not_in_the_stated_encoding_costs_itself() -> None:
    """The others are read."""
    lines = b'{"text": "caf\xe9"}\n{"text": "Rain."}\n'

    problem, article = read_lines(io.BytesIO(lines), "in", ReadOptions(encoding="utf-8"))

    assert isinstance(problem, Problem)
    assert str(problem).startswith("skipped: in:1: byte 0xe9 at offset 13 is not UTF-8")
    assert isinstance(article, Article)
