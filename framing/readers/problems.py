"""What went wrong with one input while the rest was read."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from framing.errors import InputError

__all__ = ["NothingReadError", "Problem", "gather"]

_MOST_OF_A_SORT = 3


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to tell the user about an input.

    Attributes:
        source: The file or folder, as the user named it.
        message: What is wrong and what to do about it.
        line: The line in the file, from 1, where that is known.
        skipped: Whether the input was left out; a warning has it read.
        sort: What many problems have in common, so that they can be told as one; empty for one that
            is told by itself.
    """

    source: str
    message: str
    line: int | None = None
    skipped: bool = True
    sort: str = field(default="", compare=False, repr=False)

    def __str__(self) -> str:
        place = self.source if self.line is None else f"{self.source}:{self.line}"
        return f"{'skipped' if self.skipped else 'warning'}: {place}: {self.message}"


class NothingReadError(InputError):
    """Not one article could be read; the message names the first reason.

    Attributes:
        problems: All that went wrong.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Take what went wrong."""
        self.problems = tuple(problems)
        skipped = (str(problem) for problem in self.problems if problem.skipped)
        super().__init__(f"no article could be read; {next(skipped, 'no sources given')}")


def gather(problems: Iterable[Problem]) -> list[Problem]:
    """Tell many problems of one sort as one: the first, how many there are, and where some are.

    Problems of one sort belong together if they are of one source or, where they have no line, of
    different ones.

    Args:
        problems: The problems.

    Returns:
        The problems in their order, of each sort three at the most or one for all.
    """
    groups: dict[object, list[Problem]] = {}
    for number, problem in enumerate(problems):
        source = "" if problem.line is None else problem.source
        key = (problem.sort, problem.skipped, source) if problem.sort else number
        groups.setdefault(key, []).append(problem)
    return [told for group in groups.values() for told in _told(group)]


def _told(group: list[Problem]) -> list[Problem]:
    if len(group) <= _MOST_OF_A_SORT:
        return group
    first = group[0]
    places = [p.source if p.line is None else f"{p.line:,}" for p in group[1:_MOST_OF_A_SORT]]
    more = f"; so {len(group):,} times in all, also at {', '.join(places)}, ..."
    return [Problem(first.source, first.message + more, first.line, first.skipped)]
