"""Count articles by whatever is quickest for them; the counts are the same."""

from collections.abc import Iterable, Sequence

from framing.article import Article
from framing.cache.cached_counts import count_cached
from framing.counts import Counts
from framing.engines import chosen_engine, may_take_machine_code
from framing.lexicon import Lexicon

__all__ = ["count", "takes_machine_code"]

_LARGE = 1_000_000
"""Characters of text from which on machine code is quicker, which takes a while to load."""


def count(articles: Iterable[Article], lexicon: Lexicon) -> Counts:
    """Count the words, terms and hits of articles: `framing.count`, quicker for many.

    Args:
        articles: The articles, in any order, with different ids.
        lexicon: The lexicon.

    Returns:
        What `framing.count` returns, by the engine that was chosen (`framing.engines.engine`).

    Raises:
        InputError: If there are none, or two have the same id.
    """
    given = list(articles)
    if not takes_machine_code(given):
        return count_cached(given, lexicon)
    from framing.scale import count_articles

    return count_articles(given, lexicon)


def takes_machine_code(articles: Sequence[Article]) -> bool:
    """Tell whether articles are counted by machine code, given the engine that was chosen."""
    if not may_take_machine_code():
        return False
    return chosen_engine() == "compiled" or sum(len(one.text) for one in articles) > _LARGE
