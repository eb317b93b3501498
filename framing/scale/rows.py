"""The rows of tables as batches: problems told, ids given, articles chosen."""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from framing.article import COLUMNS
from framing.errors import InputError, choice_error
from framing.periods import PERIODS, period_of
from framing.readers.articles import nearly_equal_outlets, row_without_outlet
from framing.readers.options import ReadOptions
from framing.readers.problems import NothingReadError, Problem
from framing.readers.table import article_text, nul_problem, text_problem
from framing.scale.batches import Batch
from framing.scale.row_groups import RowGroup, row_groups
from framing.scale.strings import each_once, may_be_no_text, strings, with_line_feeds
from framing.scale.table_ids import Ids
from framing.scale.tables import TableFile, unfit_if_unreadable
from framing.steps import Way

if TYPE_CHECKING:
    import polars as pl

__all__ = ["Rows"]

_ROWS = 2048
_BYTES = 32 << 20  # of a file, which are two or three times as many of text
_DECODED = 64 << 20  # of row groups, which are decoded as a whole
_ROW, _ID = "\0row", "\0id"  # no column of a table is called so


class Rows:
    """The rows of some tables, which are gone through once.

    Attributes:
        problems: What was skipped, and what to be warned of; complete when all rows were read.
        articles: How many articles were read.
    """

    def __init__(
        self,
        tables: list[TableFile],
        by: str,
        where: Mapping[str, str],
        options: ReadOptions,
        *,
        whole: bool = False,
    ) -> None:
        """Make ready to read.

        Args:
            tables: The tables.
            by: What groups the articles.
            where: Values that articles must have, by column.
            options: How to read.
            whole: Whether batches also get the facts that `framing.inputs` hashes.
        """
        self._tables, self._by, self._where, self._options = tables, by, where, options
        self._whole = whole
        self._of_articles: list[Problem] = []
        self._outlets: Counter[str] = Counter()
        self._first_rows: dict[tuple[str, str], str] = {}
        self._met: list[set[str]] = [set() for _ in where]
        self._chosen = [0] * len(where)
        self._readable_rows = 0
        self._way = Way("rows", 0)
        self.articles = 0

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was skipped, and what to be warned of."""
        sources = ((outlet, f"{file}:{row}") for (file, outlet), row in self._first_rows.items())
        alike = nearly_equal_outlets(sources, self._outlets)
        as_named = sorted(self._tables, key=lambda table: table.place)
        of_reading = (problem for table in as_named for problem in table.problems)
        return (*of_reading, *self._of_articles, *alike)

    def batches(self) -> Iterator[Batch]:
        """Yield the articles that were chosen.

        Raises:
            InputError: If no article can be read.
            SettingError: If none was chosen.
            UnfitError: If rows cannot be read.
        """
        ids = Ids(self._tables, self._options)
        self._way = Way("rows", sum(table.rows for table in self._tables))
        for table in self._tables:
            before = self._readable_rows
            yield from self._of_table(table, ids)
            skipped = any(problem.skipped for problem in table.problems)
            if self._readable_rows == before and not skipped:
                table.problems.append(Problem(table.file.name, "holds no articles"))
        self._way.end()
        if not self.articles:
            raise NothingReadError(self.problems)
        for (column, value), chosen, met in zip(
            self._where.items(), self._chosen, self._met, strict=True
        ):
            if not chosen:
                raise choice_error(f"--where {column}", value, sorted(met))

    def _of_table(self, table: TableFile, ids: Ids) -> Iterator[Batch]:
        import polars as pl

        columns = table.needed(self._by, self._where)
        if self._whole:
            columns = [*table.fields.values(), *table.others.values()]
        read = 0
        for part in _parts(table.frame.select(columns), table.file.path):
            numbers = pl.int_range(read + 1, read + len(part) + 1, eager=True).alias(_ROW)
            read += len(part)
            self._way.go(len(part))
            rows = self._readable(table, part.with_columns(numbers))
            self._readable_rows += len(rows)
            if self._whole or ids.may_be_twice:
                rows = ids.given(table, rows, _ROW, _ID, self._of_articles)
            self.articles += len(rows)
            self._note_outlets(table, rows)
            rows = self._choose(table, rows)
            if len(rows):
                yield self._batch(table, rows)

    def _readable(self, table: TableFile, part: "pl.DataFrame") -> "pl.DataFrame":
        """Leave out the rows without a text; all other columns become strings."""
        import polars as pl

        name, column = table.file.name, table.fields["text"]
        texts = part[column].fill_null("")
        problems: list[Problem] = []
        text = pl.col(column).fill_null("")
        doubtful = part.select(may_be_no_text(text, self._options)).to_series()
        left_out = set()
        for place in doubtful.arg_true().to_list():
            number = part[_ROW][place]
            try:
                article_text(texts[place], self._options)
            except InputError as error:
                problems.append(text_problem(error, name, number))
                left_out.add(place)
        others = [strings(part[other]) for other in part.columns if other not in (column, _ROW)]
        rows = pl.DataFrame([with_line_feeds(texts), *others, part[_ROW]])
        if left_out:
            kept = [place for place in range(len(rows)) if place not in left_out]
            rows = rows[kept]
        for other in others:
            with_nul = rows[other.name].str.contains("\0", literal=True)
            if with_nul.any():
                problems += [nul_problem(name, n) for n in rows[_ROW].filter(with_nul).to_list()]
                cleaned = pl.col(other.name).str.replace_all("\0", "", literal=True)
                rows = rows.with_columns(cleaned)
        once = {(problem.line, problem.message): problem for problem in problems}
        table.problems.extend(sorted(once.values(), key=lambda problem: problem.line or 0))
        return rows

    def _note_outlets(self, table: TableFile, rows: "pl.DataFrame") -> None:
        import polars as pl

        outlets = _values(table, rows, "outlet")
        if "outlet" in table.fields:
            without = rows[_ROW].filter(outlets == "").to_list()
            self._of_articles += [row_without_outlet(table.file.name, row) for row in without]
        noted = pl.DataFrame({"outlet": outlets, "row": rows[_ROW].cast(pl.String)})
        by_outlet = noted.group_by("outlet").agg(pl.len(), pl.col("row").min())
        for outlet, count, row in by_outlet.iter_rows():
            self._outlets[outlet] += count
            key = table.file.name, outlet
            self._first_rows[key] = min(row, self._first_rows.get(key, row))

    def _choose(self, table: TableFile, rows: "pl.DataFrame") -> "pl.DataFrame":
        for step, (column, value) in enumerate(self._where.items()):
            values = _values(table, rows, column)
            named = values.replace("", f"(no {column})")
            self._met[step].update(named.unique().to_list())
            rows = rows.filter((values == value) | (named == value))
            self._chosen[step] += len(rows)
        return rows

    def _batch(self, table: TableFile, rows: "pl.DataFrame") -> Batch:
        """Return rows as a batch without ids, which differ; no measure heeds the order of them."""
        return Batch(
            texts=rows[table.fields["text"]],
            groups=_values(table, rows, self._by),
            stories=_values(table, rows, "story"),
            titles=_values(table, rows, "title"),
            facts=_facts(table, rows) if self._whole else None,
        )


def _parts(frame: "pl.LazyFrame", path: Path) -> Iterator["pl.DataFrame"]:
    """Read a file part by part: polars by itself would read far ahead."""
    import polars as pl

    with unfit_if_unreadable():
        rows = frame.select(pl.len()).collect().item()
        for start, end in _stretches(rows, path):
            stretch = frame.slice(start, end - start)
            yield from stretch.collect_batches(chunk_size=_ROWS, maintain_order=True)


def _stretches(rows: int, path: Path) -> Iterator[tuple[int, int]]:
    """Yield which rows to read at once: small row groups together, large ones in parts."""
    groups = row_groups(path)
    if sum(group.rows for group in groups) != rows:
        groups = [RowGroup(rows, path.stat().st_size * _DECODED // _BYTES)]
    start = end = together = 0
    for group in groups:
        if together + group.size > _DECODED and end > start:
            yield start, end
            start, together = end, 0
        together += group.size
        end += group.rows
        step = max(_ROWS, group.rows * _DECODED // max(group.size, 1))
        while end - start > step and together > _DECODED:
            yield start, start + step
            start += step
    if end > start:
        yield start, end


def _facts(table: TableFile, rows: "pl.DataFrame") -> "pl.DataFrame":
    """Return all that is known of articles: their ids, fields, and other columns behind a +."""
    import polars as pl

    known = [_values(table, rows, field).alias(field) for field in COLUMNS if field != "source"]
    others = [rows[column].alias(f"+{name}") for name, column in table.others.items()]
    return pl.DataFrame([rows[_ID].alias("id"), *known, *others])


def _values(table: TableFile, rows: "pl.DataFrame", field: str) -> "pl.Series":
    """Return the value of each row in a field of its metadata, empty where it has none."""
    import polars as pl

    column = table.column(field)
    if column is None:
        constant = table.name if field == "outlet" else ""
        return pl.Series([constant], dtype=pl.String).new_from_index(0, len(rows))
    if field in PERIODS and field not in table.others:
        return each_once(rows[column], lambda written: period_of(written, field))
    return rows[column]
