"""What is loaded is what was counted, to the last field."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import framing
from framing import Article, Frame, Furniture, Lexicon, Pattern, Span, count, load_counts
from framing.resources import corpus_folder
from framing.stored import store_counts
from framing.stored.columns import counts_of, frame_of
from framing.stored.lexicon_record import lexicon_of, record_of_lexicon
from tests.stored.conftest import assert_same, make_articles

LEXICON = Lexicon(
    name="sky",
    version="2",
    language="en",
    status="precision-checked",
    description="Of the\nsky.",
    exceptions=(Pattern("sun day"),),
    frames=(
        Frame("rain", "Rain", (Pattern("rain*", note="n"), Pattern("storm cloud"))),
        Frame(
            "sun", "Sun ☀", (Pattern("Sun", exact_case=True), Pattern("storm cloud")), (), "notes"
        ),
    ),
)

words = st.sampled_from(["rain", "Rainy", "Sun", "sun", "day", "storm cloud", "Türkiye", "don't"])
paragraphs = st.lists(words, min_size=1, max_size=6).map(" ".join)
texts = st.lists(paragraphs, max_size=4).map("\n".join)
values = st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
an_article = st.builds(
    Article,
    id=values,
    outlet=values,
    text=texts,
    title=st.sampled_from(["", "Rain", "Sun and storm cloud"]),
    source=values,
    metadata=st.dictionaries(values, values, max_size=2),
)


@given(st.lists(an_article, min_size=1, max_size=5, unique_by=lambda article: article.id))
@settings(max_examples=60)
def test_columns_hold_all_of_the_counts(articles: Sequence[Article]) -> None:
    """Any articles, with any metadata, come back as they were counted."""
    counts = count(articles, LEXICON)

    frame = frame_of(counts, dict.fromkeys((article.id for article in articles), ""))

    assert_same(counts, counts_of(frame.reverse(), LEXICON, "paragraphs"))


@given(st.lists(an_article, min_size=1, max_size=4, unique_by=lambda article: article.id))
@settings(max_examples=15)
def test_files_hold_all_of_the_counts(articles: Sequence[Article]) -> None:
    """So they do through files, in partitions of two."""
    with TemporaryDirectory() as folder:
        store_counts(articles, folder, LEXICON, partition=2)

        assert_same(count(articles, LEXICON), load_counts(folder).counts)


def test_headlines_furniture_and_empty_articles(tmp_path: Path) -> None:
    """A headline in the text, what is set aside, and an article without words."""
    text = "Rain again.\nRead more: rain\nA storm cloud."
    articles = [
        Article(
            id="a",
            outlet="A",
            text=text,
            headline=Span(0, 11),
            furniture=(Furniture(12, 27, "link"),),
        ),
        Article(id="b", outlet="B", text=" \n...\n"),
    ]

    store_counts(articles, tmp_path / "c", LEXICON)

    assert_same(count(articles, LEXICON), load_counts(tmp_path / "c").counts)


def test_the_bundled_corpus(tmp_path: Path) -> None:
    """The articles of the sample corpus, read from their folder."""
    store_counts(corpus_folder(), tmp_path / "c", partition=7)

    reading = framing.read(corpus_folder())

    assert_same(count(reading.articles, framing.load_lexicon()), load_counts(tmp_path / "c").counts)


def test_the_published_articles(published_articles: Path, tmp_path: Path) -> None:
    """Articles as they are found on the web."""
    store_counts(published_articles, tmp_path / "c")

    reading = framing.read(published_articles)

    assert_same(count(reading.articles, framing.load_lexicon()), load_counts(tmp_path / "c").counts)


def test_the_lexicon_is_in_the_files(tmp_path: Path) -> None:
    """Counts are complete without the file of the lexicon, down to its notes."""
    assert lexicon_of(record_of_lexicon(LEXICON)) == LEXICON

    store_counts(make_articles(3), tmp_path / "c", LEXICON)

    assert load_counts(tmp_path / "c").header.lexicon == LEXICON


@pytest.mark.parametrize("shareable", [False, True])
def test_the_inputs_have_the_same_hash(tmp_path: Path, shareable: bool) -> None:
    """The record of a result is that of the articles."""
    articles = make_articles(9)
    store_counts(articles, tmp_path / "c", LEXICON, shareable=shareable)

    own = framing.emphasis(tmp_path / "c", LEXICON, shared=False).manifest
    other = framing.emphasis(articles, LEXICON, shared=False).manifest

    assert own == other


def test_a_name_that_no_encoding_has(tmp_path: Path) -> None:
    """A file may be called by any bytes; counts can be written all the same."""
    article = Article(id="a", outlet="A", text="Rain.", source="a\udcff.txt")

    store_counts([article], tmp_path / "c", LEXICON)

    (facts,) = load_counts(tmp_path / "c").articles
    assert facts.value("source") == "a?.txt"
