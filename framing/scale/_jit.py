"""The one door to numba, typed, so that the kernels read like any other function."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

import numba

__all__ = ["compiled"]

_P = ParamSpec("_P")
_R = TypeVar("_R")


def compiled(*signature: str) -> Callable[[Callable[_P, _R]], Callable[_P, _R]]:
    """Compile a function to machine code that runs beside other threads.

    The code is kept on disk, so that only the first use on a machine pays for the compiler. With a
    signature nothing is ever compiled again for other types; helpers of a kernel have none and
    stand in the kernel's file, because a change of another file would go unseen by the cache.
    """
    made: Callable[[Callable[_P, _R]], Callable[_P, _R]] = numba.njit(
        list(signature) or None, cache=True, nogil=True, boundscheck=False, error_model="numpy"
    )
    return made
