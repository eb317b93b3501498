"""One run at a time in a folder of counts: a lock that goes with the process that holds it."""

import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from errno import EACCES, EAGAIN, EBADF, EDEADLK
from pathlib import Path

from framing.errors import FramingError
from framing.footer import LOCK
from framing.stored.shards import Shard

__all__ = ["BusyError", "locked"]

_BUSY = {EACCES, EAGAIN, EDEADLK}
_LOCKED_BYTE = 1 << 30  # far behind what stands in the file, which can be read all the while
_LONGEST = 200


class BusyError(FramingError):
    """Another run is at work in a folder."""


@contextmanager
def locked(folder: Path, shard: Shard | None = None, called: Path | None = None) -> Iterator[None]:
    """Keep other runs out of a folder while one is at work in it.

    Runs of different shards of as many may work in one folder. Where the file system knows no
    locks, or nothing can be written, nobody is kept out. The folder is made if it is missing, and
    removed again if nothing was put into it.

    Args:
        folder: The folder of the counts.
        shard: The shard that is counted; None for all articles.
        called: What to call the folder in an error, if it is one that nobody named.

    Raises:
        BusyError: If another run is at work there.
    """
    made = _make(folder)
    path = folder / _name(shard)
    try:
        file = _open_locked(path, called or folder)
        try:
            for other in sorted(folder.glob(f"{LOCK}*")):
                if other != path and _excludes(other.name, shard):
                    left = _open_locked(other, called or folder)  # by a run that was killed
                    _release(other, left)
            yield
        finally:
            _release(path, file)
    finally:
        for one in made:
            with suppress(OSError):
                one.rmdir()


def _name(shard: Shard | None) -> str:
    return LOCK if shard is None else "{}-{}of{}".format(LOCK, *shard)


def _excludes(name: str, shard: Shard | None) -> bool:
    """Tell whether a lock of this name is of a run that cannot go together with a shard."""
    return shard is None or not name.endswith(f"of{shard[1]}")


def _make(folder: Path) -> list[Path]:
    """Make a folder, and return what was made, the innermost first."""
    made = [one for one in (folder, *folder.parents) if not one.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:  # which is told by what is to be written
        return []
    return made


def _open_locked(path: Path, called: Path) -> int | None:
    """Open and lock a file.

    Returns:
        Its descriptor; None where there can be no lock.

    Raises:
        BusyError: If another run has locked it.
    """
    while True:
        try:
            file = _open(path)
        except OSError:
            return None
        try:
            _lock(file)
        except OSError as error:
            os.close(file)
            if error.errno in _BUSY:
                raise BusyError(_busy(path, called)) from None
            if error.errno != EBADF:  # of another user, where only those who may write can lock
                _remove(path)
            return None
        if _is_same(path, file):
            break
        os.close(file)  # the run that had it took it away meanwhile
    with suppress(OSError):
        os.truncate(file, 0)
        os.write(file, f"process {os.getpid()} on {socket.gethostname()}".encode())
    return file


def _open(path: Path) -> int:
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    except PermissionError:
        if sys.platform == "win32":
            raise
        return os.open(path, os.O_RDONLY)  # that of another user, which can be locked all the same


def _release(path: Path, file: int | None) -> None:
    if file is None:
        return
    if sys.platform == "win32":  # which removes nothing that is open
        os.close(file)
        _remove(path)
    else:  # so that nobody locks what is about to go
        _remove(path)
        os.close(file)


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink()


def _lock(file: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        os.lseek(file, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        os.lseek(file, 0, os.SEEK_SET)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _is_same(path: Path, file: int) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(file))
    except OSError:
        return False


def _busy(path: Path, called: Path) -> str:
    who = ""
    with suppress(OSError, ValueError):
        who = path.read_text(encoding="utf-8")[:_LONGEST]
    return (
        f"{called}: another run is at work in this folder{f' ({who})' if who else ''}; wait "
        "for its end, or name another folder"
    )
