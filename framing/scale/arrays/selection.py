"""Of spans that overlap, the one that comes first."""

import numpy as np
import numpy.typing as npt

from framing.counts import Integers

__all__ = ["first_come"]


def first_come(begins: Integers, ends: Integers) -> npt.NDArray[np.bool_]:
    """Choose spans from the first to the last, each that does not begin inside of a chosen one.

    Args:
        begins: Where they begin, in ascending order, none twice.
        ends: Where they end.

    Returns:
        Which are chosen.
    """
    chosen = np.ones(len(begins), dtype=np.bool_)
    if not len(begins):
        return chosen
    reach = np.maximum.accumulate(ends)
    inside = np.zeros(len(begins), dtype=np.bool_)
    inside[1:] = begins[1:] < reach[:-1]
    # Those that begin in no other are chosen; only among the others, one decides about the next.
    is_doubtful = inside.copy()
    is_doubtful[:-1] |= inside[1:]
    doubtful = np.flatnonzero(is_doubtful)
    free = -1
    for place, begin, end in zip(
        doubtful.tolist(), begins[doubtful].tolist(), ends[doubtful].tolist(), strict=True
    ):
        if begin < free:
            chosen[place] = False
        else:
            free = end
    return chosen
