"""The key of an article's counts: a hash of all that decides them, and of nothing else."""

import hashlib
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from importlib.resources import files

import regex

from framing._version import __version__
from framing.article import Article
from framing.lexicon import Lexicon
from framing.words import WORDS_VERSION

__all__ = ["FORMAT", "RULES", "key_of", "rules_and_lexicon"]

FORMAT = 1
"""Grows when the values of older entries cannot be read any more."""

RULES = (
    "article.py",
    "cache/rows.py",
    "counts.py",
    "lexicon/matching.py",
    "lexicon/model.py",
    "paragraphs.py",
    "scan.py",
    "words.py",
)
"""The files whose rules decide the counts of an article."""


def rules_and_lexicon(lexicon: Lexicon) -> bytes:
    """Hash what decides the counts of all articles: how words and hits are found.

    The rules enter as they are written, so that counts by others are not taken even where somebody
    changed them without a new version; letters and their cases, as the libraries have them.
    """
    known = (
        *(str(FORMAT), __version__, WORDS_VERSION),
        *(unicodedata.unidata_version, regex.__version__, lexicon.sha256),
    )
    digest = hashlib.sha256("\n".join(known).encode())
    for name in RULES:
        with suppress(OSError):  # a program without its sources has its version alone
            digest.update(hashlib.sha256(files("framing").joinpath(name).read_bytes()).digest())
    return digest.digest()


def key_of(article: Article, rules: bytes) -> bytes:
    """Return the key of an article's counts, whatever its id and its other metadata.

    Args:
        article: The article.
        rules: What `rules_and_lexicon` returns.
    """
    digest = hashlib.sha256(rules)
    for part in _parts(article):
        content = part.encode("utf-8", "surrogatepass")
        digest.update(b"%d:" % len(content))
        digest.update(content)
    return digest.digest()


def _parts(article: Article) -> Iterator[str]:
    headline = article.headline
    yield article.text
    yield article.title  # which is the headline where the text has none
    yield "" if headline is None else f"{headline.start}-{headline.end}"
    yield " ".join(f"{piece.start}-{piece.end}" for piece in article.furniture)
