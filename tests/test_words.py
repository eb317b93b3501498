"""Words: how a text is cut into them, and the form in which they are compared."""

import string
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from framing.words import Word, cut_pattern, fold, fold_keeping_case, split_words

IGNORABLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
APOSTROPHES = "'‘’ʼ＇"

TRICKY = st.text(alphabet="aSséß1२'’ʼ-. \n\u00ad\u200d\u0301\ufe0f❤م", max_size=12)
# What Python's own tables do not know yet, the tables of a newer regex may call a letter.
ANY_TEXT = st.one_of(TRICKY, st.text(st.characters(exclude_categories=["Cn", "Cs"])))
CASED = st.sampled_from(sorted(set(string.ascii_letters) | set("éÉüÜñÇŠžßæØłſĳαΩςσάΪжЯё")))
CASED_TEXT = st.text(alphabet=st.one_of(CASED, st.sampled_from("1'’ -.\n")))


def surfaces(text: str) -> list[str]:
    """Return the words of a text as they stand in it."""
    return [word.surface for word in split_words(text)]


def folded(text: str) -> list[str]:
    """Return the words of a text as they are compared."""
    return [fold(word.surface) for word in split_words(text)]


# Known answers: cutting


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        (" \n\t", []),
        ("Rain fell.", ["Rain", "fell"]),
        ("Azm-e-Istehkam", ["Azm", "e", "Istehkam"]),
        ("now–or—never", ["now", "or", "never"]),
        ("and/or_not", ["and", "or", "not"]),
        ("U.S.", ["U", "S"]),
        ("1,000 of 3.5", ["1", "000", "of", "3", "5"]),
        ("COVID19 in 2024", ["COVID19", "in", "2024"]),
        ("don't don’t", ["don't", "don’t"]),
        ("don''t", ["don", "t"]),
        ("l'État c’est", ["l'État", "c’est"]),
        ("'quoted' ‘words’", ["quoted", "words"]),
        ("rock 'n' roll", ["rock", "n", "roll"]),
        ("the boys' toys", ["the", "boys", "toys"]),
        ("7'footer", ["7", "footer"]),
        ("word² ½ Ⅳ ①", ["word"]),
        ("٣٤ २४", ["٣٤", "२४"]),
        ("नमस्ते ک‌ہ", ["नमस्ते", "ک\u200cہ"]),
    ],
)
def test_cuts_letters_marks_and_digits(text: str, words: list[str]) -> None:
    """A word is a run of letters, marks and digits that an apostrophe between letters joins."""
    assert words == surfaces(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Pakistan's", ["Pakistan"]),
        ("Pakistan’s army", ["Pakistan", "army"]),
        ("PAKISTAN'S", ["PAKISTAN"]),
        ("O'Neil's", ["O'Neil"]),
        ("James's", ["James"]),
        ("the 1990's", ["the", "1990"]),
        ("5's", ["5"]),
        ("x's's", ["x's"]),
        ("it's", ["it"]),
        ("'s", ["s"]),
        ("5'sixth", ["5", "sixth"]),
        ("cat'sup", ["cat'sup"]),
        ("Ｘｉ＇ｓ", ["Ｘｉ"]),
    ],
)
def test_cuts_off_a_possessive(text: str, words: list[str]) -> None:
    """A possessive 's is not part of the word before it."""
    assert words == surfaces(text)


@pytest.mark.parametrize("apostrophe", APOSTROPHES)
def test_knows_every_apostrophe(apostrophe: str) -> None:
    """Straight and curly apostrophes join, cut off possessives and are compared as one."""
    assert ["don't", "pakistan", "n"] == folded(
        f"don{apostrophe}t Pakistan{apostrophe}s {apostrophe}n{apostrophe}"
    )


@pytest.mark.parametrize("ignorable", IGNORABLE)
@pytest.mark.parametrize(
    ("text", "surface", "key"),
    [
        ("co_operate", "co_operate", "cooperate"),
        ("_soft_", "soft", "soft"),
        ("Pakistan_'s", "Pakistan", "pakistan"),
        ("Pakistan'_s", "Pakistan", "pakistan"),
        ("Pakistan's_", "Pakistan", "pakistan"),
        ("don_'_t", "don_'_t", "don't"),
        ("caf_é_s", "caf_é_s", "cafes"),
    ],
)
def test_passes_over_invisible_characters(
    ignorable: str, text: str, surface: str, key: str
) -> None:
    """Soft hyphens and zero-width characters stay in the surface and out of the comparison."""
    text, surface = text.replace("_", ignorable), surface.replace("_", ignorable)

    assert [surface] == surfaces(text)
    assert key == fold(surface)


@pytest.mark.parametrize(
    "text", ["❤️", "☕️ ✈️", "#️⃣", "👩‍👩‍👧", "🇵🇰", "\u0301", " \u0301 ", "´", "\u00a0…"]
)
def test_counts_no_word_without_a_letter_or_digit(text: str) -> None:
    """An emoji with its variation selector, or a mark on its own, is no word."""
    assert [] == split_words(text)


def test_offsets_count_characters_of_the_text_as_given() -> None:
    """Emoji, combining marks and possessives before a word move its offsets by their length."""
    text = "👍 naïve 👩‍👧 cafe\u0301’s\r\nrain"

    assert [
        Word("naïve", 2, 7),
        Word("cafe\u0301", 12, 17),
        Word("rain", 21, 25),
    ] == split_words(text)


def test_cuts_a_stretch_of_a_text() -> None:
    """A start and an end limit what is cut; offsets still count from the start of the text."""
    text = "Rain fell on the town's roofs"

    assert [Word("fell", 5, 9), Word("on", 10, 12)] == split_words(text, 5, 12)
    assert [Word("roofs", 24, 29)] == split_words(text, 24)
    assert [Word("Ra", 0, 2)] == split_words(text, end=2)
    assert [Word("town", 17, 21)] == split_words(text, 17, 23)
    assert [] == split_words(text, 4, 4)


# Known answers: comparing


@pytest.mark.parametrize(
    ("surface", "key"),
    [
        ("Rain", "rain"),
        ("Türkiye", "turkiye"),
        ("TÜRKIYE", "turkiye"),
        ("Tu\u0308rkiye", "turkiye"),
        ("Istānbul", "istanbul"),
        ("İstanbul", "istanbul"),
        ("Straße", "strasse"),
        ("STRAẞE", "strasse"),
        ("ﬁne", "fine"),
        ("ｆｕｌｌ", "full"),
        ("\u212aelvin", "kelvin"),
        ("Ångström", "angstrom"),
        ("\u212bngström", "angstrom"),
        ("don’t", "don't"),
        ("donʼt", "don't"),
        ("co\u00adop", "coop"),
        ("ΣΊΣΥΦΟΣ", "σίσυφοσ"),
        ("Σίσυφος", "σίσυφοσ"),
        ("\u0390", "\u0390"),
        ("Ёлка", "ёлка"),
        ("Е\u0308лка", "ёлка"),
        ("अपनी", "अपनी"),
    ],
)
def test_folds(surface: str, key: str) -> None:
    """Words are compared without case, compatibility forms and, in Latin script, diacritics."""
    assert key == fold(surface)


@pytest.mark.parametrize(
    ("surface", "key"),
    [
        ("IS", "IS"),
        ("is", "is"),
        ("Türkiye", "Turkiye"),
        ("TÜRKIYE", "TURKIYE"),
        ("Ｆull’s", "Full's"),
        ("I\u00adS", "IS"),
        ("Straße", "Straße"),
        ("Ёлка", "Ёлка"),
    ],
)
def test_folds_all_but_case(surface: str, key: str) -> None:
    """For an exact-case pattern only the case of a word is kept."""
    assert key == fold_keeping_case(surface)


# Known answers: patterns


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("", ()),
        ("- . ,", ()),
        ("rain", ("rain",)),
        ("Rain*", ("Rain*",)),
        ("*", ("*",)),
        ("te?t", ("te?t",)),
        ("Tehreek-?-Insaf", ("Tehreek", "?", "Insaf")),
        ("*-e-*", ("*", "e", "*")),
        ("army's chief", ("army", "chief")),
        ("militant*'s den", ("militant*", "den")),
        ("don't*", ("don't*",)),
        ("d'*", ("d'*",)),
        ("5'*", ("5", "*")),
        ("5's*", ("5", "s*")),
        ("a.c (x|y) [z]+", ("a", "c", "x", "y", "z")),
    ],
)
def test_cuts_patterns(pattern: str, words: tuple[str, ...]) -> None:
    """A pattern is cut as a text is, its wildcards counting as letters."""
    assert words == cut_pattern(pattern)


@pytest.mark.parametrize("separator", [*"-‐‑‒–—―−~/. \u00a0\u2009\n", " - ", " – ", "--"])
@pytest.mark.parametrize("case", [str, str.lower, str.upper, str.title, str.swapcase])
def test_variants_of_the_operation_are_one_pattern(
    separator: str, case: Callable[[str], str]
) -> None:
    """Azm-e-Istehkam, azm e istehkam and AZM–E–ISTEHKAM have the same words."""
    written = case(separator.join(["Azm", "e", "Istehkam"]))

    assert ["azm", "e", "istehkam"] == folded(written)
    assert ["azm", "e", "istehkam"] == [fold(word) for word in cut_pattern(written)]


# Properties


@given(ANY_TEXT)
def test_surfaces_stand_at_their_offsets(text: str) -> None:
    """Every word is the text between its offsets, and words stand in order without overlap."""
    end = 0
    for word in split_words(text):
        assert text[word.start : word.end] == word.surface
        assert end <= word.start < word.end
        assert unicodedata.category(word.surface[0])[0] in "LN"
        assert word.surface[0] not in APOSTROPHES + IGNORABLE
        assert word.surface[-1] not in APOSTROPHES + IGNORABLE
        end = word.end


@given(ANY_TEXT, st.data())
def test_a_stretch_is_cut_as_if_it_were_alone(text: str, data: st.DataObject) -> None:
    """Nothing outside a stretch has a say in its words."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    alone = [Word(w.surface, w.start + start, w.end + start) for w in split_words(text[start:end])]

    assert alone == split_words(text, start, end)


@given(st.text())
@example("α\u0345\u0301")
@example("ŉ")
@example("ﷺ")
def test_folding_twice_is_folding_once(surface: str) -> None:
    """Both foldings are idempotent, end in NFKC, and the one prepares the other."""
    assert fold(surface) == fold(fold(surface))
    assert fold_keeping_case(surface) == fold_keeping_case(fold_keeping_case(surface))
    assert fold(surface) == fold(fold_keeping_case(surface))
    assert unicodedata.is_normalized("NFKC", fold(surface))


@given(CASED_TEXT)
@example("İstanbul’s STRASSE")
def test_case_makes_no_difference(text: str) -> None:
    """A text in upper, lower or title case has the same words."""
    assert folded(text) == folded(text.upper()) == folded(text.lower()) == folded(text.title())


@given(ANY_TEXT)
def test_canonical_forms_make_no_difference(text: str) -> None:
    """Composed and decomposed texts have the same words."""
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))

    assert folded(text) == folded(composed) == folded(decomposed)


@given(st.text(alphabet="aSsé1ａＳｓ１ﬁĳKÅ'’＇-－ \u00a0\u3000…´"))
def test_compatibility_forms_make_no_difference(text: str) -> None:
    """Full-width letters, ligatures and wide spaces count as what they stand for."""
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFKC", "NFKD"))

    assert folded(text) == folded(composed) == folded(decomposed)


@given(TRICKY, st.sampled_from(APOSTROPHES))
def test_the_kind_of_apostrophe_makes_no_difference(text: str, apostrophe: str) -> None:
    """Straight, curly and typographic apostrophes are one character to the words."""
    other = text.translate({ord(character): apostrophe for character in APOSTROPHES})

    assert folded(text) == folded(other)


@given(ANY_TEXT.filter(lambda text: "\r" not in text))
def test_line_ends_and_trailing_spaces_make_no_difference(text: str) -> None:
    """CRLF for LF, and spaces before it, leave the words as they are."""
    assert folded(text) == folded(text.replace("\n", "\r\n")) == folded(text.replace("\n", "  \n"))


@given(ANY_TEXT, st.sampled_from(IGNORABLE))
def test_invisible_characters_make_no_difference(text: str, ignorable: str) -> None:
    """A text with a soft hyphen or zero-width character after every character has its words."""
    assert folded(text) == folded("".join(character + ignorable for character in text))


@given(ANY_TEXT.filter(lambda text: not set(text) & {"*", "?"}))
def test_a_literal_pattern_is_cut_as_a_text(text: str) -> None:
    """What is written in a lexicon without wildcards has the words it would have in an article."""
    assert surfaces(text) == list(cut_pattern(text))


@given(st.text(alphabet="as1'’-*? \u00ad"))
def test_a_wildcard_is_cut_as_a_letter(pattern: str) -> None:
    """A pattern has its wildcards where a text would have letters."""
    as_letters = str.maketrans("*?", "xx")

    assert surfaces(pattern.translate(as_letters)) == [
        word.translate(as_letters) for word in cut_pattern(pattern)
    ]
