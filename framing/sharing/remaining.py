"""Counts without the passages that two groups share."""

from dataclasses import replace

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from framing.counts import Counts, Integers
from framing.sharing.bodies import Bodies

__all__ = ["count_remaining"]

Mask = npt.NDArray[np.bool_]


def count_remaining(counts: Counts, bodies: Bodies, left_out: dict[int, Mask]) -> Counts:
    """Take words out of counts, with the hits that they are part of.

    What remains keeps its paragraph; paragraphs and articles of which nothing remains are gone.

    Args:
        counts: The counts of the articles of the bodies, all of them or some.
        bodies: The bodies.
        left_out: Per article, by its index in the bodies, which words to take out.
    """
    removed = _removed(counts, bodies, left_out)
    owner = np.repeat(np.arange(len(counts.paragraph_words)), counts.paragraph_words)
    first = np.cumsum(counts.paragraph_words) - counts.paragraph_words
    words = counts.paragraph_words - np.bincount(owner[removed >= 0], minlength=len(first))
    kept = (words > 0) | ~counts.paragraph_is_body
    touched = np.concatenate(([0], np.cumsum(removed >= 0)))
    start = first[counts.hits[:, 0]] + counts.hits[:, 1]
    hits = counts.hits[touched[start] == touched[start + counts.hits[:, 2]]].copy()
    hits[:, 0] = (np.cumsum(kept) - 1)[hits[:, 0]]
    gone = np.flatnonzero(removed >= 0)
    terms = counts.terms - csr_array(
        (np.ones(len(gone), dtype=np.int64), (owner[gone], removed[gone])), shape=counts.terms.shape
    )
    return _without_empty_articles(
        replace(
            counts,
            paragraph_article=counts.paragraph_article[kept],
            paragraph_is_body=counts.paragraph_is_body[kept],
            paragraph_words=words[kept],
            hits=hits,
            terms=csr_array(terms[kept]),
        )
    )


def _without_empty_articles(counts: Counts) -> Counts:
    """Leave out articles of whose bodies nothing remains: they are no articles without hits."""
    bodies = np.bincount(
        counts.paragraph_article[counts.paragraph_is_body], minlength=len(counts.articles)
    )
    kept_articles = bodies > 0
    kept = kept_articles[counts.paragraph_article]
    in_kept = kept[counts.hits[:, 0]]
    hits = counts.hits[in_kept].copy()
    hits[:, 0] = (np.cumsum(kept) - 1)[hits[:, 0]]
    return replace(
        counts,
        articles=tuple(a for a, keep in zip(counts.articles, kept_articles, strict=True) if keep),
        paragraph_article=(np.cumsum(kept_articles) - 1)[counts.paragraph_article[kept]],
        paragraph_is_body=counts.paragraph_is_body[kept],
        paragraph_words=counts.paragraph_words[kept],
        hits=hits,
        terms=counts.terms[kept],
    )


def _removed(counts: Counts, bodies: Bodies, left_out: dict[int, Mask]) -> Integers:
    """Return for each counted word, headlines too, its term if it is to go, else -1."""
    index_of = {article.id: index for index, article in enumerate(bodies.articles)}
    term_of = {term: index for index, term in enumerate(counts.vocabulary)}
    parts = [np.empty(0, dtype=np.int64)]
    edges = np.searchsorted(counts.paragraph_article, np.arange(len(counts.articles) + 1))
    for number, facts in enumerate(counts.articles):
        rows = slice(edges[number], edges[number + 1])
        is_body = np.repeat(counts.paragraph_is_body[rows], counts.paragraph_words[rows])
        removed = np.full(len(is_body), -1, dtype=np.int64)
        index = index_of[facts.id]
        if index in left_out:
            body = np.full(bodies.lengths[index], -1, dtype=np.int64)
            words = bodies.words(index)
            for at in np.flatnonzero(left_out[index]).tolist():
                body[at] = term_of[bodies.vocabulary[words[at]]]
            removed[is_body] = body
        parts.append(removed)
    return np.concatenate(parts)
