"""Find the headlines in the texts of a table, as `framing.read` does, without reading most texts.

Where a line repeats the title is told from what is cut anyway: the terms of the first paragraphs
and of the title. Of texts without a title, the plain code is asked about those whose first
paragraph may be a heading.
"""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from framing.article import Span
from framing.counts import Integers

if TYPE_CHECKING:
    import polars as pl

    from framing.scale.batches import Batch

__all__ = ["Cut", "find_headlines", "headline_of", "headline_texts"]


class Cut(NamedTuple):
    """Texts cut into chunks (N articles, P paragraphs).

    Attributes:
        text: The texts in UTF-8.
        offsets: The bounds of the articles in them, shape (N + 1,).
        starts: Where each paragraph begins.
        ends: Where each paragraph ends.
        first: The bounds of the articles among the paragraphs, shape (N + 1,).
        ids: The number of each chunk.
        until: The bounds of the paragraphs among the chunks, shape (P + 1,).
    """

    text: npt.NDArray[np.uint8]
    offsets: npt.NDArray[np.int64]
    starts: npt.NDArray[np.int64]
    ends: npt.NDArray[np.int64]
    first: npt.NDArray[np.int64]
    ids: npt.NDArray[np.int32]
    until: npt.NDArray[np.int64]


def headline_of(text: str, title: str) -> Span | None:
    """Return where the headline stands in the text of a row, as `framing.read` has it."""
    from framing.readers.headline import find_headline

    return find_headline(text, title, or_first=not title)


def find_headlines(batch: "Batch", cut: Cut, repeated: Integers) -> Integers:
    """Find the headlines of a batch that has titles.

    Args:
        batch: The batch.
        cut: The texts, cut with all their lines.
        repeated: Where lines repeat titles, as the result; those without a title are put in.

    Returns:
        Where each headline stands, in characters, shape (N, 2); -1 for a text without one.
    """
    assert batch.titles is not None
    without = batch.titles.fill_null("") == ""
    for index in without.arg_true().to_list():
        if _may_begin_with_headline(cut, index):
            headline = headline_of(batch.texts[index], "")
            if headline is not None:
                repeated[index] = headline.start, headline.end
    return repeated


def headline_texts(texts: "pl.Series", headlines: Integers) -> "pl.Series":
    """Return the headlines that stand in texts, without those of texts that have none."""
    import polars as pl

    where = np.flatnonzero(headlines[:, 0] >= 0)
    found = [
        text[start:end]
        for text, (start, end) in zip(
            texts.gather(where).to_list(), headlines[where].tolist(), strict=True
        )
    ]
    return pl.Series(found, dtype=pl.String)


def _may_begin_with_headline(cut: Cut, article: int) -> bool:
    from framing.readers.headline import may_begin_with_headline

    paragraph = cut.first[article]
    if paragraph == cut.first[article + 1]:
        return False
    start, end = cut.starts[paragraph], cut.ends[paragraph]
    return may_begin_with_headline(cut.text[start:end].tobytes().decode())
