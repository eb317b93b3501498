"""An explanation of one pair on a terminal."""

import textwrap
from collections.abc import Iterable, Sequence

from framing.cautions import number
from framing.explanation import Explanation
from framing.measures.contributions import ContributionRow
from framing.measures.evidence_rules import LEVEL
from framing.measures.pair_row import PairRow
from framing.measures.ratios import RatioRow
from framing.tables import UNDEFINED, layout, printable, show

__all__ = ["show_explanation"]

_MOST_ROWS = 8
_MOST_TIMES = 99
_TITLES = {
    "frame_jsd": "FRAMES that make the divergence: shares of all hits, and bits",
    "pattern_jsd": "PATTERNS of the lexicon: shares of all hits, and bits",
    "vocabulary_jsd": "WORDS, in a frame or outside the lexicon: shares of content words, and bits",
    "tfidf_cosine_distance": "WORDS by TF-IDF, parts of the cosine distance",
}
_OF_THIS_PAIR = (
    "p and q in these tables are of this pair alone, q over the rows of a table: where the pair is "
    "not detected they are hints."
)
_WIDE_ONLY = ("tfidf_cosine_distance",)
_LARGEST_RATIO = 999


def show_explanation(explanation: Explanation, *, width: int, wide: bool, style: str = "") -> str:
    """Lay an explanation out for a terminal.

    Args:
        explanation: The explanation.
        width: How many columns a line may have.
        wide: Whether to show every score.
        style: Any style of the tabulate library.

    Returns:
        The text, with a line end at the end.
    """
    blocks = [_wrapped([*explanation.cautions, "", explanation.sentence], width)]
    if explanation.self_ratio is not None and _detected(explanation.pair):
        ratio = explanation.self_ratio
        times = f"more than {_MOST_TIMES}" if ratio > _MOST_TIMES else f"{ratio:.1f}"
        text = f"Their divergence is {times} times that of random halves of one of the two."
        blocks[0] += _wrapped([text], width)
    blocks += [
        _score(explanation, score, width, style)
        for score in explanation.totals
        if wide or score not in _WIDE_ONLY
    ]
    blocks.append(_ratios(explanation, width, style))
    blocks.append(_split(explanation, width, style))
    blocks.append(_excerpts(explanation, width))
    return "\n".join(block for block in blocks if block)


def _score(explanation: Explanation, score: str, width: int, style: str) -> str:
    rows = [row for row in explanation.contributions if row.score == score]
    shown = rows[:_MOST_ROWS]
    side = "of a" if score != "tfidf_cosine_distance" else "in a"
    heads = ["", side, side.replace("a", "b"), "bits", "by chance", "beyond", "p", "q"]
    if score == "tfidf_cosine_distance":
        heads[3] = "part"
    body = [[_item(row), *_numbers(row)] for row in shown]
    if rest := rows[_MOST_ROWS:]:
        body.append([f"{len(rest):,} more", "", "", *_sums(rest), "", ""])
    body.append(["all", "", "", *_sums(rows), "", ""])
    table = layout(heads, body, [False] + [True] * 7, style=style, width=width)
    title = f"{_TITLES[score]} (a = {explanation.pair.a}, b = {explanation.pair.b})"
    tested = score == "frame_jsd" and any(row.p is not None for row in rows)
    note = _wrapped([_OF_THIS_PAIR], width) if tested else ""
    return _wrapped([title], width) + table + note


def _detected(pair: PairRow) -> bool:
    return pair.q is not None and pair.q < LEVEL


def _item(row: ContributionRow) -> str:
    return row.item if row.level in {"frame", "pattern", "term"} else f"{row.item} ({row.level})"


def _numbers(row: ContributionRow) -> list[str]:
    share = "{:.1%}" if row.score != "tfidf_cosine_distance" else "{:.2f}"
    return [
        share.format(row.share_a).replace("%", " %"),
        share.format(row.share_b).replace("%", " %"),
        number(row.contribution),
        number(row.chance),
        number(row.excess),
        number(row.p),
        number(row.q),
    ]


def _sums(rows: Sequence[ContributionRow]) -> list[str]:
    return [
        number(sum(row.contribution for row in rows)),
        number(_sum([row.chance for row in rows])),
        number(_sum([row.excess for row in rows])),
    ]


def _sum(values: Sequence[float | None]) -> float | None:
    """Add up values, unless they are not given."""
    given = [value for value in values if value is not None]
    return sum(given) if len(given) == len(values) else None


def _ratios(explanation: Explanation, width: int, style: str) -> str:
    confidence = explanation.ratios.manifest.settings["confidence"]
    percent = f"{100 * confidence:g} %"
    body = [
        [
            row.frame,
            str(row.hits_a),
            str(row.hits_b),
            show("rate_per_1000", row.rate_a),
            show("rate_per_1000", row.rate_b),
            _times(row.ratio),
            _range(row),
        ]
        for row in explanation.ratios
    ]
    heads = ["", "hits a", "hits b", "rate a", "rate b", "a / b", "interval"]
    title = (
        f"RATES, hits per 1,000 words, and their ratio with its {percent} interval "
        f"(a = {explanation.pair.a}, b = {explanation.pair.b})"
    )
    table = layout(heads, body, [False] + [True] * 6, style=style, width=width)
    notes = [*_notes(explanation.ratios), *_one_frame_each(explanation.ratios, confidence)]
    return _wrapped([title], width) + table + _wrapped(notes, width)


def _times(ratio: float | None) -> str:
    """Return a ratio with two digits, and as much of one beyond any use as that it is."""
    if ratio is None:
        return UNDEFINED
    if ratio > _LARGEST_RATIO:
        return f">{_LARGEST_RATIO}"
    if 0 < ratio < 1 / _LARGEST_RATIO:
        return f"<{1 / _LARGEST_RATIO:.3f}"
    return f"{ratio:.2g}" if ratio < 10 else f"{ratio:.0f}"  # noqa: PLR2004 - two digits


def _range(row: RatioRow) -> str:
    if row.ratio_low is None:
        return UNDEFINED
    high = "∞" if row.ratio_high is None else _times(row.ratio_high)
    return f"{_times(row.ratio_low)} to {high}"


def _notes(rows: Iterable[RatioRow]) -> list[str]:
    """Say why intervals are missing, once for all frames of which that is so."""
    frames: dict[str, list[str]] = {}
    for row in rows:
        if row.note:
            frames.setdefault(row.note, []).append(row.frame)
    return [f"{', '.join(names)}: {note}." for note, names in frames.items()]


def _one_frame_each(rows: Iterable[RatioRow], confidence: float) -> list[str]:
    """Say that several intervals together miss more often than each does."""
    intervals = sum(row.ratio_low is not None for row in rows)
    if intervals < 2:  # noqa: PLR2004 - one is not several
        return []
    misses = f"{100 * (1 - confidence):.3g} %"
    return [
        f"Each interval is of its frame alone and may miss in {misses} of cases; that one of these "
        f"{intervals} misses is more likely."
    ]


def _split(explanation: Explanation, width: int, style: str) -> str:
    rows = list(explanation.split)
    total = sum(row.jsd for row in rows)
    if not total:
        return ""
    body = [
        [row.part, number(row.jsd), f"{row.jsd / total:.0%}".replace("%", " %"), number(row.excess)]
        for row in rows
        if row.jsd or row.chance
    ]
    body.append(["all", number(total), "100 %", number(_sum([row.excess for row in rows]))])
    heads = ["", "bits", "of all", "beyond chance"]
    title = (
        "SPLIT of the vocabulary's divergence: how much the lexicon finds, the mix of frames, "
        "the words within each frame, and the words outside"
    )
    table = layout(heads, body, [False, True, True, True], style=style, width=width)
    return _wrapped([title], width) + table


def _excerpts(explanation: Explanation, width: int) -> str:
    lines = []
    for row in explanation.excerpts:
        where = f"{row.group}, {row.frame}, {row.article}:{row.start}"
        said = printable(f"…{row.left}[{row.match}]{row.right}…")
        lines += textwrap.wrap(printable(where), width)
        lines += [f"    {line}" for line in textwrap.wrap(said, width - 4)]
    if not lines:
        return ""
    lines += textwrap.wrap(_without_excerpts(explanation), width)
    return "EXCERPTS for the frames that contribute most\n" + "\n".join(lines) + "\n"


def _without_excerpts(explanation: Explanation) -> str:
    """Say of which frames a side has no hit to show."""
    frames = list(dict.fromkeys(row.frame for row in explanation.excerpts))
    shown = {(row.group, row.frame) for row in explanation.excerpts}
    missing = {
        group: [frame for frame in frames if (group, frame) not in shown]
        for group in (explanation.pair.a, explanation.pair.b)
    }
    sentences = (f"{group}: no hit of {', '.join(own)}." for group, own in missing.items() if own)
    return printable(" ".join(sentences))


def _wrapped(sentences: Sequence[str], width: int) -> str:
    lines = [line for text in sentences for line in textwrap.wrap(printable(text), width) or [""]]
    return "".join(f"{line}\n" for line in lines)
