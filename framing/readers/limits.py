"""Limits that keep one bad source from taking all the memory."""

import io
import os
from pathlib import Path
from typing import BinaryIO

from framing.errors import InputError
from framing.readers.options import MEGABYTE, ReadOptions

__all__ = ["check_length", "line_too_long", "read_stream", "read_whole", "too_large"]

_CHUNK = 1 << 20
_PART = 4  # of the memory, since a table's articles take several times its size
_LIMIT_OF_CONTAINER = Path("/sys/fs/cgroup/memory.max")
_USUAL_MEMORY = 16_000 * MEGABYTE


def read_whole(content: BinaryIO, options: ReadOptions) -> bytes:
    """Read all of a source that holds one article.

    Raises:
        InputError: If it is larger than such a source may be.
    """
    # One byte more than allowed tells; the size that the file system names may be that of a stream.
    found = content.read(options.most_bytes + 1)
    if len(found) > options.most_bytes:
        raise too_large(options)
    return found


def read_stream(content: BinaryIO, options: ReadOptions, has_many: bool) -> BinaryIO:
    """Read what can be read only once, so that it can be read again.

    Args:
        content: The stream, which may have no end.
        options: How to read.
        has_many: Whether it may hold any number of articles.

    Raises:
        InputError: If it has many articles and takes more than its part of the memory.
    """
    # Of what has to be one article, only so much as shows that it is too large.
    most = _memory() // _PART if has_many else options.most_bytes
    found = io.BytesIO()
    while found.tell() <= most:
        chunk = content.read(min(_CHUNK, most + 1 - found.tell()))
        if not chunk:
            break
        found.write(chunk)
    if has_many and found.tell() > most:
        raise InputError(
            f"needs more memory than there is: it is larger than {most / MEGABYTE:,.0f} MB; "
            "split it"
        )
    found.seek(0)
    return found


def _memory() -> int:
    """Return how many bytes of memory there are, or a guess where the machine does not say."""
    try:
        most = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):  # on Windows, for one
        most = _USUAL_MEMORY
    try:
        return min(most, int(_LIMIT_OF_CONTAINER.read_text(encoding="ascii")))
    except (OSError, ValueError):  # not in a container, or in one without a limit
        return most


def too_large(options: ReadOptions) -> InputError:
    """Build the error for a source that is too large to be one article."""
    return InputError(
        f"is larger than the {options.max_file_mb:g} MB allowed for one article; "
        "split it, or raise --max-file-mb"
    )


def check_length(text: str, options: ReadOptions) -> str:
    """Return a text if it is not too long to be one article.

    Raises:
        InputError: If it is.
    """
    if len(text) > options.most_characters:
        most = options.most_characters / MEGABYTE
        raise InputError(
            f"holds a text of {len(text):,} characters; at most {most:g} million are read "
            "as one article; split it"
        )
    return text


def line_too_long(options: ReadOptions) -> InputError:
    """Build the error for a line that is too long to be one article."""
    most = options.most_characters / MEGABYTE
    return InputError(f"is longer than {most:g} million characters; split it")
