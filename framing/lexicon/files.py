"""Find a lexicon by its name or path and read it."""

from pathlib import Path

from framing.errors import LexiconError
from framing.lexicon.formats.yaml import parse_yaml
from framing.lexicon.model import Lexicon
from framing.resources import DEFAULT_LEXICON, lexicons_folder

__all__ = ["bundled_lexicons", "load_lexicon"]

_SUFFIXES = (".yaml", ".yml")


def bundled_lexicons() -> tuple[str, ...]:
    """Return the names of the lexicons that come with the package, sorted."""
    return tuple(sorted(path.stem for path in lexicons_folder().glob("*.yaml")))


def load_lexicon(name: str | Path = DEFAULT_LEXICON) -> Lexicon:
    """Read a lexicon.

    Args:
        name: The name of a bundled lexicon, or the path of a YAML file. What looks like a path (it
            has a folder or a suffix) is never taken for a bundled name.

    Returns:
        The lexicon.

    Raises:
        LexiconError: If there is no such lexicon or file, or the file is not a lexicon; errors in
            the file carry ``file:line:column``.
    """
    if not isinstance(name, str | Path):
        raise LexiconError(f"lexicon: {name!r} is no name and no path; load_lexicon reads a file")
    try:
        path, source = _locate(name)
        content = path.read_bytes()
    except OSError as error:  # also a name that is too long, a folder that may not be entered
        raise LexiconError(f"{name}: cannot be read: {error.strerror}") from None
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8-sig")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        raise LexiconError(
            f"{source}:{line}:{column}: byte {content[error.start]:#04x} is not UTF-8; "
            "save the file as UTF-8"
        ) from None
    return parse_yaml(text.removeprefix("\ufeff"), source, path.stem)


def _locate(name: str | Path) -> tuple[Path, str]:
    """Return the file of a lexicon and what to call it in errors."""
    path, source = Path(name), str(name)
    if not source:
        raise LexiconError(
            "the name of the lexicon is empty; name a YAML file or one of the bundled lexicons "
            f"({', '.join(bundled_lexicons())})"
        )
    if source in bundled_lexicons():
        path = lexicons_folder() / f"{name}.yaml"
        source = path.name
    elif not path.exists():
        raise LexiconError(
            f"no lexicon {source!r}: neither a file nor one of the bundled lexicons "
            f"({', '.join(bundled_lexicons())})"
        )
    if path.suffix.lower() not in _SUFFIXES:
        raise LexiconError(
            f"{source}: lexicons are read from YAML files ({', '.join(_SUFFIXES)}), "
            f"not from {path.suffix or 'a file without a suffix'}"
        )
    return path, source
