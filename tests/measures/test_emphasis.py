"""Emphasis: rates, shares and coverage, recounted from the evidence."""

from collections.abc import Sequence
from dataclasses import fields
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
    """The columns that scripts rely on, in their order, without those that do not apply yet."""
    assert [field.name for field in fields(EmphasisRow)] == [
        "by",
        "group",
        "articles",
        "words",
        "frame",
        "hits",
        "rate_per_1000",
        "share",
        "coverage",
        "tfidf_per_1000",
        "note",
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
    assert {row.note for row in rows} == {few}


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
        assert row.note == "no words to measure"


def test_words_without_hits() -> None:
    """With words but no hit a rate is 0, and a share of nothing is undefined."""
    rows = rows_of([Article(id="a", outlet="A", text="A day in town.")])

    for row in rows:
        assert (row.rate_per_1000, row.coverage, row.tfidf_per_1000) == (0, 0, 0)
        assert row.share is None


@pytest.mark.parametrize(
    ("hits", "note"), [(0, "fewer than 5 hits"), (4, "fewer than 5 hits"), (5, ""), (6, "")]
)
def test_few_hits_are_noted(hits: int, note: str) -> None:
    """A rate from fewer than five hits is marked."""
    rain, *_ = rows_of([Article(id="a", outlet="A", text="day" + " rain" * hits)])

    assert (rain.hits, rain.note) == (hits, note)


@given(corpora, st.sampled_from(["outlet", "article"]))
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
def test_shares_add_up_to_one(corpus: list[Article]) -> None:
    """The shares of a group's frames add up to 1, whatever spans the frames share."""
    rows = rows_of(corpus)

    for name in {row.group for row in rows}:
        shares = [row.share for row in rows if row.group == name]
        defined = [share for share in shares if share is not None]
        assert len(defined) in {0, len(shares)}
        assert not defined or sum(defined) == pytest.approx(1, rel=1e-12)


@given(corpora)
def test_range(corpus: list[Article]) -> None:
    """Shares and coverage lie in [0, 1], rates between 0 and 1,000."""
    for row in rows_of(corpus):
        for fraction in (row.share, row.coverage):
            assert fraction is None or 0 <= fraction <= 1
        assert row.rate_per_1000 is None or 0 <= row.rate_per_1000 <= 1000
        assert row.tfidf_per_1000 is None or row.tfidf_per_1000 >= 0
        assert (row.hits == 0) == (row.coverage in {0, None})


@given(corpora)
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
