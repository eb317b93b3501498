"""Folders of counts: the same bytes whatever the order, the shards and the interruptions."""

import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import framing
from framing import Article, FramingError, InputError, Lexicon, SettingError, load_counts
from framing.stored import Header, merge_counts, parse_shard, storing
from framing.stored import store_counts as store
from framing.stored.storing import shard_of
from tests.stored.conftest import Disk, assert_same, environment, files_of, make_articles

ARTICLES = make_articles(23)
_DEFAULTS = Header.__init__.__kwdefaults__ or {}


@pytest.fixture
def whole(tmp_path: Path, lexicon: Lexicon) -> Path:
    """The counts of all articles, five a file, made in one go."""
    store(ARTICLES, tmp_path / "whole", lexicon, partition=5)
    return tmp_path / "whole"


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_the_sources_makes_no_difference(
    whole: Path, tmp_path: Path, lexicon: Lexicon, seed: int
) -> None:
    """The same articles give the same files."""
    shuffled = random.Random(seed).sample(ARTICLES, len(ARTICLES))

    written = store(shuffled, tmp_path / "c", lexicon, partition=5)

    assert (written.articles, written.partitions, written.counted) == (23, 5, 23)
    assert files_of(whole) == files_of(tmp_path / "c")


def test_what_is_there_is_not_counted_again(
    whole: Path, lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run that was finished has nothing to do, and changes nothing."""
    before = {path: path.stat().st_mtime_ns for path in whole.iterdir()}
    monkeypatch.setattr(storing, "count", None)  # may not be called

    written = store(ARTICLES, whole, lexicon, partition=5)

    assert (written.kept, written.counted) == (5, 0)
    assert before == {path: path.stat().st_mtime_ns for path in whole.iterdir()}


def test_a_missing_file_is_made_again(whole: Path, tmp_path: Path, lexicon: Lexicon) -> None:
    """An interrupted run goes on where it was; until then the folder is no source."""
    complete = files_of(whole)
    second = sorted(whole.iterdir())[1]
    second.unlink()

    with pytest.raises(InputError, match=r"4 of 5 partitions are there, so the counting was inter"):
        load_counts(whole)
    with pytest.raises(InputError, match=r"4 of 5 partitions"):
        merge_counts([whole], tmp_path / "m")
    written = store(ARTICLES, whole, lexicon, partition=5)

    assert (written.kept, written.counted) == (4, 5)
    assert complete == files_of(whole)


def test_a_new_article_and_a_changed_one(whole: Path, tmp_path: Path, lexicon: Lexicon) -> None:
    """Only these are counted; the files are those of a run in one go."""
    changed = Article(id="a003", outlet="Outlet 0", text="Sun.\nRain.")
    new = Article(id="a0", outlet="x", text="Sun")
    articles = [*(a for a in ARTICLES if a.id != "a003"), changed, new]

    written = store(articles, whole, lexicon, partition=5)
    store(articles, tmp_path / "c", lexicon, partition=5)

    assert written.counted == 2
    assert files_of(tmp_path / "c") == files_of(whole)


def test_other_sizes_of_files(whole: Path, tmp_path: Path, lexicon: Lexicon) -> None:
    """Files of another size replace those that are there, without counting again."""
    written = store(ARTICLES, whole, lexicon, partition=9)
    store(ARTICLES, tmp_path / "c", lexicon, partition=9)

    assert written.counted == 0
    assert files_of(tmp_path / "c") == files_of(whole)


def test_counts_of_other_articles_are_not_lost(whole: Path, lexicon: Lexicon) -> None:
    """A folder is not overwritten with something else."""
    before = files_of(whole)

    with pytest.raises(InputError, match=r"holds counts of articles that are not among these"):
        store(ARTICLES[:20], whole, lexicon, partition=5)
    with pytest.raises(InputError, match=r"they differ in level: paragraphs and shareable"):
        store(ARTICLES, whole, lexicon, shareable=True)
    with pytest.raises(InputError, match=r"they differ in --keep-furniture: off and on"):
        store(ARTICLES, whole, lexicon, keep_furniture=True)
    with pytest.raises(InputError, match=r"they differ in lexicon: weather 1 .* azm-e-istehkam"):
        store(ARTICLES, whole)
    with pytest.raises(InputError, match=r"is cut into other shards"):
        store(ARTICLES, whole, lexicon, shard=(1, 2))

    assert before == files_of(whole)


def test_counts_of_another_version(whole: Path, tmp_path: Path, lexicon: Lexicon) -> None:
    """They are counted again and replaced, but for articles that would be lost."""
    complete, old = files_of(whole), tmp_path / "old"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Header.__init__, "__kwdefaults__", {**_DEFAULTS, "version": "0"})
        store(ARTICLES, old, lexicon, partition=5)

    assert load_counts(old).header.version == "0"
    with pytest.raises(InputError, match="holds counts of articles that are not among these"):
        store(ARTICLES[1:], old, lexicon, partition=5)
    assert store(ARTICLES, old, lexicon, partition=5).counted == 23
    assert complete == files_of(old)


def test_a_folder_of_something_else(tmp_path: Path, lexicon: Lexicon) -> None:
    """Nothing is written beside articles, nor over a file."""
    (tmp_path / "a.txt").write_text("Rain.")

    with pytest.raises(SettingError, match=r"holds what is no counts \(a\.txt\)"):
        store(ARTICLES, tmp_path, lexicon)
    with pytest.raises(SettingError, match=r"is a file; name a folder"):
        store(ARTICLES, tmp_path / "a.txt", lexicon)


@pytest.mark.parametrize("shards", [1, 2, 3, 40])
def test_shards_are_the_whole(whole: Path, tmp_path: Path, lexicon: Lexicon, shards: int) -> None:
    """Shards put together, in any order, are the run without shards, byte for byte."""
    folders = []
    for number in range(1, shards + 1):
        folders.append(tmp_path / f"shard{number}")
        store(ARTICLES, folders[-1], lexicon, shard=(number, shards), partition=4)

    written, problems = merge_counts(folders[::-1], tmp_path / "merged", partition=5)

    assert problems == ()
    assert written.articles == 23
    assert files_of(whole) == files_of(tmp_path / "merged")
    assert_same(load_counts(whole).counts, load_counts(folders).counts)


def test_shards_may_share_a_folder(whole: Path, tmp_path: Path, lexicon: Lexicon) -> None:
    """Every shard minds its own files."""
    for number in (1, 2, 1):
        store(ARTICLES, tmp_path / "c", lexicon, shard=(number, 2), partition=4)

    assert_same(load_counts(whole).counts, load_counts(tmp_path / "c").counts)


def test_a_missing_shard_is_told(tmp_path: Path, lexicon: Lexicon) -> None:
    """Some shards alone can be looked at; a sentence says that they are not all."""
    store(ARTICLES, tmp_path / "c", lexicon, shard=(2, 3))

    (problem,) = load_counts(tmp_path / "c").problems
    _, problems = merge_counts(tmp_path / "c", tmp_path / "m")

    assert str(problem).endswith("these counts are not all: without shard 1/3, 3/3")
    assert problems == (problem,)


def test_counts_know_which_shards_they_are_put_together_from(
    tmp_path: Path, lexicon: Lexicon
) -> None:
    """However they are put together, what is missing is told until nothing is."""
    folders = {number: tmp_path / f"s{number}" for number in range(1, 5)}
    for number, folder in folders.items():
        store(ARTICLES, folder, lexicon, shard=(number, 4), partition=4)
    store(ARTICLES, tmp_path / "whole", lexicon, partition=5)

    def merged(name: str, *sources: Path) -> tuple[Path, str]:
        _, problems = merge_counts(sources, tmp_path / name, partition=5)
        return tmp_path / name, "; ".join(problem.message for problem in problems)

    two, said = merged("two", folders[4], folders[2])
    assert said == "these counts are not all: without shard 1/4, 3/4"
    three, said = merged("three", two, folders[1])
    assert said == "these counts are not all: without shard 3/4"
    assert load_counts(three).header.held == ((1, 4), (2, 4), (4, 4))
    again, _ = merged("again", folders[1], folders[2], folders[4])
    assert files_of(three) == files_of(again)
    with pytest.raises(InputError, match="both hold article"):
        merged("twice", three, folders[4])
    for name, sources in {"all": (three, folders[3]), "three": (*folders.values(),)}.items():
        complete, said = merged(name, *sources)
        assert said == ""
        assert load_counts(complete).header.held == ()
        assert files_of(complete) == files_of(tmp_path / "whole")


def test_what_is_measured_of_some_shards_says_so(tmp_path: Path, lexicon: Lexicon) -> None:
    """Of shards, of what they are merged into, and of coarser counts of that."""
    store(ARTICLES, tmp_path / "s", lexicon, shard=(2, 3))
    merge_counts(tmp_path / "s", tmp_path / "m")
    store(str(tmp_path / "m"), tmp_path / "coarse", shareable=True)
    store(ARTICLES, tmp_path / "all", lexicon)
    caution = "These counts are not of all articles: without shard 1/3, 3/3."

    for name, times in {"s": 1, "m": 1, "coarse": 1, "all": 0}.items():
        for measure in (framing.emphasis, framing.compare):
            assert times == measure(tmp_path / name).to_dict()["cautions"].count(caution)
    for number in (1, 3):
        store(ARTICLES, tmp_path / f"{number}", lexicon, shard=(number, 3), shareable=True)
    assert not load_counts([tmp_path / "coarse", tmp_path / "1", tmp_path / "3"]).problems


def test_very_many_shards(tmp_path: Path, lexicon: Lexicon) -> None:
    """Five of those that are missing are named."""
    store(ARTICLES[:1], tmp_path / "s", lexicon, shard=(shard_of("a000", 10**9), 10**9))

    (problem,) = load_counts(tmp_path / "s").problems

    named = ", ".join(f"{number}/1000000000" for number in range(1, 6))
    assert problem.message.endswith(f"without shard {named} and 999,999,994 more")


def test_the_shard_of_an_article_never_changes() -> None:
    """It is decided by the id alone, the same on every machine and in every version."""
    assert [shard_of(id_, 4) for id_ in ("a", "b", "c", "d", "é")] == [3, 3, 3, 2, 4]


@pytest.mark.parametrize("given", ["2", "a/b", "1/", "/2", "-1/2", "1/2/3", "1.0/2", "²/3"])
def test_what_is_no_shard(given: str) -> None:
    """A shard is two whole numbers."""
    with pytest.raises(SettingError, match=r"^--shard: .* is not of the form i/n"):
        parse_shard(given)


@pytest.mark.parametrize("shard", [(0, 2), (3, 2), (1, 0)])
def test_a_shard_that_is_not_there(shard: tuple[int, int], tmp_path: Path) -> None:
    """The first shard is 1 and the last n."""
    with pytest.raises(SettingError, match=r"is not i/n with i from 1 to n"):
        store(ARTICLES, tmp_path / "c", shard=shard)


def test_merging_what_does_not_belong_together(
    whole: Path, tmp_path: Path, lexicon: Lexicon
) -> None:
    """Counts that were made otherwise are refused, with what differs."""
    others = make_articles(30)[23:]
    store(others, tmp_path / "other lexicon")
    store(others, tmp_path / "level", lexicon, shareable=True)
    store(others, tmp_path / "furniture", lexicon, keep_furniture=True)
    store(others, tmp_path / "in tables", lexicon, furniture=True)

    for name, what in {
        "other lexicon": r"lexicon: .*weather 1 \([0-9a-f]{12}\)",
        "level": "level: shareable and paragraphs",
        "furniture": "--keep-furniture: on and off",
        "in tables": "--furniture: on and off",
    }.items():
        with pytest.raises(InputError, match=what) as caught:
            merge_counts([whole, tmp_path / name], tmp_path / "m")
        assert name in str(caught.value)
        assert str(whole) in str(caught.value)
    assert not (tmp_path / "m").exists()


def test_merging_what_overlaps(whole: Path, tmp_path: Path, lexicon: Lexicon) -> None:
    """An article in two counts is refused, by name, whatever it says."""
    again = [*ARTICLES[21:], Article(id="a001", outlet="x", text="Sun.")]
    store(again, tmp_path / "again", lexicon)

    with pytest.raises(InputError, match=r"both hold article 'a001', 'a021', 'a022'; leave one"):
        merge_counts([whole, tmp_path / "again"], tmp_path / "m")
    with pytest.raises(InputError, match=r"both hold article"):
        load_counts([whole, tmp_path / "again"])


def test_merging_different_articles(tmp_path: Path, lexicon: Lexicon, whole: Path) -> None:
    """Counts of different sources are those of all; a folder named twice is read once."""
    store(ARTICLES[:9], tmp_path / "a", lexicon)
    store(ARTICLES[9:], tmp_path / "b", lexicon, partition=3)

    merge_counts([tmp_path / "b", tmp_path / "a", tmp_path / "b"], tmp_path / "m", partition=5)

    assert files_of(whole) == files_of(tmp_path / "m")


def test_merging_into_a_source_or_from_nothing(whole: Path, tmp_path: Path) -> None:
    """What is merged stays as it is."""
    (tmp_path / "empty").mkdir()

    with pytest.raises(SettingError, match="is one of those to be merged"):
        merge_counts([whole], whole)
    with pytest.raises(InputError, match="holds no counts; make them with framing count"):
        merge_counts([tmp_path / "empty"], tmp_path / "m")


def test_shareable_counts_from_counts(whole: Path, tmp_path: Path, lexicon: Lexicon) -> None:
    """No article is needed to make coarser counts; finer ones cannot be made."""
    store(ARTICLES, tmp_path / "from articles", lexicon, shareable=True, partition=5)
    store(str(whole), tmp_path / "from counts", shareable=True, partition=5)

    assert files_of(tmp_path / "from articles") == files_of(tmp_path / "from counts")
    with pytest.raises(SettingError, match="these are counts already"):
        store(str(tmp_path / "from counts"), tmp_path / "finer")


def test_two_articles_with_one_id(tmp_path: Path, lexicon: Lexicon) -> None:
    """They are refused, even where they would fall into different files."""
    with pytest.raises(InputError, match=r"two articles have the id 'a000'"):
        store([*ARTICLES, ARTICLES[0]], tmp_path / "c", lexicon, partition=1)


def test_nothing_to_count_and_no_room(tmp_path: Path, lexicon: Lexicon) -> None:
    """There must be articles, and room for at least one a file."""
    with pytest.raises(InputError, match="there are no articles to count"):
        store([], tmp_path / "c", lexicon)
    with pytest.raises(SettingError, match="--partition: 0 is not a number"):
        store(ARTICLES, tmp_path / "c", lexicon, partition=0)


def test_a_full_disk_leaves_whole_files(tmp_path: Path, lexicon: Lexicon, disk: Disk) -> None:
    """What was finished stays and is taken up again; nothing is there in part."""
    disk.room = 3
    with pytest.raises(FramingError, match="No space left"):
        store(ARTICLES, tmp_path / "c", lexicon, partition=5)
    disk.room = 50

    assert len(files_of(tmp_path / "c")) == 3
    assert store(ARTICLES, tmp_path / "c", lexicon, partition=5).kept == 3


_SLOW_ENOUGH = """
import sys, time
from pathlib import Path
write = Path.write_bytes
def halting(path, content):  # in two goes, so that there is half a file to be killed in
    write(path, content[: len(content) // 2])
    time.sleep(0.003)
    return write(path, content)
Path.write_bytes = halting
from framing.stored import store_counts
from tests.stored.conftest import make_articles
print("begins", flush=True)
store_counts(make_articles(23), sys.argv[1], partition=1)
"""


@pytest.fixture(scope="module")
def unbroken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The counts of a run that nobody stopped."""
    folder = tmp_path_factory.mktemp("unbroken") / "c"
    store(ARTICLES, folder, partition=1)
    return folder


@pytest.mark.parametrize("seed", range(5))
def test_a_killed_run_goes_on(seed: int, tmp_path: Path, unbroken: Path) -> None:
    """Killed four times at any moment and then let be, it leaves the files of an unbroken run."""
    numbers = random.Random(seed)
    folder = tmp_path / "c"
    for _ in range(4):
        process = subprocess.Popen(
            [sys.executable, "-c", _SLOW_ENOUGH, folder],
            stdout=subprocess.PIPE,
            env=environment(),
        )
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(numbers.uniform(0, 0.15))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        whole = {path.name for path in folder.glob("counts-*")} if folder.exists() else set()
        assert {name: (unbroken / name).read_bytes() for name in whole} == {
            name: (folder / name).read_bytes() for name in whole
        }

    store(ARTICLES, folder, partition=1)

    assert files_of(unbroken) == files_of(folder)


def test_counts_can_be_moved(whole: Path, tmp_path: Path) -> None:
    """Where they lie does not matter, and their files can be named one by one."""
    shutil.move(whole, tmp_path / "elsewhere")
    files = sorted((tmp_path / "elsewhere").iterdir())

    assert len(load_counts(files[:2]).articles) == 10
    assert len(load_counts(str(tmp_path / "elsewhere" / "*.parquet")).articles) == 23


def test_furniture_in_tables_is_looked_for_where_it_is_asked_for(
    tmp_path: Path, lexicon: Lexicon
) -> None:
    """The header says what was done."""
    table = tmp_path / "articles.csv"
    lines = "Rain fell over the town all day.\n\nSubscribe to our newsletter\n\nAdvertisement"
    table.write_text(f'id,outlet,text\na,North,"{lines}"\n')
    words = {}
    for furniture in (False, True):
        folder = tmp_path / f"counts {furniture}"
        store(table, folder, lexicon, furniture=furniture)
        words[furniture] = int(load_counts(folder).counts.paragraph_words.sum())

    assert words == {False: 12, True: 7}


@pytest.mark.parametrize("finished", [True, False])
def test_a_folder_that_is_counted_into_is_no_source(
    tmp_path: Path, lexicon: Lexicon, finished: bool
) -> None:
    """Also where it has the files of an earlier job, and where it has nothing else."""
    folder = tmp_path / "counts"
    store(ARTICLES, folder, lexicon)
    part = next(iter(folder.glob("*.parquet")))
    (folder / ".pending").mkdir()
    shutil.copy(part, folder / ".pending" / "part-1.parquet")
    if not finished:
        part.unlink()

    for measure in (framing.emphasis, load_counts):
        with pytest.raises(InputError, match=r"counting was interrupted, or is going on"):
            measure(folder)
