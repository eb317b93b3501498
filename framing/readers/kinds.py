"""The kinds of source, by suffix: the one place that says what is read, and by which module."""

from dataclasses import dataclass
from pathlib import PurePath

__all__ = ["FOLDER_SUFFIXES", "KINDS", "REFUSED", "TEXT", "Kind", "kind_of"]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of source.

    Attributes:
        name: What ``--input-format`` calls it.
        module: The module of `framing.readers` whose ``read_drafts`` reads it.
        suffixes: The suffixes that tell it.
        in_folders: Whether such files of a folder are articles; a table there may as well be a
            result that was put beside them, so it is read where it is named itself.
        is_text: Whether a person wrote it as text, so that its front matter goes before what a
            table of metadata says; what a program finds in a page does not.
    """

    name: str
    module: str
    suffixes: tuple[str, ...]
    in_folders: bool = False
    is_text: bool = False

    @property
    def is_table(self) -> bool:
        """Whether it has an article a row."""
        return self.module.startswith("table_")

    @property
    def has_many(self) -> bool:
        """Whether it may have any number of articles."""
        return self.is_table or self.module == "warc"


TEXT = Kind("text", "text", (".txt", ".text", ".md", ".markdown"), in_folders=True, is_text=True)
_ALL = (
    TEXT,
    Kind("html", "html", (".html", ".htm", ".xhtml", ".xht"), in_folders=True),
    Kind("mhtml", "mhtml", (".mhtml", ".mht"), in_folders=True),
    Kind("pdf", "pdf", (".pdf",), in_folders=True),
    Kind("docx", "docx", (".docx",), in_folders=True),
    Kind("csv", "table_csv", (".csv",)),
    Kind("tsv", "table_csv", (".tsv", ".tab")),
    Kind("jsonl", "table_json", (".jsonl", ".ndjson")),
    Kind("json", "table_json", (".json",)),
    Kind("parquet", "table_parquet", (".parquet",)),
    Kind("warc", "warc", (".warc", ".warc.gz")),
)
KINDS = {kind.name: kind for kind in _ALL}
"""The kinds by name, in the order in which to show them."""

FOLDER_SUFFIXES = tuple(suffix for kind in _ALL if kind.in_folders for suffix in kind.suffixes)
"""The suffixes of the articles of a folder."""

REFUSED = {
    ".xlsx": ("a spreadsheet", "save the table as .csv"),
    ".xls": ("a spreadsheet", "save the table as .csv"),
    ".ods": ("a spreadsheet", "save the table as .csv"),
    ".doc": ("an old Word document", "save it as .docx"),
    ".odt": ("a document of a word processor", "save it as .docx"),
    ".rtf": ("a document of a word processor", "save it as .docx"),
    ".epub": ("an electronic book", "save the article as .txt or .md"),
    ".zip": ("an archive", "unpack it and name the folder"),
    ".gz": ("an archive", "unpack it and name the files"),
}
"""By suffix: what a file is that is not read, and what to do."""

_BY_SUFFIX = {suffix: kind for kind in _ALL for suffix in kind.suffixes}


def kind_of(name: str) -> Kind | None:
    """Return the kind of a file by its name, or None for a suffix that is no kind's."""
    suffixes = [suffix.lower() for suffix in PurePath(name).suffixes[-2:]]
    for end in ("".join(suffixes), *suffixes[-1:]):
        if end in _BY_SUFFIX:
            return _BY_SUFFIX[end]
    return None
