"""Where results go: to standard output or to files, in the format asked for."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from framing.cli.app import report
from framing.errors import FramingError, SettingError, choice_error
from framing.tables import FORMATS, SUFFIXES, Format

if TYPE_CHECKING:
    from framing.comparison import Comparison
    from framing.explanation import Explanation
    from framing.results import Table
    from framing.reuse import Shared

__all__ = ["emit_comparison", "emit_explanation", "emit_shared", "emit_table"]

_ONE_TABLE_A_FILE: tuple[Format, ...] = ("csv", "tsv", "jsonl", "parquet")


def emit_table(
    table: "Table[Any]", form: str | None, output: Path | None, style: str, truncate: bool = True
) -> None:
    """Write one table; if it goes to standard output, its cautions go to stderr.

    Raises:
        SettingError: If the suffix of the file names no format and no format was given, or if
            Parquet would go to a terminal.
        FramingError: If the file cannot be written.
    """
    from framing.tables import html_page, render

    chosen = _format(form, output)
    width = _terminal_width() if truncate and output is None else None
    content = render(table, chosen, style=style, width=width)
    if chosen == "html":
        content = html_page(f"framing: {table.name}", content.decode()).encode()
    _write(content, chosen, output)
    if output is None:
        for caution in table.cautions:
            report(caution)
        if not table.rows:
            report("There are no rows.")


def emit_comparison(
    comparison: "Comparison",
    form: str | None,
    output: Path | None,
    style: str,
    wide: bool,
    again: str,
) -> None:
    """Write a comparison: as one page or document, or a file a table in a folder.

    Args:
        comparison: The comparison.
        form: The format, by the output's suffix if not given.
        output: A file or a folder; standard output if not given.
        style: Any style of tabulate, for tables.
        wide: Whether to show every measure on a terminal.
        again: The sources and options with which to ask for more of the same.

    Raises:
        SettingError: If formats of one table would share a stream or a file.
        FramingError: If a file cannot be written.
    """

    def page(width: int) -> str:
        from framing.report.terminal import show_comparison

        return show_comparison(comparison, width=width, wide=wide, style=style, again=again)

    _emit_several("compare", "comparison", comparison, page, form, output, style)


def emit_explanation(
    explanation: "Explanation", form: str | None, output: Path | None, style: str, wide: bool
) -> None:
    """Write an explanation; arguments and errors as `emit_comparison`."""

    def page(width: int) -> str:
        from framing.report.explanation import show_explanation

        return show_explanation(explanation, width=width, wide=wide, style=style)

    _emit_several("explain", "explanation", explanation, page, form, output, style)


def emit_shared(
    shared: "Shared", form: str | None, output: Path | None, style: str, wide: bool
) -> None:
    """Write shared passages; arguments and errors as `emit_comparison`."""

    def page(width: int) -> str:
        from framing.report.sharing import show_shared

        return show_shared(shared, width=width, wide=wide, style=style)

    _emit_several("shared", "shared passages", shared, page, form, output, style)


def _emit_several(
    command: str,
    name: str,
    result: "Comparison | Explanation | Shared",
    page: Callable[[int], str],
    form: str | None,
    output: Path | None,
    style: str,
) -> None:
    from framing.output import write_files
    from framing.report.terminal import WIDEST
    from framing.tables import html_page, render, render_json

    is_folder = output is not None and (output.is_dir() or not (output.suffix or output.exists()))
    chosen = "csv" if is_folder and form is None else _format(form, output)
    if output is not None and is_folder:
        suffix = next(suffix for suffix, of in SUFFIXES.items() if of == chosen)
        write_files(
            {output / f"{t.name}{suffix}": render(t, chosen, style=style) for t in result.tables}
        )
        return
    if chosen in _ONE_TABLE_A_FILE:
        names = ", ".join(table.name for table in result.tables)
        raise SettingError(
            f"--format {chosen}: {command} has several tables ({names}); name a folder for them "
            "(-o results/), or use a command that has one, such as framing emphasis or pairs"
        )
    if chosen == "json":
        content = render_json(result.to_dict())
    elif chosen == "table":
        content = page((_terminal_width() if output is None else None) or WIDEST)
    elif chosen == "html":
        content = html_page(f"framing: {name}", _document(result, chosen))
    else:
        content = _document(result, chosen)
    _write(content.encode(), chosen, output)


def _document(result: "Comparison | Explanation | Shared", form: Format) -> str:
    """Write the tables one after the other, the sentences as paragraphs before and between."""
    from framing.tables import heading, paragraph, render

    parts = [paragraph(caution, form) for caution in result.cautions]
    for table in result.tables:
        parts += [heading(table.name.capitalize(), form), render(table, form).decode()]
        parts += [paragraph(caution, form) for caution in table.cautions]
    return "\n".join(parts)


def _format(form: str | None, output: Path | None) -> Format:
    if form is not None:
        named = next((known for known in FORMATS if known == form), None)
        if named is None:
            raise choice_error("--format", form, FORMATS)
        return named
    if output is None:
        return "table"
    found = SUFFIXES.get(output.suffix.lower())
    if found is None:
        raise SettingError(
            f"-o {output}: the suffix {output.suffix!r} names no format; use one of "
            f"{', '.join(SUFFIXES)}, or --format with one of {', '.join(FORMATS)}"
        )
    return found


def _terminal_width() -> int | None:
    """Return the width of the terminal, None where the output goes elsewhere."""
    on_terminal = sys.stdout is not None and sys.stdout.isatty()
    return shutil.get_terminal_size().columns if on_terminal else None


def _write(content: bytes, form: Format, output: Path | None) -> None:
    from framing.output import write_files

    if output is not None:
        write_files({output: content})
        return
    if sys.stdout is None:
        raise FramingError("standard output is closed; name a file: -o FILE")
    if form == "parquet" and sys.stdout.isatty():
        raise SettingError("--format parquet: is not for a terminal; name a file: -o FILE.parquet")
    typer.echo(content, nl=False)
    sys.stdout.flush()
