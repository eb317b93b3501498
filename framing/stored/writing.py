"""Partitions written one by one, so that a job that was interrupted goes on where it was."""

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from framing.errors import InputError, SettingError
from framing.footer import PARTITIONS
from framing.output import write_files
from framing.steps import steps, tell
from framing.stored.effort import Effort, number_of
from framing.stored.header import Header, canonical, check_alike
from framing.stored.joining import join
from framing.stored.keys import Key, keys_of
from framing.stored.lock import locked
from framing.stored.partition import partition_bytes, read_header
from framing.stored.pending import Pending
from framing.stored.shelf import Shelf

if TYPE_CHECKING:
    import polars as pl

__all__ = ["ARTICLES_A_PARTITION", "CountsFolder", "Written", "write_partitions"]

ARTICLES_A_PARTITION = 2_000
"""Some tens of megabytes of text, and a few of counts."""

_UNFINISHED = re.compile(r"\.framing-\d+-\w+\.tmp")


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

    def with_counted(self, before: int) -> "Written":
        """Return the record with more articles that were counted."""
        return replace(self, counted=self.counted + before)


def _nothing(missing: Sequence[Key]) -> "pl.DataFrame":
    raise AssertionError(f"{len(missing)} articles were not counted")


class CountsFolder:
    """A folder that counts are written into, and what it has of them.

    Attributes:
        header: What its partitions say of themselves.
        shelf: The counts that need not be made again.
        partitions: The keys of the partitions that are there.
        pending: The parts of a run that did not come to its end.
        has_pending: Whether there are any.
        effort: What was counted to be put into it.
    """

    def __init__(
        self, folder: Path, header: Header, size: int, effort: Effort | None = None
    ) -> None:
        """Look at what is there.

        Args:
            folder: The folder; made if it is missing.
            header: What the partitions are to say of themselves.
            size: How many articles a partition has at the most.
            effort: What is noted of the counting.

        Raises:
            InputError: If the folder holds other counts.
            SettingError: If it holds something that is no counts, or if a partition is to have less
                than one article.
        """
        if size < 1:
            raise SettingError(f"--partition: {size} is not a number of articles from 1 up")
        self._folder, self._size, self.header = folder, size, header
        self.effort = effort or Effort()
        versions = _partitions_there(folder, header)
        self.partitions = {path: keys_of(path) for path in versions}
        self.shelf = Shelf()
        for path, keys in self.partitions.items():
            # Another version may have counted otherwise; its files are replaced.
            if versions[path] == header.version:
                self.shelf.put(path, keys)
        self.pending = Pending(folder, header)
        self.has_pending = False
        parts = kept = 0
        for path, keys in self.pending.parts():
            if not self._put_pending(path, keys):
                self.pending.discard(path)  # a run was killed while it joined parts
            parts, kept = parts + 1, kept + len(keys)
        if self.partitions or parts:
            there = sum(map(len, self.partitions.values()))
            tell(
                f"Found in {folder} {number_of(len(self.partitions), 'file')} of "
                f"{number_of(there, 'article')}, and {number_of(parts, 'part')} of "
                f"{number_of(kept, 'article')} that an earlier run left"
            )

    def add_pending(self, keys: Iterable[Key], frame: "pl.DataFrame") -> None:
        """Write the counts of some articles before all articles are known.

        Args:
            keys: Their keys, in any order.
            frame: Their rows, in any order.
        """
        # The order of characters is that of their bytes, by which the rows are sorted.
        self._put_pending(self.pending.add(frame.sort("article")), sorted(keys))

    def _put_pending(self, path: Path, keys: Sequence[Key]) -> bool:
        self.has_pending = True
        return self.shelf.put(path, keys, found_whole=True)

    def check_superseded(self, keys: Iterable[Key]) -> None:
        """Make sure that no counts are lost with the partitions that are replaced.

        Raises:
            InputError: If there are partitions with articles that are not among these.
        """
        wanted = {key.article for key in keys}
        there = (key.article for own in self.partitions.values() for key in own)
        lost = sorted(article for article in there if article not in wanted)
        if lost:
            raise InputError(
                f"{self._folder}: holds counts of articles that are not among these "
                f"({', '.join(map(repr, lost[:3]))}{', ...' if len(lost) > len(lost[:3]) else ''});"
                " name another folder, and put the two together with framing merge"
            )

    def write(
        self, keys: Iterable[Key], count: "Callable[[Sequence[Key]], pl.DataFrame]" = _nothing
    ) -> Written:
        """Write the partitions of some articles, apart from those that are there.

        Each is written whole or not at all. What they hold and what they are called depends on the
        articles alone, so that a job in several goes leaves the same files as one in one go.

        Args:
            keys: The articles, in any order.
            count: Gives the rows of those articles that are not on the shelf.

        Raises:
            InputError: If counts of other articles would be lost.
        """
        ordered = sorted(keys)
        self.check_superseded(ordered)
        size = self._size
        cut = [ordered[start : start + size] for start in range(0, len(ordered), size)] or [[]]
        parts = {}
        for number, part in enumerate(cut, start=1):
            own = replace(self.header, part=(number, len(cut)))
            parts[self._folder / _name(own, part)] = own, part
        new = {path: own for path, own in parts.items() if path not in self.partitions}
        there = [key for _, part in new.values() for key in part if key in self.shelf]
        join(self.shelf, there, self.pending)
        counted = 0
        for path, (own, part) in steps(list(new.items()), "partitions"):
            missing = [key for key in part if key not in self.shelf]
            frames = [self.shelf.rows([key for key in part if key in self.shelf])]
            frames += [count(missing)] if missing else []
            write_files({path: partition_bytes(_together(frames), own)})
            counted += len(missing)
        for path in self.partitions.keys() - parts:
            path.unlink()
        if self.header.shard is None:  # else another shard may be at work in the same folder
            _tidy(self._folder)
        self.pending.remove()
        kept = len(parts) - len(new)
        counted_now = f"{self.effort.told()}; " if counted else ""
        tell(
            f"{counted_now}Wrote {number_of(len(new), 'file')} into {self._folder}; {kept:,} "
            f"{'was' if kept == 1 else 'were'} there already"
        )
        return Written(self._folder, len(ordered), len(parts), kept, counted)


def write_partitions(
    folder: Path,
    header: Header,
    keys: Iterable[Key],
    size: int,
    count: "Callable[[Sequence[Key]], pl.DataFrame]" = _nothing,
    taken_from: Mapping[Path, Sequence[Key]] | None = None,
) -> Written:
    """Write the partitions of articles that are all known; see `CountsFolder`.

    Args:
        folder: As for `CountsFolder`.
        header: As for `CountsFolder`.
        keys: The articles, in any order.
        size: As for `CountsFolder`.
        count: Gives the rows of those that are in no file.
        taken_from: Files that have rows of theirs, with their keys in their order.
    """
    with locked(folder, header.shard):
        target = CountsFolder(folder, header, size)
        for path, own in (taken_from or {}).items():
            target.shelf.put(path, own)
        return target.write(keys, count)


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


def _together(frames: "Sequence[pl.DataFrame]") -> "pl.DataFrame":
    import polars as pl

    return pl.concat(frames).sort("article")
