"""What commands do before and after they measure: read, say what went wrong, end."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from framing.cli.app import DONE_WITH_SKIPS, FAILED
from framing.cli.config_values import CHOSEN
from framing.cli.named_lexicon import NAMED
from framing.cli.reading_options import BY_DEFAULT, HowToRead
from framing.cli.voice import detail, remark, report
from framing.errors import FramingError, InputError, SettingError
from framing.footer import PARTITIONS, is_counts_file

if TYPE_CHECKING:
    from framing.readers import Problem
    from framing.readers.given import Prepared
    from framing.readers.options import ReadKeywords

__all__ = ["check_strict", "end", "end_with", "read_sources", "remark_passed_over", "tell"]


def read_sources(
    sources: list[str] | None,
    keep_furniture: bool,
    how: HowToRead = BY_DEFAULT,
    *,
    later: bool = False,
) -> "Prepared":
    """Read the sources and say on stderr what went wrong with any of them.

    Sources that are counts are loaded; they go wherever articles go. Asked for ``later``, articles
    are a stream, which is read when it is gone through.
    """
    import framing
    from framing.readers import NothingReadError, open_stream, read_bundled_story

    remark_passed_over()
    if CHOSEN.read is not None:
        detail(f"Took settings from {CHOSEN.read}")
    keywords: ReadKeywords = {**how.keywords, "keep_furniture": keep_furniture}
    if sources and (counts := _counts_among(sources, how)):
        for problem in counts.problems if later else ():  # what is measured has a caution of it
            remark(str(problem))
        return counts
    if sources and later:
        return open_stream(sources, **keywords)
    try:
        if sources:
            reading = framing.read(sources, **keywords)
        else:
            remark("No sources named: reading the bundled sample corpus (invented outlets).")
            reading = read_bundled_story(**keywords)
    except NothingReadError as error:
        if len(error.problems) <= 1:
            raise
        tell(error.problems)
        raise InputError("no article could be read; the reasons stand above") from None
    tell(reading.problems)
    detail(f"Read {len(reading.articles):,} articles")
    check_strict(reading, how)
    return reading


def tell(problems: Iterable["Problem"]) -> None:
    """Say what was skipped, and what to be warned of."""
    from framing.readers import gather

    for problem in gather(problems):
        say = report if problem.skipped else remark
        say(str(problem))


def _counts_among(sources: list[str], how: HowToRead) -> "Prepared | None":
    if not any(_may_be_counts(Path(source)) for source in sources):
        return None
    from framing.lexicon import load_lexicon
    from framing.stored import find_stored

    counts = find_stored(sources)
    if counts is None:
        return None
    if how.words:
        raise SettingError(f"{how.words[0]}: says how articles are read, and these are counts")
    if NAMED.lexicon is not None:
        counts = counts.counted_by(load_lexicon(NAMED.lexicon))
    detail(f"Read the counts of {len(counts):,} articles")
    return counts


def _may_be_counts(path: Path) -> bool:
    """Tell whether it is worth a closer look, for which libraries are loaded."""
    if path.is_dir():
        return any(path.glob(PARTITIONS))
    return path.suffix.lower() == ".parquet" and (is_counts_file(path) or not path.exists())


def remark_passed_over() -> None:
    """Say what looks like a file of settings and sets nothing."""
    for path in CHOSEN.passed_over:
        remark(f"warning: {path}: is no file that can be read, so it sets nothing")


def check_strict(reading: "Prepared", how: HowToRead) -> None:
    """End before anything is written if an input was skipped that had to be read.

    Raises:
        FramingError: If so.
    """
    if reading.skipped and how.strict:
        raise FramingError(
            "some inputs were skipped, which --strict does not allow; nothing is written"
        )


def end(reading: "Prepared", how: HowToRead = BY_DEFAULT) -> None:
    """End with the exit code that says whether any input was skipped."""
    end_with(reading.skipped, how)


def end_with(skipped: bool, how: HowToRead) -> None:
    """End a command some of whose inputs were skipped, or were not."""
    if skipped:
        if how.strict:  # of a stream, which is written as it comes in
            report("error: some inputs were skipped, which --strict does not allow")
        raise typer.Exit(FAILED if how.strict else DONE_WITH_SKIPS)
