"""The options that commands share, each with its help, said once."""

import shlex
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from framing.cache.use import choose_cache
from framing.cli import completion
from framing.cli.named_lexicon import note_lexicon
from framing.errors import SettingError
from framing.resources import DEFAULT_LEXICON
from framing.tables import FORMATS

__all__ = [
    "By",
    "Confidence",
    "Confirmatory",
    "Excel",
    "Farthest",
    "FormatOption",
    "FrameKey",
    "KeepFurniture",
    "LexiconName",
    "MinHits",
    "Nearest",
    "NoCache",
    "NoTruncate",
    "Output",
    "OutputOrFolder",
    "Permutations",
    "ReferenceName",
    "Seed",
    "Shared",
    "Sources",
    "Stem",
    "StopWords",
    "Style",
    "Where",
    "Wide",
    "WideTable",
    "parse_pairs",
    "parse_where",
    "same_again",
    "same_articles",
]

Sources: TypeAlias = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="SOURCES",
        help="Files, folders, glob patterns, or - for standard input; "
        "the bundled sample corpus if none is named.",
        show_default=False,
    ),
]
LexiconName: TypeAlias = Annotated[
    str,
    typer.Option(
        "--lexicon",
        "-l",
        metavar="NAME|FILE",
        help="A bundled lexicon or a YAML file.",
        callback=note_lexicon,
        autocompletion=completion.lexicons,
    ),
]
By: TypeAlias = Annotated[
    str,
    typer.Option(
        "--by",
        metavar="COLUMN",
        help="Group by outlet, article, date, week, month, year, story or any column.",
        autocompletion=completion.columns,
    ),
]
FrameKey: TypeAlias = Annotated[
    str | None,
    typer.Option("--frame", metavar="FRAME", help="Only this frame.", show_default=False),
]
Where: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--where",
        metavar="COLUMN=VALUE",
        help="Only articles with this value; several columns may be given.",
        show_default=False,
    ),
]
StopWords: TypeAlias = Annotated[
    str,
    typer.Option(
        "--stopwords",
        metavar="LIST",
        help="Words that the vocabulary measures leave out: en or none.",
        autocompletion=completion.stop_words,
    ),
]
Stem: TypeAlias = Annotated[
    bool,
    typer.Option("--stem", help="Vocabulary measures put words of one stem together (Snowball)."),
]
Nearest: TypeAlias = Annotated[
    int | None,
    typer.Option(
        "--nearest",
        metavar="K",
        min=1,
        max=100_000,
        help="Only the K pairs that diverge least, found without measuring all.",
        show_default=False,
    ),
]
Farthest: TypeAlias = Annotated[
    int | None,
    typer.Option(
        "--farthest",
        metavar="K",
        min=1,
        max=100_000,
        help="Only the K pairs that diverge most; with --nearest, both.",
        show_default=False,
    ),
]
MinHits: TypeAlias = Annotated[
    int | None,
    typer.Option(
        "--min-hits",
        metavar="N",
        min=1,
        help="Of --nearest and --farthest: among groups with so many hits.  [default: 10]",
        show_default=False,
    ),
]
Seed: TypeAlias = Annotated[
    int, typer.Option("--seed", metavar="N", help="What random numbers start from.")
]
Permutations: TypeAlias = Annotated[
    int,
    typer.Option(
        "--permutations", metavar="N", help="How often units are dealt anew for a chance level."
    ),
]
Confidence: TypeAlias = Annotated[
    float, typer.Option("--confidence", metavar="P", help="Confidence of intervals, 0 to 1.")
]
Confirmatory: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--confirmatory", help="Hold the chance of any false call (Holm), not the rate of them."
    ),
]
Wide: TypeAlias = Annotated[bool, typer.Option("--wide", help="Show every measure.")]
WideTable: TypeAlias = Annotated[
    bool,
    typer.Option("--wide", help="Show every column in a table; other formats always have all."),
]
NoTruncate: TypeAlias = Annotated[
    bool, typer.Option("--no-truncate", help="Show whole cells, however narrow the terminal.")
]
ReferenceName: TypeAlias = Annotated[
    str,
    typer.Option(
        "--reference",
        metavar="NAME|FILE",
        help="Document frequencies that TF-IDF is shrunk to: en-news, a file, or none.",
        autocompletion=completion.references,
    ),
]
KeepFurniture: TypeAlias = Annotated[
    bool, typer.Option("--keep-furniture", help="Count page furniture as text of the article.")
]
Shared: TypeAlias = Annotated[
    bool | None,
    typer.Option(
        "--shared/--no-shared",
        help="Look for shared passages: near-copies count once, and what pairs share is told; "
        "by itself among up to 200 articles.",
        show_default=False,
    ),
]
NoCache: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--no-cache",
        callback=lambda no: choose_cache(not no),  # so that commands need not look at it
        help="Count every article anew, and keep no counts (framing cache).",
    ),
]
FormatOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--format",
        "-f",
        metavar="FORMAT",
        help=f"{', '.join(FORMATS)}; by the suffix of -o if not given, or else a table.",
        show_default=False,
        autocompletion=completion.formats,
    ),
]
Output: TypeAlias = Annotated[
    Path | None,
    typer.Option("--output", "-o", help="Write to this file, whole or not at all.", metavar="FILE"),
]
OutputOrFolder: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE|FOLDER",
        help="Write to this file, or each table to a file of this folder.",
    ),
]
Excel: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--excel",
        help="CSV and TSV for a spreadsheet: with a byte-order mark, and ' before what would "
        "become a formula.",
    ),
]
Style: TypeAlias = Annotated[
    str,
    typer.Option(
        "--style",
        metavar="STYLE",
        help="How a table is drawn: simple, grid, rounded_grid, ... (any style of tabulate).",
        show_default=False,
    ),
]


def parse_where(conditions: list[str] | None) -> dict[str, str]:
    """Read ``COLUMN=VALUE`` conditions.

    Raises:
        SettingError: If a condition has no ``=`` or no column.
    """
    return parse_pairs("--where", conditions)


def parse_pairs(option: str, conditions: list[str] | None) -> dict[str, str]:
    """Read what an option says of columns; arguments and errors as `parse_where`."""
    parsed = {}
    for condition in conditions or []:
        column, equals, value = condition.partition("=")
        if not (column and equals):
            raise SettingError(f"{option}: {condition!r} is not of the form COLUMN=VALUE")
        if column in parsed:
            raise SettingError(
                f"{option}: {column!r} is given twice; articles have one value in a column"
            )
        parsed[column] = value
    return parsed


def same_again(
    sources: list[str] | None,
    lexicon: str,
    by: str,
    where: list[str] | None,
    keep_furniture: bool,
    shared: bool | None = None,
    how: tuple[str, ...] = (),
) -> str:
    """Return the sources and options with which another command measures the same articles."""
    words = []
    if lexicon != DEFAULT_LEXICON:
        words += ["--lexicon", lexicon]
    if by != "outlet":
        words += ["--by", by]
    if shared is not None:
        words.append("--shared" if shared else "--no-shared")
    articles = same_articles(sources, where, keep_furniture, how)
    return " ".join(part for part in (shlex.join(words), articles) if part)


def same_articles(
    sources: list[str] | None,
    where: list[str] | None,
    keep_furniture: bool,
    how: tuple[str, ...] = (),
) -> str:
    """Return the sources and options with which ``framing articles`` lists the same articles."""
    words = []
    for condition in where or []:
        words += ["--where", condition]
    if keep_furniture:
        words.append("--keep-furniture")
    words += how
    named = sources or []
    dashes = ["--"] if any(source.startswith("-") and len(source) > 1 for source in named) else []
    return shlex.join([*words, *dashes, *named])
