"""One pair in depth: how far apart, beyond chance or not, and what makes the difference."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Unpack

import numpy as np

from framing.cautions import cautions_of_sharing, general_cautions, number
from framing.concordance import EvidenceRow, find_evidence
from framing.errors import SettingError, choice_error
from framing.job import Job
from framing.lexicon import Lexicon
from framing.lexicon.stop_words import load_stop_words
from framing.measures.contributions import ContributionRow, SplitRow, contributions, without_chance
from framing.measures.decomposition import check_sum
from framing.measures.evidence_rules import LEVEL
from framing.measures.one_pair import one_pair
from framing.measures.pair_row import PairRow
from framing.measures.ratios import RatioRow, rate_ratios
from framing.measures.self_divergence import self_divergence
from framing.measures.sides import sides_of
from framing.measures.symbols import symbols_of
from framing.readers.given import Sources
from framing.resources import DEFAULT_LEXICON
from framing.results import Table, Tables
from framing.settings import Options, Settings
from framing.units import Units, UnitTable

__all__ = ["Explanation", "explain"]

_EXCERPTS_A_SIDE = 2
_EXCERPTS_OF = 2  # frames


@dataclass(frozen=True, slots=True)
class Explanation(Tables):
    """The result of `explain`.

    Attributes:
        pair: The record of the pair, with q over all pairs of the articles.
        sentence: What the record says, in words.
        contributions: What frames, patterns and words contribute to each divergence.
        split: How the divergence of the vocabularies splits into level, mix, wording and the rest.
        ratios: The rates of each frame in the two groups and their ratio.
        totals: The divergences that the contributions sum to.
        sum_check: By how much the sums are off; rounding only.
        self_ratio: The divergence as a multiple of that of one group from itself (of the halves of
            its units, dealt at random); None where that is not defined.
        excerpts: Hits in context, for the frames that contribute most.
        cautions: Sentences to be read with the numbers.
    """

    pair: PairRow
    sentence: str
    contributions: Table[ContributionRow]
    split: Table[SplitRow]
    ratios: Table[RatioRow]
    totals: dict[str, float]
    sum_check: dict[str, float]
    self_ratio: float | None
    excerpts: tuple[EvidenceRow, ...]
    cautions: tuple[str, ...]

    @property
    def tables(self) -> tuple[Table[ContributionRow] | Table[SplitRow] | Table[RatioRow], ...]:
        """The tables, in the order in which they are shown and written."""
        return (self.contributions, self.split, self.ratios)

    @property
    def statements(self) -> dict[str, str]:
        """What the record says, in words, by the name it has in JSON."""
        return {"sentence": self.sentence}

    def to_dict(self) -> dict[str, Any]:
        """Return the explanation as its JSON has it."""
        return {
            "framing": self.contributions.manifest.to_dict(),
            "sentence": self.sentence,
            "totals": self.totals,
            "sum_check": self.sum_check,
            "tables": {table.name: table.records() for table in self.tables},
        }


def explain(
    a: str,
    b: str,
    sources: Sources = None,
    lexicon: Lexicon | str | Path = DEFAULT_LEXICON,
    **options: Unpack[Options],
) -> Explanation:
    """Take the divergence of one pair apart.

    Args:
        a: One group.
        b: The other.
        sources: The articles; those of other groups count for q and for document frequencies.
        lexicon: The lexicon.
        **options: The fields of `Settings`.

    Returns:
        The record of the pair and its parts.

    Raises:
        FramingError: As `framing.compare`; a `SettingError` if there is no such group, or the two
            are one.
    """
    settings = Settings(**options)
    if settings.stem:
        raise SettingError("stem: explain takes words apart as they stand; leave it out")
    job = Job(sources, lexicon, settings, "explain")
    first, second = sorted(_index(job, name) for name in (a, b))
    if first == second:
        raise choice_error("B", b, [name for name in job.groups.names if name != a])
    pair, tested = _measured(job, first, second)
    units = UnitTable(job.groups).of_groups([first, second])
    parts = contributions(
        job.groups,
        units,
        (first, second),
        symbols_of(job.groups.counts, load_stop_words(job.settings.stopwords)),
        job.vocabulary,
        permutations=job.settings.permutations,
        seed=job.settings.seed,
    )
    if pair.chance_jsd is None:  # too little evidence: what there is, without what chance does
        parts = without_chance(parts)
    elif pair.permutations:
        # The same deals made both, so the frames' chance adds up to that of the record.
        frames = [row.chance or 0.0 for row in parts.rows if row.score == "frame_jsd"]
        check_sum(frames, pair.chance_jsd or 0.0)
    return Explanation(
        pair=pair,
        sentence=_sentence(pair, tested),
        contributions=job.table("contributions", ContributionRow, parts.rows),
        split=job.table("split", SplitRow, parts.split),
        ratios=job.table("ratios", RatioRow, _ratios(job, pair)),
        totals=parts.totals,
        sum_check=parts.sum_check,
        self_ratio=_self_ratio(units, first, second, pair, job.settings.seed),
        excerpts=tuple(_excerpts(job, pair, parts.rows)),
        cautions=(
            *general_cautions(job.groups, job.lexicon, job.unusual),
            *cautions_of_sharing([pair]),
        ),
    )


def _measured(job: Job, first: int, second: int) -> tuple[PairRow, int]:
    """Measure a pair as it is among all pairs, and say how many of these have a p."""
    settings, groups = job.settings, job.groups
    row, tested = one_pair(
        groups,
        job.vocabulary,
        (first, second),
        permutations=settings.permutations,
        seed=settings.seed,
        confidence=settings.confidence,
        confirmatory=settings.confirmatory,
        rarefied=settings.vocabulary,
    )
    [row] = job.unshared((row,), among=len(groups.names) * (len(groups.names) - 1) // 2)
    return row, tested


def _index(job: Job, name: str) -> int:
    names = job.groups.names
    if name not in names:
        raise choice_error(f"group of --by {job.settings.by}", name, names)
    return names.index(name)


def _sentence(pair: PairRow, tested: int) -> str:
    """Say what the record says; a difference that was not found is never called none."""
    if pair.excess_jsd is None or pair.chance_jsd is None:
        return f"{pair.a} and {pair.b} cannot be told apart or alike. {pair.note}."
    apart = "further apart" if pair.excess_jsd >= 0 else "closer together"
    bits = (
        f"In frame emphasis {pair.a} and {pair.b} are {number(abs(pair.excess_jsd), 2)} bits "
        f"{apart} than the {number(pair.chance_jsd, 2)} expected by chance from texts of this "
        "length"
    )
    interval = "no interval"
    if pair.excess_low is not None:
        interval = f"interval {number(pair.excess_low, 2)} to {number(pair.excess_high, 2)}"
    notes = f" {pair.note[:1].upper()}{pair.note[1:]}." if pair.note else ""
    if pair.p is None or pair.q is None:
        return f"{bits} ({interval}).{notes}"
    adjusted = f"; q over the {tested} pairs = {number(pair.q)}" if tested > 1 else ""
    kind = "permutation" if pair.permutations else "closed-form"
    found = _found(pair, pair.p, pair.q)
    return f"{bits} ({interval}; {kind} p = {number(pair.p)}{adjusted}). {found}{notes}"


def _found(pair: PairRow, p: float, q: float) -> str:
    level = number(LEVEL)
    if q < LEVEL:
        return f"So large a divergence is unlikely by chance (q < {level})."
    if p < LEVEL:
        return (
            "Among so many pairs this is NOT distinguishable from chance, which does not make the "
            f"two the same: p alone is below {level}, q is not."
        )
    return (
        "This is NOT distinguishable from chance, which does not make the two the same: chance "
        f"alone makes {number(pair.min_detectable_jsd, 2)} bits or more in one of twenty such "
        f"pairs, and here are {number(pair.frame_jsd, 2)}, so real differences are easily missed."
    )


def _ratios(job: Job, pair: PairRow) -> tuple[RatioRow, ...]:
    own, other = ([row for row in job.emphasis if row.group == name] for name in (pair.a, pair.b))
    return rate_ratios(own, other, job.settings.confidence)


def _self_ratio(units: Units, first: int, second: int, pair: PairRow, seed: int) -> float | None:
    sides = sides_of(units, first, second)
    if pair.frame_jsd is None or pair.chance_jsd is None or 0 in sides.hits:
        return None
    harmonic = sides.harmonic_hits * sides.parts_of_a_hit
    own = [self_divergence(side, harmonic, seed) for side in (sides.first, sides.second)]
    defined = [value for value in own if value is not None]
    mean = float(np.mean(defined)) if len(defined) == len(own) else 0.0
    return pair.frame_jsd / mean if mean > 0 else None


def _excerpts(job: Job, pair: PairRow, rows: Sequence[ContributionRow]) -> Iterable[EvidenceRow]:
    """Show hits of the two frames that contribute most, where any contributes beyond chance."""
    frames = [
        row.item
        for row in rows
        if row.score == "frame_jsd" and (row.excess is None or row.excess > 0)
    ][:_EXCERPTS_OF]
    patterns = [row.item for row in rows if row.score == "pattern_jsd"]
    by = job.settings.by
    articles = [a for a in job.counted.articles if frames and a.group(by) in (pair.a, pair.b)]
    found = [
        row
        for row in find_evidence(articles, job.lexicon, by)
        if row.part == "body" and row.frame in frames
    ]
    for frame in frames:
        for group in (pair.a, pair.b):
            own = [row for row in found if (row.frame, row.group) == (frame, group)]
            # The patterns that contribute most come first; a stable sort keeps the text's order.
            own.sort(key=lambda row: _rank(patterns, f"{row.frame}: {row.pattern}"))
            yield from own[:_EXCERPTS_A_SIDE]


def _rank(items: Sequence[str], item: str) -> int:
    return items.index(item) if item in items else len(items)
