"""One article taken apart: headline, paragraphs, words, and where hits stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing import Article, Furniture, Lexicon, Span
from framing.lexicon import Matcher
from framing.scan import Paragraph, count_set_aside_words, find_parts, scan
from framing.words import split_words


def _article(
    text: str,
    *,
    title: str = "",
    headline: Span | None = None,
    furniture: tuple[tuple[int, int], ...] = (),
) -> Article:
    pieces = tuple(Furniture(start, end, "listed") for start, end in furniture)
    return Article(
        id="a", outlet="North", text=text, title=title, headline=headline, furniture=pieces
    )


def _parts(article: Article) -> list[tuple[str, int, list[str]]]:
    return [
        (part.part, part.number, [word.surface for word in part.words])
        for part in find_parts(article)
    ]


def test_every_line_of_prose_is_a_numbered_paragraph() -> None:
    """Numbers count the body's paragraphs from 1, blank lines and signs left out."""
    assert [
        ("body", 1, ["Rain", "fell"]),
        ("body", 2, ["Sun", "came"]),
        ("body", 3, ["Night"]),
    ] == _parts(_article("\nRain fell.\n* * *\n\nSun came.\nNight.\n"))


@pytest.mark.parametrize("text", ["", "\n \n", "...\n— 👍"])
def test_a_text_without_words_has_no_parts(text: str) -> None:
    """There is nothing to count in it."""
    assert [] == _parts(_article(text))


def test_the_headline_comes_first_and_is_no_body() -> None:
    """It has no number, and points into the article's text where it stands there."""
    article = _article("Share\nRain again\nRain fell.", title="Rain", headline=Span(6, 16))

    headline, *body = find_parts(article)

    assert (
        Paragraph(
            "headline", 0, article.text, True, Span(6, 16), tuple(split_words(article.text, 6, 16))
        )
        == headline
    )
    assert [["Share"], ["Rain", "fell"]] == [[w.surface for w in part.words] for part in body]


def test_a_title_of_the_metadata_is_a_headline_of_its_own() -> None:
    """Its offsets point into the title, since it has no place in the text."""
    article = _article("Rain fell.", title="Rain’s return")

    headline, body = find_parts(article)

    assert (
        Paragraph(
            "headline", 0, "Rain’s return", False, Span(0, 13), tuple(split_words("Rain’s return"))
        )
        == headline
    )
    assert (1, True, "Rain fell.") == (body.number, body.in_article, body.text)


def test_furniture_is_left_out() -> None:
    """A paragraph that is all furniture has no number; words inside another one go."""
    text = "Share this\nRain fell (www.rain.org) on us.\nRead more: Sun\nSun came."
    article = _article(text, furniture=((0, 10), (22, 34), (43, 57)))

    assert [
        ("body", 1, ["Rain", "fell", "on", "us"]),
        ("body", 2, ["Sun", "came"]),
    ] == _parts(article)
    assert 8 == count_set_aside_words(article)


def test_a_word_that_furniture_cuts_is_furniture() -> None:
    """A page that ran a credit into the text leaves half a word, which is none."""
    text = "Rain fell on the pastImage: Reuters"
    article = _article(text, furniture=((text.index("Image"), len(text)),))

    assert [("body", 1, ["Rain", "fell", "on", "the"])] == _parts(article)


def test_furniture_between_wrapped_lines_parts_paragraphs() -> None:
    """The lines above and below an advertisement are not one paragraph."""
    text = "rain\nfell on\nADVERTISEMENT\nus all\nday."
    start = text.index("ADV")

    assert [
        ("body", 1, ["rain", "fell", "on"]),
        ("body", 2, ["us", "all", "day"]),
    ] == _parts(_article(text, furniture=((start, start + 13),)))


def test_hits_are_found_in_headline_and_body(lexicon: Lexicon) -> None:
    """Each part comes with its hits, in the order of the text."""
    text = "Rainy days\nNo hit here.\nA storm\u00adcloud? A “storm – cloud”, and sun."
    article = _article(text, headline=Span(0, 10))

    found = [
        (paragraph.part, paragraph.number, text[span.start : span.end])
        for paragraph, hits in scan(article, Matcher(lexicon))
        for span in (paragraph.span_of(hit) for hit in hits)
    ]

    assert [
        ("headline", 0, "Rainy"),
        ("body", 2, "storm – cloud"),
        ("body", 2, "sun"),
    ] == found


def test_parts_without_hits_are_scanned_too(lexicon: Lexicon) -> None:
    """Their words are what rates are of."""
    scanned = list(scan(_article("Nothing.\nRain.", title="None"), Matcher(lexicon)))

    assert [("headline", 0), ("body", 0), ("body", 1)] == [(p.part, len(h)) for p, h in scanned]


def test_a_hit_may_span_what_was_set_aside_inside_its_paragraph(lexicon: Lexicon) -> None:
    """Words are neighbours once the furniture between them is gone; the span covers it."""
    text = "A storm (www.storm.org) cloud."
    article = _article(text, furniture=((9, 22),))

    ((paragraph, hits),) = scan(article, Matcher(lexicon))

    assert [Span(2, 29)] == [paragraph.span_of(hit) for hit in hits]


def test_hits_do_not_cross_paragraphs(lexicon: Lexicon) -> None:
    """The last word of one and the first of the next are no neighbours."""
    scanned = scan(_article("It was a storm.\nCloud came."), Matcher(lexicon))

    assert [[], []] == [hits for _, hits in scanned]


@st.composite
def _articles(draw: st.DrawFn) -> Article:
    text = draw(st.text(alphabet="ab ’.\n", max_size=60))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    spans = [Span(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    headline = draw(st.sampled_from([None, *spans]))
    return _article(
        text,
        headline=headline,
        furniture=tuple((s.start, s.end) for s in spans if s is not headline),
    )


@given(_articles())
def test_each_word_outside_furniture_is_counted_once(article: Article) -> None:
    """Whatever is set aside, the body has the other words, in order."""
    aside = [Span(piece.start, piece.end) for piece in article.furniture]
    aside += [] if article.headline is None else [article.headline]
    expected = [
        word
        for word in split_words(article.text)
        if not any(span.start < word.end and word.start < span.end for span in aside)
    ]

    body = [part for part in find_parts(article) if part.part == "body"]

    assert expected == [word for part in body for word in part.words]
    assert list(range(1, len(body) + 1)) == [part.number for part in body]
