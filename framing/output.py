"""Files written whole or not at all."""

import errno
import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from framing.errors import FramingError

__all__ = ["write_files"]


def write_files(contents: Mapping[Path, bytes]) -> None:
    """Write files, replacing those that are there.

    Each is written beside its place first; only when all are complete do they take their names, so
    that a full disk or an interruption leaves the old files as they were.

    Args:
        contents: What to write, by path. Folders that are missing are made.

    Raises:
        FramingError: If a file cannot be written; none of them is changed then.
    """
    finished: dict[Path, Path] = {}
    named = Path()
    try:
        for named, content in contents.items():
            if _is_device(named):
                named.write_bytes(content)
                continue
            path = named.resolve()  # a link stays a link: what it leads to is written
            if path.is_dir():
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
            if path.exists() and not os.access(path, os.W_OK):  # its owner wants to keep it
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
            path.parent.mkdir(parents=True, exist_ok=True)
            finished[path] = _write_beside(path, content)
        for path, temporary in finished.items():
            if path.exists():
                shutil.copymode(path, temporary)
            temporary.replace(path)
    except (OSError, RuntimeError) as error:  # RuntimeError: a link that leads to itself
        reason = getattr(error, "strerror", None) or "a link that leads to itself"
        raise FramingError(f"{named}: cannot be written: {reason}") from None
    finally:
        for temporary in finished.values():
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


def _is_device(path: Path) -> bool:
    """Tell whether a path is a pipe or a device, which cannot be replaced."""
    in_system = path.absolute().parts[1:2] in {("dev",), ("proc",)}
    return in_system or (path.exists() and not path.is_file() and not path.is_dir())


def _write_beside(path: Path, content: bytes) -> Path:
    temporary = path.with_name(f".framing-{os.getpid()}-{abs(hash(path.name)):x}.tmp")
    try:
        temporary.write_bytes(content)
    except BaseException:  # an interruption too leaves nothing behind
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    return temporary
