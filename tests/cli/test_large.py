"""Large tables: the quick engines give what the plain one gives, byte for byte."""

import subprocess
import sys
from dataclasses import replace
from datetime import date
from importlib.util import find_spec
from pathlib import Path

import polars as pl
import pytest
from typer.testing import CliRunner, Result

import framing
from framing import engines as engines_module
from framing.cli import app
from framing.cli import large as large_module
from framing.readers import read_bundled_story
from framing.readers.options import ReadOptions
from framing.scale import UnfitError, count_tables
from framing.scale import rows as rows_module
from tests.conftest import SHARED

HAS_NUMBA = find_spec("numba") is not None
ENGINES = ("plain", "numpy", "compiled") if HAS_NUMBA else ("plain", "numpy")
QUICK = ENGINES[1:]
PUBLISHED = SHARED / "data" / "allsides-news.parquet"


def run(*arguments: object) -> Result:
    """Run the program."""
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the sample corpus as a Parquet table, with headlines in the text and without."""
    rows = [
        {
            "id": article.id, "outlet": article.outlet, "title": article.title,
            "date": article.date, "story": article.story, "text": article.text,
            "desk": ["Home", "Abroad", None][place % 3], "day_read": date(2024, 1, 1 + place % 2),
        }
        for place, article in enumerate(read_bundled_story("").articles)
    ]  # fmt: skip
    path = tmp_path_factory.mktemp("large") / "corpus.parquet"
    pl.DataFrame(rows).write_parquet(path)
    return path


def results(folder: Path, *arguments: object) -> tuple[list[int], list[bytes], list[str]]:
    """Run a command with each engine; return exit codes, outputs and what was said."""
    codes, outputs, said = [], [], []
    for engine in ENGINES:
        output = folder / engine
        found = run(*arguments, "--engine", engine, "-o", output)
        written = sorted(output.iterdir()) if output.is_dir() else [output]
        outputs.append(b"".join(file.read_bytes() for file in written if file.exists()))
        codes.append(found.exit_code)
        said.append(found.stderr)
    return codes, outputs, said


@pytest.mark.parametrize(
    "arguments",
    [
        ("emphasis",),
        ("pairs",),
        ("compare",),
        ("emphasis", "--ladder"),
        ("emphasis", "--reference", "none"),
        ("pairs", "--reference", "none", "--stopwords", "none"),
        ("pairs", "--by", "desk", "--confirmatory"),
        ("emphasis", "--by", "month"),
        ("emphasis", "--by", "day_read", "--frame", "security_military"),
        ("pairs", "--by", "language"),
        ("pairs", "--nearest", "3", "--farthest", "2"),
        ("emphasis", "--where", "desk=Home"),
        ("emphasis", "--text-column", "text", "--max-file-mb", "99"),
        ("emphasis", "--where", "desk=(no desk)", "--where", "year=2024"),
    ],
)
@pytest.mark.parametrize("form", ["csv", "json"])
def test_all_engines_give_the_same_bytes(
    corpus: Path, tmp_path: Path, arguments: tuple[str, ...], form: str
) -> None:
    """Every table, the record of how it was made, and what is said on stderr."""
    command, *more = arguments
    frame = load_frame() if "--frame" in more else ""
    more = [frame if one == "security_military" else one for one in more]

    codes, outputs, said = results(
        tmp_path, command, corpus, "--no-shared", "--format", form, "--permutations", 99, *more
    ) if command != "emphasis" else results(
        tmp_path, command, corpus, "--no-shared", "--format", form, *more
    )  # fmt: skip

    assert set(codes) == {0}, said
    assert len(set(outputs)) == 1
    assert len(outputs[0]) > 300
    assert len(set(said)) == 1


def load_frame() -> str:
    """Return the key of a frame."""
    return framing.load_lexicon().frames[0].key


@pytest.mark.skipif(not PUBLISHED.exists(), reason="needs the published articles")
@pytest.mark.parametrize("titles", [True, False])
def test_published_articles(tmp_path: Path, titles: bool) -> None:
    """Emphasis, pairs and tests of 2,000 real articles by many outlets."""
    table = pl.read_parquet(PUBLISHED).head(2000)
    (table if titles else table.drop("title")).write_parquet(tmp_path / "some.parquet")
    (tmp_path / "out").mkdir()

    codes, outputs, said = results(
        tmp_path / "out", "compare", tmp_path / "some.parquet", "--permutations", 99,
        "--format", "csv",
    )  # fmt: skip

    assert set(codes) == {0}, said
    assert len(set(outputs)) == 1
    assert len(set(said)) == 1


def test_problems_of_rows_are_told_alike(tmp_path: Path) -> None:
    """What is skipped, and what is warned of, in the same words and order; exit code 3."""
    text = "The army attacked and people fear the war.\n\nThe economy suffers from the war."
    rows = [
        *({"id": f"a{n}", "outlet": "North", "text": text, "title": "War"} for n in range(5)),
        {"id": "e1", "outlet": "North", "text": "", "title": "x"},
        {"id": "e2", "outlet": "North", "text": " \u3000\x1c\n", "title": "x"},
        {"id": "e3", "outlet": "North", "text": None, "title": "x"},
        {"id": "e4", "outlet": "North", "text": "a\0b", "title": "x"},
        {"id": "a1", "outlet": "South", "text": text, "title": None},
        {"id": "a2 ", "outlet": "South", "text": text, "title": None},
        {
            "id": None,
            "outlet": "South",
            "text": "A headline of its own\r\n\r\n" + text,
            "title": "",
        },
        {"id": "", "outlet": "south ", "text": text.replace("\n", "\r"), "title": "a\0b"},
        *({"id": f"b{n}", "outlet": " South\x1f", "text": text, "title": "War"} for n in range(4)),
        *({"id": f"n{n}", "outlet": "  ", "text": text, "title": "War"} for n in range(5)),
    ]
    pl.DataFrame(rows).write_parquet(tmp_path / "one.parquet")
    pl.DataFrame(rows[:9]).drop("outlet").write_parquet(tmp_path / "two.parquet")

    for sources in (["one.parquet"], ["two.parquet", "one.parquet"]):
        paths = [tmp_path / source for source in sources]
        codes, outputs, said = results(
            tmp_path, "emphasis", *paths, "--no-shared", "--format", "json"
        )

        assert len(set(said)) == 1
        assert set(codes) == {3}, said
        assert len(set(outputs)) == 1
    assert "the text is empty" in said[0]
    assert "is also that of" in said[0]
    assert "differ only in case or spaces" in said[0]


@pytest.mark.parametrize("engine", QUICK)
@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["--by", "article", "--no-shared"], "article is no column of a table"),
        (["--where", "title=x", "--no-shared"], "title is no column of a table"),
        (["--shared"], "--shared takes the articles themselves"),
        ([], "shared passages are looked for among 20 articles (--no-shared)"),
        (["--furniture", "--no-shared"], "neither --furniture nor --date-format is heeded"),
        (["--keep-furniture", "--no-shared"], "--keep-furniture takes the articles themselves"),
    ],
)  # fmt: skip
def test_what_takes_the_articles_one_by_one(
    corpus: Path, tmp_path: Path, arguments: list[str], reason: str, engine: str
) -> None:
    """The detail says why; the articles are then counted one by one, by the same engine."""
    if "title=x" in arguments:
        arguments = ["--where", f"title={pl.read_parquet(corpus)['title'][0]}", *arguments[2:]]

    said = run("emphasis", corpus, "--engine", engine, "-v", *arguments).stderr
    codes, outputs, _ = results(tmp_path, "emphasis", corpus, "--format", "csv", *arguments)

    assert f"Did not count the table column by column: {reason}" in said
    assert set(codes) == {0}
    assert len(set(outputs)) == 1
    assert outputs[0]


def test_a_column_that_is_none_is_an_error_of_all(corpus: Path) -> None:
    """No engine can group by it."""
    for engine in ENGINES:
        refused = run("emphasis", corpus, "--by", "id_", "--no-shared", "--engine", engine)

        assert refused.exit_code == 2
        assert "--by: 'id_' is not one of article, outlet" in refused.stderr


def test_large_tables_take_it_by_themselves(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The detail says which engine was used."""
    engine = QUICK[-1]
    assert "column by column" not in run("emphasis", corpus, "--no-shared", "-v").stderr

    monkeypatch.setattr(large_module, "_LARGE", 1000)

    assert f"by column ({engine})" in run("emphasis", corpus, "--no-shared", "-v").stderr
    fallen_back = run("emphasis", corpus, "-v")
    assert "Did not count the table column by column: shared passages" in fallen_back.stderr
    assert fallen_back.exit_code == 0


def test_large_tables_without_numba(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Arrays take its place, and the remedy is named to those who ask for machine code."""
    monkeypatch.setattr(large_module, "_LARGE", 1000)
    monkeypatch.setattr(engines_module, "is_machine_code_there", lambda: False)

    assert "by column (numpy)" in run("emphasis", corpus, "--no-shared", "-v").stderr
    refused = run("emphasis", corpus, "--no-shared", "--engine", "compiled")
    assert refused.exit_code == 2
    assert 'pip install "framing[scale]"' in refused.stderr


@pytest.mark.parametrize("engine", QUICK)
@pytest.mark.parametrize("column", ["id", "text"])
def test_rows_that_are_damaged(tmp_path: Path, engine: str, column: str) -> None:
    """What cannot be read is said as ever, also where all began well, and what is gone by then."""
    rows = [
        {"id": f"{number:0300}", "outlet": "NS"[number % 2], "text": f"Rain {number}. " * 40}
        for number in range(300)
    ]
    path = tmp_path / "a.parquet"
    pl.DataFrame(rows).select(column, *{"id", "outlet", "text"} - {column}).write_parquet(
        path, row_group_size=100, compression="zstd"
    )
    whole = path.read_bytes()
    path.write_bytes(whole[:200] + bytes(300) + whole[500:])

    found = run("emphasis", path, "--no-shared", "--engine", engine)

    assert found.exit_code == 1
    assert found.stderr == (
        f"error: no article could be read; skipped: {path}: cannot be read as Parquet "
        "(ComputeError); write it anew, or as CSV\n"
    )


def test_a_table_that_goes_away(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After its columns were looked at; the error is that of a file that is not there."""

    def gone(*arguments: object) -> None:
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr(rows_module, "_stretches", gone)

    with pytest.raises(UnfitError, match="its rows cannot be read"):
        count_tables([corpus], framing.load_lexicon(), shared=False)


def test_an_engine_that_is_none(corpus: Path) -> None:
    """The error names those there are."""
    assert "auto, plain, numpy, compiled" in run("emphasis", corpus, "--engine", "fast").stderr


@pytest.mark.parametrize("command", ["articles", "evidence", "shared", "add"])
def test_what_does_not_count_has_no_engine(
    command: str, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is not offered, and one that is set for all commands is none of theirs."""
    assert "--engine" not in run(command, "--help").stdout
    assert run(command, corpus, "--engine", "plain").exit_code == 2
    monkeypatch.setenv("FRAMING_ENGINE", "numpy")
    to = ["--to", corpus.parent / "to"] if command == "add" else []
    assert run(command, corpus, *to).exit_code == 0


def test_counts_are_measured_as_what_they_are(corpus: Path) -> None:
    """Counts by one column, lexicon and choice cannot be measured as others."""
    lexicon = framing.load_lexicon()
    counted = count_tables([corpus], lexicon, shared=False)

    read = framing.emphasis(framing.read(corpus), shared=False)
    assert framing.emphasis(counted).rows == read.rows
    assert framing.emphasis(counted).manifest == read.manifest
    counts = "looked for among 201 articles (these are counts, without texts)."
    many = replace(counted, articles=201)
    assert any(said.endswith(counts) for said in framing.emphasis(many).cautions)
    for options in ({"by": "story"}, {"where": {"desk": "Home"}}, {"stem": True}):
        with pytest.raises(framing.SettingError):
            framing.pairs(counted, **options)
    with pytest.raises(framing.SettingError, match="needs the articles"):
        framing.salience(counted)


def test_one_article_a_group_is_unfit(tmp_path: Path) -> None:
    """Blocks of paragraphs are the units then, which are not counted."""
    pl.DataFrame({"outlet": ["a", "b"], "text": ["War.", "Peace."]}).write_parquet(
        tmp_path / "t.parquet"
    )

    with pytest.raises(UnfitError, match="no group has several"):
        count_tables([tmp_path / "t.parquet"], framing.load_lexicon(), shared=False)
    with pytest.raises(UnfitError, match="--date-format"):
        count_tables(
            [tmp_path / "t.parquet"],
            framing.load_lexicon(),
            options=ReadOptions(date_format="%d/%m/%Y"),
        )


@pytest.mark.parametrize("engine", QUICK)
def test_only_what_is_needed_is_loaded(corpus: Path, engine: str) -> None:
    """Counting a table takes no reader of pages, no vectorizer and no tests of pairs."""
    code = (
        "import sys; from framing.cli import app\n"
        f"try: app(['emphasis', {str(corpus)!r}, '--engine', {engine!r}, '--no-shared', '-q'])\n"
        "except SystemExit: pass\n"
        "print(sorted({'trafilatura', 'sklearn', 'docx', 'pypdfium2', 'nltk', 'lxml', 'pandas'} "
        "& set(sys.modules)), file=sys.stderr)"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert found.stderr.splitlines()[-1] == "[]"
    assert "4 articles" in found.stdout


@pytest.mark.parametrize("where", [[], ["--where", "desk=x"]])
def test_an_id_that_another_table_gives_by_number(tmp_path: Path, where: list[str]) -> None:
    """It is told and left out by all engines, also where the first is not chosen."""
    rows = {"text": [f"China army {n} rain" for n in range(6)], "outlet": ["A", "B"] * 3}
    numbered = {**rows, "desk": ["x"] * 6}
    given = {"id": ["v1:1", *"bcdef"], **rows, "desk": ["y", *"xxxxx"]}
    pl.DataFrame(numbered).write_parquet(tmp_path / "v1.parquet")
    pl.DataFrame(given).write_parquet(tmp_path / "v0.parquet")
    tables = tmp_path / "v0.parquet", tmp_path / "v1.parquet"

    codes, outputs, said = results(
        tmp_path, "emphasis", *tables, *where, "--no-shared", "--format", "csv"
    )

    assert set(codes) == {3}
    assert len(set(outputs)) == 1
    assert all("id 'v1:1' is also that of" in one for one in said)


def test_columns_that_are_not_in_all_tables(tmp_path: Path) -> None:
    """Engines agree on what is no column, and on one that some tables lack."""
    rows = {"text": [f"China army {n} rain" for n in range(6)], "outlet": ["A", "B"] * 3}
    pl.DataFrame(rows).write_parquet(tmp_path / "one.parquet")
    pl.DataFrame({**rows, "country": ["PK", "IN"] * 3}).write_parquet(tmp_path / "two.parquet")
    tables = tmp_path / "one.parquet", tmp_path / "two.parquet"

    codes, outputs, _ = results(
        tmp_path, "emphasis", *tables, "--by", "country", "--no-shared", "--format", "csv"
    )
    wrong, _, said = results(
        tmp_path, "emphasis", *tables, "--where", "contry=PK", "--no-shared", "--format", "csv"
    )

    assert (set(codes), len(set(outputs))) == ({0}, 1)
    assert set(wrong) == {2}
    assert all("--where: 'contry' is not one of article, outlet" in one for one in said)


def test_tables_without_a_text(tmp_path: Path) -> None:
    """Every row is named by every engine."""
    pl.DataFrame({"text": ["", None], "outlet": ["A", "B"]}).write_parquet(tmp_path / "e.parquet")

    codes, _, said = results(
        tmp_path, "emphasis", tmp_path / "e.parquet", "--no-shared", "--format", "csv"
    )

    assert set(codes) == {1}
    assert all("e.parquet:1:" in one and "e.parquet:2:" in one for one in said)
