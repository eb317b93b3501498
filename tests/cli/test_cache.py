"""The cache from the command line: no byte of a result depends on it."""

import json
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from framing.cache import cached_counts, rows
from framing.cache.folder import NAME, VARIABLE
from framing.cache.store import Store
from framing.scan import scan

Run = Callable[..., Result]


@pytest.fixture
def cache(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of an empty cache, which is used for the smallest article too."""
    monkeypatch.setenv(VARIABLE, str(tmp_path / "cache"))
    monkeypatch.setattr(cached_counts, "FEWEST_CHARACTERS", 0)
    return tmp_path / "cache"


def _rows(run: Run) -> list[dict[str, object]]:
    result = run("cache", "info", "--format", "jsonl")
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.mark.parametrize(
    ("command", "output"),
    [
        (["compare"], "o.json"),
        (["compare"], "o"),
        (["emphasis"], "o.json"),
        (["pairs"], "o.parquet"),
        (["explain", "Sample Trade Wire", "Sample Indus Opinion"], "o.json"),
        (["terms"], "o.csv"),
        (["salience", "--keep-furniture"], "o.json"),
        (["count"], "o"),
        (["count", "--shareable"], "o"),
    ],
)
def test_outputs_are_the_same_cold_and_warm_and_without(
    run: Run,
    cache: Path,
    tmp_path: Path,
    command: list[str],
    output: str,
) -> None:
    """Byte for byte, for every command that counts."""
    found = []
    for folder, more in (("without", ["--no-cache"]), ("cold", []), ("warm", [])):
        (tmp_path / folder).mkdir()
        target = tmp_path / folder / output
        result = run("-v", *command, *more, "-o", target)
        assert result.exit_code == 0, result.output
        files = sorted(target.iterdir()) if target.is_dir() else [target]
        found.append({file.name: file.read_bytes() for file in files})
        line = re.search(
            r"^Counted 5 articles, (\d) of them from the cache \(", result.stderr, re.M
        )
        assert (line and line[1]) == {"without": None, "cold": "0", "warm": "5"}[folder]

    assert found[0] == found[1] == found[2]
    assert found[0]


def test_nothing_is_kept_where_it_is_not_wanted(
    run: Run, cache: Path, corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the option, the environment or a file; the command line wins."""
    monkeypatch.chdir(tmp_path)
    run("emphasis", corpus, "--no-cache")
    monkeypatch.setenv("FRAMING_NO_CACHE", "1")
    run("emphasis", corpus)
    monkeypatch.delenv("FRAMING_NO_CACHE")
    (tmp_path / "framing.toml").write_text("no-cache = true\n")
    run("emphasis", corpus)
    assert run("articles", corpus).exit_code == 0  # which does not count
    assert not cache.exists()

    monkeypatch.setenv("FRAMING_NO_CACHE", "1")
    assert run("emphasis", corpus, "--cache").exit_code == 0
    assert cache.exists()


def test_one_run_does_not_decide_the_next(run: Run, cache: Path, corpus: Path) -> None:
    """Also in one process."""
    run("emphasis", corpus, "--no-cache")
    assert not cache.exists()

    run("emphasis", corpus)
    assert cache.exists()


def test_what_cannot_be_used_is_said_to_those_who_ask(run: Run, cache: Path, corpus: Path) -> None:
    """In one line; the result is the same, and nothing is wrong."""
    cache.write_text("a file")

    quiet, verbose = run("emphasis", corpus), run("-v", "emphasis", corpus)

    assert quiet.exit_code == verbose.exit_code == 0
    assert quiet.stdout == verbose.stdout
    assert "cache" not in quiet.stderr
    assert f"Kept no more counts in {cache}: " in verbose.stderr
    assert verbose.stderr.count(str(cache)) == 1


def test_info_tells_what_there_is(run: Run, cache: Path, corpus: Path) -> None:
    """By lexicon; the folder and its size on stderr and in the JSON."""
    empty = run("cache", "info")
    assert empty.exit_code == 0
    assert empty.stderr.startswith(f"Cache in {cache}: 0.0 MB of at most 1,000.0 MB.\n")
    assert not cache.exists()

    run("emphasis", corpus)
    (row,) = _rows(run)
    about = json.loads(run("cache", "info", "--format", "json").stdout)["framing"]["settings"]

    assert list(row) == ["lexicon", "lexicon_sha256", "version", "articles", "bytes", "last_used"]
    assert (row["lexicon"], row["articles"]) == ("azm-e-istehkam", 2)
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", str(row["last_used"]))
    assert about == {
        "folder": str(cache), "bytes": (cache / NAME).stat().st_size, "most_bytes": 1_000_000_000,
    }  # fmt: skip


def test_clear_removes_it_and_says_so(run: Run, cache: Path, corpus: Path) -> None:
    """Also where there is none."""
    run("emphasis", corpus)

    first, second = run("cache", "clear"), run("cache", "clear")

    assert (0, 0) == (first.exit_code, second.exit_code)
    assert re.fullmatch(
        rf"Removed the counts of 2 articles \(0\.\d MB\) from {re.escape(str(cache))}\.\n",
        first.stderr,
    )
    assert second.stderr == f"There is no cache in {cache}.\n"
    assert [] == list(cache.iterdir())
    assert [] == _rows(run)


def test_a_damaged_cache_can_be_cleared(run: Run, cache: Path) -> None:
    """And what shows it says how."""
    cache.mkdir()
    (cache / NAME).write_bytes(b"no database" * 100)

    info, clear = run("cache", "info"), run("cache", "clear")

    assert info.exit_code == 1
    assert re.fullmatch(r"error: .*: file is not a database; framing cache clear .*\n", info.stderr)
    assert clear.exit_code == 0
    assert not (cache / NAME).exists()


def test_a_cache_that_cannot_be_removed(
    run: Run, cache: Path, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is an error of one line."""
    run("emphasis", corpus)

    def refuse(store: Store) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Store, "_remove", refuse)
    result = run("cache", "clear")

    assert result.exit_code == 1
    assert result.stderr == (
        f"error: {cache / NAME}: cannot be removed: Permission denied; end other runs, or remove "
        "it by hand\n"
    )


def test_only_what_is_new_is_scanned(
    run: Run, cache: Path, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An article more is one article to count."""
    scanned: list[str] = []

    def noting(article: object, matcher: object) -> object:
        scanned.append(article.id)  # type: ignore[attr-defined]
        return scan(article, matcher)  # type: ignore[arg-type]

    monkeypatch.setattr(rows, "scan", noting)
    run("emphasis", corpus)
    (corpus / "three.txt").write_text("China spoke.\n")
    run("pairs", corpus, "--by", "article")
    run("emphasis", corpus)

    assert ["one", "two", "three"] == scanned


@pytest.mark.parametrize("articles", [[], ["corpus/azm-e-istehkam"]])
def test_few_articles_load_no_database(articles: list[str]) -> None:
    """Which would take longer than to count them."""
    code = (
        "import sys\nfrom framing.cli import app\ntry:\n"
        f"    app(['-q', 'emphasis', *{articles}])\nexcept SystemExit:\n    pass\n"
        "print(*{'sqlite3', 'platformdirs', 'framing.cache.store'} & set(sys.modules), "
        "file=sys.stderr)"
    )

    result = subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )

    assert result.stderr == "\n"


@pytest.mark.parametrize("used", ["NULL", "99999999999999", "'x'"])
def test_what_was_never_written_there_is_no_date(
    run: Run, cache: Path, corpus: Path, used: str
) -> None:
    """A file that somebody else changed is told, and how to be rid of it."""
    run("emphasis", corpus, "--no-shared")
    with sqlite3.connect(cache / NAME) as connection:
        connection.execute(f"UPDATE counts SET used = {used}")
    connection.close()

    result = run("cache", "info")

    assert result.exit_code == 1
    assert "holds what was not written by framing; framing cache clear removes it" in result.stderr


def test_machine_code_in_the_folder_is_shown_and_cleared(run: Run, cache: Path) -> None:
    """What lies there is of the cache for whoever wants it gone; other files are not."""
    code = cache / "machine-code"
    code.mkdir(parents=True)
    (code / "cutting-0.machine-code").write_bytes(b"0" * 200_000)
    (code / "mine.txt").write_text("mine")

    info, clear, again = run("cache", "info"), run("cache", "clear"), run("cache", "clear")

    assert "Beside it stand 0.2 MB of machine code, which holds no words.\n" in info.stderr
    assert clear.stderr == "Removed machine code (0.2 MB), which is compiled anew when needed.\n"
    assert again.stderr == f"There is no cache in {cache}.\n"
    assert ["mine.txt"] == [file.name for file in code.iterdir()]
