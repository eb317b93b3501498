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
    path = Path(name)
    if str(name) in bundled_lexicons():
        path = lexicons_folder() / f"{name}.yaml"
        source = path.name
    else:
        source = str(name)
        if not path.exists():
            raise LexiconError(
                f"no lexicon {str(name)!r}: neither a file nor one of the bundled lexicons "
                f"({', '.join(bundled_lexicons())})"
            )
    if path.suffix.lower() not in _SUFFIXES:
        raise LexiconError(
            f"{source}: lexicons are read from YAML files ({', '.join(_SUFFIXES)}), "
            f"not from {path.suffix or 'a file without a suffix'}"
        )
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise LexiconError(
            f"{source}: byte {error.object[error.start]:#04x} at offset {error.start} is not "
            "UTF-8; save the file as UTF-8"
        ) from None
    except OSError as error:
        raise LexiconError(f"{source}: cannot be read: {error.strerror}") from None
    return parse_yaml(text, source, path.stem)
