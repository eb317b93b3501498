"""A lexicon as a record, so that counts are complete without its file."""

from collections.abc import Mapping, Sequence
from typing import Any

from framing.lexicon import Frame, Lexicon, Pattern

__all__ = ["lexicon_of", "record_of_lexicon"]

_TEXTS = ("name", "version", "language", "status", "description")


def record_of_lexicon(lexicon: Lexicon) -> dict[str, Any]:
    """Return all that a lexicon says, ready for JSON."""
    return {
        **{name: getattr(lexicon, name) for name in _TEXTS},
        "sha256": lexicon.sha256,
        "exceptions": _records(lexicon.exceptions),
        "frames": [
            {
                "key": frame.key,
                "label": frame.label,
                "notes": frame.notes,
                "patterns": _records(frame.patterns),
                "exceptions": _records(frame.exceptions),
            }
            for frame in lexicon.frames
        ],
    }


def lexicon_of(record: Mapping[str, Any]) -> Lexicon:
    """Return the lexicon of a record.

    Raises:
        LexiconError: If it is no lexicon.
        KeyError, TypeError, ValueError: If the record lacks something or holds something else.
    """
    lexicon = Lexicon(
        **{name: record[name] for name in _TEXTS},
        exceptions=_patterns(record["exceptions"]),
        frames=tuple(
            Frame(
                frame["key"],
                frame["label"],
                _patterns(frame["patterns"]),
                _patterns(frame["exceptions"]),
                frame["notes"],
            )
            for frame in record["frames"]
        ),
    )
    if lexicon.sha256 != record["sha256"]:
        raise ValueError("the lexicon is not the one whose hash stands beside it")
    return lexicon


def _records(patterns: Sequence[Pattern]) -> list[list[str | bool]]:
    return [[pattern.text, pattern.exact_case, pattern.note] for pattern in patterns]


def _patterns(records: Sequence[Sequence[Any]]) -> tuple[Pattern, ...]:
    return tuple(Pattern(*record) for record in records)
