"""The parts of a pair's divergences as rows: frames, patterns, words, and vocabulary's split."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from framing.counts import Integers
from framing.groups import Groups
from framing.measures.decomposition import (
    COSINE,
    DIVERGENCE,
    Measure,
    chain_parts,
    check_sum,
    decompose,
)
from framing.measures.resampling import Dealing, Floats, q_values
from framing.measures.sides import sides_of
from framing.measures.symbols import OUTSIDE, Symbols
from framing.measures.tfidf import inverse_document_frequency
from framing.measures.vocabulary import Vocabulary
from framing.units import Units, know_terms

__all__ = ["ContributionRow", "Contributions", "SplitRow", "contributions", "without_chance"]


_MOST_FOR_ITEMS = 1_999


@dataclass(frozen=True, slots=True)
class ContributionRow:
    """What one frame, pattern or word contributes to one divergence of a pair.

    Attributes:
        a: One group.
        b: The other.
        score: What is decomposed; the contributions of one score sum to it.
        level: ``frame``, ``pattern`` or ``term``; for the vocabulary, the class of the term: its
            frame, or ``outside``.
        item: The frame's key, the pattern with its frame, or the term.
        share_a: Its share in a, in [0, 1]; for the cosine distance, its coordinate in the unit
            vector of a.
        share_b: The same in b.
        contribution: What it contributes, not negative, in the unit of the score.
        chance: What it contributes by chance.
        excess: The contribution beyond chance; not above 0 means "no more different than chance".
        p: Probability of such a contribution by chance.
        q: p adjusted for the number of items of the score.
    """

    a: str
    b: str
    score: str
    level: str
    item: str
    share_a: float
    share_b: float
    contribution: float
    chance: float | None
    excess: float | None
    p: float | None
    q: float | None


@dataclass(frozen=True, slots=True)
class SplitRow:
    """One part of the divergence of two vocabularies.

    Attributes:
        a: One group.
        b: The other.
        part: ``level`` (how much of the text the lexicon finds), ``mix`` (how that is divided among
            frames), ``wording: FRAME`` (which words are used within a frame), or ``outside``.
        jsd: Its part of the divergence, in bits; the parts sum to ``vocabulary_jsd``.
        chance: What it is by chance.
        excess: The part beyond chance.
    """

    a: str
    b: str
    part: str
    jsd: float
    chance: float | None
    excess: float | None


@dataclass(frozen=True, slots=True)
class Contributions:
    """All parts of the divergences of a pair.

    Attributes:
        rows: The contributions, by score, the largest beyond chance first.
        split: The split of the divergence of the vocabularies.
        totals: Each score.
        sum_check: By how much the sum of the parts is off, for each score; rounding only.
    """

    rows: tuple[ContributionRow, ...]
    split: tuple[SplitRow, ...]
    totals: dict[str, float]
    sum_check: dict[str, float]


def contributions(
    groups: Groups,
    units: Units,
    pair: tuple[int, int],
    symbols: Symbols,
    vocabulary: Vocabulary,
    *,
    permutations: int = 9_999,
    seed: int = 1,
) -> Contributions:
    """Take the divergences of a pair apart.

    Args:
        groups: The groups.
        units: The units of the two groups.
        pair: The indices of the two groups. A score of which a side has nothing is left out, as are
            those of words where the counts do not know the words of the units.
        symbols: The texts read as symbols.
        vocabulary: The content words, for the cosine distance.
        permutations: How many ways to deal the units anew for the frames, where there are too many
            to go through; for patterns and words, of which there are hundreds, at most 1,999.
        seed: What the random numbers start from.

    Raises:
        ArithmeticError: If parts do not sum to their score.
    """
    maker = _Maker(groups, units, pair, permutations, seed)
    counts, lexicon = groups.counts, groups.counts.lexicon
    frames = [("frame", frame.key) for frame in lexicon.frames]
    maker.add("frame_jsd", DIVERGENCE, units.divided_hits, frames)
    patterns = [
        ("pattern", f"{frame.key}: {pattern.text}")
        for frame in lexicon.frames
        for pattern in frame.patterns
    ]
    entries = (units.members @ counts.paragraph_divided_entry_hits).toarray()
    maker.add("pattern_jsd", DIVERGENCE, entries, patterns)
    if not know_terms(counts, units):
        return maker.made()
    occurrences = (units.members @ symbols.occurrences).toarray()
    names = [
        (symbols.classes[index], name)
        for index, name in zip(symbols.class_of, symbols.names, strict=True)
    ]
    maker.add("vocabulary_jsd", DIVERGENCE, occurrences, names)
    maker.split(symbols, occurrences)
    if _has_terms(vocabulary, pair):
        idf = inverse_document_frequency(vocabulary.of_articles, vocabulary.background)
        weighted = (units.members @ vocabulary.of_paragraphs).toarray() * idf
        maker.add(
            "tfidf_cosine_distance", COSINE, weighted, [("term", t) for t in vocabulary.terms]
        )
    return maker.made()


def without_chance(parts: Contributions) -> Contributions:
    """Leave out what was inferred, for pairs with too little evidence for it."""
    scores = list(parts.totals)
    largest_first = sorted(
        parts.rows, key=lambda row: (scores.index(row.score), -row.contribution, row.item)
    )
    return replace(
        parts,
        rows=tuple(replace(r, chance=None, excess=None, p=None, q=None) for r in largest_first),
        split=tuple(replace(row, chance=None, excess=None) for row in parts.split),
    )


class _Maker:
    """Collects the parts of one pair."""

    def __init__(
        self, groups: Groups, units: Units, pair: tuple[int, int], permutations: int, seed: int
    ) -> None:
        self._names = groups.names[pair[0]], groups.names[pair[1]]
        self._order = np.concatenate([units.of(pair[0]), units.of(pair[1])])
        self._first = np.arange(len(self._order)) < len(units.of(pair[0]))
        self._sides = sides_of(units, *pair)
        self._permutations, self._seed = permutations, seed
        self._frames = groups.counts.lexicon.frames
        self._rows: list[ContributionRow] = []
        self._split: list[SplitRow] = []
        self._totals: dict[str, float] = {}
        self._checks: dict[str, float] = {}

    def add(
        self, score: str, measure: Measure, values: npt.ArrayLike, labels: Sequence[tuple[str, str]]
    ) -> None:
        """Take one score apart; ``labels`` are the level and the item of each column."""
        used, table = self._used(values)
        a, b = (table[side].sum(axis=0) for side in (self._first, ~self._first))
        if not (a.any() and b.any()):
            return
        parts = decompose(measure.parts, table, self._first, self._dealing(table))
        shares = measure.shares(a), measure.shares(b)
        q = q_values([part.p for part in parts])
        rows = [
            ContributionRow(
                *self._names,
                score,
                labels[column][0],
                labels[column][1],
                float(shares[0][index]),
                float(shares[1][index]),
                part.value,
                part.chance,
                part.excess,
                part.p,
                q[index],
            )
            for index, (column, part) in enumerate(zip(used, parts, strict=True))
        ]
        self._rows += sorted(rows, key=lambda row: (-(row.excess or 0.0), row.level, row.item))
        self._totals[score] = measure.whole(a, b)
        self._checks[score] = check_sum([part.value for part in parts], self._totals[score])

    def split(self, symbols: Symbols, values: npt.ArrayLike) -> None:
        """Take the divergence of the vocabularies apart by the chain rule."""
        if "vocabulary_jsd" not in self._totals:
            return
        used, table = self._used(values)
        function = chain_parts(symbols.class_of[used], len(symbols.classes))
        parts = decompose(function, table, self._first, self._dealing(table))
        wording = [name if name == OUTSIDE else f"wording: {name}" for name in symbols.classes]
        for name, part in zip(["level", "mix", *wording], parts, strict=True):
            self._split.append(SplitRow(*self._names, name, part.value, part.chance, part.excess))
        self._checks["split"] = check_sum(
            [part.value for part in parts], self._totals["vocabulary_jsd"]
        )

    def made(self) -> Contributions:
        """Return all that was collected."""
        return Contributions(tuple(self._rows), tuple(self._split), self._totals, self._checks)

    def _used(self, values: npt.ArrayLike) -> tuple[Integers, Floats]:
        table = np.asarray(values, dtype=np.float64)[self._order]
        used = np.flatnonzero(table.any(axis=0))
        return used, table[:, used]

    def _dealing(self, table: Floats) -> Dealing:
        columns = table.shape[1]
        many = columns > len(self._frames)
        permutations = min(self._permutations, _MOST_FOR_ITEMS) if many else self._permutations
        return self._sides.dealing(permutations, self._seed, columns)


def _has_terms(vocabulary: Vocabulary, pair: tuple[int, int]) -> bool:
    totals = np.asarray(vocabulary.of_groups.sum(axis=1)).ravel()
    return bool(min(totals[list(pair)]) > 0)
