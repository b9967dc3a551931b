"""What a type of resource is in a simulated cloud: its properties, its names, what it refuses."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from engine.standin.shape import Json, JsonObject, Path
from rehearsal.clouds.trouble import Quota


@dataclass(frozen=True, kw_only=True, slots=True)
class Live:
    """A resource that is there in a simulated cloud."""

    token: str
    id: str
    inputs: JsonObject
    outputs: JsonObject

    @property
    def handles(self) -> frozenset[str]:
        """The texts by which others refer to it."""
        named = (self.outputs.get(key) for key in ("arn", "name"))
        return frozenset({self.id, *(text for text in named if isinstance(text, str))})


class World(Protocol):
    """What the types of a cloud may know of everything around a resource."""

    def find(self, token: str, handle: Json) -> Live | None:
        """Return the resource of a type that is called so, by id, ARN or name."""
        ...

    def all(self, token: str) -> tuple[Live, ...]:
        """Return every resource of a type."""
        ...

    def number(self, token: str) -> str:
        """Return hexadecimal digits that no other resource of the type has."""
        ...

    def keep(self, what: str, name: str, *needs: Json) -> None:
        """Note that something stays which no resource stands for, such as a snapshot.

        `needs` are the ids or ARNs of what it is of no use without.
        """
        ...

    def keeps(self, what: str, name: str) -> bool:
        """Say whether such a thing is there."""
        ...


Outputs = Callable[[World, JsonObject], Mapping[str, Json]]
"""From the inputs to what the cloud adds to them; `id` among it."""
Happens = Callable[[World, Live], None]
"""What else comes to be, or goes, with a resource."""
Refuses = Callable[[World, Live, JsonObject], None]
"""Raises RefusedError for what a resource is wanted to become, before anything is changed."""


def _nothing(_world: World, _live: Live) -> None:
    return


def _anything(_world: World, _live: Live, _wanted: JsonObject) -> None:
    return


@dataclass(frozen=True, kw_only=True, slots=True)
class Model:
    """A type of resource."""

    token: str
    """As Pulumi calls it: aws:ec2/vpc:Vpc."""
    inputs: frozenset[str]
    """Every property that may be set; any other is an error of the model, and said to be one."""
    outputs: Outputs
    required: frozenset[str] = frozenset()
    immutable: frozenset[str] = frozenset()
    """Properties whose change makes the cloud ask for another resource in its place."""
    immutable_downwards: frozenset[str] = frozenset()
    """Versions whose change to an earlier one does so."""
    name: str | None = None
    """The property that names it, unique in its type; made up when it is left out."""
    held: str | None = None
    """The cloud's word for refusing to delete it while others refer to it; none if it does not."""
    held_by: frozenset[str] = frozenset()
    """The types that hold it; none means every one that refers to it."""
    held_seconds: float = 0
    """How long the provider asks again before it gives up on one that is held; scaled down."""
    protection: str | None = None
    """The property that makes the cloud refuse to delete it while it is true."""
    computed: frozenset[Path] = frozenset()
    """Outputs below a property that is an input too, known only once it is there: a preview leaves
    them open. What is an output alone is open in any case."""
    secret: frozenset[str] = frozenset()
    """Outputs that are secrets, whatever the inputs were."""
    quota: Quota | None = None
    seconds: tuple[float, float] = (0, 0)
    """How long the cloud takes to make one and to delete one, roughly; scaled down."""
    change_refused: Refuses = _anything
    created: Happens = _nothing
    changed: Happens = _nothing
    deleted: Happens = _nothing
