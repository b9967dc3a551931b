"""The pods that a spec asks for, as plain data for the manifests and for the proof."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from components.cluster.spec import PullPolicy, TaintSpec
from components.labels import NAME_LABEL
from components.workload.lifecycle import (
    MetricsSpec,
    PreStopSpec,
    SpreadSpec,
    with_metrics_port,
)
from components.workload.probes import ProbesSpec
from components.workload.resources import ResourcesSpec

TOGETHER: Final = SpreadSpec(nodes="ignore", zones="ignore")
"""Pods that may stand anywhere: those that are alone."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PlainEnv:
    """An environment variable whose value stands in the pod."""

    name: str
    value: str


@dataclass(frozen=True, kw_only=True, slots=True)
class KeyEnv:
    """An environment variable that comes from a key of a ConfigMap or a Secret."""

    name: str
    source: Literal["config_map", "secret"]
    object: str
    key: str


EnvVar = PlainEnv | KeyEnv


@dataclass(frozen=True, kw_only=True, slots=True)
class ScratchVolume:
    """An empty folder that lives as long as its pod."""

    name: str
    size_limit: str = "256Mi"
    medium: Literal["disk", "memory"] = "disk"


@dataclass(frozen=True, kw_only=True, slots=True)
class ConfigVolume:
    """The files of a ConfigMap."""

    name: str
    config_map: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ClaimVolume:
    """A persistent volume, by its claim."""

    name: str
    claim: str


Volume = ScratchVolume | ConfigVolume | ClaimVolume


@dataclass(frozen=True, kw_only=True, slots=True)
class Mount:
    """A place in a container's file system where a volume, or a part of it, is found."""

    volume: str
    path: str
    part: str | None = None
    """A file or folder of the volume; none means all of it."""
    access: Literal["read_only", "read_write"] = "read_write"


@dataclass(frozen=True, kw_only=True, slots=True)
class PodShape:
    """All that the scheduler, Pod Security and the proof need to know of one kind of pod."""

    name: str
    namespace: str
    image: str
    resources: ResourcesSpec
    user: int
    account: str | None = None
    """The service account; none means one of its own, of the same name."""
    command: tuple[str, ...] = ()
    args: tuple[str, ...] = ()
    ports: Mapping[str, int] = field(default_factory=dict[str, int])
    """The ports that others call."""
    env: tuple[EnvVar, ...] = ()
    probes: ProbesSpec = field(default_factory=ProbesSpec)
    volumes: tuple[Volume, ...] = ()
    mounts: tuple[Mount, ...] = ()
    grace_seconds: int = 30
    node_selector: Mapping[str, str] = field(default_factory=dict[str, str])
    tolerations: tuple[TaintSpec, ...] = ()
    spread: SpreadSpec = TOGETHER
    pull_policy: PullPolicy = "IfNotPresent"
    pull_secrets: tuple[str, ...] = ()
    """Kubernetes Secrets that open private registries."""
    pre_stop: PreStopSpec | None = None
    metrics: MetricsSpec | None = None
    restart: Literal["Always", "Never"] = "Always"
    """Never for pods that are done some day: after a failure their Job makes another one."""
    group: int | None = None
    """Group id that owns the volumes; none leaves them as they are."""

    @property
    def selector(self) -> dict[str, str]:
        """The labels that find exactly these pods in their namespace."""
        return {NAME_LABEL: self.name}

    @property
    def container_ports(self) -> dict[str, int]:
        """The ports that others call, and that of the metrics."""
        return with_metrics_port(self.ports, self.metrics)

    @property
    def config_maps(self) -> frozenset[str]:
        """The ConfigMaps whose content decides what these pods do."""
        from_env = {
            e.object for e in self.env if isinstance(e, KeyEnv) and e.source == "config_map"
        }
        return frozenset(
            from_env | {v.config_map for v in self.volumes if isinstance(v, ConfigVolume)}
        )

    @property
    def secrets(self) -> frozenset[str]:
        """The Kubernetes Secrets whose content decides what these pods do."""
        return frozenset(
            e.object for e in self.env if isinstance(e, KeyEnv) and e.source == "secret"
        )
