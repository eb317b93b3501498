"""Settings from files and the environment, and who wins."""

import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import Result

from framing.cli import app
from framing.cli.every_command import name_of, options_of_all, variable_of

Run = Callable[..., Result]


@pytest.fixture
def project(
    tmp_path: Path, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str, str], Path]:
    """Write a configuration file into a folder, which becomes the working folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))

    def write(text: str, name: str = "framing.toml") -> Path:
        (tmp_path / name).write_text(text)
        return tmp_path / name

    return write


def _settings(run: Run, *arguments: str) -> dict[str, Any]:
    result = run("pairs", "news", *arguments, "--format", "json")
    assert result.exit_code == 0, result.output
    manifest = json.loads(result.stdout)["framing"]
    return {**manifest["settings"], "seed": manifest["seed"]}


def _in_force(run: Run, *arguments: str) -> dict[str, tuple[str, str]]:
    result = run("config", *arguments, "--format", "jsonl")
    assert result.exit_code == 0, result.output
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    return {row["option"]: (row["value"], row["source"]) for row in rows}


def test_the_command_line_wins_over_the_environment_over_the_file_over_the_default(
    run: Run, project: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """And what wins stands in the JSON of the result."""
    project("seed = 2\nconfidence = 0.9\nby = 'article'\nstem = true\n")
    monkeypatch.setenv("FRAMING_SEED", "3")
    monkeypatch.setenv("FRAMING_CONFIDENCE", "0.8")

    settings = _settings(run, "--seed", "4")

    assert (4, 0.8, "article", True, 9999) == tuple(
        settings[key] for key in ("seed", "confidence", "by", "stem", "permutations")
    )


def test_keys_may_be_written_with_either_dash(run: Run, project: Callable[..., Path]) -> None:
    """As on the command line, or as in Python."""
    project("keep-furniture = true\n")
    assert _settings(run)["keep_furniture"] is True

    project("keep_furniture = true\n")
    assert _settings(run)["keep_furniture"] is True


def test_every_kind_of_value(run: Run, project: Callable[..., Path]) -> None:
    """Lists and whole numbers where fractions are asked for."""
    project('where = ["outlet=one"]\nvocabulary = true\nstopwords = "none"\npermutations = 99\n')

    settings = _settings(run)

    assert settings["where"] == {"outlet": "one"}
    assert settings["vocabulary"] is True
    assert settings["stopwords"] == "none"
    assert settings["permutations"] == 99


@pytest.mark.parametrize("by_file", [True, False])
def test_switches_can_be_switched_off(
    run: Run, project: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, by_file: bool
) -> None:
    """Whoever switched them on."""
    project("stem = true\nkeep-furniture = true\n" if by_file else "")
    if not by_file:
        monkeypatch.setenv("FRAMING_STEM", "1")
        monkeypatch.setenv("FRAMING_KEEP_FURNITURE", "true")

    on, off = _settings(run), _settings(run, "--no-stem", "--no-keep-furniture")

    assert (on["stem"], on["keep_furniture"]) == (True, True)
    assert (off["stem"], off["keep_furniture"]) == (False, False)


def test_an_opposite_does_not_fill_the_help(run: Run) -> None:
    """It is said once, in the documentation."""
    help_page = run("evidence", "--help").stdout

    assert "--no-keep-furniture" not in help_page
    assert " --truncate" not in help_page
    assert run("evidence", "--truncate", "--frame", "china").exit_code == 0


def test_pyproject_serves_too(run: Run, project: Callable[..., Path]) -> None:
    """Its table alone, and only where there is no file of our own."""
    project("[tool.framing]\nseed = 5\n[tool.other]\nx = 1\n", "pyproject.toml")
    assert _settings(run)["seed"] == 5

    project("seed = 6\n")
    assert _settings(run)["seed"] == 6


def test_the_nearest_file_counts(
    run: Run, project: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pyproject.toml of something else is passed by."""
    project("seed = 5\n")
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    (below / "pyproject.toml").write_text("[tool.other]\nx = 1\n")
    monkeypatch.chdir(below)
    assert ("5", str(tmp_path / "framing.toml")) == _in_force(run)["--seed"]

    (tmp_path / "a" / "framing.toml").write_text("by = 'article'\n")
    assert ("1", "default") == _in_force(run)["--seed"]


@pytest.mark.parametrize("kind", ["repository", "home"])
def test_the_search_ends(
    run: Run,
    project: Callable[..., Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
) -> None:
    """At the root of a repository and at home: what lies above is somebody else's."""
    project("seed = 5\n")
    root = tmp_path / "root"
    (root / "below").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(root if kind == "home" else tmp_path / "elsewhere"))
    if kind == "repository":
        (root / ".git").mkdir()
    monkeypatch.chdir(root / "below")
    assert ("1", "default") == _in_force(run)["--seed"]

    (root / "framing.toml").write_text("seed = 6\n")
    assert ("6", str(root / "framing.toml")) == _in_force(run)["--seed"]


def test_paths_are_relative_to_the_file(
    run: Run, project: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever the program runs; a bundled name stays a name."""
    (tmp_path / "lexicons").mkdir()
    (tmp_path / "lexicons" / "mine.yaml").write_text("a: [china]\n")
    project("lexicon = 'lexicons/mine.yaml'\nreference = 'en-news'\n")
    monkeypatch.chdir(tmp_path / "news")

    rows = run("emphasis", "one.txt", "--format", "jsonl")

    assert rows.exit_code == 0, rows.output
    assert json.loads(rows.stdout)["frame"] == "a"
    assert str(tmp_path / "lexicons" / "mine.yaml") == _in_force(run)["--lexicon"][0]
    assert "en-news" == _in_force(run)["--reference"][0]


def test_a_file_can_be_named_before_or_behind_the_command(
    run: Run, project: Callable[..., Path], tmp_path: Path
) -> None:
    """It is read instead of the nearest; --no-config reads none."""
    project("seed = 5\n")
    other = tmp_path / "other.toml"
    other.write_text("seed = 6\n")

    assert "6" == _in_force(run, "--config", str(other))["--seed"][0]
    before = run("--config", str(other), "config", "--format", "jsonl").stdout
    assert '"value": "6"' in before
    assert ("1", "default") == _in_force(run, "--no-config")["--seed"]
    assert ("1", "default") == _in_force(run, "--config", str(other), "--no-config")["--seed"]
    nothing = run("--no-config", "config", "--format", "jsonl")
    assert '"value": "6"' not in nothing.stdout
    assert "No configuration file.\n" == nothing.stderr
    assert 1 == _settings(run, "--no-config")["seed"]
    assert 6 == _settings(run, "--config", str(other))["seed"]


def test_a_broken_file_that_is_not_wanted_does_no_harm(
    run: Run, project: Callable[..., Path]
) -> None:
    """--no-config does without it, and so does the help."""
    project("seed =")

    assert run("config", "--no-config").exit_code == 0
    assert run("config", "--help").exit_code == 0


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("sed = 1", "key: 'sed' is not one of against, "),
        ("[compare]\nby = 'x'", "key: 'compare' is not one of against, "),
        ("seed = '1'", "seed: '1' is not a whole number"),
        ("seed = true", "seed: True is not a whole number"),
        ("seed = 1.5", "seed: 1.5 is not a whole number"),
        ("confidence = '0.9'", "confidence: '0.9' is not a number"),
        ("stem = 1", "stem: 1 is not true or false"),
        ("by = 3", "by: 3 is not a string"),
        ("where = 'a=b'", "where: 'a=b' is not a list of strings"),
        ("where = [1]", "where: [1] is not a list of strings"),
        ("most = 0", "most: Input should be greater than or equal to 1"),
        ("rank = 'g3'", "rank: "),
        ("output = 'x.csv'", "output: is for one run; give it on the command line"),
        ("keep-furniture = true\nkeep_furniture = true", "keep-furniture: stands there twice"),
        ("seed =", "is not TOML: "),
    ],
)
def test_what_is_wrong_in_a_file_is_named(
    run: Run, project: Callable[..., Path], text: str, message: str
) -> None:
    """With the file, the key and what would be right, also by a command without the option."""
    path = project(text)

    result = run("articles", "news")

    assert result.exit_code == 2
    assert result.stderr.startswith(f"error: {path}: {message}")
    assert result.stderr.count("\n") == 1
    assert result.stdout == ""


def test_the_nearest_name_is_suggested(run: Run, project: Callable[..., Path]) -> None:
    """As for an option."""
    project("permutation = 1")

    assert run("articles", "news").stderr.endswith("; did you mean 'permutations'?\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--config", "none.toml"], "none.toml: cannot be read: No such file or directory\n"),
        (["--config", "pyproject.toml"], "--config: pyproject.toml has no table [tool.framing]\n"),
    ],
)
def test_a_file_that_is_named_must_be_there(
    run: Run, project: Callable[..., Path], arguments: list[str], message: str
) -> None:
    """Unlike the one that is looked for."""
    project("[tool]\nframing-like = 1\n", "pyproject.toml")

    result = run("articles", "news", *arguments)

    assert result.exit_code == 2
    assert result.stderr.endswith(message)


def test_a_wrong_variable_is_a_usage_error(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """As the same value on the command line is."""
    monkeypatch.setenv("FRAMING_SEED", "x")

    result = run("pairs")

    assert result.exit_code == 2
    assert "Invalid value for FRAMING_SEED: " in result.stderr


def test_several_conditions_from_the_environment(
    run: Run, project: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Parted by blanks; an empty variable sets nothing."""
    project("")
    monkeypatch.setenv("FRAMING_WHERE", "outlet=one article=one")
    assert {"outlet": "one", "article": "one"} == _settings(run)["where"]

    monkeypatch.setenv("FRAMING_WHERE", "")
    assert {} == _settings(run)["where"]


def test_config_lists_every_setting_once(run: Run, project: Callable[..., Path]) -> None:
    """In every format, with its variable and where it comes from."""
    path = project("by = 'article'\nstem = false\n")
    known = options_of_all(typer.main.get_command(app))

    result = run("config", "--format", "csv")

    lines = result.stdout.splitlines()
    assert lines[0] == "option,value,source,variable"
    assert f"--by,article,{path},FRAMING_BY" in lines
    assert f"--stem,false,{path},FRAMING_STEM" in lines
    assert "--seed,1,default,FRAMING_SEED" in lines
    assert len(lines) - 1 == len(known)
    assert {f"--{name_of(option)}" for option in known.values()} == {
        line.split(",")[0] for line in lines[1:]
    }
    assert json.loads(run("config", "--format", "json").stdout)["framing"]["command"] == "config"


def test_one_name_is_one_setting() -> None:
    """An option of one name takes one kind of value in every command, so a file can set it."""
    group = typer.main.get_command(app)
    kinds: dict[str, set[str]] = {}

    def collect(commands: dict[str, Any]) -> None:
        for command in commands.values():
            if hasattr(command, "commands"):
                collect(command.commands)
                continue
            for option in command.params:
                if option.param_type_name == "option":
                    kind = str(option.type_descriptor.annotation)
                    kinds.setdefault(variable_of(option), set()).add(kind)

    collect(group.commands)  # type: ignore[attr-defined]

    assert {} == {variable: kind for variable, kind in kinds.items() if len(kind) > 1}
    assert all(re.fullmatch(r"FRAMING_[A-Z_]+", variable) for variable in kinds)


@pytest.mark.parametrize(
    ("variable", "value", "message"),
    [
        ("BY", "outlt", "error: FRAMING_BY: 'outlt' is not one of article, "),
        ("CONFIDENCE", "2", "error: FRAMING_CONFIDENCE: 2 is not between 0 and "),
        ("WHERE", "outlet=x", "error: FRAMING_WHERE outlet: 'x' is not one of one, two"),
        ("MAX_FILE_MB", "0", "error: FRAMING_MAX_FILE_MB: 0 is not above 0"),
        ("SEED", "x", "Invalid value for FRAMING_SEED: "),
    ],
)
def test_a_variable_that_holds_what_is_refused_is_named(
    run: Run,
    project: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
    variable: str,
    value: str,
    message: str,
) -> None:
    """Nobody finds it by the name of an option that was not given."""
    project("seed = 2\n")
    monkeypatch.setenv(f"FRAMING_{variable}", value)

    result = run("pairs", "news")

    assert (2, "") == (result.exit_code, result.stdout)
    assert message in result.stderr


def test_a_file_that_holds_what_is_refused_is_named(run: Run, project: Callable[..., Path]) -> None:
    """With the key; an option of the command line is named as ever."""
    path = project("by = 'outlt'\n")

    refused = run("pairs", "news")
    given = run("pairs", "news", "--by", "outlt")

    assert refused.stderr.startswith(f"error: {path}: by: 'outlt' is not one of article, ")
    assert given.stderr.startswith("error: --by: 'outlt' is not one of article, ")


@pytest.mark.parametrize("kind", ["folder", "pipe", "link"])
@pytest.mark.parametrize("command", [["articles", "news"], ["config"]])
def test_what_is_no_file_of_settings_is_named(
    run: Run, project: Callable[..., Path], tmp_path: Path, kind: str, command: list[str]
) -> None:
    """It has the name of one; the next above it serves, where there is one."""
    project("seed = 5\n", "pyproject.toml")
    path = tmp_path / "framing.toml"
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to(path)

    result = run(*command)

    assert result.exit_code == 0
    warning = f"warning: {path}: is no file that can be read, so it sets nothing\n"
    assert 1 == result.stderr.count(warning)
    assert warning not in run(*command, "--quiet").stderr
    assert warning not in run(*command, "--no-config").stderr
