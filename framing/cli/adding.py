"""The command that writes articles into a corpus folder."""

from pathlib import Path
from typing import Annotated

import typer

from framing.cli import options
from framing.cli.app import app
from framing.cli.emit import emit_table
from framing.cli.reading import end, read_sources
from framing.cli.reading_options import BY_DEFAULT, HowToRead, reading_options

__all__ = ["add"]


@app.command()
@reading_options
def add(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCES",
            help="Files, folders, glob patterns, or - for standard input.",
            show_default=False,
        ),
    ],
    to: Annotated[
        Path,
        typer.Option("--to", metavar="FOLDER", help="The corpus folder; made if it is missing."),
    ],
    values: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="COLUMN=VALUE",
            help="Metadata of all of them, such as story=flood; several may be given.",
            show_default=False,
        ),
    ] = None,
    how: HowToRead = BY_DEFAULT,
    form: options.FormatOption = None,
    output: options.Output = None,
    excel: options.Excel = False,
    style: options.Style = "",
    no_truncate: options.NoTruncate = False,
) -> None:
    """Write articles into a corpus folder, as texts with front matter.

    What the folder has already is not written again. Example: framing add saved/*.html --to corpus/
    """
    import framing

    reading = read_sources(sources, keep_furniture=False, how=how)
    result = framing.add(reading, to, options.parse_pairs("--set", values))
    emit_table(result.added, form, output, style, truncate=not no_truncate, excel=excel)
    end(reading, how)
