"""Small tools for arrays: rows of different lengths in one, and values that are there twice."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from framing.counts import Integers

__all__ = ["Places", "each_once", "places_of"]


class Places(NamedTuple):
    """The places of some rows, row after row.

    Attributes:
        owner: For each place, which of the rows asked for it belongs to.
        place: The place.
    """

    owner: Integers
    place: Integers


def places_of(starts: npt.NDArray[np.integer], ends: npt.NDArray[np.integer]) -> Places:
    """Return the places from each start to before its end."""
    sizes = (ends - starts).astype(np.int64)
    before = np.cumsum(sizes) - sizes
    owner = np.repeat(np.arange(len(sizes)), sizes)
    return Places(owner, np.arange(len(owner)) + np.repeat(starts - before, sizes))


def each_once(values: Integers) -> Integers:
    """Return the different values, sorted; where there are many, much faster than `np.unique`."""
    values = np.sort(values)
    is_other = np.ones(len(values), dtype=np.bool_)
    np.not_equal(values[1:], values[:-1], out=is_other[1:])
    return values[is_other]
