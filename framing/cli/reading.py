"""What commands do before and after they measure: read, say what went wrong, end."""

from typing import TYPE_CHECKING

import typer

from framing.cli.app import DONE_WITH_SKIPS
from framing.cli.config_values import CHOSEN
from framing.cli.voice import detail, remark, report

if TYPE_CHECKING:
    from framing.readers import Reading

__all__ = ["end", "read_sources"]


def read_sources(sources: list[str] | None, keep_furniture: bool) -> "Reading":
    """Read the sources and say on stderr what went wrong with any of them."""
    import framing
    from framing.readers import read_bundled_story

    if CHOSEN.read is not None:
        detail(f"Took settings from {CHOSEN.read}")
    if sources:
        reading = framing.read(sources, keep_furniture=keep_furniture)
    else:
        remark("No sources named: reading the bundled sample corpus (invented outlets).")
        reading = read_bundled_story(keep_furniture=keep_furniture)
    for problem in reading.problems:
        say = report if problem.skipped else remark
        say(str(problem))
    detail(f"Read {len(reading.articles):,} articles")
    return reading


def end(reading: "Reading") -> None:
    """End with the exit code that says whether any input was skipped."""
    if reading.skipped:
        raise typer.Exit(DONE_WITH_SKIPS)
