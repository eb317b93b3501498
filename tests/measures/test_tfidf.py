"""TF-IDF: scikit-learn's numbers, weighted emphasis that adds up, and the cosine distance."""

from collections.abc import Sequence
from math import log, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array
from scipy.stats import kendalltau
from sklearn.feature_extraction.text import TfidfTransformer, TfidfVectorizer
from sklearn.metrics.pairwise import cosine_distances

from framing import Article, Frame, Lexicon, Pattern, count
from framing.groups import Groups, group
from framing.measures.tfidf import (
    KAPPA,
    cosine_distance,
    entry_weights,
    inverse_document_frequency,
    kendall_tau,
    tfidf_rows,
    weighted_emphasis,
)
from framing.measures.vocabulary import content_vocabulary

SKY = Lexicon(
    "sky",
    (
        Frame("rain", "Rain", (Pattern("rain"), Pattern("drizzle"), Pattern("storm cloud"))),
        Frame("sun", "Sun", (Pattern("sun"), Pattern("storm cloud"))),
        Frame("snow", "Snow", (Pattern("snow"),)),
    ),
)

words = st.sampled_from(["rain", "drizzle", "storm", "cloud", "sun", "day", "the", "town"])
bodies = st.lists(words, max_size=12).map(" ".join)
corpora = st.lists(st.tuples(st.sampled_from("ABC"), bodies), min_size=1, max_size=6).map(
    lambda pairs: [
        Article(id=f"a{i}", outlet=outlet, text=text) for i, (outlet, text) in enumerate(pairs)
    ]
)
tables = st.tuples(st.integers(1, 6), st.integers(1, 8)).flatmap(
    lambda shape: st.lists(
        st.lists(st.integers(0, 5), min_size=shape[1], max_size=shape[1]),
        min_size=shape[0],
        max_size=shape[0],
    )
)
vectors = st.integers(1, 10).flatmap(
    lambda size: st.tuples(
        *(st.lists(st.integers(0, 1000), min_size=size, max_size=size).filter(any) for _ in "uv")
    )
)


def groups_of(corpus: Sequence[Article], by: str = "outlet") -> Groups:
    """Count a corpus and add it up."""
    return group(count(corpus, SKY), by)


def test_inverse_document_frequency_of_five_articles() -> None:
    """The six weights that five articles allow: ln((1 + 5)/(1 + df)) + 1."""
    articles = [[df > article for df in range(6)] for article in range(5)]
    weights = inverse_document_frequency(np.array(articles, dtype=np.int64))

    assert weights == pytest.approx([log(6 / (1 + df)) + 1 for df in range(6)], abs=1e-12)
    assert weights == pytest.approx([2.791759, 2.098612, 1.693147, 1.405465, 1.182322, 1], abs=5e-7)


def test_no_terms_have_no_weights() -> None:
    """Articles without a single term are no error."""
    assert inverse_document_frequency(csr_array((3, 0), dtype=np.int64)).shape == (0,)


@given(tables)
@settings(max_examples=80)
def test_inverse_document_frequency_as_scikit_learn_has_it(table: list[list[int]]) -> None:
    """The weights are scikit-learn's, smoothed, and how often a term comes is no matter."""
    expected = TfidfTransformer(norm=None).fit(csr_array(np.array(table))).idf_
    weights = inverse_document_frequency(csr_array(np.array(table)))

    assert weights.tolist() == expected.tolist()
    assert (weights >= 1).all()
    assert weights.tolist() == inverse_document_frequency(np.array(table) > 0).tolist()


def test_inverse_document_frequency_shrunk_to_a_reference() -> None:
    """As if kappa = 50 articles of the reference were read too: ln((1 + n*)/(1 + df*)) + 1."""
    articles = np.array([[1, 1, 0], [2, 0, 0], [1, 0, 0]])
    weights = inverse_document_frequency(articles, np.array([0.5, 0.02, 0.1]))

    assert KAPPA == 50
    assert weights == pytest.approx(
        [log(54 / (1 + 3 + 25)) + 1, log(54 / (1 + 1 + 1)) + 1, log(54 / (1 + 0 + 5)) + 1],
        abs=1e-12,
    )


@given(tables, st.data())
@settings(max_examples=80)
def test_no_article_of_the_reference_is_no_reference(
    table: list[list[int]], data: st.DataObject
) -> None:
    """With kappa = 0 the weights are those of the articles alone."""
    terms = len(table[0])
    shares = data.draw(st.lists(st.floats(0.01, 1), min_size=terms, max_size=terms))
    weights = inverse_document_frequency(np.array(table), np.array(shares), kappa=0)

    assert weights == pytest.approx(inverse_document_frequency(np.array(table)), rel=1e-12)


@given(tables, st.data())
@settings(max_examples=80)
def test_inverse_document_frequency_with_a_reference(
    table: list[list[int]], data: st.DataObject
) -> None:
    """Weights are at least 1, and what the reference has more often weighs less, never more."""
    terms = len(table[0])
    some = st.lists(st.floats(0.001, 1), min_size=terms, max_size=terms)
    shares, more = data.draw(some), data.draw(some)
    lower, higher = np.minimum(shares, more), np.maximum(shares, more)
    of_rarer = inverse_document_frequency(np.array(table), lower)
    of_commoner = inverse_document_frequency(csr_array(np.array(table)), higher)

    assert (of_commoner >= 1).all()
    assert (of_commoner <= of_rarer).all()


def test_what_the_reference_does_not_have_is_no_rarity() -> None:
    """A term of no article of the reference weighs no more than nearly all of those it has."""
    articles = np.ones((1, 101), dtype=np.int64)
    background = np.array([0.0, *np.linspace(0.01, 1, 100)])
    weights = inverse_document_frequency(articles, background)

    assert weights[0] == pytest.approx(np.quantile(weights[1:], 0.99), abs=1e-12)
    assert weights[0] < log((1 + 51) / (1 + 1)) + 1
    # A reference that has none of the terms cannot say how rare they are.
    assert inverse_document_frequency(articles, np.zeros(101)) == pytest.approx(
        np.full(101, log(52 / 2) + 1), abs=1e-12
    )


@given(st.lists(bodies.filter(bool), min_size=1, max_size=5))
@settings(max_examples=80)
def test_rows_as_scikit_learn_has_them(texts: list[str]) -> None:
    """Each article's vector is what TfidfVectorizer makes of its text."""
    corpus = [Article(id=f"a{i}", outlet="A", text=text) for i, text in enumerate(texts)]
    vocabulary = content_vocabulary(groups_of(corpus, "article"))
    oracle = TfidfVectorizer(norm=None, token_pattern=r"\w+")
    expected = oracle.fit_transform(texts).toarray()

    rows = tfidf_rows(vocabulary.of_groups, vocabulary.of_articles).toarray()

    assert vocabulary.terms == tuple(oracle.get_feature_names_out())
    assert rows == pytest.approx(expected, rel=1e-12)


@given(corpora)
@settings(max_examples=80)
def test_rows_of_groups_are_sums_of_articles(corpus: list[Article]) -> None:
    """Weights come from articles, so that a group's vector is the sum of its articles'."""
    groups = groups_of(corpus)
    vocabulary = content_vocabulary(groups)
    rows = tfidf_rows(vocabulary.of_groups, vocabulary.of_articles).toarray()
    of_articles = tfidf_rows(vocabulary.of_articles, vocabulary.of_articles).toarray()

    for index in range(len(groups.names)):
        mine = of_articles[groups.group_of_article == index]
        assert rows[index] == pytest.approx(mine.sum(axis=0), rel=1e-12)


def test_known_cosine_distance() -> None:
    """The example of the methods, and its closed form."""
    x, y = [10, 5, 5], [2, 8, 10]
    dot = 10 * 2 + 5 * 8 + 5 * 10

    assert cosine_distance(x, y) == pytest.approx(0.307065132816, abs=1e-11)
    assert cosine_distance(x, y) == pytest.approx(1 - dot / sqrt(150 * 168), abs=1e-12)


@pytest.mark.parametrize(("u", "v"), [([0, 0], [1, 2]), ([1, 2], [0, 0]), ([], [])])
def test_cosine_distance_of_nothing(u: list[int], v: list[int]) -> None:
    """A vector without a direction has no angle to another."""
    assert cosine_distance(u, v) is None


@given(vectors)
@settings(max_examples=80)
def test_cosine_distance_as_scikit_learn_has_it(sides: tuple[list[int], list[int]]) -> None:
    """The distance is scikit-learn's, in [0, 1], symmetric, and 0 from itself repeated."""
    u, v = sides
    distance = cosine_distance(u, v)

    assert distance == pytest.approx(float(cosine_distances([u], [v])[0, 0]), abs=1e-12)
    assert distance is not None
    assert 0 <= distance <= 1
    assert distance == cosine_distance(v, u)
    assert cosine_distance(u, u) == 0
    assert cosine_distance(u, [3 * number for number in u]) == pytest.approx(0, abs=1e-15)


def test_known_weights() -> None:
    """Of two articles, one has all the drizzle: its weight is to that of rain as their idf."""
    corpus = [
        Article(id="a", outlet="A", text="rain rain drizzle"),
        Article(id="b", outlet="B", text="rain"),
    ]
    rain, drizzle = 1.0, log(3 / 2) + 1
    nothing = log(3 / 1) + 1
    mean = (3 * rain + 1 * drizzle) / 4

    weights = entry_weights(groups_of(corpus, "article"))

    assert weights == pytest.approx(
        [
            rain / mean,
            drizzle / mean,
            nothing / mean,
            nothing / mean,
            nothing / mean,
            nothing / mean,
        ],
        abs=1e-12,
    )


def test_a_pattern_of_several_words_is_weighted_as_a_whole() -> None:
    """How many articles have its words apart does not matter to a pattern of two words."""
    corpus = [
        Article(id="a", outlet="A", text="storm cloud"),
        Article(id="b", outlet="B", text="cloud storm"),
        Article(id="c", outlet="C", text="rain"),
    ]
    weights = entry_weights(groups_of(corpus, "article"))

    assert weights[2] == weights[0]


def test_headlines_make_no_weights() -> None:
    """A hit in a headline is not in the document frequencies."""
    body = [Article(id="a", outlet="A", text="rain sun"), Article(id="b", outlet="B", text="sun")]
    titled = [body[0], Article(id="b", outlet="B", text="sun", title="rain")]

    assert entry_weights(groups_of(titled, "article")).tolist() == (
        entry_weights(groups_of(body, "article")).tolist()
    )


def test_without_hits_all_weights_are_one() -> None:
    """Where nothing was found there is nothing to weigh."""
    weights = entry_weights(groups_of([Article(id="a", outlet="A", text="day")], "article"))

    assert weights.tolist() == [1.0] * 6


@given(corpora)
@settings(max_examples=80)
def test_the_mean_weight_is_one(corpus: list[Article]) -> None:
    """Over all hits weights are 1 on average, so that emphasis has the scale of a rate."""
    articles = groups_of(corpus, "article")
    weights = entry_weights(articles)
    hits = articles.entry_hits.sum(axis=0)

    assert (weights > 0).all()
    assert hits.sum() == 0 or hits @ weights / hits.sum() == pytest.approx(1, rel=1e-12)


backgrounds = st.lists(st.floats(0, 1), min_size=6, max_size=6)


@given(corpora, backgrounds)
@settings(max_examples=80)
def test_the_mean_weight_is_one_with_a_reference(
    corpus: list[Article], background: list[float]
) -> None:
    """M18: whatever the reference has, weights are 1 on average over the hits at hand."""
    articles = groups_of(corpus, "article")
    weights = entry_weights(articles, np.array(background))
    hits = articles.entry_hits.sum(axis=0)

    assert (weights > 0).all()
    assert hits.sum() == 0 or hits @ weights / hits.sum() == pytest.approx(1, rel=1e-12)


def test_without_hits_a_reference_weighs_nothing() -> None:
    """Where nothing was found there is nothing to weigh, with a reference either."""
    articles = groups_of([Article(id="a", outlet="A", text="day")], "article")

    assert entry_weights(articles, np.full(6, 0.5)).tolist() == [1.0] * 6


@given(
    st.integers(2, 8).flatmap(
        lambda size: st.tuples(
            *(st.lists(st.integers(0, 4), min_size=size, max_size=size) for _ in "uv")
        )
    )
)
@settings(max_examples=80)
def test_kendall_tau_as_scipy_has_it(sides: tuple[list[int], list[int]]) -> None:
    """The correlation is scipy's tau-b, and undefined where a side has no order."""
    first, second = (np.array(side, dtype=np.float64) for side in sides)
    tau = kendall_tau(first, second)

    if len(set(sides[0])) == 1 or len(set(sides[1])) == 1:
        assert tau is None
    else:
        assert tau == pytest.approx(float(kendalltau(first, second).statistic), abs=1e-12)
        assert tau == kendall_tau(second, first)


@given(corpora)
@settings(max_examples=80)
def test_equal_weights_give_the_rate(corpus: list[Article]) -> None:
    """With all weights 1, weighted emphasis is the rate, to the last bit."""
    groups = groups_of(corpus)
    weighted = weighted_emphasis(groups, np.ones(6))

    for row, words_of_group in enumerate(groups.words.tolist()):
        for frame, hits in enumerate(groups.hits[row].tolist()):
            if words_of_group:
                assert weighted[row, frame] == 1000 * hits / words_of_group
            else:
                assert np.isnan(weighted[row, frame])


@given(st.lists(bodies.filter(bool), min_size=1, max_size=6))
@settings(max_examples=80)
def test_weighting_moves_emphasis_but_adds_none(texts: list[str]) -> None:
    """Over all articles together, weighted emphasis of all frames adds up to their rates."""
    corpus = [Article(id=f"a{i}", outlet="A", text=text) for i, text in enumerate(texts)]
    pooled = groups_of(corpus, "outlet")
    weighted = weighted_emphasis(pooled, entry_weights(groups_of(corpus, "article")))
    rates = 1000 * pooled.hits / pooled.words[:, None]

    assert weighted.sum() == pytest.approx(rates.sum(), rel=1e-12)


@given(corpora, st.lists(st.floats(0.1, 10), min_size=6, max_size=6))
@settings(max_examples=80)
def test_emphasis_adds_up_over_entries(corpus: list[Article], weights: list[float]) -> None:
    """A frame's emphasis is the sum of what each of its entries gives alone."""
    groups = groups_of(corpus)
    together = weighted_emphasis(groups, np.array(weights))
    alone = [
        weighted_emphasis(groups, np.where(np.arange(6) == entry, weights, 0)) for entry in range(6)
    ]

    assert together == pytest.approx(sum(alone), rel=1e-12, nan_ok=True)
    assert np.isnan(together).all(axis=1).tolist() == (groups.words == 0).tolist()


@given(corpora)
@settings(max_examples=80)
def test_an_entry_without_hits_changes_no_weight(corpus: list[Article]) -> None:
    """An entry that matches nothing leaves every other weight as it is, to the last bit."""
    with_more = Lexicon(
        "sky",
        (
            Frame("fog", "Fog", (Pattern("fog"), Pattern("mist"))),
            *(Frame(f.key, f.label, (Pattern(f"no {f.key}"), *f.patterns)) for f in SKY.frames),
        ),
    )
    weights = entry_weights(groups_of(corpus, "article"))
    longer = entry_weights(group(count(corpus, with_more), "article"))

    assert longer[[3, 4, 5, 7, 8, 10]].tolist() == weights.tolist()
