"""An order of units that depends on what they hold alone.

Random numbers are dealt out in such an order, so that neither names nor the order of articles,
blocks or frames change a result.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from framing.counts import Integers

__all__ = ["canonical_order", "canonical_sides"]

_MOST_TIED = 100
"""With more categories, which are words then and do not change places, ties keep their order."""


def canonical_order(values: Integers) -> tuple[Integers, bytes]:
    """Order units by what they hold.

    Args:
        values: Counts per unit and category, shape (U, K).

    Returns:
        The order of the units, shape (U,), and the content in that order as bytes. Both stay the
        same when units or categories change places, and when an empty category is added.
    """
    used = values[:, values.any(axis=0)]
    table = used[:, _column_order(used)].astype(">i8")
    order = np.array(sorted(range(len(table)), key=lambda u: table[u].tobytes()), dtype=np.int64)
    return order, table[order].tobytes()


def canonical_sides(
    values: Integers, sides: Sequence[Integers], stratum: Integers
) -> tuple[Integers, list[bytes]]:
    """Order the units of several sides, side by side.

    Args:
        values: Counts per unit and category, shape (U, K).
        sides: The indices of the units of each side.
        stratum: The stratum of each unit, shape (U,).

    Returns:
        The units of all sides in their order, and the content of each side. Neither the names of
        sides nor those of strata matter.
    """
    ordered = []
    for units in sides:
        order, content = canonical_order(values[units])
        own = units[order]
        # Which units of a side hold the same: 0 for the first of them, and so on.
        kinds = np.cumsum([0, *(values[own][1:] != values[own][:-1]).any(axis=1)])[: len(own)]
        held: dict[int, list[int]] = {}
        for kind, name in zip(kinds.tolist(), stratum[own].tolist(), strict=True):
            held.setdefault(name, []).append(kind)
        ordered.append((content, sorted(held.values()), own, kinds, held))
    ordered.sort(key=lambda side: side[:2])
    if any(one[:2] == other[:2] for one, other in pairwise(ordered)):
        # Alike by themselves, they may yet stand differently to the others.
        ordered.sort(key=lambda side: (*side[:2], _beside_the_others(values, side[2])))
    names = sorted(
        set(stratum.tolist()), key=lambda name: [held.get(name, []) for *_, held in ordered]
    )
    rank = {name: index for index, name in enumerate(names)}
    # Units that hold the same are told apart by what else their stratum holds.
    ranks = np.array([rank[name] for name in stratum.tolist()], dtype=np.int64)
    by_side = [own[np.lexsort((ranks[own], kinds))] for _, _, own, kinds, _ in ordered]
    return np.concatenate(by_side), [content for content, *_ in ordered]


def _beside_the_others(values: Integers, side: Integers) -> bytes:
    marked = np.zeros(len(values), dtype=np.int64)
    marked[side] = int(values.max(initial=0)) + 1
    return canonical_order(np.column_stack([values, marked]))[1]


def _column_order(table: Integers) -> Integers:
    """Order columns by what their units hold, each beside the whole of its unit.

    Columns that this cannot tell apart are taken one after the other, and the rest are looked at
    again beside those taken; those left at last are alike but for a symmetry of the table.
    """
    columns, beyond = table.shape[1], int(table.max(initial=0)) + 1
    rank = np.zeros(columns, dtype=np.int64)
    known = 0
    while columns:
        # A unit is known by what it holds in columns of each rank.
        whole = np.sort(rank * beyond + table, axis=1)
        unit = np.unique(whole, axis=0, return_inverse=True)[1]
        keys = [(place, _content(table[:, k], unit)) for k, place in enumerate(rank.tolist())]
        place_of = {key: place for place, key in enumerate(sorted(set(keys)))}
        rank = np.array([place_of[key] for key in keys])
        if len(place_of) == columns or columns > _MOST_TIED:
            break
        if len(place_of) == known:
            tied = int(np.flatnonzero(np.bincount(rank) > 1)[0])
            first = int(np.flatnonzero(rank == tied)[0])
            rank, known = 2 * rank, known + 1
            rank[first] -= 1
        else:
            known = len(place_of)
    return np.argsort(rank, kind="stable")


def _content(column: Integers, unit: Integers) -> bytes:
    return np.stack([column, unit])[:, np.lexsort((unit, column))].astype(">i8").tobytes()
