"""Sums over the articles of each group, some articles at a time, so that they take no memory."""

from collections.abc import Iterator

import numpy as np

from framing.counts import AnyIntegers, Integers

__all__ = ["AT_ONCE", "blocks", "smallest", "sums_by_group"]

AT_ONCE = 50_000
"""So many articles are added up at a time."""

_MOST_UNSIGNED = 1 << 32  # numpy counts and points with int64, but not with uint64


def blocks(articles: int) -> Iterator[slice]:
    """Yield some articles at a time."""
    for start in range(0, articles, AT_ONCE):
        yield slice(start, min(start + AT_ONCE, articles))


def smallest(values: AnyIntegers) -> AnyIntegers:
    """Return integers from 0 in as few bytes as hold the largest."""
    most = int(values.max(initial=0))
    return values.astype(np.min_scalar_type(most) if most < _MOST_UNSIGNED else np.int64)


def sums_by_group(groups: AnyIntegers, values: AnyIntegers, count: int) -> Integers:
    """Add values up over the articles of each group.

    Args:
        groups: Per article, its group, shape (A,).
        values: Per article its value, or several of them, shape (A,) or (A, K).
        count: How many groups there are.

    Returns:
        The sums, shape (G,) or (G, K).
    """
    columns = values.reshape(len(values), -1)
    sums = np.zeros((count, columns.shape[1]), dtype=np.int64)
    for own in blocks(len(columns)):
        for column in range(columns.shape[1]):
            # Whole numbers, exact as floats below 2**53.
            found = np.bincount(groups[own], columns[own, column], minlength=count)
            sums[:, column] += found.astype(np.int64)
    return sums.reshape(count, *values.shape[1:])
