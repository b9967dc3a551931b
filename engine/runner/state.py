"""What plinth itself reads of a stack's state, without the engine."""

from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, Field


@dataclass(frozen=True, slots=True)
class Held:
    """A resource of the state that the engine refuses to delete."""

    type: str
    name: str


class _Resource(BaseModel):
    urn: str
    type: str
    protect: bool = False


class _Latest(BaseModel):
    resources: list[_Resource] = Field(default_factory=list[_Resource])


class _Checkpoint(BaseModel):
    latest: _Latest | None = None


class _State(BaseModel):
    checkpoint: _Checkpoint


def protected(state: Path) -> list[Held]:
    """Return the protected resources of a state; none where there is no state."""
    return [Held(r.type, _name(r.urn)) for r in _resources(state) if r.protect]


def urns_of(state: Path, kind: str, name: str) -> list[str]:
    """Return the URNs of the resources of a kind (the end of its type) with that name."""
    return [r.urn for r in _resources(state) if r.type.endswith(kind) and _name(r.urn) == name]


def _resources(state: Path) -> list[_Resource]:
    if not state.exists():
        return []
    latest = _State.model_validate_json(state.read_bytes()).checkpoint.latest
    return latest.resources if latest is not None else []


def _name(urn: str) -> str:
    return urn.rpartition("::")[2]
