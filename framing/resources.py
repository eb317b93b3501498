"""Find the lexicons and the sample corpus that come with the package.

In a wheel they lie inside the package; in a checkout, and so in an editable install, they are the
top-level folders ``lexicons/`` and ``corpus/``.
"""

from pathlib import Path

from framing.errors import FramingError

__all__ = [
    "DEFAULT_LEXICON",
    "DEFAULT_REFERENCE",
    "DEFAULT_STORY",
    "corpus_folder",
    "lexicons_folder",
]

DEFAULT_LEXICON = "azm-e-istehkam"
"""The lexicon that is used when none is named."""

DEFAULT_REFERENCE = "en-news"
"""The document frequencies that are used when no others are named."""

DEFAULT_STORY = "azm-e-istehkam"
"""The part of the sample corpus that commands read when no source is named."""


def lexicons_folder() -> Path:
    """Return the folder of the bundled lexicons; stop words lie in its ``stopwords/``."""
    return _bundled("lexicons")


def corpus_folder() -> Path:
    """Return the folder of the sample corpus, one folder a story."""
    return _bundled("corpus")


def _bundled(name: str) -> Path:
    package = Path(__file__).parent
    in_wheel = package / "_data" / name
    if in_wheel.is_dir():
        return in_wheel
    in_checkout = package.parent / name
    if in_checkout.is_dir() and (package.parent / "pyproject.toml").is_file():
        return in_checkout
    raise FramingError(
        f"the bundled folder {name!r} is missing from this installation; reinstall framing"
    )
