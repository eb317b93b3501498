"""From printed lines to paragraphs, by the gaps, indents and line ends of the print."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from framing.paragraphs import ends_sentence

__all__ = ["Line", "PdfParagraph", "find_pdf_paragraphs"]

_WIDE_GAP = 1.35  # of the usual distance of two lines
_OTHER_SIZE = 0.1  # of the size of the letters
_INDENT = 0.8  # of the size of the letters
_SAME_COLUMN = 3.0  # of the size of the letters, between the left ends of two lines
_DELIBERATE = 0.25  # of the width of the column, left free behind a line that ends no sentence
_FEWEST_PAGES = 3  # that a running head stands on
_EDGE_LINES = 2  # of a page, at its top and bottom
_HYPHENS = "-\u00ad\u2010\ufffe\x02"  # the last two are PDFium's, for one that it took for soft
_SOFT = "\u00ad\ufffe\x02"
_NUMBER = re.compile(r"\d+")
_HYPHENATED = re.compile(r"\w+(?:[-\u2010]\w+)+")
_LAST_WORD = re.compile(r"[\w-]+$")
_FIRST_WORD = re.compile(r"[\w-]*\w")
_PAGE_NUMBER = re.compile(r"(?:page\s*)?[-–|(\s]*#[-–|)\s]*(?:(?:of|/)\s*#)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it is printed; lengths are in points, from the lower left corner of the page.

    Attributes:
        text: Its text.
        page: The number of its page, from 0.
        left: Where it begins.
        right: Where it ends.
        bottom: Where its letters stand.
        size: The height of its first letter's box.
    """

    text: str
    page: int
    left: float
    right: float
    bottom: float
    size: float


@dataclass(frozen=True, slots=True)
class PdfParagraph:
    """A paragraph in one line.

    Attributes:
        text: Its text; words that the line ends cut are whole again.
        size: The height of its first letter's box.
        runs: Whether it is a running head or a page number.
    """

    text: str
    size: float
    runs: bool = False


def find_pdf_paragraphs(pages: Sequence[Sequence[Line]]) -> list[PdfParagraph]:
    """Put lines together to paragraphs.

    A running head that stands between two parts of a paragraph comes behind it.

    Args:
        pages: The lines of each page, in the order of reading.

    Returns:
        The paragraphs, in order.
    """
    running = _running_lines(pages)
    flow = [line for lines in pages for line in lines if line not in running]
    margins = _right_margins(flow)
    distances = _usual_distances(flow)
    compounds = _compounds(flow)
    paragraphs: list[PdfParagraph] = []
    waiting: list[PdfParagraph] = []
    current: list[Line] = []

    def finish() -> None:
        if current:
            paragraphs.append(PdfParagraph(_joined(current, compounds), current[0].size))
        paragraphs.extend(waiting)
        current.clear()
        waiting.clear()

    for line in (line for lines in pages for line in lines):
        if line in running:
            waiting.append(PdfParagraph(line.text, line.size, runs=True))
            continue
        if current and _breaks(current[-1], line, margins[current[-1]], distances):
            finish()
        current.append(line)
    finish()
    return paragraphs


def _breaks(line: Line, following: Line, margin: float, distances: dict[int, float]) -> bool:
    """Tell whether a paragraph ends with a line."""
    if abs(line.size - following.size) > _OTHER_SIZE * max(line.size, following.size):
        return True
    free = margin - line.right
    width = max(margin - line.left, 1.0)
    first_word = following.text.split(" ", 1)[0]
    letter = (line.right - line.left) / max(len(line.text), 1)
    ended = ends_sentence(line.text)
    is_short = ended and free > (len(first_word) + 1) * letter + 0.05 * width
    if is_short or (not line.text.endswith(tuple(_HYPHENS)) and free > _DELIBERATE * width):
        return True
    down = line.bottom - following.bottom
    if line.page != following.page or down <= 0:  # another page or column goes on
        return ended and following.left - line.left > _INDENT * line.size
    if down > _WIDE_GAP * distances.get(round(line.size), down):
        return True
    return ended and _INDENT * line.size < following.left - line.left < width / 2


def _right_margins(flow: Sequence[Line]) -> dict[Line, float]:
    """Return for each line how far its column goes: the longest of the lines about it."""
    by_page: dict[int, list[Line]] = defaultdict(list)
    for line in flow:
        by_page[line.page].append(line)
    margins = {}
    for lines in by_page.values():
        columns: dict[int, float] = {}
        for line in lines:
            column = round(line.left / (_SAME_COLUMN * line.size))
            columns[column] = max(columns.get(column, 0.0), line.right)
        for line in lines:
            column = round(line.left / (_SAME_COLUMN * line.size))
            margins[line] = max(columns.get(near, 0.0) for near in (column - 1, column, column + 1))
    return margins


def _usual_distances(flow: Sequence[Line]) -> dict[int, float]:
    """Return the usual distance of two lines by the size of their letters."""
    found: dict[int, list[float]] = defaultdict(list)
    for line, following in pairwise(flow):
        down = line.bottom - following.bottom
        if line.page == following.page and down > 0 and round(line.size) == round(following.size):
            found[round(line.size)].append(down)
    return {size: median(distances) for size, distances in found.items()}


def _running_lines(pages: Sequence[Sequence[Line]]) -> set[Line]:
    """Find heads, feet and page numbers: what stands on many pages at one height."""
    edges = [line for lines in pages for line in _edges(lines)]
    places = Counter((_masked(line), round(line.bottom)) for line in edges)
    enough = max(_FEWEST_PAGES, len(pages) // 2)
    return {
        line
        for line in edges
        if places[_masked(line), round(line.bottom)] >= enough
        or (len(pages) > 1 and _PAGE_NUMBER.fullmatch(_masked(line)))
    }


def _edges(lines: Sequence[Line]) -> set[Line]:
    by_height = sorted(lines, key=lambda line: line.bottom)
    return {*by_height[:_EDGE_LINES], *by_height[-_EDGE_LINES:]}


def _masked(line: Line) -> str:
    return _NUMBER.sub("#", line.text)


def _joined(lines: Sequence[Line], compounds: set[str]) -> str:
    """Join lines; a word that a hyphen cuts before a small letter is put together.

    The hyphen stays in a word that is written with one elsewhere in the document.
    """
    text = lines[0].text
    for line in lines[1:]:
        cut = text[-1:] in _HYPHENS and text[-2:-1].isalpha() and line.text[:1].islower()
        if cut and _compound(text, line.text) in compounds:
            text = f"{text[:-1]}-{line.text}"
        elif cut or text[-1:] in _SOFT:
            text = text[:-1] + line.text
        elif text[-1:] in _HYPHENS and text[-2:-1].isalnum():  # Azm-e-/Istehkam
            text += line.text
        else:
            text += " " + line.text
    return "".join("-" if c in "\ufffe\x02" else c for c in text)


def _compounds(flow: Sequence[Line]) -> set[str]:
    """Return the words that are written with a hyphen within a line."""
    return {found.lower() for line in flow for found in _HYPHENATED.findall(line.text)}


def _compound(text: str, following: str) -> str:
    """Return the word at the end of a line and the beginning of the next, with its hyphen."""
    head = _LAST_WORD.search(text[:-1])
    tail = _FIRST_WORD.match(following)
    return f"{head[0] if head else ''}-{tail[0] if tail else ''}".lower()
