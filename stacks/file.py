"""Reads a stack file without the engine: extends, merge, positions, and all problems at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Generic, TypeVar

from pydantic import BaseModel

from stacks.reading import yaml_nodes
from stacks.reading.explain import closest
from stacks.reading.extends import Resolved, resolve
from stacks.reading.problems import Problem, StackFileError
from stacks.reading.tree import Json, KeyPath, Node, Origin, lift, nearest, origins, plain
from stacks.reading.validate import validate
from stacks.reading.yaml_nodes import YamlNode, compose, read_text
from stacks.reading.yaml_tree import TreeBuilder

__all__ = [
    "ConfigKey",
    "Json",
    "KeyPath",
    "Origin",
    "Problem",
    "ResolvedStack",
    "StackFileError",
    "read_stack",
    "resolve_object",
]

SPEC_KEY: Final = "platform:spec"
_SKELETON: Final = "a stack file begins with 'config:', and below it '  platform:spec:'"

M = TypeVar("M", bound=BaseModel)
M_co = TypeVar("M_co", bound=BaseModel, covariant=True)


@dataclass(frozen=True, slots=True)
class ConfigKey:
    """A key beside platform:spec; its value is never read."""

    name: str
    origin: Origin
    secure: bool
    """Whether the value is encrypted (`secure:`)."""


@dataclass(frozen=True, slots=True)
class ResolvedStack(Generic[M_co]):
    """A stack file as it is meant: everything extended and merged, checked against the model."""

    spec: M_co
    tree: Json
    origins: Mapping[KeyPath, Origin]
    """Where each value of the tree stands; values that come from defaults are not in it."""
    file: Path
    config: tuple[ConfigKey, ...]

    def where(self, path: KeyPath) -> Origin:
        """The origin of the value, or of its nearest ancestor that is written somewhere."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.origins:
                return self.origins[path[:length]]
        return Origin(self.file, 0, 0)


def read_stack(path: Path, model: type[M]) -> ResolvedStack[M]:
    """Read, resolve and check a stack file; raises StackFileError with every problem in it."""
    builder = TreeBuilder(path)
    try:
        document = compose(path, read_text(path))
        entries = _config_entries(document, builder)
        spec_origin, spec_node = entries[SPEC_KEY]
        if not isinstance(spec_node, yaml_nodes.Mapping):
            message = f"'{SPEC_KEY}:' holds no fields; below it stand 'cluster:' and the like"
            raise _no_stack_file(builder, message, spec_origin)
        own = builder.build(spec_node, (), spec_origin)
        resolved = resolve(own, path.parent, (path.resolve(),))
    except StackFileError as error:
        raise StackFileError(path, (*builder.problems, *error.problems)) from None
    config = tuple(
        ConfigKey(name, origin, secure=_is_secure(node))
        for name, (origin, node) in entries.items()
        if name != SPEC_KEY
    )
    return _checked(resolved, builder.problems, path, model, config)


def resolve_object(
    value: Json, base_dir: Path, origin_hint: Origin, model: type[M]
) -> ResolvedStack[M]:
    """The same for an object that the engine has parsed; every own value has the hint as origin.

    `extends` is looked up in `base_dir`. Raises StackFileError.
    """
    own = lift(value, origin_hint)
    try:
        resolved = resolve(own, base_dir, (origin_hint.file.resolve(),))
    except StackFileError as error:
        raise StackFileError(origin_hint.file, error.problems) from None
    return _checked(resolved, (), origin_hint.file, model, ())


def _checked(
    resolved: Resolved,
    problems: Iterable[Problem],
    file: Path,
    model: type[M],
    config: tuple[ConfigKey, ...],
) -> ResolvedStack[M]:
    written = [*problems, *resolved.problems, *_secrets_inside(resolved.tree)]
    spec = validate(resolved.tree, model)
    if isinstance(spec, list):
        known = {problem.path for problem in written}
        written += [problem for problem in spec if problem.path not in known]
        raise StackFileError(file, written)
    if written:
        raise StackFileError(file, written)
    found = origins(resolved.tree)
    return ResolvedStack(spec, plain(resolved.tree), found, file, config)


def _config_entries(
    document: YamlNode | None, builder: TreeBuilder
) -> dict[str, tuple[Origin, YamlNode]]:
    """The keys below `config:`, platform:spec among them; raises StackFileError without it."""
    if document is None:
        raise _no_stack_file(builder, f"is empty; {_SKELETON}", None)
    if not isinstance(document, yaml_nodes.Mapping):
        raise _no_stack_file(builder, f"holds no mapping; {_SKELETON}", document.origin)
    top = {name: (at, node) for name, at, node in builder.entries(document, ())}
    if "config" not in top:
        raise _no_stack_file(builder, f"has no 'config:'; {_SKELETON}", None)
    origin, config = top["config"]
    if not isinstance(config, yaml_nodes.Mapping):
        raise _no_stack_file(builder, f"'config:' holds nothing; {_SKELETON}", origin)
    entries = {name: (at, node) for name, at, node in builder.entries(config, ())}
    if SPEC_KEY not in entries:
        meant = closest(SPEC_KEY, list(entries))
        place = entries[meant][0] if meant is not None else origin
        hint = f"; {meant} stands there" if meant is not None else ""
        raise _no_stack_file(builder, f"has no '{SPEC_KEY}:' below 'config:'{hint}", place)
    return entries


def _no_stack_file(builder: TreeBuilder, message: str, origin: Origin | None) -> StackFileError:
    problem = Problem((), message, origin or Origin(builder.file, 0, 0))
    return StackFileError(builder.file, [problem])


def _is_secure(node: YamlNode) -> bool:
    return isinstance(node, yaml_nodes.Mapping) and any(
        isinstance(key, yaml_nodes.Scalar) and key.text == "secure" for key, _ in node.pairs
    )


def _secrets_inside(tree: Node) -> list[Problem]:
    """Encrypted values inside the spec: the engine hands the whole object out in plain text."""
    message = (
        "must not stand inside platform:spec, where it would be kept in plain text; make it a key"
        " of its own beside platform:spec"
    )
    return [
        Problem(path[:-1], message, nearest(tree, path[:-1]).origin)
        for path in origins(tree)
        if path and path[-1] == "secure" and str(nearest(tree, path).content).startswith("v1:")
    ]
