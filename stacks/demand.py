"""What a user expects of the world: how much there is to do, and what is paid by use."""

from decimal import Decimal
from typing import Annotated, Self

from pydantic import Field, model_validator

from components.refusal import Refusal, refuse
from components.spec import DnsLabel, Spec

PerDay = Annotated[Decimal, Field(gt=0, le=10_000_000_000, examples=[50000])]
Minutes = Annotated[Decimal, Field(gt=0, le=100_000, examples=[10])]
Amount = Annotated[Decimal, Field(ge=0, le=1_000_000_000, examples=[500])]
_HOURS_A_DAY = 24


class TaskMinutesSpec(Spec):
    """How long a worker is busy with one task, in minutes."""

    mean: Minutes
    """On average."""
    min: Minutes | None = None
    """The shortest; none means that nobody knows."""
    max: Minutes | None = None
    """The longest; likewise."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        found: list[Refusal] = []
        if self.min is not None and self.min > self.mean:
            message = f"must be at most mean ({self.mean}), got {self.min}"
            found.append(Refusal(("min",), message))
        if self.max is not None and self.max < self.mean:
            message = f"must be at least mean ({self.mean}), got {self.max}"
            found.append(Refusal(("max",), message))
        refuse(found)
        return self


class BusyHoursSpec(Spec):
    """The part of the day in which more comes than in the rest of it."""

    hours: int = Field(ge=1, le=23)
    """How long it lasts."""
    percent: Annotated[Decimal, Field(gt=0, le=100, examples=[40])]
    """How much of the day's tasks and requests come in it."""

    @model_validator(mode="after")
    def _is_busy(self) -> Self:
        even = Decimal(100 * self.hours) / _HOURS_A_DAY
        if self.percent < even:
            message = (
                f"must be at least {even:.1f}, which {self.hours} of {_HOURS_A_DAY} hours have"
                f" when all are alike, got {self.percent}"
            )
            refuse([Refusal(("percent",), message)])
        return self


class LoadSpec(Spec):
    """What comes in on a usual day; the plan check measures capacity and cost against it."""

    tasks_per_day: PerDay | None = None
    """Tasks that wait in a queue until a worker takes them."""
    task_minutes: TaskMinutesSpec | None = None
    """How long a worker is busy with one."""
    task_workload: DnsLabel | None = None
    """The workload whose pods take them; none means the stack's only worker."""
    tasks_at_once: int = Field(default=1, ge=1, le=10_000)
    """How many of them one pod has in hand at a time."""
    requests_per_day: PerDay | None = None
    """Requests that are answered while somebody waits."""
    busy: BusyHoursSpec | None = None
    """When most of it comes; none means that all hours are alike."""
    buffer_percent: int = Field(default=0, ge=0, le=1000)
    """How many workers are wanted above what the busy hours need, for days that are worse."""


class UsageSpec(Spec):
    """How much of what is billed by use a usual month has; what is left out is not in the bill."""

    worst_month: Annotated[Decimal, Field(ge=1, le=1000, examples=[1.5])] = Decimal(1)
    """How many times as much of it the worst month has."""
    nat_gb: Amount | None = None
    """GB that go out or come in through NAT gateways."""
    internet_gb: Amount | None = None
    """GB that leave for the internet, whichever way."""
    cross_zone_gb: Amount | None = None
    """GB that go from one availability zone to another."""
    endpoint_gb: Amount | None = None
    """GB that go through interface endpoints."""
    load_balancer_units: Amount | None = None
    """Capacity units (LCUs) of load balancers, on average and all of them together. One is 25 new
    connections a second, 3000 open ones, or 1 GB an hour, whichever is most."""
    log_gb: Amount | None = None
    """GB that CloudWatch takes in: of the control plane, the network's connections, and stores."""
    log_kept_gb: Amount | None = None
    """GB that CloudWatch keeps, compressed, over all days of retention."""
    bucket_gb: Amount | None = None
    """GB in buckets, old versions included; all at the price of standard storage."""
    bucket_put_millions: Amount | None = None
    """Millions of requests to buckets that write or list."""
    bucket_get_millions: Amount | None = None
    """Millions of requests to buckets that read."""
    image_gb: Amount | None = None
    """GB of images in registries."""
    file_gb: Amount | None = None
    """GB in shared file systems."""
    file_read_gb: Amount | None = None
    """GB that pods read from shared file systems."""
    file_written_gb: Amount | None = None
    """GB that pods write to them."""
    file_backup_gb: Amount | None = None
    """GB of their daily backups, over all days that are kept."""
    database_backup_gb: Amount | None = None
    """GB of database backups; as much as the disks have is free."""
    cache_snapshot_gb: Amount | None = None
    """GB of cache snapshots."""
    key_request_millions: Amount | None = None
    """Millions of requests to encryption keys."""
    secret_request_millions: Amount | None = None
    """Millions of requests to Secrets Manager."""
