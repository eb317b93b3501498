"""What the values of JSON become: the same in tables and in streams of articles."""

import json
from typing import Any

from framing.errors import InputError
from framing.readers.draft import Report
from framing.readers.encodings import LineError
from framing.readers.problems import Problem

__all__ = ["Number", "object_of", "parse_json", "parse_object", "string_of", "text_of"]


class Number(str):
    """A number as it is written, told from the same in quotes."""

    __slots__ = ()


def parse_json(text: str) -> Any:
    """Parse JSON; numbers stay as they are written.

    Raises:
        InputError: If it is none; its ``line`` says where.
    """
    try:
        return json.loads(text, parse_int=Number, parse_float=Number, parse_constant=Number)
    except json.JSONDecodeError as error:
        message = f"is not JSON: {error.msg} (column {error.colno})"
        raise LineError(error.lineno, message) from None
    except RecursionError:
        raise InputError("nests too deep to be an article; give a text and its metadata") from None


def parse_object(line: str) -> dict[str, Any]:
    """Parse a line of JSON Lines.

    Raises:
        InputError: If it is no object.
    """
    return object_of(parse_json(line))


def object_of(item: Any) -> dict[str, Any]:
    """Return an object of JSON.

    Raises:
        InputError: If it is something else.
    """
    if not isinstance(item, dict):
        raise InputError(f"is not an object of names and values but {_kind(item)}")
    return item


def text_of(value: Any) -> str:
    """Return a value as the text of an article; empty for null.

    Raises:
        InputError: If it is no string.
    """
    if value is None:
        return ""
    if isinstance(value, Number) or not isinstance(value, str):
        raise InputError(f"the text is no string but {_kind(value)}; write it as one string")
    return value


def string_of(value: Any, column: str, name: str, number: int, report: Report) -> str:
    """Return a value as a string: nothing for null, a list of strings in one.

    Args:
        value: The value.
        column: Its name.
        name: What to call the source in problems.
        number: The row or line.
        report: Takes a warning of a value that is nested, and ignored.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return str(value)
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return "; ".join(value)
    message = f"the value of {column!r} is neither a string nor a list of strings; ignored"
    report(Problem(name, message, number, skipped=False, sort=f"nested {column}"))
    return ""


def _kind(value: Any) -> str:
    if value is None:
        return "null"
    kinds = {bool: "true or false", Number: "a number", str: "a string", list: "a list"}
    return kinds.get(type(value), "an object")
