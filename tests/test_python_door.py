"""The door for notebooks: what may be given, and what a result can be turned into."""

from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from types import MappingProxyType
from typing import Any

import pandas as pd
import polars as pl
import pytest
from pandas.testing import assert_frame_equal

import framing
from framing import Article, InputError, Lexicon
from framing.results import MOST_ROWS_SHOWN, Tables

ROWS = [
    {"id": "n1", "outlet": "North", "text": "Rain fell.\nThe rainy day was wet.\nSun came."},
    {"id": "s1", "outlet": "South", "text": "Sunshine all day.\nA storm cloud passed."},
    {"id": "s2", "outlet": "South", "text": "No weather at all in the south today."},
]
HOSTILE = "<script>alert(1)</script> & \"x\" 'y' <img src=x onerror=y> \x1b[31m \u202e"


@pytest.mark.parametrize("make", [list, pd.DataFrame, pl.DataFrame, pl.LazyFrame])
@pytest.mark.parametrize(
    "measure",
    [
        framing.articles,
        framing.emphasis,
        framing.evidence,
        framing.furniture,
        framing.pairs,
        framing.salience,
        framing.terms,
        lambda given, **options: framing.compare(given, **options).emphasis,
        lambda given, **options: framing.explain("North", "South", given, **options).split,
    ],
)
def test_every_function_takes_frames_and_dictionaries(
    make: Callable[[Any], Any],
    measure: Callable[..., Any],
    articles: tuple[Article, ...],
    lexicon: Lexicon,
) -> None:
    """The same articles give the same rows, whatever they come in."""
    options = {} if measure in (framing.articles, framing.furniture) else {"lexicon": lexicon}

    expected = measure(articles, **options)

    shown = [
        {**record, "source": ""} if "source" in record else record
        for record in measure(make(ROWS), **options).records()
    ]
    assert expected.records() == shown
    assert expected.manifest == measure(make(ROWS), **options).manifest


def test_one_article_is_a_source(articles: tuple[Article, ...], lexicon: Lexicon) -> None:
    """It need not stand in a list."""
    result = framing.compare(articles[0], lexicon)

    assert ("North",) == result.groups


@pytest.mark.parametrize("column", ["id", "text", "outlet", "title", "metadata", "metadata key"])
def test_half_a_character_is_an_error(column: str, lexicon: Lexicon) -> None:
    """It is named with its place, before anything is measured with it."""
    half = "ab\ud83d"
    values: dict[str, Any] = {"id": "a", "outlet": "A", "text": "Rain."}
    name = f"the {column}"
    if column == "metadata":
        values, name = values | {"metadata": {"desk": half}}, "the column 'desk'"
    elif column == "metadata key":
        values, name = values | {"metadata": {half: "x"}}, "the name of a column"
    else:
        values[column] = half

    with pytest.raises(InputError) as caught:
        framing.compare([Article(**values)], lexicon)

    assert str(caught.value) == (
        f"article {values['id']!r}: {name} holds U+D83D, half of a surrogate pair, at offset 2; "
        "decode it again, or replace it"
    )


def test_any_mapping_will_do(articles: tuple[Article, ...], lexicon: Lexicon) -> None:
    """A mapping that can be neither copied nor written is recorded as a plain one."""
    from dataclasses import replace

    def with_desk(make: Callable[[dict[str, str]], Mapping[str, str]]) -> list[Article]:
        return [replace(article, metadata=make({"desk": "x"})) for article in articles]

    plain = framing.emphasis(with_desk(dict), lexicon, where={"desk": "x"})
    proxy = framing.emphasis(
        with_desk(MappingProxyType), lexicon, where=MappingProxyType({"desk": "x"})
    )

    assert plain.manifest.to_dict() == proxy.manifest.to_dict()
    assert {"desk": "x"} == proxy.manifest.settings["where"]
    assert type(proxy.manifest.settings["where"]) is dict


def _comparison(articles: tuple[Article, ...], lexicon: Lexicon) -> framing.Comparison:
    return framing.compare(articles, lexicon, permutations=99)


def _explanation(articles: tuple[Article, ...], lexicon: Lexicon) -> framing.Explanation:
    return framing.explain("North", "South", articles, lexicon, permutations=99)


@pytest.mark.parametrize("make", [_comparison, _explanation])
def test_several_tables_are_several_frames(
    make: Callable[..., Tables], articles: tuple[Article, ...], lexicon: Lexicon
) -> None:
    """By their names, as in JSON."""
    result = make(articles, lexicon)

    polars, pandas = result.to_polars(), result.to_pandas()

    assert list(result.to_dict()["tables"]) == list(polars) == list(pandas)
    for table in result.tables:
        assert table.records() == polars[table.name].to_dicts()
        assert_frame_equal(table.to_pandas(), pandas[table.name])


# Notebooks


class _Reader(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.texts: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert {name for name, _ in attrs} <= {"style"}
        self.tags.append(tag)
        self.texts.append("")

    def handle_data(self, data: str) -> None:
        self.texts[-1] += data.strip("\n")

    @property
    def heads(self) -> list[list[str]]:
        """The heads of the tables."""
        found: list[list[str]] = []
        for tag, text in zip(self.tags, self.texts, strict=True):
            if tag == "thead":
                found.append([])
            if tag == "th":
                found[-1].append(text)
        return found


def _shown(result: Any) -> _Reader:
    return _Reader(result._repr_html_())


def test_a_notebook_shows_a_comparison(articles: tuple[Article, ...], lexicon: Lexicon) -> None:
    """What to know about the lexicon first, then the two tables with their cautions."""
    result = _comparison(articles, lexicon)

    shown = _shown(result)

    assert shown.tags[0] == "p"
    assert "UNVALIDATED" in shown.texts[0]
    assert ["Emphasis", "Pairs"] == [
        text for tag, text in zip(shown.tags, shown.texts, strict=True) if tag == "h2"
    ]
    assert [
        ["group", "words", "frame", "hits", "rate_per_1000", "rate_low", "rate_high", "note"],
        [
            *("a", "b", "total_variation", "chance_total_variation"),
            *("excess_jsd", "excess_low", "excess_high", "q", "note"),
        ],
    ] == shown.heads
    for caution in (*result.cautions, *result.emphasis.cautions, *result.pairs.cautions):
        assert caution in shown.texts


def test_a_notebook_shows_an_explanation(articles: tuple[Article, ...], lexicon: Lexicon) -> None:
    """Cautions, the sentence, and both tables."""
    result = _explanation(articles, lexicon)

    shown = _shown(result)

    assert "UNVALIDATED" in shown.texts[0]
    assert result.sentence in shown.texts
    assert [list(table.columns) for table in result.tables] == shown.heads


def test_a_notebook_shows_a_table(articles: tuple[Article, ...], lexicon: Lexicon) -> None:
    """Cautions first, then all columns, numbers as people read them."""
    table = framing.emphasis(articles, lexicon)

    shown = _shown(table)

    sentences = [text for tag, text in zip(shown.tags, shown.texts, strict=True) if tag == "p"]
    assert list(table.cautions) == sentences
    assert shown.tags.index("table") == len(sentences)
    assert [list(table.columns)] == shown.heads
    assert "—" in shown.texts


def test_a_long_table_is_cut_and_says_so() -> None:
    """A notebook is not filled with rows that nobody reads."""
    table = framing.evidence()

    shown = _shown(table)

    assert len(table) > MOST_ROWS_SHOWN
    assert MOST_ROWS_SHOWN + 1 == shown.tags.count("tr")
    assert f"{len(table) - MOST_ROWS_SHOWN} more rows; to_polars() has them all." in shown.texts


@pytest.mark.parametrize("make", [_comparison, framing.emphasis, framing.articles])
def test_no_text_acts_in_a_notebook(make: Callable[..., Any], lexicon: Lexicon) -> None:
    """An outlet may be called anything."""
    made = [
        Article(id="a", outlet=HOSTILE, text="Rain fell."),
        Article(id="b", outlet="B", text="Sun came."),
    ]

    shown = make(made) if make is framing.articles else make(tuple(made), lexicon)
    read = _shown(shown)

    assert set(read.tags) <= {"table", "thead", "tbody", "tr", "th", "td", "p", "h2"}
    assert HOSTILE.replace("\x1b", "\ufffd").replace("\u202e", "\ufffd") in read.texts
