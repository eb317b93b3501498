"""``framing count`` on what it reads bit by bit: skipped inputs, ``--strict``, interruptions."""

import gzip
import os
import re
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from framing import Counts
from framing.cli import app
from framing.stored import storing, streaming
from tests.stored.conftest import environment, files_of, slow_command

Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run the command line in this process, in a folder without settings, in small batches."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(streaming, "ARTICLES_A_BATCH", 2)

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(app, list(arguments))

    return run


@pytest.fixture
def sources(tmp_path: Path) -> list[str]:
    """A table that fails in the middle, one that is cut off, and three texts."""
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(f"Rain {number}.")
    (tmp_path / "t.csv").write_text('id,text,outlet\nx,Sun.,A\ny,,A\nz,"Rain.,A\n')
    (tmp_path / "u.parquet").write_bytes(b"PAR1 and no more")
    return ["0.txt", "1.txt", "2.txt", "t.csv", "u.parquet"]


def test_what_can_be_read_is_counted(run: Run, sources: list[str]) -> None:
    """The rest is named, and the exit code says so."""
    result = run("count", *sources, "-o", "counts")

    assert 3 == result.exit_code
    assert [
        "skipped: t.csv:3: the text is empty; fill it in, or leave the article out",
        "skipped: t.csv:4: a quote that opens in the row of line 4 is not closed; lines 4 to 4 "
        "were not read; close it, or write a quote inside of a text twice",
        "skipped: u.parquet: cannot be read as Parquet; it is cut off, or no Parquet; write it "
        "anew",
        "4 of 4 articles counted now: 1 file in counts.",
    ] == result.stderr.splitlines()
    assert 1 == len(files_of(Path("counts")))


def test_strict_counts_nothing(
    run: Run, sources: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """All is read before; what is skipped is named, and nothing is written."""
    monkeypatch.setattr(storing, "count", None)  # may not be called

    result = run("count", *sources, "-o", "counts", "--strict")

    assert 1 == result.exit_code
    assert "skipped: u.parquet: cannot be read as Parquet" in result.stderr
    assert "which --strict does not allow; nothing is written" in result.stderr
    assert not Path("counts").exists()


def test_strict_and_nothing_wrong(run: Run, sources: list[str]) -> None:
    """The files are the same."""
    assert 0 == run("count", *sources[:3], "-o", "a", "--strict").exit_code
    assert 0 == run("count", *sources[:3], "-o", "b").exit_code
    assert files_of(Path("a")) == files_of(Path("b"))


@pytest.mark.parametrize("options", [[], ["--strict"]])
def test_nothing_can_be_read(run: Run, sources: list[str], options: list[str]) -> None:
    """Every reason stands on a line of its own; one alone is the error."""
    alone = run("count", "u.parquet", "-o", "counts", *options)
    several = run("count", "u.parquet", "none.txt", "-o", "counts", *options)

    assert (1, 1) == (alone.exit_code, several.exit_code)
    assert alone.stderr.startswith("error: no article could be read; skipped: u.parquet: cannot")
    assert 3 == len(several.stderr.splitlines())
    assert several.stderr.endswith("no article could be read; the reasons stand above\n")
    assert not Path("counts").exists()


def test_a_refusal_does_not_keep_problems_back(run: Run, sources: list[str]) -> None:
    """What was skipped may be the reason for it."""
    run("count", "0.txt", "1.txt", "-o", "counts")
    Path("1.txt").write_text("")

    result = run("count", "0.txt", "1.txt", "-o", "counts")

    assert 1 == result.exit_code
    skipped, refused = result.stderr.splitlines()
    assert skipped.startswith("skipped: 1.txt")
    assert refused.startswith("error: counts: holds counts of articles that are not among these")


def test_a_table_of_lines_that_is_packed_and_cut_off(run: Run, tmp_path: Path) -> None:
    """An archive that ends early costs what comes behind, and no other source."""
    (tmp_path / "a.txt").write_text("Rain.")
    (tmp_path / "t.jsonl").write_bytes(gzip.compress(b'{"text": "Sun."}\n' * 999)[:50])

    result = run("count", "a.txt", "t.jsonl", "-o", "counts")

    assert 3 == result.exit_code
    assert "skipped: t.jsonl" in result.stderr
    assert result.stderr.endswith("1 of 1 article counted now: 1 file in counts.\n")


@pytest.mark.skipif(os.name == "nt", reason="needs signals")
@pytest.mark.parametrize("quiet", [False, True])
def test_an_interruption_says_that_it_goes_on(tmp_path: Path, quiet: bool) -> None:
    """What was counted is kept, and the same command ends as if nothing had been."""
    rows = [f"a{number},Rain over town {number}.,North" for number in range(40)]
    (tmp_path / "t.csv").write_text("\n".join(["id,text,outlet", *rows]))
    command = ["count", "t.csv", "-o", "counts", "--partition", "5", *(["-q"] if quiet else [])]
    arguments = slow_command(*command, seconds=0.3, at_once=3)
    with subprocess.Popen(
        arguments, cwd=tmp_path, env=environment(), stderr=subprocess.PIPE, text=True
    ) as process:
        while not list(tmp_path.glob("counts/.pending/part-*.parquet")):
            assert process.poll() is None
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate()

    assert 130 == process.returncode
    assert said == (
        ""
        if quiet
        else "Interrupted; what was finished is kept, and the same command goes on from there.\n"
    )
    again = subprocess.run(
        arguments, cwd=tmp_path, env=environment(), capture_output=True, text=True, check=False
    )
    whole = [*arguments[:6], "whole", *arguments[7:]]
    subprocess.run(whole, cwd=tmp_path, env=environment(), capture_output=True, check=True)
    assert 0 == again.returncode
    counted = 40 if quiet else int(again.stderr.split()[0])
    assert quiet or 0 < counted < 40
    assert files_of(tmp_path / "counts") == files_of(tmp_path / "whole")


def test_what_is_said_in_detail(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """How many were counted anew, by what, how many were kept, where all is written, and when."""
    for number in range(5):
        Path(f"{number}.txt").write_text(f"Rain {number}.")
    seconds = r"\(\d+\.\d\d s\)"
    anew = r"Counted {} anew \(engine plain, \d+\.\d\d s\)"

    real, calls = vars(storing)["count"], iter(range(9))

    def interrupted(*given: Any) -> Counts:
        if next(calls) == 1:
            raise KeyboardInterrupt
        counts: Counts = real(*given)
        return counts

    monkeypatch.setattr(storing, "count", interrupted)
    run("count", "0.txt", "1.txt", "2.txt", "3.txt", "-o", "counts", "--engine", "plain")
    again = run("count", ".", "-o", "counts", "--engine", "plain", "-v")
    third = run("count", ".", "-o", "counts", "--engine", "plain", "-v")
    merged = run("merge", "counts", "-o", "merged", "-v")
    quiet = run("merge", "counts", "-o", "merged")

    for result, lines in (
        (
            again,
            [
                "Found in counts 0 files of 0 articles, and 1 part of 2 articles that an earlier "
                "run left",
                f"Read 5 articles, 2 of them counted before; {anew.format('3 articles')} into "
                "parts in counts/.pending",
                "Wrote 1 file into counts; 0 were there already",
            ],
        ),
        (
            third,
            [
                "Found in counts 1 file of 5 articles, and 0 parts of 0 articles that an earlier "
                "run left",
                "Looked through 5 articles, as there are files already",
                "Wrote 0 files into counts; 1 was there already",
            ],
        ),
        (
            merged,
            [
                "Found 1 file of 5 articles to put together",
                r"Wrote 1 file into .*merged; 0 were there already",
            ],
        ),
        (quiet, []),
    ):
        assert 0 == result.exit_code
        *told, _ = result.stderr.splitlines()
        assert len(lines) == len(told)
        for line, said in zip(lines, told, strict=True):
            assert re.fullmatch(f"{line} {seconds}", said), said
