"""The life of a stack in simulated clouds, step by step."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from pulumi.automation.events import EngineEvent, OpType

from engine.runner.changes import Changes
from engine.runner.session import Notices, Operation, Session
from engine.runner.workspace import Json
from rehearsal.stage import Stage
from stacks.spec import StackSpec

Changing = (OpType.CREATE, OpType.UPDATE, OpType.DELETE, OpType.REPLACE)


class RehearsalFailedError(Exception):
    """Something of a stack's life went other than it has to; the text says what."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One thing that was rehearsed, and what came of it."""

    title: str
    found: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Actors:
    """The engine on the stack that is rehearsed, and how its stack file is written."""

    stage: Stage
    session: Callable[[Callable[[EngineEvent], object]], Session]
    write: Callable[[Mapping[str, Json]], None]
    """Write the private stack file for a spec."""


def life(spec: StackSpec, actors: Actors) -> Iterator[Step]:
    """Yield each step of the stack's life once it is done; raises RehearsalFailedError."""
    document = cast("dict[str, Json]", json.loads(spec.model_dump_json(exclude_unset=True)))
    actors.write(unprotected(document))
    changes = _run(actors, "up")
    yield Step(title="up", found=f"{changes.count(OpType.CREATE)} resources made")
    for operation in ("preview", "refresh"):
        _must_find_nothing(operation, _run(actors, operation))
        yield Step(title=operation, found="nothing to do")
    changes = _run(actors, "destroy")
    if left := sorted(f"{token} {name}" for token, name in actors.stage.store.resources):
        raise RehearsalFailedError(f"destroy left {', '.join(left)}")
    yield Step(title="destroy", found=f"{changes.count(OpType.DELETE)} resources gone, none left")


def unprotected(document: Mapping[str, Json]) -> dict[str, Json]:
    """Return the stack with every `deletion` set to delete, so that it can go to the end."""
    return {
        key: "delete" if key == "deletion" else _below(value) for key, value in document.items()
    }


def _below(value: Json) -> Json:
    if isinstance(value, Mapping):
        return unprotected(value)
    if isinstance(value, list):
        return [_below(each) for each in value]
    return value


def _run(actors: Actors, operation: Operation) -> Changes:
    changes = Changes()
    session = actors.session(changes.take)
    with session.alone(f"plinth rehearse: {operation}"):
        session.run(operation, Notices())
    return changes


def _must_find_nothing(operation: str, changes: Changes) -> None:
    found = [f"{each.op.value} {each.kind} {each.name} {each.paths}" for each in changes.done]
    if found:
        raise RehearsalFailedError(f"{operation} after up is not empty: {'; '.join(found)}")
