"""What every command does before it measures: read, choose, count, and record how."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from framing._version import __version__
from framing.article import Article
from framing.counted import Counted, choose_counted
from framing.counted_tables import find_table_counts
from framing.counting import count
from framing.errors import LexiconError, SettingError, choice_error
from framing.facts import grouping_columns
from framing.groups import Groups, group
from framing.inputs import check_characters, hash_of_inputs
from framing.lexicon import Lexicon, Matcher, load_lexicon
from framing.lexicon.stop_words import NO_STOP_WORDS, load_stop_words
from framing.measures.emphasis import EmphasisRow, emphasis
from framing.measures.omnibus import OmnibusRow, omnibus
from framing.measures.pair_row import PairRow
from framing.measures.pairs import check_number_of_pairs, pairs
from framing.measures.tfidf import KAPPA
from framing.measures.unshared import with_unshared
from framing.measures.vocabulary import Vocabulary, content_vocabulary
from framing.readers import Reading, without_recognised_furniture
from framing.readers.given import Sources, read_given
from framing.reference import Reference, load_reference
from framing.resources import DEFAULT_LEXICON
from framing.results import Manifest, Table
from framing.settings import Settings
from framing.sharing import Found, cautions_of_search, find_shared
from framing.stems import snowball_stems
from framing.stored import StoredCounts, caution_of_shards, find_stored, sentences_of
from framing.units import UnitTable
from framing.words import WORDS_VERSION

__all__ = ["Job"]

Row = TypeVar("Row")

MOST_SEARCHED = 200
"""Among more articles, shared passages are looked for only when asked."""
_COMMANDS_WITH_PAIRS = {"compare", "pairs", "explain"}
_COMMANDS_FROM_COUNTS = ("compare", "emphasis", "pairs", "explain", "terms", "salience")
_COMMANDS_WITH_REFERENCE = {"compare", "emphasis", "pairs", "explain"}


class Job:
    """What one call works with, each part made when it is first needed."""

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
            groups = group(self.stored.counts, self.settings.by)
            self._check_pairs(len(groups.names))
            return groups
        by = self.by  # what cannot be measured is refused before anything is counted
        self._check_pairs(len({article.group(by) for article in self.articles}))
        return group(count(self.counted.articles, self.lexicon), by)

    def _check_pairs(self, groups: int) -> None:
        if self.command in _COMMANDS_WITH_PAIRS and self._every_pair:
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

    @cached_property
    def unusual(self) -> tuple[str, ...]:
        """Sentences on what is out of the ordinary about the settings and the articles."""
        settings = self.settings
        sentences = []
        if settings.where:
            chosen = ", ".join(f"{column} = {value}" for column, value in settings.where.items())
            sentences.append(f"Only articles with {chosen}.")
        if settings.keep_furniture:
            sentences.append("Page furniture is counted as text (--keep-furniture).")
        if settings.stopwords == NO_STOP_WORDS:
            sentences.append("Vocabulary measures compare all words (--stopwords none).")
        if settings.stem:
            sentences.append("Vocabulary measures compare stems (--stem).")
        if self.stored is not None:
            sentences += caution_of_shards(self.stored.header.held)
            sentences += sentences_of(
                self.stored.header.level,
                self.command,
                of_articles=UnitTable(self.groups).units_are_articles,
                vocabulary=settings.vocabulary,
            )
        elif not self.searched:
            sentences.append(
                f"Shared passages and near-copies were not looked for among {self._input_count:,} "
                f"articles ({self._why_not_searched})."
            )
        elif len(self.articles) > MOST_SEARCHED:
            sentences += cautions_of_search(self.found)
        return (*sentences, *self.counted.sentences(self.groups))

    @property
    def _why_not_searched(self) -> str:
        if self.settings.shared is False:
            return "--no-shared"
        if self.tables is not None and not self.tables.texts_at_hand:
            return "these are counts, without texts"
        return "--shared does"

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The content words of the groups."""
        return content_vocabulary(
            self.groups,
            load_stop_words(self.settings.stopwords),
            snowball_stems(self.lexicon.language or "en") if self.settings.stem else None,
            self.reference.share_of_word if self.reference else None,
        )

    @cached_property
    def reference(self) -> Reference | None:
        """The document frequencies of general news, unless none are wanted."""
        return load_reference(self.settings.reference)

    @cached_property
    def emphasis(self) -> tuple[EmphasisRow, ...]:
        """The emphasis of every group on every frame."""
        background = None
        if self.reference:
            entries = Matcher(self.lexicon).entries
            background = np.array([self.reference.share_of_entry(e.pattern) for e in entries])
        return self.counted.noted(emphasis(self.groups, self.settings.confidence, background))

    @cached_property
    def pairs(self) -> tuple[PairRow, ...]:
        """The divergence of every pair of groups."""
        settings = self.settings
        rows = pairs(
            self.groups,
            self.vocabulary,
            permutations=settings.permutations,
            seed=settings.seed,
            confidence=settings.confidence,
            confirmatory=settings.confirmatory,
            rarefied=settings.vocabulary,
        )
        return self.unshared(rows)

    def unshared(self, rows: tuple[PairRow, ...], among: int = 0) -> tuple[PairRow, ...]:
        """Add to pairs, some of so many, what they share, where shared passages are looked for."""
        settings = self.settings
        if not rows or not self.searched or self.command not in _COMMANDS_WITH_PAIRS:
            return rows
        return with_unshared(
            rows,
            self.groups,
            self.found,
            permutations=settings.permutations,
            seed=settings.seed,
            confidence=settings.confidence,
            among=among,
        )

    @cached_property
    def omnibus(self) -> tuple[OmnibusRow, ...]:
        """The test over all groups."""
        settings = self.settings
        return omnibus(self.groups, permutations=settings.permutations, seed=settings.seed)

    @cached_property
    def manifest(self) -> Manifest:
        """How the results of this call are made."""
        lexicon = self._lexicon
        return Manifest(
            version=__version__,
            command=self.command,
            settings=self._recorded_settings,
            lexicon=None
            if lexicon is None
            else {"name": lexicon.title, "sha256": lexicon.sha256, "status": lexicon.status},
            input_count=self._input_count,
            input_sha256=self._input_sha256,
            seed=self.settings.seed,
        )

    @property
    def _input_count(self) -> int:
        if self.stored is not None:
            return len(self.stored.articles)
        return len(self.articles) if self.tables is None else self.tables.articles

    @property
    def _input_sha256(self) -> str:
        if self.stored is not None:
            return self.stored.sha256
        return hash_of_inputs(self.articles) if self.tables is None else self.tables.sha256

    @property
    def _recorded_settings(self) -> dict[str, Any]:
        settings = {field.name: getattr(self.settings, field.name) for field in fields(Settings)}
        settings["where"] = dict(self.settings.where)  # any mapping, also one that cannot be copied
        del settings["seed"]  # it has a place of its own in the manifest
        read = self.reading.options.given
        recorded = {**settings, **read, "shared": self.searched, "words": WORDS_VERSION}
        if self.command in _COMMANDS_WITH_REFERENCE:
            reference = self.reference
            recorded["idf_source"] = (
                f"reference {reference.name}, kappa {KAPPA}" if reference else "corpus"
            )
        return recorded

    def table(
        self,
        name: str,
        row_type: type[Row],
        rows: Iterable[Row],
        cautions: tuple[str, ...] = (),
    ) -> Table[Row]:
        """Make a table that carries the manifest of this call."""
        return Table(name, row_type, tuple(rows), self.manifest, cautions)


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
