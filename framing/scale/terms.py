"""The terms met so far, by number."""

from collections.abc import Callable
from threading import Lock

import numpy as np
import numpy.typing as npt

from framing.counts import Integers

__all__ = ["Terms"]


class Terms:
    """The terms (folded words) met so far, by number; shared by threads.

    Attributes:
        numbers: The number of each term.
        symbols: Of each term that matches a word of a pattern, which words it matches.
        lock: To be held while numbers are given.
    """

    def __init__(self, symbols_of: Callable[[str], tuple[int, ...]] = lambda _term: ()) -> None:
        """Begin without terms.

        Args:
            symbols_of: Finds out which pattern words a term matches
                (`framing.scale.automaton.Automaton.folded_symbols`).
        """
        self._symbols_of = symbols_of
        self.numbers: dict[str, int] = {}
        self.symbols: dict[str, tuple[int, ...]] = {}
        self.lock = Lock()

    def number(self, term: str) -> int:
        """Return the number of a term; call it holding the lock."""
        known = self.numbers.get(term)
        if known is None:
            self.numbers[term] = known = len(self.numbers)
            if symbols := self._symbols_of(term):
                self.symbols[term] = symbols
        return known

    def ranks(self, kept: npt.NDArray[np.bool_]) -> tuple[tuple[str, ...], Integers]:
        """Return terms sorted, and for each number its place among them.

        Args:
            kept: Which numbers are wanted; the others get the place -1.
        """
        import polars as pl

        # UTF-8 sorts as code points do.
        names = pl.Series(list(self.numbers), dtype=pl.String).filter(pl.Series(kept))
        order = names.arg_sort()
        ranks = np.full(len(kept), -1, dtype=np.int64)
        ranks[np.flatnonzero(kept)[order.to_numpy()]] = np.arange(len(order))
        return tuple(names.gather(order).to_list()), ranks
