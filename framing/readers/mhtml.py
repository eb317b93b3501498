"""Web pages saved as one file (MHTML): the page is the first part that is HTML."""

from collections.abc import Iterable
from email import message_from_bytes
from typing import BinaryIO

from framing.errors import InputError
from framing.readers.draft import Draft, Report
from framing.readers.html import draft_of_page, page_text
from framing.readers.limits import read_whole
from framing.readers.options import ReadOptions

__all__ = ["read_drafts"]


def read_drafts(
    content: BinaryIO, name: str, options: ReadOptions, report: Report
) -> Iterable[Draft]:
    """Read one page; arguments and errors as `framing.readers.draft.Reader`."""
    whole = read_whole(content, options)
    try:
        return (_draft(whole, name, options, report),)
    except (RecursionError, ValueError, LookupError) as error:  # of what is no such message
        raise InputError(
            f"cannot be read as a saved page ({type(error).__name__}); save the page anew"
        ) from None


def _draft(content: bytes, name: str, options: ReadOptions, report: Report) -> Draft:
    message = message_from_bytes(content)
    for part in message.walk():
        if part.get_content_type() not in ("text/html", "application/xhtml+xml"):
            continue
        page = part.get_payload(decode=True)
        if isinstance(page, bytes) and page.strip():
            stated = part.get_content_charset() or ""
            url = str(message["Snapshot-Content-Location"] or part["Content-Location"] or "")
            address = url if url.startswith(("http://", "https://")) else ""
            text = page_text(page, name, options, report, stated)
            return draft_of_page(text, options, address)
    raise InputError("holds no web page; save the page anew")
