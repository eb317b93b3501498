"""Long work in steps that somebody may watch; nobody does unless asked to."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeAlias, TypeVar

__all__ = ["Watcher", "steps", "watched"]

Item = TypeVar("Item")

Watcher: TypeAlias = Callable[[str, int, int], None]
"""Is told what is gone through, how many are done, and of how many."""

_WATCHER: ContextVar[Watcher | None] = ContextVar("watcher", default=None)


def steps(items: Sequence[Item], what: str) -> Iterator[Item]:
    """Go through items and tell the watcher, if there is one, how far it has come.

    Args:
        items: What to go through.
        what: What the items are, in the plural.
    """
    watcher = _WATCHER.get()
    for done, item in enumerate(items):
        if watcher is not None:
            watcher(what, done, len(items))
        yield item
    if watcher is not None:
        watcher(what, len(items), len(items))


@contextmanager
def watched(watcher: Watcher | None) -> Iterator[None]:
    """Have a watcher told of all steps inside the block."""
    token = _WATCHER.set(watcher)
    try:
        yield
    finally:
        _WATCHER.reset(token)
