"""Baselines: freeze a collection, score later articles against it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from framing.cli import options
from framing.cli.app import app
from framing.cli.emit import emit_table
from framing.cli.monitor import Alarm, read_all_lines, score_stream
from framing.cli.reading import check_strict, end, end_with, read_sources
from framing.cli.reading_options import BY_DEFAULT, HowToRead, reading_options
from framing.resources import DEFAULT_LEXICON, DEFAULT_REFERENCE

if TYPE_CHECKING:
    from framing.results import Table

__all__ = ["BEYOND", "fit", "score"]

BEYOND = 4

baseline_app = typer.Typer(
    help="Freeze a baseline; score new articles against it.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.add_typer(baseline_app, name="baseline")


@baseline_app.command()
@reading_options
def fit(
    output: Annotated[
        Path,
        typer.Option("--output", "-o", metavar="FILE", help="The baseline: a JSON file to write."),
    ],
    sources: options.Sources = None,
    lexicon: options.LexiconName = DEFAULT_LEXICON,
    by: options.By = "outlet",
    where: options.Where = None,
    reference: options.ReferenceName = DEFAULT_REFERENCE,
    keep_furniture: options.KeepFurniture = False,
    how: HowToRead = BY_DEFAULT,
) -> None:
    """Freeze a collection of articles as a baseline.

    Example: framing baseline fit articles/ -o baseline.json
    """
    import framing

    reading = read_sources(sources, keep_furniture, how)
    baseline = framing.fit_baseline(
        reading,
        lexicon,
        by=by,
        where=options.parse_where(where),
        reference=reference,
        keep_furniture=keep_furniture,
    )
    baseline.save(output)
    end(reading, how)


@baseline_app.command()
@reading_options
def score(
    new: Annotated[
        list[str],
        typer.Argument(
            metavar="NEW",
            help="Files, folders, glob patterns, or - for standard input.",
            show_default=False,
        ),
    ],
    baseline: Annotated[
        Path,
        typer.Option("--baseline", "-b", metavar="FILE", help="What framing baseline fit wrote."),
    ],
    lexicon: Annotated[
        str | None,
        typer.Option(
            "--lexicon",
            "-l",
            metavar="NAME|FILE",
            help="The lexicon of the baseline; only needed if it is not a bundled one.",
            show_default=False,
        ),
    ] = None,
    against: Annotated[
        Literal["all", "group"],
        typer.Option("--against", help="Score against all articles, or those of the own group."),
    ] = "all",
    neighbours: Annotated[
        int | None,
        typer.Option(
            "--neighbours",
            metavar="N",
            min=1,
            help="Print instead the N nearest and farthest articles of the baseline.",
            show_default=False,
        ),
    ] = None,
    fail_beyond: Annotated[
        float | None,
        typer.Option(
            "--fail-beyond",
            metavar="X",
            help="End with exit code 4 if any position is above X or below -X (1.96 is 1 in 20).",
            show_default=False,
        ),
    ] = None,
    reference: Annotated[
        str | None,
        typer.Option(
            "--reference",
            metavar="NAME|FILE",
            help="Refuse a baseline with another reference.",
            show_default=False,
        ),
    ] = None,
    keep_furniture: Annotated[
        bool | None,
        typer.Option(
            "--keep-furniture/--no-keep-furniture",
            help="Refuse a baseline in which page furniture was treated otherwise.",
            show_default=False,
        ),
    ] = None,
    how: HowToRead = BY_DEFAULT,
    confidence: options.Confidence = 0.95,
    wide: options.WideTable = False,
    form: options.FormatOption = None,
    output: options.Output = None,
    excel: options.Excel = False,
    style: options.Style = "",
    no_truncate: options.NoTruncate = False,
) -> None:
    """Score new articles against a baseline, each for itself.

    With --input-format jsonl and --format jsonl, articles are scored as they come in, each line
    written at once. Example: framing baseline score new/ --baseline baseline.json

    Exit code 4: an article lies beyond --fail-beyond; it is named on stderr.
    """
    import framing
    from framing.readers.options import ReadOptions

    frozen = framing.load_baseline(baseline)
    settings: dict[str, Any] = {
        "confidence": confidence,
        "against": against,
        "reference": reference,
        "keep_furniture": keep_furniture,
    }
    scorer = frozen.scorer(lexicon, **settings)
    alarm = Alarm(fail_beyond, scorer)
    in_lines = how.keywords.get("input_format") == "jsonl"
    options_of_reading = ReadOptions(**how.keywords)
    if in_lines and form == "jsonl" and output is None and neighbours is None:
        skipped = score_stream(scorer, new, alarm, options_of_reading)
    else:
        reading = (
            read_all_lines(new, options_of_reading)
            if in_lines
            else read_sources(new, frozen.keep_furniture, how)
        )
        check_strict(reading, how)
        result = frozen.score(reading, lexicon, neighbours=neighbours or 0, **settings)
        table: Table[Any] = result.scores if neighbours is None else result.neighbours
        emit_table(table, form, output, style, not no_truncate, excel, wide)
        alarm.look(result.scores)
        skipped = reading.skipped
    if alarm.raised:
        raise typer.Exit(BEYOND)
    end_with(skipped, how)
