"""Plain text and Markdown, with optional YAML front matter."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import BinaryIO

from framing.article import Span
from framing.readers.draft import Draft, Report
from framing.readers.encodings import LineError, decode
from framing.readers.limits import check_length, read_whole
from framing.readers.options import ReadOptions
from framing.readers.problems import Problem
from framing.strings_yaml import Items, Pairs, Text, YamlError, read_yaml

__all__ = ["PageText", "decode_and_warn", "read_drafts", "split_front_matter"]

_FENCE = "---"
_FENCE_ENDS = ("---", "...")
_OFFSETS = re.compile(r"(\d{1,12})\s*-\s*(\d{1,12})")
_SPAN_KEYS = ("furniture", "body")
_FIRST_LINE = "first_line"


@dataclass(frozen=True, slots=True)
class PageText:
    """A text file taken apart.

    Attributes:
        text: The text behind the front matter.
        metadata: The front matter's values, as strings.
        furniture: Spans of the text that the front matter sets aside.
        body: Spans of the text that the front matter keeps, whatever they look like.
        ignored: Keys of the front matter whose value is no string and no list of strings.
        has_headline: Whether a line of the text may be its headline; ``first_line: body`` says no.
    """

    text: str
    metadata: Mapping[str, str]
    furniture: tuple[Span, ...] = ()
    body: tuple[Span, ...] = ()
    ignored: tuple[str, ...] = ()
    has_headline: bool = True

    @property
    def draft(self) -> Draft:
        """The draft of the article."""
        return Draft(
            self.text,
            self.metadata,
            title_is="given" if self.has_headline else "apart",
            set_aside=self.furniture,
            body=self.body,
        )


def read_drafts(
    content: BinaryIO, name: str, options: ReadOptions, report: Report
) -> tuple[Draft, ...]:
    """Read one text; arguments and errors as `framing.readers.draft.Reader`."""
    text = decode_and_warn(read_whole(content, options), name, options.encoding, report)
    page = split_front_matter(check_length(text, options))
    for key in page.ignored:
        message = f"front matter: {key!r} is neither a string nor a list of strings; ignored"
        report(Problem(name, message, skipped=False))
    return (page.draft,)


def decode_and_warn(content: bytes, name: str, stated: str, report: Report) -> str:
    """Decode the bytes of a source, and say so if the encoding had to be guessed."""
    decoded = decode(content, stated)
    if decoded.guessed:
        message = f"is not UTF-8; read as {decoded.guessed}, a guess; if wrong, give --encoding"
        report(Problem(name, message, skipped=False, sort=f"guessed {decoded.guessed}"))
    return decoded.text


def split_front_matter(text: str) -> PageText:
    """Part a text from its front matter, if it has any.

    Front matter is YAML between a first line ``---`` and the next line ``---`` or ``...``. Two of
    its keys hold spans, written ``start-end`` in characters of the text behind the front matter:
    ``furniture`` (set these aside) and ``body`` (do not). ``first_line: body`` says that no line of
    the text is its headline.

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
        raise LineError(1, f"front matter begins here and no line {_FENCE} ends it")
    rest = "\n".join(lines[end + 1 :])
    if not rest.strip():
        raise LineError(end + 1, "has front matter and no text behind it")
    return _read_front_matter("\n".join(lines[1:end]), rest)


def _read_front_matter(yaml_text: str, rest: str) -> PageText:
    try:
        root = read_yaml(yaml_text, first_line=2)
    except YamlError as error:
        colon = '; quote a value that has ": " in it' if "mapping values" in error.problem else ""
        raise LineError(error.line, f"front matter: {error.problem}{colon}") from None
    if root is None:
        return PageText(rest, {})
    if not isinstance(root, Pairs):
        raise LineError(root.line, "front matter is not a list of 'key: value' lines")
    metadata: dict[str, str] = {}
    spans: dict[str, tuple[Span, ...]] = {}
    ignored = []
    for key, value in root:
        name = key.value.strip().lower()
        if name in metadata or name in spans:
            raise LineError(key.line, f"front matter: {name!r} is given twice")
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
        rest,
        metadata,
        spans.get("furniture", ()),
        spans.get("body", ()),
        tuple(ignored),
        has_headline=metadata.pop(_FIRST_LINE, "") != "body",
    )


def _span(node: object, key: str, length: int) -> Span:
    assert isinstance(node, Text | Items | Pairs)
    match = _OFFSETS.fullmatch(node.value.strip()) if isinstance(node, Text) else None
    if match is None:
        raise LineError(
            node.line, f"front matter: {key!r} is a list of spans such as 0-57, in characters"
        )
    span = Span(int(match[1]), int(match[2]))
    if not span.start < span.end <= length:
        raise LineError(
            node.line,
            f"front matter: span {span.start}-{span.end} of {key!r} does not lie in the text, "
            f"which has {length} characters",
        )
    return span
