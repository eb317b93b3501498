"""Counts read back: what every measure takes in place of articles."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.article import COLUMNS
from framing.counts import Counts
from framing.errors import InputError, SettingError, choice_error
from framing.facts import ArticleFacts, grouping_columns
from framing.groups import Groups, group
from framing.inputs import hash_of_hashes
from framing.lexicon import Lexicon
from framing.readers import Problem
from framing.steps import steps
from framing.stored.columns import KNOWN, counts_of, empty_frame, facts_of
from framing.stored.files import holds_counts, partitions_of
from framing.stored.header import Header
from framing.stored.partition import read_again, read_rows
from framing.stored.together import check_apart, check_complete, common_header

if TYPE_CHECKING:
    import polars as pl

__all__ = ["StoredCounts", "find_stored", "load_counts"]

_AT_ONCE = 10_000  # articles


@dataclass(frozen=True, eq=False)
class StoredCounts:
    """Counts that were read from files.

    What is known of each article is at hand; its counts are read when they are asked for.

    Attributes:
        header: What decided them.
        known: A row an article, sorted by id: the columns of the files that are no counts.
        files: The files.
        problems: What to be warned of.
    """

    header: Header
    known: "pl.DataFrame"
    files: tuple[Path, ...]
    problems: tuple[Problem, ...] = ()

    def __len__(self) -> int:
        """Return how many articles there are."""
        return self.known.height

    @property
    def skipped(self) -> bool:
        """Whether any input was left out: counts are read whole or not at all."""
        return False

    @property
    def articles(self) -> tuple[ArticleFacts, ...]:
        """What is kept of each article beside its counts."""
        return tuple(self._facts())

    @cached_property
    def frame(self) -> "pl.DataFrame":
        """A row an article, sorted by id, with all columns of the files."""
        import polars as pl

        return pl.concat([*self._rows()] or [empty_frame()]).sort("article")

    @cached_property
    def counts(self) -> Counts:
        """The counts themselves."""
        return counts_of(self.frame, self.header.lexicon, self.header.level)

    def groups(self, by: str) -> Groups:
        """Return the counts added up by group, one file in memory after the other.

        Args:
            by: As for `framing.groups.group`.

        Returns:
            What the measures between groups make of it is what they make of the counts themselves.
            Where each group has one article, these are needed, and are what there is.

        Raises:
            SettingError: If no article has such a column.
        """
        from framing.scale import groups_of_parts

        if by not in self.columns:
            raise choice_error("--by", by, self.columns)
        if by == "article" or len({one.group(by) for one in self._facts()}) == len(self):
            return group(self.counts, by)
        lexicon, level = self.header.lexicon, self.header.level
        parts = (counts_of(rows, lexicon, level) for rows in self._rows() if rows.height)
        return groups_of_parts(parts, lexicon, by)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that the articles can be grouped by."""
        others = self.known["metadata_columns"].explode(empty_as_null=False, keep_nulls=False)
        return grouping_columns((*COLUMNS, *others.unique().to_list()))

    @property
    def sha256(self) -> str:
        """The hash of the articles, as that of the articles themselves would be."""
        return hash_of_hashes(self.known["sha256"].to_list())

    def where(self, conditions: Mapping[str, str]) -> "StoredCounts":
        """Return the counts of the articles that have every value asked for.

        Raises:
            SettingError: If none has.
        """
        chosen = self
        for column, value in conditions.items():
            mask = [value in (one.value(column), one.group(column)) for one in chosen._facts()]
            if not any(mask):
                groups = sorted({one.group(column) for one in chosen._facts()})
                raise choice_error(f"--where {column}", value, groups)
            chosen = replace(chosen, known=chosen.known.filter(mask))
        return chosen

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

    def _facts(self) -> Iterator[ArticleFacts]:
        for some in self.known.iter_slices(_AT_ONCE):
            yield from facts_of(some)

    def _rows(self) -> "Iterator[pl.DataFrame]":
        """Yield what each file has of the articles."""
        for path in steps(self.files, "files of counts"):
            rows = read_again(path)
            yield rows.join(self.known.select("article"), on="article", how="semi")


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
    headers: dict[Path, Header] = {}
    known: dict[Path, pl.DataFrame] = {}
    for path in steps(paths, "files of counts"):
        headers[path], rows = read_rows(path)
        known[path] = rows.select(KNOWN)
    problems = check_complete(headers, named)
    header = common_header(headers)
    check_apart({path: rows["article"].to_list() for path, rows in known.items()})
    articles = pl.concat([*known.values()] or [empty_frame().select(KNOWN)]).sort("article")
    if not articles.height:
        raise InputError(f"{named[0]}: holds counts of no article; count others, or all shards")
    return StoredCounts(header, articles, tuple(paths), problems)
