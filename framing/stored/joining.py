"""Parts that overlap joined into few sequences, so that each can be read once from end to end.

Every part of a run has articles of all partitions. To read a little of all parts for each partition
takes time by the square of their number; so the smallest are merged first, some at a time, as
sorting does with what is larger than memory. What is merged are parts again: at any moment each row
is in a file, and a run that was killed takes up what it finds.
"""

from collections.abc import Iterator, Mapping, Sequence
from heapq import heapify, heappop, heappush, heapreplace
from typing import NamedTuple

from framing.steps import Way, tell
from framing.stored.keys import Key
from framing.stored.pending import Pending
from framing.stored.shelf import Shelf

__all__ = ["join"]

SIDE_BY_SIDE = 16
"""So many files are read at once at the most."""

ARTICLES_A_PART = 2_000


class _Sequence(NamedTuple):
    """Files of which each has its articles behind those of the one before.

    Attributes:
        rows: How many articles they have.
        files: Their numbers.
    """

    rows: int
    files: tuple[int, ...]


def join(shelf: Shelf, keys: Sequence[Key], pending: Pending) -> None:
    """Make it possible to take the rows of articles in order without reading any file often.

    Args:
        shelf: Has the rows.
        keys: The articles, in order of their ids.
        pending: Where to write, and whose own files are removed when their rows are elsewhere.
    """
    of_file = shelf.by_file(keys)
    heap = list(_sequences(of_file))
    heapify(heap)
    parts, rewritten = len(of_file), sum(one.rows for one in _rewritten(heap))
    way = Way("articles put in order", rewritten)
    while number := _number_to_merge(len(heap)):
        chosen = [heappop(heap) for _ in range(number)]
        files = [file for one in chosen for file in one.files]
        own = sorted(key for file in files for key in of_file[file])
        shelf.expect({file: len(of_file[file]) for file in files}, number)
        made = []
        for start in range(0, len(own), ARTICLES_A_PART):
            some = own[start : start + ARTICLES_A_PART]
            made.append(shelf.move(pending.add(shelf.rows(some).sort("article")), some))
            of_file[made[-1]] = some
            way.go(len(some))
        written = {shelf.path(file) for file in made}
        for file in files:
            if shelf.path(file) not in written:  # what is the same has the same name
                pending.discard(shelf.path(file))
            del of_file[file]
        heappush(heap, _Sequence(len(own), tuple(made)))
    way.end()
    if rewritten:
        tell(f"Joined some of {parts:,} parts before the others, writing {rewritten:,} articles")
    shelf.expect({file: len(own) for file, own in of_file.items()}, len(heap))


def _number_to_merge(sequences: int) -> int:
    """Return how many to merge next; few at first, so that all later times are full."""
    return min(SIDE_BY_SIDE, sequences - SIDE_BY_SIDE + 1) if sequences > SIDE_BY_SIDE else 0


def _rewritten(heap: Sequence[_Sequence]) -> Iterator[_Sequence]:
    """Yield what joining will write."""
    heap = list(heap)
    while number := _number_to_merge(len(heap)):
        merged = _Sequence(sum(heappop(heap).rows for _ in range(number)), ())
        yield merged
        heappush(heap, merged)


def _sequences(of_file: Mapping[int, Sequence[Key]]) -> Iterator[_Sequence]:
    """Put files one behind the other where they do not overlap: as few sequences as there can be.

    Args:
        of_file: The keys of each, in order.
    """
    sequences: list[list[int]] = []
    ends: list[tuple[Key, int]] = []
    for file in sorted(of_file, key=lambda file: of_file[file][0]):
        first, last = of_file[file][0], of_file[file][-1]
        if ends and ends[0][0] < first:
            place = ends[0][1]
            sequences[place].append(file)
            heapreplace(ends, (last, place))
        else:
            heappush(ends, (last, len(sequences)))
            sequences.append([file])
    for files in sequences:
        yield _Sequence(sum(len(of_file[file]) for file in files), tuple(files))
