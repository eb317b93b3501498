"""Runs: words that stand in the same order, without interruption, in two bodies."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

import numpy as np

from framing.sharing.bodies import Bodies, WordIds
from framing.sharing.fingerprints import NGRAM, Places, find_fingerprints, hash_grams, pair_up

__all__ = ["GramPlaces", "Runs", "find_runs", "gram_places", "runs_of_pair"]


class GramPlaces(NamedTuple):
    """Where the grams of a body start, by their hashes.

    Attributes:
        last: The last place of each.
        recurring: All places of those that have several.
    """

    last: dict[int, int]
    recurring: dict[int, list[int]]

    def of(self, gram: int) -> Sequence[int]:
        """Return the places of a gram that is there."""
        return self.recurring.get(gram) or (self.last[gram],)


@dataclass(frozen=True, eq=False)
class Runs:
    """Maximal runs: neither side goes on with the same word. Sorted by place.

    Attributes:
        first: Where each starts in the ids of the bodies, in the article that sorts first.
        second: Where it starts in the other.
        length: How many words it has.
        dropped: How many fingerprints were left out as too common.
    """

    first: Places
    second: Places
    length: Places
    dropped: int


def find_runs(
    bodies: Bodies, least: int = NGRAM, *, winnowed: bool = True, most_articles: int | None = None
) -> Runs:
    """Find all maximal runs that two articles have in common.

    Args:
        bodies: The bodies.
        least: How many words a run must have, from `NGRAM`.
        winnowed: Whether to look at some grams only, as few as find every such run; else at all.
        most_articles: In how many articles a fingerprint may stand; in any number if None.
    """
    window = least - NGRAM + 1 if winnowed else 1
    fingerprints = find_fingerprints(bodies, window, most_articles)
    first, second = _seeds(bodies.ids, pair_up(bodies, fingerprints), least)
    runs = _grow(bodies.ids, first, second)
    order = np.lexsort((runs[1], runs[0]))
    first, second, length = (values[order] for values in runs)
    return Runs(first, second, length, fingerprints.dropped)


def gram_places(ids: WordIds) -> GramPlaces:
    """Return where each gram of one body starts, by its hash."""
    if len(ids) < NGRAM:
        return GramPlaces({}, {})
    hashes: list[int] = hash_grams(ids).tolist()
    last = dict(zip(hashes, range(len(hashes)), strict=True))
    recurring: dict[int, list[int]] = {}
    if len(last) < len(hashes):
        for at, gram in enumerate(hashes):
            if last[gram] != at or gram in recurring:
                recurring.setdefault(gram, []).append(at)
    return GramPlaces(last, recurring)


def runs_of_pair(
    first: Sequence[int], second: Sequence[int], grams_a: GramPlaces, grams_b: GramPlaces
) -> list[tuple[int, int, int]]:
    """Find all maximal runs of two bodies, from the length of a gram on.

    Args:
        first: The words of one body.
        second: The words of the other.
        grams_a: The grams of the one.
        grams_b: The grams of the other.

    Returns:
        Where each starts in the one and in the other, and its length.
    """
    runs = []
    for gram in grams_a.last.keys() & grams_b.last.keys():
        for a, b in product(grams_a.of(gram), grams_b.of(gram)):
            if a and b and first[a - 1] == second[b - 1]:
                continue  # inside a run
            length = 0
            most = min(len(first) - a, len(second) - b)
            while length < most and first[a + length] == second[b + length]:
                length += 1
            if length >= NGRAM:
                runs.append((a, b, length))
    return sorted(runs)


def _seeds(
    ids: WordIds, pairs: Iterable[tuple[Places, Places]], least: int
) -> tuple[Places, Places]:
    """Keep the pairs of places that lie in a long enough run; most are coincidences of a gram."""
    kept_first, kept_second = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    for first, second in pairs:
        most = np.full(len(first), least)
        behind = _extend(ids, first, second, most, 1)
        before = _extend(ids, first - 1, second - 1, most - behind, -1)
        long_enough = behind + before >= least
        kept_first.append(first[long_enough])
        kept_second.append(second[long_enough])
    return np.concatenate(kept_first), np.concatenate(kept_second)


def _grow(ids: WordIds, first: Places, second: Places) -> tuple[Places, Places, Places]:
    """Grow seeds to maximal runs, each once.

    Seeds of one run lie on one diagonal; each is grown only as far as the next, so that a run costs
    no more than its length.
    """
    order = np.lexsort((first, second - first))
    first, second = first[order], second[order]
    to_next = np.where(np.diff(second - first) == 0, np.diff(first), len(ids))
    to_next = np.append(to_next, len(ids))[: len(first)]
    length = _extend(ids, first, second, to_next, 1)
    goes_on = length == to_next
    heads = np.flatnonzero(~np.concatenate(([False], goes_on[:-1]))[: len(first)])
    tails = np.flatnonzero(~goes_on)
    unlimited = np.full(len(heads), len(ids))
    before = _extend(ids, first[heads] - 1, second[heads] - 1, unlimited, -1)
    start = first[heads] - before
    return start, second[heads] - before, first[tails] + length[tails] - start


def _extend(ids: WordIds, first: Places, second: Places, most: Places, step: int) -> Places:
    """Count how many words are equal from two places on, in steps of 1 or -1.

    No index leaves the ids: a separator stands at the end of every body, which is equal to none,
    and before the first body it is the last one that index -1 leads to.
    """
    length = np.zeros(len(first), dtype=np.int64)
    active = np.flatnonzero(most > 0)
    while len(active):
        along = step * length[active]
        same = ids[first[active] + along] == ids[second[active] + along]
        active = active[same]
        length[active] += 1
        active = active[length[active] < most[active]]
    return length
