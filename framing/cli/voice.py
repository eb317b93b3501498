"""What is said on stderr, and how much of it: results go to stdout, everything else here."""

import sys
import time
import traceback
from dataclasses import dataclass, field

import typer

__all__ = ["VOICE", "Voice", "detail", "remark", "report", "report_error"]


@dataclass(slots=True)
class Voice:
    """How much to say in this run.

    Attributes:
        quiet: Whether cautions and warnings are left out; errors and skipped inputs never are.
        verbose: Whether to say what is read and how long each step takes.
        debug: Whether to show where in the program an error came from.
        step_began: When the step that is going on began, in seconds of a clock of its own.
    """

    quiet: bool = False
    verbose: bool = False
    debug: bool = False
    step_began: float = field(default_factory=time.perf_counter)

    def reset(self) -> None:
        """Begin a run: with neither less nor more than usual."""
        self.quiet = self.verbose = self.debug = False
        self.step_began = time.perf_counter()

    @property
    def shows_progress(self) -> bool:
        """Whether somebody sits at a terminal who wants to see how far it has come."""
        return not self.quiet and sys.stderr is not None and sys.stderr.isatty()


VOICE = Voice()
"""That of the run that is going on; a process has one stderr."""


def report(message: str) -> None:
    """Say something that must be known, on stderr, in one line."""
    from framing.cells import printable

    typer.echo(printable(message), err=True)


def remark(message: str) -> None:
    """Say something to keep in mind, unless ``--quiet`` was asked for."""
    if not VOICE.quiet:
        report(message)


def detail(message: str) -> None:
    """Say what a step did and how long it took, if ``--verbose`` was asked for."""
    now = time.perf_counter()
    if VOICE.verbose:
        report(f"{message} ({now - VOICE.step_began:.2f} s)")
    VOICE.step_began = now


def report_error(message: str) -> None:
    """Say why the run ends, with ``--debug`` behind where in the program it was."""
    from framing.cells import harmless

    if VOICE.debug:
        typer.echo(harmless(traceback.format_exc()), err=True, nl=False)
    report(f"error: {message}")
