"""The tallies of many articles: `framing.tally.tally`, by machine code."""

from collections.abc import Iterable, Sequence

from framing.article import Article
from framing.lexicon import Lexicon, Matcher
from framing.scale.article_counter import ArticleCounter
from framing.scale.articles import batches_of
from framing.scale.automaton import Automaton
from framing.scale.pieces import Piece
from framing.scale.terms import Terms
from framing.tally import Tally

__all__ = ["ArticleTallies"]

_Claims = tuple[tuple[int, ...], ...]


class ArticleTallies:
    """Tallies articles, learning words and steps on the way; making one loads machine code."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Make ready to count by a lexicon."""
        self._counter = ArticleCounter(lexicon, Terms(Automaton(lexicon).folded_symbols))
        self._frames = len(lexicon.frames)
        self._entry_frames = [entry.frame for entry in Matcher(lexicon).entries]

    def of(self, articles: Sequence[Article]) -> list[Tally]:
        """Return the tally of each article, in their order; some may have the same id."""
        words: list[list[int]] = [[] for _ in articles]
        claims: list[list[_Claims]] = [[] for _ in articles]
        for batch in batches_of(articles):
            for piece in self._counter.count(articles[batch.start : batch.stop], batch.start):
                for article, has, claimed in _bodies(piece):
                    words[article].append(has)
                    claims[article].append(claimed)
        return [
            Tally(self._entry_frames, self._frames, tuple(own), tuple(claimed))
            for own, claimed in zip(words, claims, strict=True)
        ]


def _bodies(piece: Piece) -> Iterable[tuple[int, int, _Claims]]:
    """Yield the article, the words and the claims of each paragraph of a body."""
    claims: list[list[tuple[int, ...]]] = [[] for _ in piece.article]
    paragraphs, entries = piece.hits[:, 0].tolist(), piece.hits[:, 3].tolist()
    sharers = piece.hits[:, 4].tolist()
    at = 0
    while at < len(entries):
        behind = at + sharers[at]  # the claims on one span follow each other
        claims[paragraphs[at]].append(tuple(entries[at:behind]))
        at = behind
    columns = piece.article.tolist(), piece.is_body.tolist(), piece.words.tolist()
    for article, is_body, words, claimed in zip(*columns, claims, strict=True):
        if is_body:
            yield article, words, tuple(claimed)
