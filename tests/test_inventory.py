"""What was read: rows of articles, of furniture, of the entries of a lexicon."""

from dataclasses import replace

import pytest

from framing import Article, Frame, Furniture, Lexicon, Pattern, SettingError, Span
from framing.inventory import (
    ArticleRow,
    FurnitureRow,
    LexiconRow,
    list_articles,
    list_entries,
    list_furniture,
)

LEXICON = Lexicon(
    name="weather",
    version="1",
    frames=(
        Frame(
            "rain",
            "Rain",
            (Pattern("rain*"), Pattern("US", exact_case=True, note="the country")),
            exceptions=(Pattern("rain check"),),
        ),
        Frame("sun", "Sun", (Pattern("sun"),)),
    ),
    exceptions=(Pattern("Sun Yat-sen", note="a name"),),
)


def test_an_article_is_listed_with_its_sizes() -> None:
    """Words are those of the body; the headline and furniture are not among them."""
    article = Article(
        id="n1",
        outlet="North",
        title="Rain",
        author="Ann",
        date="2024-06-22",
        url="https://example.org",
        story="flood",
        language="en",
        source="news/n1.txt",
        text="Rain\nShare this\nRain fell on us.\nThe sun’s gone.",
        headline=Span(0, 4),
        furniture=(Furniture(5, 15, "share or follow links"),),
    )

    assert (
        ArticleRow(
            article="n1",
            outlet="North",
            title="Rain",
            author="Ann",
            date="2024-06-22",
            story="flood",
            url="https://example.org",
            source="news/n1.txt",
            words=7,
            paragraphs=2,
            furniture_words=2,
            note="",
        ),
    ) == list_articles([article])


def test_articles_are_sorted_by_id(articles: tuple[Article, ...]) -> None:
    """The order in which they were read does not show."""
    assert ["n1", "s1", "s2"] == [row.article for row in list_articles(reversed(articles))]
    assert list_articles(articles) == list_articles(reversed(articles))


def test_articles_of_the_same_words_are_noted() -> None:
    """Case, signs and headlines do not make another article; each names the first."""

    def article(article_id: str, text: str, title: str = "") -> Article:
        return Article(id=article_id, outlet="North", title=title, text=text)

    rows = list_articles(
        [
            article("d", "Rain fell, again.", title="D"),
            replace(article("c", "RAIN fell.\nAgain!", title="Another headline"), outlet="South"),
            article("b", "Rain fell again.", title="B"),
            article("a", "Rain fell."),
        ]
    )

    assert [
        ("a", "no headline found: if the text has one, it is counted (give it as title)"),
        ("b", ""),
        ("c", "same words as b; both are counted"),
        ("d", "same words as b; as a rule one is counted"),
    ] == [(row.article, row.note) for row in rows]


def test_an_article_of_which_nothing_is_left_is_noted() -> None:
    """Not as the twin of another such article: the reader should look at what was set aside."""
    rows = list_articles(
        [
            Article(
                id=article_id,
                outlet="North",
                text="Share this",
                furniture=(Furniture(0, 10, "share or follow links"),),
            )
            for article_id in "ab"
        ]
    )

    assert [
        (0, 0, 2, "no text left to count; see --show-furniture"),
        (0, 0, 2, "no text left to count; see --show-furniture"),
    ] == [(row.words, row.paragraphs, row.furniture_words, row.note) for row in rows]


def test_furniture_is_listed_with_its_place_and_reason() -> None:
    """Sorted by article and place, the text in one line."""
    second = Article(
        id="b",
        outlet="North",
        text="Share\nRain fell.\nRead more:\n  Sun returns",
        furniture=(
            Furniture(0, 5, "share or follow links"),
            Furniture(17, 41, "link to another story"),
        ),
    )
    first = Article(id="a", outlet="South", text="Menu", furniture=(Furniture(0, 4, "navigation"),))

    assert (
        FurnitureRow("a", 0, 4, 1, "navigation", "Menu"),
        FurnitureRow("b", 0, 5, 1, "share or follow links", "Share"),
        FurnitureRow("b", 17, 41, 4, "link to another story", "Read more: Sun returns"),
    ) == list_furniture([second, first])


def test_nothing_set_aside_is_an_empty_list(articles: tuple[Article, ...]) -> None:
    """No row is better than a row that says none."""
    assert () == list_furniture(articles)
    assert () == list_articles([])


def test_all_entries_are_listed_in_the_order_of_the_lexicon() -> None:
    """What silences every frame comes first, under a star."""
    assert (
        LexiconRow("*", "except", "Sun Yat-sen", "any", "a name"),
        LexiconRow("rain", "pattern", "rain*", "any", ""),
        LexiconRow("rain", "pattern", "US", "exact", "the country"),
        LexiconRow("rain", "except", "rain check", "any", ""),
        LexiconRow("sun", "pattern", "sun", "any", ""),
    ) == list_entries(LEXICON)


def test_one_frame_is_listed_alone() -> None:
    """Without the exceptions of all frames."""
    assert (LexiconRow("sun", "pattern", "sun", "any", ""),) == list_entries(LEXICON, "sun")


def test_an_unknown_frame_is_an_error() -> None:
    """The message lists the frames there are."""
    with pytest.raises(SettingError) as caught:
        list_entries(LEXICON, "snow")

    assert "--frame: 'snow' is not one of rain, sun" == str(caught.value)
