"""A spec object merged over the base documents that it extends."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from stacks.reading import yaml_nodes
from stacks.reading.explain import EXTENDS
from stacks.reading.merge import idle_nulls, merge
from stacks.reading.problems import Problem, StackFileError, shown_file
from stacks.reading.tree import Node
from stacks.reading.yaml_nodes import compose, read_text
from stacks.reading.yaml_tree import TreeBuilder

_NOTHING_BELOW: Final = "and there is nothing to remove in what this file extends"
_FILL_IT: Final = "give a value, {} for an empty object, or leave the line out"


@dataclass(frozen=True, slots=True)
class Resolved:
    """The whole tree, and what was wrong with how its parts are written."""

    tree: Node
    problems: tuple[Problem, ...]


def resolve(patch: Node, folder: Path, chain: tuple[Path, ...] = ()) -> Resolved:
    """Merge the object over what it extends, which may extend further; `folder` is its file's.

    `chain` holds the files that are being resolved. Raises StackFileError for base documents that
    are missing, unreadable or in a circle, because everything after that would be guesswork.
    """
    own = _without_extends(patch)
    extends = patch.content.get(EXTENDS) if isinstance(patch.content, Mapping) else None
    base = None if extends is None else _base(extends, folder, chain)
    below = base.tree if base is not None else None
    why = "is empty" if base is None else f"is empty, {_NOTHING_BELOW}"
    idle = tuple(
        Problem(path, f"{why}; {_FILL_IT}", node.origin) for path, node in idle_nulls(below, own)
    )
    return Resolved(merge(below, own), (*(base.problems if base is not None else ()), *idle))


def _without_extends(node: Node) -> Node:
    if not isinstance(node.content, Mapping):
        return node
    return Node({k: v for k, v in node.content.items() if k != EXTENDS}, node.origin)


def _base(extends: Node, folder: Path, chain: tuple[Path, ...]) -> Resolved:
    file = _base_file(extends, folder)
    real = file.resolve()
    if real in chain:
        circle = " -> ".join(shown_file(each) for each in (*chain[chain.index(real) :], real))
        raise _refused(extends, f"goes in a circle: {circle}")
    text = read_text(file, Problem((EXTENDS,), "names", extends.origin))
    document = compose(file, text)
    if document is None:
        raise _refused(extends, f"names {shown_file(file)}, which is empty")
    builder = TreeBuilder(file)
    tree = builder.build(document)
    if not isinstance(tree.content, Mapping):
        raise _refused(extends, f"names {shown_file(file)}, which holds no mapping")
    if isinstance(document, yaml_nodes.Mapping) and "config" in tree.content:
        message = (
            f"names {shown_file(file)}, which is a stack file; a base document has the fields of"
            " platform:spec at its top"
        )
        raise _refused(extends, message)
    deeper = resolve(tree, file.parent, (*chain, real))
    return Resolved(deeper.tree, (*builder.problems, *deeper.problems))


def _base_file(extends: Node, folder: Path) -> Path:
    named = extends.content
    if not isinstance(named, str) or not named.strip():
        raise _refused(extends, "must be the path of a base document, such as system.yaml")
    if Path(named).is_absolute() or named.startswith("~"):
        raise _refused(extends, f"must be relative to the file that says it, got {named!r}")
    return Path(os.path.normpath(folder / named))


def _refused(extends: Node, message: str) -> StackFileError:
    return StackFileError(extends.origin.file, [Problem((EXTENDS,), message, extends.origin)])
