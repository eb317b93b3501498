"""What went into a result: checked, and hashed for the record of how it was made."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, fields
from typing import Any

from framing.article import COLUMNS, Article
from framing.errors import InputError

__all__ = ["check_characters", "hash_of_article", "hash_of_hashes", "hash_of_inputs"]


def check_characters(articles: Iterable[Article]) -> None:
    """Make sure that articles hold nothing but characters.

    Raises:
        InputError: If a text or a value holds half of a surrogate pair, which no encoding has; the
            message names the article and the place.
    """
    for article in articles:
        for name, text in _texts(article):
            try:
                text.encode()
            except UnicodeEncodeError as error:
                half = f"U+{ord(text[error.start]):04X}"
                raise InputError(
                    f"article {article.id!r}: {name} holds {half}, half of a surrogate pair, at "
                    f"offset {error.start}; decode it again, or replace it"
                ) from None


def hash_of_inputs(articles: Iterable[Article]) -> str:
    """Hash what was counted: texts, what is set aside of them, and metadata, in order of the ids.

    Where a file lies does not enter, so that the hash is the same on another machine.
    """
    ordered = sorted(articles, key=lambda article: article.id)
    return hash_of_hashes(map(hash_of_article, ordered))


def hash_of_article(article: Article) -> str:
    """Hash one article: its text, what is set aside of it, and its metadata."""
    facts = json.dumps(_facts(article), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(facts.encode()).hexdigest()


def hash_of_hashes(hashes: Iterable[str]) -> str:
    """Hash the hashes of articles, in order of the ids."""
    return hashlib.sha256("".join(f"{one}\n" for one in hashes).encode()).hexdigest()


def _facts(article: Article) -> dict[str, Any]:
    facts = {field.name: getattr(article, field.name) for field in fields(article)}
    del facts["source"]
    # Any mapping will do, also one that cannot be copied or written.
    facts["metadata"] = dict(article.metadata)
    facts["headline"] = asdict(article.headline) if article.headline else None
    facts["furniture"] = [asdict(piece) for piece in article.furniture]
    return facts


def _texts(article: Article) -> Iterator[tuple[str, str]]:
    yield from (("the id", article.id), ("the text", article.text))
    for column in COLUMNS:
        if column != "source":  # a file may be named by any bytes; its name is only shown
            yield f"the {column}", article.value(column)
    for name, value in article.metadata.items():
        yield "the name of a column", name
        yield f"the column {name!r}", value
