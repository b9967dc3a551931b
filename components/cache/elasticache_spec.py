"""What a user may ask of a Valkey that AWS runs."""

from typing import Annotated, ClassVar, Final, Literal, Self

from pydantic import Field, model_validator

from catalog.prices import PRICES
from components.fields import TextRule
from components.refusal import Refusal, refuse
from components.spec import DeletionPolicy, LastSnapshot, Spec, Version
from components.windows import WeeklyWindow, Window, window_refusals

CacheSnapshotId = Annotated[
    str,
    TextRule(
        rule="must be the name of a snapshot, such as automatic.shop-prod-cache-queue-2026-11-26",
        pattern=r"[a-z][a-z0-9.-]{0,254}",
        examples=("shop-prod-cache-queue-final",),
        longest=255,
    ),
]
_SKU: Final = "elasticache.valkey."
_SHORTEST_WINDOW: Final = 60
"""https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateReplicationGroup.html
, of both."""


class ElastiCacheSpec(Spec):
    """A Valkey that AWS runs, in the network's database subnets."""

    kind: Literal["elasticache"]
    engine: Literal["valkey"] = "valkey"
    """The server's software."""
    version: Version
    """Version of Valkey, quoted: "8.0"; an earlier one than before would be another cache, which up
    refuses."""
    minor_upgrades: Literal["automatic", "by_hand"] = "automatic"
    """Who takes up minor versions: AWS in the maintenance window, or whoever names another one in
    version."""
    node_type: str
    """The machine, such as cache.m7g.large."""
    replicas: int = Field(default=1, ge=0, le=5)
    """Machines beside the first one; with one or more another zone takes over by itself."""
    maxmemory_policy: Literal[
        "noeviction",
        "allkeys-lru",
        "allkeys-lfu",
        "allkeys-random",
        "volatile-lru",
        "volatile-lfu",
        "volatile-random",
        "volatile-ttl",
    ] = "noeviction"
    """What happens when it is full: a queue must refuse (noeviction), a cache may forget."""
    snapshot_days: int = Field(default=7, ge=0, le=35)
    """How many daily snapshots are kept; 0 takes none."""
    snapshot_window: Window = "02:00-03:00"
    """When the daily snapshot is taken."""
    maintenance_window: WeeklyWindow = "sun:03:30-sun:04:30"
    """When AWS may patch and restart it."""
    changes: Literal["in_window", "at_once"] = "in_window"
    """When a change that needs a restart is made: in the maintenance window, or during up."""
    restore_from: CacheSnapshotId | None = None
    """A snapshot that it begins with; of no effect once it is there, so leave it as it was."""
    last_snapshot: LastSnapshot = "kept"
    """kept: when it is deleted, AWS takes a snapshot first, NAME-final, which stays with its key.
    The name is free once: a cache made anew must be restored from that snapshot, or the snapshot be
    deleted, before it can be deleted again.
    none: nothing is left of it once it is deleted, and its key goes 30 days later."""
    deletion: DeletionPolicy = "protect"
    """When it leaves the stack file or the stack goes: protect refuses, retain leaves it there with
    all that it needs, delete takes it along."""

    namespace: ClassVar[None] = None

    @property
    def major_version(self) -> str:
        """The version's first number, by which AWS tells families of settings apart."""
        return self.version.partition(".")[0]

    @model_validator(mode="after")
    def _can_be_made(self) -> Self:
        found = [
            *window_refusals(
                self.snapshot_window,
                ("snapshot_window",),
                self.maintenance_window,
                _SHORTEST_WINDOW,
            )
        ]
        known = sorted(node_types())
        if self.node_type not in known:
            message = f"must be one of {', '.join(known)}, got {self.node_type}"
            found.append(Refusal(("node_type",), f"{message}; the catalogue prices no other"))
        refuse(found)
        return self


def node_types() -> frozenset[str]:
    """Return the machines that the catalogue knows a price of."""
    return frozenset(
        row.sku.removeprefix(_SKU)
        for row in PRICES.rows
        if row.provider == "aws" and row.sku.startswith(_SKU)
    )
