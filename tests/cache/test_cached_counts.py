"""Counts from the cache are the counts, and only what changed is counted again."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import framing
from framing import Article, Counts, Frame, Furniture, InputError, Lexicon, Pattern, Span, count
from framing.cache import cached_counts, keys, without_cache
from framing.cache.cached_counts import count_cached
from framing.cache.folder import VARIABLE
from framing.cache.rows import from_bytes, row_of, to_bytes
from framing.cache.use import reporting_cache
from framing.lexicon import Matcher
from framing.resources import corpus_folder
from tests.stored.conftest import assert_same, make_articles

Scanned = Callable[[], list[str]]

LEXICON = Lexicon(
    name="sky",
    exceptions=(Pattern("sun day"),),
    frames=(
        Frame("rain", "Rain", (Pattern("rain*"), Pattern("storm cloud")), (Pattern("rain check"),)),
        Frame("sun", "Sun", (Pattern("Sun", exact_case=True), Pattern("storm cloud"))),
        Frame("sky", "Sky", (Pattern("storm*"), Pattern("cloud"), Pattern("ﷺ"))),
    ),
)
ARTICLE = Article(
    id="a",
    outlet="North",
    title="Rain and sun",
    text="Rain again.\nRead more: rain\nA storm cloud, and the Sun.",
)

# Some words are none but signs, some become several when they are folded.
words = st.sampled_from(
    ["rain", "Rainy", "Sun", "sun", "day", "storm cloud", "Türkiye", "don't", "ﷺ", "check", "☂"]
)
paragraphs = st.lists(words, min_size=1, max_size=6).map(" ".join)
texts = st.lists(paragraphs, max_size=4).map("\n".join)
values = st.text(max_size=4)


@st.composite
def an_article(draw: st.DrawFn) -> Article:
    """An article, with or without a headline in the text and things set aside, overlaps too."""
    text = draw(texts)
    places = st.integers(0, len(text))
    spans = st.tuples(places, places).map(lambda ends: (min(ends), max(ends)))
    return Article(
        id=draw(values),
        outlet=draw(values),
        text=text,
        title=draw(st.sampled_from(["", "Rain", "Sun and storm cloud"])),
        headline=draw(st.none() | spans.map(lambda span: Span(*span))),
        furniture=tuple(
            Furniture(start, end, "x") for start, end in draw(st.lists(spans, max_size=2))
        ),
        metadata=draw(st.dictionaries(values, values, max_size=2)),
    )


some_articles = st.lists(an_article(), min_size=1, max_size=6, unique_by=lambda article: article.id)


def same(one: Counts, other: Counts) -> None:
    """Make sure that two counts are equal, down to the types of indices."""
    assert_same(one, other)
    for name in ("indices", "indptr"):
        assert getattr(one.terms, name).dtype == getattr(other.terms, name).dtype
    assert one.articles_with_term is other.articles_with_term is None


# The same counts


@given(some_articles, some_articles)
@settings(max_examples=60)
def test_counts_are_the_same_cold_and_warm_and_in_part(
    before: Sequence[Article], articles: Sequence[Article]
) -> None:
    """Whatever was counted before, of these articles or others."""
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, folder)
        patch.setattr(cached_counts, "FEWEST_CHARACTERS", 0)
        expected = count(articles, LEXICON)

        count_cached(before, LEXICON)
        same(expected, count_cached(articles, LEXICON))
        same(expected, count_cached(reversed(articles), LEXICON))


@given(an_article())
@settings(max_examples=60)
def test_rows_come_back_from_bytes(article: Article) -> None:
    """And not under another key, nor when any byte is another."""
    row = row_of(article, Matcher(LEXICON))
    key, other = b"k" * 32, b"o" * 32

    value = to_bytes(key, row)
    again = from_bytes(key, value)

    assert again is not None
    for field in fields(row):
        assert list(map(str, getattr(row, field.name))) == list(
            map(str, getattr(again, field.name))
        )
    assert from_bytes(other, value) is None
    for place in range(len(value)):
        assert from_bytes(key, value[:place]) is None
        assert (
            from_bytes(key, value[:place] + bytes([value[place] ^ 1]) + value[place + 1 :]) is None
        )


def test_the_sample_corpus(cache: Path, scanned: Scanned) -> None:
    """With the lexicon that comes along."""
    articles, lexicon = framing.read(corpus_folder()).articles, framing.load_lexicon()
    expected = count(articles, lexicon)

    same(expected, count_cached(articles, lexicon))
    assert sorted(article.id for article in articles) == scanned()
    same(expected, count_cached(articles, lexicon))
    assert [] == scanned()


def test_published_articles(published_articles: Path, cache: Path) -> None:
    """Articles as they are found on the web."""
    articles, lexicon = framing.read(published_articles).articles, framing.load_lexicon()
    expected = count(articles, lexicon)

    same(expected, count_cached(articles, lexicon))
    same(expected, count_cached(articles, lexicon))


def test_words_of_several_words_are_kept(cache: Path) -> None:
    """A sign that stands for a sentence is one word, which is folded to one with blanks in it."""
    article = replace(ARTICLE, text="ﷺ and \ufe70x", title="")

    for _ in range(2):
        counts = count_cached([article], LEXICON)
        assert sum(" " in term for term in counts.vocabulary) == 2
        same(count([article], LEXICON), counts)


def test_no_order_of_words_is_kept() -> None:
    """Within a paragraph, where no hits stand."""
    rows = [
        row_of(Article(id="a", outlet="", text=f"{text}\nThe end."), Matcher(LEXICON))
        for text in ("one two three two", "two three two one", "two two one three")
    ]

    assert len({to_bytes(b"k", row) for row in rows}) == 1


@pytest.mark.parametrize("again", [False, True])
def test_errors_are_those_of_counting(cache: Path, again: bool) -> None:
    """None, and two of one id, whatever was counted before."""
    if again:
        count_cached([ARTICLE], LEXICON)

    with pytest.raises(InputError, match="there are no articles to count"):
        count_cached([], LEXICON)
    with pytest.raises(InputError, match="two articles have the id 'a'"):
        count_cached([ARTICLE, ARTICLE], LEXICON)


# What is counted again


def test_the_same_text_is_counted_once(cache: Path, scanned: Scanned) -> None:
    """In one call as in two, whatever else is known of the article."""
    other = replace(ARTICLE, id="b", outlet="South", date="2024-01-01", metadata={"desk": "x"})

    same(count([ARTICLE, other], LEXICON), count_cached([other, ARTICLE], LEXICON))
    assert len(scanned()) == 1
    third = replace(other, id="c", source="c.txt", url="u", author="A", story="s", language="en")
    same(count([third], LEXICON), count_cached([third], LEXICON))
    assert [] == scanned()


@pytest.mark.parametrize(
    "change",
    [
        {"text": ARTICLE.text + "\nSun."},
        {"text": ARTICLE.text.replace("\n", " ")},
        {"title": "Rain and Sun"},
        {"headline": Span(0, 11)},
        {"furniture": (Furniture(12, 27, "link"),)},
    ],
)
def test_a_changed_article_is_counted_again(
    cache: Path, scanned: Scanned, change: dict[str, Any]
) -> None:
    """Whichever of the things that decide its counts has changed."""
    changed = replace(ARTICLE, **change)
    count_cached([ARTICLE], LEXICON)
    scanned()

    same(count([changed], LEXICON), count_cached([changed], LEXICON))
    assert ["a"] == scanned()
    same(count([ARTICLE], LEXICON), count_cached([ARTICLE], LEXICON))
    assert [] == scanned()


def test_why_something_is_set_aside_does_not_matter(cache: Path, scanned: Scanned) -> None:
    """Only where it stands."""
    for reason in ("link", "another reason"):
        furniture = (Furniture(12, 27, reason),)
        count_cached([replace(ARTICLE, furniture=furniture)], LEXICON)

    assert ["a"] == scanned()


def test_a_title_and_a_text_cannot_pass_for_others(cache: Path) -> None:
    """What is at the end of one is not at the beginning of the next."""
    rules = keys.rules_and_lexicon(LEXICON)
    articles = [
        Article(id="a", outlet="", text="Rain", title="5:sun"),
        Article(id="a", outlet="", text="Rain5:", title="sun"),
        Article(id="a", outlet="", text="Rain", title="", headline=Span(0, 4)),
        Article(id="a", outlet="", text="Rain", title="0-4"),
        Article(id="a", outlet="", text="Rain", furniture=(Furniture(0, 4, ""),)),
        Article(id="a", outlet="", text="Rain", furniture=(Furniture(0, 2, ""),)),
        Article(
            id="a", outlet="", text="Rain", furniture=(Furniture(0, 2, ""), Furniture(2, 4, ""))
        ),
    ]

    assert len(articles) == len({keys.key_of(article, rules) for article in articles})


def _with_frame(index: int, **changes: Any) -> Lexicon:
    frames = list(LEXICON.frames)
    frames[index] = replace(frames[index], **changes)
    return replace(LEXICON, frames=tuple(frames))


@pytest.mark.parametrize(
    "changed",
    [
        _with_frame(0, patterns=(Pattern("rain"), Pattern("storm cloud"))),
        _with_frame(0, patterns=(Pattern("storm cloud"), Pattern("rain*"))),
        _with_frame(0, exceptions=()),
        _with_frame(1, patterns=(Pattern("Sun"), Pattern("storm cloud"))),
        replace(LEXICON, exceptions=()),
        replace(LEXICON, exceptions=(Pattern("sun day", exact_case=True),)),
        replace(LEXICON, frames=LEXICON.frames[::-1]),
        replace(LEXICON, frames=LEXICON.frames[:2]),
    ],
)
def test_another_lexicon_counts_again(cache: Path, scanned: Scanned, changed: Lexicon) -> None:
    """If anything is another that decides the hits."""
    count_cached([ARTICLE], LEXICON)
    scanned()

    same(count([ARTICLE], changed), count_cached([ARTICLE], changed))
    assert ["a"] == scanned()


def test_what_a_lexicon_is_called_does_not_matter(cache: Path, scanned: Scanned) -> None:
    """Its name, its notes and its labels; the counts are of the lexicon that was given."""
    renamed = replace(
        _with_frame(0, label="Wet", notes="n"), name="weather", version="3", status="validated"
    )
    count_cached([ARTICLE], LEXICON)

    counts = count_cached([ARTICLE], renamed)

    assert ["a"] == scanned()
    assert counts.lexicon is renamed
    same(count([ARTICLE], renamed), counts)


@pytest.mark.parametrize("name", ["FORMAT", "WORDS_VERSION", "__version__", "RULES"])
def test_other_rules_count_again(
    cache: Path, scanned: Scanned, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """A new version, and rules that somebody changed without one."""
    count_cached([ARTICLE], LEXICON)
    monkeypatch.setattr(keys, name, ("scan.py",) if name == "RULES" else "other")

    count_cached([ARTICLE], LEXICON)

    assert ["a", "a"] == scanned()


def test_all_rules_that_are_followed_enter_the_key() -> None:
    """Each file of the package that is at work when an article is counted."""
    package = Path(framing.__file__).parent
    at_work: set[Path] = set()
    articles = [*framing.read(corpus_folder()).articles[:2], ARTICLE]
    lexicons = [framing.load_lexicon(), LEXICON]

    def note(frame: Any, event: str, argument: Any) -> None:
        at_work.add(Path(frame.f_code.co_filename))

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        for lexicon in lexicons:
            for article in articles:
                row_of(article, Matcher(lexicon))
    finally:
        sys.setprofile(before)

    ours = {path.relative_to(package).as_posix() for path in at_work if package in path.parents}
    assert {"scan.py", "words.py", "paragraphs.py", "lexicon/matching.py"} <= ours
    assert set() == ours - set(keys.RULES)
    assert all((package / name).is_file() for name in keys.RULES)


# Whether it is used


def test_few_articles_are_counted_without_it(
    cache: Path, scanned: Scanned, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are counted before it would be open."""
    monkeypatch.setattr(cached_counts, "FEWEST_CHARACTERS", len(ARTICLE.text) + 1)

    same(count([ARTICLE], LEXICON), count_cached([ARTICLE], LEXICON))
    assert not cache.exists()
    count_cached([ARTICLE, replace(ARTICLE, id="b")], LEXICON)
    assert cache.exists()


def test_it_can_be_done_without(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """For a block, or by the environment."""
    with without_cache():
        same(count([ARTICLE], LEXICON), count_cached([ARTICLE], LEXICON))
    for word in ("1", "true", "YES"):
        monkeypatch.setenv("FRAMING_NO_CACHE", word)
        count_cached([ARTICLE], LEXICON)
    assert not cache.exists()

    for word in ("", "0", "false"):
        monkeypatch.setenv("FRAMING_NO_CACHE", word)
        count_cached([ARTICLE], LEXICON)
        assert cache.exists()


def test_what_came_of_it_is_told(cache: Path) -> None:
    """How many were there, to whoever listens."""
    told: list[str] = []
    with reporting_cache(told.append):
        count_cached(make_articles(3), LEXICON)
        count_cached(make_articles(5), LEXICON)
        with without_cache():
            count_cached(make_articles(5), LEXICON)
    count_cached(make_articles(5), LEXICON)

    assert told == [
        "Counted 3 articles, 0 of them from the cache",
        "Counted 5 articles, 3 of them from the cache",
    ]


def test_an_interruption_loses_only_the_last(
    cache: Path, scanned: Scanned, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was counted before it is kept."""
    monkeypatch.setattr("framing.cache.keeper._AT_ONCE", 4)
    articles = [replace(ARTICLE, id=f"{n}", text=f"Rain {n}") for n in range(10)]

    def interrupt(article: Article, matcher: Matcher) -> Any:
        if article.id == "9":
            raise KeyboardInterrupt
        return row_of(article, matcher)

    with monkeypatch.context() as patch:
        patch.setattr("framing.cache.rows.row_of", interrupt)
        with pytest.raises(KeyboardInterrupt):
            count_cached(articles, LEXICON)
    scanned()

    same(count(articles, LEXICON), count_cached(articles, LEXICON))
    assert ["8", "9"] == scanned()
