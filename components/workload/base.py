"""What workloads of all kinds have in common, as a user states it."""

from collections.abc import Iterator, Mapping
from typing import Literal

from pydantic import Field

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
from components.workload.lifecycle import MetricsSpec, MigrationSpec, PreStopSpec, SpreadSpec
from components.workload.probes import ProbesSpec
from components.workload.resources import ResourcesSpec
from components.workload.scaling import (
    FixedScalingSpec,
    RollingUpdateSpec,
    RolloutSpec,
    ScalingSpec,
)
from components.workload.schedule import ScheduleSpec
from components.workload.vertical import VpaSpec
from components.workload.volume_use import VolumeUseSpec

PullPolicy = Literal["Always", "IfNotPresent", "Never"]


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
    """When nodes fetch the image; none means: only if it is missing on a local cluster, where
    images are loaded by hand, and always elsewhere."""
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
    """The stack's volumes that it uses, by name."""
    resources: ResourcesSpec
    """CPU and memory of one pod."""
    calls: tuple[Call, ...] = ()
    """What it talks to; everything else is denied."""
    grace_seconds: int = Field(default=30, ge=0, le=86_400)
    """Time that a pod has to finish after it was told to stop."""
    pre_stop: PreStopSpec | None = None
    """What happens before the container is told to stop; it counts against grace_seconds."""
    user: int = Field(default=10_001, ge=1, le=2_147_483_647)
    """The user id that the containers run as; never 0 (root)."""
    writable_paths: tuple[AbsolutePath, ...] = ("/tmp",)
    """Folders that the containers may write to; the rest of the file system is read-only."""
    scratch: Mapping[AbsolutePath, ScratchSpec] = Field(default_factory=dict)
    """The same with a size or in memory."""

    def taken_paths(self) -> list[Refusal]:
        """Return the places in the containers' file system that are asked for twice."""
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
    """Times that come again, in which there are never fewer pods than they say."""
    vpa: VpaSpec | None = None
    """Vertical autoscaling; {} means recommendations only."""
    rollout: RolloutSpec = RollingUpdateSpec(kind="rolling_update")
    """How a new version replaces the old one."""
    migration: MigrationSpec | None = None
    """A job that must succeed before a new version's pods start."""
    disruption: DisruptionSpec | None = None
    """Limit while nodes are drained; none means one pod at a time, no limit for a lone pod."""
    spread: SpreadSpec = SpreadSpec()
    """How its pods are kept apart."""
    metrics: MetricsSpec | None = None
    """Where it tells its own metrics; whoever scrapes them is let in."""
    longest_task_seconds: int | None = Field(default=None, ge=1, le=604_800)
    """How long one task or request may take, if known: what grace_seconds is held against."""
