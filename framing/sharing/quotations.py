"""Which words of a text stand inside double quotation marks."""

from collections.abc import Iterator

import regex

from framing.article import Span

__all__ = ["find_quotations"]

_MARK = regex.compile(r"""["\u201c\u201d\u201e\u201f\u00ab\u00bb\uff02]""")
_CLOSED_BY = {
    '"': '"\u201d\uff02',
    "\uff02": '"\uff02',
    "\u201c": '\u201d"',
    "\u201f": '\u201d"',
    "\u201d": "\u201d",  # Swedish and Finnish open with it too
    "\u201e": '\u201c\u201d"',
    "\u00ab": "\u00bb",
    "\u00bb": "\u00ab",  # as German and Danish books do
}
_EITHER_WAY = '"\uff02\u201d'
"""Marks that close as well as open; what stands before them tells."""
_OPENS_BEHIND = regex.compile(r"[\s\p{Ps}\p{Pd}\p{Pi}/]")


def find_quotations(text: str, paragraph: Span) -> Iterator[Span]:
    """Find what stands in quotation marks in one paragraph.

    Straight and curly double marks and guillemets are known; single ones are not, since they are
    apostrophes too. A mark that would close what was never opened is passed over. A quotation that
    is not closed ends with its paragraph, as it does by convention where a quotation of several
    paragraphs opens anew in each.

    Args:
        text: The text.
        paragraph: The paragraph.

    Yields:
        The stretches between marks, without the marks.
    """
    opened: tuple[str, int] | None = None
    for match in _MARK.finditer(text, paragraph.start, paragraph.end):
        mark = match.group()
        if opened is None:
            if mark not in _EITHER_WAY or _may_open(text, match.start(), paragraph.start):
                opened = mark, match.end()
        elif mark in _CLOSED_BY[opened[0]]:
            yield Span(opened[1], match.start())
            opened = None
    if opened is not None:
        yield Span(opened[1], paragraph.end)


def _may_open(text: str, at: int, start: int) -> bool:
    return at == start or _OPENS_BEHIND.match(text[at - 1]) is not None
