"""Articles read one by one: plain and compiled give the same bytes, and the right one is taken."""

import csv
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from typer.testing import CliRunner, Result

import framing
from framing import engines as engines_module
from framing import quickest
from framing.cli import app
from framing.cli import large as large_module
from framing.engines import chosen_engine, engine
from framing.readers import read_bundled_story
from framing.scale import Batch, count_texts, machine_code
from framing.stored import Written, store_counts
from framing.stored import cluster as cluster_module

pytest.importorskip("numba", reason="needs numba, of the extra scale")

CORPUS = Path(__file__).parents[2] / "corpus" / "azm-e-istehkam"


def run(*arguments: object) -> Result:
    """Run the program."""
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def written(path: Path) -> dict[str, bytes]:
    """Return the bytes of each file."""
    files = sorted(path.rglob("*")) if path.is_dir() else [path]
    return {file.name: file.read_bytes() for file in files if file.is_file()}


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return the sample corpus as a folder of texts, a page, JSON Lines and CSV."""
    folder = tmp_path_factory.mktemp("sources")
    read = read_bundled_story("").articles[:8]
    (folder / "texts").mkdir()
    for number, article in enumerate(read):
        page = f"Share\n{article.title}\n\n{article.text}\n\nRead more\nAdvertisement\n"
        (folder / "texts" / f"{number:02}-{article.outlet}.txt").write_text(page, encoding="utf-8")
    lines = "".join("<p>" + line + "</p>" for line in read[0].text.split("\n") if line.strip())
    html = f"<html><head><title>{read[0].title}</title></head><body>{lines}</body></html>"
    (folder / "texts" / "page.html").write_text(html, encoding="utf-8")
    rows = [
        {"id": a.id, "outlet": a.outlet, "title": a.title, "text": a.text, "story": a.story}
        for a in read
    ]
    jsonl = "".join(json.dumps(row) + "\n" for row in rows)
    (folder / "rows.jsonl").write_text(jsonl, encoding="utf-8")
    with (folder / "rows.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(rows[0]))
        table.writeheader()
        table.writerows(rows)
    names = ("texts", "rows.jsonl", "rows.csv")
    return {name: folder / name for name in names}


@pytest.mark.parametrize("kind", ["texts", "rows.jsonl", "rows.csv"])
@pytest.mark.parametrize(
    "arguments",
    [
        ("compare", "--permutations", "99", "--format", "json"),
        ("compare", "--permutations", "99", "--no-shared", "--format", "csv"),
        ("emphasis", "--by", "article", "--format", "json"),
        ("pairs", "--by", "article", "--permutations", "99", "--format", "csv"),
        ("salience", "--format", "csv"),
        ("terms", "--format", "csv"),
        ("count",),
        ("count", "--shareable"),
        ("count", "--shard", "1/2", "--partition", "3", "--keep-furniture"),
    ],
    ids=" ".join,
)
def test_both_engines_give_the_same_bytes(
    sources: dict[str, Path], tmp_path: Path, kind: str, arguments: tuple[str, ...]
) -> None:
    """Every file, and what is said on stderr."""
    command, *more = arguments
    found = {
        name: run(command, sources[kind], *more, "--engine", name, "-o", tmp_path / name)
        for name in ("plain", "compiled")
    }

    outputs = [written(tmp_path / name) for name in found]
    said = [one.stderr.replace(name, "") for name, one in found.items()]
    assert [one.exit_code for one in found.values()] == [0, 0], said
    assert list(outputs[0].values()) == list(outputs[1].values())
    assert sum(map(len, outputs[0].values())) > 300
    assert said[0] == said[1]


def test_much_text_is_counted_by_machine_code(
    sources: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """By itself from some size on, always if asked to, never if told not to."""
    from framing import scale

    asked: list[int] = []
    real = scale.count_articles

    def noted(articles: list[framing.Article], lexicon: framing.Lexicon) -> framing.Counts:
        asked.append(len(articles))
        return real(articles, lexicon)

    monkeypatch.setattr(scale, "count_articles", noted)
    size = sum(len(a.text) for a in framing.read([sources["rows.csv"]]).articles)
    for large, name, times in [
        (size, "auto", 0),
        (size - 1, "auto", 1),
        (0, "plain", 0),
        (size, "compiled", 1),
    ]:
        asked.clear()
        monkeypatch.setattr(quickest, "_LARGE", large)

        found = run("emphasis", sources["rows.csv"], "--no-shared", "--engine", name)

        assert found.exit_code == 0
        assert asked == [8] * times


def test_without_numba_the_plain_code_counts(
    sources: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Asked for, machine code that is not there is an error."""
    monkeypatch.setattr(quickest, "_LARGE", 0)
    monkeypatch.setattr(engines_module, "is_machine_code_there", lambda: False)
    monkeypatch.setattr("framing.engines.is_machine_code_there", lambda: False)

    assert run("emphasis", sources["rows.csv"]).exit_code == 0
    refused = run("emphasis", sources["rows.csv"], "--engine", "compiled")
    assert refused.exit_code == 2
    assert 'needs numba, which is not installed; pip install "framing[scale]"' in refused.stderr


def test_the_choice_ends_with_the_block() -> None:
    """Also where the block fails; one that is none is refused."""
    chosen = []

    def fail() -> None:
        with engine("plain"):
            chosen.append(chosen_engine())
            raise ValueError("wrong")

    with pytest.raises(ValueError, match="wrong"):
        fail()
    assert [*chosen, chosen_engine()] == ["plain", "auto"]
    with pytest.raises(framing.SettingError, match="auto, plain, numpy, compiled"):
        engine("fast").__enter__()  # type: ignore[arg-type]


class _Here:
    """A cluster that counts in this process, but without what was chosen in it."""

    def scheduler_info(self) -> dict[str, list[str]]:
        return {"workers": ["here"]}

    def map(
        self, count: Callable[[int], Any], numbers: Iterable[int], **_: object
    ) -> list["Future[Any]"]:
        with ThreadPoolExecutor(1) as pool:  # a thread takes over nothing
            return [pool.submit(count, number) for number in numbers]


def test_workers_of_a_cluster_take_the_engine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was chosen where the job was given is in force where it is done."""
    taken: list[str] = []

    def store(*arguments: Any, **keywords: Any) -> Written:
        taken.append(chosen_engine())
        return store_counts(*arguments, **keywords)

    monkeypatch.setattr(cluster_module, "connect", lambda *_: _Here())
    monkeypatch.setattr(cluster_module, "store_counts", store)
    for name in ("plain", "compiled"):
        with engine(name):
            cluster_module.count_on_cluster([CORPUS], tmp_path / name, cluster="here", shards=2)

    assert taken == ["plain", "plain", "compiled", "compiled"]
    assert written(tmp_path / "plain") == written(tmp_path / "compiled")


def test_the_choice_holds_for_tables_too() -> None:
    """Also where no argument says which engine it is."""
    batch = Batch(pl.Series(["rain"]), pl.Series(["North"]))
    for name, plainly in (("plain", 1), ("numpy", 0)):
        with engine(name):  # type: ignore[arg-type]
            assert count_texts([batch], framing.load_lexicon()).plainly_counted == plainly


@pytest.fixture
def broken_numba(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A numba that is installed and cannot be imported, and no machine code that was kept."""
    monkeypatch.setattr(quickest, "_LARGE", 0)
    monkeypatch.setattr(machine_code, "_places", lambda _module: iter(()))
    monkeypatch.setattr(engines_module, "_REASONS", [])
    monkeypatch.setitem(sys.modules, "framing.scale.compiler", None)
    machine_code._addresses.cache_clear()
    yield
    machine_code._addresses.cache_clear()


@pytest.mark.parametrize(
    "arguments",
    [("emphasis",), ("emphasis", "--no-shared"), ("count",), ("baseline", "fit")],
    ids=" ".join,
)
def test_numba_that_cannot_be_loaded_is_done_without(
    sources: dict[str, Path],
    tmp_path: Path,
    broken_numba: None,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
) -> None:
    """As one that is too old for numpy; asked for, it is an error that says why."""
    monkeypatch.setattr(large_module, "_LARGE", 0)
    source: Path = sources["rows.csv"]
    if "--no-shared" in arguments:
        source = tmp_path / "rows.parquet"
        pl.read_csv(sources["rows.csv"]).write_parquet(source)
    output = tmp_path / ("o" if arguments == ("count",) else "o.json")

    done = run(*arguments, source, "-o", output, "-v")

    assert done.exit_code == 0, done.stderr
    assert "Did without machine code: " in done.stderr
    assert ("column by column (numpy)" in done.stderr) == (source.suffix == ".parquet")
    engines_module._REASONS.clear()
    for _ in range(2):  # known before, in the second
        other = output.with_stem("other")
        refused = run(*arguments, source, "-o", other, "--engine", "compiled")
        assert refused.exit_code == 2
        assert "error: engine: 'compiled' needs numba, which cannot be loaded (" in refused.stderr


def test_counting_texts_does_without_it_too(broken_numba: None) -> None:
    """With ``auto``; the error is also one of importing."""
    batch = Batch(pl.Series(["rain"]), pl.Series(["North"]))

    assert count_texts([batch], framing.load_lexicon(), engine="auto").plainly_counted == 0
    engines_module._REASONS.clear()
    with pytest.raises(ImportError, match="cannot be loaded"):
        count_texts([batch], framing.load_lexicon(), engine="compiled")
