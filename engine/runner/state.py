"""What plinth itself reads of a stack's state, without the engine."""

import contextlib
import json
import shutil
from collections.abc import Generator, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import BaseModel, Field, JsonValue

from engine.runner.files import make_private, write_private
from engine.runner.workspace import LocalStack


@dataclass(frozen=True, slots=True)
class Held:
    """A resource of the state that the engine refuses to delete."""

    type: str
    name: str
    urn: str = ""


class Resource(BaseModel):
    """A resource of a state, as far as plinth looks at it."""

    urn: str
    type: str
    id: str = ""
    protect: bool = False
    retain: bool = Field(default=False, alias="retainOnDelete")


class _Latest(BaseModel):
    resources: list[Resource] = Field(default_factory=list[Resource])


class _Checkpoint(BaseModel):
    latest: _Latest | None = None


class _State(BaseModel):
    checkpoint: _Checkpoint


def protected(state: Path) -> list[Held]:
    """Return the protected resources of a state; none where there is no state."""
    return held_in(_resources(state))


def held_in(resources: Iterable[Resource]) -> list[Held]:
    """Return the protected ones."""
    return [Held(r.type, _name(r.urn), r.urn) for r in resources if r.protect]


def resources_of(deployment: Mapping[str, JsonValue]) -> list[Resource]:
    """Return the resources of a deployment as the engine exports it."""
    return _Latest.model_validate(deployment).resources


def ids_in(state: Path) -> frozenset[str]:
    """Return the ids of all resources of a state."""
    return frozenset(r.id for r in _resources(state) if r.id)


def retained(state: Path) -> frozenset[str]:
    """Return the URNs of what stays where it is when the engine lets go of it."""
    return frozenset(r.urn for r in _resources(state) if r.retain)


def types_in(state: Path) -> frozenset[str]:
    """Return the types of all resources of a state."""
    return frozenset(r.type for r in _resources(state))


@contextlib.contextmanager
def unprotected_copy(stack: LocalStack) -> Generator[LocalStack]:
    """Copy a stack's state for a while; in the copy the engine is held back from nothing."""
    copy = replace(stack, backend_name="foreseen")
    shutil.rmtree(copy.backend, ignore_errors=True)
    try:
        make_private(copy.state_file.parent)
        content = json.loads(stack.state_file.read_bytes())
        for each in content["checkpoint"]["latest"].get("resources") or ():
            each.pop("protect", None)
        write_private(copy.state_file, json.dumps(content).encode())
        yield copy
    finally:
        shutil.rmtree(copy.backend, ignore_errors=True)


def urns_of(state: Path, kind: str, name: str) -> list[str]:
    """Return the URNs of the resources of a kind (the end of its type) with that name."""
    return [r.urn for r in _resources(state) if r.type.endswith(kind) and _name(r.urn) == name]


def _resources(state: Path) -> list[Resource]:
    if not state.exists():
        return []
    latest = _State.model_validate_json(state.read_bytes()).checkpoint.latest
    return latest.resources if latest is not None else []


def _name(urn: str) -> str:
    return urn.rpartition("::")[2]
