"""Count the articles of a table too large for one `framing.count`."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue
from typing import Protocol

from framing.counts import Integers
from framing.engines import (
    EngineName,
    MachineCodeError,
    check_engine,
    chosen_engine,
    quickest_engine,
)
from framing.lexicon import Lexicon
from framing.scale.ahead import read_ahead, start
from framing.scale.automaton import Automaton
from framing.scale.batches import Batch, check_threads, evenly_sized
from framing.scale.collector import Collector
from framing.scale.grouped_counts import BatchCounts, Counter, GroupedCounts
from framing.scale.plain_counter import PlainCounter
from framing.scale.term_table import TermTable
from framing.scale.terms import Terms
from framing.steps import tell

__all__ = ["count_texts"]


class _Counter(Counter, Protocol):
    def __init__(self, lexicon: Lexicon, terms: Terms) -> None: ...

    def beside(self) -> "_Counter":
        """Return a counter of the same lexicon and terms for another thread."""
        ...


def count_texts(
    batches: Iterable[Batch],
    lexicon: Lexicon,
    *,
    by: str = "outlet",
    article_terms: bool = False,
    threads: int = 2,
    engine: EngineName | None = None,
    follow: Callable[[Batch, BatchCounts], None] | None = None,
    meanwhile: Callable[[], None] | None = None,
) -> GroupedCounts:
    """Count the words, terms and hits of many articles, without page furniture being looked for.

    Args:
        batches: The articles, in parts of any size; texts are not kept.
        lexicon: The lexicon.
        by: What the column ``groups`` of the batches is called. Articles without a value in it form
            a group of their own, such as ``(no outlet)``.
        article_terms: Keep the terms of each article too, which takes about as much memory as the
            texts.
        threads: How many batches are counted at once; the result does not depend on it.
        engine: ``plain`` is `framing.count` part by part; ``numpy`` gives the same numbers from
            whole arrays at once, ``compiled`` by machine code; ``auto`` takes the quickest that
            is there. By itself the one chosen by `framing.engines.engine`.
        follow: Is told of each part of a batch and its counts, in order.
        meanwhile: Is called by a thread of its own while the first articles are read.

    Returns:
        The counts.

    Raises:
        InputError: If there are no articles, or two have the same id.
        SettingError: If the engine is not there, or is none; or if there is not one thread.
    """
    check_threads(threads)
    chosen = chosen_engine() if engine is None else engine
    make = _counter_class(chosen)
    parts = read_ahead(evenly_sized(batches))
    terms = Terms(Automaton(lexicon).folded_symbols)
    collector = Collector(lexicon, by, terms, article_terms=article_terms)
    try:
        counter = make(lexicon, terms)
    except MachineCodeError as error:
        if chosen != "auto":
            raise
        tell(f"Did without machine code: {error.__cause__}")
        counter = _counter_class(chosen)(lexicon, terms)
    if meanwhile is not None:
        start(meanwhile)
    tables = _tables(counter, threads, parts, collector, follow)
    return collector.result(tables)


def _tables(
    counter: _Counter,
    threads: int,
    parts: Iterable[Batch],
    collector: Collector,
    follow: Callable[[Batch, BatchCounts], None] | None,
) -> list[TermTable]:
    """Count all parts of batches; return the terms. All that counting takes beside is let go."""
    counters = [counter, *(counter.beside() for _ in range(1, threads))]
    idle: SimpleQueue[_Counter] = SimpleQueue()
    for one in counters:
        idle.put(one)

    def count_one(batch: Batch, rows: Integers) -> BatchCounts:
        counter = idle.get()
        try:
            return counter.count(batch, rows)
        finally:
            idle.put(counter)

    jobs = ((part, collector.enter(part)) for part in parts)
    with ThreadPoolExecutor(threads) as pool:
        started = ((part, pool.submit(count_one, part, rows)) for part, rows in jobs)
        for part, counts in _in_order(started, threads + 1):
            collector.add(counts)
            if follow is not None:
                follow(part, counts)
    return [one.table for one in counters]


def _in_order(
    started: Iterator[tuple[Batch, "Future[BatchCounts]"]], at_once: int
) -> Iterator[tuple[Batch, BatchCounts]]:
    """Yield results in the order in which they were asked for, with some under way."""
    waiting: deque[tuple[Batch, Future[BatchCounts]]] = deque()
    for one in started:
        waiting.append(one)
        if len(waiting) > at_once:
            part, future = waiting.popleft()
            yield part, future.result()
    for part, future in waiting:
        yield part, future.result()


def _counter_class(engine: EngineName) -> "type[_Counter]":
    check_engine(engine)
    if engine == "plain":
        return PlainCounter
    if (quickest_engine() if engine == "auto" else engine) == "numpy":
        from framing.scale.numpy_counter import NumpyCounter

        return NumpyCounter
    from framing.scale.compiled_counter import CompiledCounter

    return CompiledCounter
