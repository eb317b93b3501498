"""Shared passages on a terminal."""

import textwrap
from collections.abc import Iterator, Sequence

from framing.reuse import Shared
from framing.sharing import ANY_OTHER, ContainmentRow, SharedRow
from framing.tables import column_width, layout, printable

__all__ = ["show_shared"]

_MOST_PAIRS = 15
_PASSAGES_A_PAIR = 2
_LONGEST_TEXT = 300
_GAP = 2
_INDENT = 4
_WIDEST = 80


def show_shared(shared: Shared, *, width: int, wide: bool = False, style: str = "") -> str:
    """Lay shared passages out for a terminal.

    Args:
        shared: The passages.
        width: How many columns a line may have.
        wide: Whether to show all pairs and passages, in full.
        style: Any style of the tabulate library.

    Returns:
        The text, with a line end at the end.
    """
    if not wide:
        width = min(width, _WIDEST)
    blocks = [
        _wrapped(shared.cautions, width),
        _pairs(shared, width, wide, style),
        _near_copies(shared, width, wide),
        _passages(shared, width, wide),
    ]
    return "\n".join(block for block in blocks if block)


def _most_contained(shared: Shared) -> list[tuple[ContainmentRow, ContainmentRow]]:
    """Return the two rows of each pair, the pairs that share most first."""
    rows = {(row.a, row.b): row for row in shared.containment if row.b != ANY_OTHER}
    pairs = [(row, rows[b, a]) for (a, b), row in rows.items() if a < b]
    return sorted(
        pairs, key=lambda pair: (-max(row.containment for row in pair), pair[0].a, pair[0].b)
    )


def _pairs(shared: Shared, width: int, wide: bool, style: str) -> str:
    pairs = _most_contained(shared)
    if not pairs:
        return _wrapped(
            [f"No passage is shared by any two of {shared.articles:,} articles."], width
        )
    shown = pairs if wide else pairs[:_MOST_PAIRS]
    heads = ["", "1st", "2nd", "words", "quoted", "longest"]
    cells = [
        [
            _percent(first.containment),
            _percent(second.containment),
            f"{first.shared_words:,}",
            f"{first.quoted_words:,}",
            f"{first.longest:,}",
        ]
        for first, second in shown
    ]
    columns = zip(heads[1:], zip(*cells, strict=True), strict=True)
    room = width - sum(column_width(head, column) + _GAP for head, column in columns)
    names = [_pair_name(first.a, first.b, room) for first, _ in shown]
    body = [[name, *row] for name, row in zip(names, cells, strict=True)]
    title = "SHARED: how much of the 1st article, and of the 2nd, is the same in the other"
    count = "pair shares" if len(pairs) == 1 else "pairs share"
    notes = [f"{len(pairs):,} {count} passages, among {shared.articles:,} articles."]
    if left := len(pairs) - len(shown):
        notes.append(f"Shown are the {len(shown)} that share most; --wide shows {left:,} more.")
    table = layout(heads, body, [False] + [True] * 5, style=style)
    return _wrapped([title], width) + table + _wrapped(notes, width)


def _near_copies(shared: Shared, width: int, wide: bool) -> str:
    rows = list(shared.near_copies)
    clusters = list(dict.fromkeys(row.cluster for row in rows))
    if not clusters:
        return ""
    lines = [
        f"{cluster}: " + ", ".join(row.article for row in rows if row.cluster == cluster)
        for cluster in (clusters if wide else clusters[:_MOST_PAIRS])
    ]
    if left := len(clusters) - len(lines):
        lines.append(f"... and {left:,} more (--wide)")
    return _wrapped(["NEAR-COPIES: four fifths or more of each stand in another", *lines], width)


def _passages(shared: Shared, width: int, wide: bool) -> str:
    of_pair: dict[tuple[str, str], list[SharedRow]] = {}
    for row in shared.passages:
        of_pair.setdefault((row.a, row.b), []).append(row)
    pairs = [(first.a, first.b) for first, _ in _most_contained(shared)]
    lines: list[str] = []
    known: set[str] = set()
    for pair in pairs if wide else pairs[:_MOST_PAIRS]:
        rows = sorted(of_pair[pair], key=lambda row: (-row.words, row.start_a, row.start_b))
        shown = rows if wide else rows[:_PASSAGES_A_PAIR]
        more = f", {len(rows) - len(shown):,} more" if len(rows) > len(shown) else ""
        lines += textwrap.wrap(printable(f"{pair[0]} / {pair[1]}{more}"), width)
        for row in shown:
            lines += _passage(row, width, wide, known)
    if not lines:
        return ""
    return "LONGEST PASSAGES, as they stand in the first\n" + "\n".join(lines) + "\n"


def _passage(row: SharedRow, width: int, wide: bool, known: set[str]) -> Iterator[str]:
    """Yield the lines of a passage; a text that was shown in full before takes one of them."""
    quoted = f", {_percent(row.quoted)} quoted in both" if row.quoted else ""
    said = printable(f"{row.words:,} words at {row.start_a} / {row.start_b}{quoted}: {row.text}")
    if not wide:
        most = width - _INDENT if row.text in known else _LONGEST_TEXT
        said = textwrap.shorten(said, most, placeholder=" …")
    known.add(row.text)
    for line in textwrap.wrap(said, width - _INDENT):
        yield " " * _INDENT + line


def _pair_name(a: str, b: str, room: int) -> str:
    left = max(room - len(" / "), 2)
    length = left
    while min(len(a), length) + min(len(b), length) > left and length > 1:
        length -= 1
    return " / ".join(_cut(printable(name), length) for name in (a, b))


def _cut(name: str, length: int) -> str:
    return name if len(name) <= length else name[: length - 1].rstrip() + "…"


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def _wrapped(sentences: Sequence[str], width: int) -> str:
    lines = [line for text in sentences for line in textwrap.wrap(printable(text), width)]
    return "".join(f"{line}\n" for line in lines)
