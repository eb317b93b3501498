"""The lines of a table that is a text, however long the table is."""

import codecs
import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from framing.errors import InputError
from framing.readers.draft import Report
from framing.readers.encodings import LineError, find_encoding, guess_encoding, mark_of, shown
from framing.readers.options import ReadOptions
from framing.readers.problems import Problem

__all__ = ["TooLong", "text_lines"]

_CHUNK = 1 << 20
_LONGEST_MARK = 4  # bytes


class TooLong(str):
    """Stands as a blank line in the place of one that is too long to be read."""

    __slots__ = ()


@contextmanager
def text_lines(
    content: BinaryIO,
    name: str,
    options: ReadOptions,
    report: Report,
    *,
    any_length: bool = False,
) -> Iterator[Iterator[str]]:
    """Give the lines of a table, with their ends; `TooLong` for one that is too long to be held.

    Args:
        content: The bytes.
        name: What to call the table in problems.
        options: How to read.
        report: Takes the warning of a guessed encoding.
        any_length: Whether a line is more than one article, and may be of any length.

    Raises:
        InputError: If the encoding cannot be told, or the bytes are not in it; its ``line`` says
            where.
    """
    encoding = _encoding(content, name, options, report)
    content.seek(0)
    text = io.TextIOWrapper(content, encoding=encoding, errors="strict", newline="")
    try:
        yield _bounded(text, encoding, sys.maxsize - 1 if any_length else options.most_characters)
    finally:
        if not content.closed:  # as it may be when a run is interrupted
            text.detach()  # the file belongs to the caller, who closes it


def _bounded(text: io.TextIOWrapper, encoding: str, most: int) -> Iterator[str]:
    number = 0
    while True:
        number += 1
        try:
            line = text.readline(most + 1)
            if len(line) > most:
                _pass_over(text, line)
                line = TooLong("\n")
        except UnicodeError:
            message = f"is not {shown(encoding)} from about here on; save the table as UTF-8"
            raise LineError(number, message) from None
        if not line:
            return
        yield line


def _pass_over(text: io.TextIOWrapper, piece: str) -> None:
    """Read to the end of a line without keeping it."""
    while piece and not piece.endswith(("\n", "\r")):
        piece = text.readline(_CHUNK)


def _encoding(content: BinaryIO, name: str, options: ReadOptions, report: Report) -> str:
    beginning = content.read(_LONGEST_MARK)
    content.seek(0)
    if marked := mark_of(beginning):
        return marked
    if options.encoding:
        return find_encoding(options.encoding)
    if b"\0" in beginning:
        raise InputError("is not text (it holds NUL bytes); save the table as UTF-8")
    bad = _first_bad_byte(content)
    if bad is None:
        return "utf-8"
    content.seek(0)
    guessed = guess_encoding(iter(lambda: content.read(_CHUNK), b""))
    if not guessed:
        offset, line, byte = bad
        message = f"byte {byte:#04x} at offset {offset} is not UTF-8; save the table as UTF-8"
        raise LineError(line, message)
    message = f"is not UTF-8; read as {shown(guessed)}, a guess; if wrong, give --encoding"
    report(Problem(name, message, skipped=False, sort=f"guessed {guessed}"))
    return guessed


def _first_bad_byte(content: BinaryIO) -> tuple[int, int, int] | None:
    """Return offset, line and value of the first byte that is not UTF-8; None if all are."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    before, line = 0, 1  # of the chunk
    pending = 0  # bytes of a character that the chunk before began
    while True:
        chunk = content.read(_CHUNK)
        try:
            decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            at = error.start - pending
            here = error.object[error.start]
            return before + at, line + chunk[: max(at, 0)].count(b"\n"), here
        if not chunk:
            return None
        pending = len(decoder.getstate()[0])
        before += len(chunk)
        line += chunk.count(b"\n")
