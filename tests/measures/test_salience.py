"""Salience: placement by hand, in other orders one by one, and under chance."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from itertools import permutations
from math import log2

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import kstest

from framing import Article, Frame, Lexicon, Pattern, Span, count
from framing.groups import group
from framing.measures.emphasis import emphasis
from framing.measures.intervals import ratio_interval
from framing.measures.salience import SalienceRow, salience

SKY = Lexicon(
    "sky",
    (
        Frame("rain", "Rain", (Pattern("rain"), Pattern("storm cloud"))),
        Frame("sun", "Sun", (Pattern("sun"), Pattern("storm cloud"))),
    ),
)

Hits = Mapping[int, str]
UNDEFINED_WITHOUT_HITS = (
    "lead_lift",
    "lift_low",
    "lift_high",
    "first_mention",
    "first_mention_p",
    "front_loading",
    "front_loading_p",
    "first_mention_q",
    "front_loading_q",
)


def paragraph(words: int, hits: Hits | Sequence[int] = ()) -> str:
    """Return a paragraph with words such as rain at some places, rain where not said which."""
    at = dict(hits) if isinstance(hits, Mapping) else dict.fromkeys(hits, "rain")
    return " ".join(at.get(place, "day") for place in range(words)) + "."


def article(*paragraphs: str, name: str = "a", outlet: str = "A", title: str = "") -> Article:
    """Return an article of such paragraphs."""
    return Article(id=name, outlet=outlet, text="\n".join(paragraphs), title=title)


def rows_of(
    articles: Sequence[Article], lexicon: Lexicon = SKY, by: str = "outlet", draws: int = 199
) -> tuple[SalienceRow, ...]:
    """Count articles and measure them."""
    return salience(group(count(articles, lexicon), by), permutations=draws)


def without_q(row: SalienceRow) -> SalienceRow:
    """Return a row without what depends on the other rows."""
    return replace(row, first_mention_q=None, front_loading_q=None)


def rain(*paragraphs: str) -> SalienceRow:
    """Return the row of the first frame in an article of such paragraphs."""
    return rows_of([article(*paragraphs)])[0]


def bursty(numbers: np.random.Generator, blocks: int = 20) -> str:
    """Return a body whose blocks are alike by chance, with bursts of hits at their beginnings."""

    def block() -> str:
        hits = numbers.poisson(numbers.gamma(0.3, 2))
        places = numbers.choice(60, size=min(hits, 60), replace=False)
        return paragraph(int(numbers.integers(100, 140)), places.tolist())

    return "\n".join(block() for _ in range(blocks))


bodies = st.lists(
    st.builds(
        paragraph,
        st.integers(1, 60),
        st.dictionaries(st.integers(0, 59), st.sampled_from(["rain", "sun", "storm cloud"])),
    ),
    max_size=12,
).map("\n".join)
titles = st.sampled_from(["", "A day", "Rain and storm cloud"])
corpora = st.lists(st.tuples(bodies, titles), min_size=1, max_size=4).map(
    lambda drawn: [
        Article(id=f"a{i}", outlet="AB"[i % 2], text=text, title=title)
        for i, (text, title) in enumerate(drawn)
    ]
)


def test_columns() -> None:
    """The columns that scripts rely on, in their order."""
    assert [field.name for field in fields(SalienceRow)] == [
        "group",
        "article",
        "frame",
        "headline",
        "lead_per_1000",
        "body_per_1000",
        *UNDEFINED_WITHOUT_HITS,
    ]


def test_all_tests_of_the_table_are_one_family() -> None:
    """Each q is Benjamini and Hochberg's over first mentions and front loading of all rows."""
    numbers = np.random.default_rng(5)
    rows = rows_of([article(bursty(numbers), name=name) for name in "abc"])
    tests = sorted(
        pair
        for row in rows
        for pair in (
            (row.first_mention_p, row.first_mention_q),
            (row.front_loading_p, row.front_loading_q),
        )
        if None not in pair
    )
    p = np.array([test[0] for test in tests], dtype=np.float64)
    expected = np.minimum.accumulate((p * len(p) / np.arange(1, len(p) + 1))[::-1])[::-1]

    assert len(p) == 6  # the other frame has no hits, and so no tests
    assert np.array([test[1] for test in tests]) == pytest.approx(np.minimum(expected, 1))


def test_known_rows() -> None:
    """Every number worked out by hand, for a frame with hits and one in the headline alone."""
    text = [paragraph(30, [4]), paragraph(20), paragraph(50, [49])]
    of_rain, of_sun = rows_of([article(*text, title="Rain, rain and sun")])
    interval = ratio_interval((1, 1), (50, 50))

    assert (of_rain.group, of_rain.article, of_rain.frame) == ("A", "a", "rain")
    assert (of_rain.headline, of_rain.lead_per_1000, of_rain.body_per_1000) == (2, 20, 20)
    assert of_rain.lead_lift == 0
    assert of_rain.lift_low == pytest.approx(log2(interval.low))
    assert of_rain.lift_high == pytest.approx(log2(interval.high))
    assert of_rain.first_mention == pytest.approx(1 - 0.95**2)
    assert of_rain.front_loading == pytest.approx(1 - 2 * (4.5 + 99.5) / 2 / 100)
    assert of_rain.first_mention_p is of_rain.front_loading_p is None
    assert of_sun == SalienceRow("A", "a", "sun", 1, 0.0, 0.0, *[None] * 9)


def test_articles_by_id_and_frames_of_the_lexicon() -> None:
    """A row for each, whichever way the articles are grouped and given."""
    corpus = [article("Sun.", name="b", outlet="A"), article("Rain.", name="a", outlet="B")]

    assert [(row.group, row.article, row.frame) for row in rows_of(corpus)] == [
        ("B", "a", "rain"),
        ("B", "a", "sun"),
        ("A", "b", "rain"),
        ("A", "b", "sun"),
    ]
    assert [row.group for row in rows_of(corpus, by="article")] == ["a", "a", "b", "b"]


def test_known_first_mention() -> None:
    """Of three hits, the first at 5 % of the body: .142625 (K22), wherever the others are."""
    for others in ([50, 99], [5, 6]):
        row = rain(paragraph(100, [4, *others]))
        assert row.first_mention == pytest.approx(0.142625, abs=1e-12)


@pytest.mark.parametrize(
    ("words", "lead"),
    [([40, 5], 40), ([39, 1, 9], 40), ([90, 9], 90), ([9] * 9, 45), ([20, 9], 29), ([], 0)],
)
def test_lead(words: list[int], lead: int) -> None:
    """The first paragraph, or as many as make 40 words; all of a shorter body."""
    row = rain(*(paragraph(n, [0] if i == 0 else []) for i, n in enumerate(words)))

    assert row.lead_per_1000 == pytest.approx(1000 / lead if lead else None)
    assert row.body_per_1000 == pytest.approx(1000 / sum(words) if words else None)
    assert (row.lead_lift is None) == (lead == sum(words))


def test_known_lift() -> None:
    """Two hits in a lead of 40 words, one in the 360 behind; of one more, a tenth to the lead."""
    row = rain(paragraph(40, [1, 2]), paragraph(360, [30]))

    assert row.lead_lift == pytest.approx(log2((2.1 / 40) / (1.9 / 360)))


def test_infinite_ends() -> None:
    """With hits on one side alone, the interval is open to that side."""
    in_lead = rain(paragraph(40, [1]), paragraph(360))
    behind = rain(paragraph(40), paragraph(360, [1]))

    assert (in_lead.lift_high, behind.lift_low) == (None, None)
    assert (in_lead.lead_lift or 0) > (in_lead.lift_low or 0)
    assert (behind.lead_lift or 0) < 0 < (behind.lift_high or 0)


def test_a_headline_in_the_text() -> None:
    """It is the headline that a title would be; both are no part of the body."""
    text = [paragraph(50, [3]), paragraph(60, [50])]
    [known, _] = rows_of([article(*text, title="Rain tonight")])
    with_line = replace(article("Rain tonight", *text), headline=Span(0, 12))

    assert known.headline == 1
    assert rows_of([with_line])[0] == known
    assert rain(*text) == replace(known, headline=None)


def test_every_order_of_the_blocks() -> None:
    """Both p are the shares of the 120 articles, each written and measured, as extreme as this."""
    blocks = [
        paragraph(words, hits)
        for words, hits in [(100, [7]), (103, [1, 2, 90]), (110, []), (101, []), (120, [60])]
    ]
    row = rain(*blocks)
    every = [rain(*order) for order in permutations(blocks)]
    first = np.array([other.first_mention for other in every])
    lean = np.array([other.front_loading for other in every])
    far = np.abs(lean - lean.mean())

    assert row.first_mention_p == (first <= (row.first_mention or 0) + 1e-12).mean()
    assert row.front_loading_p == (far >= far[0] - 1e-12).mean()


@pytest.mark.parametrize(
    ("blocks", "with_hits", "first_p", "lean_p"), [(5, 1, 1 / 5, 2 / 5), (7, 2, 2 / 7, 2 / 21)]
)
def test_known_p(blocks: int, with_hits: int, first_p: float, lean_p: float) -> None:
    """Hits in the first of a few equal blocks: which of them come first, or all first or last."""
    row = rain(*(paragraph(100, [0] if i < with_hits else []) for i in range(blocks)))

    assert row.first_mention_p == pytest.approx(first_p)
    assert row.front_loading_p == pytest.approx(lean_p)


@pytest.mark.parametrize(("first_p", "paragraphs"), [(None, 8), (1 / 5, 9), (1 / 5, 10)])
def test_blocks_are_even_runs_of_paragraphs(first_p: float | None, paragraphs: int) -> None:
    """Of 400 words there are four blocks of a hundred; 450 and 500 words are cut into five."""
    row = rain(*(paragraph(50, [0] if i == 0 else []) for i in range(paragraphs)))

    assert row.first_mention_p == (None if first_p is None else pytest.approx(first_p))
    assert (row.front_loading_p is None) == (first_p is None)


def test_too_few_blocks() -> None:
    """With four blocks there is no p, but all that needs none."""
    row = rain(*(paragraph(100, [0]) for _ in range(4)))

    assert row.first_mention_p is row.front_loading_p is None
    assert None not in (row.lead_lift, row.first_mention, row.front_loading)


def test_p_under_chance() -> None:
    """C15: with blocks in any order, both p are uniform; hits put in front give small ones."""
    numbers = np.random.default_rng(15)
    corpus = [Article(id=f"a{i:03}", outlet="A", text=bursty(numbers)) for i in range(300)]
    rows = [row for row in rows_of(corpus, draws=999) if row.frame == "rain"]
    planted = rain(*(paragraph(120, [5, 50] if i < 4 else []) for i in range(20)))

    for column in ("first_mention_p", "front_loading_p"):
        values = [p for p in (getattr(row, column) for row in rows) if p is not None]
        assert len(values) > 290
        assert kstest(values, "uniform").pvalue > 0.001
    assert planted.front_loading_p == 1 / 200
    assert (planted.first_mention_p or 0) >= 1 / 20
    assert (planted.first_mention or 1) < 0.05


@given(corpora)
def test_range(corpus: list[Article]) -> None:
    """Every number lies where its description has it, and is None exactly where that has it."""
    rates = {(row.group, row.frame): row for row in emphasis(group(count(corpus, SKY), "article"))}
    titled = {article.id: bool(article.title) for article in corpus}

    for row in rows_of(corpus):
        assert row.body_per_1000 == rates[row.article, row.frame].rate_per_1000
        assert (row.headline is not None) == titled[row.article]
        assert row.lead_per_1000 is None or 0 <= row.lead_per_1000 <= 1000
        for value in (row.first_mention, row.first_mention_p, row.front_loading_p):
            assert value is None or 0 < value <= 1
        assert row.front_loading is None or -1 < row.front_loading < 1
        assert (row.first_mention is None) == (not row.body_per_1000)
        assert (row.front_loading is None) == (not row.body_per_1000)
        if not row.body_per_1000:
            assert all(getattr(row, column) is None for column in UNDEFINED_WITHOUT_HITS)


@given(bodies)
def test_lift_lies_in_its_interval(text: str) -> None:
    """Its sign is that of the difference, more confidence is wider, and the lift is inside."""
    groups = group(count([article(text)], SKY), "outlet")
    rows = [salience(groups, permutations=9, confidence=c) for c in (0.8, 0.95, 0.99)]

    for narrow, middle, wide in zip(*rows, strict=True):
        assert narrow.lead_lift == middle.lead_lift == wide.lead_lift
        if narrow.lead_lift is None:
            continue
        gap = (narrow.lead_per_1000 or 0) - (narrow.body_per_1000 or 0)
        assert abs(gap) < 1e-9 or (narrow.lead_lift > 0) == (gap > 0)
        lows = [-np.inf if row.lift_low is None else row.lift_low for row in (wide, middle, narrow)]
        highs = [
            np.inf if row.lift_high is None else row.lift_high for row in (narrow, middle, wide)
        ]
        ends = [*lows, narrow.lead_lift, *highs]
        assert np.all(np.array(ends[:-1]) <= np.array(ends[1:]) + 1e-9)


@given(bodies)
def test_the_text_backwards(text: str) -> None:
    """Read from the end, what leans to the front leans to the end as far."""
    assume("storm" not in text)
    backwards = "\n".join(
        " ".join(line[:-1].split()[::-1]) + "." for line in text.split("\n")[::-1]
    )

    for row, other in zip(rows_of([article(text)]), rows_of([article(backwards)]), strict=True):
        assert (row.front_loading or 0) == pytest.approx(-(other.front_loading or 0), abs=1e-12)


@given(corpora)
def test_names_and_order_make_no_difference(corpus: list[Article]) -> None:
    """Articles alone, backwards, under other names, frames backwards: the same to the last bit.

    Only q depends on what else is in the table.
    """
    rows = rows_of(corpus)
    renamed = [replace(a, id=f"z{a.id}", outlet=f"Z{a.outlet}") for a in corpus]
    backwards = replace(SKY, frames=SKY.frames[::-1])
    with_snow = replace(SKY, frames=(Frame("snow", "Snow", (Pattern("snow"),)), *SKY.frames))

    assert rows_of(corpus[::-1]) == rows
    assert [without_q(row) for a in corpus for row in rows_of([a])] == list(map(without_q, rows))
    assert [
        replace(row, article=row.article[1:], group=row.group[1:]) for row in rows_of(renamed)
    ] == list(rows)
    assert set(rows_of(corpus, backwards)) == set(rows)
    assert [row for row in rows_of(corpus, with_snow) if row.frame != "snow"] == list(rows)
