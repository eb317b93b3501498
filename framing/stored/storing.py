"""Articles counted into files."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from framing.article import Article
from framing.errors import InputError, SettingError
from framing.facts import by_id
from framing.inputs import check_characters, hash_of_article
from framing.lexicon import Lexicon, load_lexicon
from framing.quickest import count
from framing.readers import ArticleStream, open_stream, without_recognised_furniture
from framing.readers.given import Sources, read_given
from framing.resources import DEFAULT_LEXICON
from framing.stored.columns import counts_of, frame_of
from framing.stored.effort import Effort
from framing.stored.header import Header
from framing.stored.keys import Key
from framing.stored.load import StoredCounts, find_stored
from framing.stored.lock import locked
from framing.stored.shareable import file_name
from framing.stored.shareable import shareable as without_order
from framing.stored.streaming import count_streamed
from framing.stored.writing import ARTICLES_A_PARTITION, CountsFolder, Written, write_partitions

if TYPE_CHECKING:
    import polars as pl

__all__ = ["parse_shard", "shard_of", "store_counts"]

_DIGITS = 9  # more shards than that have no use


def store_counts(
    sources: "Sources | ArticleStream",
    folder: str | Path,
    lexicon: Lexicon | str | Path = DEFAULT_LEXICON,
    *,
    shareable: bool = False,
    shard: tuple[int, int] | None = None,
    keep_furniture: bool = False,
    furniture: bool = False,
    partition: int = ARTICLES_A_PARTITION,
) -> Written:
    """Count articles and write the counts into a folder.

    What the folder has of these articles already is kept, so that a run that was interrupted goes
    on where it was. Paths are read batch by batch; of all articles only ids and hashes are kept.

    Args:
        sources: The articles, as for `framing.compare`, or what `framing.readers.open_stream` gave;
            or counts, to make shareable ones of them.
        folder: The folder; made if it is missing.
        lexicon: A lexicon, the name of a bundled one, or the path of a file.
        shareable: Whether to leave out what text could be partly rebuilt from.
        shard: Count only the i-th of n shards, given as (i, n) from (1, 1). An article's id decides
            in which it is, so that the n shards together are all articles, each once.
        keep_furniture: Whether page furniture is counted as text.
        furniture: Whether page furniture is looked for in tables too; of articles that were read
            before, only recorded.
        partition: How many articles a file has at the most.

    Returns:
        What was written.

    Raises:
        FramingError: If the articles or the lexicon cannot be read, if the folder holds other
            counts, if another run is at work in it, or if it cannot be written.
    """
    if shard is not None and not 1 <= shard[0] <= shard[1]:
        raise SettingError(f"--shard: {shard[0]}/{shard[1]} is not i/n with i from 1 to n")
    stored = find_stored(sources)
    if stored is not None:
        as_it_is = shard is None and keep_furniture in {False, stored.header.keep_furniture}
        return _coarser(stored, Path(folder), shareable and as_it_is, partition)
    chosen = load_lexicon(lexicon) if isinstance(lexicon, str | Path) else lexicon
    header = Header(
        lexicon=chosen,
        level="shareable" if shareable else "paragraphs",
        keep_furniture=keep_furniture,
        furniture=furniture,
        shard=shard,
    )

    effort = Effort()

    def take(article: Article) -> tuple[Key, Article] | None:
        if shard is not None and shard_of(article.id, shard[1]) != shard[0]:
            return None
        kept = article
        if keep_furniture:  # also of articles that were read before
            kept = without_recognised_furniture(article)
        return Key(kept.id, hash_of_article(kept), _source(kept, header)), kept

    def rows(articles: Mapping[Key, Article]) -> "pl.DataFrame":
        with effort.of(articles.values()):
            counts = count(articles.values(), chosen)
            hashes = {key.article: key.sha256 for key in articles}
            return frame_of(without_order(counts) if shareable else counts, hashes)

    with locked(Path(folder), shard):
        target = CountsFolder(Path(folder), header, partition, effort)
        if (stream := _streamed(sources, keep_furniture, furniture)) is not None:
            return count_streamed(stream, target, take, rows)
        articles = read_given(sources, keep_furniture=keep_furniture).articles
        check_characters(articles)
        articles = tuple(by_id(articles))
        if shard is None and not articles:
            raise InputError("there are no articles to count; name at least one source")
        taken = dict(filter(None, map(take, articles)))
        return target.write(taken, lambda wanted: rows({key: taken[key] for key in wanted}))


def _streamed(
    sources: "Sources | ArticleStream", keep_furniture: bool, furniture: bool
) -> ArticleStream | None:
    """Return sources that need not be in memory as a stream."""
    if isinstance(sources, ArticleStream):
        return sources
    given = [sources] if isinstance(sources, str | Path) else sources
    if not (isinstance(given, list | tuple) and given):
        return None
    paths = [source for source in given if isinstance(source, str | Path)]
    if len(paths) < len(given):
        return None
    return open_stream(paths, keep_furniture=keep_furniture, furniture=furniture)


def _coarser(stored: StoredCounts, folder: Path, shareable: bool, size: int) -> Written:
    """Make shareable counts of others, for which no article is needed."""
    if not shareable or stored.header.level == "shareable":
        raise SettingError(
            "count: these are counts already; --shareable makes coarser ones of those that are "
            "not, and framing merge puts counts together"
        )
    lexicon, frame = stored.header.lexicon, stored.frame
    hashes = dict(frame.select("article", "sha256").iter_rows())
    keys = [
        Key(article, sha256, file_name(source))
        for article, sha256, source in frame.select("article", "sha256", "source").iter_rows()
    ]

    places = {key.article: place for place, key in enumerate(keys)}

    def rows(wanted: Sequence[Key]) -> "pl.DataFrame":
        chosen = frame[[places[key.article] for key in wanted]]
        return frame_of(without_order(counts_of(chosen, lexicon, stored.header.level)), hashes)

    header = replace(stored.header, level="shareable")
    return write_partitions(folder, header, keys, size, rows)


def parse_shard(given: str) -> tuple[int, int] | None:
    """Read ``i/n``; nothing is no shard.

    Raises:
        SettingError: If it is not of that form.
    """
    if not given:
        return None
    number, slash, total = given.partition("/")
    if not (slash and _is_count(number) and _is_count(total)):
        raise SettingError(f"--shard: {given[:40]!r} is not of the form i/n, such as 1/4")
    return int(number), int(total)


def _is_count(written: str) -> bool:
    return written.isascii() and written.isdigit() and len(written) <= _DIGITS


def shard_of(article: str, shards: int) -> int:
    """Return in which of so many shards an article is, from 1."""
    digest = hashlib.sha256(article.encode()).digest()
    return 1 + int.from_bytes(digest[:8], "big") % shards


def _source(article: Article, header: Header) -> str:
    source = article.source.encode("utf-8", "replace").decode()
    if header.level == "shareable":
        return file_name(source)
    return article.source if source == article.source else source  # in memory once, if it can be
