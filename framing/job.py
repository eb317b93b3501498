"""What a command measures of what it is given, what is to be said of it, and the record of how."""

from collections.abc import Iterable
from dataclasses import fields
from functools import cached_property
from typing import Any, TypeVar

import numpy as np

from framing._version import __version__
from framing.intake import COMMANDS_WITH_PAIRS, MOST_SEARCHED, Intake
from framing.lexicon import Matcher
from framing.lexicon.stop_words import NO_STOP_WORDS, load_stop_words
from framing.measures.emphasis import EmphasisRow, emphasis
from framing.measures.omnibus import OmnibusRow, omnibus
from framing.measures.pair_row import PairRow
from framing.measures.pairs import pairs
from framing.measures.tfidf import KAPPA
from framing.measures.unshared import with_unshared
from framing.measures.vocabulary import Vocabulary, content_vocabulary
from framing.reference import Reference, load_reference
from framing.results import Manifest, Table
from framing.settings import Settings
from framing.sharing import cautions_of_search
from framing.stems import snowball_stems
from framing.stored import caution_of_shards, sentences_of
from framing.units import UnitTable
from framing.words import WORDS_VERSION

__all__ = ["Job"]

Row = TypeVar("Row")

_COMMANDS_WITH_REFERENCE = {"compare", "emphasis", "pairs", "explain"}


class Job(Intake):
    """What one call measures, each part made when it is first needed."""

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
                f"Shared passages and near-copies were not looked for among {self.input_count:,} "
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
        if not rows or not self.searched or self.command not in COMMANDS_WITH_PAIRS:
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
            input_count=self.input_count,
            input_sha256=self.input_sha256,
            seed=self.settings.seed,
        )

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
