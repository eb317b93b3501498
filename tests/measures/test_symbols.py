"""Texts read as symbols: hits in their frame, the words outside, and nothing twice."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing import Article, Frame, Lexicon, Pattern, count
from framing.groups import group
from framing.measures.symbols import OUTSIDE, Symbols, symbols_of

SKY = Lexicon(
    "sky",
    (
        Frame("rain", "Rain", (Pattern("rain*"), Pattern("storm cloud"))),
        Frame("sun", "Sun", (Pattern("sun"), Pattern("storm cloud"), Pattern("sun rain"))),
    ),
)
words = st.sampled_from(["rain", "rainy", "sun", "storm", "cloud", "the", "town"])
texts = st.lists(st.lists(words, max_size=10).map(" ".join), min_size=1, max_size=4)


def symbols_in(*texts: str, stop_words: frozenset[str] = frozenset()) -> Symbols:
    """Return the symbols of articles of these texts."""
    articles = [Article(id=f"a{i}", outlet="A", text=text) for i, text in enumerate(texts)]
    return symbols_of(count(articles, SKY), stop_words)


def counted(symbols: Symbols) -> Counter[tuple[str, str]]:
    """Return how often each symbol of each class occurs in all."""
    totals = np.asarray(symbols.occurrences.sum(axis=0)).ravel().tolist()
    classes = [symbols.classes[index] for index in symbols.class_of]
    return Counter(
        {(c, n): total for c, n, total in zip(classes, symbols.names, totals, strict=True) if total}
    )


def test_a_text_by_hand() -> None:
    """A hit of several words is one symbol, a shared one a class of its own, the rest outside."""
    symbols = symbols_in("Rain and Rainy sun. A storm cloud; the storm, a cloud.")

    assert ("rain", "sun", "rain+sun", OUTSIDE) == symbols.classes
    assert {
        ("rain", "rain"): 1,
        ("rain", "rainy"): 1,
        ("sun", "sun"): 1,
        ("rain+sun", "storm cloud"): 1,
        (OUTSIDE, "and"): 1,
        (OUTSIDE, "a"): 2,
        (OUTSIDE, "the"): 1,
        (OUTSIDE, "storm"): 1,
        (OUTSIDE, "cloud"): 1,
    } == counted(symbols)


def test_stop_words_are_left_out_outside_alone() -> None:
    """A stop word inside a hit is part of the hit."""
    symbols = symbols_in("The storm cloud, a storm.", stop_words=frozenset({"the", "a", "storm"}))

    assert {("rain+sun", "storm cloud"): 1} == counted(symbols)


def test_headlines_are_not_read() -> None:
    """Symbols are of bodies."""
    articles = [Article(id="a", outlet="A", text="Rain.", title="Sun and storm cloud")]

    assert {("rain", "rain"): 1} == counted(symbols_of(count(articles, SKY)))


@pytest.mark.parametrize("text", ["", "Town."])
def test_without_hits(text: str) -> None:
    """All is outside."""
    symbols = symbols_in(text)

    assert (OUTSIDE,) == symbols.classes
    assert ({(OUTSIDE, "town"): 1} if text else {}) == counted(symbols)


@given(texts)
def test_every_word_is_read_once(bodies: list[str]) -> None:
    """Words of hits and words outside are the words of the text, paragraph by paragraph."""
    symbols = symbols_in(*bodies)
    lengths = np.array([len(name.split()) for name in symbols.names], dtype=np.int64)
    counts = count([Article(id=f"a{i}", outlet="A", text=t) for i, t in enumerate(bodies)], SKY)

    assert counts.paragraph_words.tolist() == (symbols.occurrences @ lengths).tolist()
    assert (symbols.occurrences.toarray() >= 0).all()
    inside = symbols.class_of < len(symbols.classes) - 1
    spans = np.asarray(symbols.occurrences[:, inside].sum(axis=1)).ravel()
    assert counts.paragraph_spans.tolist() == spans.tolist()


@given(texts)
def test_classes_hold_the_hits_of_their_frames(bodies: list[str]) -> None:
    """Hits of a frame are those of all classes that name it."""
    symbols = symbols_in(*bodies)
    articles = [Article(id=f"a{i}", outlet="A", text=text) for i, text in enumerate(bodies)]
    hits = group(count(articles, SKY), "outlet").hits[0]

    for frame, expected in zip(("rain", "sun"), hits.tolist(), strict=True):
        own = [n for (c, _), n in counted(symbols).items() if frame in c.split("+")]
        assert expected == sum(own)


@given(texts)
def test_the_order_of_symbols(bodies: list[str]) -> None:
    """By class and then by name, hits first; no symbol twice."""
    symbols = symbols_in(*bodies)
    keys = list(zip(symbols.class_of.tolist(), symbols.names, strict=True))

    assert sorted(set(keys)) == keys
