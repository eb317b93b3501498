"""What commands do before and after they measure: read, say what went wrong, end."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import typer

from framing.cli.app import DONE_WITH_SKIPS, FAILED
from framing.cli.config_values import CHOSEN
from framing.cli.reading_options import BY_DEFAULT, HowToRead
from framing.cli.voice import detail, remark, report
from framing.errors import SettingError

if TYPE_CHECKING:
    from framing.readers import Problem, Reading
    from framing.readers.given import Prepared
    from framing.readers.options import ReadKeywords

__all__ = ["end", "end_with", "read_sources", "tell"]


def read_sources(
    sources: list[str] | None, keep_furniture: bool, how: HowToRead = BY_DEFAULT
) -> "Reading":
    """Read the sources and say on stderr what went wrong with any of them."""
    import framing
    from framing.readers import gather, read_bundled_story

    if how.engine == "compiled":
        raise SettingError("--engine compiled: is for compare, emphasis and pairs")
    if CHOSEN.read is not None:
        detail(f"Took settings from {CHOSEN.read}")
    keywords: ReadKeywords = {**how.keywords, "keep_furniture": keep_furniture}
    if sources:
        reading = framing.read(sources, **keywords)
    else:
        remark("No sources named: reading the bundled sample corpus (invented outlets).")
        reading = read_bundled_story(**keywords)
    tell(gather(reading.problems))
    detail(f"Read {len(reading.articles):,} articles")
    return reading


def tell(problems: "Iterable[Problem]") -> None:
    """Say what was skipped, and what to be warned of."""
    for problem in problems:
        say = report if problem.skipped else remark
        say(str(problem))


def end(reading: "Prepared", how: HowToRead = BY_DEFAULT) -> None:
    """End with the exit code that says whether any input was skipped."""
    end_with(reading.skipped, how)


def end_with(skipped: bool, how: HowToRead) -> None:
    """End a command some of whose inputs were skipped, or were not."""
    if skipped:
        if how.strict:
            report("error: some inputs were skipped, which --strict does not allow")
        raise typer.Exit(FAILED if how.strict else DONE_WITH_SKIPS)
