"""Where two bodies may have a run of words in common: fingerprints, and pairs of equal ones.

A fingerprint is the hash of a gram, `NGRAM` words in a row. Of every window of grams the smallest
hash is kept (winnowing; Schleimer, Wilkerson and Aiken, SIGMOD 2003). Two equal windows keep equal
ones, so every run that is as long as a window is found, with about 2/(window + 1) of the grams.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from framing.sharing.bodies import Bodies, WordIds

__all__ = ["NGRAM", "Fingerprints", "Places", "find_fingerprints", "hash_grams", "pair_up"]

NGRAM = 7
"""Words of a gram. A run of fewer is never looked at."""

_CHUNK = 1 << 22  # words hashed at once: 4 million, some 100 MB
_MOST_PAIRS_AT_ONCE = 1 << 20
_MOST_PLACES = 5_000
"""A gram with more places than this is left out: its pairs grow with the square of them."""

_FACTOR = np.uint64(0x9E3779B97F4A7C15)  # odd, so that no word of a gram is lost modulo 2**64

Places = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Fingerprints:
    """Fingerprints with their places, those with one place left out.

    Attributes:
        places: Where the grams start, those of one hash side by side and in order.
        group_ends: For each, the index behind the last of its hash.
        dropped: How many different fingerprints were left out because they stand in too many
            articles.
    """

    places: Places
    group_ends: Places
    dropped: int


def find_fingerprints(bodies: Bodies, window: int, most_articles: int | None) -> Fingerprints:
    """Find the fingerprints that stand in several places.

    Args:
        bodies: The bodies.
        window: How many grams make a window, from 1; runs of ``NGRAM - 1 + window`` words and
            more are all found. With 1 every gram is a fingerprint.
        most_articles: In how many articles a fingerprint may stand; in any number if None.
    """
    places, hashes = _winnow(bodies, window)
    order = np.argsort(hashes, kind="stable")
    places, hashes = places[order], hashes[order]
    first = np.flatnonzero(np.diff(hashes, prepend=~hashes[:1]))
    sizes = np.diff(first, append=len(hashes))
    kept = sizes > 1
    dropped = 0
    if len(first):
        of_another = np.diff(bodies.article_of(places), prepend=-1) != 0
        of_another[first] = True
        articles = np.add.reduceat(of_another, first, dtype=np.int64)
        common = sizes > _MOST_PLACES
        if most_articles is not None:
            common |= articles > most_articles
        dropped = int(common.sum())
        kept &= ~common & (articles > 1)
    chosen = np.repeat(kept, sizes)
    return Fingerprints(places[chosen], np.repeat(np.cumsum(sizes[kept]), sizes[kept]), dropped)


def pair_up(bodies: Bodies, fingerprints: Fingerprints) -> Iterator[tuple[Places, Places]]:
    """Pair the places of equal fingerprints.

    Yields:
        Some places in bodies and, side by side with them, places in bodies of later articles.
    """
    places, ends = fingerprints.places, fingerprints.group_ends
    article = bodies.article_of(places)
    active = np.arange(len(places))
    distance = 1
    while len(active := active[active + distance < ends[active]]):
        for part in range(0, len(active), _MOST_PAIRS_AT_ONCE):
            some = active[part : part + _MOST_PAIRS_AT_ONCE]
            some = some[article[some] != article[some + distance]]
            yield places[some], places[some + distance]
        distance += 1


def _winnow(bodies: Bodies, window: int) -> tuple[Places, npt.NDArray[np.uint64]]:
    """Choose the fingerprints of all bodies, a chunk of whole bodies at a time."""
    places, hashes = [np.empty(0, np.int64)], [np.empty(0, np.uint64)]
    first = 0
    while first < len(bodies.articles):
        end = int(np.searchsorted(bodies.starts, bodies.starts[first] + _CHUNK, side="left"))
        end = min(max(end, first + 1), len(bodies.articles))
        start = bodies.starts[first]
        chosen, of = _winnow_words(bodies.ids[start : bodies.starts[end]], window)
        places.append(chosen + start)
        hashes.append(of)
        first = end
    return np.concatenate(places), np.concatenate(hashes)


def _winnow_words(ids: WordIds, window: int) -> tuple[Places, npt.NDArray[np.uint64]]:
    words = NGRAM + window - 1  # of a window
    count = len(ids) - words + 1
    if count < 1:
        return np.empty(0, np.int64), np.empty(0, np.uint64)
    hashes = hash_grams(ids)
    separators = np.cumsum(ids < 0, dtype=np.int64)
    # The last word of the window has no more separators up to it than the one before the first.
    before = np.concatenate(([0], separators[: count - 1]))
    whole = separators[words - 1 :] == before
    smallest = hashes[:count].copy()
    for shift in range(1, window):
        np.minimum(smallest, hashes[shift : shift + count], out=smallest)
    chosen = np.zeros(len(hashes), dtype=np.bool_)
    for shift in range(window):
        chosen[shift : shift + count] |= whole & (hashes[shift : shift + count] == smallest)
    places = np.flatnonzero(chosen)
    return places, hashes[places]


def hash_grams(ids: WordIds) -> npt.NDArray[np.uint64]:
    """Hash every gram of at least one by a polynomial in its words, modulo 2**64.

    Equal hashes are only a hint: the words are compared before anything is made of them.
    """
    mixed = _mix(ids.astype(np.int64).view(np.uint64))
    count = len(ids) - NGRAM + 1
    hashes = np.zeros(count, dtype=np.uint64)
    for shift in range(NGRAM):
        hashes *= _FACTOR
        hashes += mixed[shift : shift + count]
    return _mix(hashes)


def _mix(values: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """Scatter numbers over 64 bits, each to another (the finaliser of splitmix64)."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))
