"""The order of the columns of `framing.measures.canonical`, for very many units of many groups.

A table of units by groups has one cell in use a row. Here only such cells are kept, and units that
hold the same once: a table of a million articles of two hundred outlets would take gigabytes.

Sorted sequences are compared without being written out. Where two of one length first differ, the
one with more of the smaller value is the smaller; so it is enough to know, value by value from the
smallest, in what the numbers of times differ.
"""

import numpy as np

from framing.counts import Integers

__all__ = ["column_keys", "sparse_units"]

_MANY = 1 << 62


def sparse_units(rank: Integers, beyond: int, columns: Integers, cells: Integers) -> Integers:
    """Return the place of each row among the different rows ``sort(rank * beyond + row)``.

    Args:
        rank: The rank of each column, shape (C,).
        beyond: A number above all cells.
        columns: Of each of R rows the W columns whose cells may be other than 0, shape (R, W).
        cells: These cells, shape (R, W), from 0.
    """
    empty = rank[columns] * beyond
    # Beside a row of zeros, a row lacks these values and has those.
    values = np.concatenate([empty, empty + cells], axis=1)
    more = np.concatenate([np.full_like(empty, -1), np.ones_like(empty)], axis=1)
    order = np.argsort(values, axis=1, kind="stable")
    values, more = (np.take_along_axis(table, order, axis=1) for table in (values, more))
    for column in range(1, values.shape[1]):
        same = values[:, column] == values[:, column - 1]
        more[:, column] += np.where(same, more[:, column - 1], 0)
        more[:, column - 1][same] = 0
    # More of a small value comes before everything, less of it behind everything.
    weight = (values.max() + 1 - values) * (values.shape[1] + 1) + np.abs(more)
    keys = -np.sign(more) * weight
    front = np.argsort(more == 0, axis=1, kind="stable")
    keys = np.take_along_axis(keys, front, axis=1)
    return np.asarray(np.unique(keys, axis=0, return_inverse=True)[1]).ravel()


def column_keys(
    unit: Integers, times: Integers, columns: Integers, cells: Integers, count: int
) -> list[tuple[tuple[int, ...], bytes, bytes]]:
    """Return what orders columns as their cells do, sorted, and then the units in that order.

    Args:
        unit: What each of R rows is known by, shape (R,), from 0.
        times: How often each row stands in the table, shape (R,).
        columns: As for `sparse_units`.
        cells: As for `sparse_units`.
        count: How many columns there are.
    """
    used = cells > 0
    rows = np.nonzero(used)[0]
    found = np.stack([columns[used], cells[used], unit[rows]])
    order = np.lexsort(found[::-1])
    found, often = found[:, order], times[rows][order]
    begins = np.flatnonzero((found[:, 1:] != found[:, :-1]).any(axis=0)) + 1
    begins = np.concatenate([[0], begins]) if len(rows) else begins
    often = np.add.reduceat(often, begins) if len(begins) else often
    column, cell, of = found[:, begins]
    bounds = np.searchsorted(column, np.arange(count + 1))
    keys = []
    for number in range(count):
        own = slice(bounds[number], bounds[number + 1])
        keys.append(_key(cell[own], of[own], often[own], int(times.sum())))
    return keys


def _key(
    cell: Integers, unit: Integers, often: Integers, rows: int
) -> tuple[tuple[int, ...], bytes, bytes]:
    """Return the key of a column, given how often each unit has each cell other than 0."""
    different, which = np.unique(cell, return_inverse=True)
    sums = np.zeros(len(different), dtype=np.int64)
    np.add.at(sums, which, often)
    runs = dict(zip(different.tolist(), sums.tolist(), strict=True))
    if zeros := rows - sum(runs.values()):
        runs = {0: zeros, **runs}
    with_cells, which = np.unique(unit, return_inverse=True)
    lacking = np.zeros(len(with_cells), dtype=np.int64)
    np.add.at(lacking, which, often)
    # Of units without a cell there are as many fewer as have one.
    of_zeros = np.stack([_MANY - with_cells, lacking], axis=1)
    of_others = np.stack([unit, _MANY - often], axis=1)
    flat = tuple(number for value, times in runs.items() for number in (value, -times))
    return flat, of_zeros.astype(">i8").tobytes(), of_others.astype(">i8").tobytes()
