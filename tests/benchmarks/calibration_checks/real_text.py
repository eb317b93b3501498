"""C14 and C16: real articles, divided at random so that nothing is to be found."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import islice, pairwise
from pathlib import Path

import numpy as np
import polars

from framing import Article, count
from framing.counts import Counts, Integers
from framing.groups import group
from framing.measures.evidence_rules import judge
from framing.measures.pair_test import permutation_test
from framing.measures.sides import Sides, sides_of
from framing.units import UnitTable
from tests.benchmarks.calibration_checks.controls import token_p
from tests.benchmarks.calibration_checks.generator import Paragraphs, counts_of, numbers_of
from tests.benchmarks.calibration_checks.null_pairs import DEALS
from tests.benchmarks.calibration_checks.plan import Cell, Plan, Target
from tests.benchmarks.calibration_checks.word_list import WORD_LIST

__all__ = ["chunks_of_articles", "splits_of_outlets"]

CHUNKS = (1, 3, 6)
"""Paragraphs that stay together when an article is dealt to two."""

_FEWEST_CHUNKS = 4
_FEWEST_WORDS = 900
_SIDE = 6
"""Articles of a side of an outlet."""

_ALL, _SOME = 10_000, 1200
"""Articles that are counted."""

_MEASURED_ON = 1
"""The size of blocks was chosen on the first, third, ... article; C14 is measured on the others."""

_SIZE_OF_CHUNKS = Target(0.02, 0.075)
_SIZE_OF_SPLITS = Target(0.03, 0.075)
_CONTROL = Target(low=0.50)


@dataclass(frozen=True, eq=False)
class _Collection:
    """Counts of real articles."""

    counts: Counts
    topics: dict[str, str]

    @cached_property
    def rows(self) -> list[Integers]:
        """Per article, the indices of the paragraphs of its body."""
        counts = self.counts
        body = np.flatnonzero(counts.paragraph_is_body)
        edges = np.arange(len(counts.articles) + 1)
        ends = np.searchsorted(counts.paragraph_article[body], edges)
        return [body[start:end] for start, end in pairwise(ends)]

    @cached_property
    def hits(self) -> Integers:
        """Hits per paragraph and subject."""
        hits: Integers = self.counts.paragraph_hits.toarray()
        return hits

    def paragraphs(self, pieces: Sequence[Integers]) -> Paragraphs:
        """Return articles made up of the paragraphs whose indices each piece holds."""
        rows = np.concatenate(pieces)
        article = np.repeat(np.arange(len(pieces)), [len(piece) for piece in pieces])
        return Paragraphs(article, self.counts.paragraph_words[rows, None], self.hits[rows])


@cache
def _collection(path: Path, articles: int) -> _Collection:
    """Count some of the articles of a file, the first by id."""
    table = polars.read_parquet(path, columns=["id", "outlet", "topic", "text"])
    chosen = table.sort("id").head(articles).rows()
    read = (Article(id=id_, outlet=outlet, text=text) for id_, outlet, _, text in chosen)
    return _Collection(count(read, WORD_LIST), {row[0]: row[2] for row in chosen})


def chunks_of_articles(plan: Plan) -> Iterator[Cell]:
    """Deal the chunks of each article at random to two, and test these by the rules of the tool."""
    what = "real text, one article dealt to two: size at .05"
    if plan.data is None:
        yield plan.skipped("C14", what, _SIZE_OF_CHUNKS)
        return
    collection = _collection(plan.data, plan.runs(full=_ALL, reduced=_SOME))
    most = plan.runs(full=_ALL, reduced=240)
    for size in CHUNKS:
        found = list(islice(_tests_of_chunks(collection, size), most))
        called = [p < 0.05 + 1e-9 for p in found]
        where = f"chunks of {size} paragraph{'s' if size > 1 else ''}, {len(found)} articles"
        yield plan.share("C14", what, where, _SIZE_OF_CHUNKS, called)


def _tests_of_chunks(collection: _Collection, size: int) -> Iterator[float]:
    """Yield p of the articles that have enough evidence."""
    numbers, words = numbers_of("chunks", size), collection.counts.paragraph_words
    pieces: list[Integers] = []
    for rows in collection.rows[_MEASURED_ON::2]:
        chunk = np.arange(len(rows)) // size
        chunks = int(chunk.max(initial=-1)) + 1
        if chunks < _FEWEST_CHUNKS or words[rows].sum() < _FEWEST_WORDS:
            continue
        first = np.isin(chunk, numbers.permutation(chunks)[: chunks // 2])
        pieces += [rows[first], rows[~first]]
    groups = group(counts_of(collection.paragraphs(pieces)), "article")
    table = UnitTable(groups)
    for a in range(0, len(pieces), 2):
        units = table.of_groups([a, a + 1])
        sides = sides_of(units, a, a + 1)
        if judge(groups, units, sides, a, a + 1).testable:
            yield permutation_test(sides, DEALS).p


def splits_of_outlets(plan: Plan) -> Iterator[Cell]:
    """Split articles of one outlet on one topic at random, and test the halves."""
    what = "real text, 6 v 6 articles of one outlet on one topic"
    article, token, paragraph = (
        f"{what}: size at .05",
        f"must fail: {what}, tokens",
        f"must fail: {what}, paragraphs",
    )
    if plan.data is None:
        yield plan.skipped("C16", article, _SIZE_OF_SPLITS)
        return
    collection = _collection(plan.data, plan.runs(full=_ALL, reduced=_SOME))
    found = list(_tests_of_splits(collection))
    for index, (name, target) in enumerate(
        ((article, _SIZE_OF_SPLITS), (token, _CONTROL), (paragraph, _CONTROL))
    ):
        called = [p[index] < 0.05 + 1e-9 for p in found]
        yield plan.share("C16", name, f"{len(found)} splits", target, called)


def _tests_of_splits(collection: _Collection) -> Iterator[tuple[float, float, float]]:
    """Yield p by articles, by tokens and by paragraphs of splits that have no article in common."""
    numbers, chosen = numbers_of("splits"), []
    for articles in _by_outlet_and_topic(collection):
        shuffled = numbers.permutation(articles)
        chosen += shuffled[: len(shuffled) // (2 * _SIDE) * 2 * _SIDE].tolist()
    pieces = [collection.rows[article] for article in chosen]
    lines = collection.paragraphs(pieces)
    outlets = np.arange(len(chosen)) // _SIDE
    table = UnitTable(group(counts_of(lines, outlets), "outlet"))
    side_of_paragraph = outlets[lines.article]
    for a in range(0, len(chosen) // _SIDE, 2):
        sides = sides_of(table.of_groups([a, a + 1]), a, a + 1)
        if min(sides.hits) > 0:
            own = [lines.hits[side_of_paragraph == side] for side in (a, a + 1)]
            zeros = [np.zeros(len(hits), dtype=np.int64) for hits in own]
            by_paragraph = permutation_test(Sides(*own, *zeros), 199)
            yield permutation_test(sides).p, token_p(sides), by_paragraph.p


def _by_outlet_and_topic(collection: _Collection) -> list[list[int]]:
    found: dict[tuple[str, str], list[int]] = {}
    for index, facts in enumerate(collection.counts.articles):
        found.setdefault((facts.group("outlet"), collection.topics[facts.id]), []).append(index)
    return [found[key] for key in sorted(found)]
