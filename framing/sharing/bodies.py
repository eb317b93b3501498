"""The bodies of articles as runs of numbers, so that many can be compared at once."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from framing.article import Article
from framing.facts import by_id
from framing.scan import find_parts, find_set_aside
from framing.words import fold, split_folded

__all__ = ["Bodies", "WordIds", "cut_bodies"]

WordIds = npt.NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Bodies:
    """The words of the bodies of A articles, in one row.

    Attributes:
        articles: The articles, sorted by id.
        vocabulary: The folded words; a word's id is its place in it.
        ids: The ids of the words of all bodies, one body after the other. Behind each stands a
            separator, a negative number that occurs once, so that no run goes on from one body
            into the next.
        starts: Where each body starts in ``ids``, shape (A + 1,); the last is the length.
    """

    articles: tuple[Article, ...]
    vocabulary: tuple[str, ...]
    ids: WordIds
    starts: npt.NDArray[np.int64]

    @cached_property
    def lengths(self) -> npt.NDArray[np.int64]:
        """Per article, the words of its body."""
        return np.diff(self.starts) - 1

    def words(self, article: int) -> list[int]:
        """Return the ids of the words of one body."""
        ids: list[int] = self.body(article).tolist()
        return ids

    def body(self, article: int) -> WordIds:
        """Return the same as an array, without a copy."""
        return self.ids[self.starts[article] : self.starts[article + 1] - 1]

    def article_of(self, positions: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """Return the index of the article that each position in ``ids`` belongs to."""
        return np.searchsorted(self.starts, positions, side="right") - 1


def cut_bodies(articles: Iterable[Article]) -> Bodies:
    """Cut the bodies of articles into words; headlines and furniture are left out.

    Args:
        articles: The articles, in any order.

    Raises:
        InputError: If two articles have the same id.
    """
    ordered = tuple(by_id(articles))
    id_of: defaultdict[str, int] = defaultdict()
    id_of.default_factory = id_of.__len__
    bodies = []
    for index, article in enumerate(ordered):
        words = _body_words(article)
        body = np.empty(len(words) + 1, dtype=np.int32)
        body[:-1] = np.fromiter(map(id_of.__getitem__, words), dtype=np.int32, count=len(words))
        body[-1] = -1 - index
        bodies.append(body)
    starts = np.cumsum([0, *map(len, bodies)], dtype=np.int64)
    ids = np.concatenate(bodies) if bodies else np.empty(0, dtype=np.int32)
    return Bodies(ordered, tuple(id_of), ids, starts)


def _body_words(article: Article) -> list[str]:
    """Return the folded words of a body; between what is set aside they are cut in bulk."""
    text, set_aside = article.text, find_set_aside(article)
    if not set_aside:
        return split_folded(text)
    if not all(_is_clear(text, at) for span in set_aside for at in (span.start, span.end)):
        parts = (part for part in find_parts(article) if part.part == "body")
        return [fold(word.surface) for part in parts for word in part.words]
    words: list[str] = []
    start = 0
    for span in set_aside:
        words += split_folded(text, start, span.start)
        start = span.end
    return words + split_folded(text, start)


def _is_clear(text: str, at: int) -> bool:
    """Tell whether no word can reach over this offset."""
    return not 0 < at < len(text) or text[at - 1].isspace() or text[at].isspace()
