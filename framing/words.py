"""What a word is, said once: text to words, words to the form in which they are compared.

A word is a maximal run of letters, combining marks and digits. An apostrophe between letters joins
them (``don't`` is one word) and a possessive ``'s`` is cut off (``Pakistan's`` is the word
``Pakistan``); hyphens, dashes and everything else separate. Soft hyphens and zero-width characters
inside a word are passed over. A mark on its own, such as the variation selector of an emoji, is no
word. Offsets count the characters of the text as it was given.

Words are compared after Unicode compatibility normalisation (NFKC), case folding and, in Latin
script, removal of diacritics, so that ``Türkiye`` and ``TURKIYE`` are one word. Patterns of a
lexicon are cut and folded by the same functions.

English contractions that end in ``'s`` (``it's``, ``let's``) lose it too: without parsing the
sentence they cannot be told from a possessive.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

import regex

__all__ = [
    "WORDS_VERSION",
    "Word",
    "cut_pattern",
    "fold",
    "fold_keeping_case",
    "split_folded",
    "split_surfaces",
    "split_words",
]

WORDS_VERSION = "1"
"""Changes whenever the same text could give other words; stored with every count."""

_IGNORABLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_APOSTROPHES = "'\u2018\u2019\u02bc\uff07"
_POSSESSIVE_S = "sS\uff33\uff53"


def _classes(wildcards: str) -> dict[str, str]:
    """Return the classes of characters a word is built from, wildcards counting as letters.

    b what a word begins with, w any word character, l a letter or mark, z what is passed over
    inside a word, a an apostrophe, s the letter of a possessive. U+02BC counts as a letter in
    Unicode, hence the subtractions.
    """
    return {
        "b": rf"[[\p{{L}}\p{{Nd}}{wildcards}]--[{_APOSTROPHES}]]",
        "w": rf"[[\p{{L}}\p{{M}}\p{{Nd}}{wildcards}]--[{_APOSTROPHES}]]",
        "l": rf"[[\p{{L}}\p{{M}}{wildcards}]--[{_APOSTROPHES}]]",
        "z": f"[{_IGNORABLE}]",
        "a": f"[{_APOSTROPHES}]",
        "s": f"[{_POSSESSIVE_S}]",
    }


_RUN = "{b}(?:{z}*+{w}|{z}*+(?<={l}{z}*){a}(?={z}*{l})|{z}*+{a}(?={z}*{s}(?!{z}*{w})))*+"
_WORD = regex.compile(_RUN.format(**_classes("")), regex.V1)
_PATTERN_WORD = regex.compile(_RUN.format(**_classes("*?")), regex.V1)
_POSSESSIVE = regex.compile("{z}*{a}{z}*{s}$".format(**_classes("")), regex.V1)
_REMOVED = {ord(character): None for character in _IGNORABLE}
_STRAIGHTENED = {ord(character): "'" for character in _APOSTROPHES}
# In texts of these characters alone, which is most news in western languages, the same words are
# found by a much simpler pattern: none of them is a mark or passed over inside a word.
_PLAIN = re.compile("[\\x00-\\xac\\xae-\\xff\\u2000-\\u200a\\u2010-\\u2027\\u20ac\\u2122]*")
_PLAIN_LETTERS = "A-Za-z\xaa\xb5\xba\xc0-\xd6\xd8-\xf6\xf8-\xff"
_PLAIN_RUN = "{w}++(?:(?:(?<={l}){a}(?={l})|{a}(?=[sS](?!{w}))){w}++)*+".format(
    w=f"[0-9{_PLAIN_LETTERS}]", l=f"[{_PLAIN_LETTERS}]", a="['\u2018\u2019]"
)
_PLAIN_MARKS = frozenset("'\u2018\u2019")
_PLAIN_WORD = re.compile(_PLAIN_RUN)
_PLAIN_APOSTROPHE = re.compile("['\u2018\u2019][sS]")
_FOLDED_FORMS_KEPT = 1 << 17  # words repeat; 131,072 forms are a few tens of MB at the most


class Word(NamedTuple):
    """One word of a text.

    Attributes:
        surface: The characters as they stand in the text, without a possessive ``'s``.
        start: Offset of its first character in the text.
        end: Offset after its last character.
    """

    surface: str
    start: int
    end: int


def split_words(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """Cut a stretch of text into words.

    Args:
        text: Any text.
        start: Offset at which to begin.
        end: Offset at which to stop, the end of the text if not given.

    Returns:
        The words in the order of the text; ``text[word.start:word.end] == word.surface``.
    """
    words = []
    for match in _WORD.finditer(text, start, len(text) if end is None else end):
        surface, first = match.group(), match.start()
        if surface[-1] in _POSSESSIVE_S:
            surface = _POSSESSIVE.sub("", surface)
        words.append(Word(surface, first, first + len(surface)))
    return words


def split_surfaces(text: str, start: int = 0, end: int | None = None) -> list[str]:
    """Cut a stretch of text into words without their places, several times as fast.

    Args:
        text: Any text.
        start: Offset at which to begin.
        end: Offset at which to stop, the end of the text if not given.

    Returns:
        The surfaces of what `split_words` returns.
    """
    stop = len(text) if end is None else end
    if not text.isascii() and not _PLAIN.fullmatch(text, start, stop):
        return [word.surface for word in split_words(text, start, stop)]
    found = _PLAIN_WORD.findall(text, start, stop)
    if not _PLAIN_APOSTROPHE.search(text, start, stop):
        return found
    return [
        surface[:-2] if surface[-1] in "sS" and surface[-2:-1] in _PLAIN_MARKS else surface
        for surface in found
    ]


def split_folded(text: str, start: int = 0, end: int | None = None) -> list[str]:
    """Cut a stretch of text into folded words; arguments as `split_surfaces`.

    Returns:
        ``[fold(word.surface) for word in split_words(text, start, end)]``.
    """
    return list(map(fold, split_surfaces(text, start, end)))


@lru_cache(maxsize=_FOLDED_FORMS_KEPT)
def fold(surface: str) -> str:
    """Bring a word into the form in which it is compared.

    Args:
        surface: A word as it stands in a text.

    Returns:
        The word in NFKC, case folded, with straight apostrophes and, in Latin script, without
        diacritics: ``fold("Türkiye") == "turkiye"``.
    """
    if surface.isascii():
        return surface.lower()
    # Folding case can undo the normal form (and the other way round), hence the second pass.
    folded = fold_keeping_case(surface).casefold()
    return fold_keeping_case(folded)


@lru_cache(maxsize=_FOLDED_FORMS_KEPT)
def fold_keeping_case(surface: str) -> str:
    """Fold all but case, for the patterns that ask for their exact case.

    Args:
        surface: A word as it stands in a text.

    Returns:
        As `fold`, with upper and lower case kept: ``fold_keeping_case("Türkiye") == "Turkiye"``.
    """
    if surface.isascii():
        return surface
    text = surface.translate(_REMOVED)
    text = unicodedata.normalize("NFKC", text).translate(_STRAIGHTENED)
    return unicodedata.normalize("NFC", _without_latin_diacritics(text))


def cut_pattern(pattern: str) -> tuple[str, ...]:
    """Cut a lexicon pattern into words as `split_words` cuts a text, keeping ``*`` and ``?``.

    Args:
        pattern: One or more words; ``*`` stands for any run of characters inside one word, ``?``
            for exactly one.

    Returns:
        The words as written, not folded; empty if the pattern holds no word.
    """
    return tuple(_POSSESSIVE.sub("", word) for word in _PATTERN_WORD.findall(pattern))


def _without_latin_diacritics(text: str) -> str:
    kept = []
    after_latin = False
    for character in unicodedata.normalize("NFD", text):
        if unicodedata.category(character)[0] == "M":
            if after_latin:
                continue
        else:
            after_latin = unicodedata.name(character, "").startswith("LATIN ")
        kept.append(character)
    return "".join(kept)
