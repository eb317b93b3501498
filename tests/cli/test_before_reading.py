"""What is refused before anything is read or written."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

import framing
from framing.cli.outputs import TABLES

Run = Callable[..., Result]


def _contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture
def inputs(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> Path:
    """Everything that a run can read, in the working folder."""
    monkeypatch.chdir(tmp_path)
    (corpus / "index.csv").write_text("file,outlet\none.txt,One\ntwo.txt,Two\n")
    (tmp_path / "mine.yaml").write_text("a: [china]\nb: [kabul]\n")
    (tmp_path / "mine.tsv").write_text("[articles]\n100\n[entries]\n[words]\nchina\t10\n")
    (tmp_path / "framing.toml").write_text("seed = 2\n")
    (tmp_path / "all.jsonl").write_text('{"id": "a", "outlet": "A", "text": "China paid."}\n')
    (tmp_path / "emphasis.csv").write_text("id,outlet,text\na,A,China paid.\n")
    (tmp_path / "cautions.txt").write_text("Kabul was warned.\n")
    (tmp_path / "second.txt").symlink_to(corpus / "one.txt")
    assert 0 == run("baseline", "fit", "news", "-l", "mine.yaml", "-o", "base.json").exit_code
    return tmp_path


@pytest.mark.parametrize(
    "words",
    [
        "emphasis news -o news/one.txt",
        "emphasis news -o second.txt",
        "compare news/*.txt --format html -o news/index.csv",
        "articles all.jsonl -o all.jsonl",
        "pairs news -l mine.yaml -f csv -o mine.yaml",
        "pairs news --reference mine.tsv -o mine.tsv",
        "explain One Two news -f json -o framing.toml",
        "baseline fit news -o news/two.txt",
        "baseline fit news -l mine.yaml -o mine.yaml",
        "baseline score news -l mine.yaml -b base.json -o base.json",
        "baseline score all.jsonl --input-format jsonl -l mine.yaml -b base.json -o all.jsonl",
        "lexicon show mine.yaml -f csv -o mine.yaml",
        "config -f csv -o framing.toml",
        "compare emphasis.csv news -f csv -o .",
        "shared emphasis.csv news/one.txt cautions.txt -f json -o .",
    ],
)
def test_no_output_takes_the_place_of_an_input(run: Run, inputs: Path, words: str) -> None:
    """Texts, their index, a lexicon, a reference, a baseline, settings; by whatever name."""
    before = _contents(inputs)

    result = run(*words.split())

    assert (2, "") == (result.exit_code, result.stdout)
    named = words.rsplit(maxsplit=1)[-1]
    if named == ".":
        named = "cautions.txt" if "cautions.txt" in words else "emphasis.csv"
    message = f"error: -o {named}: is one of the inputs; name another file\n"
    assert result.stderr.endswith(message)
    assert before == _contents(inputs)


def test_an_output_of_an_earlier_run_is_replaced(run: Run, inputs: Path) -> None:
    """It is no input, unless it was read as one."""
    for _ in range(2):
        assert 0 == run("emphasis", "news", "-o", "news/result.csv").exit_code
        assert 0 == run("compare", "news", "-o", "tables").exit_code


@pytest.mark.parametrize("command", ["emphasis", "compare", "add --to there", "shared"])
def test_strict_writes_nothing_where_an_input_was_skipped(
    run: Run, inputs: Path, command: str
) -> None:
    """A script that goes on all the same finds no result."""
    before = _contents(inputs)
    output = "-o result.json" if command != "add --to there" else ""

    result = run(*command.split(), "news", "missing", "--strict", *output.split())

    assert (1, "") == (result.exit_code, result.stdout)
    assert result.stderr.splitlines()[-1] == (
        "error: some inputs were skipped, which --strict does not allow; nothing is written"
    )
    assert "missing: no such file" in result.stderr
    assert before == _contents(inputs)


def test_a_strict_score_of_lines_writes_nothing(run: Run, inputs: Path) -> None:
    """In a table; a stream of lines is written as it comes in, and ends with the same code."""
    (inputs / "new.jsonl").write_text('{"id": "a", "text": "China paid."}\nnothing\n')
    scoring = "baseline score new.jsonl --input-format jsonl -l mine.yaml -b base.json --strict"

    table, stream = run(*scoring.split(), "-f", "csv"), run(*scoring.split(), "-f", "jsonl")

    assert (1, "") == (table.exit_code, table.stdout)
    assert 1 == stream.exit_code
    assert 2 == len(stream.stdout.splitlines())


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("emphasis -o x.exe", "-o x.exe: the suffix '.exe' names no format"),
        ("emphasis -f zz", "--format: 'zz' is not one of table, "),
        ("emphasis --style zz", "--style: 'zz' is not one of asciidoc, "),
        ("emphasis --frame zz", "--frame: 'zz' is not one of china, "),
        ("compare -f csv", "--format csv: compare has several tables (emphasis, pairs, tests)"),
        ("shared -o x.csv", "--format csv: shared has several tables (shared, containment, near_"),
        ("pairs --permutations 9", "--permutations: 9 is too few"),
        ("pairs --permutations 10000001", "--permutations: 10,000,001 is too many"),
        ("pairs --confidence 2", "--confidence: 2 is not between"),
        ("pairs --where outlet", "--where: 'outlet' is not of the form"),
        ("pairs --stopwords zz", "--stopwords: 'zz' is not one of en, none"),
        ("pairs --reference zz", "--reference: 'zz' is not one of en-news, none"),
    ],
)
def test_a_wrong_option_is_refused_before_anything_is_read(
    run: Run, inputs: Path, monkeypatch: pytest.MonkeyPatch, words: str, message: str
) -> None:
    """Reading and counting may take long."""

    def read(*_: Any, **__: Any) -> None:
        raise AssertionError

    monkeypatch.setattr(framing, "read", read)

    result = run(*words.split(), "news")

    assert (2, "") == (result.exit_code, result.stdout)
    assert result.stderr.startswith(f"error: {message}")


def test_a_column_that_no_article_has_is_refused_before_anything_is_counted(
    run: Run, inputs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It takes the articles to know, but not their words."""

    def count(*_: Any) -> None:
        raise AssertionError

    monkeypatch.setattr("framing.intake.count", count)

    result = run("emphasis", "news", "--by", "nope", "--no-shared")

    assert result.exit_code == 2
    assert result.stderr.startswith("error: --by: 'nope' is not one of article, outlet,")


@pytest.mark.parametrize("command", TABLES)
def test_the_tables_of_a_command_are_known(run: Run, inputs: Path, command: str) -> None:
    """What is said of them before anything is measured is so."""
    groups = ["One", "Two"] if command == "explain" else []

    result = run(command, *groups, "news", "-f", "json")

    assert TABLES[command] == tuple(json.loads(result.stdout)["tables"])
