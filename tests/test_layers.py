"""The direction in which the rooms may import each other, and what stays in one room."""

import ast
from pathlib import Path

import pytest

import framing

PACKAGE = Path(framing.__file__).parent

ROOMS = (
    (
        "_version",
        "errors",
        "cells",
        "footer",
        "interruption",
        "sparse",
        "json_lines",
        "periods",
        "steps",
    ),
    ("markup", "engines"),
    ("article", "words", "strings_yaml", "resources", "results", "output", "stems"),
    ("facts", "paragraphs", "settings", "tables"),
    ("lexicon", "readers"),
    ("scan",),
    ("counts", "concordance", "inventory", "inputs", "reference", "tally"),
    ("groups", "blocks", "phrases", "sharing", "cache"),
    ("table_counts",),
    ("units", "scale"),
    ("quickest",),
    ("stored", "tallying"),
    ("measures",),
    ("near_copies",),
    ("group_cautions", "intake"),
    ("cautions", "job"),
    ("lists", "pairing"),
    ("comparison", "explanation", "reuse", "adding", "baseline"),
    ("report",),
    ("__init__",),
    ("cli",),
    ("__main__",),
)
"""The rooms from the ground up; each may import what lies below it."""

_FLOOR = {room: floor for floor, rooms in enumerate(ROOMS) for room in rooms}
_ONLY_IN = {
    "typer": {"cli"},
    "tabulate": {"tables"},
    "nltk": {"stems"},
    "sklearn": {"measures"},
    "yaml": {"strings_yaml"},
    "polars": {"results", "readers", "scale", "stored"},
    "xlsxwriter": {"tables"},
    "narwhals": {"readers"},
    "trafilatura": {"readers"},
    "pypdfium2": {"readers"},
    "docx": {"readers"},
    "charset_normalizer": {"readers"},
    "warcio": {"readers"},
    "numba": {"scale"},
    "sqlite3": {"cache"},
    "platformdirs": {"cache"},
    "distributed": {"stored"},
}


def _files() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def _room(file: Path) -> str:
    inside = file.relative_to(PACKAGE)
    return inside.parts[0] if len(inside.parts) > 1 else inside.stem


def _imports(file: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def _room_of_module(name: str) -> str:
    parts = name.split(".")
    return parts[1] if len(parts) > 1 and parts[1] in _FLOOR else "__init__"


@pytest.mark.parametrize("file", _files(), ids=lambda file: str(file.relative_to(PACKAGE)))
def test_every_room_imports_only_what_lies_below_it(file: Path) -> None:
    """No step of the way reaches back."""
    room = _room(file)
    imported = {_room_of_module(name) for name in _imports(file) if name.startswith("framing")}

    above = {other for other in imported - {room} if _FLOOR[other] >= _FLOOR[room]}

    assert set() == above


@pytest.mark.parametrize("file", _files(), ids=lambda file: str(file.relative_to(PACKAGE)))
def test_each_library_is_known_to_one_room(file: Path) -> None:
    """A library can be replaced in one place."""
    strangers = {
        name
        for name in _imports(file)
        for library, rooms in _ONLY_IN.items()
        if name.split(".")[0] == library and _room(file) not in rooms
    }

    assert set() == strangers


@pytest.mark.parametrize("file", _files(), ids=lambda file: str(file.relative_to(PACKAGE)))
def test_only_the_command_line_speaks_and_ends_the_process(file: Path) -> None:
    """The library can be used where there is no terminal."""
    calls = {
        ast.unparse(node.func)
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
    }

    assert _room(file) == "cli" or not calls & {"print", "exit", "sys.exit", "sys.stdout.write"}


def test_every_room_has_its_floor() -> None:
    """A new room is entered in the table above."""
    assert {_room(file) for file in _files()} == set(_FLOOR)


def test_files_stay_small() -> None:
    """A file of more than 300 lines holds two ideas."""
    lengths = {
        str(file.relative_to(PACKAGE)): len(file.read_text(encoding="utf-8").splitlines())
        for file in _files()
    }

    assert {} == {name: length for name, length in lengths.items() if length > 300}
