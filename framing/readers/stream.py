"""Articles one after the other, as `framing.read` gives them all at once: texts are let go.

What ids are made of may take a look at all sources first (whether two tables have an id in common,
which of two files of one name needs a longer one); only names and ids are kept of it.
"""

import io
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO, Protocol

from framing.article import Article
from framing.readers.articles import Maker, Naming, Page, encodable, naming_of
from framing.readers.options import ReadOptions
from framing.readers.problems import NothingReadError, Problem
from framing.readers.sources import SourceFile

__all__ = ["ArticleStream", "StreamedFile"]


@dataclass(frozen=True, slots=True, eq=False)
class StreamedFile:
    """A file to be read, once or again.

    Attributes:
        file: The file.
        row: What the table beside it says of it.
        problems: What is to be said of that table.
        open_it: Opens the file; what it gives in memory is kept.
        size: Its bytes, or 0 where that is not known.
    """

    file: SourceFile
    row: Mapping[str, str]
    problems: Sequence[Problem]
    open_it: Callable[[], BinaryIO]
    size: int = 0

    @property
    def may_give_ids(self) -> bool:
        """Whether ids may stand in it; what is found in a page or a document has none."""
        return self.file.kind.is_table or self.file.kind.is_text or bool(self.row.get("id"))


class _PagesOf(Protocol):
    def __call__(
        self,
        file: SourceFile,
        row: Mapping[str, str],
        options: ReadOptions,
        problems: list[Problem],
        open_it: Callable[[], BinaryIO],
    ) -> Iterator[Page]: ...


class ArticleStream:
    """The articles of some sources, by the names of their files, then by row.

    It can be gone through again, which reads the sources again.

    Attributes:
        size: The bytes of all files, as far as they are known.
    """

    def __init__(
        self,
        files: Sequence[StreamedFile],
        options: ReadOptions,
        found: Sequence[Problem],
        late: Sequence[Problem],
        pages_of: _PagesOf,
    ) -> None:
        """Make ready to read.

        Args:
            files: The files, in the order in which their problems are told.
            options: How to read.
            found: What is to be said of the sources themselves, before all else.
            late: The same, behind what is said of the files.
            pages_of: Reads the drafts of a file.
        """
        self._files = sorted(files, key=lambda one: one.file.name)
        self._as_told = list(files)
        self._options, self._found, self._late, self._pages_of = options, found, late, pages_of
        self._naming: Naming | None = None
        self._held: dict[StreamedFile, bytes] = {}
        self._before = 0
        self._at: BinaryIO | None = None
        self._called: Callable[[str], str] | None = None
        self._of_reading: dict[StreamedFile, list[Problem]] = {}
        self._halves: dict[StreamedFile, list[Problem]] = {}
        self._of_articles: list[Problem] = []
        self._maker: Maker | None = None
        self.size = sum(one.size for one in files)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was skipped, and what to be warned of, as far as it was gone through."""
        if self._maker is None:
            return ()
        told = [*self._found]
        for one in self._as_told:
            told += [*one.problems, *self._of_reading[one]]
        told += self._late
        for one in self._as_told:
            told += self._halves[one]
        told += [*self._of_articles, *self._maker.about_outlets()]
        if self._called is not None:
            told = [replace(one, source=self._called(one.source)) for one in told]
        return tuple(told)

    @property
    def skipped(self) -> bool:
        """Whether any input was left out."""
        return any(problem.skipped for problem in self.problems)

    @property
    def position(self) -> int:
        """How many of the bytes were gone through."""
        if self._at is None or self._at.closed:
            return self._before
        return min(self._before + self._at.tell(), self.size)

    def call_sources(self, called: Callable[[str], str]) -> None:
        """Have sources called otherwise than they were named, in articles and problems."""
        self._called = called

    def __iter__(self) -> Iterator[Article]:
        """Read the articles.

        Raises:
            NothingReadError: If not one article could be read.
        """
        self._of_reading = {one: [] for one in self._files}
        self._halves = {one: [] for one in self._files}
        self._of_articles = []
        if self._naming is None:
            self._naming = self._look()
        self._maker = maker = Maker(self._naming, self._options, self._of_articles)
        some = False
        self._before, self._at = 0, None
        for one in self._files:
            for page in self._pages(one, self._of_reading[one]):
                article = maker.article(encodable(page, self._halves[one]))
                if article is not None:
                    some = True
                    yield self._renamed(article)
            self._before, self._at = self._before + one.size, None
        if not some:
            raise NothingReadError(self.problems)

    def _renamed(self, article: Article) -> Article:
        return replace(article, source=self._called(article.source)) if self._called else article

    def _look(self) -> Naming:
        """Find out what ids are made of, reading only the files that it depends on."""
        stems = Counter(one.file.stem for one in self._files)
        give_ids = [one for one in self._files if one.may_give_ids]
        both = len(give_ids) > 1 and any(one.file.kind.is_table for one in give_ids)
        looked_at = {
            one for one in self._files if stems[one.file.stem] > 1 or (both and one.may_give_ids)
        }
        in_order = (one for one in self._files if one in looked_at)
        pages = (encodable(page, []) for one in in_order for page in self._pages(one, []))
        return naming_of(pages, {one.file.name for one in self._files if one not in looked_at})

    def _pages(self, one: StreamedFile, problems: list[Problem]) -> Iterator[Page]:
        def opened() -> BinaryIO:
            if one in self._held:
                self._at = io.BytesIO(self._held[one])
                return self._at
            self._at = one.open_it()
            if isinstance(self._at, io.BytesIO):
                self._held[one] = self._at.getvalue()
            return self._at

        return self._pages_of(one.file, one.row, self._options, problems, opened)
