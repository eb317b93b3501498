"""An explanation on a terminal: it fits, it is whole, and no name can harm it."""

import re
from dataclasses import replace

import pytest

import framing
from framing import Article, Explanation, Frame, Lexicon, Pattern
from framing.report.explanation import show_explanation

SKY = Lexicon("sky", tuple(Frame(w, w.title(), (Pattern(w),)) for w in ("rain", "sun")))
HOSTILE = (
    "\x1b[31mred",
    "a\u202eb\u2066c",
    "<script>alert(1)</script>",
    "News, Sport | Weather",
    "two\nlines\tand a tab",
    "an outlet of so long a name that it goes on and on " * 3,
    "averylongname" * 10,
)
UNSAFE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def text_of(rain: int, sun: int) -> str:
    """Return nine paragraphs with so many hits each."""
    words = ["rain"] * rain + ["sun"] * sun + ["town"] * 40 + ["road"] * 40
    return "\n".join([f"{' '.join(words)}."] * 9)


def articles_of(first: str, second: str) -> list[Article]:
    """Return an article of each of two outlets, which lean apart."""
    return [
        Article(id=first, outlet=first, text=text_of(6, 2)),
        Article(id=second, outlet=second, text=text_of(2, 6)),
    ]


def explained(first: str = "A", second: str = "B") -> Explanation:
    """Explain the pair of two outlets of these names."""
    return framing.explain(first, second, articles_of(first, second), SKY, permutations=199)


@pytest.fixture(scope="module")
def sample() -> Explanation:
    """The explanation of two outlets of the sample corpus."""
    names = sorted({row.outlet for row in framing.articles()})
    return framing.explain(names[0], names[1], permutations=199)


@pytest.mark.parametrize("wide", [False, True])
@pytest.mark.parametrize("width", [80, 100])
def test_the_sample_corpus_fits(sample: Explanation, width: int, wide: bool) -> None:
    """No line is longer than the terminal is wide, and none ends in blanks."""
    page = show_explanation(sample, width=width, wide=wide)

    assert width >= max(map(len, page.splitlines()))
    assert page.endswith("\n")
    assert ("WORDS by TF-IDF" in page) == wide
    headings = ("FRAMES that make", "PATTERNS of the", "WORDS, in a frame", "RATES, hits", "SPLIT")
    for heading in (*headings, "EXCERPTS"):
        assert f"\n{heading}" in page


def test_the_page_is_whole(sample: Explanation) -> None:
    """The cautions, the sentence, every frame, and the sums under the tables."""
    page = show_explanation(sample, width=100, wide=False)
    flat = " ".join(page.split())

    for sentence in (*sample.cautions, sample.sentence):
        assert " ".join(sentence.split()) in flat
    assert "UNVALIDATED" in page
    for row in sample.contributions:
        if row.score == "frame_jsd":
            assert re.search(rf"^{row.item} ", page, re.MULTILINE)
    assert 3 == len(re.findall(r"^all  .*\d$", page.split("\nSPLIT")[0], re.MULTILINE))
    assert re.search(r"^\d+ more  ", page, re.MULTILINE)


@pytest.mark.parametrize(
    ("ratio", "q", "shown"),
    [
        (3.14, 0.049, "3.1 times"),
        (98.96, 0.01, "99.0 times"),
        (99.1, 0.01, "more than 99 times"),
        (1e9, 0.01, "more than 99 times"),
        (3.14, 0.05, None),
        (3.14, None, None),
        (None, 0.01, None),
    ],
)
def test_the_ratio_to_halves(ratio: float | None, q: float | None, shown: str | None) -> None:
    """It stands below the sentence of a pair that was detected, and never as a huge number."""
    found = explained()
    page = show_explanation(
        replace(found, pair=replace(found.pair, q=q), self_ratio=ratio), width=100, wide=False
    )
    line = f"\nTheir divergence is {shown} that of random halves of one of the two.\n"

    assert ("random halves" in page) == (shown is not None)
    assert shown is None or line in page


def test_p_are_hints() -> None:
    """That stands once, below the frames, and only where there is a p."""
    note = "p and q in these tables are of this pair alone, q over the rows of a table:"
    page = show_explanation(explained(), width=100, wide=True)
    articles = [Article(id=n, outlet=n, text=f"{n} saw rain and sun.") for n in "AB"]
    short = show_explanation(framing.explain("A", "B", articles, SKY), width=100, wide=True)

    assert 1 == page.count(note) == page.split("\nPATTERNS")[0].count(note)
    assert "FRAMES" in short
    assert note not in short


@pytest.mark.parametrize(("confidence", "misses"), [(0.95, "5 %"), (0.8, "20 %"), (0.999, "0.1 %")])
def test_intervals_of_several_frames(confidence: float, misses: str) -> None:
    """The more intervals, the likelier one of them misses: said where there are several."""
    found = framing.explain("A", "B", articles_of("A", "B"), SKY, confidence=confidence)
    one = replace(found.ratios, rows=found.ratios.rows[:1])
    sentence = (
        f"Each interval is of its frame alone and may miss in {misses} of cases; that one of these "
        "2 misses is more likely."
    )

    flat = " ".join(show_explanation(found, width=80, wide=False).split())
    assert sentence in flat.split("RATES")[1].split("SPLIT")[0]
    alone = show_explanation(replace(found, ratios=one), width=80, wide=False)
    assert "Each interval" not in alone


def test_a_side_without_a_hit() -> None:
    """An excerpt of one side has no counterpart where the other never says it."""
    articles = [
        Article(id="a", outlet="A", text=text_of(4, 0)),
        Article(id="b", outlet="B", text=text_of(0, 4)),
    ]
    page = show_explanation(framing.explain("A", "B", articles, SKY), width=80, wide=False)

    assert page.endswith("\nA: no hit of sun. B: no hit of rain.\n")
    assert "no hit of" not in show_explanation(explained(), width=80, wide=False)


def test_a_small_page() -> None:
    """The tables of two small articles, to the letter."""
    page = show_explanation(explained(), width=100, wide=False)

    assert (
        "FRAMES that make the divergence: shares of all hits, and bits (a = A, b = B)\n"
        "        of a    of b    bits    by chance    beyond     p     q\n"
        "----  ------  ------  ------  -----------  --------  ----  ----\n"
    ) in page
    assert re.search(r"^rain  75\.0 %  25\.0 %    \.094  ", page, re.MULTILINE)
    assert re.search(r"^all                     \.189  ", page, re.MULTILINE)
    assert re.search(r"^mix  +\.\d{3} +100 %", page, re.MULTILINE)
    assert (  # the exact interval of 54 of 72 hits, as odds
        "\n\n"
        "RATES, hits per 1,000 words, and their ratio with its 95 % interval (a = A, b = B)\n"
        "        hits a    hits b    rate a    rate b    a / b      interval\n"
        "----  --------  --------  --------  --------  -------  ------------\n"
        "rain        54        18      68.2      22.7        3    1.7 to 5.4\n"
        "sun         18        54      22.7      68.2     0.33  0.18 to 0.58\n"
        "Each interval is of its frame alone and may miss in 5 % of cases; that one of these 2 "
        "misses is more\n"
        "likely.\n"
        "\n"
        "SPLIT"
    ) in page


@pytest.mark.parametrize(
    ("ratio", "low", "high", "shown"),
    [
        (1.0, 0.5, 2.04, ["1", "0.5 to 2"]),
        (9.96, 9.4, 11.4, ["10", "9.4 to 11"]),
        (0.0123, 0.0, 3.4, ["0.012", "0 to 3.4"]),
        (0.0004, 0.0004, 999.4, ["<0.001", "<0.001 to >999"]),
        (998.7, 12.5, None, ["999", "12 to ∞"]),
        (12_345.6, None, None, [">999", "—"]),
        (None, 0.1, None, ["—", "0.1 to ∞"]),
    ],
)
def test_ratios(
    ratio: float | None, low: float | None, high: float | None, shown: list[str]
) -> None:
    """Two digits, and no more of what is beyond a thousand times than that."""
    found = explained()
    row = replace(found.ratios.rows[0], ratio=ratio, ratio_low=low, ratio_high=high)
    page = show_explanation(
        replace(found, ratios=replace(found.ratios, rows=(row,))), width=80, wide=False
    )
    [line] = re.findall(r"^rain .*$", page.split("RATES")[1].split("SPLIT")[0], re.MULTILINE)

    assert re.split("  +", line)[5:] == shown


def test_why_a_ratio_has_no_interval() -> None:
    """The reason stands below the table, once for all frames that have it."""
    articles = [Article(id=n, outlet=n[0], text=text_of(3, 1)) for n in ("A1", "A2", "B1")]
    alone = show_explanation(
        framing.explain("A", "B", articles, SKY, shared=False), width=80, wide=False
    )
    articles = [Article(id=n, outlet=n, text=text_of(3, 0)) for n in "AB"]
    dry = show_explanation(framing.explain("A", "B", articles, SKY), width=80, wide=False)

    assert "\nrain, sun: a side has one article: no interval.\n" in alone
    assert "\nsun: no hits on either side.\n" in dry
    assert "side has" not in show_explanation(explained(), width=80, wide=False)


@pytest.mark.parametrize("width", [80, 100])
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names(name: str, width: int) -> None:
    """No name reaches the terminal with controls, or makes a line longer than the terminal."""
    page = show_explanation(explained(name, "B"), width=width, wide=True)

    assert not UNSAFE.search(page)
    assert width >= max(map(len, page.splitlines()))


def test_a_hostile_text_and_lexicon() -> None:
    """Words around a hit and patterns come from anybody as well."""
    lexicon = Lexicon(
        "sky",
        (
            Frame("\x1b[1m" + "r" * 90, "Rain", (Pattern("rain \x1b[0m" + "cloud" * 30),)),
            *SKY.frames,
        ),
    )
    text = text_of(3, 1) + "\nA \x1b]0;title\x07 sun \u202eand\x9b rain " + "x" * 300 + "."
    articles = [Article(id=o, outlet=o, text=text) for o in "AB"]
    page = show_explanation(framing.explain("A", "B", articles, lexicon), width=80, wide=True)

    assert not UNSAFE.search(page)
    assert 80 >= max(map(len, page.splitlines()))


def test_names_with_commas_stand_as_others_do() -> None:
    """Where an excerpt is from begins its line, and what it says is set in."""
    page = show_explanation(explained("News, Sport", "B"), width=100, wide=False)
    lines = page.split("EXCERPTS")[1].splitlines()[1:]

    for start in ("News, Sport, rain, News, Sport:0", "B, rain, B:0"):
        assert start in lines
    assert all(line.startswith(("News, Sport, ", "B, ", "    ")) for line in lines)


@pytest.mark.parametrize("text", ["Town and road.", ""])
def test_a_side_with_nothing(text: str) -> None:
    """The page says so, and has no table of what is not defined."""
    articles = [
        Article(id="a", outlet="A", text=text),
        Article(id="b", outlet="B", text=text_of(2, 1)),
    ]
    page = show_explanation(framing.explain("A", "B", articles, SKY), width=80, wide=True)

    assert "A: no hits, so no frame shares" in page
    assert "FRAMES" not in page
    assert ("WORDS, in a frame" in page) == bool(text)
