"""A hash table in arrays, in which very many keys are looked up at once."""

from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

__all__ = ["Different", "KeyTable", "Keys", "different_keys"]

Keys: TypeAlias = tuple[npt.NDArray[np.uint64], ...]
"""The columns of some keys: numbers of 64 bits, none 0 in the first column."""

_FACTORS = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)
_FEWEST_SLOTS = 1 << 12


class KeyTable:
    """The numbers of keys.

    A key stands in the first free slot from that on which its hash names. All keys are looked up in
    the slot of their hash; the few that are not there, in the next, and so on.
    """

    def __init__(self, columns: int, slots: int = _FEWEST_SLOTS) -> None:
        """Make an empty table that grows as it must.

        Args:
            columns: Of how many numbers a key consists, one or two.
            slots: Places at first, half of which are used; a power of two.
        """
        self._slots = tuple(np.zeros(slots, dtype=np.uint64) for _ in range(columns))
        self._numbers = np.full(slots, -1, dtype=np.int32)
        self._used = 0

    def find(self, keys: Keys) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int64]]:
        """Look keys up.

        Returns:
            The number of each, -1 if it has none, and the places of those without.
        """
        slots = self._first_slots(keys)
        # Where a slot is free, the number there is -1.
        numbers = self._numbers.take(slots)
        waiting = np.flatnonzero(~self._are_at(slots, keys))
        without = []
        slots = slots[waiting]
        while len(waiting):
            is_free = self._slots[0].take(slots) == 0
            without.append(waiting[is_free])
            waiting, slots = waiting[~is_free], (slots[~is_free] + 1) & (len(self._numbers) - 1)
            found = self._are_at(slots, tuple(column[waiting] for column in keys))
            numbers[waiting] = self._numbers.take(slots)
            waiting, slots = waiting[~found], slots[~found]
        if not without:
            return numbers, waiting
        return numbers, np.sort(np.concatenate(without))

    def enter(self, keys: Keys, numbers: npt.NDArray[np.int32]) -> None:
        """Enter keys that are not in the table, all different, with different numbers."""
        self._used += len(numbers)
        if 2 * self._used > len(self._numbers):
            taken = np.flatnonzero(self._slots[0])
            keys = tuple(
                np.concatenate([column[taken], more])
                for column, more in zip(self._slots, keys, strict=True)
            )
            numbers = np.concatenate([self._numbers[taken], numbers])
            room = 4 * len(self._numbers)
            while 2 * self._used > room:
                room *= 2
            self._slots = tuple(np.zeros(room, dtype=np.uint64) for _ in keys)
            self._numbers = np.full(room, -1, dtype=np.int32)
        slots = self._first_slots(keys)
        while len(slots):
            is_free = self._slots[0][slots] == 0
            self._numbers[slots[is_free]] = numbers[is_free]
            # Of several that want one slot, the last has it now.
            has_it = is_free & (self._numbers[slots] == numbers)
            for column, values in zip(self._slots, keys, strict=True):
                column[slots[has_it]] = values[has_it]
            waits = ~has_it
            keys = tuple(column[waits] for column in keys)
            numbers, slots = numbers[waits], (slots[waits] + 1) & (len(self._numbers) - 1)

    def _first_slots(self, keys: Keys) -> npt.NDArray[np.int64]:
        mixed = keys[0] * _FACTORS[0]
        for column in keys[1:]:
            mixed += column
            mixed *= _FACTORS[1]
        mixed >>= np.uint64(65 - len(self._numbers).bit_length())
        return mixed.view(np.int64)

    def _are_at(self, slots: npt.NDArray[np.int64], keys: Keys) -> npt.NDArray[np.bool_]:
        are_at: npt.NDArray[np.bool_] = self._slots[0].take(slots) == keys[0]
        for column, values in zip(self._slots[1:], keys[1:], strict=True):
            are_at &= column.take(slots) == values
        return are_at


class Different(NamedTuple):
    """The different ones among some keys, in the order in which they come.

    Attributes:
        first: Where each of them comes first.
        which: For each key, which of them it is.
    """

    first: npt.NDArray[np.int64]
    which: npt.NDArray[np.int64]


def different_keys(keys: Keys) -> Different:
    """Find out which keys are equal."""
    order = np.lexsort(keys)  # which leaves equal ones in their order
    is_other = np.zeros(len(order), dtype=np.bool_)
    is_other[:1] = True
    for column in keys:
        ordered = column[order]
        is_other[1:] |= ordered[1:] != ordered[:-1]
    first = order[is_other]
    by_coming = np.argsort(first)
    rank = np.empty_like(by_coming)
    rank[by_coming] = np.arange(len(by_coming))
    which = np.empty_like(order)
    which[order] = rank[np.cumsum(is_other) - 1]
    return Different(first[by_coming], which)
