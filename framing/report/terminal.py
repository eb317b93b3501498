"""A comparison on a terminal: two tables, with the sentences that go with them."""

import shlex

from framing.comparison import Comparison
from framing.measures.pair_row import PairRow
from framing.report.emphasis import emphasis_tables
from framing.report.page import Page, sentences
from framing.report.pairs import divergences, most_divergent, numbers_of_pairs, pairs_table
from framing.tables import printable

__all__ = ["show_comparison"]


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
    pairs = most_divergent(comparison.pairs.rows)
    of_pairs = [divergences(pairs), numbers_of_pairs(pairs)][: 1 + wide]
    page = Page(comparison, width, style, wide, pairs, of_pairs if pairs else [])
    blocks = [
        sentences(comparison.cautions, page.width),
        "\n".join(emphasis_tables(page)),
        pairs_table(page),
        _ways_on(comparison, again, again if listed is None else listed),
    ]
    return "\n".join(block for block in blocks if block)


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


def _least_likely(row: PairRow) -> tuple[float, float, str, str]:
    """Order pairs by p and, where that is the same or missing, by what is beyond chance."""
    beyond = row.frame_jsd if row.excess_jsd is None else row.excess_jsd
    return (2.0 if row.p is None else row.p, -(beyond or 0.0), row.a, row.b)
