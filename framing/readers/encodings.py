"""From bytes to text: the encoding is stated, certain, or guessed and said so."""

import codecs
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import AnyStr

from framing.errors import InputError, choice_error

__all__ = [
    "HALF_CHARACTERS",
    "Decoded",
    "LineError",
    "check_encoding",
    "decode",
    "find_encoding",
    "guess_encoding",
    "mark_of",
    "shown",
    "usual_line_ends",
]

_MARKS = (  # the longer first: the mark of UTF-16 begins that of UTF-32
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LATIN = ("cp1252", "cp1250", "cp1254", "cp1257")
"""Code pages that differ in few letters; the commonest first."""
_GUESSED = (
    *_LATIN,
    *("cp1251", "cp1253", "cp1255", "cp1256", "koi8_r", "cp874"),
    *("shift_jis", "euc_jp", "gb18030", "big5", "euc_kr"),
)
_STATED = (
    *("utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "ascii"),
    *(f"cp{page}" for page in (437, 850, 852, 866, 874, 949, *range(1250, 1259))),
    *(f"iso8859-{part}" for part in (*range(1, 12), *range(13, 17))),
    *("koi8-r", "koi8-u", "mac-roman", "mac-cyrillic"),
    *("gb2312", "gbk", "gb18030", "big5", "big5hkscs"),
    *("euc_jp", "shift_jis", "cp932", "iso2022_jp", "euc_kr", "johab", "tis-620"),
)
"""What a page or an option may name: codecs of text, and none that could unpack or execute."""
_AS_BROWSERS_READ = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254"}
_MOST_CHAOS = 0.1  # of charset-normalizer's measure, for a code page of Latin letters
_LONGEST_SAMPLE = 64_000  # bytes of lines that are not ASCII
_MULTIBYTE_UTF8 = re.compile(
    rb"[\xc3-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)


HALF_CHARACTERS = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
"""For `str.translate`: what replaces halves of characters, which no output can hold."""

_BEYOND_ASCII = bytes(range(0x80, 0x100))


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and how it was decoded.

    Attributes:
        text: The text, whose lines end in line feeds.
        guessed: The name of the encoding, if it was guessed; else empty.
    """

    text: str
    guessed: str = ""


class LineError(InputError):
    """An error at a line of the file."""

    def __init__(self, line: int, problem: str) -> None:
        super().__init__(problem)
        self.line = line


def decode(content: bytes, stated: str = "") -> Decoded:
    """Turn a file's bytes into text whose lines end in line feeds.

    Args:
        content: The bytes.
        stated: The encoding as the user or the page states it; a byte-order mark goes before it.

    Returns:
        The text: by its byte-order mark, else as stated, else as UTF-8, else by a guess.

    Raises:
        InputError: If there is no text in it, or it is in no encoding throughout; its ``line`` says
            where.
    """
    encoding = mark_of(content) or stated
    guessed = ""
    if not encoding:
        encoding = "utf-8"
        _refuse_nul(content, b"\0", b"\n")
        guessed = guess_encoding([content]) if not _is_utf8(content) else ""
    try:
        text = content.decode(guessed or encoding)
    except UnicodeDecodeError as error:
        raise _bad_byte(content, error, encoding) from None
    except UnicodeError as error:  # of a codec that does not say where
        raise LineError(1, f"is not {shown(encoding)} ({error}); save it as UTF-8") from None
    _refuse_nul(text, "\0", "\n")
    if not text.strip():
        raise LineError(1, "is empty; save the article's text in it, or leave it out")
    return Decoded(usual_line_ends(text), shown(guessed))


def usual_line_ends(text: str) -> str:
    """Return a text whose lines end in line feeds."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def mark_of(content: bytes) -> str:
    """Return the encoding that a byte-order mark stands for, or nothing."""
    return next((name for mark, name in _MARKS if content.startswith(mark)), "")


@cache
def find_encoding(name: str) -> str:
    """Return Python's name of an encoding that a page states, or nothing if it is none of text.

    Pages that say ISO 8859-1 are in Windows-1252, which browsers know.
    """
    try:
        found = codecs.lookup(name.strip().strip("\"'")).name
    except (LookupError, ValueError):
        return ""
    found = _AS_BROWSERS_READ.get(found, found)
    return found if found in {codecs.lookup(known).name for known in _STATED} else ""


def check_encoding(name: str) -> None:
    """Refuse a setting that names no encoding of text.

    Raises:
        SettingError: With the encodings that there are.
    """
    if not find_encoding(name):
        raise choice_error("--encoding", name, _STATED)


def guess_encoding(chunks: Iterable[bytes]) -> str:
    """Guess the encoding of bytes that are not UTF-8.

    Args:
        chunks: The bytes, in pieces that end with lines.

    Returns:
        Python's name of the encoding; nothing if it cannot be told, as where parts of a file are in
        UTF-8 and others are not.
    """
    from charset_normalizer import from_bytes

    sample = _lines_beyond_ascii(chunks)
    if not sample or any(map(_may_be_utf8, sample.splitlines())):
        return ""
    matches = list(from_bytes(sample, cp_isolation=list(_GUESSED)))
    if not matches:
        return ""
    # Each match stands for the code pages that give the same text.
    fitting = {name: match for match in matches for name in match.could_be_from_charset}
    latin = [name for name in _LATIN if name in fitting]
    if matches[0].encoding in _LATIN and latin:
        calm = [name for name in latin if fitting[name].chaos <= _MOST_CHAOS] or latin
        return max(calm, key=lambda name: (fitting[name].coherence, -_LATIN.index(name)))
    return str(matches[0].encoding)


def _lines_beyond_ascii(chunks: Iterable[bytes]) -> bytes:
    sample = bytearray()
    for chunk in chunks:
        for line in chunk.splitlines(keepends=True):
            if not line.isascii():
                sample += line[: _LONGEST_SAMPLE - len(sample)]
            if len(sample) >= _LONGEST_SAMPLE:
                return bytes(sample)
    return bytes(sample)


def _may_be_utf8(line: bytes) -> bool:
    """Tell whether most of a line beyond ASCII is UTF-8; here and there chance makes some."""
    beyond = len(line) - len(line.translate(None, _BEYOND_ASCII))
    return sum(map(len, _MULTIBYTE_UTF8.findall(line))) * 2 > beyond


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def shown(encoding: str) -> str:
    """Return an encoding's name as people write it."""
    if encoding.startswith("cp125"):
        return encoding.replace("cp", "Windows-")
    return encoding.removesuffix("-sig").upper().replace("_", "-")


def _bad_byte(content: bytes, error: UnicodeDecodeError, encoding: str) -> LineError:
    # The decoder does not count a byte-order mark of UTF-8.
    offset = error.start + len(content) - len(error.object)
    line = content[:offset].count(b"\n") + 1
    return LineError(
        line,
        f"byte {content[offset]:#04x} at offset {offset} is not {shown(encoding)}; "
        "save the file as UTF-8",
    )


def _refuse_nul(content: AnyStr, nul: AnyStr, line_feed: AnyStr) -> None:
    if nul in content:
        line = content[: content.index(nul)].count(line_feed) + 1
        raise LineError(line, "is not text (it holds a NUL byte); save the article as plain text")
