"""Count articles that were read one by one: `framing.count`, by machine code."""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue

from framing.article import Article
from framing.counts import Counts
from framing.facts import facts_of, in_order
from framing.lexicon import Lexicon
from framing.scale.automaton import Automaton
from framing.scale.batches import PART_BYTES, PART_ROWS, check_threads
from framing.scale.pieces import Piece, put_together
from framing.scale.terms import Terms
from framing.steps import Way

__all__ = ["batches_of", "count_articles"]


def count_articles(articles: Iterable[Article], lexicon: Lexicon, *, threads: int = 2) -> Counts:
    """Count the words, terms and hits of articles by machine code.

    Args:
        articles: The articles, in any order, with different ids.
        lexicon: The lexicon.
        threads: How many batches of articles are counted at once; the result does not depend on it.

    Returns:
        What `framing.count` returns, to the last bit.

    Raises:
        MachineCodeError: If numba is not installed, or cannot be loaded.
        InputError: If there are no articles, or two have the same id.
        SettingError: If there is not one thread.
    """
    from framing.scale.article_counter import ArticleCounter

    check_threads(threads)
    ordered = in_order(articles)
    terms = Terms(Automaton(lexicon).folded_symbols)
    counters: SimpleQueue[ArticleCounter] = SimpleQueue()
    first = ArticleCounter(lexicon, terms)
    for counter in (first, *(first.beside() for _ in range(1, threads))):
        counters.put(counter)

    def count_batch(batch: range) -> list[Piece]:
        counter = counters.get()
        try:
            return counter.count(ordered[batch.start : batch.stop], batch.start)
        finally:
            counters.put(counter)

    batches = list(batches_of(ordered))
    pieces: list[Piece] = []
    way = Way("articles", len(ordered))
    with ThreadPoolExecutor(threads) as pool:
        for batch, found in zip(batches, pool.map(count_batch, batches), strict=True):
            pieces += found
            way.go(len(batch))
    way.end()
    return put_together(lexicon, tuple(map(facts_of, ordered)), pieces, terms)


def batches_of(articles: Sequence[Article]) -> Iterator[range]:
    """Cut articles into batches of some megabytes."""
    start = characters = 0
    for index, article in enumerate(articles):
        characters += len(article.text)
        is_last = index + 1 == len(articles)
        if is_last or characters >= PART_BYTES or index + 1 - start == PART_ROWS:
            yield range(start, index + 1)
            start, characters = index + 1, 0
