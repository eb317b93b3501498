"""JSON Lines: one article a line, as they come.

No page furniture is looked for: such lines come out of programs, whose texts are clean or are not
to be guessed at. A first line of the text that repeats the title is the headline.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from framing.article import COLUMNS, Article, Span
from framing.errors import InputError
from framing.readers.problems import Problem
from framing.words import fold, split_surfaces

__all__ = ["read_line", "read_lines"]

_SLACK = 20  # characters that quotes, blanks and the like may add to a title
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def read_lines(lines: Iterable[bytes], source: str) -> Iterator[Article | Problem]:
    """Read articles line by line; no more than one line is held.

    Args:
        lines: The lines, such as an open binary file.
        source: What to call it in messages, and the beginning of the ids of articles without one.

    Yields:
        For each line that is not blank the article, or what is wrong with it.
    """
    for number, line in enumerate(lines, start=1):
        content = line.removeprefix(_BYTE_ORDER_MARK) if number == 1 else line
        if content.strip():
            yield read_line(content, number, source)


def read_line(line: bytes, number: int, source: str) -> Article | Problem:
    """Read one article.

    Args:
        line: A JSON object with ``text`` and, where known, ``id``, ``outlet``, ``title``, ``date``,
            ... in UTF-8; other keys are kept as metadata.
        number: The number of the line, from 1.
        source: What to call it.

    Returns:
        The article, whose id is ``source:number`` where it has none; or what is wrong.
    """
    try:
        return _article(_parsed(line), line, f"{source}:{number}")
    except InputError as error:
        return Problem(source, str(error), number)


def _parsed(line: bytes) -> dict[str, Any]:
    try:
        record = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        byte = line[error.start]
        raise InputError(f"byte {byte:#04x} is not UTF-8; write JSON Lines as UTF-8") from None
    except RecursionError:
        raise InputError("is nested too deeply to be read") from None
    except ValueError as error:
        raise InputError(f"is not JSON ({error}); write one object a line") from None
    if not isinstance(record, dict):
        raise InputError(f"is no JSON object but a {type(record).__name__}; write one a line")
    return {key.strip().lower(): value for key, value in record.items()}


def _article(record: dict[str, Any], line: bytes, place: str) -> Article:
    text = record.pop("text", None)
    if not isinstance(text, str) or not text.strip():
        wrong = "has no 'text'" if text is None else "'text' is empty or no string"
        raise InputError(f"{wrong}; give the article's text as a string")
    values = {key: _as_text(value) for key, value in record.items()}
    if b"\\u" in line and not all(map(_is_unicode, (text, *values, *values.values()))):
        raise InputError("holds half a character (a lone surrogate); write it whole")
    if "\0" in text:
        raise InputError("is not text (it holds a NUL character); give plain text")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    known = {column: values.pop(column, "") for column in COLUMNS}
    known["source"] = place
    return Article(
        id=values.pop("id", "") or place,
        text=text,
        headline=_headline(text, known["title"]),
        furniture=(),
        metadata=values,
        **known,
    )


def _as_text(value: Any) -> str:
    """Return a value of the metadata as a string, empty for null."""
    if isinstance(value, str):
        return value.strip()
    if value is None:
        return ""
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return "; ".join(value)
    return json.dumps(value, ensure_ascii=False)


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _headline(text: str, title: str) -> Span | None:
    """Return the first line if it repeats the title."""
    if not title:
        return None
    start = len(text) - len(text.lstrip())
    end = text.find("\n", start)
    if end < 0 or end - start > 2 * len(title) + _SLACK:
        return None  # one line is body; and one that is much longer repeats nothing
    line = text[start:end].rstrip()
    same = list(map(fold, split_surfaces(line))) == list(map(fold, split_surfaces(title)))
    return Span(start, start + len(line)) if same else None
