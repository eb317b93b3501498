"""Any table in any format: for people, for scripts, for documents, for spreadsheets.

Formats for scripts (CSV, TSV, JSON, JSON Lines, Parquet, Excel) carry full values under the column
names; floats are written so that they read back as the same number. Formats for people (table,
Markdown, HTML, LaTeX) round them. Every text may come from an article and so from anybody: it is
escaped for the format it goes into, and control characters never reach a terminal.
"""

from framing.cells import UNDEFINED, harmless, printable, show
from framing.markup import html_page
from framing.tables.data import render_json
from framing.tables.documents import heading, paragraph
from framing.tables.fitting import column_width, shorten_names
from framing.tables.formats import BINARY, FORMATS, SUFFIXES, Format, render, suffix_of
from framing.tables.people import check_style, fits, layout, table_styles
from framing.tables.workbook import render_workbook

__all__ = [
    "BINARY",
    "FORMATS",
    "SUFFIXES",
    "UNDEFINED",
    "Format",
    "check_style",
    "column_width",
    "fits",
    "harmless",
    "heading",
    "html_page",
    "layout",
    "paragraph",
    "printable",
    "render",
    "render_json",
    "render_workbook",
    "shorten_names",
    "show",
    "suffix_of",
    "table_styles",
]
