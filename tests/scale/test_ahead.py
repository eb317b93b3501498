"""What is made ahead comes in order, with its errors, and no further than is asked for."""

from collections.abc import Iterator
from contextvars import ContextVar
from threading import Event, current_thread

import pytest

from framing.scale.ahead import read_ahead, start

_SOMETHING: ContextVar[str] = ContextVar("something", default="nothing")


def test_items_come_in_order() -> None:
    """All of them, none twice."""
    assert list(read_ahead(iter(range(100)))) == list(range(100))
    assert list(read_ahead(iter([]))) == []
    assert list(read_ahead(iter([None, 0, ""]))) == [None, 0, ""]


def test_an_item_is_made_while_the_one_before_is_worked_on() -> None:
    """The next one and no other, by another thread."""
    made = [Event() for _ in range(4)]
    threads = set()

    def items() -> Iterator[int]:
        for number, event in enumerate(made):
            threads.add(current_thread())
            event.set()
            yield number

    ahead = read_ahead(items())

    assert made[0].wait(10)
    assert next(ahead) == 0
    assert made[1].wait(10)
    assert not made[2].is_set()
    assert list(ahead) == [1, 2, 3]
    assert current_thread() not in threads


def test_errors_come_in_their_place() -> None:
    """What was made before is had first."""

    def items() -> Iterator[int]:
        yield 1
        raise OSError("gone")

    ahead = read_ahead(items())

    assert next(ahead) == 1
    with pytest.raises(OSError, match="gone"):
        next(ahead)


def test_nothing_is_made_any_more_when_nobody_asks() -> None:
    """An error or an interruption of the work ends the reading."""
    made = []

    def items() -> Iterator[int]:
        for number in range(100):
            made.append(number)
            yield number

    ahead = read_ahead(items())
    next(ahead)
    ahead.close()  # type: ignore[attr-defined]

    assert len(made) <= 2


def test_what_holds_here_holds_there() -> None:
    """Such as who is told how far the reading is."""
    token = _SOMETHING.set("this")
    try:
        ahead = read_ahead(_SOMETHING.get() for _ in range(2))
    finally:
        _SOMETHING.reset(token)

    assert list(ahead) == ["this", "this"]


def test_errors_of_work_beside_are_not_told(capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever needs what it does is told."""
    begun, may_go_on = Event(), Event()

    def work() -> None:
        begun.set()
        may_go_on.wait(10)
        raise OSError("gone")

    start(work)

    assert begun.wait(10)
    may_go_on.set()
    assert capsys.readouterr().err == ""
