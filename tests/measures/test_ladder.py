"""The ladder of design effects: recounted rung by rung, and held to the intervals."""

from collections.abc import Sequence
from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import norm, t

import framing
from framing import Article, Frame, Lexicon, Pattern, count
from framing.groups import Groups, group
from framing.measures.emphasis import emphasis
from framing.measures.intervals import design_effect_of_rate
from framing.measures.ladder import LadderRow, ladder
from framing.readers import read_bundled_story

SKY = Lexicon("sky", tuple(Frame(w, w.title(), (Pattern(w),)) for w in ("rain", "sun")))
Hits = Sequence[tuple[int, int]]
lines = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=30)
corpora = st.lists(st.tuples(st.sampled_from("ABC"), lines), min_size=1, max_size=4)


def article(outlet: str, hits: Hits, name: str = "", words: int = 50) -> Article:
    """Return an article with a paragraph of so many words for each pair of hits."""
    text = "\n".join(
        " ".join(["rain"] * rain + ["sun"] * sun + ["town"] * (words - rain - sun)) + "."
        for rain, sun in hits
    )
    return Article(id=name or outlet, outlet=outlet, text=text)


def groups_of(*articles: Article) -> Groups:
    """Count articles and group them by outlet."""
    return group(count(articles, SKY), "outlet")


def test_columns() -> None:
    """The columns that scripts rely on, in their order."""
    assert " ".join(field.name for field in fields(LadderRow)) == (
        "by group frame units unit design_effect corrected used"
    )


def test_rungs_recounted() -> None:
    """Four sizes of an article, each with its units and the design effect of its sums."""
    rain = [3, 3, 3, 0, 0, 0] * 4
    rows = ladder(groups_of(article("A", [(r, 0) for r in rain])))
    sums = {
        "1 par.": np.array(rain),
        "2 par.": np.array(rain).reshape(12, 2).sum(axis=1),
        "3 par.": np.array(rain).reshape(8, 3).sum(axis=1),
        "200 words": np.array(rain).reshape(6, 4).sum(axis=1),
    }

    assert [(frame, unit) for frame in ("rain", "sun") for unit in sums] == [
        (row.frame, row.unit) for row in rows
    ]
    assert {("outlet", "A")} == {(row.by, row.group) for row in rows}
    for row, hits in zip(rows, sums.values(), strict=False):
        m = len(hits)
        words = np.full(m, 24 * 50 // m)
        effect = design_effect_of_rate(hits, words)
        assert effect == pytest.approx(m / (m - 1) * ((hits - 36 / m) ** 2).sum() / 36)
        factor = float(t.ppf(0.975, m - 1) / norm.ppf(0.975)) ** 2
        assert row.units == m
        assert row.design_effect == pytest.approx(effect)
        assert row.corrected == pytest.approx(max(1, effect * factor))
    assert [row.used for row in rows[:4]] == [False, False, True, False]
    assert {(row.design_effect, row.corrected >= 1, row.used) for row in rows[4:]} == {
        (1.0, True, False)  # without hits
    }


def test_articles_are_one_rung() -> None:
    """With several articles an outlet, they are what the interval is from; of one there is none."""
    articles = [article("A", [(h, 0)] * 3, f"a{h}") for h in (0, 2, 4)]
    rows = ladder(groups_of(*articles, article("B", [(1, 0)] * 9)))

    assert [("A", "rain", 3, "articles", True), ("B", "rain", 1, "articles", False)] == [
        (row.group, row.frame, row.units, row.unit, row.used) for row in rows if row.frame == "rain"
    ]
    effect = design_effect_of_rate(np.array([0, 6, 12]), np.array([150] * 3))
    assert rows[0].design_effect == pytest.approx(effect)


@pytest.mark.parametrize(
    ("expected", "paragraphs"),
    [
        ([], 0),
        (["1 par.", "50 words"], 1),
        (["1 par.", "2 par.", "3 par.", "50 words"], 4),
        (["1 par.!", "2 par.", "3 par.", "50 words"], 5),
        (["1 par.!", "2 par.", "3 par.", "70 words"], 7),
        (["1 par.!", "2 par.", "3 par.", "80 words"], 8),
        (["1 par.", "2 par.", "3 par.", "200 words!"], 40),
    ],
)
def test_which_rung_is_used(expected: list[str], paragraphs: int) -> None:
    """The largest of those with eight blocks; else single paragraphs; none of fewer than five."""
    # All rain stands in the first half, so the spread grows with the size of the block.
    wet = (paragraphs + 1) // 2
    rows = ladder(groups_of(article("A", [(5, 0)] * wet + [(0, 0)] * (paragraphs - wet))))

    assert expected == [row.unit + "!" * row.used for row in rows if row.frame == "rain"]


@given(corpora, st.sampled_from([0.8, 0.95, 0.99]))
@settings(max_examples=80)
def test_the_rung_used_is_that_of_the_interval(
    corpus: list[tuple[str, list[tuple[int, int]]]], confidence: float
) -> None:
    """Its corrected design effect is that of the emphasis; none is used without hits or units."""
    groups = groups_of(*(article(o, hits, f"a{i}") for i, (o, hits) in enumerate(corpus)))
    rows = ladder(groups, confidence)

    for measured in emphasis(groups, confidence):
        own = [r for r in rows if (r.group, r.frame) == (measured.group, measured.frame)]
        used = [row for row in own if row.used]
        assert bool(own) == bool(measured.words)
        assert len(used) == int(
            measured.hits > 0
            and measured.design_effect is not None
            and "ignores bursts" not in measured.note
        )
        for row in used:
            of_a_size = row.unit if row.unit == "articles" else f"blocks of {row.unit.split()[0]}"
            assert f"{row.units} {of_a_size}" in measured.note
            assert row.corrected == measured.design_effect
        assert all(row.corrected >= max(1, row.design_effect) for row in own if row.units > 1)


def test_the_command_of_python() -> None:
    """Over the sample corpus, one frame or all, at any confidence, by any column."""
    reading = read_bundled_story()
    everything = framing.design_effects(reading)
    china = framing.design_effects(reading, frame="china", confidence=0.8)

    assert everything.name == "ladder"
    assert 5 * 4 * 4 == len(everything)
    assert {"china"} == {row.frame for row in china}
    assert [(row.group, row.unit, row.design_effect) for row in china] == [
        (row.group, row.unit, row.design_effect) for row in everything if row.frame == "china"
    ]
    assert {row.corrected for row in china}.isdisjoint(
        {row.corrected for row in everything if row.corrected > 1}
    )
    assert {"article"} == {row.by for row in framing.design_effects(reading, by="article")}
    with pytest.raises(framing.FramingError, match="chna"):
        framing.design_effects(reading, frame="chna")
