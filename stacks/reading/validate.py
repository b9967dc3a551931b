"""A tree checked against a model, all problems at once."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final, TypeVar

from pydantic import BaseModel, ValidationError

from stacks.reading.explain import Finding, explain
from stacks.reading.problems import Problem
from stacks.reading.tree import KeyPath, Node, at, plain

M = TypeVar("M", bound=BaseModel)

# One repair can uncover further unknown fields, below the one that was renamed.
_MOST_REPAIRS: Final = 10


def validate(root: Node, model: type[M]) -> M | list[Problem]:
    """The spec, or everything that is wrong with it.

    Pydantic runs the rules between the fields of a model only when each field is in order. So that
    one misspelt name does not hide them, unknown fields are put right in a copy (renamed to what
    was probably meant, else left out) and the copy is checked again.
    """
    problems: list[Problem] = []
    renamed: dict[KeyPath, str] = {}
    for _ in range(_MOST_REPAIRS):
        try:
            spec = model.model_validate_json(json.dumps(plain(root)), strict=True)
        except ValidationError as error:
            findings = explain(error, model, root)
        else:
            return problems or spec
        unknown = [each for each in findings if each.error_type == "extra_forbidden"]
        slips = _slips(unknown, root)
        problems.extend(_new(findings, problems, renamed, slips))
        if not unknown:
            return problems
        for finding in unknown:
            path = finding.problem.path
            meant = slips.get(path)
            root = _without(root, path, meant)
            if meant is not None:
                renamed[(*path[:-1], meant)] = str(path[-1])
    return problems


def _slips(unknown: Sequence[Finding], root: Node) -> dict[KeyPath, str]:
    """The unknown fields that can stand for a known one which is not given."""
    slips: dict[KeyPath, str] = {}
    for finding in unknown:
        path = finding.problem.path
        given = _keys(root, path[:-1])
        taken = {slip for other, slip in slips.items() if other[:-1] == path[:-1]}
        if finding.meant is not None and finding.meant not in given | taken:
            slips[path] = finding.meant
    return slips


def _new(
    findings: Sequence[Finding],
    known: Sequence[Problem],
    renamed: Mapping[KeyPath, str],
    slips: Mapping[KeyPath, str],
) -> list[Problem]:
    """The problems not told yet, at the names that really stand in the file."""
    meant = {(*path[:-1], name) for path, name in slips.items()}
    told = {(problem.path, problem.message) for problem in known}
    new: list[Problem] = []
    for finding in findings:
        if finding.error_type == "missing" and finding.problem.path in meant:
            continue
        problem = replace(finding.problem, path=_as_written(finding.problem.path, renamed))
        if (problem.path, problem.message) not in told:
            new.append(problem)
    return new


def _as_written(path: KeyPath, renamed: Mapping[KeyPath, str]) -> KeyPath:
    written: KeyPath = ()
    for length, part in enumerate(path, start=1):
        written = (*written, renamed.get(path[:length], part))
    return written


def _keys(root: Node, path: KeyPath) -> set[str]:
    parent = at(root, path)
    if parent is None or not isinstance(parent.content, Mapping):
        return set()
    return set(parent.content)


def _without(node: Node, path: KeyPath, meant: str | None) -> Node:
    """The tree without the entry at the path, or with the entry under the name that was meant."""
    head, *rest = path
    if isinstance(node.content, tuple):
        items = [
            _without(item, tuple(rest), meant) if index == head else item
            for index, item in enumerate(node.content)
        ]
        return replace(node, content=tuple(items))
    if not isinstance(node.content, Mapping):
        return node
    entries: dict[str, Node] = {}
    for name, entry in node.content.items():
        if name != head:
            entries[name] = entry
        elif rest:
            entries[name] = _without(entry, tuple(rest), meant)
        elif meant is not None:
            entries[meant] = entry
    return replace(node, content=entries)
