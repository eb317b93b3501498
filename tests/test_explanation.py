"""The explanation of one pair: its sentence, its sums and its errors."""

import json
from collections.abc import Sequence
from typing import Any

import pytest

import framing
from framing import Article, Explanation, Frame, Lexicon, Pattern, SettingError
from framing.measures.contributions import contributions
from framing.measures.ratios import rate_ratios
from framing.tables import render_json

SKY = Lexicon("sky", tuple(Frame(w, w.title(), (Pattern(w),)) for w in ("rain", "sun", "wind")))
Hits = Sequence[tuple[int, int, int]]
APART = ([(6, 1, 1), (5, 1, 0)] * 5, [(1, 6, 1), (0, 5, 1)] * 5)
ALIKE = ([(6, 1, 1), (1, 5, 0)] * 5, [(1, 5, 0), (5, 1, 1)] * 5)
SHORT = ([(6, 1, 1)] * 3, [(1, 6, 1)] * 8)


def article(outlet: str, name: str, hits: Hits, story: str = "") -> Article:
    """Return an article with a paragraph of two hundred words, a block, for each triple of hits."""
    lines = []
    for rain, sun, wind in hits:
        found = ["rain"] * rain + ["sun"] * sun + ["wind"] * wind
        lines.append(" ".join([*found, *["town"] * (200 - len(found))]) + ".")
    return Article(id=name, outlet=outlet, text="\n".join(lines), story=story)


def explained(sides: tuple[Hits, Hits], *more: Article, **options: Any) -> Explanation:
    """Explain the pair of two articles, beside others."""
    two = [article("A", "a", sides[0]), article("B", "b", sides[1])]
    return framing.explain("A", "B", [*two, *more], SKY, permutations=199, **options)


def test_more_than_chance() -> None:
    """A difference that is found is called that, with all that is known of it."""
    found = explained(APART)

    assert found.pair.p == 1 / 200
    assert found.sentence == (
        "In frame emphasis A and B are .42 bits further apart than the .02 expected by chance from "
        "texts of this length (interval .34 to .50; permutation p = .005). So large a divergence "
        "is unlikely by chance (q < .05)."
    )


def test_not_distinguishable() -> None:
    """A difference that is not found is not called none."""
    found = explained(ALIKE)

    assert found.sentence == (
        "In frame emphasis A and B are .02 bits closer together than the .02 expected by chance "
        "from texts of this length (interval -.04 to .00; permutation p = .705). This is NOT "
        "distinguishable from chance, which does not make the two the same: chance alone makes .06 "
        "bits or more in one of twenty such pairs, and here are .00, so real differences are "
        "easily missed. Unshared text: nothing of A or B remains."
    )


def test_not_distinguishable_among_so_many() -> None:
    """Where p is small and q is not, chance is not said to make as much in one pair of twenty."""
    more = [article(name, name, ALIKE[0]) for name in "CDEFGH"]
    sides = ([(4, 2, 1), (3, 3, 0)] * 5, [(2, 3, 1), (3, 3, 1)] * 5)
    found = explained(sides, *more, shared=False)

    assert found.pair.p is not None
    assert found.pair.q is not None
    assert found.pair.p < 0.05 <= found.pair.q
    assert found.sentence.endswith(
        "Among so many pairs this is NOT distinguishable from chance, which does not make the two "
        "the same: p alone is below .05, q is not."
    )


def test_no_frame_in_common() -> None:
    """Such a pair is detected, without an interval, and the reason stands at the end."""
    found = explained(([(6, 0, 0), (4, 0, 1)] * 5, [(0, 6, 0), (0, 5, 0)] * 5), shared=False)

    assert (None, None) == (found.pair.excess_low, found.pair.excess_high)
    assert "(no interval; permutation p = .005)." in found.sentence
    assert found.sentence.endswith(
        "(q < .05). Few independent hits (about 16 on the smaller side); no interval: no unit "
        "makes a difference to the divergence."
    )
    assert "NOT" not in found.sentence


def test_too_little_text() -> None:
    """Then there is no number beyond the distance, and the sentence says how much is missing."""
    found = explained(SHORT)

    assert found.pair.chance_jsd is None
    assert found.sentence.startswith(
        "A and B cannot be told apart or alike. "
        "A: insufficient evidence (3 blocks; needs about 400 more words)"
    )
    assert found.self_ratio is None


def test_too_few_articles() -> None:
    """An excess without a test is given with its interval and the reason."""
    articles = [article(o, f"{o}{i}", APART[o == "B"][i:]) for o in "AB" for i in range(3)]
    found = framing.explain("A", "B", articles, SKY, permutations=199, shared=False)

    assert found.pair.p is None
    assert "(interval ." in found.sentence
    assert "No test possible at 0.05: the smallest attainable p is 0.100" in found.sentence


def test_q_is_over_all_pairs() -> None:
    """Other groups count for q; with one pair there is no q to speak of."""
    found = explained(APART, article("C", "c", ALIKE[0]))

    assert "; q over the 3 pairs = ." in found.sentence
    assert "q over" not in explained(APART).sentence
    assert found.pair == next(
        row
        for row in framing.pairs(
            [article("A", "a", APART[0]), article("B", "b", APART[1]), article("C", "c", ALIKE[0])],
            SKY,
            permutations=199,
        )
        if (row.a, row.b) == ("A", "B")
    )


@pytest.mark.parametrize("sides", [APART, ALIKE])
def test_the_chance_of_frames_is_that_of_the_record(sides: tuple[Hits, Hits]) -> None:
    """Contributions sum to J, their means by chance to J0, their excesses to X."""
    found = explained(sides)
    rows = [row for row in found.contributions if row.score == "frame_jsd"]
    pair = found.pair

    for name, total in (
        ("contribution", pair.frame_jsd),
        ("chance", pair.chance_jsd),
        ("excess", pair.excess_jsd),
    ):
        assert total == pytest.approx(sum(getattr(row, name) for row in rows), rel=0, abs=1e-12)


def test_other_deals_than_the_record_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Frames whose chance does not sum to that of the record are an error of ours."""

    def other_seed(*given: Any, **options: Any) -> Any:
        return contributions(*given, **{**options, "seed": 2})

    monkeypatch.setattr("framing.explanation.contributions", other_seed)
    with pytest.raises(ArithmeticError, match="parts sum to"):
        explained(APART)


def test_json() -> None:
    """It holds the manifest, the sentence, the scores, how far off their sums are, the parts."""
    found = explained(APART)
    read = json.loads(render_json(found.to_dict()))

    assert {"framing", "sentence", "totals", "sum_check", "tables"} <= set(read)
    assert found.sentence == read["sentence"]
    assert {*read["totals"], "split"} == set(read["sum_check"])
    assert all(abs(off) <= 1e-12 for off in read["sum_check"].values())
    assert ["contributions", "split", "ratios"] == list(read["tables"])
    assert "explain" == read["framing"]["command"]
    for score, total in read["totals"].items():
        rows = [row for row in read["tables"]["contributions"] if row["score"] == score]
        assert total == pytest.approx(sum(row["contribution"] for row in rows), abs=1e-12)
    split = sum(row["jsd"] for row in read["tables"]["split"])
    assert read["totals"]["vocabulary_jsd"] == pytest.approx(split, abs=1e-12)


def test_ratios() -> None:
    """How many times as often a has each frame, from the rows of emphasis, at any confidence."""
    more = article("C", "c", ALIKE[0])
    found = explained(APART, more, confidence=0.8)
    rows = framing.emphasis(
        [article("A", "a", APART[0]), article("B", "b", APART[1]), more], SKY, confidence=0.8
    )
    own, other = ([row for row in rows if row.group == name] for name in "AB")

    assert rate_ratios(own, other, 0.8) == found.ratios.rows
    assert [("rain", 55, 5), ("sun", 10, 55), ("wind", 5, 10)] == [
        (row.frame, row.hits_a, row.hits_b) for row in found.ratios
    ]


@pytest.mark.parametrize("first", ["Town.", "", "Rain."])
def test_a_side_with_nothing(first: str) -> None:
    """Without hits, or words, there is still an answer, which JSON can hold."""
    articles = [Article(id="a", outlet="A", text=first), article("B", "b", APART[1])]
    found = framing.explain("A", "B", articles, SKY)

    expected = "insufficient evidence" if first == "Rain." else "no hits, so no frame shares"
    assert expected in found.sentence
    assert json.loads(render_json(found.to_dict()))["sentence"] == found.sentence
    assert found.self_ratio is None


@pytest.mark.parametrize(
    ("expected", "a", "b"),
    [
        ("group of --by outlet: 'C' is not one of A, B", "A", "C"),
        ("group of --by outlet: 'a' is not one of A, B", "a", "B"),
        ("B: 'A' is not one of B", "A", "A"),
    ],
)
def test_wrong_groups(expected: str, a: str, b: str) -> None:
    """An unknown group is answered with the known ones, and a group is not compared with itself."""
    articles = [article("A", "a", APART[0]), article("B", "b", APART[1])]
    with pytest.raises(SettingError) as error:
        framing.explain(a, b, articles, SKY)

    assert str(error.value).startswith(expected)


def test_either_way_round() -> None:
    """A beside B is B beside A."""
    articles = [article("A", "a", APART[0]), article("B", "b", APART[1])]
    one, other = (framing.explain(a, b, articles, SKY, permutations=199) for a, b in ("AB", "BA"))

    assert one.to_dict() == other.to_dict()
    assert (one.pair, one.self_ratio, one.excerpts) == (
        other.pair,
        other.self_ratio,
        other.excerpts,
    )


def test_the_order_of_articles_does_not_matter() -> None:
    """The same articles in another order give the same JSON, byte for byte."""
    articles = [
        article(o, f"{o}{i}", APART[o == "B"][i:], f"s{i % 2}") for o in "ABC" for i in range(4)
    ]
    one, other = (
        framing.explain("A", "B", order, SKY, permutations=199)
        for order in (articles, articles[::-1])
    )

    assert render_json(one.to_dict()) == render_json(other.to_dict())


def test_the_ratio_to_itself() -> None:
    """Far above 1 where two differ, and about 1 where they do not."""
    apart, alike = explained(APART).self_ratio, explained(ALIKE).self_ratio

    assert apart is not None
    assert alike is not None
    assert apart > 10
    assert alike < 2


def contributing(found: Explanation) -> list[str]:
    """Return the frames that contribute beyond chance, the most first."""
    return [
        row.item
        for row in found.contributions
        if row.score == "frame_jsd" and row.excess is not None and row.excess > 0
    ]


def test_excerpts() -> None:
    """Two hits a side, at the most, of the two frames that contribute most; a stands before b."""
    found = explained(APART)

    assert [(frame, name) for frame in contributing(found)[:2] for name in "AABB"] == [
        (row.frame, row.group) for row in found.excerpts
    ]


def test_no_excerpts_of_what_is_chance() -> None:
    """A frame that contributes no more than chance explains nothing."""
    level = ([(6, 3, 1), (5, 3, 0)] * 5, [(6, 0, 1), (6, 0, 0)] * 5)

    assert [] == contributing(explained(ALIKE))
    assert () == explained(ALIKE).excerpts
    assert 1 <= len(contributing(explained(level))) < 3
    assert set(contributing(explained(level))) == {row.frame for row in explained(level).excerpts}


def test_excerpts_of_the_patterns_that_contribute_most() -> None:
    """A word that both have as often comes behind one that makes the difference, in text order."""
    lexicon = Lexicon(
        "sky",
        (
            Frame("rain", "Rain", (Pattern("drizzle"), Pattern("rain"))),
            Frame("sun", "Sun", (Pattern("sun"),)),
        ),
    )
    texts = {"A": "drizzle sun rain rain rain", "B": "drizzle rain sun sun sun"}
    articles = [
        Article(
            id=name,
            outlet=name,
            text="\n".join([f"{said} {'town ' * (95 - i)}road." for i in range(9)]),
        )
        for name, said in texts.items()
    ]
    found = framing.explain("A", "B", articles, lexicon, permutations=199)
    rain = [row for row in found.excerpts if row.frame == "rain"]

    assert [("A", "rain")] * 2 + [("B", "rain")] * 2 == [(row.group, row.pattern) for row in rain]
    starts = [row.start or 0 for row in rain]
    assert starts[:2] == sorted(starts[:2])
    assert starts[2:] == sorted(starts[2:])
