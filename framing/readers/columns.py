"""Which column of a table holds what: as the user says, else by the column's name."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from framing.article import COLUMNS
from framing.errors import InputError, choice_error
from framing.readers.draft import Report
from framing.readers.options import MAPPED_COLUMNS
from framing.readers.problems import Problem

__all__ = ["fields_of_columns"]

_NAMES = {
    "text": "body content article article_text articletext article_body articlebody full_text "
    "fulltext maintext main_text body_text bodytext article_content plain_text plaintext",
    "id": "article_id articleid document_id doc_id docid uuid guid",
    "outlet": "publisher publication newspaper source source_name news_source site site_name "
    "sitename website media domain",
    "title": "headline article_title heading",
    "author": "authors byline creator writer",
    "date": "published publish_date published_at publishedat publication_date date_published "
    "pub_date pubdate datetime",
    "url": "link article_url web_url permalink uri",
    "story": "event",
    "language": "lang",
}
"""The names that are taken for a field beside its own, the likeliest first."""

_SEPARATORS = re.compile(r"[\s.\-]+")


def fields_of_columns(
    columns: Sequence[str], named: Mapping[str, str], name: str, report: Report
) -> tuple[dict[str, int], dict[str, int]]:
    """Say which column holds which field, and under which name the others are kept.

    Args:
        columns: The names of the columns, in order; one without a name is left out.
        named: The columns that the user named, by field.
        name: What to call the table in problems.
        report: Takes a warning where one of several columns was taken.

    Returns:
        The numbers of the columns by field, and those of the other columns by the name of their
        metadata.

    Raises:
        InputError: If a name stands twice, a column that was named is not there, or the column of
            the text cannot be told; the message lists the columns.
    """
    given = [column.strip() for column in columns]
    twice = [column for column, count in Counter(given).items() if column and count > 1]
    if twice:
        raise InputError(f"a column name stands twice: {twice[0]!r}; rename one")
    fields = {field: _named(given, field, column) for field, column in named.items()}
    for field in MAPPED_COLUMNS:
        free = [number for number in range(len(given)) if number not in fields.values()]
        candidates = _candidates(given, free, field) if field not in fields else []
        if len(candidates) > 1 and given[candidates[0]].lower() != field:
            _tell_choice(given, candidates, field, name, report)
        if candidates:
            fields[field] = candidates[0]
    if "text" not in fields:
        raise InputError(
            f"has no column that looks like the text (columns: {_list(given)}); "
            "call it 'text', or name it with --text-column"
        )
    others = [n for n, column in enumerate(given) if column and n not in fields.values()]
    return fields, _metadata_names(given, others)


def _named(given: Sequence[str], field: str, column: str) -> int:
    for fold in (str, str.casefold):
        matches = [n for n, one in enumerate(given) if fold(one) == fold(column.strip())]
        if len(matches) == 1:
            return matches[0]
    option = f"--{field}-column"
    raise InputError(str(choice_error(option, column, [one for one in given if one])))


def _candidates(given: Sequence[str], free: Sequence[int], field: str) -> list[int]:
    order = [field, *_NAMES.get(field, "").split()]
    found = [(order.index(folded), n) for n in free if (folded := _fold(given[n])) in order]
    return [n for _, n in sorted(found)]


def _fold(column: str) -> str:
    return _SEPARATORS.sub("_", column.strip().casefold())


def _tell_choice(
    given: Sequence[str], candidates: Sequence[int], field: str, name: str, report: Report
) -> None:
    likely = [given[n] for n in candidates]
    if field == "text":
        raise InputError(
            f"has several columns that may be the text ({', '.join(likely)}; "
            f"columns: {_list(given)}); call one 'text', or name it with --text-column"
        )
    option = f"--{field}-column" if field in ("id", "outlet", "title", "date") else "--column"
    message = (
        f"column {likely[0]!r} is taken for the {field}, and {', '.join(map(repr, likely[1:]))} "
        f"not; {option} says otherwise"
    )
    report(Problem(name, message, skipped=False))


def _metadata_names(given: Sequence[str], others: Sequence[int]) -> dict[str, int]:
    """Name the other columns in small letters, as front matter is, where that tells them apart."""
    taken = Counter(given[n].lower() for n in others)
    names = {}
    for n in others:
        column = given[n].lower() if taken[given[n].lower()] == 1 else given[n]
        # A name that every article has already would be lost behind that.
        names[f"{column}_column" if column in (*COLUMNS, "id", "article") else column] = n
    return names


def _list(columns: Sequence[str]) -> str:
    return ", ".join(column for column in columns if column) or "none"
