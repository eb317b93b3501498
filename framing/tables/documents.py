"""Tables and sentences for documents: Markdown, HTML and LaTeX, with every text escaped.

The tables are written here and not by tabulate, which does not know that in LaTeX a row that begins
with a bracket or a star belongs to the command before it.
"""

import re
from collections.abc import Callable, Sequence
from typing import Any, Literal, TypeAlias

from framing.cells import printable
from framing.markup import html_heading, html_paragraph, html_table
from framing.results import Table
from framing.tables.people import shown

__all__ = ["heading", "html_form", "latex_form", "markdown_form", "paragraph"]

Document: TypeAlias = Literal["markdown", "html", "latex"]

_BACKSLASH = r"\\\1"
_MARKDOWN_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$&!])")
# Behind these, at the beginning of a line, a list, a heading or a rule would begin.
_MARKDOWN_BLOCK = re.compile(r"^(\d{0,9})([-+=.):])")
_LATEX = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "`": r"\textasciigrave{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    # At the beginning of a row, \\ and \midrule would take these for their own.
    "[": "{[}",
    "]": "{]}",
    "*": "{*}",
    **{character: f"\\{character}" for character in "&%$#_{}"},
}
_LATEX_SPECIAL = re.compile("[" + re.escape("".join(_LATEX)) + "]")


def heading(text: str, form: Document) -> str:
    """Return a line as a heading of a document."""
    if form == "html":
        return html_heading(text)
    return f"\\subsection*{{{_latex(text)}}}\n" if form == "latex" else f"## {_markdown(text)}\n"


def paragraph(text: str, form: Document) -> str:
    """Return a sentence as a paragraph of a document."""
    if form == "html":
        return html_paragraph(text)
    if form == "latex":
        return f"{_latex(text)}\n"
    return f"{_MARKDOWN_BLOCK.sub(_without_block, _markdown(text).strip())}\n"


def html_form(table: Table[Any]) -> str:
    """Write a table as a table element, to be put into any page."""
    return html_table(*shown(table, table.columns))


def markdown_form(table: Table[Any]) -> str:
    """Write a pipe table, whose colons say which columns are numbers."""
    heads, cells, numeric = shown(table, table.columns)
    lines, widths = _aligned([heads, *cells], numeric, _markdown)
    rule = [
        f"{'-' * (width + 1)}:" if r else f":{'-' * (width + 1)}"
        for width, r in zip(widths, numeric, strict=True)
    ]
    rows = [f"| {' | '.join(line)} |\n" for line in lines]
    return "".join([rows[0], f"|{'|'.join(rule)}|\n", *rows[1:]])


def latex_form(table: Table[Any]) -> str:
    """Write a tabular of the booktabs package."""
    heads, cells, numeric = shown(table, table.columns)
    lines, _ = _aligned([heads, *cells], numeric, _latex)
    rows = [f"{' & '.join(line)} \\\\\n" for line in lines]
    columns = "".join("r" if right else "l" for right in numeric)
    return (
        f"\\begin{{tabular}}{{{columns}}}\n\\toprule\n{rows[0]}\\midrule\n{''.join(rows[1:])}"
        "\\bottomrule\n\\end{tabular}\n"
    )


def _aligned(
    rows: Sequence[Sequence[str]], numeric: Sequence[bool], escape: Callable[[str], str]
) -> tuple[list[list[str]], list[int]]:
    """Escape cells and pad them, so that the columns of the source can be read too."""
    escaped = [[escape(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*escaped, strict=True)]
    lines = [
        [
            cell.rjust(width) if right else cell.ljust(width)
            for cell, width, right in zip(row, widths, numeric, strict=True)
        ]
        for row in escaped
    ]
    return lines, widths


def _markdown(text: str) -> str:
    return _MARKDOWN_SPECIAL.sub(_BACKSLASH, printable(text))


def _without_block(begin: "re.Match[str]") -> str:
    return f"{begin[1]}\\{begin[2]}"


def _latex(text: str) -> str:
    return _LATEX_SPECIAL.sub(lambda special: _LATEX[special.group()], printable(text))
