"""The sentences that go with the numbers."""

from collections.abc import Sequence
from dataclasses import replace
from typing import get_args

import pytest

from framing import Article, Lexicon, count
from framing.cautions import (
    cautions_of_divergence,
    cautions_of_emphasis,
    cautions_of_order,
    cautions_of_weights,
    general_cautions,
    number,
)
from framing.groups import Groups, group
from framing.lexicon import Status
from framing.measures import pairs as pairs_module
from framing.measures.emphasis import emphasis
from framing.measures.omnibus import OmnibusRow, omnibus
from framing.measures.pair_row import PairRow
from framing.measures.pair_test import UNTESTED
from framing.measures.pairs import pairs
from framing.measures.salience import SalienceRow
from framing.measures.vocabulary import content_vocabulary
from framing.reference import Reference

PERMUTATIONS = 99

NOT_THE_SAME = (
    "That no test was possible does not make the pairs the same: with more articles a difference "
    "may well be detected."
)


def groups_of(
    outlets: Sequence[str],
    lexicon: Lexicon,
    by: str = "outlet",
    texts: Sequence[str] = ("Rain.",),
    stories: Sequence[str] = ("flood",),
) -> Groups:
    """Count as many articles as there are names, each of the outlet of that name.

    Texts and stories are dealt to the articles in turn.
    """
    articles = [
        Article(
            id=f"a{i:03}",
            outlet=outlet,
            text=texts[i % len(texts)],
            story=stories[i % len(stories)],
        )
        for i, outlet in enumerate(outlets)
    ]
    return group(count(articles, lexicon), by)


def rows_of(groups: Groups) -> tuple[tuple[PairRow, ...], tuple[OmnibusRow, ...]]:
    """Measure the pairs of some groups, and test all of them together."""
    rows = pairs(groups, content_vocabulary(groups), permutations=PERMUTATIONS)
    return rows, omnibus(groups, permutations=PERMUTATIONS)


def of_divergence(groups: Groups) -> tuple[str, ...]:
    """Return what is said of the divergences of some groups."""
    return cautions_of_divergence(groups, *rows_of(groups), PERMUTATIONS)


MATCHED = "Matched by story: every outlet has the same one."


def test_the_lexicon_comes_first(lexicon: Lexicon) -> None:
    """The name of the lexicon, how far it was tested, and what the numbers are not."""
    first, *_ = general_cautions(groups_of("A", lexicon), lexicon)

    assert first == (
        "Lexicon weather 1, UNVALIDATED. Numbers show lexicon-defined emphasis, not bias."
    )


@pytest.mark.parametrize("status", get_args(Status))
def test_only_an_unvalidated_lexicon_is_shouted(lexicon: Lexicon, status: Status) -> None:
    """The status stands in capitals only where nobody has checked the lexicon."""
    tested = replace(lexicon, status=status)
    first, *_ = general_cautions(groups_of("A", lexicon), tested)
    shown = "UNVALIDATED" if status == "unvalidated" else status

    assert f"weather 1, {shown}. " in first


@pytest.mark.parametrize(
    ("outlets", "sentences"),
    [
        ("A", ["There is one article, so nothing is compared."]),
        (
            "ABCDE",
            ["Five articles, one per outlet: this compares these articles, not the outlets."],
        ),
        (
            "ABCDEFGHIJKL",
            ["12 articles, one per outlet: this compares these articles, not the outlets."],
        ),
        (
            "AABBC",
            [
                "One of three groups has one article: there the numbers are that article's, not "
                "typical of the outlet.",
                MATCHED,
            ],
        ),
        (
            "AABC",
            [
                "Two of three groups have one article: there the numbers are that article's, not "
                "typical of the outlet.",
                MATCHED,
            ],
        ),
        ("AABB", [MATCHED]),
    ],
)
def test_one_article_says_nothing_about_its_outlet(
    lexicon: Lexicon, outlets: str, sentences: list[str]
) -> None:
    """With one article per outlet, or for some, the reader is told what is compared."""
    _, *found = general_cautions(groups_of(outlets, lexicon), lexicon)

    assert found == sentences


def test_single_articles_say_nothing_about_outlets(lexicon: Lexicon) -> None:
    """Grouped by article, the comparison is one of articles, however many an outlet has."""
    _, *found = general_cautions(groups_of("AAB", lexicon, by="article"), lexicon)

    assert found == ["This compares single articles; it says nothing about their outlets."]


@pytest.mark.parametrize(
    ("stories", "sentence"),
    [
        (["flood"], MATCHED),
        (["flood", "drought"], "Matched by story: every outlet has the same 2 stories."),
        (["flood", "flood", "flood", "drought"], None),
        (["flood", "drought", "frost", "heat"], None),
        ([""], None),
    ],
    ids=["one", "two", "one more on a side", "none in common", "unknown"],
)
def test_whether_outlets_tell_the_same_stories(
    lexicon: Lexicon, stories: list[str], sentence: str | None
) -> None:
    """With several articles an outlet, the reader is told whether the choice of stories enters."""
    groups = groups_of("AABB", lexicon, stories=stories)
    unmatched = (
        "Coverage is not matched by story, so divergences mix the choice of stories with how they "
        "are told."
    )

    assert general_cautions(groups, lexicon)[1:] == (sentence or unmatched,)


@pytest.mark.parametrize(
    ("outlets", "texts", "sentence"),
    [
        (
            "AB",
            ["Town."],
            "The lexicon has no hit in any article; is it meant for these (--lexicon)?",
        ),
        (
            "ABC",
            ["Rain.", "Town.", "Sun."],
            "The lexicon has no hit in one of three groups; is it meant for these articles "
            "(--lexicon)?",
        ),
        (
            "ABCDEFGHIJKL",
            ["Town.", "Rain."],
            "The lexicon has no hit in six of 12 groups; is it meant for these articles "
            "(--lexicon)?",
        ),
    ],
    ids=["none", "one", "six"],
)
def test_a_lexicon_without_hits(
    lexicon: Lexicon, outlets: str, texts: list[str], sentence: str
) -> None:
    """Where nothing is found the reader is asked whether this is the lexicon to use."""
    *_, found = general_cautions(groups_of(outlets, lexicon, texts=texts), lexicon)

    assert found == sentence


def test_what_is_unusual_comes_last(lexicon: Lexicon) -> None:
    """What is out of the ordinary about the settings stands behind what holds for the articles."""
    usual = general_cautions(groups_of("AB", lexicon), lexicon)

    assert general_cautions(groups_of("AB", lexicon), lexicon, ["Only articles with x."]) == (
        *usual,
        "Only articles with x.",
    )


@pytest.mark.parametrize(
    ("outlets", "sentence"),
    [
        (
            "AB",
            "Hits cluster in sections, so intervals are wide; overlapping ones give no ranking.",
        ),
        (
            "AAB",
            "Intervals come from the spread between articles; overlapping ones give no ranking.",
        ),
    ],
)
def test_what_intervals_come_from(lexicon: Lexicon, outlets: str, sentence: str) -> None:
    """Intervals come from within an article, or from between articles where there are several."""
    assert cautions_of_emphasis(groups_of(outlets, lexicon)) == (sentence,)


SAME_ORDER = "They change no order of frames (Kendall's tau 1)."


@pytest.mark.parametrize("articles", [1, 5, 29])
def test_few_articles_give_no_weights(lexicon: Lexicon, articles: int) -> None:
    """With fewer than thirty articles, the reader is sent from TF-IDF to the raw rate."""
    groups = groups_of("A" * articles, lexicon)

    assert cautions_of_weights(groups, emphasis(groups), None) == (
        f"TF-IDF weights come from these articles alone (idf_source=corpus): IDF is uninformative "
        f"at n={articles}; use the raw rate, in EMPHASIS. {SAME_ORDER}",
    )


def test_many_articles_give_weights(lexicon: Lexicon) -> None:
    """With thirty articles nobody is sent anywhere."""
    groups = groups_of("A" * 30, lexicon)

    assert cautions_of_weights(groups, emphasis(groups), None) == (
        f"TF-IDF weights come from these articles alone (idf_source=corpus). {SAME_ORDER}",
    )


@pytest.mark.parametrize("articles", [1, 30])
def test_weights_of_a_reference(lexicon: Lexicon, articles: int) -> None:
    """With a reference its name, its size and its share in the weights are named."""
    groups = groups_of("A" * articles, lexicon)
    reference = Reference("news", 12_345, {}, {})

    assert cautions_of_weights(groups, emphasis(groups), reference) == (
        f"TF-IDF weights are shrunk to 12,345 articles of news (kappa 50). {SAME_ORDER}",
    )


@pytest.mark.parametrize(
    ("texts", "sentence"),
    [
        (["Town."], "There is no order of frames to change."),
        (["Rain, rain, sun."], SAME_ORDER),
        (
            # Rain is in every article and sun in one, so that sun weighs more.
            ["Rain, rain, rain, sun, sun.", "Rain.", "Rain.", "Rain.", "Rain."],
            "They change the order of frames in 1 of 5 groups (lowest Kendall's tau -1.00).",
        ),
    ],
    ids=["no order", "the same order", "another order"],
)
def test_whether_weights_change_an_order(lexicon: Lexicon, texts: list[str], sentence: str) -> None:
    """The reader is told how many groups have their frames in another order when weighted."""
    groups = groups_of("ABCDE", lexicon, texts=texts)
    [found] = cautions_of_weights(groups, emphasis(groups), None)

    assert found.endswith(f". {sentence}" if "no order of frames to" in sentence else sentence)


MUCH_RAIN, MUCH_SUN = "Rain, rain, rain and sun. " * 5, "Sun, sun, sun and rain. " * 5


def test_pairs_that_differ(lexicon: Lexicon) -> None:
    """The reader is told how many pairs differ, how sure that is, and what chance alone makes."""
    groups = groups_of("ABC" * 5, lexicon, texts=[MUCH_RAIN, MUCH_RAIN, MUCH_SUN])

    assert of_divergence(groups) == (
        "A difference was detected in 2 of 3 tested pairs (q < .05). Over all groups together a "
        'difference was detected (omnibus p .010). "Not detected" is not "the same": chance alone '
        "makes divergences of .00 to .07 bits or more in one of twenty such pairs, so real ones "
        "are easily missed.",
    )


def test_all_pairs_differ(lexicon: Lexicon) -> None:
    """Where every difference was detected, none can have been missed."""
    groups = groups_of("AB" * 5, lexicon, texts=[MUCH_RAIN, MUCH_SUN])

    assert of_divergence(groups) == (
        "A difference was detected in 1 of 1 tested pair (q < .05). Over all groups together a "
        "difference was detected (omnibus p .010).",
    )


def test_groups_differ_and_no_pair_does(lexicon: Lexicon) -> None:
    """What all groups show together need not show between any two, and the reader is told."""
    groups = groups_of("ABC" * 5, lexicon, texts=[MUCH_RAIN])
    rows, [test] = rows_of(groups)
    [found] = cautions_of_divergence(groups, rows, [replace(test, p=0.01)], PERMUTATIONS)

    assert found.startswith(
        "A difference was detected in 0 of 3 tested pairs (q < .05). Over all groups together a "
        "difference was detected (omnibus p .010); between which of them, the pairs cannot tell. "
        '"Not detected" is not "the same"'
    )


def test_pairs_that_are_not_seen_to_differ(lexicon: Lexicon) -> None:
    """Where nothing was detected, neither sentence says that there is nothing."""
    groups = groups_of("AB" * 5, lexicon, texts=[MUCH_RAIN])

    assert of_divergence(groups) == (
        "A difference was detected in 0 of 1 tested pair (q < .05). Over all groups together a "
        'difference was not detected (omnibus p 1.000). "Not detected" is not "the same": chance '
        "alone makes divergences of .00 bits or more in one of twenty such pairs, so real ones are "
        "easily missed.",
    )


def test_pairs_beside_a_silent_test_are_hints(lexicon: Lexicon) -> None:
    """A pair that differs where all groups together do not is not a finding yet."""
    groups = groups_of("AB" * 5, lexicon, texts=[MUCH_RAIN, MUCH_SUN])
    rows, [test] = rows_of(groups)
    [found] = cautions_of_divergence(groups, rows, [replace(test, p=0.2)], PERMUTATIONS)

    assert found == (
        "A difference was detected in 1 of 1 tested pair (q < .05). Over all groups together a "
        "difference was not detected (omnibus p .200), so read the pairs as hints."
    )


def test_pairs_without_a_test(lexicon: Lexicon) -> None:
    """Pairs that could not be tested are counted apart."""
    outlets = "ABC" * 5 + "D"
    groups = groups_of(outlets, lexicon, texts=[*[MUCH_RAIN, MUCH_RAIN, MUCH_SUN] * 5, "Rain."])
    [found] = of_divergence(groups)

    assert found.endswith(
        "so real ones are easily missed. Three of 6 pairs have too little text or too few articles "
        "for a test."
    )


@pytest.mark.parametrize(
    ("dates", "by", "said"),
    [
        (["2024-06-22", "2024-07-01"], "month", None),
        (
            ["2024-06-22", "22 June 2024", ""],
            "month",
            "Two of three articles have no date that tells their month, as 2024-06-22 does; they "
            "stand together under (no month).",
        ),
        (
            ["2024-06-22", "2024-06"],
            "week",
            "One of two articles has no date that tells its week, as 2024-06-22 does; it stands "
            "under (no week).",
        ),
        (["2024-06-22", ""], "date", None),
    ],
    ids=["all", "two without", "one without", "no period"],
)
def test_articles_without_a_date_among_periods(
    lexicon: Lexicon, dates: list[str], by: str, said: str | None
) -> None:
    """How many articles fall into no week or month is said with the numbers."""
    articles = [Article(id=f"a{i}", outlet="A", text="Rain.", date=d) for i, d in enumerate(dates)]
    found = general_cautions(group(count(articles, lexicon), by), lexicon)

    assert [said] * (said is not None) == [one for one in found if "no date" in one]


def test_the_plural_of_a_day(lexicon: Lexicon) -> None:
    """Stories end in -ies, days do not."""
    articles = [
        Article(id=f"a{day}", outlet="A", text="Rain.", date=f"2024-06-2{day}") for day in (1, 2)
    ]
    found = general_cautions(group(count(articles, lexicon), "day"), lexicon)

    assert "Two articles, one per day: this compares these articles, not the days." in found


@pytest.mark.parametrize(
    ("dealt", "said"),
    [
        ([20_000, 500, 9_999], None),
        (
            [0, 9_999, 462],
            "1 of 3 was tested by a closed form (hits in many articles on both sides).",
        ),
        ([999, 462, 9_999], "1 of 3 was tested by 999."),
        (
            [999, 0, None],
            "1 of 3 was tested by 999, 1 by a closed form (hits in many articles on both sides), 1 "
            "not at all (hits in few articles on a side).",
        ),
        ([None] * 3, "3 of 3 were not tested (hits in few articles on a side)."),
    ],
    ids=["all as asked", "closed form", "fewer", "all three", "none"],
)
def test_very_many_pairs(
    lexicon: Lexicon, dealt: list[int | None], said: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where pairs had fewer permutations than asked for, or none, the reader is told."""
    monkeypatch.setattr(pairs_module, "MOST_PERMUTED_PAIRS", 2)
    groups = groups_of("ABC" * 5, lexicon, texts=[MUCH_RAIN, MUCH_SUN])
    rows, _ = rows_of(groups)
    changed = [
        replace(row, permutations=times)
        if times is not None
        else replace(row, permutations=None, p=None, q=None, chance_jsd=None, note=UNTESTED)
        for row, times in zip(rows, dealt, strict=True)
    ]
    [found, *_] = cautions_of_divergence(groups, changed, [])

    sentence = f"There are too many pairs to test each by 9,999 permutations: {said}"
    assert (sentence in found) is (said is not None)
    assert ("too many pairs" in found) is (said is not None)
    assert "too little text" not in found
    assert "No pair has enough" not in found


def test_as_few_permutations_as_asked_for(
    lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is said of what was asked for."""
    monkeypatch.setattr(pairs_module, "MOST_PERMUTED_PAIRS", 0)
    groups = groups_of("AB" * 5, lexicon, texts=[MUCH_RAIN, MUCH_SUN])
    rows, tests = rows_of(groups)
    asked = [replace(row, permutations=99) for row in rows]

    [found] = cautions_of_divergence(groups, asked, tests, PERMUTATIONS)

    assert "permutations" not in found


def test_an_omnibus_test_of_many_articles(lexicon: Lexicon) -> None:
    """It is dealt anew less often than asked for, and how often is said."""
    groups = groups_of("AB" * 5, lexicon, texts=[MUCH_RAIN, MUCH_SUN])
    rows, [test] = rows_of(groups)
    [found] = cautions_of_divergence(groups, rows, [replace(test, permutations=1_205)])

    assert "(omnibus p .010 by 1,205 permutations, as articles are many)" in found


@pytest.mark.parametrize(
    ("outlets", "stories", "sentence"),
    [
        ("AB", [""], "No pair has enough text, or enough articles, for a test."),
        (
            "AABB",
            [""],
            "No pair can be tested at .05 with so few articles: matched by story, with one article "
            "each, it takes 6 stories.",
        ),
        (
            "ABABAB",
            ["flood", "flood", "drought", "drought", "frost", "frost"],
            "No pair can be tested at .05 with so few articles: matched by story, with one article "
            "each, it takes 6 stories.",
        ),
    ],
    ids=["short", "two each", "three stories"],
)
def test_no_pair_can_be_tested(
    lexicon: Lexicon, outlets: str, stories: list[str], sentence: str
) -> None:
    """Where no test can be, the reader is told why, what it takes, and that it proves nothing."""
    groups = groups_of(outlets, lexicon, texts=[MUCH_RAIN, MUCH_SUN], stories=stories)
    found, not_the_same = of_divergence(groups)

    assert found.startswith(f"{sentence} Over all groups together a difference was not detected")
    assert not_the_same == NOT_THE_SAME


@pytest.mark.parametrize(
    ("value", "digits", "shown"),
    [
        (None, 3, "—"),
        (0.0, 3, ".000"),
        (0.0004, 3, "<.001"),
        (0.0004, 2, ".00"),
        (0.05, 3, ".05"),
        (0.0503, 3, ".050"),
        (0.25, 2, ".25"),
        (-0.031, 2, "-.03"),
        (-0.003, 2, ".00"),
        (1.0, 3, "1.000"),
    ],
)
def test_small_numbers(value: float | None, digits: int, shown: str) -> None:
    """Probabilities and bits stand without the leading zero, and never as an impossible 0."""
    assert number(value, digits) == shown


@pytest.mark.parametrize(
    ("q", "sentences"),
    [
        ((), ()),
        ((None, None), ()),
        ((0.04, 0.2, None, None), ("1 of 2 tests of first mentions and front loading stands out",)),
        ((0.05, 0.5, 0.9, 1.0), ("0 of 4 tests of first mentions and front loading stand out",)),
    ],
)
def test_tests_of_order(q: Sequence[float | None], sentences: Sequence[str]) -> None:
    """It is said how many places of hits stand out among all that were tested, also if none."""
    row = SalienceRow("A", "a", "rain", *[None] * 10)
    rows = [
        replace(row, first_mention_q=first, front_loading_q=lean)
        for first, lean in zip(q[::2], q[1::2], strict=True)
    ]

    assert tuple(s.partition(" out")[0] + " out" for s in cautions_of_order(rows)) == sentences


@pytest.mark.parametrize("by", ["outlet", "story"])
def test_one_group_has_no_pair(lexicon: Lexicon, by: str) -> None:
    """With one group, the reader is told why there is no divergence."""
    assert of_divergence(groups_of("AA", lexicon, by=by)) == (
        f"There is one {by} only, so there is no pair to compare.",
    )


def test_no_verdicts(lexicon: Lexicon) -> None:
    """No sentence calls an outlet biased, neutral, better or worse."""
    for outlets in ("A", "AB", "AAB", "AABB", "ABC" * 5):
        groups = groups_of(outlets, lexicon, texts=[MUCH_RAIN, MUCH_RAIN, MUCH_SUN])
        sentences = [
            *general_cautions(groups, lexicon)[1:],
            *cautions_of_emphasis(groups),
            *cautions_of_weights(groups, emphasis(groups), None),
            *of_divergence(groups),
        ]
        assert "unseen" not in " ".join(sentences)
        assert not {"bias", "biased", "neutral", "objective"} & set(" ".join(sentences).split())
