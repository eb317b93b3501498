"""The hits of very many articles by frame, in a few bytes an article."""

from math import lcm

import numpy as np
import numpy.typing as npt

from framing.counts import MOST_PARTS, AnyIntegers, Integers
from framing.scale.columns import Column

__all__ = ["FrameHits"]


class FrameHits:
    """Adds claims of frames on spans up by article and frame, batch by batch.

    A span that k frames claim gives each of them a k-th of a hit. Which k there are shows on the
    way: divided hits stand in as many parts as divide by all that were met so far, and are cut
    finer when another comes. Where no span was shared yet, they are the hits.

    Attributes:
        sharers: How many frames claim a span, all numbers that were met.
    """

    def __init__(self, frame_of_entry: Integers, frames: int) -> None:
        """Begin without any.

        Args:
            frame_of_entry: The frame of each entry of the lexicon, shape (E,).
            frames: How many frames there are.
        """
        self._frame_of_entry, self._frames = frame_of_entry, frames
        self._hits, self._parts = Column(), 1
        self._divided: Column | None = None
        self.sharers: set[int] = set()

    def add(self, claims: npt.NDArray[np.int32], articles: int) -> None:
        """Add the claims of the next articles.

        Args:
            claims: Article, entry and number of sharers of each, shape (C, 3).
            articles: How many articles there are.
        """
        self.sharers.update(np.unique(claims[:, 2]).tolist())
        parts = lcm(*self.sharers)
        if parts > MOST_PARTS:  # which is an error as soon as anybody asks for divided hits
            parts, self._divided = 1, None
        elif parts != self._parts:
            before = self._hits if self._divided is None else self._divided
            self._divided = before.multiplied(parts // self._parts)
        self._parts = parts
        cells = claims[:, 0].astype(np.int64) * self._frames + self._frame_of_entry[claims[:, 1]]
        size = articles * self._frames
        self._hits.add(np.bincount(cells, minlength=size).reshape(articles, self._frames))
        if self._divided is not None:
            # Whole numbers, exact as floats below 2**53.
            divided = np.bincount(cells, parts // claims[:, 2], minlength=size)
            self._divided.add(divided.astype(np.int64).reshape(articles, self._frames))

    def taken(self) -> tuple[AnyIntegers, AnyIntegers | None]:
        """Return hits and divided hits by article and frame; None for these if they are the same.

        They are also None where a hit cannot be divided (`framing.counts.parts_of_a_hit`).
        """
        return self._hits.taken(), None if self._divided is None else self._divided.taken()
