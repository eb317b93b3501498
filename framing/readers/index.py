"""A folder's ``index.csv``: metadata for the files beside it."""

import csv
import io
from collections.abc import Mapping
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
    problems: list[Problem] = []
    rows: dict[str, Mapping[str, str]] = {}
    try:
        # Strict UTF-8, as for articles; a byte-order mark, which spreadsheets write, is no content.
        text = path.read_text(encoding="utf-8-sig")
        reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
        columns = _columns(reader.fieldnames)
        for row in reader:
            extra = row.pop(None, None)
            values = {columns[key]: (value or "").strip() for key, value in row.items()}
            file = values.pop("file")
            if extra:
                problem = f"has {len(extra)} more values than columns; are commas quoted?"
                problems.append(Problem(source, f"row of {file!r} {problem}", reader.line_num))
            elif file in rows:
                problems.append(
                    Problem(source, f"{file!r} stands here twice", reader.line_num, skipped=False)
                )
            elif not (folder / file).is_file():
                message = f"{file!r} is not in the folder; its row is not used"
                problems.append(Problem(source, message, reader.line_num, skipped=False))
            else:
                rows[file] = values
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        problems.append(Problem(source, "is not UTF-8; save it as UTF-8", line))
    except (csv.Error, InputError, OSError) as error:
        problems.append(Problem(source, f"cannot be used: {error}", 1))
    return rows, problems


def _columns(header: object) -> dict[str, str]:
    columns = {key: key.strip().lower() for key in header} if isinstance(header, list) else {}
    if "file" not in columns.values():
        raise InputError(
            "it has no column 'file'; the first line names the columns: file, outlet, title, ..."
        )
    if len(set(columns.values())) < len(columns):
        raise InputError("a column name stands twice in the first line")
    return columns
