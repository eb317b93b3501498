"""The design effect that an interval is computed with."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing import Article, Frame, Lexicon, Pattern, count
from framing.groups import group
from framing.measures.intervals import design_effect_of_rate, effective_design
from framing.measures.spread import Rung, Spread, rungs_of, spread_of
from framing.units import Units, UnitTable

SKY = Lexicon("sky", (Frame("rain", "Rain", (Pattern("rain"),)),))


def ladder_of(*articles: Sequence[int], words: int = 50) -> list[Units]:
    """Return the ladder of an outlet of articles, given the hits of their paragraphs."""
    made = [
        Article(
            id=f"a{i}",
            outlet="A",
            text="\n".join(" ".join(["rain"] * h + ["town"] * (words - h)) + "." for h in hits),
        )
        for i, hits in enumerate(articles)
    ]
    return UnitTable(group(count(made, SKY), "outlet")).ladder(0)


def of_rate(units: Units) -> float:
    """Return the design effect of the rate of the one frame."""
    return design_effect_of_rate(units.hits[:, 0], units.words)


def spread(*articles: Sequence[int], words: int = 50, confidence: float = 0.95) -> Spread:
    """Return the spread of the rate of the one frame."""
    return spread_of(ladder_of(*articles, words=words), of_rate, confidence)


def test_the_largest_of_the_ladder() -> None:
    """Bursts of three paragraphs show in blocks of three, and those are taken."""
    found = spread([3, 3, 3, 0, 0, 0] * 4)

    ladder = ladder_of([3, 3, 3, 0, 0, 0] * 4)
    effects = [effective_design(of_rate(units), len(units)) for units in ladder]
    assert Spread(max(effects), "8 blocks of 3 paragraphs") == found
    assert effects[2] == max(effects) > effects[1] > effects[0]


@given(st.lists(st.integers(0, 5), min_size=8, max_size=30))
def test_it_is_the_largest_of_those_with_eight_blocks(hits: list[int]) -> None:
    """Never below 1, and never from fewer blocks where some size has enough."""
    ladder = ladder_of(hits)
    effects = [effective_design(of_rate(units), len(units)) for units in ladder if len(units) >= 8]
    found = spread(hits)

    assert max(effects) == found.design_effect
    assert found.design_effect is not None
    assert found.design_effect >= 1
    assert "few" not in found.note


def test_bursts_longer_than_three_paragraphs() -> None:
    """They show in blocks of two hundred words, where there are eight of them."""
    bursts = [3, 3, 3, 3, 0, 0, 0, 0]

    assert "10 blocks of 200 words" == spread(bursts * 5).note
    assert "blocks of 3 paragraphs" in spread((bursts * 5)[:28]).note  # there are seven of 200


def test_rungs() -> None:
    """Every size has its units, its name, its design effect and that of the interval."""
    ladder = ladder_of([3, 3, 0, 1] * 6)
    rungs = rungs_of(ladder, of_rate, 0.9)

    assert [(24, "blocks of 1 paragraph"), (12, "blocks of 2 paragraphs")] == [
        (rung.units, rung.unit) for rung in rungs[:2]
    ]
    assert [(8, "blocks of 3 paragraphs"), (6, "blocks of 200 words")] == [
        (rung.units, rung.unit) for rung in rungs[2:]
    ]
    for units, rung in zip(ladder, rungs, strict=True):
        assert rung.design_effect == of_rate(units)
        assert rung.corrected == effective_design(of_rate(units), len(units), 0.9)


def test_rungs_of_articles() -> None:
    """There is one: the articles."""
    (ladder,) = ladder_of([4, 0, 0], [0, 0, 0], [9, 1, 2])
    effect = of_rate(ladder)

    assert (Rung(3, "articles", effect, effective_design(effect, 3)),) == rungs_of(
        [ladder], of_rate, 0.95
    )


@given(st.lists(st.integers(0, 5), min_size=1, max_size=30))
def test_the_rung_is_where_the_design_effect_is_from(hits: list[int]) -> None:
    """It is one of the rungs, with the number that is taken; none where bursts are ignored."""
    ladder, found = ladder_of(hits), spread(hits)

    assert (found.rung is None) == (len(hits) < 5)
    if found.rung is not None:
        assert found.rung in rungs_of(ladder, of_rate, 0.95)
        assert found.rung.corrected == found.design_effect
        assert found.note.endswith(f"{found.rung.units} {found.rung.unit}")


@pytest.mark.parametrize(
    ("expected", "paragraphs"),
    [
        ("1 paragraph: the interval ignores bursts", 1),
        ("4 paragraphs: the interval ignores bursts", 4),
        ("few blocks: 5 blocks of 1 paragraph", 5),
        ("few blocks: 7 blocks of 1 paragraph", 7),
        ("8 blocks of 1 paragraph", 8),
    ],
)
def test_short_articles(expected: str, paragraphs: int) -> None:
    """Below five paragraphs bursts are not seen, below eight they are seen badly."""
    found = spread([4, 0, 0, 4, 4, 0, 0, 4][:paragraphs])

    assert expected == found.note
    assert (1.0 == found.design_effect) == (paragraphs < 5)


def test_articles() -> None:
    """Several articles: the spread is between them; one beside them has none of its own."""
    found = spread([4, 0, 0], [0, 0, 0], [9, 1, 2])

    (ladder,) = ladder_of([4, 0, 0], [0, 0, 0], [9, 1, 2])
    assert Spread(effective_design(of_rate(ladder), 3), "3 articles") == found


def test_one_article_beside_several() -> None:
    """Its outlet has no interval, since how much articles differ is not known of it."""
    articles = [
        Article(id=name, outlet=outlet, text="Rain and a town.\nRain." * 9)
        for name, outlet in (("a", "A"), ("b1", "B"), ("b2", "B"))
    ]
    table = UnitTable(group(count(articles, SKY), "outlet"))

    one, several = (spread_of(table.ladder(g), of_rate, 0.95) for g in (0, 1))
    assert Spread(None, "one article: no interval for the group") == one
    assert several.design_effect is not None


def test_confidence() -> None:
    """The correction for few units is that of the confidence of the interval."""
    hits = [5, 0, 0, 5, 0, 5, 0, 0]
    effects = [spread(hits, words=100, confidence=c).design_effect or 0 for c in (0.8, 0.95, 0.99)]

    assert 1 < effects[0] < effects[1] < effects[2]
