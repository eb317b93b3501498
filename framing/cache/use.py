"""Whether counts are kept and looked for, and who is told what came of it."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import TypeAlias

__all__ = ["Teller", "choose_cache", "is_wanted", "reporting_cache", "tell", "without_cache"]

Teller: TypeAlias = Callable[[str], None]
"""Is told in a sentence what the cache was good for, or why it was not used."""

VARIABLE = "FRAMING_NO_CACHE"
_YES = {"1", "true", "t", "yes", "y", "on"}  # as on the command line


@dataclass(frozen=True, slots=True)
class _Use:
    wanted: bool | None = None
    teller: Teller | None = None


_BY_DEFAULT = _Use()
_USE: ContextVar[_Use] = ContextVar("cache", default=_BY_DEFAULT)


def is_wanted() -> bool:
    """Tell whether counts are kept: if nobody said so, unless the environment says no."""
    wanted = _USE.get().wanted
    return os.environ.get(VARIABLE, "").strip().lower() not in _YES if wanted is None else wanted


def tell(sentence: str) -> None:
    """Tell whoever listens."""
    teller = _USE.get().teller
    if teller is not None:
        teller(sentence)


def choose_cache(wanted: bool) -> None:
    """Say whether counts are kept, up to the end of the block of `reporting_cache`."""
    _USE.set(replace(_USE.get(), wanted=wanted))


@contextmanager
def reporting_cache(teller: Teller) -> Iterator[None]:
    """Have somebody told, inside the block, what the cache was good for."""
    token = _USE.set(_Use(teller=teller))
    try:
        yield
    finally:
        _USE.reset(token)


@contextmanager
def without_cache() -> Iterator[None]:
    """Count every article anew inside the block, and keep nothing."""
    token = _USE.set(replace(_USE.get(), wanted=False))
    try:
        yield
    finally:
        _USE.reset(token)
