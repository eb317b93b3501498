"""Where the cache is."""

import os
from contextlib import suppress
from pathlib import Path

__all__ = [
    "MACHINE_CODE",
    "MACHINE_CODE_SUFFIX",
    "NAME",
    "NAMES",
    "VARIABLE",
    "cache_folder",
    "make_file",
    "remove_machine_code",
    "size_of_machine_code",
]

VARIABLE = "FRAMING_CACHE_DIR"
NAME = "counts-1.sqlite"
"""The file of the cache; another layout of its tables is another file."""

NAMES = "counts-*.sqlite*"
"""What all files of the cache, of this and of other versions, are called."""

MACHINE_CODE = "machine-code"
"""The folder in it of machine code that cannot be kept beside the modules that it is of."""

MACHINE_CODE_SUFFIX = ".machine-code"


def cache_folder() -> Path:
    """Return the folder that the environment names, or else the user's own.

    Raises:
        FileNotFoundError: If nobody is at home.
    """
    named = os.environ.get(VARIABLE)
    if named:
        return Path(named).expanduser()
    from platformdirs import user_cache_path

    folder = user_cache_path("framing", appauthor=False)
    if not folder.is_absolute():
        raise FileNotFoundError("there is no home folder")
    return folder


def size_of_machine_code(folder: Path) -> int:
    """Return how many bytes the machine code in a folder of the cache has, that of all versions."""
    size = 0
    for path in _machine_code(folder):
        with suppress(OSError):  # another process may have removed it
            size += path.stat().st_size
    return size


def remove_machine_code(folder: Path) -> None:
    """Remove the machine code in a folder of the cache; whoever runs it goes on.

    Raises:
        OSError: If that cannot be done.
    """
    for path in _machine_code(folder):
        path.unlink(missing_ok=True)
    with suppress(OSError):  # it is not there, or holds what is somebody else's
        (folder / MACHINE_CODE).rmdir()


def _machine_code(folder: Path) -> list[Path]:
    return sorted((folder / MACHINE_CODE).glob(f"*{MACHINE_CODE_SUFFIX}"))


def make_file(folder: Path) -> Path:
    """Make the folder and an empty file for the cache, for nobody else to read.

    Raises:
        OSError: If that cannot be done.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / NAME
    path.touch(mode=0o600)
    return path
