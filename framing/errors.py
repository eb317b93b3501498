"""Every error that a user can cause.

A message names the value that was wrong, what was expected, and what to do about it, in one line.
The command line prints that line and ends with the exit code of the error's class; nothing else in
the package prints or ends the process.
"""

from collections.abc import Iterable
from difflib import get_close_matches

__all__ = [
    "BaselineError",
    "FramingError",
    "InputError",
    "LexiconError",
    "SettingError",
    "choice_error",
]


_MOST_LISTED = 50


class FramingError(Exception):
    """The base of all errors that this package raises on purpose."""


class InputError(FramingError):
    """An article, a table or a folder that cannot be read or holds nothing to measure."""


class LexiconError(FramingError):
    """A lexicon that cannot be found, read or used."""


class BaselineError(FramingError):
    """A baseline that cannot be read, or that was fitted with something else than is asked for."""


class SettingError(FramingError):
    """A setting, such as an option of a command, with a value that is not allowed."""


def choice_error(setting: str, value: str, allowed: Iterable[str]) -> SettingError:
    """Build the error for a value outside a closed set.

    Args:
        setting: The setting as the user knows it, such as ``--by``.
        value: What was given.
        allowed: The values that would have been right, in the order in which to show them.

    Returns:
        An error that lists what is allowed and, where one is near, the value that was meant.
    """
    choices = list(allowed)
    near = get_close_matches(value, choices, n=1)
    hint = f"; did you mean {near[0]!r}?" if near else ""
    more = len(choices) - _MOST_LISTED
    listed = ", ".join(choices[:_MOST_LISTED]) + (f", ... ({more:,} more)" if more > 0 else "")
    return SettingError(f"{setting}: {value!r} is not one of {listed}{hint}")
