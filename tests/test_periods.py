"""Dates and the periods they fall into."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

import framing
from framing import Article, Frame, Lexicon, Pattern
from framing.periods import PERIODS, period_of

SKY = Lexicon("sky", (Frame("rain", "Rain", (Pattern("rain"),)),))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2024-06-22", ["2024-06-22", "2024-W25", "2024-06", "2024-Q2", "2024"]),
        ("2024-12-30", ["2024-12-30", "2025-W01", "2024-12", "2024-Q4", "2024"]),
        ("2021-01-03T23:59:00Z", ["2021-01-03", "2020-W53", "2021-01", "2021-Q1", "2021"]),
        ("2024-06-22 10:00", ["2024-06-22", "2024-W25", "2024-06", "2024-Q2", "2024"]),
        ("2024-06", ["", "", "2024-06", "2024-Q2", "2024"]),
        ("2024", ["", "", "", "", "2024"]),
        ("22.6.2024", [""] * 5),
        ("June 22, 2024", [""] * 5),
        ("2024-13-01", [""] * 5),
        ("2024-02-30", [""] * 5),
        ("0000-01-01", [""] * 5),
        ("0001-01-01", ["0001-01-01", "0001-W01", "0001-01", "0001-Q1", "0001"]),
        ("9999-12-31T23:59", ["9999-12-31", "9999-W52", "9999-12", "9999-Q4", "9999"]),
        ("12024-06-22", [""] * 5),
        ("-044-03-15", [""] * 5),
        ("20240622", [""] * 5),
        ("", [""] * 5),
    ],
)
def test_periods_by_hand(written: str, expected: list[str]) -> None:
    """What the date does not say is empty."""
    assert expected == [period_of(written, period) for period in PERIODS]


@given(st.dates(), st.integers(0, 4000))
def test_names_sort_by_time(first: date, days: int) -> None:
    """A later day never falls into a period that sorts before."""
    try:
        later = first + timedelta(days)
    except OverflowError:
        return
    for period in PERIODS:
        assert period_of(first.isoformat(), period) <= period_of(later.isoformat(), period)


def test_emphasis_over_time() -> None:
    """Articles are grouped by the week they are from; one without a date stands apart."""
    dates = ("2024-06-17", "2024-06-23", "2024-06-24", "")
    articles = [
        Article(id=str(n), outlet="A", date=day, text="Rain and sun.")
        for n, day in enumerate(dates)
    ]
    table = framing.emphasis(articles, SKY, by="week", shared=False)

    assert [("(no week)", 1), ("2024-W25", 2), ("2024-W26", 1)] == [
        (row.group, row.articles) for row in table
    ]


def test_a_column_of_that_name_goes_first() -> None:
    """Whoever has weeks of their own means those."""
    article = Article(
        id="a", outlet="A", date="2024-06-17", text="Rain.", metadata={"week": "first"}
    )

    assert ("first", "2024-06") == (article.group("week"), article.group("month"))
    assert ["first"] == [row.group for row in framing.emphasis([article], SKY, by="week")]
