"""Web pages: the article, what the page says about itself, encodings, pages that are none."""

from collections.abc import Callable
from pathlib import Path

import pytest

from framing import Article, InputError, Problem
from framing.readers import read
from tests.readers.conftest import problems_of

pytestmark = pytest.mark.usefixtures("here")

WriteArticle = Callable[..., Path]

TITLE = "Rain closes the harbour for a third day"
FIRST = (
    "The ferries lay at anchor on Saturday, and nobody had told the fishermen when they would "
    "sail again. The harbour master said that the gauges stood higher than ever."
)
LAST = (
    "Engineers will look at the sea wall on Monday. “We have no date yet,” said the harbour "
    "master, who has worked at the port for thirty years and does not like to guess."
)
SAVED = f"""<!DOCTYPE html>
<!-- saved from url=(0044)https://www.example.org/news/harbour-rain?a=b -->
<html lang="en-GB"><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8">
<title>{TITLE} | The Sample Coast</title>
<meta property="og:title" content="{TITLE}">
<meta property="og:site_name" content="The Sample Coast">
<meta property="og:url" content="https://www.example.org/news/harbour-rain">
<link rel="stylesheet" href="./Rain_files/style.css">
<script src="./Rain_files/tracker.js"></script>
<script type="application/ld+json">{{"@context": "https://schema.org", "@type": "NewsArticle",
"headline": "{TITLE}", "datePublished": "2024-06-22T09:15:00+05:00",
"author": {{"@type": "Person", "name": "Dana Specimen"}},
"publisher": {{"@type": "Organization", "name": "The Sample Coast"}}}}</script></head>
<body><div id="cookie-banner" class="cookie-consent"><p>We use cookies to improve your experience.
Accept all cookies to go on.</p><button>Accept</button></div>
<header><nav><ul><li><a href="/">Home</a></li><li><a href="/w">Weather</a></li>
<li><a href="/s">Sport</a></li></ul></nav></header>
<main><article><h1>{TITLE}</h1><p class="byline">By Dana Specimen</p>
<p>{FIRST}</p>
<figure><img src="./Rain_files/harbour.jpg" alt="The harbour"></figure>
<h2>What comes next</h2>
<p>{LAST}</p>
<table><tr><th>Day</th><th>Rain</th></tr><tr><td>Friday</td><td>40 mm</td></tr></table>
<script>var notProse = "the tracker";</script></article>
<aside class="related"><h3>Related</h3><ul>
<li><a href="/a">Minister opens a new bridge in the north of the city</a></li>
<li><a href="/b">Ten recipes for a rainy week at home</a></li></ul></aside></main>
<section id="comments" class="comments"><h3>2 comments</h3><p>I miss the ferry.</p></section>
<footer><p>&copy; 2024 The Sample Coast. All rights reserved.</p></footer></body></html>
"""


def _page(body: str, head: str = "") -> str:
    return f"<html><head>{head}</head><body><article>{body}</article></body></html>"


def test_a_saved_page_gives_its_article_and_what_it_says_about_itself(
    write_article: WriteArticle,
) -> None:
    """Navigation, banner, related stories, comments, scripts and foot are not of the article."""
    write_article("Rain.html", SAVED)
    write_article("Rain_files/tracker.js", "var a;")

    reading = read(["."])

    text = f"{TITLE}\n\n{FIRST}\n\nWhat comes next\n\n{LAST}\n\nDay; Rain\n\nFriday; 40 mm"
    (article,) = reading.articles
    assert article == Article(
        id="Rain",
        outlet="The Sample Coast",
        title=TITLE,
        author="Dana Specimen",
        date="2024-06-22",
        url="https://www.example.org/news/harbour-rain",
        language="en-GB",
        source="Rain.html",
        headline=article.headline,
        text=text,
    )
    assert article.headline is not None
    assert text[article.headline.start : article.headline.end] == TITLE
    assert () == reading.problems


def test_a_page_without_metadata_knows_where_it_was_saved_from(write_article: WriteArticle) -> None:
    """The browser writes it into the first line; the outlet is the file's name or the site's."""
    write_article(
        "Rain.htm",
        "<!-- saved from url=(0031)https://www.example.org/news/1/ -->\n"
        + _page(f"<p>{FIRST}</p><p>{LAST}</p>"),
    )

    (article,) = read(["Rain.htm"]).articles

    assert ("https://www.example.org/news/1/", f"{FIRST}\n\n{LAST}") == (article.url, article.text)


def test_the_index_goes_before_what_a_page_says(write_article: WriteArticle) -> None:
    """A person knows better than a program; what the person left empty, the page fills."""
    write_article("index.csv", "file,outlet,date,story\nRain.html,The Coast,,flood\n")
    write_article("Rain.html", SAVED)

    (article,) = read(["."]).articles

    assert ("The Coast", "2024-06-22", "flood") == (article.outlet, article.date, article.story)


def test_a_title_that_only_the_page_knows_leaves_the_first_line_in_the_body(
    write_article: WriteArticle,
) -> None:
    """The title stands above the text, so no section head is taken for it."""
    head = f'<meta property="og:title" content="{TITLE}"><title>{TITLE}</title>'
    write_article("a.html", _page(f"<h2>What comes next</h2><p>{FIRST}</p><p>{LAST}</p>", head))

    (article,) = read(["a.html"]).articles

    assert (TITLE, None) == (article.title, article.headline)
    assert article.text.startswith("What comes next\n\n")


def test_furniture_that_the_extraction_leaves_is_recognised(write_article: WriteArticle) -> None:
    """The rules of texts hold for pages too, and can be switched off."""
    write_article("a.html", _page(f"<p>{FIRST}</p><p>Read more: Ten recipes</p><p>{LAST}</p>"))

    (article,) = read(["a.html"]).articles
    (kept,) = read(["a.html"], keep_furniture=True).articles

    assert ["Read more: Ten recipes"] == [article.text[f.start : f.end] for f in article.furniture]
    assert () == kept.furniture


@pytest.mark.parametrize(
    ("encoding", "declaration"),
    [
        ("utf-8", ""),
        ("utf-8-sig", '<meta charset="iso-8859-1">'),
        ("utf-16", ""),
        ("utf-8", '<meta charset="utf-8">'),
        ("utf-8", "<meta charset='utf-16'>"),
        ("cp1252", '<meta charset="windows-1252">'),
        ("cp1252", '<meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-1">'),
        ("cp1252", "<META CHARSET=latin1>"),
    ],
)
def test_the_encoding_is_that_of_the_mark_or_the_declaration(
    write_article: WriteArticle, encoding: str, declaration: str
) -> None:
    """A page says how it is to be read; curly quotes tell ISO 8859-1 from Windows-1252."""
    page = _page(f"<p>{FIRST}</p><p>{LAST}</p>", declaration)
    write_article("a.html", page.encode(encoding))

    reading = read(["a.html"])

    assert f"{FIRST}\n\n{LAST}" == reading.articles[0].text
    assert () == reading.problems


def test_the_declaration_of_xml_is_heeded(write_article: WriteArticle) -> None:
    """XHTML declares its encoding above the page."""
    page = '<?xml version="1.0" encoding="windows-1252"?>' + _page(f"<p>{FIRST}</p><p>{LAST}</p>")
    write_article("a.xhtml", page.encode("cp1252"))

    assert f"{FIRST}\n\n{LAST}" == read(["a.xhtml"]).articles[0].text


def test_a_guessed_encoding_is_said(write_article: WriteArticle) -> None:
    """No character is guessed silently."""
    write_article("a.html", _page(f"<p>{FIRST}</p><p>{LAST}</p>").encode("cp1252"))

    reading = read(["a.html"])

    assert LAST in reading.articles[0].text
    assert [
        "warning: a.html: is not UTF-8; read as Windows-1252, a guess; if wrong, give --encoding"
    ] == problems_of(reading)


@pytest.mark.parametrize("name", ["klingon", "hex", "zip", "idna", "unicode_escape", "utf-7"])
def test_a_declared_encoding_that_is_none_of_text_is_not_heeded(
    write_article: WriteArticle, name: str
) -> None:
    """Some codecs unpack or unescape; a page must not choose those."""
    write_article("a.html", _page(f"<p>{FIRST}</p>", f'<meta charset="{name}">'))

    reading = read(["a.html"])

    assert FIRST == reading.articles[0].text
    assert [
        f"warning: a.html: says that its encoding is {name!r}, which is none; not heeded"
    ] == problems_of(reading)


def test_a_page_that_breaks_its_declared_encoding_is_named(write_article: WriteArticle) -> None:
    """A byte that means nothing may stand for a word."""
    page = _page(f"<p>{FIRST}</p>\n<p>caf\xe9</p>", '<meta charset="utf-8">')
    write_article("a.html", page.encode("latin-1"))

    with pytest.raises(InputError, match=r"a\.html:2: byte 0xe9 at offset \d+ is not UTF-8"):
        read(["a.html"])


@pytest.mark.parametrize(
    "page",
    [
        "<html><body></body></html>",
        "<p>",
        "no tags",
        "<html><head><title>Rain</title></head><body><script>var a = 1;</script></body></html>",
        "<div>" * 100_000 + "<p>deep</p>" + "</div>" * 100_000,
    ],
    ids=["empty", "one tag", "no tags", "script", "nested"],
)
def test_a_page_without_an_article_is_named(write_article: WriteArticle, page: str) -> None:
    """Nothing is made up, and no page is too odd for a message."""
    write_article("a.html", page)

    with pytest.raises(InputError, match=r"a\.html: no article text found in the page; open it"):
        read(["a.html"])


def test_entities_do_not_expand(write_article: WriteArticle) -> None:
    """A page cannot define words that grow a millionfold."""
    entities = "".join(
        f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "boom "}">' for n in range(10)
    )
    write_article(
        "a.xhtml",
        f"<?xml version='1.0'?><!DOCTYPE html [{entities}]>"
        + _page(f"<p>{FIRST}</p><p>&e9;</p><p>{LAST}</p>"),
    )

    assert len(read(["a.xhtml"]).articles[0].text) < 1_000


def test_mhtml_is_a_page_and_its_address(write_article: WriteArticle) -> None:
    """What Chrome saves as one file, with a frame behind the page."""
    write_article(
        "Rain.mhtml",
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://www.example.org/1\r\n"
        f"Subject: {TITLE}\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="--B"\r\n\r\n'
        "----B\r\nContent-Type: text/html; charset=windows-1252\r\n"
        "Content-Transfer-Encoding: quoted-printable\r\n"
        "Content-Location: https://www.example.org/1\r\n\r\n"
        + _page(f"<p>{FIRST}</p><p>Caf=E9s were closed as well, and =\r\nso were the bars.</p>")
        + "\r\n----B\r\nContent-Type: text/html\r\n\r\n<p>frame</p>\r\n----B--\r\n",
    )

    (article,) = read(["Rain.mhtml"]).articles

    assert f"{FIRST}\n\nCafés were closed as well, and so were the bars." == article.text
    assert "https://www.example.org/1" == article.url


def test_mhtml_without_a_page_is_named(write_article: WriteArticle) -> None:
    """Any text is a message without parts."""
    write_article("a.mht", "Nothing of the kind.")

    with pytest.raises(InputError, match=r"a\.mht: holds no web page; save the page anew"):
        read(["a.mht"])


def test_reading_a_page_does_not_speak(
    write_article: WriteArticle, capfd: pytest.CaptureFixture[str]
) -> None:
    """What went wrong is in the problems; libraries write nothing to the terminal."""
    write_article("a.html", SAVED)
    write_article("b.html", "<p>")

    reading = read(["a.html", "b.html"])

    assert [Problem] == [type(problem) for problem in reading.problems]
    assert ("", "") == capfd.readouterr()


@pytest.mark.parametrize(
    "page",
    [
        "<nav><a href=a>Home</a></nav>",
        "<body><p>Please wait.</p></body>",
        "<body><ul>"
        + "".join(
            f"<li><a href=/{n}>Rain number {n} closes the harbour again</a></li>" for n in "abcd"
        )
        + "</ul></body>",
        "<body>" + "<p><a href=/a>All the news of the day and of the night</a></p>" * 3 + "</body>",
    ],
)
def test_links_and_single_words_are_no_article(write_article: WriteArticle, page: str) -> None:
    """A menu or an overview of other articles would count as one."""
    write_article("a.html", page)

    with pytest.raises(InputError, match=r"a\.html: no article text found in the page"):
        read(["a.html"])


@pytest.mark.parametrize(
    "text", ["Rain fell on the old harbour.", "政府は国境で新たな作戦を発表した。"]
)
def test_one_sentence_is_an_article(write_article: WriteArticle, text: str) -> None:
    """In a script without spaces too."""
    write_article("a.html", f"<meta charset=utf-8><body><article><p>{text}</p></article></body>")

    assert [text] == [article.text for article in read(["a.html"]).articles]
