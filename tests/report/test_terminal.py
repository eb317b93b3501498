"""A comparison on a terminal: it fits, it is whole, and no name can harm it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import framing
from framing import Article, Comparison, Frame, Lexicon, Pattern
from framing.report.page import WIDEST, WIDEST_TERMINAL
from framing.report.pairs import MOST_PAIRS
from framing.report.terminal import show_comparison

SKY = Lexicon(
    "sky", (Frame("rain", "Rain", (Pattern("rain"),)), Frame("sun", "Sun", (Pattern("sun"),)))
)
TEXTS = ("Rain, rain and sun.", "Sun and a day in town.", "No weather at all.")


def comparison_of(names: Sequence[str], lexicon: Lexicon = SKY) -> Comparison:
    """Compare an article of each outlet."""
    articles = [
        Article(id=f"a{i:03}", outlet=name, text=TEXTS[i % 3]) for i, name in enumerate(names)
    ]
    return framing.compare(articles, lexicon, permutations=99, reference="none")


def tables_of(page: str) -> list[list[str]]:
    """Return the lines of each table of the page: its head, its rule and its rows.

    A row has blanks where the rule has; a line of text would have to have two at each place.
    """
    lines = page.split("\n")
    rules = [i for i, line in enumerate(lines) if re.fullmatch(r"-+( +-+)+", line)]
    found = []
    for rule in rules:
        gaps = [match.start() for match in re.finditer(" ", lines[rule])]
        rows = []
        for line in lines[rule + 1 :]:
            if len(line) <= gaps[-1] or any(line[gap] != " " for gap in gaps):
                break
            rows.append(line)
        found.append([*lines[rule - 1 : rule + 1], *rows])
    return found


def is_of_pairs(table: Sequence[str]) -> bool:
    """Say whether a table is one of pairs, by its head."""
    return "chance" in table[0]


def widest(tables: Sequence[Sequence[str]]) -> int:
    """Return how wide the widest line of some tables is."""
    return max(len(line) for table in tables for line in table)


@pytest.fixture(scope="module")
def sample() -> Comparison:
    """The comparison of the sample corpus."""
    return framing.compare()


def test_a_page(articles: tuple[Article, ...], lexicon: Lexicon) -> None:
    """The whole page of three small articles."""
    page = show_comparison(framing.compare(articles, lexicon), again="weather/")

    assert page == (
        "Lexicon weather 1, UNVALIDATED. Numbers show lexicon-defined emphasis, not bias.\n"
        "One of two groups has one article: there the numbers are that article's, not typical of "
        "the outlet.\n"
        "Coverage is not matched by story, so divergences mix the choice of stories with how they "
        "are told.\n"
        "\n"
        "EMPHASIS: hits per 1,000 words (95 % interval)\n"
        "         words          Rain            Sun\n"
        "-----  -------  ------------  -------------\n"
        "North        9           333            111\n"
        "South       15  67 (0-11899)  133 (0-23799)\n"
        "Intervals come from the spread between articles; overlapping ones give no ranking.\n"
        "1 hit counts in two frames or more.\n"
        "\n"
        "DIVERGENCE: share of hits that would have to move between frames, and how much chance "
        "alone moves\n"
        "                 moves    chance    bits beyond chance    q  result\n"
        "-------------  -------  --------  --------------------  ---  ---------------\n"
        "North / South     50 %         —                     —    —  too little text\n"
        "No pair has enough text, or enough articles, for a test.\n"
        "That no test was possible does not make the pairs the same: with more articles a "
        "difference may well\n"
        "be detected.\n"
        "\n"
        "Words behind a pair: framing explain North South weather/\n"
        "Words behind a number: framing evidence weather/\n"
    )


LEANING = {
    "East": ["Rain rain sun.", "Rain rain rain.", "Rain town."],
    "North": ["Rain rain rain.", "Rain town rain.", "Rain sun."],
    "South": ["Sun sun sun.", "Sun town sun.", "Sun rain."],
}


@pytest.fixture(scope="module")
def leaning() -> Comparison:
    """The comparison of three articles, of which one leans the other way."""
    articles = [
        Article(id=name, outlet=name, text="\n".join(lines * 6), title="Rain")
        for name, lines in LEANING.items()
    ]
    return framing.compare(articles, SKY, permutations=199, confidence=0.9, reference="none")


def test_a_page_with_tests(leaning: Comparison) -> None:
    """The tables of articles that suffice for intervals and tests, with what was found."""
    page = show_comparison(leaning)

    assert page.split("\n\n", 1)[1] == (
        "EMPHASIS: hits per 1,000 words (90 % interval)\n"
        "         words           Rain            Sun\n"
        "-----  -------  -------------  -------------\n"
        "East        48  750 (557-990)   125 (54-247)\n"
        "North       48  750 (557-990)   125 (54-247)\n"
        "South       48   125 (54-247)  750 (557-990)\n"
        "Hits cluster in sections, so intervals are wide; overlapping ones give no ranking.\n"
        "Headlines are not counted (3 hits stand in them).\n"
        "\n"
        "DIVERGENCE: share of hits that would have to move between frames, and how much chance "
        "alone moves\n"
        "                 moves    chance    bits beyond chance      q  result\n"
        "-------------  -------  --------  --------------------  -----  ------------\n"
        "East / North       0 %       2 %      .00 (.00 to .00)  1.000  not detected\n"
        "East / South      71 %      20 %     +.36 (.28 to .45)   .012  DETECTED\n"
        "North / South     71 %      20 %     +.36 (.27 to .46)   .012  DETECTED\n"
        "A difference was detected in 2 of 3 tested pairs (q < .05). Over all groups together a "
        "difference\n"
        'was detected (omnibus p .005). "Not detected" is not "the same": chance alone makes '
        "divergences of\n"
        ".00 to .17 bits or more in one of twenty such pairs, so real ones are easily missed.\n"
        "East and North share passages: 100 % of the words of the first, 100 % of the second. What "
        "remains is\n"
        "too little to be tested without them.\n"
        "\n"
        "Words behind a pair: framing explain East South\n"
        "Words behind a number: framing evidence\n"
    )


@pytest.mark.parametrize(
    ("q", "excess", "low", "high", "note", "cells"),
    [
        (0.0494, 0.125, 0.031, 0.22, "", ["+.12 (.03 to .22)", ".049", "DETECTED"]),
        (0.05, -0.031, -0.1, 0.04, "", ["-.03 (-.10 to .04)", ".05", "not detected"]),
        (0.0002, 0.4, None, None, "", ["+.40", "<.001", "DETECTED"]),
        (
            None,
            0.2,
            0.1,
            0.3,
            "no test possible at 0.05",
            ["+.20 (.10 to .30)", "—", "no test possible"],
        ),
        (None, None, None, None, "A: insufficient evidence", ["—", "—", "too little text"]),
    ],
    ids=["detected", "not detected", "no interval", "no test", "too little text"],
)
def test_results_of_a_pair(
    leaning: Comparison,
    q: float | None,
    excess: float | None,
    low: float | None,
    high: float | None,
    note: str,
    cells: list[str],
) -> None:
    """A pair shows its excess with the interval, q, and in a word what came out."""
    row = replace(
        leaning.pairs.rows[0],
        q=q,
        chance_jsd=excess,
        excess_jsd=excess,
        excess_low=low,
        excess_high=high,
        hits_a=9 if "insufficient" in note else 10,
        note=note,
    )
    page = show_comparison(replace(leaning, pairs=replace(leaning.pairs, rows=(row,))))
    [line] = re.findall(r"^East / North .*$", page, re.MULTILINE)

    assert re.split("  +", line)[3:] == cells


def test_the_sample_corpus_fits_a_screen(sample: Comparison) -> None:
    """Five outlets take at most 100 columns and 45 lines."""
    lines = show_comparison(sample, width=100).splitlines()

    assert len(lines) <= 45
    assert max(map(len, lines)) <= 100


def test_published_articles_fit_a_screen(published_articles: Path) -> None:
    """So do five published articles, whose names are shorter."""
    result = framing.compare(published_articles)
    page = show_comparison(result, width=100, again=str(published_articles))

    assert len(page.splitlines()) <= 45
    assert widest(tables_of(page)) <= 100


@pytest.mark.parametrize("wide", [False, True], ids=["short", "wide"])
@pytest.mark.parametrize("width", [100, 1000])
def test_no_line_is_wider_than_a_page(sample: Comparison, width: int, wide: bool) -> None:
    """However wide the terminal, and with every measure, a line has at most 120 columns."""
    lines = show_comparison(sample, width=width, wide=wide).splitlines()

    assert max(map(len, lines)) <= min(width, WIDEST_TERMINAL)


@pytest.mark.parametrize("wide", [False, True], ids=["short", "wide"])
def test_names_are_whole_where_there_is_no_terminal(sample: Comparison, wide: bool) -> None:
    """A file or a pipe has room for them; the sentences are as wide as a page."""
    page = show_comparison(sample, wide=wide)
    in_tables = {line for table in tables_of(page) for line in table}

    assert "…" not in page
    assert (
        len(re.findall("^Sample European Broadcast / Sample Trade Wire  ", page, re.M)) == 1 + wide
    )
    assert max(len(line) for line in page.splitlines() if line not in in_tables) <= WIDEST


@pytest.mark.parametrize("width", [40, 50, 60, 80, 90, 100])
def test_narrow_terminals(sample: Comparison, width: int) -> None:
    """On a narrow terminal names are shortened, and frames stand in several tables.

    The numbers of a pair are never shortened: below 90 columns there is no room for names beside
    them, and the groups have numbers; below 66 they stand in several tables too.
    """
    page = show_comparison(sample, width=width)
    tables = tables_of(page)
    of_frames = [table for table in tables if "words" in table[0]]
    of_pairs = tables[len(of_frames) :]
    in_tables = {line for table in tables for line in table}
    prose = [line for line in page.splitlines() if line not in in_tables]

    assert widest(tables) <= width
    heads = "".join(table[0] for table in of_pairs)
    assert ["moves", "chance", "bits beyond chance", "q", "result"] == re.split(
        "  +", heads.strip()
    )
    assert (len(of_pairs) > 1) is (width < 66)
    named = [re.match(r"(\S.*) / (\S.*?)  ", line) for table in of_pairs for line in table[2:]]
    if width >= 90:
        assert all(match and len(match[1]) >= 12 for match in named)
    else:
        assert [match and match.groups() for match in named] == [*combinations("12345", 2)] * len(
            of_pairs
        )
        assert len(re.findall(r"^[1-5] Sample ", page, re.MULTILINE)) == 5 * len(of_frames)
        assert "Pairs are named by the numbers" in " ".join(page.split())
    assert page.count("EMPHASIS: ") == 1
    assert page.count("EMPHASIS, continued") == len(of_frames) - 1
    for label in ("China", "Opposition", "Afghanistan", "Security"):
        assert label in page
    *prose, set_aside, words_behind_a_pair, words_behind_a_number = prose
    assert max(map(len, prose)) <= width
    assert set_aside.startswith("Set aside:")
    assert words_behind_a_pair.startswith("Words behind a pair:")
    assert words_behind_a_number.startswith("Words behind a number:")


def test_every_measure_on_a_terminal_of_80_columns(sample: Comparison) -> None:
    """With every measure, 80 columns are enough for all tables."""
    page = show_comparison(sample, width=80, wide=True)

    assert widest(tables_of(page)) <= 80
    for title in ("EMPHASIS:", "HITS", "SHARE", "COVERAGE:", "TF-IDF-WEIGHTED", "DIVERGENCE:"):
        assert f"\n{title}" in page
    for head in ("adjusted", "J at p .05", "Morisita", "cosine"):
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
    assert widest([table for table in tables_of(page) if not is_of_pairs(table)]) <= width
    assert page.count("EMPHASIS: ") == 1
    assert page.count("EMPHASIS") >= frames * len("Frame number 00  ") / width


def test_names_are_shown_whole_where_there_is_room() -> None:
    """A name is not shortened as long as its line fits."""
    name = "The Very Long Name of an Outlet That Fits"
    page = show_comparison(comparison_of([name, "North"]), width=100)

    # In both tables, and whole in the command to copy; the line of the pair has no room for it.
    assert len(re.findall(f"^{name}  ", page, re.MULTILINE)) == 1
    assert f"framing explain North '{name}'\n" in page
    assert page.count("…") == 1
    assert "…" not in show_comparison(comparison_of([name[:24], "North"]), width=100)
    assert "…" not in show_comparison(comparison_of([name, "North"]), width=120)


def test_long_names_are_shortened() -> None:
    """A name that does not fit ends in an ellipsis, and its numbers stand beside it."""
    page = show_comparison(comparison_of(["N" * 200, "South"]), width=60)

    assert widest([table for table in tables_of(page) if not is_of_pairs(table)]) == 60
    assert re.search(r"^1 N+…  +4 +500 \(\d+-\d+\) +250 \(\d+-\d+\)$", page, re.MULTILINE)
    assert re.search(r"^1 / 2  +67 % ", page, re.MULTILINE)


def test_a_hundred_groups() -> None:
    """Of 4,950 pairs the 45 most divergent are shown, and where the others are."""
    result = comparison_of([f"Outlet {i:03}" for i in range(100)])
    page = show_comparison(result)
    shown = re.findall(r"^(Outlet \d+) / (Outlet \d+) +(\d+) %", page, re.MULTILINE)
    largest = sorted((row.total_variation or 0 for row in result.pairs), reverse=True)

    assert len(shown) == MOST_PAIRS == 45
    assert "Shown are the 45 most divergent pairs; framing pairs has 4,905 more.\n" in page
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
        ["A", "0", "—", "—"],
        ["A", "0", "0", "0"],  # hits, which are known
        ["A", "0", "—", "—"],
        ["A", "0", "—", "—"],
        ["A", "0", "—", "—"],
    ]
    assert re.search(r"^A / B( +—){4}  no hits$", page, re.MULTILINE)
    assert re.search(r"^A / B( +—){7}$", page, re.MULTILINE)


def test_ways_on() -> None:
    """The page ends with the commands that lead on, whole and ready to be copied."""
    text = "Read more: rain\n\nRain in town."
    furniture = (framing.Furniture(0, 15, "link"),)
    article = Article(id="a", outlet="A", text=text, furniture=furniture)
    again = "'a folder'/" + "x" * 120
    page = show_comparison(framing.compare([article], SKY), again=again)

    assert page.endswith(
        f"Set aside: 1 piece of page furniture (framing articles --show-furniture {again})\n"
        f"Words behind a number: framing evidence {again}\n"
    )


def test_the_way_on_from_a_pair() -> None:
    """With pairs, the page names the command for one of them, as a shell reads it."""
    page = show_comparison(comparison_of(["It's", "The North"]), again="--by outlet x")

    assert page.endswith(
        "\nWords behind a pair: framing explain 'It'\"'\"'s' 'The North' --by outlet x\n"
        "Words behind a number: framing evidence --by outlet x\n"
    )


@pytest.mark.parametrize(
    ("p", "excess", "named"),
    [
        ((0.5, 0.01, 0.02), (0.9, 0.1, 0.3), "East South"),
        ((None, 0.7, 0.6), (0.9, 0.1, 0.1), "North South"),
        ((0.01, 0.01, 0.01), (0.1, 0.1, 0.3), "North South"),
        ((0.01, 0.01, 0.01), (0.1, 0.1, 0.1), "East North"),
        ((None, None, None), (None, 0.1, 0.3), "North South"),
    ],
    ids=["smallest p", "any p before none", "same p", "all the same", "no p"],
)
def test_the_pair_to_look_into(
    leaning: Comparison,
    p: tuple[float | None, ...],
    excess: tuple[float | None, ...],
    named: str,
) -> None:
    """It is the least likely by chance; where that does not decide, the one most beyond it."""
    rows = tuple(
        replace(row, p=p_of_row, excess_jsd=excess_of_row)
        for row, p_of_row, excess_of_row in zip(leaning.pairs, p, excess, strict=True)
    )
    page = show_comparison(replace(leaning, pairs=replace(leaning.pairs, rows=rows)))

    assert f"\nWords behind a pair: framing explain {named}\n" in page


def test_headlines_and_shared_hits_are_named() -> None:
    """What a reader of the table would stumble over stands below it."""
    lexicon = Lexicon(
        "l", (Frame("a", "A", (Pattern("both"),)), Frame("b", "B", (Pattern("both"),)))
    )
    articles = [Article(id=name, outlet=name, text="Both and both.", title="Both") for name in "NS"]
    page = show_comparison(framing.compare(articles, lexicon, reference="none"))

    assert "\n4 hits count in two frames or more.\n" in page
    assert "\nHeadlines are not counted (4 hits stand in them).\n" in page
    assert "Headlines" not in show_comparison(comparison_of(["North", "South"]))


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
        comparison_of([name, "South"], lexicon), width=width, wide=True, again=name
    )
    plain = show_comparison(
        comparison_of(["x" * len(name), "South"], lexicon), width=width, wide=True, again=name
    )

    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", page)
    assert len(page.split("\n")) == len(plain.split("\n"))
    if name in {"1e10", "-"}:
        assert re.search(rf"^{name} +4 ", page, re.MULTILINE)


@settings(max_examples=60)
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
        rate, low, high = row.rate_per_1000, row.rate_low, row.rate_high
        assert f" {rate:.0f} ({low:.0f}-{high:.0f})" in page
