"""Counts read back: what every measure takes in place of articles."""

import glob
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.counts import ArticleFacts, Counts, grouping_columns
from framing.errors import InputError, SettingError, choice_error
from framing.footer import PARTITIONS, is_counts_file
from framing.inputs import hash_of_hashes
from framing.lexicon import Lexicon
from framing.readers import Problem
from framing.stored.columns import counts_of, empty_frame, facts_of
from framing.stored.header import Header, canonical, check_alike
from framing.stored.lexicon_record import record_of_lexicon
from framing.stored.partition import read_rows

if TYPE_CHECKING:
    import polars as pl

__all__ = [
    "StoredCounts",
    "check_apart",
    "check_complete",
    "common_header",
    "find_stored",
    "load_counts",
    "partitions_of",
]

_MOST_NAMED = 5


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
    found = [source for source in given if isinstance(source, str | Path) and _is_counts(source)]
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


def partitions_of(sources: Iterable[str | Path]) -> list[Path]:
    """Return the files of counts that sources stand for, each once."""
    paths: dict[Path, Path] = {}
    for source in sources:
        found = [file for path in _expanded(source) for file in _files(path)]
        if not found:
            raise InputError(f"{source}: holds no counts; make them with framing count")
        paths |= {path.resolve(): path for path in found}
    return sorted(paths.values())


def common_header(headers: Mapping[Path, Header]) -> Header:
    """Return what decided all of some counts.

    Raises:
        InputError: If it is not the same for all of them.
    """
    check_alike((str(path), header) for path, header in headers.items())
    lexicons = {canonical(record_of_lexicon(h.lexicon)): h.lexicon for h in headers.values()}
    versions = sorted({header.version for header in headers.values()})
    return replace(
        next(iter(headers.values())),
        lexicon=lexicons[min(lexicons)],
        version=", ".join(versions),
        shard=None,
        part=(1, 1),
    )


def check_complete(
    headers: Mapping[Path, Header], named: Iterable[str | Path]
) -> tuple[Problem, ...]:
    """Make sure that no partition of a folder is missing.

    Returns:
        A problem for shards that are missing, which may be meant.

    Raises:
        InputError: If one is missing, so that the counting was interrupted.
    """
    folders: dict[tuple[Path, tuple[int, int] | None], list[tuple[int, int]]] = {}
    for path, header in headers.items():
        folders.setdefault((path.parent, header.shard), []).append(header.part)
    files = {path.resolve() for source in named if (path := Path(source)).is_file()}
    for (folder, _), parts in folders.items():
        total = {total for _, total in parts}
        if total != {len(parts)} or len(set(parts)) != len(parts):
            of_files = any(path.parent == folder and path.resolve() in files for path in headers)
            if of_files and len(set(parts)) == len(parts):
                continue  # somebody names some of the files, one by one
            raise InputError(
                f"{folder}: {len(parts)} of {max(total)} partitions are there, so the counting "
                "was interrupted; give the same framing count again, which goes on where it was"
            )
    return _missing_shards({h.shard for h in headers.values() if h.shard}, next(iter(headers)))


def _missing_shards(shards: set[tuple[int, int]], path: Path) -> tuple[Problem, ...]:
    problems = []
    for total in sorted({total for _, total in shards}):
        missing = [n for n in range(1, total + 1) if (n, total) not in shards]
        if missing:
            listed = ", ".join(f"{n}/{total}" for n in missing[:_MOST_NAMED])
            message = f"these counts are not all: without shard {listed}"
            if len(missing) > _MOST_NAMED:
                message += f" and {len(missing) - _MOST_NAMED} more"
            problems.append(Problem(str(path.parent), message, skipped=False))
    return tuple(problems)


def check_apart(articles: Mapping[Path, Iterable[str]]) -> None:
    """Make sure that no article was counted twice.

    Args:
        articles: The ids of each partition.

    Raises:
        InputError: If one is in two partitions; the message names it and both.
    """
    seen: dict[str, Path] = {}
    twice: list[tuple[str, Path, Path]] = []
    for path, ids in articles.items():
        twice += [
            (article, before, path)
            for article in ids
            if (before := seen.setdefault(article, path)) != path
        ]
    if twice:
        named = ", ".join(repr(article) for article, *_ in twice[:_MOST_NAMED])
        more = f" and {len(twice) - _MOST_NAMED:,} more" if len(twice) > _MOST_NAMED else ""
        _, first, second = twice[0]
        raise InputError(
            f"{first} and {second} both hold article {named}{more}; leave one out, or, if they are "
            "different articles, count them in one go or give one another id"
        )


def _is_counts(source: str | Path) -> bool:
    paths = _expanded(source)
    return bool(paths) and all(_files(path) for path in paths)


def _expanded(source: str | Path) -> list[Path]:
    path = Path(source)
    if not path.exists() and glob.has_magic(str(source)):
        return [Path(name) for name in sorted(glob.glob(str(source), recursive=True))]  # noqa: PTH207
    return [path]


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        return sorted(path.glob(PARTITIONS))
    return [path] if path.suffix.lower() == ".parquet" and is_counts_file(path) else []
