"""When nothing can be said, the record says nothing, and how much is missing."""

from collections.abc import Sequence

import pytest

import framing
from framing import Article, Frame, Lexicon, Pattern
from framing.measures.evidence_rules import stories_needed
from framing.measures.pair_row import PairRow

SKY = Lexicon("sky", tuple(Frame(w, w.title(), (Pattern(w),)) for w in ("rain", "sun")))
Hits = Sequence[tuple[int, int]]
PLENTY = [(6, 2), (2, 6)] * 6
INFERENCE = (
    "chance_jsd",
    "excess_jsd",
    "excess_low",
    "excess_high",
    "adjusted_jsd",
    "min_detectable_jsd",
    "p",
    "q",
    "chance_total_variation",
    "design_effect",
    "permutations",
)
MORE = "; vocabulary: fewer than 200 content words on a side"


def article(name: str, outlet: str, hits: Hits, story: str = "", words: int = 100) -> Article:
    """Return an article with a paragraph of so many words for each pair of hits."""
    lines = [
        " ".join(["rain"] * rain + ["sun"] * sun + ["town"] * (words - rain - sun)) + "."
        for rain, sun in hits
    ]
    return Article(id=name, outlet=outlet, text="\n".join(lines), story=story)


def pairs_of(*articles: Article) -> list[PairRow]:
    """Return the record of every pair of outlets."""
    return list(framing.pairs(articles, SKY, permutations=99, stopwords="none", shared=False))


def of_two(first: Hits, second: Hits, words: int = 100) -> PairRow:
    """Return the record of two articles."""
    [row] = pairs_of(article("a", "A", first, words=words), article("b", "B", second, words=words))
    return row


def inference(row: PairRow) -> set[str]:
    """Return the names of what a record infers."""
    return {name for name in INFERENCE if getattr(row, name) is not None}


@pytest.mark.parametrize(
    ("expected", "hits"),
    [
        ("insufficient evidence (9 hits; needs about 90 more words)", [(1, 0)] * 7 + [(2, 0)]),
        ("insufficient evidence (1 hit; needs about 7,200 more words)", [(1, 0)] + [(0, 0)] * 7),
        ("insufficient evidence (4 blocks; needs about 100 more words)", [(6, 2)] * 4),
        ("insufficient evidence (1 block; needs about 400 more words)", [(6, 6)]),
        (
            "insufficient evidence (2 hits; needs about 1,600 more words)",
            [(1, 0)] * 2 + [(0, 0)] * 2,
        ),
    ],
)
def test_too_little(expected: str, hits: Hits) -> None:
    """With nine hits or four blocks on a side nothing is inferred; both distances stay."""
    for name, row in (("A", of_two(hits, PLENTY)), ("B", of_two(PLENTY, hits))):
        assert set() == inference(row)
        assert row.frame_jsd is not None
        assert row.total_variation is not None
        assert f"{name}: {expected}" == row.note.removesuffix(MORE)


def test_both_sides_are_named() -> None:
    """Each says what it lacks itself."""
    row = of_two([(6, 2)] * 4, [(1, 0)] * 8)

    assert row.note == (
        "A: insufficient evidence (4 blocks; needs about 100 more words); "
        "B: insufficient evidence (8 hits; needs about 200 more words)"
    )


def test_no_hits() -> None:
    """Without hits there are no shares, and so not even a distance."""
    row = of_two([(0, 0)] * 8, PLENTY)

    assert set() == inference(row)
    assert row.frame_jsd is row.total_variation is None
    assert "A: no hits, so no frame shares" == row.note


def test_ten_hits_and_five_blocks_are_enough() -> None:
    """From there all is inferred, and flagged."""
    row = of_two([(2, 0), (0, 2)] * 2 + [(1, 1)], PLENTY)

    assert set(INFERENCE) == inference(row)
    assert "few independent hits (about" in row.note
    assert "insufficient" not in row.note


@pytest.mark.parametrize(
    ("flagged", "words"), [(True, 60), (True, 99), (False, 100), (False, 200), (False, 300)]
)
def test_small_blocks_are_flagged(flagged: bool, words: int) -> None:
    """Below a hundred words, for the sake of a short article of five paragraphs."""
    hits = [(9, 3), (3, 9)] * 6
    row = of_two(hits[:5], hits, words)

    assert set(INFERENCE) == inference(row)
    assert f"blocks of {min(words, 200)} words" == row.units
    notes = [note for note in row.note.split("; ") if "blocks" in note]
    assert notes == ([f"small blocks ({words} words)"] if flagged else [])


def test_articles_are_not_small_blocks() -> None:
    """However short they are: what is short of them is hits."""
    articles = [article(f"{o}{i}", o, [(6 + i, 4)], words=30) for o in "AB" for i in range(5)]
    [row] = pairs_of(*articles)

    assert "articles" == row.units
    assert set(INFERENCE) == inference(row)
    assert "small blocks" not in row.note


@pytest.mark.parametrize(("flagged", "hits"), [(True, 1), (False, 6)])
def test_few_independent_hits_are_flagged(flagged: bool, hits: int) -> None:
    """Below thirty, after the design effect."""
    row = of_two([(hits, hits)] * 12, [(hits, hits)] * 12)

    assert ("few independent hits (about 24 on the smaller side)" in row.note) == flagged


def test_one_article_beside_several_has_no_inference() -> None:
    """How much articles of an outlet differ is not known from one; the others have theirs."""
    several = [article(f"{o}{i}", o, PLENTY[: 5 + i]) for o in "BC" for i in range(4)]
    rows = pairs_of(article("a", "A", PLENTY), *several)

    assert [("A", "B"), ("A", "C"), ("B", "C")] == [(row.a, row.b) for row in rows]
    assert [set(), set(), set(INFERENCE)] == [inference(row) for row in rows]
    assert rows[0].note.startswith("A: one article: no interval and no test")
    assert {"articles"} == {row.units for row in rows}


@pytest.mark.parametrize(
    ("smallest", "first", "second"), [("0.333", 2, 2), ("0.100", 2, 3), ("0.100", 3, 3)]
)
def test_too_few_articles_for_a_test(smallest: str, first: int, second: int) -> None:
    """An excess has an interval, but no p that could come out below .05."""
    articles = [article(f"a{i}", "A", PLENTY[: 9 + i]) for i in range(first)]
    articles += [article(f"b{i}", "B", PLENTY[: 5 + i]) for i in range(second)]
    [row] = pairs_of(*articles)

    assert set(INFERENCE) - {"p", "q"} == inference(row)
    assert row.note.startswith(f"no test possible at 0.05: the smallest attainable p is {smallest}")


NO_INTERVAL = {"excess_low", "excess_high"}


@pytest.mark.parametrize(
    ("first", "second"),
    [([(3, 0), (5, 0)] * 4, [(0, 4), (0, 6)] * 4), ([(6, 2)] * 8, [(2, 6)] * 8)],
    ids=["no frame in common", "units all alike"],
)
def test_no_interval_where_no_unit_makes_a_difference(first: Hits, second: Hits) -> None:
    """That the units at hand agree is no certainty, so there is no interval without a width."""
    row = of_two(first, second)

    assert set(INFERENCE) - NO_INTERVAL == inference(row)
    assert "no interval: no unit makes a difference to the divergence" in row.note.split("; ")
    assert "no interval" not in of_two([*first, (1, 1)], second).note


def test_no_interval_where_a_unit_makes_all_the_difference() -> None:
    """Without the only paragraph with hits the side has no shares; the note says that instead."""
    row = of_two([(8, 4), *[(0, 0)] * 7], PLENTY)

    assert set(INFERENCE) - NO_INTERVAL == inference(row)
    assert "no interval: a side has all its hits in one unit" in row.note.split("; ")
    assert "no unit makes a difference" not in row.note


@pytest.mark.parametrize(("first", "second"), [(3, 4), (4, 4)])
def test_enough_articles_for_a_test(first: int, second: int) -> None:
    """Three and four articles can differ at .05, and these do."""
    articles = [article(f"a{i}", "A", [(8, 1)] * 8) for i in range(first)]
    articles += [article(f"b{i}", "B", [(1, 8)] * 8) for i in range(second)]
    [row] = pairs_of(*articles)

    assert 1 / 35 == pytest.approx(row.p)
    assert row.q == row.p


@pytest.mark.parametrize("stories", [2, 3, 4, 5, 6, 7])
def test_stories_with_an_article_of_each_outlet(stories: int) -> None:
    """Four such stories cannot reach .05, and the note says that it takes six."""
    articles = [
        article(f"{o}{i}", o, [(8, 1)] * 8 if o == "A" else [(1, 8)] * 8, f"story {i}")
        for o in "AB"
        for i in range(stories)
    ]
    [row] = pairs_of(*articles)

    smallest = 2 / 2**stories
    assert (None if stories < 6 else pytest.approx(smallest)) == row.p
    sentence = (
        f"no test possible at 0.05: the smallest attainable p is {smallest:.3f} "
        f"with {stories} stories; it takes 6"
    )
    assert (sentence in row.note) == (stories < 6)


@pytest.mark.parametrize(("expected", "level"), [(6, 0.05), (1, 1), (3, 0.3), (8, 0.01)])
def test_stories_needed(expected: int, level: float) -> None:
    """Two over two to the number of stories has to be below the level."""
    assert expected == stories_needed(level)


def test_q_is_over_the_pairs_that_have_a_p() -> None:
    """A pair without a test does not count."""
    rows = pairs_of(
        article("a", "A", [(6, 1)] * 8),
        article("b", "B", [(1, 6)] * 8),
        article("c", "C", [(1, 1)] * 3),
    )
    tested = [row for row in rows if row.p is not None]

    assert 1 == len(tested)
    assert tested[0].p == tested[0].q
