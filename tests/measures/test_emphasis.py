"""Emphasis: rates, shares and coverage, recounted from the evidence, and how sure they are."""

from collections.abc import Sequence
from dataclasses import fields, replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import beta, chi2, norm, t

import framing
from framing import Article, Frame, Lexicon, Pattern, Table, count
from framing.concordance import EvidenceRow, find_evidence
from framing.groups import group
from framing.measures.emphasis import FEW_HITS, EmphasisRow, emphasis
from framing.readers import read_bundled_story
from framing.scan import find_parts

SKY = Lexicon(
    "sky",
    (
        Frame("rain", "Rain", (Pattern("rain*"), Pattern("storm"), Pattern("storm cloud"))),
        Frame("sun", "Sun", (Pattern("sun"), Pattern("storm cloud"))),
        Frame("wind", "Wind", (Pattern("storm*"), Pattern("storm cloud"))),
    ),
)

lines = st.lists(
    st.sampled_from(["rain", "rainy", "storm", "storm cloud", "sun", "day", "town"]),
    min_size=1,
    max_size=6,
).map(lambda words: f"{' '.join(words)}.")
bodies = st.lists(lines, max_size=5).map("\n".join)
corpora = st.lists(st.tuples(st.sampled_from("ABC"), bodies), min_size=1, max_size=6).map(
    lambda pairs: [
        Article(id=f"a{i}", outlet=outlet, text=text, title="Storm and sun")
        for i, (outlet, text) in enumerate(pairs)
    ]
)


def rows_of(
    articles: Sequence[Article], lexicon: Lexicon = SKY, by: str = "outlet"
) -> tuple[EmphasisRow, ...]:
    """Count articles and measure them."""
    return emphasis(group(count(articles, lexicon), by))


def assert_recounted(
    rows: Sequence[EmphasisRow],
    evidence: Sequence[EvidenceRow],
    articles: Sequence[Article],
    by: str,
) -> None:
    """Hold hits, rates, shares and coverage against a recount in exact arithmetic."""
    of_body = [hit for hit in evidence if hit.part == "body"]
    claims: dict[tuple[str, int | None], int] = {}
    for hit in of_body:
        claims[hit.article, hit.start] = claims.get((hit.article, hit.start), 0) + 1
    members = {row.group: [a for a in articles if a.group(by) == row.group] for row in rows}
    parts = {
        name: [p for a in members[name] for p in find_parts(a) if p.part == "body"]
        for name in members
    }

    for row in rows:
        of_group = [hit for hit in of_body if hit.group == row.group]
        mine = [hit for hit in of_group if hit.frame == row.frame]
        words = sum(len(paragraph.words) for paragraph in parts[row.group])
        covered = {(hit.article, hit.paragraph) for hit in mine}
        divided = sum((Fraction(1, claims[h.article, h.start]) for h in mine), Fraction(0))
        spans = {(hit.article, hit.start) for hit in of_group}

        assert (row.articles, row.words) == (len(members[row.group]), words)
        assert row.hits == len(mine)
        assert row.rate_per_1000 == (1000 * len(mine) / words if words else None)
        assert row.share == (pytest.approx(float(divided / len(spans))) if spans else None)
        assert row.coverage == (len(covered) / len(parts[row.group]) if words else None)


def test_columns() -> None:
    """The columns that scripts rely on, in their order, and later ones behind them."""
    assert [field.name for field in fields(EmphasisRow)] == [
        "by",
        "group",
        "articles",
        "words",
        "frame",
        "hits",
        "rate_per_1000",
        "rate_low",
        "rate_high",
        "share",
        "share_low",
        "share_high",
        "coverage",
        "tfidf_per_1000",
        "design_effect",
        "note",
        "tfidf_low",
        "tfidf_high",
    ]


def test_known_rows(articles: tuple[Article, ...], lexicon: Lexicon) -> None:
    """Groups by name, frames in the order of the lexicon, every number worked out by hand."""
    rows = rows_of(articles, lexicon)
    few = f"fewer than {FEW_HITS} hits"
    weightless = [
        (r.by, r.group, r.articles, r.words, r.frame, r.hits, r.rate_per_1000, r.share, r.coverage)
        for r in rows
    ]

    assert weightless == [
        ("outlet", "North", 1, 9, "rain", 3, 1000 * 3 / 9, 3 / 4, 2 / 3),
        ("outlet", "North", 1, 9, "sun", 1, 1000 * 1 / 9, 1 / 4, 1 / 3),
        ("outlet", "South", 2, 15, "rain", 1, 1000 * 1 / 15, 0.5 / 2, 1 / 3),
        ("outlet", "South", 2, 15, "sun", 2, 1000 * 2 / 15, 1.5 / 2, 2 / 3),
    ]
    assert {(row.group, row.note) for row in rows} == {
        ("North", f"{few}; one article: no interval for the group"),
        ("South", f"{few}; 2 articles"),
    }


def test_a_shared_span_counts_once_in_rates_and_in_parts_in_shares() -> None:
    """A span claimed by two frames is one hit of each in the rates and half a hit in the shares."""
    lexicon = Lexicon(
        "l", (Frame("a", "A", (Pattern("both"),)), Frame("b", "B", (Pattern("both"),)))
    )
    a, b = rows_of([Article(id="a", outlet="A", text="Both of both.")], lexicon)

    assert (a.hits, b.hits) == (2, 2)
    assert a.rate_per_1000 == b.rate_per_1000 == pytest.approx(2000 / 3)
    assert (a.share, b.share) == (0.5, 0.5)


def test_no_words() -> None:
    """Without words there is no rate, no share, no coverage: undefined, not 0."""
    rows = rows_of([Article(id="a", outlet="A", text="", title="Storm and sun")])

    for row in rows:
        assert (row.words, row.hits) == (0, 0)
        assert row.rate_per_1000 is row.share is row.coverage is row.tfidf_per_1000 is None
        assert row.design_effect is None
        assert [low for low, _, _ in intervals_of(row)] == [None] * 3
        assert [high for _, _, high in intervals_of(row)] == [None] * 3
        assert row.note == "no hits; no words to measure"


def test_words_without_hits() -> None:
    """With words but no hit a rate is 0, and a share of nothing is undefined."""
    rows = rows_of([Article(id="a", outlet="A", text="A day in town.")])

    for row in rows:
        assert (row.rate_per_1000, row.coverage, row.tfidf_per_1000) == (0, 0, 0)
        assert row.share is row.share_low is row.share_high is None
        assert (row.rate_low, row.tfidf_low, row.design_effect) == (0, 0, 1)
        assert row.rate_high == pytest.approx(1000 * 3.688879454 / 4)  # Garwood, from no hit
        assert row.tfidf_high == pytest.approx(row.rate_high)


@pytest.mark.parametrize(
    ("hits", "note"),
    [
        (0, "no hits: the upper end takes it that hits would not cluster; "),
        (1, "fewer than 5 hits; "),
        (4, "fewer than 5 hits; "),
        (5, ""),
        (6, ""),
    ],
)
def test_few_hits_are_noted(hits: int, note: str) -> None:
    """A rate from fewer than five hits is marked, and one from none says what its end assumes."""
    rain, *_ = rows_of([Article(id="a", outlet="A", text="day" + " rain" * hits)])

    assert (rain.hits, rain.note) == (
        hits,
        f"{note}1 paragraph: the interval ignores bursts",
    )


def test_no_hits_and_no_interval() -> None:
    """Where there is no upper end, nothing is said of it."""
    rain, sun, *_ = rows_of(
        [Article(id=f"{o}{i}", outlet=o, text="rain") for i, o in enumerate("ABB")]
    )

    assert (rain.group, rain.hits, rain.rate_high) == ("A", 1, None)
    assert (sun.group, sun.hits, sun.rate_high) == ("A", 0, None)
    assert sun.note == "no hits; one article: no interval for the group"


@pytest.mark.parametrize(
    ("paragraphs", "note"),
    [
        (1, "1 paragraph: the interval ignores bursts"),
        (4, "4 paragraphs: the interval ignores bursts"),
        (5, "few blocks: 5 blocks of 1 paragraph"),
        (7, "few blocks: 7 blocks of 1 paragraph"),
        (8, "8 blocks of 1 paragraph"),
        (16, "8 blocks of 2 paragraphs"),
    ],
)
def test_what_an_interval_is_from(paragraphs: int, note: str) -> None:
    """The note says what the spread was seen between, or that there was too little to see it."""
    # All rain stands in the first half, so the spread grows with the size of the block.
    wet = (paragraphs + 1) // 2
    text = "\n".join(
        ["Rain rain rain rain rain."] * wet + ["Town town town town town."] * (paragraphs - wet)
    )
    rain, *_ = rows_of([Article(id="a", outlet="A", text=text)])

    assert rain.note == note
    if paragraphs < 5:
        assert rain.design_effect == 1


def of_outlet_a(hits: Sequence[int], words: Sequence[int]) -> EmphasisRow:
    """Measure the sun in articles of one outlet that have so many hits and words."""
    articles = [
        Article(id=f"a{i}", outlet="A", text=" ".join(["sun"] * k + ["day"] * (n - k)))
        for i, (k, n) in enumerate(zip(hits, words, strict=True))
    ]
    return rows_of(articles)[1]


@pytest.mark.parametrize(
    ("hits", "words", "rate", "design_effect", "low", "high"),
    [
        ((3, 2, 0, 4), (60, 55, 50, 65), 39.130435, 2.498970, 9.705332, 104.963679),
        ((0, 1, 0, 1), (58, 62, 47, 53), 9.090909, 1.616175, 0.420586, 43.916915),
    ],
    ids=["K9", "K10"],
)
def test_known_intervals(
    hits: Sequence[int],
    words: Sequence[int],
    rate: float,
    design_effect: float,
    low: float,
    high: float,
) -> None:
    """K9 and K10: Garwood's interval on effective counts, for an outlet of four articles."""
    row = of_outlet_a(hits, words)

    assert row.rate_per_1000 == pytest.approx(rate, abs=1e-6)
    assert row.design_effect == pytest.approx(design_effect, abs=1e-6)
    assert (row.rate_low, row.rate_high) == pytest.approx((low, high), abs=1e-6)
    assert row.note == ("" if sum(hits) >= 5 else "fewer than 5 hits; ") + "4 articles"


@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=2, max_size=6),
    st.sampled_from([0.8, 0.95, 0.99]),
)
@settings(max_examples=80)
def test_intervals_recounted_by_scipy(units: list[tuple[int, int]], confidence: float) -> None:
    """Intervals of an outlet with several articles follow from its hits and words by article."""
    articles = [
        Article(id=f"a{i}", outlet="A", text=" ".join(["day", *["sun"] * k, *["rain"] * n]))
        for i, (k, n) in enumerate(units)
    ]
    sun, rain = np.array(units).T
    words, claims, m = sun + rain + 1, sun + rain, len(units)
    correction = float(t.ppf((1 + confidence) / 2, m - 1) / norm.ppf((1 + confidence) / 2)) ** 2
    tail = (1 - confidence) / 2
    row = emphasis(group(count(articles, SKY), "outlet"), confidence)[1]

    k, n, h = int(sun.sum()), int(words.sum()), int(claims.sum())
    rate_effect = 1.0
    if k:
        variance = m / (m - 1) * ((sun - k / n * words) ** 2).sum() / n**2
        rate_effect = max(1.0, variance / (k / n**2) * correction)
    assert row.design_effect == pytest.approx(rate_effect)
    low = chi2.ppf(tail, 2 * k / rate_effect) / 2 if k else 0
    high = chi2.ppf(1 - tail, 2 * k / rate_effect + 2) / 2
    assert (row.rate_low, row.rate_high) == pytest.approx(
        (1000 * low * rate_effect / n, 1000 * high * rate_effect / n)
    )
    if not h:
        assert row.share_low is row.share_high is None
        return
    share_effect, p = max(1.0, correction), k / h
    if 0 < p < 1:
        variance = m / (m - 1) * ((sun - p * claims) ** 2).sum() / h**2
        share_effect = max(1.0, variance / (p * (1 - p) / h) * correction)
    effective, of = k / share_effect, h / share_effect
    assert row.share_low == pytest.approx(
        beta.ppf(tail, effective, of - effective + 1) if k else 0, abs=1e-12
    )
    assert row.share_high == pytest.approx(
        beta.ppf(1 - tail, effective + 1, of - effective) if k < h else 1, abs=1e-12
    )


def intervals_of(row: EmphasisRow) -> list[tuple[float | None, float | None, float | None]]:
    """Return each measure of a row that has an interval, between its ends."""
    return [
        (row.rate_low, row.rate_per_1000, row.rate_high),
        (row.share_low, row.share, row.share_high),
        (row.tfidf_low, row.tfidf_per_1000, row.tfidf_high),
    ]


@given(corpora, st.sampled_from(["outlet", "article"]))
@settings(max_examples=80)
def test_intervals_hold_what_they_are_of(corpus: list[Article], by: str) -> None:
    """M20: a value lies in its interval, wider confidence is around it, and no hit starts at 0."""
    groups = group(count(corpus, SKY), by)
    by_confidence = [emphasis(groups, confidence) for confidence in (0.8, 0.95, 0.99)]

    for rows in zip(*by_confidence, strict=True):
        for narrow, middle, wide in zip(*map(intervals_of, rows), strict=True):
            if narrow[0] is None or narrow[1] is None or narrow[2] is None:
                assert (
                    narrow[0] is narrow[2] is middle[0] is middle[2] is wide[0] is wide[2] is None
                )
                continue
            assert narrow[0] <= narrow[1] * (1 + 1e-9)
            assert narrow[1] <= narrow[2] * (1 + 1e-9)
            assert (wide[0] or 0) <= (middle[0] or 0) <= narrow[0]
            assert narrow[2] <= (middle[2] or 0) <= (wide[2] or 0)
        row = rows[1]
        assert (row.design_effect is None) == (row.rate_low is None) == (row.rate_high is None)
        assert row.design_effect is None or row.design_effect >= 1
        if row.rate_low is not None:
            assert (row.rate_low == 0) == (row.tfidf_low == 0) == (row.hits == 0)
            assert (row.rate_high or 0) > 0


def test_bursts_widen_an_interval() -> None:
    """Hits that stand together say less than as many that are spread over the text."""
    together = ["Rain rain rain rain."] * 2 + ["Town town town town."] * 6
    spread = ["Rain town town town."] * 8
    [a, *_], [b, *_] = (
        rows_of([Article(id="a", outlet="A", text="\n".join(lines))])
        for lines in (together, spread)
    )

    assert (a.hits, a.words, b.design_effect) == (b.hits, b.words, 1)
    assert a.design_effect is not None
    assert a.design_effect > 2
    assert (a.rate_low or 0) < (b.rate_low or 0)
    assert (a.rate_high or 0) > (b.rate_high or 0)


def test_more_blocks_of_the_same_narrow_an_interval() -> None:
    """M20: with more blocks of one kind the interval gets narrower."""
    highs = []
    for times in (4, 8, 16):
        text = "\n".join(["Rain town town.", "Town town town."] * times)
        highs.append(rows_of([Article(id="a", outlet="A", text=text)])[0].rate_high or 0)

    assert highs == sorted(highs, reverse=True)
    assert len(set(highs)) == 3


@given(corpora, st.sampled_from(["outlet", "article"]))
@settings(max_examples=80)
def test_rows_recounted_from_the_evidence(corpus: list[Article], by: str) -> None:
    """All numbers of a row follow from the evidence and the words of the articles."""
    assert_recounted(rows_of(corpus, by=by), list(find_evidence(corpus, SKY, by=by)), corpus, by)


@pytest.mark.parametrize("by", ["outlet", "article", "date", "country", "language"])
def test_sample_corpus_recounted_from_the_evidence(by: str) -> None:
    """All numbers on the sample corpus follow from its evidence."""
    reading = read_bundled_story()

    assert_recounted(
        framing.emphasis(reading, by=by).rows,
        framing.evidence(reading, by=by).rows,
        reading.articles,
        by,
    )


@given(corpora)
@settings(max_examples=80)
def test_shares_add_up_to_one(corpus: list[Article]) -> None:
    """The shares of a group's frames add up to 1, whatever spans the frames share."""
    rows = rows_of(corpus)

    for name in {row.group for row in rows}:
        shares = [row.share for row in rows if row.group == name]
        defined = [share for share in shares if share is not None]
        assert len(defined) in {0, len(shares)}
        assert not defined or sum(defined) == pytest.approx(1, rel=1e-12)


@given(corpora)
@settings(max_examples=80)
def test_range(corpus: list[Article]) -> None:
    """Shares and coverage lie in [0, 1], rates between 0 and 1,000."""
    for row in rows_of(corpus):
        for fraction in (row.share, row.coverage):
            assert fraction is None or 0 <= fraction <= 1
        assert row.rate_per_1000 is None or 0 <= row.rate_per_1000 <= 1000
        assert row.tfidf_per_1000 is None or row.tfidf_per_1000 >= 0
        assert (row.hits == 0) == (row.coverage in {0, None})


@given(corpora)
@settings(max_examples=80)
def test_weighted_emphasis_has_the_scale_of_the_rates(corpus: list[Article]) -> None:
    """All groups pooled, weighting moves emphasis between frames but adds none."""
    rows = rows_of(corpus)

    def pooled(column: str) -> float:
        return sum((getattr(row, column) or 0) * row.words for row in rows)

    assert pooled("tfidf_per_1000") == pytest.approx(pooled("rate_per_1000"), rel=1e-12)


def test_equal_document_frequencies_weigh_nothing() -> None:
    """Where all entries stand in the same number of articles, weighted emphasis is the rate."""
    corpus = [
        Article(id=f"a{i}", outlet="A", text=text)
        for i, text in enumerate(["rain storm sun storm cloud", "storm rain storm cloud sun day"])
    ]
    for row in rows_of(corpus):
        assert row.tfidf_per_1000 == pytest.approx(row.rate_per_1000, rel=1e-12)
        # The gamma interval of Fay and Feuer is Garwood's where all weights are equal; with bursts
        # it still allows for one hit more, not for one effective hit.
        assert row.tfidf_low == pytest.approx(row.rate_low, rel=1e-9)
        if row.design_effect == 1:
            assert row.tfidf_high == pytest.approx(row.rate_high, rel=1e-9)
        else:
            assert (row.tfidf_high or 0) < (row.rate_high or 0)


BACKGROUND = np.array([0.02, 0.5, 0.001, 0.01, 0.1, 0.9, 0.0])
"""Of each entry of the sky, the share of the articles of some reference that have it."""


@given(corpora)
@settings(max_examples=80)
def test_a_reference_moves_weighted_emphasis_alone(corpus: list[Article]) -> None:
    """M18: with other weights all else stays, and pooled they still add no emphasis."""
    groups = group(count(corpus, SKY), "outlet")
    rows, weighted = emphasis(groups), emphasis(groups, background=BACKGROUND)

    assert [unweighted(row) for row in weighted] == [unweighted(row) for row in rows]
    assert sum((row.tfidf_per_1000 or 0) * row.words for row in weighted) == pytest.approx(
        sum((row.rate_per_1000 or 0) * row.words for row in rows), rel=1e-12
    )


def unweighted(row: EmphasisRow) -> EmphasisRow:
    """Leave out what depends on the weights."""
    return replace(row, tfidf_per_1000=None, tfidf_low=None, tfidf_high=None)


def test_what_is_common_elsewhere_weighs_less() -> None:
    """Of two words that one article has as often, the one rare in the reference weighs more."""
    groups = group(count([Article(id="a", outlet="A", text="sun storm")], SKY), "outlet")
    background = np.array([0.0, 0.9, 0.9, 0.01, 0.9, 0.9, 0.9])
    rain, sun, _ = emphasis(groups, background=background)

    assert rain.rate_per_1000 == sun.rate_per_1000 == 500
    assert (sun.tfidf_per_1000 or 0) > 500 > (rain.tfidf_per_1000 or 0)


@pytest.fixture(scope="module")
def published(published_articles: Path) -> Table[EmphasisRow]:
    """The emphasis of the published articles by outlet."""
    return framing.emphasis(published_articles)


def rates(table: Table[EmphasisRow], frame: str) -> dict[str, float]:
    """Return each outlet's rate for a frame."""
    return {row.group: row.rate_per_1000 or 0 for row in table if row.frame == frame}


def test_who_of_the_published_articles_looks_to_china(published: Table[EmphasisRow]) -> None:
    """Nabka News has the highest rate for China, The Truth International the lowest."""
    china = rates(published, "china")

    assert max(china, key=lambda outlet: china[outlet]) == "Nabka News"
    assert min(china, key=lambda outlet: china[outlet]) == "The Truth International"


def test_who_of_the_published_articles_looks_to_afghanistan(published: Table[EmphasisRow]) -> None:
    """DW has the highest rate for Afghanistan, Nabka News not a hit."""
    afghanistan = rates(published, "afghanistan")

    assert max(afghanistan, key=lambda outlet: afghanistan[outlet]) == "DW"
    assert afghanistan["Nabka News"] == 0


def test_published_articles_recounted_from_the_evidence(published_articles: Path) -> None:
    """All numbers on the published articles follow from their evidence."""
    reading = framing.read([published_articles])

    assert_recounted(
        framing.emphasis(reading).rows,
        framing.evidence(reading).rows,
        reading.articles,
        "outlet",
    )
