"""The ids of the rows of tables, as `framing.read` gives them."""

from typing import TYPE_CHECKING

import numpy as np

from framing.readers.articles import same_id
from framing.readers.options import ReadOptions
from framing.readers.problems import Problem
from framing.scale.strings import may_be_no_text, strings
from framing.scale.tables import TableFile, unfit_if_unreadable

if TYPE_CHECKING:
    import polars as pl

__all__ = ["Ids"]

_AT_ONCE = 200_000  # rows


class Ids:
    """Gives each row an id, and leaves out the rows whose id an earlier one has.

    Attributes:
        may_be_twice: Whether any row may be left out.
    """

    def __init__(self, tables: list[TableFile], options: ReadOptions) -> None:
        """Look through the ids that are given.

        Args:
            tables: The tables.
            options: How to read.
        """
        import polars as pl

        self._known: dict[str, str] = {}
        in_some = {table.fields.get("id") is None for table in tables} == {True, False}
        if not in_some and _all_differ(tables):
            # Where all ids are given and none twice, nothing has to be remembered.
            self.may_be_twice = False
            self._of_several = pl.Series([], dtype=pl.String)
            return
        columns = [_given(table) for table in tables]
        every = pl.concat(columns)
        self.may_be_twice = in_some or not bool((every.is_unique() & (every != "")).all())
        different = [column.unique() for column in columns]
        if self.may_be_twice and len(tables) > 1 and not pl.concat(different).is_unique().all():
            different = [_given(table, options).unique() for table in tables]
        both = pl.concat(different)
        self._of_several = both.filter(both.is_duplicated()).unique()

    def given(
        self, table: TableFile, rows: "pl.DataFrame", row: str, name: str, problems: list[Problem]
    ) -> "pl.DataFrame":
        """Add the ids of rows.

        Args:
            table: The table.
            rows: Some of its rows, in order.
            row: The column of their numbers.
            name: What to call the column of their ids.
            problems: Gets the rows that are left out.
        """
        import polars as pl

        numbers = pl.col(row).cast(pl.String)
        column = table.fields.get("id")
        ids = pl.lit(f"{table.name}:") + numbers
        if column is not None:
            given = pl.col(column)
            own = pl.when(given == "").then(numbers).otherwise(given)
            alone = (given != "") & ~given.is_in(self._of_several.implode())
            ids = pl.when(alone).then(given).otherwise(pl.lit(f"{table.name}:") + own)
        rows = rows.with_columns(ids.alias(name))
        return self._different(table, rows, row, name, problems) if self.may_be_twice else rows

    def _different(
        self, table: TableFile, rows: "pl.DataFrame", row: str, name: str, problems: list[Problem]
    ) -> "pl.DataFrame":
        kept = []
        pairs = zip(rows[name].to_list(), rows[row].to_list(), strict=True)
        for place, (article_id, number) in enumerate(pairs):
            known = self._known.get(article_id)
            if known is None:
                self._known[article_id] = f"{table.file.name}:{number}"
                kept.append(place)
            else:
                problems.append(same_id(article_id, known, table.file.name, number))
        return rows if len(kept) == len(rows) else rows[kept]


def _all_differ(tables: list[TableFile]) -> bool:
    """Tell whether all ids are given, and certainly none twice.

    Of each id only a hash is kept: so many strings would take most of the memory that a run takes.
    """
    hashes = []
    for table in tables:
        column = table.fields.get("id")
        if column is None:
            continue
        for start in range(0, table.rows, _AT_ONCE):
            ids = _ids(table.frame.select(column).slice(start, _AT_ONCE), column)
            if (ids == "").any():
                return False
            hashes.append(ids.hash().to_numpy())
    if not hashes:
        return True
    every = np.concatenate(hashes)
    every.sort()
    return not bool((every[1:] == every[:-1]).any())


def _ids(frame: "pl.LazyFrame", column: str) -> "pl.Series":
    with unfit_if_unreadable():
        ids = frame.collect()[column]
    return strings(ids).str.replace_all("\0", "", literal=True)


def _given(table: TableFile, with_texts: ReadOptions | None = None) -> "pl.Series":
    """Return the ids of a table; if asked to, only of the rows that have a text."""
    import polars as pl

    column, text = table.fields.get("id"), table.fields["text"]
    if column is None:
        return pl.Series([], dtype=pl.String)
    frame = table.frame
    if with_texts is not None:
        frame = frame.filter(~may_be_no_text(pl.col(text).fill_null(""), with_texts))
    return _ids(frame.select(column), column)
