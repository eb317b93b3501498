"""Tables as JSON: an object a line (JSON Lines), or one array of objects."""

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from framing.errors import InputError
from framing.readers.draft import Draft, Report
from framing.readers.encodings import LineError
from framing.readers.kinds import kind_of
from framing.readers.options import ReadOptions
from framing.readers.problems import Problem
from framing.readers.table import drafts_of_rows
from framing.readers.table_lines import text_lines

__all__ = ["read_drafts"]

_Objects = list[tuple[int, dict[str, Any]]]


def read_drafts(
    content: BinaryIO, name: str, options: ReadOptions, report: Report
) -> Iterator[Draft]:
    """Read a table; arguments and errors as `framing.readers.draft.Reader`.

    The number of a row is that of its line, or of its object in the array.
    """
    kind = kind_of(name)
    kind_name = options.input_format if name == "stdin" or kind is None else kind.name
    with text_lines(content, name, options, report) as lines:
        if kind_name == "json":
            objects = _of_array("".join(lines), name, report)
        else:
            objects = _of_lines(lines, name, report)
    columns = list(dict.fromkeys(key for _, found in objects for key in found))
    if not columns:
        raise InputError("holds no objects with an article each")
    rows = (
        (number, [_string(found.get(column), column, name, number, report) for column in columns])
        for number, found in objects
    )
    yield from drafts_of_rows(columns, rows, name, options, report)


def _of_lines(lines: Iterator[str], name: str, report: Report) -> _Objects:
    objects: _Objects = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            objects.append((number, _object(_parse(line.rstrip()))))
        except InputError as error:
            report(Problem(name, str(error), number, sort="malformed line"))
    return objects


def _of_array(text: str, name: str, report: Report) -> _Objects:
    try:
        array = _parse(text)
    except InputError as error:
        raise LineError(getattr(error, "line", 1), str(error)) from None
    if not isinstance(array, list):
        raise InputError("is not an array of objects; a file of one object a line is a .jsonl")
    objects: _Objects = []
    for number, item in enumerate(array, start=1):
        try:
            objects.append((number, _object(item)))
        except InputError as error:
            report(Problem(name, str(error), number, sort="no object"))
    return objects


def _parse(text: str) -> Any:
    """Parse JSON; numbers stay as they are written."""
    try:
        return json.loads(text, parse_int=str, parse_float=str, parse_constant=str)
    except json.JSONDecodeError as error:
        raise LineError(error.lineno, f"is not JSON: {error.msg} (column {error.colno})") from None
    except RecursionError:
        raise InputError("is not a table: it nests too deep") from None


def _object(item: Any) -> dict[str, Any]:
    if not isinstance(item, dict):
        raise InputError("is not an object of names and values")
    return item


def _string(value: Any, column: str, name: str, number: int, report: Report) -> str:
    """Return a value as a string: nothing for null, a list of strings in one."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return "; ".join(value)
    message = f"the value of {column!r} is neither a string nor a list of strings; ignored"
    report(Problem(name, message, number, skipped=False, sort=f"nested {column}"))
    return ""
