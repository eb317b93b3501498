"""framing baseline: streams, exit codes, messages."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from framing.cli import app
from framing.cli import monitor as monitor_module

Run = Callable[..., Result]
_RAIN = "Rain fell on the wet town.\n"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command line in this process."""
    monkeypatch.setenv("COLUMNS", "80")

    def run(*arguments: str | Path, text: bytes | None = None) -> Result:
        return CliRunner().invoke(app, ["baseline", *map(str, arguments)], input=text)

    return run


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A lexicon, twelve articles, and the baseline of these."""
    folder = tmp_path_factory.mktemp("baseline")
    (folder / "weather.yaml").write_text("rain: [rain*, wet]\nsun: [sun*]\n")
    (folder / "old").mkdir()
    for i in range(12):
        text = ("Rain fell. " * (1 + i % 3) + "Nothing else was said today. " * 20) + "Sun came.\n"
        (folder / "old" / f"a{i:02}.txt").write_text(text)
    lexicon, output = ("-l", f"{folder}/weather.yaml"), ("-o", f"{folder}/b.json")
    result = CliRunner().invoke(app, ["baseline", "fit", f"{folder}/old", *lexicon, *output])
    assert result.exit_code == 0, result.output
    return folder


@pytest.fixture
def score(run: Run, folder: Path) -> Run:
    """Score against that baseline."""

    def score(*arguments: str | Path, text: bytes | None = None) -> Result:
        fixed = ("-b", folder / "b.json", "-l", folder / "weather.yaml")
        return run("score", *arguments, *fixed, text=text)

    return score


def _lines(*texts: str) -> bytes:
    records = ({"id": f"n{i}", "outlet": "N", "text": text} for i, text in enumerate(texts))
    return b"".join(json.dumps(record).encode() + b"\n" for record in records)


def test_scores_of_files(score: Run, folder: Path) -> None:
    """A row an article and frame, cautions on stderr."""
    result = score(folder / "old" / "a01.txt", "-f", "csv")

    assert result.exit_code == 0
    assert result.stdout.splitlines()[0].startswith("article,group,frame,words,hits,rate_per_1000,")
    assert ["a01,a01,rain", "a01,a01,sun"] == [
        ",".join(line.split(",")[:3]) for line in result.stdout.splitlines()[1:]
    ]
    assert "unusual among them and says nothing about bias" in result.stderr


def test_a_stream_is_the_batch_byte_for_byte(score: Run, tmp_path: Path) -> None:
    """One line at a time or all together."""
    lines = _lines(_RAIN * 20, "Sun and sun again. " * 9, "Nothing.", _RAIN * 3 + "Türkiye’s sun.")
    out = tmp_path / "scores.jsonl"

    stream = score("-", "--input-format", "jsonl", "-f", "jsonl", text=lines)
    batch = score("-", "--input-format", "jsonl", "-o", out, text=lines)

    assert 0 == stream.exit_code == batch.exit_code
    assert out.read_bytes() == stream.stdout_bytes
    assert 8 == len(stream.stdout.splitlines())


@pytest.mark.parametrize("characters", [1, 300, 1 << 21])
def test_a_file_of_lines_is_scored_alike_by_both_engines(
    score: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, characters: int
) -> None:
    """The same rows, problems and alarms in the same order, also of ids that come twice."""
    pytest.importorskip("numba", reason="needs numba, of the extra scale")
    monkeypatch.setattr(monitor_module, "_BATCH_CHARACTERS", characters)
    some = _lines("rain " * 90, "Sun’s wet\n\nrain.", "", "Nothing was said. " * 20, _RAIN * 9)
    file = tmp_path / "new.jsonl"
    file.write_bytes(b"".join([some, b"{nonsense\n", some, some, b"[]\n", some]))
    fixed = (file, "--input-format", "jsonl", "-f", "jsonl", "--fail-beyond", "3", "--engine")

    plain, compiled, auto = (score(*fixed, name) for name in ("plain", "compiled", "auto"))

    assert plain.exit_code == compiled.exit_code == auto.exit_code == 4
    assert plain.stdout == compiled.stdout == auto.stdout
    assert len(plain.stdout.splitlines()) == 4 * 4 * 2
    assert plain.stderr == compiled.stderr == auto.stderr
    said = [line.split(":", maxsplit=1)[0] for line in plain.stderr.splitlines()]
    assert said[:4] == ["beyond", "skipped", "beyond", "skipped"]


def test_baselines_and_tables_of_scores_are_those_of_both_engines(
    run: Run, score: Run, folder: Path, tmp_path: Path
) -> None:
    """Byte for byte."""
    pytest.importorskip("numba", reason="needs numba, of the extra scale")
    for name in ("plain", "compiled"):
        chosen = ("--engine", name, "-o")
        lexicon = ("-l", folder / "weather.yaml")
        assert run("fit", folder / "old", *lexicon, *chosen, tmp_path / name).exit_code == 0
        assert score(folder / "old", *chosen, tmp_path / f"{name}.csv").exit_code == 0

    assert (tmp_path / "plain").read_bytes() == (tmp_path / "compiled").read_bytes()
    assert (tmp_path / "plain.csv").read_bytes() == (tmp_path / "compiled.csv").read_bytes()


def test_a_bad_line_is_named_and_the_run_goes_on(score: Run) -> None:
    """Exit code 3, with the number of the line."""
    lines = _lines(_RAIN) + b"{nonsense\n" + _lines(_RAIN)

    result = score("-", "--input-format", "jsonl", "-f", "jsonl", text=lines)

    assert result.exit_code == 3
    assert 4 == len(result.stdout.splitlines())
    assert result.stderr.startswith("skipped: stdin:2: is not JSON")


def test_two_lines_with_one_id_in_a_table(score: Run) -> None:
    """A table sorts by id, so the second is left out and named."""
    result = score("-", "--input-format", "jsonl", text=_lines(_RAIN) + _lines(_RAIN))

    assert result.exit_code == 3
    assert "skipped: stdin:2: id 'n0' is also that of stdin:1" in result.stderr


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_beyond_is_exit_code_4_and_names_the_article(score: Run, form: str) -> None:
    """For monitors, in a stream and in a table."""
    lines = _lines("Rain and sun. " + "Nothing else was said today. " * 20, "rain " * 90)

    result = score(
        "-", "--input-format", "jsonl", "-f", form, "--fail-beyond", "3", text=lines + b"bad\n"
    )

    assert result.exit_code == 4
    beyond = [line for line in result.stderr.splitlines() if line.startswith("beyond")]
    assert 1 == len(beyond)
    assert beyond[0].startswith("beyond: n1: rain: position ")
    assert "(90 hits in 90 words, expected " in beyond[0]


def test_nothing_beyond_is_exit_code_0(score: Run) -> None:
    """The usual is no alarm."""
    lines = _lines("Rain and sun. " + "Nothing else was said today. " * 20)

    result = score("-", "--input-format", "jsonl", "--fail-beyond", "3", text=lines)

    assert result.exit_code == 0
    assert "beyond:" not in result.stderr


def test_an_alarm_that_cannot_ring_is_refused(score: Run) -> None:
    """A monitor that never fires is worse than none."""
    own_group = score("-", "--fail-beyond", "3", "--against", "group", text=b"Rain.")
    zero = score("-", "--fail-beyond", "0", text=b"Rain.")

    assert 2 == own_group.exit_code == zero.exit_code
    assert "takes ten articles" in own_group.stderr
    assert "--fail-beyond: 0 is not above 0" in zero.stderr


def test_refusal_is_a_failure_that_says_why(run: Run, folder: Path) -> None:
    """Another lexicon, or none where the baseline's is not bundled."""
    other = run("score", "-", "-b", folder / "b.json", "-l", "azm-e-istehkam", text=b"Rain.")
    none = run("score", "-", "-b", folder / "b.json", text=b"Rain.")

    assert 1 == other.exit_code == none.exit_code
    assert "error: the baseline does not fit: lexicon: the baseline has 'weather'" in other.stderr
    assert "name its file with --lexicon FILE" in none.stderr


def test_settings_that_differ_are_refused(score: Run) -> None:
    """Also where only options say so."""
    result = score("-", "--keep-furniture", "--reference", "none", text=b"Rain.")

    assert result.exit_code == 1
    assert "reference: the baseline has 'en-news', given was 'none'" in result.stderr
    assert "page furniture: the baseline has it set aside" in result.stderr


def test_neighbours_are_a_table_of_their_own(score: Run, folder: Path) -> None:
    """In place of the scores."""
    text = ("Rain fell. " * 12 + "Sun came.").encode()

    result = score("-", "--neighbours", "1", "-f", "csv", text=text)

    assert result.exit_code == 0
    assert result.stdout.startswith("article,group,relation,rank,other,")


def test_a_missing_file_of_lines_is_named(score: Run, folder: Path) -> None:
    """The other files are read."""
    (folder / "new.jsonl").write_bytes(_lines(_RAIN))

    result = score(
        folder / "none.jsonl", folder / "new.jsonl", "--input-format", "jsonl", "-f", "jsonl"
    )

    assert result.exit_code == 3
    assert 2 == len(result.stdout.splitlines())
    assert "none.jsonl: no such file" in result.stderr


def test_lines_that_cannot_be_opened_are_named_and_the_others_scored(
    score: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder, and a file that is locked."""
    for name in ("locked.jsonl", "new.jsonl"):
        (folder / name).write_bytes(_lines(_RAIN))
    plain_open = Path.open

    def open_late(path: Path, *arguments: Any, **settings: Any) -> Any:
        if path.name == "locked.jsonl":
            raise PermissionError(13, "Permission denied", str(path))
        return plain_open(path, *arguments, **settings)

    monkeypatch.setattr(Path, "open", open_late)

    sources = folder, folder / "locked.jsonl", folder / "new.jsonl"
    result = score(*sources, "--input-format", "jsonl", "-f", "jsonl")

    assert result.exit_code == 3
    assert 2 == len(result.stdout.splitlines())
    assert f"skipped: {folder}: is a folder; name the files of JSON Lines in it\n" in result.stderr
    assert "locked.jsonl: cannot be read: Permission denied\n" in result.stderr


def test_a_warning_of_a_line_skips_nothing(score: Run, folder: Path) -> None:
    """The exit code tells the two apart."""
    line = json.dumps({"id": "a", "text": _RAIN, "map": {"x": 1}}).encode()

    result = score("-", "--input-format", "jsonl", "-f", "jsonl", text=line)

    assert result.exit_code == 0
    assert result.stderr.startswith("warning: stdin:1: the value of 'map'")


@pytest.fixture
def stream(folder: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """A scorer in a process of its own, waiting for lines."""
    command = [sys.executable, "-m", "framing", "baseline", "score", "-"]
    command += ["--input-format", "jsonl", "-f", "jsonl"]
    command += ["-b", f"{folder}/b.json", "-l", f"{folder}/weather.yaml"]
    pipe = subprocess.PIPE
    process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, env=os.environ)
    yield process
    process.kill()
    process.communicate()


def test_each_article_is_written_before_the_next_is_read(
    stream: "subprocess.Popen[bytes]",
) -> None:
    """A monitor sees a score when its article has come in."""
    assert stream.stdin is not None
    assert stream.stdout is not None
    for name in ("first", "second"):
        stream.stdin.write(json.dumps({"id": name, "text": _RAIN}).encode() + b"\n")
        stream.stdin.flush()

        rows = [json.loads(stream.stdout.readline()) for _ in range(2)]

        assert [(name, "rain"), (name, "sun")] == [(row["article"], row["frame"]) for row in rows]


def test_an_interrupted_stream_ends_with_130(stream: "subprocess.Popen[bytes]") -> None:
    """What was written stays written."""
    assert stream.stdin is not None
    assert stream.stdout is not None
    stream.stdin.write(_lines(_RAIN))
    stream.stdin.flush()
    stream.stdout.readline()

    stream.send_signal(signal.SIGINT)

    assert 130 == stream.wait(timeout=30)


def test_a_reader_that_has_seen_enough_ends_a_stream(stream: "subprocess.Popen[bytes]") -> None:
    """As with head: no traceback, no failure."""
    assert stream.stdin is not None
    assert stream.stdout is not None
    assert stream.stderr is not None
    stream.stdout.close()
    stream.stdin.write(_lines(_RAIN))
    stream.stdin.close()

    assert 0 == stream.wait(timeout=30)
    assert b"Traceback" not in stream.stderr.read()
    stream.stdin = stream.stdout = None  # both are closed: nothing is left to communicate with
