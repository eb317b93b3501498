"""What shared passages change in comparisons: copies count once, divergences stand twice."""

from dataclasses import replace
from typing import Any

import pytest

import framing
from framing import Article, Frame, Lexicon, Pattern
from framing.cautions import number
from framing.measures.pair_row import PairRow

SKY = Lexicon("sky", tuple(Frame(w, w.title(), (Pattern(w),)) for w in ("rain", "sun", "wind")))
RAINY, SUNNY = (6, 1, 1), (1, 6, 1)


def paragraph(name: str, hits: tuple[int, int, int]) -> str:
    """Return a hundred words, those beside the hits found nowhere else."""
    rain, sun, wind = hits
    found = ["rain"] * rain + ["sun"] * sun + ["wind"] * wind
    own = [f"{name}{number}" for number in range(100 - len(found))]
    step = len(own) // len(found)
    words = []
    for index, hit in enumerate(found):
        words += [*own[index * step : (index + 1) * step], hit]
    return " ".join([*words, *own[len(found) * step :]]) + "."


def article(name: str, outlet: str, *paragraphs: str) -> Article:
    """Return an article of an outlet."""
    return Article(id=name, outlet=outlet, text="\n".join(paragraphs))


def written(name: str, outlet: str, hits: tuple[int, int, int], count: int = 10) -> Article:
    """Return an article that shares nothing."""
    return article(name, outlet, *(paragraph(f"{name}{n}z", hits) for n in range(count)))


def pair(articles: list[Article], **options: Any) -> PairRow:
    """Return the record of the one pair."""
    (row,) = framing.pairs(articles, SKY, permutations=199, **options)
    return row


RELEASE = [paragraph(f"release{n}z", RAINY) for n in range(5)]


def with_release(name: str, outlet: str, hits: tuple[int, int, int]) -> Article:
    """Return an article of which a third is a release that others print too."""
    own = [paragraph(f"{name}{n}z", hits) for n in range(10)]
    return article(name, outlet, *own[:3], *RELEASE, *own[3:])


def test_a_divergence_is_given_again_without_what_is_shared() -> None:
    """It is that of the same articles without the release."""
    row = pair([with_release("a", "A", RAINY), with_release("b", "B", SUNNY)])
    without = pair([written("a", "A", RAINY), written("b", "B", SUNNY)])

    assert 1 / 3 == row.shared_a == row.shared_b
    assert row.frame_jsd is not None
    assert without.frame_jsd is not None
    assert row.frame_jsd < without.frame_jsd
    assert (without.frame_jsd, without.excess_jsd, without.p) == (
        row.unshared_jsd,
        row.unshared_excess_jsd,
        row.unshared_p,
    )
    assert (0.0, 0.0, None, None, None) == (
        without.shared_a,
        without.shared_b,
        without.unshared_jsd,
        without.unshared_excess_jsd,
        without.unshared_p,
    )


def test_the_reader_is_told_which_pairs_share_much() -> None:
    """On the terminal too, with both divergences."""
    table = framing.pairs(
        [with_release("a", "A", RAINY), with_release("b", "B", SUNNY)], SKY, permutations=199
    )

    assert table.cautions[-1].startswith(
        "A and B share passages: 33 % of the words of the first, 33 % of the second. Without them "
        "the divergence beyond chance is ."
    )
    assert table.cautions[-1].endswith(
        "(p .008 without them, .003 with them, neither adjusted for the number of pairs)."
    )
    [row] = table.rows
    assert (row.unshared_p, row.p) == pytest.approx((0.008, 0.003), abs=5e-4)
    assert f"is {number(row.unshared_excess_jsd, 2)} bits, with" in table.cautions[-1]
    assert f"with them {number(row.excess_jsd, 2)} (p" in table.cautions[-1]


def test_nothing_remains() -> None:
    """Two articles that are the same have no unshared text, and the note says so."""
    one = written("a", "A", RAINY)
    row = pair([one, replace(one, id="b", outlet="B")])

    assert (1.0, 1.0, None, None, None) == (
        row.shared_a,
        row.shared_b,
        row.unshared_jsd,
        row.unshared_excess_jsd,
        row.unshared_p,
    )
    assert "unshared text: nothing of A or B remains" in row.note


def test_too_little_remains() -> None:
    """The divergence of what remains is given, without a test."""
    tail = paragraph("tail", SUNNY)
    row = pair([article("a", "A", *RELEASE * 2, tail), article("b", "B", *RELEASE * 2)])
    other = pair(
        [
            article("a", "A", *RELEASE, *(paragraph(f"p{n}z", RAINY) for n in range(2))),
            article("b", "B", *RELEASE, *(paragraph(f"q{n}z", SUNNY) for n in range(2))),
        ]
    )

    assert "unshared text: nothing of B remains" in row.note
    assert other.unshared_jsd is not None
    assert other.unshared_p is None
    assert "unshared text: A: insufficient evidence (2 blocks" in other.note


def test_not_looked_for() -> None:
    """The columns are empty, not 0, and a sentence says why."""
    articles = [with_release("a", "A", RAINY), with_release("b", "B", SUNNY)]
    row = pair(articles, shared=False)
    comparison = framing.compare(articles, SKY, permutations=199, shared=False)

    assert (None, None, None) == (row.shared_a, row.shared_b, row.unshared_jsd)
    assert (
        "Shared passages and near-copies were not looked for among 2 articles (--no-shared)."
        in comparison.cautions
    )


def test_among_many_articles_only_if_asked() -> None:
    """Two hundred are searched by themselves, more are not."""
    articles = [
        Article(id=f"{n:03}", outlet=f"{n % 2}", text=f"Rain {n} and sun {n}.") for n in range(201)
    ]
    sentence = "Shared passages and near-copies were not looked for among 201 articles"

    def told(chosen: list[Article], **options: Any) -> bool:
        cautions = framing.emphasis(chosen, SKY, **options).cautions
        return any(caution.startswith(sentence) for caution in cautions)

    assert told(articles)
    assert not told(articles[:200])
    assert not told(articles, shared=True)


@pytest.mark.parametrize("measure", ["emphasis", "pairs", "terms", "salience", "evidence"])
def test_a_copy_within_an_outlet_changes_nothing(measure: str) -> None:
    """Every number of every measure is as if the copy were not there."""
    articles = [
        written(f"{outlet}{n}", outlet, hits, 3)
        for outlet, hits in (("A", RAINY), ("B", SUNNY))
        for n in range(4)
    ]
    copy = replace(articles[0], id="copy")
    function = getattr(framing, measure)

    with_copy = function([*articles, copy], SKY)
    counted_twice = function([*articles, copy], SKY, shared=False)
    expected = function(articles, SKY)

    def numbers(table: Any) -> list[dict[str, Any]]:
        return [{k: v for k, v in r.items() if k != "note"} for r in table.records()]

    assert numbers(expected) == numbers(with_copy)
    assert numbers(expected) != numbers(counted_twice)


def test_copies_left_out_are_told() -> None:
    """In a sentence, and in the note of the group they are of."""
    one = written("a", "A", RAINY)
    table = framing.emphasis(
        [one, replace(one, id="a2"), replace(one, id="a3"), written("b", "B", SUNNY)], SKY
    )

    assert (
        "2 of 4 articles are left out, near-copies of another of the same outlet, so that each "
        "text counts once (framing shared; --no-shared counts all)."
    ) in table.cautions
    assert {"A": (1, True), "B": (1, False)} == {
        row.group: (row.articles, "2 near-copies left out" in row.note) for row in table
    }


def test_the_same_text_in_two_outlets_counts_in_both() -> None:
    """That both print it is a finding."""
    one = written("a", "A", RAINY)
    rows = framing.emphasis([one, replace(one, id="b", outlet="B")], SKY, by="story")

    assert {2} == {row.articles for row in rows}
