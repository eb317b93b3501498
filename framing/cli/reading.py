"""What commands do before and after they measure: read, say what went wrong, end."""

from typing import TYPE_CHECKING

import typer

from framing.cli.app import DONE_WITH_SKIPS, FAILED, report
from framing.cli.reading_options import BY_DEFAULT, HowToRead

if TYPE_CHECKING:
    from framing.readers import Reading
    from framing.readers.options import ReadKeywords

__all__ = ["end", "read_sources"]


def read_sources(
    sources: list[str] | None, keep_furniture: bool, how: HowToRead = BY_DEFAULT
) -> "Reading":
    """Read the sources and say on stderr what went wrong with any of them."""
    import framing
    from framing.readers import gather, read_bundled_story

    keywords: ReadKeywords = {**how.keywords, "keep_furniture": keep_furniture}
    if sources:
        reading = framing.read(sources, **keywords)
    else:
        report("No sources named: reading the bundled sample corpus (invented outlets).")
        reading = read_bundled_story(**keywords)
    for problem in gather(reading.problems):
        report(str(problem))
    return reading


def end(reading: "Reading", how: HowToRead = BY_DEFAULT) -> None:
    """End with the exit code that says whether any input was skipped."""
    if reading.skipped:
        if how.strict:
            report("error: some inputs were skipped, which --strict does not allow")
        raise typer.Exit(FAILED if how.strict else DONE_WITH_SKIPS)
