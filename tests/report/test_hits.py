"""Hits one below the other, where a table has no room for their context."""

import pytest

import framing
from framing import Article, Frame, Lexicon, Pattern
from framing.concordance import EvidenceRow
from framing.report.hits import has_room, show_hits
from framing.results import Table

SKY = Lexicon("sky", (Frame("rain", "Rain", (Pattern("rain*"),)),))
LONG = "It is said in the town that the heavy rains have come back, which nobody had expected here."


def hits_of(text: str, outlet: str = "Daily", title: str = "") -> Table[EvidenceRow]:
    """Return the hits of one article."""
    article = Article(id="a", outlet=outlet, text=text, title=title)
    return framing.evidence([article], SKY)


def test_a_hit_by_hand() -> None:
    """Its place, its group, frame and pattern, and below what is said."""
    assert show_hits(hits_of(LONG), 60) == (
        "a:38-43, paragraph 1, Daily, rain: rain*\n"
        "    …It is said in the town that the heavy [rains] have come\n"
        "    back, which nobody had expected here.…\n"
    )


def test_a_headline_and_an_article_of_its_own() -> None:
    """What has no offset says where it stands; a group of the article's name stands once."""
    table = hits_of("Dry.", outlet="a", title="Rain")

    assert show_hits(table, 60) == "a, headline, rain: rain*\n    [Rain]\n"


@pytest.mark.parametrize("width", [1, 20, 37, 60, 99])
def test_no_line_is_wider(width: int) -> None:
    """Down to what a place needs."""
    shown = show_hits(hits_of(" ".join([LONG] * 5)), width)

    assert max(map(len, shown.splitlines())) <= max(width, 20)
    assert shown.count("[rains]") == 5


def test_what_has_room() -> None:
    """A table is for lines in which some words beside each hit can be read."""
    table = hits_of(" ".join([LONG] * 5))

    assert [False, False, True] == [has_room(table, width) for width in (40, 60, 100)]


def test_what_could_drive_a_terminal_does_not() -> None:
    """Neither in the text nor in the name of an outlet."""
    shown = show_hits(hits_of("The \x1b[31m rain.", outlet="D\x1b"), 60)

    assert "\x1b" not in shown
