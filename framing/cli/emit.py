"""Where results go: to standard output or to files, in the format asked for."""

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from framing.errors import SettingError
from framing.tables import FORMATS, SUFFIXES, Format

if TYPE_CHECKING:
    from framing.comparison import Comparison
    from framing.results import Table

__all__ = ["emit_comparison", "emit_table"]

_ONE_TABLE_A_FILE: tuple[Format, ...] = ("csv", "tsv", "jsonl", "parquet")


def emit_table(
    table: "Table[Any]", form: Format | None, output: Path | None, style: str, truncate: bool = True
) -> None:
    """Write one table.

    Raises:
        SettingError: If the suffix of the file names no format and no format was given, or if
            Parquet would go to a terminal.
        FramingError: If the file cannot be written.
    """
    from framing.output import write_files
    from framing.tables import html_page, render

    chosen = _format(form, output)
    width = _terminal_width() if truncate and output is None else None
    content = render(table, chosen, style=style, width=width)
    if chosen == "html":
        content = html_page(f"framing: {table.name}", content.decode()).encode()
    if output is not None:
        write_files({output: content})
    else:
        _to_standard_output(content, chosen)
    if chosen == "table" and output is None:
        for caution in table.cautions:
            typer.echo(caution, err=True)


def emit_comparison(
    comparison: "Comparison",
    form: Format | None,
    output: Path | None,
    style: str,
    wide: bool,
    sources: list[str] | None,
) -> None:
    """Write all tables of a comparison: as one page or document, or a file each in a folder.

    Raises:
        SettingError: If formats of one table would share a stream or a file.
        FramingError: If a file cannot be written.
    """
    from framing.output import write_files
    from framing.tables import render, render_json

    is_folder = output is not None and (output.is_dir() or not output.suffix)
    chosen = form or ("csv" if is_folder else _format(None, output))
    if is_folder:
        assert output is not None
        suffix = next(suffix for suffix, of in SUFFIXES.items() if of == chosen)
        write_files(
            {
                output / f"{t.name}{suffix}": render(t, chosen, style=style)
                for t in comparison.tables
            }
        )
        return
    if chosen in _ONE_TABLE_A_FILE:
        raise SettingError(
            f"--format {chosen}: compare has several tables; name a folder (-o results/), or use "
            "framing emphasis and framing pairs"
        )
    if chosen == "json":
        content = render_json(comparison.to_dict())
    elif chosen == "table":
        content = _page(comparison, output, style, wide, sources)
    else:
        content = _document(comparison, chosen)
    if output is not None:
        write_files({output: content.encode()})
    else:
        _to_standard_output(content.encode(), chosen)


def _page(
    comparison: "Comparison", output: Path | None, style: str, wide: bool, sources: list[str] | None
) -> str:
    import shlex

    from framing.report.terminal import WIDEST, show_comparison

    width = (_terminal_width() if output is None else None) or WIDEST
    named = shlex.join(sources or [])
    return show_comparison(comparison, width=width, wide=wide, style=style, sources=named)


def _document(comparison: "Comparison", form: Format) -> str:
    """Write the tables one after the other, the cautions as paragraphs before and between."""
    from framing.tables import html_page, paragraph, render

    parts = [paragraph(caution, form) for caution in comparison.cautions]
    for table in comparison.tables:
        parts.append(render(table, form).decode())
        parts += [paragraph(caution, form) for caution in table.cautions]
    document = "\n".join(parts)
    return html_page("framing: comparison", document) if form == "html" else document


def _format(form: Format | None, output: Path | None) -> Format:
    if form is not None:
        return form
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
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def _to_standard_output(content: bytes, form: Format) -> None:
    if form == "parquet" and sys.stdout.isatty():
        raise SettingError("--format parquet: is not for a terminal; name a file: -o FILE.parquet")
    typer.echo(content, nl=False)
    sys.stdout.flush()
