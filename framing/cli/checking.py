"""What can be refused of a command's options before anything is read."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from framing.cli import options
from framing.cli.config_values import CHOSEN
from framing.cli.outputs import (
    INPUTS,
    TABLES,
    check_format,
    files_in,
    is_folder,
    named_format,
)
from framing.settings import Settings
from framing.tables import check_style

__all__ = ["check_options"]

_STANDARD_INPUT = "-"


def check_options(command: str, arguments: Mapping[str, Any]) -> None:
    """Refuse what would only be refused after all the work, and note what the command reads.

    Args:
        command: Its name.
        arguments: What its parameters are set to, by name.

    Raises:
        SettingError: If an option has a value that is not allowed, or the output is an input.
        FramingError: If the lexicon cannot be read.
    """
    _check_settings(arguments)
    if "form" in arguments:
        check_format(command, arguments["form"], arguments["output"])
        check_style(arguments["style"])
    output = arguments.get("output")
    if output is not None:
        INPUTS.note(_inputs(arguments))
        several = command in TABLES and is_folder(output)
        form = named_format(arguments.get("form"), output, folders=True) if several else None
        for path in files_in(output, command, form) if form else [output]:
            INPUTS.check(path)
    if arguments.get("lexicon") is not None:
        from framing.lexicon import load_lexicon

        lexicon = load_lexicon(arguments["lexicon"])
        if arguments.get("frame") is not None:
            lexicon.frame(arguments["frame"])


def _check_settings(arguments: Mapping[str, Any]) -> None:
    names = {field.name for field in fields(Settings)} - {"where"}
    given = {name: arguments[name] for name in names if arguments.get(name) is not None}
    settings = Settings(**given, where=options.parse_where(arguments.get("where")))
    if "stopwords" in given:
        from framing.lexicon.stop_words import load_stop_words

        load_stop_words(settings.stopwords)
    if "reference" in given and "baseline" not in arguments:
        from framing.reference import find_reference

        find_reference(settings.reference)


def _inputs(arguments: Mapping[str, Any]) -> Iterator[str | Path]:
    from framing.readers.index import INDEX_NAME
    from framing.readers.sources import find_files

    sources = arguments.get("sources") or arguments.get("new") or ()
    files, _ = find_files(source for source in sources if source != _STANDARD_INPUT)
    yield from (file.path for file in files)
    yield from {file.path.parent / INDEX_NAME for file in files}
    for name in ("lexicon", "reference", "baseline"):
        if arguments.get(name) is not None:
            yield arguments[name]
    if CHOSEN.read is not None:
        yield CHOSEN.read
