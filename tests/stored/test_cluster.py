"""Counting on a cluster gives the bytes that one process gives, whatever happens to the workers."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest

from framing import FramingError, SettingError
from framing.stored import store_counts
from framing.stored.cluster import count_on_cluster

CHECKOUT = Path(__file__).parent.parent.parent
Files = dict[str, bytes]

needs_dask = pytest.mark.skipif(find_spec("distributed") is None, reason="Dask is not installed")

_KILL = """
import os, signal, sys, threading, time
from pathlib import Path
from distributed import Client, LocalCluster
from framing.stored.cluster import count_on_cluster

def kill_one_at_work(client, folder):
    while not list(Path(folder).parent.glob(".counts.shards/*/*")):
        time.sleep(0.01)
    os.kill(min(client.run(os.getpid).values()), signal.SIGKILL)

if __name__ == "__main__":
    sources, folder = sys.argv[1:]
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        with Client(cluster) as client:
            killer = threading.Thread(target=kill_one_at_work, args=(client, folder))
            killer.start()
            count_on_cluster([sources], folder, cluster=cluster.scheduler_address, shards=8)
            killer.join()
"""


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """Return a folder of articles, several times those of the sample corpus."""
    folder = tmp_path / "articles"
    for number in range(4):
        for story in ("azm-e-istehkam", "afghan-border"):
            shutil.copytree(CHECKOUT / "corpus" / story, folder / f"{story}-{number}")
    return folder


def framing(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the program in a folder."""
    command = [sys.executable, "-m", "framing", *arguments]
    environment = {"PYTHONPATH": str(CHECKOUT), "PATH": "/usr/bin:/bin", "HOME": str(folder)}
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


@needs_dask
def test_two_processes_and_one(
    tmp_path: Path, sources: Path, folder_files: Callable[[Path], Files]
) -> None:
    """The files are the same byte for byte, and nothing else is left behind."""
    (sources / "empty.txt").write_text("")
    one = framing(tmp_path, "count", "articles", "-o", "one")
    two = framing(tmp_path, "count", "articles/", "-o", "two", "--cluster", "local:2")

    assert (3, 3) == (one.returncode, two.returncode), two.stderr  # the empty file is skipped
    assert "skipped: articles/empty.txt" in two.stderr
    assert folder_files(tmp_path / "one") == folder_files(tmp_path / "two")
    assert {"articles", "one", "two"} == {path.name for path in tmp_path.iterdir()}


@needs_dask
def test_a_worker_that_dies(
    tmp_path: Path, sources: Path, folder_files: Callable[[Path], Files]
) -> None:
    """Its shard is counted again, and nothing is counted twice."""
    script = tmp_path / "kill.py"
    script.write_text(_KILL)
    environment = {"PYTHONPATH": str(CHECKOUT), "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, str(script), str(sources), str(tmp_path / "counts")],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    store_counts(sources, tmp_path / "one")

    assert 0 == done.returncode, done.stderr
    assert folder_files(tmp_path / "one") == folder_files(tmp_path / "counts")


@needs_dask
@pytest.mark.parametrize("cluster", ["local:", "local:0", "local:x", "nowhere.json", ""])
def test_what_is_no_cluster(tmp_path: Path, cluster: str) -> None:
    """The message says what would be one."""
    with pytest.raises(SettingError, match=r"^--cluster: .* is not "):
        count_on_cluster(["corpus"], tmp_path / "counts", cluster=cluster)


@needs_dask
def test_a_scheduler_that_is_not_there(tmp_path: Path) -> None:
    """It is an error and not an endless wait."""
    with pytest.raises(FramingError, match=r"^--cluster: tcp://127\.0\.0\.1:9 cannot be reached"):
        count_on_cluster(["corpus"], tmp_path / "counts", cluster="tcp://127.0.0.1:9")


def test_shards_are_the_cluster_s(tmp_path: Path) -> None:
    """One cannot ask for a shard of a job that makes its own."""
    done = framing(tmp_path, "count", "x", "-o", "y", "--cluster", "local:2", "--shard", "1/2")

    assert 2 == done.returncode
    assert "--cluster: makes shards itself" in done.stderr
