"""The main job: sources, a lexicon and settings to tables.

The functions are the commands of the same names. They share how sources are read, how articles are
chosen and grouped, and the record of how a result was made (`framing.job.Job`).
"""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Unpack

from framing.cautions import (
    cautions_of_emphasis,
    cautions_of_order,
    cautions_of_weights,
    general_cautions,
)
from framing.errors import SettingError
from framing.groups import group
from framing.inventory import FurnitureRow, list_furniture
from framing.job import Job
from framing.lexicon import Lexicon
from framing.lexicon.stop_words import load_stop_words
from framing.lists import articles, evidence, furniture, lexicon_entries
from framing.measures.distinctive import distinctive_terms
from framing.measures.emphasis import EmphasisRow
from framing.measures.ladder import LadderRow, ladder
from framing.measures.omnibus import OmnibusRow
from framing.measures.pair_row import PairRow
from framing.measures.salience import SalienceRow
from framing.measures.salience import salience as measure_salience
from framing.measures.term_listing import Rank
from framing.measures.term_row import TermRow
from framing.pairing import pairs, table_of_pairs
from framing.phrases import LONGEST_PHRASE, with_phrases
from framing.readers import Problem
from framing.readers.given import Sources
from framing.resources import DEFAULT_LEXICON
from framing.results import Table, Tables
from framing.settings import Options, Settings

__all__ = [
    "Comparison",
    "articles",
    "compare",
    "design_effects",
    "emphasis",
    "evidence",
    "furniture",
    "lexicon_entries",
    "pairs",
    "salience",
    "terms",
]


@dataclass(frozen=True, slots=True)
class Comparison(Tables):
    """The result of `compare`: tables, and what to know when reading them.

    Attributes:
        groups: The names of the groups.
        lexicon: The lexicon.
        emphasis: The emphasis of every group on every frame.
        pairs: The divergence of every pair of groups.
        tests: The test over all groups.
        cautions: What holds for all of the tables.
        confidence: The confidence of the intervals.
        spans: How many spans of the bodies are hits; one that two frames claim is one.
        headline_hits: How many hits stand in headlines, which are not counted.
        furniture: The stretches of page furniture that were set aside.
        problems: What was skipped in reading, and what to be warned of.
        has_text: Whether there are articles behind the numbers, and not counts alone.
    """

    groups: tuple[str, ...]
    lexicon: Lexicon
    emphasis: Table[EmphasisRow]
    pairs: Table[PairRow]
    tests: Table[OmnibusRow]
    cautions: tuple[str, ...]
    confidence: float
    spans: int
    headline_hits: int
    furniture: tuple[FurnitureRow, ...]
    problems: tuple[Problem, ...]
    has_text: bool = True

    @property
    def tables(self) -> tuple[Table[EmphasisRow] | Table[PairRow] | Table[OmnibusRow], ...]:
        """The tables, in the order in which they are shown and written."""
        return (self.emphasis, self.pairs, self.tests)

    @property
    def _shown(self) -> tuple[Table[EmphasisRow] | Table[PairRow], ...]:
        return (self.emphasis, self.pairs)


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
    job = Job(sources, lexicon, Settings(**options), "compare")
    return Comparison(
        groups=job.groups.names,
        lexicon=job.lexicon,
        emphasis=_emphasis(job, ()),
        pairs=table_of_pairs(job, ()),
        tests=_tests(job),
        cautions=general_cautions(job.groups, job.lexicon, job.unusual),
        confidence=job.settings.confidence,
        spans=int(job.groups.spans.sum()),
        headline_hits=job.groups.counts.headline_claims,
        furniture=list_furniture(job.articles),
        problems=job.reading.problems,
        has_text=job.stored is None,
    )


def emphasis(
    sources: Sources = None,
    lexicon: Lexicon | str | Path = DEFAULT_LEXICON,
    *,
    frame: str | None = None,
    **options: Unpack[Options],
) -> Table[EmphasisRow]:
    """Measure the emphasis of every group on every frame; other arguments and errors as `compare`.

    Args:
        sources: The articles.
        lexicon: The lexicon.
        frame: The key of the one frame to show; all if not given. Shares are of all frames.
        **options: The fields of `Settings`.

    Returns:
        A row for each group and frame.
    """
    job = Job(sources, lexicon, Settings(**options), "emphasis")
    key = job.lexicon.frame(frame).key if frame is not None else None
    table = _emphasis(job, general_cautions(job.groups, job.lexicon, job.unusual))
    if key is None:
        return table
    return replace(table, rows=tuple(row for row in table if row.frame == key))


def design_effects(
    sources: Sources = None,
    lexicon: Lexicon | str | Path = DEFAULT_LEXICON,
    *,
    frame: str | None = None,
    **options: Unpack[Options],
) -> Table[LadderRow]:
    """Show the design effects behind the intervals of rates, at every size of unit.

    Args:
        sources: The articles.
        lexicon: The lexicon.
        frame: The key of the one frame to show; all if not given.
        **options: The fields of `Settings`.

    Returns:
        A row a group, frame and size of unit; errors as `compare`.
    """
    job = Job(sources, lexicon, Settings(**options), "emphasis")
    key = job.lexicon.frame(frame).key if frame is not None else None
    rows = ladder(job.groups, job.settings.confidence)
    kept = (row for row in rows if key is None or row.frame == key)
    return job.table("ladder", LadderRow, kept)


def salience(
    sources: Sources = None,
    lexicon: Lexicon | str | Path = DEFAULT_LEXICON,
    **options: Unpack[Options],
) -> Table[SalienceRow]:
    """Measure where in each article the frames stand; arguments and errors as `compare`."""
    job = Job(sources, lexicon, Settings(**options), "salience")
    rows = measure_salience(
        job.groups,
        permutations=job.settings.permutations,
        seed=job.settings.seed,
        confidence=job.settings.confidence,
    )
    cautions = general_cautions(job.groups, job.lexicon, job.unusual)
    return job.table("salience", SalienceRow, rows, (*cautions, *cautions_of_order(rows)))


def terms(
    sources: Sources = None,
    lexicon: Lexicon | str | Path = DEFAULT_LEXICON,
    *,
    versus: str | None = None,
    rank: Rank = "log-odds",
    most: int | None = 20,
    phrase_words: int = 1,
    **options: Unpack[Options],
) -> Table[TermRow]:
    """Find the distinctive terms of each group; other arguments and errors as `compare`.

    Args:
        sources: The articles.
        lexicon: The lexicon, whose words are marked.
        versus: The group that the others are compared with; else each with all the others.
        rank: What decides the order.
        most: How many terms of each group, at the most; all if None.
        phrase_words: How many words a phrase has at the most; 1 is for single words alone.
        **options: The fields of `Settings`.

    Returns:
        A row a term, by group and then by rank.
    """
    if not 1 <= phrase_words <= LONGEST_PHRASE:
        raise SettingError(f"--phrases: {phrase_words} is not a number from 1 to {LONGEST_PHRASE}")
    job = Job(sources, lexicon, Settings(**options), "terms")
    stop_words = load_stop_words(job.settings.stopwords)
    groups = job.groups
    if phrase_words > 1 and job.stored is not None:
        raise SettingError("--phrases: counts hold no order of words; name the articles instead")
    if phrase_words > 1:
        counts = with_phrases(groups.counts, job.counted.articles, phrase_words, stop_words)
        groups = group(counts, job.settings.by)
    found = distinctive_terms(
        groups,
        versus=versus,
        stop_words=stop_words,
        rank=rank,
        permutations=job.settings.permutations,
        seed=job.settings.seed,
        confidence=job.settings.confidence,
        most=most,
    )
    cautions = (*general_cautions(job.groups, job.lexicon, job.unusual), *found.notes)
    if found.summary:
        cautions = (*cautions, found.summary)
    own = {"versus": versus, "rank": rank, "most": most, "phrases": phrase_words}
    manifest = replace(job.manifest, settings={**job.manifest.settings, **own})
    return Table("terms", TermRow, found.rows, manifest, cautions)


def _emphasis(job: Job, cautions: tuple[str, ...]) -> Table[EmphasisRow]:
    own = (
        *cautions_of_emphasis(job.groups),
        *cautions_of_weights(job.groups, job.emphasis, job.reference),
    )
    return job.table("emphasis", EmphasisRow, job.emphasis, (*cautions, *own))


def _tests(job: Job) -> Table[OmnibusRow]:
    return job.table("tests", OmnibusRow, job.omnibus)
