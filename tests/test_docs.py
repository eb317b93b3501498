"""The documentation tells the truth: its commands are run and its tables are held to the code."""

import importlib.util
import re
import subprocess
from dataclasses import fields
from pathlib import Path
from types import ModuleType

import pytest
import typer

from framing.adding import AddedRow
from framing.baseline import NeighbourRow, ScoreRow
from framing.cli import app
from framing.cli.caching import CacheRow
from framing.cli.config import ConfigRow
from framing.concordance import EvidenceRow
from framing.inventory import ArticleRow, FurnitureRow, LexiconRow
from framing.measures.contributions import ContributionRow, SplitRow
from framing.measures.emphasis import EmphasisRow
from framing.measures.extremes import ExtremePairRow
from framing.measures.ladder import LadderRow
from framing.measures.omnibus import OmnibusRow
from framing.measures.pair_row import PairRow
from framing.measures.ratios import RatioRow
from framing.measures.salience import SalienceRow
from framing.measures.term_row import TermRow
from framing.sharing import ContainmentRow, NearCopyRow, SharedRow

CHECKOUT = Path(__file__).parent.parent
_TABLES = {
    "emphasis": EmphasisRow,
    "ladder": LadderRow,
    "pairs": PairRow,
    "tests": OmnibusRow,
    "contributions": ContributionRow,
    "split": SplitRow,
    "ratios": RatioRow,
    "terms": TermRow,
    "salience": SalienceRow,
    "added": AddedRow,
    "shared": SharedRow,
    "containment": ContainmentRow,
    "near_copies": NearCopyRow,
    "evidence": EvidenceRow,
    "articles": ArticleRow,
    "furniture": FurnitureRow,
    "lexicon": LexiconRow,
    "scores": ScoreRow,
    "neighbours": NeighbourRow,
    "config": ConfigRow,
    "cache": CacheRow,
}


def _updater() -> ModuleType:
    spec = importlib.util.spec_from_file_location("update", CHECKOUT / "docs" / "update.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


_UPDATE = _updater()


@pytest.mark.parametrize("page", _UPDATE.pages(), ids=lambda page: page.name)
def test_blocks_show_what_the_commands_print(page: Path) -> None:
    """Every output in the documentation is real and current (python docs/update.py renews it)."""
    text = page.read_text(encoding="utf-8")

    assert text == _UPDATE.updated(text)


def test_readme_blocks_are_all_of_kinds_that_are_run_or_looked_at() -> None:
    """No block escapes the tests under an unknown name."""
    kinds = re.findall(r"^```(\w+)$", (CHECKOUT / "README.md").read_text(encoding="utf-8"), re.M)

    assert set(kinds) <= {"console", "python", "output", "sh", "yaml"}


@pytest.mark.parametrize("table", _TABLES)
def test_columns_are_documented_in_their_order(table: str) -> None:
    """The table of columns is that of the rows."""
    page = (CHECKOUT / "docs" / "output.md").read_text(encoding="utf-8")
    section = page.split(f"\n### {table}\n")[1].split("\n### ")[0]

    documented = re.findall(r"^\| `(\w+)` \|", section, re.M)

    assert [field.name for field in fields(_TABLES[table])] == documented


def test_the_columns_of_extreme_pairs_are_those_of_pairs_and_two_more() -> None:
    """Which are documented where the others are named."""
    page = (CHECKOUT / "docs" / "output.md").read_text(encoding="utf-8")
    section = page.split("\n### extreme_pairs\n")[1].split("\n### ")[0]

    documented = re.findall(r"^\| `(\w+)` \|", section, re.M)

    columns = [field.name for field in fields(ExtremePairRow)]
    assert columns == [*(field.name for field in fields(PairRow)), *documented]


def test_every_command_is_documented_and_has_help() -> None:
    """A new command comes with a section of docs/commands.md."""
    page = (CHECKOUT / "docs" / "commands.md").read_text(encoding="utf-8")
    root = typer.main.get_command(app)
    assert isinstance(root, typer.core.TyperGroup)

    for name, command in root.commands.items():
        children = getattr(command, "commands", {})
        for full in [f"{name} {child}" for child in children] or [name]:
            assert f"\n## {full}\n" in page
        assert command.help


def test_ci_runs_the_command_of_the_readme() -> None:
    """The command that newcomers copy is the one that is tested."""
    readme = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    script = (CHECKOUT / ".ci" / "run").read_text(encoding="utf-8")

    lines = [line for line in readme.splitlines() if ".venv/bin/python -m pytest" in line]

    assert len(lines) == 1
    assert "grep -m1 -F '.venv/bin/python -m pytest' README.md" in script


def test_no_limit_of_detection_is_claimed() -> None:
    """What chance makes in one of twenty deals is never called the least that can be seen."""
    claims = re.compile(
        r"go(ne)?\s+unseen|unseen\s+below|could\s+not\s+have\s+been\s+detected"
        r"|would\s+not\s+have\s+been\s+noticed",
        re.IGNORECASE,
    )
    files = [
        *CHECKOUT.glob("*.md"),
        *(CHECKOUT / "docs").rglob("*.md"),
        *(CHECKOUT / "framing").rglob("*.py"),
    ]

    assert 100 < len(files)
    assert [] == [path.name for path in files if claims.search(path.read_text(encoding="utf-8"))]


def test_relative_links_lead_somewhere() -> None:
    """No link of the documentation is broken."""
    for page in [*_UPDATE.pages(), CHECKOUT / "CHANGELOG.md", CHECKOUT / "corpus" / "README.md"]:
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_lexicons_in_the_documentation_are_lexicons(tmp_path: Path) -> None:
    """Every YAML block can be used as it stands."""
    from framing import load_lexicon

    for page in (CHECKOUT / "README.md", CHECKOUT / "docs" / "lexicon.md"):
        for block in re.findall(r"^```yaml\n(.*?)^```$", page.read_text("utf-8"), re.M | re.S):
            if not block.startswith("---"):
                file = tmp_path / "block.yaml"
                file.write_text(block, encoding="utf-8")
                assert load_lexicon(file).frames


def test_nothing_of_the_published_articles_is_in_the_project(published_articles: Path) -> None:
    """No tracked file shares a run of eight words with an article, its title apart."""
    from framing.words import fold, split_words

    def runs(text: str) -> set[tuple[str, ...]]:
        words = [fold(word.surface) for word in split_words(text)]
        return {tuple(words[i : i + 8]) for i in range(len(words) - 7)}

    theirs: set[tuple[str, ...]] = set()
    for file in published_articles.glob("*.txt"):
        theirs |= runs(file.read_text(encoding="utf-8"))
    titles = runs((published_articles / "index.csv").read_text(encoding="utf-8"))
    tracked = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"],
        cwd=CHECKOUT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout.split("\0")
    ours = {
        name: runs((CHECKOUT / name).read_text(encoding="utf-8"))
        for name in tracked
        if name and (CHECKOUT / name).is_file() and Path(name).suffix != ".parquet"
    }

    shared = {name: run & theirs - titles for name, run in ours.items() if run & theirs - titles}

    assert {} == shared
