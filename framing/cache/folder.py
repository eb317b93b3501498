"""Where the cache is."""

import os
from pathlib import Path

__all__ = ["NAME", "NAMES", "VARIABLE", "cache_folder", "make_file"]

VARIABLE = "FRAMING_CACHE_DIR"
NAME = "counts-1.sqlite"
"""The file of the cache; another layout of its tables is another file."""

NAMES = "counts-*.sqlite*"
"""What all files of the cache, of this and of other versions, are called."""


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


def make_file(folder: Path) -> Path:
    """Make the folder and an empty file for the cache, for nobody else to read.

    Raises:
        OSError: If that cannot be done.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / NAME
    path.touch(mode=0o600)
    return path
