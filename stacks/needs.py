"""What a stack needs of the ground it stands on, by what runs there; pure."""

from collections.abc import Iterator

from components.addons.spec import AddonName
from components.cluster.common import SharedFiles
from components.cluster.spec import EksSpec, ResourceMetrics
from components.volume.spec import EfsVolumeSpec
from components.workload.base import WorkloadBase
from components.workload.scaling import HpaScalingSpec
from components.workload.spec import WebSpec, WorkloadSpec
from stacks.parts import StackParts
from stacks.placement import brought_connections
from stacks.reading.tree import KeyPath
from stacks.routes import served_by_alb


def needed_addons(stack: StackParts) -> dict[AddonName, tuple[KeyPath, ...]]:
    """Return the add-ons that something in the stack needs, each with the fields that need it."""
    found: dict[AddonName, list[KeyPath]] = {}
    for name, workload in stack.workloads.items():
        for addon, field in _needs(stack, workload):
            found.setdefault(addon, []).append(("workloads", name, field))
    for member in sorted(set(brought_connections(stack).values())):
        kind, _, name = member.partition(".")
        found.setdefault("external_secrets", []).append((f"{kind}s", name, "kind"))
    if isinstance(stack.cluster, EksSpec) and stack.cluster.autoscaler is not None:
        found.setdefault("cluster_autoscaler", []).append(("cluster", "autoscaler"))
    return {addon: tuple(paths) for addon, paths in found.items()}


def addons_of(stack: StackParts, workload: str) -> frozenset[AddonName]:
    """Return the add-ons that one workload needs."""
    return frozenset(addon for addon, _ in _needs(stack, stack.workloads[workload]))


def _needs(stack: StackParts, workload: WorkloadSpec) -> Iterator[tuple[AddonName, str]]:
    """Yield each add-on with the workload's field that needs it."""
    if isinstance(workload, WebSpec) and workload.expose:
        if stack.cluster.ingress_class is None:
            yield "traefik", "expose"
        elif served_by_alb(stack):
            yield "aws_load_balancer_controller", "expose"
    if not isinstance(workload, WorkloadBase):
        return
    if workload.schedule:
        yield "keda", "schedule"
    if workload.vpa is not None:
        yield "vertical_pod_autoscaler", "vpa"
        # It recommends from what the pods use.
        yield "metrics_server", "vpa"
    if isinstance(workload.scaling, HpaScalingSpec) and workload.scaling.targets.percentages():
        yield "metrics_server", "scaling"


def resource_metrics(stack: StackParts) -> ResourceMetrics:
    """Return whether an autoscaler of the stack asks how much cpu or memory its pods use."""
    return "served" if any(map(_asks, stack.workloads.values())) else "none"


def shared_files(stack: StackParts) -> SharedFiles:
    """Return what kind of shared file systems volumes of the stack are."""
    any_efs = any(isinstance(volume, EfsVolumeSpec) for volume in stack.volumes.values())
    return "efs" if any_efs else "none"


def _asks(workload: WorkloadSpec) -> bool:
    """Whether the workload has an HPA that does; with a schedule KEDA decides in its place."""
    return (
        isinstance(workload, WorkloadBase)
        and not workload.schedule
        and isinstance(workload.scaling, HpaScalingSpec)
        and bool(workload.scaling.targets.percentages())
    )
