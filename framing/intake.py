"""What every command starts from: sources read, articles chosen, and their counts by group."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from framing.article import Article
from framing.errors import LexiconError, SettingError, choice_error
from framing.facts import grouping_columns
from framing.groups import Groups, group
from framing.inputs import check_characters, hash_of_inputs
from framing.lexicon import Lexicon, load_lexicon
from framing.measures.pairs import check_number_of_pairs
from framing.near_copies import Counted, choose_counted
from framing.quickest import count
from framing.readers import Reading, without_recognised_furniture
from framing.readers.given import Sources, read_given
from framing.resources import DEFAULT_LEXICON
from framing.settings import Settings
from framing.sharing import Found, find_shared
from framing.stored import StoredCounts, find_stored
from framing.table_counts import COMMANDS, find_table_counts, not_known

__all__ = ["COMMANDS_WITH_PAIRS", "MOST_SEARCHED", "Intake"]

MOST_SEARCHED = 200
"""Among more articles, shared passages are looked for only when asked."""

COMMANDS_WITH_PAIRS = {"compare", "pairs", "explain"}
_COMMANDS_FROM_COUNTS = ("compare", "emphasis", "pairs", "explain", "terms", "salience")


class Intake:
    """What one call is given, each part made when it is first needed.

    Articles come as they are or counted already: in files of counts (``stored``) or as the counts
    of large tables (``tables``). Whatever they are, there are groups of counts to be measured.

    Attributes:
        settings: The settings.
        command: The command.
        articles: The articles that were chosen; none where they are counted already.
        tables: The counts of tables, if these were given.
        stored: The counts of files, if these were given.
        reading: What came of reading.
    """

    def __init__(
        self,
        sources: Sources,
        lexicon: Lexicon | str | Path | None,
        settings: Settings,
        command: str,
        *,
        every_pair: bool = True,
    ) -> None:
        self.settings = settings
        self.command = command
        self._every_pair = every_pair
        self.articles: tuple[Article, ...] = ()
        self.tables = find_table_counts(sources)
        self.stored = find_stored(sources) if self.tables is None else None
        if self.stored is not None:
            self._take_stored(self.stored, lexicon)
            return
        self._lexicon = (
            lexicon if lexicon is None or isinstance(lexicon, Lexicon) else load_lexicon(lexicon)
        )
        if self.tables is not None:
            self.tables.check(command, self._lexicon, settings)
            self.reading = Reading((), self.tables.problems, self.tables.options)
            return
        self.reading = read_given(sources, keep_furniture=settings.keep_furniture)
        check_characters(self.reading.articles)
        self.articles = _chosen(self.reading.articles, settings.where)
        if settings.keep_furniture:  # also of articles that were read before
            self.articles = tuple(map(without_recognised_furniture, self.articles))

    def _take_stored(self, stored: StoredCounts, lexicon: Lexicon | str | Path | None) -> None:
        """Take counts in place of articles, with the lexicon and settings that made them."""
        if self.command not in _COMMANDS_FROM_COUNTS:
            raise SettingError(
                f"{self.command}: needs the articles, and counts hold no text; from counts there "
                f"are {', '.join(_COMMANDS_FROM_COUNTS)}"
            )
        if self.settings.keep_furniture and not stored.header.keep_furniture:
            raise SettingError(
                "--keep-furniture: these counts were made without it; count the articles anew"
            )
        self.settings = replace(self.settings, keep_furniture=stored.header.keep_furniture)
        if lexicon is not None and lexicon != DEFAULT_LEXICON:  # which is that of the counts here
            given = load_lexicon(lexicon) if isinstance(lexicon, str | Path) else lexicon
            stored = stored.counted_by(given)
        self._lexicon = stored.header.lexicon
        self.stored = stored.where(self.settings.where)
        self.reading = Reading((), stored.problems)

    @property
    def lexicon(self) -> Lexicon:
        """The lexicon; only for commands that have one.

        Raises:
            LexiconError: If None was given for it.
        """
        if self._lexicon is None:
            raise LexiconError("lexicon: None is no lexicon; give one, a bundled name or a path")
        return self._lexicon

    @property
    def by(self) -> str:
        """The column that groups the articles, for what does not add them up.

        Raises:
            SettingError: If no article has such a column.
        """
        columns = grouping_columns(name for article in self.articles for name in article.metadata)
        if self.settings.by not in columns:
            raise choice_error("--by", self.settings.by, columns)
        return self.settings.by

    @cached_property
    def groups(self) -> Groups:
        """The counts of the articles, added up by group."""
        if self.tables is not None:
            self._check_pairs(len(self.tables.groups.names))
            return self.tables.groups
        if self.stored is not None:
            groups = self._stored_groups(self.stored)
            self._check_pairs(len(groups.names))
            return groups
        by = self.by  # what cannot be measured is refused before anything is counted
        self._check_pairs(len({article.group(by) for article in self.articles}))
        return group(count(self.counted.articles, self.lexicon), by)

    def _stored_groups(self, stored: StoredCounts) -> Groups:
        """Return counts by group; what needs single paragraphs or articles has all in memory."""
        # Of these two, the counts themselves know.
        asked = replace(self.settings, keep_furniture=False, shared=None)
        if self.command in COMMANDS and not not_known(asked):
            return stored.groups(self.settings.by)
        return group(stored.counts, self.settings.by)

    def _check_pairs(self, groups: int) -> None:
        if self.command in COMMANDS_WITH_PAIRS and self._every_pair:
            check_number_of_pairs(groups, self.settings.by)

    @property
    def searched(self) -> bool:
        """Whether shared passages are looked for."""
        if self.stored is not None or self.tables is not None:
            return False
        asked = self.settings.shared
        return len(self.articles) <= MOST_SEARCHED if asked is None else asked

    @cached_property
    def found(self) -> Found:
        """The passages that the articles share."""
        return find_shared(self.articles)

    @cached_property
    def counted(self) -> Counted:
        """The articles that count, without near-copies where these are looked for."""
        if self.tables is not None:
            return Counted((), Counter(), self.tables.articles, self.tables.twins)
        if not self.searched:
            return Counted(self.articles, Counter())
        return choose_counted(self.articles, self.by, lambda: self.found)

    @property
    def input_count(self) -> int:
        """How many articles there are."""
        if self.stored is not None:
            return len(self.stored)
        return len(self.articles) if self.tables is None else self.tables.articles

    @property
    def input_sha256(self) -> str:
        """The hash of the articles, for the record of how a result was made."""
        if self.stored is not None:
            return self.stored.sha256
        return hash_of_inputs(self.articles) if self.tables is None else self.tables.sha256


def _chosen(candidates: Iterable[Article], where: Mapping[str, str]) -> tuple[Article, ...]:
    """Choose the articles that have every value asked for."""
    chosen = tuple(candidates)
    columns = grouping_columns(name for article in chosen for name in article.metadata)
    for column, value in where.items():
        if column not in columns:
            raise choice_error("--where", column, columns)
        before = chosen
        # "(no country)", as tables call the articles without one, chooses them too.
        chosen = tuple(a for a in before if value in (a.value(column), a.group(column)))
        if not chosen:
            raise choice_error(
                f"--where {column}", value, sorted({a.group(column) for a in before})
            )
    return chosen
