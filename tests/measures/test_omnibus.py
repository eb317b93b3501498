"""All groups at once: known answers, scipy's G2, and what must not matter."""

from collections.abc import Sequence
from dataclasses import replace
from math import log

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.stats import chi2_contingency

from framing import Article, Frame, Lexicon, Pattern, count
from framing.groups import group
from framing.measures import omnibus as module
from framing.measures.divergence import jensen_shannon_bits
from framing.measures.omnibus import OmnibusRow, between_groups, omnibus

SKY = Lexicon("sky", tuple(Frame(w, w.title(), (Pattern(w),)) for w in ("rain", "sun", "wind")))
tables = st.tuples(st.integers(2, 5), st.integers(1, 5)).flatmap(
    lambda shape: st.lists(
        st.lists(st.integers(0, 9), min_size=shape[1], max_size=shape[1]).filter(any),
        min_size=shape[0],
        max_size=shape[0],
    )
)


def statistic(table: Sequence[Sequence[int]]) -> float:
    """Return the divergence of the rows of one table from their mean."""
    return float(between_groups(np.array([table], dtype=np.float64))[0])


def article(
    outlet: str, name: str, hits: Sequence[tuple[int, int, int]], story: str = ""
) -> Article:
    """Return an article with a paragraph of two hundred words, a block, for each triple of hits."""
    lines = []
    for rain, sun, wind in hits:
        words = ["rain"] * rain + ["sun"] * sun + ["wind"] * wind
        lines.append(" ".join([*words, *["town"] * (200 - len(words))]) + ".")
    return Article(id=name, outlet=outlet, text="\n".join(lines), story=story)


def row_of(articles: Sequence[Article], permutations: int = 199) -> OmnibusRow:
    """Return the test over all outlets."""
    [row] = omnibus(group(count(articles, SKY), "outlet"), permutations=permutations)
    return row


def test_two_groups() -> None:
    """G2 of a table of two rows is 2 N ln 2 times the divergence."""
    table = [[12, 5, 3, 0], [4, 9, 3, 4]]
    found = statistic(table)

    assert 0.196388664682 == pytest.approx(found, abs=1e-9)
    assert 10.890099937440 == pytest.approx(2 * 40 * log(2) * found, abs=1e-9)


def test_three_groups() -> None:
    """And so it is of three of one size, and scipy finds the same."""
    table = [[9, 3, 0], [4, 4, 4], [0, 2, 10]]

    oracle = chi2_contingency(table, lambda_="log-likelihood").statistic
    assert oracle == pytest.approx(2 * 36 * log(2) * statistic(table), abs=1e-9)


@given(tables)
def test_by_scipy(table: list[list[int]]) -> None:
    """Of groups brought to one size, it is G2 of the table."""
    values = np.array(table)
    used = values[:, values.any(axis=0)] / values.sum(axis=1, keepdims=True)
    g2 = chi2_contingency(used, lambda_="log-likelihood", correction=False).statistic

    assert g2 == pytest.approx(2 * len(table) * log(2) * statistic(table), abs=1e-9)


@given(tables)
def test_two_groups_alike(table: list[list[int]]) -> None:
    """Of two groups weighted alike, it is the Jensen-Shannon divergence."""
    expected = jensen_shannon_bits(table[0], table[1])

    assert expected == pytest.approx(statistic(table[:2]), abs=1e-12)


@given(tables, st.randoms(use_true_random=False))
def test_orders_do_not_matter(table: list[list[int]], random: object) -> None:
    """Shuffled groups and frames, and an empty frame, change no bit."""
    rows, columns = table.copy(), list(range(len(table[0])))
    for shuffled in (rows, columns):
        random.shuffle(shuffled)  # type: ignore[attr-defined]
    moved = [[0, *(row[c] for c in columns)] for row in rows]

    assert statistic(table) == statistic(moved)


@given(tables)
def test_bounds(table: list[list[int]]) -> None:
    """From 0, for equal shares, to log2 of the number of groups, for disjoint ones."""
    assert 0 <= statistic(table) <= np.log2(len(table)) + 1e-12
    assert 0 == pytest.approx(statistic([table[0]] * 3), abs=1e-12)
    disjoint = np.eye(4, dtype=np.int64).tolist()
    assert 2 == pytest.approx(statistic(disjoint), abs=1e-12)


def test_a_group_without_hits() -> None:
    """It has no shares."""
    assert np.isnan(statistic([[3, 1], [1, 3], [0, 0]]))


def test_one_group_has_no_test() -> None:
    """There is nothing to compare."""
    assert () == omnibus(group(count([article("A", "a", [(3, 1, 0)])], SKY), "outlet"))


def test_groups_with_few_hits_have_no_part() -> None:
    """Below ten hits a group is left out, and with it the test if fewer than two are left."""
    many = [article(o, o.lower(), [(2, 1, 0)] * 6) for o in "AB"]
    few = article("C", "c", [(9, 0, 0)] + [(0, 0, 0)] * 5)

    assert 2 == row_of([*many, few]).groups
    without = row_of([many[0], few])
    assert (1, None, None, None) == (without.groups, without.statistic, without.p, without.chance)
    assert "fewer than two groups have 10 hits" == without.note


def test_planted_and_absent_differences() -> None:
    """Outlets with frames of their own differ; with the same blocks they do not."""
    apart = [article("A", "a", [(3, 0, 0)] * 8), article("B", "b", [(0, 3, 0)] * 8)]
    alike = [article(o, o.lower(), [(3, 0, 0), (0, 3, 1)] * 4) for o in "ABC"]

    found, none = row_of(apart), row_of(alike)
    assert (1, 1 / 200, 199) == (found.statistic, found.p, found.permutations)
    assert 1 == none.p
    assert 0 == pytest.approx(none.statistic, abs=1e-12)
    assert none.chance is not None
    assert none.chance > 0


def test_units_stay_in_their_story() -> None:
    """Outlets that differ only in the stories they cover do not differ."""
    rainy, sunny = [(9, 1, 0)], [(1, 9, 0)]
    plan = {"A": (rainy, rainy, rainy, rainy, sunny), "B": (rainy, sunny, sunny, sunny, sunny)}
    articles = [
        article(o, f"{o}{i}", hits, "flood" if hits is rainy else "drought")
        for o, rows in plan.items()
        for i, hits in enumerate([*rows, *rows])
    ]

    assert 1 == row_of(articles).p
    assert (row_of([replace(a, story="") for a in articles]).p or 1) < 0.05


@settings(max_examples=40)
@given(st.randoms(use_true_random=False))
def test_names_do_not_matter(random: object) -> None:
    """Other names of outlets, articles and stories, and frames in another order: the same bits."""
    shapes = [(3, 1, 0), (3, 1, 0), (2, 2, 6), (0, 5, 1), (4, 4, 4), (2, 2, 6)]
    outlets, stories, frames = list("ABC"), list("xyz"), list(SKY.frames)
    names = [f"n{i:02}" for i in range(18)]
    for shuffled in (outlets, stories, frames, names):
        random.shuffle(shuffled)  # type: ignore[attr-defined]

    def corpus(outlets: str, stories: str, names: Sequence[str]) -> list[Article]:
        return [
            article(outlets[i % 3], names[i], [shapes[i // 3]] * 2, stories[(i * i + i // 5) % 3])
            for i in range(18)
        ]

    given_names = corpus("ABC", "xyz", [f"n{i:02}" for i in range(18)])
    others = corpus("".join(outlets), "".join(stories), names)
    moved = replace(SKY, frames=tuple(frames))
    [row] = omnibus(group(count(others, moved), "outlet"), permutations=99)
    assert row_of(given_names, 99) == row


def test_very_many_units_are_dealt_less_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """A planted difference is found and none is made up."""
    monkeypatch.setattr(module, "MOST_DEALT", 24 * 150)
    apart = [article(o, o, [[(3, 0, 0), (0, 3, 0), (0, 0, 3)]["ABC".index(o)]] * 8) for o in "ABC"]
    alike = [article(o, o, [(3, 0, 0), (0, 3, 1)] * 4) for o in "ABC"]

    found, none = row_of(apart), row_of(alike)
    assert 150 == found.permutations == none.permutations
    assert 1 / 151 == found.p
    assert 1 == pytest.approx(none.p)


@given(st.integers(1, 5))
def test_p_is_never_zero(seed: int) -> None:
    """However far apart groups are, B deals give no p below one in B + 1."""
    articles = [article("A", "a", [(3, 0, 0)] * 6), article("B", "b", [(0, 3, 0)] * 6)]
    [row] = omnibus(group(count(articles, SKY), "outlet"), permutations=19, seed=seed)
    assume(row.p is not None)

    assert (row.p or 0) >= 1 / 20
