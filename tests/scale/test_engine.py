"""Counting batches: what comes out, in which order, and what is refused."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import polars as pl
import pytest

import framing.engines
from framing import Article, Lexicon, count, load_lexicon
from framing.errors import InputError, SettingError
from framing.groups import group
from framing.readers import read_bundled_story
from framing.scale import Batch, EngineName, GroupedCounts, count_texts, parquet_batches
from framing.units import UnitTable
from tests.scale.same import Followed, assert_same, batch_of

ENGINES: tuple[EngineName, ...] = ("plain", "numpy", "compiled")


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> EngineName:
    """Return each engine that is there."""
    if request.param == "compiled":
        pytest.importorskip("numba", reason="needs numba, of the extra scale")
    engine: EngineName = request.param
    return engine


def _dense(matrix: object) -> list[list[int]]:
    return matrix.toarray().tolist()  # type: ignore[attr-defined,no-any-return]


def test_known_answers(engine: EngineName, lexicon: Lexicon) -> None:
    """Three articles of two outlets, counted by hand."""
    texts = [
        "Sun.\n\nNo weather at all.",
        "Rain fell.\nThe rainy day was wet.\n* * *\nSun came, storm\ncloud.",
        "A storm cloud, a storm-cloud.\nRainy storm clouds",
    ]
    batch = batch_of(texts, ["South", "North", "South"])

    followed = Followed()
    counts = count_texts([batch], lexicon, engine=engine, article_terms=True, follow=followed)

    assert counts.names == ("North", "South")
    assert counts.group_of_article.tolist() == [1, 0, 1]
    assert counts.article_words.tolist() == [5, 11, 9]
    assert followed.of("paragraphs") == [2, 4, 2]
    assert followed.of("spans") == [1, 4, 3]
    assert followed.of("covered") == [[0, 1], [2, 1], [2, 1]]
    assert counts.parts_of_a_hit == 2
    assert counts.article_hits.tolist() == [[0, 1], [3, 1], [3, 2]]
    assert counts.article_divided_hits.tolist() == [[0, 2], [6, 2], [4, 2]]
    # The entries are rain*, wet and storm cloud, sun* and storm cloud.
    assert followed.claims == [
        (0, 3, 1), (1, 0, 1), (1, 0, 1), (1, 1, 1), (1, 3, 1),
        (2, 2, 2), (2, 4, 2), (2, 2, 2), (2, 4, 2), (2, 0, 1),
    ]  # fmt: skip
    assert counts.articles_with_entry.tolist() == [2, 1, 1, 2, 1]
    assert counts.articles.tolist() == [1, 2]
    assert counts.words.tolist() == [11, 14]
    assert counts.paragraphs.tolist() == [4, 4]
    assert counts.spans.tolist() == [4, 4]
    assert counts.hits.tolist() == [[3, 1], [3, 3]]
    assert counts.divided_hits.tolist() == [[6, 2], [4, 4]]
    assert counts.entry_hits.tolist() == [[2, 1, 0, 1, 0], [1, 0, 2, 1, 2]]
    assert counts.covered_paragraphs.tolist() == [[2, 1], [2, 2]]
    assert list(counts.vocabulary) == sorted(counts.vocabulary)
    storm = counts.vocabulary.index("storm")
    assert counts.terms[:, [storm]].toarray().ravel().tolist() == [1, 3]
    assert counts.article_terms is not None
    assert counts.article_terms[:, [storm]].toarray().ravel().tolist() == [0, 1, 3]
    assert counts.terms.sum(axis=1).tolist() == counts.words.tolist()


def _batches_of(articles: list[Article]) -> list[Batch]:
    spans = [(a.headline.start, a.headline.end) if a.headline else (-1, -1) for a in articles]
    whole = Batch(
        pl.Series([a.text for a in articles]),
        pl.Series([a.outlet for a in articles]),
        pl.Series([a.id for a in articles]),
        pl.Series([a.story or None for a in articles], dtype=pl.String),
        np.array(spans),
    )
    return [whole.part(2, len(articles)), whole.part(0, 2)]


def test_counts_are_those_of_groups_and_units(engine: EngineName) -> None:
    """What the measures read of groups and of their articles is the same."""
    articles = [
        Article(
            id=f"{number % 7}-{number}", outlet=a.outlet, text=a.text, title=a.title,
            story=("" if number % 3 else "first"), headline=a.headline,
        )
        for number, a in enumerate([*read_bundled_story(keep_furniture=True).articles] * 2)
    ]  # fmt: skip
    groups = group(count(articles, load_lexicon()), "outlet")
    units = UnitTable(groups).of_groups(range(len(groups.names)))

    counts = count_texts(_batches_of(articles), load_lexicon(), engine=engine, article_terms=True)

    assert counts.names == groups.names
    assert counts.vocabulary == groups.counts.vocabulary
    assert counts.parts_of_a_hit == units.parts_of_a_hit
    for name in (
        "group_of_article", "articles", "words", "paragraphs", "spans", "hits", "divided_hits",
        "entry_hits", "covered_paragraphs",
    ):  # fmt: skip
        assert getattr(counts, name).tolist() == getattr(groups, name).tolist(), name
    assert _dense(counts.terms) == _dense(groups.terms)
    assert _dense(counts.article_terms) == _dense(group(groups.counts, "article").terms)
    assert counts.group_of_article.tolist() == units.group.tolist()
    assert counts.story_of_article.tolist() == units.stratum.tolist()
    assert counts.article_words.tolist() == units.words.tolist()
    assert counts.article_hits.tolist() == units.hits.tolist()
    assert counts.article_divided_hits.tolist() == units.divided_hits.tolist()
    assert counts.articles_with_entry.tolist() == groups.counts.articles_with_entry.tolist()


def test_threads_and_batches_make_no_difference(engine: EngineName, lexicon: Lexicon) -> None:
    """The result is the same byte for byte, however the work is shared out."""
    texts = [
        f"Rain {n % 7}.\nStorm cloud w{n} and sun{n % 5}.\n\nWet {n} é{n % 3}" for n in range(99)
    ]
    batch = batch_of(texts, [f"o{n % 11}" for n in range(99)])

    def counted(parts: list[Batch], threads: int, *, article_terms: bool = False) -> GroupedCounts:
        return count_texts(
            parts, lexicon, engine=engine, threads=threads, article_terms=article_terms
        )

    parts = [batch.part(n, n + 3) for n in range(0, 99, 3)]
    for article_terms in (False, True):
        whole = counted([batch], 1, article_terms=article_terms)
        assert_same(whole, counted(parts, 1, article_terms=article_terms))
        assert_same(whole, counted(parts, 2, article_terms=article_terms))
        assert_same(whole, counted(parts, 5, article_terms=article_terms))


def test_very_many_groups(engine: EngineName, lexicon: Lexicon) -> None:
    """Each article can be a group of its own."""
    batch = batch_of(
        [f"rain w{n} w{n + 1}" for n in range(2000)], [f"o{n:04}" for n in range(2000)]
    )

    parts = [batch.part(0, 900), batch.part(900, 2000)]
    counts = count_texts(parts, lexicon, by="article", engine=engine)

    assert counts.names[:2] == ("o0000", "o0001")
    assert counts.terms.shape == (2000, 2002)
    assert counts.terms.sum(axis=1).tolist() == [3] * 2000
    assert counts.terms[[1999]].toarray().sum() == 3
    assert counts.hits[:, 0].tolist() == [1] * 2000


def test_ids_decide_the_order(engine: EngineName, lexicon: Lexicon) -> None:
    """Articles are in the order of their ids, hits with them."""
    texts, ids = ["rain", "sun sun", "wet rain sun"], ["é", "b", "Z"]
    batch = Batch(pl.Series(texts), pl.Series(["N"] * 3), pl.Series(ids))

    counts = count_texts([batch.part(0, 2), batch.part(2, 3)], lexicon, engine=engine)

    assert counts.article_words.tolist() == [3, 2, 1]
    assert counts.article_hits.tolist() == [[2, 1], [0, 2], [1, 0]]


def test_missing_values(engine: EngineName, lexicon: Lexicon) -> None:
    """A missing text is an empty one, and a missing outlet has a name."""
    counts = count_texts([batch_of([None, "rain"], [None, ""])], lexicon, engine=engine)

    assert counts.names == ("(no outlet)",)
    assert counts.article_words.tolist() == [0, 1]


def test_what_is_refused(lexicon: Lexicon) -> None:
    """The messages say what was wrong."""
    twice = Batch(pl.Series(["a", "b"]), pl.Series(["N", "N"]), pl.Series(["x", "x"]))
    with pytest.raises(InputError, match="no articles to count"):
        count_texts([batch_of([])], lexicon)
    with pytest.raises(InputError, match="two articles have the id 'x'"):
        count_texts([twice], lexicon, engine="plain")
    with pytest.raises(InputError, match="some batches have ids and some have none"):
        count_texts([twice, batch_of(["a"])], lexicon, engine="plain")
    with pytest.raises(InputError, match="2 texts and 1 groups"):
        Batch(pl.Series(["a", "b"]), pl.Series(["N"]))
    with pytest.raises(InputError, match=r"headlines of shape \(1, 3\)"):
        Batch(pl.Series(["a"]), pl.Series(["N"]), headlines=np.zeros((1, 3), dtype=np.int64))
    with pytest.raises(SettingError, match="'fast' is not one of auto, plain, numpy, compiled"):
        count_texts([], lexicon, engine="fast")  # type: ignore[arg-type]
    with pytest.raises(SettingError, match="threads: 0 is less than 1"):
        count_texts([], lexicon, threads=0)


def test_without_numba(lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch) -> None:
    """Arrays serve, and the remedy is named to those who ask for machine code."""
    monkeypatch.setattr(framing.engines, "find_spec", lambda _name: None)

    assert count_texts([batch_of(["rain"])], lexicon).plainly_counted == 0
    with pytest.raises(SettingError, match=r'pip install "framing\[scale\]"'):
        count_texts([], lexicon, engine="compiled")


def test_parquet(tmp_path: Path, lexicon: Lexicon) -> None:
    """A file is read by the names of its columns."""
    path = tmp_path / "articles.parquet"
    table = {"nr": [2, 1], "body": ["rain", None], "paper": ["N", "S"], "event": ["x", "y"]}
    pl.DataFrame(table).write_parquet(path)

    batches = parquet_batches(str(path), text="body", by="paper", ids="nr", stories="event")
    counts = count_texts(batches, lexicon, by="paper", engine="plain")

    assert counts.article_words.tolist() == [0, 1]
    assert counts.story_of_article.tolist() == [1, 0]
    with pytest.raises(InputError, match=r"no column 'text'; it has nr, body, paper, event"):
        next(parquet_batches(str(path)))


def test_arrays_need_no_numba() -> None:
    """No module on their way imports it."""
    code = (
        "import sys; sys.modules['numba'] = None; import polars as pl\n"
        "from framing import load_lexicon; from framing.scale import Batch, count_texts\n"
        "texts, outlets = pl.Series(['A war.'] * 2), pl.Series(['N', 'S'])\n"
        "batch = Batch(texts, outlets, titles=pl.Series(['', 'x']))\n"
        "print(count_texts([batch], load_lexicon(), engine='numpy').article_words.tolist())"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True
    )

    assert result.stdout.split() == ["[2,", "2]"]


def test_numba_is_loaded_when_it_is_used() -> None:
    """Naming the door does not open it."""
    code = "import sys, framing.scale; print('numba' in sys.modules, 'polars' in sys.modules)"
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True
    )

    assert result.stdout.split() == ["False", "False"]
