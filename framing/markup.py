"""HTML: every text is escaped, and what could act or reorder is shown as what it is, not text."""

import html
from collections.abc import Iterable, Sequence

from framing.cells import printable

__all__ = ["html_heading", "html_page", "html_paragraph", "html_table"]


def html_table(
    headers: Sequence[str], rows: Iterable[Sequence[str]], numeric: Sequence[bool]
) -> str:
    """Write cells that are already text as a table element.

    Args:
        headers: The heads of the columns.
        rows: The cells.
        numeric: Of each column, whether it is aligned to the right.

    Returns:
        The element, a line a row, with a line end at the end.
    """
    sides = ['style="text-align: right;"' if right else "" for right in numeric]
    return (
        f"<table>\n<thead>\n{_row('th', headers, sides)}</thead>\n<tbody>\n"
        f"{''.join(_row('td', row, sides) for row in rows)}</tbody>\n</table>\n"
    )


def html_paragraph(text: str) -> str:
    """Write a sentence as a paragraph."""
    return f"<p>{_escaped(text)}</p>\n"


def html_heading(text: str) -> str:
    """Write a line as the heading of a section."""
    return f"<h2>{_escaped(text)}</h2>\n"


def html_page(title: str, body: str) -> str:
    """Put tables into a page of their own, which a browser reads as UTF-8."""
    return (
        f'<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n'
        f"<title>{_escaped(title)}</title>\n{body}</html>\n"
    )


def _row(tag: str, cells: Sequence[str], sides: Sequence[str]) -> str:
    written = [
        f"<{tag}{' ' if side else ''}{side}>{_escaped(cell)}</{tag}>"
        for cell, side in zip(cells, sides, strict=True)
    ]
    return f"<tr>{''.join(written)}</tr>\n"


def _escaped(text: str) -> str:
    return html.escape(printable(text))
