"""The record of a distinctive term, as tables show and write it."""

from dataclasses import dataclass

__all__ = ["TermRow"]


@dataclass(frozen=True, slots=True)
class TermRow:
    """A term of one group, against another.

    Attributes:
        group: The group.
        versus: What it is compared with: ``(rest)`` for all other groups together, or a group.
        term: The term, a folded word or a phrase of them.
        count: Its occurrences in the bodies of the group.
        count_rest: Its occurrences in those of the other side.
        rate_per_1000: Occurrences per 1,000 words of the group, stop words included.
        rate_rest: The same of the other side.
        log2_ratio: How many times the rate doubles from the other side to the group: 1 is twice the
            rate, -1 half of it. None where a side has none of the term: then it is infinite.
        log2_low: The lower end of its confidence interval; None where infinite, or where a side has
            a single unit, which has no spread to learn from.
        log2_high: The upper end.
        z: Log-odds ratio with an informative prior over its standard error; above 0 where the group
            uses the term more. It ranks the terms of one comparison, and is no test.
        p: The probability that chance alone makes z as large, either way, in (0, 1]; None without a
            test, for which see the notes.
        q: The false discovery rate at which this term would just be called, among the tests of all
            words; for a phrase, among those of all phrases.
        dispersion: How unevenly the term is spread over the units of the side that uses it more:
            DPnorm, 0 for evenly, 1 for all in the shortest unit; None over a single unit.
        articles: In how many articles of the group it occurs.
        in_lexicon: Whether a pattern of the lexicon matches the term as a whole, by itself.
        phrases: Phrases with this word that lean the same way, each with its count in the group and
            on the other side; only where phrases were asked for.
    """

    group: str
    versus: str
    term: str
    count: int
    count_rest: int
    rate_per_1000: float
    rate_rest: float
    log2_ratio: float | None
    log2_low: float | None
    log2_high: float | None
    z: float
    p: float | None
    q: float | None
    dispersion: float | None
    articles: int
    in_lexicon: bool
    phrases: str
