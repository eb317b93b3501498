"""Arrays that are used again: fresh memory costs as much as scanning a text."""

from typing import Any

import numpy as np
import numpy.typing as npt

__all__ = ["Room"]


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
