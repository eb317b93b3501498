"""TF-IDF: weighted emphasis of frames, and the cosine distance of vocabularies.

Within one event inverse document frequency measures distinctiveness, not importance: a term that
every outlet stresses is weighted down. From a handful of articles it is noise as well.
"""

from math import fsum
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from framing.counts import Integers
from framing.groups import Groups

__all__ = [
    "FEW_ARTICLES",
    "KAPPA",
    "DocumentFrequencies",
    "cosine_distance",
    "entry_weights",
    "inverse_document_frequency",
    "kendall_tau",
    "tfidf_rows",
    "weighted_emphasis",
]

FEW_ARTICLES = 30
"""Below this many articles, document frequencies are noise and the output says so."""

KAPPA = 50
"""How many articles of the reference count beside those at hand: a choice, stated in the output."""

Floats = npt.NDArray[np.float64]


class DocumentFrequencies(NamedTuple):
    """In how many articles each of T terms occurs.

    Attributes:
        articles: How many articles there are.
        found: In how many of them each term occurs, shape (T,).
    """

    articles: int
    found: Integers


def inverse_document_frequency(
    article_counts: Any, background: Floats | None = None, kappa: float = KAPPA
) -> Floats:
    """Return smooth inverse document frequency, shrunk to that of a reference.

    ``ln((1 + n*)/(1 + df*)) + 1`` with ``n* = n + kappa`` and ``df* = df + kappa b``: as if kappa
    articles of the reference had been read too. Without a reference (kappa = 0) it is
    scikit-learn's. The textbook form ``ln(n/df)`` would make what stands in every article vanish.

    Args:
        article_counts: Occurrences per article and term, shape (A, T), dense or sparse; or their
            document frequencies, which say as much.
        background: Of each term the share b of the articles of the reference that have it, shape
            (T,); none for kappa = 0.
        kappa: How many articles of the reference count.

    Returns:
        One weight a term, shape (T,), at least 1. Terms that the reference does not have get no
        more than the 99th percentile of the weights of those it has.
    """
    if isinstance(article_counts, DocumentFrequencies):
        return _shrunk(article_counts, background, kappa)
    from scipy.sparse import csr_array

    if article_counts.shape[1] == 0:  # which scikit-learn refuses
        return np.ones(0)
    present = csr_array(article_counts).astype(np.float64)
    if background is None:
        # Its import takes most of a second, so it stands where it is needed.
        from sklearn.feature_extraction.text import TfidfTransformer

        transformer = TfidfTransformer(norm=None, smooth_idf=True, sublinear_tf=False)
        transformer.fit(present)
        weights: Floats = transformer.idf_
        return weights
    found = np.asarray((present > 0).sum(axis=0)).ravel()
    return _shrunk(DocumentFrequencies(present.shape[0], found), background, kappa)


def _shrunk(frequencies: DocumentFrequencies, background: Floats | None, kappa: float) -> Floats:
    articles, found = frequencies
    if background is None:
        plain: Floats = np.log((1 + articles) / (1 + found)) + 1
        return plain
    shrunk = np.log((1 + (articles + kappa)) / (1 + found + kappa * background)) + 1
    known = background > 0
    # Terms that occur nowhere at hand have no say in the weights of the others.
    ceiling = shrunk[known & (found > 0)]
    cap = np.quantile(ceiling, 0.99) if len(ceiling) else np.inf
    return np.asarray(np.where(known, shrunk, np.minimum(shrunk, cap)))


def entry_weights(articles: Groups, background: Floats | None = None) -> Floats:
    """Weigh the entries of a lexicon by how few articles they occur in, to a mean of 1.

    ``w(t) = idf(t) / idf_bar`` with ``idf_bar`` the mean of idf over all hits, so that weighted
    emphasis has the scale of a rate. A pattern of several words has the document frequency of the
    whole pattern. Without a reference the document frequencies are those of the articles at hand
    alone, so that another article changes every weight.

    Args:
        articles: Counts, however grouped.
        background: Of each entry the share of the articles of a reference that it matches.

    Returns:
        One weight an entry, shape (E,); the mean over all hits is 1. All are 1 without any hit.
    """
    hits_per_entry = articles.entry_hits.sum(axis=0)
    if hits_per_entry.sum() == 0:
        return np.ones(len(hits_per_entry))
    counts = articles.counts
    frequencies = DocumentFrequencies(counts.article_count, counts.articles_with_entry)
    idf = inverse_document_frequency(frequencies, background)
    # Summed exactly, so that an entry without hits changes nothing, wherever it stands.
    mean = fsum(hits_per_entry * idf) / float(hits_per_entry.sum())
    weights: Floats = idf / mean
    return weights


def kendall_tau(first: Floats, second: Floats) -> float | None:
    """Return Kendall's rank correlation tau-b of two rankings.

    Args:
        first: Values, shape (K,).
        second: Other values of the same things.

    Returns:
        A value in [-1, 1], 1 for the same order; None where a side has no order at all.
    """
    upper = np.triu_indices(len(first), k=1)
    a = np.sign(np.subtract.outer(first, first))[upper]
    b = np.sign(np.subtract.outer(second, second))[upper]
    scale = float(np.sqrt((a * a).sum() * (b * b).sum()))
    return float((a * b).sum()) / scale if scale else None


def weighted_emphasis(groups: Groups, weights: Floats) -> Floats:
    """Return TF-IDF-weighted emphasis, in hits per 1,000 words.

    ``E = 1000/N sum(c_t w(t))`` over the entries t of a frame: linear in the counts, not
    normalised, so it adds up over entries and frames, and equals the rate if all weights are equal.
    It shows distinctive emphasis within the articles that made the weights; it is not "more
    important", and must not be compared between runs with other articles.

    Args:
        groups: The groups.
        weights: One weight an entry, as from `entry_weights`, shape (E,).

    Returns:
        Shape (G, F), not negative; NaN for a group without words.
    """
    frames = groups.counts.entry_frames
    weighted = np.zeros(groups.hits.shape)
    for entry, weight in enumerate(weights):  # in the order of the lexicon, so the sums are stable
        weighted[:, frames[entry]] += groups.entry_hits[:, entry] * weight
    words = np.where(groups.words == 0, np.nan, groups.words)
    return 1000 * weighted / words[:, None]


def tfidf_rows(group_counts: Any, article_counts: Any, background: Floats | None = None) -> Any:
    """Return the TF-IDF vectors of groups: occurrences times weight, not normalised.

    Args:
        group_counts: Occurrences per group and term, shape (G, T), sparse.
        article_counts: Occurrences per article and term, shape (A, T), sparse, or their document
            frequencies.
        background: Of each term the share of the articles of a reference that have it.

    Returns:
        A sparse array of floats, shape (G, T).
    """
    from scipy.sparse import csr_array

    weights = inverse_document_frequency(article_counts, background)
    return csr_array(group_counts.multiply(weights[None, :]))


def cosine_distance(first: Any, second: Any) -> float | None:
    """Return one minus the cosine of the angle between two vectors.

    Computed from the unit vectors u and v as ``sum((u - v)^2)/2``, which is the same number,
    exactly 0 for equal vectors, and splits into parts that are not negative. Two samples of one
    source are not at 0.

    Args:
        first: A vector of numbers that are not negative, shape (T,), of any length.
        second: Another.

    Returns:
        A value in [0, 1], 0 for the same direction and 1 for no common term, symmetric; None if a
        vector is all zeros.
    """
    u, v = np.asarray(first, dtype=np.float64), np.asarray(second, dtype=np.float64)
    length_u, length_v = np.sqrt((u * u).sum()), np.sqrt((v * v).sum())
    if length_u == 0 or length_v == 0:
        return None
    difference = u / length_u - v / length_v
    return float(min((difference * difference).sum() / 2, 1.0))
