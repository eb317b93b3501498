"""The reference: its file, its errors, and what it does to weights."""

from collections.abc import Callable
from math import log
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import kendalltau
from sklearn.feature_extraction.text import TfidfTransformer

import framing
from framing import Article, Frame, InputError, Lexicon, Pattern, SettingError
from framing.measures.tfidf import KAPPA, inverse_document_frequency, kendall_tau
from framing.reference import (
    FEWEST_ARTICLES_OF_A_WORD,
    Reference,
    count_reference,
    load_reference,
    reference_text,
)

SKY = Lexicon(
    "sky",
    (
        Frame("rain", "Rain", (Pattern("rain*"), Pattern("storm cloud"))),
        Frame("sun", "Sun", (Pattern("Sun", exact_case=True), Pattern("#sunny"))),
    ),
)
TEXTS = ("Rain, rain and Sun.", "The rainy day.", "A storm cloud; a storm, a cloud.", "The sun.")
tables = st.tuples(st.integers(1, 5), st.integers(1, 6)).flatmap(
    lambda shape: st.tuples(
        st.lists(
            st.lists(st.integers(0, 3), min_size=shape[1], max_size=shape[1]),
            min_size=shape[0],
            max_size=shape[0],
        ),
        st.lists(st.floats(0, 1), min_size=shape[1], max_size=shape[1]),
    )
)
rankings = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=9)


@pytest.fixture(scope="module")
def counted() -> Reference:
    """What four small texts, five times over, hold."""
    articles = (
        Article(id=f"{turn}-{i}", outlet="A", text=text)
        for turn in range(5)
        for i, text in enumerate(TEXTS)
    )
    return count_reference(articles, [SKY], "small")


def test_counting(counted: Reference) -> None:
    """Each article counts once for a word or an entry that it has."""
    assert 20 == counted.articles
    assert {"rain*": 10, "storm cloud": 5, "Sun (exact case)": 5, "#sunny": 0} == counted.entries
    assert (5, 10, 10, 5) == tuple(counted.words[word] for word in ("rain", "sun", "the", "storm"))


def test_round_trip(counted: Reference, write_article: Callable[..., Path]) -> None:
    """What is written is read back, whatever the provenance says and an entry begins with."""
    path = write_article("small.tsv", reference_text(counted, "Made by hand.\n\n[words]\t3"))

    assert counted == load_reference(path)


def test_rare_words_are_left_out(write_article: Callable[..., Path]) -> None:
    """A word of four articles is not in the file, one of five is; entries all are."""
    words = {"few": FEWEST_ARTICLES_OF_A_WORD - 1, "enough": FEWEST_ARTICLES_OF_A_WORD}
    path = write_article("r.tsv", reference_text(Reference("r", 9, words, {"few": 1}), "by hand"))

    assert Reference("r", 9, {"enough": 5}, {"few": 1}) == load_reference(str(path))


@pytest.mark.parametrize(
    ("expected", "pattern"),
    [
        (0.5, Pattern("rain*")),
        (0.25, Pattern("Sun", exact_case=True)),
        (0.5, Pattern("sun")),
        (0.5, Pattern("SUN")),
        (0.25, Pattern("rainy")),
        (0.75, Pattern("sun*")),
        (0.5, Pattern("s?n")),
        (1.0, Pattern("*a*")),
        (0.0, Pattern("the sun")),
        (0.0, Pattern("snow")),
    ],
)
def test_share_of_an_entry(expected: float, pattern: Pattern) -> None:
    """Counted entries are exact; a wildcard has at most the sum of its words, a phrase nothing."""
    words = {"sun": 10, "sunny": 5, "rainy": 5, "rain": 10, "day": 10}
    reference = Reference("r", 20, words, {"rain*": 10, "Sun (exact case)": 5})

    assert expected == reference.share_of_entry(pattern)


def test_no_articles() -> None:
    """There is no frequency in nothing."""
    with pytest.raises(InputError, match="no articles"):
        count_reference([], [SKY], "none")


@pytest.mark.parametrize(
    ("expected", "content"),
    [
        (r"bad\.tsv:3: is not a line of a reference", "[articles]\n9\nrain\n"),
        (r"bad\.tsv:1: is not a line of a reference", "rain\t3\n"),
        (r"bad\.tsv:5: is not a line of a reference", "# x\n[articles]\n9\n[words]\nrain\t-1\n"),
        (r"bad\.tsv:4: is not a line of a reference", "[articles]\n9\n[terms]\nrain\t1\n"),
        (r"bad\.tsv: has no number of articles", "[words]\nrain\t3\n"),
        (r"bad\.tsv: has no number of articles", "[articles]\n0\n[words]\nrain\t3\n"),
        (r"bad\.tsv: has no number of articles", ""),
        (r"bad\.tsv:1: is not UTF-8; save it as UTF-8", b"\xff\xfe\x00"),
    ],
)
def test_errors_have_their_line(
    expected: str, content: str | bytes, write_article: Callable[..., Path]
) -> None:
    """What is no reference is refused, with the place."""
    with pytest.raises(InputError, match=expected):
        load_reference(write_article("bad.tsv", content))


def test_choices(tmp_path: Path) -> None:
    """An unknown name is answered with the known ones, and a folder is no reference."""
    expected = "--reference: 'en-new' is not one of en-news, none; did you mean 'en-news'?"
    with pytest.raises(SettingError) as error:
        load_reference("en-new")
    assert expected == str(error.value)
    with pytest.raises(SettingError, match="not one of"):
        load_reference(tmp_path)
    assert load_reference("none") is None


def test_the_bundled_reference() -> None:
    """It is of general news, and has function words in nearly all articles."""
    reference = load_reference("en-news")

    assert reference is not None
    assert reference.articles > 5000
    assert reference.share_of_word("the") > 0.95
    assert all(0 <= count <= reference.articles for count in reference.words.values())
    assert all(0 <= count <= reference.articles for count in reference.entries.values())


def test_shrinkage_by_hand() -> None:
    """As if fifty articles of the reference had been read beside the two at hand."""
    counts = np.array([[3, 0, 1], [1, 1, 0]])
    background = np.array([0.9, 0.02, 0.0])
    first = log(53 / (1 + 2 + 45)) + 1
    second = log(53 / (1 + 1 + 1)) + 1
    cap = first + 0.99 * (second - first)

    assert 50 == KAPPA
    assert [first, second, cap] == pytest.approx(
        inverse_document_frequency(counts, background).tolist(), abs=1e-12
    )


@given(tables)
def test_without_a_reference_it_is_scikit_learn(
    table: tuple[list[list[int]], list[float]],
) -> None:
    """So it is with a reference of which no article counts."""
    counts, background = np.array(table[0]), np.array(table[1])
    expected = TfidfTransformer(norm=None).fit(counts.astype(float)).idf_

    assert expected.tolist() == inverse_document_frequency(counts).tolist()
    known = background > 0
    none_counts = inverse_document_frequency(counts, background, kappa=0)
    assert expected[known].tolist() == pytest.approx(none_counts[known].tolist(), abs=1e-12)


@given(tables)
def test_what_is_frequent_in_general_weighs_less(
    table: tuple[list[list[int]], list[float]],
) -> None:
    """Weights are at least 1, and no word unknown to the reference outweighs all known ones."""
    counts, background = np.array(table[0]), np.array(table[1])
    weights = inverse_document_frequency(counts, background)
    known = background > 0
    heard = known & counts.any(axis=0)

    assert (weights >= 1).all()
    assert not heard.any() or weights[~known].max(initial=0) <= weights[heard].max() + 1e-12
    with_one_more = inverse_document_frequency(
        np.column_stack([counts, np.zeros(len(counts), dtype=np.int64)]),
        np.append(background, 0.001),
    )
    assert weights.tolist() == with_one_more[:-1].tolist()
    more = inverse_document_frequency(counts, np.minimum(background * 1.5, 1.0))
    assert (more[known] <= weights[known] + 1e-12).all()


def test_a_reference_replaces_the_caution() -> None:
    """With a reference the output names it; without, it says that the weights are noise."""
    articles = [Article(id=o, outlet=o, text="Rain and rain. The Sun.") for o in "AB"]

    [*_, shrunk] = framing.emphasis(articles, SKY).cautions
    [*_, alone] = framing.emphasis(articles, SKY, reference="none").cautions
    assert shrunk.startswith("TF-IDF weights are shrunk to 9,927 articles of en-news (kappa 50).")
    assert "uninformative at n=2; use the raw rate" in alone


@given(rankings)
def test_kendall_tau_as_scipy_has_it(pairs: list[tuple[int, int]]) -> None:
    """Tau-b, in which ties count, and None where a side is all ties."""
    first, second = np.array(pairs, dtype=np.float64).T
    found = kendall_tau(first, second)

    if len(set(first.tolist())) == 1 or len(set(second.tolist())) == 1:
        assert found is None
    else:
        assert kendalltau(first, second).statistic == pytest.approx(found, abs=1e-9)


@pytest.mark.parametrize(
    ("expected", "second"), [(1, [2, 5, 9]), (-1, [3, 2, 1]), (1 / 3, [1, 3, 2]), (None, [1, 1, 1])]
)
def test_kendall_tau_by_hand(expected: float | None, second: list[float]) -> None:
    """The same order, the reverse, two of three pairs in order, and no order."""
    found = kendall_tau(np.array([1.0, 2.0, 3.0]), np.array(second))

    assert expected == (None if found is None else pytest.approx(found, abs=1e-12))
