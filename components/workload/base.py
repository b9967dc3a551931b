"""What workloads of all kinds have in common, as a user states it."""

from collections.abc import Iterator, Mapping
from typing import Literal

from pydantic import Field

from components.cluster.spec import PullPolicy
from components.identity.spec import GrantsSpec
from components.refusal import Refusal
from components.spec import (
    LARGEST_INT32,
    AbsolutePath,
    DnsLabel,
    EnvName,
    FileName,
    ImageRef,
    Quantity,
    Spec,
)
from components.workload.calls import Call
from components.workload.lifecycle import (
    METRICS_PORT,
    MetricsSpec,
    MigrationSpec,
    PreStopSpec,
    SleepHookSpec,
    SpreadSpec,
    with_metrics_port,
)
from components.workload.probes import ProbesSpec
from components.workload.resources import ResourcesSpec
from components.workload.scaling import (
    FixedScalingSpec,
    HpaScalingSpec,
    RollingUpdateSpec,
    RolloutSpec,
    ScalingSpec,
    most_replicas,
)
from components.workload.schedule import ScheduleSpec
from components.workload.vertical import VpaSpec
from components.workload.volume_use import VolumeUseSpec


class ConfigUseSpec(Spec):
    """How a workload uses one of the stack's configs; its values become environment variables."""

    mounts: Mapping[FileName, AbsolutePath] = Field(default_factory=dict)
    """Files of the config, each with the path at which the containers find it."""


class DisruptionSpec(Spec):
    """How many pods may be away at once while nodes are drained."""

    max_unavailable: int = Field(default=1, ge=0, le=LARGEST_INT32)
    """Pods that a drain may take away at once; 0 blocks every drain."""


class ScratchSpec(Spec):
    """An empty folder that lives as long as its pod."""

    size: Quantity = Quantity("256Mi")
    """The most that it may hold; a pod that writes more is evicted."""
    medium: Literal["disk", "memory"] = "disk"
    """Where it lies; what is in memory counts against the memory limit."""


class PodBase(Spec):
    """What the pods of every workload have in common."""

    image: ImageRef
    """The container image, with a tag or digest."""
    pull_policy: PullPolicy | None = None
    """When nodes fetch the image; none means what suits the cluster: only if it is missing on a
    local one, where images are loaded by hand."""
    pull_secrets: tuple[DnsLabel, ...] = ()
    """The stack's secrets that open private registries, by name; their key is
    .dockerconfigjson."""
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
    volumes: Mapping[DnsLabel, VolumeUseSpec] = Field(default_factory=dict)
    """The stack's volumes that it uses, by name. What makes them writable is the group: workloads
    that share a volume need the same one, and with the defaults they have it."""
    resources: ResourcesSpec
    """CPU and memory of one pod."""
    calls: tuple[Call, ...] = ()
    """What it talks to; everything else is denied."""
    cloud: GrantsSpec | None = None
    """What its pods may do in AWS; none means nothing. On a cluster that lies in no account it
    grants nothing, and the plan check says so."""
    grace_seconds: int = Field(default=30, ge=0, le=86_400)
    """Time that a pod has to finish after it was told to stop."""
    pre_stop: PreStopSpec | None = None
    """What happens before the container is told to stop; it counts against grace_seconds."""
    user: int = Field(default=10_001, ge=1, le=2_147_483_647)
    """The user id that the containers run as; never 0 (root)."""
    group: int | None = Field(default=None, ge=1, le=LARGEST_INT32)
    """The group id of the containers, to which Kubernetes gives their volumes; none means the
    number of the user. A folder of the node stays its owner's: see host_path."""
    writable_paths: tuple[AbsolutePath, ...] = ("/tmp",)
    """Folders that the containers may write to; the rest of the file system is read-only."""
    scratch: Mapping[AbsolutePath, ScratchSpec] = Field(default_factory=dict)
    """The same with a size or in memory."""

    def pod_refusals(self) -> list[Refusal]:
        """Return what cannot be built of the pods: places asked for twice, a wait without end."""
        found = self._taken_paths()
        wait = self.pre_stop.seconds if isinstance(self.pre_stop, SleepHookSpec) else 0
        if wait > self.grace_seconds:
            message = f"must be at most grace_seconds ({self.grace_seconds}), got {wait}"
            found.append(Refusal(("pre_stop", "seconds"), message))
        return found

    def _taken_paths(self) -> list[Refusal]:
        taken: set[str] = set()
        found: list[Refusal] = []
        for at, path in self._places():
            place = path.rstrip("/") or "/"
            if place in taken:
                found.append(Refusal(at, f"{path} is taken: something else is mounted there"))
            taken.add(place)
        return found

    def _places(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        for position, path in enumerate(self.writable_paths):
            yield ("writable_paths", position), path
        for path in self.scratch:
            yield ("scratch", path), path
        for volume, volume_use in self.volumes.items():
            yield ("volumes", volume, "path"), volume_use.path
        for config, config_use in self.configs.items():
            for file, path in config_use.mounts.items():
                yield ("configs", config, "mounts", file), path


class WorkloadBase(PodBase):
    """What workloads that run all the time have in common."""

    probes: ProbesSpec = ProbesSpec()
    """How Kubernetes finds out whether a pod has started, can serve and is alive."""
    scaling: ScalingSpec = FixedScalingSpec(kind="fixed")
    """How many pods there are."""
    schedule: Mapping[DnsLabel, ScheduleSpec] = Field(default_factory=dict)
    """Times that come again, in which there are never fewer pods than they say; needs the add-on
    keda. On the embedded cluster nothing scales by them: the workload has one pod there."""
    vpa: VpaSpec | None = None
    """Vertical autoscaling; {} means recommendations only. Needs the add-on
    vertical_pod_autoscaler."""
    rollout: RolloutSpec = RollingUpdateSpec(kind="rolling_update")
    """How a new version replaces the old one."""
    migration: MigrationSpec | None = None
    """A job that must succeed before a new version's pods start; it runs again with each change
    of the workload's image, settings, configs or secrets."""
    disruption: DisruptionSpec | None = None
    """Limit while nodes are drained; none means one pod at a time, no limit for a lone pod."""
    spread: SpreadSpec = SpreadSpec()
    """How its pods are kept apart."""
    metrics: MetricsSpec | None = None
    """Where it tells its own metrics; whoever scrapes them is let in."""
    longest_task_seconds: int | None = Field(default=None, ge=1, le=604_800)
    """How long one task or request may take, if known: what grace_seconds is held against."""

    def most_pods(self) -> int:
        """Return the largest number of pods outside of a rollout, at whatever hour."""
        floors = (each.min for each in self.schedule.values())
        return max(most_replicas(self.scaling), *floors, 0)

    def refusals(self, ports: Mapping[str, int]) -> list[Refusal]:
        """Return what cannot be built of the workload; `ports` are those of its Service."""
        named = with_metrics_port(ports, self.metrics)
        return [
            *self.probes.refusals(named),
            *self.pod_refusals(),
            *self._metrics_refusals(ports),
            *self._schedule_refusals(),
        ]

    def _metrics_refusals(self, ports: Mapping[str, int]) -> Iterator[Refusal]:
        taken = ports.get(METRICS_PORT)
        if self.metrics is not None and taken not in (None, self.metrics.port):
            message = (
                f"is what the port of metrics is called ({self.metrics.port}), got {taken}; give"
                " this one another name, or both the same number"
            )
            yield Refusal(("ports", METRICS_PORT), message)

    def _schedule_refusals(self) -> Iterator[Refusal]:
        if not self.schedule or not isinstance(self.scaling, HpaScalingSpec):
            return
        for name, floor in self.schedule.items():
            if floor.min > self.scaling.max:
                message = f"must be at most scaling.max ({self.scaling.max}), got {floor.min}"
                yield Refusal(("schedule", name, "min"), message)
        if self.scaling.targets.metrics:
            message = (
                "cannot stand beside a schedule: KEDA, which keeps schedules, has no trigger for"
                " metrics that others serve; aim at cpu_percent or memory_percent, or leave"
                " schedule out"
            )
            yield Refusal(("scaling", "targets", "metrics"), message)
