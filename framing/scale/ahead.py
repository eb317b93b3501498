"""Work done ahead, beside what is done with it."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from contextvars import copy_context
from itertools import islice
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
    context = copy_context()  # whoever watches here also watches there

    def one_or_none() -> list[_T]:
        return list(islice(items, 1))

    def follow(coming: "Future[list[_T]]") -> Iterator[_T]:
        try:
            while item := coming.result():
                coming = pool.submit(context.run, one_or_none)
                yield item[0]
        finally:
            pool.shutdown(cancel_futures=True)

    return follow(pool.submit(context.run, one_or_none))


def start(work: Callable[[], None]) -> None:
    """Have some work done by a thread of its own, before the program ends.

    Whoever needs what it does does it again, and is told what goes wrong.
    """

    def try_it() -> None:
        with suppress(Exception):
            work()

    Thread(target=try_it).start()
