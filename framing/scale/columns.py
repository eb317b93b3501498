"""Numbers of very many articles, gathered part by part in few bytes each."""

from typing import Any

import numpy as np
import numpy.typing as npt

from framing.counts import AnyIntegers
from framing.scale.sums import smallest

__all__ = ["Column"]

_AT_ONCE = 1 << 16  # rows: an array of its own for each part of a batch takes as much again


class Column:
    """What is known of articles, a number or several of each; texts come and go, these stay.

    They stand in blocks, each in as few bytes as hold its largest number: one long article among
    ten million makes no other number larger.
    """

    def __init__(self, *, as_they_are: bool = False) -> None:
        """Begin without any; numbers may also keep the bytes that they come with."""
        self._as_they_are = as_they_are
        self._blocks: list[npt.NDArray[Any]] = []
        self._added: list[npt.NDArray[Any]] = []
        self._pending = 0

    def add(self, values: npt.NDArray[Any]) -> None:
        """Add the numbers of the next articles, shape (N,) or (N, K)."""
        self._added.append(values if self._as_they_are else smallest(values))
        self._pending += len(values)
        if self._pending >= _AT_ONCE:
            self._close()

    def multiplied(self, factor: int) -> "Column":
        """Return a column of these numbers times another."""
        product = Column(as_they_are=self._as_they_are)
        for block in (*self._blocks, *self._added):
            product.add(block.astype(np.int64) * factor)
        return product

    def taken(self) -> AnyIntegers:
        """Return all numbers in one array; the column is empty then, so that nothing is held twice.

        Raises:
            ValueError: If there are none.
        """
        self._close()
        blocks, self._blocks = self._blocks, []
        rows = sum(map(len, blocks))
        whole = np.empty((rows, *blocks[0].shape[1:]), dtype=np.result_type(*blocks))
        while blocks:
            block = blocks.pop()
            whole[rows - len(block) : rows] = block
            rows -= len(block)
        return whole

    def _close(self) -> None:
        """Make a block of what was added since the last."""
        if self._added:
            self._blocks.append(np.concatenate(self._added))
            self._added, self._pending = [], 0
