"""Where the lines and paragraphs of a text are.

A paragraph is a non-empty line; in a text that is hard-wrapped, or that puts blank lines between
paragraphs of several lines, it is a run of lines between blank lines.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from framing.article import Span

__all__ = ["ends_sentence", "find_lines", "find_paragraphs"]

_SENTENCE_ENDS = ".!?…:;"
_CLOSERS = "\"'”’)]»*_ "  # the marks of emphasis among them
_MOST_LINES_A_PARAGRAPH = 4.0
"""Where blank lines stand at least this often, they and not the line ends separate paragraphs: one
stray blank line in a page of thirty one-line paragraphs does not."""
_FEWEST_RUNS = 3


def find_lines(text: str) -> list[Span]:
    """Return the lines that are not blank, without the white space around them."""
    lines = []
    start = 0
    for line in text.splitlines(keepends=True):
        if stripped := line.strip():
            first = start + line.index(stripped)
            lines.append(Span(first, first + len(stripped)))
        start += len(line)
    return lines


def ends_sentence(text: str) -> bool:
    """Tell whether a line ends as a sentence does, closing quotes and brackets aside."""
    bare = text.rstrip().rstrip(_CLOSERS)
    return bare.endswith(tuple(_SENTENCE_ENDS))


def find_paragraphs(
    text: str, set_aside: Callable[[Span], bool] = lambda _line: False
) -> list[Span]:
    """Find the paragraphs of a text.

    Args:
        text: The text.
        set_aside: Tells of a line whether it is left out; such a line ends a paragraph.

    Returns:
        The paragraphs in order, each from its first to its last character.
    """
    runs = list(_runs(text, set_aside))
    if not _blank_lines_separate(text, runs):
        return [line for run in runs for line in run]
    return [Span(run[0].start, run[-1].end) for run in runs]


def _runs(text: str, set_aside: Callable[[Span], bool]) -> Iterable[list[Span]]:
    """Yield the runs of lines that nothing interrupts, neither a blank line nor one left out."""
    run: list[Span] = []
    for line in find_lines(text):
        left_out = set_aside(line)
        blank_between = bool(run) and text.count("\n", run[-1].end, line.start) > 1
        if run and (left_out or blank_between):
            yield run
            run = []
        if not left_out:
            run.append(line)
    if run:
        yield run


def _blank_lines_separate(text: str, runs: Sequence[Sequence[Span]]) -> bool:
    # A line that others follow goes on in the next one, unless a sentence ends with it or a capital
    # follows, as below a headline or in a row of names and dates.
    goes_on = [
        not ends_sentence(text[line.start : line.end]) and not text[following.start].isupper()
        for run in runs
        for line, following in pairwise(run)
    ]
    if not goes_on:
        return False
    hard_wrapped = sum(goes_on) * 2 >= len(goes_on)
    lines_a_run = sum(map(len, runs)) / len(runs)
    return hard_wrapped or (len(runs) >= _FEWEST_RUNS and lines_a_run <= _MOST_LINES_A_PARAGRAPH)
