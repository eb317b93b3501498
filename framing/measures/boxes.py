"""Distributions in boxes within boxes, to leave out whole sets of pairs at once."""

from dataclasses import dataclass

import numpy as np

from framing.counts import Integers
from framing.measures.divergence_bounds import Floats

__all__ = ["Boxes", "boxes_of"]


@dataclass(frozen=True, eq=False, slots=True)
class Boxes:
    """Some distributions in boxes, which are halved from level to level (K categories).

    Level l has 2**l boxes; those of box i are 2i and 2i + 1 of the next level, and each of the last
    level holds one distribution.

    Attributes:
        low: The smallest shares in each box, shape (2**l, K), one array a level.
        high: The largest.
        first: The smallest rank of what is in each box, shape (2**l,), one array a level. That of a
            box that only fills up the last level is the number of all ranks.
        members: Which distribution each box of the last level holds.
    """

    low: tuple[Floats, ...]
    high: tuple[Floats, ...]
    first: tuple[Integers, ...]
    members: Integers

    @property
    def depth(self) -> int:
        """The last level."""
        return len(self.low) - 1


def boxes_of(shares: Floats, rank: Integers, ranks: int) -> Boxes:
    """Halve distributions, at the median of the category that varies most, until each is alone.

    Args:
        shares: The distributions, shape (C, K), C from 1.
        rank: Of each its rank, shape (C,), from 0.
        ranks: How many ranks there are.
    """
    depth = max(len(shares) - 1, 0).bit_length()
    # Filled up with copies of the last one, so that all boxes of a level are of one size.
    members = np.minimum(np.arange(2**depth), len(shares) - 1)
    padding = np.arange(2**depth) >= len(shares)
    roots = np.sqrt(shares)  # on which scale equal steps are about equal divergences
    places = np.arange(2**depth)
    for level in range(depth):
        boxes = places.reshape(2**level, -1)
        own = roots[members[boxes]]
        axis = np.ptp(own, axis=1).argmax(axis=1)
        values = np.take_along_axis(own, axis[:, None, None], axis=2)[:, :, 0]
        order = np.argpartition(values, boxes.shape[1] // 2, axis=1)
        places = np.take_along_axis(boxes, order, axis=1).ravel()
    members = members[places]
    low, high = [shares[members]], [shares[members]]
    first = [np.where(padding[places], ranks, rank[members])]
    for _ in range(depth):
        low.append(np.minimum(low[-1][0::2], low[-1][1::2]))
        high.append(np.maximum(high[-1][0::2], high[-1][1::2]))
        first.append(np.minimum(first[-1][0::2], first[-1][1::2]))
    return Boxes(tuple(low[::-1]), tuple(high[::-1]), tuple(first[::-1]), members)
