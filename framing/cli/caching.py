"""The cache of counts: what is in it, and how to empty it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import typer

from framing._version import __version__
from framing.cli import options
from framing.cli.app import app
from framing.cli.emit import emit_table
from framing.cli.voice import remark
from framing.errors import FramingError

if TYPE_CHECKING:
    from framing.cache.store import Store

__all__ = ["CacheRow", "clear", "info"]

cache_app = typer.Typer(
    help="Look at the cache of counts; empty it.", no_args_is_help=True, rich_markup_mode=None
)
app.add_typer(cache_app, name="cache")


@dataclass(frozen=True, slots=True)
class CacheRow:
    """What the cache has of one lexicon.

    Attributes:
        lexicon: The name of the lexicon when it was first used.
        lexicon_sha256: The hash of what it counts.
        version: The version of the program that counted.
        articles: How many articles were counted.
        bytes: How many bytes their counts have.
        last_used: The last day on which any of them was of use (UTC).
    """

    lexicon: str
    lexicon_sha256: str
    version: str
    articles: int
    bytes: int
    last_used: str


@cache_app.command()
def info(
    form: options.FormatOption = None,
    output: options.Output = None,
    excel: options.Excel = False,
    style: options.Style = "",
) -> None:
    """Print what the cache has of each lexicon; its folder and size stand on stderr.

    Example: framing cache info --format json
    """
    from datetime import date, timedelta
    from hashlib import sha256

    from framing.results import Manifest, Table

    store = _store()
    from framing.cache.folder import size_of_machine_code
    from framing.cache.store import MOST_BYTES, UnusableError

    try:
        kept = store.kept()
    except UnusableError as error:
        raise FramingError(f"{store.path}: {error}; framing cache clear removes it") from None
    rows = tuple(
        CacheRow(*one[:-1], (date(1970, 1, 1) + timedelta(days=one.last_used)).isoformat())
        for one in kept
    )
    size = store.size()
    about = {"folder": str(store.folder), "bytes": size, "most_bytes": MOST_BYTES}
    manifest = Manifest(__version__, "cache info", about, None, 0, sha256().hexdigest())
    remark(f"Cache in {store.folder}: {_megabytes(size)} of at most {_megabytes(MOST_BYTES)}.")
    if code := size_of_machine_code(store.folder):
        remark(f"Beside it stand {_megabytes(code)} of machine code, which holds no words.")
    emit_table(Table("cache", CacheRow, rows, manifest), form, output, style, excel=excel)


@cache_app.command()
def clear() -> None:
    """Remove the cache, with the words of articles that are in it.

    Example: framing cache clear
    """
    store = _store()
    from framing.cache.folder import remove_machine_code, size_of_machine_code
    from framing.cache.store import UnusableError

    size, code = store.size(), size_of_machine_code(store.folder)
    try:
        articles = sum(one.articles for one in store.kept())
    except UnusableError:  # damaged, which is no reason to keep it
        articles = 0
    try:
        store.clear()
        remove_machine_code(store.folder)
    except (UnusableError, OSError) as error:
        raise FramingError(
            f"{store.path}: cannot be removed: {error}; end other runs, or remove it by hand"
        ) from None
    if size:
        some = f"{articles:,} article{'' if articles == 1 else 's'}"
        remark(f"Removed the counts of {some} ({_megabytes(size)}) from {store.folder}.")
    if code:
        remark(f"Removed machine code ({_megabytes(code)}), which is compiled anew when needed.")
    if not size and not code:
        remark(f"There is no cache in {store.folder}.")


def _store() -> "Store":
    try:
        from framing.cache.folder import cache_folder
        from framing.cache.store import Store
    except ImportError as error:  # Python can be built without its database
        raise FramingError(f"cache: there is none: {error}") from None
    try:
        return Store(cache_folder())
    except (OSError, RuntimeError) as error:
        raise FramingError(f"cache: {error}; name a folder with FRAMING_CACHE_DIR") from None


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.1f} MB"
