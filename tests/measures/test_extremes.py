"""The records of the nearest and the farthest pairs of groups."""

from collections.abc import Sequence
from dataclasses import fields, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing import Article, Frame, Lexicon, Pattern, SettingError, count
from framing.groups import Groups, group
from framing.measures.extremes import (
    MOST_EXTREME_PAIRS,
    ExtremePairRow,
    Extremes,
    Wanted,
    find_extremes,
)
from framing.measures.pair_row import PairRow
from framing.measures.pairs import pairs
from framing.measures.resampling import holm, q_values
from framing.measures.vocabulary import Vocabulary, content_vocabulary

SKY = Lexicon(
    "sky",
    (
        Frame("rain", "Rain", (Pattern("rain"), Pattern("storm"))),
        Frame("sun", "Sun", (Pattern("sun"),)),
        Frame("wind", "Wind", (Pattern("wind"), Pattern("storm"))),
    ),
)

words = st.sampled_from(["rain", "storm", "sun", "wind", "town", "the"])
bodies = st.lists(st.lists(words, max_size=12).map(" ".join), min_size=1, max_size=6)
corpora = st.lists(
    st.tuples(st.sampled_from("ABCDEF"), bodies.map("\n".join)), min_size=1, max_size=8
)


def groups_of(texts: Sequence[tuple[str, str]]) -> tuple[Groups, Vocabulary]:
    """Count articles and add them up by outlet."""
    articles = [Article(id=f"a{i}", outlet=o, text=text) for i, (o, text) in enumerate(texts)]
    groups = group(count(articles, SKY), "outlet")
    return groups, content_vocabulary(groups, frozenset({"the"}))


def found_in(
    texts: Sequence[tuple[str, str]],
    *,
    nearest: int | None = None,
    farthest: int | None = None,
    min_hits: int = 1,
    confirmatory: bool = False,
) -> Extremes:
    """Find the extremes of some articles."""
    wanted = Wanted(nearest=nearest, farthest=farthest, min_hits=min_hits)
    return find_extremes(*groups_of(texts), wanted, permutations=99, confirmatory=confirmatory)


def plain(row: PairRow) -> PairRow:
    """Return the record of a pair as that of every pair has it, without q."""
    values = {field.name: getattr(row, field.name) for field in fields(PairRow)}
    return PairRow(**{**values, "q": None})


@settings(max_examples=80)
@given(corpora, st.integers(1, 8), st.integers(1, 4), st.booleans())
def test_rows_are_those_of_all_pairs(
    texts: list[tuple[str, str]], most: int, min_hits: int, confirmatory: bool
) -> None:
    """To the last bit, but for q, which is never smaller than among all pairs."""
    all_rows = pairs(*groups_of(texts), permutations=99, confirmatory=confirmatory)
    enough = [row for row in all_rows if min(row.hits_a, row.hits_b) >= min_hits]

    found = found_in(
        texts, nearest=most, farthest=most, min_hits=min_hits, confirmatory=confirmatory
    )

    assert len(enough) == found.searched
    up = sorted(enough, key=lambda row: (round(row.frame_jsd or 0, 12), row.a, row.b))
    down = sorted(enough, key=lambda row: (-round(row.frame_jsd or 0, 12), row.a, row.b))
    expected = [*up[:most], *down[:most]]
    assert [plain(row) for row in expected] == [plain(row) for row in found.rows]
    assert ["nearest"] * len(up[:most]) == [
        row.extreme for row in found.rows if row.extreme == "nearest"
    ]
    assert {found.searched} >= {row.pairs_searched for row in found.rows}
    known = {(row.a, row.b): row.p for row in found.rows}
    others = found.searched - sum(p is not None for p in known.values())
    adjust = holm if confirmatory else q_values
    q_of = dict(zip(known, adjust([*known.values(), *[1.0] * others]), strict=False))
    for one, row in zip(expected, found.rows, strict=True):
        assert q_of[row.a, row.b] == pytest.approx(row.q, abs=1e-12)
        assert (one.q is None) == (row.q is None)
        assert one.q is None or row.q is None or one.q <= row.q + 1e-12


def test_groups_with_few_hits_are_left_out() -> None:
    """Those that share nothing with others because they have next to nothing."""
    texts = [("A", "rain " * 9 + "sun"), ("B", "sun"), ("C", "rain sun " * 5), ("D", "town")]

    found = found_in(texts, farthest=5, min_hits=10)

    assert [("A", "C", "farthest", 1)] == [
        (row.a, row.b, row.extreme, row.pairs_searched) for row in found.rows
    ]
    assert (2, 2, 1, ()) == (found.groups, found.left_out, found.searched, found.tied)


@pytest.mark.parametrize("texts", [[("A", "rain")], [("A", "rain"), ("B", "town")]])
def test_nothing_to_compare(texts: list[tuple[str, str]]) -> None:
    """One group is no pair, and neither is one with a group that has no hit."""
    found = found_in(texts, nearest=2, farthest=2)

    assert ((), 0, ()) == (found.rows, found.searched, found.tied)


def test_ties_are_told() -> None:
    """In the direction in which there are any."""
    texts = [("A", "rain sun"), ("B", "sun rain"), ("C", "sun sun rain rain"), ("D", "wind")]

    found = found_in(texts, nearest=1, farthest=3)

    assert ("nearest",) == found.tied
    assert [("A", "B"), ("A", "D"), ("B", "D"), ("C", "D")] == [(r.a, r.b) for r in found.rows]


def test_a_pair_may_be_both() -> None:
    """With few groups; it is one test all the same."""
    found = found_in([("A", "rain"), ("B", "rain sun")], nearest=3, farthest=3)

    nearest, farthest = found.rows
    assert replace(nearest, extreme="farthest") == farthest
    assert isinstance(farthest, ExtremePairRow)


@pytest.mark.parametrize("option", ["nearest", "farthest", "min_hits"])
@pytest.mark.parametrize("value", [0, -1, 2.0, "3", True])
def test_numbers_that_cannot_be_are_refused(option: str, value: object) -> None:
    """They are named."""
    with pytest.raises(SettingError, match=f"^--{option.replace('_', '-')}: {value!r} is not a "):
        Wanted(**{option: value})  # type: ignore[arg-type]


def test_more_than_anybody_reads_is_refused() -> None:
    """So that memory is bounded."""
    Wanted(nearest=MOST_EXTREME_PAIRS)
    with pytest.raises(SettingError, match=r"^--farthest: 100001 is not .* from 1 to 100,000$"):
        Wanted(farthest=MOST_EXTREME_PAIRS + 1)
