"""The quick engines count what the plain definition does, whatever the text and the lexicon."""

from collections.abc import Sequence
from typing import Literal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from framing import Frame, Lexicon, Pattern, load_lexicon
from framing.errors import LexiconError
from framing.readers import read_bundled_story
from framing.scale import Batch, EngineName, GroupedCounts, count_texts
from framing.words import cut_pattern
from tests.conftest import SHARED
from tests.scale.same import QUICK, Followed, assert_same, assert_same_articles, batch_of

BY_BOTH = pytest.mark.parametrize("engine", QUICK)

BLANKS = " \t\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2003\u200a\u2028\u2029\u202f\u205f\u3000"
LINE_ENDS = ["\n", "\n\n", "\r\n", "\r", "\r\n\r\n", "\n \n", "\n\u2028\n", "\x85", "\u2029\n\n"]
PIECES = [
    *LINE_ENDS, *BLANKS, " ", " ", " ", "\n", *"aAbBsS19zé",
    *"'’‘ʼ＇`", *"\u00ad\u200b\u200c\u200d\u2060\ufeff", *"\u0301\u0308\ufe0f\u20dd",
    *".!?…:;\"”)]»*_-–—“,/", "'s", "’s", "’S", "\u200d’\u200ds", "ﬃ", "İ", "ß", "ẞ", "ŉ", "ǅ", "Ⅷ",
    "¼", "½", "²", "ª", "µ", "º", "Ω", "ﷺ", "٣", "中", "文、", "한", "क्षि",
    "𝒜", "🅰", "👩‍🚀", "𞤀", "ｓ", "Ｓ",
    "rain", "Rain", "storm cloud", "don’t", "Türkiye", "TU\u0308RKIYE", "l’eau", "O'Brien's",
    "The end.", "abcdefgh", "abcdefghi", "abcdefghj", "a" * 300,
]  # fmt: skip
TEXTS = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=60).map("".join),
    st.lists(st.sampled_from(["a", "A b", "b.", "B", "\n", "\n\n", " ", "é"]), max_size=40).map(
        "".join
    ),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=60),
)
WORDS = st.one_of(
    st.sampled_from(["a", "A", "b", "ab", "rain", "Rain", "é", "storm", "cloud", "don't", "s"]),
    st.sampled_from(["*", "?", "a*", "*a", "?b", "a?", "r*n", "*ai*", "*é*", "**", "?*", "Ra??"]),
)  # fmt: skip


@st.composite
def patterns(draw: st.DrawFn) -> Pattern:
    """Make patterns of up to four words, with wildcards in every place."""
    text = " ".join(draw(st.lists(WORDS, min_size=1, max_size=4)))
    if not any(word.strip("*?") for word in cut_pattern(text)):
        text += " a"
    return Pattern(text, exact_case=draw(st.booleans()))


@st.composite
def lexicons(draw: st.DrawFn) -> Lexicon:
    """Make lexicons whose frames share patterns and silence each other."""
    pool = draw(st.lists(patterns(), min_size=1, max_size=8))
    some = st.lists(st.sampled_from(pool), max_size=3).map(tuple)
    frames = draw(st.integers(1, 5))
    return Lexicon(
        "drawn",
        tuple(
            Frame(f"f{index}", f"f{index}", draw(some) or (pool[0],), draw(some))
            for index in range(frames)
        ),
        exceptions=draw(some),
    )


def lexicon_of(*frames: Sequence[str]) -> Lexicon:
    """Return a lexicon of some frames."""
    made = (Frame(f"f{n}", f"f{n}", tuple(map(Pattern, one))) for n, one in enumerate(frames))
    return Lexicon("made", tuple(made))


WEATHER = lexicon_of(["rain*", "wet", "storm cloud"], ["sun*", "storm cloud", "a"])


def compare(
    engine: EngineName, batches: list[Batch], lexicon: Lexicon, *, article_terms: bool = False
) -> GroupedCounts:
    """Count in both ways; the results are the same."""
    both: tuple[EngineName, EngineName] = (engine, "plain")
    followed = Followed(), Followed()
    counted = [
        count_texts(
            batches, lexicon, engine=one, article_terms=article_terms, threads=1, follow=follow
        )
        for one, follow in zip(both, followed, strict=True)
    ]
    assert_same(*counted)
    assert_same_articles(*followed)
    assert counted[0].entry_hits.sum() == len(followed[0].claims)
    return counted[0]


@BY_BOTH
@given(texts=st.lists(TEXTS, min_size=1, max_size=4))
@example(texts=[""])
@example(texts=["", " \u3000\n", "...", "\ufeff", "'", "’s", "\u0301"])
@example(texts=["a\u2028b c\x85d", "a‘b", "a\u00adb \u00ad a\u00ad", "ª µ º ¼ ² a²b"])
@example(texts=["Line one goes\non here and\non.\n\nTwo\n\n\nThree\r\n\r\nFour”\nFive"])
@example(texts=["a\nb\n\nc\nd\n\ne", "A.\nB.\n\nC.\n\nD.", "a\nÉ\nb\n𞤀\nc\nℵ"])
@example(texts=["word " * 3000, "x" * 200_000, "\n" * 1000 + "a"])
def test_any_text(engine: EngineName, texts: list[str]) -> None:
    """Words, paragraphs and terms are those of the plain code."""
    compare(engine, [batch_of(texts)], WEATHER, article_terms=True)


@BY_BOTH
@given(texts=st.lists(TEXTS, min_size=1, max_size=3), lexicon=lexicons())
def test_any_lexicon(engine: EngineName, texts: list[str], lexicon: Lexicon) -> None:
    """Hits are those of the plain code, with ties, exceptions, exact case and wildcards."""
    counts = compare(engine, [batch_of(texts)], lexicon)

    assert counts.hits.sum() == counts.entry_hits.sum()


@BY_BOTH
@given(data=st.data(), texts=st.lists(TEXTS, min_size=1, max_size=3))
def test_any_headline(engine: EngineName, data: st.DataObject, texts: list[str]) -> None:
    """A headline in the text is left out, also one that begins or ends inside a line."""
    headlines = []
    for text in texts:
        start = data.draw(st.integers(-1, len(text)))
        headlines.append((start, data.draw(st.integers(max(start, 0), len(text)))))

    compare(engine, [batch_of(texts, headlines=headlines)], WEATHER)


@BY_BOTH
def test_a_headline_of_whole_lines_needs_no_plain_code(engine: EngineName) -> None:
    """Only one that cuts a line does."""
    text = "\n Rain’s\n return \n\nRain fell.\nSun."
    lines = batch_of([text, text, "Rain"], headlines=[(0, 18), (2, 16), (-1, -1)])
    cut = batch_of([text, text, "Rain"], headlines=[(2, 16), (3, 16), (0, 0)])

    assert compare(engine, [lines], WEATHER).plainly_counted == 0
    assert compare(engine, [cut], WEATHER).plainly_counted == 1


@BY_BOTH
def test_tables_grow(engine: EngineName) -> None:
    """Very many different words find room."""
    words = [
        f"{letters}{number}" for letters in ("a", "Rain", "’é", "x'y") for number in range(9999)
    ]
    long = [f"{'long' * 99}{number}" for number in range(700)]

    compare(engine, [batch_of([" ".join(words), " ".join(long), " ".join(words[::-1])])], WEATHER)


@BY_BOTH
def test_many_frames_on_one_span(engine: EngineName) -> None:
    """Each of them has the hit, and a part of it."""
    lexicon = lexicon_of(*[["a", f"b{n}", "a b*"] for n in range(20)], ["a ?", "a"])
    batch = batch_of(["a b1 a a b2 b3", "a", "c"] * 50)

    counts = compare(engine, [batch], lexicon)

    assert max(counts.sharers) == 21
    assert (counts.divided_hits.sum(axis=1) == counts.spans * counts.parts_of_a_hit).all()


@BY_BOTH
def test_more_frames_on_one_span_than_can_be_divided(engine: EngineName) -> None:
    """The error is that of `framing.count`."""
    frames = [[f"w{k}" for k in range(60) if n <= k] for n in range(60)]
    counts = compare(
        engine, [batch_of([" ".join(f"w{k}" for k in range(60))])], lexicon_of(*frames)
    )

    with pytest.raises(LexiconError, match="up to 60 frames at once"):
        _ = counts.parts_of_a_hit


@BY_BOTH
def test_the_bundled_corpus(engine: EngineName) -> None:
    """The sample corpus has the same counts, with its headlines."""
    for lexicon in (load_lexicon(), WEATHER):
        for article_terms in (False, True):
            articles = read_bundled_story().articles
            spans = [
                (a.headline.start, a.headline.end) if a.headline else (-1, -1) for a in articles
            ]
            texts, outlets = [a.text for a in articles], [a.outlet for a in articles]
            compare(engine, [batch_of(texts, outlets, spans)], lexicon, article_terms=article_terms)


@BY_BOTH
def test_published_articles(engine: EngineName) -> None:
    """Three hundred articles of the open web have the same counts."""
    import polars as pl

    path = SHARED / "data" / "allsides-news.parquet"
    if not path.is_file():
        pytest.skip("needs published articles, which are not part of the project")
    table = pl.read_parquet(path).gather_every(33).head(300)

    compare(
        engine, [Batch(table["text"], table["outlet"], table["id"], table["topic"])], load_lexicon()
    )


@BY_BOTH
def test_twins_of_articles_that_the_plain_code_counts(engine: Literal["numpy", "compiled"]) -> None:
    """The same words are the same, whichever code has counted them."""
    texts = ["Rain fell. Sun", "Not in it: rain fell, sun.", "fell rain sun", "rain fell"]

    counts = compare(
        engine, [batch_of(texts, headlines=[(-1, -1), (0, 10), (-1, -1), (-1, -1)])], WEATHER
    )

    assert counts.plainly_counted == 1
    assert counts.twins == 1
