"""What every command and function gives back: tables of rows, and how they were made."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from framing.cells import Cell, show
from framing.errors import FramingError
from framing.markup import html_heading, html_paragraph, html_table

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

__all__ = ["SCHEMA", "Cell", "Manifest", "Table", "Tables"]

SCHEMA = 1
"""Version of the JSON output; grows when a reader of the old one would go wrong."""

MOST_ROWS_SHOWN = 60
"""More rows than these are not read in a notebook but searched; the frame has them all."""

FOR_PEOPLE = {
    "emphasis": (
        "group",
        "words",
        "frame",
        "hits",
        "rate_per_1000",
        "rate_low",
        "rate_high",
        "note",
    ),
    "pairs": (
        *("a", "b", "total_variation", "chance_total_variation"),
        *("excess_jsd", "excess_low", "excess_high", "q", "note"),
    ),
    "extreme_pairs": (
        *("extreme", "a", "b", "frame_jsd", "total_variation", "chance_total_variation"),
        *("excess_jsd", "excess_low", "excess_high", "q", "note"),
    ),
    "terms": (
        *("group", "versus", "term", "count", "count_rest", "rate_per_1000", "rate_rest"),
        *("z", "q", "in_lexicon", "phrases"),
    ),
    "salience": (
        *("article", "frame", "headline", "lead_per_1000", "body_per_1000"),
        *("first_mention", "first_mention_q", "front_loading", "front_loading_q"),
    ),
    "scores": (
        *("article", "frame", "hits", "rate_per_1000", "against_per_1000"),
        *("expected_low", "expected_high", "position", "p", "beyond", "note"),
    ),
}
"""The columns that a page is wide enough for, by table; of other tables all. Formats for scripts
and documents have all columns of all tables."""

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Manifest:
    """How a result was made; with the same inputs it can be made again.

    Attributes:
        version: The version of this package.
        command: What was run.
        settings: Every setting that decides the numbers.
        lexicon: The lexicon's name, the hash of what it counts and how far it was tested; None
            where no lexicon was used.
        input_count: How many articles went in.
        input_sha256: The hash of their ids, metadata and texts, whatever their order.
        seed: What random numbers start from; None where there are none.
    """

    version: str
    command: str
    settings: dict[str, Any]
    lexicon: dict[str, str] | None
    input_count: int
    input_sha256: str
    seed: int | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the manifest as it stands in JSON."""
        return {
            "version": self.version,
            "schema": SCHEMA,
            "command": self.command,
            "settings": self.settings,
            "seed": self.seed,
            "lexicon": self.lexicon,
            "inputs": {"count": self.input_count, "sha256": self.input_sha256},
        }


@dataclass(frozen=True)
class Table(Generic[Row]):
    """Rows of one kind, one row a fact.

    Attributes:
        name: What the table is called, and its file when several are written.
        row_type: The dataclass of its rows; its fields are the columns.
        rows: The rows, in an order that does not depend on that of the inputs.
        manifest: How it was made.
        cautions: Sentences to be read with the numbers.
    """

    name: str
    row_type: type[Row]
    rows: tuple[Row, ...]
    manifest: Manifest
    cautions: tuple[str, ...] = field(default=())

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in fields(self.row_type))  # type: ignore[arg-type]

    @property
    def columns_for_people(self) -> tuple[str, ...]:
        """The names of the columns to be read first: those that a page is wide enough for."""
        columns = self.columns
        return tuple(name for name in FOR_PEOPLE.get(self.name, columns) if name in columns)

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def records(self) -> list[dict[str, Cell]]:
        """Return the rows as dictionaries of column to value."""
        columns = self.columns
        return [{column: getattr(row, column) for column in columns} for row in self.rows]

    def to_dict(self) -> dict[str, Any]:
        """Return the table as its JSON has it."""
        return {
            "framing": self.manifest.to_dict(),
            "cautions": list(self.cautions),
            "rows": self.records(),
        }

    def to_polars(self) -> "pl.DataFrame":
        """Return a Polars frame; undefined values are null."""
        import polars as pl

        return pl.DataFrame(self.records(), schema=self.column_types(), orient="row")

    def to_pandas(self) -> "pd.DataFrame":
        """Return a pandas frame; undefined values are missing.

        Raises:
            FramingError: If pandas is not installed.
        """
        try:
            import pandas as pd
        except ImportError:
            raise FramingError("to_pandas() needs pandas; install it: pip install pandas") from None
        return pd.DataFrame(self.records(), columns=list(self.columns))

    def to_html(self, columns: Sequence[str] = ()) -> str:
        """Return the table as a notebook shows it: cautions first, every text escaped.

        Args:
            columns: The columns to show; all if none are named.
        """
        return "".join(map(html_paragraph, self.cautions)) + self._html_rows(columns)

    def _repr_html_(self) -> str:
        return self.to_html()

    def _html_rows(self, columns: Sequence[str]) -> str:
        types = self.column_types()
        names = list(columns) or list(types)
        cells = [
            [show(name, getattr(row, name)) for name in names]
            for row in self.rows[:MOST_ROWS_SHOWN]
        ]
        written = html_table(names, cells, [types[name] is not str for name in names])
        left = len(self.rows) - len(cells)
        if left:
            written += html_paragraph(f"{left:,} more rows; to_polars() has them all.")
        return written

    def column_types(self) -> dict[str, type[str | int | float | bool]]:
        """Return the type of each column's values: str, int, float or bool.

        Raises:
            TypeError: If a column's annotation names none of them, or several.
        """
        types: dict[str, type[str | int | float | bool]] = {}
        for column in fields(self.row_type):  # type: ignore[arg-type]
            members = _member_types(column.type)
            named = [kind for kind in (str, int, float, bool) if kind in members]
            if len(named) != 1:
                raise TypeError(f"column {column.name!r} of {self.name!r} has no single type")
            types[column.name] = named[0]
        return types


class Tables:
    """What a result of several tables can do with them."""

    __slots__ = ()

    cautions: tuple[str, ...]

    @property
    def tables(self) -> tuple[Table[Any], ...]:
        """The tables, in the order in which they are shown and written."""
        raise NotImplementedError

    @property
    def statements(self) -> Mapping[str, str]:
        """What the result says beside its tables, by name."""
        return {}

    @property
    def all_cautions(self) -> tuple[str, ...]:
        """The cautions of the result and then those of each table, every sentence once."""
        own = (caution for table in self.tables for caution in table.cautions)
        return tuple(dict.fromkeys([*self.cautions, *own]))

    def to_polars(self) -> "dict[str, pl.DataFrame]":
        """Return the tables as Polars frames, by name."""
        return {table.name: table.to_polars() for table in self.tables}

    def to_pandas(self) -> "dict[str, pd.DataFrame]":
        """Return the tables as pandas frames, by name.

        Raises:
            FramingError: If pandas is not installed.
        """
        return {table.name: table.to_pandas() for table in self.tables}

    def to_dict(self) -> dict[str, Any]:
        """Return the result as its JSON has it: a manifest, cautions, and each table's rows."""
        return {
            "framing": self.tables[0].manifest.to_dict(),
            "cautions": list(self.all_cautions),
            **self.statements,
            "tables": {table.name: table.records() for table in self.tables},
        }

    def _repr_html_(self) -> str:
        parts = [*map(html_paragraph, [*self.cautions, *self.statements.values()])]
        for table in self._shown:
            heading = html_heading(table.name.capitalize())
            parts += [heading, table.to_html(table.columns_for_people)]
        return "".join(parts)

    @property
    def _shown(self) -> tuple[Table[Any], ...]:
        """The tables that a notebook shows."""
        return self.tables


def _member_types(annotation: Any) -> set[type]:
    """Return the types in a union, and those of the values of a literal."""
    members = getattr(annotation, "__args__", (annotation,))
    return {member if isinstance(member, type) else type(member) for member in members}
