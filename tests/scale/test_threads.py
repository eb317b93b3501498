"""Threads that share what they learn count what one thread counts, however often tables grow."""

import sys
from collections.abc import Iterator
from itertools import product
from random import Random
from threading import Barrier, Thread
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl
import pytest

from framing import Article, Frame, Lexicon, Pattern, count, load_lexicon
from framing.scale import Batch, count_articles, count_texts
from framing.scale import articles as articles_module
from framing.scale import batches as batches_module
from framing.scale import matching as matching_module
from framing.scale.chunks import ChunkTable
from framing.scale.cutting import cut
from framing.scale.room import Room
from tests.scale import test_articles
from tests.scale.same import assert_same

pytest.importorskip("numba", reason="needs numba, of the extra scale")

_THREADS = 4
_FACTOR = 0x9E3779B97F4A7C15
_SIGNS = np.frombuffer(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'", np.uint8)


def _same_keys() -> list[str]:
    """Return different chunks of 16 bytes that have one key, so that only their letters differ."""
    beginnings = np.random.default_rng(1).choice(_SIGNS, (1 << 20, 8))
    begin = np.ascontiguousarray(beginnings).view("<u8").ravel()
    end = int.from_bytes(b"theSame1", "little")
    key = _key(int(begin[0]), end)
    inverse = np.uint64(pow(_FACTOR, -1, 1 << 64))
    ends = begin ^ ((np.uint64(key) - (begin >> np.uint64(29))) * inverse)
    fitting = np.isin(ends.view(np.uint8).reshape(-1, 8), _SIGNS).all(axis=1)
    found = zip(begin[fitting].tolist(), ends[fitting].tolist(), strict=True)
    pairs = [(one, other) for one, other in found if _key(one, other) == key]
    return [(a.to_bytes(8, "little") + b.to_bytes(8, "little")).decode() for a, b in pairs]


def _key(begin: int, end: int) -> int:
    return ((begin ^ end) * _FACTOR + (begin >> 29)) % (1 << 64)


@pytest.fixture
def quick_turns() -> Iterator[None]:
    """Threads that take turns as often as they can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.fixture
def small_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tables that have to grow all the time, and batches of few articles."""
    monkeypatch.setattr(ChunkTable.__init__, "__kwdefaults__", {"slots": 2, "letters": 1})
    monkeypatch.setattr(matching_module, "_FEWEST_SLOTS", 2)
    monkeypatch.setattr(articles_module, "PART_ROWS", 3)
    monkeypatch.setattr(batches_module, "PART_ROWS", 3)


def _texts(seed: int, number: int) -> list[str]:
    """Return texts of many different words, some of them in all texts, and hits."""
    random, alike = Random(seed), _same_keys()
    said = "China attack attacks Taliban Kabul opposition security CPEC operation Afghan’s army"
    words = [*said.split(), *alike, "naïve", "don’t", "x" * 70]
    texts = []
    for _ in range(number):
        new = ["".join(random.choices("abcdé'ñ", k=random.choice([2, 8, 9, 20]))) for _ in words]
        chosen = random.choices([*words, *new], k=120)
        texts.append("\n\n".join(" ".join(chosen[at : at + 30]) + "." for at in range(0, 120, 30)))
    return texts


def test_one_table_of_several_threads(quick_turns: None) -> None:
    """Equal chunks have one number, different ones two, whoever met them first."""
    alike = _same_keys()
    random = Random(2)
    own = ["".join(random.choices("ab'é", k=random.choice([1, 8, 9, 40]))) for _ in range(4000)]
    mixed = [*own, *alike * 50]
    texts = [random.choices(mixed, k=2000) + alike for _ in range(3 * _THREADS)]
    table = ChunkTable(slots=2, letters=1)
    found: dict[int, npt.NDArray[np.int32]] = {}
    begin = Barrier(_THREADS)

    def cut(thread: int) -> None:
        room = Room()
        begin.wait()
        for number in range(thread, len(texts), _THREADS):
            text = np.frombuffer(" ".join(texts[number]).encode(), np.uint8)
            ids, until = table.cut(text, np.array([0]), np.array([len(text)]), 1, room)
            found[number] = ids[: until[-1]].copy()

    threads = [Thread(target=cut, args=(thread,)) for thread in range(_THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    chunks = table.spellings(0)
    assert len(alike) > 5
    assert len(chunks) == len(set(chunks)) == len(table)
    for number, text in enumerate(texts):
        assert [chunks[one] for one in found[number].tolist()] == text


def test_very_many_steps_at_once() -> None:
    """As many as are noted at a time, all different, leave room in the table of steps."""
    number = 130
    patterns = tuple(Pattern(f"a{one} b{one}") for one in range(number))
    lexicon = Lexicon("pairs", (Frame("pairs", "Pairs", patterns),))
    pairs = product(range(number), repeat=2)
    text = "\n\n".join(f"a{first} b{second}" for first, second in pairs)
    articles = [Article(id="a", outlet="N", text=text)]

    counted = count_articles(articles, lexicon, threads=1)

    assert len(counted.hits) == number
    test_articles.assert_same(counted, count(articles, lexicon))


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_tables_are_counted_the_same(quick_turns: None, small_tables: None, threads: int) -> None:
    """As the plain code counts them."""
    texts = _texts(3, 40)
    groups = pl.Series(["N", "S"] * 20)
    titles = pl.Series([text.split(".")[0] for text in texts[::-1]])
    batch, lexicon = Batch(pl.Series(texts), groups, titles=titles), load_lexicon()

    counted = count_texts([batch], lexicon, engine="compiled", threads=threads)

    assert_same(counted, count_texts([batch], lexicon, engine="plain", threads=1))


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_articles_are_counted_the_same(quick_turns: None, small_tables: None, threads: int) -> None:
    """As the plain code counts them."""
    articles = [
        Article(id=f"a{number:02}", outlet="NS"[number % 2], text=text, title="Kabul at war")
        for number, text in enumerate(_texts(4, 40))
    ]

    counted = count_articles(articles, load_lexicon(), threads=threads)

    test_articles.assert_same(counted, count(articles, load_lexicon()))


class _TakenMeanwhile:
    """Slots of a table of chunks of which each free one is taken as soon as it was looked at."""

    def __init__(self, slots: int) -> None:
        self._slots = np.zeros((slots, 2), dtype=np.uint64)

    def __len__(self) -> int:
        return len(self._slots)

    def __getitem__(self, place: tuple[int, int]) -> np.uint64:
        found: np.uint64 = self._slots[place]
        if place[1] == 1 and not found:
            self._slots[place[0]] = ord("x"), 2 << 1  # the second chunk, a short one
        return found


def test_a_slot_that_is_taken_meanwhile_is_of_another_chunk() -> None:
    """Who looks up and finds it free does not know the chunk, whoever enters one there then."""
    text = np.frombuffer(b"word and another", dtype=np.uint8)
    ids, until = np.empty(9, dtype=np.int32), np.zeros(2, dtype=np.int64)
    unknown, noted = np.empty((9, 3), dtype=np.int64), np.zeros(1, dtype=np.int64)
    slots: Any = _TakenMeanwhile(64)

    with np.errstate(over="ignore"):  # as in machine code
        cut.function(
            text, np.array([0]), np.array([16]), 0, 1, slots,
            np.zeros(64, np.uint8), np.zeros(34, np.int64), ids, until, unknown, noted,
        )  # fmt: skip

    assert ids[:3].tolist() == [-1, -1, -1]
    assert unknown[: noted[0]].tolist() == [[0, 4, 0], [5, 3, 1], [9, 7, 2]]
