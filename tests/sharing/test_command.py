"""The command and the function of the same name, and its page."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import framing
from framing import Article
from framing.cli import app
from framing.report.sharing import show_shared

COPY = " ".join(f"copied{number}" for number in range(30))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three articles, two of which share a passage."""
    articles = tmp_path / "articles"
    articles.mkdir()
    for name, text in {
        "north": f"Own words here.\n{COPY}\nAnd so on and on.",
        "south": f"{COPY}\nOther words there.",
        "west": "Nothing that anybody else has.",
    }.items():
        (articles / f"{name}.txt").write_text(text + "\n", encoding="utf-8")
    return articles


def test_the_page(folder: Path) -> None:
    """What is seen and what is not, how much of either, and the passages."""
    result = CliRunner().invoke(app, ["shared", str(folder)])
    page = " ".join(result.stdout.split())

    assert 0 == result.exit_code
    assert "Seen is what two bodies have in common word for word: 12 words or more" in page
    assert "Not seen: text that was reworded" in page
    assert "north / south 79 % 91 % 30 0 30" in page
    assert "1 pair shares passages, among 3 articles." in page
    assert "30 words at 16 / 0: copied0 copied1" in page
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_a_folder_of_tables(folder: Path, tmp_path: Path) -> None:
    """One file a table, and what to know when reading them."""
    result = CliRunner().invoke(app, ["shared", str(folder), "-o", str(tmp_path / "out")])

    assert 0 == result.exit_code
    assert ["cautions.txt", "containment.csv", "near_copies.csv", "shared.csv"] == sorted(
        file.name for file in (tmp_path / "out").iterdir()
    )
    assert (tmp_path / "out" / "shared.csv").read_text("utf-8").splitlines() == [
        "a,b,words,start_a,end_a,start_b,end_b,quoted,text",
        f"north,south,30,16,{16 + len(COPY)},0,{len(COPY)},0.0,{COPY}",
    ]


def test_json_says_how_it_was_made(folder: Path) -> None:
    """With what decides the passages."""
    result = CliRunner().invoke(app, ["shared", str(folder), "--min-words", "15", "-f", "json"])
    content = json.loads(result.stdout)

    assert ["shared", "containment", "near_copies"] == list(content["tables"])
    assert "shared" == content["framing"]["command"]
    assert content["framing"]["lexicon"] is None
    settings = content["framing"]["settings"]
    assert (15, 7, 3) == (settings["min_words"], settings["ngram"], settings["gap"])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--min-words", "6"], "error: --min-words: 6 is too few"),
        (["--format", "csv"], "error: --format csv: shared has several tables"),
    ],
)
def test_wrong_options(folder: Path, arguments: list[str], message: str) -> None:
    """One line on stderr, and the exit code of a usage error."""
    result = CliRunner().invoke(app, ["shared", str(folder), *arguments])

    assert 2 == result.exit_code
    assert message in result.stderr


def test_nothing_is_shared() -> None:
    """Said in a sentence, with what may have been missed."""
    articles = [Article(id=name, outlet=name, text=f"Only {name}.") for name in "ab"]
    page = show_shared(framing.shared(articles), width=80)

    assert "No passage is shared by any two of 2 articles." in page
    assert "Not seen" in page


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("wide", [False, True])
def test_the_page_fits(width: int, wide: bool) -> None:
    """With long names and many pairs, near-copies and passages."""
    articles = [
        Article(id=f"{'long-name-' * 5}{n}", outlet="\x1b[31m", text=f"{COPY}\nown{n}\x1b[31m.")
        for n in range(8)
    ]
    page = show_shared(framing.shared(articles), width=width, wide=wide)

    assert max(map(len, page.splitlines())) <= width
    assert "\x1b" not in page
    assert "28 pairs share passages, among 8 articles." in page
    assert "NEAR-COPIES" in page
    assert ("--wide shows 13 more" in page) is not wide


def test_the_sample_corpus() -> None:
    """Its five articles have one statement in the same words, and little else in common."""
    result = framing.shared()
    statements = [row for row in result.passages if row.words == 37]

    assert 10 == len(statements)
    assert 1 == len({row.text for row in statements})
    assert max(row.containment for row in result.containment) < 0.1


def test_the_published_articles(published_articles: Path) -> None:
    """Two of them share an official statement; a reworded copy among them is not seen."""
    result = framing.shared(published_articles)
    pairs = {(row.a, row.b) for row in result.passages}

    assert {("2-security-risks", "5-the-truth-international")} == pairs
    assert {95} == {row.shared_words for row in result.containment}
    assert 0 == len(result.near_copies)
