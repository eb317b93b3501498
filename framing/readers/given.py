"""Whatever sources may be given as from Python, to one reading."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Protocol, TypeAlias

from framing.article import Article
from framing.errors import InputError
from framing.readers import Problem, Reading, read, read_bundled_story
from framing.readers.frames import DataFrame, looks_like_a_frame, read_frame, read_records

__all__ = ["Prepared", "Sources", "read_given"]

_KINDS = (str, Path, Article, Mapping)
Source: TypeAlias = str | Path | Article | Mapping[str, Any]


class Prepared(Protocol):
    """What was read before, or counted before: a `Reading`, or counts from files."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was skipped, and what to be warned of."""

    @property
    def skipped(self) -> bool:
        """Whether any input was left out."""


Sources: TypeAlias = Source | Reading | Prepared | DataFrame | Iterable[Source] | None
"""Paths, glob patterns, articles, dictionaries, a data frame, or what `framing.read` gave; None is
the sample corpus."""


def read_given(sources: Sources, *, keep_furniture: bool) -> Reading:
    """Read sources as the functions of the package take them.

    Args:
        sources: One source or several; a data frame or dictionaries have a column of texts.
        keep_furniture: As for `framing.read`.

    Returns:
        The articles and the problems.

    Raises:
        InputError: If something is no source, or no article could be read.
    """
    if isinstance(sources, Reading):
        return sources
    if sources is None:
        return read_bundled_story(keep_furniture=keep_furniture)
    if looks_like_a_frame(sources):
        return _reading(*read_frame(sources))
    if isinstance(sources, _KINDS):
        sources = [sources]
    if not isinstance(sources, Iterable):
        raise _no_source(sources)
    given = list(sources)
    articles = [source for source in given if isinstance(source, Article)]
    records = [source for source in given if isinstance(source, Mapping)]
    paths = [source for source in given if isinstance(source, str | Path)]
    for source in given:
        if not isinstance(source, _KINDS):
            raise _no_source(source)
    reading = read(paths, keep_furniture=keep_furniture) if paths else Reading(())
    problems = list(reading.problems)
    articles += reading.articles
    if records:
        read_rows, found = read_records(records)
        articles, problems = articles + read_rows, problems + found
    return _reading(articles, problems)


def _reading(articles: list[Article], problems: list[Problem]) -> Reading:
    if problems and not articles:
        raise InputError(f"no article could be read; {problems[0]}")
    return Reading(tuple(articles), tuple(problems))


def _no_source(source: object) -> InputError:
    return InputError(
        f"{type(source).__name__}: is no source; give paths, articles, dictionaries, a data frame "
        "or what framing.read gave"
    )
