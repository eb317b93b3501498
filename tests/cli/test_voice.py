"""What is said on stderr, when, and what ends the program."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from framing.cli.progress import Progress
from framing.cli.voice import VOICE, report
from framing.steps import Way, steps, watched

Run = Callable[..., Result]
_PROGRAM = (
    "import sys; sys.argv = ['framing', *sys.argv[1:]]\nfrom framing.__main__ import main\nmain()"
)


@pytest.fixture
def troubled(corpus: Path) -> Path:
    """A folder with an article to skip and one to warn of."""
    (corpus / "empty.txt").write_text("")
    (corpus / "index.csv").write_text("file,outlet\none.txt,\ntwo.txt,Two\n")
    return corpus


@pytest.mark.parametrize("before", [True, False])
def test_quiet_leaves_out_what_is_not_needed(run: Run, troubled: Path, before: bool) -> None:
    """Cautions and warnings; what was skipped is said all the same."""
    arguments = ["emphasis", troubled, "--format", "csv"]

    usual = run(*arguments)
    result = run("-q", *arguments) if before else run(*arguments, "--quiet")

    assert (result.exit_code, result.stdout) == (usual.exit_code, usual.stdout)
    assert result.exit_code == 3
    assert "warning: " in usual.stderr
    assert "UNVALIDATED" in usual.stderr
    assert re.fullmatch(r"skipped: .*empty\.txt:1: is empty; [^\n]+\n", result.stderr)


def test_quiet_does_not_hide_an_error(run: Run, corpus: Path) -> None:
    """Nothing fails in silence."""
    assert run("-q", "emphasis", corpus, "--by", "x").stderr.startswith("error: --by: ")
    assert run("-q", "articles").stderr == ""


@pytest.mark.parametrize("before", [True, False])
def test_verbose_says_what_is_done(run: Run, corpus: Path, tmp_path: Path, before: bool) -> None:
    """What was read, and how long each step took."""
    arguments = ["articles", corpus, "-o", tmp_path / "out.csv"]

    result = run("-v", *arguments) if before else run(*arguments, "--verbose")

    assert re.fullmatch(
        r"Read 2 articles \(\d+\.\d\d s\)\n"
        r"Measured \(\d+\.\d\d s\)\n"
        rf"Wrote {re.escape(str(tmp_path))}/out\.csv \(\d+\.\d\d s\)\n",
        result.stderr,
    )


def test_verbose_names_the_configuration(run: Run, corpus: Path, tmp_path: Path) -> None:
    """So that nobody wonders where a setting came from."""
    (tmp_path / "mine.toml").write_text("seed = 2")

    result = run("-v", "--config", tmp_path / "mine.toml", "articles", corpus)

    assert result.stderr.startswith(f"Took settings from {tmp_path}/mine.toml (")


def test_one_run_does_not_decide_the_next(run: Run, corpus: Path) -> None:
    """Also in one process."""
    run("-q", "-v", "--debug", "articles", corpus)

    assert run("articles").stderr.startswith("No sources named")
    assert (VOICE.quiet, VOICE.verbose, VOICE.debug) == (False, False, False)


@pytest.mark.parametrize("before", [True, False])
def test_debug_shows_where_an_error_came_from(run: Run, corpus: Path, before: bool) -> None:
    """The message is the last line as ever."""
    arguments = ["emphasis", corpus, "--by", "x"]

    result = run("--debug", *arguments) if before else run(*arguments, "--debug")

    assert result.exit_code == 2
    assert result.stderr.startswith("Traceback (most recent call last):\n")
    assert result.stderr.splitlines()[-1].startswith("error: --by: 'x' is not one of ")


# Progress


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A clock that stands until it is set."""
    now = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    return now


def _watch(clock: list[float], seconds: float) -> None:
    progress = Progress()
    with watched(progress):
        for _ in steps(["a", "b", "c"], "pairs"):
            clock[0] += seconds


class _Terminal:
    def __init__(self) -> None:
        self.shown = ""

    def write(self, text: str) -> None:
        self.shown += text

    def flush(self) -> None:
        pass

    def isatty(self) -> bool:
        return True


def test_a_long_run_shows_how_far_it_has_come(
    clock: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In one line, which is gone at the end."""
    terminal = _Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)

    _watch(clock, 2.0)

    lines = ["pairs: 1 of 3, 0.5 a second, 4 s left", "pairs: 2 of 3, 0.5 a second, 2 s left"]
    assert terminal.shown == "".join(f"{line}\r{' ' * len(line)}\r" for line in lines)


@pytest.mark.parametrize(
    ("seconds", "done", "total", "line"),
    [
        (2, 0, 10, "MB: 0 of 10"),
        (2, 5.25, 10.5, "MB: 5.2 of 10.5, 2.6 a second, 2 s left"),
        (2, 100, 10_100, "MB: 100 of 10,100, 50 a second, 3 min left"),
        (10, 1, 100_001, "MB: 1 of 100,001, 0.1 a second, 278 h left"),
        (1, 12_345.6, 1_000_000.5, "MB: 12,346 of 1,000,000, 12,346 a second, 80 s left"),
    ],
)
def test_the_rate_and_the_time_that_is_left(
    clock: list[float],
    monkeypatch: pytest.MonkeyPatch,
    seconds: float,
    done: float,
    total: float,
    line: str,
) -> None:
    """As soon as anything is done."""
    terminal = _Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    progress = Progress()

    progress("MB", 0, total)
    clock[0] += seconds
    progress("MB", done, total)

    assert terminal.shown == line


def test_the_rate_is_that_of_late(clock: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    """What was there before a run goes by quickly, and says nothing of the rest."""
    terminal = _Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    progress = Progress()
    for done in (0, 1000):
        progress("articles", done, 2000)
        clock[0] += 1
    for done in range(1001, 1200):
        progress("articles", done, 2000)
        clock[0] += 1

    assert "articles: 1,100 of 2,000, 1 a second, 15 min left" in terminal.shown


def test_progress_is_shown_a_few_times_a_second(
    clock: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    """However often it is told."""
    terminal = _Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    progress = Progress()
    for done in range(10_000):
        progress("articles", done, 20_000)
        clock[0] += 0.001

    assert 30 < terminal.shown.count("articles: ") <= 40


def test_what_is_said_has_a_line_of_its_own(
    clock: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The line of the progress is taken away first."""
    terminal = _Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(VOICE, "wipe", lambda: None)
    progress = Progress()
    progress("pairs", 0, 9)
    clock[0] += 2
    progress("pairs", 0, 9)

    report("skipped: a.txt")

    assert terminal.shown == "pairs: 0 of 9\r             \rskipped: a.txt\n"


def test_a_way_of_which_steps_are_a_part() -> None:
    """They are told as the part of the way that they are."""
    told: list[tuple[str, float, float]] = []
    with watched(lambda *step: told.append(step)):
        way = Way("MB", 8)
        way.come_to(2)
        with way.going_to(4):
            assert ["a", "b"] == list(steps(["a", "b"], "letters"))
        way.go(1)
        way.end()
    Way("MB", 8).end()  # which nobody watches

    places = [0, 2, 2, 3, 4, 5, 8]
    assert [("MB", place, 8) for place in places] == told


def test_a_way_without_an_end_is_not_told() -> None:
    """Of what comes from a pipe nobody knows how much it is; steps are told as they are."""
    told: list[tuple[str, float, float]] = []
    with watched(lambda *step: told.append(step)):
        way = Way("MB", 0)
        way.come_to(2)
        with way.going_to(4):
            list(steps(["a"], "letters"))
        way.end()

    assert [("letters", 0, 1), ("letters", 1, 1)] == told


@pytest.mark.parametrize(
    ("columns", "lines"),
    [
        ("23", ["A caution that is", "  longer than", "  --no-shared allows."]),
        ("1", ["A caution that is", "  longer than", "  --no-shared", "  allows."]),
        ("80", ["A caution that is longer than --no-shared allows."]),
    ],
)
def test_sentences_are_wrapped_on_a_terminal(
    monkeypatch: pytest.MonkeyPatch, columns: str, lines: list[str]
) -> None:
    """Between words, options whole, and behind the first line indented."""
    terminal = _Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("COLUMNS", columns)
    VOICE.reset()

    report("A caution that is longer than --no-shared allows.")

    assert terminal.shown.replace("--no-\n  shared", "--no-shared").splitlines() == lines


def test_paths_are_not_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """A path that is longer than a line is still one word, to be copied."""
    terminal = _Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("COLUMNS", "40")
    path = f"/somewhere/else/{'very-' * 12}deep/one.txt"

    report(f"skipped: {path}: is empty")

    assert path in terminal.shown.splitlines()[1]


def test_in_a_pipe_a_sentence_is_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """However long it is."""
    terminal = _Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(terminal, "isatty", lambda: False)
    monkeypatch.setenv("COLUMNS", "40")

    report("A caution. " * 20)

    assert terminal.shown == "A caution. " * 20 + "\n"


def test_progress_keeps_to_one_line(clock: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    """What would go on in a second line could not be wiped."""
    terminal = _Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("COLUMNS", "20")

    _watch(clock, 2.0)

    assert terminal.shown.split("\r")[0] == "pairs: 1 of 3, 0.5 "


@pytest.mark.parametrize("why", ["soon done", "quiet", "a pipe"])
def test_progress_is_not_shown(
    clock: list[float], monkeypatch: pytest.MonkeyPatch, why: str
) -> None:
    """Where it is over at once, where it is not wanted, and where nobody looks."""
    terminal = _Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(VOICE, "quiet", why == "quiet")
    if why == "a pipe":
        monkeypatch.setattr(terminal, "isatty", lambda: False)

    _watch(clock, 0.1 if why == "soon done" else 2.0)

    assert terminal.shown == ""


def test_steps_are_the_items_watched_or_not() -> None:
    """A watcher is told of the beginning of each and of the end of all."""
    told: list[tuple[str, int, int]] = []

    assert ["a", "b"] == list(steps(["a", "b"], "letters"))
    with watched(lambda *step: told.append(step)):
        assert ["a", "b"] == list(steps(["a", "b"], "letters"))
    assert ["a"] == list(steps(["a"], "letters"))

    assert [("letters", 0, 2), ("letters", 1, 2), ("letters", 2, 2)] == told


# The end


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize(
    "arguments", [["--help"], ["compare", "--help"], ["--version"], ["lexicon", "show"]]
)
def test_a_full_disk_is_an_error_of_one_line(arguments: list[str]) -> None:
    """Whatever is printed, and with nothing behind it."""
    with Path("/dev/full").open("wb") as full:
        result = subprocess.run(
            [sys.executable, "-c", _PROGRAM, *arguments],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )

    assert result.returncode == 1
    assert result.stderr == b"error: output: No space left on device\n"


@pytest.mark.parametrize("arguments", [["--help"], ["lexicon", "show"]])
def test_a_closed_pipe_is_no_matter(arguments: list[str]) -> None:
    """Nothing is said when nobody reads."""
    reader, writer = os.pipe()
    os.close(reader)
    result = subprocess.run(
        [sys.executable, "-c", _PROGRAM, *arguments],
        stdout=writer,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writer)

    assert result.stderr == b""


@pytest.mark.parametrize("name", ["typer", "framing.cli.app", "framing.job"])
def test_an_interruption_ends_in_silence(name: str) -> None:
    """However early it comes: here where a module is loaded that says it by itself."""
    code = (
        "import importlib.abc, sys\n"
        "class Interrupt(importlib.abc.MetaPathFinder):\n"
        "    def find_spec(self, name, path, target=None):\n"
        f"        if name == {name!r}:\n"
        "            raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Interrupt())\n"
        "sys.argv = ['framing', 'articles', '-q']\n"
        "from framing.__main__ import main\n"
        "main()\n"
    )

    result = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)

    assert (130, b"", b"") == (result.returncode, result.stdout, result.stderr)


def test_an_interruption_at_work_ends_in_silence(tmp_path: Path) -> None:
    """By the signal itself, while the program waits for a text."""
    settings = tmp_path / "mine.toml"
    settings.write_text("seed = 2")
    arguments = ["-v", "--debug", "--config", str(settings), "articles", "-"]

    with subprocess.Popen(
        [sys.executable, "-c", _PROGRAM, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stderr is not None
        begun = process.stderr.readline()  # it reads next, and nothing comes
        process.send_signal(signal.SIGINT)
        _, said = process.communicate()

    assert begun.startswith(b"Took settings from ")
    assert (130, b"") == (process.returncode, said)


# Completion


def _completed(words: str) -> list[str]:
    """Ask as bash does, the last word being the one to complete."""
    result = subprocess.run(
        [sys.executable, "-c", _PROGRAM],
        env={
            **os.environ,
            "_FRAMING_COMPLETE": "complete_bash",
            "COMP_WORDS": words,
            "COMP_CWORD": str(len(words.split(" ")) - 1),
        },
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return result.stdout.split()


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("framing comp", ["compare"]),
        ("framing lexicon s", ["show"]),
        ("framing compare --format js", ["json", "jsonl"]),
        ("framing compare --lexicon az", ["azm-e-istehkam"]),
        ("framing compare --by ou", ["outlet"]),
        ("framing compare --reference n", ["none"]),
        ("framing compare --stopwords ", ["en", "none"]),
        ("framing terms --rank lo", ["log-odds"]),
        ("framing compare --perm", ["--permutations"]),
        ("framing compare --lexicon ./", []),
    ],
)
def test_a_shell_completes_commands_options_and_values(words: str, offered: list[str]) -> None:
    """Where nothing of ours fits, the shell offers files."""
    assert offered == _completed(words)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_for_a_shell_is_that_of_the_program(shell: str) -> None:
    """What --install-completion installs."""
    result = subprocess.run(
        [sys.executable, "-c", _PROGRAM],
        env={**os.environ, "_FRAMING_COMPLETE": f"source_{shell}"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )

    assert "_FRAMING_COMPLETE" in result.stdout
