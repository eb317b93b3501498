"""The content words that the vocabulary measures compare."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing import Article, Frame, Lexicon, Pattern, count
from framing.groups import Groups, group
from framing.lexicon.stop_words import load_stop_words
from framing.measures.vocabulary import Vocabulary, content_vocabulary
from framing.stems import snowball_stems

LEXICON = Lexicon("sky", (Frame("rain", "Rain", (Pattern("rain"),)),))
STOP_WORDS = frozenset({"the", "of", "don't"})

words = st.sampled_from(["the", "of", "don't", "militant", "Militants", "militancy", "rain"])
bodies = st.lists(words, max_size=12).map(" ".join)
corpora = st.lists(st.tuples(st.sampled_from("ABC"), bodies), min_size=1, max_size=6).map(
    lambda pairs: [
        Article(id=f"a{i}", outlet=outlet, text=text) for i, (outlet, text) in enumerate(pairs)
    ]
)


def groups_of(corpus: Sequence[Article]) -> Groups:
    """Count a corpus and add it up by outlet."""
    return group(count(corpus, LEXICON), "outlet")


def by_term(vocabulary: Vocabulary) -> list[dict[str, int]]:
    """Return the occurrences of each group as a dictionary, without zeros."""
    rows = vocabulary.of_groups.toarray().tolist()
    return [{t: n for t, n in zip(vocabulary.terms, row, strict=True) if n} for row in rows]


@pytest.fixture(scope="module")
def groups() -> Groups:
    """Three articles of two outlets."""
    return groups_of(
        [
            Article(id="a", outlet="A", text="The militant and the militants.", title="Rain"),
            Article(id="b", outlet="B", text="Militants of the rain."),
            Article(id="c", outlet="B", text="The rain, the RAIN."),
        ]
    )


def test_words_without_stop_words(groups: Groups) -> None:
    """The terms are the words of the bodies, sorted, without the stop words."""
    vocabulary = content_vocabulary(groups, STOP_WORDS)

    assert vocabulary.terms == ("and", "militant", "militants", "rain")
    assert vocabulary.of_groups.toarray().tolist() == [[1, 1, 1, 0], [0, 0, 1, 3]]
    assert vocabulary.of_articles.toarray().tolist() == [[1, 1, 1, 0], [0, 0, 1, 1], [0, 0, 0, 2]]
    assert vocabulary.background is None


def test_paragraphs_have_their_own_rows() -> None:
    """Every paragraph of a body has its terms; a headline has a row without any."""
    groups = groups_of(
        [
            Article(id="a", outlet="A", text="The militant.\nRain, rain.", title="Rain"),
            Article(id="b", outlet="B", text="Militants."),
        ]
    )
    vocabulary = content_vocabulary(groups, STOP_WORDS)

    assert vocabulary.terms == ("militant", "militants", "rain")
    assert vocabulary.of_paragraphs.toarray().tolist() == [
        [0, 0, 0],
        [1, 0, 0],
        [0, 0, 2],
        [0, 1, 0],
    ]


SHARES = {"militant": 0.02, "militants": 0.05, "militancy": 0.01, "rain": 0.3}


def test_shares_of_a_reference(groups: Groups) -> None:
    """Each term has the share of the articles of the reference that have it, 0 if unknown."""
    vocabulary = content_vocabulary(
        groups, STOP_WORDS, share_of_word=lambda word: SHARES.get(word, 0)
    )

    assert vocabulary.background is not None
    assert dict(zip(vocabulary.terms, vocabulary.background.tolist(), strict=True)) == {
        "and": 0,
        "militant": 0.02,
        "militants": 0.05,
        "rain": 0.3,
    }


def test_a_stem_has_the_share_of_its_most_frequent_word(groups: Groups) -> None:
    """How many articles have any word of a stem is unknown; it is at least the largest share."""
    vocabulary = content_vocabulary(
        groups, STOP_WORDS, snowball_stems(), share_of_word=lambda word: SHARES.get(word, 0)
    )

    assert vocabulary.background is not None
    assert vocabulary.terms == ("and", "milit", "rain")
    assert vocabulary.background.tolist() == [0, 0.05, 0.3]


def test_all_words_are_kept_without_a_list(groups: Groups) -> None:
    """Without stop words the vocabulary is that of the counts."""
    vocabulary = content_vocabulary(groups)

    assert vocabulary.terms == groups.counts.vocabulary
    assert np.array_equal(vocabulary.of_groups.toarray(), groups.terms.toarray())


def test_words_of_one_stem_are_one_term(groups: Groups) -> None:
    """Stems add up the words that have them."""
    vocabulary = content_vocabulary(groups, STOP_WORDS, snowball_stems())

    assert vocabulary.terms == ("and", "milit", "rain")
    assert vocabulary.of_groups.toarray().tolist() == [[1, 2, 0], [0, 1, 3]]
    assert vocabulary.of_articles.toarray().tolist() == [[1, 2, 0], [0, 1, 1], [0, 0, 2]]


def test_stop_words_are_left_out_before_stemming() -> None:
    """A stop word goes as it stands; another word of its stem stays."""
    groups = groups_of([Article(id="a", outlet="A", text="having had have")])
    vocabulary = content_vocabulary(groups, {"having"}, snowball_stems())

    assert by_term(vocabulary) == [{"had": 1, "have": 1}]


@pytest.mark.parametrize("stem", [False, True])
def test_nothing_but_stop_words(stem: bool) -> None:
    """Articles of stop words alone have an empty vocabulary, which is no error."""
    groups = groups_of([Article(id="a", outlet="A", text="The of the")])
    vocabulary = content_vocabulary(
        groups, STOP_WORDS, snowball_stems() if stem else None, share_of_word=lambda word: 0.5
    )

    assert vocabulary.background is not None
    assert vocabulary.background.shape == (0,)
    assert vocabulary.terms == ()
    assert vocabulary.of_groups.shape == vocabulary.of_articles.shape == (1, 0)
    assert vocabulary.of_paragraphs.shape == (1, 0)


def test_the_english_list_holds_no_content() -> None:
    """The bundled list leaves out function words in any case and keeps what a story is about."""
    groups = groups_of(
        [Article(id="a", outlet="A", text="THE army said that it’s not the Army’s operation")]
    )
    terms = content_vocabulary(groups, load_stop_words("en")).terms

    assert {"army", "operation"} <= set(terms)
    assert not {"the", "that", "it", "it's", "not"} & set(terms)


@given(corpora)
@settings(max_examples=80)
def test_occurrences_as_counted_by_hand(corpus: list[Article]) -> None:
    """Each group's terms are what a plain recount of its texts gives."""
    expected: dict[str, Counter[str]] = {article.outlet: Counter() for article in corpus}
    for article in corpus:
        folded = article.text.lower().split()
        expected[article.outlet].update(word for word in folded if word not in STOP_WORDS)

    vocabulary = content_vocabulary(groups_of(corpus), STOP_WORDS)

    assert by_term(vocabulary) == [dict(expected[outlet]) for outlet in sorted(expected)]


@given(corpora, st.booleans())
@settings(max_examples=80)
def test_groups_and_articles_are_sums_of_paragraphs(corpus: list[Article], stem: bool) -> None:
    """Terms of paragraphs add up to those of articles and groups."""
    groups = groups_of(corpus)
    vocabulary = content_vocabulary(groups, STOP_WORDS, snowball_stems() if stem else None)
    by_paragraph = vocabulary.of_paragraphs.toarray()
    article_of = groups.counts.paragraph_article

    assert np.array_equal(vocabulary.of_groups.toarray(), groups.members @ by_paragraph)
    for index, row in enumerate(vocabulary.of_articles.toarray()):
        assert np.array_equal(by_paragraph[article_of == index].sum(axis=0), row)


@given(corpora)
@settings(max_examples=80)
def test_stems_move_words_but_lose_none(corpus: list[Article]) -> None:
    """A group has as many content words with stems as without, and no more terms."""
    groups = groups_of(corpus)
    plain = content_vocabulary(groups, STOP_WORDS)
    stemmed = content_vocabulary(groups, STOP_WORDS, snowball_stems())

    assert len(stemmed.terms) <= len(plain.terms)
    assert list(stemmed.terms) == sorted(stemmed.terms)
    for before, after in (
        (plain.of_groups, stemmed.of_groups),
        (plain.of_articles, stemmed.of_articles),
    ):
        assert np.array_equal(before.sum(axis=1), after.sum(axis=1))
