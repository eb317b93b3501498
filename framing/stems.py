"""Stems, so that ``militants`` and ``militant`` are one term of the vocabulary measures."""

from collections.abc import Callable

from framing.errors import choice_error

__all__ = ["snowball_stems"]

_LANGUAGES = {"en": "english"}


def snowball_stems(language: str = "en") -> Callable[[tuple[str, ...]], tuple[str, ...]]:
    """Return a function that gives the Snowball stem of each of some words.

    Vocabularies are stemmed, not texts: each word once. Stems are not words (``police`` has the
    stem ``polic``) and some forms stay apart (``crisis``, ``crises``).

    Args:
        language: The language of the words.

    Raises:
        SettingError: If the language is not one whose stemmer is used here.
    """
    if language not in _LANGUAGES:
        raise choice_error("--stem", language, _LANGUAGES)
    from nltk.stem.snowball import SnowballStemmer

    stemmer = SnowballStemmer(_LANGUAGES[language])
    return lambda words: tuple(stemmer.stem(word) for word in words)
