"""Units: blocks of single articles, or whole articles, and what they hold."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing import Article, Frame, Lexicon, Pattern, count
from framing.blocks import BlockSize
from framing.groups import Groups, group
from framing.units import Units, UnitTable

SKY = Lexicon(
    "sky",
    (
        Frame("rain", "Rain", (Pattern("rain"), Pattern("storm"))),
        Frame("sun", "Sun", (Pattern("sun"), Pattern("storm"))),
    ),
)
lines = st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(0, 2), st.integers(1, 90))
bodies = st.lists(lines, max_size=12)
corpora = st.lists(st.tuples(st.sampled_from("AB"), bodies), min_size=2, max_size=4)


def paragraph(rain: int, sun: int, storm: int = 0, words: int = 100) -> str:
    """Return a paragraph with so many hits, filled up with a word that is none."""
    hits = ["rain"] * rain + ["sun"] * sun + ["storm"] * storm
    return " ".join([*hits, *["town"] * (words - len(hits))]) + "."


def text_of(rows: list[tuple[int, int, int, int]]) -> str:
    """Return paragraphs of hits and further words."""
    return "\n".join(paragraph(r, s, both, r + s + both + more) for r, s, both, more in rows)


def groups_of(*articles: Article, by: str = "outlet") -> Groups:
    """Count articles and group them."""
    return group(count(articles, SKY), by)


def units_of(groups: Groups) -> Units:
    """Return the units of all groups."""
    return UnitTable(groups).of_groups(range(len(groups.names)))


def test_blocks_of_two_articles() -> None:
    """Each paragraph of a hundred words is a block, with its hits, in the order of the text."""
    a = "\n".join([paragraph(3, 0), paragraph(2, 1), paragraph(0, 0, 1)])
    b = "\n".join([paragraph(0, 2), paragraph(1, 3)])
    units = units_of(
        groups_of(
            Article(id="a", outlet="A", text=a, title="Rain and sun"),
            Article(id="b", outlet="B", text=b),
        )
    )

    assert ("block", 5, 2) == (units.kind, len(units), units.parts_of_a_hit)
    assert [0, 0, 0, 1, 1] == units.group.tolist()
    assert [0] * 5 == units.stratum.tolist()
    assert [100] * 5 == units.words.tolist()
    assert [[3, 0], [2, 1], [1, 1], [0, 2], [1, 3]] == units.hits.tolist()
    assert [[6, 0], [4, 2], [1, 1], [0, 4], [2, 6]] == units.divided_hits.tolist()
    assert [3, 4] == units.of(1).tolist()


@pytest.mark.parametrize(
    ("expected_a", "expected_b", "each_a", "each_b"),
    [
        ([200] * 8, [200] * 12, 200, 200),
        ([200] * 5, [200] * 7, 50, 50),
        ([200] * 6, [200] * 8, 200, 40),
    ],
)
def test_both_sides_have_blocks_of_one_size(
    expected_a: list[int], expected_b: list[int], each_a: int, each_b: int
) -> None:
    """Four paragraphs of fifty words are a block, and so is one of two hundred."""
    a, b = sum(expected_a) // each_a, sum(expected_b) // each_b
    units = units_of(
        groups_of(
            Article(id="a", outlet="A", text="\n".join([paragraph(1, 1, words=each_a)] * a)),
            Article(id="b", outlet="B", text="\n".join([paragraph(1, 1, words=each_b)] * b)),
        )
    )

    assert units.block_size == BlockSize(200, reduced=False)
    assert expected_a == units.words[units.of(0)].tolist()
    assert expected_b == units.words[units.of(1)].tolist()


def test_a_short_article_makes_the_blocks_of_both_smaller() -> None:
    """A fifth of 320 words are 64, which go 19 times into the 1,200 of the other side."""
    units = units_of(
        groups_of(
            Article(id="a", outlet="A", text="\n".join([paragraph(1, 1, words=40)] * 8)),
            Article(id="b", outlet="B", text="\n".join([paragraph(1, 1, words=40)] * 30)),
        )
    )

    assert units.block_size == BlockSize(64, reduced=True)
    assert (5, 19) == (len(units.of(0)), len(units.of(1)))
    assert [80, 40, 80, 40, 80] == units.words[units.of(0)].tolist()


def test_articles_are_units_as_soon_as_one_group_has_two() -> None:
    """Then even the group of one article is one unit, and units know their stories."""
    long = "\n".join([paragraph(1, 0)] * 9)
    groups = groups_of(
        Article(id="a", outlet="A", text=long, story="flood"),
        Article(id="b1", outlet="B", text=long, story="flood"),
        Article(id="b2", outlet="B", text=long, story="drought"),
        Article(id="c", outlet="C", text=long),
    )
    units = units_of(groups)

    assert ("article", None) == (units.kind, units.block_size)
    assert [0, 1, 1, 2] == units.group.tolist()
    assert [900] * 4 == units.words.tolist()
    flood, drought, none = units.stratum[0], units.stratum[2], units.stratum[3]
    assert [flood, flood, drought, none] == units.stratum.tolist()
    assert 3 == len({flood, drought, none})
    assert "article" == UnitTable(groups).of_groups([0, 2]).kind


def test_an_empty_article_is_a_unit_without_words() -> None:
    """It has no block, but where articles are units it is one."""
    empty, full = Article(id="a", outlet="A", text=""), Article(id="b", outlet="B", text="Rain.")

    assert [1] == units_of(groups_of(empty, full)).group.tolist()
    both = units_of(groups_of(empty, replace(full, outlet="A")))
    assert [0, 1] == both.words.tolist()


def test_the_ladder() -> None:
    """Blocks of one, two and three paragraphs and of the usual words; or the articles."""
    article = Article(id="a", outlet="A", text="\n".join([paragraph(1, 0, words=50)] * 24))
    ladder = UnitTable(groups_of(article)).ladder(0)
    two = [article, replace(article, id="b")]

    assert [24, 12, 8, 6] == [len(units) for units in ladder]
    assert [None, None, None, 200] == [u.block_size and u.block_size.words for u in ladder]
    assert [2] == [len(units) for units in UnitTable(groups_of(*two)).ladder(0)]


@pytest.mark.parametrize(("expected", "paragraphs"), [(2, 1), (3, 2), (4, 3), (4, 9)])
def test_a_short_ladder(expected: int, paragraphs: int) -> None:
    """A size that is more than the article has no rung."""
    text = "\n".join([paragraph(1, 0)] * paragraphs)

    assert expected == len(UnitTable(groups_of(Article(id="a", outlet="A", text=text))).ladder(0))


@given(corpora)
def test_nothing_is_lost(corpus: list[tuple[str, list[tuple[int, int, int, int]]]]) -> None:
    """Units hold what their groups hold, at every size, and each has one group."""
    groups = groups_of(
        *(Article(id=f"a{i}", outlet=o, text=text_of(rows)) for i, (o, rows) in enumerate(corpus))
    )
    table = UnitTable(groups)
    for units in [
        units_of(groups),
        *(u for g in range(len(groups.names)) for u in table.ladder(g)),
    ]:
        for index in sorted(set(units.group.tolist())):
            own = units.of(index)
            assert groups.words[index] == units.words[own].sum()
            assert groups.hits[index].tolist() == units.hits[own].sum(axis=0).tolist()
            divided = units.divided_hits[own].sum(axis=0)
            assert groups.divided_hits[index].tolist() == divided.tolist()
        assert (np.asarray(units.members.sum(axis=0)).ravel() <= 1).all()
