"""The commands of the main job."""

from pathlib import Path
from typing import Annotated

import typer

from framing.cli import options
from framing.cli.app import app
from framing.cli.emit import emit_comparison, emit_table
from framing.cli.reading import end, read_sources
from framing.resources import DEFAULT_LEXICON, DEFAULT_REFERENCE

__all__ = ["compare", "emphasis", "pairs"]


@app.command()
def compare(
    sources: options.Sources = None,
    lexicon: options.LexiconName = DEFAULT_LEXICON,
    by: options.By = "outlet",
    where: options.Where = None,
    stopwords: options.StopWords = "en",
    stem: options.Stem = False,
    reference: options.ReferenceName = DEFAULT_REFERENCE,
    keep_furniture: options.KeepFurniture = False,
    shared: options.Shared = None,
    seed: options.Seed = 1,
    permutations: options.Permutations = 9_999,
    confidence: options.Confidence = 0.95,
    confirmatory: options.Confirmatory = False,
    wide: options.Wide = False,
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
    """Compare outlets: emphasis of each frame, divergence of each pair.

    With no sources, the bundled sample corpus is compared. Example: framing compare articles/
    """
    import framing

    reading = read_sources(sources, keep_furniture)
    result = framing.compare(
        reading,
        lexicon,
        by=by,
        where=options.parse_where(where),
        stopwords=stopwords,
        stem=stem,
        reference=reference,
        keep_furniture=keep_furniture,
        shared=shared,
        seed=seed,
        permutations=permutations,
        confidence=confidence,
        confirmatory=confirmatory,
    )
    again = options.same_again(sources, lexicon, by, where, keep_furniture, shared)
    emit_comparison(result, form, output, style, wide, again)
    end(reading)


@app.command()
def emphasis(
    sources: options.Sources = None,
    lexicon: options.LexiconName = DEFAULT_LEXICON,
    frame: options.FrameKey = None,
    by: options.By = "outlet",
    where: options.Where = None,
    reference: options.ReferenceName = DEFAULT_REFERENCE,
    keep_furniture: options.KeepFurniture = False,
    shared: options.Shared = None,
    confidence: options.Confidence = 0.95,
    form: options.FormatOption = None,
    output: options.Output = None,
    style: options.Style = "",
    no_truncate: options.NoTruncate = False,
) -> None:
    """Print the emphasis of every group on every frame.

    Example: framing emphasis articles/ --format csv
    """
    import framing

    reading = read_sources(sources, keep_furniture)
    table = framing.emphasis(
        reading,
        lexicon,
        frame=frame,
        by=by,
        where=options.parse_where(where),
        reference=reference,
        keep_furniture=keep_furniture,
        shared=shared,
        confidence=confidence,
    )
    emit_table(table, form, output, style, truncate=not no_truncate)
    end(reading)


@app.command()
def pairs(
    sources: options.Sources = None,
    lexicon: options.LexiconName = DEFAULT_LEXICON,
    by: options.By = "outlet",
    where: options.Where = None,
    stopwords: options.StopWords = "en",
    stem: options.Stem = False,
    reference: options.ReferenceName = DEFAULT_REFERENCE,
    keep_furniture: options.KeepFurniture = False,
    shared: options.Shared = None,
    vocabulary: Annotated[
        bool,
        typer.Option(
            "--vocabulary", help="Add the divergence of vocabularies beyond chance (slower)."
        ),
    ] = False,
    seed: options.Seed = 1,
    permutations: options.Permutations = 9_999,
    confidence: options.Confidence = 0.95,
    confirmatory: options.Confirmatory = False,
    form: options.FormatOption = None,
    output: options.Output = None,
    style: options.Style = "",
    no_truncate: options.NoTruncate = False,
) -> None:
    """Print the divergence of every pair of groups.

    Example: framing pairs articles/ --by article -o pairs.csv
    """
    import framing

    reading = read_sources(sources, keep_furniture)
    table = framing.pairs(
        reading,
        lexicon,
        by=by,
        where=options.parse_where(where),
        stopwords=stopwords,
        stem=stem,
        reference=reference,
        keep_furniture=keep_furniture,
        shared=shared,
        seed=seed,
        permutations=permutations,
        confidence=confidence,
        confirmatory=confirmatory,
        vocabulary=vocabulary,
    )
    emit_table(table, form, output, style, truncate=not no_truncate)
    end(reading)
