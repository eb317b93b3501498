"""By what articles are counted: the plain code that defines the counts, arrays, or machine code.

The counts are the same, so that this is no setting of a result but one of the process.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from importlib.util import find_spec
from typing import Literal, TypeAlias, get_args

from framing.errors import SettingError, choice_error

__all__ = [
    "ENGINES",
    "EngineName",
    "MachineCodeError",
    "check_engine",
    "chosen_engine",
    "engine",
    "give_up_machine_code",
    "is_machine_code_there",
    "may_take_machine_code",
    "quickest_engine",
]

EngineName: TypeAlias = Literal["auto", "plain", "numpy", "compiled"]

ENGINES: tuple[EngineName, ...] = get_args(EngineName)

_ENGINE: ContextVar[EngineName] = ContextVar("engine", default="auto")

_REASONS: list[str] = []
"""Why machine code cannot be used in this process, although what makes it seems to be there."""


class MachineCodeError(SettingError, ImportError):
    """Machine code was to be used, and what makes it cannot be loaded."""


def chosen_engine() -> EngineName:
    """Return the engine that was chosen, ``auto`` if none was."""
    return _ENGINE.get()


@contextmanager
def engine(name: EngineName) -> Iterator[None]:
    """Have articles counted by an engine inside the block.

    Args:
        name: ``plain`` for `framing.count` itself, ``numpy`` for arrays where tables are counted
            column by column, ``compiled`` for machine code, ``auto`` for the quickest that is there
            where there is much to count.

    Raises:
        SettingError: If there is no such engine, or it is not installed.
    """
    check_engine(name)
    token = _ENGINE.set(name)
    try:
        yield
    finally:
        _ENGINE.reset(token)


def check_engine(name: EngineName) -> None:
    """Make sure that there is such an engine, and that it can be used.

    Raises:
        SettingError: If there is none, or it is not installed.
    """
    if name not in ENGINES:
        raise choice_error("engine", name, ENGINES)
    if name == "compiled" and not is_machine_code_there():
        if _REASONS:
            raise _not_loaded(_REASONS[0])
        raise SettingError(
            "engine: 'compiled' needs numba, which is not installed; "
            'pip install "framing[scale]", or use numpy'
        )


def is_machine_code_there() -> bool:
    """Tell whether numba is installed and, as far as is known, can be used."""
    return not _REASONS and all(find_spec(name) is not None for name in ("numba", "llvmlite"))


def give_up_machine_code(error: Exception) -> MachineCodeError:
    """Note that machine code cannot be used in this process, and return the error that says so.

    ``auto`` then takes the engine that it takes where numba is not installed.

    Args:
        error: What came of loading what makes it, such as a numba that is too old for numpy.
    """
    _REASONS.append(" ".join(str(error).split()) or type(error).__name__)
    return _not_loaded(_REASONS[-1])


def _not_loaded(reason: str) -> MachineCodeError:
    return MachineCodeError(
        f"engine: 'compiled' needs numba, which cannot be loaded ({reason}); "
        'pip install -U "framing[scale]", or use numpy'
    )


def may_take_machine_code() -> bool:
    """Tell whether articles that were read one by one may be counted by machine code."""
    return chosen_engine() in {"auto", "compiled"} and is_machine_code_there()


def quickest_engine() -> EngineName:
    """Return the quickest engine for very much text that is there."""
    return "compiled" if is_machine_code_there() else "numpy"
