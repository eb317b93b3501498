"""What is kept: values by key, with the day on which each was last of use."""

import os
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from framing.cache.database import (
    DamagedError,
    UnusableError,
    changing,
    is_made,
    make_tables,
    opened,
)
from framing.cache.folder import NAME, NAMES, make_file

__all__ = ["MOST_BYTES", "Kept", "Store", "UnusableError"]

MOST_BYTES = 1_000_000_000
"""The file does not grow beyond."""

_ROOM = 0.02  # of that, made when something has to go, so that not every run has to make some
_OVERHEAD = 1.5  # of a file over the values in it
_AT_ONCE = 500
_DAY = 86_400


_LAST_DAY = 2_932_896  # of the year 9999


class Kept(NamedTuple):
    """What is kept of one lexicon by one version of the program.

    Attributes:
        lexicon: The name that the lexicon had when it was first used.
        lexicon_sha256: The hash of what it counts.
        version: The version of the program.
        articles: How many articles.
        bytes: How many bytes their counts have.
        last_used: The last day on which any of them was of use, counted from 1970-01-01.
    """

    lexicon: str
    lexicon_sha256: str
    version: str
    articles: int
    bytes: int
    last_used: int

    @property
    def is_sound(self) -> bool:
        """Whether all is of its kind: SQLite keeps anything in any column."""
        names, numbers = self[:3], self[3:]
        return (
            all(isinstance(name, str) for name in names)
            and all(isinstance(number, int) for number in numbers)
            and 0 <= self.last_used <= _LAST_DAY
        )


@dataclass(frozen=True, slots=True)
class Store:
    """The counts that are kept in a folder; all methods may raise `UnusableError`.

    Attributes:
        folder: The folder, which need not exist.
    """

    folder: Path

    @property
    def path(self) -> Path:
        """The file."""
        return self.folder / NAME

    def read(self, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """Return the values that are there, and note that they were of use today."""
        found: dict[bytes, bytes] = {}
        if not os.path.exists(self.path):  # noqa: PTH110 - which is no error in a closed folder
            return found
        today, not_of_today = _today(), []
        with suppress(DamagedError), opened(self.path) as connection:
            if not is_made(connection):
                return found
            for some in _portions(list(keys)):
                marks = ",".join("?" * len(some))
                query = f"SELECT key, used, value FROM counts WHERE key IN ({marks})"
                for key, used, value in connection.execute(query, some):
                    if isinstance(value, bytes):
                        found[key] = value
                    if used != today:
                        not_of_today.append((today, key))
            if not_of_today:
                # Another process may be at work, or the file be for reading only: no matter.
                with suppress(sqlite3.OperationalError), changing(connection):
                    connection.executemany("UPDATE counts SET used = ? WHERE key = ?", not_of_today)
        return found

    def write(self, lexicon: tuple[str, str, str], values: Mapping[bytes, bytes]) -> None:
        """Keep values.

        Args:
            lexicon: Its name, its hash and the version of the program.
            values: The values by key.
        """
        try:
            self._write(lexicon, values)
        except DamagedError:  # which is away now
            self._write(lexicon, values)

    def _write(self, lexicon: tuple[str, str, str], values: Mapping[bytes, bytes]) -> None:
        try:
            make_file(self.folder)
        except OSError as error:
            raise UnusableError(str(error.strerror)) from None
        with opened(self.path) as connection, changing(connection):
            if not is_made(connection):
                make_tables(connection)
            today = _today()
            _make_room(connection, sum(map(len, values.values())), today)
            connection.execute(
                "INSERT OR IGNORE INTO lexicons (name, sha256, version) VALUES (?, ?, ?)", lexicon
            )
            (number,) = connection.execute(
                "SELECT id FROM lexicons WHERE sha256 = ? AND version = ?", lexicon[1:]
            ).fetchone()
            connection.executemany(
                "INSERT OR REPLACE INTO counts VALUES (?, ?, ?, ?, ?)",
                [(key, today, number, len(value), value) for key, value in values.items()],
            )

    def kept(self) -> list[Kept]:
        """Return what is kept, by lexicon and version of the program."""
        if not os.path.exists(self.path):  # noqa: PTH110
            return []
        with opened(self.path, keep=True) as connection:
            if not is_made(connection):
                return []
            rows = connection.execute(
                "SELECT name, sha256, version, COUNT(*), SUM(size), MAX(used) FROM counts"
                " JOIN lexicons ON lexicon = id GROUP BY id ORDER BY name, sha256, version"
            )
            found = [Kept(*row) for row in rows]
        if not all(one.is_sound for one in found):
            raise DamagedError("holds what was not written by framing")
        return found

    def size(self) -> int:
        """Return how many bytes the files have, those of other versions too."""
        size = 0
        for path in self.folder.glob(NAMES):
            with suppress(OSError):  # another process may have removed it
                size += path.stat().st_size
        return size

    def clear(self) -> None:
        """Remove the files, those of other versions too, when no process is at work on them."""
        try:
            if os.path.exists(self.path):  # noqa: PTH110
                with suppress(DamagedError), opened(self.path) as connection:
                    connection.execute("BEGIN EXCLUSIVE")
                    with suppress(PermissionError):  # where an open file cannot be removed
                        self._remove()
            self._remove()
        except OSError as error:
            raise UnusableError(str(error.strerror)) from None

    def _remove(self) -> None:
        for path in sorted(self.folder.glob(NAMES)):
            path.unlink(missing_ok=True)


def _today() -> int:
    return int(time.time() // _DAY)


def _portions(keys: Sequence[bytes]) -> Iterator[Sequence[bytes]]:
    for start in range(0, len(keys), _AT_ONCE):
        yield keys[start : start + _AT_ONCE]


def _make_room(connection: sqlite3.Connection, needed: int, today: int) -> None:
    """Let go of what was not of use for longest; what was of use today stays.

    Otherwise a run over more articles than there is room for would push out its own.

    Raises:
        UnusableError: If there is not enough room all the same.
    """
    (page,) = connection.execute("PRAGMA page_size").fetchone()
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    (free,) = connection.execute("PRAGMA freelist_count").fetchone()
    missing = (pages - free) * page + int(needed * _OVERHEAD) - MOST_BYTES
    if missing <= 0:
        return
    freed, gone = 0, []
    oldest = connection.execute(
        "SELECT rowid, size FROM counts WHERE used != ? ORDER BY used, rowid", (today,)
    )
    for number, size in oldest:
        if freed >= missing + _ROOM * MOST_BYTES:
            break
        freed += size
        gone.append((number,))
    oldest.close()
    connection.executemany("DELETE FROM counts WHERE rowid = ?", gone)
    if freed < missing:
        raise UnusableError("it is full of what was of use today")
