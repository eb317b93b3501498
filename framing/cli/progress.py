"""How far a long run has come, in one line on a terminal that is wiped at the end."""

import time

from framing.cli.voice import VOICE, say

__all__ = ["Progress"]

_PATIENCE = 1.0
_PAUSE = 0.1
"""Seconds: what takes less than the first is not shown, and never more often than the second."""


class Progress:
    """A watcher of steps; says nothing in a pipe, with ``--quiet``, or of what is soon done."""

    def __init__(self) -> None:
        self._began: dict[str, float] = {}
        self._last_shown = 0.0
        self._line = ""

    def __call__(self, what: str, done: int, total: int) -> None:
        """Show how many are done of how many."""
        if not VOICE.shows_progress:
            return
        now = time.monotonic()
        began = self._began.setdefault(what, now)
        if done == total:
            self.wipe()
            del self._began[what]
        elif now - began >= _PATIENCE and now - self._last_shown >= _PAUSE:
            self.wipe()
            self._line = f"{what}: {done:,} of {total:,}"
            self._last_shown = now
            say(self._line, line_end=False)

    def wipe(self) -> None:
        """Take the line away, so that what is said next has its own."""
        if self._line:
            say(f"\r{' ' * len(self._line)}\r", line_end=False)
            self._line = ""
