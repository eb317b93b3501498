"""What commands do before and after they measure: read, say what went wrong, end."""

from typing import TYPE_CHECKING

import typer

from framing.cli.app import DONE_WITH_SKIPS, FAILED
from framing.cli.config_values import CHOSEN
from framing.cli.reading_options import BY_DEFAULT, HowToRead
from framing.cli.voice import detail, remark, report
from framing.errors import FramingError

if TYPE_CHECKING:
    from framing.readers import Reading
    from framing.readers.options import ReadKeywords

__all__ = ["check_strict", "end", "end_with", "read_sources", "remark_passed_over"]


def read_sources(
    sources: list[str] | None, keep_furniture: bool, how: HowToRead = BY_DEFAULT
) -> "Reading":
    """Read the sources and say on stderr what went wrong with any of them."""
    import framing
    from framing.readers import gather, read_bundled_story

    remark_passed_over()
    if CHOSEN.read is not None:
        detail(f"Took settings from {CHOSEN.read}")
    keywords: ReadKeywords = {**how.keywords, "keep_furniture": keep_furniture}
    if sources:
        reading = framing.read(sources, **keywords)
    else:
        remark("No sources named: reading the bundled sample corpus (invented outlets).")
        reading = read_bundled_story(**keywords)
    for problem in gather(reading.problems):
        say = report if problem.skipped else remark
        say(str(problem))
    detail(f"Read {len(reading.articles):,} articles")
    check_strict(reading, how)
    return reading


def remark_passed_over() -> None:
    """Say what looks like a file of settings and sets nothing."""
    for path in CHOSEN.passed_over:
        remark(f"warning: {path}: is no file that can be read, so it sets nothing")


def check_strict(reading: "Reading", how: HowToRead) -> None:
    """End before anything is written if an input was skipped that had to be read.

    Raises:
        FramingError: If so.
    """
    if reading.skipped and how.strict:
        raise FramingError(
            "some inputs were skipped, which --strict does not allow; nothing is written"
        )


def end(reading: "Reading", how: HowToRead = BY_DEFAULT) -> None:
    """End with the exit code that says whether any input was skipped."""
    end_with(reading.skipped, how)


def end_with(skipped: bool, how: HowToRead) -> None:
    """End a command some of whose inputs were skipped, or were not."""
    if skipped:
        if how.strict:  # of a stream, which is written as it comes in
            report("error: some inputs were skipped, which --strict does not allow")
        raise typer.Exit(FAILED if how.strict else DONE_WITH_SKIPS)
