"""From sources to articles; what cannot be read is named and the rest goes on."""

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from framing.article import COLUMNS, Article, Furniture, Span
from framing.errors import InputError
from framing.readers.furniture import find_headline, recognise_furniture
from framing.readers.index import read_index
from framing.readers.problems import Problem
from framing.readers.sources import STANDARD_INPUT, SourceFile, find_files, find_files_in
from framing.readers.text import PageText, decode, split_front_matter
from framing.resources import DEFAULT_STORY, corpus_folder

__all__ = ["Problem", "Reading", "read", "read_bundled_story", "without_recognised_furniture"]

_BY_HAND = "listed in the front matter"


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading sources.

    Attributes:
        articles: The articles, sorted by id.
        problems: What was skipped, and what to be warned of.
    """

    articles: tuple[Article, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def skipped(self) -> bool:
        """Whether any input was left out."""
        return any(problem.skipped for problem in self.problems)


@dataclass(frozen=True, slots=True)
class _Page:
    """A file read, before it has an id and an outlet."""

    file: SourceFile
    page: PageText
    metadata: Mapping[str, str]


def read(sources: str | Path | Iterable[str | Path], *, keep_furniture: bool = False) -> Reading:
    """Read articles.

    Args:
        sources: Files, folders, glob patterns; ``-`` is one text on standard input.
        keep_furniture: Count page furniture as text of the article; spans that an article's front
            matter lists are set aside all the same.

    Returns:
        The articles and the problems; the order of the sources does not matter.

    Raises:
        InputError: If not one article could be read; the message names the first problem.
    """
    if isinstance(sources, str | Path):
        sources = [sources]
    names = [str(source) for source in sources]
    files, problems = find_files(name for name in names if name != STANDARD_INPUT)
    pages = _read_files(files, problems)
    if STANDARD_INPUT in names and sys.stdin is None:
        problems.append(Problem("stdin", "standard input is closed"))
    elif STANDARD_INPUT in names:
        pages += _read_page(SourceFile(Path("stdin"), "stdin"), {}, problems, sys.stdin.buffer.read)
    return _reading(pages, problems, keep_furniture)


def without_recognised_furniture(article: Article) -> Article:
    """Return an article of which only what its front matter lists is set aside."""
    by_hand = tuple(piece for piece in article.furniture if piece.reason == _BY_HAND)
    return replace(article, furniture=by_hand)


def read_bundled_story(story: str = DEFAULT_STORY, *, keep_furniture: bool = False) -> Reading:
    """Read a story of the sample corpus that comes with the package.

    Args:
        story: The name of its folder.
        keep_furniture: As for `read`.

    Returns:
        Its articles; their ``source`` is the same on every machine.
    """
    problems: list[Problem] = []
    files = find_files_in(corpus_folder() / story, f"corpus/{story}", problems)
    return _reading(_read_files(files, problems), problems, keep_furniture)


def _reading(pages: list[_Page], problems: list[Problem], keep_furniture: bool) -> Reading:
    articles = _with_ids(pages, keep_furniture, problems)
    if not articles:
        first = next((str(problem) for problem in problems if problem.skipped), "no sources given")
        raise InputError(f"no article could be read; {first}")
    return Reading(tuple(sorted(articles, key=lambda article: article.id)), tuple(problems))


def _read_files(files: list[SourceFile], problems: list[Problem]) -> list[_Page]:
    pages: list[_Page] = []
    indexes: dict[Path, Mapping[str, Mapping[str, str]]] = {}
    for file in files:
        folder = file.path.parent
        if folder not in indexes:
            indexes[folder], found = read_index(folder, str(PurePath(file.name).parent))
            problems += found
        row = indexes[folder].get(file.path.name, {})
        pages += _read_page(file, row, problems, file.path.read_bytes)
    return pages


def _read_page(
    file: SourceFile,
    row: Mapping[str, str],
    problems: list[Problem],
    read_bytes: Callable[[], bytes],
) -> list[_Page]:
    """Read one file; the result has no page if it could not be read."""
    try:
        page = split_front_matter(decode(read_bytes()))
    except InputError as error:
        problems.append(Problem(file.name, str(error), getattr(error, "line", None)))
        return []
    except OSError as error:
        problems.append(Problem(file.name, f"cannot be read: {error.strerror}"))
        return []
    for key in page.ignored:
        message = f"front matter: {key!r} is neither a string nor a list of strings; ignored"
        problems.append(Problem(file.name, message, skipped=False))
    return [_Page(file, page, {**row, **page.metadata})]


def _with_ids(pages: list[_Page], keep_furniture: bool, problems: list[Problem]) -> list[Article]:
    ids = _ids_from_names([page.file for page in pages if not page.metadata.get("id")])
    articles: dict[str, Article] = {}
    # By name, so that which of two articles with one id is kept does not depend on the order.
    for page in sorted(pages, key=lambda page: page.file.name):
        article_id = page.metadata.get("id") or ids[page.file.name]
        if (known := articles.get(article_id)) is not None:
            message = f"id {article_id!r} is also that of {known.source}; give it one of its own"
            problems.append(Problem(page.file.name, message))
            continue
        # With the folder where two files have one name: dw/article.txt and bbc/article.txt.
        name = ids.get(page.file.name, page.file.stem)
        if "outlet" in page.metadata and not page.metadata["outlet"]:
            message = f"the outlet is empty; {name!r}, the file's name, serves"
            problems.append(Problem(page.file.name, message, skipped=False))
        articles[article_id] = _article(page, article_id, name, keep_furniture)
    return list(articles.values())


def _article(page: _Page, article_id: str, name: str, keep_furniture: bool) -> Article:
    known = {column: page.metadata.get(column, "") for column in COLUMNS}
    known["outlet"] = known["outlet"] or name
    known["source"] = page.file.name
    text = page.page.text
    headline = find_headline(text, known["title"])
    if headline is not None and not _apart(headline, page.page.furniture):
        headline = None
    recognised = () if keep_furniture else recognise_furniture(text, headline, known["author"])
    article = Article(
        id=article_id,
        text=text,
        headline=headline,
        furniture=_overruled(recognised, page.page),
        metadata={k: v for k, v in page.metadata.items() if k not in {*COLUMNS, "id"}},
        **known,
    )
    if headline is not None and not known["title"]:
        return replace(article, title=" ".join(text[headline.start : headline.end].split()))
    return article


def _overruled(recognised: tuple[Furniture, ...], page: PageText) -> tuple[Furniture, ...]:
    """Apply a person's word: spans to keep and spans to set aside, from the front matter."""
    by_hand: list[Furniture] = []
    for span in sorted(page.furniture):
        start, end = span.start, span.end
        if by_hand and start < by_hand[-1].end:
            earlier = by_hand.pop()
            start, end = earlier.start, max(earlier.end, end)
        by_hand.append(Furniture(start, end, _BY_HAND))
    kept = [f for f in recognised if _apart(f, page.body) and _apart(f, page.furniture)]
    return tuple(sorted([*kept, *by_hand]))


def _apart(span: Span | Furniture, others: tuple[Span, ...]) -> bool:
    return all(span.end <= other.start or other.end <= span.start for other in others)


def _ids_from_names(files: list[SourceFile]) -> dict[str, str]:
    """Name each file by its stem, or by as much of its path as makes it unique."""
    paths = {file.name: PurePath(file.name) for file in files}
    ids = {name: path.stem for name, path in paths.items()}
    for depth in range(2, 2 + max((len(path.parts) for path in paths.values()), default=0)):
        taken = Counter(ids.values())
        if max(taken.values(), default=1) == 1:
            break
        for name, path in paths.items():
            if taken[ids[name]] > 1:
                ids[name] = PurePath(*path.parts[-depth:]).with_suffix("").as_posix()
    taken = Counter(ids.values())
    return {n: paths[n].as_posix() if taken[i] > 1 else i for n, i in ids.items()}
