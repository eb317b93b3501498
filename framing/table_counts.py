"""Tables whose articles were counted before, to be measured in place of articles."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from framing.errors import SettingError
from framing.groups import Groups
from framing.lexicon import Lexicon
from framing.readers.options import ReadOptions
from framing.readers.problems import Problem
from framing.settings import Settings

__all__ = ["COMMANDS", "TableCounts", "find_table_counts", "not_known"]

COMMANDS = ("compare", "emphasis", "pairs")
"""What can be measured from the counts of tables."""


@dataclass(frozen=True, eq=False, slots=True)
class TableCounts:
    """What came of counting tables, to be measured in place of articles.

    Attributes:
        groups: The counts by group.
        where: The values by which articles were chosen, by column.
        problems: What was skipped, and what to be warned of.
        articles: How many articles were counted.
        twins: How many of them have the same words as another.
        sha256: The hash of the articles; empty if it was not asked for.
        options: How they were read.
        texts_at_hand: Whether the run that counts has the articles too, so that what needs their
            texts can be asked for.
    """

    groups: Groups
    where: Mapping[str, str]
    problems: tuple[Problem, ...]
    articles: int
    twins: int
    sha256: str = ""
    options: ReadOptions = field(default_factory=ReadOptions)
    texts_at_hand: bool = False

    @property
    def lexicon(self) -> Lexicon:
        """The lexicon that they were counted by."""
        return self.groups.counts.lexicon

    @property
    def skipped(self) -> bool:
        """Whether any input was left out."""
        return any(problem.skipped for problem in self.problems)

    def check(self, command: str, lexicon: Lexicon | None, settings: Settings) -> None:
        """Make sure that they are what is to be measured.

        Raises:
            SettingError: If they are counts by something else, or cannot tell what is asked for.
        """
        if command not in COMMANDS:
            raise SettingError(
                f"{command}: needs the articles, and these are counts; from counts of tables there "
                f"are {', '.join(COMMANDS)}"
            )
        if lexicon is None or lexicon.sha256 != self.lexicon.sha256:
            raise SettingError(f"--lexicon: these articles were counted by {self.lexicon.title}")
        if settings.by != self.groups.by:
            raise SettingError(f"--by {settings.by}: these counts are by {self.groups.by}")
        if dict(settings.where) != dict(self.where):
            raise SettingError("--where: the articles of these counts were chosen otherwise")
        if unknown := not_known(settings):
            raise SettingError(f"{unknown}: takes the articles themselves, and these are counts")


def not_known(settings: Settings) -> str:
    """Return the setting that the counts of tables are not enough for, or nothing."""
    asked = {
        "--stem": settings.stem,
        "--vocabulary": settings.vocabulary,
        "--shared": settings.shared,
        "--keep-furniture": settings.keep_furniture,
    }
    return next((name for name, is_asked in asked.items() if is_asked), "")


def find_table_counts(sources: object) -> TableCounts | None:
    """Return sources if they are counts of tables."""
    return sources if isinstance(sources, TableCounts) else None
