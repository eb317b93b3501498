"""Articles written into a corpus folder, as texts with front matter for people and git."""

import json
import os
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path, PurePath
from typing import Any

from framing.article import COLUMNS, Article
from framing.errors import FramingError, SettingError
from framing.job import Job
from framing.output import write_files
from framing.readers import Problem, read_text_file
from framing.readers.given import Sources
from framing.results import Table
from framing.scan import find_parts
from framing.settings import Settings
from framing.words import fold

__all__ = ["AddedRow", "Adding", "add"]

_LONGEST_SLUG = 50
_DIGITS, _MORE_DIGITS = 8, 24
_READ_OF_A_FILE = 1 << 16  # bytes; front matter is shorter
_HASH = re.compile(rb'^sha256: "([0-9a-f]{64})"\r?$', re.MULTILINE)
_PLAIN_KEY = re.compile(r"[a-z][a-z0-9_]*")
_UNPRINTABLE = re.compile(r"[\x7f-\x9f\u2028\u2029\ufeff]")
_RESERVED = ("id", "sha256", "retrieved", "furniture", "body", "first_line")
"""Keys of front matter that mean something else than a column of that name."""


@dataclass(frozen=True, slots=True)
class AddedRow:
    """One article that was to be added.

    Attributes:
        file: The file in the folder that holds it.
        status: ``added``; ``there already`` where the folder had it; ``no text`` where there is
            nothing to write.
        outlet: Who published it.
        title: Its headline.
        date: When it was published, as given.
        words: Words of its body.
        source: The file it was read from.
        note: What a reader of the file will see otherwise than it was read.
    """

    file: str
    status: str
    outlet: str
    title: str
    date: str
    words: int
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class Adding:
    """The result of `add`.

    Attributes:
        added: What became of each article.
        problems: What was skipped in reading, and what to be warned of.
    """

    added: Table[AddedRow]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _File:
    """What an article becomes."""

    name: str
    content: str
    note: str


def add(
    sources: Sources,
    to: str | Path,
    values: Mapping[str, str] | None = None,
    *,
    retrieved: str = "",
) -> Adding:
    """Write articles into a folder, each as a text with front matter.

    An article that the folder has already, of the same outlet and with the same words in its body,
    is not written again, whatever its file is called.

    Args:
        sources: The articles, as for `framing.compare`.
        to: The folder; it is made if it is not there.
        values: Metadata to set in all of them, by column, such as ``{"story": "the decision"}``.
        retrieved: When the sources were found, as it shall stand in the files; now, in UTC, if not
            given (the time in the variable SOURCE_DATE_EPOCH if there is one).

    Returns:
        What became of each; the files are all written, or none is.

    Raises:
        FramingError: If no article could be read or the folder cannot be written.
    """
    folder = Path(to)
    if folder.exists() and not folder.is_dir():
        raise SettingError(f"--to: {to} is no folder")
    job = Job(sources, None, Settings(), "add")
    known = _hashes_in(folder)
    taken = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    when = retrieved or _now()
    rows: list[AddedRow] = []
    contents: dict[Path, bytes] = {}
    for read in job.articles:
        article = _with_values(read, values or {})
        words = list(_body_words(article))
        digest = sha256("\n".join([fold(article.outlet), *words]).encode()).hexdigest()
        status = "there already" if digest in known else "added"
        if not article.text.strip():
            status = "no text"
        file = _file(article, digest, when, taken) if status == "added" else None
        if file is not None:
            taken.add(file.name)
            contents[folder / file.name] = file.content.encode()
            known[digest] = file.name
        rows.append(
            AddedRow(
                file=known.get(digest, "") if status != "no text" else "",
                status=status,
                outlet=article.outlet,
                title=article.title,
                date=article.date,
                words=len(words),
                source=read.source,
                note=file.note if file else "",
            )
        )
    write_files(contents)
    return Adding(job.table("added", AddedRow, rows), job.reading.problems)


def _with_values(article: Article, values: Mapping[str, str]) -> Article:
    own: dict[str, Any] = {c: value for c, value in values.items() if c in COLUMNS}
    others = {column: value for column, value in values.items() if column not in COLUMNS}
    return replace(article, metadata={**article.metadata, **others}, **own)


def _body_words(article: Article) -> Iterator[str]:
    for part in find_parts(article):
        if part.part == "body":
            yield from (fold(word.surface) for word in part.words)


def _now() -> str:
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    now = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdecimal() else datetime.now(UTC)
    return now.isoformat(timespec="seconds").replace("+00:00", "Z")


def _hashes_in(folder: Path) -> dict[str, str]:
    """Return the files of a folder that this wrote, by the hash of what they hold."""
    found = {}
    for path in sorted(folder.glob("*.txt")):
        try:
            with path.open("rb") as file:
                match = _HASH.search(file.read(_READ_OF_A_FILE))
        except OSError as error:
            raise FramingError(f"{path}: cannot be read: {error.strerror}") from None
        if match:
            found[match[1].decode()] = path.name
    return found


def _file(article: Article, digest: str, retrieved: str, taken: set[str]) -> _File:
    """Write an article down, and make sure that it is read again as it was."""
    parts = (article.date, article.outlet, article.title)
    stem = "-".join(slug for part in parts if (slug := _slug(part))) or "article"
    name = f"{stem}-{digest[:_DIGITS]}.txt"
    if name in taken:
        name = f"{stem}-{digest[:_MORE_DIGITS]}.txt"
    metadata = _metadata(article, digest, retrieved)
    content = _content(metadata, {}, article.text)
    again = read_text_file(name, content)
    if _places(again) == _places(article):
        return _File(name, content, "")
    content = _content(metadata, _spelled_out(article, again), article.text)
    again = read_text_file(name, content)
    same = _places(again) == _places(article)
    return _File(name, content, "" if same else "its headline is read otherwise from this file")


def _slug(text: str) -> str:
    """Return a text in small letters and digits, with hyphens, for the name of a file."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    slug = ""
    for word in re.findall(r"[a-z0-9]+", ascii_text.replace("'", "")):
        longer = f"{slug}-{word}" if slug else word[:_LONGEST_SLUG]
        if len(longer) > _LONGEST_SLUG:
            break
        slug = longer
    return slug


def _metadata(article: Article, digest: str, retrieved: str) -> dict[str, str]:
    """Return the front matter; the id is left to the name of the file."""
    known = {column: article.value(column) for column in COLUMNS}
    own = {key.strip().lower(): value for key, value in article.metadata.items()}
    when = own.pop("retrieved", "") or retrieved
    others = {f"{key}_column" if key in _RESERVED else key: value for key, value in own.items()}
    former = "" if article.id == PurePath(article.source).stem else article.id
    all_of_them = {**known, "former_id": former, **others, "retrieved": when, "sha256": digest}
    return {key: value for key, value in all_of_them.items() if key and value.strip()}


def _content(metadata: Mapping[str, str], spans: Mapping[str, str], text: str) -> str:
    lines = [f"{_key(key)}: {_quoted(value)}" for key, value in metadata.items()]
    lines += [f"{key}: {value}" for key, value in spans.items()]
    end = "" if text.endswith("\n") else "\n"
    return "\n".join(["---", *lines, "---", text]) + end


def _key(key: str) -> str:
    return key if _PLAIN_KEY.fullmatch(key) else _quoted(key)


def _quoted(value: str) -> str:
    """Write a string as YAML, which has the same quotes as JSON."""
    quoted = json.dumps(value, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)


def _places(article: Article) -> tuple[object, ...]:
    """Return where headline and furniture stand."""
    return article.headline, tuple((piece.start, piece.end) for piece in article.furniture)


def _spelled_out(article: Article, again: Article) -> dict[str, str]:
    """Return the lines of front matter that put headline and furniture where they were."""
    lines = {}
    if article.headline is None and again.headline is not None:
        lines["first_line"] = "body"
    set_aside = [(piece.start, piece.end) for piece in article.furniture]
    edges = [0, *(edge for span in set_aside for edge in span), len(article.text)]
    kept = [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b]
    for key, spans in (("furniture", set_aside), ("body", kept)):
        if spans:
            lines[key] = f"[{', '.join(f'{start}-{end}' for start, end in spans)}]"
    return lines
