"""Whether counts belong together: made alike, complete, and of no article twice."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from framing.errors import InputError
from framing.readers import Problem
from framing.stored.header import Header, canonical, check_alike
from framing.stored.lexicon_record import record_of_lexicon
from framing.stored.shards import Shard, incomplete, without

__all__ = ["check_apart", "check_complete", "common_header"]

_MOST_NAMED = 5


def common_header(headers: Mapping[Path, Header]) -> Header:
    """Return what decided all of some counts.

    Raises:
        InputError: If it is not the same for all of them.
    """
    check_alike((str(path), header) for path, header in headers.items())
    lexicons = {canonical(record_of_lexicon(h.lexicon)): h.lexicon for h in headers.values()}
    versions = sorted({header.version for header in headers.values()})
    return replace(
        next(iter(headers.values())),
        lexicon=lexicons[min(lexicons)],
        version=", ".join(versions),
        shard=None,
        part=(1, 1),
        shards=incomplete(_held(headers)),
    )


def check_complete(
    headers: Mapping[Path, Header], named: Iterable[str | Path]
) -> tuple[Problem, ...]:
    """Make sure that no partition of a folder is missing.

    Returns:
        A problem for shards that are missing, which may be meant.

    Raises:
        InputError: If one is missing, so that the counting was interrupted.
    """
    folders: dict[tuple[Path, tuple[int, int] | None], list[tuple[int, int]]] = {}
    for path, header in headers.items():
        folders.setdefault((path.parent, header.shard), []).append(header.part)
    files = {path.resolve() for source in named if (path := Path(source)).is_file()}
    for (folder, _), parts in folders.items():
        total = {total for _, total in parts}
        if total != {len(parts)} or len(set(parts)) != len(parts):
            of_files = any(path.parent == folder and path.resolve() in files for path in headers)
            if of_files and len(set(parts)) == len(parts):
                continue  # somebody names some of the files, one by one
            raise InputError(
                f"{folder}: {len(parts)} of {max(total)} partitions are there, so the counting "
                "was interrupted; give the same framing count again, which goes on where it was"
            )
    if missing := without(_held(headers)):
        message = f"these counts are not all: {missing}"
        return (Problem(str(next(iter(headers)).parent), message, skipped=False),)
    return ()


def _held(headers: Mapping[Path, Header]) -> set[Shard]:
    return {shard for header in headers.values() for shard in header.held}


def check_apart(articles: Mapping[Path, Iterable[str]]) -> None:
    """Make sure that no article was counted twice.

    Args:
        articles: The ids of each partition.

    Raises:
        InputError: If one is in two partitions; the message names it and both.
    """
    seen: dict[str, Path] = {}
    twice: list[tuple[str, Path, Path]] = []
    for path, ids in articles.items():
        twice += [
            (article, before, path)
            for article in ids
            if (before := seen.setdefault(article, path)) != path
        ]
    if twice:
        named = ", ".join(repr(article) for article, *_ in twice[:_MOST_NAMED])
        more = f" and {len(twice) - _MOST_NAMED:,} more" if len(twice) > _MOST_NAMED else ""
        _, first, second = twice[0]
        raise InputError(
            f"{first} and {second} both hold article {named}{more}; leave one out, or, if they are "
            "different articles, count them in one go or give one another id"
        )
