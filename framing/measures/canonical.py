"""An order of units that depends on what they hold alone.

Random numbers are dealt out in such an order, so that neither names nor the order of articles,
blocks or frames change a result.
"""

from collections.abc import Sequence

import numpy as np

from framing.counts import Integers
from framing.measures.sparse_columns import column_keys, sparse_units

__all__ = ["canonical_order", "canonical_sides"]

_MOST_CELLS = 1_000_000  # of a table of units by their sides and stories
_MOST_TIED = 100
"""With more categories, which are words then and do not change places, ties keep their order."""


def canonical_order(values: Integers, places: Integers | None = None) -> tuple[Integers, bytes]:
    """Order units by what they hold.

    Args:
        values: Counts per unit and category, shape (U, K).
        places: Of each category its place among those that cannot be told apart otherwise, shape
            (K,); the order in which they stand if not given.

    Returns:
        The order of the units, shape (U,), and the content in that order as bytes. Both stay the
        same when units or categories change places, and when an empty category is added.
    """
    used = np.flatnonzero(values.any(axis=0))
    ties = np.arange(len(used)) if places is None else places[used]
    table = values[:, used][:, _column_order(values[:, used], ties)].astype(">i8")
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
    side_of = np.zeros(len(values), dtype=np.int64)
    for index, units in enumerate(sides):
        side_of[units] = index
    story_of = np.unique(stratum, return_inverse=True)[1]
    # Sides and stories are categories too, each of a kind of its own: what one of them alone
    # cannot tell apart, all together may.
    used = np.flatnonzero(values.any(axis=0))
    beyond = int(values.max(initial=0)) + 1
    kinds_of = [int(index.max(initial=-1)) + 1 for index in (side_of, story_of)]
    if len(values) * sum(kinds_of) > _MOST_CELLS:
        in_order = _sparse_order(values[:, used], beyond, (side_of, story_of), kinds_of)
    else:
        joint = np.column_stack(
            [values[:, used], beyond * _members(side_of), (beyond + 1) * _members(story_of)]
        )
        in_order = _column_order(joint, np.arange(joint.shape[1]))
    place = np.argsort(in_order)
    of_category = np.zeros(values.shape[1], dtype=np.int64)
    of_category[used] = place[: len(used)]
    of_side, of_story = np.split(place[len(used) :], [int(side_of.max(initial=-1)) + 1])
    ordered = []
    for index, units in enumerate(sides):
        order, content = canonical_order(values[units], of_category)
        own = units[order]
        # Which units of a side hold the same: 0 for the first of them, and so on.
        kinds = np.cumsum([0, *(values[own][1:] != values[own][:-1]).any(axis=1)])[: len(own)]
        own = own[np.lexsort((of_story[story_of[own]], kinds))]
        ordered.append((content, int(of_side[index]), own))
    ordered.sort(key=lambda side: side[:2])
    return np.concatenate([own for *_, own in ordered]), [content for content, *_ in ordered]


def _members(index: Integers) -> Integers:
    """Return the table of units by indices that has 1 where a unit has the index."""
    return np.equal.outer(index, np.arange(int(index.max(initial=-1)) + 1)).astype(np.int64)


def _column_order(table: Integers, places: Integers) -> Integers:
    """Order columns by what their units hold, each beside the whole of its unit.

    Columns that this cannot tell apart are taken one after the other, by their places, and the rest
    are looked at again beside those taken: one place is as good as another if all that is left is a
    symmetry of the table.
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
            rank = _with_one_taken(rank, places)
        known = len(place_of)
    return np.asarray(np.lexsort((places, rank)), dtype=np.int64)


def _sparse_order(
    values: Integers, beyond: int, indices: Sequence[Integers], kinds: Sequence[int]
) -> Integers:
    """Do what `_column_order` does with values beside the tables of members of sides and stories.

    Args:
        values: Counts per unit and category, shape (U, K).
        beyond: A number above all of them.
        indices: The side and the story of each unit.
        kinds: How many sides and stories there are.
    """
    rows, times = np.unique(np.column_stack([values, *indices]), axis=0, return_counts=True)
    categories = values.shape[1]
    columns = np.tile(np.arange(categories + 2), (len(rows), 1))
    columns[:, categories] += rows[:, categories]
    columns[:, categories + 1] += kinds[0] - 1 + rows[:, categories + 1]
    cells = rows.copy()
    cells[:, categories], cells[:, categories + 1] = beyond, beyond + 1
    count = categories + sum(kinds)
    places = np.arange(count)
    rank = np.zeros(count, dtype=np.int64)
    known = 0
    while True:
        unit = sparse_units(rank, beyond + 2, columns, cells)
        of_columns = column_keys(unit, times, columns, cells, count)
        keys = list(zip(rank.tolist(), of_columns, strict=True))
        place_of = {key: place for place, key in enumerate(sorted(set(keys)))}
        rank = np.array([place_of[key] for key in keys])
        if len(place_of) == count or count > _MOST_TIED:
            break
        if len(place_of) == known:
            rank = _with_one_taken(rank, places)
        known = len(place_of)
    return np.asarray(np.lexsort((places, rank)), dtype=np.int64)


def _with_one_taken(rank: Integers, places: Integers) -> Integers:
    """Take one of the first columns that cannot be told apart before the others."""
    tied = np.flatnonzero(rank == np.flatnonzero(np.bincount(rank) > 1)[0])
    ranks = 2 * rank
    ranks[tied[np.argmin(places[tied])]] -= 1
    return ranks


def _content(column: Integers, unit: Integers) -> bytes:
    return np.stack([column, unit])[:, np.lexsort((unit, column))].astype(">i8").tobytes()
