"""The command for what articles have in common word for word."""

from typing import Annotated

import typer

from framing.cli import options
from framing.cli.app import app
from framing.cli.emit import emit_shared
from framing.cli.reading import end, read_sources
from framing.cli.reading_options import BY_DEFAULT, HowToRead, reading_options

__all__ = ["shared"]


@app.command()
@reading_options
def shared(
    sources: options.Sources = None,
    min_words: Annotated[
        int,
        typer.Option(
            "--min-words",
            metavar="N",
            help="So many words that are the same make a passage; from 7.",
        ),
    ] = 12,
    where: options.Where = None,
    keep_furniture: options.KeepFurniture = False,
    how: HowToRead = BY_DEFAULT,
    wide: Annotated[
        bool, typer.Option("--wide", help="Show every pair and every passage, in full.")
    ] = False,
    form: options.FormatOption = None,
    output: options.OutputOrFolder = None,
    excel: options.Excel = False,
    style: options.Style = "",
) -> None:
    """Print the passages that articles share, word for word.

    Example: framing shared articles/ -o shared/
    """
    import framing

    reading = read_sources(sources, keep_furniture, how)
    result = framing.shared(
        reading,
        min_words=min_words,
        where=options.parse_where(where),
        keep_furniture=keep_furniture,
    )
    emit_shared(result, form, output, style, wide, excel)
    end(reading, how)
