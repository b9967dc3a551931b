"""What happens in a container before it is told to stop, as a user states it."""

from typing import Annotated, Literal

from pydantic import Field

from components.spec import Spec


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

    port: int = Field(ge=1, le=65535)
    """Number of the port; it may be one of ports."""
    path: str = Field(default="/metrics", pattern=r"^/[-A-Za-z0-9._~/]*$")
    """Path to ask for."""


class NamesSpec(Spec):
    """Names of a workload's objects that somebody outside relies on."""

    deployment: str | None = Field(default=None, pattern=r"^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$")
    """Name of the Deployment; none means the workload's name."""
    service: str | None = Field(default=None, pattern=r"^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$")
    """Name of the Service, and so its DNS name; none means the workload's name."""
