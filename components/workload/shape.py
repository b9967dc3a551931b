"""From a workload's spec to the shape of its pods."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from components.cluster.spec import POOL_LABEL, SimulatedPoolSpec
from components.config.spec import ConfigSpec
from components.secret.spec import SecretSpec, object_name
from components.workload.base import PullPolicy
from components.workload.env import in_order
from components.workload.files import files
from components.workload.pods import TOGETHER, EnvVar, KeyEnv, PlainEnv, PodShape
from components.workload.probes import ProbesSpec
from components.workload.scaling import most_replicas
from components.workload.spec import WebSpec, WorkloadBase, WorkloadSpec

_METRICS_PORT = "metrics"


@dataclass(frozen=True, kw_only=True, slots=True)
class Surroundings:
    """The parts of a stack that a workload's spec refers to by name."""

    namespace: str
    secrets: Mapping[str, SecretSpec] = field(default_factory=dict[str, SecretSpec])
    configs: Mapping[str, ConfigSpec] = field(default_factory=dict[str, ConfigSpec])
    pools: Mapping[str, SimulatedPoolSpec] = field(default_factory=dict[str, SimulatedPoolSpec])
    links: tuple[EnvVar, ...] = ()
    """Environment variables that lead to what the workload calls."""
    pull_policy: PullPolicy = "IfNotPresent"
    """When nodes fetch images of workloads that do not say so themselves."""


def pod_shape(name: str, spec: WorkloadSpec, around: Surroundings) -> PodShape:
    """Return the shape of the workload's pods; every name in the spec must stand in `around`."""
    volumes, mounts = files(spec)
    pool = around.pools[spec.node_pool] if spec.node_pool is not None else None
    running = spec if isinstance(spec, WorkloadBase) else None
    return PodShape(
        name=name,
        namespace=around.namespace,
        image=spec.image,
        pull_policy=spec.pull_policy or around.pull_policy,
        pull_secrets=tuple(object_name(s, around.secrets[s]) for s in spec.pull_secrets),
        resources=spec.resources,
        user=spec.user,
        group=spec.user if spec.volumes else None,
        command=spec.command,
        args=spec.args,
        ports=_ports(spec),
        env=_environment(spec, around),
        probes=running.probes if running is not None else ProbesSpec(),
        volumes=volumes,
        mounts=mounts,
        grace_seconds=spec.grace_seconds,
        pre_stop=spec.pre_stop,
        node_selector={POOL_LABEL: spec.node_pool} if spec.node_pool is not None else {},
        tolerations=pool.taints if pool is not None else (),
        spread=running.spread if running and most_replicas(running.scaling) > 1 else TOGETHER,
        metrics=running.metrics if running is not None else None,
        restart="Always" if running is not None else "OnFailure",
    )


def _ports(spec: WorkloadSpec) -> dict[str, int]:
    """Return the ports by name; that of the metrics is one of its own unless it is there."""
    ports = dict(spec.ports) if isinstance(spec, WebSpec) else {}
    metrics = spec.metrics if isinstance(spec, WorkloadBase) else None
    if metrics is not None and metrics.port not in ports.values():
        ports[_METRICS_PORT] = metrics.port
    return ports


def _environment(spec: WorkloadSpec, around: Surroundings) -> tuple[EnvVar, ...]:
    """Return links, configs, secrets and plain values, for $(NAME) sees only what came before."""
    configs = (
        KeyEnv(name=key, source="config_map", object=config, key=key)
        for config in spec.configs
        for key in around.configs[config].values
    )
    secrets = (
        KeyEnv(
            name=variable,
            source="secret",
            object=object_name(secret, around.secrets[secret]),
            key=around.secrets[secret].key,
        )
        for variable, secret in spec.secret_env.items()
    )
    plain = (PlainEnv(name=variable, value=spec.env[variable]) for variable in in_order(spec.env))
    return (*around.links, *configs, *secrets, *plain)
