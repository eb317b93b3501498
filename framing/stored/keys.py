"""What tells that an article is the one that was counted."""

from pathlib import Path
from typing import NamedTuple

from framing.stored.partition import read_keys

__all__ = ["Key", "keys_of"]


class Key(NamedTuple):
    """What tells that an article is the one that was counted.

    Attributes:
        article: Its id.
        sha256: The hash of what it says.
        source: Where it was read from.
    """

    article: str
    sha256: str
    source: str


def keys_of(path: Path) -> list[Key]:
    """Return the keys of the articles of a partition."""
    return [Key(*row) for row in read_keys(path).iter_rows()]
