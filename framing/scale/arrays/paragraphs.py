"""Find the paragraphs of many texts at once: `framing.paragraphs`, in arrays of lines.

What looks at single characters of few kinds is done for all lines together, on bytes of UTF-8. The
rare rest is asked of Python.
"""

import numpy as np
import numpy.typing as npt

from framing.counts import Integers
from framing.scale.arrays.lines import find_lines
from framing.scale.arrays.texts import Bytes

__all__ = ["paragraphs_of"]

_ROUNDS = 8
_CLOSERS = np.isin(np.arange(256), list(b"\"')]*_ "))
_ENDS = np.isin(np.arange(256), list(b".!?:;"))
_CAPITALS = np.isin(np.arange(256), list(range(ord("A"), ord("Z") + 1)))
_HIGH = 0x80
_MOST_LINES_A_RUN, _FEWEST_RUNS = 4, 3


def paragraphs_of(
    text: Bytes, offsets: Integers, headlines: Integers
) -> tuple[Integers, Integers, Integers, npt.NDArray[np.bool_]]:
    """Find the paragraphs of the bodies of N texts, with and without words.

    Args:
        text: The texts, as `framing.scale.arrays.texts.bytes_of` gives them.
        offsets: Their bounds, shape (N + 1,).
        headlines: Per text, where its headline begins and ends, in characters; -1 without one.

    Returns:
        Where each paragraph begins and ends, in bytes; per text the index of its first paragraph,
        and behind them the number of all, shape (N + 1,); and per text whether only the plain code
        can take it apart, because its headline begins or ends inside a line: it has no paragraphs
        here then.
    """
    articles = len(offsets) - 1
    starts, ends, feeds = find_lines(text)
    article = np.searchsorted(offsets, starts, side="right") - 1
    hard = np.zeros(articles, dtype=np.bool_)
    left_out = np.zeros(len(starts), dtype=np.bool_)
    if (headlines[:, 0] >= 0).any():
        begin, end = _in_bytes(text, offsets, headlines)
        begin, end = begin[article], end[article]
        left_out = (begin >= 0) & (begin <= starts) & (ends <= end)
        cut = (begin >= 0) & ~left_out & (starts < end) & (begin < ends)
        hard[article[cut]] = True
    is_new = np.ones(len(starts), dtype=np.bool_)
    is_new[1:] = (np.diff(article) > 0) | left_out[:-1] | (np.diff(feeds) > 1)
    kept = ~left_out & ~hard[article]
    if not kept.all():
        starts, ends, article, is_new = starts[kept], ends[kept], article[kept], is_new[kept]
    joined = _blank_lines_separate(text, starts, ends, article, is_new, articles)
    begins = np.flatnonzero(is_new | ~joined[article])
    last = np.append(begins[1:], len(starts)) - 1
    first = np.searchsorted(article[begins], np.arange(articles + 1))
    return starts[begins], ends[last[: len(begins)]], first, hard


def _in_bytes(text: Bytes, offsets: Integers, headlines: Integers) -> tuple[Integers, Integers]:
    """Return where headlines begin and end in all texts, in bytes; -1 for texts without one."""
    bounds = np.full(headlines.shape, -1, dtype=np.int64)
    letters = text.data
    for index in np.flatnonzero(headlines[:, 0] >= 0).tolist():
        offset = int(offsets[index])
        written = str(letters[offset : int(offsets[index + 1]) - 1], "utf-8")
        for side, place in enumerate(headlines[index].tolist()):
            bounds[index, side] = offset + len(written[:place].encode())
    return bounds[:, 0], bounds[:, 1]


def _blank_lines_separate(
    text: Bytes,
    starts: Integers,
    ends: Integers,
    article: Integers,
    is_new: npt.NDArray[np.bool_],
    articles: int,
) -> npt.NDArray[np.bool_]:
    """Tell of each text whether runs of lines and not lines are its paragraphs."""
    follows = np.flatnonzero(~is_new)
    if not len(follows):
        return np.zeros(articles, dtype=np.bool_)
    before = follows - 1
    goes_on = ~_end_sentences(text, starts[before], ends[before])
    goes_on &= ~_begin_with_capitals(text, starts[follows])
    lines = np.bincount(article, minlength=articles)
    pairs = np.bincount(article[follows], minlength=articles)
    going_on = np.bincount(article[follows[goes_on]], minlength=articles)
    runs = lines - pairs
    are_runs = (runs >= _FEWEST_RUNS) & (lines <= _MOST_LINES_A_RUN * runs)
    return (pairs > 0) & ((going_on * 2 >= pairs) | are_runs)


def _end_sentences(text: Bytes, starts: Integers, ends: Integers) -> npt.NDArray[np.bool_]:
    """Tell which lines end as sentences do, closing quotes and brackets aside."""
    found = np.zeros(len(starts), dtype=np.bool_)
    ends = ends.copy()
    waiting = np.arange(len(starts))
    for _ in range(_ROUNDS):
        end = ends[waiting]
        byte = text[end - 1]
        found[waiting] = _ENDS[byte]
        waiting = waiting[_CLOSERS[byte]]
        ends[waiting] -= 1
        waiting = waiting[ends[waiting] > starts[waiting]]
    high = np.flatnonzero((text[ends - 1] >= _HIGH) & (ends > starts))
    # Only where a quote or an ellipsis may stand: behind are » ” ’ and the ellipsis.
    last = text[ends[high] - 1]
    high = high[np.isin(last, (0xBB, 0x9D, 0x99, 0xA6))]
    letters = text.data
    for line in np.concatenate([waiting, high]).tolist():
        found[line] = _ends_sentence(letters, int(starts[line]), int(ends[line]))
    return found


def _ends_sentence(letters: memoryview, start: int, end: int) -> bool:
    from framing.paragraphs import ends_sentence

    return ends_sentence(str(letters[start:end], "utf-8"))


def _begin_with_capitals(text: Bytes, starts: Integers) -> npt.NDArray[np.bool_]:
    """Tell which lines begin with a capital."""
    first = text[starts]
    found = _CAPITALS[first]
    for line in np.flatnonzero(first >= _HIGH).tolist():
        start = int(starts[line])
        written = text[start : start + 4].tobytes().decode(errors="ignore")
        found[line] = written[:1].isupper()
    return found
