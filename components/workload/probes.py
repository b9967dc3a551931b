"""Health checks of a pod, as a user states them."""

from collections.abc import Collection, Mapping
from typing import Annotated, Literal

from pydantic import Field

from components.refusal import Refusal
from components.spec import LARGEST_INT32, HeaderName, PortName, Spec, UrlPath


class _ProbeBase(Spec):
    initial_delay_seconds: int = Field(default=0, ge=0, le=LARGEST_INT32)
    """Wait before the first check."""
    period_seconds: int = Field(default=10, ge=1, le=LARGEST_INT32)
    """Time between two checks."""
    timeout_seconds: int = Field(default=1, ge=1, le=LARGEST_INT32)
    """Time that one check may take."""
    failure_threshold: int = Field(default=3, ge=1, le=LARGEST_INT32)
    """Failures in a row after which the check counts as failed."""
    success_threshold: int = Field(default=1, ge=1, le=LARGEST_INT32)
    """Successes in a row after which it counts as passed; above 1 only for readiness."""


class HttpProbeSpec(_ProbeBase):
    """Asks over HTTP; 200 to 399 is a success."""

    kind: Literal["http"]
    path: UrlPath = "/"
    """The path to ask for."""
    port: PortName
    """Name of the port."""
    headers: Mapping[HeaderName, str] = Field(default_factory=dict)
    """Headers to send; they can be read by everyone who may read pods."""


class TcpProbeSpec(_ProbeBase):
    """Opens a connection."""

    kind: Literal["tcp"]
    port: PortName
    """Name of the port."""


class ExecProbeSpec(_ProbeBase):
    """Runs a command in the container; exit status 0 is a success."""

    kind: Literal["exec"]
    command: tuple[str, ...] = Field(min_length=1)
    """The command and its arguments; no shell is involved."""


ProbeSpec = Annotated[HttpProbeSpec | TcpProbeSpec | ExecProbeSpec, Field(discriminator="kind")]


class ProbesSpec(Spec):
    """The three health checks; each is optional."""

    startup: ProbeSpec | None = None
    """Until it passes the other two wait; for software that starts slowly."""
    readiness: ProbeSpec | None = None
    """While it fails the pod gets no requests."""
    liveness: ProbeSpec | None = None
    """When it fails the container is started anew."""

    def refusals(self, ports: Collection[str]) -> list[Refusal]:
        """Return what cannot be built of the checks of a workload with these ports."""
        named = {"startup": self.startup, "readiness": self.readiness, "liveness": self.liveness}
        found: list[Refusal] = []
        for name, probe in named.items():
            if isinstance(probe, HttpProbeSpec | TcpProbeSpec) and probe.port not in ports:
                known = ", ".join(sorted(ports)) or "none"
                message = f"no such port: {probe.port} (ports: {known})"
                found.append(Refusal(("probes", name, "port"), message))
            if name != "readiness" and probe is not None and probe.success_threshold != 1:
                message = (
                    f"must be 1: Kubernetes demands it of {name}, got {probe.success_threshold}"
                )
                found.append(Refusal(("probes", name, "success_threshold"), message))
        return found
