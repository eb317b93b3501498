"""Which words of patterns, with wildcards or without, a word of a text matches."""

import sys
from collections.abc import Iterable, Sequence
from typing import TypeAlias

import regex

__all__ = ["WordTests"]

_LETTERS = 3

_Test: TypeAlias = tuple["regex.Pattern[str]", int]


class WordTests:
    """Tells which symbols of some kind (exact or folded) forms of words match."""

    def __init__(self) -> None:
        """Begin without pattern words."""
        self._literal: dict[str, tuple[int, ...]] = {}
        # A wildcard word is only tried where its first or its last letters are right. They are kept
        # by their number, since most lexicons need one number alone.
        self._by_head: dict[int, dict[str, list[_Test]]] = {}
        self._by_tail: dict[int, dict[str, list[_Test]]] = {}
        self._by_length: list[tuple[int, int, int]] = []  # the fewest letters, the most, the symbol
        self._of_length: dict[int, tuple[int, ...]] = {}

    def add(self, word: str, symbol: int) -> None:
        """Add a word of a pattern."""
        if not set(word) & {"*", "?"}:
            self._literal[word] = (symbol,)
            return
        if not word.strip("*?"):
            fewest = word.count("?")
            most = sys.maxsize if "*" in word else fewest
            self._by_length.append((fewest, most, symbol))
            return
        escaped = regex.escape(word, special_only=True)
        wild = escaped.replace(r"\*", ".*").replace(r"\?", ".")
        test = (regex.compile(wild, regex.DOTALL), symbol)
        head, *_, tail = regex.split(r"[*?]", word)
        # One that begins and ends in a wildcard is of the head of no letters, which all words have.
        side, letters = self._by_head, head[:_LETTERS]
        if tail and not head:
            side, letters = self._by_tail, tail[-_LETTERS:]
        side.setdefault(len(letters), {}).setdefault(letters, []).append(test)

    def matches(self, forms: Sequence[str]) -> dict[str, tuple[int, ...]]:
        """Return the symbols that some forms match, without those that match by length alone."""
        found = ((form, self._by_letters(form)) for form in self._candidates(forms))
        return {form: own + self.of_length(len(form)) for form, own in found if own}

    @property
    def has_lengths(self) -> bool:
        """Whether some symbols match by length alone."""
        return bool(self._by_length)

    def of_length(self, length: int) -> tuple[int, ...]:
        """Return the symbols that all forms of some length match, one tuple for all of them."""
        if not self._by_length:
            return ()
        if length not in self._of_length:
            self._of_length[length] = tuple(
                symbol for fewest, most, symbol in self._by_length if fewest <= length <= most
            )
        return self._of_length[length]

    def _candidates(self, forms: Sequence[str]) -> Sequence[str]:
        """Leave out most of the forms that match nothing, all at once."""
        if 0 in self._by_head:
            return forms
        if not (self._literal or self._by_head or self._by_tail):
            return ()
        import polars as pl

        form = pl.col("form")
        ends = [form, *(form.str.head(n) for n in self._by_head)]
        ends += [form.str.tail(n) for n in self._by_tail]
        wanted: list[Iterable[str]] = [
            self._literal,
            *self._by_head.values(),
            *self._by_tail.values(),
        ]
        among = (
            end.is_in(pl.lit(pl.Series(list(some), dtype=pl.String)).implode())
            for end, some in zip(ends, wanted, strict=True)
        )
        frame = pl.DataFrame({"form": forms}, schema={"form": pl.String})
        candidates: list[str] = frame.filter(pl.any_horizontal(among))["form"].to_list()
        return candidates

    def _by_letters(self, form: str) -> tuple[int, ...]:
        found = self._literal.get(form, ())
        for length, tests in self._by_head.items():
            if (head := form[:length]) in tests:
                found += tuple(n for test, n in tests[head] if test.fullmatch(form))
        for length, tests in self._by_tail.items():
            if (tail := form[-length:]) in tests:
                found += tuple(n for test, n in tests[tail] if test.fullmatch(form))
        return found
