"""Counts: words, terms and hits of paragraphs, in integers."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing import (
    Article,
    Counts,
    Frame,
    Furniture,
    InputError,
    Lexicon,
    Pattern,
    Span,
    count,
)
from framing.facts import ArticleFacts, grouping_columns
from framing.words import fold, split_words

LEXICON = Lexicon("sky", (Frame("rain", "Rain", (Pattern("rain*"), Pattern("wet"))),))

lines = st.lists(
    st.sampled_from(["rain", "Rainy", "wet", "the", "day", "don't"]), min_size=1, max_size=6
).map(" ".join)
texts = st.lists(lines, max_size=4).map(lambda paragraphs: "".join(f"{p}.\n" for p in paragraphs))


def same(first: Counts, second: Counts) -> bool:
    """Tell whether two counts hold the same numbers."""
    return (
        (first.articles, first.vocabulary) == (second.articles, second.vocabulary)
        and np.array_equal(first.paragraph_article, second.paragraph_article)
        and np.array_equal(first.paragraph_is_body, second.paragraph_is_body)
        and np.array_equal(first.paragraph_words, second.paragraph_words)
        and np.array_equal(first.hits, second.hits)
        and np.array_equal(first.terms.toarray(), second.terms.toarray())
    )


def test_paragraphs_and_words(articles: tuple[Article, ...], lexicon: Lexicon) -> None:
    """Every paragraph of every body has its article and its number of words."""
    counts = count(articles, lexicon)

    assert counts.paragraph_article.tolist() == [0, 0, 0, 1, 1, 2]
    assert counts.paragraph_words.tolist() == [2, 5, 2, 3, 4, 8]
    assert counts.paragraph_is_body.all()


def test_hits(articles: tuple[Article, ...], lexicon: Lexicon) -> None:
    """A hit has its paragraph, position, length, entry, number of claims, and what it says."""
    rain, wet, rain_cloud, sun, sun_cloud = range(5)
    counts = count(articles, lexicon)

    assert [(*row[:5], counts.expressions[row[5]]) for row in counts.hits.tolist()] == [
        (0, 0, 1, rain, 1, "rain"),
        (1, 1, 1, rain, 1, "rainy"),
        (1, 4, 1, wet, 1, "wet"),
        (2, 0, 1, sun, 1, "sun"),
        (3, 0, 1, sun, 1, "sunshine"),
        (4, 1, 2, rain_cloud, 2, "storm cloud"),
        (4, 1, 2, sun_cloud, 2, "storm cloud"),
    ]


def test_frames_of_entries(articles: tuple[Article, ...], lexicon: Lexicon) -> None:
    """Every entry of the lexicon knows its frame, in the order of the lexicon."""
    assert count(articles, lexicon).entry_frames.tolist() == [0, 0, 0, 1, 1]


def test_terms_are_the_folded_words_of_bodies(
    articles: tuple[Article, ...], lexicon: Lexicon
) -> None:
    """The terms of an article are its words, folded and counted."""
    counts = count(articles, lexicon)
    expected = Counter(
        fold(word.surface) for article in articles for word in split_words(article.text)
    )

    totals = counts.terms.toarray().sum(axis=0)

    assert counts.vocabulary == tuple(sorted(expected))
    assert dict(zip(counts.vocabulary, totals.tolist(), strict=True)) == expected


def test_numbers_are_integers_that_cannot_be_changed(
    articles: tuple[Article, ...], lexicon: Lexicon
) -> None:
    """Counts are integers, and no measure can change those of another."""
    counts = count(articles, lexicon)

    for numbers in (counts.paragraph_article, counts.paragraph_words, counts.hits):
        assert numbers.dtype == np.int64
        with pytest.raises(ValueError, match="read-only"):
            numbers[...] = 0
    assert counts.terms.dtype == np.int64


@pytest.mark.parametrize(
    "article",
    [
        Article(id="a", outlet="A", text="A wet day.", title="Rain"),
        Article(id="a", outlet="A", text="Rain\nA wet day.", title="Rain", headline=Span(0, 4)),
    ],
    ids=["in the metadata", "in the text"],
)
def test_the_headline_is_no_part_of_the_body(article: Article) -> None:
    """A headline has words and hits of its own, and none of its words are terms."""
    counts = count([article], LEXICON)

    assert counts.paragraph_is_body.tolist() == [False, True]
    assert counts.paragraph_words.tolist() == [1, 3]
    assert counts.hits[:, 0].tolist() == [0, 1]
    assert counts.vocabulary == ("a", "day", "wet")
    assert counts.terms.toarray().tolist() == [[0, 0, 0], [1, 1, 1]]


def test_furniture_is_not_counted() -> None:
    """What is set aside has neither words nor hits, within a paragraph or as one of its own."""
    text = "Rain again.\nRead more: rain\nA wet (rain) day."
    furniture = (Furniture(12, 27, "link"), Furniture(34, 40, "aside"))

    counts = count([Article(id="a", outlet="A", text=text, furniture=furniture)], LEXICON)

    assert counts.paragraph_words.tolist() == [2, 3]
    assert counts.hits[:, :2].tolist() == [[0, 0], [1, 1]]
    assert "more" not in counts.vocabulary


def test_an_article_without_words_has_no_paragraphs() -> None:
    """An article without words is there, with nothing to count."""
    counts = count([Article(id="a", outlet="A", text=" \n...\n")], LEXICON)

    assert [article.id for article in counts.articles] == ["a"]
    assert len(counts.paragraph_words) == len(counts.hits) == len(counts.vocabulary) == 0
    assert counts.terms.shape == (0, 0)


def test_no_articles() -> None:
    """Nothing to count is an error that says what to do."""
    with pytest.raises(InputError, match=r"^there are no articles to count; name at least one"):
        count([], LEXICON)


def test_two_articles_with_one_id(articles: tuple[Article, ...]) -> None:
    """Two articles with one id are an error that names it."""
    with pytest.raises(InputError, match=r"^two articles have the id 'n1'; give one another id$"):
        count([*articles, replace(articles[1], id="n1")], LEXICON)


def test_facts_of_articles_name_groups_as_articles_do() -> None:
    """What is kept of an article falls into the group that the article falls into."""
    article = Article(id="a", outlet="", text="", date="2024", metadata={"desk": "East", "no": ""})
    [facts] = count([article], LEXICON).articles

    for by in ("article", "outlet", "date", "desk", "no", "unheard of"):
        assert facts.group(by) == article.group(by)
    assert ArticleFacts("a", ()).group("desk") == "(no desk)"


def test_columns_to_group_by(articles: tuple[Article, ...]) -> None:
    """Articles can be grouped by the known columns and by any other they have, each named once."""
    own = ("article", "outlet", "title", "author", "date", "url", "story", "language", "source")
    known = (*own, "day", "week", "month", "quarter", "year")
    with_desk = replace(articles[0], metadata={"desk": "East", "beat": "x", "article": "y"})

    assert count(articles, LEXICON).columns() == known
    assert count([with_desk, *articles[1:]], LEXICON).columns() == (*known, "beat", "desk")
    assert grouping_columns(["b", "a", "b", "outlet"]) == (*known, "a", "b")


@given(st.lists(texts, min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_the_order_of_articles_makes_no_difference(bodies: Sequence[str], random: Random) -> None:
    """Articles may come in any order."""
    articles = [Article(id=f"a{i}", outlet="A", text=text) for i, text in enumerate(bodies)]
    shuffled = random.sample(articles, len(articles))

    assert same(count(articles, LEXICON), count(shuffled, LEXICON))
    assert same(count(articles, LEXICON), count(iter(reversed(articles)), LEXICON))


@given(texts)
def test_the_terms_of_a_paragraph_are_its_words(text: str) -> None:
    """The terms of every paragraph of the body add up to its words."""
    counts = count([Article(id="a", outlet="A", text=text, title="Rain")], LEXICON)
    sums = counts.terms.toarray().sum(axis=1)

    assert np.array_equal(sums, counts.paragraph_words * counts.paragraph_is_body)
    assert counts.paragraph_words[counts.paragraph_is_body].sum() == len(split_words(text))
