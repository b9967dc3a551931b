"""What a user may ask of a workload."""

from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from components.refusal import Refusal, refuse
from components.routing.spec import ExposeSpec
from components.spec import Port, PortName
from components.workload.base import PodBase, WorkloadBase
from components.workload.cron_fields import CronSchedule, TimeZone
from components.workload.lifecycle import NamesSpec
from components.workload.resources import ResourcesSpec

__all__ = [
    "CronSpec",
    "JobSpec",
    "PodBase",
    "ResourcesSpec",
    "WebSpec",
    "WorkerSpec",
    "WorkloadBase",
    "WorkloadSpec",
    "service_name",
]


class WebSpec(WorkloadBase):
    """A workload that answers requests: pods behind a Service."""

    kind: Literal["web"]
    ports: Mapping[PortName, Port] = Field(min_length=1)
    """The ports it listens on, by name; the Service has the same numbers."""
    names: NamesSpec = NamesSpec()
    """Names of its objects that somebody outside relies on."""
    service_type: Literal["ClusterIP", "NodePort", "LoadBalancer"] = "ClusterIP"
    """Where the Service answers: inside the cluster, on each node, or at its own address."""
    session_affinity_seconds: int | None = Field(default=None, ge=1, le=86_400)
    """A client stays with one pod until it was silent for so long; none means any pod."""
    traffic_distribution: Literal["PreferSameZone", "PreferSameNode"] | None = None
    """Which pods the Service prefers; none means all alike."""
    expose: ExposeSpec | None = None
    """An HTTP route from outside; none means there is no route."""

    @model_validator(mode="after")
    def _can_be_built(self) -> Self:
        routed = self.expose.refusals(self.ports) if self.expose is not None else []
        same = [
            Refusal(("ports", name), f"{number} is the number of another port already")
            for position, (name, number) in enumerate(self.ports.items())
            if number in tuple(self.ports.values())[:position]
        ]
        refuse([*self.refusals(self.ports), *routed, *same])
        return self


class WorkerSpec(WorkloadBase):
    """A workload that nobody calls: pods without a Service."""

    kind: Literal["worker"]

    @model_validator(mode="after")
    def _can_be_built(self) -> Self:
        refuse(self.refusals({}))
        return self


class _UntilDone(PodBase):
    deadline_seconds: int | None = Field(default=None, ge=1, le=604_800)
    """Time after which a run is stopped and counts as failed; none means it may take for ever."""
    retries: int = Field(default=3, ge=0, le=100)
    """Further attempts after a failure."""


class CronSpec(_UntilDone):
    """A workload that runs at times and ends: a CronJob."""

    kind: Literal["cron"]
    schedule: CronSchedule
    """When it runs: "30 2 * * *" is every night at half past two."""
    time_zone: TimeZone = "Etc/UTC"
    """Whose clock that is."""
    overlap: Literal["Forbid", "Allow", "Replace"] = "Forbid"
    """What happens when the run before is still going: leave this one out, run both, or stop the
    older one."""
    start_within_seconds: int | None = Field(default=None, ge=10, le=604_800)
    """A run that could not start for so long is left out; none means it is made up for."""
    runs: Literal["on_schedule", "suspended"] = "on_schedule"
    """Whether it runs when its time comes, or is left out for now."""
    keep_succeeded: int = Field(default=3, ge=0, le=100)
    """Runs that succeeded and can still be looked at."""
    keep_failed: int = Field(default=1, ge=0, le=100)
    """Runs that failed and can still be looked at."""

    @model_validator(mode="after")
    def _can_be_built(self) -> Self:
        refuse(self.pod_refusals())
        return self


class JobSpec(_UntilDone):
    """A workload that runs once for each version of itself, and ends: a Job.

    `up` waits for its success: until its deadline, or 10 minutes where it has none.
    """

    kind: Literal["job"]
    completions: int = Field(default=1, ge=1, le=10_000)
    """Pods that must succeed."""
    parallelism: int = Field(default=1, ge=1, le=1000)
    """Pods that run at once."""

    @model_validator(mode="after")
    def _can_be_built(self) -> Self:
        refuse(self.pod_refusals())
        return self


WorkloadSpec = Annotated[WebSpec | WorkerSpec | CronSpec | JobSpec, Field(discriminator="kind")]


def service_name(name: str, spec: WebSpec) -> str:
    """Return the name of the workload's Service, and so its DNS name in its namespace."""
    return spec.names.service or name
