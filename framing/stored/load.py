"""Counts read back: what every measure takes in place of articles."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.counts import Counts
from framing.errors import InputError, SettingError, choice_error
from framing.facts import ArticleFacts, grouping_columns
from framing.inputs import hash_of_hashes
from framing.lexicon import Lexicon
from framing.readers import Problem
from framing.stored.columns import counts_of, empty_frame, facts_of
from framing.stored.files import holds_counts, partitions_of
from framing.stored.header import Header
from framing.stored.partition import read_rows
from framing.stored.together import check_apart, check_complete, common_header

if TYPE_CHECKING:
    import polars as pl

__all__ = ["StoredCounts", "find_stored", "load_counts"]


@dataclass(frozen=True, eq=False)
class StoredCounts:
    """Counts that were read from files.

    Attributes:
        header: What decided them.
        frame: A row an article, sorted by id.
        problems: What to be warned of.
    """

    header: Header
    frame: "pl.DataFrame"
    problems: tuple[Problem, ...] = ()

    @property
    def skipped(self) -> bool:
        """Whether any input was left out: counts are read whole or not at all."""
        return False

    @cached_property
    def articles(self) -> tuple[ArticleFacts, ...]:
        """What is kept of each article beside its counts."""
        return facts_of(self.frame)

    @cached_property
    def counts(self) -> Counts:
        """The counts themselves."""
        return counts_of(self.frame, self.header.lexicon, self.header.level)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that the articles can be grouped by."""
        return grouping_columns(column for facts in self.articles for column, _ in facts.values)

    @property
    def sha256(self) -> str:
        """The hash of the articles, as that of the articles themselves would be."""
        return hash_of_hashes(self.frame["sha256"].to_list())

    def where(self, conditions: Mapping[str, str]) -> "StoredCounts":
        """Return the counts of the articles that have every value asked for.

        Raises:
            SettingError: If none has.
        """
        frame, facts = self.frame, self.articles
        for column, value in conditions.items():
            mask = [value in (one.value(column), one.group(column)) for one in facts]
            if not any(mask):
                groups = sorted({one.group(column) for one in facts})
                raise choice_error(f"--where {column}", value, groups)
            frame = frame.filter(mask)
            facts = tuple(one for one, chosen in zip(facts, mask, strict=True) if chosen)
        return replace(self, frame=frame)

    def counted_by(self, lexicon: Lexicon) -> "StoredCounts":
        """Return the counts with a lexicon that counts the same, for its names.

        Raises:
            SettingError: If it counts something else.
        """
        own = self.header.lexicon
        if lexicon.sha256 != own.sha256:
            raise SettingError(
                f"--lexicon: {lexicon.title!r} ({lexicon.sha256[:12]}) is not what these counts "
                f"were made with, which is {own.title!r} ({own.sha256[:12]}); leave it out, or "
                "count the articles anew"
            )
        return replace(self, header=replace(self.header, lexicon=lexicon))


def find_stored(sources: Any) -> StoredCounts | None:
    """Load sources that are counts.

    Args:
        sources: Whatever may be given as sources.

    Returns:
        The counts, or None if the sources are articles.

    Raises:
        InputError: If the counts cannot be read or do not belong together.
        SettingError: If some sources are counts and others are not.
    """
    if isinstance(sources, StoredCounts):
        return sources
    given = [sources] if isinstance(sources, str | Path) else sources
    if not isinstance(given, list | tuple):
        return None
    loaded = [source for source in given if isinstance(source, StoredCounts)]
    found = [source for source in given if isinstance(source, str | Path) and holds_counts(source)]
    if not (found or loaded):
        return None
    if len(found) < len(given):
        other = next(source for source in given if source not in found)
        shown = other if isinstance(other, str | Path) else type(other).__name__
        raise SettingError(
            f"{found[0] if found else 'the first source'} holds counts and {shown} does not; "
            "count it too (framing count), and name both"
        )
    return load_counts(found)


def load_counts(sources: str | Path | Iterable[str | Path]) -> StoredCounts:
    """Read counts.

    Args:
        sources: Folders and files of counts, alone or several to be put together.

    Raises:
        InputError: If a file cannot be read or was changed, if partitions are missing, or if what
            is put together was not counted alike or has an article twice.
    """
    import polars as pl

    named = [sources] if isinstance(sources, str | Path) else list(sources)
    paths = partitions_of(named)
    read = {path: read_rows(path) for path in paths}
    headers = {path: header for path, (header, _) in read.items()}
    problems = check_complete(headers, named)
    header = common_header(headers)
    check_apart({path: frame["article"].to_list() for path, (_, frame) in read.items()})
    frame = pl.concat([frame for _, frame in read.values()] or [empty_frame()]).sort("article")
    if not frame.height:
        raise InputError(f"{named[0]}: holds counts of no article; count others, or all shards")
    return StoredCounts(header, frame, problems)
