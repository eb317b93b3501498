"""The counts of the published articles, from which anyone can make the README's figures again."""

import importlib.util
from pathlib import Path
from typing import Any

import framing
from framing.resources import corpus_folder

CHECKOUT = Path(__file__).parents[2]
PUBLISHED = corpus_folder() / "published.parquet"


def _shown(source: Path) -> str:
    from framing.report.terminal import show_comparison

    return show_comparison(framing.compare(source))


def test_the_readme_shows_these_figures() -> None:
    """The two tables of the README come out of the file, line for line."""
    readme = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    shown = readme.split("$ framing compare ../shared/articles\n")[1].split("```")[0]
    found = _shown(PUBLISHED)

    for table in ("EMPHASIS", "DIVERGENCE"):
        expected = shown[shown.index(table) :].split("\n\n")[0].splitlines()
        own = found[found.index(table) :].split("\n\n")[0].splitlines()
        rows = [line for line in expected if "  " in line]
        assert rows == [line for line in own if "  " in line]
        assert len(rows) > 6


def test_every_number_is_that_of_the_articles(published_articles: Path) -> None:
    """Not only what is shown."""
    options: dict[str, Any] = {"shared": False, "permutations": 199}
    for measure in (framing.emphasis, framing.pairs, framing.design_effects):
        expected = measure(published_articles, **options)

        assert expected.records() == measure(PUBLISHED, **options).records()


def test_the_file_is_current(published_articles: Path) -> None:
    """It is what its script makes of the articles, but for the version of the package."""
    spec = importlib.util.spec_from_file_location("make", CHECKOUT / "docs" / "make_published.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.PUBLISHED.resolve() == PUBLISHED.resolve()

    stored = framing.load_counts(PUBLISHED)

    reading = framing.read(published_articles)
    assert stored.header.level == "shareable"
    assert stored.header.lexicon == framing.load_lexicon()
    assert stored.sha256 == framing.articles(reading).manifest.input_sha256


def test_the_file_holds_no_path_and_no_order() -> None:
    """What was read is named by its file alone; terms stand in alphabetical order."""
    stored = framing.load_counts(PUBLISHED)

    assert all("/" not in facts.value("source") for facts in stored.articles)
    for terms in stored.frame["terms"].to_list():
        assert terms == sorted(terms)
