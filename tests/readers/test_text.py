"""Plain text: encodings, line ends, front matter."""

import pytest

from framing import InputError, Span
from framing.readers.encodings import decode
from framing.readers.text import PageText, split_front_matter


def _error_of(content: bytes) -> tuple[str, int]:
    with pytest.raises(InputError) as caught:
        split_front_matter(decode(content).text)
    return str(caught.value), getattr(caught.value, "line", 0)


@pytest.mark.parametrize(
    "content",
    [
        "Zürich\nرات\n".encode(),
        b"\xef\xbb\xbf" + "Zürich\nرات\n".encode(),
        "\ufeffZürich\nرات\n".encode("utf-16-le"),
        "\ufeffZürich\nرات\n".encode("utf-16-be"),
        "\ufeffZürich\nرات\n".encode("utf-32-le"),
        "\ufeffZürich\nرات\n".encode("utf-32-be"),
        "Zürich\r\nرات\r\n".encode(),
        "Zürich\rرات\r".encode(),
    ],
    ids=[
        "UTF-8",
        "UTF-8 with mark",
        "UTF-16 LE",
        "UTF-16 BE",
        "UTF-32 LE",
        "UTF-32 BE",
        "CRLF",
        "CR",
    ],
)
def test_a_text_is_the_same_however_it_was_saved(content: bytes) -> None:
    """Offsets must not depend on the editor that saved a file."""
    assert decode(content).text == "Zürich\nرات\n"


@pytest.mark.parametrize(
    ("content", "message", "line"),
    [
        (
            b"One \xc3\xa9.\nTwo caf\xe9.\n",
            "byte 0xe9 at offset 15 is not UTF-8; save the file as UTF-8",
            2,
        ),
        (
            b"\xef\xbb\xbfOne.\r\nTwo.\r\n\x92",
            "byte 0x92 at offset 15 is not UTF-8; save the file as UTF-8",
            3,
        ),
        (
            b"\xff\xfeO\x00n\x00\n\x00e",
            "byte 0x65 at offset 8 is not UTF-16; save the file as UTF-8",
            2,
        ),
        (
            b"One.\nTwo\x00.\n",
            "is not text (it holds a NUL byte); save the article as plain text",
            2,
        ),
        (
            "One.\nTwo.\n".encode("utf-16-le"),
            "is not text (it holds a NUL byte); save the article as plain text",
            1,
        ),
        (b"", "is empty; save the article's text in it, or leave it out", 1),
        (b"\xef\xbb\xbf", "is empty; save the article's text in it, or leave it out", 1),
        (b" \r\n\t\n\xe2\x80\x83", "is empty; save the article's text in it, or leave it out", 1),
    ],
    ids=[
        "bad byte",
        "bad byte behind a mark",
        "half a UTF-16 character",
        "NUL",
        "UTF-16 without a mark",
        "empty",
        "a mark alone",
        "white space alone",
    ],
)
def test_what_is_not_text_is_refused_with_its_line(content: bytes, message: str, line: int) -> None:
    """No character is guessed or left out."""
    assert (message, line) == _error_of(content)


def test_a_text_without_front_matter_is_all_text() -> None:
    """A rule of dashes further down is no front matter."""
    text = "Headline\n---\ntitle: no\n---\nText."

    assert PageText(text, {}) == split_front_matter(text)


@pytest.mark.parametrize("end", ["---", "...", "---  "])
def test_front_matter_is_parted_from_the_text(end: str) -> None:
    """The text begins behind the line that closes it, blank lines included."""
    page = split_front_matter(f"---\nOutlet: North\ntitle: 'Rain: more'\nempty:\n{end}\n\nText.\n")

    assert PageText("\nText.\n", {"outlet": "North", "title": "Rain: more", "empty": ""}) == page


@pytest.mark.parametrize("value", ["0", "no", "null", "2024-06-22", "1e5", "007", "1_000", "0x1F"])
def test_values_stay_as_they_are_written(value: str) -> None:
    """YAML's numbers, dates and truth values are words here."""
    assert {"story": value} == split_front_matter(f"---\nstory: {value}\n---\nText.").metadata


def test_lists_of_strings_are_joined() -> None:
    """Two authors are one value."""
    page = split_front_matter("---\nauthor: [Ann, Bob]\ntags:\n- 1\n- two\nnone: []\n---\nText.")

    assert {"author": "Ann; Bob", "tags": "1; two", "none": ""} == page.metadata
    assert () == page.ignored


def test_nested_values_are_ignored_by_name() -> None:
    """They have no place in a table; the caller warns of them."""
    page = split_front_matter(
        "---\ntitle: Rain\nMap: {a: b}\nlist: [a, [b]]\npairs:\n- {a: b}\n---\nText."
    )

    assert {"title": "Rain"} == page.metadata
    assert ("Map", "list", "pairs") == page.ignored


@pytest.mark.parametrize("content", ["", "\n", "# a comment\n"])
def test_front_matter_may_be_empty(content: str) -> None:
    """Nothing is said, and nothing is wrong."""
    assert PageText("Text.", {}) == split_front_matter(f"---\n{content}---\nText.")


def test_front_matter_lists_spans() -> None:
    """A person's word on what is furniture and what is not, in characters of the text."""
    page = split_front_matter(
        "---\nfurniture: [0-4, ' 6 - 7 ']\nbody: 8-10\ntitle: Rain\n---\n0123456789"
    )

    assert (Span(0, 4), Span(6, 7)) == page.furniture
    assert (Span(8, 10),) == page.body
    assert {"title": "Rain"} == page.metadata


def test_spans_count_the_text_behind_the_front_matter() -> None:
    """A span may reach to the last character and no further."""
    page = split_front_matter("---\nfurniture: [0-5]\n---\n\nText")

    assert (Span(0, 5),) == page.furniture
    assert 5 == len(page.text)


_NOT_A_SPAN = "is a list of spans such as 0-57, in characters"


@pytest.mark.parametrize(
    ("front_matter", "message", "line"),
    [
        ("furniture:", f"front matter: 'furniture' {_NOT_A_SPAN}", 2),
        ("furniture: all", f"front matter: 'furniture' {_NOT_A_SPAN}", 2),
        ("title: a\nbody:\n- 0-4\n- 4", f"front matter: 'body' {_NOT_A_SPAN}", 5),
        ("body: [-4-8]", f"front matter: 'body' {_NOT_A_SPAN}", 2),
        ("body: {0: 4}", f"front matter: 'body' {_NOT_A_SPAN}", 2),
        (f"body: 0-{'9' * 5000}", f"front matter: 'body' {_NOT_A_SPAN}", 2),
        (
            "furniture:\n- 0-4\n- 2-6",
            "front matter: span 2-6 of 'furniture' does not lie in the text, "
            "which has 5 characters",
            4,
        ),
        (
            "furniture: [3-3]",
            "front matter: span 3-3 of 'furniture' does not lie in the text, "
            "which has 5 characters",
            2,
        ),
        (
            "body: [4-3]",
            "front matter: span 4-3 of 'body' does not lie in the text, which has 5 characters",
            2,
        ),
    ],
)
def test_a_bad_span_is_refused_with_its_line(front_matter: str, message: str, line: int) -> None:
    """A span that is not what its author meant would move words in or out of the counts."""
    assert (message, line) == _error_of(f"---\n{front_matter}\n---\nText.".encode())


@pytest.mark.parametrize(
    ("content", "message", "line"),
    [
        ("---\ntitle: Rain\nText.", "front matter begins here and no line --- ends it", 1),
        ("---", "front matter begins here and no line --- ends it", 1),
        ("---\ntitle: Rain\n---\n \n", "has front matter and no text behind it", 3),
        ("---\ntitle: Rain\n---", "has front matter and no text behind it", 3),
        ("---\n- a\n- b\n---\nText.", "front matter is not a list of 'key: value' lines", 2),
        ("---\n\nRain\n---\nText.", "front matter is not a list of 'key: value' lines", 3),
        (
            "---\ntitle: a\ntitle: b\n---\nText.",
            "front matter: 'title' is given twice",
            3,
        ),
        (
            "---\ntitle: a\noutlet: b\nTitle: c\n---\nText.",
            "front matter: 'title' is given twice",
            4,
        ),
        (
            "---\nbody: 0-2\nBody: 2-4\n---\nText.",
            "front matter: 'body' is given twice",
            3,
        ),
        (
            "---\ntitle: Rain: more\n---\nText.",
            "front matter: mapping values are not allowed in this context; "
            'quote a value that has ": " in it',
            2,
        ),
        (
            "---\noutlet: a\ntitle: 'Rain\nurl: b\n---\nText.",
            "front matter: found unexpected end of stream",
            4,
        ),
        (
            "---\ntitle: &a Rain\nstory: *a\n---\nText.",
            "front matter: aliases (*name) are not read; write the value out, or quote a leading *",
            3,
        ),
    ],
)
def test_bad_front_matter_is_refused_with_its_line(content: str, message: str, line: int) -> None:
    """The line is that of the file, where the user looks for it."""
    assert (message, line) == _error_of(content.encode())
