"""The formats: their names, their suffixes, and the one function that writes any of them."""

from collections.abc import Callable
from typing import Any, Literal, get_args

from framing.results import Table
from framing.tables.data import delimited, json_lines, parquet, render_json
from framing.tables.documents import html_form, latex_form, markdown_form
from framing.tables.people import terminal_form
from framing.tables.workbook import render_workbook

__all__ = ["BINARY", "FORMATS", "SUFFIXES", "Format", "render", "suffix_of"]

Format = Literal[
    "table", "csv", "tsv", "json", "jsonl", "markdown", "html", "latex", "parquet", "xlsx"
]
FORMATS: tuple[Format, ...] = get_args(Format)

BINARY: tuple[Format, ...] = ("parquet", "xlsx")
"""The formats that are no text and so not for a terminal."""

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
    ".xlsx": "xlsx",
}
"""The format that the suffix of an output file asks for."""


def suffix_of(form: Format) -> str:
    """Return the suffix of a file in a format."""
    return next(suffix for suffix, named in SUFFIXES.items() if named == form)


def render(
    table: Table[Any],
    form: Format,
    *,
    style: str = "",
    width: int | None = None,
    excel: bool = False,
    wide: bool = True,
) -> bytes:
    """Write a table in a format.

    Args:
        table: The table.
        form: The format.
        style: For ``table``, any style of the tabulate library.
        width: For ``table``, how many characters a line may have; longer names are shortened with
            "…", notes are wrapped, and columns that do not fit stand in parts of their own. Nothing
            is shortened if not given.
        excel: For ``csv`` and ``tsv``, whether it is meant for a spreadsheet: with a byte-order
            mark, and an apostrophe before texts that would become formulas.
        wide: For ``table``, whether to show all columns, or those that people read first.
        wide: For ``table``, whether to show all columns, or those that people read first.

    Returns:
        The file's content, UTF-8 where it is text, with a line end at the end. In ``table``, texts
        that are the same in all rows stand once, above it, unless they are empty.

    Raises:
        SettingError: If there is no such style, or a sheet of a workbook has not enough rows.
    """
    writers: dict[Format, Callable[[], str]] = {
        "table": lambda: terminal_form(table, style, width, wide),
        "csv": lambda: delimited(table, ",", excel=excel),
        "tsv": lambda: delimited(table, "\t", excel=excel),
        "json": lambda: render_json(table.to_dict()),
        "jsonl": lambda: json_lines(table),
        "markdown": lambda: markdown_form(table),
        "html": lambda: html_form(table),
        "latex": lambda: latex_form(table),
    }
    if form == "parquet":
        return parquet(table)
    if form == "xlsx":
        return render_workbook([table], table.cautions)
    return writers[form]().encode()
