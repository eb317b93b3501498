"""Every measure gives from counts what it gives from the articles."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import framing
from framing import Article, Lexicon, SettingError, count
from framing.groups import group
from framing.measures.symbols import symbols_of
from framing.resources import corpus_folder
from framing.stored import store_counts
from framing.stored.shareable import shareable
from framing.units import LADDER, UnitTable
from tests.stored.conftest import make_articles

STORY = "azm-e-istehkam"
OPTIONS: dict[str, Any] = {"shared": False, "permutations": 199}


@pytest.fixture(scope="module")
def stories(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, Path, Path]]:
    """The sample corpus, one story of it and all four: articles, counts, shareable counts."""
    root = tmp_path_factory.mktemp("counts")
    found = {}
    for name, folder in {"one": corpus_folder() / STORY, "four": corpus_folder()}.items():
        store_counts(folder, root / name, partition=3)
        store_counts(folder, root / f"{name} shareable", shareable=True, partition=3)
        found[name] = (folder, root / name, root / f"{name} shareable")
    return found


def _records(measure: str, source: Path, **more: Any) -> list[dict[str, Any]]:
    records: list[dict[str, Any]] = getattr(framing, measure)(source, **OPTIONS, **more).records()
    return records


@pytest.mark.parametrize("stories_of", ["one", "four"])
@pytest.mark.parametrize("measure", ["emphasis", "design_effects", "pairs", "terms", "salience"])
def test_counts_by_paragraph_give_every_number(
    stories: dict[str, tuple[Path, Path, Path]], stories_of: str, measure: str
) -> None:
    """With blocks and with articles as units; to the last bit."""
    articles, counts, _ = stories[stories_of]
    more = {"vocabulary": True} if measure == "pairs" else {}

    assert _records(measure, articles, **more) == _records(measure, counts, **more)


@pytest.mark.parametrize(
    ("stories_of", "measure"),
    [
        *((s, m) for s in ("one", "four") for m in ("emphasis", "design_effects", "pairs")),
        ("four", "terms"),
    ],
)
def test_shareable_counts_give_the_same_numbers(
    stories: dict[str, tuple[Path, Path, Path]], stories_of: str, measure: str
) -> None:
    """Wherever what they leave out is not needed."""
    articles, _, counts = stories[stories_of]
    more = {"vocabulary": True} if (measure, stories_of) == ("pairs", "four") else {}

    assert _records(measure, articles, **more) == _records(measure, counts, **more)


@pytest.mark.parametrize("stories_of", ["one", "four"])
def test_choosing_and_grouping(
    stories: dict[str, tuple[Path, Path, Path]], stories_of: str
) -> None:
    """Articles are chosen and grouped when they are measured, by any column."""
    articles, counts, coarse = stories[stories_of]
    for more in (
        {"by": "article"},
        {"by": "country"},
        {"where": {"outlet": "Sample Trade Wire"}, "by": "story"},
        {"stem": True, "stopwords": "none", "reference": "none"},
    ):
        expected = _records("pairs", articles, **more)

        assert expected == _records("pairs", counts, **more)
        assert expected == _records("pairs", coarse, **more)


def test_what_shareable_counts_of_single_articles_leave_out(
    stories: dict[str, tuple[Path, Path, Path]],
) -> None:
    """Numbers that would need more are empty, and a sentence says so."""
    articles, _, counts = stories["one"]

    pairs = framing.pairs(counts, vocabulary=True, **OPTIONS)
    terms = framing.terms(counts, **OPTIONS)
    salience = framing.salience(counts, **OPTIONS)

    assert {row.vocabulary_excess_jsd for row in pairs} == {None}
    assert "vocabularies are not compared beyond chance" in " ".join(pairs.cautions)
    assert list(terms) == []
    assert "no term can be tested, and none is listed" in " ".join(terms.cautions)
    places = ("first_mention", "front_loading")
    unknown = {f"{name}{of}" for name in places for of in ("", "_p", "_q")}
    expected = [
        {name: None if name in unknown else value for name, value in row.items()}
        for row in _records("salience", articles)
    ]
    assert expected == salience.records()
    assert "first mentions and front-loading are not known" in " ".join(salience.cautions)


def test_explaining_a_pair(stories: dict[str, tuple[Path, Path, Path]]) -> None:
    """All but the excerpts from counts; of shareable ones, what is known of the units."""
    a, b = "Sample Indus Opinion", "Sample Trade Wire"
    for name in ("one", "four"):
        articles, counts, coarse = stories[name]
        expected = framing.explain(a, b, articles, **OPTIONS)
        whole, shared = (framing.explain(a, b, source, **OPTIONS) for source in (counts, coarse))

        assert expected.to_dict() == whole.to_dict()
        assert whole.excerpts == ()
        assert "and there are no excerpts" in " ".join(whole.cautions)
        if name == "four":
            assert expected.to_dict() == shared.to_dict()
        else:
            of_frames = {"frame_jsd", "pattern_jsd"}
            known = [row for row in expected.contributions if row.score in of_frames]
            assert known == list(shared.contributions)
            assert expected.ratios.rows == shared.ratios.rows
            assert shared.split.rows == ()
            assert "is not taken apart" in " ".join(shared.cautions)


def test_what_needs_the_articles(tmp_path: Path, lexicon: Lexicon) -> None:
    """Commands that show text say that there is none."""
    store_counts(make_articles(4), tmp_path / "c", lexicon)
    folder = tmp_path / "c"
    for command in (framing.evidence, framing.articles, framing.furniture, framing.shared):
        with pytest.raises(SettingError, match=r"needs the articles, and counts hold no text"):
            command(folder)
    with pytest.raises(SettingError, match=r"add: needs the articles"):
        framing.add(folder, tmp_path / "to")
    with pytest.raises(SettingError, match=r"baseline fit: needs the articles"):
        framing.fit_baseline(folder)
    with pytest.raises(SettingError, match=r"--phrases: counts hold no order of words"):
        framing.terms(folder, lexicon, phrase_words=2)


def test_what_was_decided_when_counting(tmp_path: Path, lexicon: Lexicon) -> None:
    """The lexicon and the furniture are those of the counts; anything else is refused."""
    store_counts(make_articles(9), tmp_path / "c", lexicon)
    store_counts(make_articles(9), tmp_path / "kept", lexicon, keep_furniture=True)
    store_counts(make_articles(12)[9:], tmp_path / "other", lexicon)

    with pytest.raises(SettingError, match=r"'NATO' .* is not what these counts were made with"):
        framing.compare(tmp_path / "c", Lexicon("NATO", lexicon.frames[:1]))
    with pytest.raises(SettingError, match=r"--keep-furniture: these counts were made without"):
        framing.compare(tmp_path / "c", keep_furniture=True)
    table = framing.emphasis(tmp_path / "kept")
    assert table.manifest.settings["keep_furniture"] is True
    assert table.manifest.lexicon is not None
    assert table.manifest.lexicon["name"] == "weather 1"
    assert framing.emphasis([tmp_path / "c", tmp_path / "other"]).manifest.input_count == 12


def test_a_lexicon_with_other_names_that_counts_the_same(tmp_path: Path, lexicon: Lexicon) -> None:
    """Who has validated a lexicon since need not count again."""
    store_counts(make_articles(9), tmp_path / "c", lexicon)
    validated = Lexicon("weather", lexicon.frames, version="2", status="validated")

    result = framing.compare(tmp_path / "c", validated)

    assert result.cautions[0].startswith("Lexicon weather 2, validated.")


def test_counts_and_articles_are_not_mixed(tmp_path: Path, lexicon: Lexicon) -> None:
    """They would be counted in two ways."""
    store_counts(make_articles(4), tmp_path / "c", lexicon)
    (tmp_path / "a.txt").write_text("Rain.")

    with pytest.raises(SettingError, match=r"holds counts and .*a\.txt does not; count it too"):
        framing.compare([tmp_path / "c", tmp_path / "a.txt"])
    with pytest.raises(SettingError, match=r"--where desk: 'x' is not one of"):
        framing.compare(tmp_path / "c", where={"desk": "x"})


lines = st.lists(
    st.sampled_from(["rain", "sun", "storm cloud", "day", "Wet"]), min_size=1, max_size=5
).map(" ".join)
bodies = st.lists(st.lists(lines, max_size=5).map("\n".join), min_size=1, max_size=3)


@given(bodies, st.sampled_from(["", "Rain and a storm cloud"]))
@settings(max_examples=60)
def test_shareable_counts_have_the_sums_of_the_articles(texts: Sequence[str], title: str) -> None:
    """Terms and sayings by article, hits by paragraph, blocks of any size; and no places."""
    lexicon = _weather()
    articles = [
        Article(id=f"a{i}", outlet=f"a{i}", text=text, title=title, source="folder/x.txt")
        for i, text in enumerate(texts)
    ]
    fine = count(articles, lexicon)
    coarse = shareable(fine)
    by_article = [group(counts, "article") for counts in (fine, coarse)]

    assert coarse.parts_of_a_hit == fine.parts_of_a_hit
    for name in ("paragraph_hits", "paragraph_divided_hits", "paragraph_entry_hits"):
        assert np.array_equal(getattr(fine, name).toarray(), getattr(coarse, name).toarray())
    assert np.array_equal(fine.paragraph_spans, coarse.paragraph_spans)
    assert np.array_equal(*(groups.terms.toarray() for groups in by_article))
    symbols = [symbols_of(counts) for counts in (fine, coarse)]
    assert symbols[0].names == symbols[1].names
    assert np.array_equal(
        *(
            (groups.members @ own.occurrences).toarray()
            for groups, own in zip(by_article, symbols, strict=True)
        )
    )
    for index in range(len(texts)):
        for one, other in zip(*(UnitTable(g).ladder(index) for g in by_article), strict=True):
            assert np.array_equal(one.words, other.words)
            assert np.array_equal(one.hits, other.hits)
            assert np.array_equal(one.divided_hits, other.divided_hits)
    assert max(LADDER) == 3
    assert {facts.value("source") for facts in coarse.articles} == {"x.txt"}


@given(st.permutations(["rain", "sun", "wet", "day", "storm cloud", "rainy", "sunny"]))
@settings(max_examples=30)
def test_shareable_counts_do_not_know_the_order(order: Sequence[str]) -> None:
    """Two paragraphs of the same words, in whatever order, cannot be told apart."""
    first, second = (
        shareable(count([Article(id="a", outlet="A", text=" ".join(words))], _weather()))
        for words in (order, sorted(order))
    )

    assert np.array_equal(first.hits, second.hits)
    assert np.array_equal(first.terms.toarray(), second.terms.toarray())


def test_shareable_counts_do_not_know_which_paragraph_says_what() -> None:
    """Words, and the forms of a pattern, are those of the article."""
    first, second = (
        shareable(count([Article(id="a", outlet="A", text=text)], _weather()))
        for text in ("Rainy day here.\nThe rain fell.", "The rain fell.\nRainy day here.")
    )

    assert np.array_equal(first.hits, second.hits)
    assert np.array_equal(first.terms.toarray(), second.terms.toarray())


def _weather() -> Lexicon:
    def frame(key: str, *patterns: str) -> framing.Frame:
        return framing.Frame(key, key, tuple(map(framing.Pattern, patterns)))

    return Lexicon(
        "weather",
        (frame("rain", "rain*", "wet", "storm cloud"), frame("sun", "sun*", "storm cloud")),
    )
