"""From sources to articles; what cannot be read is named and the rest goes on."""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from importlib import import_module
from pathlib import Path, PurePath
from typing import BinaryIO, Unpack

from framing.article import Article
from framing.errors import InputError, SettingError
from framing.readers.articles import Page, make_articles, without_recognised_furniture
from framing.readers.draft import Reader
from framing.readers.frames import looks_like_a_frame
from framing.readers.index import read_index
from framing.readers.kinds import KINDS
from framing.readers.limits import read_stream
from framing.readers.options import ReadKeywords, ReadOptions
from framing.readers.problems import NothingReadError, Problem, gather
from framing.readers.sources import STANDARD_INPUT, SourceFile, find_files, find_files_in
from framing.readers.stream import ArticleStream, StreamedFile
from framing.readers.text import split_front_matter
from framing.resources import DEFAULT_STORY, corpus_folder
from framing.steps import steps

__all__ = [
    "ArticleStream",
    "NothingReadError",
    "Problem",
    "ReadOptions",
    "Reading",
    "gather",
    "open_stream",
    "read",
    "read_bundled_story",
    "read_text_file",
    "without_recognised_furniture",
]


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading sources.

    Attributes:
        articles: The articles, sorted by id.
        problems: What was skipped, and what to be warned of.
        options: How they were read.
    """

    articles: tuple[Article, ...]
    problems: tuple[Problem, ...] = ()
    options: ReadOptions = field(default_factory=ReadOptions)

    @property
    def skipped(self) -> bool:
        """Whether any input was left out."""
        return any(problem.skipped for problem in self.problems)


def read(sources: str | Path | Iterable[str | Path], **keywords: Unpack[ReadKeywords]) -> Reading:
    """Read articles.

    Args:
        sources: Files, folders, glob patterns; ``-`` is standard input.
        **keywords: The fields of `ReadOptions`.

    Returns:
        The articles and the problems; the order of the sources does not matter.

    Raises:
        NothingReadError: If not one article could be read; it has the problems.
        InputError: If something is given that is no path.
        SettingError: If an option has a value that is not allowed, or nothing to apply to.
    """
    options = ReadOptions(**keywords)
    names = _names(sources)
    files, problems = find_files(name for name in names if name != STANDARD_INPUT)
    standard_input = _standard_input(options) if STANDARD_INPUT in names else None
    _check_use(options, files if standard_input is None else [*files, standard_input], names)
    pages = _read_files(files, options, problems)
    if standard_input is not None and sys.stdin is None:
        problems.append(Problem("stdin", "standard input is closed"))
    elif standard_input is not None:
        pages += _read_file(standard_input, {}, options, problems, lambda: _piped(options))
    return _reading(pages, options, problems)


def open_stream(
    sources: str | Path | Iterable[str | Path], **keywords: Unpack[ReadKeywords]
) -> ArticleStream:
    """Read articles one after the other, without keeping their texts.

    Args:
        sources: As for `read`. What comes from a pipe is kept, so that it can be read again.
        **keywords: The fields of `ReadOptions`.

    Returns:
        The articles and problems that `read` would give, when it is gone through.

    Raises:
        InputError: If something is given that is no path.
        SettingError: As for `read`.
    """
    options = ReadOptions(**keywords)
    names = _names(sources)
    files, problems = find_files(name for name in names if name != STANDARD_INPUT)
    standard_input = _standard_input(options) if STANDARD_INPUT in names else None
    _check_use(options, files if standard_input is None else [*files, standard_input], names)
    indexes: dict[Path, Mapping[str, Mapping[str, str]]] = {}
    streamed = [
        StreamedFile(file, *_row_of(file, indexes), partial(_open, file, options), _size(file))
        for file in files
    ]
    late: list[Problem] = []
    if standard_input is not None and sys.stdin is None:
        late.append(Problem("stdin", "standard input is closed"))
    elif standard_input is not None:
        streamed.append(StreamedFile(standard_input, {}, (), lambda: _piped(options)))
    return ArticleStream(streamed, options, problems, late, _read_file)


def _names(sources: object) -> list[str]:
    """Return what to read, or refuse what `compare` and the like take in place of paths."""
    if isinstance(sources, str | Path):
        return [str(sources)]
    is_one = isinstance(sources, Mapping) or looks_like_a_frame(sources)
    given = list(sources) if isinstance(sources, Iterable) and not is_one else [sources]
    for source in given:
        if not isinstance(source, str | PurePath):
            raise InputError(
                f"{type(source).__name__}: is no path; give data frames, dictionaries and articles "
                "to compare() and the like themselves"
            )
    return [str(source) for source in given]


def read_text_file(name: str, content: str) -> Article:
    """Read what a text file holds as `read` would.

    Args:
        name: The name of the file.
        content: A text, with or without front matter.

    Raises:
        InputError: If the front matter cannot be read.
    """
    page = split_front_matter(content)
    file = SourceFile(Path(name), name, KINDS["text"])
    (article,) = make_articles([Page(file, page.draft, page.metadata)], ReadOptions(), [])
    return article


def read_bundled_story(story: str = DEFAULT_STORY, **keywords: Unpack[ReadKeywords]) -> Reading:
    """Read a story of the sample corpus that comes with the package.

    Args:
        story: The name of its folder.
        **keywords: As for `read`.

    Returns:
        Its articles; their ``source`` is the same on every machine.
    """
    options = ReadOptions(**keywords)
    problems: list[Problem] = []
    files = find_files_in(corpus_folder() / story, f"corpus/{story}", problems)
    _check_use(options, files, [])
    return _reading(_read_files(files, options, problems), options, problems)


def _standard_input(options: ReadOptions) -> SourceFile:
    return SourceFile(Path("stdin"), "stdin", KINDS[options.input_format or "text"])


def _piped(options: ReadOptions) -> BinaryIO:
    """Return what comes in on standard input, so that it can be read twice."""
    return read_stream(sys.stdin.buffer, options, KINDS[options.input_format or "text"].has_many)


def _check_use(options: ReadOptions, files: list[SourceFile], names: list[str]) -> None:
    """Refuse an option that nothing of what was named can heed."""
    if options.input_format and STANDARD_INPUT not in names:
        raise SettingError(
            "--input-format: is for standard input, which is named -; the kind of a file is told "
            "by its suffix"
        )
    if any(file.kind.is_table for file in files) or not files:
        return
    for option, given in {
        "--text-column and the like": options.columns,
        "--date-format": options.date_format,
        "--furniture": options.furniture,
    }.items():
        if given:
            raise SettingError(f"{option}: is for tables, and no table is among the sources")


def _reading(pages: list[Page], options: ReadOptions, problems: list[Problem]) -> Reading:
    articles = make_articles(pages, options, problems)
    if not articles:
        raise NothingReadError(problems)
    by_id = sorted(articles, key=lambda article: article.id)
    return Reading(tuple(by_id), tuple(problems), options)


def _read_files(
    files: list[SourceFile], options: ReadOptions, problems: list[Problem]
) -> list[Page]:
    pages: list[Page] = []
    indexes: dict[Path, Mapping[str, Mapping[str, str]]] = {}
    for file in steps(files, "files"):
        row, found = _row_of(file, indexes)
        problems += found
        pages += _read_file(file, row, options, problems, partial(_open, file, options))
    return pages


def _row_of(
    file: SourceFile, indexes: dict[Path, Mapping[str, Mapping[str, str]]]
) -> tuple[Mapping[str, str], Sequence[Problem]]:
    """Return what the table beside a file says of it; and what is wrong, where it is new."""
    folder = file.path.parent
    found: Sequence[Problem] = ()
    if folder not in indexes:
        indexes[folder], found = read_index(folder, str(PurePath(file.name).parent))
    return indexes[folder].get(file.path.name, {}), found


def _size(file: SourceFile) -> int:
    with suppress(OSError):
        return file.path.stat().st_size
    return 0


def _open(file: SourceFile, options: ReadOptions) -> BinaryIO:
    """Open a file; what can be read only once, such as a named pipe, is read here."""
    content = file.path.open("rb")
    if content.seekable():
        return content
    with content:
        return read_stream(content, options, file.kind.has_many)


def _read_file(
    file: SourceFile,
    row: Mapping[str, str],
    options: ReadOptions,
    problems: list[Problem],
    open_it: Callable[[], BinaryIO],
) -> Iterator[Page]:
    """Read one file; what was read of it before a problem is kept."""
    reader: Reader = import_module(f"framing.readers.{file.kind.module}").read_drafts
    some = False
    before = len(problems)
    try:
        with open_it() as content:
            for draft in reader(content, file.name, options, problems.append):
                metadata = _merged(file, row, draft.metadata)
                by_hand = not file.kind.is_text and bool(row.get("title"))
                kept = replace(draft, title_is="given") if by_hand else draft
                some = True
                yield Page(file, kept, metadata)
    except InputError as error:
        problems.append(Problem(file.name, str(error), getattr(error, "line", None)))
    except OSError as error:
        problems.append(Problem(file.name, f"cannot be read: {error.strerror or error}"))
    except MemoryError:
        problems.append(Problem(file.name, "needs more memory than there is; split it"))
    except RecursionError:
        problems.append(Problem(file.name, "nests too deep to be read; save it anew"))
    if not some and not any(problem.skipped for problem in problems[before:]):
        problems.append(Problem(file.name, "holds no articles"))


def _merged(
    file: SourceFile, row: Mapping[str, str], found: Mapping[str, str]
) -> Mapping[str, str]:
    """Put a row of the index and what the file says together; a person's word goes first."""
    if file.kind.is_text or file.kind.is_table:
        return {**row, **found}
    return {**row, **found, **{key: value for key, value in row.items() if value}}
