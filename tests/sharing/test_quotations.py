"""What stands in quotation marks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.article import Span
from framing.sharing.quotations import find_quotations


def quoted(text: str) -> list[str]:
    """Return what is quoted in a paragraph."""
    return [text[s.start : s.end] for s in find_quotations(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "we will win" and left.', ["we will win"]),
        ("He said “we will win” and left.", ["we will win"]),
        ("Er sagte „wir siegen“ und ging.", ["wir siegen"]),
        ("Il dit « on gagne » hier.", [" on gagne "]),
        ("Er sagte »wir siegen« gern.", ["wir siegen"]),
        ("Hän sanoi ”me voitamme” ja lähti.", ["me voitamme"]),
        ("“One,” he said, “two.”", ["One,", "two."]),
        ('"One," he said, "two."', ["One,", "two."]),
        ("“It goes on in the next paragraph.", ["It goes on in the next paragraph."]),
        ('It ended there," he said, "today".', ["today"]),
        ('A 12" pipe and a 9" one.', []),
        ("It's the people's, don't.", []),
        ('("in brackets")', ["in brackets"]),
        ('“Mixed" marks.', ["Mixed"]),
        ("“Outer “inner” rest", ["Outer “inner"]),
        ("", []),
    ],
)
def test_quotations(text: str, expected: list[str]) -> None:
    """Double marks of every kind, closed or not."""
    assert expected == quoted(text)


def test_a_quotation_ends_with_its_paragraph() -> None:
    """What follows an unbalanced mark is not all quoted."""
    text = "“Never closed.\nPlain text."

    assert [Span(1, 14)] == list(find_quotations(text, Span(0, 14)))
    assert [] == list(find_quotations(text, Span(15, len(text))))


@given(st.text(st.sampled_from('"“”„«» a.'), max_size=30))
def test_quotations_lie_in_order_inside_the_paragraph(text: str) -> None:
    """Without overlaps, whatever the marks are."""
    at = 0
    for span in find_quotations(text, Span(0, len(text))):
        assert at <= span.start <= span.end <= len(text)
        at = span.end
