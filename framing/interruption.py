"""Ctrl-C that is not lost: raised where it can end the run, and not where Python has to ignore it.

While machine code is loaded, LLVM calls functions of Python and cannot be told of an exception
there: Python writes that it was ignored, and the run goes on, or crashes, as the function did not
do what it was called for. In finalizers too an exception is written about and ignored.
"""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePath
from threading import Timer, current_thread, main_thread
from types import FrameType

__all__ = ["interrupted_later", "lose_no_interruption"]

_PAUSE = 0.02
"""Seconds until an interruption comes again that could not be raised."""

_MACHINE_CODE = ("llvmlite", "binding")
"""The folder of what stands between Python and LLVM."""


def lose_no_interruption() -> None:
    """Have interruptions of this process raised in a moment where nothing can be said of them now.

    Where they are ignored, or end the process otherwise, they go on to do so.
    """
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _raise_or_wait)
        _watch_what_is_ignored()


@contextmanager
def interrupted_later() -> Iterator[None]:
    """Have an interruption that comes inside the block raised behind it.

    Threads that are started inside, and processes that these start, are not told of any: whoever
    started them ends them.
    """
    came: list[int] = []
    ignored = signal.getsignal(signal.SIGINT) in {signal.SIG_IGN, None}
    if ignored or current_thread() is not main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, lambda number, _: came.append(number))
    mask = _block()
    try:
        yield
    finally:
        if mask is not None:
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        signal.signal(signal.SIGINT, before)
        if came:
            raise KeyboardInterrupt


def _block() -> "set[int] | None":
    """Keep interruptions from this thread and those it starts; return what was kept before.

    None where signals cannot be kept from threads.
    """
    if not hasattr(signal, "pthread_sigmask"):
        return None
    from multiprocessing.resource_tracker import ensure_running

    ensure_running()  # which takes the block away when it begins
    return signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})


def _raise_or_wait(number: int, frame: FrameType | None) -> None:
    """Handle an interruption: raise it, or have it come again where it would be lost."""
    if _is_called_by_machine_code(frame):
        _interrupt_again()
    else:
        signal.default_int_handler(number, frame)


def _is_called_by_machine_code(frame: FrameType | None) -> bool:
    while frame is not None:
        if PurePath(frame.f_code.co_filename).parts[-3:-1] == _MACHINE_CODE:
            return True
        frame = frame.f_back
    return False


def _watch_what_is_ignored() -> None:
    """Have an interruption come again that was raised in a finalizer, where Python ignores it."""
    of_others = sys.unraisablehook

    def hook(ignored: "sys.UnraisableHookArgs", /) -> None:
        if isinstance(ignored.exc_value, KeyboardInterrupt):
            _interrupt_again()
        else:
            of_others(ignored)

    sys.unraisablehook = hook


def _interrupt_again() -> None:
    again = Timer(_PAUSE, _interrupt)
    again.daemon = True  # the run may end before
    again.start()


def _interrupt() -> None:
    main = main_thread().ident
    if main is not None and hasattr(signal, "pthread_kill"):
        signal.pthread_kill(main, signal.SIGINT)  # which also wakes it
    else:
        signal.raise_signal(signal.SIGINT)
