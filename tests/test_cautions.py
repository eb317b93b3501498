"""The sentences that go with the numbers."""

from collections.abc import Sequence
from dataclasses import replace
from typing import get_args

import pytest

from framing import Article, Lexicon, count
from framing.cautions import cautions_of_divergence, cautions_of_emphasis, general_cautions
from framing.groups import Groups, group
from framing.lexicon import Status


def groups_of(outlets: Sequence[str], lexicon: Lexicon, by: str = "outlet") -> Groups:
    """Count as many articles as there are names, each of the outlet of that name."""
    articles = [
        Article(id=f"a{i}", outlet=outlet, text="Rain.", story="flood")
        for i, outlet in enumerate(outlets)
    ]
    return group(count(articles, lexicon), by)


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
        ("A", ["One article, one per outlet: this compares these articles, not the outlets."]),
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
                "One of 3 groups has one article: there the numbers are that article's and say "
                "nothing about its outlet."
            ],
        ),
        (
            "AABC",
            [
                "Two of 3 groups have one article: there the numbers are that article's and say "
                "nothing about its outlet."
            ],
        ),
        ("AABB", []),
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


@pytest.mark.parametrize("articles", [1, 5, 29])
def test_few_articles_give_no_weights(lexicon: Lexicon, articles: int) -> None:
    """With fewer than thirty articles, the reader is sent from TF-IDF to the raw rate."""
    assert cautions_of_emphasis(groups_of("A" * articles, lexicon)) == (
        f"TF-IDF weights come from these articles alone (idf_source=corpus): IDF is uninformative "
        f"at n={articles}; use the raw rate.",
    )


def test_many_articles_give_weights(lexicon: Lexicon) -> None:
    """With thirty articles there is nothing to add."""
    assert cautions_of_emphasis(groups_of("A" * 30, lexicon)) == ()


def test_divergences_without_their_chance_level(lexicon: Lexicon) -> None:
    """A divergence is not shown without a word on what chance alone does."""
    [sentence] = cautions_of_divergence(groups_of("AB", lexicon))

    assert "two short texts from one source do not score 0" in sentence
    assert "not a finding" in sentence


@pytest.mark.parametrize("by", ["outlet", "story"])
def test_one_group_has_no_pair(lexicon: Lexicon, by: str) -> None:
    """With one group, the reader is told why there is no divergence."""
    assert cautions_of_divergence(groups_of("AA", lexicon, by=by)) == (
        f"There is one {by} only, so there is no pair to compare.",
    )


def test_no_verdicts(lexicon: Lexicon) -> None:
    """No sentence calls an outlet biased, neutral, better or worse."""
    for outlets in ("A", "AB", "AAB", "AABB"):
        groups = groups_of(outlets, lexicon)
        sentences = [
            *general_cautions(groups, lexicon)[1:],
            *cautions_of_emphasis(groups),
            *cautions_of_divergence(groups),
        ]
        assert not {"bias", "biased", "neutral", "objective"} & set(" ".join(sentences).split())
