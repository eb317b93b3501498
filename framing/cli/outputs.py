"""Where results are to go, in which format: told before anything is read."""

import stat
import sys
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from framing.errors import SettingError, choice_error
from framing.tables import BINARY, FORMATS, SUFFIXES, Format, suffix_of

__all__ = [
    "INPUTS",
    "TABLES",
    "Inputs",
    "check_format",
    "check_terminal",
    "files_in",
    "is_folder",
    "named_format",
]

TABLES = {
    "compare": ("emphasis", "pairs", "tests"),
    "explain": ("contributions", "split", "ratios"),
    "shared": ("shared", "containment", "near_copies"),
}
"""The tables of the commands that have several."""

CAUTIONS = "cautions.txt"
"""Stands beside the tables in a folder, a sentence a line."""

_ONE_TABLE_A_FILE: tuple[Format, ...] = ("csv", "tsv", "jsonl", "parquet")


@dataclass(slots=True)
class Inputs:
    """The files that a run reads, which no output may replace.

    Attributes:
        files: Device and number of each, so that no second name hides one.
    """

    files: set[tuple[int, int]] = field(default_factory=set)

    def reset(self) -> None:
        """Begin a run."""
        self.files.clear()

    def note(self, paths: Iterable[str | Path]) -> None:
        """Note files that are read; what is no file is passed over."""
        for path in paths:
            if identity := _identity(path):
                self.files.add(identity)

    def check(self, output: Path) -> None:
        """Make sure that an output is none of them.

        Raises:
            SettingError: If it is.
        """
        if _identity(output) in self.files:
            raise SettingError(f"-o {output}: is one of the inputs; name another file")


INPUTS = Inputs()
"""Those of the run that is going on."""


def check_format(command: str, form: str | None, output: Path | None) -> None:
    """Make sure that a command can write in a format to an output.

    Raises:
        SettingError: If there is no such format, the suffix of the output names none, it is not for
            a terminal, or it cannot hold the tables of the command.
    """
    chosen = named_format(form, output, folders=command in TABLES)
    check_terminal(chosen, output)
    if command in TABLES and chosen in _ONE_TABLE_A_FILE and not is_folder(output):
        raise SettingError(
            f"--format {chosen}: {command} has several tables ({', '.join(TABLES[command])}); name "
            "a folder for them (-o results/), or use a command that has one, such as framing "
            "emphasis or pairs"
        )


def check_terminal(form: Format, output: Path | None) -> None:
    """Make sure that what is no text does not go to a terminal.

    Raises:
        SettingError: If it would.
    """
    on_terminal = output is None and sys.stdout is not None and sys.stdout.isatty()
    if on_terminal and form in BINARY:
        raise SettingError(
            f"--format {form}: is not for a terminal; name a file: -o FILE{suffix_of(form)}"
        )


def is_folder(output: Path | None) -> bool:
    """Tell whether several tables go to a folder: it is one, or its name has no suffix."""
    return output is not None and (output.is_dir() or not (output.suffix or output.exists()))


def files_in(folder: Path, command: str, form: Format) -> list[Path]:
    """Return the files that a command writes into a folder: one a table, and the cautions."""
    tables = [folder / f"{table}{suffix_of(form)}" for table in TABLES[command]]
    return [*tables, folder / CAUTIONS]


def named_format(form: str | None, output: Path | None, *, folders: bool = False) -> Format:
    """Return the format that was asked for, by its name or the suffix of the output.

    Args:
        form: Its name.
        output: The file or folder to write to; standard output if not given.
        folders: Whether the output may be a folder, of tables in CSV unless `form` is given.

    Raises:
        SettingError: If there is no such format, or the suffix names none.
    """
    if form is not None:
        named = next((known for known in FORMATS if known == form), None)
        if named is None:
            raise choice_error("--format", form, FORMATS)
        return named
    if output is None:
        return "table"
    if folders and is_folder(output):
        return "csv"
    found = SUFFIXES.get(output.suffix.lower())
    if found is None:
        raise SettingError(
            f"-o {output}: the suffix {output.suffix!r} names no format; use one of "
            f"{', '.join(SUFFIXES)}, or --format with one of {', '.join(FORMATS)}"
        )
    return found


def _identity(path: str | Path) -> tuple[int, int] | None:
    with suppress(OSError, ValueError):
        status = Path(path).stat()
        if stat.S_ISREG(status.st_mode):
            return status.st_dev, status.st_ino
    return None
