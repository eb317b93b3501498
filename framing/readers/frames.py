"""Articles from the rows that a notebook has: a data frame, or a list of dictionaries."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any, Protocol

from framing.article import COLUMNS, Article, Span
from framing.errors import InputError
from framing.readers.columns import fields_of_columns
from framing.readers.problems import Problem
from framing.words import fold, split_words

__all__ = ["DataFrame", "looks_like_a_frame", "read_frame", "read_records"]


class DataFrame(Protocol):
    """A data frame of pandas, Polars, PyArrow or another library that narwhals knows."""

    @property
    def columns(self) -> Any:
        """Its columns or their names."""


def looks_like_a_frame(given: object) -> bool:
    """Tell whether something may be a data frame, without loading any library for it."""
    # Of the type: to ask a lazy frame itself for its columns would be work.
    return hasattr(type(given), "columns")


def read_frame(frame: Any) -> tuple[list[Article], list[Problem]]:
    """Read the rows of a data frame of pandas, Polars, PyArrow or another library.

    Args:
        frame: A frame with a column of texts; for the names of columns see `fields_of_columns`.
            What is lazy is collected.

    Returns:
        The articles in the order of the rows, and the rows that were skipped.

    Raises:
        InputError: If it is no data frame, or its columns cannot be told.
    """
    import narwhals.stable.v2 as nw

    try:
        known = nw.from_native(frame)
        if isinstance(known, nw.LazyFrame):
            known = known.collect()
        names, rows = known.columns, known.iter_rows(named=False)
    except (TypeError, UnicodeError, nw.exceptions.NarwhalsError) as error:
        reason = " ".join(str(error).split())
        raise InputError(
            f"{type(frame).__name__}: cannot be read as a data frame: {reason}"
        ) from None
    try:
        return _read_rows([str(name) for name in names], rows, "data frame")
    except UnicodeError:  # of the library, which takes out the rows one after the other
        raise InputError(
            "data frame: holds half a character (a lone surrogate); write it whole, or replace it"
        ) from None


def read_records(records: Sequence[Mapping[str, Any]]) -> tuple[list[Article], list[Problem]]:
    """Read articles from dictionaries, which may have different keys; see `read_frame`."""
    names = list(dict.fromkeys(key for record in records for key in record))
    rows = (tuple(record.get(name) for name in names) for record in records)
    return _read_rows([str(name) for name in names], rows, "list")


def _read_rows(
    names: Sequence[str], rows: Iterable[Sequence[Any]], source: str
) -> tuple[list[Article], list[Problem]]:
    problems: list[Problem] = []
    try:
        fields, others = fields_of_columns(names, {}, source, problems.append)
    except InputError as error:
        raise InputError(f"{source}: {error}") from None
    columns = {**others, **fields}
    articles: dict[str, Article] = {}
    for number, row in enumerate(rows, start=1):
        values = {name: row[column] for name, column in columns.items()}
        text = values.pop("text")
        if not isinstance(text, str) or not text.strip():
            problems.append(Problem(source, _no_text(text), number))
            continue
        article = _article(text, {k: _as_text(v) for k, v in values.items()}, number, source)
        if article.id in articles:
            message = f"id {article.id!r} stands in an earlier row; give each row one of its own"
            problems.append(Problem(source, message, number))
        else:
            articles[article.id] = article
    return list(articles.values()), problems


def _article(text: str, values: dict[str, str], number: int, source: str) -> Article:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    row_id = values.pop("id", "") or str(number)
    known: dict[str, Any] = {
        column: values.pop(column, "") for column in COLUMNS if column != "source"
    }
    known["outlet"] = known["outlet"] or row_id
    headline = _headline(text, known["title"])
    return Article(id=row_id, text=text, source=source, headline=headline, metadata=values, **known)


def _headline(text: str, title: str) -> Span | None:
    """Find the title where the text begins with it, so that it is not counted as body."""
    start = len(text) - len(text.lstrip())
    end = text.find("\n", start)
    line = text[start:end] if end >= 0 else ""
    wanted = _words(title)
    return Span(start, start + len(line.rstrip())) if wanted and wanted == _words(line) else None


def _words(text: str) -> list[str]:
    return [fold(word.surface) for word in split_words(text)]


def _no_text(value: Any) -> str:
    if isinstance(value, str) or _is_missing(value):
        return "the text is empty; fill it in, or leave the row out"
    return f"the text is of the type {type(value).__name__}, not a string"


def _as_text(value: Any) -> str:
    """Return a value as metadata, which are strings; empty where it is missing."""
    if _is_missing(value):
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.timetz() == time() else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    # pandas has whole numbers as fractions where some are missing.
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _is_missing(value: Any) -> bool:
    """Tell whether a value is None, NaN, NaT or NA: what is not equal to itself."""
    try:
        return value is None or bool(value != value)  # noqa: PLR0124
    except (TypeError, ValueError):  # NA is neither equal nor not; a list of values is no value
        return not hasattr(value, "__len__")
