"""Run the commands that stand in the documentation and put what they print behind them.

``python docs/update.py`` rewrites the pages; the tests check that this changes nothing. A console
block holds lines that begin with "$ " and, behind each, what the command prints on stdout. A Python
block that is followed by an output block is run likewise. Blocks that need the published articles,
which are not part of the project, stay as they are where those are absent.
"""

import contextlib
import io
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

CHECKOUT = Path(__file__).parent.parent
PUBLISHED = "../shared/articles"
_CONSOLE = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
_PYTHON = re.compile(
    r"(^```python\n(?P<code>.*?)^```\n\n```output\n).*?(?=^```$)", re.MULTILINE | re.DOTALL
)
_AGREEMENT = re.compile(r"(?<=<!-- agreement -->\n).*?(?=<!-- /agreement -->)", re.DOTALL)


def pages() -> list[Path]:
    """Return the pages that have blocks to run."""
    return [CHECKOUT / "README.md", *sorted((CHECKOUT / "docs").glob("*.md"))]


def updated(text: str) -> str:
    """Return a page with what its commands print today."""
    text = _CONSOLE.sub(lambda block: _console(block.group()), text)
    text = _PYTHON.sub(lambda block: block[1] + _python(block["code"]), text)
    return _AGREEMENT.sub(lambda block: _agreement() or block.group(), text)


def _console(block: str) -> str:
    return "".join(
        f"$ {command}\n{shown if _is_absent(command) else _run(command)}"
        for command, shown in _commands(block)
    )


def _commands(block: str) -> Iterator[tuple[str, str]]:
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, shown = part.partition("\n")
        yield command, shown


def _is_absent(command: str) -> bool:
    return PUBLISHED in command and not (CHECKOUT / PUBLISHED).is_dir()


def _run(command: str) -> str:
    program, *arguments = shlex.split(command)
    if program != "framing":
        raise ValueError(f"only framing is run in console blocks, not {command!r}")
    code = "from framing.cli import app; app(prog_name='framing')"
    result = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=CHECKOUT,
        env={**os.environ, "COLUMNS": "80"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return result.stdout


def _python(code: str) -> str:
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.chdir(CHECKOUT):
        exec(compile(code, "README.md", "exec"), {})
    return out.getvalue()


def _agreement() -> str:
    if _is_absent(PUBLISHED):
        return ""
    script = CHECKOUT / "tests" / "benchmarks" / "lexicon_agreement.py"
    result = subprocess.run(
        [sys.executable, script, CHECKOUT / PUBLISHED],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return result.stdout


if __name__ == "__main__":
    for page in pages():
        page.write_text(updated(page.read_text(encoding="utf-8")), encoding="utf-8")
