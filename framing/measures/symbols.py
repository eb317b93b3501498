"""A text as a run of symbols, each in one class: hits in their frame, all other words outside.

Read so, the divergence of two vocabularies splits exactly into how much of the text the lexicon
finds, how that is divided among the frames, which words are used within each, and the rest.
"""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array, hstack

from framing.counts import Counts, Integers, SparseIntegers

__all__ = ["OUTSIDE", "Symbols", "symbols_of"]

OUTSIDE = "outside"
"""The class of the words that no pattern matches."""


@dataclass(frozen=True, eq=False)
class Symbols:
    """The symbols of all paragraphs (P paragraphs, S symbols).

    Attributes:
        names: What each symbol says: a word, or the words of a hit.
        classes: The classes: frames in the order of the lexicon, sets of frames that claim the same
            span joined by ``+``, and `OUTSIDE` last.
        class_of: Per symbol, the index of its class, shape (S,).
        occurrences: How often each symbol occurs in each paragraph, P by S, sparse.
    """

    names: tuple[str, ...]
    classes: tuple[str, ...]
    class_of: Integers
    occurrences: SparseIntegers


def symbols_of(counts: Counts, stop_words: Collection[str] = ()) -> Symbols:
    """Read the bodies of articles as symbols.

    Args:
        counts: The counts.
        stop_words: Words that are left out where no pattern matches them, folded.

    Returns:
        The symbols, hits first by class and name, then the words outside by name.
    """
    spans = _spans(counts)
    classes = sorted({frames for _, _, frames in spans}, key=lambda frames: (len(frames), frames))
    class_index = {frames: index for index, frames in enumerate(classes)}
    kinds = sorted({(class_index[frames], said) for _, said, frames in spans})
    column_of = {kind: column for column, kind in enumerate(kinds)}
    rows = [row for row, _, _ in spans]
    columns = [column_of[class_index[frames], said] for _, said, frames in spans]
    paragraphs = len(counts.paragraph_words)
    ones = np.ones(len(spans), dtype=np.int64)
    of_hits = csr_array((ones, (rows, columns)), shape=(paragraphs, len(kinds)))
    kept = [i for i, term in enumerate(counts.vocabulary) if term not in stop_words]
    outside = (counts.terms - _words_in_hits(counts, spans))[:, kept]
    keys = [frame.key for frame in counts.lexicon.frames]
    return Symbols(
        names=(
            *(counts.expressions[said] for _, said in kinds),
            *(counts.vocabulary[i] for i in kept),
        ),
        classes=(*("+".join(keys[f] for f in frames) for frames in classes), OUTSIDE),
        class_of=np.array([c for c, _ in kinds] + [len(classes)] * len(kept), dtype=np.int64),
        occurrences=csr_array(hstack([of_hits, outside], format="csr")),
    )


def _spans(counts: Counts) -> list[tuple[int, int, tuple[int, ...]]]:
    """Return paragraph, expression and claiming frames of every span of a body that is a hit."""
    frames: dict[tuple[int, int], list[int]] = {}
    said: dict[tuple[int, int], int] = {}
    for paragraph, position, _, entry, _, expression in counts.body_hits.tolist():
        frames.setdefault((paragraph, position), []).append(int(counts.entry_frames[entry]))
        said[paragraph, position] = expression
    return [(span[0], said[span], tuple(sorted(own))) for span, own in frames.items()]


def _words_in_hits(counts: Counts, spans: list[tuple[int, int, tuple[int, ...]]]) -> SparseIntegers:
    """Count the words that stand inside hits, per paragraph and term."""
    index_of = {term: index for index, term in enumerate(counts.vocabulary)}
    rows, columns = [], []
    for paragraph, expression, _ in spans:
        for word in counts.expressions[expression].split(" "):
            rows.append(paragraph)
            columns.append(index_of[word])
    ones = np.ones(len(rows), dtype=np.int64)
    return csr_array((ones, (rows, columns)), shape=counts.terms.shape)
