"""A hash table in arrays, in which very many keys are looked up at once."""

from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

__all__ = ["Different", "KeyTable", "Keys", "different_keys"]

Keys: TypeAlias = tuple[npt.NDArray[np.uint64], ...]
"""The columns of some keys: numbers of 64 bits, none 0 in the first column."""

_FACTORS = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)
_FEWEST_SLOTS = 1 << 12


class _Slots(NamedTuple):
    """Where keys stand, column by column, and their numbers; 0 and -1 where none does."""

    keys: Keys
    numbers: npt.NDArray[np.int32]

    def first_of(self, keys: Keys) -> npt.NDArray[np.int64]:
        """Return the slots that the hashes of keys name."""
        mixed = keys[0] * _FACTORS[0]
        for column in keys[1:]:
            mixed += column
            mixed *= _FACTORS[1]
        mixed >>= np.uint64(65 - len(self.numbers).bit_length())
        return mixed.view(np.int64)

    def have(self, slots: npt.NDArray[np.int64], keys: Keys) -> npt.NDArray[np.bool_]:
        """Tell whether keys stand in slots."""
        found: npt.NDArray[np.bool_] = self.keys[0].take(slots) == keys[0]
        for column, values in zip(self.keys[1:], keys[1:], strict=True):
            found &= column.take(slots) == values
        return found

    def behind(self, slots: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """Return the slots that follow."""
        return (slots + 1) & (len(self.numbers) - 1)


def _free_slots(columns: int, count: int) -> _Slots:
    keys = tuple(np.zeros(count, dtype=np.uint64) for _ in range(columns))
    return _Slots(keys, np.full(count, -1, dtype=np.int32))


class KeyTable:
    """The numbers of keys.

    A key stands in the first free slot from that on which its hash names. All keys are looked up in
    the slot of their hash; the few that are not there, in the next, and so on.

    One thread may enter keys while others look some up: a number stands in its slot before its key
    does. These others may miss keys that are being entered, but find no wrong ones.
    """

    def __init__(self, columns: int, slots: int = _FEWEST_SLOTS) -> None:
        """Make an empty table that grows as it must.

        Args:
            columns: Of how many numbers a key consists, one or two.
            slots: Places at first, half of which are used; a power of two.
        """
        self._slots = _free_slots(columns, slots)
        self._used = 0

    def find(self, keys: Keys) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int64]]:
        """Look keys up.

        Returns:
            The number of each, -1 if it has none, and the places of those without.
        """
        table = self._slots
        slots = table.first_of(keys)
        numbers = table.numbers.take(slots)  # before the keys, so that none is of another key
        waiting = np.flatnonzero(~table.have(slots, keys) | (numbers < 0))
        without = []
        slots = slots[waiting]
        while len(waiting):
            is_free = table.keys[0].take(slots) == 0
            without.append(waiting[is_free])
            waiting, slots = waiting[~is_free], table.behind(slots[~is_free])
            stand_there = table.numbers.take(slots)
            found = table.have(slots, tuple(column[waiting] for column in keys))
            found &= stand_there >= 0
            numbers[waiting[found]] = stand_there[found]
            waiting, slots = waiting[~found], slots[~found]
        if not without:
            return numbers, waiting
        places = np.sort(np.concatenate(without))
        numbers[places] = -1
        return numbers, places

    def enter(self, keys: Keys, numbers: npt.NDArray[np.int32]) -> None:
        """Enter keys that are not in the table, all different, with different numbers."""
        table = self._slots
        self._used += len(numbers)
        room = len(table.numbers)
        if 2 * self._used > room:
            while 2 * self._used > room:
                room *= 4
            larger = _free_slots(len(keys), room)
            taken = np.flatnonzero(table.keys[0])
            _enter(larger, tuple(column[taken] for column in table.keys), table.numbers[taken])
            _enter(larger, keys, numbers)
            self._slots = larger
        else:
            _enter(table, keys, numbers)


def _enter(table: _Slots, keys: Keys, numbers: npt.NDArray[np.int32]) -> None:
    slots = table.first_of(keys)
    while len(slots):
        is_free = table.keys[0][slots] == 0
        table.numbers[slots[is_free]] = numbers[is_free]
        # Of several that want one slot, the last has it now.
        has_it = is_free & (table.numbers[slots] == numbers)
        for column, values in zip(table.keys, keys, strict=True):
            column[slots[has_it]] = values[has_it]
        waits = ~has_it
        keys = tuple(column[waits] for column in keys)
        numbers, slots = numbers[waits], table.behind(slots[waits])


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
