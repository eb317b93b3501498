"""Where results go: to standard output or to files, in the format asked for."""

import shutil
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import typer

from framing.cli.outputs import (
    INPUTS,
    check_format,
    check_terminal,
    files_in,
    is_folder,
    named_format,
)
from framing.cli.voice import detail, drop, remark
from framing.errors import FramingError
from framing.tables import Format

if TYPE_CHECKING:
    from framing.comparison import Comparison
    from framing.explanation import Explanation
    from framing.results import Table
    from framing.reuse import Shared

__all__ = ["emit_comparison", "emit_explanation", "emit_shared", "emit_table"]

_WITH_CAUTIONS: tuple[Format, ...] = ("table", "markdown", "html", "latex")
"""In these, a result of several tables says its cautions itself."""

_WIDEST = 100  # of a page that goes to a file or a pipe
_NARROWEST = 20  # a terminal that has less breaks lines itself

_GUARDED: tuple[Format, ...] = ("csv", "tsv")


def emit_table(
    table: "Table[Any]",
    form: str | None,
    output: Path | None,
    style: str,
    truncate: bool = True,
    excel: bool = False,
    wide: bool = False,
) -> None:
    """Write one table; its cautions go to stderr.

    Without `wide`, a table for people has only the columns that are read first.

    Raises:
        SettingError: If the suffix of the file names no format and no format was given, or if what
            is no text would go to a terminal.
        FramingError: If the file cannot be written.
    """
    from framing.tables import html_page, render

    detail("Measured")
    chosen = _format(form, output, excel)
    width = _terminal_width() if truncate and output is None else None
    content = (
        _hits_below_each_other(table, style, width) if chosen == "table" and width else None
    ) or render(table, chosen, style=style, width=width, excel=excel, wide=wide)
    if chosen == "html":
        content = html_page(f"framing: {table.name}", content.decode()).encode()
    _write(content, chosen, output)
    for caution in table.cautions:
        remark(caution)
    if not table.rows:
        remark("There are no rows.")
    more = len(table.columns) - len(table.columns_for_people)
    if more and not wide and chosen == "table" and output is None and _terminal_width():
        remark(f"--wide shows {more} more columns; --format csv and others have all.")


def _hits_below_each_other(table: "Table[Any]", style: str, width: int) -> bytes | None:
    """Lay out hits whose contexts have no room in a table, unless a style was asked for."""
    if table.name != "evidence" or style or not table.rows:
        return None
    from framing.report.hits import has_room, show_hits

    return None if has_room(table, width) else show_hits(table, width).encode()


def emit_comparison(
    comparison: "Comparison",
    form: str | None,
    output: Path | None,
    style: str,
    wide: bool,
    again: str,
    listed: str,
    excel: bool = False,
    truncate: bool = True,
) -> None:
    """Write a comparison: as one page or document, or a file a table in a folder.

    Args:
        comparison: The comparison.
        form: The format, by the output's suffix if not given.
        output: A file or a folder; standard output if not given.
        style: Any style of tabulate, for tables.
        wide: Whether to show every measure on a terminal.
        again: The sources and options with which to ask for more of the same.
        listed: Those with which to list the same articles.
        excel: Whether CSV and TSV are meant for a spreadsheet.
        truncate: Whether names may be shortened on a terminal.

    Raises:
        SettingError: If formats of one table would share a stream or a file.
        FramingError: If a file cannot be written.
    """

    def page(width: int | None) -> str:
        from framing.report.terminal import show_comparison

        width = width if truncate else None
        return show_comparison(
            comparison, width=width, wide=wide, style=style, again=again, listed=listed
        )

    _emit_several("compare", "comparison", comparison, page, form, output, style, excel)


def emit_explanation(
    explanation: "Explanation",
    form: str | None,
    output: Path | None,
    style: str,
    wide: bool,
    excel: bool = False,
) -> None:
    """Write an explanation; arguments and errors as `emit_comparison`."""

    def page(width: int | None) -> str:
        from framing.report.explanation import show_explanation

        return show_explanation(explanation, width=width or _WIDEST, wide=wide, style=style)

    _emit_several("explain", "explanation", explanation, page, form, output, style, excel)


def emit_shared(
    shared: "Shared",
    form: str | None,
    output: Path | None,
    style: str,
    wide: bool,
    excel: bool = False,
) -> None:
    """Write shared passages; arguments and errors as `emit_comparison`."""

    def page(width: int | None) -> str:
        from framing.report.sharing import show_shared

        return show_shared(shared, width=width or _WIDEST, wide=wide, style=style)

    _emit_several("shared", "shared passages", shared, page, form, output, style, excel)


def _emit_several(
    command: str,
    name: str,
    result: "Comparison | Explanation | Shared",
    page: Callable[[int | None], str],
    form: str | None,
    output: Path | None,
    style: str,
    excel: bool,
) -> None:
    from framing.tables import html_page, printable, render, render_json, render_workbook

    detail("Measured")
    check_format(command, form, output)
    chosen = _format(form, output, excel, folders=True)
    if output is not None and is_folder(output):
        contents = [
            *(render(table, chosen, style=style, excel=excel) for table in result.tables),
            "".join(f"{printable(caution)}\n" for caution in result.all_cautions).encode(),
        ]
        files = dict(zip(files_in(output, command, chosen), contents, strict=True))
        _write_files(files)
        _remark_all(result)
        return
    if chosen == "xlsx":
        content = render_workbook(result.tables, result.all_cautions, result.statements)
        _write(content, chosen, output)
        _remark_all(result)
        return
    if chosen == "json":
        text = render_json(result.to_dict())
    elif chosen == "table":
        text = page(_terminal_width() if output is None else None)
    elif chosen == "html":
        text = html_page(f"framing: {name}", _document(result, "html"))
    else:
        text = _document(result, "latex" if chosen == "latex" else "markdown")
    _write(text.encode(), chosen, output)
    if output is not None or chosen not in _WITH_CAUTIONS:
        _remark_all(result)


def _remark_all(result: "Comparison | Explanation | Shared") -> None:
    for caution in result.all_cautions:
        remark(caution)


def _document(
    result: "Comparison | Explanation | Shared", form: Literal["markdown", "html", "latex"]
) -> str:
    """Write the tables one after the other, the sentences as paragraphs before and between."""
    from framing.tables import heading, paragraph, render

    parts = [paragraph(caution, form) for caution in result.cautions]
    for table in result.tables:
        parts += [heading(table.name.capitalize(), form), render(table, form).decode()]
        parts += [paragraph(caution, form) for caution in table.cautions]
    return "\n".join(parts)


def _format(form: str | None, output: Path | None, excel: bool, *, folders: bool = False) -> Format:
    chosen = named_format(form, output, folders=folders)
    if excel and chosen not in _GUARDED:  # no error: a file may set it for all commands
        remark(f"--excel is for {' and '.join(_GUARDED)}; {chosen} is written as ever.")
    return chosen


def _terminal_width() -> int | None:
    """Return the width of the terminal, None where the output goes elsewhere."""
    on_terminal = sys.stdout is not None and sys.stdout.isatty()
    return max(shutil.get_terminal_size().columns, _NARROWEST) if on_terminal else None


def _write(content: bytes, form: Format, output: Path | None) -> None:
    from framing.tables import harmless

    if output is not None:
        _write_files({output: content})
        return
    if sys.stdout is None:
        raise FramingError("standard output is closed; name a file: -o FILE")
    check_terminal(form, output)
    if sys.stdout.isatty():
        # A file or a pipe gets what is there; a terminal nothing that could drive it.
        content = harmless(content.decode()).encode()
    try:
        typer.echo(content, nl=False)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader (head, less) has seen enough; the exit code stands
        drop(sys.stdout)
    detail("Wrote the result")


def _write_files(files: Mapping[Path, bytes]) -> None:
    from framing.output import write_files

    for path in files:
        INPUTS.check(path)
    write_files(files)
    detail(f"Wrote {', '.join(map(str, files))}")
