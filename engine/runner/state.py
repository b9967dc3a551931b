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
    if not state.exists():
        return []
    latest = _State.model_validate_json(state.read_bytes()).checkpoint.latest
    resources = latest.resources if latest is not None else []
    return [Held(r.type, r.urn.rpartition("::")[2]) for r in resources if r.protect]
