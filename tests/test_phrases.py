"""Phrases: which words make one, by hand, and what holds of their counts whatever the text."""

from collections import Counter
from collections.abc import Collection, Sequence
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing import Article, Frame, Furniture, Lexicon, Pattern, Span, count
from framing.counts import Counts
from framing.phrases import is_phrase, with_phrases

SKY = Lexicon("sky", (Frame("rain", "Rain", (Pattern("rain"), Pattern("storm cloud"))),))
JOINTS = [" ", "  ", "-", "\u2010", "\u2011", "\u2013", "\u00ad ", "'s ", "\u2019s ", "\u2019S-"]
BREAKS = [", ", ". ", "; ", ": ", " - ", " \u2013 ", "\u2014", " (", ") ", "' ", "/", "...", "--"]
tokens = st.tuples(
    st.sampled_from(["ash", "Bay", "cod", "the"]), st.sampled_from([*JOINTS, *BREAKS])
)
paragraphs = st.lists(tokens, min_size=1, max_size=12)
bodies = st.lists(paragraphs, min_size=1, max_size=5)


def article(text: str, name: str = "a", title: str = "") -> Article:
    """Make an article."""
    return Article(id=name, outlet=name, text=text, title=title)


def phrased(*articles: Article, longest: int = 3, stop_words: Collection[str] = ()) -> Counts:
    """Count articles with their phrases."""
    return with_phrases(count(articles, SKY), articles, longest, stop_words)


def sums_of(counts: Counts) -> dict[str, int]:
    """Return how often each term occurs."""
    return dict(zip(counts.vocabulary, counts.terms.sum(axis=0).tolist(), strict=True))


def phrases_of(
    *articles: Article, longest: int = 3, stop_words: Collection[str] = ()
) -> dict[str, int]:
    """Return how often each phrase occurs."""
    sums = sums_of(phrased(*articles, longest=longest, stop_words=stop_words))
    return {term: number for term, number in sums.items() if is_phrase(term)}


def text_of(paragraph: Sequence[tuple[str, str]]) -> str:
    """Write words with what stands behind each."""
    return "".join(word + gap for word, gap in paragraph[:-1]) + paragraph[-1][0] + "."


def test_the_phrases_of_a_sentence() -> None:
    """All runs of two and of three words, beside the words, which stay as they are."""
    expected = {
        "the": 2,
        "storm": 1,
        "hit": 1,
        "town": 1,
        "the storm": 1,
        "storm hit": 1,
        "hit the": 1,
        "the town": 1,
        "the storm hit": 1,
        "storm hit the": 1,
        "hit the town": 1,
    }

    assert expected == sums_of(phrased(article("The storm hit the town.")))


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        (["grey sky"], "grey sky"),
        (["grey sky"], "GREY Sky"),
        (["grey sky"], "grey\nsky"),
        (["grey sky"], "grey-sky"),
        (["grey sky"], "grey\u2011sky"),
        (["pakistan china"], "Pakistan\u2013China"),
        (["town sky"], "town's sky"),
        (["town sky"], "town\u2019s sky"),
        (["town sky"], "TOWN'S SKY"),
        (["town led"], "town's-led"),
        (["don't go"], "don't go"),
        (["turkiye army"], "T\u00fcrkiye\u2019s army"),
        (["3 5"], "3-5"),
        ([], "grey, sky"),
        ([], "grey. Sky"),
        ([], "grey (sky)"),
        ([], "grey - sky"),
        ([], "grey \u2013 sky"),
        ([], "grey\u2014sky"),
        ([], "grey -- sky"),
        ([], "grey/sky"),
        ([], "grey \u201csky\u201d"),
        ([], "towns' sky"),
        ([], "3.5"),
        ([], "grey"),
        ([], ""),
    ],
)
def test_what_joins_and_what_separates(expected: list[str], text: str) -> None:
    """Blanks, hyphens and possessives join; a dash between blanks and all else separates."""
    assert dict.fromkeys(expected, 1) == phrases_of(article(text))


@pytest.mark.parametrize(
    ("expected", "longest"),
    [
        ({"a b": 2, "b a": 1}, 2),
        ({"a b": 2, "b a": 1, "a b a": 1, "b a b": 1}, 3),
        ({"a b": 2, "b a": 1, "a b a": 1, "b a b": 1, "a b a b": 1}, 4),
        ({"a b": 2, "b a": 1, "a b a": 1, "b a b": 1, "a b a b": 1}, 5),
    ],
)
def test_how_long_a_phrase_is(expected: dict[str, int], longest: int) -> None:
    """Up to so many words, every run once for each place where it begins."""
    assert expected == phrases_of(article("A b a b."), longest=longest)


def test_stop_words_stand_inside_alone() -> None:
    """No phrase begins or ends with one."""
    found = phrases_of(
        article("The state of the art is an art."), stop_words={"the", "of", "is", "an"}
    )

    assert found == {}
    longer = phrases_of(
        article("The state of the art is an art."),
        longest=4,
        stop_words={"the", "of", "is", "an"},
    )
    assert longer == {"state of the art": 1, "art is an art": 1}


def test_phrases_of_the_body_alone() -> None:
    """Neither the headline, in the text or beside it, nor furniture has any."""
    text = "Grey sky\nGrey sea and blue sea.\nRead more: old news"
    furniture = (Furniture(33, 52, "link to another story"),)
    inside = Article(id="a", outlet="A", text=text, headline=Span(0, 8), furniture=furniture)
    beside = Article(id="b", outlet="B", text=text[9:32], title="Grey sky")

    assert {"grey sea": 1, "blue sea": 1} == phrases_of(inside, stop_words={"and"}, longest=2)
    assert {"grey sea": 1, "blue sea": 1} == phrases_of(beside, stop_words={"and"}, longest=2)


def test_no_phrase_leads_over_furniture() -> None:
    """What is set aside inside a paragraph separates the words around it."""
    text = "Grey sea [photo] blue sea."
    aside = Article(id="a", outlet="A", text=text, furniture=(Furniture(9, 16, "picture"),))

    assert {"grey sea": 1, "blue sea": 1} == phrases_of(aside)


def test_no_phrase_leads_over_paragraphs_or_articles() -> None:
    """The last word of one and the first of the next are no phrase; lines of one paragraph are."""
    lines = article("Grey sea\nBlue sky", "a"), article("Old town", "b")

    assert {"grey sea": 1, "blue sky": 1, "old town": 1} == phrases_of(*lines)
    wrapped = article("The sea is long-\nlived and\nold.\n\nThe sky is not\nas old.")
    assert {
        "the sea",
        "sea is",
        "is long",
        "long lived",
        "lived and",
        "and old",
        "the sky",
        "sky is",
        "is not",
        "not as",
        "as old",
    } == set(phrases_of(wrapped, longest=2))


def test_everything_else_stays() -> None:
    """Words keep their counts, paragraph by paragraph; hits and the rest are not touched."""
    articles = [article("A storm cloud.\nRain, grey rain.", "b", "Rain"), article("Rain.", "a")]
    plain = count(articles, SKY)
    found = with_phrases(plain, articles[::-1], 3)
    words = [index for index, term in enumerate(found.vocabulary) if not is_phrase(term)]

    assert sorted(found.vocabulary) == list(found.vocabulary)
    assert tuple(found.vocabulary[index] for index in words) == plain.vocabulary
    assert (found.terms[:, words] != plain.terms).nnz == 0
    assert found.terms.dtype == plain.terms.dtype
    assert found.hits is plain.hits
    assert found.paragraph_words is plain.paragraph_words
    assert found.articles == plain.articles


@given(bodies, st.integers(2, 5), st.booleans())
def test_phrases_by_construction(
    body: list[list[tuple[str, str]]], longest: int, without_the: bool
) -> None:
    """Words with what is known to join or separate them: all runs between separations."""
    stop_words = {"the"} if without_the else set[str]()
    expected = Counter[str]()
    for paragraph in body:
        words = [word.lower() for word, _ in paragraph]
        for first in range(len(words)):
            for last in range(first + 1, min(first + longest, len(words))):
                joined = all(gap in JOINTS for _, gap in paragraph[first:last])
                if joined and not {words[first], words[last]} & stop_words:
                    expected[" ".join(words[first : last + 1])] += 1
    articles = [article(text_of(paragraph), f"a{i}") for i, paragraph in enumerate(body)]

    assert expected == phrases_of(*articles, longest=longest, stop_words=stop_words)


@given(bodies, st.integers(2, 5))
def test_no_phrase_is_more_frequent_than_a_part_of_it(
    body: list[list[tuple[str, str]]], longest: int
) -> None:
    """In each paragraph, neither than one of its words nor than one of the phrases in it."""
    counts = phrased(article("\n\n".join(map(text_of, body))), longest=longest)
    of_term = dict(zip(counts.vocabulary, counts.terms.toarray().T, strict=True))

    for term, numbers in of_term.items():
        words = term.split()
        for part in {*words, " ".join(words[1:]), " ".join(words[:-1])} - {""}:
            assert (numbers <= of_term[part]).all()


@given(bodies, st.randoms(use_true_random=False))
def test_the_order_of_paragraphs_and_articles_makes_no_difference(
    body: list[list[tuple[str, str]]], random: Random
) -> None:
    """Phrases lie within paragraphs."""
    lines = [text_of(paragraph) for paragraph in body]
    shuffled = random.sample(lines, len(lines))
    in_one = phrased(article("\n".join(lines)))

    assert sums_of(in_one) == sums_of(phrased(article("\n".join(shuffled))))
    apart = [article(line, f"a{i}") for i, line in enumerate(lines)]
    assert sums_of(in_one) == sums_of(phrased(*apart))
    backwards = with_phrases(count(apart, SKY), apart[::-1], 3)
    assert (backwards.terms != phrased(*apart).terms).nnz == 0
    assert np.array_equal(backwards.terms.sum(axis=1), phrased(*apart).terms.sum(axis=1))
