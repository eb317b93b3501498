"""What commands do before and after they measure: read, say what went wrong, end."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import typer

from framing.cli.app import DONE_WITH_SKIPS, FAILED
from framing.cli.config_values import CHOSEN
from framing.cli.reading_options import BY_DEFAULT, HowToRead
from framing.cli.voice import detail, remark, report
from framing.errors import InputError

if TYPE_CHECKING:
    from framing.readers import Problem, Reading
    from framing.readers.options import ReadKeywords

__all__ = ["end", "end_with", "read_sources"]


def read_sources(
    sources: list[str] | None, keep_furniture: bool, how: HowToRead = BY_DEFAULT
) -> "Reading":
    """Read the sources and say on stderr what went wrong with any of them."""
    import framing
    from framing.readers import NothingReadError, read_bundled_story

    if CHOSEN.read is not None:
        detail(f"Took settings from {CHOSEN.read}")
    keywords: ReadKeywords = {**how.keywords, "keep_furniture": keep_furniture}
    try:
        if sources:
            reading = framing.read(sources, **keywords)
        else:
            remark("No sources named: reading the bundled sample corpus (invented outlets).")
            reading = read_bundled_story(**keywords)
    except NothingReadError as error:
        if len(error.problems) <= 1:
            raise
        _tell(error.problems)
        raise InputError("no article could be read; the reasons stand above") from None
    _tell(reading.problems)
    detail(f"Read {len(reading.articles):,} articles")
    return reading


def _tell(problems: Iterable["Problem"]) -> None:
    from framing.readers import gather

    for problem in gather(problems):
        say = report if problem.skipped else remark
        say(str(problem))


def end(reading: "Reading", how: HowToRead = BY_DEFAULT) -> None:
    """End with the exit code that says whether any input was skipped."""
    end_with(reading.skipped, how)


def end_with(skipped: bool, how: HowToRead) -> None:
    """End a command some of whose inputs were skipped, or were not."""
    if skipped:
        if how.strict:
            report("error: some inputs were skipped, which --strict does not allow")
        raise typer.Exit(FAILED if how.strict else DONE_WITH_SKIPS)
