"""Who uses the volumes of a stack, and how many pods at once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from components.volume.spec import ClaimVolumeSpec
from components.workload.scaling import FixedScalingSpec, most_replicas
from components.workload.spec import CronSpec, JobSpec, WorkloadBase, WorkloadSpec
from components.workload.volume_use import VolumeUseSpec
from proof.nodes import nodes_in, pools_for
from proof.plan import Plan
from stacks.file import KeyPath


@dataclass(frozen=True, kw_only=True, slots=True)
class Use:
    """A workload's use of a volume."""

    workload: str
    spec: WorkloadSpec
    use: VolumeUseSpec

    @property
    def path(self) -> KeyPath:
        """Where the workload stands."""
        return "workloads", self.workload

    @property
    def writes(self) -> bool:
        """Whether its pods may write."""
        return self.use.access == "read_write"

    @property
    def owns(self) -> bool:
        """Whether it writes what one pod alone may write."""
        return self.writes and self.use.writers == "one"


def uses(plan: Plan) -> Mapping[str, tuple[Use, ...]]:
    """Return the uses of each volume of the stack, by its name."""
    return {name: tuple(_uses_of(plan, name)) for name in plan.stack.volumes}


def all_uses(plan: Plan) -> Iterator[tuple[str, Use]]:
    """Yield each use with the name of its volume."""
    for name, found in uses(plan).items():
        for use in found:
            yield name, use


def claims(plan: Plan) -> Mapping[str, ClaimVolumeSpec]:
    """Return the volumes that a storage class makes, by name."""
    volumes = plan.stack.volumes.items()
    return {name: spec for name, spec in volumes if isinstance(spec, ClaimVolumeSpec)}


def nodes_for(plan: Plan, users: tuple[Use, ...]) -> int:
    """Return on how many nodes the pods of the users may stand; 0 where nobody says."""
    pools = {pool for user in users for pool in pools_for(plan.stack, user.spec)}
    return nodes_in(plan.stack, tuple(pools))


def pods_at_once(workload: WorkloadSpec) -> int:
    """Return how many pods of a workload there may be outside of a rollout, as far as is known."""
    match workload:
        case WorkloadBase():
            return workload.most_pods()
        case JobSpec():
            return min(workload.parallelism, workload.completions)
        case CronSpec():
            return 2 if workload.overlap == "Allow" else 1


def crowd(workload: WorkloadSpec) -> tuple[KeyPath, str] | None:
    """Return the field that lets several pods of a workload run at once, and what it says."""
    if pods_at_once(workload) < 2:
        return None
    match workload:
        case WorkloadBase():
            return _most_pods(workload)
        case JobSpec():
            return ("parallelism",), f"is {workload.parallelism}"
        case CronSpec():
            return ("overlap",), "is Allow, so that runs may stand side by side"


def holds(folder: str | None, inner: str | None) -> bool:
    """Say whether a folder of a volume is another one, or holds it; none is the whole volume."""
    return PurePosixPath(inner or "").is_relative_to(PurePosixPath(folder or ""))


def _uses_of(plan: Plan, volume: str) -> Iterator[Use]:
    for name, spec in plan.stack.workloads.items():
        if volume in spec.volumes:
            yield Use(workload=name, spec=spec, use=spec.volumes[volume])


def _most_pods(workload: WorkloadBase) -> tuple[KeyPath, str]:
    most = most_replicas(workload.scaling)
    for name, floor in workload.schedule.items():
        if floor.min == workload.most_pods() > most:
            return ("schedule", name, "min"), f"is {floor.min}"
    field = "replicas" if isinstance(workload.scaling, FixedScalingSpec) else "max"
    return ("scaling", field), f"is {most}"
