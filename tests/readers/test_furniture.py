"""Furniture: what is set aside as no prose of the article, and above all what is not."""

import csv
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing import Article, Span
from framing.readers import read
from framing.readers.furniture import recognise_furniture
from framing.readers.headline import find_headline
from framing.scan import find_parts
from framing.words import split_words

with (Path(__file__).parent.parent / "data" / "furniture.csv").open(
    encoding="utf-8", newline=""
) as _file:
    LINES = [(row["line"], row["reason"]) for row in csv.DictReader(_file)]
FURNITURE = [(line, reason) for line, reason in LINES if reason]
PROSE = [line for line, reason in LINES if not reason]

BEFORE = (
    "The harbour was quiet on Sunday, and the ferries lay at anchor.",
    "Nobody had told the fishermen that the crossing would stay shut.",
)
AFTER = "On Monday the ferries sailed again."
ANOTHER = "headline of another story (another heading follows it)"
NO_TEXT = "headline of another story (no text follows it)"
ALONE = "headline of another story (a long title that stands alone)"


def _set_aside(text: str, *, title: str = "", author: str = "") -> list[tuple[str, str]]:
    found = recognise_furniture(text, find_headline(text, title), author)
    return [(text[piece.start : piece.end], piece.reason) for piece in found]


def _page(*lines: str) -> str:
    return "\n".join((*BEFORE, *lines))


# By wording


@pytest.mark.parametrize("follows", [(AFTER,), ()], ids=["inside", "at the end"])
@pytest.mark.parametrize(("line", "reason"), FURNITURE)
def test_furniture_says_itself_what_it_is(line: str, reason: str, follows: tuple[str, ...]) -> None:
    """A line of the table is set aside for its reason."""
    assert (line, reason) in _set_aside(_page(line, *follows))


@pytest.mark.parametrize("follows", [(AFTER,), ()], ids=["inside", "at the end"])
@pytest.mark.parametrize("line", PROSE)
def test_prose_that_resembles_furniture_stays(line: str, follows: tuple[str, ...]) -> None:
    """A phrase must fill its line: what only begins as a button does is prose."""
    assert [] == _set_aside(_page(line, *follows))


def test_the_table_has_every_reason_given_by_wording() -> None:
    """A reason without an example would not be tested."""
    assert {
        "author biography",
        "byline",
        "caption or credit",
        "comment form",
        "copyright notice",
        "date line",
        "editing credit",
        "link to another story",
        "navigation",
        "newsletter or subscription",
        "share or follow links",
    } == {reason for _, reason in FURNITURE}


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (
            "The list stands at https://example.org/a_(b)?c=d, he said.",
            "https://example.org/a_(b)?c=d",
        ),
        ("See www.example.org.", "www.example.org"),
        ("Write to ann.bee+news@example.org.", "ann.bee+news@example.org"),
    ],
)
def test_addresses_are_no_words(text: str, address: str) -> None:
    """Their sentence stays."""
    assert [(address, "web address")] == _set_aside(_page(text, AFTER))


def test_an_address_in_the_headline_stays_headline() -> None:
    """No word is furniture and headline at once."""
    text = "Why www.example.org went dark\n\n" + "\n\n".join(BEFORE)

    assert [] == _set_aside(text, title="Why www.example.org went dark")


def test_a_credit_at_the_end_of_a_long_paragraph_is_cut_from_it() -> None:
    """A caption is short; a long paragraph is prose that ran into one."""
    prose = "The ferries lay at anchor and nobody had told the fishermen. " * 7
    text = _page(f"{prose}Photo: Asad Namoona/AFP", AFTER)

    assert [("Photo: Asad Namoona/AFP", "caption or credit")] == _set_aside(text)


# Headings


def test_a_heading_above_a_heading_is_of_another_story() -> None:
    """It introduces no text of this article; the article's own subhead does."""
    text = _page("Night trains are back in fashion", "What comes next", AFTER)

    assert [("Night trains are back in fashion", ANOTHER)] == _set_aside(text)


def test_a_heading_with_nothing_behind_it_is_of_another_story() -> None:
    """So are those above it."""
    text = _page("Night trains are back in fashion", "Five ways to cook an aubergine")

    assert [
        ("Night trains are back in fashion", ANOTHER),
        ("Five ways to cook an aubergine", NO_TEXT),
    ] == _set_aside(text)


def test_furniture_between_a_heading_and_its_text_does_not_part_them() -> None:
    """A picture or an advertisement may stand below a subhead."""
    text = _page("The ferries sail again", "ADVERTISEMENT", "Photo: Reuters", AFTER)

    assert ["ADVERTISEMENT", "Photo: Reuters"] == [piece for piece, _ in _set_aside(text)]


def test_a_long_foreign_title_that_stands_alone_is_of_another_story() -> None:
    """It is written as titles are and shares no words with the article."""
    title = "Kite Season Opens Early: How Twelve Makers Survive on Paper, Glue and Stubborn Pride"

    assert [(title, ALONE)] == _set_aside(_page(title, AFTER))


@pytest.mark.parametrize(
    "subhead",
    [
        "The long wait of the harbour town",
        "What the Fishermen Were Told on Sunday About the Crossing, Ferries and Harbour",
        "Why did nobody tell the fishermen?",
        "‘We are still waiting’",
        "A second crossing, a third, and then the whole coast in one night of rain",
    ],
)
def test_subheads_stay(subhead: str) -> None:
    """A heading with text behind it is the article's own, unless it speaks of other things."""
    assert [] == _set_aside(_page(subhead, AFTER))


@pytest.mark.parametrize(
    "lines",
    [
        ("At the pier", "Sunday", AFTER),
        ("What we know", "The night of the storm", AFTER),
        ("Is that really all the town can hope for?", "A new ferry", AFTER),
        ("But that is not how the town sees it", "A new ferry", AFTER),
        ("The town has a plan. Nobody has seen it", "A new ferry", AFTER),
        ("We sail at dawn — Harbour Office (@harbour) June 25, 2024", "A new ferry", AFTER),
        ("A new pier for the fishing boats", "But who will pay for it?", AFTER),
    ],
    ids=[
        "short",
        "subhead of a section",
        "question",
        "conjunction",
        "two sentences",
        "quoted post",
        "question below a subhead",
    ],
)
def test_a_heading_that_may_be_prose_stays(lines: tuple[str, ...]) -> None:
    """A full stop is easily lost, and a paragraph may be a question."""
    assert [] == _set_aside(_page(*lines))


@pytest.mark.parametrize("question", ["Quiz: can you name the ferry?", "Can You Name the Ferry?"])
def test_a_question_written_as_a_title_may_be_of_another_story(question: str) -> None:
    """A colon or capitals tell it from a question of the text."""
    assert [(question, ANOTHER)] == _set_aside(_page(question, "A new ferry", AFTER))


@pytest.mark.parametrize(
    "lines",
    [
        ("- a third ferry for the fishing port", "- a longer pier for the fishing port", AFTER),
        ("• a third ferry for the fishing port", "1. A longer pier for the port", AFTER),
        ("— A third ferry for the fishing port", "► A longer pier for the port", AFTER),
        (
            "The town asks for three things:",
            "A third ferry for the fishing port",
            "A longer pier for the fishing port",
            "Repair of the customs house roof",
        ),
        (
            "**The town asks for three things:**",
            "A third ferry for the fishing port",
            "A longer pier for the fishing port",
            AFTER,
        ),
        (
            "A third ferry for the fishing port",
            "A longer pier for the fishing port",
            "Repair of the customs house roof",
            "Lamps along the whole coast road",
            AFTER,
        ),
    ],
    ids=["dashes", "dots and numbers", "signs", "colon, at the end", "colon, in bold", "long run"],
)
def test_lists_stay(lines: tuple[str, ...]) -> None:
    """An entry of a list is no headline, even where the page's bullets were lost."""
    assert [] == _set_aside(_page(*lines))


def test_nothing_is_judged_by_its_place_before_the_text_begins() -> None:
    """Kicker, headline and standfirst are all headings in a row."""
    text = "Harbour life in the north\nThe ferries that never sailed\n" + _page(AFTER)

    assert [] == _set_aside(text, title="The ferries that never sailed")[1:]
    assert [] == [piece for piece in recognise_furniture(text) if piece.start > 0]


# The head of the page, pictures, authors, comments


def test_what_stands_above_the_headline_is_the_head_of_the_page() -> None:
    """A sentence and a standfirst above it stay."""
    text = _page(AFTER)
    head = (
        "The Harbour Gazette",
        "Home World Business Sport Letters Weather",
        "Founded in 1901, and still printing.",
        "As the ferries stay away for a third week, the town turns on its own council",
    )
    headline = "Ferries lie idle as rain goes on"

    assert [
        ("The Harbour Gazette", "navigation"),
        ("Home World Business Sport Letters Weather", "navigation"),
    ] == _set_aside("\n".join((*head, headline, text)), title=headline)


def test_the_description_of_a_picture_stands_directly_above_its_caption() -> None:
    """A section head is shorter; a blank line or a full stop parts the two."""
    description = "Two men in oilskins mend a net beside an upturned boat"
    caption = "The pier on Sunday. Photo: Asad Namoona/AFP"
    expected = [(description, "caption or credit"), (caption, "caption or credit")]

    assert expected == _set_aside(_page(description, caption, AFTER))
    assert expected[1:] == _set_aside(_page(f"{description}.", caption, AFTER))
    assert expected[1:] == _set_aside(_page("Nets and boats", caption, AFTER))
    assert expected[1:] == _set_aside("\n\n".join((*BEFORE, description, caption, AFTER)))


def test_a_known_author_gives_byline_and_biography() -> None:
    """The byline may name a place, an office and a date; the biography stands at the end."""
    text = "\n".join(
        (
            "Ferries lie idle",
            "Ana Ejemplo in Lisbon",
            *BEFORE,
            "Ana Ejemplo was on the pier that night.",
            AFTER,
            "Ana Ejemplo is a reporter of the Harbour Gazette.",
            "Bo Prøve, staff editor, teaches in Porto.",
        )
    )

    assert [
        ("Ana Ejemplo in Lisbon", "byline"),
        ("Ana Ejemplo is a reporter of the Harbour Gazette.", "author biography"),
    ] == _set_aside(text, author="Ana Ejemplo")
    assert [
        ("Ana Ejemplo in Lisbon", "byline"),
        ("Ana Ejemplo is a reporter of the Harbour Gazette.", "author biography"),
        ("Bo Prøve, staff editor, teaches in Porto.", "author biography"),
    ] == _set_aside(text, author="Ana Ejemplo and Bo Prøve")


def test_an_unknown_author_is_known_by_name_and_biography() -> None:
    """A name alone, and a biography that begins with it, at the end of the page."""
    text = "\n".join(
        (
            "Ferries lie idle",
            "Ana Ejemplo in Lisbon",
            *BEFORE,
            AFTER,
            "Ana Ejemplo",
            "Ana Ejemplo writes about harbours for the Gazette.",
        )
    )

    assert [
        ("Ana Ejemplo in Lisbon", "byline"),
        ("Ana Ejemplo", "byline"),
        ("Ana Ejemplo writes about harbours for the Gazette.", "author biography"),
    ] == _set_aside(text)


@pytest.mark.parametrize(
    "lines",
    [
        ("Ana Ejemplo", "Ana Ejemplo is the harbour's master.", *BEFORE, AFTER),
        (
            *BEFORE,
            "Ana Ejemplo",
            "Ana Ejemplo is the harbour's master.",
            "Bo Prøve",
            "Bo Prøve is her deputy.",
        ),
        (*BEFORE, "Ana Ejemplo", "Ana Ejemplo had told nobody, and went home."),
        (*BEFORE, "Coast Guard", "The coast guard is not sure."),
    ],
    ids=["in the text", "several", "no biography", "no name"],
)
def test_people_the_article_is_about_are_no_authors(lines: tuple[str, ...]) -> None:
    """Their names are subheads, and what follows is about them."""
    assert [] == _set_aside("\n".join(lines))


def test_an_author_who_shares_a_name_with_the_news_loses_no_prose() -> None:
    """Correspondents have the names of politicians; only the end of a page is a biography."""
    text = "\n".join(
        (
            *BEFORE,
            "Ana Ejemplo is the mayor of the harbour town.",
            "Ana Ejemplo arrives too late",
            "Ana Ejemplo said nothing.",
            *BEFORE,
            AFTER,
        )
    )

    assert [] == _set_aside(text, author="Ana Ejemplo")


def test_what_follows_the_heading_of_the_comments_is_comments() -> None:
    """In the last half of a page; a button above the text opens nothing."""
    lines = (
        "Comments",
        *BEFORE,
        AFTER,
        "Leave a Reply",
        "Ann says",
        "Nonsense, all of it.",
        "Name *",
    )

    assert [
        (line, "comment form")
        for line in ("Leave a Reply", "Ann says", "Nonsense, all of it.", "Name *")
    ] == _set_aside("\n".join(lines))


# Hard-wrapped texts

WRAPPED = """\
The harbour was quiet on Sunday, and the ferries that had
carried the town's fish for forty years lay at anchor. Nobody
could say who had given the order to
search. It was not the council, and it was not the
coast guard.

On Monday the ferries sailed again, and the men went home to
live.

The council met that night behind closed doors. What it said went to
print.
"""


def test_no_line_of_a_wrapped_sentence_is_furniture() -> None:
    """A word such as "search" or "print" may begin or end a line of prose."""
    assert [] == _set_aside(WRAPPED)
    assert [] == _set_aside(WRAPPED.replace("On Monday", "Share\nthe blame: on Monday"))


def test_lines_at_the_ends_of_a_wrapped_paragraph_are_judged() -> None:
    """A button or a credit may stand against the text without a blank line."""
    text = f"By Ana Ejemplo\nJune 25, 2024\n{WRAPPED}Share this article\nRead more: Rain\n"

    assert [
        ("By Ana Ejemplo", "byline"),
        ("June 25, 2024", "date line"),
        ("Share this article", "share or follow links"),
        ("Read more: Rain", "link to another story"),
    ] == _set_aside(text)


def test_a_byline_within_a_wrapped_sentence_stays() -> None:
    """The author's name may stand at the end or beginning of a line of prose."""
    text = WRAPPED.replace("Nobody\n", "The order came from\nAna Ejemplo\n")

    assert [] == _set_aside(text, author="Ana Ejemplo")


def test_a_paragraph_with_furniture_at_both_ends_still_introduces_text() -> None:
    """The heading above it is not left without text."""
    text = "\n\n".join(
        (
            "\n".join(BEFORE),
            "A third ferry for the fishing port",
            f"By Ana Ejemplo\nThe order came at noon,\nand that was all. {AFTER}\nJune 25, 2024",
        )
    )

    assert [("By Ana Ejemplo", "byline"), ("June 25, 2024", "date line")] == _set_aside(text)


# Headlines


@pytest.mark.parametrize(
    ("text", "title", "headline"),
    [
        (f"Ferries lie idle\n{_page()}", "", "Ferries lie idle"),
        (f"Why do the ferries lie idle?\n{_page()}", "", "Why do the ferries lie idle?"),
        (f"Share\nBy Ana Ejemplo\nFerries lie idle\n{_page()}", "", "Ferries lie idle"),
        (f"Photo: Ana Ejemplo/AFP\nFerries lie idle\n{_page()}", "", "Ferries lie idle"),
        (f"The Gazette\nFerries Lie Idle!\n{_page()}", "Ferries lie idle", "Ferries Lie Idle!"),
        (_page(), "", None),
        (_page(), "Ferries lie idle", None),
        ("Ferries lie idle", "", None),
        ("Ferries lie idle\nNight trains are back", "", None),
        ("Ferries lie idle", "Ferries lie idle", "Ferries lie idle"),
        ("Ferries", "", None),
        ("", "", None),
    ],
)
def test_the_headline_is_the_title_or_the_first_heading(
    text: str, title: str, headline: str | None
) -> None:
    """A line that says itself what it is, and a caption, are none."""
    found = find_headline(text, title)

    assert headline == (None if found is None else text[found.start : found.end])


# Nothing is lost

_WORDS = st.lists(
    st.sampled_from(
        ["rain", "fell", "on", "Kabul", "by", "Photo:", "the", "x/AFP", "(@a)", "www.a.b"]
    )
)
_HEADINGS = st.sampled_from(
    ("Night trains are back in fashion", "What we know", "Comments", "Leave a Reply", "Ana Ejemplo")
)
_A_LINE = st.one_of(
    st.sampled_from([line for line, _ in LINES]),
    st.sampled_from((*BEFORE, AFTER, *WRAPPED.split("\n"))),
    _HEADINGS,
    _WORDS.map(" ".join),
    st.sampled_from(("", "", " ", "\u2028")),
)
_PAGES = st.lists(_A_LINE, max_size=30).map("\n".join)


@given(
    text=_PAGES,
    title=st.one_of(st.just(""), _HEADINGS),
    author=st.sampled_from(("", "Ana Ejemplo")),
)
def test_every_word_is_headline_furniture_or_body(text: str, title: str, author: str) -> None:
    """Each word of a text is in exactly one of the three, whatever the page looks like."""
    headline = find_headline(text, title)
    furniture = recognise_furniture(text, headline, author)
    article = Article(
        id="a",
        outlet="a",
        text=text,
        title=title,
        author=author,
        headline=headline,
        furniture=furniture,
    )
    body = Counter(
        word for part in find_parts(article) if part.part == "body" for word in part.words
    )
    set_aside = [Span(piece.start, piece.end) for piece in furniture]
    set_aside += [] if headline is None else [headline]

    for word in split_words(text):
        touched = sum(span.start < word.end and word.start < span.end for span in set_aside)
        assert 1 == body.pop(word, 0) + touched, word
    assert not body


@given(text=_PAGES, author=st.sampled_from(("", "Ana Ejemplo")))
def test_furniture_is_in_order_and_apart(text: str, author: str) -> None:
    """Its spans hold text and do not overlap, nor reach into the headline."""
    headline = find_headline(text, "")
    furniture = recognise_furniture(text, headline, author)

    ends = [0, *(piece.end for piece in furniture)]
    assert all(
        end <= piece.start < piece.end for end, piece in zip(ends[:-1], furniture, strict=True)
    )
    assert all(text[piece.start : piece.end].strip() for piece in furniture)
    assert headline is None or all(
        piece.end <= headline.start or headline.end <= piece.start for piece in furniture
    )


@pytest.mark.parametrize(
    "piece",
    ["- ", "A/", "a.com/at a.com ", "a@b.", "'A", "Photo: A. ", "By A B, ", "| ", "skip to a "],
)
@pytest.mark.parametrize("start", ["", "Follow us on X ", "Photo by ", "Ana Ejemplo "])
def test_no_text_makes_the_search_endless(start: str, piece: str) -> None:
    """Text comes from anywhere; patterns that can split it in many ways would never end."""
    line = start + piece * 1000 + "!"
    text = _page(line, AFTER, "Ana Ejemplo", line[:300])

    assert all(piece.end <= len(text) for piece in recognise_furniture(text, None, "Ana Ejemplo"))


# Real pages


def test_the_published_articles_are_read_as_people_read_them(published_articles: Path) -> None:
    """What is set aside of each, by reason; people marked the same lines as furniture."""
    found = {
        article.id: sorted(Counter(piece.reason for piece in article.furniture).items())
        for article in read([published_articles]).articles
    }

    assert {
        "1-nabka-news": [(ALONE, 1)],
        "2-security-risks": [("navigation", 2)],
        "3-policy-wire": [
            ("author biography", 1),
            ("byline", 1),
            ("comment form", 2),
            ("navigation", 1),
        ],
        "4-dw": [
            ("author biography", 1),
            ("byline", 1),
            ("caption or credit", 1),
            ("date line", 1),
            ("editing credit", 1),
            (ANOTHER, 4),
            ("navigation", 1),
        ],
        "5-the-truth-international": [],
    } == found
