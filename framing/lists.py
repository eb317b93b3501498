"""What is listed and not measured: articles, furniture, hits in their context, and lexicons."""

from pathlib import Path
from typing import Unpack

from framing.concordance import CONTEXT_CHARACTERS, EvidenceRow, find_evidence
from framing.errors import SettingError
from framing.inventory import (
    ArticleRow,
    FurnitureRow,
    LexiconRow,
    list_articles,
    list_entries,
    list_furniture,
)
from framing.job import Job
from framing.lexicon import Lexicon
from framing.readers.given import Sources
from framing.resources import DEFAULT_LEXICON
from framing.results import Table
from framing.settings import Options, Settings

__all__ = ["articles", "evidence", "furniture", "lexicon_entries"]


def articles(sources: Sources = None, **options: Unpack[Options]) -> Table[ArticleRow]:
    """List what was read; arguments and errors as `framing.compare`."""
    job = Job(sources, None, Settings(**options), "articles")
    return job.table("articles", ArticleRow, list_articles(job.articles))


def furniture(sources: Sources = None, **options: Unpack[Options]) -> Table[FurnitureRow]:
    """List what was set aside as page furniture; arguments and errors as `framing.compare`."""
    job = Job(sources, None, Settings(**options), "articles")
    return job.table("furniture", FurnitureRow, list_furniture(job.articles))


def evidence(
    sources: Sources = None,
    lexicon: Lexicon | str | Path = DEFAULT_LEXICON,
    *,
    frame: str | None = None,
    context: int = CONTEXT_CHARACTERS,
    **options: Unpack[Options],
) -> Table[EvidenceRow]:
    """Show the hits in their context; other arguments and errors as `framing.compare`.

    Args:
        sources: The articles.
        lexicon: The lexicon.
        frame: The key of the one frame to show; all if not given.
        context: How many characters to show on either side of a hit, at the most.
        **options: The fields of `Settings`.

    Returns:
        A row a hit, articles by id, in the order of the text.
    """
    if context < 0:
        raise SettingError(f"--context: {context} is not a number of characters from 0 up")
    job = Job(sources, lexicon, Settings(**options), "evidence")
    key = job.lexicon.frame(frame).key if frame is not None else None
    rows = find_evidence(job.counted.articles, job.lexicon, job.by, context)
    kept = (row for row in rows if key is None or row.frame == key)
    return job.table("evidence", EvidenceRow, kept)


def lexicon_entries(
    lexicon: Lexicon | str | Path = DEFAULT_LEXICON, *, frame: str | None = None
) -> Table[LexiconRow]:
    """List the patterns and exceptions of a lexicon.

    Args:
        lexicon: The lexicon.
        frame: The key of the one frame to list; all if not given.

    Returns:
        A row an entry, in the order of the lexicon.

    Raises:
        LexiconError: If there is no such lexicon.
        SettingError: If it has no such frame.
    """
    job = Job((), lexicon, Settings(), "lexicon show")
    return job.table("lexicon", LexiconRow, list_entries(job.lexicon, frame))
