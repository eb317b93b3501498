"""Divergence: known answers, independent implementations, and what must hold for all inputs."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from math import isclose, log2, sqrt
from random import Random
from typing import TypeVar

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.spatial.distance import jensenshannon

from framing import SettingError
from framing.measures.divergence import (
    jensen_shannon_bits,
    morisita_dissimilarity,
    total_variation,
)

MEASURES = (jensen_shannon_bits, total_variation, morisita_dissimilarity)
Number = TypeVar("Number", int, float)
Measure = Callable[[Sequence[float], Sequence[float]], float | None]

# Sixteen words: the two toy documents of quanteda.textstats' tests.
TOY = ([3, 2, 6, 1, 1, 1, 1, 2], [2, 1, 2, 4, 1, 1, 0, 1])


def pairs_of(
    numbers: st.SearchStrategy[Number], least: int = 1
) -> st.SearchStrategy[tuple[list[Number], list[Number]]]:
    """Return a strategy for two lists of one length, neither of them all zeros."""
    return st.integers(least, 12).flatmap(
        lambda size: st.tuples(
            *(st.lists(numbers, min_size=size, max_size=size).filter(any) for _ in range(2))
        )
    )


counts = pairs_of(st.integers(0, 10_000))
small_counts = pairs_of(st.integers(0, 12))


def entropy_bits(shares: Sequence[float]) -> float:
    """Return Shannon's entropy, as its definition has it."""
    return -sum(share * log2(share) for share in shares if share)


def morisita_fraction(x: Sequence[int], y: Sequence[int]) -> Fraction | None:
    """Return Morisita's dissimilarity in exact arithmetic, without numpy."""
    total_x, total_y = sum(x), sum(y)
    if total_x < 2 or total_y < 2:
        return None
    same_x = Fraction(sum(a * (a - 1) for a in x), total_x * (total_x - 1))
    same_y = Fraction(sum(b * (b - 1) for b in y), total_y * (total_y - 1))
    if same_x + same_y == 0:
        return None
    common = Fraction(sum(a * b for a, b in zip(x, y, strict=True)), total_x * total_y)
    return 1 - 2 * common / (same_x + same_y)


@pytest.mark.parametrize(
    ("p", "q", "bits"),
    [
        ([0.5, 0.3, 0.2], [0.5, 0.3, 0.2], 0),
        ([1, 0], [0, 1], 1),
        ([0.5, 0.5], [1, 0], 0.311278124459),
        ([0.5, 0.3, 0.2], [0.2, 0.3, 0.5], 0.095815602003),
        ([1] * 7 + [0], [0] + [1] * 7, 1 / 7),
        (*TOY, 0.13795436464),
    ],
    ids=["equal", "disjoint", "half", "three shares", "shifterator, 7 of 8", "toy documents"],
)
def test_known_jensen_shannon(p: list[float], q: list[float], bits: float) -> None:
    """Published values, and values worked out by hand."""
    assert jensen_shannon_bits(p, q) == pytest.approx(bits, abs=1e-11)


@pytest.mark.parametrize(
    ("p", "q", "moved"),
    [
        ([0.5, 0.3, 0.2], [0.5, 0.3, 0.2], 0),
        ([1, 0], [0, 1], 1),
        ([0.5, 0.5], [1, 0], 0.5),
        ([0.5, 0.3, 0.2], [0.2, 0.3, 0.5], 0.3),
        ([1] * 7 + [0], [0] + [1] * 7, 1 / 7),
    ],
)
def test_known_total_variation(p: list[float], q: list[float], moved: float) -> None:
    """Values worked out by hand."""
    assert total_variation(p, q) == pytest.approx(moved, abs=1e-12)


def test_known_morisita() -> None:
    """The example of the methods: a similarity of .751798561151."""
    assert morisita_dissimilarity([10, 5, 5], [2, 8, 10]) == pytest.approx(
        1 - 0.751798561151, abs=1e-11
    )


def test_morisita_of_one_source_may_be_below_zero() -> None:
    """Of two equal samples, Morisita says that they are more alike than samples have to be."""
    x = [3, 2, 1]
    dissimilarity = 1 - (3 * 3 + 2 * 2 + 1) / (6 * 6) / ((3 * 2 + 2 * 1) / (6 * 5))

    assert dissimilarity < 0
    assert morisita_dissimilarity(x, x) == pytest.approx(dissimilarity, abs=1e-12)


def test_morisita_of_disjoint_vocabularies() -> None:
    """Without a word in common, the dissimilarity is 1."""
    assert morisita_dissimilarity([3, 2, 0], [0, 0, 7]) == 1


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize(("x", "y"), [([0, 0], [1, 2]), ([1, 2], [0, 0]), ([0], [0]), ([], [])])
def test_undefined_without_counts(measure: Measure, x: list[float], y: list[float]) -> None:
    """With nothing on a side there is no divergence, rather than one of 0."""
    assert measure(x, y) is None


@pytest.mark.parametrize(
    ("x", "y"), [([1, 0], [5, 5]), ([5, 5], [0, 1]), ([1, 1, 1, 0], [0, 1, 1, 1])]
)
def test_morisita_is_undefined_without_repetition(x: list[float], y: list[float]) -> None:
    """One word is no sample, and where no word comes twice nothing can be expected."""
    assert morisita_dissimilarity(x, y) is None


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize(("x", "y"), [([1, 2], [1, 2, 3]), ([[1, 2]], [[1, 2]]), (1, 1)])
def test_shapes_that_do_not_fit(measure: Measure, x: list[float], y: list[float]) -> None:
    """Both sides must have the same categories."""
    with pytest.raises(SettingError, match="one-dimensional and equally long"):
        measure(x, y)


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("wrong", [-1, float("nan"), float("inf")])
def test_values_that_are_no_counts(measure: Measure, wrong: float) -> None:
    """A value that is negative or not finite is an error on either side."""
    for x, y in (([1, wrong], [1, 1]), ([1, 1], [1, wrong])):
        with pytest.raises(SettingError, match="must be finite and not negative"):
            measure(x, y)


@given(counts)
def test_jensen_shannon_as_scipy_has_it(sides: tuple[list[int], list[int]]) -> None:
    """The square of scipy's Jensen-Shannon distance, which is the root of the divergence."""
    expected = jensenshannon(*sides, base=2) ** 2

    assert jensen_shannon_bits(*sides) == pytest.approx(expected, abs=1e-12)


@given(counts)
def test_jensen_shannon_by_entropies(sides: tuple[list[int], list[int]]) -> None:
    """J = H(m) - H(p)/2 - H(q)/2, the definition."""
    p, q = ([number / sum(side) for number in side] for side in sides)
    middle = [(a + b) / 2 for a, b in zip(p, q, strict=True)]
    expected = entropy_bits(middle) - entropy_bits(p) / 2 - entropy_bits(q) / 2

    assert jensen_shannon_bits(*sides) == pytest.approx(expected, abs=1e-12)


@given(counts)
def test_total_variation_in_fractions(sides: tuple[list[int], list[int]]) -> None:
    """Half the sum of the differences of shares, in exact arithmetic."""
    x, y = sides
    gaps = (abs(Fraction(a, sum(x)) - Fraction(b, sum(y))) for a, b in zip(x, y, strict=True))

    assert total_variation(x, y) == pytest.approx(float(sum(gaps) / 2), rel=1e-12, abs=1e-15)


@given(st.one_of(counts, small_counts))
def test_morisita_in_fractions(sides: tuple[list[int], list[int]]) -> None:
    """Morisita's formula in exact arithmetic, undefined where that is."""
    expected = morisita_fraction(*sides)
    value = morisita_dissimilarity(*sides)

    assert (value is None) == (expected is None)
    assert expected is None or value == pytest.approx(float(expected), rel=1e-12, abs=1e-12)


@given(counts)
def test_symmetry(sides: tuple[list[int], list[int]]) -> None:
    """No side is the reference: the same number to the last bit either way."""
    x, y = sides

    for measure in MEASURES:
        assert measure(x, y) == measure(y, x)


@given(counts)
def test_identity(sides: tuple[list[int], list[int]]) -> None:
    """Equal distributions do not diverge, and neither does a text from itself repeated."""
    x, y = sides
    repeated = [3 * number for number in x]

    for measure in (jensen_shannon_bits, total_variation):
        assert measure(x, x) == measure(x, repeated) == 0
    equal = all(a * sum(y) == b * sum(x) for a, b in zip(x, y, strict=True))
    assert (total_variation(x, y) == 0) == equal
    assert (morisita_dissimilarity(x, x) or 0) <= 0


@given(counts)
def test_repeating_a_side_changes_nothing(sides: tuple[list[int], list[int]]) -> None:
    """Shares are compared, so that a text twice is the same as once, to the last bit."""
    x, y = sides
    doubled = [2 * number for number in x]

    for measure in (jensen_shannon_bits, total_variation):
        assert measure(doubled, y) == measure(x, y)


@given(counts)
def test_range(sides: tuple[list[int], list[int]]) -> None:
    """Divergences lie in [0, 1], 1 exactly where nothing is shared, and J in bits is below TV."""
    x, y = sides
    bits, moved = jensen_shannon_bits(x, y), total_variation(x, y)
    disjoint = not any(a and b for a, b in zip(x, y, strict=True))

    assert bits is not None
    assert moved is not None
    assert 0 <= bits <= 1
    assert 0 <= moved <= 1
    assert bits <= moved + 1e-12
    assert (moved == 1) == disjoint
    assert isclose(bits, 1, abs_tol=1e-12) == disjoint
    assert (morisita_dissimilarity(x, y) or 0) <= 1


@given(counts)
def test_hellinger_brackets_total_variation(sides: tuple[list[int], list[int]]) -> None:
    """H^2 <= TV <= sqrt(2) H, with Hellinger's distance H."""
    p, q = (np.array(side) / sum(side) for side in sides)
    hellinger = sqrt(max(1 - float(np.sqrt(p * q).sum()), 0))
    moved = total_variation(*sides)

    assert moved is not None
    assert hellinger**2 <= moved + 1e-12
    assert moved <= sqrt(2) * hellinger + 1e-7


@given(small_counts, st.data())
def test_triangle_of_distances(sides: tuple[list[int], list[int]], data: st.DataObject) -> None:
    """The root of the divergence is a metric, and so is total variation."""
    x, y = sides
    z = data.draw(st.lists(st.integers(0, 12), min_size=len(x), max_size=len(x)).filter(any))

    def root(first: Sequence[float], second: Sequence[float]) -> float:
        return sqrt(jensen_shannon_bits(first, second) or 0)

    assert root(x, z) <= root(x, y) + root(y, z) + 1e-12
    assert (total_variation(x, z) or 0) <= (
        (total_variation(x, y) or 0) + (total_variation(y, z) or 0) + 1e-12
    )


@given(counts, st.randoms(use_true_random=False))
def test_the_order_of_categories_makes_no_difference(
    sides: tuple[list[int], list[int]], random: Random
) -> None:
    """Categories may come in any order, to the last bit."""
    order = random.sample(range(len(sides[0])), len(sides[0]))
    shuffled = [[side[i] for i in order] for side in sides]

    for measure in MEASURES:
        assert measure(*shuffled) == measure(*sides)


@given(counts, st.integers(0, 12))
def test_a_category_without_counts_makes_no_difference(
    sides: tuple[list[int], list[int]], at: int
) -> None:
    """A category that is empty on both sides changes nothing, to the last bit."""
    longer = [[*side[:at], 0, *side[at:]] for side in sides]

    for measure in MEASURES:
        assert measure(*longer) == measure(*sides)


@given(pairs_of(st.integers(0, 10_000), least=2))
def test_merging_categories_never_adds_divergence(sides: tuple[list[int], list[int]]) -> None:
    """Two categories made one can only hide a difference (data processing)."""
    merged = [[side[0] + side[1], *side[2:]] for side in sides]

    for measure in (jensen_shannon_bits, total_variation):
        assert (measure(*merged) or 0) <= (measure(*sides) or 0) + 1e-12


@given(small_counts)
def test_mixing_a_side_into_the_other_never_adds_divergence(
    sides: tuple[list[int], list[int]],
) -> None:
    """J(A + B, A) <= J(B, A): the divergence is convex."""
    a, b = sides
    both = [x + y for x, y in zip(a, b, strict=True)]

    for measure in (jensen_shannon_bits, total_variation):
        assert (measure(both, a) or 0) <= (measure(b, a) or 0) + 1e-12


@given(pairs_of(st.floats(0, 1, allow_subnormal=False)))
def test_shares_instead_of_counts(sides: tuple[list[float], list[float]]) -> None:
    """Shares serve as well as counts, whatever they add up to."""
    assume(all(sum(side) > 1e-6 for side in sides))

    for measure in (jensen_shannon_bits, total_variation):
        value = measure(*sides)
        assert value is not None
        assert 0 <= value <= 1
        assert value == measure(*sides[::-1])
