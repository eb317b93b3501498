"""Work done ahead, beside what is done with it."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from threading import Thread
from typing import TypeVar

__all__ = ["read_ahead", "start"]

_T = TypeVar("_T")


def read_ahead(items: Iterator[_T]) -> Iterator[_T]:
    """Make each item while the one before it is worked on; the first is begun at once.

    Args:
        items: The items, made by one thread, never two of them at the same time.

    Yields:
        The same items in order. What was raised on the way to one is raised in its place.
    """
    pool = ThreadPoolExecutor(1, "read-ahead")
    context, end = copy_context(), object()  # whoever watches here also watches there
    coming = pool.submit(context.run, next, items, end)

    def follow() -> Iterator[_T]:
        nonlocal coming
        try:
            while (item := coming.result()) is not end:
                coming = pool.submit(context.run, next, items, end)
                yield item  # type: ignore[misc]  # mypy does not tell it from the end
        finally:
            pool.shutdown(cancel_futures=True)

    return follow()


def start(work: Callable[[], None]) -> None:
    """Have some work done by a thread of its own; a program does not end before it."""
    Thread(target=work).start()
