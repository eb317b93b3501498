"""JSON Lines: one article a line, as they come.

No page furniture is looked for: such lines come out of programs, whose texts are clean or are not
to be guessed at. A first line of the text that repeats the title is the headline.
"""

from collections.abc import Iterator
from typing import IO, Any

from framing.article import COLUMNS, Article, Span
from framing.errors import InputError
from framing.readers.draft import Report
from framing.readers.encodings import HALF_CHARACTERS, decode, find_encoding, shown
from framing.readers.json_values import parse_object, string_of, text_of
from framing.readers.limits import line_too_long
from framing.readers.options import ReadOptions
from framing.readers.problems import Problem
from framing.readers.table import article_text, without_nul
from framing.words import fold, split_surfaces

__all__ = ["read_lines"]

_SLACK = 20  # characters that quotes, blanks and the like may add to a title
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_MOST_BYTES = 4  # of a character in UTF-8
_CHUNK = 1 << 20
_OPTIONS = ReadOptions()


def read_lines(
    lines: IO[bytes], source: str, options: ReadOptions = _OPTIONS
) -> Iterator[Article | Problem]:
    """Read articles line by line; no more than one line is held.

    A line is a JSON object with ``text`` and, where known, ``id``, ``outlet``, ``title``, ``date``,
    ...; other keys are kept as metadata. Values become strings as in tables.

    Args:
        lines: An open binary file.
        source: What to call it in messages, and the beginning of the ids of articles without one.
        options: The limits, and the encoding of all lines if it is stated; else a line that is not
            UTF-8 has an encoding of its own, which is guessed.

    Yields:
        For each line that is not blank the article, behind what is to be warned of, or what is
        wrong with it. Its id is ``source:number`` where it has none.
    """
    most = options.most_characters
    number = 0
    told: set[str] = set()  # what every line may have is said once: a stream has no end
    while line := lines.readline(_MOST_BYTES * most + 1):
        number += 1
        content = line.removeprefix(_BYTE_ORDER_MARK) if number == 1 else line
        if len(line) > _MOST_BYTES * most:
            while line and not line.endswith(b"\n"):  # to its end, without keeping it
                line = lines.readline(_CHUNK)
            yield Problem(source, str(line_too_long(options)), number)
        elif content.strip():
            for found in _read_line(content, number, source, options):
                sort = found.sort if isinstance(found, Problem) else ""
                if sort not in told:
                    yield found
                told |= {sort} - {""}


def _read_line(
    line: bytes, number: int, source: str, options: ReadOptions
) -> Iterator[Article | Problem]:
    warnings: list[Problem] = []
    try:
        text = _decoded(line, number, source, options.encoding, warnings.append)
        _check_line(text, options)
        if not text.strip():
            return
        record = {key.strip().lower(): value for key, value in parse_object(text).items()}
        article = _article(record, number, source, options, warnings.append)
    except InputError as error:
        yield Problem(source, str(error), number)
        return
    yield from warnings
    yield article


def _check_line(line: str, options: ReadOptions) -> None:
    if len(line) > options.most_characters:
        raise line_too_long(options)


def _decoded(line: bytes, number: int, source: str, stated: str, report: Report) -> str:
    if stated:
        return decode(line, find_encoding(stated)).text.rstrip()
    try:
        return line.decode("utf-8").rstrip()
    except UnicodeDecodeError:
        decoded = decode(line)
    guessed = decoded.guessed or shown("utf-8")
    message = f"is not UTF-8; read as {guessed}, a guess; if wrong, give --encoding"
    report(Problem(source, message, number, skipped=False))
    return decoded.text.rstrip()


def _article(
    record: dict[str, Any], number: int, source: str, options: ReadOptions, report: Report
) -> Article:
    if "text" not in record:
        raise InputError("has no 'text'; give the article's text as a string of that name")
    text = article_text(text_of(record.pop("text")), options)
    values = {
        key: string_of(value, key, source, number, report).strip() for key, value in record.items()
    }
    values = without_nul(values, source, number, report)
    if not all(map(_is_unicode, (text, *values, *values.values()))):
        message = "holds halves of characters; each is replaced by U+FFFD"
        report(Problem(source, message, number, skipped=False))
        text = text.translate(HALF_CHARACTERS)
        values = {
            key.translate(HALF_CHARACTERS): value.translate(HALF_CHARACTERS)
            for key, value in values.items()
        }
    known = {column: values.pop(column, "") for column in COLUMNS}
    known["source"] = place = f"{source}:{number}"
    return Article(
        id=values.pop("id", "") or place,
        text=text,
        headline=_headline(text, known["title"]),
        furniture=(),
        metadata=values,
        **known,
    )


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
