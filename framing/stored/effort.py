"""How much was counted, by what and for how long, for whoever wants to know in detail."""

import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager

from framing.article import Article
from framing.quickest import takes_machine_code

__all__ = ["Effort", "number_of"]


class Effort:
    """What was counted since it was last told."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._begin()

    def _begin(self) -> None:
        self._articles, self._seconds = 0, 0.0
        self._engines: set[str] = set()

    @contextmanager
    def of(self, articles: Collection[Article]) -> Iterator[None]:
        """Note that articles are counted inside the block."""
        began = time.perf_counter()
        yield
        self._seconds += time.perf_counter() - began
        self._articles += len(articles)
        self._engines.add("compiled" if takes_machine_code([*articles]) else "plain")

    def told(self) -> str:
        """Say what was counted, and begin anew."""
        said = f"Counted {number_of(self._articles, 'article')} anew"
        if self._articles:
            said += f" (engine {' and '.join(sorted(self._engines))}, {self._seconds:.2f} s)"
        self._begin()
        return said


def number_of(number: int, what: str) -> str:
    """Return a number with what it is of, in the plural where there is not one."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"
