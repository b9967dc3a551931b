"""A value tree in which every value knows the file and line it came from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

Scalar: TypeAlias = str | int | float | bool | None
Json: TypeAlias = "Scalar | Sequence[Json] | Mapping[str, Json]"
KeyPath: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value stands: of a mapping entry its key, of a list item the item itself.

    Lines and columns count from 1; line 0 means that only the file is known.
    """

    file: Path
    line: int
    column: int
    text: str | None = None
    """An unquoted scalar as it is written, for messages; None for everything else."""


@dataclass(frozen=True, slots=True)
class Node:
    """A value with its origin; the content of mappings and lists are nodes again."""

    content: "Scalar | tuple[Node, ...] | Mapping[str, Node]"
    origin: Origin


def plain(node: Node) -> Json:
    """The value without its positions."""
    match node.content:
        case tuple() as items:
            return [plain(item) for item in items]
        case Mapping() as entries:
            return {key: plain(entry) for key, entry in entries.items()}
        case scalar:
            return scalar


def lift(value: Json, origin: Origin) -> Node:
    """A value of which only one origin is known, such as what the engine hands over."""
    match value:
        case Mapping():
            return Node({key: lift(entry, origin) for key, entry in value.items()}, origin)
        case str() | int() | float() | None:
            return Node(value, origin)
        case _:
            return Node(tuple(lift(item, origin) for item in value), origin)


def origins(node: Node, path: KeyPath = ()) -> dict[KeyPath, Origin]:
    """The origin of every value, by its path."""
    found = {path: node.origin}
    for key, child in _children(node):
        found |= origins(child, (*path, key))
    return found


def at(node: Node, path: KeyPath) -> Node | None:
    """The node at the path, or None when there is none."""
    for part in path:
        child = dict(_children(node)).get(part)
        if child is None:
            return None
        node = child
    return node


def nearest(node: Node, path: KeyPath) -> Node:
    """The node at the path, or else its nearest ancestor that exists."""
    for length in range(len(path), 0, -1):
        found = at(node, path[:length])
        if found is not None:
            return found
    return node


def _children(node: Node) -> list[tuple[str | int, Node]]:
    match node.content:
        case tuple() as items:
            return list(enumerate(items))
        case Mapping() as entries:
            return list(entries.items())
        case _:
            return []
