"""How many rows a Parquet file has in each of its row groups, from its footer.

Polars decodes whole row groups, however few rows of them are asked for, and does not tell where
they begin. The footer is a Thrift structure in the compact protocol (apache/parquet-format and
apache/thrift describe them), of which only the fields that are needed are understood.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

__all__ = ["RowGroup", "row_groups"]

_TAIL = 8  # the length of the footer in four bytes, and PAR1
_ROW_GROUPS, _BYTES, _ROWS = 4, 2, 3  # fields of FileMetaData and of RowGroup
_TRUE, _FALSE, _BYTE, _DOUBLE, _BINARY, _LIST, _SET, _MAP, _STRUCT = 1, 2, 3, 7, 8, 9, 10, 11, 12
_LONG = 15


class RowGroup(NamedTuple):
    """A part of a file that is decoded as a whole.

    Attributes:
        rows: How many rows it has.
        size: How many bytes its columns have when they are not compressed.
    """

    rows: int
    size: int


def row_groups(path: Path) -> list[RowGroup]:
    """Return the row groups of a Parquet file in order; none if the footer is not understood."""
    try:
        with path.open("rb") as content:
            content.seek(-_TAIL, 2)
            length = int.from_bytes(content.read(4), "little")
            content.seek(-_TAIL - length, 2)
            footer = _Thrift(content.read(length)).struct()
        found = [RowGroup(group[_ROWS], group[_BYTES]) for group in footer[_ROW_GROUPS]]
        return found if all(group.rows >= 0 and group.size >= 0 for group in found) else []
    except (OSError, LookupError, TypeError, ValueError, RecursionError):
        return []


class _Thrift:
    """Reads values one behind the other."""

    def __init__(self, content: bytes) -> None:
        self._content, self._at = content, 0

    def struct(self) -> dict[int, Any]:
        """Return the fields of a structure by their numbers."""
        fields: dict[int, Any] = {}
        number = 0
        while head := self._byte():
            number = number + (head >> 4) if head >> 4 else self._integer()
            kind = head & 15
            fields[number] = kind == _TRUE if kind in {_TRUE, _FALSE} else self._value(kind)
        return fields

    def _value(self, kind: int) -> Any:
        if kind in {_TRUE, _FALSE, _BYTE}:  # of these, the first two only in lists
            return self._byte()
        if kind < _DOUBLE:
            return self._integer()
        if kind in {_DOUBLE, _BINARY}:
            return self._skip(8 if kind == _DOUBLE else self._unsigned())
        if kind in {_LIST, _SET}:
            return list(self._list())
        return self.struct() if kind == _STRUCT else self._map(kind)

    def _list(self) -> Iterator[Any]:
        head = self._byte()
        size = self._unsigned() if head >> 4 == _LONG else head >> 4
        for _ in range(size):
            yield self._value(head & 15)

    def _map(self, kind: int) -> None:
        if kind != _MAP:
            raise ValueError
        size = self._unsigned()
        kinds = self._byte() if size else 0
        for _ in range(size):
            self._value(kinds >> 4)
            self._value(kinds & 15)

    def _byte(self) -> int:
        self._at += 1
        return self._content[self._at - 1]

    def _unsigned(self) -> int:
        value = shift = 0
        while (byte := self._byte()) & 128:
            value |= (byte & 127) << shift
            shift += 7
        return value | byte << shift

    def _integer(self) -> int:
        value = self._unsigned()
        return value >> 1 ^ -(value & 1)

    def _skip(self, size: int) -> None:
        self._at += size
        if self._at > len(self._content):
            raise ValueError
