"""The tests of terms as families: those of single words, and those of phrases.

A phrase may be the very same occurrences as one of its words. In one family it would count as one
more small p and make the q of that word smaller, though nothing was learned.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from framing.measures.evidence_rules import LEVEL
from framing.measures.resampling import q_values

__all__ = ["Family", "TermTests", "families_of"]


@dataclass(frozen=True, slots=True)
class Family:
    """The tests over which one false discovery rate is held.

    Attributes:
        name: What is tested: ``words`` or ``phrases``.
        p: Their probabilities by chance.
        q: The same adjusted for their number.
    """

    name: str
    p: tuple[float, ...]
    q: tuple[float, ...]

    @property
    def detected(self) -> int:
        """How many stand out beyond chance."""
        return sum(q < LEVEL for q in self.q)


@dataclass(frozen=True, slots=True)
class TermTests:
    """The tests of all terms.

    Attributes:
        q: Per term the adjusted probability; None where there was no test.
        families: The families that have any test, words first.
    """

    q: tuple[float | None, ...]
    families: tuple[Family, ...]

    @property
    def count(self) -> int:
        """How many tests there are."""
        return sum(len(family.p) for family in self.families)

    def summary(self, order: str, listed: int) -> str:
        """Say how many terms stand out at all; empty without a test.

        Args:
            order: What the terms are listed in the order of.
            listed: How many of the terms that stand out are listed. Those that a group uses less
                may not be.
        """
        if not self.families:
            return ""
        counts = [f"{family.detected:,} of {self._named(family)}" for family in self.families]
        detected = sum(family.detected for family in self.families)
        verb = "stands" if counts[1:] == [] and detected == 1 else "stand"
        of_these = f", {listed:,} of them listed" if detected else ""
        others = "other terms" if detected else "terms"
        return (
            f"{' and '.join(counts)} {verb} out beyond chance (q < .05){of_these}; the {others} "
            f"are listed in order of {order} alone."
        )

    def notes_of_resolution(self, permutations: int) -> list[str]:
        """Say so if terms have the smallest p there could be, and that is not small enough."""
        notes = []
        smallest = 1 / (1 + permutations)
        for family in self.families:
            both = zip(family.p, family.q, strict=True)
            if stuck := sum(p == smallest and q >= LEVEL for p, q in both):
                notes.append(
                    f"{stuck:,} of {self._named(family)} have the smallest p that "
                    f"{permutations:,} permutations can give, which is not small enough for "
                    f"q < .05; use --permutations {math.ceil(len(family.p) / LEVEL)}."
                )
        return notes

    def _named(self, family: Family) -> str:
        """Return how many tests a family has, and of what where that is not plain."""
        plain = [family.name for family in self.families] == ["words"]
        return f"{len(family.p):,} tests{'' if plain else f' of {family.name}'}"


def families_of(p: Sequence[float | None], is_phrase: Sequence[bool]) -> TermTests:
    """Adjust the tests of words and those of phrases, each family for itself.

    Args:
        p: The probability of each term by chance; None where there is no test.
        is_phrase: Whether the term is a phrase.
    """
    of_words = q_values([None if phrase else value for value, phrase in _both(p, is_phrase)])
    of_phrases = q_values([value if phrase else None for value, phrase in _both(p, is_phrase)])
    families = (_family("words", p, of_words), _family("phrases", p, of_phrases))
    return TermTests(
        q=tuple(a if a is not None else b for a, b in zip(of_words, of_phrases, strict=True)),
        families=tuple(family for family in families if family.p),
    )


def _both(
    p: Sequence[float | None], is_phrase: Sequence[bool]
) -> Iterator[tuple[float | None, bool]]:
    return zip(p, is_phrase, strict=True)


def _family(name: str, p: Sequence[float | None], q: Sequence[float | None]) -> Family:
    tests = [(a, b) for a, b in zip(p, q, strict=True) if a is not None and b is not None]
    return Family(name, tuple(a for a, _ in tests), tuple(b for _, b in tests))
