"""A comparison on a terminal: two tables, with the sentences that go with them."""

import shlex
import textwrap
from collections.abc import Callable, Iterator, Sequence

from framing.cautions import number
from framing.comparison import Comparison
from framing.measures.emphasis import EmphasisRow
from framing.measures.evidence_rules import FEWEST_HITS, LEVEL
from framing.measures.pairs import UNITS_ARE_ARTICLES, PairRow
from framing.tables import UNDEFINED, column_width, layout, printable

__all__ = ["MOST_PAIRS", "WIDEST", "show_comparison"]

WIDEST = 100
MOST_PAIRS = 45
"""More pairs than those of ten groups are not read but searched; `framing pairs` has them all."""

_NARROWEST_NAME = 8
_GAP = 2
_Cell = Callable[[EmphasisRow], str]


def show_comparison(
    comparison: Comparison,
    *,
    width: int = WIDEST,
    wide: bool = False,
    style: str = "",
    again: str = "",
) -> str:
    """Lay a comparison out for a terminal.

    Args:
        comparison: The comparison.
        width: How many columns a line may have; names are shortened for it.
        wide: Whether to show every measure.
        style: Any style of the tabulate library.
        again: The sources and options for the commands that lead on from here.

    Returns:
        The text, with a line end at the end.
    """
    width = min(width, WIDEST)
    blocks = [
        _sentences(comparison.cautions, width),
        "\n".join(_emphasis_tables(comparison, width, style, wide)),
        _pairs_table(comparison, width, style, wide),
        _ways_on(comparison, again),
    ]
    return "\n".join(block for block in blocks if block)


def _emphasis_tables(comparison: Comparison, width: int, style: str, wide: bool) -> Iterator[str]:
    percent = f"{100 * comparison.confidence:g} %"
    tables = list(
        _by_frame(
            comparison,
            f"EMPHASIS: hits per 1,000 words ({percent} interval)",
            lambda row: _with_interval(row.rate_per_1000, row.rate_low, row.rate_high),
            width,
            style,
        )
    )
    intervals, *weights = comparison.emphasis.cautions
    tables[-1] += _sentences([intervals, *_footnotes(comparison)], width)
    yield from tables
    if not wide:
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
        yield from _by_frame(comparison, title, cell, width, style)
    if weights:
        yield _sentences(weights, width)


def _footnotes(comparison: Comparison) -> Iterator[str]:
    """Yield what else a reader of the table would stumble over."""
    shared = sum(row.hits for row in comparison.emphasis) - comparison.spans
    if shared:
        verb = "counts" if shared == 1 else "count"
        yield f"{shared:,} hit{'s' if shared > 1 else ''} {verb} in two frames or more."
    if comparison.headline_hits:
        yield f"Headlines are not counted ({comparison.headline_hits} hits stand in them)."


def _by_frame(
    comparison: Comparison, title: str, cell: _Cell, width: int, style: str
) -> Iterator[str]:
    """Yield a table of groups by frames, in several parts where the frames do not fit a line."""
    rows = {(row.group, row.frame): row for row in comparison.emphasis}
    frames = comparison.lexicon.frames
    columns = {
        frame.key: [cell(rows[group, frame.key]) for group in comparison.groups] for frame in frames
    }
    words = [f"{rows[group, frames[0].key].words:,}" for group in comparison.groups]
    widths = [column_width(frame.label, columns[frame.key]) + _GAP for frame in frames]
    widest_name = max(len(printable(group)) for group in comparison.groups)
    room = width - column_width("words", words) - _GAP
    for part in _parts(widths, room - min(widest_name, width // 3)):
        names = _shortened(comparison.groups, room - sum(widths[i] for i in part))
        body = [
            [name, word, *(columns[frames[i].key][row] for i in part)]
            for row, (name, word) in enumerate(zip(names, words, strict=True))
        ]
        heads = ["", "words", *(frames[i].label for i in part)]
        table = layout(heads, body, [False] + [True] * (len(heads) - 1), style=style)
        yield "\n".join(textwrap.wrap(title, width)) + "\n" + table


def _parts(widths: Sequence[int], room: int) -> list[list[int]]:
    """Deal columns to lines, as many to each as there is room for, at least one."""
    parts: list[list[int]] = [[]]
    for index, width in enumerate(widths):
        if parts[-1] and sum(widths[i] for i in parts[-1]) + width > room:
            parts.append([])
        parts[-1].append(index)
    return parts


def _pairs_table(comparison: Comparison, width: int, style: str, wide: bool) -> str:
    shown = _most_divergent(comparison.pairs.rows)
    if not shown:
        return _sentences(comparison.pairs.cautions, width)
    heads, numeric = ["", "moves", "chance", "bits beyond chance", "q", "result"], [1, 1, 1, 1, 0]
    body = [
        [
            _percent(row.total_variation),
            _percent(row.chance_total_variation),
            _beyond_chance(row),
            number(row.q),
            _result(row),
        ]
        for row in shown
    ]
    names = _names_of_pairs(shown, heads, body, width)
    lines = [[name, *cells] for name, cells in zip(names, body, strict=True)]
    title = (
        "DIVERGENCE: share of hits that would have to move between frames, and how much chance "
        "alone moves"
    )
    table = layout(heads, lines, [False, *map(bool, numeric)], style=style)
    if wide:
        table += "\n" + _wide_pairs(shown, width, style)
    sentences = list(comparison.pairs.cautions)
    if left := len(comparison.pairs) - len(shown):
        sentences.append(
            f"Shown are the {len(shown)} most divergent pairs; framing pairs has {left:,} more."
        )
    return "\n".join(textwrap.wrap(title, width)) + "\n" + table + _sentences(sentences, width)


def _wide_pairs(shown: Sequence[PairRow], width: int, style: str) -> str:
    heads = [
        "in bits, and words:",
        "J",
        "chance",
        "adjusted",
        "J at p .05",
        "p",
        "Morisita",
        "cosine",
    ]
    body = [
        [
            number(row.frame_jsd),
            number(row.chance_jsd),
            number(row.adjusted_jsd),
            number(row.min_detectable_jsd),
            number(row.p),
            number(row.vocabulary_morisita, 2),
            number(row.tfidf_cosine_distance, 2),
        ]
        for row in shown
    ]
    names = _names_of_pairs(shown, heads, body, width)
    lines = [[name, *cells] for name, cells in zip(names, body, strict=True)]
    note = (
        "Morisita and cosine compare content words. Morisita is about 0, or a little below, for "
        "two samples of one source, and 1 for no word in common; the cosine distance, "
        "TF-IDF-weighted, is above 0 even then."
    )
    return layout(heads, lines, [False] + [True] * 7, style=style) + _sentences([note], width)


def _names_of_pairs(
    shown: Sequence[PairRow], heads: Sequence[str], body: Sequence[Sequence[str]], width: int
) -> list[str]:
    """Return "a / b" of each pair, the names shortened to the room that the cells leave."""
    columns = zip(heads[1:], zip(*body, strict=True), strict=True)
    rest = sum(column_width(head, cells) + _GAP for head, cells in columns)
    left = width - rest - len(" / ")
    length = left
    while any(min(len(row.a), length) + min(len(row.b), length) > left for row in shown):
        length -= 1
    names = sorted({name for row in shown for name in (row.a, row.b)})
    short = dict(zip(names, _shortened(names, length), strict=True))
    return [f"{short[row.a]} / {short[row.b]}" for row in shown]


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


def _ways_on(comparison: Comparison, again: str) -> str:
    behind = f" {again}" if again else ""
    lines = []
    if comparison.furniture:
        count = len(comparison.furniture)
        pieces = f"{count} piece{'s' if count > 1 else ''} of page furniture"
        lines.append(f"Set aside: {pieces} (framing articles --show-furniture{behind})")
    if len(comparison.pairs):
        pair = min(comparison.pairs.rows, key=_least_likely)
        names = shlex.join([pair.a, pair.b])
        lines.append(f"Words behind a pair: framing explain {names}{behind}")
    if comparison.has_text:
        lines.append(f"Words behind a number: framing evidence{behind}")
    # Commands are not wrapped: a line that is copied must be whole.
    return "".join(f"{printable(line)}\n" for line in lines)


def _sentences(sentences: Sequence[str], width: int) -> str:
    lines = (line for sentence in sentences for line in textwrap.wrap(printable(sentence), width))
    return "".join(f"{line}\n" for line in lines)


def _shortened(names: Sequence[str], room: int) -> list[str]:
    """Shorten different names at their ends, or in their middles where these would look alike."""
    length = max(room, _NARROWEST_NAME)
    clean = [printable(name) for name in names]
    short = [n if len(n) <= length else n[: length - 1].rstrip() + "…" for n in clean]
    if len(set(short)) == len(names):
        return short
    tail = (length - 1) // 2
    head = length - 1 - tail
    return [n if len(n) <= length else f"{n[:head].rstrip()}…{n[-tail:].lstrip()}" for n in clean]


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
