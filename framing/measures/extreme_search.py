"""The pairs of groups that diverge least or most, found without going through all pairs.

Groups with the same shares are one distribution. Distributions are put into boxes within boxes;
what no pair of two boxes can be beyond tells whether any of them can still be among those looked
for, and if none can, none is looked at. What remains is measured as any pair is, so that the result
is that of measuring all pairs and sorting them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from heapq import heapify, heappop, heapreplace
from itertools import islice, pairwise

import numpy as np

from framing.counts import Integers
from framing.measures.boxes import boxes_of
from framing.measures.divergence import jensen_shannon_rows
from framing.measures.divergence_bounds import Floats, largest_divergence, smallest_divergence
from framing.measures.resampling import TOLERANCE, Booleans

__all__ = ["ExtremePairs", "divergence_rank", "find_extreme_pairs"]

_SLACK = TOLERANCE / 10
"""Bounds are off by rounding, as divergences are, but by far less than this."""

_AT_ONCE = 1 << 15
"""Pairs of boxes that are halved at once; about 40 MB with what is made of them."""

_AHEAD = 1 << 10
"""So many go ahead of the others: good pairs that are found early leave out more."""

_KEY, _FIRST, _SECOND, _BOX, _OTHER = range(5)
"""Of a row: rank of the divergence, ranks of the two groups, and boxes or distributions."""


@dataclass(frozen=True, eq=False, slots=True)
class ExtremePairs:
    """The pairs that were looked for.

    Attributes:
        pairs: The indices of the groups, the smaller first, shape (k, 2), in their order.
        more: Whether other pairs diverge as much as the last one; these are first by index.
        measured: How many divergences were computed.
        bounded: For how many pairs of boxes it was computed what none of their pairs is beyond.
    """

    pairs: Integers
    more: bool
    measured: int
    bounded: int


def divergence_rank(divergences: Floats) -> Integers:
    """Return divergences as whole numbers, in which those that differ by rounding alone are ties.

    They are multiples of `TOLERANCE`, so that two groups without a frame in common are as far apart
    as any others, whichever way their shares add up to 1.
    """
    return np.asarray(np.rint(divergences / TOLERANCE), dtype=np.int64)


def find_extreme_pairs(hits: Integers, most: int, *, farthest: bool = False) -> ExtremePairs:
    """Find the pairs of groups whose frame shares diverge least, or most.

    Args:
        hits: Hits of each group and frame, shape (G, F), not negative, at least one a group.
        most: How many pairs to find.
        farthest: Whether those that diverge most are looked for.

    Returns:
        The first of all pairs sorted by `divergence_rank` (the largest first for the farthest),
        then by their indices.
    """
    distinct = _Distinct(hits)
    best = _Best(most + 1)  # one more tells whether the last one is tied
    best.add(distinct.pairs_within(best.most))
    search = _Search(distinct, best, farthest)
    if len(distinct.hits) > 1:
        search.run()
    found = list(islice(_in_order(best.rows, distinct), most + 1))
    more = len(found) > most and found[most][0] == found[most - 1][0]
    pairs = np.array([pair for _, *pair in found[:most]], dtype=np.int64).reshape(-1, 2)
    return ExtremePairs(pairs, more, search.measured, search.bounded)


class _Distinct:
    """The distributions that groups have, each once.

    Attributes:
        hits: Hits of each distribution, divided by what divides them all, shape (C, F).
        shares: The same as shares.
        of: Per group, the index of its distribution.
        first: Per distribution, the first group that has it.
    """

    def __init__(self, hits: Integers) -> None:
        reduced = hits // np.gcd.reduce(hits, axis=1, keepdims=True)
        order = np.lexsort(reduced.T[::-1])  # stable: groups of one distribution stay in order
        in_order = reduced[order]
        new = np.append(True, (in_order[1:] != in_order[:-1]).any(axis=1))[: len(hits)]
        self.of = np.empty(len(hits), dtype=np.int64)
        self.of[order] = np.cumsum(new) - 1
        self.hits = in_order[new].astype(np.float64)
        self.shares = self.hits / self.hits.sum(axis=1, keepdims=True)
        self._order = order
        self._starts = np.append(np.flatnonzero(new), len(hits))
        self.first = order[self._starts[:-1]]

    def groups(self, distribution: int) -> Integers:
        """Return the groups that have a distribution, in their order."""
        return self._order[self._starts[distribution] : self._starts[distribution + 1]]

    def pairs_within(self, most: int) -> Integers:
        """Return the first pairs of groups that have the same distribution, as rows."""
        place = np.empty_like(self._order)
        place[self._order] = np.arange(len(self._order))
        later = self._starts[self.of + 1] - place - 1  # groups behind it of its distribution
        rows: list[tuple[int, int, int, int, int]] = []
        for group in np.flatnonzero(later):
            if len(rows) >= most:
                break
            own = int(self.of[group])
            others = self._order[place[group] + 1 : self._starts[own + 1]]
            rows += [(0, int(group), int(b), own, own) for b in others[: most - len(rows)]]
        return np.array(rows, dtype=np.int64).reshape(-1, 5)


@dataclass(slots=True)
class _Best:
    """The best rows so far.

    Each stands for all pairs of two distributions and holds the first of them: what comes behind as
    many rows as are looked for cannot be among these.

    Attributes:
        most: How many are looked for.
        rows: Key, first group, second group and two distributions; sorted, shape (n, 5).
    """

    most: int
    rows: Integers = field(default_factory=lambda: np.empty((0, 5), dtype=np.int64))

    def may_hold(self, rows: Integers) -> Booleans:
        """Tell of each row whether it would be among the best."""
        if len(self.rows) < self.most:
            return np.ones(len(rows), dtype=np.bool_)
        key, first, second = self.rows[-1, :3]
        before = (rows[:, _FIRST] == first) & (rows[:, _SECOND] < second)
        before = (rows[:, _KEY] == key) & ((rows[:, _FIRST] < first) | before)
        return np.asarray((rows[:, _KEY] < key) | before)

    def add(self, rows: Integers) -> None:
        """Keep the best of what there is and what is added."""
        self.rows = _sorted(np.concatenate([self.rows, rows[self.may_hold(rows)]]))[: self.most]


class _Search:
    """Goes through pairs of boxes, the most promising first.

    Attributes:
        measured: How many divergences were computed.
        bounded: For how many pairs of boxes bounds were computed.
    """

    def __init__(self, distinct: _Distinct, best: _Best, farthest: bool) -> None:
        self.measured = self.bounded = 0
        self._distinct, self._best, self._farthest = distinct, best, farthest
        self._groups = len(distinct.of)
        self._boxes = boxes_of(distinct.shares, distinct.first, self._groups)
        self._nothing_beyond = -int(divergence_rank(np.ones(1))[0]) if farthest else 0

    def run(self) -> None:
        """Find the best pairs of different distributions."""
        stack = [(0, np.array([[self._nothing_beyond, 0, 0, 0, 0]], dtype=np.int64))]
        while stack:
            level, rows = stack.pop()
            rows = rows[self._best.may_hold(rows)]
            if level == self._boxes.depth:
                self._measure(rows)
                continue
            rows = _sorted(self._halved(level, rows))
            ends = [0, min(_AHEAD, len(rows)), *range(_AHEAD + _AT_ONCE, len(rows), _AT_ONCE)]
            lots = pairwise([*ends, len(rows)])
            stack += [(level + 1, rows[start:end]) for start, end in lots if start < end][::-1]

    def _halved(self, level: int, rows: Integers) -> Integers:
        """Return the pairs of the halves of boxes that may hold any of the best pairs."""
        one, other = 2 * rows[:, _BOX], 2 * rows[:, _OTHER]
        apart = one != other
        boxes = np.concatenate([one, one, one + 1, (one + 1)[apart]])
        others = np.concatenate([other, other + 1, other + 1, other[apart]])
        if level + 1 == self._boxes.depth:
            boxes, others = boxes[boxes != others], others[boxes != others]
        first = self._boxes.first[level + 1]
        ends = np.sort(np.stack([first[boxes], first[others]], axis=1), axis=1)
        keys = np.full(len(boxes), self._nothing_beyond)
        halves = np.column_stack([keys, ends, boxes, others])
        halves = halves[(ends[:, 1] < self._groups) & self._best.may_hold(halves)]
        halves[:, _KEY] = self._bounds(level + 1, halves[:, _BOX], halves[:, _OTHER])
        self.bounded += len(halves)
        return halves[self._best.may_hold(halves)]

    def _bounds(self, level: int, boxes: Integers, others: Integers) -> Integers:
        low = self._boxes.low[level]
        if self._farthest:
            return -divergence_rank(largest_divergence(low[boxes], low[others]) + _SLACK)
        high = self._boxes.high[level]
        least = smallest_divergence(low[boxes], high[boxes], low[others], high[others])
        return divergence_rank(least - _SLACK)

    def _measure(self, rows: Integers) -> None:
        pair = self._boxes.members[rows[:, 3:]]
        hits = self._distinct.hits
        rows[:, _KEY] = divergence_rank(jensen_shannon_rows(hits[pair[:, 0]], hits[pair[:, 1]]))
        if self._farthest:
            rows[:, _KEY] *= -1
        rows[:, 3:] = pair
        self.measured += len(rows)
        self._best.add(rows)


def _sorted(rows: Integers) -> Integers:
    return rows[np.lexsort((rows[:, _SECOND], rows[:, _FIRST], rows[:, _KEY]))]


def _in_order(rows: Integers, distinct: _Distinct) -> Iterator[tuple[int, int, int]]:
    """Yield key and groups of all pairs that rows stand for, in their order."""

    def pairs(row: Integers) -> Iterator[tuple[int, int, int]]:
        key, first, second, one, other = map(int, row)
        yield key, first, second
        if one != other:  # the pairs of one distribution have rows of their own
            between = _between(distinct.groups(one), distinct.groups(other))
            yield from ((key, a, b) for a, b in islice(between, 1, None))

    every = (pairs(row) for row in rows)
    heap = [(next(own), place, own) for place, own in enumerate(every)]
    heapify(heap)
    while heap:
        found, place, own = heap[0]
        yield found
        following = next(own, None)
        if following is None:
            heappop(heap)
        else:
            heapreplace(heap, (following, place, own))


def _between(one: Integers, other: Integers) -> Iterator[tuple[int, int]]:
    """Yield the pairs of a group of one distribution and one of another, sorted."""
    i = j = 0
    while i < len(one) and j < len(other):
        if one[i] < other[j]:
            yield from ((int(one[i]), int(b)) for b in other[j:])
            i += 1
        else:
            yield from ((int(other[j]), int(b)) for b in one[i:])
            j += 1
