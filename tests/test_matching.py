"""Matching: leftmost-longest over the whole lexicon, by known answers."""

import unicodedata
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing import Frame, Lexicon, Pattern
from framing.lexicon import Hit, Matcher
from framing.words import split_words

Found = list[tuple[str, tuple[str, ...]]]


def pattern(text: str) -> Pattern:
    """Return a pattern, which has an exact case if its text ends in an exclamation mark."""
    return Pattern(text.removesuffix("!"), exact_case=text.endswith("!"))


def lexicon_of(
    frames: Mapping[str, Sequence[str]], silent: Mapping[str, Sequence[str]] | None = None
) -> Lexicon:
    """Return a lexicon; ``silent`` holds exceptions by frame, those of all frames under ``""``."""
    silent = silent or {}
    return Lexicon(
        "test",
        tuple(
            Frame(key, key, tuple(map(pattern, texts)), tuple(map(pattern, silent.get(key, ()))))
            for key, texts in frames.items()
        ),
        exceptions=tuple(map(pattern, silent.get("", ()))),
    )


def find(lexicon: Lexicon, text: str) -> Found:
    """Return the words of each hit and the frames that claim it."""
    words = split_words(text)
    matcher = Matcher(lexicon)
    return [
        (
            text[words[hit.position].start : words[hit.position + hit.length - 1].end],
            tuple(lexicon.frames[matcher.entries[entry].frame].key for entry in hit.entries),
        )
        for hit in matcher.find(words)
    ]


# Known answers


def test_a_hit_has_position_length_and_entries() -> None:
    """A hit counts words; its entries are patterns by frame and then in the order of the file."""
    lexicon = lexicon_of({"rain": ["wet", "storm cloud"], "sun": ["sun*", "storm cloud"]})
    matcher = Matcher(lexicon)

    assert [
        (0, "wet"),
        (0, "storm cloud"),
        (1, "sun*"),
        (1, "storm cloud"),
    ] == [(entry.frame, entry.pattern.text) for entry in matcher.entries]
    assert [Hit(1, 2, (1, 3)), Hit(4, 1, (2,)), Hit(5, 1, (0,))] == matcher.find(
        split_words("A storm cloud, then sunny wet.")
    )
    assert lexicon is matcher.lexicon


@pytest.mark.parametrize(
    ("frames", "text", "expected"),
    [
        ({"x": ["a"]}, "", []),
        ({"x": ["a"]}, "b b", []),
        ({"x": ["a"]}, "a b A", [("a", ("x",)), ("A", ("x",))]),
        ({"x": ["a b"]}, "a b a-b a, b", [("a b", ("x",)), ("a-b", ("x",)), ("a, b", ("x",))]),
        ({"x": ["a b"]}, "a a b", [("a b", ("x",))]),
        ({"x": ["a b c"]}, "a b", []),
        # The longest wins, whichever frame it is of.
        (
            {"security": ["Tehreek-e-Taliban Pakistan"], "afghanistan": ["Taliban"]},
            "Tehreek-e-Taliban Pakistan and the Taliban",
            [("Tehreek-e-Taliban Pakistan", ("security",)), ("Taliban", ("afghanistan",))],
        ),
        # The leftmost wins over a longer one that begins inside it.
        ({"x": ["a b"], "y": ["b c d"]}, "a b c d", [("a b", ("x",))]),
        # Where the longest fails in its last word, the shorter one counts, and what follows it.
        ({"x": ["a b c d", "a b"], "y": ["c"]}, "a b c e", [("a b", ("x",)), ("c", ("y",))]),
        # A span that two frames claim is theirs, in the order of the frames.
        ({"x": ["a b", "b"], "y": ["a b"]}, "a b b", [("a b", ("x", "y")), ("b", ("x",))]),
        ({"x": ["a"], "y": ["a b"], "z": ["a b"]}, "a b", [("a b", ("y", "z"))]),
        ({"x": ["b*"], "y": ["*a"], "z": ["ba"]}, "ba", [("ba", ("x", "y", "z"))]),
    ],
)
def test_leftmost_longest(frames: dict[str, list[str]], text: str, expected: Found) -> None:
    """At each word the longest pattern of all frames counts, and the search goes on behind it."""
    assert expected == find(lexicon_of(frames), text)


CONGO = {"CG": ["Republic of Congo"], "CD": ["Democratic Republic of Congo"]}
ISLANDS = {
    "AS": ["American Samoa"],
    "WS": ["Samoa"],
    "VG": ["British Virgin Islands"],
    "GB": ["British"],
    "US": ["American"],
}
PAPERS = {"paper": ["New York Times"], "city": ["New York"]}


@pytest.mark.parametrize(
    ("frames", "text", "keys"),
    [
        (CONGO, "Republic of Congo or Democratic Republic of Congo", ["CG", "CD"]),
        (CONGO, "Democratic Republic of Congo or Republic of Congo", ["CD", "CG"]),
        (ISLANDS, "British Virgin Islands is a British overseas territory", ["VG", "GB"]),
        (ISLANDS, "American Samoa is in the South Pacific", ["AS"]),
        (PAPERS, "The New York Times is a New York paper", ["paper", "city"]),
        ({"k1": ["a b"], "k2": ["b a"]}, "a b a b a", ["k1", "k1"]),
        ({"k1": ["a b", "b a"]}, "a b a b a", ["k1", "k1"]),
        ({"k": ["A B", "A B C"]}, "A B C", ["k"]),
        ({"k": ["B C", "A B C"]}, "A B C", ["k"]),
        ({"k": ["a?b"]}, "acb ab", ["k"]),
    ],
)
@pytest.mark.parametrize("turn", [1, -1])
def test_nested_names_as_quanteda_looks_them_up(
    frames: dict[str, list[str]], text: str, keys: list[str], turn: int
) -> None:
    """Nested names give the keys that quanteda's tokens_lookup gives for a whole dictionary."""
    turned = dict(list(frames.items())[::turn])

    assert keys == [key for _, claims in find(lexicon_of(turned), text) for key in claims]


@pytest.mark.parametrize(
    ("written", "matched", "unmatched"),
    [
        ("tax*", "tax TAX taxes taxation", "syntax ta"),
        ("*phobia", "phobia Xenophobia", "phobias"),
        ("te*t", "tet test te'st tempest", "tests te-t"),
        ("*ra*a*", "drama ra\u0301a", "rat"),
        ("a?", "ab à1", "a abc"),
        ("a??", "abc", "ab abcd"),
        ("defen?e", "defence defense", "defene defennce"),
        ("caf?", "café CAFE\u0301 caf\u00ade", "caf cafés"),
        ("don?t", "don't don’t", "dont"),
        ("Türkiye", "Turkiye TÜRKIYE Türkiye's", "Turkey"),
        ("operation", "Operation’s ＯＰＥＲＡＴＩＯＮ oper\u00adation", "operations"),
        ("IS!", "IS I\u00adS IS’s", "is Is ISI"),
        ("Türkiye!", "Turkiye Türkiye", "TÜRKIYE türkiye"),
        ("IS*!", "IS ISIS ISis", "is Isis iSIS"),
        ("?S!", "US IS", "Us us USS"),
    ],
)
def test_what_a_word_of_a_pattern_matches(written: str, matched: str, unmatched: str) -> None:
    """A star is any run of characters in one word, a question mark one; case where asked for."""
    lexicon = lexicon_of({"x": [written]})

    assert [(word.surface, ("x",)) for word in split_words(matched)] == find(lexicon, matched)
    assert [] == find(lexicon, unmatched)


@pytest.mark.parametrize(
    ("written", "matched", "unmatched"),
    [
        ("a * b", "a x b", "a b, a x y b"),
        ("a ? b", "a é b", "a xx b, a b"),
        ("Jamiat Ulema-*-Islam*", "Jamiat Ulema-e-Islam", "Jamiat Ulema Islam"),
        ("tak* * into confidence", "taking them into confidence", "takes into confidence"),
        ("army's chief", "army chief", "army a chief"),
        ("army chief", "army’s chief", "armys chief"),
        ("don't stop", "don’t stop", "don t stop"),
        # Nothing in a pattern is a regular expression.
        ("a.c", "a c", "abc"),
        ("(a|b)+", "a b", "aab"),
        ("[ab]", "ab", "a b"),
        ("a\\w", "a w", "ab"),
        ("U.S. army!", "U.S. army", "u.s. army, US army"),
    ],
)
def test_what_several_words_match(written: str, matched: str, unmatched: str) -> None:
    """A star or question mark that stands alone is one word; what is no word separates."""
    lexicon = lexicon_of({"x": [written]})

    assert [(matched, ("x",))] == find(lexicon, matched)
    assert [] == find(lexicon, unmatched)


@pytest.mark.parametrize(
    ("patterns", "text", "winner"),
    [
        (["rain*", "rain"], "rain", "rain"),
        (["rain", "rain*"], "rain", "rain"),
        (["r*", "rain*", "?ain"], "rain", "r*"),
        (["?ain", "rain*", "r*"], "rain", "?ain"),
        (["rain", "RAIN!"], "RAIN", "rain"),
        (["RAIN!", "rain"], "RAIN", "RAIN"),
        (["RAIN*!", "rain"], "RAIN", "rain"),
        (["wet *", "* day", "wet day"], "wet day", "wet day"),
        (["wet *", "* day"], "wet day", "wet *"),
        (["rain", "Rain", "RAIN"], "rain", "rain"),
        (["wet", "wet *"], "wet day", "wet *"),
    ],
)
def test_one_pattern_of_a_frame_has_the_hit(patterns: list[str], text: str, winner: str) -> None:
    """Of a frame's patterns on one span a literal wins over a wildcard, then the file's order."""
    matcher = Matcher(lexicon_of({"other": ["zzz"], "x": patterns}))
    (hit,) = matcher.find(split_words(text))

    assert [winner] == [matcher.entries[entry].pattern.text for entry in hit.entries]


@pytest.mark.parametrize(
    ("frames", "silent", "text", "expected"),
    [
        # Inside the exception, and only there.
        ({"x": ["china"]}, {"x": ["china shop"]}, "China shop in China", [("China", ("x",))]),
        ({"x": ["china"]}, {"x": ["china"]}, "China", []),
        ({"x": ["china*"]}, {"x": ["chinat*"]}, "China Chinatown", [("China", ("x",))]),
        ({"x": ["a b"]}, {"x": ["b c"]}, "a b c", [("a b", ("x",))]),
        ({"x": ["a b c"]}, {"x": ["a b"]}, "a b c", [("a b c", ("x",))]),
        ({"x": ["a b"]}, {"x": ["a b"], "y": []}, "a b", []),
        # That frame alone, or every frame.
        ({"x": ["a"], "y": ["a"]}, {"x": ["a b"]}, "a b", [("a", ("y",))]),
        ({"x": ["a"], "y": ["a"]}, {"": ["a b"]}, "a b a", [("a", ("x", "y"))]),
        # A silenced span leaves its words to shorter patterns of other frames, and to later ones.
        ({"x": ["a b"], "y": ["a"]}, {"x": ["a b"]}, "a b", [("a", ("y",))]),
        ({"x": ["a b"], "y": ["b"]}, {"x": ["a b"]}, "a b", [("b", ("y",))]),
        ({"x": ["a b", "b c"]}, {"x": ["a b"]}, "a b c", [("b c", ("x",))]),
        # An exception takes no words away: it may overlap hits and other exceptions.
        ({"x": ["a b", "c"]}, {"x": ["b c"]}, "a b c c", [("a b", ("x",)), ("c", ("x",))]),
        ({"x": ["b", "c"]}, {"x": ["a b", "b c"]}, "a b c", []),
        ({"x": ["b"]}, {"x": ["a", "a b c"]}, "a b c b", [("b", ("x",))]),
        ({"x": ["b"]}, {"x": ["a b c", "b d"]}, "a b d", []),
        # As any pattern, it may have wildcards and a case.
        ({"x": ["us"]}, {"x": ["US!"]}, "us US", [("us", ("x",))]),
        ({"x": ["army"]}, {"": ["army * chief*"]}, "army staff chiefs, army", [("army", ("x",))]),
    ],
)
def test_exceptions_silence(
    frames: dict[str, list[str]], silent: dict[str, list[str]], text: str, expected: Found
) -> None:
    """An exception silences its frame, or all of them, inside its span and takes nothing away."""
    assert expected == find(lexicon_of(frames, silent), text)


def test_hits_do_not_reach_from_one_run_to_the_next() -> None:
    """What stands in two paragraphs is no hit; a matcher remembers nothing of earlier words."""
    matcher = Matcher(lexicon_of({"x": ["a b"]}, {"x": ["c a b"]}))

    assert [] == matcher.find(split_words("x a"))
    assert [] == matcher.find(split_words("b c"))
    assert [Hit(0, 2, (0,))] == matcher.find(split_words("a b"))
    assert [] == matcher.find([])


# Metamorphic relations

LETTERS = st.sampled_from("abc")


@given(st.lists(LETTERS, min_size=2, max_size=4), st.data())
def test_a_part_of_a_longer_pattern_raises_no_hits_inside_it(
    long: list[str], data: st.DataObject
) -> None:
    """Adding some of its words to the frame of a pattern changes nothing where that matches."""
    start = data.draw(st.integers(0, len(long) - 1))
    part = long[start : data.draw(st.integers(start + 1, len(long)))]
    gaps = data.draw(st.lists(st.integers(1, 3), min_size=1, max_size=4))
    text = " ".join(word for gap in gaps for word in ["neutral"] * gap + long)
    one = Matcher(lexicon_of({"x": [" ".join(long)]}))
    both = Matcher(lexicon_of({"x": [" ".join(long), " ".join(part)]}))

    assert len(gaps) == len(one.find(split_words(text)))
    assert one.find(split_words(text)) == both.find(split_words(text))


@given(
    st.lists(
        st.sampled_from(["Türkiye", "don't", "rain", "storm", "cloud", "fine", "US", "o'er"]),
        max_size=8,
    )
)
def test_typography_makes_no_difference(words: list[str]) -> None:
    """Normal forms, quotes, line ends, trailing spaces and soft hyphens leave the hits alone."""
    lexicon = lexicon_of(
        {"x": ["turkiye", "storm cloud", "US!", "don?t"], "y": ["rain*", "fine rain", "o'er *"]}
    )
    text = " ".join(words)
    hits = Matcher(lexicon).find(split_words(text))
    variants = [
        unicodedata.normalize("NFD", text),
        text.replace("'", "’"),
        text.replace(" ", "\r\n"),
        text.replace(" ", " – ") + "  \n",
        text.replace("fi", "ﬁ"),
        text.replace("r", "r\u00ad"),
        text.translate({ord(letter): ord(letter) + 0xFEE0 for letter in "USrainstom"}),
    ]

    assert [hits] * len(variants) == [Matcher(lexicon).find(split_words(v)) for v in variants]


@given(st.lists(st.sampled_from(["a", "b", "ab", "İ", "ß", "é"]), max_size=8), st.data())
def test_case_makes_no_difference_unless_asked_for(words: list[str], data: st.DataObject) -> None:
    """Patterns without an exact case match a text in capitals as they match it in small letters."""
    drawn = data.draw(
        st.lists(st.lists(st.sampled_from(["a", "B", "*b", "ß", "E", "i"])), min_size=1)
    )
    written = [" ".join(pattern) for pattern in drawn if pattern] or ["a"]
    matcher = Matcher(lexicon_of({"x": written}))
    text = " ".join(words)

    assert matcher.find(split_words(text)) == matcher.find(split_words(text.upper()))
    assert matcher.find(split_words(text)) == matcher.find(split_words(text.lower()))
