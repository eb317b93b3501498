"""Any table in any format: for people, for scripts, for documents.

Formats for scripts (CSV, TSV, JSON, JSON Lines, Parquet) carry full values under the column names;
floats are written so that they read back as the same number. Formats for people (table, Markdown,
HTML, LaTeX) round them. Every text may come from an article and so from anybody: it is escaped for
the format it goes into, and control characters never reach a terminal.
"""

import csv
import html
import io
import json
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Literal, get_args

from framing.errors import choice_error
from framing.json_lines import json_line
from framing.results import Cell, Table

__all__ = [
    "FORMATS",
    "SUFFIXES",
    "Format",
    "column_width",
    "heading",
    "html_page",
    "layout",
    "paragraph",
    "printable",
    "render",
    "render_json",
    "table_styles",
]

Format = Literal["table", "csv", "tsv", "json", "jsonl", "markdown", "html", "latex", "parquet"]
FORMATS: tuple[Format, ...] = get_args(Format)

SUFFIXES: dict[str, Format] = {
    ".txt": "table",
    ".csv": "csv",
    ".tsv": "tsv",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".tex": "latex",
    ".parquet": "parquet",
}
"""The format that the suffix of an output file asks for."""

UNDEFINED = "—"
_DEFAULT_STYLE = "simple"
_STYLES: dict[str, str] = {"markdown": "pipe", "html": "html", "latex": "latex_booktabs"}
_UNESCAPED_STYLES = {"unsafehtml", "latex_raw"}  # what an article says could become a tag in these
_PIPE_STYLES = {"pipe", "github", "orgtbl", "jira", "textile", "moinmoin", "youtrack"}
# C0 and C1 controls could drive a terminal; the marks of direction could reorder what is shown.
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_BLANKS = re.compile(r"[\t\n\r\v\f\x85\u2028\u2029]+")
_BACKSLASH = r"\\\1"
_LATEX = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{character: f"\\{character}" for character in "&%$#_{}"},
}
_LATEX_SPECIAL = re.compile("[" + re.escape("".join(_LATEX)) + "]")
_MARKDOWN_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$&!])")
_RATE = re.compile(r"_per_1000$|^(?:rate|tfidf)_(?:low|high|rest)$")
_PROBABILITIES = {"p", "q", "first_mention_p", "front_loading_p"}
_SMALLEST_SHOWN = 0.001
_PLACES = {"start", "end", "paragraph"}  # numbers to copy, not quantities to read
_SHORTEST_COLUMN = 8
_GAP = 2
_HEAD_PADDING = 2  # tabulate.MIN_PADDING, without loading tabulate for it


def render(table: Table[Any], form: Format, *, style: str = "", width: int | None = None) -> bytes:
    """Write a table in a format.

    Args:
        table: The table.
        form: The format.
        style: For ``table``, any style of the tabulate library.
        width: For ``table``, how many columns a line may have; longer texts are shortened with
            "…". Nothing is shortened if not given.

    Returns:
        The file's content, UTF-8 where it is text, with a line end at the end. In ``table``, texts
        that are the same in all rows stand once, above it.

    Raises:
        SettingError: If there is no such style.
    """
    writers: dict[Format, Callable[[Table[Any]], str]] = {
        "csv": lambda table: _delimited(table, ","),
        "tsv": lambda table: _delimited(table, "\t"),
        "json": lambda table: render_json(table.to_dict()),
        "jsonl": lambda table: "".join(json_line(record) for record in table.records()),
    }
    if form == "parquet":
        return _parquet(table)
    if form in writers:
        return writers[form](table).encode()
    types = table.column_types()
    same = _same_in_all_rows(table) if form == "table" else {}
    columns = [column for column in table.columns if column not in same]
    cells = [[show(column, record[column]) for column in columns] for record in table.records()]
    numeric = [types[column] is not str for column in columns]
    text = layout(columns, cells, numeric, form, style=style, width=width)
    if same:
        values = (
            f"{column} = {printable(str(value)) or '(empty)'}" for column, value in same.items()
        )
        text = f"In all rows: {', '.join(values)}.\n{text}"
    return text.encode()


def render_json(value: dict[str, Any]) -> str:
    """Write a result as JSON, two spaces deep, in which undefined is null."""
    return json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def layout(
    headers: Sequence[str],
    rows: Iterable[Sequence[str]],
    numeric: Sequence[bool],
    form: Format = "table",
    *,
    style: str = "",
    width: int | None = None,
) -> str:
    """Lay out cells that are already text.

    Args:
        headers: The heads of the columns.
        rows: The cells.
        numeric: Of each column, whether it is aligned to the right.
        form: ``table``, ``markdown``, ``html`` or ``latex``.
        style: For ``table``, any style of the tabulate library.
        width: How many columns a line may have, if that is limited.

    Returns:
        The table with a line end at the end.

    Raises:
        SettingError: If there is no such style.
    """
    from tabulate import tabulate

    name = _STYLES.get(form) or style or _DEFAULT_STYLE
    if name not in table_styles():
        raise choice_error("--style", name, table_styles())
    cells = [[printable(cell) for cell in row] for row in rows]
    heads = [printable(header) for header in headers]
    if width is not None and form == "table":
        cells = _shortened(heads, cells, numeric, width)
    if form == "markdown":
        heads, cells = _escaped(heads, cells, lambda cell: _MARKDOWN_SPECIAL.sub(_BACKSLASH, cell))
    elif name in _PIPE_STYLES:
        heads, cells = _escaped(heads, cells, lambda cell: cell.replace("|", r"\|"))
    # Numbers are formatted before, so tabulate must not read them again (it would show 1E10 for
    # an article of that name).
    text = tabulate(
        cells,
        headers=heads,
        tablefmt=name,
        disable_numparse=True,
        colalign=["right" if right else "left" for right in numeric] if cells else None,
    )
    return str(text) + "\n"


def heading(text: str, form: Format) -> str:
    """Return a line as a heading of a Markdown, HTML or LaTeX document."""
    clean = paragraph(text, form).rstrip("\n")
    if form == "html":
        return clean.replace("<p>", "<h2>").replace("</p>", "</h2>") + "\n"
    return f"\\subsection*{{{clean}}}\n" if form == "latex" else f"## {clean}\n"


def paragraph(text: str, form: Format) -> str:
    """Return a sentence as a paragraph of a Markdown, HTML or LaTeX document."""
    clean = printable(text)
    if form == "html":
        return f"<p>{html.escape(clean)}</p>\n"
    if form == "latex":
        return f"{_LATEX_SPECIAL.sub(lambda m: _LATEX[m.group()], clean)}\n"
    return f"{_MARKDOWN_SPECIAL.sub(_BACKSLASH, clean)}\n"


def html_page(title: str, body: str) -> str:
    """Put tables into a page of their own, which a browser reads as UTF-8."""
    return (
        f'<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n'
        f"<title>{html.escape(title)}</title>\n{body}</html>\n"
    )


def table_styles() -> list[str]:
    """Return the styles of tabulate, without those that do not escape what they are given."""
    from tabulate import tabulate_formats

    return sorted(set(tabulate_formats) - _UNESCAPED_STYLES)


def printable(text: str) -> str:
    """Return a text in one line without the characters that could act on a terminal."""
    return _CONTROLS.sub("\ufffd", _BLANKS.sub(" ", text))


def column_width(head: str, cells: Iterable[str]) -> int:
    """Return how wide a column is drawn: a head has more room than its letters take."""
    return max([len(printable(head)) + _HEAD_PADDING, *map(len, cells)])


def show(column: str, value: Cell) -> str:
    """Return a value as people read it: rates to a tenth, other fractions to a thousandth."""
    if value is None:
        return UNDEFINED
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        if 0 < value < _SMALLEST_SHOWN and column in _PROBABILITIES:
            return f"<{_SMALLEST_SHOWN}"
        return f"{value:.1f}" if _RATE.search(column) else f"{value:.3f}"
    if isinstance(value, int):
        return str(value) if column in _PLACES else f"{value:,}"
    return value


def _same_in_all_rows(table: Table[Any]) -> dict[str, str]:
    """Return the columns of text that have one value in all of several rows."""
    records = table.records()
    if len(records) < 2:  # noqa: PLR2004 - one row is not "all rows"
        return {}
    first = records[0]
    return {
        column: str(first[column])
        for column, kind in table.column_types().items()
        if kind is str and all(record[column] == first[column] for record in records)
    }


def _delimited(table: Table[Any], delimiter: str) -> str:
    rows: list[Iterable[Cell]] = [table.columns]
    rows += [record.values() for record in table.records()]
    lines = []
    for row in rows:
        # With its own line end, CR LF, the writer quotes a CR inside a cell too.
        out = io.StringIO(newline="")
        csv.writer(out, delimiter=delimiter).writerow(map(_written, row))
        lines.append(out.getvalue().removesuffix("\r\n") + "\n")
    return "".join(lines)


def _written(value: Cell) -> str | int | float:
    if value is None:
        return ""
    # As R, pandas and SQL read it; Python would write True.
    return str(value).lower() if isinstance(value, bool) else value


def _parquet(table: Table[Any]) -> bytes:
    out = io.BytesIO()
    table.to_polars().write_parquet(out)
    return out.getvalue()


def _escaped(
    heads: list[str], cells: list[list[str]], escape: Callable[[str], str]
) -> tuple[list[str], list[list[str]]]:
    return [escape(head) for head in heads], [[escape(cell) for cell in row] for row in cells]


def _shortened(
    heads: list[str], cells: list[list[str]], numeric: Sequence[bool], width: int
) -> list[list[str]]:
    """Shorten the widest columns of text until a line fits, numbers never."""
    limits = [column_width(head, [row[i] for row in cells]) for i, head in enumerate(heads)]
    while sum(limits) + _GAP * (len(limits) - 1) > width:
        texts = [i for i, right in enumerate(numeric) if not right]
        widest = max(texts, key=lambda i: limits[i], default=None)
        if widest is None or limits[widest] <= max(
            _SHORTEST_COLUMN, column_width(heads[widest], ())
        ):
            break
        limits[widest] -= 1
    return [[_cut(cell, limit) for cell, limit in zip(row, limits, strict=True)] for row in cells]


def _cut(cell: str, length: int) -> str:
    return cell if len(cell) <= length else cell[: length - 1].rstrip() + "…"
