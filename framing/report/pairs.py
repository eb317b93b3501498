"""The divergence of pairs on a terminal: which are shown, in which columns, and what is said."""

import textwrap
from collections.abc import Sequence

from framing.cautions import number
from framing.measures.evidence_rules import FEWEST_HITS, LEVEL
from framing.measures.pair_row import UNITS_ARE_ARTICLES, PairRow
from framing.report.page import GAP, Page, TableOfPairs, columns_by_line, percent, sentences
from framing.tables import UNDEFINED, column_width, layout

__all__ = ["MOST_PAIRS", "divergences", "most_divergent", "numbers_of_pairs", "pairs_table"]

MOST_PAIRS = 45
"""More pairs than those of ten groups are not read but searched; `framing pairs` has them all."""


def most_divergent(rows: Sequence[PairRow]) -> list[PairRow]:
    """Return all pairs in their order, or the most divergent where there are too many to read."""
    if len(rows) <= MOST_PAIRS:
        return list(rows)

    def beyond_chance(row: PairRow) -> float:
        measured = row.excess_jsd if row.excess_jsd is not None else row.frame_jsd
        return -1.0 if measured is None else measured

    return sorted(rows, key=lambda row: (-beyond_chance(row), row.a, row.b))[:MOST_PAIRS]


def pairs_table(page: Page) -> str:
    """Lay the pairs of a page out, with what is to be said of them."""
    pairs = page.comparison.pairs
    if not page.pairs:
        return sentences(pairs.cautions, page.width)
    title = (
        "DIVERGENCE: share of hits that would have to move between frames, and how much chance "
        "alone moves"
    )
    parts = ["\n".join(textwrap.wrap(title, page.width)) + "\n"]
    parts.append("\n".join(_drawn(page, table) for table in page.of_pairs))
    if page.wide:
        parts.append(sentences([_OF_WORDS], page.width))
    said = list(pairs.cautions)
    if page.numbers:
        said.insert(0, "Pairs are named by the numbers of their groups under EMPHASIS.")
    if left := len(pairs) - len(page.pairs):
        said.append(
            f"Shown are the {len(page.pairs)} most divergent pairs; framing pairs has {left:,} "
            "more."
        )
    return "".join([*parts, sentences(said, page.width)])


def _drawn(page: Page, table: TableOfPairs) -> str:
    """Draw a table of pairs, in parts where even the numbers of the groups leave no room."""
    names = page.names_of_pairs(table)
    columns = list(zip(*table.cells, strict=True))
    pairs = zip(table.heads, columns, strict=True)
    widths = [column_width(head, column) + GAP for head, column in pairs]
    room = page.width - column_width(table.corner, names)
    drawn = []
    for part in (
        columns_by_line(widths, room) if page.terminal is not None else [range(len(widths))]
    ):
        heads = [table.corner, *(table.heads[i] for i in part)]
        lines = [[name, *(columns[i][row] for i in part)] for row, name in enumerate(names)]
        numeric = [False, *(table.numeric[i] for i in part)]
        drawn.append(layout(heads, lines, numeric, style=page.style))
    return "\n".join(drawn)


def divergences(pairs: Sequence[PairRow]) -> TableOfPairs:
    """Return how far pairs diverge, as it is always shown."""
    cells = [
        [
            percent(row.total_variation),
            percent(row.chance_total_variation),
            _beyond_chance(row),
            number(row.q),
            _result(row),
        ]
        for row in pairs
    ]
    heads = ["moves", "chance", "bits beyond chance", "q", "result"]
    return TableOfPairs("", heads, cells, [True] * 4 + [False])


def numbers_of_pairs(pairs: Sequence[PairRow]) -> TableOfPairs:
    """Return the other measures of pairs, which are shown on request."""
    cells = [
        [
            number(row.frame_jsd),
            number(row.chance_jsd),
            number(row.adjusted_jsd),
            number(row.min_detectable_jsd),
            number(row.p),
            number(row.vocabulary_morisita, 2),
            number(row.tfidf_cosine_distance, 2),
        ]
        for row in pairs
    ]
    heads = ["J", "chance", "adjusted", "J at p .05", "p", "Morisita", "cosine"]
    return TableOfPairs("in bits, and words:", heads, cells, [True] * 7)


_OF_WORDS = (
    "Morisita and cosine compare content words. Morisita is about 0, or a little below, for two "
    "samples of one source, and 1 for no word in common; the cosine distance, TF-IDF-weighted, is "
    "above 0 even then."
)


def _beyond_chance(row: PairRow) -> str:
    if row.excess_jsd is None:
        return UNDEFINED
    excess = f"{'+' if row.excess_jsd >= 0 else ''}{number(row.excess_jsd, 2)}"
    if row.excess_low is None:
        return excess
    return f"{excess} ({number(row.excess_low, 2)} to {number(row.excess_high, 2)})"


def _result(row: PairRow) -> str:
    if row.q is not None:
        return "DETECTED" if row.q < LEVEL else "not detected"
    if row.frame_jsd is None:
        return "no hits"
    few_hits = min(row.hits_a, row.hits_b) < FEWEST_HITS
    too_little = row.chance_jsd is None and (row.units != UNITS_ARE_ARTICLES or few_hits)
    return "too little text" if too_little else "no test possible"
