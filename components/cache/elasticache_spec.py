"""What a user may ask of a Valkey that AWS runs."""

from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from catalog.prices import PRICES
from components.database.rds_spec import WeeklyWindow, Window
from components.refusal import Refusal, refuse
from components.spec import DeletionPolicy, Spec, Version

_SKU = "elasticache.valkey."


class ElastiCacheSpec(Spec):
    """A Valkey that AWS runs, in the network's database subnets."""

    kind: Literal["elasticache"]
    engine: Literal["valkey"] = "valkey"
    """The server's software."""
    version: Version
    """Version of Valkey, quoted: "8.0"."""
    node_type: str
    """The machine, such as cache.m7g.large."""
    replicas: int = Field(default=1, ge=0, le=5)
    """Machines beside the first one; with one or more another zone takes over by itself."""
    maxmemory_policy: Literal["noeviction", "allkeys-lru", "volatile-lru", "allkeys-lfu"] = (
        "noeviction"
    )
    """What happens when it is full: a queue must refuse (noeviction), a cache may forget."""
    snapshot_days: int = Field(default=7, ge=0, le=35)
    """How many daily snapshots are kept; 0 takes none."""
    snapshot_window: Window = "02:00-03:00"
    """When the daily snapshot is taken."""
    maintenance_window: WeeklyWindow = "sun:03:30-sun:04:30"
    """When AWS may patch and restart it."""
    deletion: DeletionPolicy = "protect"
    """When it leaves the stack file or the stack goes: protect refuses, retain leaves it there,
    delete takes it along, with a last snapshot that stays."""

    namespace: ClassVar[None] = None

    @model_validator(mode="after")
    def _can_be_made(self) -> Self:
        known = sorted(node_types())
        if self.node_type not in known:
            message = f"must be one of {', '.join(known)}, got {self.node_type}"
            refuse([Refusal(("node_type",), f"{message}; the catalogue prices no other")])
        return self


def node_types() -> frozenset[str]:
    """Return the machines that the catalogue knows a price of."""
    return frozenset(
        row.sku.removeprefix(_SKU)
        for row in PRICES.rows
        if row.provider == "aws" and row.sku.startswith(_SKU)
    )
