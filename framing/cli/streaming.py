"""Sources that are read while they are counted, and what is said of them then."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from framing.cli.reading import check_strict, read_sources, tell
from framing.cli.reading_options import HowToRead
from framing.cli.voice import detail, remark
from framing.errors import InputError

if TYPE_CHECKING:
    from framing.readers import NothingReadError
    from framing.readers.given import Prepared

__all__ = ["all_told", "going_on_later", "stream_sources", "told"]


def stream_sources(sources: list[str] | None, keep_furniture: bool, how: HowToRead) -> "Prepared":
    """Make ready to read the sources bit by bit.

    With ``--strict`` they are gone through once before anything is counted.
    """
    from framing.readers import ArticleStream, NothingReadError

    given = read_sources(sources, keep_furniture, how, later=True)
    if isinstance(given, ArticleStream) and how.strict:
        try:
            articles = sum(1 for _ in given)
        except NothingReadError as error:
            raise all_told(error) from None
        detail(f"Looked through {articles:,} articles")
        if given.skipped:
            tell(given.problems)
        check_strict(given, how)
    return given


@contextmanager
def told(given: "Prepared") -> Iterator[None]:
    """Say what went wrong with sources that are read inside the block."""
    from framing.readers import ArticleStream, NothingReadError

    if not isinstance(given, ArticleStream):  # of what was read before, it was said before
        yield
        return
    try:
        yield
    except NothingReadError as error:
        raise all_told(error) from None
    except Exception:
        tell(given.problems)
        raise
    tell(given.problems)


def all_told(error: "NothingReadError") -> InputError:
    """Name all reasons why nothing could be read, if there are several."""
    if len(error.problems) <= 1:
        return error
    tell(error.problems)
    return InputError("no article could be read; the reasons stand above")


@contextmanager
def going_on_later() -> Iterator[None]:
    """Where a run is interrupted, say that it can go on."""
    try:
        yield
    except KeyboardInterrupt:
        remark("Interrupted; what was finished is kept, and the same command goes on from there.")
        raise
