"""From a workload's spec to the shape of its pods."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from components.cluster.spec import POOL_LABEL, PoolSpec, PullPolicy
from components.config.spec import ConfigSpec
from components.secret.spec import SecretSpec, object_name
from components.workload.env import in_order
from components.workload.files import files
from components.workload.lifecycle import MigrationSpec
from components.workload.pods import TOGETHER, EnvVar, KeyEnv, PlainEnv, PodShape
from components.workload.probes import ProbesSpec
from components.workload.spec import WebSpec, WorkloadBase, WorkloadSpec


@dataclass(frozen=True, kw_only=True, slots=True)
class Surroundings:
    """The parts of a stack that a workload's spec refers to by name."""

    namespace: str
    secrets: Mapping[str, SecretSpec] = field(default_factory=dict[str, SecretSpec])
    configs: Mapping[str, ConfigSpec] = field(default_factory=dict[str, ConfigSpec])
    pools: Mapping[str, PoolSpec] = field(default_factory=dict[str, PoolSpec])
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
        group=spec.group or (spec.user if spec.volumes else None),
        command=spec.command,
        args=spec.args,
        ports=dict(spec.ports) if isinstance(spec, WebSpec) else {},
        env=_environment(spec, around),
        probes=running.probes if running is not None else ProbesSpec(),
        volumes=volumes,
        mounts=mounts,
        grace_seconds=spec.grace_seconds,
        pre_stop=spec.pre_stop,
        node_selector={POOL_LABEL: spec.node_pool} if spec.node_pool is not None else {},
        tolerations=pool.taints if pool is not None else (),
        spread=running.spread if running is not None and running.most_pods() > 1 else TOGETHER,
        metrics=running.metrics if running is not None else None,
        restart="Always" if running is not None else "Never",
    )


def migration_name(workload: str) -> str:
    """Return the name of the objects of a workload's migration."""
    return f"{workload}-migration"


def migration_shape(shape: PodShape, migration: MigrationSpec) -> PodShape:
    """Return the shape of the pod that migrates for the workload whose pods have this shape.

    It has a name of its own, so that no Service, budget or policy of the workload finds it.
    """
    return replace(
        shape,
        name=migration_name(shape.name),
        account=shape.name,
        command=migration.command,
        args=migration.args,
        ports={},
        probes=ProbesSpec(),
        pre_stop=None,
        metrics=None,
        spread=TOGETHER,
        restart="Never",
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
