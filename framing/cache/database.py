"""The file in which counts are kept, opened and changed so that several processes can share it.

A connection is open only while it reads or writes, and each change is one transaction. There is no
write-ahead log, which would not work on a network drive, where many a home folder is.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

__all__ = ["DamagedError", "UnusableError", "changing", "is_made", "make_tables", "opened"]

_PATIENCE = 5.0  # seconds to wait for another process
_VERSION = 1
_PAGE = 16_384  # of which several values of some kilobytes fill the most
_DAMAGE = {sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_TABLES = (
    "CREATE TABLE lexicons (id INTEGER PRIMARY KEY, name TEXT, sha256 TEXT, version TEXT,"
    " UNIQUE (sha256, version))",
    "CREATE TABLE counts (key BLOB PRIMARY KEY, used INTEGER, lexicon INTEGER, size INTEGER,"
    " value BLOB)",
    "CREATE INDEX counts_by_day ON counts (used, lexicon, size)",
    f"PRAGMA user_version = {_VERSION}",
)


class UnusableError(Exception):
    """The cache cannot be used; the message says why."""


class DamagedError(UnusableError):
    """The file was none that could be read; it is away now."""


@contextmanager
def opened(path: Path, *, keep: bool = False) -> Iterator[sqlite3.Connection]:
    """Open the file, which is there, for the length of a block.

    Args:
        path: The file.
        keep: Whether to leave it where it is if it is damaged.

    Raises:
        DamagedError: If it is no such file, or cut or overwritten.
        UnusableError: If it cannot be read or changed, or another process does not let go of it.
    """
    try:
        number = path.stat().st_ino
        connection = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
        with closing(connection):
            connection.text_factory = lambda text: text.decode("utf-8", "replace")
            connection.execute(f"PRAGMA page_size = {_PAGE}")  # if it is empty yet
            yield connection
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF not in _DAMAGE:
            raise UnusableError(str(error)) from None
        if not keep:
            _take_away(path, number)
        raise DamagedError(str(error)) from None
    except OSError as error:
        raise UnusableError(str(error.strerror)) from None


@contextmanager
def changing(connection: sqlite3.Connection, how: str = "IMMEDIATE") -> Iterator[None]:
    """Make what a block changes one change, as soon as no other process changes anything."""
    connection.execute(f"BEGIN {how}")
    try:
        yield
    except BaseException:
        with suppress(sqlite3.Error):  # the disk may be full for that too
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def is_made(connection: sqlite3.Connection) -> bool:
    """Tell whether the file has its tables."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return bool(version == _VERSION)


def make_tables(connection: sqlite3.Connection) -> None:
    """Give an empty file its tables."""
    for statement in _TABLES:
        connection.execute(statement)


def _take_away(path: Path, number: int) -> None:
    """Remove the file with its journal, unless another process has put a new one there."""
    with suppress(OSError):
        if path.stat().st_ino == number:
            path.unlink()
            path.with_name(f"{path.name}-journal").unlink(missing_ok=True)
