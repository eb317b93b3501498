"""What frames, patterns and words contribute to the divergences of a pair."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing import Article, Frame, Lexicon, Pattern, count
from framing.groups import group
from framing.measures.contributions import ContributionRow, Contributions, contributions
from framing.measures.decomposition import DIVERGENCE, Measure
from framing.measures.divergence import jensen_shannon_bits
from framing.measures.pair_test import permutation_test
from framing.measures.resampling import Floats
from framing.measures.sides import sides_of
from framing.measures.symbols import symbols_of
from framing.measures.vocabulary import content_vocabulary
from framing.units import UnitTable

SKY = Lexicon(
    "sky",
    (
        Frame("rain", "Rain", (Pattern("rain"), Pattern("storm"))),
        Frame("sun", "Sun", (Pattern("sun"), Pattern("storm"))),
        Frame("wind", "Wind", (Pattern("wind"),)),
    ),
)
HALVES = {"rain": 2, "sun": 2, "wind": float("inf")}
"""Into how many parts a storm is divided for each frame."""
SCORES = ("frame_jsd", "pattern_jsd", "vocabulary_jsd", "tfidf_cosine_distance")
A = ((3, 0, 1), (2, 1, 0), (0, 1, 1), (4, 0, 0))
B = ((0, 2, 1), (1, 3, 0), (0, 1, 2), (1, 0, 3))
words = st.sampled_from(["rain", "storm", "sun", "wind", "town", "road", "the"])
bodies = st.lists(st.lists(words, min_size=1, max_size=8).map(" ".join), min_size=1, max_size=4)


def defined(value: float | None) -> float:
    """Return a value that must be there."""
    assert value is not None
    return value


def text_of(rows: Sequence[tuple[int, int, int]]) -> str:
    """Return paragraphs of a hundred words with these hits of the three frames."""
    return "\n".join(
        " ".join(["rain"] * r + ["sun"] * s + ["wind"] * w + ["town"] * (100 - r - s - w)) + "."
        for r, s, w in rows
    )


def parts_of(
    first: str, second: str, lexicon: Lexicon = SKY, stop_words: Sequence[str] = ()
) -> Contributions:
    """Take the divergences of two articles apart."""
    articles = [Article(id=o, outlet=o, text=t) for o, t in (("A", first), ("B", second))]
    groups = group(count(articles, lexicon), "outlet")
    return contributions(
        groups,
        UnitTable(groups).of_groups([0, 1]),
        (0, 1),
        symbols_of(groups.counts, stop_words),
        content_vocabulary(groups, stop_words),
        permutations=99,
    )


def of_score(parts: Contributions, score: str) -> list[ContributionRow]:
    """Return the contributions to one score."""
    return [row for row in parts.rows if row.score == score]


def close(score: float) -> float:
    """Return how far a sum may be off."""
    return 1e-12 * max(1.0, abs(score))


def test_the_golden_pair() -> None:
    """From two texts to the parts of their excess, in all seventy ways to deal."""
    rows = of_score(parts_of(text_of(A), text_of(B)), "frame_jsd")

    assert ["rain", "wind", "sun"] == [row.item for row in rows]
    assert (0.102907, 0.014826, 0.012710) == pytest.approx([row.excess for row in rows], abs=5.1e-7)
    assert 0.239228589010 == pytest.approx(sum(row.contribution for row in rows), abs=1e-9)
    assert 0.108786016353 == pytest.approx(sum(defined(row.chance) for row in rows), abs=1e-9)
    assert (9 / 13, 2 / 14) == pytest.approx((rows[0].share_a, rows[0].share_b))
    assert {("A", "B", "frame")} == {(row.a, row.b, row.level) for row in rows}


@settings(max_examples=100)
@given(bodies, bodies)
def test_all_sums(first: list[str], second: list[str]) -> None:
    """Parts sum to their score, the split to the vocabulary's, and the frames' chance to J0."""
    parts = parts_of("\n".join(first), "\n".join(second))

    for score, total in parts.totals.items():
        rows = of_score(parts, score)
        assert abs(sum(row.contribution for row in rows) - total) <= close(total)
        assert abs(parts.sum_check[score]) <= close(total)
        assert all(
            row.contribution >= 0 and 0 < defined(row.p) <= defined(row.q) + 1e-12 for row in rows
        )
        assert all(row.excess == row.contribution - defined(row.chance) for row in rows)
        assert sorted(rows, key=lambda row: -defined(row.excess)) == rows
    vocabulary = parts.totals["vocabulary_jsd"]
    assert abs(sum(row.jsd for row in parts.split) - vocabulary) <= close(vocabulary)
    chance = sum(defined(row.chance) for row in of_score(parts, "vocabulary_jsd"))
    assert abs(sum(defined(row.chance) for row in parts.split) - chance) <= close(chance)
    assert ["level", "mix"] == [row.part for row in parts.split][:2]
    assert "outside" == parts.split[-1].part


@settings(max_examples=100)
@given(bodies, bodies)
def test_scores_recounted(first: list[str], second: list[str]) -> None:
    """Each score is the divergence of what it is named after."""
    a, b = " ".join(first).split(), " ".join(second).split()
    parts = parts_of("\n".join(first), "\n".join(second))
    frames = [
        [t.count(name) + t.count("storm") / parts for name, parts in HALVES.items()] for t in (a, b)
    ]
    kinds = sorted({*a, *b})

    expected = jensen_shannon_bits(*([t.count(kind) for kind in kinds] for t in (a, b)))
    assert expected == pytest.approx(parts.totals["vocabulary_jsd"], abs=1e-12)
    frame_jsd = jensen_shannon_bits(*frames)
    assert ("frame_jsd" in parts.totals) == (frame_jsd is not None)
    if frame_jsd is not None:
        assert frame_jsd == pytest.approx(parts.totals["frame_jsd"], abs=1e-12)


@settings(max_examples=60)
@given(bodies, bodies)
def test_the_chance_of_frames_is_that_of_the_record(first: list[str], second: list[str]) -> None:
    """The same deals make both, so one sums to the other."""
    articles = [
        Article(id=o, outlet=o, text="\n".join(t)) for o, t in (("A", first), ("B", second))
    ]
    groups = group(count(articles, SKY), "outlet")
    sides = sides_of(UnitTable(groups).of_groups([0, 1]), 0, 1)
    rows = of_score(parts_of("\n".join(first), "\n".join(second)), "frame_jsd")
    if rows:
        chance = permutation_test(sides, 99).chance
        assert abs(sum(defined(row.chance) for row in rows) - chance) <= close(chance)


def test_levels_and_items() -> None:
    """A frame is named by its key, a pattern with its frame, a word with its class."""
    parts = parts_of("Rain and storm. Town.", "Sun and the storm.", stop_words=("the", "and"))

    assert {"rain", "sun"} == {row.item for row in of_score(parts, "frame_jsd")}
    patterns = {"rain: rain", "rain: storm", "sun: sun", "sun: storm"}
    assert patterns == {row.item for row in of_score(parts, "pattern_jsd")}
    assert {
        ("rain", "rain"),
        ("sun", "sun"),
        ("rain+sun", "storm"),
        ("outside", "town"),
    } == {(row.level, row.item) for row in of_score(parts, "vocabulary_jsd")}
    terms = {("term", "rain"), ("term", "storm"), ("term", "sun"), ("term", "town")}
    assert terms == {(row.level, row.item) for row in of_score(parts, "tfidf_cosine_distance")}
    assert ["level", "mix", "wording: rain", "wording: sun", "wording: rain+sun", "outside"] == [
        row.part for row in parts.split
    ]


def test_the_split_by_hand() -> None:
    """Half of each text is hits: a gets two words of one frame, b one of each of two frames."""
    split = {
        row.part: row.jsd for row in parts_of("rain rain town town", "rain sun town town").split
    }

    mix = jensen_shannon_bits([2, 0, 2], [1, 1, 2])
    assert mix == pytest.approx(split.pop("mix"), abs=1e-12)
    assert {"level": 0, "wording: rain": 0, "wording: sun": 0, "outside": 0} == pytest.approx(
        split, abs=1e-12
    )


@pytest.mark.parametrize(
    ("expected", "first", "second"),
    [
        (SCORES, "Rain.", "Sun."),
        (("vocabulary_jsd", "tfidf_cosine_distance"), "Town.", "Sun."),
        (("vocabulary_jsd", "tfidf_cosine_distance"), "Town.", "Road."),
        ((), "", "Sun."),
        ((), "The the.", "The."),
    ],
)
def test_a_side_with_nothing(expected: tuple[str, ...], first: str, second: str) -> None:
    """A score that is not defined is left out, and with it its parts."""
    parts = parts_of(first, second, stop_words=("the",))

    assert expected == tuple(parts.totals)
    assert set(expected) == {row.score for row in parts.rows}
    assert ("vocabulary_jsd" in expected) == bool(parts.split)
    assert all(np.isfinite(value) for value in parts.sum_check.values())


def test_a_copy_has_no_contributors() -> None:
    """Nothing contributes, and nothing is beyond chance."""
    parts = parts_of(text_of(A), text_of(A))

    assert all(0 == pytest.approx(row.contribution, abs=1e-12) for row in parts.rows)
    assert all(defined(row.excess) <= 1e-12 and row.p == 1 for row in parts.rows)


def test_an_entry_without_hits_changes_nothing() -> None:
    """Neither a frame nor a pattern that matches nothing is a part, or changes one."""
    fog = Frame("fog", "Fog", (Pattern("fog"), Pattern("mist")))
    longer = replace(SKY, frames=(fog, *SKY.frames))

    assert parts_of(text_of(A), text_of(B)) == parts_of(text_of(A), text_of(B), longer)


@pytest.mark.parametrize("order", [(2, 1, 0), (1, 2, 0), (0, 2, 1)])
def test_the_order_of_frames_does_not_matter(order: tuple[int, ...]) -> None:
    """The lexicon's frames in another order give the same parts."""
    moved = replace(SKY, frames=tuple(SKY.frames[index] for index in order))
    expected, found = parts_of(text_of(A), text_of(B)), parts_of(text_of(A), text_of(B), moved)

    for score in SCORES[:3]:
        assert of_score(expected, score) == of_score(found, score)
    assert {row.part: row.jsd for row in expected.split} == pytest.approx(
        {row.part: row.jsd for row in found.split}, abs=1e-12
    )


def test_a_tampered_part_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts that do not sum to their score never reach a table."""

    def tampered(first: Floats, second: Floats) -> Floats:
        return DIVERGENCE.parts(first, second) * (1 + 1e-9)

    changed = Measure(tampered, DIVERGENCE.whole, DIVERGENCE.shares)
    monkeypatch.setattr("framing.measures.contributions.DIVERGENCE", changed)

    with pytest.raises(ArithmeticError, match="parts sum to"):
        parts_of(text_of(A), text_of(B))
