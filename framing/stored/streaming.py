"""Articles counted as they are read: their texts are let go, batch by batch."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol, TypeAlias

from framing.article import Article
from framing.steps import Way, tell
from framing.stored.effort import number_of
from framing.stored.keys import Key
from framing.stored.writing import CountsFolder, Written

if TYPE_CHECKING:
    import polars as pl

__all__ = ["Stream", "count_streamed"]

ARTICLES_A_BATCH = 2_000
CHARACTERS_A_BATCH = 20_000_000
"""So many articles, or of so many characters, are held until they are counted."""

_MEGABYTE = 1_000_000


class Stream(Protocol):
    """Articles that are read anew whenever they are gone through; `framing.readers.open_stream`."""

    @property
    def size(self) -> int:
        """The bytes that are read."""

    @property
    def position(self) -> int:
        """How many of them were read."""

    def __iter__(self) -> Iterator[Article]:
        """Read the articles."""


Take: TypeAlias = Callable[[Article], tuple[Key, Article] | None]
"""Gives an article as it is counted, and its key; None for one that is not to be counted."""


def count_streamed(
    stream: Stream,
    folder: CountsFolder,
    take: Take,
    count: "Callable[[Mapping[Key, Article]], pl.DataFrame]",
) -> Written:
    """Count articles into a folder.

    Of what the folder has, nothing is counted again. Where it has partitions already, the articles
    are read once more before any is counted, to see whether these are counts of them.

    Args:
        stream: The articles.
        folder: Where to write.
        take: Makes the articles ready.
        count: Gives the rows of articles.
    """
    if folder.partitions:
        keys = _keys(stream, take)
        folder.check_superseded(keys)
        if all(key in folder.shelf for key in keys):
            return folder.write(keys)
    return _Counting(stream, folder, count).of(take)


class _Counting:
    def __init__(
        self,
        stream: Stream,
        folder: CountsFolder,
        count: "Callable[[Mapping[Key, Article]], pl.DataFrame]",
    ) -> None:
        self._stream, self._folder, self._count = stream, folder, count
        self._way = Way("MB counted", stream.size / _MEGABYTE)
        self._batch: dict[Key, Article] = {}
        self._counted = 0

    def of(self, take: Take) -> Written:
        keys = []
        characters = 0
        for taken in map(take, self._stream):
            if taken is None:
                continue
            key, article = taken
            keys.append(key)
            if key not in self._folder.shelf:
                self._batch[key] = article
                characters += len(article.text)
            if len(self._batch) >= ARTICLES_A_BATCH or characters >= CHARACTERS_A_BATCH:
                self._write_batch()
                characters = 0
            elif not self._batch:
                self._way.come_to(self._position)
        if self._batch and self._folder.has_pending:
            self._write_batch()
        self._way.end()
        at_hand = len(self._batch)
        kept = len(keys) - self._counted - at_hand
        said = f"Read {number_of(len(keys), 'article')}, {kept:,} of them counted before"
        if self._counted:
            said += f"; {self._folder.effort.told()} into parts in {self._folder.pending.folder}"
        tell(said)
        # Without pending parts they are so few that partitions are made of them at once.
        written = self._folder.write(keys, self._rows)
        return written.with_counted(self._counted)

    @property
    def _position(self) -> float:
        return self._stream.position / _MEGABYTE

    def _write_batch(self) -> None:
        with self._way.going_to(self._position):
            self._folder.add_pending(self._batch, self._count(self._batch))
        self._counted += len(self._batch)
        self._batch = {}

    def _rows(self, missing: Sequence[Key]) -> "pl.DataFrame":
        return self._count({key: self._batch[key] for key in missing})


def _keys(stream: Stream, take: Take) -> list[Key]:
    way = Way("MB looked at", stream.size / _MEGABYTE)
    keys = []
    for taken in map(take, stream):
        if taken is not None:
            keys.append(taken[0])
        way.come_to(stream.position / _MEGABYTE)
    way.end()
    tell(f"Looked through {number_of(len(keys), 'article')}, as there are files already")
    return keys
