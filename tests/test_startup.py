"""What is loaded when, and what the package offers."""

import subprocess
import sys

import pytest

import framing

_REPORT = """
import sys
{code}
heavy = {{"sklearn", "nltk", "scipy", "numpy", "polars", "pandas", "tabulate", "yaml"}}
heavy |= {{"xlsxwriter", "narwhals", "pyarrow"}}
heavy |= {{"trafilatura", "lxml", "docx", "pypdfium2", "charset_normalizer", "warcio"}}
print(*sorted(heavy & {{name.split(".")[0] for name in sys.modules}}), file=sys.stderr)
"""


def _loaded_by(code: str) -> str:
    result = subprocess.run(
        [sys.executable, "-c", _REPORT.format(code=code)],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return result.stderr.strip()


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["--version"],
        ["compare", "--help"],
        ["lexicon", "show", "--help"],
        ["baseline", "score", "--help"],
    ],
)
def test_help_loads_no_numeric_or_language_library(arguments: list[str]) -> None:
    """Help answers at once."""
    code = f"from framing.cli import app\ntry:\n    app({arguments})\nexcept SystemExit:\n    pass"

    assert _loaded_by(code) == ""


def test_import_loads_no_numeric_or_language_library() -> None:
    """Importing the package costs nothing until something of it is used."""
    assert _loaded_by("import framing") == ""


def test_measuring_loads_no_library_that_only_some_results_need() -> None:
    """Libraries that only some results need are loaded for those alone."""
    loaded = _loaded_by("import framing; framing.compare()").split()

    assert "scipy" in loaded
    # SciPy loads the last of these where it is installed.
    assert {"numpy", "scipy", "yaml", "charset_normalizer"} >= set(loaded)


def test_the_command_line_does_without_tools_for_fortran() -> None:
    """They are there for whoever asks for them by name."""
    code = (
        "from framing.cli import app\n"
        "try:\n    app(['compare', '-q'])\nexcept SystemExit:\n    pass\n"
        "print('numpy.f2py' in sys.modules, file=sys.stderr)\n"
        "import numpy.f2py\nprint(numpy.f2py.__name__, file=sys.stderr)"
    )

    assert _loaded_by(code).split()[:2] == ["False", "numpy.f2py"]


def test_every_public_name_is_there() -> None:
    """The names that are handed on lazily lead to something."""
    for name in framing.__all__:
        assert getattr(framing, name) is not None

    assert sorted(framing.__all__) == dir(framing)


def test_an_unknown_name_is_an_attribute_error() -> None:
    """The lazy door says no as any module does."""
    with pytest.raises(AttributeError, match="module 'framing' has no attribute 'comparee'"):
        framing.comparee  # noqa: B018
