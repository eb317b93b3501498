"""Arrays of every kind: those used again, as fresh memory costs as much as scanning; bounds."""

from typing import Any

import numpy as np
import numpy.typing as npt

__all__ = ["Room", "bounds_of"]


class Room:
    """The arrays in which a counter works, batch after batch."""

    def __init__(self) -> None:
        """Begin without any."""
        self._arrays: dict[str, npt.NDArray[Any]] = {}

    def of(self, name: str, size: int, dtype: npt.DTypeLike) -> npt.NDArray[Any]:
        """Return an array of at least some size, with anything in it.

        Args:
            name: What it is for. Another call with this name takes the same array again.
            size: The fewest elements it has.
            dtype: Their kind, always the same for one name.
        """
        array = self._arrays.get(name)
        if array is None or len(array) < size:
            self._arrays[name] = array = np.empty(size + size // 4, dtype=dtype)
        return array


def bounds_of(sizes: npt.ArrayLike) -> npt.NDArray[np.int64]:
    """Return the bounds of pieces that stand one behind the other.

    Args:
        sizes: How many elements each has, shape (N,).

    Returns:
        Where each begins and the last ends, shape (N + 1,).
    """
    each = np.asarray(sizes, dtype=np.int64)
    bounds = np.zeros(len(each) + 1, dtype=np.int64)
    np.cumsum(each, out=bounds[1:])
    return bounds
