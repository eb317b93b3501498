"""Counts as files: count once, in pieces and on several machines; measure often."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from framing.cli import options
from framing.cli.app import app
from framing.cli.reading import end, end_with
from framing.cli.reading_options import BY_DEFAULT, HowToRead, reading_options
from framing.cli.streaming import going_on_later, stream_sources, told
from framing.cli.voice import remark, report
from framing.errors import SettingError
from framing.resources import DEFAULT_LEXICON

if TYPE_CHECKING:
    from framing.readers.options import ReadKeywords
    from framing.stored import Written

__all__ = ["count", "merge"]

_Folder = Annotated[
    Path,
    typer.Option(
        "--output", "-o", metavar="FOLDER", help="Write into this folder; made if it is missing."
    ),
]
_Partition = Annotated[
    int, typer.Option("--partition", metavar="N", min=1, help="Articles a file, at the most.")
]


@app.command()
@reading_options
def count(
    output: _Folder,
    sources: options.Sources = None,
    lexicon: options.LexiconName = DEFAULT_LEXICON,
    keep_furniture: options.KeepFurniture = False,
    how: HowToRead = BY_DEFAULT,
    no_cache: options.NoCache = False,
    shard: Annotated[
        str,
        typer.Option(
            "--shard",
            metavar="I/N",
            help="Only the i-th of n shards, by the articles' ids.",
            show_default=False,
        ),
    ] = "",
    shareable: Annotated[
        bool,
        typer.Option(
            "--shareable", help="Keep nothing from which text could be rebuilt: no order of words."
        ),
    ] = False,
    cluster: Annotated[
        str,
        typer.Option(
            "--cluster",
            metavar="WHERE",
            help="Count on a Dask cluster: local:N, tcp://HOST:PORT or a scheduler file.",
            show_default=False,
        ),
    ] = "",
    partition: _Partition = 2_000,
) -> None:
    """Count articles into files, which every measure takes in place of articles.

    An interrupted run goes on where it was. Example: framing count articles/ -o counts/
    """
    from framing.stored import parse_shard, store_counts

    chosen = parse_shard(shard)
    if cluster:
        if chosen is not None:
            raise SettingError("--cluster: makes shards itself; leave out --shard")
        if not sources:
            raise SettingError("--cluster: reads the sources on every worker; name them")
        _count_on_cluster(
            sources, output, lexicon, cluster, how, keep_furniture, shareable, partition
        )
        return
    given = stream_sources(sources, keep_furniture, how)
    with going_on_later(), told(given):
        written = store_counts(
            given,
            output,
            lexicon,
            shareable=shareable,
            shard=chosen,
            keep_furniture=keep_furniture,
            furniture=bool(how.keywords.get("furniture")),
            partition=partition,
        )
    _say(written, f"{written.counted:,} of {_articles(written)} counted now")
    end(given, how)


def _count_on_cluster(
    sources: list[str],
    output: Path,
    lexicon: str,
    cluster: str,
    how: HowToRead,
    keep_furniture: bool,
    shareable: bool,
    partition: int,
) -> None:
    from framing.readers import gather
    from framing.stored.cluster import count_on_cluster

    keywords: ReadKeywords = {**how.keywords, "keep_furniture": keep_furniture}
    with going_on_later():
        written, problems = count_on_cluster(
            sources,
            output,
            lexicon,
            cluster=cluster,
            shareable=shareable,
            partition=partition,
            keywords=keywords,
        )
    for problem in gather(problems):
        say = report if problem.skipped else remark
        say(str(problem))
    _say(written, f"{_articles(written)} counted on {cluster}")
    end_with(any(problem.skipped for problem in problems), how)


@app.command()
def merge(
    counts: Annotated[
        list[str], typer.Argument(metavar="COUNTS", help="Folders and files of counts.")
    ],
    output: _Folder,
    partition: _Partition = 2_000,
) -> None:
    """Put counts together, such as shards, if they were made alike and hold no article twice.

    Example: framing merge counts1/ counts2/ -o counts/
    """
    from framing.stored import merge_counts

    written, problems = merge_counts(counts, output, partition=partition)
    for problem in problems:
        report(str(problem))
    _say(written, f"{_articles(written)} put together")


def _say(written: "Written", what: str) -> None:
    files = f"{written.partitions:,} file{'' if written.partitions == 1 else 's'}"
    kept = f", {written.kept:,} of them there before" if written.kept else ""
    remark(f"{what}: {files} in {written.folder}{kept}.")


def _articles(written: "Written") -> str:
    return f"{written.articles:,} article{'' if written.articles == 1 else 's'}"
