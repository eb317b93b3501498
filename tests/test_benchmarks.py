"""The benchmark that fails when an engine has become slow."""

import json

from tests.benchmarks.engines import RATIOS, too_slow


def test_what_is_too_slow() -> None:
    """Less than half of what was recorded, and nothing above it."""
    recorded = {"numpy": 2.0, "compiled": 8.0}

    assert too_slow({"numpy": 1.01, "compiled": 4.01}, recorded) == []
    assert too_slow({"numpy": 9.0, "compiled": 3.9}, recorded) == [
        "compiled is 3.9 times TfidfVectorizer and was 8.0"
    ]


def test_what_was_recorded() -> None:
    """Both quick engines, each quicker than the vectorizer."""
    recorded = json.loads(RATIOS.read_text(encoding="utf-8"))

    assert set(recorded) == {"numpy", "compiled"}
    assert min(recorded.values()) > 1
