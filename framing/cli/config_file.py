"""The configuration file: where it is found, and what may stand in it."""

import os
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from framing.errors import SettingError, choice_error

__all__ = ["NAMES", "ConfigFile", "find_config", "read_config"]

NAMES = ("framing.toml", "pyproject.toml")
"""The files that are looked for; of the second only the table ``[tool.framing]``."""


@dataclass(frozen=True, slots=True)
class ConfigFile:
    """What a configuration file says.

    Attributes:
        path: The file; None if there is none.
        values: Its values by key, with ``_`` for ``-``.
        keys: The keys as they are written.
        passed_over: What has the name of a file that would have come first, and is none.
    """

    path: Path | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    keys: Mapping[str, str] = field(default_factory=dict)
    passed_over: tuple[Path, ...] = ()

    def error(self, key: str, message: str) -> SettingError:
        """Build the error for a key, which names the file."""
        return SettingError(f"{self.path}: {self.keys.get(key, key)}: {message}")

    def check_keys(self, known: Mapping[str, str]) -> None:
        """Make sure that every key is the name of an option.

        Args:
            known: The names that options have in files, by key.

        Raises:
            SettingError: If one is not; the message has the nearest name.
        """
        for key, written in self.keys.items():
            if key not in known:
                raise choice_error(f"{self.path}: key", written, sorted(known.values()))


def find_config(start: Path) -> ConfigFile:
    """Find the file that is in force in a folder.

    It is in the folder or the nearest above it, up to the root of a repository or the home folder.

    Raises:
        SettingError: If a file on the way cannot be read.
    """
    passed_over: list[Path] = []
    for folder in _upwards(start):
        for name in NAMES:
            path = folder / name
            if path.is_file():
                if (config := _read(path)) is not None:
                    return replace(config, passed_over=tuple(passed_over))
            elif os.path.lexists(path):  # a folder, a pipe, a link that leads nowhere
                passed_over.append(path)
    return ConfigFile(passed_over=tuple(passed_over))


def read_config(path: Path) -> ConfigFile:
    """Read the file that the user named.

    Raises:
        SettingError: If it cannot be read or has no table for this program.
    """
    config = _read(path.absolute())
    if config is None:
        raise SettingError(f"--config: {path} has no table [tool.framing]")
    return config


def _upwards(start: Path) -> Iterator[Path]:
    try:
        home = Path.home()
    except RuntimeError:  # nobody's home
        home = None
    for folder in (start, *start.parents):
        yield folder
        if folder == home or (folder / ".git").exists():
            return


def _read(path: Path) -> ConfigFile | None:
    try:
        with path.open("rb") as file:
            content = tomllib.load(file)
    except OSError as error:
        raise SettingError(f"{path}: cannot be read: {error.strerror}") from None
    except ValueError as error:
        raise SettingError(f"{path}: is not TOML: {error}; --no-config does without it") from None
    table: Any = content
    if path.name == NAMES[1]:
        tools = content.get("tool", {})
        table = tools.get("framing") if isinstance(tools, dict) else None
    if table is None:
        return None
    if not isinstance(table, dict):
        raise SettingError(f"{path}: tool.framing is not a table")
    keys = {key.replace("-", "_"): key for key in table}
    if len(keys) < len(table):
        twice = next(key for key in table if keys[key.replace("-", "_")] != key)
        raise SettingError(f"{path}: {twice}: stands there twice, with - and with _; keep one")
    return ConfigFile(path, {key: table[written] for key, written in keys.items()}, keys)
