"""What the tests of stored counts share: many small articles, and folders compared by bytes."""

from collections.abc import Callable
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
