"""Typed YAML nodes as a tree of values with positions, by the rules of a stack file."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from stacks.reading import yaml_nodes
from stacks.reading.problems import Problem, StackFileError
from stacks.reading.scalars import read_unquoted
from stacks.reading.tree import KeyPath, Node, Origin
from stacks.reading.yaml_nodes import YamlNode

# Aliases can unfold a few lines into millions of values ("billion laughs").
_MOST_VALUES: Final = 20_000
_DEEPEST: Final = 60
_STANDARD_TAG: Final = "tag:yaml.org,2002:"
# What the reader itself gives to values without a tag; the engine decodes others, such as !!binary.
_UNSAID_TAGS: Final = frozenset(
    f"{_STANDARD_TAG}{each}"
    for each in ("null", "bool", "int", "float", "str", "timestamp", "merge", "value", "seq", "map")
)


class TreeBuilder:
    """Turns nodes of one file into a tree; what is wrong is collected in `problems`."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self._open: set[int] = set()
        self._values = 0

    def entries(
        self, node: yaml_nodes.Mapping, path: KeyPath
    ) -> Iterator[tuple[str, Origin, YamlNode]]:
        """The entries of a mapping; names that are given twice or are no text are problems."""
        first_lines: dict[str, int] = {}
        for key, value in node.pairs:
            origin = key.origin
            name = self._name(key, path)
            if name is None:
                continue
            if name in first_lines:
                message = f"given twice; first on line {first_lines[name]}"
                self._complain((*path, name), message, origin)
                continue
            first_lines[name] = origin.line
            yield name, origin, value

    def build(self, node: YamlNode, path: KeyPath = (), origin: Origin | None = None) -> Node:
        """The node with everything below it; `origin` is that of its key, when it has one."""
        origin = node.origin if origin is None else origin
        self._values += 1
        if self._values > _MOST_VALUES or len(path) > _DEEPEST:
            raise StackFileError(
                self.file, [Problem(path, "is nested too deeply or repeated too often", origin)]
            )
        if node.tag not in _UNSAID_TAGS:
            tag = node.tag.replace(_STANDARD_TAG, "!!")
            self._complain(path, f"the tag {tag} has no meaning here; leave it out", origin)
        if isinstance(node, yaml_nodes.Scalar):
            return self._scalar(node, path, origin)
        if id(node) in self._open:
            self._complain(path, "an alias must not contain itself", origin)
            return Node({}, origin)
        self._open.add(id(node))
        built = self._collection(node, path, origin)
        self._open.remove(id(node))
        return built

    def _collection(
        self, node: yaml_nodes.Sequence | yaml_nodes.Mapping, path: KeyPath, origin: Origin
    ) -> Node:
        if isinstance(node, yaml_nodes.Mapping):
            entries = self.entries(node, path)
            return Node({n: self.build(v, (*path, n), at) for n, at, v in entries}, origin)
        items = enumerate(node.items)
        return Node(tuple(self.build(item, (*path, index)) for index, item in items), origin)

    def _scalar(self, node: yaml_nodes.Scalar, path: KeyPath, origin: Origin) -> Node:
        reading = read_unquoted(node.text)
        tagged_as_text = node.tag == f"{_STANDARD_TAG}str" and reading.value != node.text
        if node.quoted or tagged_as_text:
            return Node(node.text, origin)
        if reading.complaint is not None:
            self._complain(path, reading.complaint, origin)
        return Node(reading.value, Origin(origin.file, origin.line, origin.column, node.text))

    def _name(self, key: YamlNode, path: KeyPath) -> str | None:
        if not isinstance(key, yaml_nodes.Scalar):
            self._complain(path, "a name must be text, not a list or a mapping", key.origin)
            return None
        if key.tag == f"{_STANDARD_TAG}merge":
            message = "'<<' is not YAML 1.2; repeat the lines, or put them into a base document"
            self._complain(path, message, key.origin)
            return None
        reading = read_unquoted(key.text)
        if not key.quoted and reading.complaint is not None:
            self._complain((*path, key.text), reading.complaint, key.origin)
        elif not key.quoted and reading.value != key.text:
            message = f'a name must be text; quote it: "{key.text}"'
            self._complain((*path, key.text), message, key.origin)
        return key.text

    def _complain(self, path: KeyPath, message: str, origin: Origin) -> None:
        self.problems.append(Problem(path, message, origin))
