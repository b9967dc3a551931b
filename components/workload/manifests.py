"""Typed Kubernetes objects from a pod's shape; pure, so that tests compare plain data."""

from collections.abc import Mapping, Sequence
from typing import assert_never

import pulumi
import pulumi_kubernetes as k8s

from components.workload.lifecycle import ExecHookSpec, PreStopSpec, SleepHookSpec
from components.workload.pods import (
    ClaimVolume,
    ConfigVolume,
    EnvVar,
    KeyEnv,
    Mount,
    PlainEnv,
    PodShape,
    ScratchVolume,
    Volume,
)
from components.workload.probe_manifests import probe
from components.workload.scaling import RecreateSpec, RollingUpdateSpec, RolloutSpec


def pod_template(
    shape: PodShape, labels: Mapping[str, str], annotations: Mapping[str, pulumi.Input[str]]
) -> k8s.core.v1.PodTemplateSpecArgsDict:
    """Return the template of the shape's pods, hardened as Pod Security `restricted` demands."""
    pod: k8s.core.v1.PodSpecArgsDict = {
        "service_account_name": shape.account or shape.name,
        "automount_service_account_token": False,
        "enable_service_links": False,
        "termination_grace_period_seconds": shape.grace_seconds,
        "security_context": _pod_security(shape),
        "containers": [container(shape)],
        "volumes": [_volume(v) for v in shape.volumes],
        "tolerations": [
            {"key": t.key, "operator": "Equal", "value": t.value, "effect": t.effect}
            for t in shape.tolerations
        ],
        "topology_spread_constraints": _spread(shape),
    }
    if shape.node_selector:
        pod["node_selector"] = dict(shape.node_selector)
    if shape.pull_secrets:
        pod["image_pull_secrets"] = [{"name": name} for name in shape.pull_secrets]
    if shape.restart != "Always":
        pod["restart_policy"] = shape.restart
    return {
        "metadata": {
            "labels": {**labels, **shape.selector},
            "annotations": {**_scraping(shape), **annotations},
        },
        "spec": pod,
    }


def container(shape: PodShape) -> k8s.core.v1.ContainerArgsDict:
    """Return the shape's container: no privileges, a read-only root, resources as given."""
    made: k8s.core.v1.ContainerArgsDict = {
        "name": shape.name,
        "image": shape.image,
        "image_pull_policy": shape.pull_policy,
        "resources": {
            "requests": shape.resources.requests.named(),
            "limits": shape.resources.limits.named(),
        },
        "security_context": {
            "allow_privilege_escalation": False,
            "read_only_root_filesystem": True,
            "capabilities": {"drop": ["ALL"]},
        },
        "env": [env_var(e) for e in shape.env],
        "ports": [{"name": n, "container_port": p} for n, p in shape.container_ports.items()],
        "volume_mounts": [_mount(m) for m in shape.mounts],
    }
    if shape.pre_stop is not None:
        made["lifecycle"] = {"pre_stop": _hook(shape.pre_stop)}
    if shape.command:
        made["command"] = list(shape.command)
    if shape.args:
        made["args"] = list(shape.args)
    if shape.probes.startup is not None:
        made["startup_probe"] = probe(shape.probes.startup)
    if shape.probes.readiness is not None:
        made["readiness_probe"] = probe(shape.probes.readiness)
    if shape.probes.liveness is not None:
        made["liveness_probe"] = probe(shape.probes.liveness)
    return made


def env_var(variable: EnvVar) -> k8s.core.v1.EnvVarArgsDict:
    """Return one environment variable."""
    match variable:
        case PlainEnv():
            return {"name": variable.name, "value": variable.value}
        case KeyEnv(source="config_map"):
            reference: k8s.core.v1.ConfigMapKeySelectorArgsDict = {
                "name": variable.object,
                "key": variable.key,
            }
            return {"name": variable.name, "value_from": {"config_map_key_ref": reference}}
        case KeyEnv():
            return {
                "name": variable.name,
                "value_from": {"secret_key_ref": {"name": variable.object, "key": variable.key}},
            }
        case _:
            assert_never(variable)


def strategy(rollout: RolloutSpec) -> k8s.apps.v1.DeploymentStrategyArgsDict:
    """Return how a Deployment replaces its pods."""
    match rollout:
        case RollingUpdateSpec():
            return {
                "type": "RollingUpdate",
                "rolling_update": {
                    "max_unavailable": rollout.max_unavailable,
                    "max_surge": rollout.max_surge,
                },
            }
        case RecreateSpec():
            return {"type": "Recreate"}
        case _:
            assert_never(rollout)


def service_ports(ports: Mapping[str, int]) -> Sequence[k8s.core.v1.ServicePortArgsDict]:
    """Return a Service's ports, each the same number outside and inside."""
    return [{"name": n, "port": p, "target_port": n, "protocol": "TCP"} for n, p in ports.items()]


def _scraping(shape: PodShape) -> dict[str, str]:
    """Return the annotations by which a Prometheus that looks at pods finds the metrics."""
    if shape.metrics is None:
        return {}
    prefix = "prometheus.io"
    return {
        f"{prefix}/scrape": "true",
        f"{prefix}/port": str(shape.metrics.port),
        f"{prefix}/path": shape.metrics.path,
    }


def _hook(hook: PreStopSpec) -> k8s.core.v1.LifecycleHandlerArgsDict:
    match hook:
        case SleepHookSpec():
            return {"sleep": {"seconds": hook.seconds}}
        case ExecHookSpec():
            return {"exec_": {"command": list(hook.command)}}
        case _:
            assert_never(hook)


def _pod_security(shape: PodShape) -> k8s.core.v1.PodSecurityContextArgsDict:
    made: k8s.core.v1.PodSecurityContextArgsDict = {
        "run_as_non_root": True,
        "run_as_user": shape.user,
        "run_as_group": shape.group or shape.user,
        "seccomp_profile": {"type": "RuntimeDefault"},
    }
    if shape.group is not None:
        made["fs_group"] = shape.group
    return made


def _spread(shape: PodShape) -> Sequence[k8s.core.v1.TopologySpreadConstraintArgsDict]:
    wishes = (
        ("kubernetes.io/hostname", shape.spread.nodes),
        ("topology.kubernetes.io/zone", shape.spread.zones),
    )
    return [
        {
            "max_skew": 1,
            "topology_key": key,
            "when_unsatisfiable": "DoNotSchedule" if wish == "require" else "ScheduleAnyway",
            "label_selector": {"match_labels": shape.selector},
        }
        for key, wish in wishes
        if wish != "ignore"
    ]


def _volume(volume: Volume) -> k8s.core.v1.VolumeArgsDict:
    match volume:
        case ScratchVolume():
            return {"name": volume.name, "empty_dir": _empty_dir(volume)}
        case ConfigVolume():
            return {"name": volume.name, "config_map": {"name": volume.config_map}}
        case ClaimVolume():
            return {"name": volume.name, "persistent_volume_claim": {"claim_name": volume.claim}}
        case _:
            assert_never(volume)


def _empty_dir(volume: ScratchVolume) -> k8s.core.v1.EmptyDirVolumeSourceArgsDict:
    made: k8s.core.v1.EmptyDirVolumeSourceArgsDict = {"size_limit": volume.size_limit}
    if volume.medium == "memory":
        made["medium"] = "Memory"
    return made


def _mount(mount: Mount) -> k8s.core.v1.VolumeMountArgsDict:
    made: k8s.core.v1.VolumeMountArgsDict = {
        "name": mount.volume,
        "mount_path": mount.path,
        "read_only": mount.access == "read_only",
    }
    if mount.part is not None:
        made["sub_path"] = mount.part
    return made
