"""Count the articles of large tables for the measures, without an article a row."""

import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from framing.engines import EngineName
from framing.errors import choice_error
from framing.lexicon import Lexicon
from framing.readers.options import ReadOptions
from framing.scale.engine import count_texts
from framing.scale.rows import Rows
from framing.scale.table_hashes import TableHashes
from framing.scale.tables import UnfitError, columns_of, is_known_early, open_tables
from framing.scale.totals import groups_of_totals
from framing.table_counts import TableCounts

__all__ = ["FEWEST_ARTICLES", "count_tables"]

FEWEST_ARTICLES = 201
"""Among fewer, shared passages are looked for, which takes the articles themselves."""
_MOST_THREADS = 8


def count_tables(
    sources: Iterable[str | Path],
    lexicon: Lexicon,
    *,
    by: str = "outlet",
    where: Mapping[str, str] | None = None,
    shared: bool | None = None,
    options: ReadOptions | None = None,
    hashed: bool = True,
    engine: EngineName | None = None,
    threads: int = 0,
    meanwhile: Callable[[], None] | None = None,
) -> TableCounts:
    """Count the articles of Parquet files.

    What the measures make of the counts is what they make of the same articles read by
    `framing.read`, to the last digit.

    Args:
        sources: The files.
        lexicon: The lexicon.
        by: The column that groups articles, or a period of their dates.
        where: Values that articles must have, by column.
        shared: As in `framing.settings.Settings`; passages that articles share cannot be looked for
            here, which by itself is done among up to 200.
        options: How to read.
        hashed: Whether to hash the articles for the record of how a result was made.
        engine: As for `framing.scale.count_texts`.
        threads: How many batches are counted at once; as many as there are processors if 0.
        meanwhile: As for `framing.scale.count_texts`.

    Returns:
        The counts.

    Raises:
        UnfitError: If the articles have to be read one by one; `framing.read` does.
        InputError: If no article can be read.
        SettingError: If there is no such column, or no article has a value that was asked for.
    """
    chosen = where or {}
    for column in (by, *chosen):
        if not is_known_early(column):
            raise UnfitError(f"{column} is no column of a table")
    if shared:
        raise UnfitError("--shared takes the articles themselves")
    settings = options or ReadOptions()
    tables = open_tables(sources, settings)
    columns = columns_of(tables)
    for option, column in (*(("--where", column) for column in chosen), ("--by", by)):
        if column not in columns:
            raise choice_error(option, column, columns)
        if any(column not in columns_of([table]) for table in tables):
            raise UnfitError(f"{column} is not in all of the tables")
    rows = Rows(tables, by, chosen, settings, whole=hashed)
    hashes = TableHashes()
    counted = count_texts(
        rows.batches(),
        lexicon,
        by=by,
        threads=threads or min(os.cpu_count() or 1, _MOST_THREADS),
        engine=engine,
        follow=hashes.follow if hashed else None,
        meanwhile=meanwhile,
    )
    articles = len(counted.article_words)
    if shared is None and articles < FEWEST_ARTICLES:
        raise UnfitError(f"shared passages are looked for among {articles} articles (--no-shared)")
    groups = groups_of_totals(counted)
    if not (groups.articles > 1).any():
        raise UnfitError("no group has several articles")
    return TableCounts(
        groups=groups,
        where=chosen,
        problems=rows.problems,
        articles=articles,
        twins=counted.twins,
        sha256=hashes.sha256() if hashed else "",
        options=settings,
    )
