"""From sources to articles: metadata, ids, problems, and what stands where in the text."""

import io
import random
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

import framing
from framing import Article, Furniture, InputError, Problem, Reading, Span
from framing.readers import read, read_bundled_story
from tests.readers.conftest import problems_of

pytestmark = pytest.mark.usefixtures("here")

WriteArticle = Callable[..., Path]

PROSE = "The ferries lay at anchor.\nNobody had told the fishermen.\n"


@pytest.fixture
def standard_input(monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes], None]:
    """Say what comes in on standard input."""

    def say(content: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(content)))

    return say


def test_a_file_is_an_article(write_article: WriteArticle) -> None:
    """Without metadata, the file's name serves as id and as outlet."""
    write_article("news/North.txt", PROSE)

    assert Reading(
        (Article(id="North", outlet="North", text=PROSE, source="news/North.txt"),)
    ) == read(["news/North.txt"])


def test_front_matter_becomes_metadata(write_article: WriteArticle) -> None:
    """Known columns are attributes, others are kept beside them."""
    write_article(
        "a.md",
        "---\nid: n-1\noutlet: North\ntitle: Rain\nauthor: [Ann, Bob]\ndate: 2024-06-22\n"
        "url: https://example.org\nstory: flood\nlanguage: en\ncountry: no\nsource: elsewhere\n"
        f"---\n{PROSE}",
    )

    (article,) = read(["a.md"]).articles

    assert article == Article(
        id="n-1",
        outlet="North",
        title="Rain",
        author="Ann; Bob",
        date="2024-06-22",
        url="https://example.org",
        story="flood",
        language="en",
        source="a.md",
        metadata={"country": "no"},
        text=PROSE,
    )


def test_the_index_describes_the_files_beside_it(write_article: WriteArticle) -> None:
    """Each folder has its own; an article's own front matter comes first."""
    write_article("news/index.csv", "file,outlet,date,country\na.txt,North,1e5,NO\nb.txt,South,,\n")
    write_article("news/a.txt", PROSE)
    write_article("news/b.txt", f"---\noutlet: East\n---\n{PROSE}")
    write_article("news/deep/a.txt", PROSE)

    articles = read(["news"]).articles

    assert [
        ("b", "East", "", {"country": ""}),
        ("deep/a", "deep/a", "", {}),
        ("news/a", "North", "1e5", {"country": "NO"}),
    ] == [(a.id, a.outlet, a.date, a.metadata) for a in articles]


def test_the_index_serves_a_file_that_is_named(write_article: WriteArticle) -> None:
    """Naming one file of a folder does not lose its metadata."""
    write_article("news/index.csv", "file,outlet\na.txt,North\nb.txt,South\ngone.txt,East\n")
    write_article("news/a.txt", PROSE)
    write_article("news/b.txt", PROSE)

    reading = read(["news/a.txt"])

    assert ["North"] == [article.outlet for article in reading.articles]
    assert [
        "warning: news/index.csv:4: 'gone.txt' is not in the folder; its row is not used"
    ] == problems_of(reading)


def test_one_source_needs_no_list(write_article: WriteArticle) -> None:
    """A string is one source and not a list of letters."""
    path = write_article("a.txt", PROSE)

    assert read(["a.txt"]) == read("a.txt")
    assert read([path]) == read(path)
    assert framing.read is read


def test_what_cannot_be_read_is_skipped_with_its_place(write_article: WriteArticle) -> None:
    """One bad file does not stop the others; each is named with line and reason."""
    write_article("a.txt", PROSE)
    write_article("bytes.txt", "Öne.\n".encode() + b"Two \xe9.\n")
    write_article("nul.txt", b"One.\x00\n")
    write_article("empty.txt", " \n")
    write_article("fence.md", "---\ntitle: Rain\n")
    write_article("yaml.md", "---\ntitle: a: b\n---\nText.")
    write_article("page.html", "<p>Text.")

    reading = read(
        ["a.txt", "bytes.txt", "nul.txt", "empty.txt", "fence.md", "yaml.md", "page.html", "no.txt"]
    )

    assert ["a"] == [article.id for article in reading.articles]
    assert reading.skipped
    assert [
        "skipped: no.txt: no such file or folder; check the spelling and the working folder",
        "skipped: bytes.txt:2: byte 0xe9 at offset 10 is not UTF-8; save the file as UTF-8",
        "skipped: nul.txt:1: is not text (it holds a NUL byte); save the article as plain text",
        "skipped: empty.txt:1: is empty; save the article's text in it, or leave it out",
        "skipped: fence.md:1: front matter begins here and no line --- ends it",
        "skipped: yaml.md:2: front matter: mapping values are not allowed in this context; "
        'quote a value that has ": " in it',
        "skipped: page.html: no article text found in the page; open it in a browser and save "
        "the article as .txt",
    ] == problems_of(reading)


def test_a_warning_skips_nothing(write_article: WriteArticle) -> None:
    """The exit code tells the two apart."""
    write_article("a.md", f"---\nplace: {{town: Oslo}}\nDate: 2024\n---\n{PROSE}")

    reading = read(["a.md"])

    assert not reading.skipped
    assert (
        Problem(
            "a.md",
            "front matter: 'place' is neither a string nor a list of strings; ignored",
            skipped=False,
        ),
    ) == reading.problems
    assert ("2024", {}) == (reading.articles[0].date, reading.articles[0].metadata)


def test_an_empty_outlet_is_the_name_of_the_file(write_article: WriteArticle) -> None:
    """A column that was left empty may be a slip; a column that is not there is none."""
    write_article("index.csv", "file,outlet\nNorth.txt,\nSouth.txt,The South\n")
    write_article("North.txt", PROSE)
    write_article("South.txt", PROSE)

    reading = read(["North.txt", "South.txt"])

    assert ["North", "The South"] == [article.outlet for article in reading.articles]
    assert [
        "warning: North.txt: the outlet is empty; 'North', the file's name, serves"
    ] == problems_of(reading)


@pytest.mark.parametrize(
    ("sources", "message"),
    [
        ([], "no article could be read; no sources given"),
        (
            ["gone.txt", "also-gone.txt"],
            "no article could be read; skipped: gone.txt: no such file or folder; "
            "check the spelling and the working folder",
        ),
        (
            ["empty.txt"],
            "no article could be read; skipped: empty.txt:1: is empty; save the article's text in "
            "it, or leave it out",
        ),
        (
            ["folder"],
            "no article could be read; skipped: folder: no articles in this folder "
            "(.txt, .text, .md, .markdown, "
            ".html, .htm, .xhtml, .xht, .mhtml, .mht, .pdf, .docx)",
        ),
    ],
)
def test_nothing_readable_is_an_error(
    write_article: WriteArticle, tmp_path: Path, sources: list[str], message: str
) -> None:
    """An empty result would look like a result."""
    write_article("empty.txt", "")
    (tmp_path / "folder").mkdir()

    with pytest.raises(InputError) as caught:
        read(sources)

    assert message == str(caught.value)


def test_the_order_of_the_sources_does_not_matter(write_article: WriteArticle) -> None:
    """The same files give the same articles."""
    for name in ("news/a.txt", "news/b.txt", "more/a.txt", "c.txt", "d.txt"):
        write_article(name, f"{PROSE}{name} went on.\n")
    write_article("e.md", f"---\nid: c\n---\n{PROSE}")
    sources = ["news", "more", "c.txt", "d.txt", "e.md", "news/a.txt", "./c.txt", "gone.txt"]
    expected = read(sources)

    for seed in range(20):
        random.Random(seed).shuffle(sources)
        reading = read(sources)
        assert expected.articles == reading.articles
        assert sorted(problems_of(expected)) == sorted(problems_of(reading))


def test_files_of_one_name_get_ids_from_their_folders(write_article: WriteArticle) -> None:
    """As much of the path as it takes, and none where it takes none."""
    for name in ("x/news/a.txt", "y/news/a.txt", "y/more/a.txt", "x/news/b.txt"):
        write_article(name, PROSE)

    articles = read(["x", "y"]).articles

    assert [
        ("b", "x/news/b.txt"),
        ("more/a", "y/more/a.txt"),
        ("x/news/a", "x/news/a.txt"),
        ("y/news/a", "y/news/a.txt"),
    ] == [(article.id, article.source) for article in articles]


def test_files_that_differ_by_suffix_keep_it_in_their_ids(write_article: WriteArticle) -> None:
    """Where the folders do not tell two files apart, the suffix does."""
    write_article("news/a.txt", PROSE)
    write_article("news/a.md", PROSE)

    assert ["news/a.md", "news/a.txt"] == [article.id for article in read(["news"]).articles]


@pytest.mark.parametrize("sources", [["1.md", "2.md"], ["2.md", "1.md"], ["."]])
def test_of_two_articles_with_one_id_the_first_by_name_is_kept(
    write_article: WriteArticle, sources: list[str]
) -> None:
    """An id that was given twice is a slip, and must not depend on the order."""
    write_article("1.md", f"---\nid: flood\noutlet: North\n---\n{PROSE}")
    write_article("2.md", f"---\nid: flood\noutlet: South\n---\n{PROSE}")

    reading = read(sources)

    assert [("flood", "North")] == [(a.id, a.outlet) for a in reading.articles]
    assert [
        "skipped: 2.md: id 'flood' is also that of 1.md; give it one of its own"
    ] == problems_of(reading)
    assert reading.skipped


def test_standard_input_is_one_text(standard_input: Callable[[bytes], None]) -> None:
    """A pipe has no name, so its article has that of the stream."""
    standard_input(b"\xef\xbb\xbf---\r\noutlet: North\r\n---\r\nRain fell.\r\n")

    assert Reading(
        (Article(id="stdin", outlet="North", text="Rain fell.\n", source="stdin"),)
    ) == read(["-"])


def test_standard_input_stands_beside_files(
    standard_input: Callable[[bytes], None], write_article: WriteArticle
) -> None:
    """It is read once, wherever and however often it is named."""
    standard_input(PROSE.encode())
    write_article("a.txt", PROSE)

    assert ["a", "stdin"] == [article.id for article in read(["-", "a.txt", "-"]).articles]


def test_bad_standard_input_is_named(standard_input: Callable[[bytes], None]) -> None:
    """Its problems have a line as those of files have."""
    standard_input(b"One \xc3\xa9.\n\xff\n")

    with pytest.raises(InputError) as caught:
        read(["-"])

    assert (
        "no article could be read; skipped: stdin:2: byte 0xff at offset 8 is not UTF-8; "
        "save the file as UTF-8"
    ) == str(caught.value)


def test_the_first_line_is_the_headline_where_it_is_one(write_article: WriteArticle) -> None:
    """Then it is the title too."""
    write_article("a.txt", f"Rain over the harbour\n\n{PROSE}")

    (article,) = read(["a.txt"]).articles

    assert ("Rain over the harbour", Span(0, 21)) == (article.title, article.headline)


def test_the_title_of_the_metadata_finds_its_line(write_article: WriteArticle) -> None:
    """Below the navigation, in other quotes and another case."""
    text = f"Skip to content\n\nHARBOUR’S RAIN: “More”\n\n{PROSE}"
    write_article("a.md", f"---\ntitle: 'Harbour''s rain: \"more\"'\n---\n{text}")

    (article,) = read(["a.md"]).articles

    assert 'Harbour\'s rain: "more"' == article.title
    assert article.headline is not None
    assert "HARBOUR’S RAIN: “More”" == text[article.headline.start : article.headline.end]
    assert (Furniture(0, 15, "navigation"),) == article.furniture


def test_a_title_that_stands_in_the_metadata_alone_has_no_place(
    write_article: WriteArticle,
) -> None:
    """No line of prose is taken for it."""
    write_article("a.md", f"---\ntitle: Rain\n---\n{PROSE}")

    (article,) = read(["a.md"]).articles

    assert ("Rain", None) == (article.title, article.headline)


def test_a_person_overrules_what_was_recognised(write_article: WriteArticle) -> None:
    """What the front matter sets aside is set aside, what it keeps is kept."""
    text = f"Share\n\n{PROSE}\nRead more: Rain\n\nCopyright 2024 The Gazette\nA last line.\n"
    start = text.index("Copyright")
    end = text.index("A last")
    write_article(
        "a.md",
        f"---\nbody: 0-5\nfurniture:\n- {start + 10}-{end}\n- {end}-{len(text)}\n"
        f"- {start}-{end - 1}\n---\n{text}",
    )

    (article,) = read(["a.md"]).articles

    assert [
        ("Read more: Rain", "link to another story"),
        ("Copyright 2024 The Gazette\n", "listed in the front matter"),
        ("A last line.\n", "listed in the front matter"),
    ] == [(text[piece.start : piece.end], piece.reason) for piece in article.furniture]


def test_a_headline_that_a_person_sets_aside_is_none(write_article: WriteArticle) -> None:
    """No word is furniture and headline at once."""
    write_article("a.md", f"---\nfurniture: 0-12\n---\nSample pages\n{PROSE}")

    (article,) = read(["a.md"]).articles

    assert ("", None) == (article.title, article.headline)
    assert (Furniture(0, 12, "listed in the front matter"),) == article.furniture


def test_furniture_can_be_kept_as_text(write_article: WriteArticle) -> None:
    """What was listed by hand is set aside all the same."""
    write_article("a.md", f"---\nfurniture: 0-5\n---\nShare\nRead more: Rain\n{PROSE}")

    (article,) = read(["a.md"], keep_furniture=True).articles

    assert (Furniture(0, 5, "listed in the front matter"),) == article.furniture


def test_the_bundled_story_has_one_name_everywhere() -> None:
    """Its sources do not say where the package is installed."""
    reading = read_bundled_story()

    assert () == reading.problems
    assert all(a.source.startswith("corpus/azm-e-istehkam/sample-") for a in reading.articles)
    assert any(article.furniture for article in reading.articles)
    assert not any(a.furniture for a in read_bundled_story(keep_furniture=True).articles)


def test_an_unknown_bundled_story_is_an_error() -> None:
    """The message names what was looked for."""
    with pytest.raises(InputError) as caught:
        read_bundled_story("gone")

    assert (
        "no article could be read; skipped: corpus/gone: no articles in this folder "
        "(.txt, .text, .md, .markdown, "
        ".html, .htm, .xhtml, .xht, .mhtml, .mht, .pdf, .docx)"
    ) == str(caught.value)
