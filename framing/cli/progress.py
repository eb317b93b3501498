"""How far a long run has come, in one line on a terminal that is wiped at the end."""

import time
from collections import deque

from framing.cli.voice import VOICE, say, terminal_width

__all__ = ["Progress"]

_PATIENCE = 1.0
_PAUSE = 0.25
"""Seconds: what takes less than the first is not shown, and never more often than the second."""

_MEMORY = 60.0
"""Seconds from which the rate is told: what was counted before goes by more quickly."""

_WIDEST = 80

_FEW = 100
"""Below it a decimal is told."""

_SECONDS, _MINUTES = 100, 100 * 60
"""So many seconds are told as seconds, and so many as minutes."""


class Progress:
    """A watcher of steps; says nothing in a pipe, with ``--quiet``, or of what is soon done."""

    def __init__(self) -> None:
        self._began: dict[str, float] = {}
        self._known: dict[str, deque[tuple[float, float]]] = {}
        self._last_shown = 0.0
        self._line = ""

    def __call__(self, what: str, done: float, total: float) -> None:
        """Show how many are done of how many, how quickly, and how long the rest will take."""
        if not VOICE.shows_progress:
            return
        now = time.monotonic()
        began = self._began.setdefault(what, now)
        known = self._known.setdefault(what, deque())
        if done == total:
            self.wipe()
            del self._began[what], self._known[what]
            return
        if not known or now - known[-1][0] >= _PAUSE:
            known.append((now, done))
        while now - known[0][0] > _MEMORY and len(known) > 1:
            known.popleft()
        if now - began >= _PATIENCE and now - self._last_shown >= _PAUSE:
            self.wipe()
            since, before = known[0]
            rate = (done - before) / (now - since) if now > since else 0.0
            line = f"{what}: {_amount(done)} of {_amount(total)}{_rest(rate, total - done)}"
            self._line = line[: (terminal_width() or _WIDEST) - 1]  # a second line would stay
            self._last_shown, VOICE.wipe = now, self.wipe
            say(self._line, line_end=False)

    def wipe(self) -> None:
        """Take the line away, so that what is said next has its own."""
        if self._line:
            say(f"\r{' ' * len(self._line)}\r", line_end=False)
            self._line = ""


def _amount(number: float) -> str:
    return f"{number:,.1f}" if number % 1 and number < _FEW else f"{number:,.0f}"


def _rest(rate: float, left: float) -> str:
    if rate <= 0:
        return ""
    seconds = left / rate
    if seconds < _SECONDS:
        rest = f"{seconds:.0f} s"
    else:
        rest = f"{seconds / 60:.0f} min" if seconds < _MINUTES else f"{seconds / 3600:.0f} h"
    return f", {_amount(float(rate))} a second, {rest} left"
