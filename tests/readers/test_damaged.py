"""Bad input of every kind: limits, files that go away, many problems, and bytes without a sense."""

import io
import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from framing import InputError, Problem
from framing.readers import NothingReadError, gather, limits, read, table_csv
from framing.readers.draft import Draft
from framing.readers.encodings import decode, guess_encoding
from framing.readers.kinds import KINDS

pytestmark = pytest.mark.usefixtures("here")

WriteArticle = Callable[..., Path]

PROSE = "The ferries lay at anchor.\nNobody had told the fishermen.\n"
SUFFIXES = [suffix for kind in KINDS.values() for suffix in kind.suffixes]
BEGINNINGS = [
    b"",
    b"%PDF-1.7\n",
    b"PK\x03\x04",
    b"PAR1",
    b"WARC/1.0\r\nWARC-Type: response\r\n",
    b"\x1f\x8b\x08",
    b"<html><body><p>",
    b"---\ntitle: ",
    b"text,outlet\n",
    b'{"text": "',
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n",
]


@pytest.mark.parametrize("suffix", SUFFIXES)
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(beginning=st.sampled_from(BEGINNINGS), rest=st.binary(max_size=300), end=st.booleans())
def test_any_bytes_give_articles_or_problems(
    tmp_path: Path, suffix: str, beginning: bytes, rest: bytes, end: bool
) -> None:
    """Never a traceback, and what is read can be written."""
    name = f"a{suffix}"
    (tmp_path / name).write_bytes(beginning + rest + (b"PAR1" if end else b""))
    (tmp_path / "good.txt").write_text(PROSE)

    reading = read([name, "good.txt"])

    for article in reading.articles:
        f"{article}".encode()
        assert article.text.strip()
    for problem in reading.problems:
        str(problem).encode()
    assert any(article.source == "good.txt" for article in reading.articles)
    assert len(reading.articles) > 1 or reading.problems


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("content", [b"", b"\0" * 500, b"\xff" * 500, b"<" * 500, b"[" * 50_000])
def test_bytes_without_a_sense_are_skipped(tmp_path: Path, suffix: str, content: bytes) -> None:
    """Whatever the suffix says they are."""
    (tmp_path / f"a{suffix}").write_bytes(content)
    (tmp_path / "good.txt").write_text(PROSE)

    reading = read([f"a{suffix}", "good.txt"])

    assert reading.problems or suffix in (".txt", ".text", ".md", ".markdown", ".csv", ".tsv")


def test_a_file_that_is_too_large_for_one_article_is_named(write_article: WriteArticle) -> None:
    """One line of a gigabyte would take all the memory; the limit is lowered here."""
    write_article("long.txt", "rain " * 300)
    write_article("short.txt", PROSE)

    reading = read(["long.txt", "short.txt"], max_file_mb=0.001)

    assert ["short"] == [article.id for article in reading.articles]
    assert [
        "skipped: long.txt: is larger than the 0.001 MB allowed for one article; split it, "
        "or raise --max-file-mb"
    ] == [str(problem) for problem in reading.problems]


@pytest.mark.parametrize("name", ["a.html", "a.mhtml", "a.pdf", "a.docx"])
def test_the_limit_holds_for_all_kinds_of_one_article(
    write_article: WriteArticle, name: str
) -> None:
    """None is parsed before its size is known."""
    write_article(name, b"x" * 1_001)

    with pytest.raises(InputError, match=r"is larger than the 0\.001 MB"):
        read([name], max_file_mb=0.001)


def test_the_limit_of_a_table_is_that_of_a_row(write_article: WriteArticle) -> None:
    """A table may have any number of articles."""
    rows = "".join(f'"Rain fell\nagain.",{n}\n' for n in range(200))
    write_article("a.csv", f"text,outlet\n{rows}")
    lines = "\n".join('"x' if n == 0 else "rain" for n in range(400))
    write_article("b.csv", f'text,outlet\n{lines}",North\nSun came.,South\n')
    write_article("c.jsonl", '{"text": "' + "rain " * 300 + '"}\n')

    reading = read(["a.csv", "b.csv", "c.jsonl"], max_file_mb=0.001)

    assert 201 == len(reading.articles)
    assert [
        "skipped: b.csv:2: holds a text of 1,996 characters; at most 0.001 million are read as "
        "one article; split it",
        "skipped: c.jsonl:1: is longer than 0.001 million characters; split it",
    ] == [str(problem) for problem in reading.problems]


def test_standard_input_is_limited_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stream may have no end."""

    class Endless(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            assert size >= 0
            return b"x" * size

    class Stream:
        buffer = Endless()

    monkeypatch.setattr(sys, "stdin", Stream())

    with pytest.raises(InputError, match=r"stdin: is larger than the 0\.001 MB"):
        read(["-"], max_file_mb=0.001)


class Endless(io.RawIOBase):
    """A stream that says the same line again and again, or no line end at all."""

    def __init__(self, line: bytes) -> None:
        self.line = line
        self.given = 0

    def read(self, size: int = -1) -> bytes:
        assert 0 <= size <= 10_000_000
        self.given += size
        return (self.line * (1 + size // len(self.line)))[:size]


@pytest.mark.parametrize("line", [b"\0", b"y\n", b'{"text": "rain"}\n', b"rain "])
@pytest.mark.parametrize("kind", ["csv", "tsv", "jsonl", "json", "parquet", "warc"])
def test_a_table_without_an_end_is_refused(
    monkeypatch: pytest.MonkeyPatch, kind: str, line: bytes
) -> None:
    """Before it takes all the memory; that of the machine is made small here."""
    stream = Endless(line)
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=stream))
    monkeypatch.setattr(limits, "_memory", lambda: 8_000_000)

    with pytest.raises(
        InputError, match="stdin: needs more memory than there is: it is larger than 2 MB; split it"
    ):
        read(["-"], input_format=kind)
    assert stream.given < 3_000_000


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (MemoryError(), "needs more memory than there is; split it"),
        (RecursionError(), "nests too deep to be read; save it anew"),
        (io.UnsupportedOperation("no such way"), "cannot be read: no such way"),
    ],
)
def test_what_a_file_asks_too_much_of_is_its_problem_alone(
    write_article: WriteArticle, monkeypatch: pytest.MonkeyPatch, error: Exception, message: str
) -> None:
    """The run goes on."""
    write_article("a.txt", PROSE)
    write_article("b.csv", "text,outlet\nRain.,North\n")

    def fail(*_: object) -> object:
        yield Draft("Sun.", {"outlet": "South"}, 2)
        raise error

    monkeypatch.setattr(table_csv, "read_drafts", fail)

    reading = read(["a.txt", "b.csv"])

    assert ["a", "b:2"] == [article.id for article in reading.articles]
    assert [f"skipped: b.csv: {message}"] == [str(problem) for problem in reading.problems]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", b"text,outlet\nRain.,North\n"),
        ("a.jsonl", b'{"text": "Rain.", "outlet": "North"}\n'),
        ("a.txt", b"Rain."),
    ],
)
def test_a_named_pipe_is_read_as_a_file_is(tmp_path: Path, name: str, content: bytes) -> None:
    """Though it cannot be read twice; shells make them of <(command)."""
    os.mkfifo(tmp_path / name)
    writer = threading.Thread(target=lambda: (tmp_path / name).write_bytes(content))
    writer.start()

    reading = read([name])

    writer.join()
    assert ["Rain."] == [article.text for article in reading.articles]


def test_all_reasons_are_told_where_nothing_can_be_read(write_article: WriteArticle) -> None:
    """The error has them."""
    write_article("empty.txt", "")
    write_article("b.csv", "text,outlet\n,North\n")

    with pytest.raises(NothingReadError) as caught:
        read(["gone.txt", "empty.txt", "b.csv"])

    assert ["gone.txt", "empty.txt", "b.csv"] == [p.source for p in caught.value.problems]


def test_a_saved_page_that_nests_without_end_is_named(write_article: WriteArticle) -> None:
    """And costs no other file."""
    write_article("a.txt", PROSE)
    parts = "".join(
        f'Content-Type: multipart/related; boundary="b{n}"\r\n\r\n--b{n}\r\n' for n in range(1_050)
    )
    write_article("b.mhtml", f"MIME-Version: 1.0\r\n{parts}Content-Type: text/html\r\n\r\n<p>Hi.")

    reading = read(["a.txt", "b.mhtml"])

    assert ["a"] == [article.id for article in reading.articles]
    assert [
        "skipped: b.mhtml: cannot be read as a saved page (RecursionError); save the page anew"
    ] == [str(problem) for problem in reading.problems]


def test_a_file_that_goes_away_is_named(
    write_article: WriteArticle, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between being found and being read."""
    write_article("a.txt", PROSE)
    gone = write_article("gone.txt", PROSE)
    plain_open = Path.open

    def open_late(path: Path, mode: str = "r") -> object:
        if path.name == gone.name:
            gone.unlink(missing_ok=True)
        return plain_open(path, mode)

    monkeypatch.setattr(Path, "open", open_late)

    reading = read(["a.txt", "gone.txt"])

    assert ["a"] == [article.id for article in reading.articles]
    assert ["skipped: gone.txt: cannot be read: No such file or directory"] == [
        str(problem) for problem in reading.problems
    ]


def test_thousands_of_tiny_files_are_read(tmp_path: Path) -> None:
    """All in one folder and all of one name a folder deeper; each gets an id of its own."""
    for number in range(1_500):
        (tmp_path / f"{number}.txt").write_text("Rain fell.")
        (tmp_path / f"d{number}").mkdir()
        (tmp_path / f"d{number}" / "a.txt").write_text("Rain fell.")

    ids = [article.id for article in read(["."]).articles]

    assert 3_000 == len(set(ids))
    assert "d7/a" in ids


def test_many_problems_of_one_sort_are_told_as_one(write_article: WriteArticle) -> None:
    """A table that names two thousand files that are gone is one mistake."""
    rows = "".join(f"gone{number}.txt,North\n" for number in range(2_000))
    write_article("index.csv", f"file,outlet\n{rows}a.txt,South\n")
    write_article("a.txt", PROSE)
    for number in range(5):
        write_article(f"c{number}.txt", "The café’s.".encode("cp1252"))

    problems = read(["."]).problems

    assert 2_005 == len(problems)
    assert [
        "warning: index.csv:2: 'gone0.txt' is not in the folder; its row is not used; "
        "so 2,000 times in all, also at 3, 4, ...",
        "warning: c0.txt: is not UTF-8; read as Windows-1252, a guess; if wrong, give --encoding; "
        "so 5 times in all, also at c1.txt, c2.txt, ...",
    ] == [str(problem) for problem in gather(problems)]


def test_few_problems_and_those_of_different_sorts_are_told_each() -> None:
    """Three of a sort are no flood."""
    problems = [
        *(Problem("a.csv", "empty", line, sort="empty") for line in range(3)),
        *(Problem("b.csv", "empty", line, sort="empty") for line in range(3)),
        *(Problem(f"{n}.txt", "cannot be read") for n in range(9)),
        *(Problem("a.csv", "ragged", line, sort="ragged") for line in range(2)),
    ]

    assert problems == gather(problems)


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "The minister’s office said “no” to the press – twice."),
        ("cp1252", "Les élèves déjà près de l’hôtel où il était né ont été forcés."),
        ("cp1252", "Die Häuser größer, fünf Übungen schön, Österreich früh."),
        ("cp1251", "Правительство объявило новую операцию на границе."),
        ("koi8_r", "Правительство объявило новую операцию на границе."),
        ("cp1253", "Η κυβέρνηση ανακοίνωσε νέα επιχείρηση."),
        ("cp1254", "Hükümet sınırda yeni bir operasyon başlattığını açıkladı."),
        ("cp1256", "أعلنت الحكومة عن عملية جديدة على الحدود ضد المسلحين"),
        ("shift_jis", "政府は国境で新たな作戦を発表した。"),
        ("gb18030", "政府宣布在边境开展新的行动打击武装分子。"),
        ("euc_kr", "정부는 국경에서 새로운 작전을 발표했다."),
    ],
)
def test_an_encoding_is_guessed_from_a_sentence(encoding: str, text: str) -> None:
    """Of code pages that differ in few letters, the commonest that fits."""
    content = f"Plain line.\n{text}\n".encode(encoding)

    assert encoding == guess_encoding([content])
    assert f"Plain line.\n{text}\n" == decode(content).text


def test_parts_in_different_encodings_are_not_guessed_at() -> None:
    """One of them would become nonsense."""
    with pytest.raises(InputError) as caught:
        decode("Zürich\n".encode() + "Zürich\n".encode("cp1252"))

    assert "byte 0xfc at offset 9 is not UTF-8; save the file as UTF-8" == str(caught.value)
    assert 2 == getattr(caught.value, "line", None)


@pytest.mark.parametrize(
    ("said", "expected"), [("2000000\n", 2_000_000), ("max\n", None), (None, None)]
)
def test_the_limit_of_a_container_is_heeded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str | None, expected: int | None
) -> None:
    """The memory of the machine is not all there for it."""
    path = tmp_path / "memory.max"
    if said is not None:
        path.write_text(said)
    monkeypatch.setattr(limits, "_LIMIT_OF_CONTAINER", path)
    monkeypatch.setattr(os, "sysconf", lambda name: {"SC_PAGE_SIZE": 4_096}.get(name, 10_000))

    assert (expected or 40_960_000) == limits._memory()
