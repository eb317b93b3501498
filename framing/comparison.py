"""The main job: sources, a lexicon and settings to tables.

The functions are the commands of the same names. They share how sources are read, how articles are
chosen and grouped, and the record of how a result was made.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TypeAlias, TypedDict, TypeVar, Unpack

from framing._version import __version__
from framing.article import Article
from framing.cautions import cautions_of_divergence, cautions_of_emphasis, general_cautions
from framing.concordance import CONTEXT_CHARACTERS, EvidenceRow, find_evidence
from framing.counts import Groups, count
from framing.errors import InputError, SettingError
from framing.inventory import ArticleRow, FurnitureRow, list_articles, list_furniture
from framing.lexicon import Lexicon, load_lexicon
from framing.lexicon.files import DEFAULT_LEXICON
from framing.lexicon.stop_words import load_stop_words
from framing.measures.emphasis import EmphasisRow
from framing.measures.emphasis import emphasis as measure_emphasis
from framing.measures.pairs import PairRow
from framing.measures.pairs import pairs as measure_pairs
from framing.measures.vocabulary import content_vocabulary
from framing.readers import Problem, Reading, read, read_bundled_story
from framing.results import Manifest, Table
from framing.stems import snowball_stems
from framing.words import WORDS_VERSION

__all__ = [
    "Comparison",
    "Options",
    "Settings",
    "Sources",
    "articles",
    "compare",
    "emphasis",
    "evidence",
    "furniture",
    "pairs",
]

Row = TypeVar("Row")

Sources: TypeAlias = str | Path | Reading | Iterable[str | Path | Article] | None
"""Paths, glob patterns, articles, or what `framing.read` gave; None is the bundled sample corpus."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What decides the numbers beside the articles and the lexicon.

    Attributes:
        by: The column that groups the articles: ``outlet``, ``article``, ``date``, ``story`` or any
            column of the metadata.
        where: Values that articles must have, by column.
        stopwords: The list of words that the vocabulary measures leave out; ``none`` for no list.
        stem: Whether the vocabulary measures put words of one stem together (NLTK's Snowball).
        keep_furniture: Whether page furniture is counted as text.
    """

    by: str = "outlet"
    where: Mapping[str, str] = field(default_factory=dict)
    stopwords: str = "en"
    stem: bool = False
    keep_furniture: bool = False


class Options(TypedDict, total=False):
    """The fields of `Settings`, as keyword arguments."""

    by: str
    where: Mapping[str, str]
    stopwords: str
    stem: bool
    keep_furniture: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """The result of `compare`: tables, and what to know when reading them.

    Attributes:
        groups: The names of the groups.
        lexicon: The lexicon.
        emphasis: The emphasis of every group on every frame.
        pairs: The divergence of every pair of groups.
        cautions: What holds for all of the tables.
        furniture: The stretches of page furniture that were set aside.
        problems: What was skipped in reading, and what to be warned of.
    """

    groups: tuple[str, ...]
    lexicon: Lexicon
    emphasis: Table[EmphasisRow]
    pairs: Table[PairRow]
    cautions: tuple[str, ...]
    furniture: tuple[FurnitureRow, ...]
    problems: tuple[Problem, ...]

    @property
    def tables(self) -> tuple[Table[EmphasisRow] | Table[PairRow], ...]:
        """The tables, in the order in which they are shown and written."""
        return (self.emphasis, self.pairs)

    def to_dict(self) -> dict[str, object]:
        """Return the comparison as its JSON has it: one manifest, and the rows of each table."""
        return {
            "framing": self.emphasis.manifest.to_dict(),
            "tables": {table.name: table.records() for table in self.tables},
        }


def compare(
    sources: Sources = None,
    lexicon: Lexicon | str | Path = DEFAULT_LEXICON,
    **options: Unpack[Options],
) -> Comparison:
    """Compare how groups of articles emphasise the frames of a lexicon.

    Args:
        sources: The articles.
        lexicon: A lexicon, the name of a bundled one, or the path of a file.
        **options: The fields of `Settings`.

    Returns:
        The emphasis of every group and the divergence of every pair.

    Raises:
        FramingError: If the articles or the lexicon cannot be read, or a setting has a value that
            is not allowed.
    """
    job = _Job(sources, lexicon, Settings(**options), "compare")
    return Comparison(
        groups=job.groups.names,
        lexicon=job.lexicon,
        emphasis=_emphasis(job),
        pairs=_pairs(job),
        cautions=general_cautions(job.groups, job.lexicon),
        furniture=list_furniture(job.articles),
        problems=job.reading.problems,
    )


def emphasis(
    sources: Sources = None,
    lexicon: Lexicon | str | Path = DEFAULT_LEXICON,
    **options: Unpack[Options],
) -> Table[EmphasisRow]:
    """Measure the emphasis of every group on every frame; arguments and errors as `compare`."""
    return _emphasis(_Job(sources, lexicon, Settings(**options), "emphasis"))


def pairs(
    sources: Sources = None,
    lexicon: Lexicon | str | Path = DEFAULT_LEXICON,
    **options: Unpack[Options],
) -> Table[PairRow]:
    """Measure the divergence of every pair of groups; arguments and errors as `compare`."""
    return _pairs(_Job(sources, lexicon, Settings(**options), "pairs"))


def evidence(
    sources: Sources = None,
    lexicon: Lexicon | str | Path = DEFAULT_LEXICON,
    *,
    frame: str | None = None,
    context: int = CONTEXT_CHARACTERS,
    **options: Unpack[Options],
) -> Table[EvidenceRow]:
    """Show the hits in their context; other arguments and errors as `compare`.

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
    job = _Job(sources, lexicon, Settings(**options), "evidence")
    key = job.lexicon.frame(frame).key if frame is not None else None
    rows = find_evidence(job.articles, job.lexicon, job.settings.by, context)
    kept = (row for row in rows if key is None or row.frame == key)
    return job.table("evidence", EvidenceRow, kept)


def articles(sources: Sources = None, **options: Unpack[Options]) -> Table[ArticleRow]:
    """List what was read; arguments and errors as `compare`."""
    job = _Job(sources, None, Settings(**options), "articles")
    return job.table("articles", ArticleRow, list_articles(job.articles))


def furniture(sources: Sources = None, **options: Unpack[Options]) -> Table[FurnitureRow]:
    """List what was set aside as page furniture; arguments and errors as `compare`."""
    job = _Job(sources, None, Settings(**options), "articles")
    return job.table("furniture", FurnitureRow, list_furniture(job.articles))


def _emphasis(job: "_Job") -> Table[EmphasisRow]:
    rows = measure_emphasis(job.groups)
    return job.table("emphasis", EmphasisRow, rows, cautions_of_emphasis(job.groups))


def _pairs(job: "_Job") -> Table[PairRow]:
    language = job.lexicon.language or "en"
    vocabulary = content_vocabulary(
        job.groups,
        load_stop_words(job.settings.stopwords),
        snowball_stems(language) if job.settings.stem else None,
    )
    rows = measure_pairs(job.groups, vocabulary)
    return job.table("pairs", PairRow, rows, cautions_of_divergence(job.groups))


class _Job:
    """What one call works with, each part made when it is first needed."""

    def __init__(
        self,
        sources: Sources,
        lexicon: Lexicon | str | Path | None,
        settings: Settings,
        command: str,
    ) -> None:
        self.settings = settings
        self.command = command
        self._lexicon = load_lexicon(lexicon) if isinstance(lexicon, str | Path) else lexicon
        self.reading = _read(sources, settings.keep_furniture)
        self.articles = _chosen(self.reading.articles, settings.where)

    @property
    def lexicon(self) -> Lexicon:
        assert self._lexicon is not None, "this command has no lexicon"
        return self._lexicon

    @cached_property
    def groups(self) -> Groups:
        return count(self.articles, self.lexicon).grouped(self.settings.by)

    @cached_property
    def manifest(self) -> Manifest:
        lexicon = self._lexicon
        return Manifest(
            version=__version__,
            command=self.command,
            settings={**asdict(self.settings), "words": WORDS_VERSION, "idf_source": "corpus"},
            lexicon=None
            if lexicon is None
            else {"name": lexicon.title, "sha256": lexicon.sha256, "status": lexicon.status},
            input_count=len(self.articles),
            input_sha256=_hash(self.articles),
        )

    def table(
        self,
        name: str,
        row_type: type[Row],
        rows: Iterable[Row],
        cautions: tuple[str, ...] = (),
    ) -> Table[Row]:
        return Table(name, row_type, tuple(rows), self.manifest, cautions)


def _read(sources: Sources, keep_furniture: bool) -> Reading:
    if isinstance(sources, Reading):
        return sources
    if sources is None:
        return read_bundled_story(keep_furniture=keep_furniture)
    if isinstance(sources, str | Path):
        return read([sources], keep_furniture=keep_furniture)
    given = list(sources)
    made = tuple(source for source in given if isinstance(source, Article))
    paths = [source for source in given if not isinstance(source, Article)]
    if not paths:
        return Reading(made)
    reading = read(paths, keep_furniture=keep_furniture)
    return Reading((*made, *reading.articles), reading.problems)


def _chosen(candidates: Iterable[Article], where: Mapping[str, str]) -> tuple[Article, ...]:
    """Choose the articles that have every value asked for."""
    chosen = tuple(candidates)
    for column, value in where.items():
        before = chosen
        chosen = tuple(article for article in before if article.value(column) == value)
        if not chosen:
            found = sorted({article.value(column) for article in before} - {""})
            there = f"its values are {', '.join(found)}" if found else "no article has that column"
            raise InputError(f"--where {column}={value}: no article has this value; {there}")
    return chosen


def _hash(candidates: Iterable[Article]) -> str:
    """Hash what was counted: texts, what is set aside of them, and metadata, in order of the ids.

    Where a file lies does not enter, so that the hash is the same on another machine.
    """
    digest = hashlib.sha256()
    for article in sorted(candidates, key=lambda article: article.id):
        facts = asdict(article)
        del facts["source"]
        digest.update(json.dumps(facts, sort_keys=True, ensure_ascii=False).encode())
        digest.update(b"\n")
    return digest.hexdigest()
