"""The divergence of every pair of groups."""

from collections.abc import Sequence
from dataclasses import fields
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial.distance import jensenshannon
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics.pairwise import cosine_distances

import framing
from framing import Article, Frame, Lexicon, Pattern, count
from framing.groups import group
from framing.lexicon.stop_words import load_stop_words
from framing.measures.divergence import morisita_dissimilarity
from framing.measures.pairs import FEW_HITS_A_SIDE, PairRow, pairs
from framing.measures.vocabulary import FEWEST_CONTENT_WORDS, content_vocabulary
from framing.readers import read_bundled_story

SKY = Lexicon(
    "sky",
    (
        Frame("rain", "Rain", (Pattern("rain"), Pattern("storm"))),
        Frame("sun", "Sun", (Pattern("sun"),)),
        Frame("wind", "Wind", (Pattern("wind"), Pattern("storm"))),
    ),
)
STOP_WORDS = frozenset({"the"})
TOO_SHORT = f"vocabulary: fewer than {FEWEST_CONTENT_WORDS} content words on a side"

words = st.sampled_from(["rain", "storm", "sun", "wind", "town", "road", "the"])
bodies = st.lists(words, max_size=12).map(" ".join)
long_bodies = st.tuples(
    st.lists(words, max_size=20), st.lists(words, min_size=1, max_size=9), st.integers(20, 60)
).map(lambda pieces: " ".join(pieces[0] + pieces[1] * pieces[2]))


def corpora_of(
    texts: st.SearchStrategy[str], outlets: str = "ABC"
) -> st.SearchStrategy[list[Article]]:
    """Return a strategy for articles with such bodies."""
    pairs_of_strings = st.tuples(st.sampled_from(outlets), texts)
    return st.lists(pairs_of_strings, min_size=1, max_size=6).map(
        lambda pairs: [
            Article(id=f"a{i}", outlet=outlet, text=text) for i, (outlet, text) in enumerate(pairs)
        ]
    )


def rows_of(articles: Sequence[Article], by: str = "outlet") -> tuple[PairRow, ...]:
    """Count articles and measure every pair of groups."""
    groups = group(count(articles, SKY), by)
    return pairs(groups, content_vocabulary(groups, STOP_WORDS))


def test_columns() -> None:
    """The columns that scripts rely on, in their order, without those that do not apply yet."""
    assert [field.name for field in fields(PairRow)] == [
        "by",
        "a",
        "b",
        "words_a",
        "words_b",
        "hits_a",
        "hits_b",
        "frame_jsd",
        "total_variation",
        "vocabulary_morisita",
        "tfidf_cosine_distance",
        "note",
    ]


def test_a_known_pair() -> None:
    """Frame shares of (.5, .3, .2) and (.2, .3, .5): J .095815602003, TV .3."""
    texts = {
        "A": "rain " * 5 + "sun " * 3 + "wind " * 2,
        "B": "rain " * 2 + "sun " * 3 + "wind " * 5 + "town",
    }
    [row] = rows_of([Article(id=name, outlet=name, text=text) for name, text in texts.items()])

    assert (row.by, row.a, row.b) == ("outlet", "A", "B")
    assert (row.words_a, row.words_b, row.hits_a, row.hits_b) == (10, 11, 10, 10)
    assert row.frame_jsd == pytest.approx(0.095815602003, abs=1e-11)
    assert row.total_variation == pytest.approx(0.3, abs=1e-12)
    assert (row.vocabulary_morisita, row.tfidf_cosine_distance) == (None, None)
    assert row.note == TOO_SHORT


def test_a_shared_span_is_one_hit_and_half_of_each_share() -> None:
    """A storm is rain and wind: one hit of the side, half a hit in the shares of each frame."""
    a, b = ("storm storm sun sun", "rain wind sun sun")
    [row] = rows_of([Article(id="a", outlet="A", text=a), Article(id="b", outlet="B", text=b)])

    assert (row.hits_a, row.hits_b) == (4, 4)
    assert (row.frame_jsd, row.total_variation) == (0, 0)


def test_a_single_group_has_no_pair() -> None:
    """With nothing to compare with there are no rows."""
    assert rows_of([Article(id="a", outlet="A", text="rain")]) == ()


def test_a_side_without_hits() -> None:
    """Without hits there are no shares, so that nothing can diverge: undefined, not 0."""
    [row] = rows_of(
        [Article(id="a", outlet="A", text="town"), Article(id="b", outlet="B", text="rain")]
    )

    assert (row.hits_a, row.hits_b) == (0, 1)
    assert row.frame_jsd is row.total_variation is None
    assert row.note == (
        f"A: no hits, so no frame shares; B: fewer than {FEW_HITS_A_SIDE} hits; {TOO_SHORT}"
    )


@pytest.mark.parametrize(("hits", "noted"), [(9, True), (10, False)])
def test_few_hits_are_noted(hits: int, noted: bool) -> None:
    """A side with fewer than ten hits is named in the note."""
    [row] = rows_of(
        [
            Article(id="a", outlet="A", text="rain " * hits),
            Article(id="b", outlet="B", text="sun " * 10),
        ]
    )

    assert row.note == (f"A: fewer than 10 hits; {TOO_SHORT}" if noted else TOO_SHORT)


@pytest.mark.parametrize("short", [199, 200])
def test_too_few_content_words(short: int) -> None:
    """Below 200 content words on a side the vocabulary measures say nothing, and the note why."""
    [row] = rows_of(
        [
            Article(id="a", outlet="A", text="rain " * short + "the " * 500),
            Article(id="b", outlet="B", text="sun town " * 150),
        ]
    )

    if short < FEWEST_CONTENT_WORDS:
        assert row.vocabulary_morisita is row.tfidf_cosine_distance is None
        assert row.note == TOO_SHORT
    else:
        assert (row.vocabulary_morisita, row.tfidf_cosine_distance) == (1, 1)
        assert row.note == ""


@given(corpora_of(bodies), st.sampled_from(["outlet", "article"]))
def test_frame_divergence_recounted(corpus: list[Article], by: str) -> None:
    """Words, spans and the divergence of shares, recounted from the texts and put to scipy."""
    rows = rows_of(corpus, by)
    texts: dict[str, list[str]] = {}
    for article in corpus:
        texts.setdefault(article.group(by), []).extend(article.text.split())

    assert [(row.a, row.b) for row in rows] == list(combinations(sorted(texts), 2))
    for row in rows:
        sides = [texts[row.a], texts[row.b]]
        shares = [
            np.array(
                [
                    side.count("rain") + side.count("storm") / 2,
                    side.count("sun"),
                    side.count("wind") + side.count("storm") / 2,
                ]
            )
            for side in sides
        ]
        assert [row.words_a, row.words_b] == [len(side) for side in sides]
        assert [row.hits_a, row.hits_b] == [int(hits.sum()) for hits in shares]
        if min(row.hits_a, row.hits_b) == 0:
            assert row.frame_jsd is row.total_variation is None
            continue
        p, q = (hits / hits.sum() for hits in shares)
        assert row.frame_jsd == pytest.approx(jensenshannon(p, q, base=2) ** 2, abs=1e-12)
        assert row.total_variation == pytest.approx(np.abs(p - q).sum() / 2, abs=1e-12)


@given(corpora_of(long_bodies))
def test_vocabulary_divergence_recounted(corpus: list[Article]) -> None:
    """Morisita from a plain recount, cosine from scikit-learn alone; both only for long texts."""
    oracle = TfidfVectorizer(norm=None, token_pattern=r"\w+", stop_words=sorted(STOP_WORDS))
    texts = [article.text if set(article.text.split()) - {"the"} else "" for article in corpus]
    outlets = sorted({article.outlet for article in corpus})
    if not any(texts):
        return
    vectors = oracle.fit_transform(texts).toarray()
    members = [[article.outlet == outlet for article in corpus] for outlet in outlets]
    weighted = {o: vectors[mine].sum(axis=0) for o, mine in zip(outlets, members, strict=True)}
    counts = {outlet: np.rint(vector / oracle.idf_) for outlet, vector in weighted.items()}

    for row in rows_of(corpus):
        if min(counts[row.a].sum(), counts[row.b].sum()) < FEWEST_CONTENT_WORDS:
            assert row.vocabulary_morisita is row.tfidf_cosine_distance is None
            assert TOO_SHORT in row.note
            continue
        cosine = float(cosine_distances([weighted[row.a]], [weighted[row.b]])[0, 0])
        morisita = morisita_dissimilarity(counts[row.a], counts[row.b])
        assert row.tfidf_cosine_distance == pytest.approx(cosine, abs=1e-12)
        assert row.vocabulary_morisita == morisita
        assert "vocabulary" not in row.note


@given(corpora_of(long_bodies, outlets="AB"))
def test_neither_side_is_the_reference(corpus: list[Article]) -> None:
    """With the names of two outlets exchanged, the numbers of their pair are the same."""
    exchanged = [Article(id=a.id, outlet="AB"["BA".index(a.outlet)], text=a.text) for a in corpus]

    for row, other in zip(rows_of(corpus), rows_of(exchanged), strict=True):
        assert (row.words_a, row.hits_a) == (other.words_b, other.hits_b)
        assert row.frame_jsd == other.frame_jsd
        assert row.total_variation == other.total_variation
        assert row.vocabulary_morisita == other.vocabulary_morisita
        assert row.tfidf_cosine_distance == other.tfidf_cosine_distance


@given(corpora_of(long_bodies))
def test_range(corpus: list[Article]) -> None:
    """Divergences lie in [0, 1], Morisita alone may be a little below, and bits are below TV."""
    for row in rows_of(corpus):
        for value in (row.frame_jsd, row.total_variation, row.tfidf_cosine_distance):
            assert value is None or 0 <= value <= 1
        assert row.vocabulary_morisita is None or row.vocabulary_morisita <= 1
        assert (row.frame_jsd or 0) <= (row.total_variation or 0) + 1e-12


@given(long_bodies)
def test_a_copy_does_not_diverge(text: str) -> None:
    """Two outlets with the same text are at 0, by Morisita at 0 or just below."""
    [row] = rows_of([Article(id=name, outlet=name, text=text) for name in "AB"])

    assert row.frame_jsd in {0, None}
    assert row.total_variation in {0, None}
    assert row.tfidf_cosine_distance in {0, None}
    assert (row.vocabulary_morisita or 0) <= 0


def test_pairs_of_the_sample_corpus_by_scipy() -> None:
    """On the sample corpus, the divergence is scipy's of the shares in the emphasis table."""
    table = framing.emphasis()
    shares = {
        name: [row.share for row in table if row.group == name]
        for name in sorted({row.group for row in table})
    }
    rows = framing.pairs()

    assert [(row.a, row.b) for row in rows] == list(combinations(shares, 2))
    for row in rows:
        p, q = shares[row.a], shares[row.b]
        assert row.frame_jsd == pytest.approx(jensenshannon(p, q, base=2) ** 2, abs=1e-12)


@pytest.mark.parametrize("stop_words", ["en", "none"])
def test_vocabularies_of_the_sample_corpus_by_scikit_learn(stop_words: str) -> None:
    """On the sample corpus, vocabulary measures come from the content words alone."""
    reading = read_bundled_story()
    groups = group(count(reading.articles, SKY), "outlet")
    vocabulary = content_vocabulary(groups, load_stop_words(stop_words))
    rows = framing.pairs(reading, SKY, stopwords=stop_words)
    vectors = TfidfVectorizer(norm=None, analyzer=lambda terms: terms).fit_transform(
        [np.repeat(vocabulary.terms, row).tolist() for row in vocabulary.of_articles.toarray()]
    )
    distances = cosine_distances(vectors)
    index_of = {groups.names[g]: a for a, g in enumerate(groups.group_of_article.tolist())}

    assert len(rows) == 10
    for row in rows:
        expected = distances[index_of[row.a], index_of[row.b]]
        assert row.tfidf_cosine_distance == pytest.approx(expected, abs=1e-12)
