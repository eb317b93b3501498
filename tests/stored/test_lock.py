"""One run at a time in a folder: the other is told so at once, and nothing is lost."""

import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from framing import Lexicon
from framing.stored import lock, merge_counts
from framing.stored import store_counts as store
from framing.stored.lock import BusyError, locked
from tests.stored.conftest import environment, files_of, make_articles, slow_command

ARTICLES = make_articles(13)


def test_a_folder_where_another_run_is_at_work(tmp_path: Path, lexicon: Lexicon) -> None:
    """The error says who it is; what is there stays, and later it works."""
    folder = tmp_path / "counts"
    store(ARTICLES[:5], folder, lexicon)
    store(ARTICLES[5:], tmp_path / "other", lexicon)
    before = files_of(folder)

    with locked(folder):
        for use in (
            lambda: store(ARTICLES[:5], folder, lexicon),
            lambda: merge_counts([tmp_path / "other"], folder),
            lambda: store(str(tmp_path / "other"), folder, shareable=True),
        ):
            with pytest.raises(BusyError, match=rf"at work in this folder \(process {os.getpid()}"):
                use()
        assert before == {name: held for name, held in files_of(folder).items() if name != ".lock"}
    store(ARTICLES[:5], folder, lexicon)

    assert before == files_of(folder)


def test_shards_of_as_many_go_together(tmp_path: Path, lexicon: Lexicon) -> None:
    """Those of another number do not, nor all articles with some."""
    folder = tmp_path / "counts"

    with locked(folder, (1, 2)):
        for shard in ((1, 2), (1, 3), None):
            with pytest.raises(BusyError):
                store(ARTICLES, folder, lexicon, shard=shard)
        store(ARTICLES, folder, lexicon, shard=(2, 2))
    store(ARTICLES, folder, lexicon, shard=(1, 2))
    with locked(folder), pytest.raises(BusyError):
        store(ARTICLES, folder, lexicon, shard=(1, 2))

    store(ARTICLES, tmp_path / "whole", lexicon)
    merge_counts([folder], tmp_path / "merged")
    assert files_of(tmp_path / "whole") == files_of(tmp_path / "merged")


@pytest.mark.parametrize("shard", [None, (1, 2), (1, 3)])
def test_the_lock_of_a_process_that_was_killed(
    tmp_path: Path, lexicon: Lexicon, shard: tuple[int, int] | None
) -> None:
    """It is gone with the process, and its file with the next run."""
    folder = tmp_path / "counts"
    program = (
        "import os, signal, sys; from pathlib import Path; from framing.stored.lock import locked\n"
        f"with locked(Path(sys.argv[1]), {shard}): os.kill(os.getpid(), {signal.SIGTERM:d})"
    )
    subprocess.run([sys.executable, "-c", program, folder], env=environment(), check=False)
    assert [path.name[:5] for path in folder.iterdir()] == [".lock"]

    store(ARTICLES, folder, lexicon)

    assert {path.suffix for path in folder.iterdir()} == {".parquet"}


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP])
def test_where_there_are_no_locks(
    tmp_path: Path, lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """As on some network folders: the run goes on without."""

    def refuse(file: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(lock, "_lock", refuse)

    store(ARTICLES, tmp_path / "counts", lexicon)

    assert {path.suffix for path in (tmp_path / "counts").iterdir()} == {".parquet"}


def test_where_nothing_can_be_opened(
    tmp_path: Path, lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is finished can be looked at again where nothing may be written."""
    store(ARTICLES, tmp_path / "counts", lexicon)
    real = os.open

    def refuse(path: Path, *rest: int) -> int:
        if Path(path).name.startswith(".lock"):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return real(path, *rest)

    monkeypatch.setattr(os, "open", refuse)

    assert store(ARTICLES, tmp_path / "counts", lexicon).kept == 1


@pytest.mark.skipif(sys.platform == "win32", reason="opens no file of another user")
def test_the_lock_of_another_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its file is for reading only, and keeps out all the same; where it cannot, it stays."""
    real = os.open

    def of_another(path: Path, flags: int, *mode: int) -> int:
        if flags & os.O_RDWR:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return real(path, flags, *mode)

    def refuse(file: int) -> None:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))

    with locked(tmp_path):
        monkeypatch.setattr(os, "open", of_another)
        with pytest.raises(BusyError, match=f"process {os.getpid()}"), locked(tmp_path):
            pass
        monkeypatch.setattr(lock, "_lock", refuse)
        with locked(tmp_path):
            assert (tmp_path / ".lock").exists()
        assert (tmp_path / ".lock").exists()


def test_a_lock_that_is_taken_away_while_it_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The run that ended removes its file; who had it open takes the new one."""
    real, left = lock._lock, [3]

    def lock_late(file: int) -> None:
        real(file)
        left[0] -= 1
        if left[0] > 0:
            (tmp_path / ".lock").unlink()

    monkeypatch.setattr(lock, "_lock", lock_late)

    with locked(tmp_path):
        monkeypatch.undo()
        with pytest.raises(BusyError), locked(tmp_path):
            pass


def test_a_folder_that_nothing_came_into(tmp_path: Path) -> None:
    """It is not left behind; one that was there is."""
    (tmp_path / "a").mkdir()

    for folder in (tmp_path / "a", tmp_path / "a" / "b" / "c"):
        with locked(folder):
            assert (folder / ".lock").exists()

    assert [tmp_path / "a"] == list(tmp_path.rglob("*"))


def test_two_commands_at_once(tmp_path: Path) -> None:
    """The first goes on as if nothing had been, and the second ends with a sentence."""
    (tmp_path / "a.txt").write_text("Rain.")
    command = slow_command("count", "a.txt", "-o", "counts", seconds=1)
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment(), stderr=subprocess.PIPE, text=True
    ) as first:
        while not (tmp_path / "counts" / ".lock").exists():
            assert first.poll() is None
            time.sleep(0.01)
        second = subprocess.run(
            command, cwd=tmp_path, env=environment(), capture_output=True, text=True, check=False
        )
        first_still_at_it = first.poll() is None
        _, said = first.communicate()

    assert (0, "1 of 1 article counted now: 1 file in counts.\n") == (first.returncode, said)
    if first_still_at_it:
        assert 1 == second.returncode
        assert second.stderr.startswith("error: counts: another run is at work in this folder (pro")
    assert 1 == len(files_of(tmp_path / "counts"))
