"""An interruption ends the program, also where Python would ignore it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parent.parent


def _run(*arguments: str, folder: Path | None = None) -> "subprocess.CompletedProcess[str]":
    """Run Python in a process of its own, which a signal may end."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
        capture_output=True,
        text=True,
        check=False,
    )


_PROGRAM = """
import ctypes, os, signal, sys, time
import framing.cli

done = []

def interrupt():
    os.kill(os.getpid(), signal.SIGINT)
    for _ in range(1000):
        pass
    done.append(True)

code = "def called():\\n    interrupt()"
library = {"interrupt": interrupt}
exec(compile(code, os.path.join("x", "llvmlite", "binding", "x.py"), "exec"), library)

class Finalized:
    def __del__(self):
        interrupt()

ways = {
    "machine code": (lambda: ctypes.CFUNCTYPE(None)(library["called"])()),
    "another library": (lambda: ctypes.CFUNCTYPE(None)(interrupt)()),
    "a finalizer": (lambda: Finalized() and None),
    "plain": interrupt,
}

def run():
    try:
        ways[sys.argv[1]]()
        time.sleep(9)
    finally:
        print(bool(done))

framing.cli.main = run
from framing.__main__ import main
main()
"""


@pytest.mark.skipif(os.name == "nt", reason="needs signals")
@pytest.mark.parametrize(
    ("way", "comes_to_its_end"),
    [("machine code", True), ("another library", False), ("a finalizer", False), ("plain", False)],
)
def test_an_interruption_is_not_lost(way: str, comes_to_its_end: bool) -> None:
    """Nothing is said of it, and what machine code calls comes to its end before."""
    done = _run("-c", _PROGRAM, way)

    assert (130, "", f"{comes_to_its_end}\n") == (done.returncode, done.stderr, done.stdout)


def test_who_ignores_interruptions_goes_on_to_do_so() -> None:
    """As a program does that a shell started in the background."""
    program = (
        "import signal, sys; signal.signal(signal.SIGINT, signal.SIG_IGN); hook = "
        "sys.unraisablehook\nfrom framing.interruption import lose_no_interruption as it; it()\n"
        "print(signal.getsignal(signal.SIGINT) == signal.SIG_IGN, sys.unraisablehook is hook)"
    )
    done = _run("-c", program)

    assert (0, "True True\n") == (done.returncode, done.stdout)


_IN_TEXT = """
import framing.cli

def run():
    try:
        exec("raise KeyboardInterrupt")
    except CAUGHT:
        raise SystemExit(130)

framing.cli.main = run
from framing.__main__ import main
main()
"""


@pytest.mark.parametrize("caught", ["()", "KeyboardInterrupt"], ids=["left to us", "by a library"])
def test_an_interruption_of_code_that_was_text(tmp_path: Path, caught: str) -> None:
    """The exit code is that of all others, however the program was started, whoever caught it."""
    (tmp_path / "program.py").write_text(_IN_TEXT.replace("CAUGHT", caught))
    for start in (["-m", "program"], ["program.py"]):
        done = _run(*start, folder=tmp_path)
        assert (130, "", "") == (done.returncode, done.stdout, done.stderr)


_LATER = """
import os, signal, subprocess, sys, time
from threading import Thread
from framing.interruption import interrupted_later

started = []

def start():
    program = "import os, signal; os.kill(os.getpid(), signal.SIGINT); print('goes on')"
    started.append(subprocess.run([sys.executable, "-c", program]).returncode)

try:
    with interrupted_later():
        thread = Thread(target=start)
        thread.start()
        thread.join()
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(0.01)
        print("inside", started, flush=True)
    print("behind")
except KeyboardInterrupt:
    print("raised", signal.getsignal(signal.SIGINT) is signal.default_int_handler)
signal.signal(signal.SIGINT, signal.SIG_IGN)
with interrupted_later():
    os.kill(os.getpid(), signal.SIGINT)
print("ignored")
"""


@pytest.mark.skipif(os.name == "nt", reason="needs signals")
def test_an_interruption_that_has_to_wait() -> None:
    """It comes behind the block, and not to processes that were started inside."""
    done = _run("-c", _LATER)

    assert "goes on\ninside [0]\nraised True\nignored\n" == done.stdout
    assert "" == done.stderr
