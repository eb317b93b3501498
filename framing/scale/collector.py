"""Put the counts of batches together."""

from collections import deque
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from framing.counts import AnyIntegers, Integers, SparseIntegers
from framing.errors import InputError
from framing.lexicon import Lexicon, Matcher
from framing.scale.batches import Batch
from framing.scale.columns import Column
from framing.scale.frame_hits import FrameHits
from framing.scale.group_sums import GroupSums
from framing.scale.grouped_counts import BatchCounts, GroupedCounts
from framing.scale.marks import joined
from framing.scale.sums import smallest
from framing.scale.term_table import TermTable
from framing.scale.terms import Terms
from framing.sparse import csr_array

if TYPE_CHECKING:
    import polars as pl

__all__ = ["Collector"]


class _Names:
    """The values of a column, numbered in the order in which they come."""

    def __init__(self, column: str) -> None:
        self._missing = f"(no {column})"
        self._numbers: dict[str, int] = {}
        self._of_rows = Column()

    def __len__(self) -> int:
        return len(self._numbers)

    def add(self, values: "pl.Series") -> Integers:
        """Return the number of the value in each row."""
        numbers, missing = self._numbers, self._missing
        found = [numbers.setdefault(value or missing, len(numbers)) for value in values.to_list()]
        in_full = np.array(found, dtype=np.int64)
        self._of_rows.add(in_full)
        return in_full

    def sorted(self) -> tuple[tuple[str, ...], Integers, AnyIntegers]:
        """Return the names sorted, the place of each number among them, and that of each row."""
        names = tuple(sorted(self._numbers))
        places = np.empty(len(names), dtype=np.int64)
        places[[self._numbers[name] for name in names]] = np.arange(len(names))
        return names, places, smallest(places)[self._of_rows.taken()]


class Collector:
    """Puts the counts of batches together, in the order of the batches."""

    def __init__(self, lexicon: Lexicon, by: str, terms: Terms, *, article_terms: bool) -> None:
        """Begin without any; see `framing.scale.engine.count_texts`."""
        self._lexicon, self._by, self._terms = lexicon, by, terms
        self._article_terms = article_terms
        self._groups, self._stories = _Names(by), _Names("story")
        self._ids: list[pl.Series | None] = []
        self._entered = self._added = 0
        self._plainly_counted = 0
        self._groups_entered: deque[Integers] = deque()
        frames = len(lexicon.frames)
        entry_frames = [entry.frame for entry in Matcher(lexicon).entries]
        self._words, self._marks = Column(), Column(as_they_are=True)
        self._hits = FrameHits(np.array(entry_frames, dtype=np.int64), frames)
        self._sums = GroupSums(2 + frames)  # paragraphs, spans and paragraphs covered
        self._entry_hits = GroupSums(len(entry_frames))
        self._articles_with_entry = np.zeros(len(entry_frames), dtype=np.int64)
        self._headline_claims = 0

    def enter(self, batch: Batch) -> Integers:
        """Note who the articles of a batch are; return the row to which the terms of each go."""
        import polars as pl

        groups = self._groups.add(batch.groups)
        none = pl.Series([None], dtype=pl.String).new_from_index(0, len(batch))
        self._stories.add(none if batch.stories is None else batch.stories)
        if self._ids and (self._ids[0] is None) != (batch.ids is None):
            raise InputError("some batches have ids and some have none; give them to all or none")
        self._ids.append(batch.ids)
        self._groups_entered.append(groups)
        entered, self._entered = self._entered, self._entered + len(batch)
        return np.arange(entered, self._entered) if self._article_terms else groups

    def add(self, counts: BatchCounts) -> None:
        """Add the counts of the next batch."""
        groups = self._groups_entered.popleft()
        self._words.add(counts.words)
        self._marks.add(joined(counts.marks[counts.words > 0]))
        self._hits.add(counts.claims, len(counts.words))
        of_articles = counts.paragraphs, counts.spans, counts.covered
        self._sums.add(groups, np.column_stack(of_articles))
        self._entry_hits.add_ones(groups[counts.claims[:, 0]], counts.claims[:, 1])
        self._articles_with_entry += self._articles_with(counts.claims)
        self._headline_claims += counts.headline_claims
        self._added += len(counts.words)
        self._plainly_counted += counts.plainly_counted

    def result(self, tables: Sequence[TermTable]) -> GroupedCounts:
        """Return all counts, the articles in the order of their ids if they have some.

        Args:
            tables: The terms of the rows; one table or several, which are added up.

        Raises:
            InputError: If there are no articles, or two have the same id.
        """
        if not self._added:
            raise InputError("there are no articles to count; name at least one source")
        order = self._order()
        as_they_stand = slice(None) if order is None else order
        names, place_of_group, groups = self._groups.sorted()
        story_names, _, stories = self._stories.sorted()
        groups, stories = groups[as_they_stand], stories[as_they_stand]
        table = TermTable.of(tables, len(self._terms.numbers))
        in_bodies = table.articles_with > 0
        vocabulary, ranks = self._terms.ranks(in_bodies)
        articles_with = np.empty(len(vocabulary), dtype=np.int64)
        articles_with[ranks[in_bodies]] = table.articles_with[in_bodies]
        twins = self._twins()
        words = self._words.taken()[as_they_stand]
        hits, divided = self._hits.taken()
        sums = self._sums.of(place_of_group)
        size = len(vocabulary)
        article_terms = None
        make_terms = partial(table.table, place_of_group, ranks, size)
        if self._article_terms:
            article_terms = table.table(_places(order, self._added), ranks, size)
            make_terms = partial(_added_up, article_terms, groups, len(names))
        return GroupedCounts(
            lexicon=self._lexicon,
            by=self._by,
            names=names,
            group_of_article=groups,
            stories=story_names,
            story_of_article=stories,
            article_words=words,
            article_hits=hits[as_they_stand],
            divided_article_hits=None if divided is None else divided[as_they_stand],
            sharers=tuple(sorted(self._hits.sharers)),
            paragraphs=sums[:, 0],
            spans=sums[:, 1],
            covered_paragraphs=sums[:, 2:],
            entry_hits=self._entry_hits.of(place_of_group),
            articles_with_entry=self._articles_with_entry,
            vocabulary=vocabulary,
            make_terms=make_terms,
            articles_with=articles_with,
            twins=twins,
            headline_claims=self._headline_claims,
            article_terms=article_terms,
            plainly_counted=self._plainly_counted,
        )

    def _articles_with(self, claims: npt.NDArray[np.int32]) -> Integers:
        """Return in how many articles each entry has a claim, of claims by article."""
        entries = len(self._articles_with_entry)
        found = np.unique(claims[:, 0].astype(np.int64) * entries + claims[:, 1])
        return np.bincount(found % entries, minlength=entries)

    def _twins(self) -> int:
        """Count the articles with the same words as another."""
        marks = self._marks.taken()
        marks.sort()
        return int(np.count_nonzero(marks[1:] == marks[:-1]))

    def _order(self) -> Integers | None:
        """Return the articles in order; None if that is as they came."""
        import polars as pl

        columns = [column for column in self._ids if column is not None]
        if not columns:
            return None
        ids = pl.concat(columns, rechunk=True).fill_null("")
        self._ids.clear()
        columns.clear()
        if not ids.is_unique().all():
            twice = ids.filter(ids.is_duplicated()).min()
            raise InputError(f"two articles have the id {twice!r}; give one another id")
        return ids.arg_sort().to_numpy().astype(np.int64)


def _places(order: Integers | None, articles: int) -> Integers:
    """Return the place of each article in an order."""
    if order is None:
        return np.arange(articles)
    places = np.empty(articles, dtype=np.int64)
    places[order] = np.arange(articles)
    return places


def _added_up(rows: SparseIntegers, groups: AnyIntegers, number: int) -> SparseIntegers:
    """Add up the rows of each of some groups."""
    ones, at = np.ones(len(groups), dtype=np.int64), (groups, np.arange(len(groups)))
    sums = csr_array(csr_array((ones, at), (number, len(groups))) @ rows)
    sums.sort_indices()
    return sums
