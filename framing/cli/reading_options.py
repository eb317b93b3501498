"""The options that say how sources are read: once here, for every command that reads any."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from framing.cli.checking import check_options
from framing.engines import ENGINES, EngineName, engine
from framing.errors import SettingError, choice_error

if TYPE_CHECKING:
    from framing.readers.options import ReadKeywords

__all__ = ["BY_DEFAULT", "HowToRead", "reading_options"]

Command = TypeVar("Command", bound=Callable[..., None])

_PARAMETER = "how"
_ENGINE = "engine"
_COUNTING = (
    "compare", "emphasis", "pairs", "explain", "terms", "salience", "count", "fit", "score"
)  # fmt: skip
"""The commands that count articles, and so have an option that says by what."""
_COLUMNS = ("text", "id", "outlet", "title", "date")
"""The fields that have an option of their own; others are given by ``--column``."""


@dataclass(frozen=True, slots=True)
class HowToRead:
    """What the options of reading said.

    Attributes:
        keywords: The options of `framing.read` that were given.
        strict: Whether the command fails if any input was skipped.
        words: The options as they could be given to another command.
        engine: By what articles are counted.
    """

    keywords: "ReadKeywords"
    strict: bool = False
    words: tuple[str, ...] = ()
    engine: EngineName = "auto"


BY_DEFAULT = HowToRead({})
"""What no option says otherwise."""


def reading_options(command: Command) -> Command:
    """Give a command the options of reading, which it gets in one parameter ``how``.

    They stand in its help where the parameter stands in its signature.
    """
    signature = inspect.signature(command)
    counts = command.__name__ in _COUNTING
    own = [option for option in _OPTIONS if counts or option.name != _ENGINE]

    @wraps(command)
    def with_options(**arguments: Any) -> None:
        given = {option.name: arguments.pop(option.name) for option in own}
        how = _how(given)
        check_options(command.__name__, arguments)
        with engine(how.engine):
            command(**arguments, **{_PARAMETER: how})

    parameters: list[inspect.Parameter] = []
    for parameter in signature.parameters.values():
        parameters += own if parameter.name == _PARAMETER else [parameter]
    # What typer looks at.
    with_options.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
    with_options.__annotations__ = {one.name: one.annotation for one in parameters}
    return with_options  # type: ignore[return-value]


def _option(
    name: str, kind: Any, default: Any, metavar: str | None, text: str
) -> inspect.Parameter:
    option = typer.Option(
        f"--{name.replace('_', '-')}",
        metavar=metavar,
        help=text,
        show_default=f"{default:g}" if isinstance(default, float) and default else False,
    )
    return inspect.Parameter(
        name,
        inspect.Parameter.POSITIONAL_OR_KEYWORD,
        default=default,
        annotation=Annotated[kind, option],
    )


_OPTIONS = (
    _option("text_column", str, "", "COLUMN", "Of tables: the column of the text."),
    _option("id_column", str, "", "COLUMN", "Of tables: the column of the ids."),
    _option("outlet_column", str, "", "COLUMN", "Of tables: the column of the outlets."),
    _option("title_column", str, "", "COLUMN", "Of tables: the column of the headlines."),
    _option("date_column", str, "", "COLUMN", "Of tables: the column of the dates."),
    _option(
        "column",
        list[str] | None,
        None,
        "FIELD=COLUMN",
        "Of tables: the column of author, url, story, language.",
    ),
    _option(
        "date_format",
        str,
        "",
        "FORMAT",
        "Of tables: how dates are written, such as %d/%m/%Y, to have them in ISO.",
    ),
    _option("furniture", bool, False, None, "Look for page furniture in tables too."),
    _option("encoding", str, "", "NAME", "The encoding of the texts, if it is not told rightly."),
    _option(
        "input_format",
        str,
        "",
        "KIND",
        "What comes in on standard input: text, html, mhtml, pdf, docx, csv, tsv, jsonl, json, "
        "parquet, warc.",
    ),
    _option("max_file_mb", float, 100.0, "MB", "The largest file that is read as one article."),
    _option(
        _ENGINE,
        str,
        "auto",
        "ENGINE",
        "How articles are counted: auto, plain, numpy or compiled; the results are the same.",
    ),
    _option(
        "strict", bool, False, None, "Fail (exit code 1) and write nothing if any input is skipped."
    ),
)


def _how(given: dict[str, Any]) -> HowToRead:
    columns = {name: given[f"{name}_column"] for name in _COLUMNS if given[f"{name}_column"]}
    for assignment in given["column"] or []:
        name, column = _assignment(assignment)
        if name in columns:
            raise SettingError(f"--column: the column of {name!r} is given twice")
        columns[name] = column
    keywords: ReadKeywords = {
        "date_format": given["date_format"],
        "furniture": given["furniture"],
        "encoding": given["encoding"],
        "input_format": given["input_format"],
        "max_file_mb": given["max_file_mb"],
    }
    for name, column in columns.items():
        keywords[f"{name}_column"] = column  # type: ignore[literal-required]  # checked above
    engine = given.get(_ENGINE, BY_DEFAULT.engine)
    if engine not in ENGINES:
        raise choice_error("--engine", engine, ENGINES)
    return HowToRead(keywords, given["strict"], tuple(_words(given)), engine)


def _assignment(given: str) -> tuple[str, str]:
    """Read ``FIELD=COLUMN``."""
    from framing.readers.options import MAPPED_COLUMNS

    name, equals, column = given.partition("=")
    if not (name and equals and column):
        raise SettingError(f"--column: {given!r} is not of the form FIELD=COLUMN")
    if name not in MAPPED_COLUMNS:
        raise choice_error("--column", name, MAPPED_COLUMNS)
    return name, column


def _words(given: dict[str, Any]) -> list[str]:
    words: list[str] = []
    for option in _OPTIONS:
        if option.name in {"strict", _ENGINE}:
            continue
        value, name = given[option.name], f"--{option.name.replace('_', '-')}"
        if value == option.default:
            continue
        for one in value if isinstance(value, list) else [value]:
            words += (
                [name] if one is True else [name, f"{one:g}" if isinstance(one, float) else one]
            )
    return words
