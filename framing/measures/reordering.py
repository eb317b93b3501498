"""How early and how far in front hits would stand if an article's blocks were in another order.

If an article does not place a frame, any order of its blocks is as likely as the one at hand. Whole
blocks change places, so that bursts of hits stay what they are.

Random orders come from a key of the seed and of what the blocks hold, and are put to the blocks in
an order that depends on that alone: neither names nor the order of frames change a result.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import permutations as all_permutations

import numpy as np

from framing.counts import Integers
from framing.measures.places import starts_of
from framing.measures.resampling import MOST_EXACT, random_numbers

__all__ = ["BlockHits", "OrderTest", "order_tests"]

_CELLS_AT_ONCE = 1_000_000  # of a matrix of orders by blocks, about 8 MB


@dataclass(frozen=True, eq=False)
class BlockHits:
    """The hits of one frame in the blocks of an article, in the article's order (m blocks).

    Attributes:
        words: Words of each block, shape (m,).
        hits: Hits of each block, shape (m,), in at least one of them.
        first: Words of the block before its first hit, shape (m,); 0 where it has none.
    """

    words: Integers
    hits: Integers
    first: Integers

    @cached_property
    def canonical(self) -> Integers:
        """Words, hits and first hit of the blocks, sorted by them in turn, shape (m, 3)."""
        order = np.lexsort((self.first, self.hits, self.words))
        return np.column_stack([self.words, self.hits, self.first])[order]


@dataclass(frozen=True, slots=True)
class OrderTest:
    """What the order of the blocks says of one frame.

    Attributes:
        first_p: The probability of a first hit as early or earlier, in (0, 1].
        lean_p: The probability that hits lean as far to the front or to the end, in (0, 1].
    """

    first_p: float
    lean_p: float


def order_tests(frames: Sequence[BlockHits], permutations: int, seed: int) -> list[OrderTest]:
    """Compare the order of an article's blocks with other orders.

    ``p`` is the share of orders that are as extreme; all of them where they are at most
    `MOST_EXACT`, else ``(1 + b)/(1 + B)`` with b of B drawn (Phipson and Smyth 2010).

    Args:
        frames: The hits of some frames in the blocks of one article.
        permutations: How many orders are drawn where they are too many to go through.
        seed: What the random numbers start from.

    Returns:
        The tests of the frames, which share the orders.
    """
    if not frames:
        return []
    tables = [frame.canonical for frame in frames]
    observed = [_statistics(_table(frame), starts_of(frame.words[None])) for frame in frames]
    # Words are what the blocks are sorted by first, so that they are the same in every table.
    words = tables[0][:, 0]
    exact = math.factorial(len(words)) <= MOST_EXACT
    if exact:
        orders = iter([_all_orders(len(words))])
    else:
        content = sorted(table.astype(">i8").tobytes() for table in tables)
        orders = _drawn_orders(len(words), permutations, random_numbers(seed, *content))
    extreme, ways = np.zeros((len(frames), 2), dtype=np.int64), 0
    for order in orders:
        starts = _starts_in_order(words, order)
        ways += len(order)
        for number, (first, lean) in enumerate(observed):
            firsts, leans = _statistics(tables[number], starts)
            extreme[number] += (firsts <= first).sum(), (leans >= lean).sum()
    p_values = extreme / ways if exact else (1 + extreme) / (1 + ways)
    return [OrderTest(first_p, lean_p) for first_p, lean_p in p_values.tolist()]


def _table(frame: BlockHits) -> Integers:
    return np.column_stack([frame.words, frame.hits, frame.first])


def _statistics(table: Integers, starts: Integers) -> tuple[Integers, Integers]:
    """Return the place of the first hit, and how far hits lean to either side.

    Both are integers, so that equal values are equal. An order and its reverse put the sum of the
    starts of all hits as far below and above ``sum(hits (N - words))/2``, its mean over all orders:
    a distance from there means the same on either side.

    Args:
        table: Words, hits and first hit of each block, shape (m, 3).
        starts: Where the blocks start, shape (B, m).

    Returns:
        Two arrays of shape (B,).
    """
    used = table[:, 1] > 0
    words, hits, first = table[used].T
    starts = starts[:, used]
    twice_the_mean = int(hits @ (table[:, 0].sum() - words))
    return (starts + first).min(axis=1), np.abs(2 * (starts @ hits) - twice_the_mean)


def _starts_in_order(words: Integers, orders: Integers) -> Integers:
    """Return where each block starts in each order, shape (B, m)."""
    starts = np.empty_like(orders)
    np.put_along_axis(starts, orders, starts_of(words[orders]), axis=1)
    return starts


@lru_cache
def _all_orders(blocks: int) -> Integers:
    orders = np.array(list(all_permutations(range(blocks))), dtype=np.int64)
    orders.setflags(write=False)
    return orders


def _drawn_orders(blocks: int, count: int, numbers: np.random.Generator) -> Iterator[Integers]:
    at_once = max(1, _CELLS_AT_ONCE // blocks)
    for start in range(0, count, at_once):
        yield np.argsort(numbers.random((min(at_once, count - start), blocks)), axis=1)
