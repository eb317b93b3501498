"""Where results go, and in what form: spreadsheets, terminals, files."""

import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

WriteArticle = Callable[..., Path]
Run = Callable[..., Result]


def _sheets(content: bytes) -> list[str]:
    book = zipfile.ZipFile(io.BytesIO(content)).read("xl/workbook.xml").decode()
    return re.findall(r'<sheet name="([^"]+)"', book)


def _texts(content: bytes) -> str:
    return zipfile.ZipFile(io.BytesIO(content)).read("xl/sharedStrings.xml").decode()


@pytest.mark.parametrize(
    ("arguments", "sheets"),
    [
        (["emphasis"], ["emphasis", "about"]),
        (["compare"], ["emphasis", "pairs", "tests", "about"]),
        (["explain", "one", "two"], ["contributions", "split", "ratios", "about"]),
        (["lexicon", "show"], ["lexicon", "about"]),
    ],
    ids=lambda value: value[0],
)
def test_a_workbook_holds_all_tables(
    run: Run, corpus: Path, tmp_path: Path, arguments: list[str], sheets: list[str]
) -> None:
    """One file, whatever the command, with what a reader must know in its last sheet."""
    sources = [] if arguments[0] == "lexicon" else [corpus]

    result = run(*arguments, *sources, "-o", tmp_path / "result.xlsx")

    assert result.exit_code == 0
    content = (tmp_path / "result.xlsx").read_bytes()
    assert sheets == _sheets(content)
    assert "UNVALIDATED" in _texts(content) or arguments[0] == "lexicon"
    assert ">inputs.sha256<" in _texts(content)
    again = run(*arguments, *sources, "--format", "xlsx")
    assert content == again.stdout_bytes


def test_an_explanation_says_its_sentence_in_the_workbook(
    run: Run, corpus: Path, tmp_path: Path
) -> None:
    """What stands beside the tables is not lost."""
    run("explain", "one", "two", corpus, "-o", tmp_path / "result.xlsx")
    said = json.loads(run("explain", "one", "two", corpus, "--format", "json").stdout)

    assert said["sentence"] in _texts((tmp_path / "result.xlsx").read_bytes())


@pytest.mark.parametrize("name", ["a.csv", "a.tsv"])
def test_csv_for_a_spreadsheet(
    run: Run, write_article: WriteArticle, tmp_path: Path, name: str
) -> None:
    """--excel marks the file as UTF-8 and keeps texts texts."""
    article = write_article("=cmd.txt", "China signed.\nBeijing paid.\n")

    assert run("emphasis", article, "--excel", "-o", tmp_path / name).exit_code == 0
    plain = run("emphasis", article, "-o", tmp_path / f"plain-{name}")

    text = (tmp_path / name).read_bytes()
    assert plain.exit_code == 0
    assert text.startswith(b"\xef\xbb\xbf")
    assert text[3:].replace(b"'=cmd", b"=cmd") == (tmp_path / f"plain-{name}").read_bytes()
    assert b"'=cmd" in text


def test_several_tables_for_a_spreadsheet(run: Run, corpus: Path, tmp_path: Path) -> None:
    """Each file of the folder is marked."""
    assert run("compare", corpus, "--excel", "-o", tmp_path / "results").exit_code == 0

    files = sorted((tmp_path / "results").glob("*.csv"))
    assert ["emphasis.csv", "pairs.csv", "tests.csv"] == [file.name for file in files]
    assert all(file.read_bytes().startswith(b"\xef\xbb\xbf") for file in files)


def _cautions(stderr: str) -> list[str]:
    return [line for line in stderr.splitlines() if not line.startswith("No sources named")]


@pytest.mark.parametrize("command", ["compare", "emphasis", "terms"])
def test_cautions_are_in_the_json(run: Run, command: str, tmp_path: Path) -> None:
    """They stand in it and on stderr, whether it goes to standard output or to a file."""
    printed = run(command, "--format", "json")
    written = run(command, "-o", tmp_path / "a.json")

    cautions = json.loads(printed.stdout)["cautions"]
    assert cautions[0].startswith("Lexicon azm-e-istehkam 1.0, UNVALIDATED.")
    assert len(set(cautions)) == len(cautions) > 2
    assert _cautions(printed.stderr) == cautions
    assert len(_cautions(written.stderr)) == len(cautions)


def test_cautions_stand_beside_the_tables_of_a_folder(run: Run, tmp_path: Path) -> None:
    """A sentence a line, those of the tables among them; on stderr too, unless --quiet."""
    folder = tmp_path / "results"
    loud = run("compare", "--permutations", "99", "-o", folder)
    quiet = run("compare", "--permutations", "99", "-o", tmp_path / "page.json", "--quiet")

    lines = (folder / "cautions.txt").read_text(encoding="utf-8").splitlines()
    assert lines == json.loads((tmp_path / "page.json").read_text(encoding="utf-8"))["cautions"]
    assert lines[0].startswith("Lexicon azm-e-istehkam 1.0, UNVALIDATED.")
    assert any("tested pairs" in line for line in lines)
    assert _cautions(loud.stderr) == lines
    assert quiet.stderr == ""


def test_a_page_says_its_cautions_itself(run: Run, corpus: Path) -> None:
    """On standard output they are not said twice."""
    for form in ("table", "markdown"):
        result = run("compare", corpus, "--format", form)
        assert result.stdout.count("UNVALIDATED") == 1
        assert "UNVALIDATED" not in result.stderr


@pytest.mark.parametrize("form", ["table", "json", "xlsx"])
def test_excel_is_for_csv_alone(run: Run, corpus: Path, form: str) -> None:
    """What it does nothing to is written as ever, and that is said: a file may set it for all."""
    usual = run("emphasis", corpus, "--format", form)

    result = run("emphasis", corpus, "--format", form, "--excel")

    assert result.exit_code == 0
    assert usual.stdout_bytes == result.stdout_bytes
    assert result.stderr.startswith(f"--excel is for csv and tsv; {form} is written as ever.\n")


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_data_on_a_terminal_cannot_drive_it(
    on_terminal: Callable[..., str], run: Run, write_article: WriteArticle, form: str
) -> None:
    """A file or a pipe gets the bytes, a terminal what is harmless of them."""
    article = write_article(
        "a.txt", "China \x1b]0;owned\x07 \x9b31m \u202e signed.\nBeijing paid.\n"
    )

    shown = on_terminal("evidence", article, "--format", form)
    piped = run("evidence", article, "--format", form).stdout

    assert not set(shown) & set("\x1b\x07\x9b\u202e")
    assert "\u202e" in piped
    assert ("\x1b" in piped) == (form == "csv")


@pytest.mark.parametrize("form", ["parquet", "xlsx"])
def test_what_is_no_text_is_not_for_a_terminal(on_terminal: Callable[..., str], form: str) -> None:
    """The message says what to do instead."""
    shown = on_terminal("emphasis", "--format", form)

    assert shown.splitlines()[-1] == (
        f"error: --format {form}: is not for a terminal; name a file: -o FILE.{form}"
    )
