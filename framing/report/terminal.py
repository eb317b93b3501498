"""A comparison on a terminal: two tables, with the sentences that go with them."""

import textwrap
from collections.abc import Callable, Iterator, Sequence

from framing.comparison import Comparison
from framing.measures.emphasis import EmphasisRow
from framing.measures.pairs import PairRow
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
    sources: str = "",
) -> str:
    """Lay a comparison out for a terminal.

    Args:
        comparison: The comparison.
        width: How many columns a line may have; names are shortened for it.
        wide: Whether to show every measure.
        style: Any style of the tabulate library.
        sources: The sources as they were named, for the commands that lead on from here.

    Returns:
        The text, with a line end at the end.
    """
    width = min(width, WIDEST)
    blocks = [
        _sentences(comparison.cautions, width),
        "\n".join(_emphasis_tables(comparison, width, style, wide)),
        _pairs_table(comparison, width, style, wide),
        _ways_on(comparison, sources, width),
    ]
    return "\n".join(block for block in blocks if block)


def _emphasis_tables(comparison: Comparison, width: int, style: str, wide: bool) -> Iterator[str]:
    yield from _by_frame(
        comparison,
        "EMPHASIS: hits per 1,000 words (hits)",
        lambda row: f"{_rate(row.rate_per_1000)} ({row.hits:,})",
        width,
        style,
    )
    if wide:
        shares: list[tuple[str, _Cell]] = [
            ("SHARE of each frame in all hits", lambda row: _percent(row.share)),
            ("COVERAGE: paragraphs with at least one hit", lambda row: _percent(row.coverage)),
            (
                "TF-IDF-WEIGHTED EMPHASIS: weighted hits per 1,000 words",
                lambda row: _rate(row.tfidf_per_1000),
            ),
        ]
        for title, cell in shares:
            yield from _by_frame(comparison, title, cell, width, style)
        yield _sentences(comparison.emphasis.cautions, width)


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
    widest_name = column_width("", comparison.groups)
    room = width - column_width("words", words) - _GAP
    for part in _parts(widths, room - min(widest_name, width // 3)):
        names = _shortened(comparison.groups, room - sum(widths[i] for i in part))
        body = [
            [name, word, *(columns[frames[i].key][row] for i in part)]
            for row, (name, word) in enumerate(zip(names, words, strict=True))
        ]
        heads = ["", "words", *(frames[i].label for i in part)]
        table = layout(heads, body, [False] + [True] * (len(heads) - 1), style=style)
        yield f"{_wrapped(title, width)}\n{table}"


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
    heads = ["", "moves", "bits"]
    if wide:
        heads += ["Morisita", "cosine", "hits"]
    body = [
        [
            _percent(row.total_variation),
            _decimals(row.frame_jsd),
            *([_decimals(row.vocabulary_morisita), _decimals(row.tfidf_cosine_distance)] * wide),
            *([f"{row.hits_a:,} / {row.hits_b:,}"] * wide),
        ]
        for row in shown
    ]
    columns = zip(heads[1:], zip(*body, strict=True), strict=True)
    rest = sum(column_width(head, cells) + _GAP for head, cells in columns)
    names = _shortened_pairs([(row.a, row.b) for row in shown], width - rest)
    lines = [[name, *cells] for name, cells in zip(names, body, strict=True)]
    title = "DIVERGENCE: attention that would have to move between frames, and Jensen-Shannon bits"
    table = layout(heads, lines, [False] + [True] * (len(heads) - 1), style=style)
    sentences = list(comparison.pairs.cautions)
    if wide:
        sentences.insert(
            0,
            "Morisita and cosine compare the content words: 0 is the same vocabulary, 1 no word in "
            "common; cosine is TF-IDF-weighted. Hits are those of the two sides.",
        )
    if len(shown) < len(comparison.pairs):
        left = len(comparison.pairs) - len(shown)
        sentences.append(
            f"Shown are the {len(shown)} most divergent; framing pairs has {left:,} more."
        )
    return f"{_wrapped(title, width)}\n{table}{_sentences(sentences, width)}"


def _most_divergent(rows: Sequence[PairRow]) -> list[PairRow]:
    """Return all pairs in their order, or the most divergent where there are too many to read."""
    if len(rows) <= MOST_PAIRS:
        return list(rows)
    return sorted(rows, key=lambda row: (-(row.total_variation or 0.0), row.a, row.b))[:MOST_PAIRS]


def _ways_on(comparison: Comparison, sources: str, width: int) -> str:
    behind = f" {sources}" if sources else ""
    lines = []
    if comparison.furniture:
        count = len(comparison.furniture)
        pieces = f"{count} piece{'s' if count > 1 else ''} of page furniture"
        lines.append(f"Set aside: {pieces} (framing articles --show-furniture{behind})")
    lines.append(f"Words behind the numbers: framing evidence{behind}")
    # Commands are not wrapped: a line that is copied must be whole.
    return "".join(f"{printable(line)}\n" for line in lines)


def _sentences(sentences: Sequence[str], width: int) -> str:
    lines = (line for sentence in sentences for line in textwrap.wrap(printable(sentence), width))
    return "".join(f"{line}\n" for line in lines)


def _wrapped(title: str, width: int) -> str:
    return "\n".join(textwrap.wrap(title, width))


def _shortened(names: Sequence[str], room: int) -> list[str]:
    length = max(room, _NARROWEST_NAME)
    clean = [printable(name) for name in names]
    return [n if len(n) <= length else n[: length - 1].rstrip() + "…" for n in clean]


def _shortened_pairs(pairs: Sequence[tuple[str, str]], room: int) -> list[str]:
    """Write the names of each pair, all no longer than lets the longest pair fit."""
    left = room - len(" / ")
    length = left
    while any(min(len(a), length) + min(len(b), length) > left for a, b in pairs):
        length -= 1
    first, second = (_shortened(names, length) for names in zip(*pairs, strict=True))
    return [f"{a} / {b}" for a, b in zip(first, second, strict=True)]


def _rate(value: float | None) -> str:
    return UNDEFINED if value is None else f"{value:.1f}"


def _percent(value: float | None) -> str:
    return UNDEFINED if value is None else f"{100 * value:.0f} %"


def _decimals(value: float | None) -> str:
    return UNDEFINED if value is None else f"{value:.2f}"
