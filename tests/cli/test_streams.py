"""Streams that nobody reads, that are full or closed: the run and its exit code stand."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

_FULL = Path("/dev/full")
_needs_full = pytest.mark.skipif(not _FULL.exists(), reason="needs a device that is always full")


@pytest.fixture
def broken() -> Iterator[int]:
    """The writing end of a pipe without a reader."""
    reader, writer = os.pipe()
    os.close(reader)
    yield writer
    os.close(writer)


def _run(
    *arguments: str | Path, stdout: int = subprocess.PIPE, stderr: int = subprocess.PIPE
) -> "subprocess.CompletedProcess[bytes]":
    command = [sys.executable, "-m", "framing", *map(str, arguments)]
    return subprocess.run(command, stdout=stdout, stderr=stderr, check=False)


def test_without_a_reader_of_stderr_the_result_is_written(
    broken: int, corpus: Path, tmp_path: Path
) -> None:
    """What cannot be said of a skipped input is no reason to end; the exit code says it."""
    output = tmp_path / "result.csv"

    result = _run("emphasis", corpus, tmp_path / "missing", "-o", output, stderr=broken)

    assert (3, b"") == (result.returncode, result.stdout)
    assert output.read_text().startswith("by,group,")


@_needs_full
def test_on_a_full_stderr_the_result_is_written(corpus: Path) -> None:
    """As without a reader."""
    with _FULL.open("wb") as full:
        result = _run("emphasis", corpus, "-f", "csv", stderr=full.fileno())

    assert 0 == result.returncode
    assert result.stdout.startswith(b"by,group,")


def test_wrong_use_is_wrong_use_without_a_reader_of_stderr(broken: int) -> None:
    """Also where the parser of the command line says it."""
    assert 2 == _run("--nope", stderr=broken).returncode
    assert 2 == _run("compare", "--nope", stderr=broken).returncode
    assert 2 == _run("compare", "--confidence", "2", stderr=broken).returncode


def test_with_stderr_closed_nothing_else_gets_what_is_said() -> None:
    """Standard output holds results alone."""
    for arguments in ("--nope", "compare --confidence 2"):
        command = f"{sys.executable} -m framing {arguments} 2>&-"
        result = subprocess.run(["/bin/sh", "-c", command], capture_output=True, check=False)

        assert (2, b"") == (result.returncode, result.stdout)


@pytest.mark.parametrize("arguments", [["--help"], ["compare", "--help"], ["--version"]])
def test_help_that_nobody_reads_on_is_no_failure(broken: int, arguments: list[str]) -> None:
    """As with head."""
    result = _run(*arguments, stdout=broken)

    assert (0, b"") == (result.returncode, result.stderr)


def test_a_skipped_input_decides_the_exit_code_without_a_reader(
    broken: int, corpus: Path, tmp_path: Path
) -> None:
    """A script that reads only the first lines must learn of it."""
    result = _run("articles", corpus, tmp_path / "missing", stdout=broken)

    assert 3 == result.returncode
    assert b"missing: no such file" in result.stderr


@pytest.mark.parametrize("stream", [True, False])
def test_an_alarm_decides_the_exit_code_without_a_reader(
    broken: int, tmp_path: Path, stream: bool
) -> None:
    """Of files, and of lines that come in."""
    (tmp_path / "old").mkdir()
    for i in range(12):
        text = "Rain fell. " * (1 + i % 3) + "Nothing else was said today. " * 20
        (tmp_path / "old" / f"a{i:02}.txt").write_text(text)
    lexicon = tmp_path / "weather.yaml"
    lexicon.write_text("rain: [rain*]\n")
    (tmp_path / "new.jsonl").write_text('{"id": "n", "text": "Rain rain rain rain rain rain."}\n')
    base = tmp_path / "base.json"
    assert 0 == _run("baseline", "fit", tmp_path / "old", "-l", lexicon, "-o", base).returncode
    scoring: list[str | Path] = [
        "baseline",
        "score",
        tmp_path / "new.jsonl",
        "-b",
        base,
        "-l",
        lexicon,
    ]
    scoring += ["--fail-beyond", "0.1", "-f", "jsonl"]

    result = _run(*scoring, *(["--input-format", "jsonl"] if stream else []), stdout=broken)

    assert 4 == result.returncode
    assert result.stderr.startswith(b"beyond: n") or b"\nbeyond: n" in result.stderr
