"""The content words of groups: what the vocabulary measures compare."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from framing.groups import Groups, group
from framing.measures.tfidf import DocumentFrequencies

__all__ = ["FEWEST_CONTENT_WORDS", "Vocabulary", "content_vocabulary"]

FEWEST_CONTENT_WORDS = 200
"""With fewer on a side, a vocabulary divergence says next to nothing."""


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """The content terms of some groups (G groups, A articles, T terms).

    Attributes:
        terms: The terms, sorted.
        of_groups: Occurrences per group and term, shape (G, T), sparse integers.
        of_articles: Occurrences per article and term, shape (A, T), sparse integers; or in how many
            articles each term occurs, where that is all that is known.
        of_paragraphs: Occurrences per paragraph and term, shape (P, T), sparse integers; None where
            they are not known.
        background: Of each term the share of the articles of a reference that have it, shape (T,);
            None without a reference.
    """

    terms: tuple[str, ...]
    of_groups: Any
    of_articles: Any
    of_paragraphs: Any
    background: npt.NDArray[np.float64] | None = None


def content_vocabulary(
    groups: Groups,
    stop_words: Collection[str] = (),
    stems: Callable[[tuple[str, ...]], tuple[str, ...]] | None = None,
    share_of_word: Callable[[str], float] | None = None,
) -> Vocabulary:
    """Leave the stop words out, and put words of one stem together if asked to.

    Args:
        groups: The groups.
        stop_words: Words that are left out, folded.
        stems: Gives the stem of each of some words; without it words stay as they are.
        share_of_word: Gives the share of the articles of a reference that have a word. A stem is
            given that of the most frequent of its words.

    Returns:
        The vocabulary.
    """
    counts = groups.counts
    kept = [index for index, term in enumerate(counts.vocabulary) if term not in stop_words]
    words = tuple(counts.vocabulary[index] for index in kept)
    of_groups = groups.terms[:, kept]
    shares = None
    if share_of_word is not None:
        shares = np.array([share_of_word(word) for word in words])
    if counts.articles_with_term is not None:
        assert stems is None, "how many articles have a stem is not known from its words"
        frequencies = DocumentFrequencies(counts.article_count, counts.articles_with_term[kept])
        return Vocabulary(words, of_groups, frequencies, None, shares)
    of_articles = group(counts, "article").terms[:, kept]
    of_paragraphs = counts.terms[:, kept]
    if stems is None:
        return Vocabulary(words, of_groups, of_articles, of_paragraphs, shares)
    stem_of_word = stems(words)
    terms = tuple(sorted(set(stem_of_word)))
    adder = _adder(stem_of_word, terms)
    if shares is not None:
        of_words, shares = shares, np.zeros(len(terms))
        np.maximum.at(shares, adder.indices, of_words)
    return Vocabulary(terms, of_groups @ adder, of_articles @ adder, of_paragraphs @ adder, shares)


def _adder(stem_of_word: tuple[str, ...], terms: tuple[str, ...]) -> Any:
    """Return the matrix, words by stems, that adds up the columns of one stem."""
    from scipy.sparse import csr_array

    index_of = {term: index for index, term in enumerate(terms)}
    columns = [index_of[stem] for stem in stem_of_word]
    ones = np.ones(len(columns), dtype=np.int64)
    shape = (len(columns), len(terms))
    return csr_array((ones, (np.arange(len(columns)), columns)), shape=shape)
