"""The days, weeks, months, quarters and years that dates fall into."""

import re
from datetime import date

__all__ = ["PERIODS", "period_of"]

PERIODS = ("day", "week", "month", "quarter", "year")
"""What articles can be grouped by beside the columns they have, from their date."""

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?![\d-])")
_MONTHS_OF_A_QUARTER = 3


def period_of(written: str, period: str) -> str:
    """Return the period a date falls into.

    Args:
        written: A date as ISO 8601 writes it, perhaps with a time behind it: ``2024-06-22``,
            ``2024-06`` or ``2024``.
        period: One of `PERIODS`.

    Returns:
        ``2024-06-22``, ``2024-W25`` (the week of ISO 8601, whose year can be another one than the
        day's), ``2024-06``, ``2024-Q2`` or ``2024``; such names sort by time. Empty if the date is
        written otherwise, or not exactly enough.
    """
    found = _DATE.match(written)
    if not found:
        return ""
    year, month, day = (int(part) if part else 0 for part in found.groups())
    try:
        known = date(year, month or 1, day or 1)
    except ValueError:
        return ""
    iso = known.isocalendar()
    names = {
        "year": f"{year:04}",
        "quarter": f"{year:04}-Q{(month - 1) // _MONTHS_OF_A_QUARTER + 1}" if month else "",
        "month": f"{year:04}-{month:02}" if month else "",
        "week": f"{iso.year:04}-W{iso.week:02}" if day else "",
        "day": known.isoformat() if day else "",
    }
    return names[period]
