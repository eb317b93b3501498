"""A folder's ``index.csv``: metadata for the files beside it."""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from framing.errors import InputError
from framing.readers.problems import Problem

__all__ = ["INDEX_NAME", "read_index"]

INDEX_NAME = "index.csv"


def read_index(folder: Path, name: str) -> tuple[Mapping[str, Mapping[str, str]], list[Problem]]:
    """Read the metadata table of a folder, if it has one.

    Args:
        folder: The folder.
        name: What to call it in messages.

    Returns:
        By file name, the values of the other columns, as strings; and what was wrong. A table that
        cannot be used gives no metadata and a problem.
    """
    path = folder / INDEX_NAME
    if not path.is_file():
        return {}, []
    source = str(Path(name) / INDEX_NAME)
    try:
        # Strict UTF-8, as for articles; a byte-order mark, which spreadsheets write, is no content.
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        return {}, [Problem(source, "is not UTF-8; save it as UTF-8", line)]
    except OSError as error:
        return {}, [Problem(source, f"cannot be read: {error.strerror}")]
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        return _read_rows(reader, folder, source)
    except (csv.Error, InputError) as error:
        return {}, [Problem(source, f"cannot be used: {error}", max(reader.reader.line_num, 1))]


def _read_rows(
    reader: "csv.DictReader[str]", folder: Path, source: str
) -> tuple[dict[str, Mapping[str, str]], list[Problem]]:
    problems: list[Problem] = []
    rows: dict[str, Mapping[str, str]] = {}
    columns = _columns(reader.fieldnames)
    for row in reader:
        extra = row.pop(None, None)
        values = {
            columns[key]: (value or "").strip() for key, value in row.items() if key in columns
        }
        file = values.pop("file")
        if extra:
            problem = f"has {len(extra)} more values than columns; are commas quoted?"
            message = f"row of {file!r} {problem}"
            problems.append(Problem(source, message, reader.line_num, sort="ragged row"))
        elif file in rows:
            message = f"{file!r} stands here twice"
            problems.append(Problem(source, message, reader.line_num, skipped=False, sort="twice"))
        elif Path(file).name != file or not _is_file(folder / file):
            message = f"{file!r} is not in the folder; its row is not used"
            problems.append(Problem(source, message, reader.line_num, skipped=False, sort="gone"))
        else:
            rows[file] = values
    return rows, problems


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name longer than any file's
        return False


def _columns(fields: Sequence[str] | None) -> dict[str, str]:
    header = [field for field in fields or () if field.strip()]  # spreadsheets leave empty ones
    columns = {key: key.strip().lower() for key in header}
    if "file" not in columns.values():
        raise InputError(
            "it has no column 'file'; the first line names the columns: file, outlet, title, ..."
        )
    if len(set(columns.values())) < len(header):
        raise InputError("a column name stands twice in the first line")
    return columns
