"""Limits that keep one bad source from taking all the memory."""

from typing import BinaryIO

from framing.errors import InputError
from framing.readers.options import MEGABYTE, ReadOptions

__all__ = ["check_length", "line_too_long", "read_whole", "too_large"]


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
