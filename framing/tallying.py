"""Tally articles by whatever is quickest for them; the tallies are the same."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from framing.article import Article
from framing.engines import MachineCodeError
from framing.lexicon import Lexicon, Matcher
from framing.quickest import go_on_without, takes_machine_code
from framing.tally import Tally, tally

if TYPE_CHECKING:
    from framing.scale.tallies import ArticleTallies

__all__ = ["Tallier"]


class Tallier:
    """A lexicon made ready to tally articles, one at a time or many at once.

    Attributes:
        matcher: The lexicon, made ready to search with.
        entry_frames: Per entry of the lexicon, the index of its frame.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        """Make ready."""
        self.matcher = Matcher(lexicon)
        self.entry_frames = [entry.frame for entry in self.matcher.entries]
        self._by_machine_code: ArticleTallies | None = None

    def one(self, article: Article) -> Tally:
        """Tally one article."""
        return tally(article, self.matcher, self.entry_frames)

    def all(self, articles: Sequence[Article]) -> list[Tally]:
        """Tally each of some articles, by the engine that was chosen (`framing.engines.engine`)."""
        if takes_machine_code(articles):
            try:
                return self._machine_code().of(articles)
            except MachineCodeError as error:
                go_on_without(error)
        return list(map(self.one, articles))

    def _machine_code(self) -> "ArticleTallies":
        if self._by_machine_code is None:
            from framing.scale.tallies import ArticleTallies

            self._by_machine_code = ArticleTallies(self.matcher.lexicon)
        return self._by_machine_code
