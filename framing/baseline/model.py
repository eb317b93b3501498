"""What a baseline is: the sums, weights and articles that later ones are scored against."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from framing.baseline.moments import Moments, moments_of

if TYPE_CHECKING:
    from framing.baseline.score import BaselineScores, Scorer
    from framing.lexicon import Lexicon
    from framing.readers.given import Sources

__all__ = ["SCHEMA", "Baseline", "BaselineArticle", "EntryWeight", "LexiconIdentity"]

SCHEMA = 1
"""Version of the file; grows when a reader of the old one would go wrong."""


@dataclass(frozen=True, slots=True)
class LexiconIdentity:
    """Which lexicon a baseline was counted with.

    Attributes:
        name: Its name, by which a bundled one is found again.
        title: Name and version.
        sha256: The hash of what decides the counts.
        status: How far it was tested.
        frames: The keys of its frames, in order.
    """

    name: str
    title: str
    sha256: str
    status: str
    frames: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BaselineArticle:
    """One article of a baseline.

    Attributes:
        id: Its id.
        group: The group that it is in.
        words: How many words its body has.
        hits: Hits per frame.
        divided_hits: The same with a span that k frames claim giving 1/k to each, in parts of a
            hit.
    """

    id: str
    group: str
    words: int
    hits: tuple[int, ...]
    divided_hits: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class EntryWeight:
    """One entry of the lexicon.

    Attributes:
        frame: The frame's key.
        pattern: The entry as written.
        exact_case: Whether it matches only in its case.
        articles: In how many articles of the baseline it matches: its document frequency.
        hits: How often it matches there.
        reference_share: The share of the reference's articles that it matches; None without one.
        idf: Its inverse document frequency.
    """

    frame: str
    pattern: str
    exact_case: bool
    articles: int
    hits: int
    reference_share: float | None
    idf: float


@dataclass(frozen=True)
class Baseline:
    """A frozen collection: everything that scoring a later article needs, but the lexicon.

    Attributes:
        lexicon: Which lexicon it was counted with.
        words: The version of the definition of a word.
        by: The column that grouped its articles.
        where: The values that they had to have.
        keep_furniture: Whether page furniture was counted as text.
        reference: The name of the reference that document frequencies are shrunk to, or ``none``.
        kappa: How many articles of the reference count beside those of the baseline.
        inputs_sha256: The hash of the articles.
        parts_of_a_hit: In how many parts of a hit the divided hits are counted.
        share_design_effect: How many times the shares of frames vary more within its articles than
            those of independent hits would; from 1.
        mean_idf: The mean of idf over all hits, which makes weights average 1; None without hits.
        entries: The entries of the lexicon.
        articles: The articles, sorted by id.
    """

    lexicon: LexiconIdentity
    words: str
    by: str
    where: Mapping[str, str]
    keep_furniture: bool
    reference: str
    kappa: int
    inputs_sha256: str
    parts_of_a_hit: int
    share_design_effect: float
    mean_idf: float | None
    entries: tuple[EntryWeight, ...]
    articles: tuple[BaselineArticle, ...]

    @cached_property
    def overall(self) -> Moments:
        """The sums over all articles."""
        return self._moments(self.articles)

    @cached_property
    def groups(self) -> Mapping[str, Moments]:
        """The sums over the articles of each group, by name."""
        members: dict[str, list[BaselineArticle]] = {}
        for article in self.articles:
            members.setdefault(article.group, []).append(article)
        return {name: self._moments(tuple(members[name])) for name in sorted(members)}

    @property
    def weights(self) -> tuple[float, ...]:
        """What a hit of each entry counts in weighted emphasis, 1 in the mean of the baseline."""
        if self.mean_idf is None:
            return (1.0,) * len(self.entries)
        return tuple(entry.idf / self.mean_idf for entry in self.entries)

    def to_json(self) -> str:
        """Return the baseline as the text of its file."""
        from framing.baseline.file import baseline_text

        return baseline_text(self)

    def save(self, path: str | Path) -> None:
        """Write the baseline to a file, whole or not at all.

        Raises:
            FramingError: If the file cannot be written.
        """
        from framing.output import write_files

        write_files({Path(path): self.to_json().encode()})

    def scorer(
        self,
        lexicon: "Lexicon | str | Path | None" = None,
        *,
        confidence: float = 0.95,
        against: str = "all",
        reference: str | None = None,
        keep_furniture: bool | None = None,
    ) -> "Scorer":
        """Return what scores articles one at a time; arguments and errors as `score`."""
        from framing.baseline.score import Scorer, lexicon_of

        return Scorer(
            self,
            lexicon_of(self, lexicon),
            confidence=confidence,
            against=against,
            reference=reference,
            keep_furniture=keep_furniture,
        )

    def score(
        self,
        sources: "Sources",
        lexicon: "Lexicon | str | Path | None" = None,
        *,
        confidence: float = 0.95,
        against: str = "all",
        neighbours: int = 3,
        reference: str | None = None,
        keep_furniture: bool | None = None,
    ) -> "BaselineScores":
        """Score articles; no score depends on what else is scored.

        Args:
            sources: The new articles.
            lexicon: The lexicon the baseline was counted with; it may be left out if it is a
                bundled one.
            confidence: The confidence of intervals, between 0 and 1.
            against: ``all`` articles of the baseline, or those of the article's own ``group``.
            neighbours: How many nearest and farthest articles of the baseline to list.
            reference: If given, must be that of the baseline.
            keep_furniture: If given, must be that of the baseline.

        Returns:
            The tables ``scores`` and ``neighbours``.

        Raises:
            BaselineError: If the lexicon, the definition of a word or a setting is not that of the
                baseline; the message says which.
            FramingError: If the articles cannot be read.
        """
        from framing.baseline.score import score

        return score(
            self,
            sources,
            lexicon,
            confidence=confidence,
            against=against,
            neighbours=neighbours,
            reference=reference,
            keep_furniture=keep_furniture,
        )

    def _moments(self, articles: tuple[BaselineArticle, ...]) -> Moments:
        counted = ((article.words, article.hits) for article in articles)
        return moments_of(counted, len(self.lexicon.frames))
