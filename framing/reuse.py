"""Shared passages: what articles have in common word for word, and how much of each that is."""

from dataclasses import dataclass, replace
from typing import Any, Unpack

from framing.job import Job
from framing.readers import Problem
from framing.readers.given import Sources
from framing.results import Manifest, Table, Tables
from framing.settings import Options, Settings
from framing.sharing import (
    FEWEST_WORDS,
    GAP,
    NGRAM,
    ContainmentRow,
    NearCopyRow,
    SharedRow,
    cautions_of_search,
    find_shared,
    list_containment,
    list_near_copies,
    list_passages,
)

__all__ = ["Shared", "shared"]


@dataclass(frozen=True, slots=True)
class Shared(Tables):
    """The result of `shared`.

    Attributes:
        passages: The passages that two articles share.
        containment: How much of each article stands in another, and in any other.
        near_copies: The articles that stand nearly whole in each other, by cluster.
        articles: How many articles were compared.
        cautions: Sentences to be read with the numbers.
        problems: What was skipped in reading, and what to be warned of.
    """

    passages: Table[SharedRow]
    containment: Table[ContainmentRow]
    near_copies: Table[NearCopyRow]
    articles: int
    cautions: tuple[str, ...]
    problems: tuple[Problem, ...]

    @property
    def tables(self) -> tuple[Table[Any], ...]:
        """The tables, in the order in which they are shown and written."""
        return (self.passages, self.containment, self.near_copies)


def shared(
    sources: Sources = None, *, min_words: int = FEWEST_WORDS, **options: Unpack[Options]
) -> Shared:
    """Find the passages that articles share.

    A passage is a run of words that are the same in both articles; a few words that differ do not
    end it. Only bodies are compared: no headlines, no furniture.

    Args:
        sources: The articles, as for `framing.compare`.
        min_words: How many words of a passage must be the same; from 7.
        **options: The fields of `Settings`; those that choose articles have an effect.

    Returns:
        The passages, how much of each article they are, and the near-copies.

    Raises:
        FramingError: If the articles cannot be read, or a setting has a value that is not allowed.
    """
    job = Job(sources, None, replace(Settings(**options), shared=True), "shared")
    found = find_shared(job.articles, min_words)
    manifest = _manifest(job.manifest, min_words)
    return Shared(
        passages=Table("shared", SharedRow, list_passages(found), manifest),
        containment=Table("containment", ContainmentRow, list_containment(found), manifest),
        near_copies=Table("near_copies", NearCopyRow, list_near_copies(found), manifest),
        articles=len(job.articles),
        cautions=(_what_is_seen(min_words), *cautions_of_search(found)),
        problems=job.reading.problems,
    )


def _manifest(manifest: Manifest, min_words: int) -> Manifest:
    own = {"min_words": min_words, "ngram": NGRAM, "gap": GAP}
    return replace(manifest, settings={**manifest.settings, **own})


def _what_is_seen(min_words: int) -> str:
    return (
        f"Seen is what two bodies have in common word for word: {min_words} words or more, with at "
        f"most {GAP} in a row that differ in between. Not seen: text that was reworded or "
        "translated. What is shared may be copied, or come from one source; which, and who was "
        "first, is not known."
    )
