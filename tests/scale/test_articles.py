"""Articles counted by machine code have the counts of `framing.count`, in every field."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import numpy.typing as npt
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import framing
from framing import Article, Counts, Furniture, InputError, Lexicon, Span, count, load_lexicon
from framing.lexicon import Matcher
from framing.readers import read_bundled_story
from framing.scale import articles as articles_module
from framing.scale import count_articles
from framing.steps import watched
from framing.tally import tally
from tests.conftest import SHARED
from tests.scale.test_equal import PIECES, TEXTS, WEATHER, lexicons

pytest.importorskip("numba", reason="needs numba, of the extra scale")

HALVES = ["\ud800", "\udfff"]  # of surrogate pairs, which the library may be given
ANY_TEXT = st.one_of(TEXTS, st.lists(st.sampled_from([*PIECES, *HALVES]), max_size=40).map("".join))


def assert_same(left: Counts, right: Counts) -> None:
    """Compare all that was counted, byte for byte."""
    assert left.articles == right.articles
    assert left.vocabulary == right.vocabulary
    assert left.expressions == right.expressions
    assert left.level == right.level
    assert left.articles_with_term is right.articles_with_term is None
    for name in ("paragraph_article", "paragraph_is_body", "paragraph_words", "hits"):
        _same_array(getattr(left, name), getattr(right, name), name)
    assert left.terms.shape == right.terms.shape
    assert left.terms.has_canonical_format
    for name in ("data", "indices", "indptr"):
        _same_array(getattr(left.terms, name), getattr(right.terms, name), name)


def _same_array(one: npt.NDArray[Any], other: npt.NDArray[Any], name: str) -> None:
    assert one.shape == other.shape, name
    assert one.dtype == other.dtype, name
    assert one.tobytes() == other.tobytes(), name
    assert one.flags.writeable == other.flags.writeable, name


def compare(given_articles: list[Article], lexicon: Lexicon = WEATHER, threads: int = 1) -> Counts:
    """Count in both ways; the results are the same."""
    counts = count_articles(given_articles, lexicon, threads=threads)
    assert_same(counts, count(given_articles, lexicon))
    return counts


def article(text: str, **more: Any) -> Article:
    """Return an article of the outlet N."""
    return Article(**{"id": "a", "outlet": "N", "text": text, **more})


@st.composite
def spans(draw: st.DrawFn, text: str) -> Span:
    """Draw a stretch of a text: of whole lines, or of anything."""
    if draw(st.booleans()):
        places = [0, *(place + 1 for place, one in enumerate(text) if one == "\n"), len(text)]
        start, end = sorted([draw(st.sampled_from(places)), draw(st.sampled_from(places))])
        return Span(start, end)
    start = draw(st.integers(0, len(text)))
    return Span(start, draw(st.integers(start, len(text))))


@st.composite
def drawn_articles(draw: st.DrawFn) -> list[Article]:
    """Draw articles with headlines in the text, in the metadata or nowhere, and furniture."""
    found = []
    for number in draw(st.permutations(range(draw(st.integers(1, 4))))):
        text = draw(ANY_TEXT)
        title = draw(st.one_of(st.just(""), st.just(text.partition("\n")[0]), ANY_TEXT))
        furniture = [draw(spans(text)) for _ in range(draw(st.integers(0, 3)))]
        made = article(
            text,
            id=f"a{number}",
            title=title,
            headline=draw(st.one_of(st.none(), spans(text))),
            furniture=tuple(Furniture(one.start, one.end, "drawn") for one in furniture),
            metadata={"desk": "x"} if draw(st.booleans()) else {},
        )
        found.append(made)
    return found


@given(drawn=drawn_articles())
@example(drawn=[article("")])
@example(drawn=[article("...", title="?")])
@example(drawn=[article("\n \u3000\n", title="Rain")])
@example(drawn=[article("Rain", title="Rain", headline=Span(0, 4))])
@example(drawn=[article("ﷺ a\nﷺ. rain")])
@example(drawn=[article("\ud800rain\udfff rain’\ud800s", title="\ud800wet")])
def test_any_article(drawn: list[Article]) -> None:
    """Words, paragraphs, terms and hits, whatever is set aside."""
    compare(drawn)


@given(drawn=drawn_articles(), lexicon=lexicons())
def test_any_lexicon(drawn: list[Article], lexicon: Lexicon) -> None:
    """Hits with their places and what they say; ties, exceptions, exact case and wildcards."""
    compare(drawn, lexicon)


@given(text=ANY_TEXT, start=st.integers(-9, 9), end=st.integers(-9, 99))
def test_what_lies_outside_of_the_text(text: str, start: int, end: int) -> None:
    """Nothing sensible can be set aside there; what comes of it is the same."""
    span, furniture = Span(start, end), (Furniture(start, end, "odd"),)
    for more in ({"headline": span}, {"furniture": furniture}):
        compare([article(text, **more), article("Rain.", id="b")])


@given(drawn=drawn_articles(), lexicon=lexicons())
def test_tallies(drawn: list[Article], lexicon: Lexicon) -> None:
    """Words and claims of each paragraph, in the order in which articles come, as often as so."""
    from framing.scale.tallies import ArticleTallies

    again = [replace(one, id="same") for one in [*drawn, *drawn[::-1]]]
    matcher = Matcher(lexicon)
    frames = [entry.frame for entry in matcher.entries]

    tallies = ArticleTallies(lexicon)
    for some in (again, again[:1]):
        assert tallies.of(some) == [tally(one, matcher, frames) for one in some]


PAGE = (
    "Share\nRain’s return\nBy A. Person\n\nRain fell on the\nwet town.\n\nRead more\nSun\nat last."
)


def _page(**more: Any) -> Article:
    spans = [Span(0, 5), Span(20, 32), Span(62, 71)]
    furniture = tuple(Furniture(one.start, one.end, "page") for one in spans)
    return article(PAGE, headline=Span(6, 19), furniture=furniture, **more)


def test_pages_with_furniture_of_whole_lines_need_no_plain_code(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Only furniture that cuts a line does."""
    from framing.scale import article_counter

    asked: list[list[str]] = []

    def noted(articles: Iterable[Article], lexicon: Lexicon) -> Counts:
        given_articles = list(articles)
        asked.append([one.title for one in given_articles])
        return count(given_articles, lexicon)

    monkeypatch.setattr(article_counter, "count", noted)

    counts = compare([_page(), _page(id="b", title="Other"), article("Rain", id="c")])
    assert asked == []
    assert counts.paragraph_is_body.tolist() == [False, True, True, False, True, True, True]
    assert counts.paragraph_words[:3].tolist() == [2, 6, 3]
    assert "by" not in counts.vocabulary

    cut = replace(_page(id="d", title="Cut"), furniture=(Furniture(24, 40, "part of two lines"),))
    compare([_page(), cut, article("Rain", id="e")])
    assert asked == [["Cut"]]


def test_hits_say_where_they_stand() -> None:
    """Known places: paragraph, first word, length, entry, frames, expression."""
    counts = compare([article("Dry.\nStorm clouds, a storm cloud!\nWet rain", title="Rainy a")])

    assert counts.expressions == ("a", "rain", "rainy", "storm cloud", "wet")
    assert counts.hits.tolist() == [
        [0, 0, 1, 0, 1, 2],
        [0, 1, 1, 5, 1, 0],
        [2, 2, 1, 5, 1, 0],
        [2, 3, 2, 2, 2, 3],
        [2, 3, 2, 4, 2, 3],
        [3, 0, 1, 1, 1, 4],
        [3, 1, 1, 0, 1, 1],
    ]


def test_batches_and_threads_make_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither does the order in which articles are given; the watcher is told of all."""
    monkeypatch.setattr(articles_module, "PART_BYTES", 200)
    monkeypatch.setattr(articles_module, "PART_ROWS", 3)
    some = [
        replace(_page(id=f"{number:02}"), text=f"{PAGE}\nword{number % 7} rain" * (number % 3))
        for number in range(40)
    ]
    steps: list[tuple[str, int, int]] = []

    with watched(lambda *step: steps.append(step)):
        counts = count_articles(some[::-1], WEATHER, threads=3)

    assert_same(counts, count(some, WEATHER))
    told = [step for step in steps if step[0] == "articles"]  # and not the loading of machine code
    assert told[0] == ("articles", 0, 40)
    assert told[-1] == ("articles", 40, 40)
    assert told == sorted(told)
    assert len(told) > 10


def test_errors_are_those_of_the_plain_code() -> None:
    """No articles, and an id twice."""
    for wrong in ([], [article("a"), article("b")]):
        with pytest.raises(InputError) as plainly:
            count(wrong, WEATHER)
        with pytest.raises(InputError) as found:
            count_articles(wrong, WEATHER)
        assert str(found.value) == str(plainly.value)


def test_the_bundled_corpus() -> None:
    """Pages of text with headlines and furniture, and the same kept as text."""
    for kept in (False, True):
        for lexicon in (load_lexicon(), WEATHER):
            compare(list(read_bundled_story(keep_furniture=kept).articles), lexicon)


@pytest.mark.skipif(
    not (SHARED / "articles").is_dir(),
    reason="needs published articles, which are not part of the project",
)
def test_published_pages() -> None:
    """Five pages saved from the web."""
    compare(list(framing.read([SHARED / "articles"]).articles), load_lexicon())


@pytest.mark.skipif(
    not (SHARED / "data" / "allsides-news.parquet").is_file(),
    reason="needs published articles, which are not part of the project",
)
def test_published_articles() -> None:
    """Three hundred articles, some with a headline in the text, some in the metadata alone."""
    read = framing.read([SHARED / "data" / "allsides-news.parquet"]).articles[::33]

    counts = compare(list(read), load_lexicon(), threads=2)
    assert len(counts.articles) > 300
    assert not counts.paragraph_is_body.all()
