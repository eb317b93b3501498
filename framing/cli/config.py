"""The command that shows which settings are in force, and who set them."""

from dataclasses import dataclass
from typing import Any

import typer
from typer.core import TyperOption

from framing._version import __version__
from framing.cli import options
from framing.cli.app import app
from framing.cli.config_file import ConfigFile
from framing.cli.config_values import checked_value, config_in_force
from framing.cli.emit import emit_table
from framing.cli.every_command import name_of, options_of_all, variable_of
from framing.cli.outputs import INPUTS
from framing.cli.reading import remark_passed_over
from framing.cli.voice import remark

__all__ = ["ConfigRow", "config"]


@dataclass(frozen=True, slots=True)
class ConfigRow:
    """An option and what it is set to.

    Attributes:
        option: Its name, as on the command line and, without the dashes, in a file.
        value: Its value; empty where none is set.
        source: Where the value comes from: ``default``, ``environment``, or the path of the file.
        variable: The variable of the environment that sets it.
    """

    option: str
    value: str
    source: str
    variable: str


@app.command()
def config(
    ctx: typer.Context,
    form: options.FormatOption = None,
    output: options.Output = None,
    excel: options.Excel = False,
    style: options.Style = "",
) -> None:
    """Print the settings that are in force, and where they come from.

    Example: framing config --format json
    """
    from hashlib import sha256

    from framing.results import Manifest, Table

    file = config_in_force()
    remark_passed_over()
    if file.path is None:
        remark("No configuration file.")
    else:
        INPUTS.note([file.path])
    known = options_of_all(ctx.find_root().command)
    rows = tuple(_row(key, option, file, ctx) for key, option in known.items())
    manifest = Manifest(__version__, "config", {}, None, 0, sha256().hexdigest())
    emit_table(Table("config", ConfigRow, rows, manifest), form, output, style, excel=excel)


def _row(key: str, option: TyperOption, file: ConfigFile, ctx: typer.Context) -> ConfigRow:
    value, source = _value(key, option, file, ctx)
    return ConfigRow(f"--{name_of(option)}", _as_text(value), source, variable_of(option))


def _value(key: str, option: TyperOption, file: ConfigFile, ctx: typer.Context) -> tuple[Any, str]:
    in_environment = option.value_from_envvar(ctx)
    if in_environment is not None:
        return in_environment, "environment"
    if key in file.values:
        return checked_value(file, key, option, ctx), str(file.path)
    return option.default, "default"


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
