"""Counts by group are added up file after file, and are what all of them together give."""

from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

import framing
from framing.errors import SettingError
from framing.groups import group
from framing.measures.emphasis import emphasis
from framing.measures.omnibus import omnibus
from framing.resources import corpus_folder
from framing.settings import Options
from framing.stored import StoredCounts, load_counts, store_counts
from framing.stored import load as loading
from framing.stored.columns import counts_of

IN_A_FILE = 3


@pytest.fixture(scope="module", params=[False, True], ids=["by paragraph", "shareable"])
def stored(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The counts of the sample corpus in seven files."""
    folder = tmp_path_factory.mktemp("counts")
    store_counts(corpus_folder(), folder, shareable=request.param, partition=IN_A_FILE)
    return folder


def _dense(table: Any) -> list[list[int]]:
    found: list[list[int]] = table.toarray().tolist()
    return found


@pytest.mark.parametrize("by", ["outlet", "story", "month", "date", "language"])
def test_groups_are_those_of_the_counts(stored: Path, by: str) -> None:
    """Every sum, and what the measures make of them."""
    counts = load_counts(stored)

    found, whole = counts.groups(by), group(counts.counts, by)

    assert found.names == whole.names
    for name in ("articles", "words", "spans", "hits", "divided_hits", "entry_hits"):
        assert getattr(found, name).tolist() == getattr(whole, name).tolist(), name
    assert found.covered_paragraphs.tolist() == whole.covered_paragraphs.tolist()
    assert found.counts.vocabulary == whole.counts.vocabulary
    assert _dense(found.terms) == _dense(whole.terms)
    assert found.counts.articles_with_entry.tolist() == whole.counts.articles_with_entry.tolist()
    assert found.counts.headline_claims == whole.counts.headline_claims
    assert emphasis(found) == emphasis(whole)
    assert omnibus(found, permutations=99) == omnibus(whole, permutations=99)


@pytest.mark.parametrize("where", [{}, {"outlet": "Sample Trade Wire"}])
def test_measures_are_those_of_the_articles(
    stored: Path, where: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tables, cautions and manifests do not tell which way they were made."""

    def measured() -> list[object]:
        chosen: Options = {"by": "story", "where": where, "permutations": 99}
        return [
            framing.emphasis(load_counts(stored), by="story", where=where),
            framing.pairs(load_counts(stored), **chosen),
            framing.compare(load_counts(stored), **chosen),
        ]

    file_by_file = measured()
    monkeypatch.setattr(StoredCounts, "groups", lambda self, by: group(self.counts, by))

    assert file_by_file == measured()


def test_one_file_is_in_memory_at_a_time(stored: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many articles there are."""
    sizes = []

    def counted(frame: pl.DataFrame, *others: Any) -> Any:
        sizes.append(frame.height)
        return counts_of(frame, *others)

    monkeypatch.setattr(loading, "counts_of", counted)
    counts = load_counts(stored)

    counts.where({"outlet": "Sample Trade Wire"}).groups("language")
    counts.groups("outlet")

    assert max(sizes) == IN_A_FILE
    assert sum(sizes) == 4 + 20
    assert "frame" not in vars(counts)


def test_single_articles_take_all_counts(stored: Path) -> None:
    """Their units are paragraphs, of which sums know nothing."""
    counts = load_counts(stored)

    groups = counts.groups("article")

    assert groups.counts is counts.counts
    assert np.array_equal(groups.words, group(counts.counts, "article").words)


def test_unknown_columns_are_refused(stored: Path) -> None:
    """With those that there are."""
    with pytest.raises(SettingError, match=r"--by: 'paper' is not one of .*outlet"):
        load_counts(stored).groups("paper")
