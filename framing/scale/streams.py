"""What the steps of counting hand on to each other: the words of a batch, and its hits."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

__all__ = ["Hits", "WordStream"]


class WordStream(NamedTuple):
    """The words of a batch of N articles (W words, P paragraphs that have words).

    Attributes:
        terms: The number of each word's term, shape (W,).
        classes: The class of each word, shape (W,).
        until: The bounds of the paragraphs among the words, shape (P + 1,).
        first: The bounds of the articles among the paragraphs, shape (N + 1,).
    """

    terms: npt.NDArray[np.int32]
    classes: npt.NDArray[np.int32]
    until: npt.NDArray[np.int64]
    first: npt.NDArray[np.int64]


class Hits(NamedTuple):
    """The hits of a batch of N articles.

    Attributes:
        claims: A row for each claim of a frame on a span: article, entry and how many frames claim
            the span; shape (C, 3), by article and then in the order of the text.
        spans: Per article, how many spans are hits, shape (N,).
        covered: Paragraphs with a hit per article and frame, shape (N, F).
        places: Of each claim the paragraph, the position of its first word among all words and how
            many words it has, shape (C, 3); None from the search in arrays.
    """

    claims: npt.NDArray[np.int32]
    spans: npt.NDArray[np.int64]
    covered: npt.NDArray[np.int64]
    places: npt.NDArray[np.int32] | None = None
