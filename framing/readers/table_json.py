"""Tables as JSON: an object a line (JSON Lines), or one array of objects."""

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO, TypeAlias

from framing.errors import InputError
from framing.readers.columns import fields_of_columns
from framing.readers.draft import Draft, Report
from framing.readers.encodings import LineError
from framing.readers.json_values import object_of, parse_json, parse_object, string_of, text_of
from framing.readers.kinds import kind_of
from framing.readers.limits import line_too_long
from framing.readers.options import ReadOptions
from framing.readers.problems import Problem
from framing.readers.table import drafts_of_rows
from framing.readers.table_lines import TooLong, text_lines

__all__ = ["read_drafts"]

_Objects: TypeAlias = Iterable[tuple[int, dict[str, Any]]]


def read_drafts(
    content: BinaryIO, name: str, options: ReadOptions, report: Report
) -> Iterator[Draft]:
    """Read a table; arguments and errors as `framing.readers.draft.Reader`.

    The number of a row is that of its line, or of its object in the array.
    """
    kind = kind_of(name)
    kind_name = options.input_format if name == "stdin" or kind is None else kind.name
    bad: list[Problem] = []
    if kind_name == "json":  # often written in one line
        with text_lines(content, name, options, report, any_length=True) as lines:
            listed = _of_array("".join(lines), name, bad.append)
        columns = _columns(listed)
        objects = iter(listed)
        del listed
    else:  # gone through twice: what an object may have is known when all have been seen
        columns = _columns(_of_lines(content, name, options, bad.append, report))
        objects = _of_lines(content, name, options, _nothing, _nothing)
    for problem in bad:
        report(problem)
    if not columns and bad:
        return
    if not columns:
        raise InputError("holds no objects with an article each")
    rows = _rows(columns, objects, name, options, report)
    yield from drafts_of_rows(columns, rows, name, options, report)


def _columns(objects: _Objects) -> list[str]:
    return list(dict.fromkeys(key for _, found in objects for key in found))


def _nothing(_: Problem) -> None:
    """Say nothing again."""


def _rows(
    columns: list[str], objects: _Objects, name: str, options: ReadOptions, report: Report
) -> Iterator[tuple[int, list[str]]]:
    """Yield the objects' values as strings; one whose text is no string is passed over."""
    fields, _ = fields_of_columns(columns, options.columns, name, lambda _: None)
    text = columns[fields["text"]]
    others = [column for column in columns if column != text]
    for number, found in objects:
        try:
            values = {text: text_of(found.get(text))}
        except InputError as error:
            report(Problem(name, str(error), number, sort="text of JSON"))
            continue
        for column in others:
            values[column] = string_of(found.get(column), column, name, number, report)
        yield number, [values[column] for column in columns]


def _of_lines(
    content: BinaryIO, name: str, options: ReadOptions, report: Report, report_encoding: Report
) -> Iterator[tuple[int, dict[str, Any]]]:
    """Parse each line; one that cannot be read is named, and costs no other."""
    content.seek(0)
    with text_lines(content, name, options, report_encoding) as lines:
        numbered = enumerate(lines, start=1)
        while True:
            try:
                number, line = next(numbered)
            except StopIteration:
                return
            except LineError as error:  # of the encoding, from here on
                report(Problem(name, str(error), error.line))
                return
            try:
                if isinstance(line, TooLong):
                    report(Problem(name, str(line_too_long(options)), number, sort="long line"))
                elif line.strip():
                    yield number, parse_object(line.rstrip())
            except InputError as error:
                sort = f"line of JSON that {str(error).partition(':')[0]}"
                report(Problem(name, str(error), number, sort=sort))


def _of_array(text: str, name: str, report: Report) -> list[tuple[int, dict[str, Any]]]:
    try:
        array = parse_json(text)
    except InputError as error:
        raise LineError(getattr(error, "line", 1), str(error)) from None
    if not isinstance(array, list):
        raise InputError("is not an array of objects; a file of one object a line is a .jsonl")
    objects: list[tuple[int, dict[str, Any]]] = []
    for number, item in enumerate(array, start=1):
        try:
            objects.append((number, object_of(item)))
        except InputError as error:
            report(Problem(name, str(error), number, sort="no object"))
    return objects
