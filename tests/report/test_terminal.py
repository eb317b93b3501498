"""A comparison on a terminal: it fits, it is whole, and no name can harm it."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import framing
from framing import Article, Comparison, Frame, Lexicon, Pattern
from framing.report.terminal import MOST_PAIRS, WIDEST, show_comparison

SKY = Lexicon(
    "sky", (Frame("rain", "Rain", (Pattern("rain"),)), Frame("sun", "Sun", (Pattern("sun"),)))
)
TEXTS = ("Rain, rain and sun.", "Sun and a day in town.", "No weather at all.")


def comparison_of(names: Sequence[str], lexicon: Lexicon = SKY) -> Comparison:
    """Compare an article of each outlet."""
    articles = [
        Article(id=f"a{i:03}", outlet=name, text=TEXTS[i % 3]) for i, name in enumerate(names)
    ]
    return framing.compare(articles, lexicon)


def table_lines(page: str) -> list[str]:
    """Return the lines of the page that are of tables: from a head to a blank line or a text."""
    lines = page.split("\n")
    rules = [i for i, line in enumerate(lines) if re.fullmatch(r"-+( +-+)+", line)]
    found = []
    for rule in rules:
        found += lines[rule - 1 : rule + 1]
        for line in lines[rule + 1 :]:
            if not re.search(r"(\d|—)( %|\))?$", line):
                break
            found.append(line)
    return found


@pytest.fixture(scope="module")
def sample() -> Comparison:
    """The comparison of the sample corpus."""
    return framing.compare()


def test_a_page(articles: tuple[Article, ...], lexicon: Lexicon) -> None:
    """The whole page of three small articles."""
    page = show_comparison(framing.compare(articles, lexicon), sources="weather/")

    assert page == (
        "Lexicon weather 1, UNVALIDATED. Numbers show lexicon-defined emphasis, not bias.\n"
        "One of 2 groups has one article: there the numbers are that article's and say nothing "
        "about its\n"
        "outlet.\n"
        "\n"
        "EMPHASIS: hits per 1,000 words (hits)\n"
        "         words       Rain        Sun\n"
        "-----  -------  ---------  ---------\n"
        "North        9  333.3 (3)  111.1 (1)\n"
        "South       15   66.7 (1)  133.3 (2)\n"
        "\n"
        "DIVERGENCE: attention that would have to move between frames, and Jensen-Shannon bits\n"
        "                 moves    bits\n"
        "-------------  -------  ------\n"
        "North / South     50 %    0.19\n"
        "Chance alone moves attention too: two short texts from one source do not score 0. These "
        "divergences\n"
        "come without their chance level; a small one is not a finding.\n"
        "\n"
        "Words behind the numbers: framing evidence weather/\n"
    )


def test_the_sample_corpus_fits_a_screen(sample: Comparison) -> None:
    """Five outlets take at most 100 columns and 45 lines."""
    lines = show_comparison(sample).splitlines()

    assert len(lines) <= 45
    assert max(map(len, lines)) <= 100


def test_published_articles_fit_a_screen(published_articles: Path) -> None:
    """So do five published articles, whose names are shorter."""
    page = show_comparison(framing.compare(published_articles), sources=str(published_articles))
    lines = page.splitlines()

    assert len(lines) <= 45
    assert max(map(len, table_lines(page))) <= 100


@pytest.mark.parametrize("wide", [False, True], ids=["short", "wide"])
@pytest.mark.parametrize("width", [100, 1000])
def test_no_line_is_wider_than_a_page(sample: Comparison, width: int, wide: bool) -> None:
    """However wide the terminal, and with every measure, a line has at most 100 columns."""
    lines = show_comparison(sample, width=width, wide=wide).splitlines()

    assert max(map(len, lines)) <= WIDEST


@pytest.mark.parametrize("width", [40, 50, 60, 80])
def test_narrow_terminals(sample: Comparison, width: int) -> None:
    """On a narrow terminal names are shortened, and frames stand in several tables."""
    page = show_comparison(sample, width=width)

    assert max(map(len, table_lines(page))) <= width
    for label in ("China", "Opposition", "Afghanistan", "Security"):
        assert label in page
    *prose, _blank, set_aside, words_behind = page.splitlines()
    assert max(map(len, prose)) <= width
    assert set_aside.startswith("Set aside:")
    assert words_behind.startswith("Words behind the numbers:")


def test_every_measure_on_a_terminal_of_80_columns(sample: Comparison) -> None:
    """With every measure, 80 columns are enough."""
    page = show_comparison(sample, width=80, wide=True)

    assert max(map(len, table_lines(page))) <= 80
    for title in ("EMPHASIS:", "SHARE", "COVERAGE:", "TF-IDF-WEIGHTED", "DIVERGENCE:"):
        assert f"\n{title}" in page
    for head in ("Morisita", "cosine", "hits"):
        assert head in page


@pytest.mark.parametrize("width", [40, 60, 80, 100])
@pytest.mark.parametrize("frames", [1, 2, 12])
def test_many_frames_stand_in_several_tables(frames: int, width: int) -> None:
    """Frames that do not fit beside each other are dealt to tables, each of them once."""
    lexicon = Lexicon(
        "many",
        tuple(Frame(f"f{i}", f"Frame number {i:02}", (Pattern(f"w{i}"),)) for i in range(frames)),
    )
    page = show_comparison(comparison_of(["North", "South"], lexicon), width=width)
    labels = re.findall(r"Frame number (\d\d)", page)

    assert labels == [f"{i:02}" for i in range(frames)]
    assert max(map(len, table_lines(page))) <= width
    assert page.count("EMPHASIS: ") >= frames * len("Frame number 00  ") / width


def test_names_are_shown_whole_where_there_is_room() -> None:
    """A name is not shortened as long as its line fits."""
    name = "The Very Long Name of an Outlet That Fits"
    page = show_comparison(comparison_of([name, "North"]), width=100)

    assert page.count(name) == 2
    assert "…" not in page


def test_long_names_are_shortened() -> None:
    """A name that does not fit ends in an ellipsis, and its numbers stand beside it."""
    page = show_comparison(comparison_of(["N" * 200, "South"]), width=60)

    assert max(map(len, table_lines(page))) <= 60
    assert re.search(r"^N+…  +4 +500\.0 \(2\) +250\.0 \(1\)$", page, re.MULTILINE)


def test_a_hundred_groups() -> None:
    """Of 4,950 pairs the 45 most divergent are shown, and where the others are."""
    result = comparison_of([f"Outlet {i:03}" for i in range(100)])
    page = show_comparison(result)
    shown = re.findall(r"^(Outlet \d+) / (Outlet \d+) +(\d+) %", page, re.MULTILINE)
    largest = sorted((row.total_variation or 0 for row in result.pairs), reverse=True)

    assert len(shown) == MOST_PAIRS == 45
    assert "Shown are the 45 most divergent; framing pairs has 4,905 more." in page
    assert [int(moved) for _, _, moved in shown] == [round(100 * x) for x in largest[:45]]
    assert len(re.findall(r"^Outlet \d+ +\d+ ", page, re.MULTILINE)) == 100


def test_ten_groups_are_all_shown() -> None:
    """All pairs of ten groups are shown, in the order of their names."""
    page = show_comparison(comparison_of([f"Outlet {i}" for i in range(10)]))
    shown = re.findall(r"^(Outlet \d) / (Outlet \d) ", page, re.MULTILINE)

    assert len(shown) == 45
    assert shown == sorted(shown)
    assert "most divergent" not in page


def test_one_group() -> None:
    """With one group there is a table of emphasis, and a sentence in place of the pairs."""
    page = show_comparison(comparison_of(["North"]))

    assert "DIVERGENCE" not in page
    assert "There is one outlet only, so there is no pair to compare." in page


def test_undefined_is_a_dash() -> None:
    """What is undefined is a dash in every table, never a 0."""
    articles = [Article(id="a", outlet="A", text=""), Article(id="b", outlet="B", text="Rain.")]
    page = show_comparison(framing.compare(articles, SKY), wide=True)
    rows = re.findall(r"^A +0 .*$", page, re.MULTILINE)

    assert [re.split("  +", row) for row in rows] == [
        ["A", "0", "— (0)", "— (0)"],
        ["A", "0", "—", "—"],
        ["A", "0", "—", "—"],
        ["A", "0", "—", "—"],
    ]
    assert re.search(r"^A / B +— +— +— +— +0 / 1$", page, re.MULTILINE)


def test_ways_on() -> None:
    """The page ends with the commands that lead on, whole and ready to be copied."""
    text = "Read more: rain\n\nRain in town."
    furniture = (framing.Furniture(0, 15, "link"),)
    article = Article(id="a", outlet="A", text=text, furniture=furniture)
    sources = "'a folder'/" + "x" * 120
    page = show_comparison(framing.compare([article], SKY), sources=sources)

    assert page.endswith(
        f"Set aside: 1 piece of page furniture (framing articles --show-furniture {sources})\n"
        f"Words behind the numbers: framing evidence {sources}\n"
    )


def test_styles(sample: Comparison) -> None:
    """A style of tabulate draws every table; another is an error."""
    assert "╭──" in show_comparison(sample, style="rounded_grid")
    with pytest.raises(framing.SettingError, match="--style: 'round' is not one of"):
        show_comparison(sample, style="round")


HOSTILE = [
    "\x1b[31mred\x1b[0m",
    "\x1b]0;title\x07",
    "two\nlines",
    "carriage\rreturn",
    "tab\tulator",
    "\u202eright to left",
    "\x9b2Jclear",
    "back\x08space",
    "null\x00",
    "{braces} %s",
    "1e10",
    "-",
    "a | b",
    "EMPHASIS: hits",
]


@pytest.mark.parametrize("name", HOSTILE, ids=ascii)
@pytest.mark.parametrize("width", [40, 100])
def test_hostile_names(name: str, width: int) -> None:
    """A name can neither act on the terminal nor break a line nor be read as a number."""
    lexicon = Lexicon(
        name,
        tuple(Frame(frame.key, f"{name} {frame.label}", frame.patterns) for frame in SKY.frames),
    )
    page = show_comparison(
        comparison_of([name, "South"], lexicon), width=width, wide=True, sources=name
    )
    plain = show_comparison(
        comparison_of(["x" * len(name), "South"], lexicon), width=width, wide=True, sources=name
    )

    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", page)
    assert len(page.split("\n")) == len(plain.split("\n"))
    if name in {"1e10", "-"}:
        assert re.search(rf"^{name} +4 ", page, re.MULTILINE)


@given(
    st.lists(st.text(min_size=1, max_size=30), min_size=1, max_size=4, unique=True),
    st.integers(40, 120),
    st.booleans(),
)
def test_any_names_at_any_width(names: list[str], width: int, wide: bool) -> None:
    """Whatever the outlets are called, the page holds every number and no control character."""
    result = comparison_of(names)
    page = show_comparison(result, width=width, wide=wide)

    assert page.endswith("\n")
    assert "\n\n\n" not in page
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e]", page)
    for row in result.emphasis:
        assert f"{row.rate_per_1000:.1f} ({row.hits:,})" in page
