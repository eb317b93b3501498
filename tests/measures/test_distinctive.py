"""The terms that set a group apart."""

import math
from collections import Counter
from dataclasses import asdict, fields, replace
from itertools import pairwise

import numpy as np
import pytest

from framing import Article, Frame, Lexicon, Pattern, SettingError, count
from framing.groups import Groups, group
from framing.lexicon.stop_words import load_stop_words
from framing.measures.distinctive import DistinctiveTerms, distinctive_terms
from framing.measures.keyness import likelihood_ratio
from framing.measures.term_listing import MOST_CONCENTRATED, Rank, ranks
from framing.measures.term_row import TermRow
from framing.phrases import with_phrases
from framing.readers import read_bundled_story

LEXICON = Lexicon(
    "sky",
    (
        Frame("rain", "Rain", (Pattern("rain*"), Pattern("storm cloud"))),
        Frame("state", "State", (Pattern("US", exact_case=True),)),
    ),
)
WORDS = np.array([f"w{i}" for i in range(120)])
FREQUENCIES = 1 / np.arange(4.0, 124.0)
BLOCK = 200
"""Words of a paragraph, which is a block."""


def text_of(seed: int, blocks: int = 10, burst: float = 1.0, **planted: int) -> str:
    """Make a text of random paragraphs, whose words come in bursts, all texts of one source.

    Args:
        seed: What the random numbers start from.
        blocks: How many paragraphs.
        burst: The shape of the gamma distribution of the words' rates; less is burstier.
        **planted: Words to put into every paragraph, and how often.
    """
    numbers = np.random.default_rng(seed)
    paragraphs = []
    for _ in range(blocks):
        rates = FREQUENCIES * numbers.gamma(burst, size=len(WORDS))
        words = numbers.choice(WORDS, BLOCK, p=rates / rates.sum()).tolist()
        words += [word for word, times in planted.items() for _ in range(times)]
        paragraphs.append(" ".join(words) + ".")
    return "\n".join(paragraphs)


def article(outlet: str, text: str, name: str = "") -> Article:
    """Make an article."""
    return Article(id=name or outlet, outlet=outlet, text=text)


def words_of(text: str) -> Counter[str]:
    """Count the words of such a text."""
    return Counter(text.replace(".", "").split())


def groups_of(*articles: Article) -> Groups:
    """Count articles and add them up by outlet."""
    return group(count(articles, LEXICON), "outlet")


def numbers_of(row: TermRow) -> dict[str, object]:
    """Return a row without the names of the groups."""
    return {key: value for key, value in asdict(row).items() if key not in {"group", "versus"}}


@pytest.fixture(scope="module")
def planted() -> Groups:
    """Three outlets of one source; A says rain in every paragraph, B sometimes, and snow."""
    return groups_of(
        article("A", text_of(1, rain=4)),
        article("B", text_of(2, snow=2) + "\n" + text_of(4, blocks=2, rain=1)),
        article("C", text_of(3, snow=2)),
    )


@pytest.fixture(scope="module")
def found(planted: Groups) -> DistinctiveTerms:
    """What sets them apart from one another."""
    return distinctive_terms(planted)


def test_columns() -> None:
    """The columns that scripts rely on, in their order."""
    assert " ".join(field.name for field in fields(TermRow)) == (
        "group versus term count count_rest rate_per_1000 rate_rest log2_ratio log2_low log2_high "
        "z p q dispersion articles in_lexicon phrases"
    )


def test_a_planted_term_is_found(found: DistinctiveTerms) -> None:
    """The term leads the list of its group, far beyond chance, and is in no other list."""
    first = found.rows[0]

    assert (first.group, first.versus, first.term) == ("A", "(rest)", "rain")
    assert (first.count, first.count_rest, first.articles) == (40, 2, 1)
    assert first.rate_per_1000 == pytest.approx(40 / (10 * 204) * 1000)
    assert first.rate_rest == pytest.approx(2 / (10 * 202 + 2 * 201 + 10 * 202) * 1000)
    assert first.log2_ratio == pytest.approx(math.log2(first.rate_per_1000 / first.rate_rest))
    assert (first.log2_low or 0) > 1
    assert first.p == pytest.approx(1e-4)
    assert (first.q or 1) < 0.05
    assert first.dispersion == pytest.approx(0, abs=0.01)
    assert first.in_lexicon
    assert [row.group for row in found.rows if row.term == "rain"] == ["A"]


def test_no_other_term_stands_out(found: DistinctiveTerms) -> None:
    """What the texts have from one source is not called; snow is what A has none of."""
    called = {row.term for row in found.rows if row.q is not None and row.q < 0.05}

    assert {"rain"} <= called <= {"rain", "snow"}


def test_rows_recounted(planted: Groups, found: DistinctiveTerms) -> None:
    """Counts, rates and ranges of every row, recounted from the texts that made them."""
    texts = {
        "A": words_of(text_of(1, rain=4)),
        "B": words_of(text_of(2, snow=2) + "\n" + text_of(4, blocks=2, rain=1)),
        "C": words_of(text_of(3, snow=2)),
    }
    for row in found.rows:
        own, rest = texts[row.group], Counter[str]()
        for other in set(texts) - {row.group}:
            rest += texts[other]
        assert (row.count, row.count_rest) == (own[row.term], rest[row.term])
        assert row.rate_per_1000 == pytest.approx(1000 * row.count / own.total())
        assert row.rate_rest == pytest.approx(1000 * row.count_rest / rest.total())
        assert row.count + row.count_rest >= 5
        assert row.rate_per_1000 > row.rate_rest
        assert row.z > 0
        assert (row.log2_ratio is None) == (row.count_rest == 0)
        assert row.log2_ratio is None or row.log2_ratio > 0
        assert 0 < (row.p or 0) <= (row.q or 0) <= 1
        assert 0 <= (row.dispersion or 0) < MOST_CONCENTRATED
        assert row.in_lexicon == (row.term == "rain")
    assert found.tested > len(found.rows)
    assert found.notes == ()
    for before, after in pairwise(found.rows):
        assert (before.group, -before.z) <= (after.group, -after.z)


def test_sides_change_places() -> None:
    """M1: z and the log ratio flip their signs exactly, p and q are equal."""
    groups = groups_of(article("A", text_of(1, rain=4)), article("C", text_of(3, 12, snow=2)))
    a = {row.term: row for row in distinctive_terms(groups, versus="C").rows}
    c = {row.term: row for row in distinctive_terms(groups, versus="A").rows}

    assert a.keys() == c.keys()
    assert a
    for term, row in a.items():
        mirrored = replace(
            row,
            group="C",
            versus="A",
            count=row.count_rest,
            count_rest=row.count,
            rate_per_1000=row.rate_rest,
            rate_rest=row.rate_per_1000,
            log2_ratio=None if row.log2_ratio is None else -row.log2_ratio,
            log2_low=None if row.log2_high is None else -row.log2_high,
            log2_high=None if row.log2_low is None else -row.log2_low,
            z=-row.z,
            articles=c[term].articles,
        )
        assert c[term] == mirrored


def test_a_copy_has_no_distinctive_terms() -> None:
    """M2: against itself nothing is above 0, and chance alone always does as much."""
    groups = groups_of(article("A", text_of(1)), article("B", text_of(1)))

    assert distinctive_terms(groups).rows == ()
    rows = distinctive_terms(groups, versus="B").rows
    assert {(row.z, row.log2_ratio, row.p, row.q) for row in rows} == {(0.0, 0.0, 1.0, 1.0)}


def test_neither_names_nor_order_matter(found: DistinctiveTerms) -> None:
    """M8: with other names and another order of outlets and articles, the same numbers."""
    texts = {"A": "Z", "B": "Y", "C": "X"}
    renamed = groups_of(
        article("X", text_of(3, snow=2), "9"),
        article("Z", text_of(1, rain=4), "8"),
        article("Y", text_of(2, snow=2) + "\n" + text_of(4, blocks=2, rain=1), "7"),
    )
    rows = distinctive_terms(renamed).rows

    for name, other in texts.items():
        assert [numbers_of(row) for row in found.rows if row.group == name] == [
            numbers_of(row) for row in rows if row.group == other
        ]


def test_stop_words_are_no_terms_but_words(planted: Groups, found: DistinctiveTerms) -> None:
    """Without some terms, those left have the numbers they had but for q, which counts tests."""
    left_out = {"w0", "w1", "snow"}
    rows = distinctive_terms(planted, stop_words=left_out).rows
    kept = [row for row in found.rows if row.term not in left_out]

    assert [replace(row, q=None) for row in rows] == [replace(row, q=None) for row in kept]


def test_the_seed_decides(planted: Groups, found: DistinctiveTerms) -> None:
    """One seed gives one result; another gives other p, a little."""
    other = distinctive_terms(planted, seed=2)

    assert distinctive_terms(planted) == found
    assert [row.term for row in other.rows] == [row.term for row in found.rows]
    assert [row.p for row in other.rows] != [row.p for row in found.rows]
    for one, two in zip(found.rows, other.rows, strict=True):
        assert one.p == pytest.approx(two.p, abs=0.03)


@pytest.mark.parametrize("rank", ranks())
def test_ranks(planted: Groups, found: DistinctiveTerms, rank: Rank) -> None:
    """Every order has the same rows; by frequency alone the planted term is not the first."""
    rows = distinctive_terms(planted, rank=rank).rows

    assert set(rows) == set(found.rows)
    assert (rows[0].term == "rain") == (rank != "tfidf")
    if rank == "g2":
        own = [(row.count, row.count_rest) for row in rows if row.group == "A"]
        values = [float(likelihood_ratio(counts, (2040, 4442))) for counts in own]
        assert values == sorted(values, reverse=True)


def test_most(planted: Groups, found: DistinctiveTerms) -> None:
    """So many of each group and, against one group, of each direction; tests are the same."""
    cut = distinctive_terms(planted, most=2)
    both = [row for row in distinctive_terms(planted, versus="C", most=2).rows if row.group == "A"]
    all_rows = [row for row in distinctive_terms(planted, versus="C").rows if row.group == "A"]

    assert cut.tested == found.tested
    assert [row for row in found.rows if row.group == "A"][:2] == list(cut.rows[:2])
    assert both == [*all_rows[:2], *all_rows[-2:]]
    assert both[0].z > 0 > both[-1].z
    assert both[-1].term == "snow"


def test_a_term_in_few_passages_is_not_listed() -> None:
    """However often it is said there: in two of them, or in three of forty."""
    passages = [text_of(i, 1, hail=9, sleet=9 * (i < 2)) for i in range(3)]
    groups = groups_of(
        article("A", "\n".join([*passages, text_of(4, blocks=37)])), article("B", text_of(5))
    )
    result = distinctive_terms(groups, versus="B")

    assert result.rows
    assert not {"hail", "sleet"} & {row.term for row in result.rows}


def test_terms_and_patterns() -> None:
    """A term is in the lexicon if a pattern of one word, in any case, matches it."""
    groups = groups_of(
        article("A", text_of(1, rainy=1, storm=1, US=1)), article("B", text_of(2, cloud=1))
    )
    in_lexicon = {row.term: row.in_lexicon for row in distinctive_terms(groups, versus="B").rows}

    assert in_lexicon["rainy"]
    assert not in_lexicon["storm"]
    assert not in_lexicon["us"]
    assert not in_lexicon["cloud"]


def ending(text: str, *sentences: str) -> str:
    """Put one of some sentences, in turn, at the end of each paragraph."""
    lines = text.split("\n")
    return "\n".join(f"{line} {sentences[i % len(sentences)]}" for i, line in enumerate(lines))


def phrased(a: str, b: str, longest: int = 3) -> Groups:
    """Count two articles with their phrases."""
    articles = [article("A", a), article("B", b)]
    return group(with_phrases(count(articles, LEXICON), articles, longest), "outlet")


def test_a_phrase_stands_behind_its_word() -> None:
    """A phrase with a listed word is no row; of two such words the first has it."""
    text = text_of(1)
    groups = phrased(ending(text, "Storm cloud, grey sky."), ending(text, "Mild wind, grey, sky."))
    rows = {row.term: row for row in distinctive_terms(groups).rows if row.group == "A"}

    assert list(rows) == ["cloud", "grey sky", "storm"]
    assert rows["cloud"].phrases == "storm cloud (10 v 0)"
    assert rows["storm"].phrases == rows["grey sky"].phrases == ""


def test_a_phrase_of_words_that_are_not_listed_is_a_row() -> None:
    """It has the numbers of any term, and is in the lexicon if a pattern matches all of it."""
    text = text_of(1)
    groups = phrased(
        ending(text, "Storm cloud, rain sky."), ending(text, "Storm, cloud, rain, sky.")
    )
    rows = {row.term: row for row in distinctive_terms(groups, versus="B").rows}
    phrase = rows["storm cloud"]

    assert (phrase.count, phrase.count_rest, phrase.articles) == (10, 0, 1)
    assert phrase.rate_per_1000 == pytest.approx(10 / (10 * 204) * 1000)
    assert (phrase.log2_ratio, phrase.log2_high) == (None, None)
    assert phrase.p == pytest.approx(1e-4)
    assert phrase.dispersion == pytest.approx(0, abs=0.01)
    assert phrase.in_lexicon
    assert not rows["rain sky"].in_lexicon
    assert {term for term, row in rows.items() if row.z > 0} == {"storm cloud", "rain sky"}


def test_phrases_lean_as_their_word_does() -> None:
    """Against one group, a phrase of the other side is under no word of this side."""
    text = text_of(1)
    groups = phrased(
        ending(text, "Sky, sky, grey sky."), ending(text, "Sky, blue sky, grey, grey, blue.")
    )
    rows = {row.term: row for row in distinctive_terms(groups, versus="B").rows}

    assert rows["sky"].z > 0 > rows["blue"].z
    assert rows["sky"].phrases == "grey sky (10 v 0)"
    assert rows["blue"].phrases == "blue sky (0 v 10)"
    assert not {"blue sky", "grey sky"} & set(rows)


@pytest.mark.parametrize("rank", ranks())
def test_phrases_change_no_word(planted: Groups, found: DistinctiveTerms, rank: Rank) -> None:
    """Every word has the numbers that it has without phrases: many phrases are its occurrences."""
    articles = [
        article("A", text_of(1, rain=4)),
        article("B", text_of(2, snow=2) + "\n" + text_of(4, blocks=2, rain=1)),
        article("C", text_of(3, snow=2)),
    ]
    groups = group(with_phrases(planted.counts, articles, 3), "outlet")
    result = distinctive_terms(groups, rank=rank)
    words = {row for row in result.rows if " " not in row.term}

    assert {replace(row, phrases="") for row in words} == set(found.rows)
    assert result.tested > found.tested
    [rain] = [row for row in words if row.term == "rain"]
    assert "rain rain (30 v 0)" in rain.phrases.split("; ")


def test_a_phrase_of_the_same_occurrences_is_no_second_finding() -> None:
    """A word that is said in one phrase alone has the q that it has without phrases."""
    text = text_of(1)
    texts = ending(text, "Storm cloud."), ending(text_of(2), "Mild wind.")
    with_them = distinctive_terms(phrased(*texts)).rows
    without = distinctive_terms(groups_of(*map(article, "AB", texts))).rows
    rows = {(row.group, row.term): row for row in without}

    assert ("A", "storm cloud") not in {(row.group, row.term) for row in with_them}
    assert [row.q for row in with_them if row.term == "cloud"] == [rows["A", "cloud"].q]


def test_what_was_found_is_said(planted: Groups, found: DistinctiveTerms) -> None:
    """How many tests stand out, also where that is none; the rest is an order and no finding."""
    alike = groups_of(article("A", text_of(1)), article("B", text_of(2)))
    nothing = distinctive_terms(alike, versus="B", rank="g2", permutations=99)
    called = sum(row.q is not None and row.q < 0.05 for row in found.rows)

    assert found.summary == (  # the other one is a term that A uses less
        f"2 of {found.tested} tests stand out beyond chance (q < .05), {called} of them listed; "
        "the other terms are listed in order of z alone."
    )
    assert nothing.summary == (
        f"0 of {nothing.tested} tests stand out beyond chance (q < .05); the terms are listed in "
        "order of g2 alone."
    )


@pytest.mark.parametrize(
    ("expected", "most"),
    [
        ([("blue sky", "")], 1),
        ([("grey sea", ""), ("sky", "blue sky (10 v 0)")], 2),
        ([("grey sea", ""), ("sky", "blue sky (10 v 0)")], None),
    ],
)
def test_a_word_that_is_not_listed_takes_no_phrase_along(
    expected: list[tuple[str, str]], most: int | None
) -> None:
    """With room for one, it is the phrase, which says more than its word and another phrase."""
    text = text_of(1)
    groups = phrased(
        ending(text, "Blue sky, grey sea."),
        ending(text, "Blue, grey, sea, sky.", "Blue, grey, sea, town."),
    )
    rows = distinctive_terms(groups, most=most).rows

    assert [(row.term, row.phrases) for row in rows if row.group == "A"] == expected


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"versus": "D"}, "--versus: 'D' is not one of A, B, C"),
        ({"rank": "lrd"}, "--rank: 'lrd' is not one of log-odds, g2, lrc, tfidf"),
        ({"most": 0}, "--most: 0 is not a number of terms from 1 up"),
    ],
)
def test_settings_that_cannot_be(
    planted: Groups, settings: dict[str, object], message: str
) -> None:
    """The message names the value and what would have been right."""
    with pytest.raises(SettingError, match=message):
        distinctive_terms(planted, **settings)  # type: ignore[arg-type]


def test_sample_corpus() -> None:
    """On the sample corpus, terms of outlets are content words with counts behind them."""
    groups = group(count(read_bundled_story().articles, LEXICON), "outlet")
    stop_words = load_stop_words("en")
    result = distinctive_terms(groups, stop_words=stop_words, permutations=999)

    assert result.rows
    assert {row.group for row in result.rows} <= set(groups.names)
    assert not {row.term for row in result.rows} & stop_words


def test_phrases_of_the_sample_corpus() -> None:
    """No row holds a word that is a row, and each phrase holds the word that it stands behind."""
    stop_words = load_stop_words("en")
    articles = read_bundled_story().articles
    counts = with_phrases(count(articles, LEXICON), articles, 3, stop_words)
    rows = distinctive_terms(group(counts, "outlet"), stop_words=stop_words, permutations=99).rows

    assert any(row.phrases for row in rows)
    for row in rows:
        words = {other.term for other in rows if other.group == row.group} - {row.term}
        assert not words & set(row.term.split())
        for phrase in filter(None, row.phrases.split("; ")):
            assert row.term in phrase.split(" (")[0].split(" ")
