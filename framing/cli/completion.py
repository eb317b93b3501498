"""What a shell offers for the values of options; told without loading what measures."""

from framing.article import COLUMNS
from framing.resources import lexicons_folder
from framing.tables import FORMATS

__all__ = ["columns", "formats", "lexicons", "references", "stop_words"]


def formats(incomplete: str) -> list[str]:
    """Offer the formats."""
    return _beginning(FORMATS, incomplete)


def lexicons(incomplete: str) -> list[str]:
    """Offer the bundled lexicons; for anything else the shell offers files."""
    return _beginning([path.stem for path in sorted(lexicons_folder().glob("*.yaml"))], incomplete)


def references(incomplete: str) -> list[str]:
    """Offer the bundled references, and none."""
    bundled = sorted((lexicons_folder() / "reference").glob("*.tsv"))
    return _beginning([*(path.stem for path in bundled), "none"], incomplete)


def stop_words(incomplete: str) -> list[str]:
    """Offer the lists of stop words, and none."""
    bundled = sorted((lexicons_folder() / "stopwords").glob("*.txt"))
    return _beginning([*(path.stem for path in bundled), "none"], incomplete)


def columns(incomplete: str) -> list[str]:
    """Offer the columns that every article has."""
    return _beginning(("article", *COLUMNS), incomplete)


def _beginning(values: "list[str] | tuple[str, ...]", incomplete: str) -> list[str]:
    return [value for value in values if value.startswith(incomplete)]
