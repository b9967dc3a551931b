"""What a user may ask of a workload."""

from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from components.fields import TextRule
from components.refusal import Refusal, refuse
from components.routing.spec import ExposeSpec
from components.spec import (
    LARGEST_INT32,
    AbsolutePath,
    DnsLabel,
    EnvName,
    FileName,
    ImageRef,
    Port,
    PortName,
    Spec,
)
from components.workload.probes import ProbesSpec
from components.workload.resources import ResourcesSpec
from components.workload.scaling import (
    FixedScalingSpec,
    RollingUpdateSpec,
    RolloutSpec,
    ScalingSpec,
)

Call = Annotated[
    str,
    TextRule(
        rule="must be workload.NAME, database.NAME, cache.NAME or internet, such as database.main",
        pattern=r"(workload|database|cache)\.[a-z0-9]([-a-z0-9]*[a-z0-9])?|internet",
        examples=("database.main", "cache.queue", "workload.api", "internet"),
        longest=len("workload.") + 63,
    ),
]
"""Something that a workload talks to."""


class ConfigUseSpec(Spec):
    """How a workload uses one of the stack's configs; its values become environment variables."""

    mounts: Mapping[FileName, AbsolutePath] = Field(default_factory=dict)
    """Files of the config, each with the path at which the containers find it."""


class DisruptionSpec(Spec):
    """How many pods may be away at once while nodes are drained."""

    max_unavailable: int = Field(default=1, ge=0, le=LARGEST_INT32)
    """Pods that a drain may take away at once; 0 blocks every drain."""


class WorkloadBase(Spec):
    """What web and worker workloads have in common."""

    image: ImageRef
    """The container image, with a tag or digest."""
    namespace: DnsLabel | None = None
    """Where it runs; none means the stack's only namespace."""
    node_pool: DnsLabel | None = None
    """The node pool it must run on; its taints are tolerated."""
    command: tuple[str, ...] = ()
    """Replaces the image's entry point."""
    args: tuple[str, ...] = ()
    """Replaces the image's arguments."""
    env: Mapping[EnvName, str] = Field(default_factory=dict)
    """Environment variables; $(NAME) stands for another one, those of `calls` included."""
    secret_env: Mapping[EnvName, DnsLabel] = Field(default_factory=dict)
    """Environment variables that come from the stack's secrets, by the secret's name."""
    configs: Mapping[DnsLabel, ConfigUseSpec] = Field(default_factory=dict)
    """The stack's configs that it uses, by name."""
    resources: ResourcesSpec
    """CPU and memory of one pod."""
    probes: ProbesSpec = ProbesSpec()
    """How Kubernetes finds out whether a pod has started, can serve and is alive."""
    scaling: ScalingSpec = FixedScalingSpec(kind="fixed")
    """How many pods there are."""
    rollout: RolloutSpec = RollingUpdateSpec(kind="rolling_update")
    """How a new version replaces the old one."""
    disruption: DisruptionSpec | None = None
    """Limit while nodes are drained; none means one pod at a time, no limit for a lone pod."""
    calls: tuple[Call, ...] = ()
    """What it talks to; everything else is denied."""
    grace_seconds: int = Field(default=30, ge=0, le=86_400)
    """Time that a pod has to finish after it was told to stop."""
    user: int = Field(default=10_001, ge=1, le=2_147_483_647)
    """The user id that the containers run as; never 0 (root)."""
    writable_paths: tuple[AbsolutePath, ...] = ("/tmp",)
    """Folders that the containers may write to; the rest of the file system is read-only."""

    def taken_paths(self) -> list[Refusal]:
        """Return the places in the containers' file system that are asked for twice."""
        wanted: list[tuple[tuple[str | int, ...], str]] = [
            *((("writable_paths", n), path) for n, path in enumerate(self.writable_paths)),
            *(
                (("configs", config, "mounts", file), path)
                for config, use in self.configs.items()
                for file, path in use.mounts.items()
            ),
        ]
        taken: set[str] = set()
        found: list[Refusal] = []
        for at, path in wanted:
            place = path.rstrip("/") or "/"
            if place in taken:
                found.append(Refusal(at, f"{path} is taken: something else is mounted there"))
            taken.add(place)
        return found


class WebSpec(WorkloadBase):
    """A workload that answers requests: pods behind a Service."""

    kind: Literal["web"]
    ports: Mapping[PortName, Port] = Field(min_length=1)
    """The ports it listens on, by name; the Service has the same numbers."""
    service_type: Literal["ClusterIP", "NodePort", "LoadBalancer"] = "ClusterIP"
    """Where the Service answers: inside the cluster, on each node, or at its own address."""
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
        refuse([*self.probes.refusals(self.ports), *routed, *same, *self.taken_paths()])
        return self


class WorkerSpec(WorkloadBase):
    """A workload that nobody calls: pods without a Service."""

    kind: Literal["worker"]

    @model_validator(mode="after")
    def _can_be_built(self) -> Self:
        refuse([*self.probes.refusals(()), *self.taken_paths()])
        return self


WorkloadSpec = Annotated[WebSpec | WorkerSpec, Field(discriminator="kind")]
