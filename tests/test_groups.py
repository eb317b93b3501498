"""Groups: sums of counts over the articles of each group."""

from collections.abc import Sequence
from dataclasses import replace
from math import lcm

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing import Article, Frame, Lexicon, Pattern, SettingError, count
from framing.groups import Groups, group

SKY = Lexicon(
    "sky",
    (
        Frame("rain", "Rain", (Pattern("rain"), Pattern("storm"), Pattern("cloud"))),
        Frame("sun", "Sun", (Pattern("sun"), Pattern("cloud"))),
        Frame("wind", "Wind", (Pattern("wind"), Pattern("storm"), Pattern("cloud"))),
    ),
)
"""A storm is claimed by two frames, a cloud by three."""

lines = st.lists(
    st.sampled_from(["rain", "sun", "wind", "storm", "cloud", "day"]), min_size=1, max_size=6
).map(lambda words: f"{' '.join(words)}.")
bodies = st.lists(lines, max_size=4).map("\n".join)
corpora = st.lists(st.tuples(st.sampled_from("ABC"), bodies), min_size=1, max_size=6).map(
    lambda pairs: [
        Article(id=f"a{i}", outlet=outlet, text=text, title="Storm cloud")
        for i, (outlet, text) in enumerate(pairs)
    ]
)


@pytest.fixture(scope="module")
def outlets(articles: tuple[Article, ...], lexicon: Lexicon) -> Groups:
    """The shared articles by outlet: North, and South with two."""
    return group(count(articles, lexicon), "outlet")


def test_names_and_sizes(outlets: Groups) -> None:
    """Groups are sorted by name and have the sizes of their articles together."""
    assert outlets.names == ("North", "South")
    assert outlets.articles.tolist() == [1, 2]
    assert outlets.paragraphs.tolist() == [3, 3]
    assert outlets.words.tolist() == [2 + 5 + 2, 3 + 4 + 8]


def test_hits_by_frame(outlets: Groups) -> None:
    """A span that two frames claim is a hit of both."""
    assert outlets.hits.tolist() == [[3, 1], [1, 2]]


def test_hits_by_entry(outlets: Groups) -> None:
    """Hits are counted by entry of the lexicon, in its order."""
    assert outlets.entry_hits.tolist() == [[2, 1, 0, 1, 0], [0, 0, 1, 1, 1]]


def test_a_span_that_two_frames_claim_is_half_a_hit_of_each(outlets: Groups) -> None:
    """Divided hits are counted in halves where a span has two claims anywhere."""
    assert outlets.divided_hits.tolist() == [[2 * 3, 2 * 1], [1, 2 * 1 + 1]]


def test_a_span_that_two_frames_claim_is_one_span(outlets: Groups) -> None:
    """Spans are counted once, whoever claims them."""
    assert outlets.spans.tolist() == [4, 2]


def test_covered_paragraphs(outlets: Groups) -> None:
    """A paragraph with two hits of a frame is covered once."""
    assert outlets.covered_paragraphs.tolist() == [[2, 1], [1, 2]]


def test_divided_hits_are_in_the_smallest_common_unit() -> None:
    """With claims by one, two and three frames, hits are counted in sixths, for all groups."""
    articles = [
        Article(id="a", outlet="A", text="Rain, a storm and a cloud."),
        Article(id="b", outlet="B", text="Rain and sun."),
    ]
    divided = group(count(articles, SKY), "outlet").divided_hits

    assert divided.tolist() == [[6 + 3 + 2, 2, 3 + 2], [6, 6, 0]]


def test_headlines_are_left_out() -> None:
    """A headline gives a group neither words nor paragraphs, terms or hits."""
    groups = group(
        count([Article(id="a", outlet="A", text="Sun.", title="Rain storm")], SKY), "outlet"
    )

    assert groups.words.tolist() == groups.paragraphs.tolist() == groups.spans.tolist() == [1]
    assert groups.hits.tolist() == groups.divided_hits.tolist() == [[0, 1, 0]]
    assert groups.covered_paragraphs.tolist() == [[0, 1, 0]]
    assert groups.terms.toarray().tolist() == [[1]]


def test_groups_without_words() -> None:
    """A group without words is there, with zeros."""
    groups = group(count([Article(id="a", outlet="A", text="")], SKY), "outlet")

    assert groups.names == ("A",)
    assert groups.words.tolist() == groups.paragraphs.tolist() == groups.spans.tolist() == [0]
    assert groups.hits.tolist() == groups.divided_hits.tolist() == [[0, 0, 0]]
    assert groups.terms.shape == (1, 0)


def test_articles_without_a_value_are_a_group_of_their_own(
    articles: tuple[Article, ...], lexicon: Lexicon
) -> None:
    """Articles without a value in the column are one group, whose name says so."""
    dated = [replace(articles[0], date="2024-06-22"), *articles[1:]]

    assert group(count(dated, lexicon), "date").names == ("(no date)", "2024-06-22")


def test_any_column_of_the_metadata_groups(articles: tuple[Article, ...], lexicon: Lexicon) -> None:
    """Articles can be grouped by a column that only one of them has."""
    with_desk = [replace(articles[0], metadata={"desk": "East"}), *articles[1:]]
    groups = group(count(with_desk, lexicon), "desk")

    assert groups.names == ("(no desk)", "East")
    assert groups.group_of_article.tolist() == [1, 0, 0]


def test_an_unknown_column_is_an_error(articles: tuple[Article, ...], lexicon: Lexicon) -> None:
    """The error names what was given, the columns there are, and the one that was meant."""
    message = (
        "--by: 'outlets' is not one of article, outlet, title, author, date, url, story, "
        "language, source, day, week, month, quarter, year; did you mean 'outlet'?"
    )
    with pytest.raises(SettingError) as raised:
        group(count(articles, lexicon), "outlets")

    assert str(raised.value) == message


@given(corpora)
def test_groups_are_sums_of_articles(corpus: Sequence[Article]) -> None:
    """Every number of a group is the sum of those of its articles."""
    counts = count(corpus, SKY)
    groups, singles = group(counts, "outlet"), group(counts, "article")
    adder = (groups.group_of_article == np.arange(len(groups.names))[:, None]).astype(np.int64)

    assert np.array_equal(groups.words, adder @ singles.words)
    assert np.array_equal(groups.paragraphs, adder @ singles.paragraphs)
    assert np.array_equal(groups.spans, adder @ singles.spans)
    assert np.array_equal(groups.hits, adder @ singles.hits)
    assert np.array_equal(groups.entry_hits, adder @ singles.entry_hits)
    assert np.array_equal(groups.divided_hits, adder @ singles.divided_hits)
    assert np.array_equal(groups.covered_paragraphs, adder @ singles.covered_paragraphs)
    assert np.array_equal(groups.terms.toarray(), adder @ singles.terms.toarray())


@given(corpora)
def test_hits_in_relation_to_each_other(corpus: Sequence[Article]) -> None:
    """Divided hits add up to spans, hits by entry to hits, and no frame covers what it lacks."""
    groups = group(count(corpus, SKY), "outlet")
    counts = groups.counts
    of_body = counts.hits[counts.paragraph_is_body[counts.hits[:, 0]]]
    unit = lcm(*map(int, of_body[:, 4]))
    by_frame = (counts.entry_frames[:, None] == np.arange(3)).astype(np.int64)

    assert np.array_equal(groups.entry_hits @ by_frame, groups.hits)
    assert np.array_equal(groups.divided_hits.sum(axis=1), unit * groups.spans)
    assert (groups.covered_paragraphs <= groups.hits).all()
    assert (groups.covered_paragraphs <= groups.paragraphs[:, None]).all()
    assert np.array_equal(np.asarray(groups.terms.sum(axis=1)).ravel(), groups.words)
