"""Passages: runs of the same words, put together where only a word or two differ in between."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from framing.errors import SettingError
from framing.sharing.fingerprints import NGRAM

__all__ = ["FEWEST_WORDS", "GAP", "SHORTEST_JOINED", "Passage", "Run", "check_least", "passages"]

FEWEST_WORDS = 12
"""So many words in the same order are hardly a coincidence; most stock phrases are shorter."""

GAP = 3
"""Over so many words, on either side, a passage goes on."""

SHORTEST_JOINED = 4
"""A run that continues a passage has at least so many words. With 8 of 100 copied words replaced at
random, passages still reach over nine tenths of the copy; with 7 in its place, eight tenths."""


class Run(NamedTuple):
    """The same words in two bodies.

    Attributes:
        a: The first word in one body, from 0.
        b: The first word in the other.
        length: How many words.
    """

    a: int
    b: int
    length: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage that two bodies share; words are counted from 0, ends are behind the last.

    Attributes:
        start_a: Its first word in one body.
        end_a: Its end there.
        start_b: Its first word in the other.
        end_b: Its end there.
        words: How many words are the same; those that differ in between do not count.
        runs: The runs it is made of.
    """

    start_a: int
    end_a: int
    start_b: int
    end_b: int
    words: int
    runs: tuple[Run, ...]


def check_least(least: int) -> int:
    """Return the least number of words of a passage if it may be one.

    Raises:
        SettingError: If it is below the length of a gram.
    """
    if least < NGRAM:
        raise SettingError(
            f"--min-words: {least} is too few, for shorter runs are coincidences; give {NGRAM} or "
            f"more ({FEWEST_WORDS} is usual)"
        )
    return least


def passages(
    first: Sequence[int], second: Sequence[int], seeds: Iterable[Run], least: int = FEWEST_WORDS
) -> list[Passage]:
    """Put runs together to the passages of two bodies.

    Args:
        first: The words of one body.
        second: The words of the other.
        seeds: The maximal runs of the two from `NGRAM` words on.
        least: How many words of a passage must be the same, those in between not counted.

    Returns:
        The passages, each with at least one seed, in the order of the first body. One whose words
        all belong to longer ones, on both sides, is left out: where a phrase recurs in both bodies,
        not every occurrence is paired with every other.
    """
    found = []
    seen: set[Run] = set()
    bodies = _Pair(first, second, first[::-1], second[::-1])
    for seed in seeds:
        if seed not in seen:
            component = _component(bodies, seed)
            seen |= component
            if (passage := _passage(component)).words >= least:
                found.append(passage)
    return sorted(_without_repeats(found), key=lambda p: (p.start_a, p.start_b))


class _Pair(NamedTuple):
    first: Sequence[int]
    second: Sequence[int]
    first_backwards: Sequence[int]
    second_backwards: Sequence[int]


def _component(bodies: _Pair, seed: Run) -> set[Run]:
    """Return all runs that a seed leads to, from one to the next."""
    component, waiting = {seed}, [seed]
    while waiting:
        run = waiting.pop()
        beside = {*_following(bodies.first, bodies.second, run), *_preceding(bodies, run)}
        beside -= component
        component |= beside
        waiting += beside
    return component


def _following(first: Sequence[int], second: Sequence[int], run: Run) -> Iterator[Run]:
    """Yield the maximal runs that begin near the end of a run, on both sides, and end behind it."""
    end_a, end_b = run.a + run.length, run.b + run.length
    for a in range(max(end_a - GAP, run.a + 1), min(end_a + GAP, len(first) - SHORTEST_JOINED) + 1):
        words = first[a : a + SHORTEST_JOINED]
        last = min(end_b + GAP, len(second) - SHORTEST_JOINED)
        for b in range(max(end_b - GAP, run.b + 1), last + 1):
            if second[b] != words[0] or second[b : b + SHORTEST_JOINED] != words:
                continue
            if first[a - 1] == second[b - 1]:
                continue  # not where it begins
            length = SHORTEST_JOINED
            most = min(len(first) - a, len(second) - b)
            while length < most and first[a + length] == second[b + length]:
                length += 1
            if a + length > end_a and b + length > end_b:
                yield Run(a, b, length)


def _preceding(bodies: _Pair, run: Run) -> Iterator[Run]:
    """Yield the maximal runs that end near the start of a run: what follows, read backwards."""
    turned = _turned(bodies, run)
    for found in _following(bodies.first_backwards, bodies.second_backwards, turned):
        yield _turned(bodies, found)


def _turned(bodies: _Pair, run: Run) -> Run:
    a, b, length = run
    return Run(len(bodies.first) - a - length, len(bodies.second) - b - length, length)


def _passage(runs: set[Run]) -> Passage:
    in_order = tuple(sorted(runs))
    of_a = _covered((run.a, run.length) for run in in_order)
    of_b = _covered((run.b, run.length) for run in in_order)
    return Passage(
        start_a=min(of_a),
        end_a=max(of_a) + 1,
        start_b=min(of_b),
        end_b=max(of_b) + 1,
        words=min(len(of_a), len(of_b)),
        runs=in_order,
    )


def _covered(stretches: Iterable[tuple[int, int]]) -> set[int]:
    return {at for start, length in stretches for at in range(start, start + length)}


def _without_repeats(found: list[Passage]) -> list[Passage]:
    """Keep the longest that are new on both sides, then those that are new on one."""
    if len(found) < 2:  # noqa: PLR2004 - one cannot repeat another
        return found
    kept: list[Passage] = []
    taken_a: set[int] = set()
    taken_b: set[int] = set()
    waiting = sorted(found, key=lambda p: (-p.words, p.start_a, p.start_b))
    for is_new in (all, any):
        passed_over = []
        for passage in waiting:
            of_a = _covered((run.a, run.length) for run in passage.runs)
            of_b = _covered((run.b, run.length) for run in passage.runs)
            if is_new((not of_a <= taken_a, not of_b <= taken_b)):
                kept.append(passage)
                taken_a |= of_a
                taken_b |= of_b
            else:
                passed_over.append(passage)
        waiting = passed_over
    return kept
