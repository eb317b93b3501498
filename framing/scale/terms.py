"""The terms met so far, by number."""

from collections.abc import Callable, Sequence
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
    """

    def __init__(
        self, symbols_of: Callable[[Sequence[str]], dict[str, tuple[int, ...]]] | None = None
    ) -> None:
        """Begin without terms.

        Args:
            symbols_of: Finds out which pattern words terms match
                (`framing.scale.automaton.Automaton.folded_symbols`).
        """
        self._symbols_of = symbols_of
        self.numbers: dict[str, int] = {}
        self.symbols: dict[str, tuple[int, ...]] = {}
        self._lock = Lock()

    def numbers_of(self, terms: Sequence[str]) -> npt.NDArray[np.int32]:
        """Return the numbers of terms; those that were not met before get one."""
        with self._lock:
            numbers = self.numbers
            new = [term for term in dict.fromkeys(terms) if term not in numbers]
            if new:
                if self._symbols_of is not None:
                    self.symbols |= self._symbols_of(new)
                numbers.update(zip(new, range(len(numbers), len(numbers) + len(new)), strict=True))
            return np.fromiter(map(numbers.__getitem__, terms), np.int32, len(terms))

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
