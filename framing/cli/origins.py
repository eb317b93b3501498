"""Who set a value that is refused, where it was not the command line."""

import re
from typing import Any

import typer
from typer.core import TyperOption

from framing.cli.config_values import CHOSEN
from framing.cli.every_command import name_of, variable_of

__all__ = ["name_variable", "with_origin"]

_OPTION = re.compile(r"(--[a-z-]+)(?=[ :])")


def with_origin(message: str) -> str:
    """Name in an error the variable or the file and key that set the option it begins with."""
    found, context = _OPTION.match(message), CHOSEN.context
    if found is None or context is None:
        return message
    option = next((one for one in context.command.params if found[1] in one.opts), None)
    origin = _origin(option, context)
    return f"{origin}{message[found.end() :]}" if origin else message


def name_variable(error: typer.BadParameter) -> None:
    """Let an error of the parser of the command line name the variable that holds the value."""
    origin = _origin(error.param, error.ctx)
    if origin:
        error.param_hint = origin


def _origin(option: Any, context: Any) -> str:
    """Return what set an option; empty if that was the command line, or nothing."""
    if context is None or not isinstance(option, TyperOption):
        return ""
    source = context.get_parameter_source(option.name)
    kind = source.name if source is not None else ""
    if kind == "ENVIRONMENT":
        return variable_of(option)
    if kind == "DEFAULT_MAP":
        return f"{CHOSEN.read}: {name_of(option)}"
    return ""
