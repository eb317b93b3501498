"""The terms met so far, and how often each occurs in each row of a table."""

from collections.abc import Callable, Sequence
from threading import Lock

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from framing.counts import Integers, SparseIntegers

__all__ = ["TermTable", "Terms"]

_DENSE_ROWS, _DENSE_TERMS = 1 << 10, 1 << 14
_FEWEST_ROWS = 16
_PENDING = 1 << 22


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

    def numbers_of(self, terms: Sequence[str]) -> npt.NDArray[np.int32]:
        """Return the numbers of terms; those that were not met before get one."""
        with self.lock:
            return np.array([self.number(term) for term in terms], dtype=np.int32)

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


class TermTable:
    """Adds up occurrences by row and term.

    Terms that come early are the frequent ones: their counts stand in a plain table, where rows are
    not too many. The others are kept as records, which are added up when there are many of them.
    """

    def __init__(self) -> None:
        """Begin without any."""
        self._dense = np.zeros((0, _DENSE_TERMS), dtype=np.int64)
        self._keys: list[Integers] = []
        self._times: list[Integers] = []
        self._pending = 0
        self._settled = 0

    def add(self, keys: Integers, times: Integers, rows: int) -> None:
        """Add records.

        Args:
            keys: ``row << 32 | term`` of each, none twice.
            times: How often that is.
            rows: How many rows there are by now.
        """
        if rows <= _DENSE_ROWS:
            keys, times = self._add_dense(keys, times, rows)
        self._keys.append(keys)
        self._times.append(times)
        self._pending += len(keys)
        if self._pending > max(_PENDING, self._settled):
            self._settle()

    def table(self, row_places: Integers, ranks: Integers, size: int) -> SparseIntegers:
        """Return the table.

        Args:
            row_places: For each row, its place in the table.
            ranks: For each term, its place.
            size: How many places there are.
        """
        self._settle()
        dense_rows, dense_terms = np.nonzero(self._dense)
        (keys,), (times,) = self._keys, self._times
        at = np.concatenate([dense_rows, keys >> 32])
        terms = np.concatenate([dense_terms, keys & 0xFFFFFFFF])
        values = np.concatenate([self._dense[dense_rows, dense_terms], times])
        shape = (len(row_places), size)
        made = csr_array((values, (row_places[at], ranks[terms])), shape=shape)
        made.sort_indices()
        return made

    def _add_dense(self, keys: Integers, times: Integers, rows: int) -> tuple[Integers, Integers]:
        if rows > len(self._dense):
            room = np.zeros((max(rows, 2 * len(self._dense), _FEWEST_ROWS), _DENSE_TERMS), np.int64)
            room[: len(self._dense)] = self._dense
            self._dense = room
        term = keys & 0xFFFFFFFF
        frequent = term < _DENSE_TERMS
        places = (keys[frequent] >> 32) * _DENSE_TERMS + term[frequent]
        self._dense.reshape(-1)[places] += times[frequent]
        return keys[~frequent], times[~frequent]

    def _settle(self) -> None:
        """Add up the records of one key."""
        none: npt.NDArray[np.int64] = np.empty(0, dtype=np.int64)
        keys, times = np.concatenate([none, *self._keys]), np.concatenate([none, *self._times])
        order = np.argsort(keys, kind="stable")
        keys, times = keys[order], times[order]
        begins = np.flatnonzero(np.diff(keys, prepend=-1))
        self._keys = [keys[begins]]
        self._times = [np.add.reduceat(times, begins) if len(begins) else none]
        self._pending, self._settled = 0, len(begins)
