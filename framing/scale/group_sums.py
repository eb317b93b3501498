"""Sums over the articles of each group, added up batch by batch."""

import numpy as np

from framing.counts import AnyIntegers, Integers

__all__ = ["GroupSums"]

_FEWEST = 16


class GroupSums:
    """Sums by group of K numbers of each article; there can be more groups at any time."""

    def __init__(self, width: int) -> None:
        """Begin without groups.

        Args:
            width: How many numbers there are of each article, K.
        """
        self._sums = np.zeros((0, width), dtype=np.int64)

    def add(self, groups: Integers, values: AnyIntegers) -> None:
        """Add the numbers of articles.

        Args:
            groups: The group of each, shape (N,).
            values: Its numbers, shape (N,) or (N, K).
        """
        width = self._sums.shape[1]
        places = groups[:, None] * width + np.arange(width)
        self._add(int(groups.max(initial=-1)) + 1, places.ravel(), values.ravel())

    def add_ones(self, groups: Integers, columns: AnyIntegers) -> None:
        """Add one in a column each, shape (C,), of the sums of a group each, shape (C,)."""
        places = groups * self._sums.shape[1] + columns
        self._add(int(groups.max(initial=-1)) + 1, places, np.ones(len(places), dtype=np.int64))

    def of(self, groups: Integers) -> Integers:
        """Return the sums in another order of the groups.

        Args:
            groups: The place of each group, shape (G,).
        """
        self._make_room(len(groups))
        found = np.empty((len(groups), self._sums.shape[1]), dtype=np.int64)
        found[groups] = self._sums[: len(groups)]
        return found

    def _add(self, groups: int, places: Integers, values: AnyIntegers) -> None:
        self._make_room(groups)
        np.add.at(self._sums.reshape(-1), places, values)

    def _make_room(self, groups: int) -> None:
        if len(self._sums) < groups:
            size = max(groups, len(self._sums) + len(self._sums) // 2, _FEWEST)
            more = np.zeros((size, self._sums.shape[1]), dtype=np.int64)
            more[: len(self._sums)] = self._sums
            self._sums = more
