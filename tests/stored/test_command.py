"""``framing count`` and ``framing merge``, and the other commands on what they write."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from framing.cli import app
from framing.resources import corpus_folder

STORY = corpus_folder() / "azm-e-istehkam"
Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run the command line in this process, in a folder without settings."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str | Path) -> Result:
        return CliRunner().invoke(app, [str(argument) for argument in arguments])

    return run


@pytest.mark.parametrize("command", ["emphasis", "pairs", "terms", "salience"])
def test_tables_from_counts_are_those_of_the_articles(run: Run, command: str) -> None:
    """Byte for byte."""
    assert run("count", STORY, "-o", "counts").exit_code == 0

    expected = run(command, STORY, "--no-shared", "--format", "csv")
    found = run(command, "counts", "--format", "csv")

    assert found.exit_code == 0
    assert expected.stdout_bytes == found.stdout_bytes


def test_a_comparison_from_counts(run: Run) -> None:
    """The same tables, and no hint to a command that needs the articles."""
    run("count", STORY, "-o", "counts", "-q")

    result = run("compare", "counts")
    run("compare", "counts", "-o", "a")
    run("compare", STORY, "--no-shared", "-o", "b")

    assert result.exit_code == 0
    assert "shared passages and near-copies were not looked for" in result.stdout
    assert "framing explain" in result.stdout
    assert "framing evidence" not in result.stdout
    for table in ("emphasis", "pairs", "tests"):
        assert Path("a", f"{table}.csv").read_bytes() == Path("b", f"{table}.csv").read_bytes()


def test_what_is_said(run: Run) -> None:
    """How many articles, how many files, and what was there."""
    first = run("count", STORY, "-o", "c", "--partition", "2")
    again = run("count", STORY, "-o", "c", "--partition", "2")
    merged = run("merge", "c", "-o", "m")

    assert first.stderr == "5 of 5 articles counted now: 3 files in c.\n"
    assert again.stderr == "0 of 5 articles counted now: 3 files in c, 3 of them there before.\n"
    assert merged.stderr.startswith("5 articles put together: 1 file in ")
    assert first.stdout == merged.stdout == ""


def test_shards(run: Run) -> None:
    """Shards merge to the whole; with one missing a sentence says so."""
    run("count", STORY, "-o", "whole")
    for number in "12":
        assert run("count", STORY, "-o", f"s{number}", "--shard", f"{number}/2").exit_code == 0

    alone = run("merge", "s1", "-o", "half")
    run("merge", "s1", "s2", "-o", "both")

    assert "these counts are not all: without shard 2/2" in alone.stderr
    (one,), (other,) = Path("whole").iterdir(), Path("both").iterdir()
    assert one.read_bytes() == other.read_bytes()
    assert run("count", STORY, "-o", "x", "--shard", "3/2").exit_code == 2
    assert run("count", STORY, "-o", "x", "--shard", "half").exit_code == 2


@pytest.mark.parametrize("command", ["compare", "emphasis", "pairs", "salience"])
def test_a_missing_shard_is_told_once(run: Run, command: str) -> None:
    """Among the cautions, until the shards are all."""
    for number in "12":
        run("count", STORY, "-o", f"s{number}", "--shard", f"{number}/2")
    run("merge", "s1", "-o", "half")
    run("merge", "half", "s2", "-o", "both")

    for name, times in {"s1": 1, "half": 1, "both": 0}.items():
        said = run(command, name, "-o", "x.json").stderr
        assert times == said.count("without shard 2/2")
        assert times == Path("x.json").read_text().count("without shard 2/2")
        assert "without shard" not in run(command, name, "--quiet", "-o", "x.json").stderr
    coarse = run("count", "half", "-o", "coarse", "--shareable")
    assert "half: these counts are not all: without shard 2/2" in coarse.stderr


def test_a_lexicon_that_is_named(run: Run, tmp_path: Path) -> None:
    """Counts bring theirs along; another one is refused, also where it is the default one."""
    Path("mine.yaml").write_text("name: mine\nframes:\n  a: [beijing]\n")
    run("count", STORY, "-o", "mine", "--lexicon", "mine.yaml")
    run("count", STORY, "-o", "default")

    assert run("emphasis", "mine").exit_code == 0
    assert run("emphasis", "mine", "--lexicon", "mine.yaml").exit_code == 0
    refused = run("emphasis", "mine", "--lexicon", "azm-e-istehkam")
    assert refused.exit_code == 2
    assert "is not what these counts were made with" in refused.stderr
    assert run("emphasis", "default", "-l", "azm-e-istehkam").exit_code == 0
    assert run("emphasis", "default", "-l", "mine.yaml").exit_code == 2
    Path("framing.toml").write_text('lexicon = "mine.yaml"\n')
    assert run("emphasis", "mine").exit_code == 0
    assert run("emphasis", "default").exit_code == 2


def test_options_of_reading_have_nothing_to_read(run: Run) -> None:
    """They are refused and not passed over."""
    run("count", STORY, "-o", "counts")

    result = run("emphasis", "counts", "--text-column", "body")

    assert result.exit_code == 2
    assert "--text-column: says how articles are read, and these are counts" in result.stderr


@pytest.mark.parametrize(
    "command", [["evidence"], ["articles"], ["shared"], ["add", "--to", "x"], ["baseline", "fit"]]
)
def test_commands_that_need_the_articles(run: Run, command: list[str]) -> None:
    """They say so, and write nothing."""
    run("count", STORY, "-o", "counts")
    output = ["-o", "x.json"] if command == ["baseline", "fit"] else []

    result = run(*command, *output, "counts")

    assert result.exit_code == 2
    assert "needs the articles, and counts hold no text" in result.stderr
    assert [path.name for path in Path().iterdir()] == ["counts"]


def test_counts_beside_articles_are_passed_over(run: Run, tmp_path: Path) -> None:
    """In a folder of articles a file of counts is no article, and no reason for a word."""
    run("count", STORY, "-o", "counts")
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text("Rain.")
    (counts,) = Path("counts").iterdir()
    counts.rename(folder / "published.parquet")

    result = run("articles", "articles", "--format", "csv")

    assert result.exit_code == 0
    assert result.stderr == ""
    assert len(result.stdout.splitlines()) == 2
