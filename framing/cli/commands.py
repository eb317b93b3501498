"""The measuring commands."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from framing.cli import options
from framing.cli.app import DONE_WITH_SKIPS, app, report
from framing.cli.emit import emit_comparison, emit_table
from framing.resources import DEFAULT_LEXICON

if TYPE_CHECKING:
    from framing.readers import Reading

__all__ = ["articles", "compare", "emphasis", "evidence", "pairs"]


@app.command()
def compare(
    sources: options.Sources = None,
    lexicon: options.LexiconName = DEFAULT_LEXICON,
    by: options.By = "outlet",
    where: options.Where = None,
    stopwords: options.StopWords = "en",
    stem: options.Stem = False,
    keep_furniture: options.KeepFurniture = False,
    wide: Annotated[bool, typer.Option("--wide", help="Show every measure.")] = False,
    form: options.FormatOption = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE|FOLDER",
            help="Write to this file, or each table to a file of this folder.",
        ),
    ] = None,
    style: options.Style = "",
) -> None:
    """Print the emphasis of every outlet on every frame and the divergence of every pair.

    With no sources, the bundled sample corpus is compared. Example: framing compare articles/
    """
    import framing

    reading = _read(sources, keep_furniture)
    result = framing.compare(
        reading,
        lexicon,
        by=by,
        where=options.parse_where(where),
        stopwords=stopwords,
        stem=stem,
        keep_furniture=keep_furniture,
    )
    emit_comparison(result, form, output, style, wide, sources)
    _end(reading)


@app.command()
def emphasis(
    sources: options.Sources = None,
    lexicon: options.LexiconName = DEFAULT_LEXICON,
    frame: options.FrameKey = None,
    by: options.By = "outlet",
    where: options.Where = None,
    keep_furniture: options.KeepFurniture = False,
    form: options.FormatOption = None,
    output: options.Output = None,
    style: options.Style = "",
) -> None:
    """Print the emphasis of every group on every frame, one row each, for scripts.

    Example: framing emphasis articles/ --format csv
    """
    import framing

    reading = _read(sources, keep_furniture)
    table = framing.emphasis(
        reading,
        lexicon,
        frame=frame,
        by=by,
        where=options.parse_where(where),
        keep_furniture=keep_furniture,
    )
    emit_table(table, form, output, style)
    _end(reading)


@app.command()
def pairs(
    sources: options.Sources = None,
    lexicon: options.LexiconName = DEFAULT_LEXICON,
    by: options.By = "outlet",
    where: options.Where = None,
    stopwords: options.StopWords = "en",
    stem: options.Stem = False,
    keep_furniture: options.KeepFurniture = False,
    form: options.FormatOption = None,
    output: options.Output = None,
    style: options.Style = "",
) -> None:
    """Print the divergence of every pair of groups, one row each, for scripts.

    Example: framing pairs articles/ --by article -o pairs.csv
    """
    import framing

    reading = _read(sources, keep_furniture)
    table = framing.pairs(
        reading,
        lexicon,
        by=by,
        where=options.parse_where(where),
        stopwords=stopwords,
        stem=stem,
        keep_furniture=keep_furniture,
    )
    emit_table(table, form, output, style)
    _end(reading)


@app.command()
def evidence(
    sources: options.Sources = None,
    lexicon: options.LexiconName = DEFAULT_LEXICON,
    frame: options.FrameKey = None,
    by: options.By = "outlet",
    where: options.Where = None,
    keep_furniture: options.KeepFurniture = False,
    context: Annotated[
        int, typer.Option("--context", min=0, help="Characters to show on either side of a hit.")
    ] = 60,
    form: options.FormatOption = None,
    output: options.Output = None,
    style: options.Style = "",
    no_truncate: Annotated[
        bool, typer.Option("--no-truncate", help="Show whole cells, however narrow the terminal.")
    ] = False,
) -> None:
    """Print the hits in context: the words behind every number, with offsets into the article.

    Example: framing evidence articles/ --frame china --format jsonl
    """
    import framing

    reading = _read(sources, keep_furniture)
    table = framing.evidence(
        reading,
        lexicon,
        frame=frame,
        context=context,
        by=by,
        where=options.parse_where(where),
        keep_furniture=keep_furniture,
    )
    emit_table(table, form, output, style, truncate=not no_truncate)
    _end(reading)


@app.command()
def articles(
    sources: options.Sources = None,
    where: options.Where = None,
    show_furniture: Annotated[
        bool,
        typer.Option("--show-furniture", help="List what was set aside of each article, and why."),
    ] = False,
    keep_furniture: options.KeepFurniture = False,
    form: options.FormatOption = None,
    output: options.Output = None,
    style: options.Style = "",
    no_truncate: Annotated[
        bool, typer.Option("--no-truncate", help="Show whole cells, however narrow the terminal.")
    ] = False,
) -> None:
    """List what was read: outlets, titles, dates, words, and the page furniture set aside.

    Example: framing articles articles/ --show-furniture
    """
    import framing

    reading = _read(sources, keep_furniture)
    conditions = options.parse_where(where)
    listing = framing.furniture if show_furniture else framing.articles
    table = listing(reading, where=conditions, keep_furniture=keep_furniture)
    emit_table(table, form, output, style, truncate=not no_truncate)
    _end(reading)


def _read(sources: list[str] | None, keep_furniture: bool) -> "Reading":
    """Read the sources and say on stderr what went wrong with any of them."""
    import framing
    from framing.readers import read_bundled_story

    if sources:
        reading = framing.read(sources, keep_furniture=keep_furniture)
    else:
        report("No sources named: reading the bundled sample corpus (invented outlets).")
        reading = read_bundled_story(keep_furniture=keep_furniture)
    for problem in reading.problems:
        report(str(problem))
    return reading


def _end(reading: "Reading") -> None:
    if reading.skipped:
        raise typer.Exit(DONE_WITH_SKIPS)
