"""The two sides of a comparison of terms: their units, and the terms that are looked at."""

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.sparse import csr_array

from framing.counts import Integers, SparseIntegers
from framing.groups import Groups
from framing.measures.resampling import Booleans, Dealing, smallest_p
from framing.measures.term_test import Sides, side_sums, smallest_p_of_terms
from framing.measures.vocabulary import FEWEST_CONTENT_WORDS
from framing.units import Units, UnitTable

__all__ = ["REST", "TermSides", "term_sides"]

REST = "(rest)"
"""The name of all other groups together."""

FEWEST_UNITS_WITH_TERM = 3
FEWEST_OCCURRENCES = 5
"""Terms in fewer units, or with fewer occurrences, tell of one passage and not of a group."""

FEWEST_UNITS = 5
"""With fewer units on a side, dealing them anew says next to nothing."""

_LEVEL = 0.05  # terms that could not get a smaller p are left out


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
    def sums(self) -> Sides:
        """The sums over the units of the sides, as for one way to deal them."""
        own, other = (
            side_sums(self.counts, self.words, side[:, None].astype(np.float64))
            for side in (self.first, ~self.first)
        )
        return own, other

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

        Random numbers depend on these. They are of all terms, so that the p of one term stays the
        same whichever others are looked at.
        """
        vocabulary, rows = self.groups.counts.vocabulary, self.counts
        hashes = np.zeros(len(self.units), dtype=np.int64)
        for unit in range(len(hashes)):
            here = slice(rows.indptr[unit], rows.indptr[unit + 1])
            held = zip(rows.indices[here], rows.data[here], strict=True)
            digest = hashlib.sha256("\n".join(f"{vocabulary[t]} {n}" for t, n in held).encode())
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
    if len(groups.names) < 2:  # noqa: PLR2004
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
    obstacle = _obstacle(units, counts, first)
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
    if min(int(units.words[side].sum()) for side in sides) == 0:
        return "a side has no words"
    if min(int(side.sum()) for side in sides) < FEWEST_UNITS:
        return f"a side has fewer than {FEWEST_UNITS} {units.kind}s"
    if min(int(counts[np.flatnonzero(side)].sum()) for side in sides) < FEWEST_CONTENT_WORDS:
        return f"a side has fewer than {FEWEST_CONTENT_WORDS} content words"
    sizes = [
        (int((first & (units.stratum == s)).sum()), int((~first & (units.stratum == s)).sum()))
        for s in np.unique(units.stratum)
    ]
    if smallest_p(sizes) >= _LEVEL:
        return f"within stories there are too few ways to deal the {units.kind}s for p < .05"
    return ""


def _chosen(units: Units, counts: SparseIntegers, first: Booleans, with_test: bool) -> Integers:
    """Return the columns of the terms that are looked at, blind to the sides they are on."""
    if min(int(units.words[side].sum()) for side in (first, ~first)) == 0:
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
    return chosen[smallest < _LEVEL]
