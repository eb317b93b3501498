"""Ratios of rates: by hand, by scipy, and what must hold of both sides."""

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import beta

from framing import Article, Frame, Lexicon, Pattern, count
from framing.groups import group
from framing.measures.emphasis import EmphasisRow, emphasis
from framing.measures.ratios import RatioRow, rate_ratios

SKY = Lexicon("sky", tuple(Frame(w, w.title(), (Pattern(w),)) for w in ("rain", "sun", "wind")))


def row_of(
    name: str, hits: int, words: int, design_effect: float | None = 1.0, frame: str = "rain"
) -> EmphasisRow:
    """Return the emphasis of a group, of which a ratio needs these numbers alone."""
    return EmphasisRow(
        by="outlet",
        group=name,
        articles=1,
        words=words,
        frame=frame,
        hits=hits,
        rate_per_1000=1000 * hits / words if words else None,
        rate_low=None,
        rate_high=None,
        share=None,
        share_low=None,
        share_high=None,
        coverage=None,
        tfidf_per_1000=None,
        design_effect=design_effect,
        note="",
        tfidf_low=None,
        tfidf_high=None,
    )


def ratio_of(a: EmphasisRow, b: EmphasisRow, confidence: float = 0.95) -> RatioRow:
    """Return the ratio of one frame."""
    [row] = rate_ratios([a], [b], confidence)
    return row


sides = st.builds(
    row_of,
    st.just("A"),
    st.integers(0, 60),
    st.integers(60, 3000),
    st.one_of(st.none(), st.floats(1, 20)),
)


def test_columns() -> None:
    """The columns that scripts rely on, in their order."""
    assert " ".join(field.name for field in fields(RatioRow)) == (
        "a b frame hits_a hits_b rate_a rate_b ratio ratio_low ratio_high design_effect note"
    )


def test_by_hand() -> None:
    """Six hits in 1,000 words against three in 1,500: three times as often."""
    row = ratio_of(row_of("A", 6, 1000, 2.0), row_of("B", 3, 1500, 1.0))

    assert (row.a, row.b, row.frame, row.hits_a, row.hits_b) == ("A", "B", "rain", 6, 3)
    assert (row.rate_a, row.rate_b, row.ratio, row.note) == (6.0, 2.0, 3.0, "")
    assert row.design_effect == pytest.approx((6 * 2 + 3 * 1) / 9)
    # 3.6 of 5.4 effective hits are of the first, which has two words for three of the second.
    low, high = beta.ppf(0.025, 3.6, 2.8), beta.ppf(0.975, 4.6, 1.8)
    assert row.ratio_low == pytest.approx(1.5 * low / (1 - low))
    assert row.ratio_high == pytest.approx(1.5 * high / (1 - high))


def test_equal_rates() -> None:
    """Their ratio is 1 to the last bit, also where the rates are no round numbers."""
    assert ratio_of(row_of("A", 7, 1100), row_of("B", 21, 3300)).ratio == 1


def test_one_side_without_hits() -> None:
    """Against none the ratio is infinite, so undefined, but it has a lower end; and mirrored."""
    some, none = row_of("A", 5, 1000), row_of("B", 0, 1000)
    above, below = ratio_of(some, none), ratio_of(none, some)
    low = beta.ppf(0.025, 5, 1)

    assert (above.ratio, above.ratio_high, above.note) == (None, None, "")
    assert above.ratio_low == pytest.approx(low / (1 - low))
    assert (below.ratio, below.ratio_low) == (0, 0)
    assert below.ratio_high == pytest.approx((1 - low) / low)


@pytest.mark.parametrize(
    ("expected", "a", "b"),
    [
        ((None, "no hits on either side"), row_of("A", 0, 900), row_of("B", 0, 800)),
        ((None, "a side has no words"), row_of("A", 0, 0, None), row_of("B", 9, 800)),
        ((None, "a side has no words"), row_of("A", 9, 900), row_of("B", 0, 0, None)),
        (
            (2.0, "a side has one article: no interval"),
            row_of("A", 8, 1000, None),
            row_of("B", 4, 1000, 1.5),
        ),
        (
            (0.5, "a side has one article: no interval"),
            row_of("A", 4, 1000, 1.5),
            row_of("B", 8, 1000, None),
        ),
    ],
)
def test_what_is_missing(
    expected: tuple[float | None, str], a: EmphasisRow, b: EmphasisRow
) -> None:
    """Without hits there is no ratio; without a design effect of both sides, no interval."""
    row = ratio_of(a, b)

    assert expected == (row.ratio, row.note)
    assert row.ratio_low is row.ratio_high is row.design_effect is None
    assert (row.rate_a, row.rate_b) == (a.rate_per_1000, b.rate_per_1000)


@given(sides, sides)
def test_swapped_sides(a: EmphasisRow, b: EmphasisRow) -> None:
    """Neither side is the reference: ratio and interval turn over, nothing else changes."""
    b = replace(b, group="B")
    row, other = ratio_of(a, b), ratio_of(b, a)

    assert (row.design_effect is None) == (other.design_effect is None)
    assert row.design_effect == pytest.approx(other.design_effect)
    assert row.note == other.note
    assert (row.hits_a, row.hits_b) == (other.hits_b, other.hits_a)
    assert (row.rate_a, row.rate_b) == (other.rate_b, other.rate_a)
    if row.ratio and other.ratio:
        assert row.ratio == pytest.approx(1 / other.ratio)
    else:
        assert {row.ratio, other.ratio} <= {0, None}
    assert (row.ratio_low is None) == (row.design_effect is None)
    if row.design_effect is not None:
        assert bounded(row.ratio_low) == pytest.approx(1 / bounded(other.ratio_high))
        assert bounded(row.ratio_high) == pytest.approx(1 / bounded(other.ratio_low))


def bounded(end: float | None) -> float:
    """Return the end of an interval, where beyond a million that and infinity are one."""
    return min(max(1e-6, 1e6 if end is None else end), 1e6)


@given(sides.filter(lambda row: row.design_effect), sides.filter(lambda row: row.design_effect))
def test_the_interval_holds_the_ratio(a: EmphasisRow, b: EmphasisRow) -> None:
    """Wider at more confidence, around the ratio, and around 1 where the rates are equal."""
    if a.hits + b.hits == 0:
        return
    rows = [ratio_of(a, b, confidence) for confidence in (0.8, 0.95, 0.99)]
    lows = [np.nan if row.ratio_low is None else row.ratio_low for row in rows]
    highs = [np.inf if row.ratio_high is None else row.ratio_high for row in rows]
    ratio = np.inf if rows[0].ratio is None else rows[0].ratio

    assert lows[2] <= lows[1] <= lows[0] <= ratio * (1 + 1e-9)
    assert ratio <= highs[0] * (1 + 1e-9)
    assert highs[0] <= highs[1] <= highs[2]


def test_frames_of_two_outlets() -> None:
    """From articles: a row a frame, in the order of the lexicon; one article has no interval."""
    text = "Rain town town town.\nSun town town town.\nTown town town town."
    articles = [
        Article(id=f"{outlet}{i}", outlet=outlet, text="\n".join([text] * times))
        for outlet, times in (("A", 3), ("B", 2), ("C", 1))
        for i in range(2 if outlet != "C" else 1)
    ]
    rows = emphasis(group(count(articles, SKY), "outlet"))
    own, other, single = ([row for row in rows if row.group == name] for name in "ABC")

    found = rate_ratios(own, other)
    assert [("rain", 6, 4, 1.0), ("sun", 6, 4, 1.0), ("wind", 0, 0, None)] == [
        (row.frame, row.hits_a, row.hits_b, row.ratio) for row in found
    ]
    assert [None, None, "no hits on either side"] == [row.note or None for row in found]
    assert [(1.0, None), (1.0, None), (None, None)] == [
        (row.ratio, row.ratio_low) for row in rate_ratios(own, single)
    ]


def test_other_frames_on_the_other_side() -> None:
    """Sides of unlike lexicons are a mistake, not a shorter table."""
    with pytest.raises(ValueError, match="shorter"):
        rate_ratios([row_of("A", 1, 9), row_of("A", 2, 9, frame="sun")], [row_of("B", 1, 9)])
