"""Long work in steps that somebody may watch or be told of; nobody is unless asked to."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeAlias, TypeVar

__all__ = ["Teller", "Watcher", "Way", "steps", "tell", "told", "watched"]

Item = TypeVar("Item")

Watcher: TypeAlias = Callable[[str, float, float], None]
"""Is told what is gone through, how many are done, and of how many."""

Teller: TypeAlias = Callable[[str], None]
"""Is told in a sentence what a long step did, when it is done."""

_TELLER: ContextVar[Teller | None] = ContextVar("teller", default=None)
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


class Way:
    """How far work has come that is no list of items, such as the bytes of files."""

    def __init__(self, what: str, total: float) -> None:
        """Begin.

        Args:
            what: What is gone through, in the plural.
            total: How many there are; nobody is told anything if 0.
        """
        self._what, self._total, self._at = what, total, 0.0
        self.come_to(0)

    def come_to(self, done: float) -> None:
        """Tell the watcher, if there is one, how many are done; at the end, all of them."""
        self._at = done
        watcher = _WATCHER.get()
        if watcher is not None and self._total:
            watcher(self._what, min(done, self._total), self._total)

    def go(self, more: float) -> None:
        """Tell the watcher that so many more are done."""
        self.come_to(self._at + more)

    def end(self) -> None:
        """Tell the watcher that this is done."""
        self.come_to(self._total)

    @contextmanager
    def going_to(self, place: float) -> Iterator[None]:
        """Have steps inside the block be steps of the way to a place."""
        begin, watcher = self._at, _WATCHER.get()

        def follow(_: str, done: float, total: float) -> None:
            self._tell(watcher, begin + (place - begin) * done / max(total, 1))

        with watched(follow if watcher is not None and self._total else watcher):
            yield
        self._at = place

    def _tell(self, watcher: Watcher | None, done: float) -> None:
        if watcher is not None and done < self._total:
            watcher(self._what, done, self._total)


@contextmanager
def watched(watcher: Watcher | None) -> Iterator[None]:
    """Have a watcher told of all steps inside the block."""
    token = _WATCHER.set(watcher)
    try:
        yield
    finally:
        _WATCHER.reset(token)


def tell(sentence: str) -> None:
    """Tell whoever wants to know in detail what a step did that is done."""
    teller = _TELLER.get()
    if teller is not None:
        teller(sentence)


@contextmanager
def told(teller: Teller) -> Iterator[None]:
    """Have somebody told, inside the block, what the steps did."""
    token = _TELLER.set(teller)
    try:
        yield
    finally:
        _TELLER.reset(token)
