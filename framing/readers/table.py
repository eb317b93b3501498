"""Tables of articles, one a row, whatever the format: from rows of strings to drafts."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time

from framing.errors import InputError
from framing.readers.columns import fields_of_columns
from framing.readers.draft import Draft, Report
from framing.readers.encodings import usual_line_ends
from framing.readers.limits import check_length
from framing.readers.options import ReadOptions
from framing.readers.problems import Problem

__all__ = [
    "article_text",
    "columns_of_table",
    "drafts_of_rows",
    "nul_problem",
    "text_problem",
    "without_nul",
]


def drafts_of_rows(
    columns: Sequence[str],
    rows: Iterable[tuple[int, Sequence[str]]],
    name: str,
    options: ReadOptions,
    report: Report,
) -> Iterator[Draft]:
    """Make a draft of each row.

    Args:
        columns: The names of the columns.
        rows: The number of each row and its values, as many as there are columns.
        name: What to call the table in problems.
        options: How to read.
        report: Takes the rows that are skipped.

    Raises:
        InputError: If the columns cannot be told.
    """
    fields, others = columns_of_table(columns, name, options, report)
    for number, values in rows:
        try:
            text = article_text(values[fields["text"]], options)
        except InputError as error:
            report(text_problem(error, name, number))
            continue
        metadata = {key: values[n].strip() for key, n in (others | fields).items() if key != "text"}
        metadata = without_nul(metadata, name, number, report)
        if options.date_format and metadata.get("date"):
            metadata["date"] = _in_iso(metadata["date"], options, name, number, report)
        yield Draft(text, metadata, number, "shown")


def columns_of_table(
    columns: Sequence[str], name: str, options: ReadOptions, report: Report
) -> tuple[dict[str, int], dict[str, int]]:
    """Say which column holds what, and report what could not be told; see `fields_of_columns`."""
    fields, others = fields_of_columns(columns, options.columns, name, report)
    if "outlet" not in fields:
        listed = ", ".join(column.strip() for column in columns if column.strip())
        message = (
            f"has no column that looks like the outlet (columns: {listed}); "
            "the table's name serves; --outlet-column names one"
        )
        report(Problem(name, message, skipped=False))
    return fields, others


def text_problem(error: InputError, name: str, number: int) -> Problem:
    """Return the problem of a row whose text cannot be taken."""
    return Problem(name, str(error), number, sort=str(error)[:20])


def nul_problem(name: str, number: int) -> Problem:
    """Return the warning of a row whose metadata hold a NUL byte."""
    message = "holds a NUL byte in its metadata, which is left out"
    return Problem(name, message, number, skipped=False, sort="NUL")


def article_text(value: str, options: ReadOptions) -> str:
    """Return a value as the text of an article, with line feeds as line ends.

    Raises:
        InputError: If it is empty, too long, or no text.
    """
    if "\0" in value:
        raise InputError("the text holds a NUL byte; it may be no text; write it as plain text")
    if not value.strip():
        raise InputError("the text is empty; fill it in, or leave the article out")
    return usual_line_ends(check_length(value, options))


def without_nul(metadata: dict[str, str], name: str, number: int, report: Report) -> dict[str, str]:
    """Return metadata without NUL bytes, and say so if there were any."""
    if "\0" not in "".join(metadata.values()):
        return metadata
    report(nul_problem(name, number))
    return {key: value.replace("\0", "") for key, value in metadata.items()}


def _in_iso(given: str, options: ReadOptions, name: str, number: int, report: Report) -> str:
    try:
        day = datetime.strptime(given, options.date_format)
    except ValueError:
        if not _is_iso(given):
            message = f"date {given!r} is not of the form {options.date_format}; kept as it is"
            report(Problem(name, message, number, skipped=False, sort="date format"))
        return given
    return day.isoformat() if day.timetz() != time() else day.date().isoformat()


def _is_iso(given: str) -> bool:
    for read in (date.fromisoformat, datetime.fromisoformat):
        try:
            read(given)
        except ValueError:
            continue
        return True
    return False
