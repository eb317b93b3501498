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
    """`compare`, `emphasis` and `pairs` give the same rows."""
    assert framing.emphasis().rows == sample.emphasis.rows
    assert framing.pairs().rows == sample.pairs.rows
    assert framing.furniture().rows == sample.furniture
    assert [table.name for table in sample.tables] == ["emphasis", "pairs"]


def test_cautions_stand_once(sample: Comparison) -> None:
    """What holds for all tables stands with the comparison, else with the one table there is."""
    assert framing.emphasis().cautions == (*sample.cautions, *sample.emphasis.cautions)
    assert framing.pairs().cautions == (*sample.cautions, *sample.pairs.cautions)


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
                "keep_furniture": False,
                "words": manifest.settings["words"],
                "idf_source": "corpus",
            },
            "seed": None,
            "lexicon": {
                "name": sample.lexicon.title,
                "sha256": sample.lexicon.sha256,
                "status": "unvalidated",
            },
            "inputs": {"count": 5, "sha256": manifest.input_sha256},
        },
        "tables": {"emphasis": sample.emphasis.records(), "pairs": sample.pairs.records()},
    }


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
            "--where outlet=West: no article has this value; its values are North, South",
        ),
        (
            {"outlet": "South", "desk": "East"},
            "--where desk=East: no article has this value; no article has that column",
        ),
    ],
)
def test_choosing_no_article(
    folder: Path, lexicon: Lexicon, where: dict[str, str], message: str
) -> None:
    """If no article is left, the error says which condition it was and what there is."""
    with pytest.raises(InputError) as raised:
        framing.compare(folder, lexicon, where=where)

    assert str(raised.value) == message


def test_an_unknown_lexicon(folder: Path) -> None:
    """A lexicon that is neither bundled nor a file is an error that names those there are."""
    with pytest.raises(LexiconError, match=r"no lexicon 'weather'.*azm-e-istehkam"):
        framing.compare(folder, "weather")


@pytest.mark.parametrize("measure", [framing.emphasis, framing.evidence])
def test_one_frame(measure: Callable[..., framing.Table[Any]], lexicon: Lexicon) -> None:
    """One frame's rows are those it has among all."""
    article = Article(id="a", outlet="A", text="Rain, sun and a storm cloud.", title="Wet sun")
    alone = measure([article], lexicon, frame="sun").rows

    assert alone
    assert alone == tuple(row for row in measure([article], lexicon) if row.frame == "sun")


@pytest.mark.parametrize("measure", [framing.emphasis, framing.evidence])
def test_an_unknown_frame(
    measure: Callable[..., object], articles: Sequence[Article], lexicon: Lexicon
) -> None:
    """A frame that the lexicon does not have is an error that lists those it has."""
    with pytest.raises(framing.FramingError, match=r"'snow'.*rain, sun"):
        measure(articles, lexicon, frame="snow")


def test_a_negative_context(articles: Sequence[Article], lexicon: Lexicon) -> None:
    """There is no context of less than nothing."""
    with pytest.raises(SettingError, match=r"^--context: -1 is not a number"):
        framing.evidence(articles, lexicon, context=-1)


def test_stop_words_and_stems_move_vocabulary_measures_alone(sample: Comparison) -> None:
    """Other content words change Morisita and cosine, and nothing else."""
    for other in (framing.pairs(stopwords="none"), framing.pairs(stem=True)):
        for row, changed in zip(sample.pairs, other, strict=True):
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
    kept = framing.compare(keep_furniture=True)
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
    """Five published articles are five outlets and ten pairs with a full row each."""
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
        assert row.note == ""
