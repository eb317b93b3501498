"""What the groups themselves allow to be concluded: the sentences on them."""

import numpy as np

from framing.groups import Groups
from framing.periods import PERIODS

__all__ = ["sentences_on_groups", "spelled"]

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NO_STORY = "(no story)"
_AT_ONCE = 100_000  # articles


def sentences_on_groups(groups: Groups) -> tuple[str, ...]:
    """Say of how many articles there are, which match, and where the lexicon finds nothing."""
    return (*_of_articles(groups), *_of_periods(groups), *_of_matching(groups), *_of_hits(groups))


def spelled(count: int) -> str:
    """Return a number as a sentence has it, up to ten in words."""
    return _NUMBERS[count] if count < len(_NUMBERS) else f"{count:,}"


def _of_articles(groups: Groups) -> tuple[str, ...]:
    if groups.counts.article_count == 1:
        return ("There is one article, so nothing is compared.",)
    if groups.by == "article":
        return ("This compares single articles; it says nothing about their outlets.",)
    total, singles = groups.counts.article_count, int((groups.articles == 1).sum())
    if singles == len(groups.names):
        return (
            f"{spelled(total).capitalize()} article{'s' if total > 1 else ''}, one per "
            f"{groups.by}: this compares these articles, not the {_plural(groups.by)}.",
        )
    if singles:
        return (
            f"{spelled(singles).capitalize()} of {spelled(len(groups.names))} groups ha"
            f"{'s' if singles == 1 else 've'} one article: there the numbers are that article's, "
            f"not typical of the {groups.by}.",
        )
    return ()


def _of_periods(groups: Groups) -> tuple[str, ...]:
    """Say how many articles have no date that tells the period they are grouped by."""
    together = f"(no {groups.by})"
    if groups.by not in PERIODS or together not in groups.names:
        return ()
    without = int(groups.articles[groups.names.index(together)])
    have, their, stand = (
        ("has", "its", "it stands") if without == 1 else ("have", "their", "they stand together")
    )
    return (
        f"{spelled(without).capitalize()} of {spelled(groups.counts.article_count)} articles "
        f"{have} no date that tells {their} {groups.by}, as 2024-06-22 does; {stand} under "
        f"{together}.",
    )


def _of_hits(groups: Groups) -> tuple[str, ...]:
    """Say where the lexicon finds nothing, which may mean that it is not the one to use."""
    without = int((groups.spans == 0).sum())
    if without == len(groups.names):
        return ("The lexicon has no hit in any article; is it meant for these (--lexicon)?",)
    if without:
        return (
            f"The lexicon has no hit in {spelled(without)} of {spelled(len(groups.names))} "
            "groups; is it meant for these articles (--lexicon)?",
        )
    return ()


def _of_matching(groups: Groups) -> tuple[str, ...]:
    """Say whether groups of several articles tell the same stories."""
    if not (groups.articles > 1).any() or groups.by in {"article", "story"}:
        return ()
    every = len(groups.counts.stories)
    told: list[set[int]] = [set() for _ in groups.names]
    for start in range(0, groups.counts.article_count, _AT_ONCE):
        some = slice(start, start + _AT_ONCE)
        keys = every * groups.group_of_article[some].astype(np.int64)
        for found in np.unique(keys + groups.counts.story_of_article[some]).tolist():
            told[found // every].add(found % every)
    stories = {groups.counts.stories[story] for story in told[0]}
    if _NO_STORY not in stories and all(own == told[0] for own in told):
        if len(stories) == 1:
            return (f"Matched by story: every {groups.by} has the same one.",)
        return (f"Matched by story: every {groups.by} has the same {len(stories)} stories.",)
    return (
        "Coverage is not matched by story, so divergences mix the choice of stories with how they "
        "are told.",
    )


def _plural(noun: str) -> str:
    ends_in_ies = noun.endswith("y") and not noun.endswith(("ay", "ey", "oy", "uy"))
    return f"{noun[:-1]}ies" if ends_in_ies else f"{noun}s"
