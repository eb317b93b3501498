"""Counts without what is shared: integers, in the paragraphs they were in."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from framing import Article, Counts, Frame, Lexicon, Pattern, count
from framing.sharing.bodies import cut_bodies
from framing.sharing.remaining import count_remaining

LEXICON = Lexicon(
    "weather",
    (
        Frame("rain", "Rain", (Pattern("rain"), Pattern("storm cloud"))),
        Frame("sun", "Sun", (Pattern("sun"),)),
    ),
)


def remaining(article: Article, words: list[int]) -> Counts:
    """Count an article without some words of its body."""
    bodies = cut_bodies([article])
    mask = np.zeros(bodies.lengths[0], dtype=np.bool_)
    mask[words] = True
    return count_remaining(count([article], LEXICON), bodies, {0: mask})


def test_words_and_hits_go_and_paragraphs_stay() -> None:
    """A paragraph of which nothing remains is gone; the headline is not touched."""
    article = Article(
        id="a", outlet="North", title="Rain", text="Rain and sun.\nSun again.\nA storm cloud came."
    )
    counts = remaining(article, [0, 3, 4])

    assert [1, 2, 4] == counts.paragraph_words.tolist()
    assert [False, True, True] == counts.paragraph_is_body.tolist()
    assert [[0, 0], [0, 1], [1, 0]] == counts.paragraph_hits.toarray().tolist()
    assert {"a": 1, "and": 1, "came": 1, "cloud": 1, "storm": 1, "sun": 1} == {
        term: n
        for term, n in zip(counts.vocabulary, counts.terms.sum(axis=0).tolist(), strict=True)
        if n
    }


def test_a_hit_goes_with_any_of_its_words() -> None:
    """Half a pattern is no hit."""
    article = Article(id="a", outlet="North", text="A storm cloud came.")

    assert 1 == len(remaining(article, []).body_hits)
    assert 0 == len(remaining(article, [2]).body_hits)
    assert 3 == remaining(article, [2]).paragraph_words.sum()


def test_an_article_of_which_nothing_remains_is_gone() -> None:
    """It is not an article without hits."""
    article = Article(id="a", outlet="North", text="Rain and sun.")
    other = Article(id="b", outlet="South", text="Rain and sun.")
    bodies = cut_bodies([article, other])
    counts = count_remaining(
        count([article, other], LEXICON), bodies, {0: np.ones(3, dtype=np.bool_)}
    )

    assert ["b"] == [facts.id for facts in counts.articles]
    assert [0] == counts.paragraph_article.tolist()
    assert [[1, 1]] == counts.paragraph_hits.toarray().tolist()


WORDS = st.lists(st.sampled_from(["rain", "sun", "storm", "cloud", "town"]), min_size=1, max_size=8)


@given(st.lists(WORDS, min_size=1, max_size=4), st.data())
def test_what_remains_is_what_was_not_left_out(
    paragraphs: list[list[str]], data: st.DataObject
) -> None:
    """Words and terms by counting them anew, hits by looking at the words of each."""
    article = Article(id="a", outlet="North", text="\n".join(" ".join(p) + "." for p in paragraphs))
    total = sum(map(len, paragraphs))
    left_out = data.draw(st.sets(st.integers(0, total - 1)))
    counts = remaining(article, sorted(left_out))

    numbered = iter(range(total))
    kept = [[(w, next(numbered)) for w in p] for p in paragraphs]
    lines = [line for p in kept if (line := [(w, n) for w, n in p if n not in left_out])]
    expected = []
    for line in lines:
        at = {number: word for word, number in line}
        rain = sum(word == "rain" for word in at.values()) + sum(
            word == "storm" and at.get(n + 1) == "cloud" for n, word in at.items()
        )
        expected.append([rain, sum(word == "sun" for word in at.values())])

    assert [len(line) for line in lines] == counts.paragraph_words.tolist()
    assert sorted(word for line in lines for word, _ in line) == sorted(
        term
        for term, n in zip(
            counts.vocabulary, np.asarray(counts.terms.sum(axis=0)).ravel(), strict=True
        )
        for _ in range(int(n))
    )
    found = counts.paragraph_hits.toarray().tolist() if lines else []
    assert expected == found
