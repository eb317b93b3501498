"""Kernels by numba: each gets an entry that machine code can be called by, without Python.

This is the one place that knows numba; importing it takes a third of a second, compiling some ten.
"""

import re
import sys
from functools import cache
from types import FunctionType, ModuleType
from typing import Any

import numba
from llvmlite import binding as llvm
from llvmlite import ir
from numba.extending import intrinsic

from framing.scale.kernels import Kernel, trailing_zeros

__all__ = ["compile_kernels", "object_code"]

# What is declared and not defined is of Python and of numba, for errors, which kernels never raise.
_DECLARED = re.compile(r"^declare (.*@(?!llvm\.).*)$", re.MULTILINE)
_ALLOCATES = "@NRT_MemInfo_alloc"
_TRAP = "declare void @llvm.trap()"
_TRAPPED = r"define internal \1 {\n  call void @llvm.trap()\n  unreachable\n}"


def compile_kernels(module: ModuleType, *, keep: bool) -> dict[str, Any]:
    """Compile the kernels of a module.

    Args:
        module: The module.
        keep: Whether numba keeps what it compiles, for itself.

    Returns:
        By the name of each the callback of numba, which has an address and can be inspected.
    """
    scope = _scope(module, keep)
    return {
        one.function.__name__: _callback(scope[name], one)
        for name, one in vars(module).items()
        if isinstance(one, Kernel) and one.function.__module__ == module.__name__
    }


def object_code(callbacks: dict[str, Any], prefix: str, machine: llvm.TargetMachine) -> bytes:
    """Return the machine code of callbacks as an object file that needs no others.

    Args:
        callbacks: The callbacks by name.
        prefix: Begins the names of their functions in the file.
        machine: What the code is for.

    Raises:
        ValueError: If a kernel allocates memory, which takes numba itself when it runs.
    """
    whole = llvm.parse_assembly(_TRAP)
    for name, callback in callbacks.items():
        text = callback.inspect_llvm().replace(callback.native_name, prefix + name)
        if _ALLOCATES in text:
            raise ValueError(f"the kernel {name} allocates memory; give it what it works with")
        text = _DECLARED.sub(_TRAPPED, text)
        whole.link_in(llvm.parse_assembly(text if _TRAP in text else f"{text}\n{_TRAP}\n"))
    whole.verify()
    code: bytes = machine.emit_object(whole)
    return code


@cache
def _scope(module: ModuleType, keep: bool) -> dict[str, Any]:
    """Return the names that functions of a module know, with functions for numba behind them."""
    scope = dict(vars(module))
    for name, one in vars(module).items():
        if one is trailing_zeros:
            scope[name] = intrinsic(_trailing_zeros)
        elif isinstance(one, Kernel) or hasattr(one, "is_helper"):
            function = getattr(one, "function", one)
            if function.__module__ == module.__name__:
                scope[name] = _dispatcher(function, scope, keep)
            else:  # what it calls in turn stands in its own module
                scope[name] = _scope(sys.modules[function.__module__], keep)[function.__name__]
    return scope


def _dispatcher(function: Any, scope: dict[str, Any], keep: bool) -> Any:
    """Return a function for numba, which finds other functions for numba in its scope."""
    copy = FunctionType(function.__code__, scope, function.__name__, function.__defaults__)
    copy.__module__, copy.__qualname__ = function.__module__, function.__qualname__
    options: dict[str, Any] = {"nogil": True, "boundscheck": False, "error_model": "numpy"}
    try:
        return numba.njit(cache=keep, **options)(copy)
    except RuntimeError:  # no folder that can be written to
        return numba.njit(**options)(copy)


def _callback(dispatcher: Any, kernel: "Kernel[..., Any]") -> Any:
    """Return a function in C that makes arrays of addresses and shapes and calls a kernel."""
    taken: list[str] = []
    types: list[Any] = []
    given: list[str] = []
    for number, parameter in enumerate(kernel.parameters):
        name = f"p{number}"
        taken.append(name)
        if not parameter.dimensions:
            types.append(numba.int64)
            given.append(name)
            continue
        sizes = [f"{name}_{axis}" for axis in range(parameter.dimensions)]
        taken += sizes
        kind = numba.boolean if parameter.kind == "bool" else getattr(numba, parameter.kind)
        pointer = numba.types.CPointer(kind)  # type: ignore[no-untyped-call]
        types += [pointer, *(numba.int64 for _ in sizes)]
        given.append(f"carray({name}, ({', '.join(sizes)},))")
    scope = {"carray": numba.carray, "kernel": dispatcher}  # type: ignore[attr-defined]
    exec(  # numba takes no function of any number of arguments
        f"def entry({', '.join(taken)}):\n    return kernel({', '.join(given)})\n", scope
    )
    result = numba.int64 if kernel.gives_number else numba.void
    return numba.cfunc(result(*types), error_model="numpy")(scope["entry"])


def _trailing_zeros(_context: Any, _number: Any) -> Any:
    def generate(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        return builder.cttz(arguments[0], ir.Constant(ir.IntType(1), 1))

    return numba.int64(numba.uint64), generate
