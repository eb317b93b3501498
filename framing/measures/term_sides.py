"""The two sides of a comparison of terms: their units, and the terms that are looked at."""

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.sparse import csr_array

from framing.counts import Integers, SparseIntegers
from framing.groups import Groups
from framing.measures.evidence_rules import LEVEL
from framing.measures.intervals import effective_design
from framing.measures.keyness import normalised_deviation_of_proportions
from framing.measures.resampling import Booleans, Dealing, Floats, smallest_p
from framing.measures.term_test import (
    SumsOfSides,
    smallest_p_of_terms,
    sums_of_sides,
    term_design_effects,
    z_of_sides,
)
from framing.measures.vocabulary import FEWEST_CONTENT_WORDS
from framing.phrases import is_phrase
from framing.units import Units, UnitTable

__all__ = ["REST", "TermSides", "term_sides"]

REST = "(rest)"
"""The name of all other groups together."""

FEWEST_UNITS_WITH_TERM = 3
FEWEST_OCCURRENCES = 5
"""Terms in fewer units, or with fewer occurrences, tell of one passage and not of a group."""

FEWEST_UNITS = 5
"""With fewer units on a side, dealing them anew says next to nothing."""


@dataclass(frozen=True, eq=False)
class TermSides:
    """A group, what it is compared with, and the terms that are looked at (T terms, U units).

    Attributes:
        group: The index of the group.
        name: Its name.
        versus: The name of the other side.
        terms: The terms, as indices into the vocabulary of the counts, shape (T,).
        counts: Occurrences of each term in each unit, shape (T, U), sparse integers.
        words: Words of each unit, shape (U,).
        content: What each unit holds, in numbers, shape (U, 2).
        first: Which units are of the group, shape (U,).
        stratum: Within which units are exchanged, shape (U,).
        obstacle: Why nothing can be tested, or empty.
    """

    group: int
    name: str
    versus: str
    terms: Integers
    counts: SparseIntegers
    words: Integers
    content: Integers
    first: Booleans
    stratum: Integers
    obstacle: str

    @cached_property
    def sums(self) -> SumsOfSides:
        """The sums over the units of the sides."""
        return sums_of_sides(self.counts, self.words, self.first)

    @property
    def side_counts(self) -> tuple[Floats, Floats]:
        """Occurrences of each term on the sides, shape (T,) each."""
        return self.sums[0].counts[:, 0], self.sums[1].counts[:, 0]

    @property
    def side_words(self) -> tuple[float, float]:
        """Words of the sides."""
        return float(self.sums[0].words[0]), float(self.sums[1].words[0])

    @property
    def side_units(self) -> tuple[int, int]:
        """How many units the sides have."""
        return self.sums[0].units, self.sums[1].units

    @cached_property
    def z(self) -> Floats:
        """The z of each term, above 0 where the group uses it more, shape (T,)."""
        z: Floats = z_of_sides(self.sums)[:, 0]
        return z

    @cached_property
    def dispersion(self) -> Floats:
        """DPnorm of each term over the units of the side that uses it more, shape (T,).

        Over the units of both sides, a term would seem the less spread the more distinctive it is.
        """
        parts = csr_array(self.counts.T)
        own, other = (
            normalised_deviation_of_proportions(parts[np.flatnonzero(side)], self.words[side])
            for side in (self.first, ~self.first)
        )
        return np.where(self.z >= 0, own, other)

    def effective_designs(self, confidence: float) -> Floats:
        """Return the design effects of the terms for intervals, as `effective_design` does.

        Both sides enter the design effect, so that it has ``m_A + m_B - 2`` degrees of freedom.
        """
        factor = effective_design(1.0, sum(self.side_units) - 1, confidence)
        designs: Floats = np.maximum(1.0, term_design_effects(self.sums)[:, 0] * factor)
        return designs

    def dealing(self, permutations: int, seed: int) -> Dealing:
        """Return the ways to deal the units to the sides."""
        return Dealing(self.content, self.first, self.stratum, permutations, seed)


@dataclass(frozen=True, eq=False)
class _UnitTerms:
    """Units with what they hold of the whole vocabulary, stop words included."""

    groups: Groups
    units: Units

    @cached_property
    def counts(self) -> SparseIntegers:
        """Occurrences per unit and term, shape (U, V)."""
        counts = csr_array(self.units.members @ self.groups.counts.terms)
        counts.sort_indices()
        return counts

    @cached_property
    def content(self) -> Integers:
        """Words and a hash of the terms of each unit, shape (U, 2).

        Random numbers depend on these. They are of all single words, so that the p of one term
        stays the same whichever others are looked at.
        """
        vocabulary, rows = self.groups.counts.vocabulary, self.counts
        hashes = np.zeros(len(self.units), dtype=np.int64)
        for unit in range(len(hashes)):
            here = slice(rows.indptr[unit], rows.indptr[unit + 1])
            held = zip((vocabulary[t] for t in rows.indices[here]), rows.data[here], strict=True)
            lines = "\n".join(f"{term} {n}" for term, n in held if not is_phrase(term))
            digest = hashlib.sha256(lines.encode())
            hashes[unit] = int.from_bytes(digest.digest()[:8], "big", signed=True)
        return np.column_stack([self.units.words, hashes])


def term_sides(
    groups: Groups, stop_words: Collection[str], versus: str | None = None
) -> Iterator[TermSides]:
    """Set up the comparisons of groups.

    Args:
        groups: The groups.
        stop_words: Words that are not looked at.
        versus: The name of the group to compare the others with; all others together without it.

    Yields:
        A comparison for each group that has another to be compared with, by name.
    """
    if len(groups.names) == 1:
        return
    table, everyone = UnitTable(groups), range(len(groups.names))
    terms = [i for i, term in enumerate(groups.counts.vocabulary) if term not in stop_words]
    content_terms = np.array(terms, dtype=np.int64)
    if versus is None:
        held = _UnitTerms(groups, table.of_groups(everyone))
        for group in everyone:
            yield _sides(held, content_terms, group, REST)
    else:
        other = groups.names.index(versus)
        for group in everyone:
            if group != other:
                held = _UnitTerms(groups, table.of_groups([group, other]))
                yield _sides(held, content_terms, group, versus)


def _sides(held: _UnitTerms, terms: Integers, group: int, versus: str) -> TermSides:
    units, first = held.units, held.units.group == group
    counts = held.counts[:, terms]
    vocabulary = held.groups.counts.vocabulary
    single = np.array([not is_phrase(vocabulary[t]) for t in terms], dtype=np.bool_)
    obstacle = _obstacle(units, counts[:, np.flatnonzero(single)], first)
    chosen = _chosen(units, counts, first, with_test=not obstacle)
    return TermSides(
        group=group,
        name=held.groups.names[group],
        versus=versus,
        terms=terms[chosen],
        counts=csr_array(counts[:, chosen].T),
        words=units.words,
        content=held.content,
        first=first,
        stratum=units.stratum,
        obstacle=obstacle,
    )


def _obstacle(units: Units, counts: SparseIntegers, first: Booleans) -> str:
    """Return why the two sides cannot be tested, or nothing."""
    sides = (first, ~first)
    if _lack_words(units, first):
        return "a side has no words"
    if min(int(side.sum()) for side in sides) < FEWEST_UNITS:
        return f"a side has fewer than {FEWEST_UNITS} {units.kind}s"
    if min(int(counts[np.flatnonzero(side)].sum()) for side in sides) < FEWEST_CONTENT_WORDS:
        return f"a side has fewer than {FEWEST_CONTENT_WORDS} content words"
    sizes = [
        (int((first & (units.stratum == s)).sum()), int((~first & (units.stratum == s)).sum()))
        for s in np.unique(units.stratum)
    ]
    if smallest_p(sizes) >= LEVEL:
        return f"within stories there are too few ways to deal the {units.kind}s for p < .05"
    return ""


def _chosen(units: Units, counts: SparseIntegers, first: Booleans, with_test: bool) -> Integers:
    """Return the columns of the terms that are looked at, blind to the sides they are on."""
    if _lack_words(units, first):
        return np.zeros(0, dtype=np.int64)
    occurrences = counts.sum(axis=0)
    enough = (occurrences >= FEWEST_OCCURRENCES) & (
        (counts > 0).sum(axis=0) >= FEWEST_UNITS_WITH_TERM
    )
    # A term that every word is has the rate 1 on both sides, and no odds.
    chosen = np.flatnonzero(enough & (occurrences < units.words.sum()))
    if not with_test:
        return chosen
    smallest = smallest_p_of_terms(csr_array(counts[:, chosen].T), first, units.stratum)
    return chosen[smallest < LEVEL]


def _lack_words(units: Units, first: Booleans) -> bool:
    return min(int(units.words[first].sum()), int(units.words[~first].sum())) == 0
