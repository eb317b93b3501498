"""The one door to numba, typed, so that the kernels read like any other function."""

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

import numba
from llvmlite import ir
from numba.extending import intrinsic

__all__ = ["compiled", "trailing_zeros"]

_P = ParamSpec("_P")
_R = TypeVar("_R")


def compiled(*signature: str) -> Callable[[Callable[_P, _R]], Callable[_P, _R]]:
    """Compile a function to machine code that runs beside other threads.

    The code is kept on disk, so that only the first use on a machine pays for the compiler. With a
    signature nothing is ever compiled again for other types; helpers of a kernel have none and
    stand in the kernel's file, because a change of another file would not be noticed by the cache.
    """
    with_cache, without = _compiler(signature, cache=True), _compiler(signature, cache=False)

    def compile_it(function: Callable[_P, _R]) -> Callable[_P, _R]:
        try:
            return with_cache(function)
        except RuntimeError:  # no folder that can be written to: compiled anew by every process
            return without(function)

    return compile_it


def _compiler(
    signature: tuple[str, ...], *, cache: bool
) -> Callable[[Callable[_P, _R]], Callable[_P, _R]]:
    made: Callable[[Callable[_P, _R]], Callable[_P, _R]] = numba.njit(
        list(signature) or None, cache=cache, nogil=True, boundscheck=False, error_model="numpy"
    )
    return made


def _trailing_zeros(_context: Any, _number: Any) -> Any:
    def generate(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        return builder.cttz(arguments[0], ir.Constant(ir.IntType(1), 1))

    return numba.types.int64(numba.types.uint64), generate


trailing_zeros: Any = intrinsic(_trailing_zeros)
"""In compiled code: how many of the lowest bits of a number, not 0, are 0."""
