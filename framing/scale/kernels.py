"""Kernels: functions that become machine code when one of them is first called.

They are written in Python and compiled by numba. Importing a module of kernels loads neither numba
nor anything else of weight: machine code that was kept from an earlier run is loaded in a few
milliseconds (`framing.scale.machine_code`), where numba alone would take a third of a second.
"""

from collections.abc import Callable
from typing import Any, Generic, NamedTuple, ParamSpec, TypeVar

from framing.scale import machine_code

__all__ = ["Kernel", "Parameter", "helper", "kernel", "trailing_zeros"]

_P = ParamSpec("_P")
_R = TypeVar("_R")


class Parameter(NamedTuple):
    """What a kernel takes.

    Attributes:
        kind: The kind of its numbers, such as ``int64``; a single number is always ``int64``.
        dimensions: How many dimensions it has, 0 for a single number.
    """

    kind: str
    dimensions: int


class Kernel(Generic[_P, _R]):
    """A function to be compiled, which takes whole numbers and contiguous arrays of them.

    It allocates no memory and raises nothing; what it works with is given to it.

    Attributes:
        function: The function as it is written.
        parameters: What it takes.
        gives_number: Whether it returns a whole number, else nothing.
    """

    def __init__(
        self, function: Callable[_P, _R], parameters: tuple[Parameter, ...], *, gives_number: bool
    ) -> None:
        """Make ready to compile."""
        self.function, self.parameters, self.gives_number = function, parameters, gives_number
        self._code: Callable[..., Any] | None = None

    def __call__(self, *arguments: _P.args, **_none: _P.kwargs) -> _R:
        """Run the machine code.

        Raises:
            TypeError: If an array is not what the kernel takes.
        """
        given: list[Any] = []
        for argument, parameter in zip(arguments, self.parameters, strict=True):
            given += _as_given(argument, parameter, self.function.__name__)
        if self._code is None:
            self._code = machine_code.code_of(self)
        result: _R = self._code(*given)
        return result


def kernel(
    *parameters: str, gives_number: bool = False
) -> Callable[[Callable[_P, _R]], Kernel[_P, _R]]:
    """Make a function a kernel.

    Args:
        *parameters: What it takes, such as ``int64``, ``uint8[:]``, ``int64[:, :]``.
        gives_number: Whether it returns a whole number, else nothing.
    """
    taken = tuple(Parameter(one.split("[")[0], one.count(":")) for one in parameters)
    return lambda function: Kernel(function, taken, gives_number=gives_number)


def helper(function: Callable[_P, _R]) -> Callable[_P, _R]:
    """Mark a function that kernels call, in their file or imported into it."""
    function.is_helper = True  # type: ignore[attr-defined]
    return function


def trailing_zeros(number: Any) -> int:
    """Return how many of the lowest bits of a number, not 0, are 0; compiled, one instruction."""
    return (int(number) & -int(number)).bit_length() - 1


def _as_given(argument: Any, parameter: Parameter, name: str) -> tuple[int, ...]:
    """Return an argument as machine code takes it: an array as its address and its shape."""
    if not parameter.dimensions:
        return (int(argument),)
    if (
        argument.dtype.name != parameter.kind
        or argument.ndim != parameter.dimensions
        or not argument.flags.c_contiguous
    ):
        raise TypeError(
            f"{name} takes a contiguous array of {parameter.kind} of {parameter.dimensions} "
            f"dimensions, not {argument.dtype} of {argument.ndim}"
        )
    return (argument.ctypes.data, *argument.shape)
