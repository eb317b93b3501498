"""Evidence: every hit with its words, its place and its context."""

from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import framing
from framing import Article, Frame, Lexicon, Pattern, Reading, Span
from framing.concordance import CONTEXT_CHARACTERS, EvidenceRow, find_evidence
from framing.readers import read_bundled_story

words = st.sampled_from(
    ["rain", "Rainy", "wet", "storm", "cloud", "sun", "the", "day", "in-between"]
)
blanks = st.sampled_from([" ", "  ", "\t", ", ", " – "])
paragraphs = st.lists(st.tuples(words, blanks), min_size=1, max_size=30).map(
    lambda pieces: "".join(word + blank for word, blank in pieces) + "end."
)
bodies = st.lists(paragraphs, min_size=1, max_size=4).map("\n".join)


@cache
def sample_corpus(keep_furniture: bool) -> Reading:
    """Read the sample corpus, once."""
    return read_bundled_story(keep_furniture=keep_furniture)


def hits_of_body(rows: Sequence[EvidenceRow]) -> Counter[tuple[str, str]]:
    """Count the rows of the body by group and frame."""
    return Counter((row.group, row.frame) for row in rows if row.part == "body")


def test_rows(articles: tuple[Article, ...], lexicon: Lexicon) -> None:
    """A hit has its article, group, frame, pattern, words, offsets, paragraph and context."""
    rows = list(find_evidence(articles[:1], lexicon))

    assert rows == [
        EvidenceRow("n1", "North", "body", "rain", "rain*", "Rain", 0, 4, 1, "", " fell."),
        EvidenceRow(
            "n1", "North", "body", "rain", "rain*", "rainy", 15, 20, 2, "The ", " day was wet."
        ),
        EvidenceRow(
            "n1", "North", "body", "rain", "wet", "wet", 29, 32, 2, "The rainy day was ", "."
        ),
        EvidenceRow("n1", "North", "body", "sun", "sun*", "Sun", 34, 37, 3, "", " came."),
    ]


def test_a_span_that_two_frames_claim_has_a_row_of_each(
    articles: tuple[Article, ...], lexicon: Lexicon
) -> None:
    """Two frames that claim one span have the same words at the same place."""
    rain, sun = [row for row in find_evidence(articles, lexicon) if row.pattern == "storm cloud"]

    assert (rain.frame, sun.frame) == ("rain", "sun")
    assert (rain.match, rain.start, rain.end) == (sun.match, sun.start, sun.end)
    assert rain.match == "storm cloud"


def test_a_headline_in_the_text_has_offsets(lexicon: Lexicon) -> None:
    """A hit in a headline that stands in the text has offsets, but no paragraph of the body."""
    article = Article(
        id="a", outlet="A", text="Wet again\nSun.", title="Wet again", headline=Span(0, 9)
    )
    headline, body = find_evidence([article], lexicon)

    assert (headline.part, headline.start, headline.end, headline.paragraph) == (
        "headline",
        0,
        3,
        None,
    )
    assert (body.part, body.start, body.end, body.paragraph) == ("body", 10, 13, 1)


def test_a_headline_in_the_metadata_alone_has_none(lexicon: Lexicon) -> None:
    """A hit in a title that is not in the text has no offsets into it, but words and context."""
    article = Article(id="a", outlet="A", text="Sun.", title="So wet again")
    headline, _ = find_evidence([article], lexicon)

    assert (headline.start, headline.end, headline.paragraph) == (None, None, None)
    assert (headline.left, headline.match, headline.right) == ("So ", "wet", " again")


def test_groups_are_those_asked_for(articles: tuple[Article, ...], lexicon: Lexicon) -> None:
    """The group is the value of the column that groups the articles."""
    rows = list(find_evidence(articles, lexicon, by="article"))

    assert {row.group for row in rows} == {"n1", "s1"}
    assert all(row.group == row.article for row in rows)


@pytest.mark.parametrize(
    ("context", "left", "right"),
    [
        (0, "", ""),
        (3, "a ", " b"),
        (9, "the a a ", " b b the"),
        (60, "Above the a a ", " b b the rest."),
    ],
)
def test_context_ends_between_words(context: int, left: str, right: str) -> None:
    """A context has the whole words that fit."""
    lexicon = Lexicon("l", (Frame("f", "F", (Pattern("hit"),)),))
    article = Article(id="a", outlet="A", text="Above the a a hit b b the rest.")
    [row] = find_evidence([article], lexicon, context=context)

    assert (row.left, row.right) == (left, right)


@pytest.mark.parametrize("gap", [1, 50, 100, 110, 119, 120, 121, 500])
def test_runs_of_blanks_are_one(gap: int) -> None:
    """However many blanks stand between words, a context shows them as one and cuts no word."""
    lexicon = Lexicon("l", (Frame("f", "F", (Pattern("hit"),)),))
    text = f"everywhere umbrellas{' ' * gap}hit{' ' * gap}umbrellas everywhere"
    [row] = find_evidence([Article(id="a", outlet="A", text=text)], lexicon)

    assert (row.left, row.right) == ("everywhere umbrellas ", " umbrellas everywhere")


def test_a_word_longer_than_the_context_is_cut() -> None:
    """Where not one word fits, its beginning is shown, as in scripts that do not part words."""
    lexicon = Lexicon("l", (Frame("f", "F", (Pattern("hit"),)),))
    [row] = find_evidence([Article(id="a", outlet="A", text=f"hit {'x' * 99}")], lexicon, context=8)

    assert row.right == " xxxxxxx"


@given(bodies, st.integers(0, 80))
def test_every_row_can_be_found_in_the_text(text: str, context: int) -> None:
    """Offsets give the match, and what stands beside it is in the text, at most that long."""
    lexicon = Lexicon(
        "l", (Frame("rain", "Rain", tuple(map(Pattern, ("rain*", "storm cloud", "in between")))),)
    )
    rows = list(find_evidence([Article(id="a", outlet="A", text=text)], lexicon, context=context))
    lines = text.split("\n")

    assert rows == sorted(rows, key=lambda row: (row.start or 0, row.frame))
    for row in rows:
        assert row.start is not None
        assert row.end is not None
        assert row.paragraph is not None
        assert text[row.start : row.end] == row.match
        assert max(len(row.left), len(row.right)) <= context
        before = text[: row.start].rsplit("\n", 1)[-1]
        after = text[row.end :].split("\n", 1)[0]
        assert " ".join(before.split()).endswith(row.left.strip())
        assert " ".join(after.split()).startswith(row.right.strip())
        assert lines[row.paragraph - 1] == before + row.match + after


@given(st.lists(bodies, min_size=1, max_size=4))
def test_the_order_of_articles_makes_no_difference(texts: Sequence[str]) -> None:
    """Articles may come in any order; rows are sorted by their ids."""
    lexicon = Lexicon("l", (Frame("rain", "Rain", (Pattern("rain*"),)),))
    articles = [Article(id=f"a{i}", outlet="A", text=text) for i, text in enumerate(texts)]

    assert list(find_evidence(articles, lexicon)) == list(find_evidence(articles[::-1], lexicon))


@given(
    by=st.sampled_from(
        ["outlet", "article", "title", "author", "date", "url", "story", "language", "country"]
    ),
    where=st.sampled_from([{}, {"country": "Pakistan"}, {"date": "2024-06-25"}]),
    keep_furniture=st.booleans(),
)
@settings(max_examples=40)
def test_every_count_of_the_sample_corpus_has_its_evidence(
    by: str, where: dict[str, str], keep_furniture: bool
) -> None:
    """However the sample corpus is grouped, hits are the rows of evidence in the body."""
    reading = sample_corpus(keep_furniture)
    emphasis = framing.emphasis(reading, by=by, where=where, reference="none")
    evidence = framing.evidence(reading, by=by, where=where)
    found = hits_of_body(evidence.rows)

    assert {(row.group, row.frame): row.hits for row in emphasis if row.hits} == dict(found)


@pytest.mark.parametrize("by", ["outlet", "article", "date"])
def test_every_count_of_the_published_articles_has_its_evidence(
    published_articles: Path, by: str
) -> None:
    """However the published articles are grouped, hits are the rows of evidence in the body."""
    emphasis = framing.emphasis(published_articles, by=by)
    found = hits_of_body(framing.evidence(published_articles, by=by).rows)

    assert {(row.group, row.frame): row.hits for row in emphasis if row.hits} == dict(found)


def test_offsets_of_the_sample_corpus_point_at_the_words() -> None:
    """In every article of the sample corpus, the text between the offsets is the match."""
    reading = read_bundled_story()
    texts = {article.id: article.text for article in reading.articles}
    rows = framing.evidence(reading)

    assert len(rows) > 0
    for row in rows:
        assert row.start is None or texts[row.article][row.start : row.end] == row.match
        assert max(len(row.left), len(row.right)) <= CONTEXT_CHARACTERS
