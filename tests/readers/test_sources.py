"""Sources: files, folders, patterns and what is passed over, refused or missing."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from framing import SettingError
from framing.readers.sources import find_files

KINDS_OF_A_FOLDER = (
    ".txt, .text, .md, .markdown, .html, .htm, .xhtml, .xht, .mhtml, .mht, .pdf, .docx"
)
WriteArticle = Callable[..., Path]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder, so that names in messages are short."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _names(*sources: str | Path) -> list[str]:
    return [file.name for file in find_files(sources)[0]]


def _problems(*sources: str | Path) -> list[str]:
    return [str(problem) for problem in find_files(sources)[1]]


def test_a_file_keeps_the_name_it_was_given(here: Path, write_article: WriteArticle) -> None:
    """Messages and the source column speak of a file as the user does."""
    write_article("a.txt", "Text.")

    assert ["./a.txt"] == _names("./a.txt")
    assert [str(here / "a.txt")] == _names(here / "a.txt")
    assert [] == _problems("./a.txt")


def test_a_named_file_is_read_whatever_its_suffix(here: Path, write_article: WriteArticle) -> None:
    """Who names a file means it, be it a README, hidden, or of an unknown suffix."""
    names = ["README.md", ".hidden.txt", "notes.story", "no-suffix"]
    for name in names:
        write_article(name, "Text.")

    assert names == _names(*names)
    assert [] == _problems(*names)


def test_a_folder_gives_the_texts_of_all_its_folders(
    here: Path, write_article: WriteArticle
) -> None:
    """A corpus may have a folder a story; names are sorted."""
    for name in ("news/b.txt", "news/a.md", "news/deep/er/c.TXT", "news/d.text", "news/e.markdown"):
        write_article(name, "Text.")

    expected = ["news/a.md", "news/b.txt", "news/d.text", "news/deep/er/c.TXT", "news/e.markdown"]

    assert expected == _names("news")
    assert expected == _names("news/")
    assert [] == _problems("news")


def test_metadata_readme_and_hidden_files_of_a_folder_are_no_articles(
    here: Path, write_article: WriteArticle
) -> None:
    """They are passed over without a word."""
    for name in (
        "news/a.txt",
        "news/index.csv",
        "news/INDEX.CSV",
        "news/README",
        "news/readme.md",
        "news/README.txt",
        "news/.hidden.txt",
        "news/.cache/b.txt",
        "news/deep/.cache/c.pdf",
    ):
        write_article(name, "Text.")

    assert ["news/a.txt"] == _names("news")
    assert [] == _problems("news")


def test_a_hidden_folder_that_is_named_is_read(here: Path, write_article: WriteArticle) -> None:
    """What counts is what is hidden inside the folder."""
    write_article(".news/a.txt", "Text.")

    assert [".news/a.txt"] == _names(".news")


def test_other_files_of_a_folder_are_counted_by_suffix(
    here: Path, write_article: WriteArticle
) -> None:
    """What was passed over in a folder is said, since the user may have expected otherwise."""
    for name in ("news/a.txt", "news/b.png", "news/c.PNG", "news/d.xlsx", "news/deep/Makefile"):
        write_article(name, "Text.")

    assert [
        "warning: news: 4 files were passed over (2 with .png, 1 with .xlsx, 1 with no suffix); "
        f"in a folder, {KINDS_OF_A_FOLDER} are read"
    ] == _problems("news")


def test_one_other_file_of_a_folder_is_singular(here: Path, write_article: WriteArticle) -> None:
    """The sentence agrees with its number."""
    write_article("news/a.txt", "Text.")
    write_article("news/b.png", "Text.")

    assert [
        "warning: news: 1 file was passed over (1 with .png); "
        f"in a folder, {KINDS_OF_A_FOLDER} are read"
    ] == _problems("news")


def test_a_table_of_a_folder_is_passed_over_and_the_way_to_read_it_is_said(
    here: Path, write_article: WriteArticle
) -> None:
    """It may be a result that was put beside the articles."""
    write_article("news/a.txt", "Text.")
    write_article("news/out.csv", "text\nText.\n")

    assert ["news/a.txt"] == _names("news")
    assert [
        "warning: news: 1 file was passed over (1 with .csv); "
        f"in a folder, {KINDS_OF_A_FOLDER} are read; a table is read where it is named itself"
    ] == _problems("news")
    assert ["news/a.txt", "news/out.csv"] == _names("news/*")


def test_pages_and_documents_of_a_folder_are_articles(
    here: Path, write_article: WriteArticle
) -> None:
    """A folder of saved pages is a corpus too."""
    names = ["news/a.htm", "news/b.HTML", "news/c.mhtml", "news/d.pdf", "news/deep/e.docx"]
    for name in names:
        write_article(name, "Text.")

    assert names == _names("news")


def test_what_a_browser_saved_with_a_page_is_no_article(
    here: Path, write_article: WriteArticle
) -> None:
    """Frames of advertisements are pages too."""
    for name in ("Rain.html", "Rain_files/frame.html", "Rain_files/deep/a.txt", "Rain_files/a.js"):
        write_article(f"news/{name}", "Text.")

    assert ["news/Rain.html"] == _names("news")
    assert [] == _problems("news")


def test_a_folder_that_only_looks_like_that_of_a_page_is_named(
    here: Path, write_article: WriteArticle
) -> None:
    """Nothing is passed over without a word, and the user's word goes first."""
    write_article("news/a.txt", "Text.")
    write_article("news/my_files/b.txt", "Text.")

    assert ["news/a.txt"] == _names("news")
    assert [
        "warning: news/my_files: is passed over as the folder of a saved page; "
        "name it to have it read"
    ] == _problems("news")
    assert ["news/my_files/b.txt"] == _names("news/my_files")


def test_a_folder_without_articles_is_skipped(here: Path) -> None:
    """An empty folder is no silent success."""
    (here / "news").mkdir()

    assert [] == _names("news")
    assert [f"skipped: news: no articles in this folder ({KINDS_OF_A_FOLDER})"] == _problems("news")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("a.xlsx", "is a spreadsheet, which is not read; save the table as .csv"),
        ("a.DOC", "is an old Word document, which is not read; save it as .docx"),
        ("a.rtf", "is a document of a word processor, which is not read; save it as .docx"),
        ("a.zip", "is an archive, which is not read; unpack it and name the folder"),
        ("a.csv.gz", "is an archive, which is not read; unpack it and name the files"),
    ],
)
def test_files_whose_text_is_not_their_content_are_refused(
    here: Path, write_article: WriteArticle, name: str, message: str
) -> None:
    """The words of a document's source are not the words of the article."""
    write_article(name, "Text.")

    assert [] == _names(name)
    assert [f"skipped: {name}: {message}"] == _problems(name)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.txt", "text"),
        ("a.MD", "text"),
        ("a.story", "text"),
        ("a.htm", "html"),
        ("a.XHTML", "html"),
        ("a.mht", "mhtml"),
        ("a.pdf", "pdf"),
        ("v1.2.docx", "docx"),
        ("a.csv", "csv"),
        ("index.csv", "csv"),
        ("a.tab", "tsv"),
        ("a.ndjson", "jsonl"),
        ("a.json", "json"),
        ("a.parquet", "parquet"),
        ("a.warc", "warc"),
        ("a.b.warc.GZ", "warc"),
    ],
)
def test_the_suffix_tells_the_kind(
    here: Path, write_article: WriteArticle, name: str, kind: str
) -> None:
    """A suffix that is no kind's is that of a text."""
    write_article(name, "Text.")

    assert [kind] == [file.kind.name for file in find_files([name])[0]]


def test_a_pattern_gives_what_matches_sorted(here: Path, write_article: WriteArticle) -> None:
    """Patterns that the shell did not expand work the same everywhere."""
    for name in ("news/b.txt", "news/a.txt", "news/.c.txt", "news/deep/d.txt", "news/e.md"):
        write_article(name, "Text.")

    assert ["news/a.txt", "news/b.txt"] == _names("news/*.txt")
    assert ["news/a.txt", "news/b.txt"] == _names("news/[ab].txt")
    assert ["news/a.txt", "news/b.txt", "news/deep/d.txt"] == _names("news/**/*.txt")
    assert ["news/deep/d.txt"] == _names("*/deep")
    assert [str(here / "news/a.txt")] == _names(here / "news" / "?.txt")[:1]


def test_a_pattern_passes_over_metadata_and_refuses_spreadsheets(
    here: Path, write_article: WriteArticle
) -> None:
    """What a pattern matches was named, apart from the files that every corpus has."""
    for name in ("news/a.txt", "news/index.csv", "news/README.md", "news/b.xls"):
        write_article(name, "Text.")

    assert ["news/a.txt"] == _names("news/*")
    assert [
        "skipped: news/b.xls: is a spreadsheet, which is not read; save the table as .csv"
    ] == _problems("news/*")


def test_a_pattern_that_matches_a_file_and_its_folder_names_it_once(
    here: Path, write_article: WriteArticle
) -> None:
    """One pattern is one source, so nothing was named twice."""
    write_article("news/deep/a.txt", "Text.")

    assert ["news/deep/a.txt"] == _names("news/**")
    assert [] == _problems("news/**")


@pytest.mark.parametrize("name", ["what?.txt", "[draft] one.txt", "a*b.txt"])
def test_a_file_may_have_the_characters_of_a_pattern_in_its_name(
    here: Path, write_article: WriteArticle, name: str
) -> None:
    """A name that exists is that file."""
    write_article(name, "Text.")
    write_article("whats.txt", "Text.")

    assert [name] == _names(name)
    assert [] == _problems(name)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("gone.txt", "no such file or folder; check the spelling and the working folder"),
        ("gone/*.txt", "pattern matches nothing; check the spelling and the working folder"),
    ],
)
def test_what_is_not_there_is_skipped(here: Path, source: str, message: str) -> None:
    """A slip in a name is a message, not an empty result."""
    assert [] == _names(source)
    assert [f"skipped: {source}: {message}"] == _problems(source)


@pytest.mark.parametrize("text", ["Rain fell. " * 90, "Rain fell.\nSun came.", "What?\nRain."])
def test_a_text_that_is_given_as_a_name_is_shown_in_part(here: Path, text: str) -> None:
    """With what to do; a whole article in a message would bury it."""
    (problem,) = find_files([text])[1]

    assert 300 >= len(problem.source) + len(problem.message)
    assert "\n" not in problem.source
    assert problem.message.endswith("; is this a text? give {'text': ...}")


def test_an_empty_name_is_refused(here: Path, write_article: WriteArticle) -> None:
    """A variable of a shell script that is not set must not read the working folder."""
    write_article("a.txt", "Text.")

    with pytest.raises(SettingError, match=r"^an empty name is no source; the working folder is"):
        find_files([""])
    assert ["a.txt"] == _names(".")


def test_a_locked_folder_is_told_once(
    here: Path, write_article: WriteArticle, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether it has articles is not known."""
    write_article("news/a.txt", "Text.")

    def walk(folder: Path, onerror: Callable[[OSError], None]) -> list[object]:
        onerror(PermissionError(13, "Permission denied", str(folder)))
        return []

    monkeypatch.setattr(os, "walk", walk)

    assert ["skipped: news: cannot be read: Permission denied"] == _problems("news")


@pytest.mark.parametrize(
    "sources",
    [("a.txt", "a.txt"), ("news", "news/b.txt"), ("news/b.txt", "news"), ("news/*", "news")],
)
def test_a_file_named_twice_is_read_once(
    here: Path, write_article: WriteArticle, sources: tuple[str, str]
) -> None:
    """Counting an article twice would count its words twice."""
    write_article("a.txt", "Text.")
    write_article("news/b.txt", "Text.")
    file = "a.txt" if sources[0] == "a.txt" else "news/b.txt"

    assert [file] == _names(*sources)
    assert [f"warning: {file}: is named twice and read once"] == _problems(*sources)


def test_the_same_file_under_two_names_is_one(here: Path, write_article: WriteArticle) -> None:
    """A link or a roundabout path is the same article, under the same name in any order."""
    path = write_article("news/a.txt", "Text.")
    (here / "link.txt").symlink_to(path)
    sources = ["news/a.txt", "./news/a.txt", "link.txt", "news"]

    assert ["./news/a.txt"] == _names(*sources)
    assert ["./news/a.txt"] == _names(*reversed(sources))


def test_a_name_that_is_not_utf8_can_be_written(here: Path) -> None:
    """A strange byte in a file's name does not stop the run when the result is written."""
    (here / "news").mkdir()
    with open(os.fsencode(here) + b"/news/caf\xe9.txt", "wb") as file:  # noqa: PTH123
        file.write(b"Text.")

    files, problems = find_files(["news"])

    assert ["news/caf\ufffd.txt"] == [file.name for file in files]
    assert b"Text." == files[0].path.read_bytes()
    assert [] == problems
