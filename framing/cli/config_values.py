"""What a configuration file sets, as defaults of a command's options."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperOption

from framing.cli.config_file import ConfigFile, find_config, read_config
from framing.cli.every_command import OF_ONE_RUN, name_of, options_of, options_of_all

__all__ = ["CHOSEN", "Chosen", "choose_config", "choose_no_config", "config_in_force"]


@dataclass(slots=True)
class Chosen:
    """Which file the run is to read.

    Attributes:
        path: The file that was named; None to look for one.
        nothing: Whether to read none.
        read: The file whose settings were taken.
        passed_over: What has the name of such a file and is none.
        context: The command that is run, with who set each of its options.
    """

    path: Path | None = None
    nothing: bool = False
    read: Path | None = None
    passed_over: tuple[Path, ...] = ()
    context: typer.Context | None = None

    def reset(self) -> None:
        """Begin a run."""
        self.path, self.nothing, self.read = None, False, None
        self.passed_over, self.context = (), None


CHOSEN = Chosen()
"""That of the run that is going on."""


def choose_config(ctx: typer.Context, path: Path | None) -> Path | None:
    """Note the file that is named; before a command, also set the defaults of its options."""
    CHOSEN.path = path or CHOSEN.path
    if ctx.parent is not None and not ctx.resilient_parsing:
        CHOSEN.context = ctx
        _set_defaults(ctx)
    return path


def choose_no_config(ctx: typer.Context, wanted: bool) -> bool:
    """Note that no file is to be read, whichever was named before."""
    CHOSEN.nothing = wanted or CHOSEN.nothing
    if wanted and ctx.parent is not None:
        ctx.default_map, CHOSEN.read, CHOSEN.passed_over = {}, None, ()
    return wanted


def config_in_force() -> ConfigFile:
    """Return the file that is in force: the one that was named, or the nearest.

    Raises:
        SettingError: If it cannot be read.
    """
    if CHOSEN.nothing:
        return ConfigFile()
    if CHOSEN.path is not None:
        return read_config(CHOSEN.path)
    try:
        return find_config(Path.cwd())
    except FileNotFoundError:  # the working folder is gone
        return ConfigFile()


def checked_value(config: ConfigFile, key: str, option: TyperOption, ctx: Any) -> Any:
    """Return a value of the file for an option; a path is relative to the file.

    Raises:
        SettingError: If it is of the wrong type or not allowed.
    """
    value = config.values[key]
    expected, fits = _expected(option, value)
    if not fits:
        raise config.error(key, f"{value!r} is not {expected}")
    try:
        option.process_value(ctx, value)
    except typer.BadParameter as error:
        raise config.error(key, error.message) from None
    if isinstance(value, str) and config.path is not None and _names_a_file(option, value):
        return str(config.path.parent / Path(value).expanduser())
    return value


def _set_defaults(ctx: typer.Context) -> None:
    config = config_in_force()
    CHOSEN.read, CHOSEN.passed_over = config.path, config.passed_over
    all_options = options_of_all(ctx.find_root().command)
    for key in OF_ONE_RUN:
        if key in config.keys:
            raise config.error(key, "is for one run; give it on the command line")
    config.check_keys({key: name_of(option) for key, option in all_options.items()})
    own = options_of(ctx.command)
    for key in config.values:
        option = own.get(key) or all_options[key]
        value = checked_value(config, key, option, ctx)
        if key in own:
            ctx.default_map = {**(ctx.default_map or {}), option.name: value}


def _expected(option: TyperOption, value: Any) -> tuple[str, bool]:
    """Say what an option takes in a file, and whether a value is that."""
    kind = option.type_descriptor.annotation
    if option.is_flag:
        return "true or false", isinstance(value, bool)
    if option.multiple:
        is_list = isinstance(value, list) and all(isinstance(part, str) for part in value)
        return "a list of strings", is_list
    if kind is int:
        return "a whole number", isinstance(value, int) and not isinstance(value, bool)
    if kind is float:
        return "a number", isinstance(value, int | float) and not isinstance(value, bool)
    return "a string", isinstance(value, str)


def _names_a_file(option: TyperOption, value: str) -> bool:
    """Tell a path from a name, such as that of a bundled lexicon: it has a folder or a suffix."""
    if "FILE" not in (option.metavar or "") and "FOLDER" not in (option.metavar or ""):
        return False
    is_name = "NAME" in (option.metavar or "") and Path(value).name == value
    return not (is_name and not Path(value).suffix)
