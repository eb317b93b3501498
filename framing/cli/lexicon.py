"""The lexicon workbench."""

from typing import Annotated

import typer

from framing.cli import completion, options
from framing.cli.app import app
from framing.cli.emit import emit_table
from framing.cli.outputs import INPUTS
from framing.resources import DEFAULT_LEXICON

__all__ = ["show"]

lexicon_app = typer.Typer(help="Look at lexicons.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(lexicon_app, name="lexicon")


@lexicon_app.command()
def show(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME|FILE",
            help="A bundled lexicon or a YAML file.",
            autocompletion=completion.lexicons,
        ),
    ] = DEFAULT_LEXICON,
    frame: options.FrameKey = None,
    form: options.FormatOption = None,
    output: options.Output = None,
    excel: options.Excel = False,
    style: options.Style = "",
) -> None:
    """Print the patterns and exceptions of a lexicon.

    Example: framing lexicon show azm-e-istehkam --frame china
    """
    import framing

    INPUTS.note([name])
    emit_table(framing.lexicon_entries(name, frame=frame), form, output, style, excel=excel)
