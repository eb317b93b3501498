"""Lexicon files: how they are found by name or path, and what is said of those that cannot be."""

from collections.abc import Callable
from pathlib import Path

import pytest

from framing import (
    Frame,
    FramingError,
    Lexicon,
    LexiconError,
    Pattern,
    bundled_lexicons,
    load_lexicon,
    resources,
)
from framing.lexicon import files
from framing.lexicon.formats.yaml import parse_yaml

BUNDLED = ", ".join(bundled_lexicons())
RAIN = (Frame("rain", "rain", (Pattern("wet"), Pattern("été"))),)


def message_of(name: str | Path) -> str:
    """Return the message of the error that loading a lexicon raises."""
    with pytest.raises(LexiconError) as error:
        load_lexicon(name)
    return str(error.value)


def test_loads_the_default_lexicon() -> None:
    """Without a name the default is read; its name may be given, as a string or a path."""
    assert "azm-e-istehkam" in bundled_lexicons()
    assert load_lexicon() == load_lexicon("azm-e-istehkam") == load_lexicon(Path("azm-e-istehkam"))
    assert "azm-e-istehkam" == load_lexicon().name


def test_bundled_names_are_sorted(
    write_article: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The names are those of the YAML files in the folder; errors name the file, not its folder."""
    folder = write_article("b.yaml", "rain: [wet\nsun: b").parent
    write_article("a.yaml", "rain: [wet, été]")
    write_article("stopwords/en.txt", "the")
    monkeypatch.setattr(files, "lexicons_folder", lambda: folder)

    assert ("a", "b") == bundled_lexicons()
    assert Lexicon("a", RAIN) == load_lexicon("a")
    assert "b.yaml:2:4: did not find expected ',' or ']'" == message_of("b")
    assert "no lexicon 'c': neither a file nor one of the bundled lexicons (a, b)" == message_of(
        "c"
    )


def test_a_bundled_name_is_never_a_file(
    write_article: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file or folder that is called as a bundled lexicon does not hide it, nor it the file."""
    path = write_article("azm-e-istehkam.yaml", "rain: [wet, été]")
    write_article("azm-e-istehkam", "rain: [wet]")
    monkeypatch.chdir(path.parent)

    assert 4 == len(load_lexicon("azm-e-istehkam").frames)
    assert Lexicon("azm-e-istehkam", RAIN) == load_lexicon("azm-e-istehkam.yaml")


@pytest.mark.parametrize("name", ["w.yaml", "w.yml", "w.YAML", "folder/w.yaml", "été/w.x.yml"])
@pytest.mark.parametrize(
    "content",
    [
        "rain: [wet, été]",
        "\ufeffrain: [wet, été]",
        "rain:\n- wet\n- été\n",
        "rain:\r\n- wet\r\n- été\r\n",
        "rain:\r- wet\r- été\r",
        "\n\nframes:\n  rain: [wet, 'été']",
    ],
)
def test_loads_a_file(write_article: Callable[..., Path], name: str, content: str) -> None:
    """A YAML file is read whatever its line ends, with or without a byte-order mark."""
    path = write_article(name, content)

    assert Lexicon(path.stem, RAIN) == load_lexicon(path) == load_lexicon(str(path))


def test_a_file_may_name_itself(write_article: Callable[..., Path]) -> None:
    """The name in the file wins over the file's name."""
    path = write_article("w.yaml", "name: weather\nframes: {rain: [wet, été]}")

    assert "weather" == load_lexicon(path).name


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("w.yaml", "", ": the file is empty; a lexicon maps frames to patterns"),
        ("w.yaml", b"\xef\xbb\xbf", ": the file is empty; a lexicon maps frames to patterns"),
        ("w.yaml", "a: [b]\na: [c]", ":2:1: 'a' is given twice"),
        ("w.yaml", "a: [b]\r\na: [c]", ":2:1: 'a' is given twice"),
        (
            "w.yaml",
            "\ufeffa: [b, '*']",
            ":1:8: pattern '*' has no word to match; write at least one letter or digit",
        ),
        ("w.yaml", b"a: [\xff]", ":1:5: byte 0xff is not UTF-8; save the file as UTF-8"),
        (
            "w.yaml",
            "\ufeffé: [b]\nÜ: [caf".encode() + b"\xe9]",
            ":2:8: byte 0xe9 is not UTF-8; save the file as UTF-8",
        ),
        (
            "w.yaml",
            b"\xef\xbb\xbfa: [\xff]",
            ":1:5: byte 0xff is not UTF-8; save the file as UTF-8",
        ),
        (
            "w.yaml",
            "a: [b]".encode("utf-16"),
            ":1:1: byte 0xff is not UTF-8; save the file as UTF-8",
        ),
        ("w.yaml", b"a: [b\x00]", ":1:6: '\\x00' is a control character; take it out"),
        ("w.yaml", "\ufeffa: [b\x00]", ":1:6: '\\x00' is a control character; take it out"),
        (
            "w.txt",
            "a: [b]",
            ": lexicons are read from YAML files (.yaml, .yml), not from .txt",
        ),
        (
            "w",
            "a: [b]",
            ": lexicons are read from YAML files (.yaml, .yml), not from a file without a suffix",
        ),
    ],
)
def test_refuses_a_file(
    write_article: Callable[..., Path], name: str, content: str | bytes, problem: str
) -> None:
    """Errors call a file as the user called it and say where in it they are."""
    path = write_article(name, content)

    assert f"{path}{problem}" == message_of(path)
    assert f"{path}{problem}" == message_of(str(path))


@pytest.mark.parametrize(
    "name",
    ["weather", "weather.yaml", "Azm-e-Istehkam", "azm-e-istehkam.yml", "stopwords/en", "a\0b"],
)
def test_a_name_that_is_not_there(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The error names the bundled lexicons."""
    monkeypatch.chdir(tmp_path)
    expected = f"no lexicon {name!r}: neither a file nor one of the bundled lexicons ({BUNDLED})"

    assert expected == message_of(name)


def test_a_folder_is_no_lexicon(tmp_path: Path) -> None:
    """A folder is refused by its suffix or, if it has a file's, because it cannot be read."""
    folder = tmp_path / "folder.yaml"
    folder.mkdir()

    assert (
        f"{tmp_path}: lexicons are read from YAML files (.yaml, .yml), "
        "not from a file without a suffix"
    ) == message_of(tmp_path)
    assert f"{folder}: cannot be read: Is a directory" == message_of(folder)


@pytest.mark.parametrize("name", ["long" * 100, "long" * 100 + ".yaml"])
def test_a_name_too_long_is_an_error_of_ours(name: str) -> None:
    """What the file system cannot look up is said in one line."""
    assert f"{name}: cannot be read: File name too long" == message_of(name)


def test_a_file_is_read_as_its_text_is_parsed(write_article: Callable[..., Path]) -> None:
    """Loading adds nothing to what the text says."""
    text = "name: w\nexcept: [x]\nframes: {a: {label: A, patterns: [b, {pattern: C, case: exact}]}}"
    path = write_article("w.yaml", text)

    assert parse_yaml(text, "w.yaml", "w") == load_lexicon(path)


def test_bundled_folders_are_those_of_the_checkout() -> None:
    """In a checkout the folders lie beside the package and hold what is read by default."""
    top = Path(__file__).parent.parent

    assert top / "lexicons" == resources.lexicons_folder()
    assert top / "corpus" == resources.corpus_folder()
    assert (resources.lexicons_folder() / f"{resources.DEFAULT_LEXICON}.yaml").is_file()
    assert (resources.corpus_folder() / resources.DEFAULT_STORY).is_dir()


def test_bundled_folders_of_a_wheel_lie_inside_the_package(
    write_article: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a wheel carries is preferred; where nothing lies, the error says what to do."""
    inside = write_article("site/framing/_data/lexicons/w.yaml", "rain: [wet]").parent
    monkeypatch.setattr(resources, "__file__", str(inside.parent.parent / "resources.py"))
    write_article("site/corpus/README.md", "Another project's corpus.")

    assert inside == resources.lexicons_folder()
    with pytest.raises(FramingError) as error:
        resources.corpus_folder()
    assert (
        "the bundled folder 'corpus' is missing from this installation; reinstall framing"
    ) == str(error.value)
