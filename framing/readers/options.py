"""How sources are to be read: one record for all kinds of source."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, TypedDict

from framing.article import COLUMNS
from framing.errors import SettingError, choice_error
from framing.readers.encodings import check_encoding
from framing.readers.kinds import KINDS

__all__ = ["MAPPED_COLUMNS", "MEGABYTE", "MOST_CHARACTERS", "ReadKeywords", "ReadOptions"]

MEGABYTE = 1_000_000
"""Bytes."""

_MOST_MEGABYTES = 1_000_000_000  # more than any file has, and a size that is still a number

MOST_CHARACTERS = 20_000_000
"""Of one article: some three million words, beyond which it is a collection or a mistake."""

MAPPED_COLUMNS = ("text", "id", *(column for column in COLUMNS if column != "source"))
"""The fields of an article that a column of a table can be named for, as in ``text_column``."""

_A_DAY = datetime(2024, 6, 22, 13, 45, 59)


class ReadKeywords(TypedDict, total=False):
    """The fields of `ReadOptions`, as keyword arguments."""

    keep_furniture: bool
    furniture: bool
    input_format: str
    text_column: str
    id_column: str
    outlet_column: str
    title_column: str
    author_column: str
    date_column: str
    url_column: str
    story_column: str
    language_column: str
    date_format: str
    encoding: str
    max_file_mb: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """How sources are read; the defaults suit most.

    Attributes:
        keep_furniture: Count page furniture as text of the article; spans that an article's front
            matter lists are set aside all the same.
        furniture: Look for page furniture in the rows of tables too.
        input_format: The kind of what comes in on standard input; text if empty.
        text_column: Of tables: the column of the text; like those below, told by its name if empty.
        id_column: The column of the ids.
        outlet_column: The column of the outlets.
        title_column: The column of the headlines.
        author_column: The column of the authors.
        date_column: The column of the dates.
        url_column: The column of the addresses.
        story_column: The column of the stories.
        language_column: The column of the languages.
        date_format: Of tables: how dates are written, in the notation of ``strptime``, to have
            them in ISO; as they are if empty.
        encoding: The encoding of all texts and tables; told by the bytes if empty.
        max_file_mb: The largest file that is read as one article, in megabytes.
    """

    keep_furniture: bool = False
    furniture: bool = False
    input_format: str = ""
    text_column: str = ""
    id_column: str = ""
    outlet_column: str = ""
    title_column: str = ""
    author_column: str = ""
    date_column: str = ""
    url_column: str = ""
    story_column: str = ""
    language_column: str = ""
    date_format: str = ""
    encoding: str = ""
    max_file_mb: float = 100

    def __post_init__(self) -> None:
        if self.keep_furniture and self.furniture:
            raise SettingError("--furniture: looks for what --keep-furniture keeps; give one")
        if self.input_format and self.input_format not in KINDS:
            raise choice_error("--input-format", self.input_format, KINDS)
        if self.encoding:
            check_encoding(self.encoding)
        if not isinstance(self.max_file_mb, int | float):
            raise SettingError(f"--max-file-mb: {self.max_file_mb!r} is not a number")
        if not 0 < self.max_file_mb < _MOST_MEGABYTES:
            raise SettingError(
                f"--max-file-mb: {self.max_file_mb:g} is not above 0 and below {_MOST_MEGABYTES:,}"
            )
        _check_date_format(self.date_format)

    @property
    def columns(self) -> Mapping[str, str]:
        """The columns that were named, by field."""
        named = {name: str(getattr(self, f"{name}_column")) for name in MAPPED_COLUMNS}
        return {name: column for name, column in named.items() if column}

    @property
    def given(self) -> dict[str, Any]:
        """Those that are not the usual ones, but for ``keep_furniture``, which is a setting too."""
        usual = ReadOptions(keep_furniture=self.keep_furniture)
        own = {each.name: getattr(self, each.name) for each in fields(self)}
        return {name: value for name, value in own.items() if value != getattr(usual, name)}

    @property
    def most_bytes(self) -> int:
        """The size of the largest file that is read as one article."""
        return int(self.max_file_mb * MEGABYTE)

    @property
    def most_characters(self) -> int:
        """The length of the longest article."""
        return min(MOST_CHARACTERS, self.most_bytes)


def _check_date_format(date_format: str) -> None:
    if not date_format:
        return
    try:
        read_back = datetime.strptime(_A_DAY.strftime(date_format), date_format)
    except ValueError:
        read_back = None
    if read_back is None or read_back.date() != _A_DAY.date():
        raise SettingError(
            f"--date-format: {date_format!r} does not give a day, a month and a year; "
            "22/06/2024 is %d/%m/%Y"
        )
