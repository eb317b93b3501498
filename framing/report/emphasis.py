"""The emphasis of groups on a terminal: tables of groups by frames."""

import re
import textwrap
from collections.abc import Callable, Iterator

from framing.comparison import Comparison
from framing.measures.emphasis import EmphasisRow
from framing.report.page import GAP, Page, columns_by_line, percent, sentences, shortened
from framing.tables import UNDEFINED, column_width, layout, printable

__all__ = ["emphasis_tables"]

_KIND = re.compile(r"[A-Z-]+(?: [A-Z-]+)*")
_Cell = Callable[[EmphasisRow], str]


def emphasis_tables(page: Page) -> Iterator[str]:
    """Yield the tables of emphasis, and the sentences that go with them."""
    comparison = page.comparison
    level = f"{100 * comparison.confidence:g} %"
    tables = list(
        _by_frame(
            page,
            f"EMPHASIS: hits per 1,000 words ({level} interval)",
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
            f"SHARE of each frame in all hits, in per cent ({level} interval)",
            lambda row: _with_interval(*map(_hundredfold, _share(row))),
        ),
        ("COVERAGE: paragraphs with at least one hit", lambda row: percent(row.coverage)),
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
    for part in columns_by_line(widths, room - min(widest_name, page.width // 3)):
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
