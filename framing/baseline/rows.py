"""What one new article scores on one frame."""

from dataclasses import dataclass

__all__ = ["ScoreRow"]


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One new article and one frame.

    Attributes:
        article: The article.
        group: The group that it would be in.
        frame: The frame's key.
        words: How many words its body has.
        hits: How many spans of it the frame's patterns match.
        rate_per_1000: Hits per 1,000 words.
        tfidf_per_1000: The same with each hit weighted by the frozen inverse document frequency.
        against: What it is scored against: ``all`` or the group.
        against_articles: How many articles with words that is.
        against_per_1000: Their rate, hits per 1,000 words.
        rate_ratio: The article's rate over theirs.
        ratio_low: Lower end of its interval.
        ratio_high: Upper end.
        expected_low: The fewest hits expected of such an article with so many words.
        expected_high: The most.
        position: How far from what is expected, as a standard normal score.
        p: The probability of a count so far out on either side.
        beyond: Whether the hits lie outside what is expected.
        note: Why something is missing.
    """

    article: str
    group: str
    frame: str
    words: int
    hits: int
    rate_per_1000: float | None
    tfidf_per_1000: float | None
    against: str
    against_articles: int
    against_per_1000: float | None
    rate_ratio: float | None
    ratio_low: float | None
    ratio_high: float | None
    expected_low: int | None
    expected_high: int | None
    position: float | None
    p: float | None
    beyond: bool | None
    note: str
