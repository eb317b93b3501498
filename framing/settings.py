"""What decides the numbers beside the articles and the lexicon."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from numbers import Integral, Real
from pathlib import Path
from typing import Any, TypedDict

from framing.errors import SettingError
from framing.resources import DEFAULT_REFERENCE

__all__ = ["Options", "Settings"]

_FEWEST_PERMUTATIONS = 99
_MOST_PERMUTATIONS = 10_000_000  # p is exact to the third digit long before
_HIGHEST_CONFIDENCE = 0.9999  # beyond, the quantiles of few units are no numbers any more


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What decides the numbers beside the articles and the lexicon.

    Attributes:
        by: The column that groups the articles: ``outlet``, ``article``, ``date``, ``story`` or any
            column of the metadata.
        where: Values that articles must have, by column.
        stopwords: The list of words that the vocabulary measures leave out; ``none`` for no list.
        stem: Whether the vocabulary measures put words of one stem together (NLTK's Snowball).
        reference: The document frequencies that those of the articles are shrunk to: a bundled
            reference, a file, or ``none``.
        keep_furniture: Whether page furniture is counted as text.
        seed: What random numbers start from.
        permutations: How often units are dealt anew where there are too many ways to go through.
        confidence: The confidence of intervals, between 0 and 1.
        confirmatory: Whether q holds the chance of any false call (Holm) instead of the rate of
            false calls (Benjamini and Hochberg).
        vocabulary: Whether pairs also get the divergence of their vocabularies beyond chance at a
            common length, which takes longer.
        shared: Whether passages that articles share are looked for: near-copies within a group
            count once, and pairs that share much are also measured without it. If None, among up
            to 200 articles.
    """

    by: str = "outlet"
    where: Mapping[str, str] = field(default_factory=dict)
    stopwords: str = "en"
    stem: bool = False
    reference: str = DEFAULT_REFERENCE
    keep_furniture: bool = False
    seed: int = 1
    permutations: int = 9_999
    confidence: float = 0.95
    confirmatory: bool = False
    vocabulary: bool = False
    shared: bool | None = None

    def __post_init__(self) -> None:
        for each in fields(self):
            value = _typed(each.name, getattr(self, each.name), each.type)
            object.__setattr__(self, each.name, value)
        if not 0 < self.confidence <= _HIGHEST_CONFIDENCE:
            raise SettingError(
                f"--confidence: {self.confidence:g} is not between 0 and {_HIGHEST_CONFIDENCE}; "
                "0.95 is usual"
            )
        if self.permutations < _FEWEST_PERMUTATIONS:
            raise SettingError(
                f"--permutations: {self.permutations} is too few for a test at .05; "
                f"give at least {_FEWEST_PERMUTATIONS}"
            )
        if self.permutations > _MOST_PERMUTATIONS:
            raise SettingError(
                f"--permutations: {self.permutations:,} is too many; give at most "
                f"{_MOST_PERMUTATIONS:,} (9,999 give p to the third digit)"
            )
        if self.seed < 0:
            raise SettingError(f"--seed: {self.seed} is not a whole number from 0 up")


def _typed(name: str, value: Any, kind: Any) -> Any:
    """Return a value as its field has it.

    Numbers of other libraries become Python's, a path its name, and the values of ``where``, which
    are numbers in many a notebook, the texts that articles have.

    Raises:
        SettingError: If it is nothing of the kind.
    """
    if kind == bool | None and value is None:
        return None
    accepted, expected, convert = _KINDS.get(kind, _SWITCH)
    # A switch is a whole number to Python, but not to anybody who sets one.
    if not isinstance(value, accepted) or (isinstance(value, bool) and convert is not bool):
        raise SettingError(f"--{name.replace('_', '-')}: {value!r} is not {expected}")
    return convert(value)


def _texts(where: Mapping[Any, Any]) -> dict[str, str]:
    return {str(column): str(where[column]) for column in where}


_SWITCH: tuple[Any, str, Callable[[Any], Any]] = (bool, "True or False", bool)
_KINDS: dict[Any, tuple[Any, str, Callable[[Any], Any]]] = {
    str: ((str, Path), "a text", str),
    int: (Integral, "a whole number", int),
    float: (Real, "a number", float),
    Mapping[str, str]: (Mapping, "a mapping of columns to values", _texts),
}
"""Of the types of fields: what is taken for one, what it is called, and how it is made one."""


class Options(TypedDict, total=False):
    """The fields of `Settings`, as keyword arguments."""

    by: str
    where: Mapping[str, str]
    stopwords: str
    stem: bool
    reference: str
    keep_furniture: bool
    seed: int
    permutations: int
    confidence: float
    confirmatory: bool
    vocabulary: bool
    shared: bool | None
