"""Stop words: the bundled list, and how a list is read."""

from pathlib import Path

import pytest

from framing.errors import SettingError
from framing.lexicon import stop_words
from framing.lexicon.stop_words import NO_STOP_WORDS, load_stop_words
from framing.resources import lexicons_folder
from framing.words import fold, split_words


@pytest.mark.parametrize("word", ["the", "of", "and", "said", "e", "s", "don't", "won't", "that'd"])
def test_holds_function_words(word: str) -> None:
    """Words that carry no content are on the English list, contractions and letters included."""
    assert word in load_stop_words("en")


@pytest.mark.parametrize("word", ["against", "must", "never", "all", "china", "military", ""])
def test_leaves_words_that_could_carry_framing(word: str) -> None:
    """A word that could carry framing is a content word."""
    assert word not in load_stop_words("en")


def test_holds_words_as_texts_have_them() -> None:
    """Every stop word is one word of a text, in the form in which words are compared."""
    words = load_stop_words("en")

    assert 150 < len(words) < 300
    assert {word: [word] for word in words} == {
        word: [fold(found.surface) for found in split_words(word)] for word in words
    }


def test_lists_each_word_once() -> None:
    """No word stands twice in the file."""
    text = (lexicons_folder() / "stopwords" / "en.txt").read_text(encoding="utf-8")
    written = [w for line in text.splitlines() if not line.startswith("#") for w in line.split()]

    assert sorted(set(written)) == sorted(written)
    assert set(written) == load_stop_words("en")


def test_none_is_the_empty_list() -> None:
    """Without stop words every word is a content word."""
    assert frozenset() == load_stop_words(NO_STOP_WORDS)
    assert "none" == NO_STOP_WORDS


def test_reads_a_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Words stand on lines with spaces between them; comments are left out, forms are folded."""
    folder = tmp_path / "stopwords"
    folder.mkdir()
    content = "# not these words\nThe DON’T\n\n été\n"
    (folder / "fr.txt").write_text(content, encoding="utf-8")
    monkeypatch.setattr(stop_words, "lexicons_folder", lambda: tmp_path)

    assert {"the", "don't", "ete"} == load_stop_words("fr")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("eng", "--stopwords: 'eng' is not one of en, none; did you mean 'en'?"),
        ("non", "--stopwords: 'non' is not one of en, none; did you mean 'none'?"),
        ("french", "--stopwords: 'french' is not one of en, none"),
        ("../stopwords/en", "--stopwords: '../stopwords/en' is not one of en, none"),
        ("", "--stopwords: '' is not one of en, none"),
    ],
)
def test_refuses_other_names(name: str, message: str) -> None:
    """A list that is not there is an error that names those there are."""
    with pytest.raises(SettingError) as error:
        load_stop_words(name)

    assert message == str(error.value)
