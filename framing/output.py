"""Files written whole or not at all."""

import os
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
    path = Path()
    try:
        for path, content in contents.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.exists() and not path.is_file():
                path.write_bytes(content)  # a pipe or a device cannot be replaced
                continue
            finished[path] = _write_beside(path, content)
        for path, temporary in finished.items():
            temporary.replace(path)
    except OSError as error:
        raise FramingError(f"{path}: cannot be written: {error.strerror}") from None
    finally:
        for temporary in finished.values():
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


def _write_beside(path: Path, content: bytes) -> Path:
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        temporary.write_bytes(content)
    except BaseException:  # an interruption too leaves nothing behind
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    return temporary
