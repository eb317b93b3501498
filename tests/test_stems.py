"""Stems: the forms of a word that the measures of vocabulary take for one."""

import pytest

from framing.errors import SettingError
from framing.stems import snowball_stems


@pytest.mark.parametrize(
    ("words", "stem"),
    [
        # From the sample vocabulary that the authors of the English stemmer publish.
        (("consign", "consigned", "consigning", "consignment"), "consign"),
        (("consist", "consisted", "consistency", "consistently", "consists"), "consist"),
        (("knock", "knocked", "knocking", "knocks"), "knock"),
        (("knocker", "knockers"), "knocker"),
        (("knightly",), "knight"),
        (("kneeling", "kneel", "kneels"), "kneel"),
        # Words of the bundled lexicon's subject.
        (("militant", "militants"), "milit"),
        (("operation", "operations"), "oper"),
        (("attack", "attacks", "attacked"), "attack"),
        (("police",), "polic"),
    ],
)
def test_gives_forms_of_a_word_one_stem(words: tuple[str, ...], stem: str) -> None:
    """Inflected forms come to the stem that the Snowball English stemmer defines."""
    assert (stem,) * len(words) == snowball_stems("en")(words)


def test_keeps_some_forms_apart() -> None:
    """A stemmer knows no irregular plurals: crisis and crises stay two terms."""
    assert ("crisi", "crise") == snowball_stems()(("crisis", "crises"))


def test_keeps_order_and_number() -> None:
    """Each word has its stem at its own place, and no words have no stems."""
    stem = snowball_stems()

    assert ("rain", "sun", "rain") == stem(("rains", "sun", "raining"))
    assert () == stem(())


def test_refuses_other_languages() -> None:
    """A language without a stemmer is an error that names those there are."""
    with pytest.raises(SettingError) as error:
        snowball_stems("ur")

    assert "--stem: 'ur' is not one of en" == str(error.value)


def test_names_the_language_that_was_meant() -> None:
    """A near miss gets a hint."""
    with pytest.raises(SettingError) as error:
        snowball_stems("eng")

    assert "--stem: 'eng' is not one of en; did you mean 'en'?" == str(error.value)
