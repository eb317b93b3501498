"""From drafts to articles: ids, outlets, headlines and furniture."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from framing.article import COLUMNS, Article, Furniture, Span
from framing.readers.draft import Draft
from framing.readers.encodings import HALF_CHARACTERS
from framing.readers.furniture import recognise_furniture
from framing.readers.headline import find_headline
from framing.readers.options import ReadOptions
from framing.readers.problems import Problem
from framing.readers.sources import SourceFile

__all__ = [
    "Maker",
    "Naming",
    "Page",
    "encodable",
    "ids_from_names",
    "make_articles",
    "naming_of",
    "nearly_equal_outlets",
    "row_without_outlet",
    "same_id",
    "without_recognised_furniture",
]

_BY_HAND = "listed in the front matter"


@dataclass(frozen=True, slots=True)
class Page:
    """A draft and the file it comes from, before it has an id and an outlet.

    Attributes:
        file: The file.
        draft: What its reader found.
        metadata: What is known of it, from the file itself and from the table beside it.
    """

    file: SourceFile
    draft: Draft
    metadata: Mapping[str, str]

    @property
    def source(self) -> str:
        """The file, and of a table the row."""
        row = self.draft.row
        return self.file.name if row is None else f"{self.file.name}:{row}"

    @property
    def order(self) -> tuple[str, int]:
        """By name and row: the order of the sources decides nothing."""
        return self.file.name, self.draft.row or 0


@dataclass(frozen=True, slots=True)
class Naming:
    """What ids are made of that is not known of one source alone.

    Attributes:
        names: By file name, what ids begin with that are not given.
        several: The given ids that stand in several files.
    """

    names: Mapping[str, str]
    several: Collection[str] = ()


def naming_of(pages: Iterable[Page], others: Iterable[str] = ()) -> Naming:
    """Look at what ids are made of.

    Args:
        pages: The drafts, which are not kept.
        others: Names of files whose drafts are not among them and need not be looked at.
    """
    needed = set(others)
    homes: dict[str, str] = {}
    several: set[str] = set()
    for page in pages:
        if page.draft.row is not None or not page.metadata.get("id"):
            needed.add(page.file.name)
        given = page.metadata.get("id", "")
        if given and homes.setdefault(given, page.file.name) != page.file.name:
            several.add(given)
    return Naming(ids_from_names(needed), several)


class Maker:
    """Makes articles of drafts that come in the order of their files' names and their rows."""

    def __init__(self, naming: Naming, options: ReadOptions, problems: list[Problem]) -> None:
        """Begin.

        Args:
            naming: What ids are made of.
            options: How to read.
            problems: Gets what was skipped, and what to be warned of.
        """
        self._naming, self._options, self._problems = naming, options, problems
        self._sources: dict[str, str] = {}  # by id
        self._first_of_outlet: dict[str, str] = {}
        self._outlets: Counter[str] = Counter()

    def article(self, page: Page) -> Article | None:
        """Make an article, or None of a draft whose id an earlier one has."""
        name = self._naming.names.get(page.file.name, page.file.stem)
        article_id = _id(page, name, self._naming.several)
        if (known := self._sources.get(article_id)) is not None:
            self._problems.append(same_id(article_id, known, page.file.name, page.draft.row))
            return None
        if "outlet" in page.metadata and not page.metadata["outlet"]:
            self._problems.append(_empty_outlet(page, name))
        article = _article(page, article_id, name, self._options)
        self._sources[article_id] = article.source
        self._outlets[article.outlet] += 1
        first = self._first_of_outlet.get(article.outlet, article.source)
        self._first_of_outlet[article.outlet] = min(first, article.source)
        return article

    def about_outlets(self) -> list[Problem]:
        """Return what is to be said of the outlets of all articles."""
        return nearly_equal_outlets(self._first_of_outlet.items(), self._outlets)


def make_articles(
    pages: Iterable[Page], options: ReadOptions, problems: list[Problem]
) -> list[Article]:
    """Make articles, each with an id of its own.

    Args:
        pages: The drafts.
        options: How to read.
        problems: Gets what was skipped, and what to be warned of.
    """
    in_order = sorted((encodable(page, problems) for page in pages), key=lambda page: page.order)
    maker = Maker(naming_of(in_order), options, problems)
    made = [article for page in in_order if (article := maker.article(page)) is not None]
    problems += maker.about_outlets()
    return made


def without_recognised_furniture(article: Article) -> Article:
    """Return an article of which only what its front matter lists is set aside."""
    by_hand = tuple(piece for piece in article.furniture if piece.reason == _BY_HAND)
    return replace(article, furniture=by_hand)


def ids_from_names(names: Iterable[str]) -> dict[str, str]:
    """Name each file by its stem, or by as much of its path as makes it unique."""
    paths = {name: PurePath(name) for name in names}
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


def _id(page: Page, name: str, several: Collection[str]) -> str:
    given = page.metadata.get("id", "")
    if page.draft.row is None:
        return given or name
    # Two tables may both count their rows from 1.
    return given if given and given not in several else f"{name}:{given or page.draft.row}"


def same_id(article_id: str, known: str, name: str, row: int | None) -> Problem:
    """Return the problem of an article whose id an earlier one has."""
    message = f"id {article_id!r} is also that of {known}; give it one of its own"
    return Problem(name, message, row, sort="" if row is None else "id of a row")


def row_without_outlet(name: str, row: int) -> Problem:
    """Return the warning of a row whose outlet is left empty."""
    message = "the outlet is empty; the article counts under '(no outlet)'"
    return Problem(name, message, row, skipped=False, sort="no outlet")


def _empty_outlet(page: Page, name: str) -> Problem:
    if page.draft.row is None:
        message = f"the outlet is empty; {name!r}, the file's name, serves"
        return Problem(page.file.name, message, skipped=False)
    return row_without_outlet(page.file.name, page.draft.row)


def _article(page: Page, article_id: str, name: str, options: ReadOptions) -> Article:
    draft = page.draft
    known = {column: page.metadata.get(column, "") for column in COLUMNS}
    # A row whose outlet is left empty has none; what the table is called says nothing about it.
    if draft.row is None or "outlet" not in page.metadata:
        known["outlet"] = known["outlet"] or name
    known["source"] = page.source
    headline, known["title"] = _headline(draft, known["title"])
    return Article(
        id=article_id,
        text=draft.text,
        headline=headline,
        furniture=_furniture(page, headline, known["author"], options),
        metadata={k: v for k, v in page.metadata.items() if k not in {*COLUMNS, "id"}},
        **known,
    )


def _headline(draft: Draft, title: str) -> tuple[Span | None, str]:
    """Find the headline, and the title if nobody gave one."""
    text = draft.text
    headline = None
    if draft.title_is != "apart":
        headline = find_headline(text, title, or_first=draft.title_is != "shown" or not title)
    if headline is not None and not _apart(headline, draft.set_aside):
        headline = None
    if headline is not None and (not title or draft.title_is == "a hint"):
        title = " ".join(text[headline.start : headline.end].split())
    return headline, title


def _furniture(
    page: Page, headline: Span | None, author: str, options: ReadOptions
) -> tuple[Furniture, ...]:
    """Find the furniture and apply a person's word: spans to keep and spans to set aside."""
    draft = page.draft
    recognised: list[Furniture] = []
    if not options.keep_furniture and (options.furniture or not page.file.kind.is_table):
        by_place = [f for f in draft.furniture if headline is None or _apart(f, (headline,))]
        taken = tuple(Span(f.start, f.end) for f in by_place)
        by_wording = recognise_furniture(draft.text, headline, author)
        recognised = [*by_place, *(f for f in by_wording if _apart(f, taken))]
    by_hand: list[Furniture] = []
    for span in sorted(draft.set_aside):
        start, end = span.start, span.end
        if by_hand and start < by_hand[-1].end:
            earlier = by_hand.pop()
            start, end = earlier.start, max(earlier.end, end)
        by_hand.append(Furniture(start, end, _BY_HAND))
    kept = [f for f in recognised if _apart(f, draft.body) and _apart(f, draft.set_aside)]
    return tuple(sorted([*kept, *by_hand]))


def _apart(span: Span | Furniture, others: Sequence[Span]) -> bool:
    return all(span.end <= other.start or other.end <= span.start for other in others)


def encodable(page: Page, problems: list[Problem]) -> Page:
    """Replace halves of characters, which some formats can spell and no output can hold."""
    strings = [page.draft.text, *page.metadata, *page.metadata.values()]
    try:
        "".join(strings).encode()
    except UnicodeEncodeError:
        message = "holds halves of characters; each is replaced by U+FFFD"
        problems.append(
            Problem(page.file.name, message, page.draft.row, skipped=False, sort="surrogates")
        )
        fixed = {
            key.translate(HALF_CHARACTERS): value.translate(HALF_CHARACTERS)
            for key, value in page.metadata.items()
        }
        draft = replace(page.draft, text=page.draft.text.translate(HALF_CHARACTERS))
        return replace(page, draft=draft, metadata=fixed)
    return page


def nearly_equal_outlets(
    articles: Iterable[tuple[str, str]], counts: Mapping[str, int] | None = None
) -> list[Problem]:
    """Name the outlets that differ only in case or spaces; they may be one, or not.

    Args:
        articles: The outlet and the source of articles.
        counts: How many articles each outlet has, if not as many as are given here.
    """
    sources: dict[str, list[str]] = defaultdict(list)
    for outlet, source in articles:
        sources[outlet].append(source)
    spellings: dict[str, set[str]] = defaultdict(set)
    for outlet in sources:
        spellings["".join(outlet.casefold().split())].add(outlet)
    counts = counts or {outlet: len(of_one) for outlet, of_one in sources.items()}
    problems = []
    for _, written in sorted(spellings.items()):
        if len(written) > 1:
            names = ", ".join(f"{name!r} ({counts[name]:,})" for name in sorted(written))
            source = min(min(sources[name]) for name in written)
            message = (
                f"outlets that differ only in case or spaces are kept apart: {names}; "
                "if they are one, write them alike"
            )
            problems.append(Problem(source, message, skipped=False))
    return problems
