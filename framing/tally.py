"""The hits of one article, counted without numeric libraries and without a look at the others.

`framing.counts` holds many articles in arrays; this is for articles that come one at a time.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import lcm

from framing.article import Article
from framing.lexicon import Matcher
from framing.scan import find_body

__all__ = ["Tally", "tally"]


@dataclass(frozen=True)
class Tally:
    """What one article's body holds (F frames, E entries).

    Attributes:
        entry_frames: Per entry of the lexicon, the index of its frame.
        frames: How many frames the lexicon has.
        paragraph_words: Per paragraph, its words.
        paragraph_claims: Per paragraph, of each hit the entries that claim it.
    """

    entry_frames: Sequence[int]
    frames: int
    paragraph_words: tuple[int, ...]
    paragraph_claims: tuple[tuple[tuple[int, ...], ...], ...]

    @cached_property
    def words(self) -> int:
        """How many words the body has."""
        return sum(self.paragraph_words)

    @cached_property
    def entry_hits(self) -> tuple[tuple[int, int], ...]:
        """Of the entries that match, in order, how many hits each has."""
        found = Counter(e for claims in self.paragraph_claims for hit in claims for e in hit)
        return tuple(sorted(found.items()))

    @cached_property
    def hits(self) -> tuple[int, ...]:
        """Hits per frame; a span that two frames claim is a hit of both."""
        found = [0] * self.frames
        for entry, count in self.entry_hits:
            found[self.entry_frames[entry]] += count
        return tuple(found)

    @cached_property
    def spans(self) -> int:
        """How many spans are hits; one that two frames claim is one."""
        return sum(map(len, self.paragraph_claims))

    @cached_property
    def parts_of_a_hit(self) -> int:
        """Into how many parts a hit is cut so that every division between frames is whole."""
        return lcm(*{len(hit) for claims in self.paragraph_claims for hit in claims})

    def divided(self, paragraph: int, parts_of_a_hit: int) -> list[int]:
        """Return the hits of a paragraph per frame, a span that k frames claim giving 1/k to each.

        Args:
            paragraph: The index of the paragraph.
            parts_of_a_hit: In how many parts of a hit to count, a multiple of its own.
        """
        found = [0] * self.frames
        for hit in self.paragraph_claims[paragraph]:
            for entry in hit:
                found[self.entry_frames[entry]] += parts_of_a_hit // len(hit)
        return found

    def divided_hits(self, parts_of_a_hit: int) -> tuple[int, ...]:
        """Return the divided hits of the body per frame, in parts of a hit."""
        rows = [self.divided(i, parts_of_a_hit) for i in range(len(self.paragraph_claims))]
        return tuple(map(sum, zip(*rows, strict=True))) if rows else (0,) * self.frames


def tally(article: Article, matcher: Matcher, entry_frames: Sequence[int]) -> Tally:
    """Count the words and hits of one article.

    Args:
        article: The article.
        matcher: The lexicon, made ready.
        entry_frames: Per entry of the matcher, the index of its frame.
    """
    words, claims = [], []
    for surfaces in find_body(article):
        words.append(len(surfaces))
        claims.append(tuple(hit.entries for hit in matcher.find_in(surfaces)))
    return Tally(entry_frames, len(matcher.lexicon.frames), tuple(words), tuple(claims))
