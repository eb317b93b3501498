"""The plain functions behind the commands: sources, lexicon and settings to tables."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import framing
from framing import (
    Article,
    Comparison,
    Furniture,
    InputError,
    Lexicon,
    LexiconError,
    Pattern,
    Reading,
    SettingError,
)
from framing.lexicon.stop_words import load_stop_words

FRAMES = ["china", "opposition", "afghanistan", "security"]
OUTLETS = [
    "Sample European Broadcast",
    "Sample Frontier Defence Review",
    "Sample Indus Opinion",
    "Sample Islamabad Gazette",
    "Sample Trade Wire",
]

NORTH = "---\noutlet: North\ndesk: East\n---\nRain fell.\n\nThe rainy day was wet.\n\nSun came.\n"
SOUTH = "---\noutlet: South\n---\nSunshine all day.\n\nA storm cloud passed.\n"


@pytest.fixture(scope="module")
def sample() -> Comparison:
    """The comparison of the sample corpus by the bundled lexicon."""
    return framing.compare()


@pytest.fixture(scope="module")
def quick() -> Comparison:
    """The same by few permutations, where what is drawn by chance does not matter."""
    return framing.compare(permutations=99)


@pytest.fixture
def folder(write_article: Callable[..., Path]) -> Path:
    """A folder with an article of North and one of South."""
    write_article("articles/south.txt", SOUTH)
    return write_article("articles/north.txt", NORTH).parent


def numbers(result: Comparison) -> list[list[dict[str, Any]]]:
    """Return the rows of all tables."""
    return [table.records() for table in result.tables]


def test_the_sample_corpus(sample: Comparison) -> None:
    """Without sources the sample corpus is compared: five outlets, four frames, ten pairs."""
    assert list(sample.groups) == OUTLETS
    assert [(row.group, row.frame) for row in sample.emphasis] == [
        (outlet, frame) for outlet in OUTLETS for frame in FRAMES
    ]
    assert len(sample.pairs) == 10
    assert sample.furniture
    assert sample.problems == ()


def test_the_sample_corpus_leans_as_its_readme_says(sample: Comparison) -> None:
    """Each invented outlet leads on the frame that it was written to lean on."""
    rates = {(row.group, row.frame): row.rate_per_1000 or 0 for row in sample.emphasis}

    def leaders(frame: str, number: int) -> set[str]:
        return set(sorted(OUTLETS, key=lambda outlet: -rates[outlet, frame])[:number])

    assert leaders("security", 1) == {"Sample Islamabad Gazette"}
    assert leaders("afghanistan", 1) == {"Sample European Broadcast"}
    assert leaders("china", 2) == {"Sample Frontier Defence Review", "Sample Trade Wire"}
    assert leaders("opposition", 2) == {"Sample Indus Opinion", "Sample European Broadcast"}


def test_a_comparison_holds_the_tables_of_the_single_functions(sample: Comparison) -> None:
    """`compare`, `emphasis` and `pairs` give the same rows, and there is one test over all."""
    assert framing.emphasis().rows == sample.emphasis.rows
    assert framing.pairs().rows == sample.pairs.rows
    assert framing.furniture().rows == sample.furniture
    assert [table.name for table in sample.tables] == ["emphasis", "pairs", "tests"]
    assert [(row.by, row.test, row.groups) for row in sample.tests] == [("outlet", "omnibus", 5)]


def test_cautions_stand_once(sample: Comparison) -> None:
    """What holds for all tables stands with the comparison, else with the one table there is."""
    assert framing.emphasis().cautions == (*sample.cautions, *sample.emphasis.cautions)
    assert framing.pairs().cautions == (*sample.cautions, *sample.pairs.cautions)
    assert sample.tests.cautions == ()


def test_spans_and_headlines(articles: tuple[Article, ...], lexicon: Lexicon) -> None:
    """A span of two frames is one, and hits in headlines are counted apart."""
    titled = [replace(articles[0], title="Wet sun"), *articles[1:]]
    result = framing.compare(titled, lexicon)

    assert sum(row.hits for row in result.emphasis) == 7
    assert result.spans == 6
    assert result.headline_hits == 2
    assert framing.compare(articles, lexicon).headline_hits == 0


def test_the_result_as_json(sample: Comparison) -> None:
    """A comparison is one manifest and the rows of each table, in plain JSON."""
    result = sample.to_dict()
    manifest = sample.emphasis.manifest

    assert json.loads(json.dumps(result, allow_nan=False)) == {
        "framing": {
            "version": framing.__version__,
            "schema": 1,
            "command": "compare",
            "settings": {
                "by": "outlet",
                "where": {},
                "stopwords": "en",
                "stem": False,
                "reference": "en-news",
                "keep_furniture": False,
                "permutations": 9_999,
                "confidence": 0.95,
                "confirmatory": False,
                "vocabulary": False,
                "shared": True,
                "words": manifest.settings["words"],
                "idf_source": "reference en-news, kappa 50",
            },
            "seed": 1,
            "lexicon": {
                "name": sample.lexicon.title,
                "sha256": sample.lexicon.sha256,
                "status": "unvalidated",
            },
            "inputs": {"count": 5, "sha256": manifest.input_sha256},
        },
        "cautions": [
            *sample.cautions,
            *sample.emphasis.cautions,
            *sample.pairs.cautions,
        ],
        "tables": {
            "emphasis": sample.emphasis.records(),
            "pairs": sample.pairs.records(),
            "tests": sample.tests.records(),
        },
    }


def test_weights_without_a_reference(articles: Sequence[Article], lexicon: Lexicon) -> None:
    """Without a reference the manifest says that weights come from the articles, and why not to."""
    table = framing.emphasis(articles, lexicon, reference="none")

    assert table.manifest.settings["reference"] == "none"
    assert table.manifest.settings["idf_source"] == "corpus"
    assert "idf_source=corpus" in table.cautions[-1]
    assert "idf_source=corpus" not in framing.emphasis(articles, lexicon).cautions[-1]


def test_a_reference_moves_weighted_measures_alone(quick: Comparison) -> None:
    """Without the reference, weighted emphasis and the cosine distance are others, nothing else."""
    raw = framing.compare(reference="none", permutations=99)

    for row, changed in zip(quick.emphasis, raw.emphasis, strict=True):
        weighted = (changed.tfidf_per_1000, changed.tfidf_low, changed.tfidf_high)
        assert (row.hits == 0) == (row.tfidf_per_1000 == changed.tfidf_per_1000)
        assert changed == replace(
            row, tfidf_per_1000=weighted[0], tfidf_low=weighted[1], tfidf_high=weighted[2]
        )
    for pair, changed_pair in zip(quick.pairs, raw.pairs, strict=True):
        assert pair.tfidf_cosine_distance != changed_pair.tfidf_cosine_distance
        assert changed_pair == replace(
            pair, tfidf_cosine_distance=changed_pair.tfidf_cosine_distance
        )
    assert raw.tests.rows == quick.tests.rows


def test_a_reference_of_ones_own(
    articles: Sequence[Article], lexicon: Lexicon, write_article: Callable[..., Path]
) -> None:
    """A file of document frequencies serves as well as the bundled one."""
    path = write_article("mine.tsv", "[articles]\n100\n[words]\nwet\t90\n")
    table = framing.emphasis(articles, lexicon, reference=str(path))

    assert table.manifest.settings["idf_source"] == "reference mine, kappa 50"
    assert "shrunk to 100 articles of mine" in table.cautions[-1]


def test_an_unknown_reference(articles: Sequence[Article], lexicon: Lexicon) -> None:
    """A reference that is neither bundled nor a file is an error that names those there are."""
    with pytest.raises(SettingError, match=r"^--reference: 'de-news' is not one of en-news, none"):
        framing.emphasis(articles, lexicon, reference="de-news")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"confidence": 0}, "--confidence: 0 is not between 0 and 0.9999; 0.95 is usual"),
        ({"confidence": 95}, "--confidence: 95 is not between 0 and 0.9999; 0.95 is usual"),
        (
            {"permutations": 98},
            "--permutations: 98 is too few for a test at .05; give at least 99",
        ),
        ({"seed": -1}, "--seed: -1 is not a whole number from 0 up"),
    ],
)
def test_settings_that_make_no_sense(
    articles: Sequence[Article], lexicon: Lexicon, options: dict[str, Any], message: str
) -> None:
    """A setting out of its range is an error before anything is read."""
    with pytest.raises(SettingError) as raised:
        framing.compare(articles, lexicon, **options)

    assert str(raised.value) == message


def test_confidence(quick: Comparison) -> None:
    """Wider confidence makes every interval wider and moves nothing else."""
    wider = framing.compare(confidence=0.99, permutations=99)

    assert (quick.confidence, wider.confidence) == (0.95, 0.99)
    for row, wide in zip(quick.emphasis, wider.emphasis, strict=True):
        assert row.rate_low is not None
        assert row.rate_high is not None
        assert wide.rate_low is not None
        assert wide.rate_high is not None
        assert wide.rate_low <= row.rate_low <= row.rate_high < wide.rate_high
    for pair, wide_pair in zip(quick.pairs, wider.pairs, strict=True):
        assert pair.excess_low is not None
        assert pair.excess_high is not None
        assert wide_pair.excess_low is not None
        assert wide_pair.excess_high is not None
        assert wide_pair.excess_low < pair.excess_low < pair.excess_high < wide_pair.excess_high
        assert (wide_pair.p, wide_pair.q) == (pair.p, pair.q)


def test_seed_and_permutations(sample: Comparison) -> None:
    """They move what is drawn by chance, are recorded, and touch no measure."""
    other = framing.compare(seed=2, permutations=199)

    assert other.emphasis.rows == sample.emphasis.rows
    assert other.tests.manifest.seed == 2
    assert other.tests.manifest.settings["permutations"] == 199
    assert [row.permutations for row in other.tests] == [199]
    for row, changed in zip(sample.pairs, other.pairs, strict=True):
        exact = row.permutations not in {None, 9_999}  # all ways were gone through
        assert changed.permutations == (row.permutations if exact else 199)
        assert (row.chance_jsd == changed.chance_jsd) == exact
        assert row.chance_jsd == pytest.approx(changed.chance_jsd, abs=0.03)
        assert (row.frame_jsd, row.total_variation) == (changed.frame_jsd, changed.total_variation)


def test_confirmatory(quick: Comparison) -> None:
    """Asked to hold the chance of any false call, q is never smaller, and p the same."""
    confirmatory = framing.pairs(confirmatory=True, permutations=99)

    assert [row.p for row in confirmatory] == [row.p for row in quick.pairs]
    assert all(
        (strict.q or 0) >= (row.q or 0)
        for strict, row in zip(confirmatory, quick.pairs, strict=True)
    )
    assert [row.q for row in confirmatory] != [row.q for row in quick.pairs]


def test_the_vocabulary_beyond_chance_where_asked_for(quick: Comparison) -> None:
    """The divergence of vocabularies at a common length is a number only where it is asked for."""
    asked = framing.pairs(vocabulary=True, permutations=99)

    assert {row.vocabulary_excess_jsd for row in quick.pairs} == {None}
    assert all(abs(row.vocabulary_excess_jsd or 1) < 0.3 for row in asked)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({}, None),
        ({"where": {"desk": "East"}}, "Only articles with desk = East."),
        (
            {"keep_furniture": True},
            "Page furniture is counted as text (--keep-furniture).",
        ),
        ({"stopwords": "none"}, "Vocabulary measures compare all words (--stopwords none)."),
        ({"stem": True}, "Vocabulary measures compare stems (--stem)."),
    ],
    ids=["usual", "where", "furniture", "stop words", "stems"],
)
def test_unusual_settings_are_said(
    folder: Path, lexicon: Lexicon, options: dict[str, Any], sentence: str | None
) -> None:
    """A setting that changes what is compared stands among the cautions, and no other does."""
    usual = framing.compare(folder, lexicon).cautions
    cautions = framing.compare(folder, lexicon, **options).cautions

    if sentence is None:
        assert cautions == usual
    else:
        assert cautions[-1] == sentence
        assert sentence not in usual


def test_articles_of_the_same_words(articles: Sequence[Article], lexicon: Lexicon) -> None:
    """Two articles of the same words are both counted, and the reader is told."""
    twin = replace(articles[0], id="n2", outlet="West")

    assert framing.compare([*articles, twin], lexicon).cautions[-1] == (
        "1 of 4 articles has the same words as another, and all are counted (framing articles)."
    )


def test_articles_as_sources(articles: tuple[Article, ...], lexicon: Lexicon) -> None:
    """Articles serve in any iterable, and what was read serves as it is."""
    expected = numbers(framing.compare(articles, lexicon))

    assert numbers(framing.compare(list(articles), lexicon)) == expected
    assert numbers(framing.compare(iter(articles), lexicon)) == expected
    assert numbers(framing.compare(Reading(articles), lexicon)) == expected


def test_files_as_sources(folder: Path, lexicon: Lexicon) -> None:
    """A folder, its files, a pattern and what `read` gives are the same articles."""
    files = sorted(folder.iterdir())
    expected = numbers(framing.compare(folder, lexicon))

    assert [row.group for row in framing.emphasis(folder, lexicon)] == ["North"] * 2 + ["South"] * 2
    for sources in (str(folder), [folder], files, files[::-1], [f"{folder}/*.txt"]):
        assert numbers(framing.compare(sources, lexicon)) == expected
    assert numbers(framing.compare(framing.read([folder]), lexicon)) == expected


def test_files_and_articles_together(
    folder: Path, articles: tuple[Article, ...], lexicon: Lexicon
) -> None:
    """Files and articles made in Python can be compared with each other."""
    sources: list[Path | Article] = [folder / "north.txt", articles[1]]
    result = framing.compare(sources, lexicon, by="article")

    assert result.groups == ("north", "s1")


def test_problems_of_reading(folder: Path, lexicon: Lexicon) -> None:
    """What could not be read is in the result, and the rest is compared."""
    result = framing.compare([folder, "no-such-file.txt"], lexicon)

    assert result.groups == ("North", "South")
    [problem] = result.problems
    assert problem.source == "no-such-file.txt"
    assert problem.skipped


@pytest.mark.parametrize("measure", [framing.compare, framing.emphasis, framing.pairs])
def test_no_articles(measure: Callable[..., object], lexicon: Lexicon) -> None:
    """Nothing to measure is an error that says what to do."""
    with pytest.raises(InputError, match="name at least one source"):
        measure((), lexicon)


@pytest.mark.parametrize("by", ["outlet", "article", "desk", "date"])
def test_grouping(folder: Path, lexicon: Lexicon, by: str) -> None:
    """Any column groups the articles, and is named in every row."""
    expected = {
        "outlet": ("North", "South"),
        "article": ("north", "south"),
        "desk": ("(no desk)", "East"),
        "date": ("(no date)",),
    }
    result = framing.compare(folder, lexicon, by=by)

    assert result.groups == expected[by]
    assert {row.by for row in result.emphasis} == {by}
    assert {row.group for row in framing.evidence(folder, lexicon, by=by)} == set(expected[by])


@pytest.mark.parametrize(
    "measure", [framing.compare, framing.emphasis, framing.pairs, framing.evidence]
)
def test_grouping_by_what_is_not_there(
    measure: Callable[..., object], folder: Path, lexicon: Lexicon
) -> None:
    """A column that no article has is an error everywhere, and names the one that was meant."""
    with pytest.raises(SettingError, match=r"^--by: 'outlett' is not .*, desk; .* 'outlet'\?$"):
        measure(folder, lexicon, by="outlett")


def test_choosing_articles(folder: Path, lexicon: Lexicon) -> None:
    """Only articles with every value asked for are measured and counted in the manifest."""
    table = framing.emphasis(folder, lexicon, where={"desk": "East", "outlet": "North"})

    assert {row.group for row in table} == {"North"}
    assert table.manifest.input_count == 1
    assert table.manifest.settings["where"] == {"desk": "East", "outlet": "North"}


@pytest.mark.parametrize(
    ("where", "message"),
    [
        (
            {"outlet": "West"},
            "--where outlet: 'West' is not one of North, South",
        ),
        (
            {"outlet": "South", "desk": "East"},
            "--where desk: 'East' is not one of (no desk)",
        ),
    ],
)
def test_choosing_no_article(
    folder: Path, lexicon: Lexicon, where: dict[str, str], message: str
) -> None:
    """If no article is left, the error says which condition it was and what there is."""
    with pytest.raises(SettingError) as raised:
        framing.compare(folder, lexicon, where=where)

    assert str(raised.value) == message


def test_choosing_articles_without_a_value(folder: Path, lexicon: Lexicon) -> None:
    """The name that a table gives to articles without a value chooses them."""
    table = framing.emphasis(folder, lexicon, where={"desk": "(no desk)"})

    assert {row.group for row in table} == {"South"}


def test_an_unknown_lexicon(folder: Path) -> None:
    """A lexicon that is neither bundled nor a file is an error that names those there are."""
    with pytest.raises(LexiconError, match=r"no lexicon 'weather'.*azm-e-istehkam"):
        framing.compare(folder, "weather")


@pytest.mark.parametrize("measure", [framing.emphasis, framing.evidence, framing.design_effects])
def test_one_frame(measure: Callable[..., framing.Table[Any]], lexicon: Lexicon) -> None:
    """One frame's rows are those it has among all."""
    article = Article(id="a", outlet="A", text="Rain, sun and a storm cloud.", title="Wet sun")
    alone = measure([article], lexicon, frame="sun").rows

    assert alone
    assert alone == tuple(row for row in measure([article], lexicon) if row.frame == "sun")


@pytest.mark.parametrize("measure", [framing.emphasis, framing.evidence, framing.design_effects])
def test_an_unknown_frame(
    measure: Callable[..., object], articles: Sequence[Article], lexicon: Lexicon
) -> None:
    """A frame that the lexicon does not have is an error that lists those it has."""
    with pytest.raises(framing.FramingError, match=r"'snow'.*rain, sun"):
        measure(articles, lexicon, frame="snow")


@pytest.mark.parametrize("words", [0, 6, -1])
def test_phrases_of_no_length(articles: Sequence[Article], lexicon: Lexicon, words: int) -> None:
    """A phrase has two to five words, and one word is none."""
    with pytest.raises(SettingError, match=f"^--phrases: {words} is not a number from 1 to 5$"):
        framing.terms(articles, lexicon, phrase_words=words)


def test_phrases_of_chosen_articles() -> None:
    """They come from the articles that are counted, without stop words at their ends."""
    plain, found = (
        framing.terms(
            Path(__file__).parent.parent / "corpus",
            phrase_words=words,
            most=None,
            permutations=99,
            where={"story": "decision"},
        )
        for words in (1, 3)
    )
    phrases = [part.split(" (")[0].split() for row in found for part in row.phrases.split("; ")]

    assert {(row.group, row.term, row.count, row.p) for row in plain} == {
        (row.group, row.term, row.count, row.p) for row in found if " " not in row.term
    }
    assert {""} == {row.phrases for row in plain}
    assert any(phrases)
    stop_words = load_stop_words("en")
    assert not any({words[0], words[-1]} & stop_words for words in phrases if words)


def test_a_negative_context(articles: Sequence[Article], lexicon: Lexicon) -> None:
    """There is no context of less than nothing."""
    with pytest.raises(SettingError, match=r"^--context: -1 is not a number"):
        framing.evidence(articles, lexicon, context=-1)


def test_stop_words_and_stems_move_vocabulary_measures_alone(quick: Comparison) -> None:
    """Other content words change Morisita and cosine, and nothing else."""
    for other in (
        framing.pairs(stopwords="none", permutations=99),
        framing.pairs(stem=True, permutations=99),
    ):
        for row, changed in zip(quick.pairs, other, strict=True):
            assert row.vocabulary_morisita != changed.vocabulary_morisita
            assert row.tfidf_cosine_distance != changed.tfidf_cosine_distance
            assert changed == replace(
                row,
                vocabulary_morisita=changed.vocabulary_morisita,
                tfidf_cosine_distance=changed.tfidf_cosine_distance,
            )


def test_unknown_stop_words(articles: Sequence[Article], lexicon: Lexicon) -> None:
    """A list that there is not is an error that names those there are."""
    with pytest.raises(SettingError, match=r"^--stopwords: 'fr' is not one of en, none"):
        framing.pairs(articles, lexicon, stopwords="fr")


def test_stems_of_the_language_of_the_lexicon(
    articles: Sequence[Article], lexicon: Lexicon
) -> None:
    """A lexicon for a language without a stemmer cannot be asked for stems."""
    assert framing.pairs(articles, lexicon, stem=True)
    with pytest.raises(SettingError, match=r"'ur' is not one of en"):
        framing.pairs(articles, replace(lexicon, language="ur"), stem=True)


def test_furniture_is_kept_where_asked_for(sample: Comparison) -> None:
    """With its furniture an outlet has more words, and nothing is set aside."""
    kept = framing.compare(keep_furniture=True, permutations=99)
    before = {row.group: row.words for row in sample.emphasis}

    assert all(row.words > before[row.group] for row in kept.emphasis)
    assert kept.furniture == framing.furniture(keep_furniture=True).rows
    assert len(kept.furniture) < len(sample.furniture)


def test_articles_are_listed(articles: Sequence[Article]) -> None:
    """The list has every article by its id, with the size of its body."""
    table = framing.articles(reversed(articles))

    assert [(row.article, row.words, row.paragraphs) for row in table] == [
        ("n1", 9, 3),
        ("s1", 7, 2),
        ("s2", 8, 1),
    ]
    assert table.manifest.lexicon is None


def test_furniture_is_listed(articles: Sequence[Article]) -> None:
    """What is set aside is listed with its place, size, reason and text."""
    article = replace(articles[0], furniture=(Furniture(0, 10, "a caption"),))
    [row] = framing.furniture([article])

    assert (row.article, row.start, row.end, row.words) == ("n1", 0, 10, 2)
    assert (row.reason, row.text) == ("a caption", "Rain fell.")


def test_entries_of_a_lexicon_are_listed(lexicon: Lexicon) -> None:
    """The entries stand in the order of the lexicon, and no article is needed."""
    with_exception = replace(lexicon, exceptions=(Pattern("rain check", exact_case=True),))
    table = framing.lexicon_entries(with_exception)

    assert [(row.frame, row.kind, row.pattern, row.case) for row in table][:3] == [
        ("*", "except", "rain check", "exact"),
        ("rain", "pattern", "rain*", "any"),
        ("rain", "pattern", "wet", "any"),
    ]
    assert table.manifest.input_count == 0
    assert {row.frame for row in framing.lexicon_entries(lexicon, frame="sun")} == {"sun"}


def test_the_hash_of_the_inputs(articles: tuple[Article, ...], lexicon: Lexicon) -> None:
    """The hash changes with what is counted, not with the order or the place of the files."""

    def hash_of(sources: Sequence[Article]) -> str:
        return framing.emphasis(sources, lexicon).manifest.input_sha256

    first, *rest = articles
    expected = hash_of(articles)

    assert hash_of(articles[::-1]) == expected
    assert hash_of([replace(first, source="/elsewhere/n1.txt"), *rest]) == expected
    for changed in (
        replace(first, text=first.text + " "),
        replace(first, outlet="West"),
        replace(first, metadata={"desk": "East"}),
        replace(first, furniture=(Furniture(0, 10, "a caption"),)),
    ):
        assert hash_of([changed, *rest]) != expected


def test_the_same_inputs_give_the_same_bytes(folder: Path, lexicon: Lexicon) -> None:
    """Run twice, a comparison is the same to the last byte."""
    first, second = (json.dumps(framing.compare(folder, lexicon).to_dict()) for _ in range(2))

    assert first == second


def test_published_articles(published_articles: Path) -> None:
    """Five published articles are five outlets and ten pairs, tested where the text suffices."""
    result = framing.compare(published_articles)

    assert result.groups == (
        "DW",
        "Nabka News",
        "Policy Wire",
        "Security Risks",
        "The Truth International",
    )
    assert len(result.pairs) == 10
    assert result.problems == ()
    for row in result.pairs:
        assert row.frame_jsd is not None
        assert row.vocabulary_morisita is not None
        assert row.total_variation is not None
        assert row.tfidf_cosine_distance is not None
        tested = "insufficient evidence" not in row.note
        assert {value is not None for value in (row.excess_jsd, row.excess_low, row.p, row.q)} == {
            tested
        }
    assert [(row.test, row.permutations) for row in result.tests] == [("omnibus", 9_999)]
