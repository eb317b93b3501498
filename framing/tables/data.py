"""Formats for scripts: every value in full, under the names of the columns.

In CSV and TSV an undefined value is an empty cell. Only numbers and yes-or-no can be undefined; a
column of text never is, so that an empty cell of one is the empty text.
"""

import csv
import io
import json
from collections.abc import Iterable
from typing import Any

from framing.cells import Cell
from framing.json_lines import json_line
from framing.results import Table

__all__ = ["delimited", "json_lines", "parquet", "render_json"]

_BYTE_ORDER_MARK = "\ufeff"
# What a spreadsheet takes for the beginning of a formula, also in full width, and the blanks that
# it drops before looking.
_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def delimited(table: Table[Any], delimiter: str, *, excel: bool = False) -> str:
    """Write a table as CSV or TSV; for arguments see `framing.tables.render`."""
    rows: list[Iterable[Cell]] = [table.columns]
    rows += [record.values() for record in table.records()]
    lines = [_BYTE_ORDER_MARK] if excel else []
    for row in rows:
        # With its own line end, CR LF, the writer quotes a CR inside a cell too.
        out = io.StringIO(newline="")
        cells = [_guarded(cell) if excel else cell for cell in map(_written, row)]
        csv.writer(out, delimiter=delimiter).writerow(cells)
        lines.append(out.getvalue().removesuffix("\r\n") + "\n")
    return "".join(lines)


def render_json(value: dict[str, Any]) -> str:
    """Write a result as JSON, two spaces deep, in which undefined is null."""
    return json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def json_lines(table: Table[Any]) -> str:
    """Write the rows alone, an object a line."""
    return "".join(map(json_line, table.records()))


def parquet(table: Table[Any]) -> bytes:
    """Write a table as Parquet, with its manifest and cautions, as JSON, in the file's metadata."""
    out = io.BytesIO()
    metadata = {
        "framing": json.dumps(table.manifest.to_dict(), ensure_ascii=False),
        "framing.cautions": json.dumps(table.cautions, ensure_ascii=False),
    }
    table.to_polars().write_parquet(out, metadata=metadata)
    return out.getvalue()


def _written(value: Cell) -> str | int | float:
    if value is None:
        return ""
    # As R, pandas and SQL read it; Python would write True.
    return str(value).lower() if isinstance(value, bool) else value


def _guarded(value: str | int | float) -> str | int | float:
    """Put an apostrophe before a text that a spreadsheet would calculate; never before a number."""
    is_formula = isinstance(value, str) and value.startswith(_BEGINS_A_FORMULA)
    return f"'{value}" if is_formula else value
