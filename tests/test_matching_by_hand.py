"""Matching held equal to a matcher written by hand, on random lexicons and words."""

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from framing import Frame, Lexicon, Pattern
from framing.lexicon import Hit, Matcher
from framing.words import Word

WORDS = st.lists(st.sampled_from(["a", "b", "A", "B", "ab", "aB", "c"]), max_size=8)
PATTERNS = st.builds(
    Pattern,
    st.lists(
        st.sampled_from(["a", "b", "A", "c", "ab", "*", "?", "a*", "*b", "?b", "A*", "**"]),
        min_size=1,
        max_size=3,
    )
    .filter(lambda words: any(word.strip("*?") for word in words))
    .map(" ".join),
    exact_case=st.booleans(),
)
EXCEPTIONS = st.lists(PATTERNS, max_size=2).map(tuple)
FRAMES = st.builds(
    Frame,
    key=st.just(""),
    label=st.just(""),
    patterns=st.lists(PATTERNS, min_size=1, max_size=4).map(tuple),
    exceptions=EXCEPTIONS,
)


@st.composite
def lexicons(draw: st.DrawFn) -> Lexicon:
    """Draw a lexicon of one to three frames."""
    drawn = draw(st.lists(FRAMES, min_size=1, max_size=3))
    frames = tuple(
        Frame(key, key, frame.patterns, frame.exceptions)
        for key, frame in zip("xyz", drawn, strict=False)
    )
    return Lexicon("drawn", frames, exceptions=draw(EXCEPTIONS))


def as_words(surfaces: Sequence[str]) -> list[Word]:
    """Return words without a text behind them."""
    return [Word(surface, 0, 0) for surface in surfaces]


def matches_word(written: str, word: str) -> bool:
    """Tell whether a word of a pattern matches a word."""
    if not written:
        return not word
    if written[0] == "*":
        return any(matches_word(written[1:], word[skip:]) for skip in range(len(word) + 1))
    return bool(word) and written[0] in {"?", word[0]} and matches_word(written[1:], word[1:])


def matches_span(written: Pattern, span: Sequence[str]) -> bool:
    """Tell whether a pattern matches a span of words, all of it."""
    parts = written.text.split(" ")
    same = str if written.exact_case else str.lower
    return len(parts) == len(span) and all(map(matches_word, map(same, parts), map(same, span)))


def find_by_hand(lexicon: Lexicon, words: Sequence[str]) -> list[Hit]:
    """Find hits by looking at every span of words for every pattern."""
    spans = [
        (start, end) for start in range(len(words)) for end in range(start + 1, len(words) + 1)
    ]
    claims: dict[tuple[int, int], list[int]] = {}
    before = 0  # entries of the frames before
    for frame in lexicon.frames:
        silencing = (*lexicon.exceptions, *frame.exceptions)
        silent = [
            span for span in spans if any(matches_span(p, words[slice(*span)]) for p in silencing)
        ]
        for start, end in spans:
            if any(first <= start and end <= last for first, last in silent):
                continue
            matching = [
                (any(wildcard in p.text for wildcard in "*?"), number)
                for number, p in enumerate(frame.patterns)
                if matches_span(p, words[start:end])
            ]
            if matching:
                claims.setdefault((start, end), []).append(before + min(matching)[1])
        before += len(frame.patterns)
    hits = []
    position = 0
    while position < len(words):
        ends = [end for start, end in claims if start == position]
        if ends:
            longest = max(ends)
            entries = tuple(claims[position, longest])
            hits.append(Hit(position, longest - position, entries))
        position = max(ends, default=position + 1)
    return hits


@settings(max_examples=1_000)
@given(lexicons(), WORDS)
def test_agrees_with_the_rules_read_by_hand(lexicon: Lexicon, words: list[str]) -> None:
    """The tree of words and a look at every span find the same hits with the same entries."""
    assert find_by_hand(lexicon, words) == Matcher(lexicon).find(as_words(words))


# Properties


@given(lexicons(), WORDS)
def test_hits_stand_in_order_without_overlap(lexicon: Lexicon, words: list[str]) -> None:
    """A word belongs to one hit at most, and a hit names each frame at most once, in order."""
    matcher = Matcher(lexicon)
    free = 0
    for hit in matcher.find(as_words(words)):
        assert free <= hit.position < hit.position + hit.length <= len(words)
        free = hit.position + hit.length
        frames = [matcher.entries[entry].frame for entry in hit.entries]
        assert sorted(set(frames)) == frames != []


@given(lexicons(), st.lists(WORDS, max_size=3))
def test_a_used_matcher_is_as_good_as_new(lexicon: Lexicon, runs: list[list[str]]) -> None:
    """What was searched before makes no difference."""
    used = Matcher(lexicon)

    assert [Matcher(lexicon).find(as_words(run)) for run in runs] == [
        used.find(as_words(run)) for run in runs
    ]


@given(lexicons(), WORDS)
def test_the_order_of_frames_makes_no_difference(lexicon: Lexicon, words: list[str]) -> None:
    """With its frames turned round, a lexicon has the same hits of the same frames."""
    turned = Lexicon("turned", lexicon.frames[::-1], exceptions=lexicon.exceptions)

    def hits(of: Lexicon) -> list[tuple[int, int, set[tuple[str, Pattern]]]]:
        matcher = Matcher(of)
        named = [(of.frames[entry.frame].key, entry.pattern) for entry in matcher.entries]
        return [
            (hit.position, hit.length, {named[entry] for entry in hit.entries})
            for hit in matcher.find(as_words(words))
        ]

    assert hits(lexicon) == hits(turned)


@given(lexicons(), WORDS)
def test_a_pattern_that_matches_nothing_makes_no_difference(
    lexicon: Lexicon, words: list[str]
) -> None:
    """A frame more, whose pattern does not occur, leaves every hit as it is."""
    unheard = Frame("unheard", "", (Pattern("zz*"), Pattern("a b zz")))
    larger = Lexicon("larger", (*lexicon.frames, unheard), exceptions=lexicon.exceptions)

    assert Matcher(lexicon).find(as_words(words)) == Matcher(larger).find(as_words(words))
