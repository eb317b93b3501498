"""From what a user names (files, folders, globs, ``-``) to the files to read."""

import glob
import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePath

from framing.errors import SettingError
from framing.footer import is_counts_file
from framing.readers.kinds import FOLDER_SUFFIXES, KINDS, REFUSED, TEXT, Kind, kind_of
from framing.readers.problems import Problem

__all__ = ["STANDARD_INPUT", "SourceFile", "find_files", "find_files_in"]

STANDARD_INPUT = "-"
_METADATA_FILES = ("index.csv",)
_PAGES_FILES = "_files"  # what a browser puts beside a page: scripts, styles, frames
_LONGEST_NAME = 200  # characters of a name in a message
_PAGE_SUFFIXES = KINDS["html"].suffixes


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to read.

    Attributes:
        path: Where it is.
        name: What to call it in messages and in the ``source`` column: the path as the user gave
            it, with what was found in a folder behind the folder's name.
        kind: What it is, by its suffix; text where that is no kind's.
    """

    path: Path
    name: str
    kind: Kind = TEXT

    @property
    def stem(self) -> str:
        """The file's name without its folder and suffix."""
        return PurePath(self.name).stem


def find_files(sources: Iterable[str | Path]) -> tuple[list[SourceFile], list[Problem]]:
    """Find the files that sources stand for.

    Args:
        sources: Files, folders (searched through all their subfolders) and glob patterns.

    Returns:
        The files, each once, sorted by name within each source; and what could not be found. In a
        folder, ``index.csv``, files called README and hidden files are no articles.
    """
    files: dict[Path, SourceFile] = {}
    problems: list[Problem] = []
    for source in sources:
        try:
            found = {file.path.resolve(): file for file in _files_of(str(source), problems)}
        except (OSError, RuntimeError) as error:  # RuntimeError: a link that leads to itself
            reason = getattr(error, "strerror", None) or "a link that leads to itself"
            problems.append(_not_found(str(source), f"cannot be read: {reason}"))
            continue
        except ValueError:  # NUL bytes
            problems.append(_not_found(str(source), "is no name of a file"))
            continue
        for key, file in found.items():
            known = files.setdefault(key, file)
            if known is not file and known.name == file.name:
                problems.append(Problem(file.name, "is named twice and read once", skipped=False))
            # Of two names for one file, always the same: the order of the sources decides nothing.
            files[key] = min(known, file, key=lambda one: one.name)
    return list(files.values()), problems


def _not_found(source: str, message: str) -> Problem:
    """Name a source that is none, shortened, for it may be a text that was given as one."""
    if len(source) <= _LONGEST_NAME and len(source.splitlines()) <= 1:
        return Problem(source, message)
    line = " ".join(source.split())
    short = line if len(line) <= _LONGEST_NAME else f"{line[:_LONGEST_NAME]}..."
    return Problem(short, f"{message}; is this a text? give {{'text': ...}}")


def _source_file(path: Path, name: str) -> SourceFile:
    # A file's name may hold bytes that are not UTF-8; no output could be written with them.
    shown = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return SourceFile(path, shown, kind_of(path.name) or TEXT)


def _files_of(source: str, problems: list[Problem]) -> list[SourceFile]:
    if not source:
        raise SettingError("an empty name is no source; the working folder is .")
    path = Path(source)
    if path.is_dir():
        return find_files_in(path, source, problems)
    if path.exists():
        return _readable([_source_file(path, source)], problems)
    # Path.glob wants a folder to start in; a pattern may be absolute or climb with "..".
    found_names = glob.glob(source, recursive=True) if glob.has_magic(source) else []  # noqa: PTH207
    matches = sorted(found_names)
    if not matches:
        kind = "pattern matches nothing" if glob.has_magic(source) else "no such file or folder"
        problems.append(_not_found(source, f"{kind}; check the spelling and the working folder"))
    found = []
    for match in matches:
        if Path(match).is_dir():
            found += find_files_in(Path(match), match, problems)
        elif not _is_metadata(Path(match)):
            found += _readable([_source_file(Path(match), match)], problems)
    return found


def find_files_in(folder: Path, name: str, problems: list[Problem]) -> list[SourceFile]:
    """Find the articles of a folder and its subfolders.

    Args:
        folder: The folder.
        name: What to call it in messages and in the ``source`` column.
        problems: Gets what was passed over.

    Returns:
        The files, sorted by name.
    """
    files = []
    before = len(problems)
    other: Counter[str] = Counter()
    for path in _paths_below(folder, name, problems):
        inside = path.relative_to(folder)
        if _is_metadata(path) or _is_counts(path) or any(p.startswith(".") for p in inside.parts):
            continue
        kind = kind_of(path.name)
        is_article = kind is not None and kind.in_folders
        if not path.is_file():
            if is_article:
                problems.append(Problem(str(Path(name) / inside), "is no file that can be read"))
        elif is_article:
            files.append(_source_file(path, str(Path(name) / inside)))
        else:
            other[path.suffix.lower() or "no suffix"] += 1
    if other:
        problems.append(_passed_over(name, other))
    if not files and not any(problem.skipped for problem in problems[before:]):
        kinds = ", ".join(FOLDER_SUFFIXES)
        problems.append(Problem(name, f"no articles in this folder ({kinds})"))
    return files


def _passed_over(name: str, other: Counter[str]) -> Problem:
    kinds = ", ".join(f"{count} with {suffix}" for suffix, count in sorted(other.items()))
    were = "file was" if other.total() == 1 else "files were"
    tables = [suffix for suffix in other if (kind := kind_of(f"a{suffix}")) and kind.is_table]
    hint = "; a table is read where it is named itself" if tables else ""
    return Problem(
        name,
        f"{other.total()} {were} passed over ({kinds}); "
        f"in a folder, {', '.join(FOLDER_SUFFIXES)} are read{hint}",
        skipped=False,
    )


def _paths_below(folder: Path, name: str, problems: list[Problem]) -> list[Path]:
    """Return all paths below a folder but folders, sorted; a folder that is closed is named."""

    def closed(error: OSError) -> None:
        if isinstance(error, FileNotFoundError):  # gone, or never there: nothing to be read
            return
        inside = Path(error.filename).relative_to(folder)
        problems.append(Problem(str(Path(name) / inside), f"cannot be read: {error.strerror}"))

    found = []
    for at, folders, files in os.walk(folder, onerror=closed):
        of_pages = [one for one in folders if one.endswith(_PAGES_FILES)]
        folders[:] = [one for one in folders if one not in of_pages]
        for one in of_pages:
            if not _has_page(Path(at), one):
                inside = Path(name) / (Path(at) / one).relative_to(folder)
                message = "is passed over as the folder of a saved page; name it to have it read"
                problems.append(Problem(str(inside), message, skipped=False, sort="page folder"))
        found += [Path(at) / file for file in files]
    return sorted(found)


def _has_page(at: Path, folder: str) -> bool:
    """Tell whether the page is there that a browser saved a folder with."""
    page = folder.removesuffix(_PAGES_FILES)
    return any((at / f"{page}{suffix}").is_file() for suffix in _PAGE_SUFFIXES)


def _readable(files: list[SourceFile], problems: list[Problem]) -> list[SourceFile]:
    """Refuse the kinds of file whose text is not their content."""
    readable = []
    for file in files:
        suffix = file.path.suffix.lower()
        if kind_of(file.path.name) is None and suffix in REFUSED:
            what, remedy = REFUSED[suffix]
            problems.append(Problem(file.name, f"is {what}, which is not read; {remedy}"))
        else:
            readable.append(file)
    return readable


def _is_counts(path: Path) -> bool:
    """Tell whether a file holds counts of articles, which are not read beside articles."""
    return path.suffix.lower() == ".parquet" and is_counts_file(path)


def _is_metadata(path: Path) -> bool:
    return path.name.lower() in _METADATA_FILES or path.stem.lower() == "readme"
