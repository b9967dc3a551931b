"""A cloud of three types, and what the engine would say to its provider."""

from collections.abc import Mapping

from pulumi.runtime.proto import provider_pb2

from engine.standin.shape import Json, JsonObject, child
from engine.standin.wire import Properties, encode
from rehearsal.clouds.model import Model, World
from rehearsal.clouds.store import Store
from rehearsal.clouds.trouble import Quota

NET, LAN, BASE = "toy:net/net:Net", "toy:net/lan:Lan", "toy:data/base:Base"


def _base(_world: World, inputs: JsonObject) -> Mapping[str, Json]:
    size: JsonObject = {**child(inputs, "size"), "got": 8}
    return {"id": inputs["name"], "endpoint": "base.toy", "password": "drawn", "size": size}


MODELS = (
    Model(
        token=NET,
        inputs=frozenset({"cidr", "tags"}),
        required=frozenset({"cidr"}),
        immutable=frozenset({"cidr"}),
        outputs=lambda world, _: {"id": f"net-{world.number(NET)}"},
        held="DependencyViolation",
        quota=Quota(name="nets (L-1)", error="NetLimitExceeded", limit=2),
    ),
    Model(
        token=LAN,
        inputs=frozenset({"net", "tags"}),
        immutable=frozenset({"net"}),
        outputs=lambda world, _: {"id": f"lan-{world.number(LAN)}"},
    ),
    Model(
        token=BASE,
        inputs=frozenset({"name", "size", "keep", "net"}),
        immutable=frozenset({"name"}),
        name="name",
        outputs=_base,
        protection="keep",
        computed=frozenset({("size", "got")}),
        secret=frozenset({"password"}),
    ),
)


def toy_store() -> Store:
    """An empty account."""
    return Store(models={model.token: model for model in MODELS})


def urn(token: str, name: str = "main") -> str:
    """The URN of a resource below a component."""
    return f"urn:pulumi:prod::toy::plinth:net:Network${token}::{name}"


def creation(token: str, value: JsonObject, *, preview: bool = False) -> provider_pb2.CreateRequest:
    """What the engine says to have a resource made."""
    return provider_pb2.CreateRequest(
        urn=urn(token), properties=encode(Properties(value)), preview=preview
    )
