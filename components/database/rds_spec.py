"""What a user may ask of a Postgres that AWS runs."""

import math
from fractions import Fraction
from typing import Annotated, ClassVar, Final, Literal, Self

from pydantic import Field, model_validator

from catalog.prices import PRICES
from components.fields import TextRule
from components.refusal import Refusal, refuse
from components.spec import DeletionPolicy, LastSnapshot, Spec, Version
from components.windows import WeeklyWindow, Window, window_refusals

SnapshotId = Annotated[
    str,
    TextRule(
        rule="must be the name or ARN of a snapshot, such as rds:shop-main-2026-11-26-03-00",
        pattern=r"[A-Za-z][A-Za-z0-9:-]{0,254}",
        examples=("rds:shop-main-2026-11-26-03-00",),
        longest=255,
    ),
]
InstanceId = Annotated[
    str,
    TextRule(
        rule="must be the name of a database instance of AWS, such as shop-prod-database-main",
        pattern=r"[a-z](?:-?[a-z0-9]){0,62}",
        examples=("shop-prod-database-main",),
        longest=63,
    ),
]
Moment = Annotated[
    str,
    TextRule(
        rule="must be a moment in UTC, such as 2026-11-26T03:00:00Z, or latest",
        pattern=r"latest|[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z",
        examples=("2026-11-26T03:00:00Z", "latest"),
        longest=20,
    ),
]
_SKU: Final = "rds.postgres."
_GROWS_BY: Final = Fraction(11, 10)
_SHORTEST_WINDOW: Final = 30
"""https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html, of both."""


class RdsBackupSpec(Spec):
    """Daily snapshots, and the log from which any moment since can be restored."""

    retention_days: int = Field(default=14, ge=1, le=35)
    """How far back a moment can be restored. Never 0: read replicas, and restoring a moment, need
    backups."""
    window: Window = "02:00-03:00"
    """When the daily snapshot is taken."""


class FromMomentSpec(Spec):
    """A moment of another database's past."""

    instance: InstanceId
    """What AWS calls that database."""
    at: Moment
    """The moment, not before the oldest backup; latest is five minutes ago."""


class RestoreSpec(Spec):
    """What a database begins with instead of nothing: one of the two."""

    from_snapshot: SnapshotId | None = None
    """A snapshot."""
    from_moment: FromMomentSpec | None = None
    """A moment of another database, from its backups."""

    @model_validator(mode="after")
    def _names_one(self) -> Self:
        if (self.from_snapshot is None) == (self.from_moment is None):
            got = "neither" if self.from_snapshot is None else "both; leave one out"
            refuse([Refusal((), f"must name either from_snapshot or from_moment, got {got}")])
        return self


class RdsSpec(Spec):
    """A Postgres that AWS runs, in the network's database subnets."""

    kind: Literal["rds"]
    engine: Literal["postgres"] = "postgres"
    """The server's software."""
    version: Version
    """Version of Postgres, quoted: "17"; another first number is an upgrade of all its data."""
    minor_upgrades: Literal["automatic", "by_hand"] = "automatic"
    """Who takes up minor versions: AWS in the maintenance window, or whoever names another one in
    version."""
    support: Literal["standard", "extended"] = "standard"
    """What happens when the version's standard support ends: standard means that AWS upgrades it
    then, extended that it is left as it is for a price by the hour and vCPU."""
    instance_class: str
    """The machine, such as db.m7g.large."""
    multi_az: Literal["one_zone", "standby"] = "standby"
    """standby: a second machine in another zone takes over within two minutes."""
    read_replicas: int = Field(default=0, ge=0, le=5)
    """Machines that answer reads alone, seconds behind. DATABASE_NAME_READ_URL leads callers to all
    of them, and DATABASE_NAME_READ_HOSTS lists them with commas between, each at
    DATABASE_NAME_PORT; without any, both lead to the database itself."""
    storage_gib: int = Field(default=20, ge=20, le=65_536)
    """Size of its disk at first."""
    max_storage_gib: int | None = Field(default=None, ge=22, le=65_536)
    """Up to which the disk grows by itself; none lets it fill up."""
    backup: RdsBackupSpec = RdsBackupSpec()
    """What is kept of the past."""
    maintenance_window: WeeklyWindow = "sun:03:30-sun:04:30"
    """When AWS may patch and restart it."""
    changes: Literal["in_window", "at_once"] = "in_window"
    """When a change that needs a restart is made: in the maintenance window, or during up."""
    password_days: int = Field(default=365, ge=1, le=1000)
    """How often AWS changes the password. Pods that run then know the old one until they are
    started anew."""
    restore: RestoreSpec | None = None
    """What it begins with; of no effect once it is there, so leave it as it was."""
    last_snapshot: LastSnapshot = "kept"
    """kept: when it is deleted, AWS takes a snapshot first, NAME-final, which stays with its key.
    The name is free once: a database made anew must be restored from that snapshot, or the snapshot
    be deleted, before it can be deleted again.
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
                self.backup.window, ("backup", "window"), self.maintenance_window, _SHORTEST_WINDOW
            )
        ]
        known = sorted(instance_classes())
        if self.instance_class not in known:
            message = f"must be one of {', '.join(known)}, got {self.instance_class}"
            found.append(Refusal(("instance_class",), f"{message}; the catalogue prices no other"))
        least = math.ceil(self.storage_gib * _GROWS_BY)
        if self.max_storage_gib is not None and self.max_storage_gib < least:
            message = f"must be at least {least}, a tenth above storage_gib ({self.storage_gib})"
            told = f"{message}, says AWS, got {self.max_storage_gib}"
            found.append(Refusal(("max_storage_gib",), told))
        refuse(found)
        return self


def instance_classes() -> frozenset[str]:
    """Return the machines that the catalogue knows a price of."""
    return frozenset(
        row.sku.removeprefix(_SKU).rpartition(".")[0]
        for row in PRICES.rows
        if row.provider == "aws" and row.sku.startswith(_SKU)
    )
