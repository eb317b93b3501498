"""The quick count is the slow count: same words, same hits."""

from hypothesis import given
from hypothesis import strategies as st

from framing import Article, Frame, Furniture, Lexicon, Pattern, Span, count
from framing.groups import group
from framing.lexicon import Matcher
from framing.scan import find_body, scan
from framing.tally import tally
from framing.words import split_surfaces, split_words

_ODD = "aAsSzéßØªµ²½0159'’‘\u02bc\uff07\xad\u200b\u0301\u0660 -–—…“”.,\n\t\xa0_€ıſДא中"
_WORDS = ("rain", "Rainy", "wet", "storm", "cloud", "sun's", "sunny.", "day", "\n", "\n\n", "it’s")


def _slow(article: Article, lexicon: Lexicon) -> list[tuple[list[str], list[tuple[int, ...]]]]:
    return [
        ([word.surface for word in paragraph.words], [hit.entries for hit in hits])
        for paragraph, hits in scan(article, Matcher(lexicon))
        if paragraph.part == "body"
    ]


@given(st.text(alphabet=_ODD, max_size=30) | st.text(max_size=20))
def test_surfaces_are_those_of_the_words(text: str) -> None:
    """The simple pattern finds what the full one finds, or is not used."""
    assert [word.surface for word in split_words(text)] == split_surfaces(text)


@given(st.text(alphabet=_ODD, max_size=30), st.integers(0, 30), st.integers(0, 30))
def test_surfaces_of_a_stretch(text: str, start: int, length: int) -> None:
    """What stands before the stretch is seen or not seen alike."""
    start = min(start, len(text))
    end = min(start + length, len(text))

    assert [word.surface for word in split_words(text, start, end)] == split_surfaces(
        text, start, end
    )


@given(
    st.lists(st.sampled_from(_WORDS), max_size=40),
    st.lists(st.tuples(st.integers(0, 150), st.integers(1, 40)), max_size=3),
    st.booleans(),
)
def test_the_quick_count_is_the_slow_count(
    lexicon: Lexicon, words: list[str], pieces: list[tuple[int, int]], has_headline: bool
) -> None:
    """With furniture inside paragraphs and a headline in the text too."""
    text = " ".join(words)
    furniture = []
    end = 6 if has_headline else 0
    for start, length in sorted(pieces):
        if start >= end and start + length <= len(text):
            furniture.append(Furniture(start, start + length, "test"))
            end = start + length
    headline = Span(0, min(6, len(text))) if has_headline and text else None
    article = Article(id="a", outlet="", text=text, furniture=tuple(furniture), headline=headline)
    matcher = Matcher(lexicon)

    quick = tally(article, matcher, [entry.frame for entry in matcher.entries])

    slow = _slow(article, lexicon)
    assert [words for words, _ in slow] == list(find_body(article))
    assert [len(words) for words, _ in slow] == list(quick.paragraph_words)
    assert [tuple(hits) for _, hits in slow] == list(quick.paragraph_claims)


def test_sums_are_those_of_counts(lexicon: Lexicon) -> None:
    """Words, hits, divided hits and hits of entries."""
    article = Article(
        id="a", outlet="", text="Rain. A storm cloud, then sun.\nStorm cloud and storm cloud: wet!"
    )
    groups = group(count([article], lexicon), "article")
    matcher = Matcher(lexicon)

    quick = tally(article, matcher, [entry.frame for entry in matcher.entries])

    assert groups.words[0] == quick.words
    assert tuple(groups.hits[0]) == quick.hits == (5, 4)
    assert 6 == quick.spans
    assert groups.counts.parts_of_a_hit == quick.parts_of_a_hit == 2
    assert tuple(groups.divided_hits[0]) == quick.divided_hits(2) == (7, 5)
    assert {e: n for e, n in enumerate(groups.entry_hits[0]) if n} == dict(quick.entry_hits)


def test_a_wildcard_that_comes_first_is_tried_on_every_word() -> None:
    """Patterns are looked up by the letter they begin with, those without one always."""
    both = Lexicon(
        "w",
        (
            Frame(
                "f",
                "F",
                (Pattern("*ism"), Pattern("Émir*"), Pattern("?at")),
            ),
        ),
    )
    article = Article(id="a", outlet="", text="Sufism, the emirs' cat; EMIRATE, that ism.")
    matcher = Matcher(both)

    assert (5,) == tally(article, matcher, [0, 0, 0]).hits
