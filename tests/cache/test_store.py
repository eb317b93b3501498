"""The file of the cache: shared by processes, damaged, full, old, or not to be had at all."""

import os
import re
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from framing import Article, count
from framing.cache import store as store_module
from framing.cache.cached_counts import count_cached
from framing.cache.database import UnusableError
from framing.cache.folder import NAME, cache_folder
from framing.cache.store import Store
from framing.cache.use import reporting_cache
from tests.cache.test_cached_counts import LEXICON, same
from tests.stored.conftest import make_articles

Scanned = Callable[[], list[str]]
ARTICLES = make_articles(12)
BY = ("sky", "0" * 64, "1")


def _told(articles: Sequence[Article] = ARTICLES) -> list[str]:
    """Count the articles, make sure that the counts are right, and return what was said of it."""
    told: list[str] = []
    with reporting_cache(told.append):
        same(count(articles, LEXICON), count_cached(articles, LEXICON))
    return told


def _took(number: int) -> list[str]:
    return [f"Counted 12 articles, {number} of them from the cache"]


def _change(folder: Path, statement: str, *values: object) -> None:
    with sqlite3.connect(folder / NAME) as connection:
        connection.execute(statement, values)
    connection.close()


# Where it is


def test_the_folder_is_that_of_the_environment_or_of_the_user(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """An empty name names none."""
    monkeypatch.setenv("FRAMING_CACHE_DIR", str(tmp_path / "c"))
    assert cache_folder() == tmp_path / "c"

    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    monkeypatch.setenv("FRAMING_CACHE_DIR", "")
    assert tmp_path in cache_folder().parents
    assert cache_folder().name == "framing"
    monkeypatch.setenv("FRAMING_CACHE_DIR", "~/mine")
    assert cache_folder() == tmp_path / "mine"


@pytest.mark.skipif(os.name != "posix", reason="needs the modes of files")
def test_nobody_else_can_read_it(cache: Path) -> None:
    """Also in a folder that others may look into."""
    _told()
    assert stat.S_IMODE(cache.stat().st_mode) == 0o700
    assert stat.S_IMODE((cache / NAME).stat().st_mode) == 0o600
    assert [NAME] == [path.name for path in cache.iterdir()]


# Damage


@pytest.mark.parametrize("damage", ["cut", "nothing", "other", "zeros", "text", "middle"])
def test_a_damaged_file_is_made_anew(cache: Path, scanned: Scanned, damage: str) -> None:
    """Counts are right all the same, and the next run has them."""
    _told()
    path = cache / NAME
    content = path.read_bytes()
    middle = len(content) // 2
    path.write_bytes(
        {
            "cut": content[:middle],
            "nothing": b"",
            "other": b"not a database at all" * 1000,
            "zeros": bytes(len(content)),
            "text": content[:100] + b"x" * (len(content) - 100),
            "middle": content[:middle] + b"\xff" * 20_000 + content[middle + 20_000 :],
        }[damage]
    )

    _told()
    _told()
    scanned()
    assert _took(12) == _told()
    assert [] == scanned()
    assert [NAME] == [path.name for path in cache.iterdir()]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE counts SET value = substr(value, 1, length(value) - 1)",
        "UPDATE counts SET value = X''",
        "UPDATE counts SET value = NULL",
        "UPDATE counts SET value = 'text'",
        "UPDATE counts SET value = 5",
        "UPDATE counts SET value = (SELECT value FROM counts ORDER BY rowid DESC LIMIT 1)"
        " WHERE rowid < 12",
        "UPDATE counts SET used = 'yesterday', value = zeroblob(100)",
    ],
)
def test_a_damaged_value_is_counted_anew(cache: Path, statement: str) -> None:
    """Also where it is the value of another article."""
    _told()
    _change(cache, statement)

    took = _told()

    assert took != _took(12)
    assert _took(12) == _told()


@pytest.mark.parametrize("statement", ["DROP TABLE counts", "DROP TABLE lexicons"])
def test_a_file_without_its_tables_is_made_anew(cache: Path, statement: str) -> None:
    """Whoever took them."""
    _told()
    _change(cache, statement)
    if "lexicons" in statement:
        _change(cache, "DELETE FROM counts")

    _told()

    assert _took(12) == _told()


# Not to be had


def test_a_file_where_the_folder_should_be(cache: Path) -> None:
    """The run goes on without, and says so in one line."""
    cache.parent.mkdir()
    cache.write_text("")

    (line,) = _told()

    assert line.startswith(f"Kept no more counts in {cache}: ")


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs a folder nobody can write to")
def test_a_folder_that_cannot_be_made(monkeypatch: pytest.MonkeyPatch, cache: Path) -> None:
    """Not even by the administrator."""
    monkeypatch.setenv("FRAMING_CACHE_DIR", "/proc/framing")

    (line,) = _told()

    assert line.startswith("Kept no more counts in /proc/framing: ")


@pytest.mark.skipif(hasattr(os, "getuid") and os.getuid() == 0, reason="root may write anywhere")
def test_a_folder_for_reading_only_is_read(cache: Path) -> None:
    """What is there is taken."""
    _told()
    (cache / NAME).chmod(0o400)
    cache.chmod(0o500)
    try:
        assert _took(12) == _told()
    finally:
        cache.chmod(0o700)


@pytest.mark.skipif(hasattr(os, "getuid") and os.getuid() == 0, reason="root may read anywhere")
def test_a_folder_that_is_closed(cache: Path) -> None:
    """Whatever is in it."""
    _told()
    cache.chmod(0)
    try:
        assert [f"Kept no more counts in {cache}: Permission denied"] == _told()
        assert ([], 0) == (Store(cache).kept(), Store(cache).size())
    finally:
        cache.chmod(0o700)


def test_a_locked_file(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not waited for without end."""
    monkeypatch.setattr("framing.cache.database._PATIENCE", 0.01)
    _told()
    other = sqlite3.connect(cache / NAME, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")

    assert [f"Counted without the cache in {cache}: database is locked"] == _told()

    other.execute("ROLLBACK")
    other.close()
    assert _took(12) == _told()


def test_a_file_that_others_are_writing_to_is_read(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the day of use is not noted."""
    monkeypatch.setattr("framing.cache.database._PATIENCE", 0.01)
    monkeypatch.setattr(store_module, "_today", lambda: 1)
    _told()
    monkeypatch.setattr(store_module, "_today", lambda: 2)
    other = sqlite3.connect(cache / NAME, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    assert _took(12) == _told()

    other.execute("ROLLBACK")
    other.close()
    assert [1] == [kept.last_used for kept in Store(cache).kept()]


def test_a_full_disk(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Here the largest file that the process may write."""
    code = (
        "import resource, sys\n"
        "from framing.cache import cached_counts\n"
        "from framing.cache.use import reporting_cache\n"
        "from tests.cache.test_store import _told\n"
        "cached_counts.FEWEST_CHARACTERS = 0\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))\n"
        "print(*_told(), sep='\\n')\n"
    )
    pytest.importorskip("resource", reason="needs limits of processes")

    said = subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    assert said.startswith(f"Kept no more counts in {cache}: ")
    assert 1 == len(said.splitlines())
    _told()
    assert _took(12) == _told()


def test_a_python_without_the_database() -> None:
    """There are such builds."""
    code = (
        "import sys\n"
        "sys.modules['sqlite3'] = None\n"
        "from framing.cache import cached_counts\n"
        "from framing.cli import app\n"
        "cached_counts.FEWEST_CHARACTERS = 0\n"
        "app(['-v', *sys.argv[1:]])\n"
    )

    def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False
        )

    counted, info = run("emphasis"), run("cache", "info")

    assert counted.returncode == 0
    assert re.findall("^Counted without the cache: .*sqlite3", counted.stderr, re.M)
    assert (info.returncode, info.stderr[:27]) == (1, "error: cache: there is none")


# Several processes


_COUNT = """
import sys
from framing.cache import cached_counts
from tests.cache.test_store import ARTICLES, LEXICON, count, count_cached, same
from tests.stored.conftest import make_articles
cached_counts.FEWEST_CHARACTERS = 0
from framing.cache import keeper
keeper._AT_ONCE = 3
print("ready", flush=True)
sys.stdin.readline()
own = make_articles(40)
for start in range(int(sys.argv[1]), 30, 2):
    some = own[start : start + 10]
    same(count(some, LEXICON), count_cached(some, LEXICON))
"""


def _start(code: str, *arguments: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        cwd=Path(__file__).parents[2],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_several_processes_share_it(cache: Path, scanned: Scanned) -> None:
    """At once, on articles of which each has some."""
    processes = [_start(_COUNT, str(number)) for number in range(4)]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    said = [process.communicate()[1] for process in processes]

    assert [("", 0)] * 4 == [(s, p.returncode) for s, p in zip(said, processes, strict=True)]
    own = make_articles(38)
    same(count(own, LEXICON), count_cached(own, LEXICON))
    assert [] == scanned()
    connection = sqlite3.connect(cache / NAME)
    assert [("ok",)] == connection.execute("PRAGMA integrity_check").fetchall()
    connection.close()


def test_a_process_that_dies_at_work_leaves_it_whole(cache: Path) -> None:
    """What it had not finished is not there."""
    _told()
    code = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from framing.cache.database import changing, opened\n"
        "with opened(Path(sys.argv[1])) as connection, changing(connection):\n"
        "    connection.execute('PRAGMA cache_size = 10')\n"
        "    connection.execute('UPDATE counts SET value = zeroblob(1000000)')\n"
        "    os._exit(1)\n"
    )

    process = _start(code, str(cache / NAME))
    process.communicate()

    assert process.returncode == 1
    assert (cache / f"{NAME}-journal").exists()
    assert _took(12) == _told()


# Its size


def _fill(store: Store, day: int, keys: range, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_module, "_today", lambda: day)
    for key in keys:
        store.write(BY, {_key(key): os.urandom(10_000)})


def _key(number: int) -> bytes:
    return number.to_bytes(32, "big")


def test_what_was_not_used_for_longest_goes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the file does not grow beyond its bound."""
    most = 1_000_000
    monkeypatch.setattr(store_module, "MOST_BYTES", most)
    store = Store(tmp_path)
    _fill(store, 1, range(20), monkeypatch)
    _fill(store, 2, range(20, 40), monkeypatch)
    monkeypatch.setattr(store_module, "_today", lambda: 3)
    assert len(store.read(map(_key, range(10)))) == 10  # of use again on the third day

    _fill(store, 4, range(100, 140), monkeypatch)

    left = {number for number in range(200) if _key(number) in store.read([_key(number)])}
    assert store.size() <= most
    assert set(range(100, 140)) <= left
    assert set(range(10)) <= left
    assert not left & set(range(10, 20))
    assert left & set(range(20, 40)) < set(range(20, 40))


def test_what_was_of_use_today_does_not_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run over more than there is room for would push out its own."""
    monkeypatch.setattr(store_module, "MOST_BYTES", 1_000_000)
    store = Store(tmp_path)

    with pytest.raises(UnusableError, match="full of what was of use today"):
        _fill(store, 1, range(200), monkeypatch)

    assert store.size() <= 1_000_000
    kept = store.read(map(_key, range(200)))
    assert list(map(_key, range(len(kept)))) == sorted(kept)
    assert 40 < len(kept) < 100
    _fill(store, 2, range(200, 220), monkeypatch)
    assert len(store.read(map(_key, range(200, 220)))) == 20


def test_more_than_there_is_room_for(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some of it is kept, and the counts are right."""
    monkeypatch.setattr(store_module, "MOST_BYTES", 300_000)
    monkeypatch.setattr("framing.cache.keeper._AT_ONCE", 1)
    texts = [" ".join(f"{a}x{word}" for word in range(5_000)) for a in range(12)]
    articles = [Article(id=text[:4], outlet="", text=text) for text in texts]

    (line,) = _told(articles)

    assert line == f"Kept no more counts in {cache}: it is full of what was of use today"
    assert 0 < sum(kept.articles for kept in Store(cache).kept()) < 12
    assert Store(cache).size() <= 300_000


def test_the_day_of_use_is_written_once_a_day(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that finds all changes nothing in the file."""
    _told()
    before = (cache / NAME).read_bytes()
    assert _took(12) == _told()
    assert before == (cache / NAME).read_bytes()

    tomorrow = store_module._today() + 1
    monkeypatch.setattr(store_module, "_today", lambda: tomorrow)
    assert _took(12) == _told()
    assert [tomorrow] == [kept.last_used for kept in Store(cache).kept()]


# What is kept


def test_what_is_kept_is_told_by_lexicon_and_version(tmp_path: Path) -> None:
    """Under the name that a lexicon had first."""
    store = Store(tmp_path / "c")
    assert ([], 0) == (store.kept(), store.size())

    store.write(("sky", "b" * 64, "1"), {_key(1): b"abc", _key(2): b"de"})
    store.write(("sea", "a" * 64, "1"), {_key(3): b"f"})
    store.write(("other name", "b" * 64, "1"), {_key(4): b""})
    store.write(("sky", "b" * 64, "2"), {_key(1): b"x"})  # the same key, told by the last

    today = store_module._today()
    assert store.kept() == [
        ("sea", "a" * 64, "1", 1, 1, today),
        ("sky", "b" * 64, "1", 2, 2, today),
        ("sky", "b" * 64, "2", 1, 1, today),
    ]
    assert store.size() == store.path.stat().st_size > 0


def test_all_versions_are_cleared_and_nothing_else(tmp_path: Path) -> None:
    """A folder may have other things in it."""
    store = Store(tmp_path)
    store.clear()
    store.write(BY, {_key(1): b"abc"})
    (tmp_path / "counts-0.sqlite").write_text("old")
    (tmp_path / f"{NAME}-journal").write_text("")
    (tmp_path / "counts.csv").write_text("mine")

    store.clear()

    assert ["counts.csv"] == [path.name for path in tmp_path.iterdir()]
    assert {} == store.read([_key(1)])


def test_a_damaged_file_is_cleared(tmp_path: Path) -> None:
    """And looked at, it is left where it is."""
    store = Store(tmp_path)
    store.path.write_bytes(b"not a database at all" * 100)

    with pytest.raises(UnusableError):
        store.kept()
    assert store.path.exists()
    store.clear()
    assert not store.path.exists()


def test_a_file_at_work_is_not_cleared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would lose what is being written."""
    monkeypatch.setattr("framing.cache.database._PATIENCE", 0.01)
    store = Store(tmp_path)
    store.write(BY, {_key(1): b"abc"})
    other = sqlite3.connect(store.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(UnusableError, match="locked"):
        store.clear()

    other.close()
    assert {_key(1): b"abc"} == store.read([_key(1)])
