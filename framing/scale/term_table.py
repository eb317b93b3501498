"""How often each term occurs in each row of a table, and in how many articles."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from framing.counts import Integers, SparseIntegers
from framing.sparse import csr_array

__all__ = ["TermTable"]

_DENSE_ROWS, _DENSE_TERMS = 1 << 10, 1 << 13
_FEWEST_ROWS = 16
_PENDING = 1 << 20


class TermTable:
    """Adds up occurrences by row and term; each thread that counts has one of its own.

    Terms that come early are the frequent ones: their counts stand in a plain table, where rows are
    not too many. The others are kept as records, which are added up when there are many of them.

    Attributes:
        dense: The plain table: the rows it has room for by the first terms.
        articles_with: In how many articles each term occurs, by its number.
    """

    def __init__(self) -> None:
        """Begin without any."""
        self.dense = np.zeros((0, _DENSE_TERMS), dtype=np.int64)
        self.articles_with = np.zeros(0, dtype=np.int64)
        self._keys: list[Integers] = []
        self._times: list[Integers] = []
        self._pending = 0
        self._settled = 0

    def make_room(self, rows: int, terms: int) -> None:
        """Make ``dense``, if so many rows are not too many, and ``articles_with`` large enough."""
        if len(self.dense) < rows <= _DENSE_ROWS:
            room = np.zeros((max(rows, 2 * len(self.dense), _FEWEST_ROWS), _DENSE_TERMS), np.int64)
            room[: len(self.dense)] = self.dense
            self.dense = room
        if len(self.articles_with) < terms:
            more = np.zeros(max(terms, 2 * len(self.articles_with)), dtype=np.int64)
            more[: len(self.articles_with)] = self.articles_with
            self.articles_with = more

    def add(self, keys: Integers, times: Integers) -> None:
        """Add records.

        Args:
            keys: ``row << 32 | term`` of each, none twice.
            times: How often that is.
        """
        rows, terms = keys >> 32, keys & 0xFFFFFFFF
        in_dense = (terms < _DENSE_TERMS) & (rows < len(self.dense))
        self.dense[rows[in_dense], terms[in_dense]] += times[in_dense]
        self.add_rare(keys[~in_dense], times[~in_dense])

    def add_rare(self, keys: Integers, times: Integers) -> None:
        """Add records that have no place in ``dense``."""
        self._keys.append(keys)
        self._times.append(times)
        self._pending += len(keys)
        if self._pending > max(_PENDING, self._settled):
            self._settle()

    @classmethod
    def of(cls, tables: "Sequence[TermTable]", terms: int) -> "TermTable":
        """Add up tables.

        Args:
            tables: The tables; they are not to be used any more.
            terms: How many terms there are.
        """
        whole = cls()
        whole.make_room(0, terms)
        whole.dense = max((table.dense for table in tables), key=len)
        for table in tables:
            if table.dense is not whole.dense:
                whole.dense[: len(table.dense)] += table.dense
            whole.articles_with[: len(table.articles_with)] += table.articles_with[:terms]
            whole._keys += table._keys
            whole._times += table._times
        return whole

    def table(self, row_places: Integers, ranks: Integers, size: int) -> SparseIntegers:
        """Return the table.

        Args:
            row_places: For each row, its place in the table.
            ranks: For each term, its place.
            size: How many places there are.
        """
        self._settle()
        dense_rows, dense_terms = np.nonzero(self.dense)
        (keys,), (times,) = self._keys, self._times
        at = np.concatenate([dense_rows, keys >> 32])
        terms = np.concatenate([dense_terms, keys & 0xFFFFFFFF])
        values = np.concatenate([self.dense[dense_rows, dense_terms], times])
        shape = (len(row_places), size)
        made = csr_array((values, (row_places[at], ranks[terms])), shape=shape)
        made.sort_indices()
        return made

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
