"""YAML in which every scalar is a string, and every value knows its line and column.

YAML would read ``no`` as false, ``2016`` as a number and ``2024-06-22`` as a date. In a lexicon and
in an article's metadata they are words.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from framing.errors import FramingError

if TYPE_CHECKING:
    import yaml

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
        return _Builder(yaml.parse(text, Loader=loader), first_line).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line, mark.column) if mark else (0, 0)
        problem = error.problem or "not valid YAML"
        raise YamlError(line + first_line, column + 1, problem) from None
    except (yaml.reader.ReaderError, UnicodeEncodeError):
        # The two loaders word this differently and give the place in bytes or in characters.
        found = yaml.reader.Reader.NON_PRINTABLE.search(text)
        before = text[: found.start()] if found else ""
        raise YamlError(
            before.count("\n") + first_line,
            len(before) - before.rfind("\n"),
            f"{found.group() if found else text[:1]!r} is a control character; take it out",
        ) from None


class _Builder:
    """Builds nodes from the events of YAML's parser.

    PyYAML's own composer calls itself for every level of nesting and ends the process with a
    segmentation fault where there are a hundred thousand; this one stops at the limit.
    """

    def __init__(self, events: "Iterable[yaml.Event]", first_line: int) -> None:
        self.events = iter(events)
        self.first_line = first_line

    def document(self) -> Node | None:
        import yaml

        next(self.events)  # the stream begins
        if isinstance(next(self.events), yaml.StreamEndEvent):
            return None
        root = self.node(next(self.events), 0)
        next(self.events)  # the document ends
        following = next(self.events)
        if not isinstance(following, yaml.StreamEndEvent):
            raise self.error(following, "a second document begins here; a file has one")
        return root

    def node(self, event: "yaml.Event", depth: int) -> Node:
        import yaml

        if isinstance(event, yaml.AliasEvent):
            raise self.error(
                event, "aliases (*name) are not read; write the value out, or quote a leading *"
            )
        if depth > _DEEPEST:
            raise self.error(event, f"nested deeper than {_DEEPEST} levels")
        line, column = self.place(event)
        if isinstance(event, yaml.ScalarEvent):
            # "title:" and "title: ~" leave a value out; "null" may be a word, and stays one.
            is_bare_null = event.value == "~" and not event.style
            return Text(line, column, "" if is_bare_null else event.value)
        if isinstance(event, yaml.SequenceStartEvent):
            values = []
            while not isinstance(value := next(self.events), yaml.SequenceEndEvent):
                values.append(self.node(value, depth + 1))
            return Items(line, column, tuple(values))
        pairs: dict[str, tuple[Text, Node]] = {}
        while not isinstance(key_event := next(self.events), yaml.MappingEndEvent):
            key = self.node(key_event, depth + 1)
            if not isinstance(key, Text):
                raise self.error(key_event, "a key must be a plain word or a quoted string")
            if key.value in pairs:
                raise self.error(key_event, f"{key.value!r} is given twice")
            pairs[key.value] = (key, self.node(next(self.events), depth + 1))
        return Pairs(line, column, tuple(pairs.values()))

    def place(self, event: "yaml.Event") -> tuple[int, int]:
        mark = event.start_mark
        assert mark is not None
        return mark.line + self.first_line, mark.column + 1

    def error(self, event: "yaml.Event", problem: str) -> YamlError:
        return YamlError(*self.place(event), problem)
