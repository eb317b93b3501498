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

    files = sorted((tmp_path / "results").iterdir())
    assert ["emphasis.csv", "pairs.csv", "tests.csv"] == [file.name for file in files]
    assert all(file.read_bytes().startswith(b"\xef\xbb\xbf") for file in files)


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
