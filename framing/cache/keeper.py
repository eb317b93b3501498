"""The cache while articles are counted, as long as it works: what goes wrong ends it, no more."""

from collections.abc import Iterable

from framing._version import __version__
from framing.cache.folder import cache_folder
from framing.cache.rows import Row, from_bytes, to_bytes
from framing.cache.store import Store, UnusableError
from framing.cache.use import tell
from framing.lexicon import Lexicon

__all__ = ["Keeper"]

_AT_ONCE = 500  # articles that are kept in one go, so that an interruption loses few


class Keeper:
    """The rows of articles by key, taken from the cache and kept in it.

    Attributes:
        works: Whether the cache can be used; once it cannot, it is left alone.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self.works = True
        self._lexicon = (lexicon.name, lexicon.sha256, __version__)
        self._pending: dict[bytes, bytes] = {}
        self._store: Store | None = None
        try:
            self._store = Store(cache_folder())
        except (OSError, RuntimeError) as error:  # there is no home folder
            self._give_up("Counted without the cache", str(error))

    def read(self, keys: Iterable[bytes]) -> dict[bytes, Row]:
        """Return the rows that are there and whole."""
        if self._store is None:
            return {}
        try:
            found = self._store.read(dict.fromkeys(keys))
        except UnusableError as error:
            self._give_up("Counted without the cache", str(error))
            return {}
        rows = ((key, from_bytes(key, value)) for key, value in found.items())
        return {key: row for key, row in rows if row is not None}

    def keep(self, key: bytes, row: Row) -> None:
        """Keep a row, at once or with the next ones."""
        if self._store is None:
            return
        self._pending[key] = to_bytes(key, row)
        if len(self._pending) >= _AT_ONCE:
            self.finish()

    def finish(self) -> None:
        """Write what was not yet written."""
        if self._store is None or not self._pending:
            return
        try:
            self._store.write(self._lexicon, self._pending)
        except UnusableError as error:
            self._give_up("Kept no more counts", str(error))
        self._pending = {}

    def _give_up(self, what: str, reason: str) -> None:
        where = "" if self._store is None else f" in {self._store.folder}"
        self.works, self._store = False, None
        tell(f"{what}{where}: {reason}")
