"""Lexicons in YAML: the plain form, the full form, and what is refused."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from framing import Frame, Lexicon, LexiconError, Pattern
from framing.lexicon.formats.yaml import parse_yaml

FULL = """\
# A comment.
name: weather
version: 2.10
language: no
status: precision-checked
description: >-
  What it
  is for.
except: [weather man, {pattern: MET, case: exact}]
frames:
  rain:
    label: Rain and more
    notes: All that is wet.
    patterns:
      - rain*
      - {pattern: WET, case: exact, note: not the adjective}
      - {pattern: storm cloud, case: any}
    except:
      - rain check*
  2016: [on, 2024-06-22]
  sun: sunny
"""


def patterns(*texts: str) -> tuple[Pattern, ...]:
    """Return patterns without a case of their own."""
    return tuple(map(Pattern, texts))


def parse(text: str) -> Lexicon:
    """Read a lexicon whose file is called f.yaml."""
    return parse_yaml(text, "f.yaml", "f")


def message_of(text: str) -> str:
    """Return the message of the error that a file makes."""
    with pytest.raises(LexiconError) as error:
        parse(text)
    return str(error.value)


def test_reads_the_full_form() -> None:
    """Every key of the full form has its place in the model; values are strings as written."""
    assert Lexicon(
        name="weather",
        version="2.10",
        language="no",
        status="precision-checked",
        description="What it is for.",
        exceptions=(Pattern("weather man"), Pattern("MET", exact_case=True)),
        frames=(
            Frame(
                key="rain",
                label="Rain and more",
                notes="All that is wet.",
                patterns=(
                    Pattern("rain*"),
                    Pattern("WET", exact_case=True, note="not the adjective"),
                    Pattern("storm cloud"),
                ),
                exceptions=patterns("rain check*"),
            ),
            Frame("2016", "2016", patterns("on", "2024-06-22")),
            Frame("sun", "sun", patterns("sunny")),
        ),
    ) == parse(FULL)


def test_reads_the_plain_form() -> None:
    """A mapping of frames to patterns is a lexicon named after its file, and unvalidated."""
    text = 'economy: [tax*, "interest rate*"]\nsecurity:\n  - terroris*\n  - no\nwater: flood'

    assert Lexicon(
        "f",
        (
            Frame("economy", "economy", patterns("tax*", "interest rate*")),
            Frame("security", "security", patterns("terroris*", "no")),
            Frame("water", "water", patterns("flood")),
        ),
    ) == parse(text)


@pytest.mark.parametrize("key", ["language", "name", "version", "status", "description"])
def test_a_frame_may_be_called_as_a_key_of_the_full_form(key: str) -> None:
    """In the plain form a list of patterns makes a frame of any name."""
    frames = (
        Frame(key, key, patterns("tongue*", "speech")),
        Frame("rain", "rain", patterns("wet")),
    )

    assert Lexicon("f", frames) == parse(f"{key}: [tongue*, speech]\nrain: wet")


def test_the_plain_form_may_describe_a_frame() -> None:
    """Label, notes and exceptions of one frame do not ask for a key 'frames'."""
    text = "rain: {label: Rain, notes: Wet., patterns: [rain*], except: rain check}\nsun: sun"
    rain = Frame("rain", "Rain", patterns("rain*"), patterns("rain check"), "Wet.")

    assert Lexicon("f", (rain, Frame("sun", "sun", patterns("sun")))) == parse(text)


@pytest.mark.parametrize(
    "text",
    [
        "frames: {rain: [wet]}",
        "frames: {rain: wet}",
        "frames: {rain: {patterns: wet}}",
        "frames: {rain: {patterns: {pattern: wet}}}",
        "frames:\n  rain:\n  - wet",
        "name:\nlanguage: ~\nstatus: ''\nexcept:\nframes: {rain: {label: , patterns: [wet]}}",
        "{rain: [wet]}",
        "rain: &same [wet]",
        "rain:\r\n- wet\r\n",
    ],
)
def test_forms_of_the_same_lexicon(text: str) -> None:
    """One pattern needs no list, and a key without a value is as good as none."""
    assert Lexicon("f", (Frame("rain", "rain", patterns("wet")),)) == parse(text)


LEXICON_KEYS = "name, version, language, status, description, except, frames"
FRAME_KEYS = "label, notes, patterns, except"
NO_WORD = "has no word to match; write at least one letter or digit"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "f.yaml: the file is empty; a lexicon maps frames to patterns"),
        ("# only\n", "f.yaml: the file is empty; a lexicon maps frames to patterns"),
        ("rain", "f.yaml:1:1: a lexicon is a mapping of frames to patterns"),
        ("- rain\n- sun", "f.yaml:1:1: a lexicon is a mapping of frames to patterns"),
        ("{}", "f.yaml:1:1: lexicon 'f' has no frames; give it at least one"),
        ("name: w\nframes: {}", "f.yaml:1:1: lexicon 'w' has no frames; give it at least one"),
        ("name: w\nframes:", "f.yaml:2:8: 'frames' is a mapping of frame to patterns"),
        ("frames: [rain]", "f.yaml:1:9: 'frames' is a mapping of frame to patterns"),
        # A frame.
        ("rain:", "f.yaml:1:1: frame 'rain' has no patterns; give it one or take it out"),
        ("a: b\nrain: []", "f.yaml:2:1: frame 'rain' has no patterns; give it one or take it out"),
        ("a: b\nrain: ~", "f.yaml:2:1: frame 'rain' has no patterns; give it one or take it out"),
        (
            "frames:\n  rain: {label: Rain}",
            "f.yaml:2:3: frame 'rain' has no patterns; give it one or take it out",
        ),
        ("'': [wet]", "f.yaml:1:1: a frame needs a name"),
        ("a: b\nrain: c\na: d", "f.yaml:3:1: 'a' is given twice"),
        ("frames: {a: b, a: c}", "f.yaml:1:16: 'a' is given twice"),
        # A pattern.
        ("rain: [wet, '*']", f"f.yaml:1:13: pattern '*' {NO_WORD}"),
        ("rain: [wet, '? -']", f"f.yaml:1:13: pattern '? -' {NO_WORD}"),
        ("rain: [wet, '']", f"f.yaml:1:13: pattern '' {NO_WORD}"),
        ("rain:\n- wet\n- ~", f"f.yaml:3:3: pattern '' {NO_WORD}"),
        ("rain: [{pattern: ''}]", f"f.yaml:1:8: pattern '' {NO_WORD}"),
        ("rain: [{note: x}]", "f.yaml:1:8: this entry has no 'pattern'"),
        (
            "rain: [[wet]]",
            "f.yaml:1:8: a pattern is a string, or a mapping with 'pattern', 'case', 'note'",
        ),
        ("rain: [{pattern: [wet]}]", "f.yaml:1:18: 'pattern' is a string"),
        ("rain: [{pattern: a, case: b}]", "f.yaml:1:27: 'case' is 'b', not one of any, exact"),
        (
            "rain: [{patern: wet}]",
            "f.yaml:1:9: 'patern' is not a key of a pattern, which has pattern, case, note; "
            "did you mean 'pattern'?",
        ),
        ("rain: [wet\nsun: b", "f.yaml:2:4: did not find expected ',' or ']'"),
        # Keys and values of the wrong kind.
        (
            "frames: {rain: {patern: [wet]}}",
            f"f.yaml:1:17: 'patern' is not a key of frame 'rain', which has {FRAME_KEYS}; "
            "did you mean 'patterns'?",
        ),
        (
            "weather:\n  rain: [wet]\n  sun: [dry]",
            f"f.yaml:2:3: 'rain' is not a key of frame 'weather', which has {FRAME_KEYS}; "
            "nested categories are not read, give each its own frame",
        ),
        (
            "frames: {a: b}\nauthor: me",
            f"f.yaml:2:1: 'author' is not a key of a lexicon, which has {LEXICON_KEYS}",
        ),
        (
            "frames: {a: b}\nextra: [c]",
            f"f.yaml:2:1: 'extra' is not a key of a lexicon, which has {LEXICON_KEYS}; "
            "nested categories are not read, give each its own frame",
        ),
        (
            "language: en\na: [b]",
            "f.yaml:1:1: a lexicon with 'language' needs a key 'frames' beside it",
        ),
        ("a: [b]\nname: x", "f.yaml:2:1: a lexicon with 'name' needs a key 'frames' beside it"),
        ("name: {a: b}\nframes: {a: b}", "f.yaml:1:7: 'name' is a string"),
        ("frames: {a: {label: [b], patterns: c}}", "f.yaml:1:21: 'label' is a string"),
        (
            "status: done\nframes: {a: b}",
            "f.yaml:1:9: 'status' is 'done', not one of unvalidated, precision-checked, validated",
        ),
        (
            "frames: {a: b}\nexcept: {c: d}",
            "f.yaml:2:10: 'c' is not a key of a pattern, which has pattern, case, note",
        ),
        # Not the YAML we read.
        ("a:\n\t- b", "f.yaml:2:1: found character that cannot start any token"),
        (
            "a:\n- b\n- *c",
            "f.yaml:3:3: aliases (*name) are not read; write the value out, or quote a leading *",
        ),
        ("a: [b\x00]", "f.yaml:1:6: '\\x00' is a control character; take it out"),
        ("a: b\n--- {}", "f.yaml:2:1: a second document begins here; a file has one"),
        ("a: " + "[" * 100_000, "f.yaml:1:44: nested deeper than 40 levels"),
    ],
)
def test_refuses(text: str, message: str) -> None:
    """What is no lexicon is an error that says where, what, and what was expected."""
    assert message == message_of(text)


KEYS = st.text(st.characters(categories=["L", "Nd"]), min_size=1, max_size=6)
PATTERNS = st.from_regex(r"\A[a-z1*? -]{0,6}[a-zé1]\Z")


@given(st.dictionaries(KEYS, st.lists(PATTERNS, min_size=1), min_size=1), st.booleans())
def test_reads_back_what_yaml_writes(frames: dict[str, list[str]], flow: bool) -> None:
    """Any frames and patterns that YAML's own writer writes are read, in either form, in order."""

    def written(content: object) -> str:
        return yaml.safe_dump(content, sort_keys=False, default_flow_style=flow)

    expected = tuple(Frame(key, key, patterns(*texts)) for key, texts in frames.items())

    assert expected == parse(written({"name": "n", "frames": frames})).frames
    if not {"frames", "except"} & set(frames):
        assert expected == parse(written(frames)).frames
