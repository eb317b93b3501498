"""How tests run the command line: in this process, and as a program on a terminal."""

import os
import pty
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from framing.cache.folder import VARIABLE
from framing.cli import app

WriteArticle = Callable[..., Path]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Run the command line in this process, as with a terminal of 80 columns."""
    monkeypatch.setenv("COLUMNS", "80")
    for name in [name for name in os.environ if name.startswith("FRAMING_")]:
        if name != VARIABLE:  # or the user's own cache would be used
            monkeypatch.delenv(name)

    def run(*arguments: str | Path, text: bytes | None = None) -> Result:
        return CliRunner().invoke(app, [str(argument) for argument in arguments], input=text)

    return run


@pytest.fixture
def corpus(write_article: WriteArticle, tmp_path: Path) -> Path:
    """A folder with two good articles, in which China leads in one and Kabul in the other."""
    write_article("news/one.txt", "China and Beijing signed.\nChina paid.\n")
    write_article("news/two.txt", "Kabul answered.\nAfghanistan denied it. China watched.\n")
    return tmp_path / "news"


@pytest.fixture
def on_terminal() -> Callable[..., str]:
    """Run the program on a terminal, of 90 columns if not told, and return what is shown on it."""

    def run(*arguments: str | Path, columns: int = 90) -> str:
        child, terminal = pty.fork()
        if child == 0:
            os.environ |= {"COLUMNS": str(columns), "LINES": "40"}
            os.execv(sys.executable, [sys.executable, "-m", "framing", *map(str, arguments)])
        shown = b""
        while True:
            try:
                chunk = os.read(terminal, 65536)
            except OSError:
                break
            if not chunk:
                break
            shown += chunk
        os.waitpid(child, 0)
        return shown.decode()

    return run
