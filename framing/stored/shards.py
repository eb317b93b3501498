"""Which shards some counts are of, and which are missing to all articles."""

from collections.abc import Collection
from itertools import islice
from typing import TypeAlias

__all__ = ["Shard", "caution_of_shards", "incomplete", "without"]

Shard: TypeAlias = tuple[int, int]
"""Which of how many, both from 1."""

_MOST_NAMED = 5


def incomplete(held: Collection[Shard]) -> tuple[Shard, ...]:
    """Return the shards that lack another of as many.

    Args:
        held: The shards that are there.
    """
    numbers: dict[int, set[int]] = {}
    for number, total in held:
        numbers.setdefault(total, set()).add(number)
    return tuple(
        (number, total)
        for total, own in sorted(numbers.items())
        if len(own) < total
        for number in sorted(own)
    )


def without(held: Collection[Shard]) -> str:
    """Name the shards that are missing; empty if none is.

    Args:
        held: The shards that are there.
    """
    known = set(held)
    named, more = [], 0
    for total in sorted({total for _, total in incomplete(known)}):
        missing = (f"{n}/{total}" for n in range(1, total + 1) if (n, total) not in known)
        first = list(islice(missing, _MOST_NAMED))
        named += first
        more += total - sum(of == total for _, of in known) - len(first)
    if not named:
        return ""
    return f"without shard {', '.join(named)}{f' and {more:,} more' if more else ''}"


def caution_of_shards(held: Collection[Shard]) -> tuple[str, ...]:
    """Say what counts of some shards are not.

    Args:
        held: The shards that are there.
    """
    missing = without(held)
    return (f"These counts are not of all articles: {missing}.",) if missing else ()
