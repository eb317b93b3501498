"""Which column of rows given from Python holds what, by the names such columns usually have."""

import re
from collections.abc import Mapping, Sequence

from framing.article import COLUMNS
from framing.errors import InputError

__all__ = ["match_columns"]

_NAMES: Mapping[str, tuple[str, ...]] = {
    "text": (
        *("body", "content", "article", "article_text", "article_body", "full_text", "fulltext"),
        *("main_text", "maintext", "plain_text", "plaintext"),
    ),
    "id": ("article_id", "document_id", "doc_id", "docid", "uuid", "guid"),
    "outlet": (
        *("publisher", "publication", "newspaper", "source", "source_name", "news_source"),
        *("site", "site_name", "website", "media", "domain"),
    ),
    "title": ("headline", "article_title", "heading"),
    "author": ("authors", "byline", "creator", "writer"),
    "date": ("published", "publish_date", "published_at", "publication_date", "pub_date"),
    "url": ("link", "article_url", "web_url", "permalink", "uri"),
    "story": ("event",),
    "language": ("lang",),
}
"""The names that are taken for a field beside its own, the likeliest first."""

_SEPARATORS = re.compile(r"[\s.\-]+")


def match_columns(names: Sequence[str], given: Mapping[str, str]) -> dict[str, str]:
    """Say which field of an article each column holds.

    Args:
        names: The names of the columns.
        given: The columns that are known, by field; the others are told by their names, whatever
            the case.

    Returns:
        The field (``text``, ``id``, ``outlet``, ...) of each column, or the name under which its
        values are kept as metadata.

    Raises:
        InputError: If no column, or more than one, may hold the text; the message lists them.
    """
    free = [name for name in names if name not in given.values()]
    found = {column: field for field, column in given.items()}
    for field in _NAMES:
        likely = [] if field in given else _likely(field, free)
        if len(likely) > 1 and field == "text" and likely[0].casefold() != "text":
            raise InputError(
                f"has several columns that may be the text ({', '.join(likely)}); call one 'text'"
            )
        if likely:
            found[likely[0]] = field
            free.remove(likely[0])
    if "text" not in found.values():
        raise InputError(
            f"has no column that looks like the text (columns: {', '.join(names) or 'none'}); "
            "call it 'text'"
        )
    return found | {column: _metadata_name(column, free) for column in free}


def _likely(field: str, free: Sequence[str]) -> list[str]:
    order = (field, *_NAMES[field])
    return sorted((n for n in free if _fold(n) in order), key=lambda name: order.index(_fold(name)))


def _fold(name: str) -> str:
    return _SEPARATORS.sub("_", name.strip().casefold())


def _metadata_name(column: str, others: Sequence[str]) -> str:
    """Name a column in small letters, as front matter is, where that tells it from the others."""
    name = column.strip().lower()
    if sum(other.strip().lower() == name for other in others) > 1:
        name = column
    # A name that every article has already would be lost behind that.
    return f"{name}_column" if name in (*COLUMNS, "id", "text", "article") else name
