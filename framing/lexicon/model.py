"""What a lexicon is: frames, each with the patterns that count for it."""

import hashlib
import json
from dataclasses import dataclass
from typing import Literal, get_args

from framing.errors import LexiconError, choice_error
from framing.words import cut_pattern

__all__ = ["Frame", "Lexicon", "Pattern", "Status", "statuses"]

Status = Literal["unvalidated", "precision-checked", "validated"]
"""How far a lexicon has been tested against human coding."""


def statuses() -> tuple[Status, ...]:
    """Return the values that a lexicon's status may have, the least tested first."""
    return get_args(Status)


@dataclass(frozen=True, slots=True)
class Pattern:
    """One entry of a lexicon.

    Attributes:
        text: One or more words as written; ``*`` is any run of characters inside one word, ``?``
            exactly one.
        exact_case: Whether it matches only in the case in which it is written.
        note: Why it is there, for people.
    """

    text: str
    exact_case: bool = False
    note: str = ""

    def __post_init__(self) -> None:
        if not any(word.strip("*?") for word in cut_pattern(self.text)):
            raise LexiconError(
                f"pattern {self.text!r} has no word to match; write at least one letter or digit"
            )

    @property
    def words(self) -> tuple[str, ...]:
        """Its words as written."""
        return cut_pattern(self.text)

    @property
    def is_literal(self) -> bool:
        """Whether it has no wildcard."""
        return not set(self.text) & {"*", "?"}


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame: what its patterns stand for.

    Attributes:
        key: The name in every machine-read column.
        label: The name in tables for people.
        patterns: What counts, in the order of the file.
        exceptions: Where these match, this frame's patterns inside the match do not count.
        notes: What the frame means, for people.
    """

    key: str
    label: str
    patterns: tuple[Pattern, ...]
    exceptions: tuple[Pattern, ...] = ()
    notes: str = ""

    def __post_init__(self) -> None:
        if not self.patterns:
            raise LexiconError(f"frame {self.key!r} has no patterns; give it one or take it out")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """A lexicon of frames.

    Attributes:
        name: Its name.
        frames: The frames, in the order in which tables show them.
        version: The author's version of it, or empty.
        language: The language of the texts it is for, or empty.
        status: How far it has been tested.
        description: What it is for and how it was made, for people.
        exceptions: Where these match, no frame's patterns inside the match count.
    """

    name: str
    frames: tuple[Frame, ...]
    version: str = ""
    language: str = ""
    status: Status = "unvalidated"
    description: str = ""
    exceptions: tuple[Pattern, ...] = ()

    def __post_init__(self) -> None:
        if not self.frames:
            raise LexiconError(f"lexicon {self.name!r} has no frames; give it at least one")
        for index, frame in enumerate(self.frames):
            if frame.key in {earlier.key for earlier in self.frames[:index]}:
                raise LexiconError(
                    f"lexicon {self.name!r} has two frames {frame.key!r}; give one another key"
                )
        if self.status not in statuses():
            raise LexiconError(
                f"status {self.status!r} is not one of {', '.join(statuses())}; "
                "a lexicon that nobody has checked is 'unvalidated'"
            )

    @property
    def sha256(self) -> str:
        """SHA-256 of what decides the counts: frames, patterns, exceptions and their case.

        Notes, labels, comments and layout of the file do not enter.
        """

        def entries(patterns: tuple[Pattern, ...]) -> list[list[str | bool]]:
            return [[pattern.text, pattern.exact_case] for pattern in patterns]

        content = {
            "exceptions": entries(self.exceptions),
            "frames": [[f.key, entries(f.patterns), entries(f.exceptions)] for f in self.frames],
        }
        canonical = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()

    @property
    def title(self) -> str:
        """Name and version in one string."""
        return f"{self.name} {self.version}".strip()

    def frame(self, key: str) -> Frame:
        """Return the frame with this key.

        Raises:
            SettingError: If there is none; the message lists the keys.
        """
        for frame in self.frames:
            if frame.key == key:
                return frame
        raise choice_error("--frame", key, [frame.key for frame in self.frames])
