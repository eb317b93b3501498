"""Files are written whole or not at all."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from framing import FramingError
from framing.output import write_files


def _files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def fail_at(monkeypatch: pytest.MonkeyPatch) -> Callable[[int, BaseException], None]:
    """Let the nth write stop halfway."""

    def fail_at(number: int, error: BaseException) -> None:
        write_bytes = Path.write_bytes
        written: list[Path] = []

        def failing(path: Path, data: bytes) -> int:
            written.append(path)
            if len(written) < number:
                return write_bytes(path, data)
            write_bytes(path, data[:3])
            raise error

        monkeypatch.setattr(Path, "write_bytes", failing)

    return fail_at


def test_writes_new_files_and_replaces_old_ones(tmp_path: Path) -> None:
    """Nothing but the files asked for is left."""
    (tmp_path / "old.csv").write_bytes(b"old and longer")

    write_files({tmp_path / "old.csv": b"new", tmp_path / "new.csv": b"", tmp_path / "x": b"\xff"})

    assert {"old.csv": b"new", "new.csv": b"", "x": b"\xff"} == _files(tmp_path)


def test_makes_missing_folders(tmp_path: Path) -> None:
    """A result may be asked for before its folder is there."""
    write_files({tmp_path / "a" / "b" / "c.csv": b"1", tmp_path / "a" / "d.csv": b"2"})

    assert {"a/b/c.csv": b"1", "a/d.csv": b"2"} == _files(tmp_path)


def test_nothing_to_write_is_nothing_written(tmp_path: Path) -> None:
    """An empty set of files is no error."""
    write_files({})

    assert {} == _files(tmp_path)


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_full_disk_leaves_the_old_files(
    tmp_path: Path, fail_at: Callable[[int, BaseException], None], number: int
) -> None:
    """Several files are written all or none, and no temporary file stays."""
    names = ["a.csv", "b.csv", "c.csv"]
    for name in names:
        (tmp_path / name).write_bytes(b"old")
    fail_at(number, OSError(28, "No space left on device"))

    with pytest.raises(FramingError) as caught:
        write_files({tmp_path / name: b"new content" for name in names})

    assert f"{tmp_path / names[number - 1]}: cannot be written: No space left on device" == str(
        caught.value
    )
    assert dict.fromkeys(names, b"old") == _files(tmp_path)


def test_an_interruption_leaves_the_old_files(
    tmp_path: Path, fail_at: Callable[[int, BaseException], None]
) -> None:
    """Ctrl-C in the middle of a file is no error of ours, and leaves no half of it."""
    (tmp_path / "a.csv").write_bytes(b"old")
    fail_at(2, KeyboardInterrupt())

    with pytest.raises(KeyboardInterrupt):
        write_files({tmp_path / "a.csv": b"new content", tmp_path / "b.csv": b"new content"})

    assert {"a.csv": b"old"} == _files(tmp_path)


def test_a_folder_cannot_be_replaced(tmp_path: Path) -> None:
    """The files beside it are not written either."""
    (tmp_path / "table.csv").mkdir()
    (tmp_path / "a.csv").write_bytes(b"old")

    with pytest.raises(FramingError) as caught:
        write_files({tmp_path / "a.csv": b"new", tmp_path / "table.csv": b"new"})

    assert f"{tmp_path / 'table.csv'}: cannot be written: Is a directory" == str(caught.value)
    assert {"a.csv": b"old"} == _files(tmp_path)


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    """The message names what was to be written."""
    (tmp_path / "a").write_bytes(b"old")

    with pytest.raises(FramingError) as caught:
        write_files({tmp_path / "a" / "b.csv": b"new"})

    assert f"{tmp_path / 'a' / 'b.csv'}: cannot be written: File exists" == str(caught.value)
    assert {"a": b"old"} == _files(tmp_path)


def test_a_pipe_is_written_and_stays_a_pipe(tmp_path: Path) -> None:
    """A device or pipe cannot be replaced by a file."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_files({pipe: b"new"})

        assert b"new" == os.read(reader, 10)
    finally:
        os.close(reader)
    assert pipe.is_fifo()


def test_a_file_that_may_not_be_written_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its owner wants to keep it, even where the folder would let it be replaced."""
    path = tmp_path / "a.csv"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "access", lambda path, _: Path(path).name != "a.csv")

    with pytest.raises(FramingError) as caught:
        write_files({tmp_path / "b.csv": b"new", path: b"new"})

    assert f"{path}: cannot be written: Permission denied" == str(caught.value)
    assert {"a.csv": b"old"} == _files(tmp_path)


def test_a_link_that_leads_to_itself_is_named(tmp_path: Path) -> None:
    """There is nothing behind it to be written."""
    path = tmp_path / "a.csv"
    path.symlink_to(path)

    with pytest.raises(FramingError, match=r"a\.csv: cannot be written: .*link"):
        write_files({path: b"new"})
