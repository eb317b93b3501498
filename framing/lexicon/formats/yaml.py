"""Lexicons in YAML, in two forms.

The plain form is a mapping of frame to patterns::

    economy: [tax*, "interest rate*"]
    security:
      - terroris*

The full form has a key ``frames``::

    name: my-lexicon
    version: "1.0"
    language: en
    status: unvalidated
    description: What it is for.
    except: ["china town"]          # silences every frame
    frames:
      security:
        label: Security
        notes: What the frame means.
        patterns:
          - terroris*
          - {pattern: IS, case: exact, note: the Islamic State group}
        except: ["security guard*"] # silences this frame

Every scalar is a string: ``no``, ``on`` and ``2016`` are words.
"""

from collections.abc import Callable, Iterable
from difflib import get_close_matches
from typing import TypeVar, cast

from framing.errors import LexiconError
from framing.lexicon.model import Frame, Lexicon, Pattern, Status, statuses
from framing.strings_yaml import Items, Node, Pairs, Text, YamlError, read_yaml

__all__ = ["parse_yaml"]

_LEXICON_KEYS = ("name", "version", "language", "status", "description", "except", "frames")
_FRAME_KEYS = ("label", "notes", "patterns", "except")
_ENTRY_KEYS = ("pattern", "case", "note")
_CASES = ("any", "exact")

_Made = TypeVar("_Made", Lexicon, Frame, Pattern)


def parse_yaml(text: str, source: str, name: str) -> Lexicon:
    """Read a lexicon.

    Args:
        text: The file's text.
        source: What to call the file in errors.
        name: The lexicon's name if the file gives none.

    Returns:
        The lexicon.

    Raises:
        LexiconError: With ``source:line:column`` and what was expected there.
    """
    try:
        root = read_yaml(text)
    except YamlError as error:
        raise LexiconError(f"{source}:{error}") from None
    if root is None:
        raise LexiconError(f"{source}: the file is empty; a lexicon maps frames to patterns")
    return _Reader(source).lexicon(root, name)


class _Reader:
    """Turns nodes into the model; every error says where in which file."""

    def __init__(self, source: str) -> None:
        self.source = source

    def lexicon(self, root: Node, name: str) -> Lexicon:
        if not isinstance(root, Pairs):
            raise self.error(root, "a lexicon is a mapping of frames to patterns")
        if "frames" not in {key.value for key, _ in root}:
            for key, value in root:
                # A frame may be called "language", but then it has a list of patterns.
                if key.value == "except" or (
                    key.value in _LEXICON_KEYS and isinstance(value, Text)
                ):
                    raise self.error(
                        key, f"a lexicon with {key.value!r} needs a key 'frames' beside it"
                    )
            return self.made(root, lambda: Lexicon(name, self.frames(root)))
        fields = self.fields(root, _LEXICON_KEYS, "a lexicon")
        frames = fields["frames"]
        if not isinstance(frames, Pairs):
            raise self.error(frames, "'frames' is a mapping of frame to patterns")
        return self.made(
            root,
            lambda: Lexicon(
                name=self.text(fields, "name") or name,
                frames=self.frames(frames),
                version=self.text(fields, "version"),
                language=self.text(fields, "language"),
                status=cast(Status, self.choice(fields, "status", statuses())),
                description=self.text(fields, "description"),
                exceptions=self.patterns(fields.get("except")),
            ),
        )

    def frames(self, pairs: Pairs) -> tuple[Frame, ...]:
        return tuple(self.frame(key, node) for key, node in pairs)

    def frame(self, key: Text, node: Node) -> Frame:
        if not key.value:
            raise self.error(key, "a frame needs a name")
        if not isinstance(node, Pairs):
            return self.made(key, lambda: Frame(key.value, key.value, self.patterns(node)))
        fields = self.fields(node, _FRAME_KEYS, f"frame {key.value!r}")
        return self.made(
            key,
            lambda: Frame(
                key=key.value,
                label=self.text(fields, "label") or key.value,
                patterns=self.patterns(fields.get("patterns")),
                exceptions=self.patterns(fields.get("except")),
                notes=self.text(fields, "notes"),
            ),
        )

    def patterns(self, node: Node | None) -> tuple[Pattern, ...]:
        if node is None or (isinstance(node, Text) and not node.value):
            return ()
        values = node.values if isinstance(node, Items) else (node,)
        return tuple(self.pattern(value) for value in values)

    def pattern(self, node: Node) -> Pattern:
        if isinstance(node, Text):
            return self.made(node, lambda: Pattern(node.value))
        if not isinstance(node, Pairs):
            raise self.error(
                node, "a pattern is a string, or a mapping with 'pattern', 'case', 'note'"
            )
        fields = self.fields(node, _ENTRY_KEYS, "a pattern")
        if "pattern" not in fields:
            raise self.error(node, "this entry has no 'pattern'")
        exact = self.choice(fields, "case", _CASES) == "exact"
        return self.made(
            node, lambda: Pattern(self.text(fields, "pattern"), exact, self.text(fields, "note"))
        )

    def fields(self, pairs: Pairs, allowed: tuple[str, ...], owner: str) -> dict[str, Node]:
        for key, value in pairs:
            if key.value in allowed:
                continue
            near = get_close_matches(key.value, allowed, n=1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            if isinstance(value, Items) and not near:
                hint = "; nested categories are not read, give each its own frame"
            raise self.error(
                key, f"{key.value!r} is not a key of {owner}, which has {_listed(allowed)}{hint}"
            )
        return {key.value: value for key, value in pairs}

    def text(self, fields: dict[str, Node], key: str) -> str:
        node = fields.get(key)
        if node is None:
            return ""
        if not isinstance(node, Text):
            raise self.error(node, f"{key!r} is a string")
        return node.value.strip()

    def choice(self, fields: dict[str, Node], key: str, allowed: tuple[str, ...]) -> str:
        """Return a field's value from a closed set, the first of the set if it is not given."""
        value = self.text(fields, key)
        if value and value not in allowed:
            raise self.error(fields[key], f"{key!r} is {value!r}, not one of {_listed(allowed)}")
        return value or allowed[0]

    def made(self, node: Node, make: Callable[[], _Made]) -> _Made:
        """Make a part of the model; what it refuses gets the node's place."""
        try:
            return make()
        except LexiconError as error:
            if str(error).startswith(f"{self.source}:"):
                raise
            raise self.error(node, str(error)) from None

    def error(self, node: Node, problem: str) -> LexiconError:
        return LexiconError(f"{self.source}:{node.line}:{node.column}: {problem}")


def _listed(values: Iterable[str]) -> str:
    return ", ".join(values)
