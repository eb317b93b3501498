"""Counting, with the counts of articles that were counted before taken as they were."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from framing.article import Article
from framing.cache.use import is_wanted, tell
from framing.counts import Counts, count
from framing.facts import in_order
from framing.lexicon import Lexicon, Matcher
from framing.steps import steps

if TYPE_CHECKING:
    from framing.cache.keeper import Keeper

__all__ = ["FEWEST_CHARACTERS", "count_cached"]

FEWEST_CHARACTERS = 500_000
"""Shorter texts are counted in less than half a second, which is not worth keeping."""


def count_cached(articles: Iterable[Article], lexicon: Lexicon) -> Counts:
    """Count the words, terms and hits of articles, those alone that are not in the cache.

    Small numbers of articles are counted without a look at it, as are all where it is not wanted or
    cannot be used: nothing of the result depends on it.

    Args:
        articles: The articles, in any order, with different ids.
        lexicon: The lexicon.

    Returns:
        What `framing.count` returns.

    Raises:
        InputError: As `framing.count`.
    """
    given = tuple(articles)
    if sum(len(article.text) for article in given) < FEWEST_CHARACTERS or not is_wanted():
        return count(given, lexicon)
    try:
        from framing.cache.keeper import Keeper
    except ImportError as error:  # Python can be built without its database
        tell(f"Counted without the cache: {error}")
        return count(given, lexicon)
    return _count(in_order(given), lexicon, Keeper(lexicon))


def _count(articles: Sequence[Article], lexicon: Lexicon, keeper: "Keeper") -> Counts:
    from framing.cache.keys import key_of, rules_and_lexicon
    from framing.cache.rows import put_together, row_of

    rules = rules_and_lexicon(lexicon)
    keys = [key_of(article, rules) for article in articles]
    rows = keeper.read(keys)
    taken = sum(key in rows for key in keys)
    # Articles that say the same have one key.
    missing = {key: a for key, a in zip(keys, articles, strict=True) if key not in rows}
    matcher = Matcher(lexicon)
    for key, article in steps(list(missing.items()), "articles"):
        rows[key] = row_of(article, matcher)
        keeper.keep(key, rows[key])
    keeper.finish()
    if keeper.works:
        tell(f"Counted {len(articles):,} articles, {taken:,} of them from the cache")
    return put_together(lexicon, articles, [rows[key] for key in keys])
