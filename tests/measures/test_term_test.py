"""Whether chance alone would make terms as distinctive: by definition, and on null texts."""

import math
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array
from scipy.stats import chi2

from framing import Article, Frame, Lexicon, Pattern, count
from framing.counts import Integers
from framing.groups import group
from framing.measures.distinctive import distinctive_terms
from framing.measures.intervals import design_effect_of_rate
from framing.measures.keyness import likelihood_ratio
from framing.measures.resampling import Dealing, q_values
from framing.measures.term_test import (
    permutation_p,
    smallest_p_of_terms,
    sums_of_sides,
    term_design_effects,
    z_of_sides,
)

LEVEL = 0.05
LEXICON = Lexicon("sky", (Frame("rain", "Rain", (Pattern("rain"),)),))

unit_tables = st.integers(2, 7).flatmap(
    lambda units: st.tuples(
        st.lists(
            st.lists(st.integers(0, 6), min_size=3, max_size=3), min_size=units, max_size=units
        ),
        st.lists(st.integers(20, 40), min_size=units, max_size=units),
        st.integers(1, units - 1),
    )
)


def text_of(blocks: Integers) -> str:
    """Make a text with a paragraph a block, from the counts of its terms."""
    terms = np.array([f"w{term}" for term in range(blocks.shape[1])])
    return "\n".join(" ".join(np.repeat(terms, block)) + "." for block in blocks)


@given(unit_tables)
def test_design_effects_of_terms(drawn: tuple[list[list[int]], list[int], int]) -> None:
    """On either side that of the rate of the term, then the mean by occurrences."""
    counts, words, size = np.array(drawn[0]), np.array(drawn[1]), drawn[2]
    first = np.arange(len(words)) < size
    found = term_design_effects(sums_of_sides(csr_array(counts.T), words, first))[:, 0]

    for t in range(3):
        parts = [
            (float(counts[side, t].sum()), design_effect_of_rate(counts[side, t], words[side]))
            for side in (first, ~first)
            if side.sum() > 1
        ]
        total = sum(hits for hits, _ in parts)
        expected = sum(hits * effect for hits, effect in parts) / total if total else 1.0
        assert found[t] == pytest.approx(expected, abs=1e-9)


@given(unit_tables)
def test_p_by_its_definition(drawn: tuple[list[list[int]], list[int], int]) -> None:
    """The share of the ways to deal, each made by hand, in which z is as large, either way."""
    counts, words, size = np.array(drawn[0]), np.array(drawn[1]), drawn[2]
    counts[0] += 1  # so that there is no term without occurrences
    table, units = csr_array(counts.T), np.arange(len(words))
    first = units < size
    dealing = Dealing(np.column_stack([words, counts]), first, np.zeros_like(words))
    dealt = [np.isin(units, chosen) for chosen in combinations(units, size)]
    z = np.abs([z_of_sides(sums_of_sides(table, words, side))[:, 0] for side in dealt])
    observed = np.abs(z_of_sides(sums_of_sides(table, words, first))[:, 0])

    p = permutation_p(table, words, first, dealing)

    assert p == pytest.approx((z >= observed - 1e-12).mean(axis=0), abs=1e-12)


@pytest.mark.parametrize(("sizes", "holders"), [((4, 4), 3), ((3, 6), 2), ((3, 6), 5), ((2, 5), 1)])
def test_smallest_p_of_a_term(sizes: tuple[int, int], holders: int) -> None:
    """The share of ways in which all units with the term are on one side, where they fit."""
    m = sum(sizes)
    first, counts = np.arange(m) < sizes[0], (np.arange(m) < holders).astype(np.int64)
    dealt = [set(chosen) for chosen in combinations(range(m), sizes[0])]
    together = [sum(set(range(holders)) <= side for side in dealt)]
    together.append(sum(not set(range(holders)) & side for side in dealt))
    least = min(max(ways, 1) for ways in together) * (2 if sizes[0] == sizes[1] else 1)

    p = smallest_p_of_terms(csr_array(counts[None, :]), first, np.zeros(m, dtype=np.int64))

    assert p == pytest.approx([least / len(dealt)])


def test_smallest_p_within_stories() -> None:
    """Two stories of two units a side: 1 in 6 ways each, and either direction."""
    counts = csr_array(np.array([[1, 1, 0, 0, 1, 1, 0, 0], [1, 0, 0, 0, 0, 0, 0, 0]]))
    first, stratum = np.array([True, True, False, False] * 2), np.repeat([0, 1], 4)

    assert smallest_p_of_terms(counts, first, stratum) == pytest.approx([2 / 36, 1])


def test_false_discovery_rate() -> None:
    """K18, an example of Benjamini and Hochberg's step-up; what was not tested stays out."""
    p = [0.001, 0.008, 0.039, 0.041, 0.042, 0.06, None, 0.074, 0.205, 0.212, 0.216]
    q = [0.01, 0.04, 0.084, 0.084, 0.084, 0.1, None, 0.105714, 0.216, 0.216, 0.216]

    for found, expected in zip(q_values(p), q, strict=True):
        assert found == (None if expected is None else pytest.approx(expected, abs=5e-7))


@pytest.mark.parametrize(("sizes", "runs"), [((10, 10), 150), ((8, 24), 100)])
def test_chance_alone_makes_no_discoveries(sizes: tuple[int, int], runs: int) -> None:
    """C10: of pairs of bursty texts of one source few have any; tokens would cry wolf."""
    numbers = np.random.default_rng(sizes)
    frequencies = 1 / np.arange(4.0, 204.0)
    discoveries, false_calls, naive_calls = [], [], []
    for _ in range(runs):
        rates = frequencies * numbers.gamma(0.5, size=(sum(sizes), len(frequencies)))
        blocks = numbers.multinomial(110, rates / rates.sum(axis=1, keepdims=True))
        sides = {"A": blocks[: sizes[0]], "B": blocks[sizes[0] :]}
        articles = [Article(id=name, outlet=name, text=text_of(b)) for name, b in sides.items()]
        groups = group(count(articles, LEXICON), "outlet")
        rows = distinctive_terms(groups, versus="B", permutations=1999).rows
        discoveries.append(any((row.q or 1) < LEVEL for row in rows))
        false_calls.append(np.mean([(row.p or 1) <= LEVEL for row in rows]))
        g2 = likelihood_ratio(
            ([row.count for row in rows], [row.count_rest for row in rows]),
            (110 * sizes[0], 110 * sizes[1]),
        )
        naive_calls.append((chi2.sf(g2, 1) <= LEVEL).mean())

    assert np.mean(discoveries) <= LEVEL + 2.6 * math.sqrt(LEVEL * (1 - LEVEL) / runs)
    assert np.mean(false_calls) <= LEVEL + 2.6 * np.std(false_calls) / math.sqrt(runs)
    assert np.mean(naive_calls) > 2 * LEVEL
