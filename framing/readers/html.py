"""Web pages, as a browser saves them: the article's text and what the page says about itself."""

import logging
import re
from collections.abc import Iterable
from functools import cache
from typing import Any, BinaryIO

from framing.errors import InputError
from framing.readers.draft import Draft, Report
from framing.readers.encodings import find_encoding
from framing.readers.limits import check_length, read_whole
from framing.readers.options import ReadOptions
from framing.readers.problems import Problem
from framing.readers.text import decode_and_warn

__all__ = ["NO_ARTICLE", "draft_of_page", "page_text", "read_drafts"]

NO_ARTICLE = "no article text found in the page; open it in a browser and save the article as .txt"
_DECLARED = re.compile(
    rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]{1,40})"""
    rb"""|<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})""",
    re.IGNORECASE,
)
_HEAD = 8_192  # bytes in which a page declares its encoding
_XML_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,300}\?>")
_SAVED_FROM = re.compile(r"<!-- saved from url=\(\d+\)(\S{1,2000}) -->")
_LAST_DAY = "2999-12-31"  # so that what is read does not depend on the day on which it is read
_FEWEST_WORDS = 5  # of an article; a page with fewer shows a name or a button
_WORD = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]|\w+")  # or a sign that may be one
_TABLE_RULE = re.compile(r"[|\-:\s]+")


def read_drafts(
    content: BinaryIO, name: str, options: ReadOptions, report: Report
) -> Iterable[Draft]:
    """Read one page; arguments and errors as `framing.readers.draft.Reader`."""
    text = page_text(read_whole(content, options), name, options, report)
    return (draft_of_page(text, options),)


def page_text(
    content: bytes, name: str, options: ReadOptions, report: Report, stated: str = ""
) -> str:
    """Decode a page: by the user's word, that of its sender, or its own.

    Args:
        content: The bytes of the page.
        name: What to call it in problems.
        options: How to read.
        report: Takes a warning of an encoding that is none, or was guessed.
        stated: The encoding by a header that came with the page.
    """
    declared = _DECLARED.search(content, 0, _HEAD)
    by_page = (declared[1] or declared[2]).decode("ascii") if declared else ""
    for said in (options.encoding, stated, by_page):
        if said and (encoding := find_encoding(said)):
            # What can be read as such is no UTF-16, whatever it says of itself.
            is_wide = encoding.startswith(("utf-16", "utf-32"))
            return decode_and_warn(content, name, "" if is_wide else encoding, report)
        if said:
            message = f"says that its encoding is {said!r}, which is none; not heeded"
            report(Problem(name, message, skipped=False, sort="unknown encoding"))
    return decode_and_warn(content, name, "", report)


def draft_of_page(page: str, options: ReadOptions, url: str = "") -> Draft:
    """Find the article in a page.

    Args:
        page: The HTML.
        options: How to read.
        url: Where it was found, if that is known from elsewhere.

    Raises:
        InputError: If there is no article in it.
    """
    document, links = _extract(_XML_DECLARATION.sub("", page, count=1), url)
    lines = [line for raw in (document.text or "").splitlines() if (line := _line(raw))]
    if len(_WORD.findall("\n".join(lines))) < _FEWEST_WORDS or links.issuperset(lines):
        raise InputError(NO_ARTICLE)
    saved_from = _SAVED_FROM.search(page, 0, _HEAD)
    found = {
        "outlet": document.sitename or document.hostname,
        "title": document.title,
        "author": document.author,
        "date": document.date,
        "url": document.url or url or (saved_from[1] if saved_from else ""),
        "language": document.language,
    }
    metadata = {key: " ".join(value.split()) for key, value in found.items() if value}
    return Draft(check_length("\n\n".join(lines), options), metadata, title_is="shown")


def _extract(page: str, url: str) -> tuple[Any, set[str]]:
    """Return what is found of the article, and the texts of the page's links."""
    from trafilatura import bare_extraction, load_html

    _keep_quiet()
    try:
        tree = load_html(page)
        language = tree.get("lang") or "" if tree is not None else ""
        links = {" ".join(" ".join(link.itertext()).split()) for link in _links(tree)}
        document: Any = tree is not None and bare_extraction(
            tree,
            url=url or None,
            include_comments=False,
            with_metadata=True,
            date_extraction_params={
                "original_date": True,
                "extensive_search": False,  # a date of the text would be a guess
                "max_date": _LAST_DAY,
            },
        )
    except Exception as error:  # whatever a broken page makes of the parsers
        raise InputError(f"cannot be read as a web page ({type(error).__name__})") from None
    if not document:
        raise InputError(NO_ARTICLE)
    document.language = document.language or language
    return document, links


def _links(tree: Any) -> Iterable[Any]:
    return () if tree is None else tree.iter("a")


@cache
def _keep_quiet() -> None:
    """Give loggers of libraries a handler, without which they would write to stderr."""
    for library in ("trafilatura", "htmldate", "courlan", "justext", "charset_normalizer"):
        logging.getLogger(library).addHandler(logging.NullHandler())


def _line(raw: str) -> str:
    """Return a line of the article: of a row of a table, what stands in its cells."""
    line = raw.strip()
    if line.startswith("|") and line.endswith("|"):
        if _TABLE_RULE.fullmatch(line):
            return ""
        return "; ".join(cell for part in line.split("|") if (cell := part.strip()))
    return line
