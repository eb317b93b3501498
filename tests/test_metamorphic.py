"""What must not change, or must change in one way only, when articles or lexicon change.

The letters M1 to M20 are those of the relations in the methods.
"""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import framing
from framing import Article, Frame, Lexicon, Pattern, count
from framing.groups import group
from framing.measures.emphasis import EmphasisRow, emphasis
from framing.measures.omnibus import OmnibusRow, omnibus
from framing.measures.pair_row import PairRow
from framing.measures.pairs import pairs
from framing.measures.vocabulary import content_vocabulary
from framing.report.terminal import show_comparison
from framing.tables import render, render_json


def lexicon_of(**frames: str) -> Lexicon:
    """Make a lexicon of frames whose patterns are separated by commas."""
    return Lexicon(
        "sky",
        tuple(
            Frame(key, key.capitalize(), tuple(map(Pattern, patterns.split(","))))
            for key, patterns in frames.items()
        ),
    )


WORDS = lexicon_of(rain="rain,drizzle", sun="sun,sunny", wind="wind,gale", snow="snow", fog="fog")
"""Frames of single words that share none."""
SPANS = lexicon_of(
    rain="rain*,wet,storm cloud,bad weather", sun="sun*,storm cloud", wind="storm*,bad weather"
)
"""Frames with patterns inside patterns and spans that several claim."""

FRAME_WORDS = ["rain", "drizzle", "sun", "sunny", "wind", "gale", "snow", "fog"]
NEUTRAL_WORDS = ["town", "road", "people", "today", "the"]
PIECES = ["rain", "rainy", "wet", "storm", "cloud", "storm cloud", "bad", "weather", "sun", "town"]

PERMUTATIONS = 99
"""As few as a test at .05 may have: what must not change does not change with few either."""

Rows = tuple[tuple[EmphasisRow, ...], tuple[PairRow, ...]]
Corpus = list[Article]
Texts = st.SearchStrategy[str]


def texts_of(words: Sequence[str], fewest_lines: int = 0) -> Texts:
    """Return a strategy for bodies of a few lines of such words."""
    line = st.lists(st.sampled_from(words), min_size=1, max_size=8)
    lines = line.map(lambda words: f"{' '.join(words)}.".capitalize())
    return st.lists(lines, min_size=fewest_lines, max_size=5).map("\n".join)


def corpora_of(texts: Texts, outlets: str = "ABC", fewest: int = 1) -> st.SearchStrategy[Corpus]:
    """Return a strategy for articles of some outlets with such bodies."""
    articles = st.lists(st.tuples(st.sampled_from(outlets), texts), min_size=fewest, max_size=6)
    return articles.map(
        lambda drawn: [
            Article(id=f"a{i}", outlet=outlet, text=text, date=f"2024-06-{20 + i % 3}")
            for i, (outlet, text) in enumerate(drawn)
        ]
    )


plain = corpora_of(texts_of(FRAME_WORDS + NEUTRAL_WORDS))
tangled = corpora_of(texts_of(PIECES))
long = corpora_of(
    texts_of(FRAME_WORDS + NEUTRAL_WORDS, fewest_lines=1).map(lambda text: " ".join([text] * 40))
)
"""Articles whose content words mostly suffice for the measures of vocabulary."""
PARAGRAPHS = ["Rain rain town.", "Sun sun sun.", "Wind storm.", "Town road.", "Snow, sun.", "Fog."]


def of_paragraphs(fewest: int, most: int) -> Texts:
    """Return a strategy for texts of so many paragraphs."""
    lines = st.lists(st.sampled_from(PARAGRAPHS), min_size=fewest, max_size=most)
    return lines.map("\n".join)


bursty = (
    st.tuples(of_paragraphs(5, 7), of_paragraphs(5, 7), of_paragraphs(16, 18))
    .flatmap(st.permutations)
    .map(
        lambda texts: [
            Article(id=f"a{i}", outlet="ABC"[i], text=text, date=f"2024-06-{20 + i}")
            for i, text in enumerate(texts)
        ]
    )
)
"""An article of each outlet; the ways to deal the short ones are gone through, others are drawn."""
shuffles = st.randoms(use_true_random=False)


def measure(articles: Iterable[Article], lexicon: Lexicon = WORDS, by: str = "outlet") -> Rows:
    """Measure the emphasis of every group and the divergence of every pair, with its test."""
    groups = group(count(articles, lexicon), by)
    vocabulary = content_vocabulary(groups)
    return emphasis(groups), pairs(groups, vocabulary, permutations=PERMUTATIONS)


def omnibus_of(
    articles: Iterable[Article], lexicon: Lexicon = WORDS, by: str = "outlet"
) -> tuple[OmnibusRow, ...]:
    """Test all groups together."""
    return omnibus(group(count(articles, lexicon), by), permutations=PERMUTATIONS)


def of_outlet(rows: Sequence[EmphasisRow], outlet: str) -> dict[str, EmphasisRow]:
    """Return an outlet's rows by frame."""
    return {row.frame: row for row in rows if row.group == outlet}


def without_tfidf(row: EmphasisRow) -> EmphasisRow:
    """Leave out the one measure that depends on the other articles."""
    return replace(row, tfidf_per_1000=None, tfidf_low=None, tfidf_high=None)


def plugged_in(pair: PairRow) -> tuple[float | None, float | None]:
    """Return the two divergences that do not depend on what is a unit."""
    return pair.frame_jsd, pair.total_variation


def rewritten(articles: Iterable[Article], change: Callable[[str], str]) -> Corpus:
    """Return articles with the same metadata and other texts."""
    return [replace(article, text=change(article.text)) for article in articles]


def printed(articles: Sequence[Article] | list[str], reference: str = "none") -> bytes:
    """Return everything that a comparison prints, in two formats."""
    result = framing.compare(
        articles, SPANS, by="outlet", permutations=PERMUTATIONS, reference=reference
    )
    tables = [render(table, "csv") for table in result.tables]
    page = show_comparison(result, wide=True)
    return b"\n".join([*tables, page.encode(), render_json(result.to_dict()).encode()])


# Order


@given(tangled, shuffles, st.sampled_from(["outlet", "article", "date"]))
@settings(max_examples=50)
def test_the_order_of_articles_makes_no_difference(corpus: Corpus, random: Random, by: str) -> None:
    """M8: articles may come in any order; every row is the same to the last bit."""
    shuffled = random.sample(corpus, len(corpus))

    assert measure(shuffled, SPANS, by) == measure(corpus, SPANS, by)


@given(bursty, shuffles)
@settings(max_examples=50)
def test_the_order_of_articles_draws_the_same(corpus: Corpus, random: Random) -> None:
    """M8: ids and order of articles are in no random number."""
    shuffled = [
        replace(article, id=f"z{i}") for i, article in enumerate(random.sample(corpus, len(corpus)))
    ]

    assert measure(shuffled) == measure(corpus)
    assert omnibus_of(shuffled) == omnibus_of(corpus)


@given(long, shuffles)
@settings(max_examples=50)
def test_the_order_of_long_articles_makes_no_difference(corpus: Corpus, random: Random) -> None:
    """M8, where the texts are long enough for the measures of vocabulary."""
    shuffled = random.sample(corpus, len(corpus))

    assert measure(shuffled) == measure(corpus)


@given(st.one_of(tangled, bursty), shuffles)
@settings(max_examples=50)
def test_the_order_of_articles_changes_no_byte(corpus: Corpus, random: Random) -> None:
    """M8: what is printed and written is the same, byte by byte."""
    shuffled = random.sample(corpus, len(corpus))

    assert printed(shuffled) == printed(corpus)


@given(shuffles)
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_order_of_files_changes_no_byte(
    write_article: Callable[..., Path], random: Random
) -> None:
    """M8: sources may be named in any order, and twice."""
    names = [
        str(write_article(name, text))
        for name, text in {
            "north.txt": "---\noutlet: North\n---\nRain fell.\n\nA storm cloud passed.\n",
            "south/one.txt": "---\noutlet: South\n---\nSunshine all day.\n",
            "south/two.txt": "---\noutlet: South\n---\nBad weather, wet roads.\n",
        }.items()
    ]

    assert printed(random.sample(names * 2, 6), "en-news") == printed(names, "en-news")


@given(st.one_of(plain, bursty), st.permutations(range(5)))
@settings(max_examples=50)
def test_the_order_of_frames_makes_no_difference(corpus: Corpus, order: list[int]) -> None:
    """M8: with the frames in another order, rows come in that order and are the same."""
    permuted = replace(WORDS, frames=tuple(WORDS.frames[i] for i in order))
    rows, divergences = measure(corpus)
    permuted_rows, permuted_divergences = measure(corpus, permuted)
    keys = [frame.key for frame in WORDS.frames]

    assert sorted(permuted_rows, key=lambda row: (row.group, keys.index(row.frame))) == list(rows)
    assert permuted_divergences == divergences
    assert omnibus_of(corpus, permuted) == omnibus_of(corpus)


@given(st.one_of(long, bursty), st.permutations("ABC"))
@settings(max_examples=50)
def test_the_names_of_outlets_make_no_difference(corpus: Corpus, names: list[str]) -> None:
    """M1 and M8: with other names, outlets keep their numbers, and pairs theirs, p among them."""
    new_name = dict(zip("ABC", names, strict=True))
    renamed = [replace(article, outlet=new_name[article.outlet]) for article in corpus]
    rows, divergences = measure(corpus)
    renamed_rows, renamed_divergences = measure(renamed)

    def exchanged(row: PairRow) -> PairRow:
        a, b = new_name[row.a], new_name[row.b]
        if a < b:
            return replace(row, a=a, b=b)
        return replace(
            row,
            a=b,
            b=a,
            words_a=row.words_b,
            words_b=row.words_a,
            hits_a=row.hits_b,
            hits_b=row.hits_a,
        )

    def key(row: EmphasisRow) -> tuple[str, str]:
        return row.group, row.frame

    assert sorted(renamed_rows, key=key) == sorted(
        (replace(row, group=new_name[row.group]) for row in rows), key=key
    )
    assert sorted((replace(r, note="") for r in renamed_divergences), key=repr) == sorted(
        (replace(exchanged(row), note="") for row in divergences), key=repr
    )
    assert omnibus_of(renamed) == omnibus_of(corpus)


def without_blocks(row: EmphasisRow) -> EmphasisRow:
    """Leave out what depends on which paragraphs stand beside each other."""
    return replace(
        row,
        rate_low=None,
        rate_high=None,
        share_low=None,
        share_high=None,
        tfidf_low=None,
        tfidf_high=None,
        design_effect=None,
        note="",
    )


@given(st.one_of(tangled, bursty), shuffles)
@settings(max_examples=50)
def test_the_order_of_paragraphs_moves_no_measure(corpus: Corpus, random: Random) -> None:
    """M5: paragraphs may come in any order; only what blocks are made of may change."""

    def shuffled(text: str) -> str:
        lines = text.split("\n")
        return "\n".join(random.sample(lines, len(lines)))

    rows, divergences = measure(corpus, SPANS)
    other_rows, other_divergences = measure(rewritten(corpus, shuffled), SPANS)

    assert list(map(without_blocks, other_rows)) == list(map(without_blocks, rows))
    for pair, other in zip(divergences, other_divergences, strict=True):
        assert plugged_in(other) == plugged_in(pair)
        assert (other.words_a, other.words_b) == (pair.words_a, pair.words_b)
        assert (other.hits_a, other.hits_b) == (pair.hits_a, pair.hits_b)
        assert other.vocabulary_morisita == pair.vocabulary_morisita
        assert other.tfidf_cosine_distance == pair.tfidf_cosine_distance


@given(bursty, shuffles)
@settings(max_examples=50)
def test_the_order_of_blocks_makes_no_difference(corpus: Corpus, random: Random) -> None:
    """M5: blocks may change places; where all ways to deal are gone through, nothing changes.

    Every paragraph is as long as a block here, so that paragraphs are blocks in any order.
    """
    padding = " town" * 200

    def padded(text: str) -> list[str]:
        return [f"{line[:-1]}{padding}." for line in text.split("\n")[:6]]

    def shuffled(text: str) -> str:
        lines = padded(text)
        return "\n".join(random.sample(lines, len(lines)))

    before = rewritten(corpus, lambda text: "\n".join(padded(text)))
    _, divergences = measure(before)

    assert all(row.units == "blocks of 200 words" for row in divergences)
    assert measure(rewritten(corpus, shuffled))[1] == divergences


@given(bursty, shuffles)
@settings(max_examples=50)
def test_the_order_of_sentences_makes_no_difference(corpus: Corpus, random: Random) -> None:
    """M5: sentences of a paragraph may change places; every row is the same to the last bit."""

    def of_two(text: str, order: Callable[[list[str]], list[str]]) -> str:
        lines = text.split("\n")
        pairs_of_lines = [order(lines[i : i + 2]) for i in range(0, len(lines), 2)]
        return "\n".join(" ".join(sentences) for sentences in pairs_of_lines)

    before = rewritten(corpus, lambda text: of_two(text, list))
    after = rewritten(corpus, lambda text: of_two(text, lambda s: random.sample(s, len(s))))

    assert measure(after) == measure(before)


# Identity and range


@given(st.one_of(texts_of(PIECES), bursty.map(lambda corpus: corpus[0].text)), st.integers(2, 4))
@settings(max_examples=50)
def test_copies_do_not_diverge(text: str, copies: int) -> None:
    """M2: outlets with one text have the same emphasis and do not diverge: p is 1, X at most 0."""
    corpus = [Article(id=f"a{i}", outlet=f"O{i}", text=text) for i in range(copies)]
    rows, divergences = measure(corpus, SPANS)

    assert len({replace(row, group="") for row in rows}) == len(SPANS.frames)
    assert {row.frame_jsd for row in divergences} <= {0, None}
    assert {row.total_variation for row in divergences} <= {0, None}
    assert {row.p for row in divergences} <= {1, None}
    assert {row.q for row in divergences} <= {1, None}
    assert all((row.excess_jsd or 0) <= 0 for row in divergences)
    assert {row.p for row in omnibus_of(corpus, SPANS)} <= {1, None}


@given(st.one_of(tangled, long, bursty))
@settings(max_examples=50)
def test_range(corpus: Corpus) -> None:
    """M3: divergences and shares lie in [0, 1], and J in bits is not above total variation."""
    rows, divergences = measure(corpus, SPANS)

    for row in rows:
        fractions = (row.share, row.coverage, row.share_low, row.share_high)
        assert all(0 <= value <= 1 for value in fractions if value is not None)
    for pair in divergences:
        bits, moved, angle = pair.frame_jsd, pair.total_variation, pair.tfidf_cosine_distance
        assert all(0 <= value <= 1 for value in (bits, moved, angle) if value is not None)
        assert (bits is None) == (moved is None) == (min(pair.hits_a, pair.hits_b) == 0)
        assert bits is None or moved is None or bits <= moved + 1e-12


# More of the same


@given(tangled, st.sampled_from("ABC"), st.integers(2, 3))
@settings(max_examples=50)
def test_repeating_every_text_of_an_outlet(corpus: Corpus, outlet: str, times: int) -> None:
    """M6: a text written twice has twice the words and hits; rates, shares and J stay."""
    repeated = [
        replace(article, text="\n".join([article.text] * times))
        if article.outlet == outlet
        else article
        for article in corpus
    ]
    rows, divergences = measure(corpus, SPANS)
    more_rows, more_divergences = measure(repeated, SPANS)

    for row, more in zip(rows, more_rows, strict=True):
        factor = times if row.group == outlet else 1
        assert (more.words, more.hits) == (factor * row.words, factor * row.hits)
        assert (more.rate_per_1000, more.share) == (row.rate_per_1000, row.share)
        assert more.coverage == row.coverage
    for pair, more_pair in zip(divergences, more_divergences, strict=True):
        assert plugged_in(more_pair) == plugged_in(pair)


@given(corpora_of(texts_of(PIECES, fewest_lines=1), outlets="AB", fewest=2))
@settings(max_examples=50)
def test_two_outlets_as_one(corpus: Corpus) -> None:
    """M7: two outlets together have their rates weighted by words, and lie between the two."""
    assume({article.outlet for article in corpus} == {"A", "B"})
    both = [
        *corpus,
        *(replace(article, id=f"{article.id}'", outlet="C") for article in corpus),
    ]
    rows, divergences = measure(both, SPANS)
    a, b, c = (of_outlet(rows, outlet) for outlet in "ABC")
    between = {(row.a, row.b): row for row in divergences}

    for frame in a:
        words = a[frame].words + b[frame].words
        weighted = (
            a[frame].words * (a[frame].rate_per_1000 or 0)
            + b[frame].words * (b[frame].rate_per_1000 or 0)
        ) / words
        assert c[frame].words == words
        assert c[frame].rate_per_1000 == pytest.approx(weighted, rel=1e-12)
    apart, near_a, near_b = between["A", "B"], between["A", "C"], between["B", "C"]
    if apart.frame_jsd is not None and apart.total_variation is not None:
        for near in (near_a, near_b):
            assert (near.frame_jsd or 0) <= apart.frame_jsd + 1e-12
            assert (near.total_variation or 0) <= apart.total_variation + 1e-12


# Lexicon


@given(st.one_of(tangled, bursty), st.integers(0, 3), st.integers(0, 4))
@settings(max_examples=50)
def test_a_pattern_that_matches_nothing(corpus: Corpus, frame: int, at: int) -> None:
    """M9: a pattern without a hit, wherever it stands, leaves every number bit-identical."""
    frames = list(SPANS.frames)
    if frame < len(frames):
        patterns = list(frames[frame].patterns)
        patterns.insert(at, Pattern("storm in a teacup"))
        frames[frame] = replace(frames[frame], patterns=tuple(patterns))
    longer = replace(SPANS, frames=tuple(frames))

    assert measure(corpus, longer) == measure(corpus, SPANS)
    assert omnibus_of(corpus, longer) == omnibus_of(corpus, SPANS)


@given(st.one_of(tangled, bursty), st.integers(0, 3))
@settings(max_examples=50)
def test_a_frame_that_matches_nothing(corpus: Corpus, at: int) -> None:
    """M9: a frame without a hit adds rows of its own and leaves every other bit-identical."""
    frames = list(SPANS.frames)
    frames.insert(at, Frame("fire", "Fire", (Pattern("fire"),)))
    longer = replace(SPANS, frames=tuple(frames))
    rows, divergences = measure(corpus, longer)

    assert (tuple(row for row in rows if row.frame != "fire"), divergences) == (
        measure(corpus, SPANS)
    )
    assert all(row.hits == 0 for row in rows if row.frame == "fire")
    assert omnibus_of(corpus, longer) == omnibus_of(corpus, SPANS)


@given(plain, st.sampled_from(["drizzle", "gale", "sunny"]))
@settings(max_examples=50)
def test_splitting_a_frame(corpus: Corpus, word: str) -> None:
    """M11: of a frame made two, J and TV never fall, and the two add up to it."""
    [frame] = [f for f in WORDS.frames if word in {p.text for p in f.patterns}]
    rest = replace(frame, patterns=tuple(p for p in frame.patterns if p.text != word))
    part = Frame("part", "Part", (Pattern(word),))
    split = replace(WORDS, frames=(*(rest if f == frame else f for f in WORDS.frames), part))
    rows, divergences = measure(corpus)
    split_rows, split_divergences = measure(corpus, split)

    for outlet in {row.group for row in rows}:
        whole = of_outlet(rows, outlet)[frame.key]
        parts = [of_outlet(split_rows, outlet)[key] for key in (frame.key, "part")]
        assert whole.hits == sum(row.hits for row in parts)
        assert whole.share is None or whole.share == pytest.approx(
            sum(row.share or 0 for row in parts), abs=1e-12
        )
    for pair, finer in zip(divergences, split_divergences, strict=True):
        assert (finer.frame_jsd or 0) >= (pair.frame_jsd or 0) - 1e-12
        assert (finer.total_variation or 0) >= (pair.total_variation or 0) - 1e-12


@given(tangled, st.sampled_from(["storm", "cloud", "weather", "bad", "storm cloud"]))
@settings(max_examples=50)
def test_a_pattern_inside_a_longer_one(corpus: Corpus, inner: str) -> None:
    """M15: what lies inside a longer pattern of the frame adds no hit inside that pattern."""
    longer = lexicon_of(rain="storm cloud,bad weather", sun="sun")
    with_inner = lexicon_of(rain=f"storm cloud,bad weather,{inner}", sun="sun")
    inside_only = rewritten(
        corpus,
        lambda text: " / ".join(
            part for part in ("storm cloud", "bad weather", "sun") for _ in range(text.count(part))
        ),
    )
    hits = [row.hits for row in measure(inside_only, longer)[0]]

    assert [row.hits for row in measure(inside_only, with_inner)[0]] == hits


@given(plain)
@settings(max_examples=50)
def test_a_lexicon_of_one_pattern_a_frame_in_all_articles(corpus: Corpus) -> None:
    """M18: where every article has every pattern, all weights are equal and E is R."""
    everything = "Rain drizzle sun sunny wind gale snow fog."
    full = rewritten(corpus, lambda text: f"{text}\n{everything}")

    for row in measure(full)[0]:
        assert row.tfidf_per_1000 == pytest.approx(row.rate_per_1000, rel=1e-12)


@given(tangled)
@settings(max_examples=50)
def test_weights_add_no_emphasis(corpus: Corpus) -> None:
    """M18: over all articles pooled, weighted emphasis adds up to the rates."""
    pooled = [replace(article, outlet="All") for article in corpus]
    rows, _ = measure(pooled, SPANS)

    assert sum(row.tfidf_per_1000 or 0 for row in rows) == pytest.approx(
        sum(row.rate_per_1000 or 0 for row in rows), rel=1e-12
    )


# Texts


@given(plain, st.sampled_from("ABC"), st.integers(1, 12))
@settings(max_examples=50)
def test_a_neutral_sentence(corpus: Corpus, outlet: str, words: int) -> None:
    """M9: w words without a hit make rates R N/(N + w), and leave shares and J as they are."""
    assume(any(article.outlet == outlet and article.text for article in corpus))
    first = next(article for article in corpus if article.outlet == outlet and article.text)
    longer = [
        replace(a, text=f"{a.text}\n{' '.join(['quite'] * words)}.") if a is first else a
        for a in corpus
    ]
    rows, divergences = measure(corpus)
    longer_rows, longer_divergences = measure(longer)

    for row, more in zip(rows, longer_rows, strict=True):
        if row.group != outlet:
            assert more == row
            continue
        assert (more.words, more.hits, more.share) == (row.words + words, row.hits, row.share)
        assert more.rate_per_1000 == pytest.approx(
            (row.rate_per_1000 or 0) * row.words / (row.words + words), rel=1e-12
        )
    for pair, more_pair in zip(divergences, longer_divergences, strict=True):
        assert plugged_in(more_pair) == plugged_in(pair)


@given(
    st.lists(st.sampled_from(FRAME_WORDS + NEUTRAL_WORDS), max_size=30),
    st.sampled_from(FRAME_WORDS),
    st.integers(0, 30),
)
@settings(max_examples=50)
def test_one_more_hit(words: list[str], hit: str, at: int) -> None:
    """M10: a hit in place of a neutral word raises its frame's rate and share and no other's."""

    def rows(middle: str) -> dict[str, EmphasisRow]:
        text = " ".join([*words[:at], middle, *words[at:]])
        return of_outlet(measure([Article(id="a", outlet="A", text=text)])[0], "A")

    before, after = rows("town"), rows(hit)
    [frame] = [f.key for f in WORDS.frames if hit in {p.text for p in f.patterns}]

    for key, row in before.items():
        old, new = row.share, after[key].share
        assert new is not None
        if key == frame:
            assert after[key].hits == row.hits + 1
            assert (after[key].rate_per_1000 or 0) > (row.rate_per_1000 or 0)
            assert new == 1 if old in {1, None} else new > (old or 0)
        else:
            assert after[key].rate_per_1000 == row.rate_per_1000
            assert new <= (old or 0)


@given(tangled)
@settings(max_examples=50)
def test_upper_case(corpus: Corpus) -> None:
    """M14: case makes no difference to patterns that do not ask for it."""
    assert measure(rewritten(corpus, str.upper), SPANS) == measure(corpus, SPANS)


ACCENTS = lexicon_of(rain="Azm-e-Istehkam,people's party,regen*", sun="türkiye,ﬁne day")
SPELLINGS = [
    "Azm-e-Istehkam",
    "People's",
    "party",
    "Regenfälle",
    "Türkiye's",
    "fine",
    "day",
    "don't",
]


@pytest.mark.parametrize(
    "change",
    [
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: unicodedata.normalize("NFKC", text),
        lambda text: text.replace("'", "’"),
        lambda text: text.replace("-", "–"),
        lambda text: text.replace("-", " "),
        lambda text: text.replace("fi", "ﬁ"),
        lambda text: text.replace("e", "e\u00ad"),
        lambda text: text.replace(" ", "  ").replace("\n", " \t\n\n"),
        str.upper,
        str.swapcase,
    ],
    ids=[
        "decomposed",
        "composed",
        "curly quotes",
        "dashes",
        "no hyphens",
        "ligatures",
        "soft hyphens",
        "blanks",
        "upper case",
        "swapped case",
    ],
)
@given(corpus=corpora_of(texts_of(SPELLINGS)))
@settings(max_examples=50)
def test_spellings_of_one_text(corpus: Corpus, change: Callable[[str], str]) -> None:
    """M14: what a reader would not call a different text gives the same numbers."""
    assert measure(rewritten(corpus, change), ACCENTS) == measure(corpus, ACCENTS)


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\r"),
        lambda text: text.replace("\n", "  \n"),
        lambda text: f"\ufeff{text}",
    ],
    ids=["CRLF", "CR", "trailing blanks", "byte order mark"],
)
def test_line_ends_of_files(
    write_article: Callable[..., Path], change: Callable[[str], str]
) -> None:
    """M14: a file saved on another system gives the same numbers."""
    text = "---\noutlet: North\n---\nRain fell on the town.\n\nA storm cloud passed.\n\nSun came.\n"
    before = write_article("plain/a.txt", text)
    after = write_article("other/a.txt", change(text))

    def rows(path: Path) -> list[dict[str, Any]]:
        result = framing.compare([path], SPANS)
        return [record for table in result.tables for record in table.records()]

    assert rows(after) == rows(before)


@given(plain)
@settings(max_examples=50)
def test_other_articles_change_only_weighted_emphasis(corpus: Corpus) -> None:
    """Another outlet's article leaves all of an outlet's numbers but the TF-IDF-weighted one."""
    more = [*corpus, Article(id="z", outlet="Z", text="Snow and fog.\nRain.")]
    before, _ = measure(corpus)
    after, _ = measure(more)

    assert [without_tfidf(row) for row in after if row.group != "Z"] == [
        without_tfidf(row) for row in before
    ]
