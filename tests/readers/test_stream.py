"""Articles one after the other are those that come all at once, whatever they are read from."""

import gc
import io
import json
import random
import sys
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import polars as pl
import pytest

from framing.article import Article
from framing.errors import InputError, SettingError
from framing.readers import NothingReadError, open_stream, read
from framing.resources import corpus_folder

pytestmark = pytest.mark.usefixtures("here")

_PAGE = (
    "<html><head><title>Rain in {0}</title></head><body><article><h1>Rain in {0}</h1>"
    "<p>It rained in {0} all day, and the river rose by a metre before the evening came.</p>"
    "<p>People of {0} said that they had not seen such a storm for more than ten years.</p>"
    "<p>The sun is to come back on Sunday, as the service for the weather said at noon.</p>"
    "</article></body></html>"
)
_NAMES = ("a", "b", "c/a", "d/a", "d/e/a", "c/b", "x.y", "c/x.y")
_OUTLETS = ("North", "north", "South", "", "East")


def _write(name: str, content: str | bytes) -> str:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return name


def _rows(numbers: random.Random) -> list[dict[str, str]]:
    """Return rows some of which have no text, no id, or the id of another."""
    return [
        {
            "id": numbers.choice(["", "1", "2", "a", "b", f"r{row}", f"r{row}"]),
            "text": numbers.choice(["", "Rain.\nSun.", "Wet é day."]) + numbers.choice("xy"),
            "outlet": numbers.choice(_OUTLETS),
            "desk": numbers.choice(["", "d\0e"]),
        }
        for row in range(numbers.randrange(6))
    ]


def _table(name: str, kind: str, numbers: random.Random) -> str:
    rows = _rows(numbers)
    if numbers.random() < 0.3:
        rows = [{key: row[key] for key in ("text", "outlet")} for row in rows]
    if kind == "csv":
        lines = [",".join(rows[0] if rows else ["text"])]
        lines += [",".join(f'"{value}"' for value in row.values()) for row in rows]
        return _write(f"{name}.csv", "\n".join(lines))
    if kind == "parquet":
        file = io.BytesIO()
        pl.DataFrame(rows, schema=None if rows else {"text": pl.String}).write_parquet(file)
        return _write(f"{name}.parquet", file.getvalue())
    for row in rows[::2]:
        row["half"] = numbers.choice(["\ud83d", "whole"])
    dumped = [json.dumps(row) for row in rows]
    if kind == "json":
        return _write(f"{name}.json", f"[{','.join(dumped)}]")
    dumped.insert(numbers.randrange(len(dumped) + 1), numbers.choice(["", "no JSON", "[]"]))
    return _write(f"{name}.jsonl", "\n".join(dumped))


def _text(name: str, numbers: random.Random) -> str:
    given = numbers.choice(["", "id: 1\n", "id: a\n", "outlet: ''\n", "outlet: south \n"])
    front = f"---\n{given}---\n" if given else ""
    return _write(f"{name}.txt", numbers.choice([front + "Rain fell.\n", "", "---\nRain."]))


def _sources(numbers: random.Random) -> list[str]:
    """Write sources of many kinds whose names and ids collide, and return what to name."""
    named = []
    for name in numbers.sample(_NAMES, numbers.randrange(1, 6)):
        kind = numbers.choice(["txt", "txt", "txt", "html", "csv", "jsonl", "json", "parquet"])
        if kind == "txt":
            named.append(_text(name, numbers))
        elif kind == "html":
            named.append(_write(f"{name}.html", numbers.choice([_PAGE.format(name), "<p>No"])))
        else:
            named.append(_table(name, kind, numbers))
    if numbers.random() < 0.4:
        _write("c/index.csv", "file,id,outlet\na.txt,1,North\na.html,i,\nnone.txt,,\n")
        named.append("c")
    if numbers.random() < 0.2:
        named.append("missing.txt")
    return named


def _read(sources: list[str]) -> tuple[list[Article], list[str]]:
    try:
        reading = read(sources)
    except NothingReadError as error:
        return [], [repr(problem) for problem in error.problems]
    return list(reading.articles), [repr(problem) for problem in reading.problems]


def _streamed(sources: list[str]) -> tuple[list[Article], list[str]]:
    stream = open_stream(sources)
    try:
        articles = sorted(stream, key=lambda article: article.id)
    except NothingReadError as error:
        return [], [repr(problem) for problem in error.problems]
    return articles, [repr(problem) for problem in stream.problems]


@pytest.mark.parametrize("seed", range(120))
def test_the_articles_and_problems_are_those_of_reading_at_once(seed: int) -> None:
    """In any order of the sources, with the same ids, and problems in the same order."""
    numbers = random.Random(seed)
    sources = _sources(numbers)
    for _ in range(2):
        numbers.shuffle(sources)

        assert _read(sources) == _streamed(sources)


def test_ids_that_only_a_look_at_everything_tells() -> None:
    """Two tables with an id in common; of two files of one name one has an id, or no text."""
    _write("t.csv", "id,text,outlet\n1,Rain.,A\n2,Sun.,A\n")
    _write("u.csv", "id,text,outlet\n2,Wet.,B\n3,Storm.,B\n")
    _write("a/x.txt", "Rain.")
    _write("b/x.txt", "---\nid: mine\n---\nRain.")
    _write("a/y.txt", "Rain.")
    _write("b/y.txt", "")

    stream = open_stream(["u.csv", "t.csv", "a", "b"])

    found = ["x", "y", "mine", "1", "t:2", "u:2", "3"]
    assert found == [article.id for article in stream]
    assert found == [article.id for article in stream]  # and again


def test_the_corpus_is_the_corpus() -> None:
    """All articles of a folder of folders, with an index in each."""
    reading = read(corpus_folder())
    stream = open_stream(corpus_folder())

    assert list(reading.articles) == sorted(stream, key=lambda article: article.id)
    assert reading.problems == stream.problems


def _archive() -> bytes:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    file = io.BytesIO()
    warnings.simplefilter("ignore", ResourceWarning)  # the writer leaves its buffers open
    writer = WARCWriter(file, gzip=True)
    for number in range(6):
        page = _PAGE.format(f"Town {number}").encode() if number != 3 else b"<p>No"
        headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.0")
        writer.write_record(
            writer.create_warc_record(
                f"http://a.example/{number}",
                "response",
                payload=io.BytesIO(page),
                http_headers=headers,
            )
        )
    return file.getvalue()


@pytest.mark.parametrize("share", [1.0, 0.5])
def test_archives(share: float) -> None:
    """Record by record, also where the archive is cut off."""
    content = _archive()
    _write("a.warc.gz", content[: int(share * len(content))])
    _write("b.txt", "Rain.")

    assert _read(["a.warc.gz", "b.txt"]) == _streamed(["a.warc.gz", "b.txt"])


@pytest.mark.parametrize("kind", ["csv", "jsonl", "parquet"])
def test_a_table_of_standard_input_is_read_again(
    monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    """Though it comes but once."""
    content = Path(_table("t", kind, random.Random(4))).read_bytes()
    _write("u.csv", "id,text\n1,Rain.\n2,Sun.\n")

    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(content)))
    expected = read(["-", "u.csv"], input_format=kind)
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(content)))
    stream = open_stream(["-", "u.csv"], input_format=kind)

    for _ in range(2):
        assert list(expected.articles) == sorted(stream, key=lambda article: article.id)
        assert expected.problems == stream.problems


def test_a_closed_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is a problem like any other."""
    _write("a.txt", "Rain.")
    monkeypatch.setattr(sys, "stdin", None)

    stream = open_stream(["a.txt", "-"])

    assert ["a"] == [article.id for article in stream]
    assert ["skipped: stdin: standard input is closed"] == list(map(str, stream.problems))


def _alive() -> int:
    gc.collect()
    return sum(isinstance(one, Article) for one in gc.get_objects())


@pytest.mark.parametrize("kind", ["csv", "jsonl", "parquet", "txt"])
def test_articles_are_let_go(kind: str) -> None:
    """Whoever goes through them has one at a time."""
    rows = [{"id": f"r{row}", "text": f"Rain {row}."} for row in range(40)]
    if kind == "txt":
        for row in rows:
            _write(f"f/{row['id']}.txt", row["text"])
    elif kind == "csv":
        pl.DataFrame(rows).write_csv("t.csv")
    elif kind == "jsonl":
        pl.DataFrame(rows).write_ndjson("t.jsonl")
    else:
        pl.DataFrame(rows).write_parquet("t.parquet")
    before = _alive()

    most = max(_alive() for _ in open_stream("f" if kind == "txt" else f"t.{kind}"))

    assert most - before <= 2


@pytest.mark.parametrize("kind", ["csv", "jsonl", "parquet", "txt", "json"])
def test_how_far_it_has_come_is_told_in_bytes(kind: str) -> None:
    """From none to all, and never back."""
    if kind == "txt":
        sources = [_write(f"f/{number}.txt", "Rain. " * number) for number in range(1, 9)]
    else:
        rows = [{"text": f"Rain {row}."} for row in range(5000)]
        file = {"csv": "write_csv", "jsonl": "write_ndjson", "json": "write_json"}
        getattr(pl.DataFrame(rows), file.get(kind, "write_parquet"))(f"t.{kind}")
        sources = [f"t.{kind}"]
    stream = open_stream(sources)

    places = [stream.position for _ in stream]

    assert sum(Path(source).stat().st_size for source in sources) == stream.size == stream.position
    assert places == sorted(places)
    assert 0 <= places[0]
    assert places[-1] <= stream.size
    if kind not in {"json", "txt"}:
        assert len(set(places)) > 2


def test_a_parquet_file_that_is_damaged_inside(write_article: Callable[..., Path]) -> None:
    """What was read before is kept, the same every time; the other sources are read."""
    rows = [{"id": f"r{row:05}", "text": f"{row:05}" * 20} for row in range(20_000)]
    file = io.BytesIO()
    pl.DataFrame(rows).write_parquet(file, row_group_size=4096, compression="zstd")
    content = bytearray(file.getvalue())
    middle = len(content) * 6 // 10
    content[middle : middle + 4000] = bytes(4000)
    _write("t.parquet", bytes(content))
    _write("z.txt", "Rain.")

    readings = [_streamed(["t.parquet", "z.txt"]) for _ in range(3)]

    assert readings[0] == readings[1] == readings[2] == _read(["t.parquet", "z.txt"])
    articles, problems = readings[0]
    assert 4096 <= len(articles) < 20_000
    assert "z" == articles[-1].id
    assert any("cannot be read as Parquet" in problem for problem in problems)


def test_many_row_groups_and_one() -> None:
    """How a Parquet file is cut inside makes no difference."""
    frame = pl.DataFrame({"text": [f"Rain {row}." for row in range(5000)]})
    frame.write_parquet("a.parquet", row_group_size=300)
    texts = [article.text for article in open_stream("a.parquet")]
    frame.write_parquet("a.parquet")

    assert texts == frame["text"].to_list() == [one.text for one in open_stream("a.parquet")]


def test_wrong_options_are_refused_before_anything_is_read() -> None:
    """As `read` does."""
    _write("a.txt", "Rain.")

    with pytest.raises(SettingError, match="is for tables"):
        open_stream(["a.txt"], text_column="x")
    with pytest.raises(InputError, match="is no path"):
        open_stream([1])  # type: ignore[list-item]


def test_sources_may_be_called_otherwise() -> None:
    """In articles and in problems."""
    _write("f/a.txt", "Rain.")
    _write("f/b.txt", "")
    stream = open_stream(Path("f").absolute())

    stream.call_sources(lambda source: source.replace(str(Path.cwd()), "there"))

    assert ["there/f/a.txt"] == [article.source for article in stream]
    assert ["there/f/b.txt"] == [problem.source for problem in stream.problems]


def test_who_stops_early_leaves_no_file_open() -> None:
    """Nothing is told then either."""
    _write("a.csv", "text\nRain.\nSun.\n")
    articles: Iterator[Article] = iter(open_stream("a.csv"))

    assert "a:2" == next(articles).id
    del articles  # an open file would be a warning, which is an error here
    gc.collect()
