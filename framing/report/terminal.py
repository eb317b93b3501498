"""A comparison on a terminal: two tables, with the sentences that go with them."""

import re
import shlex
import textwrap
from collections.abc import Callable, Iterator, Sequence

from framing.cautions import number
from framing.comparison import Comparison
from framing.measures.emphasis import EmphasisRow
from framing.measures.evidence_rules import FEWEST_HITS, LEVEL
from framing.measures.pair_row import UNITS_ARE_ARTICLES, PairRow
from framing.report.page import (
    GAP,
    WIDEST,
    WIDEST_TERMINAL,
    Page,
    TableOfPairs,
    sentences,
    shortened,
)
from framing.tables import UNDEFINED, column_width, layout, printable

__all__ = ["MOST_PAIRS", "WIDEST", "WIDEST_TERMINAL", "show_comparison"]

MOST_PAIRS = 45
"""More pairs than those of ten groups are not read but searched; `framing pairs` has them all."""

_KIND = re.compile(r"[A-Z-]+(?: [A-Z-]+)*")
_Cell = Callable[[EmphasisRow], str]


def show_comparison(
    comparison: Comparison,
    *,
    width: int | None = None,
    wide: bool = False,
    style: str = "",
    again: str = "",
    listed: str | None = None,
) -> str:
    """Lay a comparison out for a terminal.

    Args:
        comparison: The comparison.
        width: How many characters a line of the terminal has, of which at most `WIDEST_TERMINAL`
            are used: names are shortened for it, and numbers stand for those of pairs where too
            little of them would be left. If not given, names are whole.
        wide: Whether to show every measure.
        style: Any style of the tabulate library.
        again: The sources and options for the commands that lead on from here.
        listed: Those for the command that lists articles; the same if not given.

    Returns:
        The text, with a line end at the end.
    """
    pairs = _most_divergent(comparison.pairs.rows)
    of_pairs = [_divergences(pairs), _numbers_of_pairs(pairs)][: 1 + wide]
    page = Page(comparison, width, style, wide, pairs, of_pairs if pairs else [])
    blocks = [
        sentences(comparison.cautions, page.width),
        "\n".join(_emphasis_tables(page)),
        _pairs_table(page),
        _ways_on(comparison, again, again if listed is None else listed),
    ]
    return "\n".join(block for block in blocks if block)


def _emphasis_tables(page: Page) -> Iterator[str]:
    comparison = page.comparison
    percent = f"{100 * comparison.confidence:g} %"
    tables = list(
        _by_frame(
            page,
            f"EMPHASIS: hits per 1,000 words ({percent} interval)",
            lambda row: _with_interval(row.rate_per_1000, row.rate_low, row.rate_high),
        )
    )
    intervals, *weights = comparison.emphasis.cautions
    tables[-1] += sentences([intervals, *_footnotes(comparison)], page.width)
    yield from tables
    if not page.wide:
        return
    more: list[tuple[str, _Cell]] = [
        ("HITS in the bodies of the articles", lambda row: f"{row.hits:,}"),
        (
            f"SHARE of each frame in all hits, in per cent ({percent} interval)",
            lambda row: _with_interval(*map(_hundredfold, _share(row))),
        ),
        ("COVERAGE: paragraphs with at least one hit", lambda row: _percent(row.coverage)),
        (
            "TF-IDF-WEIGHTED EMPHASIS: weighted hits per 1,000 words",
            lambda row: _with_interval(row.tfidf_per_1000, row.tfidf_low, row.tfidf_high),
        ),
    ]
    for title, cell in more:
        yield from _by_frame(page, title, cell)
    if weights:
        yield sentences(weights, page.width)


def _footnotes(comparison: Comparison) -> Iterator[str]:
    """Yield what else a reader of the table would stumble over."""
    shared = sum(row.hits for row in comparison.emphasis) - comparison.spans
    if shared:
        verb = "counts" if shared == 1 else "count"
        yield f"{shared:,} hit{'s' if shared > 1 else ''} {verb} in two frames or more."
    if comparison.headline_hits:
        hits, verb = ("hit", "stands") if comparison.headline_hits == 1 else ("hits", "stand")
        yield f"Headlines are not counted ({comparison.headline_hits:,} {hits} {verb} in them)."


def _by_frame(page: Page, title: str, cell: _Cell) -> Iterator[str]:
    """Yield a table of groups by frames, in several parts where the frames do not fit a line."""
    comparison = page.comparison
    rows = {(row.group, row.frame): row for row in comparison.emphasis}
    frames = comparison.lexicon.frames
    columns = {
        frame.key: [cell(rows[group, frame.key]) for group in comparison.groups] for frame in frames
    }
    words = [f"{rows[group, frames[0].key].words:,}" for group in comparison.groups]
    widths = [column_width(frame.label, columns[frame.key]) + GAP for frame in frames]
    named = [f"{page.numbers.get(group, '')} {group}".lstrip() for group in comparison.groups]
    widest_name = max(len(printable(name)) for name in named)
    room = page.width - column_width("words", words) - GAP
    for part in _parts(widths, room - min(widest_name, page.width // 3)):
        length = room - sum(widths[i] for i in part)
        names = shortened(named, length) if page.terminal is not None else named
        body = [
            [name, word, *(columns[frames[i].key][row] for i in part)]
            for row, (name, word) in enumerate(zip(names, words, strict=True))
        ]
        heads = ["", "words", *(frames[i].label for i in part)]
        table = layout(heads, body, [False] + [True] * (len(heads) - 1), style=page.style)
        yield "\n".join(textwrap.wrap(title, page.width)) + "\n" + table
        title = f"{_kind(title)}, continued"


def _kind(title: str) -> str:
    """Return the words in capitals that a title begins with."""
    found = _KIND.match(title)
    return found[0] if found else title


def _parts(widths: Sequence[int], room: int) -> list[list[int]]:
    """Deal columns to lines, as many to each as there is room for, at least one."""
    parts: list[list[int]] = [[]]
    for index, width in enumerate(widths):
        if parts[-1] and sum(widths[i] for i in parts[-1]) + width > room:
            parts.append([])
        parts[-1].append(index)
    return parts


def _pairs_table(page: Page) -> str:
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
    for part in _parts(widths, room) if page.terminal is not None else [range(len(widths))]:
        heads = [table.corner, *(table.heads[i] for i in part)]
        lines = [[name, *(columns[i][row] for i in part)] for row, name in enumerate(names)]
        numeric = [False, *(table.numeric[i] for i in part)]
        drawn.append(layout(heads, lines, numeric, style=page.style))
    return "\n".join(drawn)


def _divergences(pairs: Sequence[PairRow]) -> TableOfPairs:
    cells = [
        [
            _percent(row.total_variation),
            _percent(row.chance_total_variation),
            _beyond_chance(row),
            number(row.q),
            _result(row),
        ]
        for row in pairs
    ]
    heads = ["moves", "chance", "bits beyond chance", "q", "result"]
    return TableOfPairs("", heads, cells, [True] * 4 + [False])


def _numbers_of_pairs(pairs: Sequence[PairRow]) -> TableOfPairs:
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


def _least_likely(row: PairRow) -> tuple[float, float, str, str]:
    """Order pairs by p and, where that is the same or missing, by what is beyond chance."""
    beyond = row.frame_jsd if row.excess_jsd is None else row.excess_jsd
    return (2.0 if row.p is None else row.p, -(beyond or 0.0), row.a, row.b)


def _most_divergent(rows: Sequence[PairRow]) -> list[PairRow]:
    """Return all pairs in their order, or the most divergent where there are too many to read."""
    if len(rows) <= MOST_PAIRS:
        return list(rows)

    def beyond_chance(row: PairRow) -> float:
        measured = row.excess_jsd if row.excess_jsd is not None else row.frame_jsd
        return -1.0 if measured is None else measured

    return sorted(rows, key=lambda row: (-beyond_chance(row), row.a, row.b))[:MOST_PAIRS]


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


def _ways_on(comparison: Comparison, again: str, listed: str) -> str:
    behind, of_articles = (f" {words}" if words else "" for words in (again, listed))
    lines = []
    if comparison.furniture:
        count = len(comparison.furniture)
        pieces = f"{count} piece{'s' if count > 1 else ''} of page furniture"
        lines.append(f"Set aside: {pieces} (framing articles --show-furniture{of_articles})")
    if len(comparison.pairs):
        pair = min(comparison.pairs.rows, key=_least_likely)
        names = shlex.join([pair.a, pair.b])
        lines.append(f"Words behind a pair: framing explain {names}{behind}")
    if comparison.has_text:
        lines.append(f"Words behind a number: framing evidence{behind}")
    # Commands are not wrapped: a line that is copied must be whole.
    return "".join(f"{printable(line)}\n" for line in lines)


def _share(row: EmphasisRow) -> tuple[float | None, float | None, float | None]:
    return row.share, row.share_low, row.share_high


def _hundredfold(value: float | None) -> float | None:
    return None if value is None else 100 * value


def _with_interval(value: float | None, low: float | None, high: float | None) -> str:
    if value is None:
        return UNDEFINED
    if low is None or high is None:
        return f"{value:.0f}"
    return f"{value:.0f} ({low:.0f}-{high:.0f})"


def _percent(value: float | None) -> str:
    return UNDEFINED if value is None else f"{100 * value:.0f} %"
