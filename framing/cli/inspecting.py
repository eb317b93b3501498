"""The commands that look behind the numbers."""

from typing import Annotated, Literal

import typer

from framing.cli import options
from framing.cli.app import app
from framing.cli.emit import emit_explanation, emit_table
from framing.cli.reading import end, read_sources
from framing.cli.reading_options import BY_DEFAULT, HowToRead, reading_options
from framing.resources import DEFAULT_LEXICON, DEFAULT_REFERENCE

__all__ = ["articles", "evidence", "explain", "salience", "terms"]


@app.command()
@reading_options
def explain(
    a: Annotated[str, typer.Argument(metavar="A", help="One outlet (or other group).")],
    b: Annotated[str, typer.Argument(metavar="B", help="The other.")],
    sources: options.Sources = None,
    lexicon: options.LexiconName = DEFAULT_LEXICON,
    by: options.By = "outlet",
    where: options.Where = None,
    stopwords: options.StopWords = "en",
    reference: options.ReferenceName = DEFAULT_REFERENCE,
    keep_furniture: options.KeepFurniture = False,
    how: HowToRead = BY_DEFAULT,
    no_cache: options.NoCache = False,
    shared: options.Shared = None,
    seed: options.Seed = 1,
    permutations: options.Permutations = 9_999,
    confidence: options.Confidence = 0.95,
    confirmatory: options.Confirmatory = False,
    wide: options.Wide = False,
    form: options.FormatOption = None,
    output: options.OutputOrFolder = None,
    excel: options.Excel = False,
    style: options.Style = "",
) -> None:
    """Explain one pair: what makes its divergence, and how sure it is.

    Example: framing explain DW "Nabka News" articles/
    """
    import framing

    reading = read_sources(sources, keep_furniture, how)
    result = framing.explain(
        a,
        b,
        reading,
        lexicon,
        by=by,
        where=options.parse_where(where),
        stopwords=stopwords,
        reference=reference,
        keep_furniture=keep_furniture,
        shared=shared,
        seed=seed,
        permutations=permutations,
        confidence=confidence,
        confirmatory=confirmatory,
    )
    emit_explanation(result, form, output, style, wide, excel)
    end(reading, how)


@app.command()
@reading_options
def terms(
    sources: options.Sources = None,
    lexicon: options.LexiconName = DEFAULT_LEXICON,
    by: options.By = "outlet",
    versus: Annotated[
        str | None,
        typer.Option("--versus", metavar="GROUP", help="Against this group; else the others."),
    ] = None,
    rank: Annotated[
        Literal["log-odds", "g2", "lrc", "tfidf"],
        typer.Option("--rank", help="What decides the order."),
    ] = "log-odds",
    most: Annotated[
        int | None,
        typer.Option("--most", metavar="N", min=1, help="At most so many terms a group."),
    ] = 20,
    phrases: Annotated[
        int,
        typer.Option(
            "--phrases", metavar="N", help="Phrases of up to N words too, under words they hold."
        ),
    ] = 1,
    where: options.Where = None,
    stopwords: options.StopWords = "en",
    keep_furniture: options.KeepFurniture = False,
    how: HowToRead = BY_DEFAULT,
    no_cache: options.NoCache = False,
    shared: options.Shared = None,
    seed: options.Seed = 1,
    permutations: options.Permutations = 9_999,
    confidence: options.Confidence = 0.95,
    wide: options.WideTable = False,
    form: options.FormatOption = None,
    output: options.Output = None,
    excel: options.Excel = False,
    style: options.Style = "",
    no_truncate: options.NoTruncate = False,
) -> None:
    """Print the terms that each group uses more than the others.

    Example: framing terms articles/ --most 10
    """
    import framing

    reading = read_sources(sources, keep_furniture, how)
    table = framing.terms(
        reading,
        lexicon,
        versus=versus,
        rank=rank,
        most=most,
        phrase_words=phrases,
        by=by,
        where=options.parse_where(where),
        stopwords=stopwords,
        keep_furniture=keep_furniture,
        shared=shared,
        seed=seed,
        permutations=permutations,
        confidence=confidence,
    )
    emit_table(table, form, output, style, not no_truncate, excel, wide)
    end(reading, how)


@app.command()
@reading_options
def salience(
    sources: options.Sources = None,
    lexicon: options.LexiconName = DEFAULT_LEXICON,
    by: options.By = "outlet",
    where: options.Where = None,
    keep_furniture: options.KeepFurniture = False,
    how: HowToRead = BY_DEFAULT,
    no_cache: options.NoCache = False,
    shared: options.Shared = None,
    seed: options.Seed = 1,
    permutations: options.Permutations = 9_999,
    confidence: options.Confidence = 0.95,
    wide: options.WideTable = False,
    form: options.FormatOption = None,
    output: options.Output = None,
    excel: options.Excel = False,
    style: options.Style = "",
    no_truncate: options.NoTruncate = False,
) -> None:
    """Print where in each article the frames stand: headline, lead, how early.

    Example: framing salience articles/ --format csv
    """
    import framing

    reading = read_sources(sources, keep_furniture, how)
    table = framing.salience(
        reading,
        lexicon,
        by=by,
        where=options.parse_where(where),
        keep_furniture=keep_furniture,
        shared=shared,
        seed=seed,
        permutations=permutations,
        confidence=confidence,
    )
    emit_table(table, form, output, style, not no_truncate, excel, wide)
    end(reading, how)


@app.command()
@reading_options
def evidence(
    sources: options.Sources = None,
    lexicon: options.LexiconName = DEFAULT_LEXICON,
    frame: options.FrameKey = None,
    by: options.By = "outlet",
    where: options.Where = None,
    keep_furniture: options.KeepFurniture = False,
    how: HowToRead = BY_DEFAULT,
    shared: options.Shared = None,
    context: Annotated[
        int, typer.Option("--context", min=0, help="Characters to show on either side of a hit.")
    ] = 60,
    form: options.FormatOption = None,
    output: options.Output = None,
    excel: options.Excel = False,
    style: options.Style = "",
    no_truncate: options.NoTruncate = False,
) -> None:
    """Print the hits in context: the words behind every number.

    Example: framing evidence articles/ --frame china --format jsonl
    """
    import framing

    reading = read_sources(sources, keep_furniture, how)
    table = framing.evidence(
        reading,
        lexicon,
        frame=frame,
        context=context,
        by=by,
        where=options.parse_where(where),
        keep_furniture=keep_furniture,
        shared=shared,
    )
    emit_table(table, form, output, style, truncate=not no_truncate, excel=excel)
    end(reading, how)


@app.command()
@reading_options
def articles(
    sources: options.Sources = None,
    where: options.Where = None,
    show_furniture: Annotated[
        bool,
        typer.Option("--show-furniture", help="List what was set aside of each article, and why."),
    ] = False,
    keep_furniture: options.KeepFurniture = False,
    how: HowToRead = BY_DEFAULT,
    form: options.FormatOption = None,
    output: options.Output = None,
    excel: options.Excel = False,
    style: options.Style = "",
    no_truncate: options.NoTruncate = False,
) -> None:
    """List what was read, and the page furniture set aside.

    Example: framing articles articles/ --show-furniture
    """
    import framing

    reading = read_sources(sources, keep_furniture, how)
    conditions = options.parse_where(where)
    listing = framing.furniture if show_furniture else framing.articles
    table = listing(reading, where=conditions, keep_furniture=keep_furniture)
    emit_table(table, form, output, style, truncate=not no_truncate, excel=excel)
    end(reading, how)
