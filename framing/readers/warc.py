"""Web archives (WARC): an article for each page, by the same reader as saved pages."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from framing.errors import InputError
from framing.readers.draft import Draft, Report
from framing.readers.html import draft_of_page, page_text
from framing.readers.options import ReadOptions
from framing.readers.problems import Problem

__all__ = ["read_drafts"]

_PAGES = ("text/html", "application/xhtml+xml")
_OK = "200"


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
    records = enumerate(ArchiveIterator(content), start=1)
    while True:
        try:
            number, record = next(records)
        except StopIteration:
            return
        except Exception as error:  # of the archive's format, or of its compression
            raise InputError(f"cannot be read further ({type(error).__name__}: {error})") from None
        try:
            draft = _draft_of(record, number, name, options, report)
        except InputError as error:
            report(Problem(name, str(error), number, sort="page of an archive"))
            continue
        except Exception as error:  # a record that ends before its end
            message = f"the record cannot be read ({type(error).__name__})"
            report(Problem(name, message, number, sort="record of an archive"))
            continue
        if draft is not None:
            yield draft


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
