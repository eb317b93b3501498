"""How much of one article stands in another: asymmetric containment."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from framing.sharing.found import Found
from framing.sharing.passages import Passage

__all__ = ["ANY_OTHER", "ContainmentRow", "list_containment"]

ANY_OTHER = "(any other)"
"""What stands in the place of an article where all others are meant."""


@dataclass(frozen=True, slots=True)
class ContainmentRow:
    """How much of an article stands in another one too.

    Attributes:
        a: The id of the article.
        b: That of the other; ``(any other)`` for all others together.
        words_a: Words of the body of a.
        shared_words: How many of them stand, the same, in passages shared with b.
        containment: Their share, in [0, 1]; 1 less this is the original share.
        quoted_words: How many of them stand in quotation marks in both.
        longest: The words of the longest passage.
        passages: How many passages there are.
    """

    a: str
    b: str
    words_a: int
    shared_words: int
    containment: float
    quoted_words: int
    longest: int
    passages: int


def list_containment(found: Found) -> tuple[ContainmentRow, ...]:
    """List for both articles of each pair how much of it the other has.

    Returns:
        Two rows a pair that shares anything, sorted by (a, b), and behind those of each article a
        row of what it shares with any other; a word counts once however many articles have it.
    """
    rows: dict[tuple[int, int], ContainmentRow] = {}
    of_all: dict[int, tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_], list[Passage]]] = {}
    for pair in found.pairs:
        for one, other in ((pair.a, pair.b), (pair.b, pair.a)):
            shared, quoted = found.shared_words(pair, one), found.quoted_words(pair, one)
            name = found.bodies.articles[other].id
            rows[one, other] = _row(found, one, name, shared, quoted, pair.passages)
            if one not in of_all:
                of_all[one] = (found.mask(one), found.mask(one), [])
            in_any, quoted_in_any, passages = of_all[one]
            in_any |= shared
            quoted_in_any |= quoted
            passages += pair.passages
    last = len(found.bodies.articles)
    for one, (shared, quoted, passages) in of_all.items():
        rows[one, last] = _row(found, one, ANY_OTHER, shared, quoted, passages)
    return tuple(rows[key] for key in sorted(rows))


def _row(
    found: Found, one: int, other: str, shared: Any, quoted: Any, passages: Sequence[Passage]
) -> ContainmentRow:
    return ContainmentRow(
        a=found.bodies.articles[one].id,
        b=other,
        words_a=len(shared),
        shared_words=int(shared.sum()),
        containment=int(shared.sum()) / len(shared),
        quoted_words=int(quoted.sum()),
        longest=max(passage.words for passage in passages),
        passages=len(passages),
    )
