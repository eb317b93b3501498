"""Web archives: an article a page, through the same reader as saved pages."""

import io
import re
import sys
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from framing import InputError
from framing.readers import read

pytestmark = pytest.mark.usefixtures("here")

FIRST = (
    "The ferries lay at anchor on Saturday, and nobody had told the fishermen when they would "
    "sail again. The harbour master’s gauges stood higher than ever."
)
PAGE = (
    "<html><head><title>Rain closes the harbour</title>"
    '<meta property="og:site_name" content="The Sample Coast"></head>'
    f"<body><article><p>{FIRST}</p><p>Engineers look at the wall.</p></article></body></html>"
)


@pytest.fixture
def archive() -> Callable[..., bytes]:
    """Write an archive of pages, each with its status, content type and bytes."""

    def write(*pages: tuple[str, str, bytes], gzip: bool) -> bytes:
        file = io.BytesIO()
        writer = WARCWriter(file, gzip=gzip)
        warnings.simplefilter("ignore", ResourceWarning)  # the writer leaves its buffers open
        for number, (status, kind, content) in enumerate(pages):
            headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.0")
            writer.write_record(
                writer.create_warc_record(
                    f"https://www.example.org/{number}",
                    "response",
                    payload=io.BytesIO(content),
                    http_headers=headers,
                    warc_headers_dict={"WARC-Date": "2024-06-23T01:02:03Z"},
                )
            )
        return file.getvalue()

    return write


@pytest.mark.parametrize("name", ["crawl.warc", "crawl.warc.gz"])
def test_each_page_of_an_archive_is_an_article(
    tmp_path: Path, archive: Callable[..., bytes], name: str
) -> None:
    """Pictures, errors and empty pages are none."""
    content = archive(
        ("200 OK", "text/html; charset=windows-1252", PAGE.encode("cp1252")),
        ("200 OK", "image/png", b"\x89PNG"),
        ("404 Not Found", "text/html", PAGE.encode()),
        ("200 OK", "text/html", b"<html></html>"),
        ("200 OK", "application/xhtml+xml", PAGE.encode()),
        gzip=name.endswith("gz"),
    )
    (tmp_path / name).write_bytes(content)

    reading = read([name])

    assert [
        (f"{name}:1", "https://www.example.org/0", "The Sample Coast"),
        (f"{name}:5", "https://www.example.org/4", "The Sample Coast"),
    ] == [(article.source, article.url, article.outlet) for article in reading.articles]
    assert {f"{FIRST}\n\nEngineers look at the wall."} == {a.text for a in reading.articles}
    assert {"2024-06-23"} == {article.metadata["archived"] for article in reading.articles}
    assert [
        f"skipped: {name}:4: no article text found in the page; open it in a browser and save "
        "the article as .txt"
    ] == [str(problem) for problem in reading.problems]


def test_a_cut_archive_is_read_as_far_as_it_goes(
    tmp_path: Path, archive: Callable[..., bytes]
) -> None:
    """What was read is kept."""
    page = ("200 OK", "text/html", PAGE.encode())
    content = archive(page, page, gzip=True)
    (tmp_path / "a.warc.gz").write_bytes(content[:-40])

    reading = read(["a.warc.gz"])

    assert "a.warc.gz:1" == reading.articles[0].source


def test_what_is_missing_is_said_with_the_way_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The extra is named."""
    (tmp_path / "a.warc").write_bytes(b"WARC/1.0\r\n")
    monkeypatch.setitem(sys.modules, "warcio.archiveiterator", None)

    with pytest.raises(InputError, match=r'pip install "framing\[warc\]" \(it needs warcio\)'):
        read(["a.warc"])


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
@pytest.mark.parametrize("part", [0.02, 0.2, 0.5, 0.8])
def test_a_record_that_is_cut_off_is_no_article(
    tmp_path: Path,
    archive: Callable[..., bytes],
    capsys: pytest.CaptureFixture[str],
    name: str,
    part: float,
) -> None:
    """Wherever the cut lies; half an article must not be counted as one."""
    page = ("200 OK", "text/html", PAGE.encode())
    packed = name.endswith("gz")
    one, two = (archive(*[page] * count, gzip=packed) for count in (1, 2))
    (tmp_path / name).write_bytes(two[: len(one) + int(part * (len(two) - len(one)))])

    reading = read([name])

    assert [f"{name}:1"] == [article.source for article in reading.articles]
    assert [f"skipped: {name}:2: the record is cut off; save or fetch the archive anew"] == [
        str(problem) for problem in reading.problems
    ]
    assert ("", "") == capsys.readouterr()


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_an_archive_of_one_record_that_is_cut_off_is_said_to_be(
    tmp_path: Path, archive: Callable[..., bytes], name: str
) -> None:
    """And not to hold no articles."""
    content = archive(("200 OK", "text/html", PAGE.encode()), gzip=name.endswith("gz"))
    (tmp_path / name).write_bytes(content[:30])

    with pytest.raises(InputError, match=rf"{name}:1: the record is cut off"):
        read([name])


def test_a_record_of_another_length_than_it_says_is_named(
    tmp_path: Path, archive: Callable[..., bytes], capsys: pytest.CaptureFixture[str]
) -> None:
    """By this program alone, and not by its library."""
    page = ("200 OK", "text/html", PAGE.encode())
    one, two = (archive(*[page] * count, gzip=False) for count in (1, 2))
    (length,) = re.findall(rb"Content-Length: (\d+)\r\n", one)
    short = two[len(one) :].replace(length, b"%d" % (int(length) - 20), 1)
    (tmp_path / "a.warc").write_bytes(one + short)

    reading = read(["a.warc"])

    assert ["a.warc:1"] == [article.source for article in reading.articles]
    assert [
        "skipped: a.warc:2: the record is longer than its Content-Length says; save the archive "
        "anew"
    ] == [str(problem) for problem in reading.problems]
    assert ("", "") == capsys.readouterr()
