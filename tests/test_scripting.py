"""The recipes of docs/scripting.md do what they say, one after the other in one folder."""

import csv
import html
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import framing
from framing.readers import read_bundled_story

CHECKOUT = Path(__file__).parent.parent
PAGE = (CHECKOUT / "docs" / "scripting.md").read_text(encoding="utf-8")
RECIPE = re.compile(r"<!-- recipe: (.+?) -->\n```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
RECIPES = {name: (language, code) for name, language, code in RECIPE.findall(PAGE)}
STORIES = ("azm-e-istehkam", "opposition-answer", "beijing-and-cpec", "afghan-border")

pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="recipes are for a shell")


def rows(path: Path) -> list[dict[str, str]]:
    """Read a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with what the recipes work on, and with ``framing`` on the path."""
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "framing"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m framing "$@"\n')
    program.chmod(0o755)
    for name in ("saved", "tonight"):
        (tmp_path / name).mkdir()
    articles = [article for story in STORIES for article in read_bundled_story(story).articles]
    for number, article in enumerate(articles):
        spans = [(piece.start, piece.end) for piece in article.furniture]
        lines, at = [], 0
        for line in article.text.split("\n"):
            if line.strip() and not any(a <= at < b for a, b in spans):
                lines.append(f"<p>{html.escape(line)}</p>")
            at += len(line) + 1
        (tmp_path / "saved" / f"{number}.html").write_text(
            f"<html><head><title>{html.escape(article.title)}</title>"
            f'<meta property="og:site_name" content="{html.escape(article.outlet)}"></head>'
            f"<body><nav><a>Home</a></nav><article>{''.join(lines)}</article></body></html>",
            encoding="utf-8",
        )
    for name, article in (("one", articles[0]), ("two", articles[1])):
        (tmp_path / f"{name}.txt").write_text(article.text, encoding="utf-8")
    china = "China said Beijing and the Chinese investors of CPEC would watch China.\n" * 40
    (tmp_path / "tonight" / "loud.txt").write_text(china, encoding="utf-8")
    feed = [{"text": article.text, "outlet": article.outlet} for article in articles[:3]]
    (tmp_path / "feed.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in feed))
    shutil.copy(CHECKOUT / "lexicons" / "azm-e-istehkam.yaml", tmp_path / "lexicon.yaml")
    return tmp_path


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a command in the folder."""
    environment = {
        **os.environ,
        "PATH": f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(CHECKOUT),
    }
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def shell(folder: Path, name: str) -> subprocess.CompletedProcess[str]:
    """Run a recipe for the shell."""
    language, code = RECIPES[name]
    assert language == "sh"
    done = run(folder, "bash", "-euo", "pipefail", "-c", code)
    assert done.returncode == 0, done.stderr
    return done


def test_every_block_is_a_recipe_or_named_as_none() -> None:
    """A block that nothing runs would not be noticed when it no longer holds."""
    blocks = re.findall(r"^```(\w+)$", PAGE, re.MULTILINE)

    assert sorted(blocks) == sorted([*(language for language, _ in RECIPES.values()), "text", "r"])


def test_the_recipes(folder: Path) -> None:
    """One after the other, as they stand on the page."""
    assert "DIVERGENCE" in shell(folder, "two files").stdout
    [pair] = rows(folder / "pairs.csv")
    number = shell(folder, "one number").stdout
    assert number == f"beyond chance: {pair['excess_jsd']}\n"

    first = shell(folder, "saved pages").stdout
    again = shell(folder, "saved pages").stdout
    assert 20 == len(list((folder / "corpus").iterdir()))
    assert "status = added" in first
    assert "status = there already" in again
    assert "Matched by story: every outlet has the same one." in first
    assert {"start", "end", "reason"} <= set(rows(folder / "set-aside.csv")[0])

    shell(folder, "fit")
    assert 20 == json.loads((folder / "baseline.json").read_text())["inputs"]["count"]
    alarm = shell(folder, "tonight").stdout
    assert "beyond: loud: china: position" in alarm
    assert {"loud"} == {row["article"] for row in rows(folder / "scores.csv")}
    (folder / "tonight" / "loud.txt").write_text("A quiet day. Nothing happened.\n" * 30)
    assert shell(folder, "tonight").stdout == ""
    shell(folder, "stream")
    scored = [json.loads(line) for line in (folder / "scores.jsonl").read_text().splitlines()]
    assert 12 == len(scored)

    shell(folder, "from R")
    frame = framing.compare(folder / "corpus").pairs
    values = [row["frame_jsd"] for row in rows(folder / "results" / "pairs.csv")]
    assert values == [str(row.frame_jsd) for row in frame]
    assert (folder / "results" / "emphasis.parquet").is_file()


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
def test_the_makefile(folder: Path) -> None:
    """The first run makes the tables, the second has nothing to do, a change makes them again."""
    (folder / "Makefile").write_text(RECIPES["Makefile"][1])
    (folder / "corpus").mkdir()
    for name in ("one", "two"):
        shutil.copy(folder / f"{name}.txt", folder / "corpus")
    made, idle = run(folder, "make"), run(folder, "make")
    os.utime(folder / "lexicon.yaml")
    remade = run(folder, "make")

    assert (made.returncode, idle.returncode, remade.returncode) == (0, 0, 0), made.stderr
    assert "up to date" in idle.stdout
    assert "framing compare" in made.stdout
    assert "framing compare" in remade.stdout


def test_the_notebook(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its cells run, and name the article that lies far out."""
    pytest.importorskip("pandas")
    monkeypatch.chdir(folder)
    framing.add(["saved/*.html"], "corpus")
    framing.fit_baseline("corpus").save(Path("baseline.json"))
    exec(compile(RECIPES["notebook"][1], "notebook", "exec"), {})

    assert "loud china" in capsys.readouterr().out
