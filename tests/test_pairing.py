"""The nearest and the farthest pairs, from whatever can be paired."""

import csv
import io
import shutil
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import framing
from framing import Article, Frame, Lexicon, Pattern, SettingError
from framing.cli import app
from framing.measures.pair_row import PairRow
from framing.resources import corpus_folder

SKY = Lexicon("sky", tuple(Frame(w, w.title(), (Pattern(w),)) for w in ("rain", "sun", "wind")))
MORE = ("extreme", "pairs_searched")
TIED = (
    "More pairs diverge as much as the last of the {} ({} bits); those whose names sort first are "
    "shown. Few hits make few different shares: --min-hits sets how many are enough."
)
COPIES = "The nearest pairs may be copies of one text, or share passages of it."


def written(hits: Sequence[int], name: str) -> Article:
    """Return an article with so many hits of each frame, and a paragraph a hit."""
    words = [
        word
        for word, times in zip(("rain", "sun", "wind"), hits, strict=True)
        for _ in range(times)
    ]
    return Article(id=name, outlet=name, text="\n".join(f"{word} {name} again." for word in words))


FOUR = [written(hits, name) for hits, name in (
    ((12, 0, 0), "a"), ((6, 6, 0), "b"), ((5, 6, 0), "c"), ((0, 0, 11), "d"), ((0, 1, 8), "e"),
)]  # fmt: skip


def names(table: framing.Table[PairRow]) -> list[tuple[str, str]]:
    """Return the pairs of a table."""
    return [(row.a, row.b) for row in table]


def test_the_nearest_then_the_farthest() -> None:
    """Each in its order, among the groups with ten hits; the columns of all pairs and two more."""
    table = framing.pairs(FOUR, SKY, nearest=2, farthest=3, permutations=99)

    assert [("b", "c"), ("a", "b"), ("a", "d"), ("b", "d"), ("c", "d")] == names(table)
    columns = tuple(field.name for field in fields(PairRow))
    assert (*columns, *MORE) == table.columns
    assert table.name == "extreme_pairs"
    records = table.records()
    assert ["nearest"] * 2 + ["farthest"] * 3 == [record["extreme"] for record in records]
    assert {6} == {record["pairs_searched"] for record in records}
    assert (5, len(columns) + 2) == table.to_polars().shape
    settings = table.manifest.settings
    assert (2, 3, 10) == tuple(settings[name] for name in ("nearest", "farthest", "min_hits"))


def test_without_them_nothing_changes() -> None:
    """Neither columns nor the record of how it was made."""
    table = framing.pairs(FOUR, SKY, permutations=99)

    assert tuple(field.name for field in fields(PairRow)) == table.columns
    assert table.name == "pairs"
    assert len(table) == 10
    assert not {"nearest", "farthest", "min_hits"} & set(table.manifest.settings)
    said = "--min-hits 3 leaves nothing out without --nearest or --farthest."
    assert said not in table.cautions
    assert said in framing.pairs(FOUR, SKY, min_hits=3, permutations=99).cautions


def test_what_is_said() -> None:
    """Among how many, that the choice makes them look more, what is tied, and copies."""
    table = framing.pairs(FOUR, SKY, nearest=1, farthest=1, shared=False, permutations=99)

    searched, choice, tied, copies = table.cautions[-4:]
    assert searched == (
        "6 pairs of 4 groups with at least 10 hits (--min-hits) were searched; 1 with fewer was "
        "left out."
    )
    assert choice.startswith("Pairs that are chosen for being extreme look more so than they are")
    assert "q counts all pairs searched as tests." in choice
    assert choice.endswith(
        'A difference was detected in 1 of the 2 shown that can be tested (q < .05); "not '
        'detected" is not "the same".'
    )
    assert tied == TIED.format("farthest", "1.000")
    assert copies == COPIES


def test_nothing_to_say_where_nothing_is_tested_or_found() -> None:
    """With too few hits for a test, and with too few groups for a pair."""
    few = framing.pairs(FOUR, SKY, farthest=1, min_hits=12, shared=False, permutations=99)
    none = framing.pairs(FOUR, SKY, nearest=1, min_hits=13, shared=False, permutations=99)
    small = [written((2, 1, 0), "x"), written((0, 1, 0), "y")]
    untested = framing.pairs(small, SKY, farthest=1, min_hits=1, shared=False, permutations=99)

    assert names(few) == [("a", "b")]
    assert "1 pair of 2 groups with at least 12 hits (--min-hits) was searched" in few.cautions[-2]
    assert COPIES not in few.cautions
    assert len(none) == 0
    assert none.cautions[-1] == (
        "Of 5 groups by outlet 0 have at least 13 hits (--min-hits), so there is no pair to "
        "compare."
    )
    assert 'None of those shown can be tested; near is not "the same".' in untested.cautions[-1]


def test_very_many_groups_are_not_refused() -> None:
    """As their pairs are not gone through."""
    articles = [written((6 + i % 7, 8 + i % 5, 0), f"{i:04}") for i in range(2_001)]
    articles.append(written((0, 0, 10), "z"))

    with pytest.raises(SettingError, match=r"--nearest 20, --farthest 20\)$"):
        framing.pairs(articles, SKY)
    table = framing.pairs(articles, SKY, nearest=2, farthest=2, stopwords="none")

    assert [("0000", "0024"), ("0000", "0035"), ("0000", "z"), ("0001", "z")] == names(table)
    assert {2_001 * 2_002 // 2} == {record["pairs_searched"] for record in table.records()}
    assert {0} != {row.permutations for row in table}
    assert TIED.format("nearest", ".000") in table.cautions


def test_what_nearest_pairs_share_is_told() -> None:
    """Where it is looked for, with the divergence of the rest."""
    text = "\n".join(f"rain sun over town {n}, which nobody said before {n}." for n in range(12))
    articles = [
        Article(id="a", outlet="A", text=text),
        Article(id="b", outlet="B", text=text + "\nAnd then the wind."),
        written((8, 9, 3), "c"),
    ]

    table = framing.pairs(articles, SKY, nearest=1, farthest=1, permutations=99)

    near, far = table
    assert near.shared_a == 1
    assert far.shared_a == 0
    assert any("A and B share passages" in caution for caution in table.cautions)
    assert COPIES not in table.cautions


@pytest.mark.parametrize("by", ["outlet", "article"])
def test_counts_give_the_same(tmp_path: Path, by: str) -> None:
    """Also shareable ones."""
    wanted: dict[str, Any] = {"nearest": 3, "farthest": 2, "by": by, "permutations": 99}
    framing.store_counts(corpus_folder(), tmp_path / "counts", partition=3)
    framing.store_counts(corpus_folder(), tmp_path / "shareable", shareable=True)

    expected = framing.pairs(corpus_folder(), shared=False, **wanted).records()

    assert len(expected) == 5
    for folder in ("counts", "shareable"):
        assert expected == framing.pairs(tmp_path / folder, **wanted).records()


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """One story of the sample corpus."""
    return shutil.copytree(corpus_folder() / "azm-e-istehkam", tmp_path / "corpus")


def test_the_command(corpus: Path) -> None:
    """Rows and cautions as from Python."""
    words = ["pairs", str(corpus), "--nearest", "1", "--farthest", "2", "--permutations", "99"]

    result = CliRunner().invoke(app, [*words, "--min-hits", "20", "--format", "csv"])

    table = framing.pairs(corpus, nearest=1, farthest=2, min_hits=20, permutations=99)
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert [(row["a"], row["b"]) for row in rows] == names(table)
    assert [row["extreme"] for row in rows] == ["nearest", "farthest", "farthest"]
    assert all(caution in result.stderr for caution in table.cautions)


@pytest.mark.parametrize("option", ["--nearest", "--farthest", "--min-hits"])
def test_a_wrong_number_is_refused_before_anything_is_read(option: str) -> None:
    """As usage, naming the option."""
    result = CliRunner().invoke(app, ["pairs", "no-such-folder", option, "0"])

    assert result.exit_code == 2
    assert option in result.stderr
    assert "no-such-folder" not in result.stderr


def test_a_table_for_people_says_which_once(corpus: Path) -> None:
    """As a column only where both are asked for."""
    words = ["pairs", str(corpus), "--permutations", "99", "--farthest", "2"]

    one = CliRunner().invoke(app, words).stdout
    both = CliRunner().invoke(app, [*words, "--nearest", "1"]).stdout

    assert "extreme = farthest" in one
    assert "\nnearest " in both
    assert "\nfarthest " in both
