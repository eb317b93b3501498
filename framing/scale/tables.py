"""Tables of articles read column by column: as `framing.read` does, without an article a row.

What cannot be read alike in this way is unfit for it, and is left to `framing.read`.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from framing.article import COLUMNS
from framing.errors import FramingError, InputError
from framing.facts import grouping_columns
from framing.periods import PERIODS
from framing.readers.articles import ids_from_names
from framing.readers.options import ReadOptions
from framing.readers.problems import Problem
from framing.readers.sources import SourceFile, find_files
from framing.readers.table import columns_of_table
from framing.readers.table_parquet import report_unfit

if TYPE_CHECKING:
    import polars as pl

__all__ = [
    "TableFile",
    "UnfitError",
    "columns_of",
    "is_known_early",
    "open_tables",
    "unfit_if_unreadable",
]

_MAGIC = b"PAR1"
_APART = {"article", "title", "source"}  # what is only known when all is read


class UnfitError(FramingError):
    """What was asked for cannot be had without reading the articles one by one."""


@dataclass(frozen=True, slots=True)
class TableFile:
    """A Parquet file and what its columns hold.

    Attributes:
        file: The file.
        name: What ids begin with that are not given, and the outlet where no column has it.
        frame: Its rows, not read yet.
        fields: The columns by the field of an article that they hold.
        others: The other columns, by the name of their metadata.
        place: The place of the file among those that were named.
        problems: What is to be said about its columns and rows.
    """

    file: SourceFile
    name: str
    frame: "pl.LazyFrame"
    fields: dict[str, str]
    others: dict[str, str]
    place: int
    problems: list[Problem]

    @property
    def rows(self) -> int:
        """How many rows it has, articles or not."""
        import polars as pl

        with unfit_if_unreadable():
            return int(self.frame.select(pl.len()).collect().item())

    def column(self, field: str) -> str | None:
        """Return the column that a field of the metadata is read from, or None."""
        if field in COLUMNS:
            return self.fields.get(field)
        if field in PERIODS and field not in self.others:
            return self.fields.get("date")
        return self.others.get(field)

    def needed(self, by: str, where: Iterable[str]) -> list[str]:
        """Return the columns that counting needs."""
        fields = [self.column(field) for field in ("outlet", "title", "story", by, *where)]
        columns = [self.fields["text"], self.fields.get("id"), *fields]
        return list(dict.fromkeys(column for column in columns if column is not None))


@contextmanager
def unfit_if_unreadable() -> Iterator[None]:
    """Leave to `framing.read`, which says what is wrong, what polars cannot read inside the block.

    The columns of a table are known long before its rows are read, which may be damaged or gone.

    Raises:
        UnfitError: In place of the errors of polars and of the system.
    """
    import polars as pl

    try:
        yield
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as error:
        raise UnfitError(f"its rows cannot be read ({type(error).__name__})") from None


def open_tables(sources: Iterable[str | Path], options: ReadOptions) -> list[TableFile]:
    """Look at the columns of tables.

    Args:
        sources: Parquet files.
        options: How to read.

    Returns:
        The files in the order in which articles are read.

    Raises:
        UnfitError: If something is no such file, or its columns cannot be told.
    """
    files, found = find_files(sources)
    if found or not files or any(file.kind.name != "parquet" for file in files):
        raise UnfitError("is for Parquet files that are there and named one by one")
    if options.furniture or options.date_format:
        raise UnfitError("neither --furniture nor --date-format is heeded")
    names = ids_from_names(file.name for file in files)
    opened = [_opened(file, names[file.name], options, n) for n, file in enumerate(files)]
    return sorted(opened, key=lambda table: table.file.name)


def columns_of(tables: Iterable[TableFile]) -> tuple[str, ...]:
    """Return the columns that articles can be grouped by."""
    return grouping_columns(name for table in tables for name in table.others)


def is_known_early(field: str) -> bool:
    """Tell whether the value of a field stands in a column as it is."""
    return field not in _APART


def _opened(file: SourceFile, name: str, options: ReadOptions, place: int) -> TableFile:
    import polars as pl

    problems: list[Problem] = []
    with file.path.open("rb") as content:
        begins = content.read(len(_MAGIC))
        content.seek(-min(len(_MAGIC), file.path.stat().st_size), 2)
        if begins != _MAGIC or content.read() != _MAGIC:
            raise UnfitError(f"{file.name} is not Parquet, or cut off")
    try:
        frame = pl.scan_parquet(file.path, glob=False, hive_partitioning=False)
        schema = frame.collect_schema()
    except (Exception, pl.exceptions.PanicException) as error:
        raise UnfitError(f"{file.name} cannot be read ({type(error).__name__})") from None
    unfit = report_unfit(schema, file.name, problems.append)
    known = [column for column in schema if column not in unfit]
    try:
        fields, others = columns_of_table(known, file.name, options, problems.append)
    except InputError as error:
        raise UnfitError(f"{file.name} {error}") from None
    if schema[known[fields["text"]]] != pl.String:
        raise UnfitError(f"the texts of {file.name} are no strings")
    return TableFile(
        file,
        name,
        frame,
        {field: known[number] for field, number in fields.items()},
        {field: known[number] for field, number in others.items()},
        place,
        problems,
    )
