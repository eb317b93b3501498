"""YAML whose scalars are all strings and whose values know their places."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from framing.errors import FramingError
from framing.strings_yaml import Items, Node, Pairs, Text, YamlError, read_yaml

Plain: TypeAlias = "str | list[Plain] | dict[str, Plain] | None"

STRINGS = st.one_of(
    st.sampled_from(["no", "on", "2016", "2024-06-22", "null", "~", "", "*a", "? b", "a: b", "#c"]),
    st.text(st.characters(exclude_categories=["Cs", "Cn"]), max_size=8),
)
DOCUMENTS: st.SearchStrategy[Any] = st.recursive(
    STRINGS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(STRINGS, inner, max_size=3)
    ),
    max_leaves=8,
)
# Loosely YAML, mostly broken.
SCRIBBLES = st.text(alphabet="ab12:- [],{}'\"#&*!|>%@`\n\t?~\r\ufeff\x00\x85é", max_size=30)


def plain(node: Node | None) -> Plain:
    """Return what a node holds, without places."""
    if isinstance(node, Text):
        return node.value
    if isinstance(node, Items):
        return [plain(value) for value in node.values]
    if isinstance(node, Pairs):
        return {key.value: plain(value) for key, value in node}
    return None


def problem_of(text: str, first_line: int = 1) -> str:
    """Return the message of the error that a document makes."""
    with pytest.raises(YamlError) as error:
        read_yaml(text, first_line)
    return str(error.value)


# Known answers


@pytest.mark.parametrize(
    "scalar",
    [
        *("no", "No", "NO", "n", "off", "yes", "y", "on", "true", "False"),
        *("2016", "007", "1.0", "1e3", "0x1F", "0o17", "1_000", "12:30:45", ".inf", ".nan"),
        *("2024-06-22", "2024-06-22T10:00:00Z", "null", "Null", "=", "<<"),
    ],
)
def test_scalars_are_strings(scalar: str) -> None:
    """What YAML would read as a truth value, number, date or nothing stays a word."""
    assert {"key": scalar, scalar: "value"} == plain(read_yaml(f"key: {scalar}\n{scalar}: value"))
    assert [scalar] == plain(read_yaml(f"[{scalar}]"))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("key:", ""),
        ("key: ~", ""),
        ("key: '~'", "~"),
        ('key: "null"', "null"),
        ("key: ''", ""),
        ("key: 'it''s'", "it's"),
        ('key: "a\\tb\\u00e9"', "a\tbé"),
        ("key: Operation Azm-e-Istehkam # a comment", "Operation Azm-e-Istehkam"),
        ("key: |\n  two\n  lines\n", "two\nlines\n"),
        ("key: >-\n  one\n  line\n", "one line"),
        ("key: terror*", "terror*"),
        ("key: !!int 5", "5"),
        ("key: !!python/object/apply:os.getcwd []", []),
        ("key: &name value", "value"),
        ("key:\n- a\n-\n- [b, c]", ["a", "", ["b", "c"]]),
        ("key: {a: {b: c}, d: }", {"a": {"b": "c"}, "d": ""}),
        ("%YAML 1.1\n---\nkey: x\n...\n", "x"),
        ("key: x\r\n", "x"),
        ("\ufeffkey: x", "x"),
    ],
)
def test_reads_values(text: str, value: Plain) -> None:
    """Quotes, blocks, lists and mappings are YAML's; tags make nothing of a string."""
    assert {"key": value} == plain(read_yaml(text))


@pytest.mark.parametrize("text", ["", "\n\n", "# a comment\n", "\ufeff"])
def test_nothing_is_none(text: str) -> None:
    """A document with nothing in it has no root."""
    assert read_yaml(text) is None


def test_values_know_their_places() -> None:
    """Every key and value has its line and column from 1, counted in characters."""
    text = 'é: 👍\nlist:\n  - 👍 # here\n  - {"a": b}\n'

    assert Pairs(
        1,
        1,
        (
            (Text(1, 1, "é"), Text(1, 4, "👍")),
            (
                Text(2, 1, "list"),
                Items(
                    3,
                    3,
                    (Text(3, 5, "👍"), Pairs(4, 5, ((Text(4, 6, "a"), Text(4, 11, "b")),))),
                ),
            ),
        ),
    ) == read_yaml(text)


def test_lines_count_from_the_first_line() -> None:
    """A document that begins on a later line of its file has the lines of the file."""
    assert Pairs(5, 1, ((Text(5, 1, "a"), Text(6, 2, "b")),)) == read_yaml("a:\n b", first_line=5)
    assert "6:1: 'a' is given twice" == problem_of("a: 1\na: 2", first_line=5)
    assert "6:4: '\\x01' is a control character; take it out" == problem_of("a: 1\nb: \x01", 5)
    assert "6:1: found character that cannot start any token" == problem_of("a:\n\tb", 5)


def test_an_error_carries_its_place() -> None:
    """Line, column and problem can be had one by one."""
    with pytest.raises(FramingError) as error:
        read_yaml("a: 1\nb: {a: 1, a: 2}")

    assert isinstance(error.value, YamlError)
    assert (2, 11) == (error.value.line, error.value.column)
    assert "'a' is given twice" == error.value.problem
    assert "2:11: 'a' is given twice" == str(error.value)


ALIAS = "aliases (*name) are not read; write the value out, or quote a leading *"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1\nb: 2\na: 3", "3:1: 'a' is given twice"),
        ("no: 1\n'no': 2", "2:1: 'no' is given twice"),
        ("a: &x word\nb: *x", f"2:4: {ALIAS}"),
        ("a: &x [b]\nc: [d, *x]", f"2:8: {ALIAS}"),
        ("a: &x {b: c}\nd:\n  <<: *x", f"3:7: {ALIAS}"),
        ("&a [*a]", f"1:5: {ALIAS}"),
        ("- terror*\n- *phobia", f"2:3: {ALIAS}"),
        ("? [a]\n: b", "1:3: a key must be a plain word or a quoted string"),
        ("{a: b}: c", "1:1: a key must be a plain word or a quoted string"),
        ("a: b\n---\nc: d", "2:1: a second document begins here; a file has one"),
        ("a:\n\t- b", "2:1: found character that cannot start any token"),
        ("a: [b", "2:1: did not find expected ',' or ']'"),
        ("a: 'b", "1:6: found unexpected end of stream"),
        ("a: b: c", "1:5: mapping values are not allowed in this context"),
        ("- a\nb: c", "2:1: did not find expected '-' indicator"),
        ('a: "\\q"', "1:5: found unknown escape character"),
        ("a: x\x00", "1:5: '\\x00' is a control character; take it out"),
        ("é: 👍\nb: x\x92", "2:5: '\\x92' is a control character; take it out"),
        ("a: \ud800", "1:4: '\\ud800' is a control character; take it out"),
    ],
)
def test_refuses_what_it_does_not_read(text: str, message: str) -> None:
    """Ambiguous, broken and unfolding documents are errors at the place where they go wrong."""
    assert message == problem_of(text)


@pytest.mark.parametrize(
    ("opener", "column"), [("[", 42), ("{a: ", 4 * 40 + 2), ("- ", 2 * 41 + 1), ("? ", 2 * 41 + 1)]
)
@pytest.mark.parametrize("levels", [42, 1_000, 100_000])
def test_refuses_deep_nesting(opener: str, column: int, levels: int) -> None:
    """The 41st level of nesting is an error, and a hundred thousand levels do no harm."""
    assert f"1:{column}: nested deeper than 40 levels" == problem_of(opener * levels)


def test_reads_forty_levels() -> None:
    """Forty levels of lists are read."""
    node = read_yaml("[" * 40 + "word" + "]" * 40)
    for level in range(40):
        assert isinstance(node, Items)
        assert level + 1 == node.column
        (node,) = node.values

    assert Text(1, 41, "word") == node


# Properties


class _Dumper(yaml.SafeDumper):
    """Writes equal values out each time instead of an anchor and aliases."""

    def ignore_aliases(self, _data: object) -> bool:
        return True


@given(DOCUMENTS, st.booleans(), st.booleans())
def test_reads_what_yaml_writes(document: Any, flow: bool, unicode: bool) -> None:
    """Any nest of strings, lists and mappings that YAML's own writer writes is read back."""
    text = yaml.dump(document, Dumper=_Dumper, default_flow_style=flow, allow_unicode=unicode)

    assert document == plain(read_yaml(text))


def texts_in(node: Node | None) -> Sequence[Text]:
    """Return the scalars of a document."""
    if isinstance(node, Text):
        return [node]
    if isinstance(node, Items):
        return [text for value in node.values for text in texts_in(value)]
    if isinstance(node, Pairs):
        return [text for key, value in node for text in [key, *texts_in(value)]]
    return []


@given(st.dictionaries(st.from_regex(r"[a-z]{1,4}", fullmatch=True), STRINGS, min_size=1))
def test_places_point_at_values(document: Mapping[str, str]) -> None:
    """At the place of a plain or quoted value stands its first character or its quote."""
    text = yaml.dump(dict(document), Dumper=_Dumper, width=1_000)
    lines = text.split("\n")
    for value in texts_in(read_yaml(text)):
        first = lines[value.line - 1][value.column - 1]
        assert first in {"'", '"', "|", ">"} | set(value.value[:1])


def outcome(text: str) -> Node | YamlError | None:
    """Return the document or the error."""
    try:
        return read_yaml(text)
    except YamlError as error:
        return error


@given(SCRIBBLES)
def test_any_text_is_read_or_refused(text: str) -> None:
    """Whatever the text, there is a document, nothing, or one kind of error with a place."""
    found = outcome(text)

    if found is not None:
        assert isinstance(found, Text | Items | Pairs | YamlError)
        assert found.line >= 1
        assert found.column >= 1
    if isinstance(found, YamlError):
        assert f"{found.line}:{found.column}: {found.problem}" == str(found)
