"""What the tests share: a tiny lexicon, three tiny articles, and the way to real ones."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from framing import Article, Frame, Lexicon, Pattern
from framing.cache.folder import VARIABLE

settings.register_profile("project", max_examples=200, deadline=None, derandomize=True)
settings.load_profile("project")

CHECKOUT = Path(__file__).parent.parent
SHARED = CHECKOUT.parent / "shared"
"""Real articles, which belong to others and are not part of the project."""


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the user's own cache out of the tests, also of the programs that they start."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, str(tmp_path_factory.mktemp("cache")))
        patch.delenv("FRAMING_NO_CACHE", raising=False)
        yield


@pytest.fixture(scope="session")
def published_articles() -> Path:
    """Five published articles, as they were found on the web."""
    folder = SHARED / "articles"
    if not folder.is_dir():
        pytest.skip("needs the published articles, which are not part of the project")
    return folder


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    """Two frames that cannot be confused, and one span that both claim."""

    def frame(key: str, *patterns: str) -> Frame:
        return Frame(key, key.capitalize(), tuple(map(Pattern, patterns)))

    return Lexicon(
        name="weather",
        version="1",
        frames=(frame("rain", "rain*", "wet", "storm cloud"), frame("sun", "sun*", "storm cloud")),
    )


@pytest.fixture(scope="session")
def articles() -> tuple[Article, ...]:
    """One article of outlet North and two of outlet South."""
    return (
        Article(id="n1", outlet="North", text="Rain fell.\nThe rainy day was wet.\nSun came."),
        Article(id="s1", outlet="South", text="Sunshine all day.\nA storm cloud passed."),
        Article(id="s2", outlet="South", text="No weather at all in the south today."),
    )


@pytest.fixture
def write_article(tmp_path: Path) -> Callable[..., Path]:
    """Write a file below a folder of its own and return its path."""

    def write(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write
