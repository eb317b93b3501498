"""YAML in which every scalar is a string, and every value knows its line and column.

YAML would read ``no`` as false, ``2016`` as a number and ``2024-06-22`` as a date. In a lexicon and
in an article's metadata they are words.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from framing.errors import FramingError

__all__ = ["Items", "Node", "Pairs", "Text", "YamlError", "read_yaml"]

_DEEPEST = 40  # levels of nesting; a lexicon needs five


@dataclass(frozen=True, slots=True)
class Node:
    """A value of a YAML document and its place.

    Attributes:
        line: Line in the file, from 1.
        column: Column in the line, from 1.
    """

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Text(Node):
    """A scalar, as written; a key without a value has the empty string."""

    value: str


@dataclass(frozen=True, slots=True)
class Items(Node):
    """A list."""

    values: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Pairs(Node):
    """A mapping whose keys are strings, each there once."""

    pairs: tuple[tuple[Text, Node], ...]

    def __iter__(self) -> Iterator[tuple[Text, Node]]:
        """Yield the pairs in the order of the file."""
        return iter(self.pairs)


class YamlError(FramingError):
    """A document that is not the YAML we read.

    Attributes:
        line: Line in the file, from 1.
        column: Column in the line, from 1.
        problem: What is wrong, without the place.
    """

    def __init__(self, line: int, column: int, problem: str) -> None:
        super().__init__(f"{line}:{column}: {problem}")
        self.line = line
        self.column = column
        self.problem = problem


def read_yaml(text: str, first_line: int = 1) -> Node | None:
    """Read one YAML document.

    Args:
        text: The document.
        first_line: The line of the file on which it begins.

    Returns:
        Its root, or None if there is nothing in it.

    Raises:
        YamlError: For a syntax error, a key given twice, a key that is no string, an alias (a file
            of a few lines could unfold to gigabytes) or nesting beyond 40 levels.
    """
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        root = yaml.compose(text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line, mark.column) if mark else (0, 0)
        problem = error.problem or "not valid YAML"
        raise YamlError(line + first_line, column + 1, problem) from None
    except (yaml.YAMLError, RecursionError) as error:
        # The readers of the two loaders word this differently; the first line says it.
        problem = str(error).splitlines()[0] if str(error) else "nested too deeply"
        raise YamlError(first_line, 1, problem) from None
    return None if root is None else _convert(root, first_line, set(), 0)


def _convert(node: object, first_line: int, seen: set[int], depth: int) -> Node:
    import yaml

    assert isinstance(node, yaml.Node)
    line, column = node.start_mark.line + first_line, node.start_mark.column + 1
    if id(node) in seen:
        raise YamlError(line, column, "aliases (*name) are not read; write the value out")
    if depth > _DEEPEST:
        raise YamlError(line, column, f"nested deeper than {_DEEPEST} levels")
    seen.add(id(node))
    if isinstance(node, yaml.ScalarNode):
        return Text(line, column, "" if _is_bare_null(node) else node.value)
    if isinstance(node, yaml.SequenceNode):
        values = tuple(_convert(value, first_line, seen, depth + 1) for value in node.value)
        return Items(line, column, values)
    pairs: dict[str, tuple[Text, Node]] = {}
    for key_node, value_node in node.value:
        key = _convert(key_node, first_line, seen, depth + 1)
        if not isinstance(key, Text):
            raise YamlError(key.line, key.column, "a key must be a plain word or a quoted string")
        if key.value in pairs:
            raise YamlError(key.line, key.column, f"{key.value!r} is given twice")
        pairs[key.value] = (key, _convert(value_node, first_line, seen, depth + 1))
    return Pairs(line, column, tuple(pairs.values()))


def _is_bare_null(node: object) -> bool:
    # "title:" and "title: ~" leave a value out; "null" may be a word, and stays one.
    import yaml

    return isinstance(node, yaml.ScalarNode) and node.style is None and node.value == "~"
