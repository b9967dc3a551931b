"""What a user may ask of a Postgres that AWS runs."""

from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from catalog.prices import PRICES
from components.fields import TextRule
from components.refusal import Refusal, refuse
from components.spec import DeletionPolicy, Spec, Version

SnapshotId = Annotated[
    str,
    TextRule(
        rule="must be the name or ARN of a snapshot, such as rds:shop-main-2026-11-26-03-00",
        pattern=r"[A-Za-z][A-Za-z0-9:-]{0,254}",
        examples=("rds:shop-main-2026-11-26-03-00",),
        longest=255,
    ),
]
Window = Annotated[
    str,
    TextRule(
        rule="must be a time of the day in UTC from and to, such as 03:00-04:00",
        pattern=r"(?:[01][0-9]|2[0-3]):[0-5][0-9]-(?:[01][0-9]|2[0-3]):[0-5][0-9]",
        examples=("03:00-04:00",),
        longest=11,
    ),
]
WeeklyWindow = Annotated[
    str,
    TextRule(
        rule="must be a time of the week in UTC from and to, such as sun:04:30-sun:05:30",
        pattern=r"(?:mon|tue|wed|thu|fri|sat|sun):[0-2][0-9]:[0-5][0-9]"
        r"-(?:mon|tue|wed|thu|fri|sat|sun):[0-2][0-9]:[0-5][0-9]",
        examples=("sun:04:30-sun:05:30",),
        longest=19,
    ),
]
_SKU = "rds.postgres."


class RdsBackupSpec(Spec):
    """Daily snapshots, and the log from which any moment since can be restored."""

    retention_days: int = Field(default=14, ge=1, le=35)
    """How far back a moment can be restored."""
    window: Window = "02:00-03:00"
    """When the daily snapshot is taken."""


class RdsSpec(Spec):
    """A Postgres that AWS runs, in the network's database subnets."""

    kind: Literal["rds"]
    engine: Literal["postgres"] = "postgres"
    """The server's software."""
    version: Version
    """Major version of Postgres, quoted: "17"; AWS takes up minor ones by itself."""
    instance_class: str
    """The machine, such as db.m7g.large."""
    multi_az: Literal["one_zone", "standby"] = "standby"
    """standby: a second machine in another zone takes over within two minutes."""
    read_replicas: int = Field(default=0, ge=0, le=5)
    """Machines that answer reads alone, seconds behind; DATABASE_NAME_URL does not lead to them."""
    storage_gib: int = Field(default=20, ge=20, le=65_536)
    """Size of its disk at first."""
    max_storage_gib: int | None = Field(default=None, ge=22, le=65_536)
    """Up to which the disk grows by itself; none lets it fill up."""
    backup: RdsBackupSpec = RdsBackupSpec()
    """What is kept of the past."""
    maintenance_window: WeeklyWindow = "sun:03:30-sun:04:30"
    """When AWS may patch and restart it."""
    restore_from: SnapshotId | None = None
    """A snapshot that it begins with; of no effect once it is there."""
    deletion: DeletionPolicy = "protect"
    """When it leaves the stack file or the stack goes: protect refuses, retain leaves it there,
    delete takes it along, with a last snapshot that stays."""

    namespace: ClassVar[None] = None

    @model_validator(mode="after")
    def _can_be_made(self) -> Self:
        found: list[Refusal] = []
        known = sorted(instance_classes())
        if self.instance_class not in known:
            message = f"must be one of {', '.join(known)}, got {self.instance_class}"
            found.append(Refusal(("instance_class",), f"{message}; the catalogue prices no other"))
        if self.max_storage_gib is not None and self.max_storage_gib < self.storage_gib * 1.1:
            message = f"must be at least a tenth above storage_gib ({self.storage_gib})"
            found.append(
                Refusal(("max_storage_gib",), f"{message}, says AWS, got {self.max_storage_gib}")
            )
        refuse(found)
        return self


def instance_classes() -> frozenset[str]:
    """Return the machines that the catalogue knows a price of."""
    return frozenset(
        row.sku.removeprefix(_SKU).rpartition(".")[0]
        for row in PRICES.rows
        if row.provider == "aws" and row.sku.startswith(_SKU)
    )
