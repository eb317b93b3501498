"""What was read: the articles, what was set aside of each, and the entries of a lexicon."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from framing.article import Article
from framing.lexicon import Lexicon, Pattern
from framing.scan import count_set_aside_words, find_parts
from framing.words import fold, split_words

__all__ = [
    "ArticleRow",
    "FurnitureRow",
    "LexiconRow",
    "list_articles",
    "list_entries",
    "list_furniture",
]


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """One article as it was read.

    Attributes:
        article: Its id.
        outlet: Who published it.
        title: Its headline.
        author: Who wrote it.
        date: When it was published, as given.
        story: The event it is about.
        url: Where it was found.
        source: The file it was read from.
        words: Words of its body, which the rates are of.
        paragraphs: Paragraphs of its body.
        furniture_words: Words set aside as page furniture.
        note: What is unusual about it.
    """

    article: str
    outlet: str
    title: str
    author: str
    date: str
    story: str
    url: str
    source: str
    words: int
    paragraphs: int
    furniture_words: int
    note: str


@dataclass(frozen=True, slots=True)
class FurnitureRow:
    """One stretch of page furniture.

    Attributes:
        article: The id of the article.
        start: Offset of its first character in the article's text.
        end: Offset after its last character.
        words: How many words were set aside.
        reason: Why.
        text: The stretch itself, in one line.
    """

    article: str
    start: int
    end: int
    words: int
    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class LexiconRow:
    """One entry of a lexicon.

    Attributes:
        frame: The frame's key; ``*`` for an exception that silences every frame.
        kind: ``pattern`` (counts) or ``except`` (silences patterns inside its match).
        pattern: The entry as written.
        case: ``any``, or ``exact`` where it matches only as written.
        note: Why it is there.
    """

    frame: str
    kind: str
    pattern: str
    case: str
    note: str


def list_entries(lexicon: Lexicon, frame: str | None = None) -> tuple[LexiconRow, ...]:
    """List the entries of a lexicon.

    Args:
        lexicon: The lexicon.
        frame: The key of the one frame to list; all, and the exceptions of all, if not given.

    Returns:
        A row an entry, in the order of the lexicon.

    Raises:
        SettingError: If there is no such frame.
    """
    frames = lexicon.frames if frame is None else (lexicon.frame(frame),)
    of_all = lexicon.exceptions if frame is None else ()
    rows = [_entry_row("*", "except", pattern) for pattern in of_all]
    for one in frames:
        rows += [_entry_row(one.key, "pattern", pattern) for pattern in one.patterns]
        rows += [_entry_row(one.key, "except", pattern) for pattern in one.exceptions]
    return tuple(rows)


def _entry_row(frame: str, kind: str, pattern: Pattern) -> LexiconRow:
    case = "exact" if pattern.exact_case else "any"
    return LexiconRow(frame, kind, pattern.text, case, pattern.note)


def list_articles(articles: Iterable[Article]) -> tuple[ArticleRow, ...]:
    """List articles with the sizes of what is counted and what is not.

    Args:
        articles: The articles.

    Returns:
        A row each, sorted by id. Articles whose bodies have the same words are noted.
    """
    ordered = sorted(articles, key=lambda article: article.id)
    return tuple(_article_rows(ordered))


def list_furniture(articles: Iterable[Article]) -> tuple[FurnitureRow, ...]:
    """List what was set aside.

    Args:
        articles: The articles.

    Returns:
        A row a stretch, sorted by article and place.
    """
    return tuple(
        FurnitureRow(
            article=article.id,
            start=piece.start,
            end=piece.end,
            words=len(split_words(article.text, piece.start, piece.end)),
            reason=piece.reason,
            text=" ".join(article.text[piece.start : piece.end].split()),
        )
        for article in sorted(articles, key=lambda article: article.id)
        for piece in article.furniture
    )


def _article_rows(articles: Sequence[Article]) -> Iterator[ArticleRow]:
    first_with: dict[tuple[str, ...], Article] = {}
    for article in articles:
        body = [part for part in find_parts(article) if part.part == "body"]
        words = tuple(fold(word.surface) for paragraph in body for word in paragraph.words)
        twin = first_with.setdefault(words, article)
        yield ArticleRow(
            article=article.id,
            outlet=article.outlet,
            title=article.title,
            author=article.author,
            date=article.date,
            story=article.story,
            url=article.url,
            source=article.source,
            words=len(words),
            paragraphs=len(body),
            furniture_words=count_set_aside_words(article),
            note=_note(article, len(words), None if twin is article else twin),
        )


def _note(article: Article, words: int, twin: Article | None) -> str:
    if words == 0:
        return "no text left to count; see --show-furniture"
    notes = []
    if twin is not None:
        same_outlet = twin.outlet == article.outlet
        counted = "as a rule one is counted" if same_outlet else "both are counted"
        notes.append(f"same words as {twin.id}; {counted}")
    if not article.title and article.headline is None:
        notes.append("no headline found: if the text has one, it is counted (give it as title)")
    return "; ".join(notes)
