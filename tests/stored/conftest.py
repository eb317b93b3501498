"""What the tests of stored counts share: articles, folders compared by bytes, disks, processes."""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from framing import Article, Counts

Files = dict[str, bytes]

_WORDS = ["rain", "sun", "storm", "cloud", "wet", "rainy", "day", "town", "river", "the", "a", "of"]


def make_articles(number: int) -> list[Article]:
    """Make articles of different words, with headlines, stories and columns of their own."""
    return [
        Article(
            id=f"a{index:03}",
            outlet=f"Outlet {index % 3}",
            title=f"Rain over town {index}" if index % 2 else "",
            story=f"s{index % 4}",
            source=f"folder/a{index:03}.txt",
            metadata={"desk": f"d{index % 2}"} if index % 5 else {},
            text="\n".join(
                " ".join(_WORDS[(index * 7 + line * 3 + word * word) % 12] for word in range(9))
                for line in range(index % 6)
            ),
        )
        for index in range(number)
    ]


def files_of(folder: Path) -> Files:
    """Return what stands in a folder, hidden files too."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def assert_same(first: Counts, second: Counts) -> None:
    """Make sure that two counts are equal, field by field."""
    assert first.lexicon == second.lexicon
    assert first.articles == second.articles
    assert first.vocabulary == second.vocabulary
    assert first.expressions == second.expressions
    assert first.level == second.level
    for name in ("paragraph_article", "paragraph_is_body", "paragraph_words", "hits"):
        own, other = getattr(first, name), getattr(second, name)
        assert own.dtype == other.dtype
        assert own.shape == other.shape
        assert np.array_equal(own, other)
        assert not own.flags.writeable
    for name in ("data", "indices", "indptr"):
        assert np.array_equal(getattr(first.terms, name), getattr(second.terms, name))
    assert first.terms.shape == second.terms.shape
    assert first.terms.dtype == second.terms.dtype == np.int64


@pytest.fixture
def folder_files() -> Callable[[Path], Files]:
    """The bytes of a folder's files."""
    return files_of


@dataclass
class Disk:
    """A disk with room for some files; the next is written in part."""

    room: int = 0


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    """A disk that is full unless there is said to be room."""
    disk, real = Disk(), Path.write_bytes

    def write(path: Path, content: bytes) -> int:
        disk.room -= 1
        if disk.room < 0:
            real(path, content[:10])
            raise OSError(28, "No space left on device")
        return real(path, content)

    monkeypatch.setattr(Path, "write_bytes", write)
    return disk


def slow_command(*arguments: str, seconds: float, at_once: int = 1_000) -> list[str]:
    """Return how to start the command line so that it stops for a while before it counts.

    Args:
        *arguments: Those of the command line.
        seconds: How long it stops, each time that it counts articles.
        at_once: How many articles of a stream are counted at a time.
    """
    program = f"""
import time
from framing.stored import storing, streaming
streaming.ARTICLES_A_BATCH = {at_once}
count = storing.count
def slow(articles, lexicon):
    time.sleep({seconds})
    return count(articles, lexicon)
storing.count = slow
from framing.__main__ import main
main()
"""
    return [sys.executable, "-c", program, *arguments]


def environment() -> dict[str, str]:
    """Return the variables for a process that finds the program."""
    return {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
