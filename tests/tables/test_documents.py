"""Documents from hostile texts, judged by readers of the formats that are not ours."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser

from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from framing import Manifest, Table
from framing.tables import heading, paragraph, printable, render

_SPECIAL = "\\|`*_{}[]()<>#$&%~^!-+=.:;'\"@/ \t\n\r0123abc"
_NASTY = (
    *("a|b", "a\\|b", "\\", "\\\\", "|", "`a|b`", "``", "$x$", "[a](b)", "![a](b)", "<b>", "&lt;"),
    *("- a", "+ a", "1. a", "1) a", "# a", "> a", "---", "===", "| - |", ":-:", "    code", "~~~"),
    *("[a]: b", "<!-- ", "-->", "</td>", "\\input{x}", "% x", "[1cm]", "*", "^^41", "line\nbreak"),
    *("a\u2028b", "\x1b[0m", "\u202e", "\ud800", "http://x.y", "a@b.c", "&#124;", "\\&"),
)
TEXTS = st.sampled_from(_NASTY) | st.text(_SPECIAL, max_size=10) | st.text(max_size=10)


@dataclass(frozen=True)
class Row:
    """Two texts beside each other."""

    group: str
    note: str


MANIFEST = Manifest("1.0", "test", {}, None, 0, "")


def _table(rows: list[tuple[str, str]]) -> Table[Row]:
    return Table("test", Row, tuple(Row(*row) for row in rows), MANIFEST)


def _plain(text: str) -> str:
    """Return a text as a reader sees it: runs of blanks are one blank."""
    return " ".join(printable(text).split())


ROWS = st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=4)


# Markdown, read by markdown-it


def _shown_cells(markdown: str) -> list[list[str]]:
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(markdown)
    kinds = [token.type for token in tokens if not token.type.startswith(("t", "inline"))]
    assert [] == kinds, "something else than one table"
    rows: list[list[str]] = []
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        if token.type == "inline":
            assert {child.type for child in token.children or ()} <= {"text", "text_special"}
            rows[-1].append("".join(child.content for child in token.children or ()))
    return rows


@given(ROWS)
@example([("\\", "\\|"), ("a|", "`")])
def test_markdown_cells_are_their_texts(rows: list[tuple[str, str]]) -> None:
    """No row breaks, and no cell is anything but text."""
    shown = _shown_cells(render(_table(rows), "markdown").decode())

    assert [["group", "note"], *([_plain(c) for c in row] for row in rows)] == [
        [_plain(cell) for cell in row] for row in shown
    ]


@given(TEXTS)
def test_markdown_paragraphs_are_their_texts(text: str) -> None:
    """No sentence begins a list, a heading or a rule."""
    tokens = MarkdownIt("commonmark", {"html": True}).parse(paragraph(text, "markdown"))

    if _plain(text):
        assert ["paragraph_open", "inline", "paragraph_close"] == [t.type for t in tokens]
        children = tokens[1].children or []
        assert {child.type for child in children} <= {"text", "text_special"}
        assert _plain(text) == _plain("".join(child.content for child in children))
    else:
        assert [] == tokens


# HTML, read by the standard library's parser


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        assert {name for name, _ in attrs} <= {"style"}
        if tag in {"td", "th", "p", "h2"}:
            self.texts.append("")

    def handle_data(self, data: str) -> None:
        if data != "\n":
            self.texts[-1] += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")


def _read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader


@given(ROWS)
def test_html_cells_are_their_texts(rows: list[tuple[str, str]]) -> None:
    """Every text comes back to the letter, and there is no tag but those of the table."""
    reader = _read(render(_table(rows), "html").decode())

    assert ["group", "note", *(printable(c) for row in rows for c in row)] == reader.texts
    table = ["table", "thead", "tr", "th", "th", "tbody"]
    assert table + ["tr", "td", "td"] * len(rows) == reader.tags


@given(TEXTS)
def test_html_sentences_are_their_texts(text: str) -> None:
    """In a paragraph and in a heading."""
    reader = _read(paragraph(text, "html") + heading(text, "html"))

    assert ["p", "h2"] == reader.tags
    assert [printable(text)] * 2 == reader.texts


# LaTeX, read by a few rules

_COMMANDS = {
    r"\textbackslash": "\\",
    r"\textasciitilde": "~",
    r"\textasciicircum": "^",
    r"\textless": "<",
    r"\textgreater": ">",
    r"\textbar": "|",
    r"\textasciigrave": "`",
}
_TOKEN = re.compile(
    r"(?P<command>\\[a-z]+)\{\}|\\(?P<special>[&%$#_{}])|\{(?P<kept>[\[\]*])\}"
    r"|(?P<plain>[^\\&%$#_{}~^])"
)


def _as_typeset(latex: str) -> str:
    """Return what LaTeX prints for a text; fails on what it would take for more than text."""
    shown = []
    place = 0
    while place < len(latex):
        token = _TOKEN.match(latex, place)
        assert token, f"{latex[place:]!r} is not text for LaTeX"
        command = token["command"]
        shown.append(_COMMANDS[command] if command else token[token.lastgroup or 0])
        place = token.end()
    return "".join(shown)


@given(ROWS)
@example([("[1cm]", "x"), ("*", "y")])
def test_latex_cells_are_their_texts(rows: list[tuple[str, str]]) -> None:
    """No cell is a command, and none is taken by the command before its row."""
    lines = render(_table(rows), "latex").decode().split("\n")

    assert [r"\begin{tabular}{ll}", r"\toprule"] == lines[:2]
    assert [r"\bottomrule", r"\end{tabular}", ""] == lines[-3:]
    body = [line for line in lines[2:-3] if line != r"\midrule"]
    cells = [re.split(r"(?<!\\)&", line.removesuffix(r"\\")) for line in body]
    assert [["group", "note"], *([_plain(c) for c in row] for row in rows)] == [
        [_plain(_as_typeset(cell)) for cell in row] for row in cells
    ]
    assert not [line for line in body if line.lstrip().startswith(("[", "*"))]


@given(TEXTS)
def test_latex_sentences_are_their_texts(text: str) -> None:
    """In a paragraph and in a heading."""
    assert _plain(text) == _plain(_as_typeset(paragraph(text, "latex").removesuffix("\n")))
    title = heading(text, "latex")
    assert title.startswith(r"\subsection*{")
    assert _plain(text) == _plain(_as_typeset(title[len(r"\subsection*{") : -2]))
