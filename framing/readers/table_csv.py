"""Tables of values that a character separates: CSV as spreadsheets and programs write it, TSV."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import BinaryIO

from framing.readers.draft import Draft, Report
from framing.readers.encodings import LineError
from framing.readers.kinds import kind_of
from framing.readers.limits import line_too_long
from framing.readers.options import ReadOptions
from framing.readers.problems import Problem
from framing.readers.table import drafts_of_rows
from framing.readers.table_lines import TooLong, text_lines

__all__ = ["find_delimiter", "read_drafts"]

_DELIMITERS = ",;\t|"
_SAYS_SEPARATOR = "sep="  # the first line that a spreadsheet reads as an instruction
_NO_LIMIT = 1 << 30
_BLANK = ' \r\n\ufeff"' + _DELIMITERS
_NOT_CLOSED = "unexpected end of data"  # in the words of the module


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
    first, above = next(lines, ""), 0
    stated = _stated(first)
    if stated:
        first, above = next(lines, ""), 1
    hidden = above  # a spreadsheet does not count the line that it reads as an instruction
    while first and not first.strip(_BLANK) and not isinstance(first, TooLong):
        first, above = next(lines, ""), above + 1
    top = above - hidden + 1
    if not first:
        raise LineError(1, "is empty; the first row holds the names of the columns")
    if not stated:
        is_tsv = (options.input_format if name == "stdin" else _kind(name)) == "tsv"
        stated = "\t" if is_tsv else find_delimiter(first)
    records = _records(chain([first], lines), stated, (top, above), name, options, report)
    _, header = next(records, (top, []))
    if "\0" in "".join(header):
        raise LineError(top, "is not text (it holds NUL bytes); save the table as UTF-8")
    while header and not header[-1].strip():  # spreadsheets leave empty columns at the end
        header.pop()
    rows = _even(records, len(header), name, report)
    yield from drafts_of_rows(header, rows, name, options, report)


def _stated(first: str) -> str:
    """Return the separator that a first line ``sep=;`` states, in quotes or not."""
    line = first.strip("\r\n").strip('"')
    if line.lower().startswith(_SAYS_SEPARATOR) and len(line) == 1 + len(_SAYS_SEPARATOR):
        return line[-1]
    return ""


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
    lines: Iterable[str],
    delimiter: str,
    beginning: tuple[int, int],
    name: str,
    options: ReadOptions,
    report: Report,
) -> Iterator[tuple[int, list[str]]]:
    """Yield the records with their numbers; one that is malformed is named and passed over.

    The number of the first record and the lines of the file above it are its ``beginning``.
    """
    top, above = beginning
    long_lines: list[int] = []
    reader = csv.reader(_watched(lines, long_lines), delimiter=delimiter, strict=True)
    number = top - 1
    while True:
        number += 1
        long_lines.clear()
        line = above + reader.line_num + 1
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if number == top:
                raise LineError(top, f"the names of the columns cannot be read: {error}") from None
            problem = _malformed(error, line, above + reader.line_num)
            report(Problem(name, problem, number, sort="malformed row"))
            continue
        if not long_lines:
            yield number, record
        elif number == top:
            raise LineError(top, f"the line of the columns' names {line_too_long(options)}")
        else:
            message = f"the row has a line that {line_too_long(options)} (line {line:,} of the file"
            report(Problem(name, f"{message})", number, sort="long line"))


def _watched(lines: Iterable[str], long_lines: list[int]) -> Iterator[str]:
    for number, line in enumerate(lines):
        if isinstance(line, TooLong):
            long_lines.append(number)
        yield line


def _malformed(error: csv.Error, first: int, last: int) -> str:
    """Say what is wrong with a row and which lines were lost with it."""
    if str(error) == _NOT_CLOSED:
        return (
            f"a quote that opens in the row of line {first:,} is not closed; lines {first:,} to "
            f"{last:,} were not read; close it, or write a quote inside of a text twice"
        )
    lines = f"line {first:,}" if first == last else f"lines {first:,} to {last:,}"
    return f"the row ({lines} of the file) cannot be read: {error}; is a quote left open?"


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
