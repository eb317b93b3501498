"""The options of reading: every command that reads sources has them, and heeds them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner, Result

from framing.cli import app
from framing.readers.kinds import KINDS

WriteArticle = Callable[..., Path]

OPTIONS = {
    "--text-column",
    "--id-column",
    "--outlet-column",
    "--title-column",
    "--date-column",
    "--column",
    "--date-format",
    "--furniture",
    "--encoding",
    "--input-format",
    "--max-file-mb",
    "--strict",
}
TABLE = "nr;body;content;who;by;day\n1;short;China paid.;North;Ann;6/23/2024\n"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")


def _run(*arguments: str, text: str | None = None) -> Result:
    return CliRunner().invoke(app, arguments, input=text)


def test_every_command_that_reads_sources_has_the_options() -> None:
    """A new command gets them by one decorator."""
    root = typer.main.get_command(app)
    assert isinstance(root, typer.core.TyperGroup)

    reading = {
        name: {option for parameter in command.params for option in parameter.opts}
        for name, command in root.commands.items()
        if any(parameter.name == "sources" for parameter in command.params)
    }

    assert {"compare", "explain", "articles"} <= reading.keys()
    assert {} == {name: OPTIONS - has for name, has in reading.items() if OPTIONS - has}


def test_the_record_has_the_options_that_are_not_usual() -> None:
    """They change what the texts and dates are, and so the result; the usual ones go unsaid."""
    Path("news.csv").write_text(TABLE, encoding="utf-8")
    arguments = ["emphasis", "news.csv", "--text-column", "content", "--column", "author=by"]
    given = ["--date-format", "%m/%d/%Y", "--encoding", "utf-8", "--furniture"]

    def settings(*arguments: str) -> dict[str, Any]:
        written = json.loads(_run(*arguments, "-f", "json").stdout)
        found: dict[str, Any] = written["framing"]["settings"]
        return found

    usual = settings("emphasis")
    own = settings(*arguments, *given)

    assert {name: value for name, value in own.items() if name not in usual} == {
        "text_column": "content",
        "author_column": "by",
        "date_format": "%m/%d/%Y",
        "encoding": "utf-8",
        "furniture": True,
    }
    assert not usual.keys() - own.keys()


def test_the_help_names_every_kind() -> None:
    """The list in the help is that of the readers."""
    words = " ".join(_run("articles", "--help").stdout.split())

    assert f"standard input: {', '.join(KINDS)}." in words


def test_the_columns_of_a_table_can_be_named(write_article: WriteArticle) -> None:
    """With an option each, or by --column."""
    write_article("news.csv", TABLE)

    result = _run(
        *("articles", "news.csv", "--text-column", "content", "--outlet-column", "who"),
        *("--id-column", "nr", "--date-column", "day", "--date-format", "%m/%d/%Y"),
        *("--column", "author=by", "--column", "story=body", "--format", "csv"),
    )

    assert 0 == result.exit_code
    assert "" == result.stderr
    assert result.stdout.splitlines()[1].startswith("1,North,,Ann,2024-06-23,short,,news.csv:2,2,")


def test_a_table_may_come_in_through_a_pipe() -> None:
    """Its kind has to be said."""
    result = _run(
        *("articles", "-", "--input-format", "csv", "--text-column", "content"), text=TABLE
    )

    assert 0 == result.exit_code
    assert "stdin:2" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--column", "author"], "--column: 'author' is not of the form FIELD=COLUMN"),
        (["--column", "writer=by"], "--column: 'writer' is not one of text, id, outlet"),
        (
            ["--column", "text=body", "--text-column", "content"],
            "--column: the column of 'text' is given twice",
        ),
        (["--input-format", "xlsx"], "--input-format: 'xlsx' is not one of text, html"),
        (["--date-format", "%d"], "--date-format: '%d' does not give a day"),
        (["--furniture", "--keep-furniture"], "--furniture: looks for what"),
    ],
)
def test_options_that_cannot_be_heeded_are_wrong_usage(
    write_article: WriteArticle, arguments: list[str], message: str
) -> None:
    """One line, exit code 2."""
    write_article("news.csv", TABLE)

    result = _run("articles", "news.csv", *arguments)

    assert 2 == result.exit_code
    assert result.stderr.startswith(f"error: {message}")
    assert 1 == len(result.stderr.splitlines())


def test_strict_fails_where_an_input_was_skipped(write_article: WriteArticle) -> None:
    """Nothing is printed, and the exit code stops a script."""
    write_article("a.txt", "China paid.")

    plain = _run("articles", "a.txt", "gone.txt")
    strict = _run("articles", "a.txt", "gone.txt", "--strict")
    clean = _run("articles", "a.txt", "--strict")

    assert [3, 1, 0] == [plain.exit_code, strict.exit_code, clean.exit_code]
    assert plain.stdout == clean.stdout
    assert strict.stdout == ""
    assert [
        "skipped: gone.txt: no such file or folder; check the spelling and the working folder",
        "error: some inputs were skipped, which --strict does not allow; nothing is written",
    ] == strict.stderr.splitlines()


def test_many_problems_are_few_lines(write_article: WriteArticle) -> None:
    """What went wrong can still be read."""
    write_article("a.csv", "text,outlet\nChina paid.,North\n" + "too few\n" * 500)

    result = _run("articles", "a.csv")

    assert 3 == result.exit_code
    assert [
        "skipped: a.csv:3: has 1 values and the table 2 columns; are texts quoted?; "
        "so 500 times in all, also at 4, 5, ..."
    ] == result.stderr.splitlines()


def test_the_way_to_look_closer_repeats_the_options(write_article: WriteArticle) -> None:
    """The command that is shown can be copied."""
    write_article("news.csv", TABLE + "2;short;Kabul denied. China watched.;South;Bob;6/24/2024\n")

    result = _run(
        *("compare", "news.csv", "--text-column", "content", "--column", "outlet=who"),
        *("--furniture", "--max-file-mb", "5", "--strict", "--permutations", "99"),
    )

    assert 0 == result.exit_code
    again = "--text-column content --column outlet=who --furniture --max-file-mb 5 news.csv"
    assert f"framing evidence {again}" in " ".join(result.stdout.split())


def test_all_reasons_are_told_where_nothing_can_be_read(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    """Each file with its own, those of one sort together, and the end behind them."""
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "a.csv").write_text("text,outlet\n" + ",North\n" * 5)

    several = run("articles", tmp_path / "gone.txt", tmp_path / "empty.txt", tmp_path / "a.csv")
    one = run("articles", tmp_path / "gone.txt")

    assert (1, 1) == (several.exit_code, one.exit_code)
    said = several.stderr.splitlines()
    assert ["gone.txt", "empty.txt:1", "a.csv:2"] == [
        line.removeprefix(f"skipped: {tmp_path}/").partition(": ")[0] for line in said[:-1]
    ]
    assert "so 5 times in all" in said[2]
    assert "error: no article could be read; the reasons stand above" == said[-1]
    assert one.stderr.startswith("error: no article could be read; skipped: ")
    assert 1 == len(one.stderr.splitlines())


def test_an_empty_name_is_a_slip_in_the_command(run: Callable[..., Result]) -> None:
    """And does not read the working folder."""
    result = run("articles", "")

    assert (2, "error: an empty name is no source; the working folder is .\n") == (
        result.exit_code,
        result.stderr,
    )
