"""A row as a line of JSON Lines."""

import json
from collections.abc import Mapping

__all__ = ["json_line"]

_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False)  # json.dumps would make one a row


def json_line(record: Mapping[str, str | int | float | bool | None]) -> str:
    """Write a row as a line of JSON Lines, in which undefined is null.

    Raises:
        ValueError: If a number is not finite.
    """
    return _ENCODER.encode(record) + "\n"
