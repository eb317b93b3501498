"""What a partition of counts says of itself, so that only what belongs together is added up."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, get_args

from framing._version import __version__
from framing.counts import Level
from framing.errors import InputError, LexiconError
from framing.lexicon import Lexicon
from framing.stored.lexicon_record import lexicon_of, record_of_lexicon
from framing.stored.shards import Shard
from framing.words import WORDS_VERSION

__all__ = ["KIND", "SCHEMA", "Header", "check_alike"]

KIND = "framing counts"
SCHEMA = 1
"""Grows when a program that knows the old form would go wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What decides the counts of a partition, and which part of a whole it is.

    Attributes:
        lexicon: The lexicon, whole.
        level: What is known below whole articles.
        keep_furniture: Whether page furniture was counted as text.
        furniture: Whether page furniture was looked for in tables too.
        words: The version of the definition of a word.
        version: The version of the package.
        shard: Which of how many shards, both from 1; None for all articles.
        part: Which of how many partitions, both from 1.
        shards: The shards that were put together, while others of as many are missing.
    """

    lexicon: Lexicon
    level: Level = "paragraphs"
    keep_furniture: bool = False
    furniture: bool = False
    words: str = WORDS_VERSION
    version: str = __version__
    shard: Shard | None = None
    part: tuple[int, int] = (1, 1)
    shards: tuple[Shard, ...] = ()

    def record(self) -> dict[str, Any]:
        """Return the header ready for JSON."""
        record = {
            "kind": KIND,
            "schema": SCHEMA,
            "version": self.version,
            "words": self.words,
            "level": self.level,
            "settings": {"keep_furniture": self.keep_furniture, "furniture": self.furniture},
            "lexicon": record_of_lexicon(self.lexicon),
            "shard": list(self.shard) if self.shard else None,
            "part": list(self.part),
        }
        if self.shards:  # nothing is said of what is whole, so that it is the same however made
            record["shards"] = [list(shard) for shard in self.shards]
        return record

    @property
    def held(self) -> tuple[Shard, ...]:
        """The shards that these counts are of, if they are not known to be of all articles."""
        return self.shards if self.shard is None else (self.shard,)

    @property
    def what_decides(self) -> dict[str, str]:
        """What must be the same in counts that are put together, in words for a person."""
        return {
            "lexicon": f"{self.lexicon.title} ({self.lexicon.sha256[:12]})",
            "version of words": self.words,
            "level": self.level,
            "--keep-furniture": "on" if self.keep_furniture else "off",
            "--furniture": "on" if self.furniture else "off",
        }


def canonical(record: dict[str, Any]) -> str:
    """Return a record as JSON, the same for the same record."""
    return json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def parse_header(text: str, source: str) -> tuple[Header, dict[str, Any]]:
    """Read the header of a partition.

    Args:
        text: The JSON.
        source: What to call the file in errors.

    Returns:
        The header, and the record that it came from.

    Raises:
        InputError: If it is no header, or one of another schema or version of words.
    """
    remedy = "count the articles anew (framing count)"
    try:
        record = json.loads(text)
        kind, schema, words = (record[name] for name in ("kind", "schema", "words"))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise InputError(f"{source}: are no counts ({error}); {remedy}") from None
    if kind != KIND:
        raise InputError(f"{source}: are no counts (their kind is {kind!r}); {remedy}")
    if schema != SCHEMA:
        raise InputError(
            f"{source}: counts have schema {schema!r}, this program reads schema {SCHEMA}; {remedy}"
        )
    if words != WORDS_VERSION:
        raise InputError(
            f"{source}: counts are by version {words!r} of what a word is, this program has "
            f"version {WORDS_VERSION!r}; {remedy}"
        )
    try:
        return _header(record), record
    except (KeyError, TypeError, ValueError, LexiconError, AttributeError) as error:
        raise InputError(f"{source}: counts are damaged ({error}); {remedy}") from None


def _header(record: dict[str, Any]) -> Header:
    settings, shard = record["settings"], record["shard"]
    if (level := record["level"]) not in get_args(Level):
        raise ValueError(f"there is no level {level!r}")
    return Header(
        lexicon=lexicon_of(record["lexicon"]),
        level=level,
        keep_furniture=_typed(settings["keep_furniture"], bool),
        furniture=_typed(settings["furniture"], bool),
        words=_typed(record["words"], str),
        version=_typed(record["version"], str),
        shard=None if shard is None else _fraction(shard),
        part=_fraction(record["part"]),
        shards=tuple(map(_fraction, record.get("shards", ()))),
    )


def _fraction(value: Any) -> Shard:
    number, total = (_typed(one, int) for one in value)
    if not 1 <= number <= total:
        raise ValueError(f"{value!r} is not one of a number of parts")
    return number, total


def _typed(value: Any, kind: type) -> Any:
    if type(value) is not kind:
        raise TypeError(f"{value!r} is not of type {kind.__name__}")
    return value


def check_alike(headers: Iterable[tuple[str, Header]]) -> None:
    """Make sure that counts may be put together.

    Args:
        headers: What to call each partition, and its header.

    Raises:
        InputError: If two of them differ in what decides the counts; the message names what.
    """
    known: tuple[str, dict[str, str]] | None = None
    for source, header in headers:
        own = header.what_decides
        if known is None:
            known = source, own
            continue
        differing = [name for name, value in own.items() if value != known[1][name]]
        if differing:
            what = "; ".join(f"{n}: {known[1][n]} and {own[n]}" for n in differing)
            raise InputError(
                f"{known[0]} and {source} cannot be put together, they differ in {what}; count "
                "both alike"
            )
