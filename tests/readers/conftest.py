"""What the tests of readers share: a folder of their own, and problems as sentences."""

from pathlib import Path

import pytest

from framing import Reading


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in a folder of one's own, so that files are named without it."""
    monkeypatch.chdir(tmp_path)


def problems_of(reading: Reading) -> list[str]:
    """Return what is said of what was skipped, and what there was to warn of."""
    return [str(problem) for problem in reading.problems]
