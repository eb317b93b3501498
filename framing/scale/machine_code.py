"""Machine code of kernels: compiled by numba once, kept in a file, loaded from it without numba.

All kernels of a module are one file of machine code, of which the addresses of its functions are
asked. It holds for one version of the module and of LLVM, and for one kind of processor. It
lies where Python keeps its own compiled code or, if nothing can be written there, in the user's
folder for caches. Where it cannot be kept, each process compiles anew.
"""

import ctypes
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib import import_module
from importlib.util import cache_from_source
from pathlib import Path
from tempfile import NamedTemporaryFile
from threading import Lock
from types import ModuleType
from typing import TYPE_CHECKING, Any

from framing.cache.folder import MACHINE_CODE, MACHINE_CODE_SUFFIX, cache_folder
from framing.engines import give_up_machine_code
from framing.steps import steps

if TYPE_CHECKING:
    from framing.scale.kernels import Kernel

__all__ = ["code_of", "load"]

_LOCK = Lock()
_PREFIX = "framing_"
_DIGEST_BYTES = 32
_OWNERS: list[Any] = []
"""What holds machine code, which may be called until the process ends."""
_IS_TRIED = sys.platform == "linux"
"""Whether to keep machine code ourselves; elsewhere nobody has tried it, and numba is loaded."""


def code_of(kernel: "Kernel[..., Any]") -> Callable[..., Any]:
    """Return the machine code of a kernel; each array is given as its address and its shape.

    Args:
        kernel: A kernel.

    Raises:
        MachineCodeError: If it was not compiled before, and numba is not installed or cannot be
            loaded.
    """
    with _LOCK:  # of all threads one compiles
        addresses = _addresses(kernel.function.__module__)
    name = kernel.function.__name__
    address = addresses(name)
    if not address:  # to call it would end the process
        raise give_up_machine_code(LookupError(f"no machine code was made of {name}"))
    code: Callable[..., Any] = _prototype(kernel)(address)
    return code


def load(*names: str) -> None:
    """Load the machine code of modules, so that no kernel of theirs has to wait for it.

    Args:
        *names: Their names in this package, such as ``matching``.

    Raises:
        MachineCodeError: As for `code_of`.
    """
    for name in steps(names, "modules, compiled once on this machine"):
        module = import_module(f"framing.scale.{name}")
        with _LOCK:
            _addresses(module.__name__)


def _prototype(kernel: "Kernel[..., Any]") -> Any:
    """Return how machine code is called; other threads run beside it."""
    taken: list[Any] = []
    for parameter in kernel.parameters:
        if parameter.dimensions:
            taken.append(ctypes.c_void_p)
        taken += [ctypes.c_int64] * max(parameter.dimensions, 1)
    return ctypes.CFUNCTYPE(ctypes.c_int64 if kernel.gives_number else None, *taken)


@cache
def _addresses(name: str) -> Callable[[str], int]:
    """Return what knows the addresses of a module's kernels."""
    module = sys.modules[name]
    if not _IS_TRIED:
        callbacks = _made_by("framing.scale.compiler").compile_kernels(module, keep=True)
        _OWNERS.append(callbacks)
        return lambda function: int(callbacks[function].address)
    llvm = _made_by("llvmlite.binding")
    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    code = _kept(module) or _compiled(module)
    engine = llvm.create_mcjit_compiler(llvm.parse_assembly(""), _machine())
    engine.add_object_file(llvm.ObjectFileRef.from_data(code))
    engine.finalize_object()
    _OWNERS.append(engine)
    return lambda function: int(engine.get_function_address(_PREFIX + function))


def _made_by(name: str) -> Any:
    """Import what makes machine code.

    Raises:
        MachineCodeError: If it cannot be loaded, as of a numba that is too old for numpy.
    """
    try:
        return import_module(name)
    except (ImportError, OSError, AttributeError, SystemError) as error:
        raise give_up_machine_code(error) from error


def _machine() -> Any:
    """Return this machine as the compiler sees it, with all that its processor can do."""
    import llvmlite.binding as llvm

    target = llvm.Target.from_triple(llvm.get_process_triple())
    cpu, features = llvm.get_host_cpu_name(), llvm.get_host_cpu_features().flatten()
    return target.create_target_machine(cpu, features, opt=3, codemodel="jitdefault", jit=True)


def _kept(module: ModuleType) -> bytes | None:
    """Return the machine code that an earlier run kept."""
    for path in _places(module):
        try:
            kept = path.read_bytes()
        except OSError:
            continue
        code = kept[_DIGEST_BYTES:]
        if sha256(code).digest() == kept[:_DIGEST_BYTES]:
            return code
    return None


def _compiled(module: ModuleType) -> bytes:
    """Compile a module, and keep its machine code where there is a place for it."""
    compiler = _made_by("framing.scale.compiler")
    code: bytes = compiler.object_code(
        compiler.compile_kernels(module, keep=False), _PREFIX, _machine()
    )
    for path in _places(module):
        try:
            _keep(code, path)
        except OSError:
            continue
        break
    return code


def _keep(code: bytes, path: Path) -> None:
    """Write machine code; whoever reads it meanwhile sees all of it or nothing."""
    mode = 0o700 if path.parent.name == MACHINE_CODE else 0o777  # of whoever it is, or as ever
    for folder in (path.parent.parent, path.parent):
        folder.mkdir(mode, parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, suffix=MACHINE_CODE_SUFFIX, delete=False) as file:
        try:
            file.write(sha256(code).digest() + code)
            file.close()
            Path(file.name).chmod(0o644)  # as for Python's own compiled code
            Path(file.name).replace(path)
        except BaseException:  # a full disk, an interruption
            with suppress(OSError):
                Path(file.name).unlink()
            raise


def _places(module: ModuleType) -> Iterator[Path]:
    """Yield where the machine code of a module may lie, best first."""
    name = f"{module.__name__.rpartition('.')[2]}-{_key(module)}{MACHINE_CODE_SUFFIX}"
    places = []
    with suppress(NotImplementedError):
        places.append(Path(cache_from_source(str(module.__file__))).parent)
    with suppress(OSError, RuntimeError):  # nobody is at home
        places.append(cache_folder() / MACHINE_CODE)
    if sys.dont_write_bytecode:  # nothing beside modules, if it can be helped
        places.reverse()
    for place in places:
        yield place / name


def _key(module: ModuleType) -> str:
    """Return what tells the machine code of a module from that of others, as a hash."""
    import llvmlite.binding as llvm

    here = Path(__file__)
    sources = *_sources(module), here, here.with_name("compiler.py")
    parts = [
        *(source.read_bytes() for source in sources),
        str(llvm.llvm_version_info).encode(),
        llvm.get_process_triple().encode(),
        llvm.get_host_cpu_name().encode(),
        llvm.get_host_cpu_features().flatten().encode(),
    ]
    return sha256(b"\0".join(sha256(part).digest() for part in parts)).hexdigest()[:32]


def _sources(module: ModuleType) -> list[Path]:
    """Return the files that become machine code: that of a module, and of helpers it imports."""
    homes = {one.__module__ for one in vars(module).values() if hasattr(one, "is_helper")}
    others = [sys.modules[name] for name in sorted(homes - {module.__name__})]
    return [Path(str(module.__file__)), *(path for other in others for path in _sources(other))]
