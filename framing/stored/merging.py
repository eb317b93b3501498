"""Counts put together: shards of one job, or counts of different articles."""

from collections.abc import Iterable
from pathlib import Path

from framing.errors import SettingError
from framing.readers import Problem
from framing.steps import tell
from framing.stored.effort import number_of
from framing.stored.files import partitions_of
from framing.stored.keys import keys_of
from framing.stored.partition import read_header
from framing.stored.together import check_apart, check_complete, common_header
from framing.stored.writing import ARTICLES_A_PARTITION, Written, write_partitions

__all__ = ["merge_counts"]


def merge_counts(
    sources: str | Path | Iterable[str | Path],
    folder: str | Path,
    *,
    partition: int = ARTICLES_A_PARTITION,
) -> tuple[Written, tuple[Problem, ...]]:
    """Put counts together in one folder.

    The files are those that counting all the articles in one go would write.

    Args:
        sources: Folders and files of counts.
        folder: Where to write; made if it is missing.
        partition: How many articles a file has at the most.

    Returns:
        What was written, and what to be warned of.

    Raises:
        InputError: If the counts differ in their lexicon, settings, level or version of words, if
            an article is in two of them, or if one is damaged or incomplete.
        SettingError: If the folder is one of the sources.
    """
    named = [sources] if isinstance(sources, str | Path) else list(sources)
    paths = partitions_of(named)
    target = Path(folder).resolve()
    if any(path.resolve().parent == target for path in paths):
        raise SettingError(f"-o {folder}: is one of those to be merged; name another folder")
    headers = {path: read_header(path) for path in paths}
    problems = check_complete(headers, named)
    header = common_header(headers)
    keys = {path: keys_of(path) for path in paths}
    check_apart({path: [key.article for key in own] for path, own in keys.items()})
    articles = [key for own in keys.values() for key in own]
    found = f"{number_of(len(paths), 'file')} of {number_of(len(articles), 'article')}"
    tell(f"Found {found} to put together")
    written = write_partitions(target, header, articles, partition, taken_from=keys)
    return written, problems
