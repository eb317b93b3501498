"""Where the words of a body stand in the article's text, and which of them are quoted."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from framing.article import Article
from framing.scan import find_parts
from framing.sharing.quotations import find_quotations

__all__ = ["WordPlaces", "place_words"]


@dataclass(frozen=True, eq=False)
class WordPlaces:
    """The words of a body, N of them.

    Attributes:
        start: Offset of each word's first character in the article's text, shape (N,).
        end: Offset after its last, shape (N,).
        quoted: Whether it stands in quotation marks, shape (N,).
    """

    start: npt.NDArray[np.int32]
    end: npt.NDArray[np.int32]
    quoted: npt.NDArray[np.bool_]


def place_words(article: Article) -> WordPlaces:
    """Find the words of a body in the article's text."""
    starts: list[int] = []
    ends: list[int] = []
    quoted: list[bool] = []
    for part in find_parts(article):
        if part.part != "body":
            continue
        starts += [word.start for word in part.words]
        ends += [word.end for word in part.words]
        spans = list(find_quotations(article.text, part.span))
        quoted += [any(s.start <= w.start < s.end for s in spans) for w in part.words]
    return WordPlaces(
        np.array(starts, dtype=np.int32),
        np.array(ends, dtype=np.int32),
        np.array(quoted, dtype=np.bool_),
    )
