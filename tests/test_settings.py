"""Settings: what is taken from Python, and what is refused with a sentence."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import framing
from framing import Article, FramingError, InputError, LexiconError, SettingError
from framing.settings import Settings

_TEXT = "China paid.\n"


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("by", 5, "--by: 5 is not a text"),
        ("by", None, "--by: None is not a text"),
        ("where", "outlet=A", "--where: 'outlet=A' is not a mapping of columns to values"),
        ("where", None, "--where: None is not a mapping"),
        ("stopwords", ["a"], "--stopwords: ['a'] is not a text"),
        ("reference", 5, "--reference: 5 is not a text"),
        ("permutations", "9", "--permutations: '9' is not a whole number"),
        ("permutations", None, "--permutations: None is not a whole number"),
        ("permutations", 99.5, "--permutations: 99.5 is not a whole number"),
        ("permutations", 10**8, "--permutations: 100,000,000 is too many; give at most 10,000,000"),
        ("seed", None, "--seed: None is not a whole number"),
        ("seed", 1.5, "--seed: 1.5 is not a whole number"),
        ("seed", True, "--seed: True is not a whole number"),
        ("confidence", "0.9", "--confidence: '0.9' is not a number"),
        ("confidence", float("nan"), "--confidence: nan is not between"),
        ("keep_furniture", "no", "--keep-furniture: 'no' is not True or False"),
        ("stem", None, "--stem: None is not True or False"),
        ("shared", "x", "--shared: 'x' is not True or False"),
    ],
)
def test_a_value_of_another_type_is_refused(name: str, value: Any, message: str) -> None:
    """By every function that takes settings, as an error of the package."""
    with pytest.raises(SettingError) as caught:
        framing.emphasis(**{name: value})

    assert str(caught.value).startswith(message)


def test_what_can_be_taken_for_a_value_is_one() -> None:
    """Numbers of NumPy, paths, and numbers where articles have texts."""
    settings = Settings(
        seed=np.int64(3),  # type: ignore[arg-type]
        confidence=Fraction(9, 10),  # type: ignore[arg-type]
        reference=Path("none"),  # type: ignore[arg-type]
        where={"year": 2024},  # type: ignore[dict-item]
    )

    assert Settings(seed=3, confidence=0.9, reference="none", where={"year": "2024"}) == settings
    assert (int, float, str) == tuple(
        type(value) for value in (settings.seed, settings.confidence, settings.reference)
    )
    assert Settings(shared=None).shared is None


def test_a_number_chooses_the_articles_whose_text_it_is() -> None:
    """As it stands in many a notebook."""
    own = Article(id="a", text=_TEXT, outlet="A", metadata={"edition": "7"})
    other = replace(own, id="b", metadata={"edition": "8"})

    table = framing.articles([own, other], where={"edition": 7})  # type: ignore[dict-item]

    assert ["a"] == [row.article for row in table]


@pytest.mark.parametrize("lexicon", [None, {"a": ["china"]}, 5, ""])
def test_what_is_no_lexicon_is_refused(lexicon: Any) -> None:
    """Also a dictionary, which is what a file of one holds."""
    with pytest.raises(LexiconError):
        framing.compare([Article(id="a", text=_TEXT, outlet="A")], lexicon)


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("id", 3, "article 3: the id is 3, which is no text"),
        ("text", None, "article 'a': the text is None, which is no text; give a string"),
        ("date", 2024, "article 'a': the date is 2024, which is no text"),
        ("metadata", {"year": 2024}, "article 'a': the column 'year' is 2024, which is no text"),
        ("metadata", None, "article 'a': the metadata are None, which is no mapping"),
    ],
)
def test_an_article_of_other_values_than_texts_is_refused(
    field: str, value: Any, message: str
) -> None:
    """With the article and the place."""
    article = replace(Article(id="a", text=_TEXT, outlet="A"), **{field: value})

    with pytest.raises(InputError) as caught:
        framing.emphasis(article)

    assert str(caught.value).startswith(message)


@pytest.mark.parametrize("value", [float("inf"), 1e300, 1e9, 0, float("nan"), "9", None])
def test_a_size_that_no_file_has_is_refused(value: Any) -> None:
    """Also where it is a number."""
    with pytest.raises(SettingError, match="--max-file-mb: "):
        framing.read(["a.txt"], max_file_mb=value)


def test_more_pairs_than_can_be_measured_are_refused() -> None:
    """Before anything is counted: it would take days."""
    articles = [Article(id=f"{i}", text=_TEXT, outlet=f"{i}") for i in range(2_001)]

    with pytest.raises(SettingError) as caught:
        framing.pairs(articles, shared=False)

    assert str(caught.value) == (
        "--by outlet: 2,001 groups are 2,001,000 pairs, of which 2,000,000 can be measured; choose "
        "articles with --where, group them by another column, or have framing pairs find the pairs "
        "that diverge least or most (--nearest 20, --farthest 20)"
    )


def test_a_column_that_no_article_has_is_named_as_such() -> None:
    """Not its value, which is no matter then."""
    article = Article(id="a", text=_TEXT, outlet="A")

    with pytest.raises(FramingError, match=r"--where: 'outlt' is not one of .*mean 'outlet'\?"):
        framing.articles(article, where={"outlt": "A"})


def test_the_manifest_of_terms_has_what_decides_them() -> None:
    """With it the table can be made again."""
    groups = [Article(id=name, text=_TEXT * 120, outlet=name) for name in "AB"]

    table = framing.terms(groups, versus="A", rank="g2", most=3, phrase_words=2, permutations=99)

    own = {"versus": "A", "rank": "g2", "most": 3, "phrases": 2}
    assert own == {key: table.manifest.settings[key] for key in own}
