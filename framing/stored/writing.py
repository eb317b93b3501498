"""Partitions written one by one, so that a job that was interrupted goes on where it was."""

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from framing.errors import InputError, SettingError
from framing.footer import PARTITIONS
from framing.output import write_files
from framing.steps import steps
from framing.stored.columns import empty_frame
from framing.stored.header import Header, canonical, check_alike
from framing.stored.partition import partition_bytes, read_header, read_keys, read_rows

if TYPE_CHECKING:
    import polars as pl

__all__ = ["ARTICLES_A_PARTITION", "Key", "Written", "keys_of", "write_partitions"]

ARTICLES_A_PARTITION = 2_000
"""Some tens of megabytes of text, and a few of counts."""

_UNFINISHED = re.compile(r"\.framing-\d+-\w+\.tmp")


class Key(NamedTuple):
    """What tells that an article is the one that was counted.

    Attributes:
        article: Its id.
        sha256: The hash of what it says.
        source: Where it was read from.
    """

    article: str
    sha256: str
    source: str


@dataclass(frozen=True, slots=True)
class Written:
    """What came of writing counts.

    Attributes:
        folder: Where they are.
        articles: How many articles they are of.
        partitions: How many files they are in.
        kept: How many of these were there before.
        counted: How many articles were counted now, and not taken over from what was there.
    """

    folder: Path
    articles: int
    partitions: int
    kept: int
    counted: int


def keys_of(path: Path) -> list[Key]:
    """Return the keys of the articles of a partition."""
    return [Key(*row) for row in read_keys(path).iter_rows()]


def write_partitions(
    folder: Path,
    header: Header,
    keys: Sequence[Key],
    size: int,
    count: "Callable[[Sequence[Key]], pl.DataFrame]",
) -> Written:
    """Write the partitions of some articles, apart from those that are there.

    Each is written whole or not at all. What they hold and what they are called depends on the
    articles alone, so that a job in several goes leaves the same files as one in one go.

    Args:
        folder: Where to write; made if it is missing.
        header: What the partitions say of themselves.
        keys: The articles, in any order.
        size: How many articles a partition has at the most.
        count: Gives the rows of some of the articles.

    Raises:
        InputError: If the folder holds other counts, or something that is no counts.
        SettingError: If a partition is to have less than one article.
    """
    if size < 1:
        raise SettingError(f"--partition: {size} is not a number of articles from 1 up")
    versions = _partitions_there(folder, header)
    there = {path: keys_of(path) for path in versions}
    ordered = sorted(keys)
    _check_superseded(folder, there, ordered)
    # Another version may have counted otherwise; its files are replaced.
    known = {
        key: path for path, own in there.items() for key in own if versions[path] == header.version
    }
    parts = [ordered[start : start + size] for start in range(0, len(ordered), size)] or [[]]
    kept = counted = 0
    paths = set()
    for number, part in enumerate(steps(parts, "partitions"), start=1):
        own = replace(header, part=(number, len(parts)))
        path = folder / _name(own, part)
        paths.add(path)
        if path in there:
            kept += 1
            continue
        missing = [key for key in part if key not in known]
        write_files({path: partition_bytes(_rows(part, missing, known, count), own)})
        counted += len(missing)
    for path in set(there) - paths:
        path.unlink()
    if header.shard is None:  # else another shard may be at work in the same folder
        _tidy(folder)
    return Written(folder, len(ordered), len(parts), kept, counted)


def _tidy(folder: Path) -> None:
    """Remove what a process that was killed left unfinished."""
    for path in folder.iterdir():
        if _UNFINISHED.fullmatch(path.name):
            path.unlink(missing_ok=True)


def _name(header: Header, part: Sequence[Key]) -> str:
    content = [header.record(), part]
    digest = hashlib.sha256(canonical({"partition": content}).encode()).hexdigest()
    shard = "{}of{}-".format(*header.shard) if header.shard else ""
    number, total = header.part
    return f"counts-{shard}{number:05}of{total:05}-{digest[:16]}.parquet"


def _partitions_there(folder: Path, header: Header) -> dict[Path, str]:
    """Return the partitions of the same job, each with the version that made it."""
    if not folder.exists():
        folder.mkdir(parents=True)
        return {}
    if not folder.is_dir():
        raise SettingError(f"-o {folder}: is a file; name a folder for the counts")
    paths = sorted(folder.glob(PARTITIONS))
    others = [p.name for p in folder.iterdir() if p not in paths and not p.name.startswith(".")]
    if others:
        raise SettingError(
            f"-o {folder}: holds what is no counts ({min(others)}); name a folder of its own"
        )
    headers = {path: read_header(path) for path in paths}
    for path, found in headers.items():
        check_alike([(str(path), found), ("the articles to be counted", header)])
        if (found.shard or (1, 1))[1] != (header.shard or (1, 1))[1]:
            raise InputError(
                f"{path}: is cut into other shards than are asked for; name another folder"
            )
    return {path: found.version for path, found in headers.items() if found.shard == header.shard}


def _check_superseded(
    folder: Path, there: Mapping[Path, Sequence[Key]], keys: Sequence[Key]
) -> None:
    """Make sure that no counts are lost with the partitions that are replaced."""
    wanted = {key.article for key in keys}
    lost = sorted(key.article for own in there.values() for key in own if key.article not in wanted)
    if lost:
        raise InputError(
            f"{folder}: holds counts of articles that are not among these "
            f"({', '.join(map(repr, lost[:3]))}{', ...' if len(lost) > len(lost[:3]) else ''}); "
            "name another folder, and put the two together with framing merge"
        )


def _rows(
    part: Sequence[Key],
    missing: Sequence[Key],
    known: dict[Key, Path],
    count: "Callable[[Sequence[Key]], pl.DataFrame]",
) -> "pl.DataFrame":
    import polars as pl

    frames = [count(missing)] if missing else []
    taken = {key.article: known[key] for key in part if key in known}
    frames += [
        _taken(path, {article for article, where in taken.items() if where == path})
        for path in sorted(set(taken.values()))
    ]
    return pl.concat(frames or [empty_frame()]).sort("article")


def _taken(path: Path, articles: set[str]) -> "pl.DataFrame":
    frame = read_rows(path)[1]
    return frame.filter([article in articles for article in frame["article"].to_list()])
