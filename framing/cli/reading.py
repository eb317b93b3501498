"""What commands do before and after they measure: read, say what went wrong, end."""

from typing import TYPE_CHECKING

import typer

from framing.cli.app import DONE_WITH_SKIPS, report

if TYPE_CHECKING:
    from framing.readers import Reading

__all__ = ["end", "read_sources"]


def read_sources(sources: list[str] | None, keep_furniture: bool) -> "Reading":
    """Read the sources and say on stderr what went wrong with any of them."""
    import framing
    from framing.readers import read_bundled_story

    if sources:
        reading = framing.read(sources, keep_furniture=keep_furniture)
    else:
        report("No sources named: reading the bundled sample corpus (invented outlets).")
        reading = read_bundled_story(keep_furniture=keep_furniture)
    for problem in reading.problems:
        report(str(problem))
    return reading


def end(reading: "Reading") -> None:
    """End with the exit code that says whether any input was skipped."""
    if reading.skipped:
        raise typer.Exit(DONE_WITH_SKIPS)
