"""Tables of values that a character separates: CSV as spreadsheets and programs write it, TSV."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import BinaryIO

from framing.readers.draft import Draft, Report
from framing.readers.encodings import LineError
from framing.readers.kinds import kind_of
from framing.readers.options import ReadOptions
from framing.readers.problems import Problem
from framing.readers.table import drafts_of_rows
from framing.readers.table_lines import text_lines

__all__ = ["find_delimiter", "read_drafts"]

_DELIMITERS = ",;\t|"
_SAYS_SEPARATOR = "sep="  # the first line that a spreadsheet reads as an instruction
_NO_LIMIT = 1 << 30


def read_drafts(
    content: BinaryIO, name: str, options: ReadOptions, report: Report
) -> Iterator[Draft]:
    """Read a table; arguments and errors as `framing.readers.draft.Reader`.

    Rows have the numbers that a spreadsheet gives them: that of the header is 1.
    """
    with text_lines(content, name, options, report) as lines:
        # The module's own limit would be hit by long articles; lines are limited already.
        limit = csv.field_size_limit(_NO_LIMIT)
        try:
            yield from _drafts(lines, name, options, report)
        finally:
            csv.field_size_limit(limit)


def _drafts(
    lines: Iterator[str], name: str, options: ReadOptions, report: Report
) -> Iterator[Draft]:
    first = next(lines, "")
    stated = ""
    if first.lower().startswith(_SAYS_SEPARATOR) and len(first.rstrip("\r\n")) == 1 + len(
        _SAYS_SEPARATOR
    ):
        stated = first[len(_SAYS_SEPARATOR)]
        first = next(lines, "")
    if not first.strip():
        raise LineError(1, "is empty, or does not begin with the names of the columns")
    if not stated:
        is_tsv = (options.input_format if name == "stdin" else _kind(name)) == "tsv"
        stated = "\t" if is_tsv else find_delimiter(first)
    records = _records(chain([first], lines), stated, name, report)
    _, header = next(records, (1, []))
    if "\0" in "".join(header):
        raise LineError(1, "is not text (it holds NUL bytes); save the table as UTF-8")
    while header and not header[-1].strip():  # spreadsheets leave empty columns at the end
        header.pop()
    rows = _even(records, len(header), name, report)
    yield from drafts_of_rows(header, rows, name, options, report)


def _kind(name: str) -> str:
    kind = kind_of(name)
    return kind.name if kind else ""


def find_delimiter(header: str) -> str:
    """Tell what separates the names of the columns: what stands most often outside of quotes.

    Of equals, and where there is none, the first of comma, semicolon, tab and bar.
    """
    bare = "".join(header.split('"')[::2])
    return max(_DELIMITERS, key=lambda one: (bare.count(one), -_DELIMITERS.index(one)))


def _records(
    lines: Iterable[str], delimiter: str, name: str, report: Report
) -> Iterator[tuple[int, list[str]]]:
    """Yield the records with their numbers; one that is malformed is named and passed over."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    number = 0
    while True:
        number += 1
        line = reader.line_num + 1
        try:
            yield number, next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if number == 1:
                raise LineError(1, f"the names of the columns cannot be read: {error}") from None
            message = f"the row (line {line:,} of the file) cannot be read: {error}"
            report(Problem(name, message, number, sort="malformed row"))


def _even(
    records: Iterable[tuple[int, list[str]]], columns: int, name: str, report: Report
) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield the rows that have a value for each column."""
    for number, values in records:
        if not any(value.strip() for value in values):
            continue  # a blank row
        if len(values) != columns and not any(value.strip() for value in values[columns:]):
            del values[columns:]
        if len(values) == columns:
            yield number, values
            continue
        message = f"has {len(values)} values and the table {columns} columns; are texts quoted?"
        report(Problem(name, message, number, sort="ragged row"))
