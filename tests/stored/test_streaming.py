"""Counting what is read batch by batch: the files of counting at once, in any number of goes."""

import gc
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import polars as pl
import pytest

from framing import Article, Counts, Frame, InputError, Lexicon, Pattern, load_counts, read
from framing.readers import open_stream
from framing.stored import Header, joining, merge_counts, shelf, storing, streaming
from framing.stored import store_counts as store
from framing.stored.partition import read_header
from framing.stored.pending import Pending
from tests.stored.conftest import Disk, environment, files_of, make_articles

KINDS = ("folder", "csv", "jsonl", "json", "parquet", "several")


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(streaming, "ARTICLES_A_BATCH", 4)
    monkeypatch.chdir(tmp_path)


def _sources(kind: str, number: int = 23) -> list[str]:
    """Write articles, in an order of their own, and return what to name."""
    articles = [article for article in make_articles(number) if article.text.strip()]
    random.Random(1).shuffle(articles)
    columns = ("id", "outlet", "title", "story", "text")
    frame = pl.DataFrame([{name: getattr(one, name) for name in columns} for one in articles])
    if kind == "folder":
        Path("articles").mkdir()
        for place, one in enumerate(articles):
            front = f"---\nid: {one.id}\noutlet: {one.outlet}\nstory: {one.story}\n---\n"
            Path(f"articles/{place}.txt").write_text(front + one.text)
        return ["articles"]
    if kind == "several":  # with an id in common
        frame[:9].write_csv("t.csv")
        frame[8:].write_parquet("u.parquet")
        Path("x.txt").write_text("Sun.")
        return ["t.csv", "u.parquet", "x.txt"]
    write = {"csv": "write_csv", "jsonl": "write_ndjson", "json": "write_json"}
    getattr(frame, write.get(kind, "write_parquet"))(f"t.{kind}")
    return [f"t.{kind}"]


@pytest.mark.parametrize("batch", [1, 3, 7, 100])
@pytest.mark.parametrize("kind", KINDS)
def test_the_files_are_those_of_articles_in_memory(
    lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch, kind: str, batch: int
) -> None:
    """Whatever they are read from, in batches of any size and in any order of the sources."""
    sources = _sources(kind)
    store(read(sources), "whole", lexicon, partition=5)
    monkeypatch.setattr(streaming, "ARTICLES_A_BATCH", batch)

    written = store(sources[::-1], "counts", lexicon, partition=5)

    assert files_of(Path("whole")) == files_of(Path("counts"))
    assert written.counted == written.articles == len(load_counts("whole").articles)


def test_batches_are_also_limited_by_their_characters(
    lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Few long articles are a batch too."""
    (source,) = _sources("csv")
    store(read(source), "whole", lexicon, partition=5)
    monkeypatch.setattr(streaming, "ARTICLES_A_BATCH", 1000)
    monkeypatch.setattr(streaming, "CHARACTERS_A_BATCH", 300)
    sizes = _watch_counts(monkeypatch, len)

    store(source, "counts", lexicon, partition=5)

    assert files_of(Path("whole")) == files_of(Path("counts"))
    assert 1 < max(sizes) < 10


def test_ids_of_all_writings(lexicon: Lexicon) -> None:
    """Their order in files is that of their characters, also of those that take two units."""
    ids = [
        "z",
        "é",
        "\uffee",
        "\U0001f600",
        "Z",
        "\ud7ff",
        "\U00010000",
        "中",
        "a b",
        "ﬀ",
        "10",
        "9",
    ]
    frame = pl.DataFrame({"id": ids, "text": [f"Rain {'wet ' * n}." for n in range(len(ids))]})
    frame.write_csv("t.csv")
    store(read("t.csv"), "whole", lexicon, partition=2)

    store("t.csv", "counts", lexicon, partition=2)

    assert files_of(Path("whole")) == files_of(Path("counts"))


@pytest.mark.parametrize("ahead", [0, 10, 30, 60])
def test_how_many_rows_are_read_ahead_makes_no_difference(
    lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch, ahead: int
) -> None:
    """Where partitions are put together of many parts, each of which has rows of all of them."""
    sources = _sources("parquet", 60)
    store(read(sources), "whole", lexicon, partition=7)
    monkeypatch.setattr(shelf, "_ROWS_AHEAD", ahead)

    store(sources, "counts", lexicon, partition=7)
    merge_counts(["counts"], "merged", partition=3)
    merge_counts(["merged"], "again", partition=7)

    assert files_of(Path("whole")) == files_of(Path("counts")) == files_of(Path("again"))


@pytest.mark.parametrize("side_by_side", [2, 3, 5, 100])
@pytest.mark.parametrize("size", [1, 4, 100])
def test_how_parts_are_joined_makes_no_difference(
    lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch, side_by_side: int, size: int
) -> None:
    """Those of a run, and those of counts that are merged."""
    sources = _sources("parquet", 60)
    store(read(sources), "whole", lexicon, partition=7)
    monkeypatch.setattr(joining, "SIDE_BY_SIDE", side_by_side)
    monkeypatch.setattr(joining, "ARTICLES_A_PART", size)

    store(sources, "counts", lexicon, partition=7)
    for number in range(1, 10):
        store(sources, f"s{number}", lexicon, shard=(number, 9), partition=3)
    merge_counts([f"s{number}" for number in range(1, 10)], "merged", partition=7)

    assert files_of(Path("whole")) == files_of(Path("counts")) == files_of(Path("merged"))


def test_the_work_of_putting_parts_together_does_not_grow_by_the_square(
    lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A row is read once for each time that parts are joined, and few files are held at once."""
    monkeypatch.setattr(joining, "SIDE_BY_SIDE", 4)
    monkeypatch.setattr(joining, "ARTICLES_A_PART", 4)
    monkeypatch.setattr(shelf, "_ROWS_AHEAD", 4 * 2)
    rows_read, held = [0], [0]
    real, held_of = vars(shelf)["read_some_rows"], shelf.Shelf._held

    def reading(path: Path, start: int, length: int) -> pl.DataFrame:
        frame: pl.DataFrame = real(path, start, length)
        rows_read[0] += len(frame)
        return frame

    def watching(self: shelf.Shelf, *place: int) -> tuple[int, pl.DataFrame]:
        held[0] = max(held[0], len(self._ahead))
        return held_of(self, *place)

    monkeypatch.setattr(shelf, "read_some_rows", reading)
    monkeypatch.setattr(shelf.Shelf, "_held", watching)
    for number, times in ((4 * 4, 1), (4 * 16, 2), (4 * 64, 3)):
        frame = pl.DataFrame({"id": [f"{index:03}" for index in range(number)]})
        frame = frame.with_columns(text=pl.lit("Rain."))
        frame.sample(fraction=1, shuffle=True, seed=2).write_csv(f"{number}.csv")
        rows_read[0] = 0

        store(f"{number}.csv", str(number), lexicon, partition=4)

        assert rows_read[0] <= times * number
    assert 1 < held[0] <= 4


def test_parts_with_rows_that_others_have_are_let_go(lexicon: Lexicon) -> None:
    """They are left of a run that was killed while it joined parts."""
    sources = _interrupted(lexicon)
    store(read(sources), "whole", lexicon, partition=5)
    parts = sorted(Path("counts/.pending").iterdir())
    pending, rows = Pending(Path("counts"), read_header(parts[0])), pl.read_parquet(parts[0])
    pending.add(rows[:2])
    pending.add(rows[2:])

    with pytest.MonkeyPatch.context() as patch:
        _ids_counted(patch, 0)
        with pytest.raises(_StoppedError):
            store(sources, "counts", lexicon, partition=5)
    kept = set(Path("counts/.pending").iterdir())
    store(sources, "counts", lexicon, partition=5)

    assert len(kept) < len(parts) + 2
    assert files_of(Path("whole")) == files_of(Path("counts"))


@pytest.mark.parametrize("shareable", [False, True])
def test_shards(lexicon: Lexicon, shareable: bool) -> None:
    """Of what is not in the shard nothing is counted; together they are the whole."""
    sources = _sources("several")
    store(read(sources), "whole", lexicon, partition=5, shareable=shareable)
    options = {"lexicon": lexicon, "partition": 4, "shareable": shareable}

    for number in (1, 2, 3):
        store(sources, f"s{number}", shard=(number, 3), **options)  # type: ignore[arg-type]
        store(sources, "all", shard=(number, 3), **options)  # type: ignore[arg-type]
        store(read(sources), f"m{number}", shard=(number, 3), **options)  # type: ignore[arg-type]
        assert files_of(Path(f"m{number}")) == files_of(Path(f"s{number}"))
    merge_counts(["s1", "s2", "s3"], "merged", partition=5)
    merge_counts(["all"], "other", partition=5)

    assert files_of(Path("whole")) == files_of(Path("merged")) == files_of(Path("other"))


def test_page_furniture_is_kept_if_asked_for(lexicon: Lexicon) -> None:
    """As with articles in memory, also of a stream that was opened without."""
    Path("a.txt").write_text("Rain fell.\nAdvertisement\nSun came.")
    store(read("a.txt"), "whole", lexicon, keep_furniture=True)

    store("a.txt", "path", lexicon, keep_furniture=True)
    store(open_stream("a.txt"), "stream", lexicon, keep_furniture=True)

    assert files_of(Path("whole")) == files_of(Path("path")) == files_of(Path("stream"))


def _alive() -> int:
    gc.collect()
    return sum(type(one) is Article for one in gc.get_objects())  # a weak one may be gone


def _watch_counts(
    monkeypatch: pytest.MonkeyPatch, look: Callable[[list[Article]], int]
) -> list[int]:
    """Note something whenever articles are counted."""
    noted: list[int] = []
    real: Callable[..., Counts] = vars(storing)["count"]

    def watched(articles: Iterator[Article], lexicon: Lexicon) -> Counts:
        held = list(articles)
        noted.append(look(held))
        return real(held, lexicon)

    monkeypatch.setattr(storing, "count", watched)
    return noted


@pytest.mark.parametrize("kind", ["folder", "csv", "jsonl", "parquet", "several"])
def test_no_more_than_a_batch_is_in_memory(
    lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    """However many articles there are."""
    sources = _sources(kind, 60)
    before = _alive()
    alive = _watch_counts(monkeypatch, lambda _: _alive())

    store(sources, "counts", lexicon, partition=5)

    assert len(alive) > 10
    assert max(alive) - before <= 4 + 1


class _StoppedError(Exception):
    """Stands for an interruption."""


def _ids_counted(monkeypatch: pytest.MonkeyPatch, stop_after: int | None) -> list[str]:
    """Note the ids of all articles that are counted, and stop before a batch."""
    ids: list[str] = []
    real: Callable[..., Counts] = vars(storing)["count"]
    left = [stop_after]

    def watched(articles: Iterator[Article], lexicon: Lexicon) -> Counts:
        if left[0] is not None:
            left[0] -= 1
            if left[0] < 0:
                raise _StoppedError
        held = list(articles)
        ids.extend(one.id for one in held)
        return real(held, lexicon)

    monkeypatch.setattr(storing, "count", watched)
    return ids


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_counted_twice(lexicon: Lexicon, kind: str) -> None:
    """Stopped after each batch, a run goes on behind it."""
    sources = _sources(kind)
    store(read(sources), "whole", lexicon, partition=5)
    counted: list[str] = []
    for batches in (1, 1, 2, 0, None):
        with pytest.MonkeyPatch.context() as patch:
            ids = _ids_counted(patch, batches)
            try:
                written = store(sources, "counts", lexicon, partition=5)
            except _StoppedError:
                assert batches is not None
            counted += ids

    assert sorted(counted) == sorted(one.id for one in read(sources).articles)
    assert written.counted == len(counted) - 16
    assert files_of(Path("whole")) == files_of(Path("counts"))


def test_a_finished_run_counts_nothing(lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch) -> None:
    """It reads, to see that the articles are the same."""
    sources = _sources("csv")
    store(sources, "counts", lexicon, partition=5)
    before = files_of(Path("counts"))
    monkeypatch.setattr(storing, "count", None)  # may not be called

    assert store(sources, "counts", lexicon, partition=5).counted == 0
    assert files_of(Path("counts")) == before
    assert store(sources, "counts", lexicon, partition=9).counted == 0  # other files of the same


def test_new_and_changed_articles(lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only they are counted."""
    _sources("folder")
    store("articles", "counts", lexicon, partition=5)
    changed = Path("articles/0.txt")
    changed.write_text(f"{changed.read_text()}\nMore rain.")
    Path("articles/new.txt").write_text("Rain.")
    store(read("articles"), "whole", lexicon, partition=5)
    (of_changed,) = read(changed).articles
    ids = _ids_counted(monkeypatch, None)

    written = store("articles", "counts", lexicon, partition=5)

    assert sorted(ids) == sorted([of_changed.id, "new"])
    assert written.counted == 2
    assert files_of(Path("whole")) == files_of(Path("counts"))


def test_counts_of_others_are_refused_before_anything_is_counted(
    lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And stay as they are."""
    (source,) = _sources("csv")
    store(source, "counts", lexicon, partition=5)
    before = files_of(Path("counts"))
    frame = pl.read_csv(source, infer_schema=False)
    frame.vstack(frame.with_columns(id=pl.col("id") + "x"))[4:].write_csv(source)
    monkeypatch.setattr(storing, "count", None)  # may not be called

    with pytest.raises(InputError, match="holds counts of articles that are not among these"):
        store(source, "counts", lexicon, partition=5)
    assert files_of(Path("counts")) == before


def _interrupted(lexicon: Lexicon, batches: int = 2) -> list[str]:
    """Leave a run after some batches, and return its sources."""
    sources = _sources("csv")
    with pytest.MonkeyPatch.context() as patch:
        _ids_counted(patch, batches)
        with pytest.raises(_StoppedError):
            store(sources, "counts", lexicon, partition=5)
    return sources


def test_an_interrupted_folder_is_no_source(lexicon: Lexicon) -> None:
    """And it says why."""
    _interrupted(lexicon)

    for use in (load_counts, lambda folder: merge_counts([folder], "merged")):
        with pytest.raises(InputError, match="the counting was interrupted, or is going on"):
            use("counts")


def test_another_job_does_not_take_up_the_parts(lexicon: Lexicon) -> None:
    """It is refused, with what differs."""
    sources = _interrupted(lexicon)

    with pytest.raises(InputError, match="they differ in level: paragraphs and shareable"):
        store(sources, "counts", lexicon, shareable=True)
    with pytest.raises(InputError, match="they differ in lexicon"):
        store(sources, "counts")
    store(sources, "shard", lexicon, shard=(1, 2))


def test_parts_are_taken_up_only_if_they_are_whole_and_of_this_version(lexicon: Lexicon) -> None:
    """Others are counted anew."""
    sources = _interrupted(lexicon, 4)
    store(read(sources), "whole", lexicon, partition=5)
    parts = sorted(Path("counts/.pending").iterdir())
    parts[0].write_bytes(parts[0].read_bytes()[:-50])
    content = bytearray(parts[1].read_bytes())
    content[len(content) // 2] ^= 1
    parts[1].write_bytes(content)
    with pytest.MonkeyPatch.context() as patch:
        defaults = {**(Header.__init__.__kwdefaults__ or {}), "version": "0"}
        patch.setattr(Header.__init__, "__kwdefaults__", defaults)
        old = Path("old")
        with pytest.MonkeyPatch.context() as inner:
            _ids_counted(inner, 1)
            with pytest.raises(_StoppedError):
                store(sources, old, lexicon, partition=5)
    shutil.copy(next((old / ".pending").iterdir()), "counts/.pending")

    written = store(sources, "counts", lexicon, partition=5)

    assert written.counted == written.articles - 2 * 4
    assert files_of(Path("whole")) == files_of(Path("counts"))


def test_parts_of_articles_that_are_gone_are_let_go(lexicon: Lexicon) -> None:
    """They were never counts of a run that was finished."""
    (source,) = _interrupted(lexicon)
    pl.read_csv(source, infer_schema=False)[6:].write_csv(source)
    store(read(source), "whole", lexicon, partition=5)

    store(source, "counts", lexicon, partition=5)

    assert files_of(Path("whole")) == files_of(Path("counts"))


def test_a_source_that_fails_in_the_middle(lexicon: Lexicon) -> None:
    """What was read of it, and all other sources, are counted."""
    _sources("several")
    with Path("t.csv").open("ab") as table:
        table.write(b'z,"Rain is left open\n')
    Path("u.parquet").write_bytes(Path("u.parquet").read_bytes()[:-9])
    stream = open_stream(["t.csv", "u.parquet", "x.txt"])
    store(read(["t.csv", "u.parquet", "x.txt"]), "whole", lexicon)

    store(stream, "counts", lexicon)

    assert files_of(Path("whole")) == files_of(Path("counts"))
    assert stream.skipped
    assert {"t.csv", "u.parquet"} <= {problem.source for problem in stream.problems}


def test_a_full_disk(lexicon: Lexicon, disk: Disk) -> None:
    """Wherever it happens, the run goes on from there when there is room again."""
    sources = _sources("jsonl")
    disk.room = 50
    store(read(sources), "whole", lexicon, partition=5)

    for room in (0, 1, 2, 1, 3, 1, 50):
        disk.room = room
        if room < 50:
            with pytest.raises(Exception, match="No space left"):
                store(sources, "counts", lexicon, partition=5)
    store(sources, "counts", lexicon, partition=5)

    assert files_of(Path("whole")) == files_of(Path("counts"))


_KILLED = """
import os, random, shutil, signal, sys
from pathlib import Path
import polars  # loaded once, and first used behind the fork
from framing import Frame, Lexicon, Pattern
from framing.stored import joining, store_counts, streaming

streaming.ARTICLES_A_BATCH = 5
joining.SIDE_BY_SIDE, joining.ARTICLES_A_PART = 2, 4
lexicon = Lexicon(name="w", version="1", frames=(Frame("r", "R", (Pattern("rain*"),)),))
source, moments = sys.argv[1], int(sys.argv[2])

def run(folder, event):
    # Count in a process of its own, killed at an event: where a file is half written, before and
    # behind its taking its name, before one is removed.
    process = os.fork()
    if process:
        return os.waitpid(process, 0)[1]
    events = 0
    def pass_by():
        nonlocal events
        if events == event:
            os.kill(os.getpid(), signal.SIGKILL)
        events += 1
    real = {name: getattr(Path, name) for name in ("write_bytes", "replace", "unlink")}
    def write_bytes(path, content):
        real["write_bytes"](path, content[: len(content) // 2])
        pass_by()
        return real["write_bytes"](path, content)
    def replace(path, target):
        pass_by()
        result = real["replace"](path, target)
        pass_by()
        return result
    def unlink(path, missing_ok=False):
        pass_by()
        return real["unlink"](path, missing_ok=missing_ok)
    Path.write_bytes, Path.replace, Path.unlink = write_bytes, replace, unlink
    rmtree = shutil.rmtree
    def remove(path, **options):
        pass_by()
        for one in sorted(Path(path).glob("*"))[:2]:
            one.unlink()
        rmtree(path, **options)
    shutil.rmtree = remove
    try:
        store_counts(source, folder, lexicon, partition=3)
        Path(f"{folder}.events").write_text(str(events))
    finally:
        os._exit(0)

run("unbroken", None)
events = int(Path("unbroken.events").read_text())
numbers = random.Random(5)
chosen = sorted(numbers.sample(range(1, events - 1), moments - 2)) + [0, events - 1]
for event in chosen:
    status = run(f"killed-{event}", event)
    assert os.WTERMSIG(status) == signal.SIGKILL, status
    parts = len(list(Path(f"killed-{event}", ".pending").glob("part-*")))
    print(event, parts, len(list(Path(f"killed-{event}").glob("counts-*"))))
    run(f"killed-{event}", None)
for event in chosen[::3]:  # one folder, killed again and again
    run("again", event % 17)
run("again", None)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that fork")
def test_a_run_that_is_killed_at_any_moment_goes_on() -> None:
    """Killed at twenty moments and started again, it leaves the files of an unbroken run."""
    (source,) = _sources("csv", 50)
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", _KILLED, source, "20"],
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )

    assert 0 == done.returncode, done.stderr
    left = [tuple(map(int, line.split())) for line in done.stdout.splitlines()]
    assert 20 == len(left)
    assert any(parts and not partitions for _, parts, partitions in left)
    assert any(parts and partitions for _, parts, partitions in left)
    lexicon = Lexicon(name="w", version="1", frames=(Frame("r", "R", (Pattern("rain*"),)),))
    store(read(source), "whole", lexicon, partition=3)
    whole = files_of(Path("whole"))
    for folder in ("unbroken", "again", *(f"killed-{event}" for event, *_ in left)):
        assert whole == files_of(Path(folder)), folder
