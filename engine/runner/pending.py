"""What an interrupted run was creating when it was cut off; pure."""

from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, Field, JsonValue


@dataclass(frozen=True, slots=True)
class Pending:
    """A resource whose creation had begun; nobody knows yet whether it came to be."""

    urn: str
    type: str
    id: str | None
    """Its id if it did come to be; none where creating it again takes it over anyway."""


class _Resource(BaseModel):
    urn: str
    type: str
    inputs: dict[str, JsonValue] = Field(default_factory=dict)


class _Operation(BaseModel):
    type: str
    resource: _Resource


class _Latest(BaseModel):
    pending_operations: list[_Operation] = Field(default_factory=list[_Operation])


class _Checkpoint(BaseModel):
    latest: _Latest | None = None


class _State(BaseModel):
    checkpoint: _Checkpoint


def pending_creates(state: Path) -> list[Pending]:
    """Return the creations that the state names as pending; none where there is no state yet."""
    if not state.exists():
        return []
    latest = _State.model_validate_json(state.read_bytes()).checkpoint.latest
    operations = latest.pending_operations if latest is not None else []
    return [
        Pending(o.resource.urn, o.resource.type, _object_id(o.resource))
        for o in operations
        if o.type == "creating"
    ]


def _object_id(resource: _Resource) -> str | None:
    """Return the id that the Kubernetes plugin gives an object: namespace/name or name."""
    metadata = resource.inputs.get("metadata")
    if not resource.type.startswith("kubernetes:") or not isinstance(metadata, dict):
        return None
    name, namespace = metadata.get("name"), metadata.get("namespace")
    return f"{namespace}/{name}" if namespace else str(name)
