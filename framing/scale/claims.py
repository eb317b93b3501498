"""The claims of frames on spans of very many articles, in little memory."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array, vstack

from framing.counts import Integers, SparseIntegers
from framing.scale.room import bounds_of

__all__ = ["Claims", "claims_of", "put_in_order"]

_AT_ONCE = 50_000  # articles
_Small = npt.NDArray[np.unsignedinteger]


@dataclass(frozen=True, eq=False, slots=True)
class Claims:
    """The claims on the spans of A articles, by article and in the order of the text (C of them).

    Attributes:
        bounds: The bounds of the articles among the claims, shape (A + 1,).
        entries: The entry of the lexicon of each, shape (C,).
        sharers: How many frames claim its span, shape (C,).
    """

    bounds: Integers
    entries: _Small
    sharers: _Small

    def rows(self) -> Integers:
        """Return article, entry and sharers of each, shape (C, 3)."""
        articles = np.repeat(np.arange(len(self.bounds) - 1), np.diff(self.bounds))
        return np.stack([articles, self.entries, self.sharers], axis=1).astype(np.int64)

    def by_entry(self, entries: int, parts: int = 0) -> SparseIntegers:
        """Add the claims up by article and entry.

        Args:
            entries: How many entries there are.
            parts: In how many parts a hit is divided among those that share it; 0 for a whole one
                for each.
        """
        tables = []
        for values, columns, bounds in self._blocks(parts):
            table = csr_array((values, columns, bounds), shape=(len(bounds) - 1, entries))
            table.sum_duplicates()
            tables.append(table)
        return csr_array(vstack(tables, format="csr"))

    def by_frame(self, frame_of_entry: Integers, frames: int, parts: int = 0) -> Integers:
        """Add the claims up by article and frame (A by F); ``parts`` as for `by_entry`."""
        sums = []
        for values, columns, bounds in self._blocks(parts):
            articles = len(bounds) - 1
            places = np.repeat(np.arange(articles) * frames, np.diff(bounds))
            places += frame_of_entry[columns]
            # Whole numbers, exact as floats below 2**53.
            found = np.bincount(places, values, minlength=articles * frames)
            sums.append(found.astype(np.int64).reshape(articles, frames))
        return np.concatenate(sums)

    def _blocks(
        self, parts: int
    ) -> Iterator[tuple[Integers, npt.NDArray[np.int32], npt.NDArray[np.int32]]]:
        """Yield the values, the entries and the bounds of some articles at a time."""
        for start in range(0, len(self.bounds) - 1, _AT_ONCE):
            bounds = self.bounds[start : start + _AT_ONCE + 1]
            own = slice(int(bounds[0]), int(bounds[-1]))
            sharers = self.sharers[own].astype(np.int64)
            values = parts // sharers if parts else np.ones_like(sharers)
            columns, within = self.entries[own], bounds - bounds[0]
            yield values, columns.astype(np.int32), within.astype(np.int32)


def claims_of(rows: npt.NDArray[np.int32], articles: int) -> Claims:
    """Return claims that are given as rows of article, entry and sharers, by article."""
    bounds = bounds_of(np.bincount(rows[:, 0], minlength=articles))
    return Claims(bounds, _small(rows[:, 1]), _small(rows[:, 2]))


def _small(values: npt.NDArray[np.int32]) -> _Small:
    return values.astype(np.min_scalar_type(int(values.max(initial=0))))


def put_in_order(parts: Sequence[Claims], order: Integers) -> Claims:
    """Put claims together.

    Args:
        parts: The claims of some articles and of those that follow.
        order: Which articles come first among all of them.
    """
    sizes = np.concatenate([np.diff(part.bounds) for part in parts])
    starts = bounds_of(sizes)[:-1]
    entries = np.concatenate([part.entries for part in parts])
    sharers = np.concatenate([part.sharers for part in parts])
    bounds = bounds_of(sizes[order])
    ordered = np.empty_like(entries), np.empty_like(sharers)
    for first in range(0, len(order), _AT_ONCE):
        articles = order[first : first + _AT_ONCE]
        own = slice(int(bounds[first]), int(bounds[first + len(articles)]))
        places = np.repeat(
            starts[articles] - bounds[first : first + len(articles)], sizes[articles]
        )
        places += np.arange(own.start, own.stop)
        ordered[0][own], ordered[1][own] = entries[places], sharers[places]
    return Claims(bounds, *ordered)
