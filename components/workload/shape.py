"""From a workload's spec to the shape of its pods."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from components.cluster.spec import POOL_LABEL, SimulatedPoolSpec
from components.config.spec import ConfigSpec
from components.naming import dns_label
from components.secret.spec import SecretSpec, object_name
from components.workload.env import in_order
from components.workload.pods import (
    ConfigVolume,
    EnvVar,
    KeyEnv,
    Mount,
    PlainEnv,
    PodShape,
    ScratchVolume,
    Volume,
)
from components.workload.scaling import most_replicas
from components.workload.spec import WebSpec, WorkloadSpec


@dataclass(frozen=True, kw_only=True, slots=True)
class Surroundings:
    """The parts of a stack that a workload's spec refers to by name."""

    namespace: str
    secrets: Mapping[str, SecretSpec] = field(default_factory=dict[str, SecretSpec])
    configs: Mapping[str, ConfigSpec] = field(default_factory=dict[str, ConfigSpec])
    pools: Mapping[str, SimulatedPoolSpec] = field(default_factory=dict[str, SimulatedPoolSpec])
    links: tuple[EnvVar, ...] = ()
    """Environment variables that lead to what the workload calls."""


def pod_shape(name: str, spec: WorkloadSpec, around: Surroundings) -> PodShape:
    """Return the shape of the workload's pods; every name in the spec must stand in `around`."""
    volumes, mounts = _files(spec)
    pool = around.pools[spec.node_pool] if spec.node_pool is not None else None
    return PodShape(
        name=name,
        namespace=around.namespace,
        image=spec.image,
        resources=spec.resources,
        user=spec.user,
        command=spec.command,
        args=spec.args,
        ports=dict(spec.ports) if isinstance(spec, WebSpec) else {},
        env=_environment(spec, around),
        probes=spec.probes,
        volumes=volumes,
        mounts=mounts,
        grace_seconds=spec.grace_seconds,
        node_selector={POOL_LABEL: spec.node_pool} if spec.node_pool is not None else {},
        tolerations=pool.taints if pool is not None else (),
        spread="over_nodes" if most_replicas(spec.scaling) > 1 else "anywhere",
    )


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


def _files(spec: WorkloadSpec) -> tuple[tuple[Volume, ...], tuple[Mount, ...]]:
    volumes: list[Volume] = []
    mounts: list[Mount] = []
    for config, use in spec.configs.items():
        if use.mounts:
            volume = dns_label("config", config)
            volumes.append(ConfigVolume(name=volume, config_map=config))
            mounts.extend(
                Mount(volume=volume, path=path, file=file, access="read_only")
                for file, path in use.mounts.items()
            )
    for number, path in enumerate(spec.writable_paths):
        volumes.append(ScratchVolume(name=f"scratch-{number}"))
        mounts.append(Mount(volume=f"scratch-{number}", path=path))
    return tuple(volumes), tuple(mounts)
