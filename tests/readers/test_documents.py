"""PDF and Word documents: paragraphs, tables, properties, headlines, and what is damaged."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph

from framing import InputError
from framing.readers import read
from framing.readers.docx import check_package
from framing.readers.pdf_paragraphs import Line, find_pdf_paragraphs

pytestmark = pytest.mark.usefixtures("here")

TITLE = "Rain closes the harbour for a third day in a row and no end is in sight"
PROSE = (
    "The ferries lay at anchor on Saturday, and nobody had told the fishermen when they would "
    "sail again. The harbour master said that the gauges stood higher than ever. "
)
STYLES = getSampleStyleSheet()
HEADS = "The Sample Coast, weekly"


def _paragraphs(count: int) -> list[str]:
    return [f"Paragraph {n} begins here. {PROSE * (1 + n % 3)}".strip() for n in range(count)]


def _pdf(name: str, texts: list[tuple[str, Any]], columns: int = 1, **options: Any) -> None:
    def heads(canvas: Any, page: Any) -> None:
        if len(texts) < 10:
            return
        canvas.setFont("Helvetica", 8)
        canvas.drawString(60, 820, HEADS)
        canvas.drawString(290, 20, str(page.page))

    width = 475 / columns
    frames = [Frame(60 + n * width, 50, width - 10, 740) for n in range(columns)]
    document = BaseDocTemplate(name, pagesize=A4, **options)
    document.addPageTemplates(PageTemplate(frames=frames, onPage=heads))
    document.build([Paragraph(text, style) for text, style in texts])


def _style(**options: Any) -> Any:
    return ParagraphStyle("own", parent=STYLES["BodyText"], **options)


@pytest.mark.parametrize(
    ("style", "columns"),
    [
        (_style(spaceBefore=6), 1),
        (_style(spaceBefore=6), 2),
        (_style(spaceBefore=0, firstLineIndent=14, alignment=TA_JUSTIFY), 1),
        (_style(spaceBefore=0, firstLineIndent=14, alignment=TA_JUSTIFY), 2),
        (_style(spaceBefore=0, fontSize=14, leading=18), 1),
    ],
    ids=["gaps", "gaps, two columns", "indents", "indents, two columns", "short last lines"],
)
def test_the_lines_of_a_pdf_become_the_paragraphs_that_were_printed(
    style: Any, columns: int
) -> None:
    """Over the ends of lines, columns and pages; heads and page numbers are furniture."""
    printed = _paragraphs(30)
    texts = [(TITLE, STYLES["Title"]), *((text, style) for text in printed[:10])]
    texts += [("What comes next", STYLES["Heading2"]), *((text, style) for text in printed[10:])]
    _pdf("Rain.pdf", texts, columns, title="Rain", author="Dana Specimen")

    reading = read(["Rain.pdf"])

    (article,) = reading.articles
    furniture = {article.text[f.start : f.end] for f in article.furniture}
    body = [line for line in article.text.split("\n\n") if line not in furniture]
    assert [TITLE, *printed[:10], "What comes next", *printed[10:]] == body
    assert {HEADS, "1", "2", "3"} <= furniture
    assert {"running head or page number"} == {f.reason for f in article.furniture}
    assert article.headline is not None
    assert (TITLE, "Dana Specimen") == (article.title, article.author)
    assert () == reading.problems


@pytest.mark.parametrize(
    ("lines", "paragraph"),
    [
        (["The minis-", "ter spoke."], "The minister spoke."),
        (["The minis\ufffe", "ter spoke."], "The minister spoke."),
        (["The minis\u00ad", "ter spoke."], "The minister spoke."),
        (["Azm-e-", "Istehkam began."], "Azm-e-Istehkam began."),
        (["It began - they said -", "at dawn."], "It began - they said - at dawn."),
        (["A well-known", "and well-", "known man."], "A well-known and well-known man."),
        (["Two words", "stay two."], "Two words stay two."),
    ],
)
def test_words_that_a_line_end_cuts_are_whole_again(lines: list[str], paragraph: str) -> None:
    """The lexicon finds words, not halves."""
    page = [Line(text, 0, 50, 300, 700 - 12 * n, 10) for n, text in enumerate(lines)]

    assert [paragraph] == [found.text for found in find_pdf_paragraphs([page])]


def test_the_properties_of_a_pdf_are_a_hint_at_its_title(tmp_path: Path) -> None:
    """They are often left over: the first heading goes before them, and some are no titles."""
    text = [(PROSE * 3, STYLES["BodyText"])]
    _pdf("with.pdf", [(TITLE, STYLES["Title"]), *text], title="Old file")
    _pdf("without.pdf", text, title="Rain in the harbour")
    _pdf("junk.pdf", text, title="Microsoft Word - draft3.doc")

    articles = {article.id: article for article in read([tmp_path]).articles}

    assert [TITLE, "Rain in the harbour", ""] == [
        articles[name].title for name in ("with", "without", "junk")
    ]


def test_a_pdf_without_text_needs_ocr() -> None:
    """A scan is a picture."""
    document = BaseDocTemplate("scan.pdf", pagesize=A4)
    document.addPageTemplates(PageTemplate(frames=[Frame(60, 50, 400, 700)]))
    document.build([Paragraph("", STYLES["BodyText"])])

    with pytest.raises(InputError, match=r"scan\.pdf: has no text layer: .* needs OCR"):
        read(["scan.pdf"])


def test_a_locked_pdf_is_named() -> None:
    """No password is tried."""
    _pdf("locked.pdf", [(PROSE, STYLES["BodyText"])], encrypt="secret")

    with pytest.raises(InputError, match=r"locked\.pdf: is locked by a password; save it without"):
        read(["locked.pdf"])


@pytest.mark.parametrize("part", [0.0, 0.1, 0.5, 0.9])
def test_a_cut_pdf_is_named(tmp_path: Path, part: float) -> None:
    """What can be saved of it is read with a warning, or it is skipped."""
    _pdf("whole.pdf", [(text, STYLES["BodyText"]) for text in _paragraphs(60)])
    content = (tmp_path / "whole.pdf").read_bytes()
    (tmp_path / "cut.pdf").write_bytes(content[: int(len(content) * part)])

    (problem,) = read(["cut.pdf", "whole.pdf"]).problems

    assert str(problem) in (
        "skipped: cut.pdf: cannot be read as a PDF; it is damaged or cut off, or no PDF",
        "skipped: cut.pdf: has no text layer: it is a scan or a picture and needs OCR; "
        "run a program that recognises text and save the result",
        "warning: cut.pdf: does not end as a PDF does; a part of it may be missing",
    )


def _word_document() -> Any:
    document = docx.Document()
    document.core_properties.title = "Old title"
    document.core_properties.author = "Dana Specimen"
    return document


def test_a_word_document_gives_its_paragraphs_and_those_of_its_tables() -> None:
    """In their order; merged cells once; tables in tables too."""
    document = _word_document()
    document.add_paragraph("Rain closes the harbour", style="Title")
    document.add_paragraph("The ferries lay\nat anchor.")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table.rows[0].cells, ("Friday", "40 mm"), strict=True):
        cell.text = text
    table.rows[1].cells[0].merge(table.rows[1].cells[1]).text = "Both days"
    inner = table.rows[1].cells[0].add_table(rows=1, cols=1)
    inner.rows[0].cells[0].text = "Within"
    document.add_paragraph("")
    document.add_paragraph("Nobody had told the fishermen.")
    document.save("Rain.docx")

    reading = read(["Rain.docx"])

    (article,) = reading.articles
    assert [
        "Rain closes the harbour",
        "The ferries lay at anchor.",
        "Friday",
        "40 mm",
        "Both days",
        "Within",
        "Nobody had told the fishermen.",
    ] == article.text.split("\n\n")
    assert ("Rain closes the harbour", "Dana Specimen") == (article.title, article.author)
    assert article.headline is not None
    assert () == reading.problems


def test_a_word_document_that_is_a_table_is_read() -> None:
    """Some are set in a table from end to end."""
    document = _word_document()
    document.add_table(rows=1, cols=1).rows[0].cells[0].text = "All of it stands in a cell."
    document.save("a.docx")

    assert "All of it stands in a cell." == read(["a.docx"]).articles[0].text


def _without_properties(edit: Callable[[dict[str, bytes]], None]) -> bytes:
    document = _word_document()
    document.add_paragraph("Nobody had told the fishermen.")
    document.save("whole.docx")
    with zipfile.ZipFile("whole.docx") as package:
        entries = {name: package.read(name) for name in package.namelist()}
    edit(entries)
    return _package(entries)


def _drop(entries: dict[str, bytes]) -> None:
    del entries["docProps/core.xml"]
    relations = entries["_rels/.rels"].decode()
    entries["_rels/.rels"] = re.sub(r"<Relationship [^>]*core[^>]*/>", "", relations).encode()


def _break(entries: dict[str, bytes]) -> None:
    core = entries["docProps/core.xml"].decode()
    entries["docProps/core.xml"] = re.sub(r"T[\d:]+Z", "Tnoon", core).encode()


@pytest.mark.parametrize("edit", [_drop, _break], ids=["none", "broken"])
def test_a_word_document_needs_no_properties(
    tmp_path: Path, edit: Callable[[dict[str, bytes]], None]
) -> None:
    """None are made up, least of all today's date."""
    (tmp_path / "a.docx").write_bytes(_without_properties(edit))

    (article,) = read(["a.docx"]).articles

    assert "Nobody had told the fishermen." == article.text
    assert "modified" not in article.metadata
    assert "Word Document" != article.title


def test_an_empty_word_document_is_named() -> None:
    """Pictures are not read."""
    _word_document().save("a.docx")

    with pytest.raises(InputError, match=r"a\.docx: holds no text; text in pictures is not read"):
        read(["a.docx"])


def _package(entries: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in entries.items():
            package.writestr(name, content)
    return file.getvalue()


def test_a_package_that_unpacks_to_too_much_is_not_opened(tmp_path: Path) -> None:
    """Before anything of it is parsed."""
    (tmp_path / "bomb.docx").write_bytes(_package({"word/document.xml": b" " * 20_000_000}))

    with pytest.raises(
        InputError, match=r"bomb\.docx: unpacks from [\d,]+ bytes to 20,000,000 or more, as no"
    ):
        read(["bomb.docx"])


def test_a_package_that_lies_about_its_size_is_found_out() -> None:
    """What comes out of it counts, not what it says."""
    bomb = bytearray(_package({"word/document.xml": b" " * 20_000_000}))
    central = bomb.index(b"PK\x01\x02")
    bomb[central + 24 : central + 28] = (1_000).to_bytes(4, "little")

    with pytest.raises(InputError, match=r"unpacks from|cannot be read as a Word document"):
        check_package(bytes(bomb))


def test_a_package_of_too_many_entries_is_not_opened() -> None:
    """Ten thousand are more than any document has."""
    with pytest.raises(InputError, match="has 10,001 entries, more than a document needs"):
        check_package(_package({str(n): b"" for n in range(10_001)}))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04",
        b"\xd0\xcf\x11\xe0 an old or locked one",
        _package({"a": b"b"}),
        _package({"[Content_Types].xml": b"<a", "word/document.xml": b"<b"}),
    ],
    ids=["empty", "cut", "locked", "another package", "broken XML"],
)
def test_what_is_no_word_document_is_named(tmp_path: Path, content: bytes) -> None:
    """With what may be the matter."""
    (tmp_path / "a.docx").write_bytes(content)

    with pytest.raises(InputError, match=r"a\.docx: cannot be read as a Word document \("):
        read(["a.docx"])


def test_entities_of_a_word_document_do_not_expand(tmp_path: Path) -> None:
    """Neither to a million words nor to a file of the machine."""
    (tmp_path / "secret.txt").write_text("secret")
    document = _word_document()
    document.add_paragraph("MARK")
    document.save("a.docx")
    with zipfile.ZipFile("a.docx") as package:
        entries = {name: package.read(name) for name in package.namelist()}
    xml = entries["word/document.xml"].decode()
    declaration, _, rest = xml.partition("?>")
    path = (tmp_path / "secret.txt").as_uri()
    entities = f'<!DOCTYPE a [<!ENTITY x SYSTEM "{path}"><!ENTITY y "boom">]>'
    entries["word/document.xml"] = (
        f"{declaration}?>{entities}{rest.replace('MARK', 'before &x;&y; after')}".encode()
    )
    (tmp_path / "b.docx").write_bytes(_package(entries))

    assert "secret" not in read(["b.docx"]).articles[0].text
    assert "boom" not in read(["b.docx"]).articles[0].text
