"""Articles that come one at a time: scored as they come, with an alarm for those far out."""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path
from stat import S_ISREG
from typing import IO, TYPE_CHECKING

from framing.cli.voice import drop, remark, report
from framing.errors import FramingError, InputError, SettingError
from framing.json_lines import json_line
from framing.readers.problems import Problem

if TYPE_CHECKING:
    from framing.article import Article
    from framing.baseline import Scorer, ScoreRow
    from framing.readers import Reading, ReadOptions

__all__ = ["Alarm", "read_all_lines", "score_stream"]

_STANDARD_INPUT = "-"
_BATCH_CHARACTERS = 2 << 20


class Alarm:
    """Names on stderr the articles that lie too far out.

    Attributes:
        raised: Whether any did.
    """

    def __init__(self, threshold: float | None, scorer: "Scorer") -> None:
        """Set the alarm.

        Args:
            threshold: The position above which, or below whose negative, it is raised; None for
                never.
            scorer: What gives the positions.

        Raises:
            SettingError: If no position could ever be beyond it.
        """
        if threshold is not None and not threshold > 0:
            raise SettingError(
                f"--fail-beyond: {threshold:g} is not above 0; 1.96 is 1 in 20, 3 is 1 in 370"
            )
        if threshold is not None and not scorer.can_place:
            raise SettingError(
                "--fail-beyond: no article can have a position against this baseline, for which it "
                "takes ten articles with words; fit it with more, or take --against all"
            )
        self._threshold = threshold
        self.raised = False

    def look(self, rows: Iterable["ScoreRow"]) -> None:
        """Look at some scores."""
        if self._threshold is None:
            return
        for row in rows:
            if row.position is not None and abs(row.position) > self._threshold:
                self.raised = True
                report(
                    f"beyond: {row.article}: {row.frame}: position {row.position:.2f} "
                    f"({row.hits} hits in {row.words:,} words, expected "
                    f"{row.expected_low} to {row.expected_high})"
                )


def score_stream(
    scorer: "Scorer", sources: Iterable[str], alarm: Alarm, options: "ReadOptions"
) -> bool:
    """Score articles as they come in, and write each before the next is read.

    Of a file, some megabytes are read and scored at once, which is quicker.

    Args:
        scorer: The baseline, made ready.
        sources: Files of JSON Lines, or ``-``.
        alarm: Looks at every score.
        options: The encoding, if it is stated, and the limits.

    Returns:
        Whether any line was skipped; each is named on stderr. It ends where nobody reads any more.
    """
    if sys.stdout is None:
        raise FramingError("standard output is closed; name a file: -o FILE")
    from framing.baseline import ScoreRow

    out, columns = sys.stdout.buffer, [column.name for column in fields(ScoreRow)]
    skipped = False
    for batch in _batches(sources, options):
        scored = scorer.score_all([found for found in batch if not isinstance(found, Problem)])
        records = (
            {name: getattr(row, name) for name in columns} for rows in scored for row in rows
        )
        lines = "".join(map(json_line, records)).encode()
        is_read = True
        try:
            if lines:
                out.write(lines)
                out.flush()
        except BrokenPipeError:
            drop(sys.stdout)
            is_read = False
        following = iter(scored)
        for found in batch:
            if isinstance(found, Problem):
                _tell(found)
                skipped = skipped or found.skipped
            else:
                alarm.look(next(following))
        if not is_read:
            break
    return skipped


def _batches(sources: Iterable[str], options: "ReadOptions") -> Iterator[list["Article | Problem"]]:
    """Yield what is read: of files some megabytes at once, of what still comes in one by one."""
    for source in sources:
        most = _BATCH_CHARACTERS if _is_complete(source) else 0
        batch: list[Article | Problem] = []
        characters = 0
        for found in _read([source], options):
            batch.append(found)
            characters += 0 if isinstance(found, Problem) else len(found.text)
            if characters >= most:
                yield batch
                batch, characters = [], 0
        if batch:
            yield batch


def _is_complete(source: str) -> bool:
    """Tell whether all of a source is there already, and is quicker to score in batches."""
    from framing.engines import may_take_machine_code

    if not may_take_machine_code():
        return False
    try:
        if source != _STANDARD_INPUT:
            return Path(source).is_file()
        return sys.stdin is not None and S_ISREG(os.fstat(sys.stdin.fileno()).st_mode)
    except (OSError, ValueError):
        return False


def read_all_lines(sources: Iterable[str], options: "ReadOptions") -> "Reading":
    """Read JSON Lines to their end, and say on stderr what went wrong.

    Raises:
        InputError: If there was not one article.
    """
    from framing.readers import Reading

    articles: dict[str, Article] = {}
    problems = []
    for found in _read(sources, options):
        problem = found if isinstance(found, Problem) else None
        if not isinstance(found, Problem):
            known = articles.setdefault(found.id, found)
            if known is not found:
                message = f"id {found.id!r} is also that of {known.source}; give it one of its own"
                problem = Problem(found.source, message)
        if problem is not None:
            problems.append(problem)
            _tell(problem)
    if not articles:
        raise InputError("no article could be read; give one JSON object with 'text' a line")
    ordered = sorted(articles.values(), key=lambda article: article.id)
    return Reading(tuple(ordered), tuple(problems), options)


def _read(sources: Iterable[str], options: "ReadOptions") -> Iterator["Article | Problem"]:
    from framing.readers.lines import read_lines

    for source in sources:
        try:
            with _opened(source) as lines:
                name = "stdin" if source == _STANDARD_INPUT else source
                yield from read_lines(lines, name, options)
        except FileNotFoundError:
            yield Problem(source, "no such file; check the spelling and the working folder")
        except IsADirectoryError:
            yield Problem(source, "is a folder; name the files of JSON Lines in it")
        except OSError as error:
            yield Problem(source, f"cannot be read: {error.strerror or error}")
        except InputError as error:
            yield Problem("stdin", str(error))
        except MemoryError:
            yield Problem(source, "needs more memory than there is; split it")


def _tell(problem: Problem) -> None:
    say = report if problem.skipped else remark
    say(str(problem))


@contextmanager
def _opened(source: str) -> Iterator[IO[bytes]]:
    if source != _STANDARD_INPUT:
        with Path(source).open("rb") as file:
            yield file
        return
    if sys.stdin is None:
        raise InputError("standard input is closed; name a file")
    yield sys.stdin.buffer
