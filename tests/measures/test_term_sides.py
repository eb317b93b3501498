"""What is compared with what, by which units, and where nothing can be tested."""

import math
from dataclasses import replace

import pytest

from framing import Article, Frame, Lexicon, Pattern, count
from framing.groups import Groups, group
from framing.measures.distinctive import distinctive_terms

LEXICON = Lexicon("sky", (Frame("rain", "Rain", (Pattern("rain"),)),))
STOP_WORDS = {"the"}
PLANTED = {"A": "rain", "B": "snow", "C": "hail"}
FILLER = " ".join(f"w{i}" for i in range(199))


def text_of(blocks: int, planted: str = "") -> str:
    """Make a text of so many paragraphs of two hundred words, each a block, all of the same."""
    return f"{FILLER} {planted}.\n" * blocks


def groups_of(*articles: tuple[str, str, str]) -> Groups:
    """Count articles, each an outlet, a story and a text, and add them up by outlet."""
    made = [
        Article(id=f"{number}", outlet=outlet, story=story, text=text)
        for number, (outlet, story, text) in enumerate(articles)
    ]
    return group(count(made, LEXICON), "outlet")


def test_blocks_are_units_of_single_articles() -> None:
    """Of eight blocks a side, all of one have the term: one way in all, or its mirror image."""
    groups = groups_of(("A", "", text_of(8, "rain")), ("B", "", text_of(8)))
    first = distinctive_terms(groups, versus="B").rows[0]

    assert (first.term, first.count, first.count_rest, first.articles) == ("rain", 8, 0, 1)
    assert first.p == pytest.approx(2 / math.comb(16, 8))
    assert first.log2_ratio is first.log2_high is None
    assert (first.log2_low or 0) > 0


def test_articles_are_units_of_outlets() -> None:
    """With several articles an outlet, those are dealt, and a row says how many have the term."""
    groups = groups_of(
        *(("A", "", text_of(2, "rain" if number else "")) for number in range(6)),
        *(("B", "", text_of(2)) for _ in range(6)),
    )
    result = distinctive_terms(groups, versus="B")
    first = result.rows[0]

    assert (first.term, first.count, first.articles) == ("rain", 10, 5)
    assert first.p == pytest.approx(2 * math.comb(7, 1) / math.comb(12, 6))
    assert result.notes == ()


def test_articles_are_dealt_within_stories() -> None:
    """Outlet A says rain in both stories, B in none: one way of 6 in each, and its mirror image."""
    groups = groups_of(
        *(("A", story, text_of(2, "rain")) for story in "vvvwww"),
        *(("B", story, text_of(2)) for story in "vvvwww"),
    )
    first = distinctive_terms(groups, versus="B").rows[0]

    assert first.term == "rain"
    assert first.p == pytest.approx(2 / math.comb(6, 3) ** 2)


def test_the_rest_are_all_other_groups() -> None:
    """Against one group or against all others together, and the group itself is left out."""
    groups = groups_of(*((outlet, "", text_of(8, planted)) for outlet, planted in PLANTED.items()))
    rest = {(row.group, row.versus, row.term) for row in distinctive_terms(groups).rows}
    one = {(row.group, row.versus) for row in distinctive_terms(groups, versus="B").rows}
    [rain] = [row for row in distinctive_terms(groups, versus="B").rows if row.term == "rain"]

    assert {("A", "(rest)", "rain"), ("B", "(rest)", "snow"), ("C", "(rest)", "hail")} <= rest
    assert {group for group, _, _ in rest} == {"A", "B", "C"}
    assert one == {("A", "B"), ("C", "B")}
    assert (rain.group, rain.count, rain.count_rest) == ("A", 8, 0)


def test_the_lexicon_marks_terms_and_does_nothing_else() -> None:
    """M9: with another lexicon every number is the same."""
    articles = [
        Article(id=outlet, outlet=outlet, text=text_of(8, planted))
        for outlet, planted in PLANTED.items()
    ]
    other = Lexicon("ice", (Frame("ice", "Ice", (Pattern("snow"), Pattern("hail"))),))
    rain, ice = (
        distinctive_terms(group(count(articles, lexicon), "outlet")) for lexicon in (LEXICON, other)
    )

    assert [replace(row, in_lexicon=False) for row in rain.rows] == [
        replace(row, in_lexicon=False) for row in ice.rows
    ]
    assert {row.term for row in rain.rows if row.in_lexicon} == {"rain"}
    assert {row.term for row in ice.rows if row.in_lexicon} == {"snow", "hail"}


def test_one_article_against_several() -> None:
    """It has no spread, so there is neither test nor interval; terms are still ranked by z."""
    groups = groups_of(
        ("A", "", text_of(10, "rain")),
        *(("B", "", text_of(10, "rain" if number < 3 else "")) for number in range(7)),
    )
    result = distinctive_terms(groups, versus="B")
    first = result.rows[0]

    assert first.term == "rain"
    assert first.p is first.q is first.dispersion is first.log2_low is first.log2_high is None
    assert first.log2_ratio is not None
    assert first.z > 0
    assert result.tested == 0
    assert result.notes == ("A against B: not tested, a side has fewer than 5 articles",)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (text_of(4), "a side has fewer than 5 blocks"),
        (("the " * 199 + "rain.\n") * 9, "a side has fewer than 200 content words"),
        ("", "a side has no words"),
    ],
)
def test_obstacles_to_a_test(text: str, reason: str) -> None:
    """What cannot be tested has no p and no q, and the notes say why."""
    groups = groups_of(("A", "", text), ("B", "", text_of(20)))
    result = distinctive_terms(groups, versus="B", stop_words=STOP_WORDS)

    assert result.tested == 0
    assert result.notes == (f"A against B: not tested, {reason}",)
    assert {(row.p, row.q) for row in result.rows} <= {(None, None)}
    assert bool(result.rows) == bool(text)


def test_too_few_ways_within_stories() -> None:
    """Five stories with an article of either outlet: 32 ways to deal, in pairs of mirrors."""
    groups = groups_of(*((outlet, story, text_of(2)) for outlet in "AB" for story in "vwxyz"))
    result = distinctive_terms(groups, versus="B")

    assert result.tested == 0
    assert result.notes == (
        "A against B: not tested, within stories there are too few ways to deal the articles for "
        "p < .05",
    )


def test_too_few_permutations_are_noted() -> None:
    """Where p cannot get small enough for as many tests, the note says how many it takes."""
    groups = groups_of(("A", "", text_of(12, "rain")), ("B", "", text_of(12, "snow")))
    result = distinctive_terms(groups, versus="B", permutations=99)

    assert result.rows[0].p == pytest.approx(0.01)
    assert result.tested == 201
    assert result.notes == (
        "2 of 201 tests have the smallest p that 99 permutations can give, which is not small "
        "enough for q < .05; use --permutations 4020.",
    )


@pytest.mark.parametrize("texts", [{"A": text_of(9)}, {"A": "", "B": ""}])
def test_nothing_to_compare(texts: dict[str, str]) -> None:
    """Without another side, or without a word on it, there are no rows."""
    groups = groups_of(*((outlet, "", text) for outlet, text in texts.items()))

    assert distinctive_terms(groups).rows == ()


def test_one_word_alone() -> None:
    """A term that every word is has no odds, and is no error."""
    groups = groups_of(*((outlet, "", ("rain " * 99 + "rain.\n") * 10) for outlet in "AB"))

    assert distinctive_terms(groups, versus="B").rows == ()
