"""The application: its name, its version, and the one place where errors become messages."""

import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from framing._version import __version__
from framing.cache.use import reporting_cache
from framing.cli.config_values import CHOSEN, choose_config, choose_no_config
from framing.cli.every_command import complete_commands
from framing.cli.named_lexicon import NAMED
from framing.cli.origins import name_variable, with_origin
from framing.cli.outputs import INPUTS
from framing.cli.progress import Progress
from framing.cli.voice import VOICE, detail, drop, report, report_error
from framing.errors import FramingError, SettingError
from framing.steps import told, watched

__all__ = ["DONE_WITH_SKIPS", "FAILED", "app", "main", "report"]

FAILED = 1
USAGE = 2
DONE_WITH_SKIPS = 3


class _ErrorBoundary(TyperGroup):
    """Turns the package's own errors into one line on stderr and an exit code."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        complete_commands(self)

    def main(self, *arguments: Any, **settings: Any) -> Any:
        VOICE.reset()
        CHOSEN.reset()
        NAMED.reset()
        INPUTS.reset()
        try:
            return super().main(*arguments, **settings)
        except OSError as error:
            wrong_use = getattr(error.__context__, "exit_code", None)
            if wrong_use is not None:  # stderr failed where it was to say what is wrong
                drop(sys.stderr)
                raise SystemExit(wrong_use) from None
            drop(sys.stdout)
            report_error(_describe(error))
            raise SystemExit(FAILED) from None

    def make_context(self, *arguments: Any, **settings: Any) -> Any:
        try:
            return super().make_context(*arguments, **settings)
        except BrokenPipeError:  # of what is printed before a command runs, such as the help
            drop(sys.stdout)
            raise typer.Exit from None

    def invoke(self, ctx: Any) -> Any:
        progress = Progress()
        try:
            with watched(progress), told(detail), reporting_cache(detail):
                return super().invoke(ctx)
        except typer.BadParameter as error:
            name_variable(error)
            raise
        except FramingError as error:
            report_error(with_origin(str(error)))
            raise typer.Exit(USAGE if isinstance(error, SettingError) else FAILED) from None
        except BrokenPipeError:  # the reader (head, less) of a command's help has seen enough
            drop(sys.stdout)
            raise typer.Exit from None
        except OSError as error:
            drop(sys.stdout)
            report_error(_describe(error))
            raise typer.Exit(FAILED) from None
        finally:
            progress.wipe()


def _describe(error: OSError) -> str:
    return f"{error.filename or 'output'}: {error.strerror}"


app = typer.Typer(
    name="framing",
    cls=_ErrorBoundary,
    help=(
        "Compare how news outlets frame the same event: lexicon-defined emphasis of each frame, "
        "the divergence of every pair, and the words behind every number."
    ),
    epilog=(
        "Exit codes: 0 done, 1 failed, 2 usage, 3 done but some inputs were skipped (each is named "
        "on stderr; 1 with --strict), 4 an article lies beyond --fail-beyond, 130 interrupted. -q, "
        "-v, --debug, --config and --no-config may also stand behind the command."
    ),
    context_settings={"help_option_names": ["-h", "--help"]},
    rich_markup_mode=None,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


def main() -> None:
    """Run the command line."""
    if sys.stderr is None:  # closed: what is said there must not go to standard output
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - to the end
    app()


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"framing {__version__}")
        raise typer.Exit


def _set_quiet(wanted: bool) -> None:
    VOICE.quiet = wanted or VOICE.quiet


def _set_verbose(wanted: bool) -> None:
    VOICE.verbose = wanted or VOICE.verbose


def _set_debug(wanted: bool) -> None:
    VOICE.debug = wanted or VOICE.debug


@app.callback()
def _options_of_all(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Show the version and end."
        ),
    ] = False,
    quiet: Annotated[
        bool,
        typer.Option(
            "--quiet",
            "-q",
            callback=_set_quiet,
            help="No cautions and no warnings; errors and skipped inputs are said all the same.",
        ),
    ] = False,
    verbose: Annotated[
        bool,
        typer.Option(
            "--verbose", "-v", callback=_set_verbose, help="Say what is read and how long it takes."
        ),
    ] = False,
    debug: Annotated[
        bool,
        typer.Option(
            "--debug",
            callback=_set_debug,
            is_eager=True,
            help="Show where in the program an error came from.",
        ),
    ] = False,
    config: Annotated[
        Path | None,
        typer.Option(
            "--config",
            metavar="FILE",
            callback=choose_config,
            is_eager=True,
            help="Take settings from this file, not from the nearest framing.toml.",
            show_default=False,
        ),
    ] = None,
    no_config: Annotated[
        bool,
        typer.Option(
            "--no-config",
            callback=choose_no_config,
            is_eager=True,
            help="Take settings from no file.",
        ),
    ] = False,
) -> None:
    pass
