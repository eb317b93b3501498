"""The commands of the main job."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from framing.cli import options
from framing.cli.app import app
from framing.cli.emit import emit_comparison, emit_table
from framing.cli.large import read_or_count
from framing.cli.reading import end
from framing.cli.reading_options import BY_DEFAULT, HowToRead, reading_options
from framing.resources import DEFAULT_LEXICON, DEFAULT_REFERENCE

if TYPE_CHECKING:
    from framing.results import Table
    from framing.settings import Options

__all__ = ["compare", "emphasis", "pairs"]


@app.command()
@reading_options
def compare(
    sources: options.Sources = None,
    lexicon: options.LexiconName = DEFAULT_LEXICON,
    by: options.By = "outlet",
    where: options.Where = None,
    stopwords: options.StopWords = "en",
    stem: options.Stem = False,
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
    no_truncate: options.NoTruncate = False,
) -> None:
    """Compare outlets: emphasis of each frame, divergence of each pair.

    With no sources, the bundled sample corpus is compared. Example: framing compare articles/
    """
    import framing

    chosen: Options = {
        "by": by,
        "where": options.parse_where(where),
        "stopwords": stopwords,
        "stem": stem,
        "reference": reference,
        "keep_furniture": keep_furniture,
        "shared": shared,
        "seed": seed,
        "permutations": permutations,
        "confidence": confidence,
        "confirmatory": confirmatory,
    }
    reading = read_or_count(sources, lexicon, how, form, output, **chosen)
    result = framing.compare(reading, lexicon, **chosen)
    again = options.same_again(sources, lexicon, by, where, keep_furniture, shared, how.words)
    listed = options.same_articles(sources, where, keep_furniture, how.words)
    emit_comparison(result, form, output, style, wide, again, listed, excel, not no_truncate)
    end(reading, how)


@app.command()
@reading_options
def emphasis(
    sources: options.Sources = None,
    lexicon: options.LexiconName = DEFAULT_LEXICON,
    frame: options.FrameKey = None,
    by: options.By = "outlet",
    where: options.Where = None,
    reference: options.ReferenceName = DEFAULT_REFERENCE,
    keep_furniture: options.KeepFurniture = False,
    how: HowToRead = BY_DEFAULT,
    no_cache: options.NoCache = False,
    shared: options.Shared = None,
    confidence: options.Confidence = 0.95,
    ladder: Annotated[
        bool,
        typer.Option("--ladder", help="Show the design effects behind the intervals instead."),
    ] = False,
    wide: options.WideTable = False,
    form: options.FormatOption = None,
    output: options.Output = None,
    excel: options.Excel = False,
    style: options.Style = "",
    no_truncate: options.NoTruncate = False,
) -> None:
    """Print the emphasis of every group on every frame.

    Example: framing emphasis articles/ --format csv
    """
    import framing

    chosen: Options = {
        "by": by,
        "where": options.parse_where(where),
        "reference": reference,
        "keep_furniture": keep_furniture,
        "shared": shared,
        "confidence": confidence,
    }
    reading = read_or_count(sources, lexicon, how, form, output, **chosen)
    measure: Callable[..., Table[Any]] = framing.design_effects if ladder else framing.emphasis
    table = measure(reading, lexicon, frame=frame, **chosen)
    emit_table(table, form, output, style, not no_truncate, excel, wide)
    end(reading, how)


@app.command()
@reading_options
def pairs(
    sources: options.Sources = None,
    lexicon: options.LexiconName = DEFAULT_LEXICON,
    by: options.By = "outlet",
    where: options.Where = None,
    stopwords: options.StopWords = "en",
    stem: options.Stem = False,
    reference: options.ReferenceName = DEFAULT_REFERENCE,
    keep_furniture: options.KeepFurniture = False,
    how: HowToRead = BY_DEFAULT,
    no_cache: options.NoCache = False,
    shared: options.Shared = None,
    vocabulary: Annotated[
        bool,
        typer.Option(
            "--vocabulary", help="Add the divergence of vocabularies beyond chance (slower)."
        ),
    ] = False,
    nearest: options.Nearest = None,
    farthest: options.Farthest = None,
    min_hits: options.MinHits = None,
    seed: options.Seed = 1,
    permutations: options.Permutations = 9_999,
    confidence: options.Confidence = 0.95,
    confirmatory: options.Confirmatory = False,
    wide: options.WideTable = False,
    form: options.FormatOption = None,
    output: options.Output = None,
    excel: options.Excel = False,
    style: options.Style = "",
    no_truncate: options.NoTruncate = False,
) -> None:
    """Print the divergence of every pair of groups.

    Example: framing pairs articles/ --by article -o pairs.csv

    Of very many groups: framing pairs news.csv --by article --farthest 20
    """
    import framing

    chosen: Options = {
        "by": by,
        "where": options.parse_where(where),
        "stopwords": stopwords,
        "stem": stem,
        "reference": reference,
        "keep_furniture": keep_furniture,
        "shared": shared,
        "seed": seed,
        "permutations": permutations,
        "confidence": confidence,
        "confirmatory": confirmatory,
        "vocabulary": vocabulary,
    }
    reading = read_or_count(sources, lexicon, how, form, output, **chosen)
    table = framing.pairs(
        reading, lexicon, nearest=nearest, farthest=farthest, min_hits=min_hits, **chosen
    )
    emit_table(table, form, output, style, not no_truncate, excel, wide)
    end(reading, how)
