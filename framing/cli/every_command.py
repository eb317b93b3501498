"""What all commands have in common: added once, when the program is put together.

Every option can be set in the environment, as FRAMING_ and its name in capitals; every switch has
an opposite, so that the command line can undo what a file switched on; and the options of
``framing`` itself may also stand behind the name of the command.
"""

from collections.abc import Iterator
from copy import copy
from typing import Any

from typer.core import TyperGroup, TyperOption

__all__ = ["SHARED", "complete_commands", "key_of", "name_of", "options_of", "options_of_all"]

SHARED = ("quiet", "verbose", "debug", "config", "no_config")
"""The options of ``framing`` that may also stand behind the name of a command."""

OF_ONE_RUN = ("output", "to", "set")
"""Options that would do harm in every run, and so are no setting."""

_PREFIX = "FRAMING_"
_NEGATION = "--no-"


def complete_commands(group: TyperGroup) -> None:
    """Give all commands of the program what all have in common."""
    shared = [option for option in _options(group) if option.name in SHARED]
    for command in _leaves(group):
        for option in _options(command):
            option.show_envvar = False
            if key_of(option) not in OF_ONE_RUN:
                option.envvar = variable_of(option)
            if option.is_bool_flag and not option.secondary_opts:
                _add_opposite(option)
        for option in shared:
            again = copy(option)
            again.hidden, again.expose_value = True, False
            command.params.append(again)
    for option in shared:
        option.envvar, option.show_envvar = variable_of(option), False


def options_of(command: Any) -> dict[str, TyperOption]:
    """Return the options of a command that can be settings, by key."""
    options = {key_of(option): option for option in _options(command) if not option.hidden}
    return {key: option for key, option in options.items() if key not in OF_ONE_RUN}


def options_of_all(group: Any) -> dict[str, TyperOption]:
    """Return the options of all commands that can be settings, by key, in the order of the help."""
    found: dict[str, TyperOption] = {}
    for command in _leaves(group):
        found |= {k: option for k, option in options_of(command).items() if k not in found}
    return found


def name_of(option: TyperOption) -> str:
    """Return the name of an option in a file: its long name without the dashes."""
    return max(option.opts, key=len).lstrip("-")


def key_of(option: TyperOption) -> str:
    """Return the name of an option with ``_`` for ``-``."""
    return name_of(option).replace("-", "_")


def variable_of(option: TyperOption) -> str:
    """Return the variable of the environment that sets an option."""
    return _PREFIX + key_of(option).upper()


def _options(command: Any) -> Iterator[TyperOption]:
    yield from (option for option in command.params if isinstance(option, TyperOption))


def _leaves(group: Any) -> Iterator[Any]:
    for command in group.commands.values():
        if isinstance(command, TyperGroup):
            yield from _leaves(command)
        else:
            yield command


def _add_opposite(option: TyperOption) -> None:
    """Let a switch be switched off; the help keeps to what people switch on."""
    plain = option.opts[0]
    bare = plain.removeprefix(_NEGATION)
    option.secondary_opts = [f"--{bare}" if bare != plain else f"{_NEGATION}{plain[2:]}"]
    record = option.get_help_record

    def without_opposite(ctx: Any) -> tuple[str, str] | None:
        opposite, option.secondary_opts = option.secondary_opts, []
        try:
            return record(ctx)
        finally:
            option.secondary_opts = opposite

    option.get_help_record = without_opposite  # type: ignore[method-assign]
