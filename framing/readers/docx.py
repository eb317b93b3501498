"""Word documents: paragraphs, those of tables among them, and the properties of the document."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from framing.errors import InputError
from framing.readers.draft import Draft, Report
from framing.readers.limits import check_length, read_whole
from framing.readers.options import MEGABYTE, ReadOptions

__all__ = ["read_drafts"]

_MOST_UNPACKED = 200 * MEGABYTE
_MOST_ENTRIES = 10_000
_HIGHEST_RATIO = 200  # XML of long texts packs about tenfold
_SMALL = 10 * MEGABYTE  # unpacked; a short file of blanks packs well and hurts nobody
_CHUNK = 1 << 20
_DEEPEST_TABLE = 20
_TITLE_STYLES = ("Title", "Heading 1")


def read_drafts(
    content: BinaryIO, _name: str, options: ReadOptions, _report: Report
) -> Iterable[Draft]:
    """Read one document; arguments and errors as `framing.readers.draft.Reader`."""
    packed = read_whole(content, options)
    check_package(packed)
    document = _open(packed)
    try:
        styled = list(_paragraphs(document))
    except InputError:
        raise
    except Exception as error:  # whatever a broken document makes of the parser
        raise _broken(error) from None
    lines = [text for text, _style in styled]
    if not lines:
        raise InputError("holds no text; text in pictures is not read")
    # A line in the style of a title says more than the properties, which are often left over.
    shown = next((text for text, style in styled if style in _TITLE_STYLES), "")
    metadata = _metadata(document)
    if shown:
        metadata["title"] = shown
    text = check_length("\n\n".join(lines), options)
    return (Draft(text, metadata, title_is="given" if shown else "a hint"),)


def _metadata(document: Any) -> dict[str, str]:
    """Return what the document says about itself, as far as it can be read."""
    from docx.opc.constants import RELATIONSHIP_TYPE

    try:
        # Where there are no properties, the library would make some up, with today's date.
        document.part.package.part_related_by(RELATIONSHIP_TYPE.CORE_PROPERTIES)
        properties = document.core_properties
        found = {
            "title": properties.title,
            "author": properties.author,
            "language": properties.language,
            "created": properties.created and properties.created.date().isoformat(),
            "modified": properties.modified and properties.modified.date().isoformat(),
        }
    except Exception:  # broken properties are no reason to lose the text
        return {}
    return {key: " ".join(str(value).split()) for key, value in found.items() if value}


def check_package(packed: bytes) -> None:
    """Refuse a package that would unpack to more than a document can be.

    What the package says about itself is checked, and then what comes out of it.

    Raises:
        InputError: If it has too many entries, is too large unpacked, packs too well to be a
            document, or is no package.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as package:
            entries = package.infolist()
            _check_size(sum(entry.file_size for entry in entries), len(packed), len(entries))
            unpacked = 0
            for entry in entries:
                with package.open(entry) as stream:
                    while chunk := stream.read(_CHUNK):
                        unpacked += len(chunk)
                        _check_size(unpacked, len(packed), len(entries))
    except InputError:
        raise
    except Exception as error:  # zipfile, zlib and others, each with errors of its own
        raise _broken(error) from None


def _check_size(unpacked: int, packed: int, entries: int) -> None:
    if entries > _MOST_ENTRIES:
        raise InputError(f"has {entries:,} entries, more than a document needs; it is not opened")
    if unpacked > _MOST_UNPACKED or unpacked > max(_SMALL, packed * _HIGHEST_RATIO):
        raise InputError(
            f"unpacks from {packed:,} bytes to {unpacked:,} or more, as no document does; "
            "it is not opened"
        )


def _open(packed: bytes) -> Any:
    import docx

    try:
        return docx.Document(io.BytesIO(packed))
    except Exception as error:  # XML, package and key errors of a broken document
        raise _broken(error) from None


def _broken(error: Exception) -> InputError:
    return InputError(
        f"cannot be read as a Word document ({type(error).__name__}); it may be damaged or locked "
        "by a password: save it anew as .docx or .txt"
    )


def _paragraphs(document: Any) -> Iterator[tuple[str, str]]:
    """Yield the text of each paragraph and the name of its style."""
    for block in _blocks(document, 0):
        text = " ".join(block.text.split())
        if text:
            yield text, (block.style.name or "") if block.style is not None else ""


def _blocks(container: Any, depth: int) -> Iterator[Any]:
    """Yield the paragraphs of a document or a cell in their order, through its tables."""
    from docx.table import Table

    if depth > _DEEPEST_TABLE:
        raise InputError("has tables within tables within tables; save it as .txt")
    for block in container.iter_inner_content():
        if not isinstance(block, Table):
            yield block
            continue
        seen = set()
        for row in block.rows:
            for cell in row.cells:  # a merged cell comes once for each cell it covers
                if cell._tc not in seen:
                    seen.add(cell._tc)
                    yield from _blocks(cell, depth + 1)
