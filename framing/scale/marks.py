"""Marks that tell articles with different words apart, without keeping the words.

Each term and each place in an article has two keys, numbers of 64 bits without any pattern. A mark
is two sums over the words of an article: the key of its term times that of its place.
"""

import numpy as np
import numpy.typing as npt

__all__ = ["joined", "keys_of_places", "keys_of_terms", "mark_of"]

_STEP = 0x9E3779B97F4A7C15
_FIRST, _SECOND = 0xBF58476D1CE4E5B9, 0x94D049BB133111EB
_FEWEST = 1 << 12

_Keys = tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint64]]


class _Stream:
    """Numbers without a pattern, always the same; as many as were asked for are kept."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._made = np.empty(0, dtype=np.uint64)

    def first(self, count: int) -> npt.NDArray[np.uint64]:
        made = self._made  # which another thread may replace by a longer one
        if len(made) < count:
            made = self._made = _without_pattern(self._seed, max(2 * count, _FEWEST))
        return made[:count]


def _without_pattern(seed: int, count: int) -> npt.NDArray[np.uint64]:
    """Return numbers from Steele, Lea and Flood's SplitMix64 (OOPSLA 2014)."""
    return _mixed(np.arange(1, count + 1, dtype=np.uint64) * np.uint64(_STEP) + np.uint64(seed))


def _mixed(z: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """Return numbers each of whose bits depends on all bits of those given, none twice."""
    z = (z ^ z >> np.uint64(30)) * np.uint64(_FIRST)
    z = (z ^ z >> np.uint64(27)) * np.uint64(_SECOND)
    return z ^ z >> np.uint64(31)


_TERMS = _Stream(0x243F6A8885A308D3), _Stream(0x13198A2E03707344)
_PLACES = _Stream(0xA4093822299F31D0), _Stream(0x082EFA98EC4E6C89)


def keys_of_terms(count: int) -> _Keys:
    """Return both keys of the first terms, by their numbers."""
    return _TERMS[0].first(count), _TERMS[1].first(count)


def keys_of_places(count: int) -> _Keys:
    """Return both keys of the first places in an article."""
    return _PLACES[0].first(count), _PLACES[1].first(count)


def mark_of(terms: npt.NDArray[np.integer]) -> tuple[int, int]:
    """Return the mark of an article, two numbers of 64 bits, from its terms word by word.

    Two of a billion articles with different words have one mark with a chance of about 1e-18: where
    they differ, the keys of terms are multiplied by numbers that are even as often as not, which
    costs each of the sums some 5 of its 64 bits.
    """
    of_terms = keys_of_terms(int(terms.max(initial=-1)) + 1)
    of_places = keys_of_places(len(terms))
    first, second = (
        int(keys[terms] @ places) for keys, places in zip(of_terms, of_places, strict=True)
    )
    return first, second


def joined(marks: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """Make one number of the two of each mark, in half of the memory.

    A collection keeps a number for every article, only to count those with the same words as
    another. 64 bits do for that: two of n articles with different words have the same number with a
    chance of n**2 / 2**65, three in a million for ten million articles. One of the sums alone would
    not do, as it has lost some bits; with the other one mixed, they come in at other places.

    Args:
        marks: The marks of N articles, shape (N, 2).
    """
    return _mixed(marks[:, 0]) + marks[:, 1]
