"""Decompositions: parts that sum to their score, with what chance gives each."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from framing.measures import resampling
from framing.measures.decomposition import (
    COSINE,
    DIVERGENCE,
    Measure,
    Part,
    PartsFunction,
    chain_parts,
    check_sum,
    cosine_parts,
    decompose,
)
from framing.measures.divergence import jensen_shannon_bits, jensen_shannon_parts
from framing.measures.resampling import Dealing, Floats, nulls_of
from framing.measures.tfidf import cosine_distance

A = [[3, 0, 1], [2, 1, 0], [0, 1, 1], [4, 0, 0]]
B = [[0, 2, 1], [1, 3, 0], [0, 1, 2], [1, 0, 3]]
MEASURES = {"divergence": DIVERGENCE, "cosine": COSINE}
CHAIN = chain_parts(np.array([0, 0, 1, 2]), 3)
rows = st.lists(st.integers(0, 4), min_size=4, max_size=4)
units = st.lists(rows, min_size=1, max_size=4).filter(lambda side: any(map(any, side)))


def parts_of(
    parts: PartsFunction, first: Sequence[Sequence[int]], second: Sequence[Sequence[int]]
) -> list[Part]:
    """Return the parts with their chance, over all ways to deal."""
    values = np.array([*first, *second])
    is_first = np.arange(len(values)) < len(first)
    dealing = Dealing(values, is_first, np.zeros(len(values), dtype=np.int64))
    return decompose(parts, values.astype(np.float64), is_first, dealing)


def row(values: Sequence[float]) -> Floats:
    """Return a table of one row."""
    return np.array([values], dtype=np.float64)


def test_the_golden_pair() -> None:
    """Contributions, and the excess of each, which sum to that of the pair."""
    parts = parts_of(jensen_shannon_parts, A, B)

    values, excesses = [part.value for part in parts], [part.excess for part in parts]
    assert (0.1419333, 0.0486476, 0.0486476) == pytest.approx(values, abs=5.1e-8)
    assert 0.239228589010 == pytest.approx(sum(values), abs=1e-9)
    assert 0.108786016353 == pytest.approx(sum(part.chance for part in parts), abs=1e-9)
    assert (0.102907, 0.012710, 0.014826) == pytest.approx(excesses, abs=5.1e-7)
    assert 0.130442572656 == pytest.approx(sum(excesses), abs=1e-9)


def test_three_frames() -> None:
    """Of (.5, .3, .2) and (.2, .3, .5), the middle frame contributes nothing."""
    parts = jensen_shannon_parts(row([5, 3, 2]), row([2, 3, 5]))

    assert (0.0479078010, 0, 0.0479078010) == pytest.approx(parts[0].tolist(), abs=1e-9)


def test_the_chain_rule() -> None:
    """Between the classes {1, 2} and {3, 4}, and within them; the last class is outside."""
    level, mix, *wording = chain_parts(np.array([0, 0, 1, 1]), 2)(
        row([2, 1, 3, 4]), row([1, 3, 4, 2])
    )[0].tolist()

    assert 0.007947308533 == pytest.approx(level, abs=1e-9)
    assert 0 == pytest.approx(mix, abs=1e-12)
    assert 0.071734093639 == pytest.approx(sum(wording), abs=1e-9)
    assert 0.079681402172 == pytest.approx(level + mix + sum(wording), abs=1e-9)


def test_the_mix_of_frames() -> None:
    """With an empty outside, the level is 0 and the mix is the divergence between frames."""
    level, mix, *_, outside = chain_parts(np.array([0, 0, 1, 1]), 3)(
        row([2, 1, 3, 4]), row([1, 3, 4, 2])
    )[0].tolist()

    assert (0, 0) == (level, outside)
    assert 0.007947308533 == pytest.approx(mix, abs=1e-9)


def test_cosine() -> None:
    """The example of the methods, term by term."""
    parts = cosine_parts(row([10, 5, 5]), row([2, 8, 10]))[0].tolist()

    assert (0.2192499, 0.0218332, 0.0659820) == pytest.approx(parts, abs=5.1e-8)
    assert 0.307065132816 == pytest.approx(sum(parts), abs=1e-9)


@pytest.mark.parametrize("measure", MEASURES.values(), ids=MEASURES)
@given(first=units, second=units)
def test_parts_sum_to_their_score(
    measure: Measure, first: list[list[int]], second: list[list[int]]
) -> None:
    """By a formula of its own; so do their means by chance, and hence the excesses."""
    a, b = (np.array(side, dtype=np.float64).sum(axis=0) for side in (first, second))
    parts = parts_of(measure.parts, first, second)
    score = measure.whole(a, b)

    assert abs(check_sum([part.value for part in parts], score)) <= 1e-12
    assert all(part.value >= 0 for part in parts)
    values = np.array([*first, *second])
    dealing = Dealing(
        values, np.arange(len(values)) < len(first), np.zeros(len(values), dtype=np.int64)
    )
    [null] = nulls_of([lambda x, y: measure.parts(x, y).sum(axis=1)], [score], values, dealing)
    assert abs(check_sum([part.chance for part in parts], null.mean)) <= 1e-12
    assert abs(check_sum([part.excess for part in parts], score - null.mean)) <= 1e-12


@given(units, units)
def test_scores_are_those_of_the_measures(first: list[list[int]], second: list[list[int]]) -> None:
    """What is taken apart is what the tables show."""
    a, b = (np.array(side, dtype=np.float64).sum(axis=0) for side in (first, second))

    assert jensen_shannon_bits(a, b) == pytest.approx(DIVERGENCE.whole(a, b), abs=1e-12)
    assert cosine_distance(a, b) == pytest.approx(COSINE.whole(a, b), abs=1e-12)


@given(units, units)
def test_the_chain_sums_to_the_whole(first: list[list[int]], second: list[list[int]]) -> None:
    """Level, mix and wording make the divergence, none is negative, and so by chance."""
    chain = parts_of(CHAIN, first, second)
    symbols = parts_of(jensen_shannon_parts, first, second)

    for name in ("value", "chance", "excess"):
        whole = sum(getattr(part, name) for part in symbols)
        assert abs(check_sum([getattr(part, name) for part in chain], whole)) <= 1e-12
    assert all(part.value >= -1e-12 for part in chain)
    assert all(part.chance >= -1e-12 for part in chain)


@given(rows.filter(any), rows.filter(any), st.lists(st.integers(0, 2), min_size=4, max_size=4))
def test_splitting_a_frame_never_lowers_the_divergence(
    first: list[int], second: list[int], classes: list[int]
) -> None:
    """Merged into classes it falls by the wording within them, and by nothing else."""
    adder = np.eye(3)[classes]
    split = jensen_shannon_bits(first, second)
    merged = jensen_shannon_bits(np.array(first) @ adder, np.array(second) @ adder)
    _, _, *wording = chain_parts(np.array(classes), 3)(row(first), row(second))[0]
    assert split is not None
    assert merged is not None

    assert split >= merged - 1e-12
    assert split - merged == pytest.approx(sum(wording), abs=1e-12)


@pytest.mark.parametrize("measure", MEASURES.values(), ids=MEASURES)
@given(side=units)
def test_a_side_beside_itself_has_no_contributors(measure: Measure, side: list[list[int]]) -> None:
    """Nothing contributes, beyond chance least of all."""
    for part in parts_of(measure.parts, side, side):
        assert 0 == pytest.approx(part.value, abs=1e-12)
        assert part.excess <= 1e-12
        assert 1 == part.p


@given(units, units)
def test_p_is_a_probability(first: list[list[int]], second: list[list[int]]) -> None:
    """Exact p counts the deal at hand; drawn p is at least one in B + 1."""
    assume(len(first) + len(second) > 2)
    exact = parts_of(jensen_shannon_parts, first, second)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(resampling, "MOST_EXACT", 0)
        values = np.array([*first, *second])
        is_first = np.arange(len(values)) < len(first)
        dealing = Dealing(values, is_first, np.zeros(len(values), dtype=np.int64), 19)
        drawn = decompose(jensen_shannon_parts, values.astype(np.float64), is_first, dealing)

    assert all(0 < part.p <= 1 for part in exact)
    assert all(1 / 20 <= part.p <= 1 for part in drawn)
    assert [part.value for part in exact] == [part.value for part in drawn]


@pytest.mark.parametrize("tampered", [1e-9, -1e-9, 0.1, float("inf")])
def test_a_tampered_part_is_noticed(tampered: float) -> None:
    """A sum that is off by more than rounding is an error of ours."""
    with pytest.raises(ArithmeticError, match="parts sum to"):
        check_sum([0.1, 0.2, 0.3 + tampered], 0.6)


@pytest.mark.parametrize(
    ("parts", "score"), [([0.1, 0.2, 0.3], 0.6), ([], 0.0), ([1e6, 1e6 + 1e-8], 2e6)]
)
def test_rounding_is_no_error(parts: list[float], score: float) -> None:
    """How far off the sum is goes into the record."""
    assert 1e-12 * max(1, score) >= abs(check_sum(parts, score))


def test_not_a_number_is_noticed() -> None:
    """A part that is not defined is no part."""
    with pytest.raises(ArithmeticError):
        check_sum([0.1, float("nan")], 0.1)
