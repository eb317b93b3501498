"""The application: its name, its version, and the one place where errors become messages."""

import os
import sys
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from framing._version import __version__
from framing.errors import FramingError, SettingError

__all__ = ["DONE_WITH_SKIPS", "FAILED", "app", "main", "report"]

FAILED = 1
USAGE = 2
DONE_WITH_SKIPS = 3


class _ErrorBoundary(TyperGroup):
    """Turns the package's own errors into one line on stderr and an exit code."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except FramingError as error:
            report(f"error: {error}")
            raise typer.Exit(USAGE if isinstance(error, SettingError) else FAILED) from None
        except BrokenPipeError:
            # The reader (head, less) has seen enough. What Python would still flush at exit would
            # fail again, so it goes nowhere.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit from None
        except OSError as error:
            report(f"error: {error.filename or 'output'}: {error.strerror}")
            raise typer.Exit(FAILED) from None


app = typer.Typer(
    name="framing",
    cls=_ErrorBoundary,
    help=(
        "Compare how news outlets frame the same event: lexicon-defined emphasis of each frame, "
        "the divergence of every pair, and the words behind every number."
    ),
    epilog=(
        "Exit codes: 0 done, 1 failed, 2 usage, 3 done but some inputs were skipped (each is named "
        "on stderr; 1 with --strict), 130 interrupted."
    ),
    context_settings={"help_option_names": ["-h", "--help"]},
    rich_markup_mode=None,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


def main() -> None:
    """Run the command line."""
    app()


def report(message: str) -> None:
    """Say something to the person at the terminal, on stderr, in one line."""
    from framing.tables import printable

    typer.echo(printable(message), err=True)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"framing {__version__}")
        raise typer.Exit


@app.callback()
def _options_of_all(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Show the version and end."
        ),
    ] = False,
) -> None:
    pass
