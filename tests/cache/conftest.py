"""What the tests of the cache share: a cache of their own, and how often an article is scanned."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from framing.cache import cached_counts, rows
from framing.cache.folder import VARIABLE
from framing.scan import scan


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of an empty cache, which is used for the smallest article too."""
    folder = tmp_path / "own" / "cache"
    monkeypatch.setenv(VARIABLE, str(folder))
    monkeypatch.setattr(cached_counts, "FEWEST_CHARACTERS", 0)
    return folder


@pytest.fixture
def scanned(monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[str]]:
    """The ids of the articles that were scanned since it was last asked."""
    seen: list[str] = []

    def noting(article: Any, matcher: Any) -> Any:
        seen.append(article.id)
        return scan(article, matcher)

    def since() -> list[str]:
        ids = sorted(seen)
        seen.clear()
        return ids

    monkeypatch.setattr(rows, "scan", noting)
    return since
