"""Headlines that a text repeats are found as in the rows of a table, and are no body."""

from pathlib import Path

import polars as pl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from framing import load_lexicon, read
from framing.readers import read_bundled_story
from framing.scale import Batch, EngineName, count_texts
from tests.conftest import SHARED
from tests.scale.same import QUICK, assert_same, batch_of

BY_BOTH = pytest.mark.parametrize("engine", QUICK)

WORDS = [
    "Rain",
    "rain",
    "falls",
    "on",
    "the",
    "City",
    "city",
    "city's",
    "don\u2019t",
    "again",
    "no",
]
LINES = st.lists(st.sampled_from([*WORDS, "2024", "\u00e9t\u00e9", "...", "Read more"]), max_size=9)
LINE = st.tuples(LINES, st.sampled_from(["", ".", "?", " \u2013"])).map(
    lambda drawn: " ".join(drawn[0]) + drawn[1]
)


@st.composite
def rows(draw: st.DrawFn) -> tuple[str, str]:
    """Make a text and a title that often stands in it, perhaps changed a little."""
    lines = draw(st.lists(LINE, min_size=1, max_size=15))
    kind = draw(st.sampled_from(["repeated", "another", "none"]))
    title = {"repeated": draw(st.sampled_from(lines)), "another": draw(LINE), "none": ""}[kind]
    text = draw(st.sampled_from(["\n", "\n\n", "\n \n"])).join(lines)
    return text, title.upper() if draw(st.booleans()) else title


@BY_BOTH
@given(drawn=st.lists(rows(), min_size=1, max_size=4))
@example(drawn=[("", "Rain"), ("Rain", "Rain"), ("Rain\nRain falls on the city.", "Rain")])
@example(drawn=[("A heading of some words\n\nA sentence that is prose.", "")])
@example(
    drawn=[("One line that is\nwrapped, and on.\n\nA b\nc d", "one line that is wrapped and on")]
)
@example(
    drawn=[("x\n" * 12 + "Rain falls", "Rain falls"), ("x\n" * 11 + "Rain falls", "Rain falls")]
)
def test_headlines_of_any_text(engine: EngineName, drawn: list[tuple[str, str]]) -> None:
    """The quick counters count what the plain one does."""
    texts, titles = zip(*drawn, strict=True)
    batch = batch_of(texts, titles=titles)

    both: tuple[EngineName, EngineName] = (engine, "plain")
    quick, plain = (
        count_texts([batch], load_lexicon(), engine=one, article_terms=True, threads=1)
        for one in both
    )

    assert_same(quick, plain)


@BY_BOTH
def test_a_repeated_title_is_no_body(engine: EngineName) -> None:
    """By a known answer: the line with four fifths of the words of the title is left out."""
    batch = batch_of(
        ["The war on terror goes on\nIt rains.", "It rains.\nNo headline here.", "Body only."],
        titles=["The war on terror goes on", "The war on terror", None],
    )

    counted = count_texts([batch], load_lexicon(), engine=engine)

    assert counted.article_words.tolist() == [2, 5, 2]
    assert counted.headline_claims > 0
    assert "war" not in counted.vocabulary


@BY_BOTH
def test_the_corpus_as_a_batch(engine: EngineName, tmp_path: Path) -> None:
    """Headlines are found where the reader of tables finds them."""
    articles = read_bundled_story("").articles
    table = pl.DataFrame(
        {"id": a.id, "outlet": a.outlet, "title": a.title, "text": a.text} for a in articles
    )
    table.write_parquet(tmp_path / "corpus.parquet")
    read_back = read(tmp_path / "corpus.parquet").articles
    batch = Batch(table["text"], table["outlet"], table["id"], titles=table["title"])
    known = Batch(
        table["text"],
        table["outlet"],
        table["id"],
        headlines=batch_of(
            [""] * len(read_back),
            headlines=[
                (-1, -1)
                if (h := {a.id: a for a in read_back}[i].headline) is None
                else (h.start, h.end)
                for i in table["id"]
            ],
        ).headlines,
    )

    found = count_texts([batch], load_lexicon(), engine=engine)
    given = count_texts([known], load_lexicon(), engine="plain")

    assert found.article_words.tolist() == given.article_words.tolist()
    assert found.entry_hits.tolist() == given.entry_hits.tolist()
    assert found.article_hits.tolist() == given.article_hits.tolist()


@BY_BOTH
@pytest.mark.skipif(not SHARED.exists(), reason="needs the published articles")
def test_published_articles_with_and_without_titles(engine: EngineName) -> None:
    """On real texts both counters agree, whether titles are known or not."""
    table = pl.read_parquet(SHARED / "data" / "allsides-news.parquet").head(300)
    for titles in (table["title"], pl.Series([None] * len(table), dtype=pl.String)):
        batch = Batch(table["text"], table["outlet"], table["id"], titles=titles)

        both: tuple[EngineName, EngineName] = (engine, "plain")
        quick, plain = (count_texts([batch], load_lexicon(), engine=one, threads=1) for one in both)

        assert_same(quick, plain)
