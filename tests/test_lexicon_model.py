"""The model of a lexicon: what its parts refuse, and what its hash depends on."""

import hashlib
from collections.abc import Callable
from dataclasses import FrozenInstanceError, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing import Frame, Lexicon, LexiconError, Pattern
from framing.lexicon.model import statuses

RAIN = Frame("rain", "Rain", (Pattern("rain*"), Pattern("WET", exact_case=True)))
SUN = Frame("sun", "Sun", (Pattern("sun"),), exceptions=(Pattern("sun hat"),))
WEATHER = Lexicon("weather", (RAIN, SUN), version="2.1", exceptions=(Pattern("weather man"),))


def message_of(make: Callable[[], object]) -> str:
    """Return the message of the error that making something raises."""
    with pytest.raises(LexiconError) as error:
        make()
    return str(error.value)


@pytest.mark.parametrize(
    ("text", "words", "is_literal"),
    [
        ("rain", ("rain",), True),
        ("Azm-e-Istehkam", ("Azm", "e", "Istehkam"), True),
        ("army's chief", ("army", "chief"), True),
        ("rain*", ("rain*",), False),
        ("Tehreek-?-Insaf", ("Tehreek", "?", "Insaf"), False),
        ("any * operation", ("any", "*", "operation"), False),
        ("9", ("9",), True),
    ],
)
def test_pattern_knows_its_words(text: str, words: tuple[str, ...], is_literal: bool) -> None:
    """A pattern has the words of its text and is literal if none has a wildcard."""
    pattern = Pattern(text)

    assert words == pattern.words
    assert is_literal == pattern.is_literal
    assert not pattern.exact_case
    assert "" == pattern.note


@pytest.mark.parametrize("text", ["", " ", "*", "?", "* ?? **", "-", "…", "❤️", "'"])
def test_pattern_needs_a_letter_or_digit(text: str) -> None:
    """A pattern that would match any word, or none, is refused."""
    expected = f"pattern {text!r} has no word to match; write at least one letter or digit"

    assert expected == message_of(lambda: Pattern(text))


def test_frame_needs_patterns() -> None:
    """A frame for which nothing counts is refused, exceptions or not."""
    expected = "frame 'rain' has no patterns; give it one or take it out"

    assert expected == message_of(lambda: Frame("rain", "Rain", ()))
    assert expected == message_of(lambda: Frame("rain", "Rain", (), (Pattern("dry"),)))


def test_lexicon_needs_frames() -> None:
    """A lexicon without frames is refused."""
    expected = "lexicon 'weather' has no frames; give it at least one"

    assert expected == message_of(lambda: Lexicon("weather", ()))


def test_lexicon_needs_a_known_status() -> None:
    """A status that nobody has defined is refused."""
    expected = (
        "status 'done' is not one of unvalidated, precision-checked, validated; "
        "a lexicon that nobody has checked is 'unvalidated'"
    )

    assert expected == message_of(lambda: Lexicon("weather", (RAIN,), status="done"))  # type: ignore[arg-type]


def test_statuses_begin_with_the_least_tested() -> None:
    """Three statuses, and a lexicon has the first unless it says otherwise."""
    assert ("unvalidated", "precision-checked", "validated") == statuses()
    assert "unvalidated" == Lexicon("weather", (RAIN,)).status


def test_finds_a_frame_by_its_key() -> None:
    """A frame is had by its key, not its label; the error lists the keys."""
    assert SUN is WEATHER.frame("sun")
    assert "no frame 'Sun' in lexicon 'weather'; its frames are rain, sun" == message_of(
        lambda: WEATHER.frame("Sun")
    )


@pytest.mark.parametrize(("version", "title"), [("2.1", "weather 2.1"), ("", "weather")])
def test_title_is_name_and_version(version: str, title: str) -> None:
    """The version follows the name where there is one."""
    assert title == replace(WEATHER, version=version).title


def test_cannot_be_changed() -> None:
    """A lexicon that has been used stays what it was."""
    for part in (WEATHER, RAIN, RAIN.patterns[0]):
        with pytest.raises(FrozenInstanceError):
            part.__setattr__("notes", "other")


def test_hash_is_that_of_frames_patterns_exceptions_and_case() -> None:
    """The hash can be had again from the canonical text alone, in any language."""
    canonical = (
        '{"exceptions":[["weather man",false]],"frames":['
        '["rain",[["rain*",false],["WET",true]],[]],'
        '["sun",[["sun",false]],[["sun hat",false]]]]}'
    )

    assert hashlib.sha256(canonical.encode()).hexdigest() == WEATHER.sha256
    assert WEATHER.sha256.startswith("SHA")


def test_hash_is_of_characters_not_of_escapes() -> None:
    """Letters outside ASCII enter as UTF-8."""
    lexicon = Lexicon("x", (Frame("é", "é", (Pattern("تحریک"),)),))
    canonical = '{"exceptions":[],"frames":[["é",[["تحریک",false]],[]]]}'

    assert hashlib.sha256(canonical.encode()).hexdigest() == lexicon.sha256


@pytest.mark.parametrize(
    "same",
    [
        replace(WEATHER, name="other", version="3", language="en", description="About weather."),
        replace(WEATHER, status="validated"),
        replace(WEATHER, frames=(replace(RAIN, label="Wet", notes="All that is wet."), SUN)),
        replace(WEATHER, exceptions=(Pattern("weather man", note="a person"),)),
    ],
)
def test_hash_leaves_out_what_does_not_count(same: Lexicon) -> None:
    """Names, labels, notes and status do not change the counts, so not the hash."""
    assert WEATHER.sha256 == same.sha256


@pytest.mark.parametrize(
    "other",
    [
        replace(WEATHER, frames=(SUN, RAIN)),
        replace(WEATHER, frames=(RAIN,)),
        replace(WEATHER, exceptions=()),
        replace(WEATHER, frames=(replace(RAIN, key="wet"), SUN)),
        replace(WEATHER, frames=(RAIN, replace(SUN, exceptions=()))),
        replace(WEATHER, frames=(replace(RAIN, patterns=RAIN.patterns[::-1]), SUN)),
        replace(WEATHER, frames=(replace(RAIN, patterns=(Pattern("rain*"), Pattern("WET"))), SUN)),
    ],
)
def test_hash_holds_what_counts(other: Lexicon) -> None:
    """Frames and patterns, their order, case and exceptions change the hash."""
    assert WEATHER.sha256 != other.sha256


@given(st.lists(st.lists(st.sampled_from(["a", "b", "c"]), min_size=1), min_size=1, max_size=3))
def test_hash_does_not_confuse_frames(patterns: list[list[str]]) -> None:
    """Moving the last pattern of a frame to the next frame is another lexicon."""

    def lexicon(groups: list[list[str]]) -> Lexicon:
        frames = (
            Frame(str(number), "", tuple(map(Pattern, group)))
            for number, group in enumerate(groups)
        )
        return Lexicon("x", tuple(frames))

    moved = [["a", *patterns[0]], *patterns[1:]]

    assert lexicon(patterns).sha256 == lexicon(patterns).sha256
    assert lexicon(patterns).sha256 != lexicon(moved).sha256
    assert (
        lexicon([*patterns, ["a"]]).sha256 != lexicon([*patterns[:-1], [*patterns[-1], "a"]]).sha256
    )
