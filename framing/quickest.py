"""Count articles by whatever is quickest for them; the counts are the same."""

from collections.abc import Iterable, Sequence

from framing.article import Article
from framing.cache.cached_counts import count_cached
from framing.counts import Counts
from framing.engines import MachineCodeError, chosen_engine, may_take_machine_code
from framing.lexicon import Lexicon
from framing.steps import tell

__all__ = ["count", "go_on_without", "takes_machine_code"]

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
    if takes_machine_code(given):
        from framing.scale import count_articles

        try:
            return count_articles(given, lexicon)
        except MachineCodeError as error:
            go_on_without(error)
    return count_cached(given, lexicon)


def go_on_without(error: MachineCodeError) -> None:
    """Say that machine code is done without, unless just that was asked for."""
    if chosen_engine() == "compiled":
        raise error
    tell(f"Did without machine code: {error.__cause__}")


def takes_machine_code(articles: Sequence[Article]) -> bool:
    """Tell whether articles are counted by machine code, given the engine that was chosen."""
    if not may_take_machine_code():
        return False
    return chosen_engine() == "compiled" or sum(len(one.text) for one in articles) > _LARGE
