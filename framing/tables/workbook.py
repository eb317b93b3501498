"""Excel: a sheet a table, and one that says how they were made.

A text is written as a text, so that an id such as "007" or "1E10" stays what it is and nothing is
calculated; a number as a number; what is undefined as an empty cell.
"""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from framing.cells import Cell
from framing.errors import SettingError
from framing.results import Manifest, Table

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

__all__ = ["LONGEST_CELL", "MOST_ROWS", "render_workbook"]

MOST_ROWS = 1_048_576
"""How many rows a sheet can have, the head among them."""

LONGEST_CELL = 32_767
"""How many characters a cell can have, in UTF-16 units."""

_LONGEST_SHEET_NAME = 31
_WIDEST_COLUMN = 60
_WIDTH_OF_NAMES = 24
_WIDTH_OF_ABOUT = 100
# All that XML 1.0 cannot hold, and the marks that a carriage return leaves.
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile(r"\r\n?")
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\]")
# The same table gives the same bytes: nothing of the time is written.
_CREATED = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


class _Exact(float):
    """A float that reads back as it was; the 16 digits of the library are not always enough."""

    def __format__(self, form: str) -> str:
        return repr(float(self)).upper()


def render_workbook(
    tables: Sequence[Table[Any]],
    cautions: Sequence[str] = (),
    results: Mapping[str, str] | None = None,
) -> bytes:
    """Write tables into one workbook, a sheet each, and a last sheet "about".

    Args:
        tables: The tables, of one manifest.
        cautions: Sentences to be read with the numbers.
        results: What a result says beside its tables, by name, for the sheet "about".

    Returns:
        The file's content; the same for the same tables. Characters that a workbook cannot hold are
        replaced by U+FFFD, texts that are longer than a cell are cut with "…", and a caution says
        so.

    Raises:
        SettingError: If a table has more rows than a sheet.
    """
    from xlsxwriter import Workbook

    for table in tables:
        if len(table) >= MOST_ROWS:
            raise SettingError(
                f"--format xlsx: {table.name} has {len(table):,} rows, and a sheet holds "
                f"{MOST_ROWS - 1:,} below its head; write csv or parquet"
            )
    out = io.BytesIO()
    workbook = Workbook(out, _OPTIONS)
    workbook.set_properties({"created": _CREATED})
    head = workbook.add_format({"bold": True})
    cut = 0
    for table in tables:
        cut += _write_table(workbook.add_worksheet(_sheet_name(table.name)), table, head)
    said = list(cautions)
    if cut:
        verb = "cell was" if cut == 1 else "cells were"
        said.append(
            f"{cut:,} {verb} cut to the {LONGEST_CELL:,} characters that a sheet can hold; CSV and "
            "Parquet have them whole."
        )
    _write_about(workbook.add_worksheet("about"), tables[0].manifest, said, results or {}, head)
    workbook.close()
    return out.getvalue()


def _write_table(sheet: "Worksheet", table: Table[Any], head: "Format") -> int:
    """Write a table to a sheet; return how many cells were cut."""
    cut = 0
    widths = []
    for place, column in enumerate(table.columns):
        sheet.write_string(0, place, column, head)
        widths.append(len(column) + 2)
    for number, record in enumerate(table.records(), start=1):
        for place, value in enumerate(record.values()):
            cut += _write_cell(sheet, number, place, value)
            widths[place] = max(widths[place], min(len(_seen(value)), _WIDEST_COLUMN))
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)
    sheet.freeze_panes(1, 0)
    return cut


def _write_cell(sheet: "Worksheet", row: int, column: int, value: Cell) -> bool:
    """Write a value; return whether it was cut."""
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, float):
        sheet.write_number(row, column, _Exact(value))
    elif isinstance(value, int):
        sheet.write_number(row, column, value)
    elif value:
        return _write_text(sheet, row, column, value)
    return False


def _write_text(sheet: "Worksheet", row: int, column: int, text: str) -> bool:
    clean = _NOT_XML.sub("\ufffd", _LINE_ENDS.sub("\n", text))
    short = _within(clean, LONGEST_CELL)
    if short.startswith("<r>") and short.endswith("</r>"):
        # A string of this form would be taken for markup and written as it stands. In three
        # pieces, it is written as text.
        sheet.write_rich_string(row, column, short[0], short[1], short[2:])
    else:
        sheet.write_string(row, column, short)
    return short != clean


def _within(text: str, units: int) -> str:
    """Shorten a text to so many UTF-16 units, "…" included."""
    if len(text) + sum(character > "\uffff" for character in text) <= units:
        return text
    encoded = text.encode("utf-16-le")[: 2 * (units - 1)]
    return encoded.decode("utf-16-le", errors="ignore") + "…"  # not half of a pair


def _write_about(
    sheet: "Worksheet",
    manifest: Manifest,
    cautions: Sequence[str],
    results: Mapping[str, str],
    head: "Format",
) -> None:
    lines = [*_facts("", manifest.to_dict()), *results.items()]
    lines += [("caution", caution) for caution in cautions]
    for column, name in enumerate(("name", "value")):
        sheet.write_string(0, column, name, head)
    for row, (name, value) in enumerate(lines, start=1):
        _write_text(sheet, row, 0, name)
        _write_cell(sheet, row, 1, value)
    sheet.set_column(0, 0, _WIDTH_OF_NAMES)
    sheet.set_column(1, 1, _WIDTH_OF_ABOUT)
    sheet.freeze_panes(1, 0)


def _facts(name: str, value: Any) -> Iterator[tuple[str, Cell]]:
    """Yield the single values of the manifest, each under the names that lead to it."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _facts(f"{name}.{key}" if name else str(key), inner)
    elif value is None or isinstance(value, str | int | float):
        yield name, value
    else:
        yield name, str(value)


def _seen(value: Cell) -> str:
    return "" if value is None else str(value)


def _sheet_name(name: str) -> str:
    return _NOT_IN_SHEET_NAMES.sub("-", name)[:_LONGEST_SHEET_NAME]
