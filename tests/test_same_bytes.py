"""However articles are counted, by whatever engine and in however many processes: the same bytes.

One process that counts by the definition is what all others are held to.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import polars as pl
import pytest

from framing.readers import read_bundled_story

CHECKOUT = Path(__file__).parent.parent
TABLE = "articles.parquet"
COMMANDS = {
    "emphasis": ["emphasis"],
    "pairs": ["pairs", "--permutations", "99"],
    "by week": ["emphasis", "--by", "week"],
}

Folder = dict[str, bytes]


def _run(folder: Path, *arguments: str) -> "subprocess.Popen[bytes]":
    home = {"HOME": str(folder), "FRAMING_CACHE_DIR": str(folder / "cache")}
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT), **home}
    command = [sys.executable, "-m", "framing", *arguments]
    return subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def _output(folder: Path, *arguments: str) -> bytes:
    process = _run(folder, *arguments)
    output, errors = process.communicate()
    assert process.returncode == 0, errors.decode()
    return output


def _measured(folder: Path, *sources: str) -> Folder:
    """Return what the measures make of some sources."""
    return {
        name: _output(folder, *command, *sources, "--format", "csv")
        for name, command in COMMANDS.items()
    }


def _files(folder: Path) -> Folder:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a table: parts of the bundled articles, several an outlet."""
    articles = read_bundled_story(keep_furniture=False).articles
    lines_of = [[line for line in one.text.splitlines() if line.strip()] for one in articles]
    rows = [
        {
            "id": f"{article.id}-{part}",
            "outlet": article.outlet,
            "title": lines[part] if number % 2 else "",
            "date": f"2024-07-{1 + (number * 5 + part) % 28:02}",
            "text": "\n".join(lines[part::3]),
        }
        for number, (article, lines) in enumerate(zip(articles, lines_of, strict=True))
        for part in range(3)
    ]
    made = tmp_path_factory.mktemp("same")
    pl.DataFrame(rows).write_parquet(made / TABLE)
    return made


@pytest.fixture(scope="module")
def plainly_measured(folder: Path) -> Folder:
    """Return what the measures make of the articles, counted by the definition."""
    return _measured(folder, TABLE, "--no-shared", "--engine", "plain")


@pytest.fixture(scope="module")
def plainly_counted(folder: Path) -> Folder:
    """Return the files of counts that one process writes by the definition."""
    _output(folder, "count", TABLE, "-o", "plain", "--partition", "7", "--engine", "plain")
    return _files(folder / "plain")


@pytest.mark.parametrize("engine", ["numpy", "compiled"])
def test_engines(folder: Path, plainly_measured: Folder, engine: str) -> None:
    """Each engine gives what the definition gives."""
    if engine == "compiled" and find_spec("numba") is None:
        pytest.skip("numba is not installed")

    said = _run(folder, "emphasis", TABLE, "--no-shared", "--engine", engine, "-v").communicate()[1]
    found = _measured(folder, TABLE, "--no-shared", "--engine", engine)

    assert f"column by column ({engine})" in said.decode()
    assert found == plainly_measured


def _in_one(folder: Path, to: str) -> None:
    _output(folder, "count", TABLE, "-o", to, "--partition", "7")


def _in_two_processes(folder: Path, to: str) -> None:
    """Count two shards at the same time."""
    shards = [_run(folder, "count", TABLE, "-o", f"{to}-{n}", "--shard", f"{n}/2") for n in (1, 2)]
    for shard in shards:
        _, errors = shard.communicate()
        assert shard.returncode == 0, errors.decode()
    _output(folder, "merge", f"{to}-1", f"{to}-2", "-o", to, "--partition", "7")


def _in_shards(folder: Path, to: str) -> None:
    """Count three shards with files of other sizes, and put them together out of order."""
    for n in (3, 1, 2):
        size = str(2 * n)
        _output(folder, "count", TABLE, "-o", f"{to}-{n}", "--shard", f"{n}/3", "--partition", size)
    _output(folder, "merge", *(f"{to}-{n}" for n in (2, 3, 1)), "-o", to, "--partition", "7")


def _on_a_cluster(folder: Path, to: str) -> None:
    if find_spec("distributed") is None:
        pytest.skip("Dask is not installed")
    _output(folder, "count", TABLE, "-o", to, "--partition", "7", "--cluster", "local:2")


@pytest.fixture(params=[_in_one, _in_two_processes, _in_shards, _on_a_cluster])
def counted(request: pytest.FixtureRequest, folder: Path) -> Path:
    """Return a folder of counts, made in one of the ways there are."""
    count: Callable[[Path, str], None] = request.param
    to = f"counts{count.__name__}"
    count(folder, to)
    return folder / to


def test_processes(counted: Path, plainly_counted: Folder, plainly_measured: Folder) -> None:
    """The files of counts are the same, and so is what is measured from them."""
    assert _files(counted) == plainly_counted
    assert _measured(counted.parent, counted.name) == plainly_measured
