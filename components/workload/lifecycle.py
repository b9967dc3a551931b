"""Smaller wishes about a workload's life: before stop, before start, apart, watched, called."""

from collections.abc import Mapping
from typing import Annotated, Final, Literal

from pydantic import Field

from components.fields import TextRule
from components.spec import DnsLabel, Port, Spec, UrlPath

METRICS_PORT: Final = "metrics"
"""What the port of the metrics is called, unless it is one of the workload's own ports."""
ServiceName = Annotated[
    str,
    TextRule(
        # RFC 1035, which Services keep to where everything else follows RFC 1123.
        rule="must be the name of a Service: a letter first, then lower-case letters, digits and"
        " '-', at most 63, such as api-service",
        pattern=r"[a-z](?:[-a-z0-9]*[a-z0-9])?",
        examples=("api-service",),
        longest=63,
    ),
]


class SleepHookSpec(Spec):
    """Wait, so that load balancers and other pods stop sending first."""

    kind: Literal["sleep"]
    seconds: int = Field(ge=1, le=3600)
    """How long."""


class ExecHookSpec(Spec):
    """Run a command and wait for it."""

    kind: Literal["exec"]
    command: tuple[str, ...] = Field(min_length=1)
    """The command and its arguments; no shell is involved."""


PreStopSpec = Annotated[SleepHookSpec | ExecHookSpec, Field(discriminator="kind")]


class MigrationSpec(Spec):
    """A job with the workload's own image and settings that must succeed before a new version."""

    command: tuple[str, ...] = Field(min_length=1)
    """Replaces the image's entry point."""
    args: tuple[str, ...] = ()
    """Replaces the image's arguments."""
    deadline_seconds: int = Field(default=600, ge=1, le=86_400)
    """Time after which it counts as failed."""
    retries: int = Field(default=0, ge=0, le=10)
    """Further attempts after a failure; above 0 only if it may run twice."""


class SpreadSpec(Spec):
    """How a workload's pods are kept apart, so that no single failure takes all of them."""

    nodes: Literal["prefer", "require", "ignore"] = "prefer"
    """Over nodes: if possible, always (a pod without a place waits), or not at all."""
    zones: Literal["prefer", "require", "ignore"] = "prefer"
    """Over availability zones, likewise."""


class MetricsSpec(Spec):
    """Where a workload tells its own metrics, in the format of Prometheus."""

    port: Port
    """Number of the port; it may be one of ports. No Service has it: pods are asked one by one."""
    path: UrlPath = "/metrics"
    """Path to ask for."""


class NamesSpec(Spec):
    """Names of a workload's objects that somebody outside relies on."""

    deployment: DnsLabel | None = None
    """Name of the Deployment; none means the workload's name."""
    service: ServiceName | None = None
    """Name of the Service, and so its DNS name; none means the workload's name."""


def with_metrics_port(ports: Mapping[str, int], metrics: MetricsSpec | None) -> dict[str, int]:
    """Return a container's ports by name: those of its Service, and that of its metrics."""
    own = dict(ports)
    if metrics is not None and metrics.port not in own.values():
        own[METRICS_PORT] = metrics.port
    return own
