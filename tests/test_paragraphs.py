"""Lines and paragraphs: where they are, and which of the two a text's line ends separate."""

import re
import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.article import Span
from framing.paragraphs import ends_sentence, find_lines, find_paragraphs
from framing.words import split_words

PAGES = st.text(alphabet="ab.” \t\n", max_size=60)
SENTENCES = st.lists(st.sampled_from(["Rain fell.", "Who knew?", "It “was.”", "Wet!", "See…"]))


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text."""
    return [text[span.start : span.end] for span in find_paragraphs(text)]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        (" \n\t\n", []),
        ("Rain.", [Span(0, 5)]),
        ("  Rain.  ", [Span(2, 7)]),
        ("Rain.\nSun.", [Span(0, 5), Span(6, 10)]),
        ("Rain.\r\n\r\n Sun.\r\n", [Span(0, 5), Span(10, 14)]),
        ("👍\n\u00a0\ne\u0301", [Span(0, 1), Span(4, 6)]),
    ],
)
def test_finds_lines(text: str, lines: list[Span]) -> None:
    """Lines are found without the white space around them; blank ones are none."""
    assert lines == find_lines(text)


@pytest.mark.parametrize(
    ("line", "ends"),
    [
        ("Rain fell.", True),
        ("Who knew?", True),
        ("Wet!", True),
        ("And so on…", True),
        ("He said:", True),
        ("rain;", True),
        ("“It rained.”", True),
        ("(It rained.)  ", True),
        ('"Rain."]', True),
        ("Rain fell", False),
        ("rain,", False),
        ("“Rain”", False),
        ("3.5 percent", False),
        ("", False),
    ],
)
def test_tells_where_a_sentence_ends(line: str, ends: bool) -> None:
    """A sentence ends in its mark, whatever closes behind it."""
    assert ends == ends_sentence(line)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("\n \n", []),
        ("Rain fell.", ["Rain fell."]),
        ("Rain fell", ["Rain fell"]),
        # One line, one paragraph.
        ("Rain fell.\nSun came.\nAll was well.", ["Rain fell.", "Sun came.", "All was well."]),
        ("Rain fell.\n\n\nSun came.", ["Rain fell.", "Sun came."]),
        ("Rain fell.\n \t\nSun came.", ["Rain fell.", "Sun came."]),
        # A subhead among them is a paragraph of its own.
        (
            "Rain fell.\nSun came.\nMore of it\nAll was well.",
            ["Rain fell.", "Sun came.", "More of it", "All was well."],
        ),
        # Hard-wrapped: at least half of the lines that others follow end within a sentence.
        ("Rain\nfell on\nus.", ["Rain\nfell on\nus."]),
        ("Rain fell.\nSun\ncame.", ["Rain fell.\nSun\ncame."]),
        ("Rain\nfell.\n\nSun\ncame.", ["Rain\nfell.", "Sun\ncame."]),
        ("Rain\n  fell.\n \n\tSun\ncame. ", ["Rain\n  fell.", "Sun\ncame."]),
        # Not wrapped, but blank lines stand between paragraphs of several lines.
        (
            "It rained.\nAnd rained.\n\nSun came.\nWe sang.\n\nNight fell.\nWe slept.",
            ["It rained.\nAnd rained.", "Sun came.\nWe sang.", "Night fell.\nWe slept."],
        ),
        # With fewer than three such runs, lines separate.
        (
            "It rained.\nAnd rained.\n\nSun came.\nWe sang.",
            ["It rained.", "And rained.", "Sun came.", "We sang."],
        ),
    ],
)
def test_finds_paragraphs(text: str, expected: list[str]) -> None:
    """A paragraph is a line or, where blank lines or wrapping show it, a run of lines."""
    assert expected == paragraphs(text)


@pytest.mark.parametrize(("lines_a_run", "count"), [(4, 3), (5, 15)])
def test_blank_lines_separate_where_they_are_frequent(lines_a_run: int, count: int) -> None:
    """Three runs of four lines are three paragraphs; three of five are fifteen."""
    text = "\n\n".join(["\n".join(["Rain fell."] * lines_a_run)] * 3)

    assert count == len(find_paragraphs(text))


def test_one_stray_blank_line_does_not_separate() -> None:
    """Thirty one-line paragraphs stay thirty when one blank line stands among them."""
    text = "\n".join(["Rain fell."] * 15) + "\n\n" + "\n".join(["Sun came."] * 15)

    assert ["Rain fell."] * 15 + ["Sun came."] * 15 == paragraphs(text)


def test_a_line_set_aside_is_left_out_and_ends_a_paragraph() -> None:
    """What is set aside belongs to no paragraph and does not join those around it."""
    text = "Rain\nfell.\nADVERTISEMENT\nSun\ncame."
    found = find_paragraphs(text, lambda line: text[line.start : line.end].isupper())

    assert [Span(0, 10), Span(25, 34)] == found
    assert [] == find_paragraphs(text, lambda _line: True)


@given(SENTENCES, st.data())
def test_lines_that_end_sentences_are_paragraphs(sentences: list[str], data: st.DataObject) -> None:
    """However many blank lines stand between single lines, each line is a paragraph."""
    gaps = [data.draw(st.integers(2, 4)) for _ in sentences]
    text = "".join(line + "\n" * gap for line, gap in zip(sentences, gaps, strict=True))

    assert sentences == paragraphs(text)
    assert sentences == paragraphs("\n".join(sentences))


@given(
    st.lists(st.integers(30, 80), min_size=1, max_size=6),
    st.integers(20, 40),
    st.integers(2, 3),
)
def test_wrapping_leaves_paragraphs_as_they_were(sizes: list[int], width: int, gap: int) -> None:
    """Paragraphs that were wrapped at some width are found whole again."""
    written = [" ".join(["rain"] * (size - 1)) + " fell." for size in sizes]
    text = ("\n" * gap).join(textwrap.fill(paragraph, width) for paragraph in written)

    assert written == [paragraph.replace("\n", " ") for paragraph in paragraphs(text)]


@given(PAGES)
def test_paragraphs_hold_every_line_once(text: str) -> None:
    """Paragraphs are in order, begin and end with a line, and leave no line out."""
    spans = find_paragraphs(text)
    lines = find_lines(text)
    inside = [[line for line in lines if span.start <= line.start < span.end] for span in spans]

    assert lines == [line for run in inside for line in run]
    assert spans == [Span(run[0].start, run[-1].end) for run in inside]


@given(PAGES)
def test_paragraphs_never_cross_a_blank_line(text: str) -> None:
    """No paragraph has a blank line inside it."""
    assert not any(re.search(r"\n\s*\n", paragraph) for paragraph in paragraphs(text))


@given(PAGES)
def test_line_ends_and_trailing_spaces_make_no_difference(text: str) -> None:
    """CRLF for LF, and spaces before it, leave paragraphs and their words as they are."""

    def words(page: str) -> list[list[str]]:
        spans = find_paragraphs(page)
        return [[word.surface for word in split_words(page, s.start, s.end)] for s in spans]

    assert words(text) == words(text.replace("\n", "\r\n")) == words(text.replace("\n", " \t\n"))
