"""The command line: streams, formats, files, exit codes, messages."""

import json
import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from typer.testing import Result

WriteArticle = Callable[..., Path]
_LEADING_ON = ("articles", "explain", "evidence")


def _framing(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "framing", *map(str, arguments)]


def test_compare_without_sources_reads_the_sample_corpus_and_says_so(
    run: Callable[..., Result],
) -> None:
    """A newcomer sees a result, and whose articles it is of."""
    result = run("compare")

    assert result.exit_code == 0
    assert "Sample Trade Wire" in result.stdout
    assert (
        result.stderr == "No sources named: reading the bundled sample corpus (invented outlets).\n"
    )


def test_data_goes_to_stdout_and_everything_else_to_stderr(
    run: Callable[..., Result], corpus: Path
) -> None:
    """What a script reads holds nothing but data."""
    (corpus / "empty.txt").write_text("")

    result = run("emphasis", corpus, "--format", "csv")

    assert result.exit_code == 3
    assert result.stdout.splitlines()[0].startswith("by,group,articles,words,frame,hits,")
    assert result.stderr.splitlines()[:2] == [
        f"skipped: {corpus}/empty.txt:1: is empty; save the article's text in it, or leave it out",
        "Lexicon azm-e-istehkam 1.0, UNVALIDATED. Numbers show lexicon-defined emphasis, not bias.",
    ]


def test_a_skipped_input_is_named_and_the_rest_goes_on(
    run: Callable[..., Result], corpus: Path
) -> None:
    """One bad file does not cost the others."""
    (corpus / "bad.txt").write_bytes("go\xf6d line\n".encode() + b"bad \x92 byte\n")

    result = run("articles", corpus, "--format", "jsonl")

    assert result.exit_code == 3
    assert ["one", "two"] == [json.loads(line)["article"] for line in result.stdout.splitlines()]
    assert result.stderr == (
        f"skipped: {corpus}/bad.txt:2: byte 0x92 at offset 15 is not UTF-8; "
        "save the file as UTF-8\n"
    )


def test_a_warning_is_no_skip(run: Callable[..., Result], corpus: Path) -> None:
    """An article that was read after all does not change the exit code."""
    (corpus / "index.csv").write_text("file,outlet\none.txt,\n")

    result = run("emphasis", corpus, "--format", "csv")

    assert result.exit_code == 0
    assert result.stderr.startswith(
        f"warning: {corpus}/one.txt: the outlet is empty; 'one', the file's name, serves\n"
    )


def test_nothing_readable_is_a_failure(run: Callable[..., Result], tmp_path: Path) -> None:
    """There is no empty success."""
    result = run("compare", tmp_path / "nowhere.txt")

    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr == (
        f"error: no article could be read; skipped: {tmp_path}/nowhere.txt: no such file or "
        "folder; check the spelling and the working folder\n"
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--by", "outlt"], "error: --by: 'outlt' is not one of article, outlet, title, author,"),
        (["--where", "outlet"], "error: --where: 'outlet' is not of the form COLUMN=VALUE\n"),
        (["--stopwords", "de"], "error: --stopwords: 'de' is not one of en, none\n"),
        (["--style", "nope"], "error: --style: 'nope' is not one of asciidoc,"),
        (["-o", "result.xls"], "error: -o result.xls: the suffix '.xls' names no format; use one"),
        (["--format", "csv"], "error: --format csv: compare has several tables (emphasis, pairs,"),
        (["-o", "all.csv"], "error: --format csv: compare has several tables (emphasis, pairs,"),
    ],
)
def test_a_wrong_option_is_a_usage_error_of_one_line(
    run: Callable[..., Result],
    corpus: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    message: str,
) -> None:
    """The message names the option, the value and what would have been right."""
    monkeypatch.chdir(corpus)

    result = run("compare", "one.txt", "two.txt", *arguments)

    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith(message)
    assert result.stderr.count("\n") == 1
    assert {"one.txt", "two.txt"} == {path.name for path in corpus.iterdir()}


def test_an_unknown_frame_names_those_there_are(run: Callable[..., Result], corpus: Path) -> None:
    """A misspelt frame is no empty result."""
    result = run("evidence", corpus, "--frame", "chna")

    assert result.exit_code == 2
    assert result.stderr == (
        "error: --frame: 'chna' is not one of china, opposition, afghanistan, security; "
        "did you mean 'china'?\n"
    )


def test_the_ladder_of_design_effects(run: Callable[..., Result], corpus: Path) -> None:
    """It stands in place of the emphasis, for one frame if that is asked for."""
    result = run("emphasis", corpus, "--ladder", "--frame", "china", "--format", "csv")
    header, *rows = result.stdout.splitlines()

    assert result.exit_code == 0
    assert header == "by,group,frame,units,unit,design_effect,corrected,used"
    assert rows[0].startswith("outlet,one,china,2,1 par.,")
    assert {row.split(",")[2] for row in rows} == {"china"}
    assert {row.rpartition(",")[2] for row in rows} == {"false"}  # there are two paragraphs
    document = json.loads(run("emphasis", corpus, "--ladder", "--format", "json").stdout)
    assert document["framing"]["command"] == "emphasis"
    assert {row["frame"] for row in document["rows"]} >= {"china", "security"}


def test_phrases_of_terms(run: Callable[..., Result], tmp_path: Path) -> None:
    """They stand behind their words, and a length that none can have is an error of one line."""
    filler = " ".join(f"w{i}" for i in range(196))
    for name, ending in (("one", "Storm cloud, grey sea."), ("two", "Mild wind, grey sea.")):
        (tmp_path / f"{name}.txt").write_text(f"{filler}. {ending}\n" * 6)
    arguments = ["terms", tmp_path, "--permutations", "99"]
    found = run(*arguments, "--phrases", "2", "--format", "jsonl").stdout.splitlines()
    wrong = run(*arguments, "--phrases", "6")

    rows = [json.loads(line) for line in found]
    assert [(row["group"], row["term"], row["phrases"]) for row in rows] == [
        ("one", "cloud", "storm cloud (6 v 0)"),
        ("one", "storm", ""),
        ("two", "mild", "mild wind (6 v 0)"),
        ("two", "wind", ""),
    ]
    assert (wrong.exit_code, wrong.stdout) == (2, "")
    assert wrong.stderr == "error: --phrases: 6 is not a number from 1 to 5\n"


def test_an_error_in_a_lexicon_has_its_place(
    run: Callable[..., Result], corpus: Path, tmp_path: Path
) -> None:
    """File, line and column lead to it."""
    lexicon = tmp_path / "mine.yaml"
    lexicon.write_text("frames:\n  a:\n    pattrns: [x]\n")

    result = run("compare", corpus, "--lexicon", lexicon)

    assert result.exit_code == 1
    assert result.stderr == (
        f"error: {lexicon}:3:5: 'pattrns' is not a key of frame 'a', which has label, notes, "
        "patterns, except; did you mean 'patterns'?\n"
    )


def test_every_format_of_a_table_is_written_to_stdout(
    run: Callable[..., Result], corpus: Path
) -> None:
    """One option has the same values everywhere."""
    outputs = {
        form: run("emphasis", corpus, "--format", form).stdout_bytes
        for form in ["table", "csv", "tsv", "json", "jsonl", "markdown", "html", "latex", "parquet"]
    }

    assert outputs["csv"].startswith(b"by,group,")
    assert outputs["tsv"].startswith(b"by\tgroup\t")
    assert json.loads(outputs["json"])["framing"]["command"] == "emphasis"
    assert json.loads(outputs["jsonl"].splitlines()[0])["frame"] == "china"
    assert outputs["markdown"].startswith(b"| by")
    assert outputs["html"].startswith(b"<!doctype html>")
    assert rb"\begin{tabular}" in outputs["latex"]
    assert outputs["parquet"].startswith(b"PAR1")


def test_the_suffix_of_the_file_decides_the_format(
    run: Callable[..., Result], corpus: Path, tmp_path: Path
) -> None:
    """``-o x.csv`` needs no second option."""
    for suffix in ("csv", "json", "parquet"):
        assert run("pairs", corpus, "-o", tmp_path / f"out.{suffix}").exit_code == 0

    rows = json.loads((tmp_path / "out.json").read_text())["rows"]
    assert pl.read_csv(tmp_path / "out.csv")["frame_jsd"].to_list() == [rows[0]["frame_jsd"]]
    assert pl.read_parquet(tmp_path / "out.parquet").to_dicts() == rows


def test_compare_writes_a_file_a_table_into_a_folder(
    run: Callable[..., Result], corpus: Path, tmp_path: Path
) -> None:
    """Several tables do not share a file."""
    result = run("compare", corpus, "--format", "csv", "-o", tmp_path / "results")

    assert result.exit_code == 0
    names = {p.name for p in (tmp_path / "results").iterdir()}
    assert {"cautions.txt", "emphasis.csv", "pairs.csv", "tests.csv"} == names
    alone = run("emphasis", corpus, "--format", "csv").stdout
    assert (tmp_path / "results" / "emphasis.csv").read_text() == alone


@pytest.mark.parametrize("form", ["markdown", "html", "latex", "json"])
def test_compare_as_one_document_holds_all_tables(
    run: Callable[..., Result], corpus: Path, form: str
) -> None:
    """Formats that can hold several tables do."""
    result = run("compare", corpus, "--format", form)

    assert result.exit_code == 0
    assert "UNVALIDATED" in result.stdout
    assert "coverage" in result.stdout
    assert "total" in result.stdout


def test_json_says_how_the_result_was_made(run: Callable[..., Result], corpus: Path) -> None:
    """With the manifest the same result can be made again."""
    manifest = json.loads(run("pairs", corpus, "--stem", "--format", "json").stdout)["framing"]

    assert list(manifest) == [
        "version", "schema", "command", "settings", "seed", "lexicon", "inputs",
    ]  # fmt: skip
    assert manifest["settings"] == {
        "by": "outlet",
        "where": {},
        "stopwords": "en",
        "stem": True,
        "reference": "en-news",
        "keep_furniture": False,
        "permutations": 9999,
        "confidence": 0.95,
        "confirmatory": False,
        "vocabulary": False,
        "shared": True,
        "words": "1",
        "idf_source": "reference en-news, kappa 50",
    }
    assert manifest["seed"] == 1
    assert manifest["inputs"]["count"] == 2


def test_results_do_not_depend_on_order_or_place(
    run: Callable[..., Result], corpus: Path, tmp_path: Path
) -> None:
    """The same articles in another folder and another order give the same bytes."""
    there = tmp_path / "elsewhere"
    there.mkdir()
    for name in ("two.txt", "one.txt"):
        (there / name).write_bytes((corpus / name).read_bytes())

    first = run("pairs", corpus, "--format", "json").stdout
    second = run("pairs", there / "two.txt", there / "one.txt", "--format", "json").stdout

    assert first == second


def test_standard_input_is_an_article(run: Callable[..., Result], corpus: Path) -> None:
    """A text can be piped in, beside files or alone."""
    piped = (corpus / "one.txt").read_bytes()

    alone = run("emphasis", "-", "--format", "jsonl", text=piped)
    from_file = run("emphasis", corpus / "one.txt", "--format", "jsonl")

    assert alone.stdout.replace('"stdin"', '"one"') == from_file.stdout


def test_grouping_and_choosing_by_metadata(run: Callable[..., Result]) -> None:
    """Any column of the metadata groups, and any value chooses."""
    by_country = run("emphasis", "--by", "country", "--format", "jsonl")
    chosen = run("articles", "--where", "country=India", "--format", "jsonl")

    groups = {json.loads(line)["group"] for line in by_country.stdout.splitlines()}
    assert "India" in groups
    assert "Sample Frontier Defence Review" == json.loads(chosen.stdout)["outlet"]


def test_a_value_that_no_article_has_lists_those_there_are(
    run: Callable[..., Result], corpus: Path
) -> None:
    """A condition that chooses nothing is an error, not an empty table."""
    result = run("compare", corpus, "--where", "outlet=three")

    assert result.exit_code == 2
    assert result.stderr == "error: --where outlet: 'three' is not one of one, two\n"


def test_furniture_is_shown_and_can_be_kept(
    run: Callable[..., Result], write_article: WriteArticle
) -> None:
    """What was set aside is listed with its place, and counts again when asked."""
    file = write_article("page.txt", "Skip to content\n\nChina signed.\n\nBeijing paid.\n")

    listed = run("articles", file, "--show-furniture", "--format", "jsonl")
    kept = run("articles", file, "--keep-furniture", "--format", "jsonl")

    assert json.loads(listed.stdout) == {
        "article": "page",
        "start": 0,
        "end": 15,
        "words": 3,
        "reason": "navigation",
        "text": "Skip to content",
    }
    assert json.loads(kept.stdout)["words"] == 7
    assert json.loads(run("articles", file, "--format", "jsonl").stdout)["words"] == 4


def test_lexicon_show_lists_every_entry(run: Callable[..., Result], tmp_path: Path) -> None:
    """The lexicon is printed as it was understood."""
    lexicon = tmp_path / "mine.yaml"
    lexicon.write_text(
        "except: [x y]\nframes:\n  a:\n    patterns:\n      - no\n"
        "      - {pattern: US, case: exact, note: country}\n    except: [no one]\n"
    )

    result = run("lexicon", "show", lexicon, "--format", "csv")

    assert result.stdout.splitlines() == [
        "frame,kind,pattern,case,note",
        "*,except,x y,any,",
        "a,pattern,no,any,",
        "a,pattern,US,exact,country",
        "a,except,no one,any,",
    ]


def test_a_failed_write_leaves_the_old_file(
    run: Callable[..., Result], corpus: Path, tmp_path: Path
) -> None:
    """An output that cannot be written is one line, not a traceback."""
    blocked = tmp_path / "file"
    blocked.write_text("old")

    result = run("emphasis", corpus, "-o", blocked / "out.csv")

    assert result.exit_code == 1
    assert result.stderr.startswith(f"error: {blocked}/out.csv: cannot be written: ")
    assert blocked.read_text() == "old"


def test_a_reader_that_stops_early_is_no_error() -> None:
    """``framing ... | head -1`` ends quietly."""
    command = " ".join(_framing("evidence", "--format", "csv"))
    result = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command} 2>&1 >&3 3>&- | cat; exit ${{PIPESTATUS[0]}}"],
        stdout=subprocess.PIPE,
        check=False,
        pass_fds=(3,),
        preexec_fn=_closed_pipe_as_3,
    )

    assert result.returncode == 0
    assert b"Traceback" not in result.stdout
    assert b"error" not in result.stdout.lower()


def _closed_pipe_as_3() -> None:
    reader, writer = os.pipe()
    os.dup2(writer, 3)
    os.close(reader)


@pytest.mark.parametrize(
    "command",
    [
        ["evidence", "--frame", "afghanistan"],
        ["articles", "--show-furniture"],
        ["emphasis", "--where", "outlet=Sample European Broadcast", "--wide"],
    ],
    ids=" ".join,
)
def test_on_a_terminal_lines_fit_its_width(
    on_terminal: Callable[..., str], command: list[str]
) -> None:
    """Cells are shortened, notes and cautions wrapped, on a terminal and nowhere else."""
    lines = on_terminal(*command).splitlines()
    piped = subprocess.run(_framing(*command), capture_output=True, check=True)

    assert max(map(len, lines)) <= 90
    assert max(map(len, piped.stdout.decode().splitlines())) > 90
    assert len(lines) > len(piped.stderr.splitlines())


@pytest.mark.parametrize("columns", [1, 4])
@pytest.mark.parametrize(
    "command",
    [("explain", "Sample Trade Wire", "Sample Indus Opinion", "--permutations", "99"), ("shared",)],
    ids=lambda command: command[0],
)
def test_no_terminal_is_too_narrow(
    on_terminal: Callable[..., str], command: tuple[str, ...], columns: int
) -> None:
    """Where a word has no room the terminal breaks the lines."""
    shown = on_terminal(*command, columns=columns)

    assert "Traceback" not in shown
    assert len(shown.splitlines()) > 5


def test_a_shortened_cell_says_so(on_terminal: Callable[..., str]) -> None:
    """With an ellipsis on a terminal, unless whole cells are asked for."""
    command = ["articles", "--show-furniture"]

    assert "…" in on_terminal(*command)
    assert "…" not in on_terminal(*command, "--no-truncate")
    piped = subprocess.run(_framing(*command), capture_output=True, check=True)
    assert "…" not in piped.stdout.decode()


def test_control_characters_never_reach_the_terminal(
    run: Callable[..., Result], write_article: WriteArticle
) -> None:
    """A text cannot drive the terminal of who reads about it."""
    file = write_article("evil\x1b[31m.txt", "China \x1b]0;owned\x07 signed.\nBeijing paid.\n")

    for arguments in (["compare"], ["evidence"], ["articles"], ["compare", "--format", "markdown"]):
        result = run(*arguments, file)
        assert result.exit_code == 0
        assert "\x1b" not in result.stdout + result.stderr


def test_version(run: Callable[..., Result]) -> None:
    """The version can be asked for."""
    from framing import __version__

    assert run("--version").stdout == f"framing {__version__}\n"


def test_module_and_program_are_the_same() -> None:
    """``python -m framing`` works too."""
    result = subprocess.run(_framing("--version"), capture_output=True, check=True)

    assert result.stdout.startswith(b"framing ")


@pytest.mark.parametrize(
    "options",
    [
        ["--by", "article"],
        ["--no-shared"],
        ["--where", "date=2024-06-25", "--by", "outlet"],
        ["--lexicon", str(Path(__file__).parents[2] / "lexicons" / "azm-e-istehkam.yaml")],
    ],
)
def test_the_commands_that_lead_on_can_be_run(
    run: Callable[..., Result], options: list[str]
) -> None:
    """Each is printed whole, with only the options that it has."""
    page = run("compare", *options)
    assert page.exit_code == 0, page.stderr
    lines = page.stdout.splitlines()
    found = [
        line.partition("framing ")[2].removesuffix(")") for line in lines if "framing " in line
    ]
    commands = [words for line in found if (words := shlex.split(line))[0] in _LEADING_ON]

    assert [words[0] for words in commands] == [*_LEADING_ON]
    for words in commands:
        done = run(*words)
        assert done.exit_code == 0, (words, done.stderr)
