"""The table of shared passages."""

from collections.abc import Iterator
from dataclasses import dataclass

from framing.sharing.found import Found, SharedPair
from framing.sharing.passages import Passage

__all__ = ["SharedRow", "list_passages"]


@dataclass(frozen=True, slots=True)
class SharedRow:
    """One passage that two articles share.

    Attributes:
        a: The id of the article that sorts first.
        b: That of the other.
        words: How many words are the same in both.
        start_a: Offset of the passage's first character in the text of a.
        end_a: Offset after its last.
        start_b: Offset of its first character in the text of b.
        end_b: Offset after its last.
        quoted: The share of its words that stand in quotation marks in both, in [0, 1].
        text: The passage as it stands in a, in one line.
    """

    a: str
    b: str
    words: int
    start_a: int
    end_a: int
    start_b: int
    end_b: int
    quoted: float
    text: str


def list_passages(found: Found) -> tuple[SharedRow, ...]:
    """List the passages, by pair and then in the order of a."""
    return tuple(row for pair in found.pairs for row in _rows(found, pair))


def _rows(found: Found, pair: SharedPair) -> Iterator[SharedRow]:
    a, b = found.bodies.articles[pair.a], found.bodies.articles[pair.b]
    of_a, of_b = found.places[pair.a], found.places[pair.b]
    for passage in pair.passages:
        start, end = int(of_a.start[passage.start_a]), int(of_a.end[passage.end_a - 1])
        yield SharedRow(
            a=a.id,
            b=b.id,
            words=passage.words,
            start_a=start,
            end_a=end,
            start_b=int(of_b.start[passage.start_b]),
            end_b=int(of_b.end[passage.end_b - 1]),
            quoted=_quoted(found, pair, passage),
            text=" ".join(a.text[start:end].split()),
        )


def _quoted(found: Found, pair: SharedPair, passage: Passage) -> float:
    alone = SharedPair(pair.a, pair.b, (passage,))
    quoted = min(int(found.quoted_words(alone, one).sum()) for one in (pair.a, pair.b))
    return quoted / passage.words
