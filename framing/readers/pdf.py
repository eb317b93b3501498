"""PDF documents: the text of their pages, put together to paragraphs."""

from collections.abc import Iterable, Sequence
from threading import Lock
from typing import Any, BinaryIO

from framing.article import Furniture
from framing.errors import InputError
from framing.readers.draft import Draft, Report, TitleIs
from framing.readers.limits import check_length, read_whole
from framing.readers.options import ReadOptions
from framing.readers.pdf_paragraphs import Line, PdfParagraph, find_pdf_paragraphs
from framing.readers.problems import Problem

__all__ = ["read_drafts"]

_ONE_AT_A_TIME = Lock()  # PDFium may not be entered by two threads
_END = b"%%EOF"
_TAIL = 2_048  # bytes in which the end mark stands
_RUNNING = "running head or page number"
_LARGER = 1.2  # times the size of the longest paragraph
_TOP_PARAGRAPHS = 8  # among which the headline stands
_LEFT_OVER = ("microsoft word", "untitled", "powerpoint", "presentation", ".doc", ".indd", ".qxd")


def read_drafts(
    content: BinaryIO, name: str, options: ReadOptions, report: Report
) -> Iterable[Draft]:
    """Read one document; arguments and errors as `framing.readers.draft.Reader`."""
    document = read_whole(content, options)
    with _ONE_AT_A_TIME:
        pages, properties = _read(document)
    paragraphs = find_pdf_paragraphs(pages)
    if not any(paragraph.text for paragraph in paragraphs):
        raise InputError(
            "has no text layer: it is a scan or a picture and needs OCR; "
            "run a program that recognises text and save the result"
        )
    if _END not in document[-_TAIL:]:
        message = "does not end as a PDF does; a part of it may be missing"
        report(Problem(name, message, skipped=False, sort="cut PDF"))
    blank = sum(not lines for lines in pages)
    if blank * 2 >= len(pages):
        message = f"{blank} of {len(pages)} pages have no text; scanned pages need OCR"
        report(Problem(name, message, skipped=False))
    text, furniture, at = [], [], 0
    for paragraph in paragraphs:
        if paragraph.runs:
            furniture.append(Furniture(at, at + len(paragraph.text), _RUNNING))
        text.append(paragraph.text)
        at += len(paragraph.text) + 2
    joined = check_length("\n\n".join(text), options)
    metadata = _metadata(properties)
    # What is set largest says more than the properties, which are often left over.
    if largest := _largest(paragraphs):
        metadata["title"] = largest
    title_is: TitleIs = "given" if largest else "a hint"
    return (Draft(joined, metadata, title_is=title_is, furniture=tuple(furniture)),)


def _largest(paragraphs: Sequence[PdfParagraph]) -> str:
    """Return the first heading in the largest letters, if larger than those of the text."""
    top = [p for p in paragraphs if not p.runs][:_TOP_PARAGRAPHS]
    largest = max((p.size for p in top), default=0.0)
    usual = max(paragraphs, key=lambda p: len(p.text)).size
    if largest < _LARGER * usual:
        return ""
    return next(p.text for p in top if p.size == largest)


def _metadata(properties: dict[str, str]) -> dict[str, str]:
    title, author = (" ".join(properties.get(key, "").split()) for key in ("Title", "Author"))
    if any(mark in title.lower() for mark in _LEFT_OVER):
        title = ""
    # D:20240622091500+05'00'
    days = {"created": "CreationDate", "modified": "ModDate"}
    dates = {
        key: f"{day[:4]}-{day[4:6]}-{day[6:8]}"
        for key, name in days.items()
        if len(day := properties.get(name, "").removeprefix("D:")[:8]) == len("20240622")
        and day.isdecimal()
    }
    found = {"title": title, "author": author, **dates}
    return {key: value for key, value in found.items() if value}


def _read(content: bytes) -> tuple[list[list[Line]], dict[str, str]]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise _refusal(str(error)) from None
    try:
        properties = document.get_metadata_dict()
        return [_lines(document, number) for number in range(len(document))], properties
    finally:
        document.close()


def _refusal(reason: str) -> InputError:
    if "password" in reason.lower() or "security" in reason.lower():
        return InputError("is locked by a password; save it without one")
    return InputError("cannot be read as a PDF; it is damaged or cut off, or no PDF")


def _lines(document: Any, number: int) -> list[Line]:
    import pypdfium2

    try:
        page = document[number]
        text_page = page.get_textpage()
    except pypdfium2.PdfiumError:  # a page that is broken has no text; the others may have
        return []
    try:
        return _lines_of_page(text_page, number)
    finally:
        text_page.close()
        page.close()


def _lines_of_page(text_page: Any, number: int) -> list[Line]:
    import pypdfium2.raw as pdfium

    lines: list[Line] = []
    characters: list[str] = []
    places: list[int] = []  # of the characters that can be seen

    def finish() -> None:
        if places:
            left, bottom, _, top = text_page.get_charbox(places[0], loose=True)
            _, _, right, _ = text_page.get_charbox(places[-1], loose=True)
            text = " ".join(_whole("".join(characters)).split())
            lines.append(Line(text, number, left, right, bottom, max(top - bottom, 1.0)))
        characters.clear()
        places.clear()

    for index in range(text_page.count_chars()):
        character = chr(pdfium.FPDFText_GetUnicode(text_page.raw, index))
        if character in "\r\n":
            finish()
        elif character == "\0":  # of a font that does not say which letter it is
            characters.append("\ufffd")
        else:
            characters.append(character)
            if not character.isspace():
                places.append(index)
    finish()
    return lines


def _whole(text: str) -> str:
    """Put halves of a character together, as PDFium may give them."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
