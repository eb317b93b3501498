"""Batches: the articles of a table, some thousand at a time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from framing.errors import InputError, SettingError

if TYPE_CHECKING:
    import polars as pl

__all__ = [
    "PART_BYTES",
    "PART_ROWS",
    "Batch",
    "check_threads",
    "evenly_sized",
    "given_headlines",
    "parquet_batches",
]

PART_BYTES = 8 << 20
"""So many bytes of text counters take at once: arrays of them stay small, and all threads busy."""
PART_ROWS = 4096


@dataclass(frozen=True, eq=False, slots=True)
class Batch:
    """Some articles, column by column (N of them); a missing value is an empty one.

    Furniture is part of the body: nothing is searched for it.

    Attributes:
        texts: Their texts, a column of strings, with line feeds as line ends.
        groups: What groups each of them, such as its outlet.
        ids: Their ids, different from each other; without them articles keep the order in which
            they come.
        stories: The event that each is about.
        headlines: Where in the text its headline stands, in characters, shape (N, 2); -1 where the
            text has none (`Article.headline`).
        titles: Their titles, in place of ``headlines``: each text is searched for its headline as
            `framing.read` does with the rows of a table.
        facts: What else is known of them, for whoever follows the counting.
    """

    texts: "pl.Series"
    groups: "pl.Series"
    ids: "pl.Series | None" = None
    stories: "pl.Series | None" = None
    headlines: npt.NDArray[np.int64] | None = None
    titles: "pl.Series | None" = None
    facts: "pl.DataFrame | None" = None

    def __post_init__(self) -> None:
        columns = {
            "groups": self.groups,
            "ids": self.ids,
            "stories": self.stories,
            "titles": self.titles,
        }
        for name, column in columns.items():
            if column is not None and len(column) != len(self.texts):
                raise InputError(
                    f"a batch has {len(self.texts):,} texts and {len(column):,} {name}; "
                    "give one for each text"
                )
        if self.headlines is not None and self.headlines.shape != (len(self.texts), 2):
            raise InputError(
                f"a batch of {len(self.texts):,} texts has headlines of shape "
                f"{self.headlines.shape}; give two offsets for each text"
            )

    def __len__(self) -> int:
        return len(self.texts)

    def part(self, start: int, end: int) -> "Batch":
        """Return the articles from one to before another."""
        size = end - start
        return Batch(
            self.texts.slice(start, size),
            self.groups.slice(start, size),
            None if self.ids is None else self.ids.slice(start, size),
            None if self.stories is None else self.stories.slice(start, size),
            None if self.headlines is None else self.headlines[start:end],
            None if self.titles is None else self.titles.slice(start, size),
            None if self.facts is None else self.facts.slice(start, size),
        )


def check_threads(threads: int) -> None:
    """Make sure that there is a thread to count with.

    Raises:
        SettingError: If there is none.
    """
    if threads < 1:
        raise SettingError(f"threads: {threads} is less than 1; give at least one")


def given_headlines(batch: Batch) -> npt.NDArray[np.int64]:
    """Return where the headlines of a batch stand that are known; -1 for all others."""
    if batch.headlines is None:
        return np.full((len(batch), 2), -1, dtype=np.int64)
    return batch.headlines


def evenly_sized(batches: Iterable[Batch], most_bytes: int = PART_BYTES) -> Iterator[Batch]:
    """Cut batches into parts of about equal size, so that memory stays bounded.

    Args:
        batches: Any batches.
        most_bytes: As many bytes of text as a part has at the most, unless one text has more.
    """
    for batch in batches:
        sizes = batch.texts.fill_null("").str.len_bytes().to_numpy().astype(np.int64)
        ends = np.cumsum(sizes)
        start = 0
        while start < len(batch):
            before = int(ends[start - 1]) if start else 0
            end = int(np.searchsorted(ends, before + most_bytes, side="right"))
            end = min(max(end, start + 1), start + PART_ROWS)
            yield batch.part(start, min(end, len(batch)))
            start = min(end, len(batch))


def parquet_batches(
    path: str,
    *,
    text: str = "text",
    by: str = "outlet",
    ids: str | None = None,
    stories: str | None = None,
) -> Iterator[Batch]:
    """Read a Parquet file, some rows at a time.

    Args:
        path: The file, or a pattern for several.
        text: The column of texts.
        by: The column that groups articles.
        ids: The column of ids, if there is one.
        stories: The column of stories, if there is one.

    Yields:
        Its rows in order.

    Raises:
        InputError: If the file has no such column; the message lists those it has.
    """
    import polars as pl

    frame = pl.scan_parquet(path)
    known = frame.collect_schema().names()
    wanted = [column for column in (text, by, ids, stories) if column is not None]
    for column in wanted:
        if column not in known:
            raise InputError(f"{path} has no column {column!r}; it has {', '.join(known)}")
    selected = frame.select(pl.col(list(dict.fromkeys(wanted))).cast(pl.String))
    for part in selected.collect_batches(chunk_size=PART_ROWS // 2, maintain_order=True):
        yield Batch(
            part[text],
            part[by],
            None if ids is None else part[ids],
            None if stories is None else part[stories],
        )
