"""What went wrong with one input while the rest was read."""

from dataclasses import dataclass

__all__ = ["Problem"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to tell the user about an input.

    Attributes:
        source: The file or folder, as the user named it.
        message: What is wrong and what to do about it.
        line: The line in the file, from 1, where that is known.
        skipped: Whether the input was left out; a warning has it read.
    """

    source: str
    message: str
    line: int | None = None
    skipped: bool = True

    def __str__(self) -> str:
        place = self.source if self.line is None else f"{self.source}:{self.line}"
        return f"{'skipped' if self.skipped else 'warning'}: {place}: {self.message}"
