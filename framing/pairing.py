"""The command that pairs groups: every pair, or those that diverge least or most."""

from dataclasses import replace
from pathlib import Path
from typing import Unpack

from framing.cautions import (
    cautions_of_divergence,
    cautions_of_sharing,
    general_cautions,
    number,
    of_many_pairs,
)
from framing.job import Job
from framing.lexicon import Lexicon
from framing.measures.evidence_rules import FEWEST_HITS, LEVEL
from framing.measures.extremes import ExtremePairRow, Extremes, Wanted, find_extremes
from framing.measures.pair_row import PairRow
from framing.readers.given import Sources
from framing.resources import DEFAULT_LEXICON
from framing.results import Table
from framing.settings import Options, Settings

__all__ = ["pairs", "table_of_pairs"]


def pairs(
    sources: Sources = None,
    lexicon: Lexicon | str | Path = DEFAULT_LEXICON,
    *,
    nearest: int | None = None,
    farthest: int | None = None,
    min_hits: int | None = None,
    **options: Unpack[Options],
) -> Table[PairRow]:
    """Measure the divergence of every pair of groups, or of the nearest and the farthest alone.

    With `nearest` or `farthest` very many groups can be paired: what is found is what comes first
    when all pairs are sorted by their divergence, but not all are gone through.

    Args:
        sources: The articles.
        lexicon: The lexicon.
        nearest: How many of the pairs with the smallest ``frame_jsd`` to find.
        farthest: How many of those with the largest.
        min_hits: How many hits both groups of such a pair must have; 10 if not given, below which
            a pair is not tested.
        **options: The fields of `Settings`.

    Returns:
        A row a pair, sorted by (a, b). With `nearest` or `farthest` the rows are `ExtremePairRow`:
        the nearest, from the smallest divergence up, and then the farthest, from the largest down.
        Divergences within rounding of each other (1e-12 bits) are ties, in the order of (a, b).

    Raises:
        FramingError: As `compare`; also if there are too many pairs and not only the nearest or
            farthest were asked for.
    """
    wanted = Wanted(
        nearest=nearest,
        farthest=farthest,
        min_hits=FEWEST_HITS if min_hits is None else min_hits,
    )
    every_pair = not wanted.directions
    job = Job(sources, lexicon, Settings(**options), "pairs", every_pair=every_pair)
    cautions = general_cautions(job.groups, job.lexicon, job.unusual)
    if not every_pair:
        return _table_of_extremes(job, wanted, cautions)
    if min_hits is not None:
        said = f"--min-hits {min_hits} leaves nothing out without --nearest or --farthest."
        cautions = (*cautions, said)
    return table_of_pairs(job, cautions)


def table_of_pairs(job: Job, cautions: tuple[str, ...]) -> Table[PairRow]:
    """Make the table of every pair, with its own cautions behind those given."""
    own = (
        *cautions_of_divergence(job.groups, job.pairs, job.omnibus, job.settings.permutations),
        *cautions_of_sharing(job.pairs),
    )
    return job.table("pairs", PairRow, job.pairs, (*cautions, *own))


def _table_of_extremes(job: Job, wanted: Wanted, cautions: tuple[str, ...]) -> Table[PairRow]:
    settings = job.settings
    found = find_extremes(
        job.groups,
        job.vocabulary,
        wanted,
        permutations=settings.permutations,
        seed=settings.seed,
        confidence=settings.confidence,
        confirmatory=settings.confirmatory,
        rarefied=settings.vocabulary,
    )
    rows = job.unshared(found.rows)
    own = (
        *_cautions_of_extremes(found, wanted, job.settings),
        *(cautions_of_sharing(rows) if job.searched else _of_copies(found)),
    )
    asked = {"nearest": wanted.nearest, "farthest": wanted.farthest, "min_hits": wanted.min_hits}
    manifest = replace(job.manifest, settings={**job.manifest.settings, **asked})
    return Table("extreme_pairs", ExtremePairRow, rows, manifest, (*cautions, *own))


def _cautions_of_extremes(found: Extremes, wanted: Wanted, settings: Settings) -> tuple[str, ...]:
    """Say what was searched, and why what was found looks more than it is."""
    hits = f"at least {wanted.min_hits:,} hit{'s' if wanted.min_hits > 1 else ''} (--min-hits)"
    if not found.rows:
        return (
            f"Of {found.groups + found.left_out:,} groups by {settings.by} {found.groups:,} have "
            f"{hits}, so there is no pair to compare.",
        )
    left_out = ""
    if found.left_out:
        verb = "was" if found.left_out == 1 else "were"
        left_out = f"; {found.left_out:,} with fewer {verb} left out"
    many = "1 pair" if found.searched == 1 else f"{found.searched:,} pairs"
    verb = "was" if found.searched == 1 else "were"
    searched = f"{many} of {found.groups:,} groups with {hits} {verb} searched{left_out}."
    return (searched, _of_choice(found, settings), *_of_ties(found))


def _of_choice(found: Extremes, settings: Settings) -> str:
    tested = [row for row in found.rows if row.q is not None]
    sentences = [
        "Pairs that are chosen for being extreme look more so than they are: divergence, excess, "
        "interval and p are those of a pair that nobody chose. q counts all pairs searched as "
        "tests."
    ]
    if tested:
        detected = sum(row.q is not None and row.q < LEVEL for row in tested)
        sentences.append(
            f"A difference was detected in {detected:,} of the {len(tested):,} shown that can be "
            f'tested (q < {number(LEVEL)}); "not detected" is not "the same".'
        )
    else:
        sentences.append('None of those shown can be tested; near is not "the same".')
    groups = found.groups + found.left_out
    return " ".join([*sentences, *of_many_pairs(found.rows, settings.permutations, groups)])


def _of_ties(found: Extremes) -> tuple[str, ...]:
    last = {row.extreme: row for row in found.rows}
    return tuple(
        f"More pairs diverge as much as the last of the {which} ({number(last[which].frame_jsd)} "
        "bits); those whose names sort first are shown. Few hits make few different shares: "
        "--min-hits sets how many are enough."
        for which in found.tied
    )


def _of_copies(found: Extremes) -> tuple[str, ...]:
    if all(row.extreme != "nearest" for row in found.rows):
        return ()
    return ("The nearest pairs may be copies of one text, or share passages of it.",)
