"""Plain text and Markdown, with optional YAML front matter."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import AnyStr

from framing.article import Span
from framing.errors import InputError
from framing.strings_yaml import Items, Pairs, Text, YamlError, read_yaml

__all__ = ["PageText", "decode", "split_front_matter"]

_FENCE = "---"
_FENCE_ENDS = ("---", "...")
_OFFSETS = re.compile(r"(\d{1,12})\s*-\s*(\d{1,12})")
_SPAN_KEYS = ("furniture", "body")
_BYTE_ORDER_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


@dataclass(frozen=True, slots=True)
class PageText:
    """A text file taken apart.

    Attributes:
        text: The text behind the front matter.
        metadata: The front matter's values, as strings.
        furniture: Spans of the text that the front matter sets aside.
        body: Spans of the text that the front matter keeps, whatever they look like.
        ignored: Keys of the front matter whose value is no string and no list of strings.
    """

    text: str
    metadata: Mapping[str, str]
    furniture: tuple[Span, ...] = ()
    body: tuple[Span, ...] = ()
    ignored: tuple[str, ...] = ()


class _LineError(InputError):
    """An error at a line of the file."""

    def __init__(self, line: int, problem: str) -> None:
        super().__init__(problem)
        self.line = line


def decode(content: bytes) -> str:
    """Turn a file's bytes into text whose lines end in line feeds.

    Args:
        content: The bytes, UTF-8 with or without a byte-order mark, or UTF-16 with one.

    Raises:
        InputError: If there is no text in it, or it is not in one of these encodings; its ``line``
            says where.
    """
    encoding = _BYTE_ORDER_MARKS.get(content[:2], "utf-8-sig")
    if encoding == "utf-8-sig":
        _refuse_nul(content, b"\0", b"\n")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        # The decoder does not count a byte-order mark of UTF-8.
        offset = error.start + len(content) - len(error.object)
        line = content[:offset].count(b"\n") + 1
        raise _LineError(
            line,
            f"byte {content[offset]:#04x} at offset {offset} is not "
            f"{'UTF-16' if encoding == 'utf-16' else 'UTF-8'}; save the file as UTF-8",
        ) from None
    _refuse_nul(text, "\0", "\n")
    if not text.strip():
        raise _LineError(1, "is empty")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _refuse_nul(content: AnyStr, nul: AnyStr, line_feed: AnyStr) -> None:
    if nul in content:
        line = content[: content.index(nul)].count(line_feed) + 1
        raise _LineError(line, "is not text (it holds a NUL byte); save the article as plain text")


def split_front_matter(text: str) -> PageText:
    """Part a text from its front matter, if it has any.

    Front matter is YAML between a first line ``---`` and the next line ``---`` or ``...``. Two of
    its keys hold spans, written ``start-end`` in characters of the text behind the front matter:
    ``furniture`` (set these aside) and ``body`` (do not).

    Raises:
        InputError: If the front matter is not closed, is no mapping, or is not YAML; its ``line``
            says where.
    """
    lines = text.split("\n")
    if lines[0].rstrip() != _FENCE:
        return PageText(text, {})
    ends = (number for number, line in enumerate(lines) if number and line.rstrip() in _FENCE_ENDS)
    end = next(ends, None)
    if end is None:
        raise _LineError(1, f"front matter begins here and no line {_FENCE} ends it")
    rest = "\n".join(lines[end + 1 :])
    if not rest.strip():
        raise _LineError(end + 1, "has front matter and no text behind it")
    return _read_front_matter("\n".join(lines[1:end]), rest)


def _read_front_matter(yaml_text: str, rest: str) -> PageText:
    try:
        root = read_yaml(yaml_text, first_line=2)
    except YamlError as error:
        colon = '; quote a value that has ": " in it' if "mapping values" in error.problem else ""
        raise _LineError(error.line, f"front matter: {error.problem}{colon}") from None
    if root is None:
        return PageText(rest, {})
    if not isinstance(root, Pairs):
        raise _LineError(root.line, "front matter is not a list of 'key: value' lines")
    metadata: dict[str, str] = {}
    spans: dict[str, tuple[Span, ...]] = {}
    ignored = []
    for key, value in root:
        name = key.value.strip().lower()
        if name in metadata or name in spans:
            raise _LineError(key.line, f"front matter: {name!r} is given twice")
        if name in _SPAN_KEYS:
            items = value.values if isinstance(value, Items) else (value,)
            spans[name] = tuple(_span(item, name, len(rest)) for item in items)
        elif isinstance(value, Text):
            metadata[name] = value.value.strip()
        elif isinstance(value, Items) and all(isinstance(item, Text) for item in value.values):
            metadata[name] = "; ".join(
                item.value for item in value.values if isinstance(item, Text)
            )
        else:
            ignored.append(key.value)
    return PageText(
        rest, metadata, spans.get("furniture", ()), spans.get("body", ()), tuple(ignored)
    )


def _span(node: object, key: str, length: int) -> Span:
    assert isinstance(node, Text | Items | Pairs)
    match = _OFFSETS.fullmatch(node.value.strip()) if isinstance(node, Text) else None
    if match is None:
        raise _LineError(
            node.line, f"front matter: {key!r} is a list of spans such as 0-57, in characters"
        )
    span = Span(int(match[1]), int(match[2]))
    if not span.start < span.end <= length:
        raise _LineError(
            node.line,
            f"front matter: span {span.start}-{span.end} of {key!r} does not lie in the text, "
            f"which has {length} characters",
        )
    return span
