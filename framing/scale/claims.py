"""The claims of frames on spans of very many articles, in little memory."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from framing.counts import AnyIntegers, Integers, SparseIntegers
from framing.scale.room import bounds_of
from framing.scale.sums import blocks, smallest
from framing.sparse import csr_array, vstack

__all__ = ["Claims", "claims_of", "put_in_order"]


@dataclass(frozen=True, eq=False, slots=True)
class Claims:
    """The claims on the spans of A articles, by article and in the order of the text (C of them).

    Attributes:
        bounds: The bounds of the articles among the claims, shape (A + 1,).
        entries: The entry of the lexicon of each, shape (C,).
        sharers: How many frames claim its span, shape (C,).
    """

    bounds: AnyIntegers
    entries: AnyIntegers
    sharers: AnyIntegers

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
        return csr_array(vstack(list(self._tables(entries, parts)), format="csr"))

    def articles_with(self, entries: int) -> Integers:
        """Return in how many articles each entry has a claim, shape (E,)."""
        found = np.zeros(entries, dtype=np.int64)
        for table in self._tables(entries):
            found += np.bincount(table.indices, minlength=entries)
        return found

    def by_group(self, groups: AnyIntegers, count: int, entries: int) -> Integers:
        """Add the claims up by group and entry.

        Args:
            groups: Per article, its group, shape (A,).
            count: How many groups there are.
            entries: How many entries there are.
        """
        sums = np.zeros(count * entries, dtype=np.int64)
        for own in blocks(len(groups)):
            of_claims = np.repeat(groups[own].astype(np.int64), np.diff(self._bounds_of(own)))
            np.add.at(sums, of_claims * entries + self.entries[self._claims_of(own)], 1)
        return sums.reshape(count, entries)

    def by_frame(self, frame_of_entry: Integers, frames: int, parts: int = 0) -> AnyIntegers:
        """Add the claims up by article and frame (A by F); ``parts`` as for `by_entry`."""
        sums = []
        for values, columns, bounds in self._blocks(parts):
            articles = len(bounds) - 1
            places = np.repeat(np.arange(articles) * frames, np.diff(bounds))
            places += frame_of_entry[columns]
            # Whole numbers, exact as floats below 2**53.
            found = np.bincount(places, values, minlength=articles * frames)
            sums.append(smallest(found.astype(np.int64)).reshape(articles, frames))
        return np.concatenate(sums)

    def _blocks(
        self, parts: int
    ) -> Iterator[tuple[Integers, npt.NDArray[np.int32], npt.NDArray[np.int32]]]:
        """Yield the values, the entries and the bounds of some articles at a time."""
        for articles in blocks(len(self.bounds) - 1):
            bounds, own = self._bounds_of(articles), self._claims_of(articles)
            sharers = self.sharers[own].astype(np.int64)
            values = parts // sharers if parts else np.ones_like(sharers)
            columns, within = self.entries[own], bounds - bounds[0]
            yield values, columns.astype(np.int32), within.astype(np.int32)

    def _tables(self, entries: int, parts: int = 0) -> Iterator[SparseIntegers]:
        """Yield the sums by article and entry of some articles at a time."""
        for values, columns, bounds in self._blocks(parts):
            table = csr_array((values, columns, bounds), shape=(len(bounds) - 1, entries))
            table.sum_duplicates()
            yield table

    def _bounds_of(self, articles: slice) -> Integers:
        return self.bounds[articles.start : articles.stop + 1].astype(np.int64)

    def _claims_of(self, articles: slice) -> slice:
        return slice(int(self.bounds[articles.start]), int(self.bounds[articles.stop]))


def claims_of(rows: npt.NDArray[np.int32], articles: int) -> Claims:
    """Return claims that are given as rows of article, entry and sharers, by article."""
    bounds = bounds_of(np.bincount(rows[:, 0], minlength=articles))
    return Claims(smallest(bounds), smallest(rows[:, 1]), smallest(rows[:, 2]))


def put_in_order(parts: Sequence[Claims], order: Integers | None) -> Claims:
    """Put claims together.

    Args:
        parts: The claims of some articles and of those that follow.
        order: Which articles come first among all of them; as they stand if None.
    """
    sizes = np.concatenate([smallest(np.diff(part.bounds)) for part in parts])
    entries = np.concatenate([part.entries for part in parts])
    sharers = np.concatenate([part.sharers for part in parts])
    if order is None:
        return Claims(smallest(bounds_of(sizes)), entries, sharers)
    starts = bounds_of(sizes)[:-1]
    bounds = bounds_of(sizes[order])
    ordered = np.empty_like(entries), np.empty_like(sharers)
    for some in blocks(len(order)):
        articles, firsts = order[some], bounds[some]
        own = slice(int(bounds[some.start]), int(bounds[some.stop]))
        places = np.repeat(starts[articles] - firsts, sizes[articles])
        places += np.arange(own.start, own.stop)
        ordered[0][own], ordered[1][own] = entries[places], sharers[places]
    return Claims(smallest(bounds), *ordered)
