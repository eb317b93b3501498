"""What is said on stderr, and how much of it: results go to stdout, everything else here."""

import os
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TextIO

import typer

__all__ = [
    "VOICE",
    "Voice",
    "detail",
    "drop",
    "remark",
    "report",
    "report_error",
    "say",
    "terminal_width",
]

_USUAL_WIDTH = 80
_NARROWEST = 20


@dataclass(slots=True)
class Voice:
    """How much to say in this run.

    Attributes:
        quiet: Whether cautions and warnings are left out; errors and skipped inputs never are.
        verbose: Whether to say what is read and how long each step takes.
        debug: Whether to show where in the program an error came from.
        step_began: When the step that is going on began, in seconds of a clock of its own.
        wipe: Takes away the line that says how far the run has come, so that others have their own.
    """

    quiet: bool = False
    verbose: bool = False
    debug: bool = False
    step_began: float = field(default_factory=time.perf_counter)
    wipe: Callable[[], None] = lambda: None

    def reset(self) -> None:
        """Begin a run: with neither less nor more than usual."""
        self.quiet = self.verbose = self.debug = False
        self.step_began = time.perf_counter()
        self.wipe = lambda: None

    @property
    def shows_progress(self) -> bool:
        """Whether somebody sits at a terminal who wants to see how far it has come."""
        return not self.quiet and sys.stderr is not None and sys.stderr.isatty()


VOICE = Voice()
"""That of the run that is going on; a process has one stderr."""


def say(text: str, *, line_end: bool = True) -> None:
    """Write to stderr; that nobody can read it is no reason to end the run."""
    try:
        typer.echo(text, err=True, nl=line_end)
    except OSError:
        drop(sys.stderr)


def drop(stream: TextIO | None) -> None:
    """Send nowhere what goes to a stream that failed, also what Python would flush at exit."""
    with suppress(OSError, ValueError, AttributeError):
        if stream is not None:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def report(message: str) -> None:
    """Say something that must be known, on stderr, in one line unless that is a terminal."""
    from framing.cells import printable

    VOICE.wipe()
    text, width = printable(message), terminal_width()
    say(text if width is None or len(text) <= width else _wrapped(text, width))


def terminal_width() -> int | None:
    """Return how wide the terminal is that stderr is; None if it is none."""
    if sys.stderr is None or not sys.stderr.isatty():
        return None
    try:
        stated = int(os.environ.get("COLUMNS", ""))
    except ValueError:
        stated = 0
    if stated > 0:
        return stated
    with suppress(
        OSError, ValueError, AttributeError
    ):  # of stderr, where stdout may be a file or a pipe
        return os.get_terminal_size(sys.stderr.fileno()).columns or _USUAL_WIDTH
    return _USUAL_WIDTH


def _wrapped(text: str, width: int) -> str:
    """Break a sentence between words, never inside one: paths and options are copied."""
    from textwrap import fill

    return fill(
        text,
        max(width, _NARROWEST),
        subsequent_indent="  ",
        break_long_words=False,
        break_on_hyphens=False,
    )


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
        say(harmless(traceback.format_exc()), line_end=False)
    report(f"error: {message}")
