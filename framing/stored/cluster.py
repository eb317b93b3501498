"""Counting on a cluster: each worker counts shards into files, which are then put together.

Paths travel, not texts: every worker reads the sources itself, from a file system that all of them
see. A shard whose worker dies is counted again by another; its files are named by what went into
them and written whole or not at all, so that nothing is counted twice.
"""

import logging
import shutil
import time
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.cache import without_cache
from framing.engines import EngineName, chosen_engine, engine
from framing.errors import FramingError, SettingError
from framing.interruption import interrupted_later
from framing.lexicon import Lexicon, load_lexicon
from framing.readers import ArticleStream, Problem, open_stream
from framing.resources import DEFAULT_LEXICON
from framing.steps import steps, tell
from framing.stored.effort import number_of
from framing.stored.lock import BusyError, locked
from framing.stored.merging import merge_counts
from framing.stored.storing import store_counts
from framing.stored.writing import ARTICLES_A_PARTITION, Written

if TYPE_CHECKING:
    from framing.readers.options import ReadKeywords

__all__ = ["connect", "count_on_cluster"]

_LOCAL = "local:"
_SHARDS_A_WORKER = 2  # so that a slow worker leaves the others something to do
_RETRIES = 3
_PATIENCE, _PAUSE = 600.0, 1.0  # seconds


@dataclass(frozen=True, slots=True)
class _ShardJob:
    """What a worker has to know to count any of the shards; sources by their absolute paths."""

    sources: dict[str, str]
    keywords: "ReadKeywords"
    folder: str
    lexicon: Lexicon
    shareable: bool
    partition: int
    shards: int
    engine: EngineName

    def count(self, number: int) -> tuple[str, tuple[Problem, ...]]:
        """Count one shard into a folder of its own; return that, and what was skipped."""
        stream = open_stream(list(self.sources), **self.keywords)
        stream.call_sources(self._name)
        folder = Path(self.folder) / f"{number}-of-{self.shards}"
        with engine(self.engine), without_cache():  # which is of whoever works at one machine
            until = time.monotonic() + _PATIENCE
            while True:
                try:
                    self._store(stream, folder, number)
                except BusyError:  # a worker that was given up is still at it, and may finish
                    if time.monotonic() > until:
                        raise
                    time.sleep(_PAUSE)
                else:
                    return str(folder), stream.problems

    def _store(self, stream: ArticleStream, folder: Path, number: int) -> None:
        store_counts(
            stream,
            folder,
            self.lexicon,
            shareable=self.shareable,
            shard=(number, self.shards),
            keep_furniture=self.keywords.get("keep_furniture", False),
            furniture=self.keywords.get("furniture", False),
            partition=self.partition,
        )

    def _name(self, source: str) -> str:
        for path in sorted(self.sources, key=len, reverse=True):
            if source.startswith(path):
                return self.sources[path] + source[len(path) :]
        return source


def count_on_cluster(
    sources: Sequence[str | Path],
    folder: str | Path,
    lexicon: Lexicon | str | Path = DEFAULT_LEXICON,
    *,
    cluster: str,
    shards: int | None = None,
    shareable: bool = False,
    partition: int = ARTICLES_A_PARTITION,
    keywords: "ReadKeywords | None" = None,
) -> tuple[Written, tuple[Problem, ...]]:
    """Count articles on a Dask cluster; the files are those that one process would write.

    Args:
        sources: Files, folders and patterns, as every worker can name them.
        folder: Where the counts go, on a file system that all workers see. While they work, shards
            lie in a hidden folder beside it, from which a run that was interrupted goes on.
        lexicon: A lexicon, the name of a bundled one, or the path of a file.
        cluster: ``local:N`` for N processes of this machine; the address of a scheduler, such as
            ``tcp://host:8786``; or a scheduler file, as ``dask scheduler --scheduler-file`` writes.
        shards: Into how many pieces the work is cut; twice as many as there are workers, if not
            given.
        shareable: As for `store_counts`.
        partition: As for `store_counts`.
        keywords: The fields of `framing.readers.ReadOptions`.

    Returns:
        What was written, and what was skipped or is to be warned of.

    Raises:
        SettingError: If Dask is not installed or ``cluster`` is none of these.
        FramingError: If the cluster cannot be reached, or as `store_counts` and `merge_counts`.
    """
    chosen = load_lexicon(lexicon) if isinstance(lexicon, str | Path) else lexicon
    if shards is not None and shards < 1:
        raise SettingError(f"--shards: {shards} is not a number from 1 up")
    target = Path(folder).resolve()
    beside = target.with_name(f".{target.name}.shards")
    job = _ShardJob(
        sources={str(Path(one).absolute()): _without_slash(str(one)) for one in sources},
        keywords=keywords or {},
        folder=str(beside),
        lexicon=chosen,
        shareable=shareable,
        partition=partition,
        shards=shards or 0,
        engine=chosen_engine(),
    )
    with locked(beside, called=Path(folder)):
        done = _count_shards(job, cluster)
        tell(f"Counted {number_of(len(done), 'shard')} on {cluster} into {beside}")
        written, warnings = merge_counts([path for path, _ in done], target, partition=partition)
        for one in beside.iterdir():
            if one.is_dir():
                shutil.rmtree(one)
    with suppress(OSError):  # somebody may wait for it
        beside.rmdir()
    return written, (*done[0][1], *warnings)


def _count_shards(job: _ShardJob, cluster: str) -> list[tuple[str, tuple[Problem, ...]]]:
    with ExitStack() as stack:
        client = connect(cluster, stack)
        workers = max(1, len(client.scheduler_info()["workers"]))
        job = replace(job, shards=job.shards or _SHARDS_A_WORKER * workers)
        numbers = range(1, job.shards + 1)
        futures = client.map(job.count, numbers, retries=_RETRIES, pure=False)
        return [future.result() for future in steps(futures, "shards")]


def _without_slash(source: str) -> str:
    """Call a folder by the name that reading it in one process gives it."""
    return source.rstrip("/") or source


def connect(cluster: str, stack: ExitStack) -> Any:
    """Connect to a cluster, or start one on this machine, until the stack is closed."""
    try:
        from distributed import Client, LocalCluster
    except ImportError:
        raise SettingError(
            '--cluster: needs Dask, which is not installed; pip install "framing[dask]"'
        ) from None
    try:
        if cluster.startswith(_LOCAL):
            workers = _number_of_workers(cluster)
            with interrupted_later():  # half a cluster cannot be ended in order
                local = LocalCluster(
                    n_workers=workers,
                    threads_per_worker=1,
                    dashboard_address=":0",  # any port, as others may have theirs
                    silence_logs=logging.CRITICAL,  # an error of a worker comes to us in any case
                )
                stack.enter_context(local)
            return stack.enter_context(Client(local))
        if "://" in cluster:
            return stack.enter_context(Client(cluster))
        if Path(cluster).is_file():
            return stack.enter_context(Client(scheduler_file=cluster))
    except (OSError, ValueError) as error:
        raise FramingError(f"--cluster: {cluster} cannot be reached: {error}") from None
    raise SettingError(
        f"--cluster: {cluster!r} is not local:N, the address of a scheduler (tcp://host:port) or a "
        "scheduler file"
    )


def _number_of_workers(cluster: str) -> int:
    number = cluster.removeprefix(_LOCAL)
    if not (number.isascii() and number.isdigit() and int(number) > 0):
        raise SettingError(f"--cluster: {cluster!r} is not local:N with N from 1 up")
    return int(number)
