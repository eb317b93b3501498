"""What every command and function gives back: tables of rows, and how they were made."""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar

from framing.errors import FramingError

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

__all__ = ["SCHEMA", "Cell", "Manifest", "Table"]

SCHEMA = 1
"""Version of the JSON output; grows when a reader of the old one would go wrong."""

Cell: TypeAlias = str | int | float | bool | None
"""A value of a table; None is undefined or does not apply."""

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
        return {"framing": self.manifest.to_dict(), "rows": self.records()}

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


def _member_types(annotation: Any) -> set[type]:
    """Return the types in a union, and those of the values of a literal."""
    members = getattr(annotation, "__args__", (annotation,))
    return {member if isinstance(member, type) else type(member) for member in members}
