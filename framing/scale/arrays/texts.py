"""Texts as one array of bytes, made so that all of them can be looked at together."""

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from framing.counts import Integers

if TYPE_CHECKING:
    import polars as pl

__all__ = ["Bytes", "bytes_of", "eights_of", "padded"]

Bytes: TypeAlias = np.ndarray[tuple[int], np.dtype[np.uint8]]

_BEHIND = "\n" * 8
"""Stands behind all texts, so that eight bytes can be read at every place of theirs."""


def bytes_of(given: "pl.Series") -> tuple[Bytes, Integers]:
    """Return texts in UTF-8, one behind the other, and their bounds.

    Each of them ends in a line feed of its own here, so that nothing goes on from one text into the
    next. It changes neither the words nor the paragraphs.
    """
    import polars as pl

    texts = given.fill_null("")
    behind = pl.Series([_BEHIND], dtype=pl.String)
    joined = pl.concat([texts, behind]).str.join("\n").cast(pl.Binary).item()
    offsets = np.zeros(len(texts) + 1, dtype=np.int64)
    np.cumsum(texts.str.len_bytes().to_numpy().astype(np.int64) + 1, out=offsets[1:])
    return np.frombuffer(joined, dtype=np.uint8), offsets


def padded(text: Bytes) -> Bytes:
    """Return texts with eight line feeds behind them, as `bytes_of` makes them."""
    behind = np.frombuffer(_BEHIND.encode(), dtype=np.uint8)
    if len(text) >= len(behind) and (text[-len(behind) :] == behind).all():
        return text
    return np.concatenate([text, behind])


def eights_of(text: Bytes) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
    """Return the eight bytes from every place on as one number, the first byte lowest; a view."""
    return np.ndarray((len(text) - 7,), dtype="<u8", buffer=text, strides=(1,))
