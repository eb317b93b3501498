"""Web archives (WARC): an article for each page, by the same reader as saved pages."""

import io
from collections.abc import Iterator
from contextlib import redirect_stderr
from typing import Any, BinaryIO

from framing.errors import InputError
from framing.readers.draft import Draft, Report
from framing.readers.encodings import LineError
from framing.readers.html import draft_of_page, page_text
from framing.readers.options import ReadOptions
from framing.readers.problems import Problem

__all__ = ["read_drafts"]

_PAGES = ("text/html", "application/xhtml+xml")
_OK = "200"
_BEGINNINGS = (b"WARC/", b"\x1f\x8b", b"filedesc:")  # the last of the older ARC
_LONGEST_BEGINNING = 9
_CUT_OFF = "the record is cut off; save or fetch the archive anew"


def read_drafts(
    content: BinaryIO, name: str, options: ReadOptions, report: Report
) -> Iterator[Draft]:
    """Read the pages of an archive; arguments and errors as `framing.readers.draft.Reader`.

    A draft's row is the number of its record in the archive.
    """
    try:
        from warcio.archiveiterator import ArchiveIterator
    except ImportError:
        raise InputError(
            'is a web archive; to read it, pip install "framing[warc]" (it needs warcio)'
        ) from None
    beginning = content.read(_LONGEST_BEGINNING)
    if beginning and not beginning.startswith(_BEGINNINGS):
        raise InputError("does not begin as a web archive does; save the archive anew")
    content.seek(0)
    archive = ArchiveIterator(content)
    number, end = 0, 0  # of what was read so far
    while True:
        number += 1
        try:
            with redirect_stderr(io.StringIO()):  # the library speaks of what is told here
                record = next(archive)
        except StopIteration:
            if end < content.seek(0, io.SEEK_END):  # a record whose beginning alone is there
                report(Problem(name, _CUT_OFF, number))
            return
        except Exception as error:  # of the archive's format, or of its compression
            message = f"cannot be read further ({type(error).__name__}); save the archive anew"
            raise LineError(number, message) from None
        report_page = _Held(report)
        draft = None
        try:
            with redirect_stderr(io.StringIO()):
                draft = _draft_of(record, number, name, options, report_page)
        except InputError as error:
            report_page(Problem(name, str(error), number, sort=f"page of an archive: {error}"))
        except Exception as error:  # of the page's compression
            message = f"the record cannot be read ({type(error).__name__})"
            report_page(Problem(name, message, number, sort="record of an archive"))
        end, wrong = _end_of(archive, record)
        if wrong:  # says more than what its page looks like
            report(Problem(name, wrong, number, sort=f"archive: {wrong}"))
            continue
        report_page.tell()
        if draft is not None:
            yield draft


class _Held:
    """Holds problems back until it is known whether the record is whole."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._held: list[Problem] = []

    def __call__(self, problem: Problem) -> None:
        self._held.append(problem)

    def tell(self) -> None:
        for problem in self._held:
            self._report(problem)


def _end_of(archive: Any, record: Any) -> tuple[int, str]:
    """Read a record to its end: where that is in the file, and what is wrong with the record."""
    errors = archive.err_count
    with redirect_stderr(io.StringIO()):
        archive.read_to_end()
    end = archive.offset
    if record.length is None or getattr(record.raw_stream, "limit", 0) > 0:
        return end, _CUT_OFF
    if archive.err_count > errors:
        return end, "the record is longer than its Content-Length says; save the archive anew"
    return end, ""


def _draft_of(
    record: Any, number: int, name: str, options: ReadOptions, report: Report
) -> Draft | None:
    if record.rec_type != "response" or record.http_headers is None:
        return None
    kind, _, parameters = (record.http_headers.get_header("Content-Type") or "").partition(";")
    if record.http_headers.get_statuscode() != _OK or kind.strip().lower() not in _PAGES:
        return None
    content = record.content_stream().read(options.most_bytes + 1)
    if len(content) > options.most_bytes:
        raise InputError(f"the page is larger than {options.max_file_mb:g} MB")
    key, _, charset = parameters.partition("=")
    stated = charset.strip() if key.strip().lower() == "charset" else ""
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    page = page_text(content, f"{name}:{number}", options, report, stated)
    draft = draft_of_page(page, options, url)
    archived = (record.rec_headers.get_header("WARC-Date") or "")[:10]
    metadata = {**draft.metadata, "url": url or draft.metadata.get("url", "")}
    return Draft(draft.text, {**metadata, "archived": archived}, number, draft.title_is)
